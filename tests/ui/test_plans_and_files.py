"""Another plan, a file written from the app, and screens that look at the next start as they were left."""

import re
from pathlib import Path

import pytest

from outsource_tui.model.remembering import Places
from outsource_tui.planner.exports import KINDS
from outsource_tui.ui.dialogs.menu import MenuDialog
from outsource_tui.ui.dialogs.write_file import WriteDialog
from outsource_tui.ui.screens.check import CheckScreen
from outsource_tui.ui.screens.grid import GridScreen
from outsource_tui.ui.screens.people import PeopleScreen
from outsource_tui.ui.screens.tasks import TasksScreen
from tests.ui.conftest import Driver, FakeShelf


@pytest.fixture
def shelf(stage: Driver) -> FakeShelf:
    shelf = FakeShelf()
    stage.shelf = shelf
    return shelf


def test_plans_are_offered_with_when_they_were_used(stage: Driver, shelf: FakeShelf) -> None:
    seen = stage.press("w").seen()
    assert "a demo         open now" in seen
    assert "> b studio       last used 21 Nov 2026" in seen
    assert "last used 2 Mar 2025" in seen
    stage.press("b")
    assert shelf.wanted == ["studio"]
    assert stage.fake.calls == ["other"]


def test_enter_goes_back_and_forth_between_two_plans(stage: Driver, shelf: FakeShelf) -> None:
    stage.press("w", "enter")
    assert shelf.wanted == ["studio"]


def test_a_new_plan_by_name(stage: Driver, shelf: FakeShelf) -> None:
    stage.press("w", "n", "enter")
    assert "A few words are needed" in stage.seen()
    stage.typed("side business").press("enter")
    assert shelf.wanted == ["side business"]
    assert stage.fake.calls == ["other"]


def test_a_damaged_plan_is_said_and_this_one_stays(stage: Driver, shelf: FakeShelf) -> None:
    stage.press("w", "c")
    assert "broken.json: not a plan" in stage.said
    assert stage.fake.calls == []
    stage.press("w", "a")
    assert stage.fake.calls == []


def test_where_there_is_no_shelf(stage: Driver) -> None:
    stage.press("w")
    assert stage.dialog is None
    assert stage.said == "There are no other plans here."


# a file


def test_a_report_with_two_keys(stage: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    stage.press("W", "enter")
    (file,) = tmp_path.iterdir()
    assert file.name == "outsourcing-plan-2026-11-23.md"
    assert "Bookkeeping and receipts" in file.read_text()
    assert stage.dialog is None
    assert stage.said == f"Wrote {file}"


def test_one_sign_says_what_enter_writes(stage: Driver) -> None:
    stage.press("W", "down", "down")
    assert [row.strip("│ ") for row in stage.seen().split("\n") if row.startswith("│ >")] == [
        "> csv   the tasks for a spreadsheet"
    ]
    assert "│ name outsourcing-tasks-2026-11-23.csv" in stage.seen()


def test_each_kind_is_written(stage: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    stage.press("W")
    dialog = stage.dialog
    assert isinstance(dialog, WriteDialog)
    count = len(dialog.papers)
    stage.press("escape")
    for number in range(count):
        stage.press("W", *["down"] * number, "enter")
        if stage.dialog is not None:  # the report without names has the name of the report
            stage.press("y")
    assert {one.suffix for one in tmp_path.iterdir()} == {f".{kind}" for kind in KINDS}
    assert "Lisbon" not in (tmp_path / "outsourcing-plan-2026-11-23.md").read_text()


def test_nothing_is_replaced_without_asking(stage: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "outsourcing-plan-2026-11-23.md"
    file.write_text("mine")
    stage.press("W", "enter")
    assert isinstance(stage.dialog, MenuDialog)
    assert "is there already" in stage.seen()
    stage.press("enter")
    assert file.read_text() == "mine"
    assert isinstance(stage.dialog, WriteDialog)
    stage.press("enter", "y")
    assert file.read_text() != "mine"
    assert stage.dialog is None


@pytest.mark.parametrize("key", ["i", "W"])
def test_a_trial_gives_its_days_for_the_calendar_of_who_does_it(
    stage: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.chdir(tmp_path)
    stage.press("4", key, "enter")
    (file,) = tmp_path.iterdir()
    assert re.fullmatch(r"brief-r0\d-front-end-build\.ics", file.name)
    text = file.read_text()
    assert text.count("SUMMARY:Trial day ") == 2
    assert "Decide" not in text


def test_the_name_decides_and_follows(stage: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    stage.press("W", "ctrl+u").typed("tasks.csv")
    dialog = stage.dialog
    assert isinstance(dialog, WriteDialog)
    assert dialog.paper.kind == "csv"
    stage.press("down")
    assert dialog.line.text == "tasks.json"
    stage.press("enter")
    assert (tmp_path / "tasks.json").read_text().startswith("{")


def test_what_cannot_be_written_keeps_the_dialog(stage: Driver, tmp_path: Path) -> None:
    stage.press("W", "ctrl+u").typed(str(tmp_path / "none" / "x.md")).press("enter")
    assert "there is no such folder" in stage.seen()
    stage.press("ctrl+u").typed("~nobodyhere/x.md").press("enter")
    assert "there is no such folder" in stage.seen()
    stage.press("ctrl+u", "enter")
    assert "outsourcing-plan-2026-11-23.md" in stage.seen()


def test_a_folder_gets_the_proposed_name(stage: Driver, tmp_path: Path) -> None:
    stage.press("W", "ctrl+u").typed(str(tmp_path)).press("enter")
    assert (tmp_path / "outsourcing-plan-2026-11-23.md").exists()


def test_each_screen_proposes_what_fits_it(stage: Driver) -> None:
    kinds = {}
    for screen in ("overview", "tasks", "grid", "people", "trial", "handoff", "check"):
        stage.go(screen)
        stage.press("W")
        dialog = stage.dialog
        assert isinstance(dialog, WriteDialog)
        kinds[screen] = (dialog.paper.kind, dialog.paper.brief)
        stage.press("escape")
    assert kinds["grid"] == ("svg", None)
    assert kinds["trial"] == ("ics", "R02")
    assert kinds["handoff"] == ("md", "H01")
    assert {kinds[one] for one in ("overview", "tasks", "people", "check")} == {("md", None)}


def test_the_brief_from_hand_off(stage: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    stage.go("handoff", "H01")
    stage.press("W", "enter")
    (file,) = tmp_path.iterdir()
    assert file.name == "brief-h01-bookkeeping-and-receipts.md"
    assert "Bookkeeper, Lisbon" not in file.read_text()


# places


def again(stage: Driver, places: Places) -> Driver:
    """The same plan at the next start."""
    other = Driver(stage.desk, stage.fake)
    other.recall(places)
    return other


def test_screens_start_as_they_were_left(stage: Driver) -> None:
    stage.go("tasks", "T07")
    stage.press("f", "h", "O", "down")
    stage.go("grid", "T09")
    stage.press("z")
    stage.go("people", "T04")
    stage.go("people", "C03")
    stage.go("check", "OUT310 C06")
    left = stage.remembered()
    assert left.screen == "check"
    after = again(stage, left)
    for screen in ("tasks", "people", "grid"):
        after.go(screen)
        stage.go(screen)
        assert after.screen.body(80, 21) == stage.screen.body(80, 21)
    check, grid, people, tasks = (after.screen_named(one) for one in ("check", "grid", "people", "tasks"))
    assert isinstance(check, CheckScreen)
    assert check.finding is not None
    assert check.finding.entity == "C06"
    assert isinstance(grid, GridScreen)
    assert (grid.current, grid.is_zoomed) == ("T09", True)
    assert isinstance(people, PeopleScreen)
    assert (people.task_id, people.table.current) == ("T04", "C03")
    assert isinstance(tasks, TasksScreen)
    assert tasks.is_reversed
    assert tasks.only


def test_a_screen_that_was_not_shown_stays_as_it_was_left(stage: Driver) -> None:
    first = Places("overview", {"tasks": {"row": "T09"}})
    assert again(stage, first).remembered() == first


def test_what_is_gone_is_not_missed(stage: Driver) -> None:
    kept = {
        "tasks": {"row": "T99", "words": "gone", "order": "beauty", "only": "tag gone"},
        "grid": {"row": "T99"},
        "people": {"row": "C99", "task": "T99", "words": "gone"},
        "trial": {"row": "R99"},
        "handoff": {"row": "H99"},
        "check": {"row": "OUT999 T99", "mistake": "9", "words": "gone"},
    }
    after = again(stage, Places("nowhere", kept))
    assert after.name == "overview"
    for screen in kept:
        after.go(screen)
        assert "gone" not in after.seen()
    tasks = after.screen_named("tasks")
    assert isinstance(tasks, TasksScreen)
    assert len(tasks.table.rows) == 15
