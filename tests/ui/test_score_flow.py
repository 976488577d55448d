"""Two keys a task; `0` is 10; closes itself; know-how in six."""

from outsource_tui.planner.tasks import added_tasks
from tests.ui.conftest import Driver


def listed(empty_stage: Driver, count: int) -> Driver:
    empty_stage.desk.do(added_tasks([{"name": f"Task {n}", "hours": float(count - n)} for n in range(count)]))
    empty_stage.go("tasks")
    return empty_stage


def test_ten_tasks_are_scored_with_21_keys(empty_stage: Driver) -> None:
    stage = listed(empty_stage, 10)
    stage.press("s")
    for n in range(10):
        stage.press(str(n), "7")
    assert stage.dialog is None
    scores = [(one.effectiveness, one.value) for one in stage.plan.tasks.values()]
    assert scores == [(n or 10, 7) for n in range(10)]
    assert "n does the next thing" in stage.said


def test_each_task_is_one_step_to_undo_and_backspace_goes_back(empty_stage: Driver) -> None:
    stage = listed(empty_stage, 2)
    stage.press("s", "3")
    assert "below 6: HAND OFF" in stage.seen()
    stage.press("backspace", "4", "5")
    assert stage.plan.tasks["T01"].effectiveness == 4
    stage.press("backspace", "6", "6")
    assert stage.plan.tasks["T01"].effectiveness == 6
    stage.press("escape", "u")
    assert stage.plan.tasks["T01"].effectiveness == 4


def test_the_grid_fills_beside_it(empty_stage: Driver) -> None:
    stage = listed(empty_stage, 3)
    stage.press("s", "3", "8")
    row = next(line for line in stage.seen().splitlines() if " 8 │" in line)
    assert "●" in row
    assert "value ↑" not in stage.seen(60, 18)


def test_enter_takes_our_guess_for_a_task_of_the_catalogue(empty_stage: Driver) -> None:
    empty_stage.desk.do(added_tasks([{"name": "Invoicing", "hours": 1.0}]))
    empty_stage.press("1", "s")
    assert "our guess: 5" in empty_stage.seen()
    empty_stage.press("enter", "enter")
    assert (empty_stage.plan.tasks["T01"].effectiveness, empty_stage.plan.tasks["T01"].value) == (5, 4)


def test_all_scored_says_what_else_there_is(stage: Driver) -> None:
    stage.go("tasks")
    stage.press("s")
    assert stage.dialog is None
    assert "All tasks are scored" in stage.said


def test_leaving_says_how_many_are_left(empty_stage: Driver) -> None:
    stage = listed(empty_stage, 3)
    stage.press("s", "3", "3", "tab", "escape")
    assert "1 scored, 2 left" in stage.said


def test_a_task_that_is_scored_again_counts_once(empty_stage: Driver) -> None:
    stage = listed(empty_stage, 3)
    stage.press("s", "3", "4", "backspace", "5", "6", "escape")
    assert (stage.plan.tasks["T01"].effectiveness, stage.plan.tasks["T01"].value) == (5, 6)
    assert "1 scored, 2 left" in stage.said


def test_know_how_in_six_keys(stage: Driver) -> None:
    stage.go("tasks", "T12")
    stage.press("r", "home")
    while "> I can describe" not in stage.seen():
        stage.press("up")
    stage.press("0", "0", "0", "0", "0", "0")
    assert "value 2 needs 38: not yet" in stage.seen()
    stage.press("enter")
    assert stage.plan.tasks["T12"].knowledge.answers.count(0) >= 5
    assert stage.plan.tasks["T12"].knowledge.rated_at == stage.today
    stage.press("u")
    assert None in stage.plan.tasks["T12"].knowledge.answers


def test_know_how_left_open_is_kept(stage: Driver) -> None:
    stage.go("tasks", "T12")
    stage.press("r", "2", "escape", "r")
    assert "answer 1 more" in stage.seen()


def test_a_first_answer_is_kept_when_it_is_left(empty_stage: Driver) -> None:
    stage = listed(empty_stage, 2)
    stage.press("s", "5", "escape", "s", "7")
    assert (stage.plan.tasks["T01"].effectiveness, stage.plan.tasks["T01"].value) == (5, 7)
