"""One line makes a task; everything understood is echoed; nothing typed is lost."""

from tests.ui.conftest import Driver


def test_enter_adds_and_stays(stage: Driver) -> None:
    stage.go("tasks")
    stage.press("a").typed("Travel booking 1.5h @admin e4 v2")
    seen = stage.seen()
    assert "HAND OFF" in seen
    assert "1.3 h/week net" in seen
    assert "78 h a year" in seen
    stage.press("enter")
    task = stage.plan.tasks["T16"]
    assert (task.name, task.hours, task.tags) == ("Travel booking", 1.5, ("admin",))
    assert "Add a task" in stage.seen()
    stage.press("up")
    assert "Travel booking" in stage.seen()
    stage.press("escape")
    assert stage.dialog is None
    assert stage.screen.row_id == "T16"


def test_escape_keeps_what_was_typed(stage: Driver) -> None:
    stage.press("a").typed("Half a tho").press("escape", "a")
    assert "Half a tho" in stage.seen()
    stage.typed("ught").press("enter")
    assert stage.plan.tasks["T16"].name == "Half a thought"


def test_without_a_name_nothing_is_added(stage: Driver) -> None:
    stage.press("a").typed("1.5h e3").press("enter")
    assert "needs a name" in stage.seen()
    assert "1.5h e3" in stage.seen()
    assert len(stage.plan.tasks) == 15


def test_several_pasted_lines_are_one_step(stage: Driver) -> None:
    stage.press("a")
    stage.pasted("One 1h\nTwo 2h\n\nThree\n")
    assert "adds 3 tasks" in stage.seen()
    stage.press("enter")
    assert len(stage.plan.tasks) == 18
    stage.press("escape", "u")
    assert len(stage.plan.tasks) == 15


def test_a_pasted_line_that_is_no_task_adds_none_and_is_named(stage: Driver) -> None:
    stage.press("a")
    stage.pasted("One 1h\n2h e3\n")
    before = stage.plan
    stage.press("enter")
    assert "line 2: a task needs a name" in stage.seen()
    assert stage.plan is before
    stage.press("tab", "up", "x")
    assert "2 lines were pasted" in stage.seen()
    assert "line 2" not in stage.seen()
    stage.press("escape").typed("Two 2h").press("enter")
    assert stage.plan.tasks["T16"].name == "Two"


def test_pasting_one_line_goes_into_the_line(stage: Driver) -> None:
    stage.press("a")
    stage.pasted("Proofreading\n")
    stage.press("enter")
    assert stage.plan.tasks["T16"].name == "Proofreading"


def test_pasting_into_a_list_does_nothing(stage: Driver) -> None:
    stage.pasted("x\nd\nq\n")
    assert stage.fake.calls == []
    assert "not used" in stage.said


def test_tab_opens_all_fields_with_the_same_values(stage: Driver) -> None:
    stage.go("tasks")
    stage.press("a").typed("Travel 90m v2").press("tab")
    assert "A new task" in stage.seen()
    stage.press("down", "down").typed("7").press("enter")
    task = stage.plan.tasks["T16"]
    assert (task.name, task.hours, task.effectiveness, task.value) == ("Travel", 1.5, 7, 2)
