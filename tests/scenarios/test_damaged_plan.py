"""A damaged plan when the app opens: what is wrong, the way back, and nothing written before somebody says so."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from outsource_tui.cli.main import main
from outsource_tui.cli.rescue import age_words
from outsource_tui.ui.drawing import Line
from outsource_tui.ui.rescue import RescueApp, WayBack, question_lines
from tests.scenarios.terminal import Terminal

WAY = WayBack(
    plan="/plans/plan.json",
    trouble="the file is cut off: its end is missing",
    backup="plan-20261123T091200Z.json",
    when="2026-11-23 09:12 UTC",
    age="25 minutes ago",
    holds="23 tasks",
)


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan of two tasks with a backup of when it had one, cut off."""
    for name in ("DATA", "CONFIG", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    for name in ("Bookkeeping", "Social posts"):
        assert main(["--today", "2026-11-20", "add", name]) == 0
    path = tmp_path / "data" / "outsource-tui" / "plans" / "plan.json"
    path.write_bytes(path.read_bytes()[:-40])
    return path


def everything(folder: Path) -> dict[str, bytes]:
    return {str(one.relative_to(folder)): one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()}


def words(lines: list[Line]) -> str:
    return " ".join(" ".join(line.text for line in lines).split())


def test_everything_is_said_at_any_size() -> None:
    for width, height in ((80, 24), (50, 20), (200, 60)):
        lines = question_lines(WAY, width, height)
        assert (len(lines), {line.width for line in lines}) == (height, {width})
        for part in ("cannot be opened", WAY.trouble, WAY.backup, WAY.when, WAY.age, WAY.holds, "Enter", "q leave"):
            assert part in words(lines), (width, part)
    for width, height in ((1, 1), (30, 8), (5, 60)):
        assert len(question_lines(WAY, width, height)) == height


@pytest.mark.parametrize(
    ("key", "answer"), [("enter", True), ("q", False), ("escape", False), ("ctrl+c", False), ("x", None)]
)
async def test_enter_restores_and_q_leaves(key: str, *, answer: bool | None) -> None:
    app = RescueApp(WAY)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(key)
        await pilot.pause()
        assert app.return_value is answer
        app.exit(False)


def test_enter_puts_the_backup_in_its_place_and_the_damaged_file_aside(tmp_path: Path, plan: Path) -> None:
    before = everything(tmp_path)
    damaged = plan.read_bytes()
    with Terminal(["--today", "2026-11-23"], home=tmp_path) as terminal:
        terminal.see("This plan cannot be opened")
        terminal.see("1 task")
        assert "3 days ago" in terminal.text
        assert "cut off" in terminal.text
        assert everything(tmp_path) == before
        terminal.press("enter")
        terminal.see("Restored the backup of 2026-11-20")
        terminal.press("1")
        terminal.see("Bookkeeping")
        terminal.press("q")
        assert terminal.end() == 0
    assert [one["name"] for one in json.loads(plan.read_text())["tasks"].values()] == ["Bookkeeping"]
    [aside] = (plan.parent / "backups").glob("*.damaged-*")
    assert aside.read_bytes() == damaged
    assert set(before) <= set(everything(tmp_path)), "nothing is deleted"


def test_q_leaves_every_byte_as_it_is(tmp_path: Path, plan: Path) -> None:
    before = everything(tmp_path)
    with Terminal([], home=tmp_path) as terminal:
        terminal.see("This plan cannot be opened")
        terminal.press("q")
        assert terminal.end() == 2
        assert "backup restore 1" in terminal.text.replace("\n", "")
    assert everything(tmp_path) == before


@pytest.mark.parametrize("trouble", ["no backup", "newer", "read only", "a folder"])
def test_where_no_backup_is_the_answer_it_is_one_line(tmp_path: Path, plan: Path, trouble: str) -> None:
    arguments = []
    if trouble == "no backup":
        for one in (plan.parent / "backups").iterdir():
            one.unlink()
    elif trouble == "newer":
        plan.write_text('{"meta": {"1": {"schema": 99, "app": "outsource-tui"}}}')
    elif trouble == "read only":
        arguments = ["--read-only"]
    else:
        plan.unlink()
        plan.mkdir()
    before = everything(tmp_path)
    with Terminal(arguments, home=tmp_path) as terminal:
        assert terminal.end() == 2
        assert b"\x1b[?1049h" not in terminal.raw
        assert terminal.raw.count(b"\n") == 1
        assert b"plan.json" in terminal.raw
    assert everything(tmp_path) == before


def test_how_long_ago() -> None:
    told = [age_words(timedelta(seconds=one)) for one in (5, 60, 3599, 7200, 86_400, 10 * 86_400, -90)]
    assert told == [
        "just now", "1 minute ago", "59 minutes ago", "2 hours ago", "1 day ago", "10 days ago",
        "in the future, by this machine's clock",
    ]  # fmt: skip
