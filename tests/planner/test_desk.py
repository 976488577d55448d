"""The desk: changes at once, saved when asked, and never lost to another session."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from outsource_tui.model.applying import applied
from outsource_tui.model.change import AddRow, Change, DropRow, Redo, SetFields, Undo
from outsource_tui.model.plan import Plan
from outsource_tui.model.problems import BadInput, NotThere, Problem, ReadOnly, Refused, SaveFailed
from outsource_tui.model.saving import Committed, Waiting
from outsource_tui.planner.clock import Clock, fixed_clock
from outsource_tui.planner.desk import Desk, change_words
from outsource_tui.planner.tasks import added_task


class SharedPlan:
    """A plan that several desks keep together, as they would a file."""

    name = "shared"
    is_read_only = False

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.fails = False

    def load(self) -> Plan:
        return self.plan

    def is_changed(self) -> bool:
        return False

    def commit(self, waiting: Sequence[Waiting]) -> Committed:
        if self.fails:
            raise SaveFailed("the disk is full")
        outcomes: list[Any] = []
        renamed: dict[str, str] = {}
        for one in waiting:
            try:
                outcome = applied(self.plan, one.step, at=one.at, session=one.session, renamed=renamed)
            except Problem as problem:
                outcomes.append(problem)
                continue
            self.plan = outcome.plan
            renamed = {**outcome.renamed, one.entry: outcome.entry.id}
            outcomes.append(outcome)
        return Committed(self.plan, tuple(outcomes))


@pytest.fixture
def shared(plan: Plan) -> SharedPlan:
    return SharedPlan(plan)


def value_set(row_id: str, value: int) -> Change:
    return Change(f"value {value}", (SetFields("tasks", row_id, {"value": value}),))


def test_a_change_is_on_the_desk_at_once_and_kept_when_saved(shared: SharedPlan, clock: Clock) -> None:
    desk = Desk(shared, clock, "here")
    outcome = desk.do(added_task({"name": "Invoicing"}))
    assert outcome.plan is desk.plan
    assert desk.plan.tasks["T03"].created_at == clock.now()
    assert "T03" not in shared.plan.tasks
    desk.save()
    assert shared.plan.tasks["T03"].name == "Invoicing"
    assert desk.waiting == ()
    assert desk.kept is desk.plan


def test_somebody_is_told_of_each_change(shared: SharedPlan, clock: Clock) -> None:
    desk = Desk(shared, clock, "here")
    seen: list[int] = []
    desk.on_change = lambda: seen.append(len(desk.waiting))
    desk.do(value_set("T01", 4))
    desk.do(value_set("T01", 5))
    assert seen == [1, 2]


def test_a_change_that_changes_nothing_is_answered_and_does_not_wait(shared: SharedPlan, clock: Clock) -> None:
    desk = Desk(shared, clock, "here")
    seen: list[int] = []
    desk.on_change = lambda: seen.append(1)
    before = desk.plan
    outcome = desk.do(value_set("T01", 3))
    assert change_words(outcome.step, outcome.entry) == "Nothing changed"
    assert (desk.plan, desk.waiting, seen) == (before, (), [])


def test_what_another_session_had_done_already_no_longer_waits(shared: SharedPlan, clock: Clock) -> None:
    desk, other = Desk(shared, clock, "here"), Desk(shared, clock, "there")
    desk.do(value_set("T01", 5))
    other.do(value_set("T01", 5))
    other.save()
    assert desk.follow(shared.load()) == []
    assert desk.waiting == ()
    assert desk.plan is shared.plan


def test_a_change_that_does_not_fit_leaves_everything_as_it_was(shared: SharedPlan, clock: Clock) -> None:
    desk = Desk(shared, clock, "here")
    with pytest.raises(BadInput, match="a whole number from 1 to 10"):
        desk.do(value_set("T01", 11))
    with pytest.raises(NotThere):
        desk.do(value_set("T77", 1))
    assert desk.plan is shared.plan
    assert desk.waiting == ()


def test_a_plan_to_be_looked_at_cannot_be_changed(shared: SharedPlan, clock: Clock) -> None:
    shared.is_read_only = True
    desk = Desk(shared, clock, "here")
    for act in (lambda: desk.do(value_set("T01", 4)), desk.undo):
        with pytest.raises(ReadOnly, match="open to be looked at"):
            act()
    assert desk.plan is shared.plan


def test_undo_and_redo_walk_back_and_forth(shared: SharedPlan, clock: Clock) -> None:
    desk = Desk(shared, clock, "here")
    desk.do(value_set("T01", 4))
    desk.do(value_set("T01", 5))
    assert desk.undo().words == "value 5"
    assert desk.undo().words == "value 4"
    assert desk.plan.tasks["T01"].value == 3
    assert desk.redo().words == "value 4"
    assert desk.plan.tasks["T01"].value == 4
    desk.save()
    assert shared.plan.tasks["T01"].value == 4


def test_nothing_to_undo_or_redo_is_said(plan: Plan, shared: SharedPlan, clock: Clock) -> None:
    desk = Desk(shared, clock, "here")
    with pytest.raises(Refused, match="nothing to redo"):
        desk.redo()
    desk.undo()
    with pytest.raises(Refused, match="nothing to undo"):
        desk.undo()


def test_a_failed_save_keeps_what_waits_and_the_next_one_brings_it(shared: SharedPlan, clock: Clock) -> None:
    desk = Desk(shared, clock, "here")
    shared.fails = True
    desk.do(value_set("T01", 4))
    with pytest.raises(SaveFailed):
        desk.save()
    assert len(desk.waiting) == 1
    assert desk.plan.tasks["T01"].value == 4
    shared.fails = False
    desk.save()
    assert shared.plan.tasks["T01"].value == 4


def test_two_desks_that_add_at_once_get_two_ids_and_what_follows_finds_its_row(
    shared: SharedPlan, clock: Clock
) -> None:
    mine, theirs = Desk(shared, clock, "mine"), Desk(shared, clock, "theirs")
    theirs.do(added_task({"name": "Theirs"}))
    theirs.save()
    mine.do(added_task({"name": "Mine"}))
    mine.do(value_set("T03", 9))
    mine.save()
    assert (shared.plan.tasks["T03"].name, shared.plan.tasks["T03"].value) == ("Theirs", None)
    assert (shared.plan.tasks["T04"].name, shared.plan.tasks["T04"].value) == ("Mine", 9)
    assert mine.plan is shared.plan


def test_what_waits_behind_a_save_goes_on_from_what_the_file_holds(shared: SharedPlan, clock: Clock) -> None:
    mine, theirs = Desk(shared, clock, "mine"), Desk(shared, clock, "theirs")
    theirs.do(added_task({"name": "Theirs"}))
    theirs.save()
    mine.do(added_task({"name": "Mine"}))
    committed = shared.commit(mine.waiting)
    mine.do(value_set("T03", 9))
    mine.undo()
    mine.redo()
    assert mine.take_over(committed, 1) == []
    assert mine.plan.tasks["T03"].value is None
    assert mine.plan.tasks["T04"].value == 9
    mine.save()
    assert shared.plan.tasks["T04"].value == 9


def test_a_step_that_the_file_refuses_is_said_and_does_not_wait_for_ever(shared: SharedPlan, clock: Clock) -> None:
    mine, theirs = Desk(shared, clock, "mine"), Desk(shared, clock, "theirs")
    theirs.do(Change("gone", (DropRow("tasks", "T02"),)))
    theirs.save()
    mine.do(value_set("T02", 4))
    mine.do(value_set("T01", 4))
    with pytest.raises(NotThere, match="there is no T02"):
        mine.save()
    assert mine.waiting == ()
    assert mine.plan.tasks["T01"].value == 4


def test_following_another_session_keeps_what_waits(shared: SharedPlan, clock: Clock) -> None:
    mine, theirs = Desk(shared, clock, "mine"), Desk(shared, clock, "theirs")
    mine.do(value_set("T01", 4))
    mine.do(value_set("T02", 4))
    theirs.do(Change("gone", (DropRow("tasks", "T02"),)))
    theirs.do(Change("renamed", (SetFields("tasks", "T01", {"name": "Books"}),)))
    theirs.save()
    problems = mine.follow(shared.plan)
    assert [str(one).split(";")[0] for one in problems] == ["there is no T02"]
    assert (mine.plan.tasks["T01"].name, mine.plan.tasks["T01"].value) == ("Books", 4)
    assert len(mine.waiting) == 1


def test_an_undo_takes_back_the_sessions_own_step(shared: SharedPlan, clock: Clock) -> None:
    mine, theirs = Desk(shared, clock, "mine"), Desk(shared, clock, "theirs")
    mine.do(value_set("T01", 4))
    mine.save()
    theirs.follow(shared.plan)
    theirs.do(value_set("T02", 9))
    theirs.save()
    mine.follow(shared.plan)
    assert mine.undo().words == "value 4"
    assert mine.plan.tasks["T02"].value == 9


def test_what_happened_in_words(shared: SharedPlan, clock: Clock) -> None:
    entry = Desk(shared, clock, "here").do(Change("Added it", (AddRow("tasks", {"name": "x"}),))).entry
    assert change_words(Change("Added it", ()), entry) == "Added it"
    assert change_words(Undo(entry.id), entry) == "Undone: Added it"
    assert change_words(Redo(entry.id), entry) == "Done again: Added it"


def test_a_fixed_clock_stands_at_noon_of_its_day() -> None:
    clock = fixed_clock(date(2026, 3, 1))
    assert clock.now().isoformat() == "2026-03-01T12:00:00+00:00"
    assert clock.today() == date(2026, 3, 1)
