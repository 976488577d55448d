"""The pictures of README.md are there, show what the program shows, and load nothing from anywhere."""

import html
import re

import pytest

from tests.scenarios.screenshots import FOLDER, pictures

NEEDED = {"overview", "tasks", "grid", "people", "trial", "handoff", "check", "first-run"}


@pytest.fixture(scope="module")
def taken() -> dict[str, str]:
    import asyncio

    return asyncio.run(pictures())


def words_of(svg: str) -> list[str]:
    """All text of a picture, in its order."""
    return [html.unescape(one) for one in re.findall(r"<text [^>]*>([^<]*)</text>", svg)]


def test_all_pictures_are_taken_and_kept(taken: dict[str, str]) -> None:
    assert set(taken) == NEEDED
    assert {one.stem for one in FOLDER.glob("*.svg")} == NEEDED


@pytest.mark.parametrize("name", sorted(NEEDED))
def test_a_picture_is_up_to_date(taken: dict[str, str], name: str) -> None:
    kept = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    assert words_of(kept) == words_of(taken[name]), "python -m tests.scenarios.screenshots takes them anew"


@pytest.mark.parametrize("name", sorted(NEEDED))
def test_a_picture_loads_nothing(taken: dict[str, str], name: str) -> None:
    svg = taken[name]
    addresses = set(re.findall(r"https?://[^\s\"']+", svg))
    assert addresses <= {"http://www.w3.org/2000/svg", "https://www.textualize.io"}
    assert "<image" not in svg
    assert "<script" not in svg
    assert "@font-face" not in svg
    assert "@import" not in svg
