"""What is done to tasks."""

import msgspec
import pytest

from outsource_tui.model.applying import applied
from outsource_tui.model.change import AddRow, Change
from outsource_tui.model.plan import Plan
from outsource_tui.planner.clock import Clock
from outsource_tui.planner.tasks import added_task, added_tasks, cloned, decided, moved, scored, tagged


def after(plan: Plan, change: Change, clock: Clock) -> Plan:
    return applied(plan, change, at=clock.now(), session="here").plan


def test_a_new_task_gets_the_next_id_and_the_words_name_it(plan: Plan, clock: Clock) -> None:
    change = added_task({"name": "Invoicing", "hours": 1.5})
    assert change.words == "Added Invoicing"
    assert after(plan, change, clock).tasks["T03"].name == "Invoicing"


def test_several_tasks_are_one_step_and_one_alone_is_told_by_name(plan: Plan, clock: Clock) -> None:
    change = added_tasks([{"name": "Invoicing"}, {"name": "Travel"}])
    new = after(plan, change, clock)
    assert change.words == "Added 2 tasks"
    assert [new.tasks["T03"].name, new.tasks["T04"].name] == ["Invoicing", "Travel"]
    assert len(new.journal) == len(plan.journal) + 1
    assert added_tasks([{"name": "Invoicing"}]).words == "Added Invoicing"


def test_tags_take_the_place_of_the_old_ones_in_one_step(plan: Plan, clock: Clock) -> None:
    both = tagged(plan, ["T01", "T02"], ["money", "late", "money"])
    new = after(plan, both, clock)
    assert both.words == "2 tasks: tagged @money @late"
    assert [one.tags for one in new.tasks.values()] == [("money", "late")] * 2
    assert len(new.journal) == len(plan.journal) + 1
    none = tagged(new, ["T01"], [])
    assert none.words == "Bookkeeping: tagged nothing"
    assert [one.tags for one in after(new, none, clock).tasks.values()] == [(), ("money", "late")]


def test_a_clone_is_undecided_and_has_no_brief_and_no_past(plan: Plan, clock: Clock) -> None:
    plan = after(plan, decided(plan, ["T01"], "hand_off", clock), clock)
    copy = after(plan, cloned(plan.tasks["T01"]), clock).tasks["T03"]
    assert (copy.name, copy.hours, copy.effectiveness) == ("Bookkeeping (copy)", 3, 3)
    assert (copy.decision, copy.brief) == ("undecided", None)
    assert [one.date for one in copy.score_history] == [clock.today()]


def test_the_clone_of_a_task_with_the_longest_name_still_has_a_name_that_fits(plan: Plan, clock: Clock) -> None:
    long = msgspec.structs.replace(plan.tasks["T01"], name="x" * 80)
    assert after(plan, cloned(long), clock).tasks["T03"].name == "x" * 73 + " (copy)"


def test_scoring_tells_only_what_is_new(plan: Plan) -> None:
    task = plan.tasks["T01"]
    assert scored(task, 4, 3).words == "Bookkeeping: effectiveness 3 to 4"
    assert scored(plan.tasks["T02"], 4, 2).words == "Social posts: effectiveness - to 4, value - to 2"
    assert scored(task, 3, 3).words == "Bookkeeping: stays where it is"


def test_moves_of_one_visit_are_one_step_to_undo(plan: Plan, clock: Clock) -> None:
    for _ in range(3):
        change = moved(plan.tasks["T01"], right=1, up=0, joins="grid-1")
        assert change is not None
        plan = after(plan, change, clock)
    assert plan.tasks["T01"].effectiveness == 6
    assert len(plan.journal) == 2


@pytest.mark.parametrize(("right", "up", "where"), [(20, 0, (10, 3)), (-20, 20, (1, 10))])
def test_a_move_stops_at_the_edge(plan: Plan, clock: Clock, right: int, up: int, where: tuple[int, int]) -> None:
    change = moved(plan.tasks["T01"], right=right, up=up, joins="grid")
    assert change is not None
    task = after(plan, change, clock).tasks["T01"]
    assert (task.effectiveness, task.value) == where


def test_a_move_against_the_edge_or_of_an_unplotted_task_is_none(plan: Plan) -> None:
    at_edge = msgspec.structs.replace(plan.tasks["T01"], effectiveness=10)
    assert moved(at_edge, right=1, up=0, joins="grid") is None
    assert moved(plan.tasks["T02"], right=1, up=0, joins="grid") is None


def test_a_decision_is_kept_with_its_reason(plan: Plan, clock: Clock) -> None:
    change = decided(plan, ["T01"], "hand_off", clock, why="I never liked it")
    new = after(plan, change, clock)
    row = new.decisions["N01"]
    assert change.words == "Bookkeeping: hand off"
    assert new.tasks["T01"].decision == "hand_off"
    assert (row.entity, row.what, row.old, row.new, row.why, row.at) == (
        "T01", "decision", "undecided", "hand_off", "I never liked it", clock.now(),
    )  # fmt: skip


def test_deciding_the_same_again_is_noted_only_with_a_reason(plan: Plan, clock: Clock) -> None:
    plan = after(plan, decided(plan, ["T01"], "keep", clock), clock)
    assert decided(plan, ["T01"], "keep", clock).edits == ()
    again = decided(plan, ["T01"], "keep", clock, why="still the core")
    assert after(plan, again, clock).decisions["N02"].why == "still the core"


def test_several_tasks_are_decided_in_one_step(plan: Plan, clock: Clock) -> None:
    change = decided(plan, ["T01", "T02"], "drop", clock)
    new = after(plan, change, clock)
    assert change.words == "2 tasks: drop"
    assert {one.decision for one in new.tasks.values()} == {"drop"}
    assert [one.entity for one in new.decisions.values()] == ["T01", "T02"]
    assert sum(isinstance(one, AddRow) for one in change.edits) == 2
