"""The manual: every page is there, names keys and limits as they are, and can be read on any terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from outsource_tui.advice.readiness import readiness_of
from outsource_tui.data.manual import PAGES, page_text
from outsource_tui.model.settings import Binding, Settings
from outsource_tui.planner.handoffs import LOOK_MINUTES
from outsource_tui.store import backups
from outsource_tui.ui.commands import BY_ID, SCREEN_TITLES, SCREENS
from outsource_tui.ui.dialogs.manual import ManualDialog
from outsource_tui.ui.drawing import uncut
from outsource_tui.ui.manual_words import PLACEHOLDER, figures_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.conftest import Driver

SIZES = ((30, 8), (50, 14), (80, 24), (100, 24), (120, 36), (200, 60))
BARE: dict[str, set[str]] = {
    "mistakes": {"1", "2", "3", "4", "5"},
    "tasks": {"1.5h", "e4", "v2", "6h/month", "1", "10", "0", "100", "34", "70"},
    "people": {"24/h", "9-17", "C1", "1", "5"},
    "trial": {"1", "5", "100"},
    "handoff": {"1", "2", "3", "4", "5", "9", "45", "0", "60"},
    "check": {"100", "OUT301", "1"},
    "data": {"1", "0", "7", "1-5"},
}
"""Numbers of headings, scales and examples, by page. Every other one is filled in from the code, or checked below."""


def told(stage: Driver, page: str) -> str:
    """A page as one text, with everything filled in."""
    dialog = ManualDialog(page)
    stage.open(dialog)
    with uncut():
        text = "\n".join(line.text for line in dialog.body(80, 24))
    stage.close(dialog)
    return text


def test_there_is_a_page_for_every_screen_and_it_has_its_name(stage: Driver) -> None:
    for screen in SCREENS:
        assert page_text(screen).startswith(f"# {SCREEN_TITLES[screen]}\n")
    assert set(PAGES) - set(SCREENS) == {"start", "mistakes", "data"}


@pytest.mark.parametrize("page", PAGES)
def test_what_stands_in_braces_is_a_command_or_a_limit(stage: Driver, page: str) -> None:
    text = page_text(page)
    figures = figures_of(stage.plan)
    for match in PLACEHOLDER.finditer(text):
        assert match[2] in (BY_ID if match[1] else figures), match[0]
    assert "{" not in PLACEHOLDER.sub("", text)
    assert "{" not in told(stage, page)


@pytest.mark.parametrize("page", PAGES)
def test_no_other_number_stands_in_the_text(page: str) -> None:
    bare = set(re.findall(r"(?<![\w.])[\w/]*\d[\w./-]*", PLACEHOLDER.sub("", page_text(page))))
    assert {one.rstrip(",:)").removesuffix(".") for one in bare} == BARE.get(page, set())


def test_no_limit_is_there_that_no_page_names(stage: Driver) -> None:
    named = {match[2] for page in PAGES for match in PLACEHOLDER.finditer(page_text(page)) if not match[1]}
    families = ("weight_", "need_", "look_", "band_", "autonomy_")
    assert {one for one in figures_of(stage.plan) if not one.startswith(families)} <= named


def test_the_numbers_that_are_written_out_are_those_of_the_code(stage: Driver) -> None:
    for value, words in ((1, "34 of 100 points at the lowest value"), (10, "70 at the highest")):
        needed = readiness_of(replace(stage.plan.tasks["T04"], value=value)).needed
        assert f"{needed:g}" == words.split()[0]
        assert words in told(stage, "tasks")
    assert (backups.LATEST, backups.DAYS, backups.WEEKS) == (10, 7, 4)
    assert "the ten latest, one a day for seven days, one a week for four weeks" in told(stage, "data")
    assert [LOOK_MINUTES[one] for one in "190"] == [5, 45, 60]


def test_limits_are_told_with_their_numbers(stage: Driver) -> None:
    assert "A score of 6 or more is high" in told(stage, "grid")
    assert "70 points or more of 100" in told(stage, "trial")
    assert "4, Act, report on the agreed day: every 14 days, 8%" in told(stage, "handoff")
    assert "an error costs 25, a warning 10, a hint 3" in told(stage, "check")
    assert "40 checks in five groups" in told(stage, "check")


def test_a_key_that_was_changed_is_named_as_the_user_has_it(stage_with: Callable[[Settings], Driver]) -> None:
    bindings = {"add": Binding(("A",), "config.toml line 2"), "next": Binding((), "config.toml line 3")}
    text = told(stage_with(Settings(bindings=bindings)), "start")
    assert "A adds a task in one line" in text
    assert ":next always does the next sensible one" in text


def test_the_line_of_the_grid_is_that_of_the_profile(stage: Driver) -> None:
    plan = replace(stage.plan, profile=replace(stage.plan.profile, split=8))
    assert figures_of(plan)["split"] == "8"


@pytest.mark.parametrize("screen", SCREENS)
def test_it_opens_at_the_page_of_the_screen(stage: Driver, screen: str) -> None:
    stage.name = screen
    stage.press("?", "p")
    assert f" · {SCREEN_TITLES[screen]}" in stage.seen().split("\n")[1]
    stage.press("escape")
    assert stage.dialog is None


def test_it_is_found_by_its_name(stage: Driver) -> None:
    stage.press(":").typed("manual")
    stage.press("enter")
    assert "Manual 3 of 10 · Overview" in stage.seen()
    stage.press("q").press("?", "space").typed("manual")
    stage.press("enter")
    assert isinstance(stage.dialog, ManualDialog)


def page_of(stage: Driver) -> str:
    assert isinstance(stage.dialog, ManualDialog)
    return stage.dialog.page


def test_from_page_to_page(stage: Driver) -> None:
    stage.press("?", "p", "right")
    assert page_of(stage) == "tasks"
    stage.press("left", "left")
    assert page_of(stage) == "mistakes"
    stage.press("h", "h", "h")
    assert page_of(stage) == "start"
    for _ in range(20):
        stage.press("l")
    assert page_of(stage) == "data"
    stage.press("5")
    assert page_of(stage) == "handoff"
    stage.press("9")
    assert page_of(stage) == "handoff"


@pytest.mark.parametrize("size", SIZES)
def test_space_reads_all_of_it_and_no_word_is_cut(stage: Driver, size: tuple[int, int]) -> None:
    stage.open(ManualDialog("start"))
    seen = stage.seen(*size)
    for _ in range(2000):
        before = seen
        stage.press("space")
        seen += stage.seen(*size)
        if stage.seen(*size) in before and page_of(stage) == "data":
            break
    read = {word for line in seen.split("\n") for word in line.split()}
    for page in PAGES:
        missing = set(told(stage, page).partition("\n")[2].split()) - read - {"·"}
        assert {one for one in missing if len(one) < size[0] - 4} == set(), page


def test_scrolling_ends_at_both_ends(stage: Driver) -> None:
    stage.open(ManualDialog("handoff"))
    first = stage.seen()
    assert "more lines" in first
    stage.press("down")
    second = stage.seen()
    assert second != first
    stage.press("up", "up", "pageup")
    assert stage.seen() == first
    stage.press("end")
    last = stage.seen()
    assert "more line" not in last
    stage.press("down", "down")
    assert stage.seen() == last
    stage.press("up")
    assert stage.seen() != last
    stage.press("home")
    assert stage.seen() == first


def test_wide_screens_list_the_pages_and_keep_lines_short(stage: Driver) -> None:
    stage.open(ManualDialog("grid"))
    lines = stage.seen(200, 60).split("\n")
    assert lines[6].startswith(" > 2 Grid ")
    assert max(len(one.rstrip()) for one in lines[2:-2]) < 110


def test_the_manual_can_be_heard(stage_with: Callable[[Settings], Driver]) -> None:
    stage = stage_with(Settings(is_plain=True))
    stage.press("?", "p")
    assert "Where you stand, on one page." in stage.seen(80, 30)
    for _ in range(10):
        stage.press("pagedown")
        stage.seen(80, 30)
    assert "break-even rate instead" in stage.seen(80, 30)
