"""How many keys the ten most frequent jobs take (SCREENS.md): a typed text counts as one, everything else as it is."""

from datetime import date
from pathlib import Path

import pytest

from outsource_tui.model.change import Change, SetFields
from outsource_tui.planner.tasks import added_tasks
from outsource_tui.ui.dialogs.comparison import ComparisonDialog
from tests.ui.conftest import TODAY, Driver, FakeShelf

HANDED_OFF = ["T05", "T07", "T08", "T11", "T12"]


def job(stage: Driver, *keys: str, text: str = "") -> int:
    """Press keys, with `text` typed where `...` stands; how many keys that was."""
    for key in keys:
        if key == "...":
            stage.typed(text)
        else:
            stage.press(key)
    assert stage.dialog is None or isinstance(stage.dialog, ComparisonDialog)
    return sum(key != "..." for key in keys)


def test_do_the_next_right_thing(stage: Driver) -> None:
    stage.press("n")
    assert stage.name == "trial"
    assert stage.dialog is not None
    assert "Decide" in stage.dialog.title


def test_undo_the_last_change(stage: Driver) -> None:
    stage.go("grid", "T07")
    stage.press("L")
    assert job(stage, "u") == 1
    assert stage.plan.tasks["T07"].effectiveness == 4


def test_add_a_task_with_hours_and_scores(stage: Driver) -> None:
    stage.go("tasks")
    stage.press("a").typed("Travel booking 1.5h @admin e4 v2").press("enter")
    added = stage.plan.tasks["T16"]
    assert (added.name, added.hours, added.effectiveness, added.value) == ("Travel booking", 1.5, 4, 2)
    # a, the text, Enter: 2 and the text. The line stays open for the next one.


def test_score_ten_new_tasks(empty_stage: Driver) -> None:
    empty_stage.go("tasks")
    empty_stage.do(added_tasks([{"name": f"Task {number}", "hours": 1.0} for number in range(10)]))
    assert job(empty_stage, "s", *"34567890128374655647") == 21
    assert all(one.is_scored for one in empty_stage.plan.live_tasks)


def test_move_a_task_two_right_and_one_down(stage: Driver) -> None:
    task = stage.plan.tasks["T07"]
    letter = next(key for key, one in _letters(stage).items() if one == "T07")
    assert job(stage, "2", "'", letter, "L", "L", "J") == 6
    moved = stage.plan.tasks["T07"]
    assert task.effectiveness is not None
    assert task.value is not None
    assert (moved.effectiveness, moved.value) == (task.effectiveness + 2, task.value - 1)
    assert job(stage, "u") == 1
    assert stage.plan.tasks["T07"].effectiveness == task.effectiveness


def _letters(stage: Driver) -> dict[str, str]:
    from outsource_tui.ui.widgets.legend import lettered

    return dict(lettered(stage.plan).tasks)


def test_decide_as_the_grid_suggests(stage: Driver) -> None:
    stage.go("tasks", "T05")
    assert job(stage, "d", "enter") == 2
    assert stage.plan.tasks["T05"].decision == "hand_off"


def test_decide_for_five_marked_tasks(stage: Driver) -> None:
    _hand_off_zone(stage)
    stage.go("tasks")
    stage.press("home")
    assert job(stage, *["space"] * 5, "d", "enter") == 7
    assert {stage.plan.tasks[one].decision for one in HANDED_OFF} == {"hand_off"}


def _hand_off_zone(stage: Driver) -> None:
    """Five undecided tasks at the top of the list, all of the same zone."""
    fields = {"effectiveness": 1, "value": 1, "hours": 8.0, "decision": "undecided"}
    stage.do(Change("Set five", tuple(SetFields("tasks", one, fields) for one in HANDED_OFF)))


def test_compare_two_people(stage: Driver) -> None:
    assert job(stage, "3", "space", "space", "=") == 4
    assert isinstance(stage.dialog, ComparisonDialog)
    assert len(stage.dialog.ids) == 2


def test_book_the_proposed_trial(stage: Driver) -> None:
    stage.go("people", "T07")
    assert job(stage, "T", "enter") == 2
    trial = stage.plan.trials["R03"]
    assert (trial.task_id, trial.contractor_id, trial.start) == ("T07", "C03", date(2026, 11, 24))


def test_log_a_look(stage: Driver) -> None:
    assert job(stage, "5", "l", "3") == 3
    look = list(stage.plan.checkins.values())[-1]
    assert (look.minutes, look.date) == (15, TODAY)


def test_copy_the_brief_for_a_mail(stage: Driver) -> None:
    assert job(stage, "5", "y") == 2
    assert "It is done when:" in stage.fake.copied[0]


# and those behind them


def test_fix_the_top_finding(stage: Driver) -> None:
    stage.press("6", "enter")
    assert stage.dialog is not None or stage.name != "check"


def test_filter(stage: Driver) -> None:
    stage.go("tasks")
    assert job(stage, "/", "...", "enter", text="web") == 2
    assert "Tasks 1 of 15" in stage.seen()


def test_another_plan(stage: Driver) -> None:
    shelf = stage.shelf = FakeShelf()
    assert job(stage, "w", "b") == 2
    assert shelf.wanted == ["studio"]


def test_export_a_report(stage: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert job(stage, "W", "enter") == 2
    assert len(list(tmp_path.glob("*.md"))) == 1
