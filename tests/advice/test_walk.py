"""The five steps of the walk, from nothing to everything handed over."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from outsource_tui.advice.walk import walk_steps
from outsource_tui.data import demo_plan
from outsource_tui.model.plan import Plan

TODAY = date(2026, 1, 15)
Bare = Callable[..., Plan]
KNOWS = {f"k{n}": 2 for n in range(1, 7)}
GIVEN = {"hours": 4.0, "effectiveness": 3, "value": 3, "decision": "hand_off", "knowledge": KNOWS}
ANN: dict[str, Any] = {
    "handle": "Ann", "timezone": "UTC", "work_days": ["mon", "tue", "wed", "thu", "fri"], "work_start": "09:00",
    "work_end": "17:00",
}  # fmt: skip
MARK = {"task_id": "T01", "contractor_id": "C01", "criterion": "trust", "score": 4}
TRIAL = {"task_id": "T01", "contractor_id": "C01", "start": "2026-01-14", "days": 3, "state": "running"}


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def states(plan: Plan) -> list[str]:
    return [one.state for one in walk_steps(plan, TODAY)]


def words(plan: Plan) -> list[str]:
    return [one.words for one in walk_steps(plan, TODAY)]


def test_an_empty_plan_begins_with_tasks(bare: Bare) -> None:
    assert states(bare()) == ["now", "later", "later", "later", "later"]
    assert words(bare())[0] == "nothing listed yet"
    assert words(bare())[3:] == ["nothing to try yet", "nothing to hand over yet"]


def test_tasks_to_score_then_to_decide(bare: Bare) -> None:
    plan = bare(tasks={"T01": {**GIVEN, "name": "Books", "decision": "undecided"}, "T02": {"name": "Mail"}})
    assert states(plan) == ["now", "later", "later", "later", "later"]
    assert words(plan)[:2] == ["2 listed, 4.0 h/week, 1 scored", "0 of 2 decided"]


def test_people_without_a_task_for_them_are_only_counted(bare: Bare) -> None:
    assert words(bare(contractors={"C01": ANN, "C02": {**ANN, "handle": "Ben"}}))[2] == "2 people"


def test_people_to_find(bare: Bare) -> None:
    plan = bare(tasks={"T01": {**GIVEN, "name": "Books"}})
    assert states(plan) == ["done", "done", "now", "later", "later"]
    assert words(plan)[2] == "0 people, a match for 0 of 1 task"


def test_questions_that_are_open_keep_the_grid_open(bare: Bare) -> None:
    plan = bare(tasks={"T01": {**GIVEN, "name": "Books", "knowledge": {}}})
    assert states(plan)[1] == "now"
    assert words(plan)[1] == "1 of 1 decided, 1 with open questions"


def test_a_match_to_try(bare: Bare) -> None:
    plan = bare(tasks={"T01": {**GIVEN, "name": "Books"}}, contractors={"C01": ANN}, scores={"S01": MARK})
    assert states(plan) == ["done", "done", "done", "now", "later"]
    assert words(plan)[2:4] == ["1 person, a match for 1 of 1 task", "1 to book"]


def test_a_running_trial_says_its_day(bare: Bare) -> None:
    plan = bare(tasks={"T01": {**GIVEN, "name": "Books"}}, contractors={"C01": ANN}, trials={"R01": TRIAL})
    assert words(plan)[3] == "1 running (day 2 of 3)"
    undated = {"R01": {**TRIAL, "start": None}}
    plan = bare(tasks={"T01": {**GIVEN, "name": "Books"}}, contractors={"C01": ANN}, trials=undated)
    assert words(plan)[3] == "1 running"
    assert states(plan) == ["done", "done", "done", "now", "later"]


def test_a_hand_off_that_runs_is_the_end_of_the_walk(bare: Bare) -> None:
    handoff = {"task_id": "T01", "contractor_id": "C01", "start": ago(3), "state": "running", "checkin_every_days": 7}
    tasks = {f"T{n:02d}": {**GIVEN, "name": f"Task {n}", "decision": "automate"} for n in range(2, 6)}
    plan = bare(tasks={"T01": {**GIVEN, "name": "Books"}, **tasks}, contractors={"C01": ANN}, handoffs={"H01": handoff})
    assert states(plan) == ["done", "done", "done", "done", "done"]
    assert words(plan)[3:] == ["1 of 1 tried", "1 of 1 handed over"]


def test_the_demo_is_in_the_middle_of_the_walk() -> None:
    steps = walk_steps(demo_plan(TODAY, datetime(2026, 1, 15, 9, 0, tzinfo=UTC)), TODAY)
    assert [(one.number, one.name, one.done, one.total, one.state) for one in steps] == [
        (1, "Tasks", 15, 15, "done"),
        (2, "Grid", 8, 15, "7 undecided"),
        (3, "People", 4, 4, "done"),
        (4, "Trial", 3, 4, "now"),
        (5, "Hand-off", 2, 4, "2 to hand over"),
    ]
    assert steps[3].words == "1 in review, 1 to book"


def test_the_first_tasks_that_are_left_of_each_step() -> None:
    steps = walk_steps(demo_plan(TODAY, datetime(2026, 1, 15, 9, 0, tzinfo=UTC)), TODAY)
    assert [list(one.left) for one in steps] == [
        [],
        ["Invoicing and payment chasing", "SEO upkeep, own site", "Web copy for clients"],
        [],
        ["Social posts"],
        ["Social posts", "Front-end build"],
    ]
