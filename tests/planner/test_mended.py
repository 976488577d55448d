"""Findings that changes of late did away with."""

from datetime import date, timedelta

import pytest

from outsource_tui.advice.checks.finding import Finding, MutedFinding
from outsource_tui.advice.checks.registry import sorted_out
from outsource_tui.data import demo_plan
from outsource_tui.model.applying import applied
from outsource_tui.model.change import Step, Undo
from outsource_tui.model.plan import Plan
from outsource_tui.planner.checks import muted
from outsource_tui.planner.clock import fixed_clock
from outsource_tui.planner.mended import MOST_WORK, MendedLately
from outsource_tui.planner.rows import changed
from outsource_tui.planner.tasks import added_tasks

TODAY = date(2026, 11, 23)
CLOCK = fixed_clock(TODAY)


def demo() -> Plan:
    return demo_plan(TODAY, CLOCK.now())


def after(plan: Plan, step: Step) -> Plan:
    return applied(plan, step, at=CLOCK.now(), session="me").plan


def names(plan: Plan, lately: MendedLately | None = None) -> list[tuple[str, str]]:
    return [(one.code, one.about) for one in (lately or MendedLately()).of(plan, TODAY)]


def test_nothing_was_done_yet() -> None:
    assert names(demo()) == []


def test_each_step_tells_what_went_by_it_and_the_newest_stands_first() -> None:
    plan = after(demo(), changed(demo(), "tasks", "T12", {"failure_impact": "severe"}))
    plan = after(plan, changed(plan, "tasks", "T01", {"notes": "about nothing"}))
    plan = after(plan, changed(plan, "tasks", "T13", {"failure_impact": "severe"}))
    assert names(plan) == [("OUT203", "Calendar and travel"), ("OUT203", "Slide formatting")]
    (newest, _) = MendedLately().of(plan, TODAY)
    assert newest.by == "Calendar and travel: failure impact low to severe"


def test_what_was_undone_mended_nothing() -> None:
    plan = after(demo(), changed(demo(), "tasks", "T12", {"failure_impact": "severe"}))
    entry = next(plan.newest_first())
    lately = MendedLately()
    assert names(plan, lately) == [("OUT203", "Slide formatting")]
    assert names(after(plan, Undo(entry.id)), lately) == []


def test_to_mute_is_not_to_mend() -> None:
    assert names(after(demo(), muted([("OUT203", "T12")], "it cannot"))) == []


def test_no_day_alone_mends_anything() -> None:
    plan = after(demo(), changed(demo(), "tasks", "T12", {"failure_impact": "severe"}))
    lately = MendedLately()
    later = TODAY + timedelta(days=400)
    assert {one.code for one in lately.of(plan, TODAY)} == {"OUT203"}
    assert {one.code for one in lately.of(plan, later)} == {"OUT203"}


def test_another_day_is_another_answer() -> None:
    plan = after(demo(), changed(demo(), "trials", "R02", {"review_since": "2026-11-30"}))
    lately = MendedLately()
    assert names(plan, lately) == [("OUT308", "Front-end build with Front-end, Bengaluru")]
    assert lately.of(plan, TODAY + timedelta(days=30)) == [], "by then it is overdue again"


def test_what_is_known_is_not_worked_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[Plan] = []

    def counted(plan: Plan, today: date) -> tuple[list[Finding], list[MutedFinding]]:
        runs.append(plan)
        return sorted_out(plan, today)

    monkeypatch.setattr("outsource_tui.planner.mended.sorted_out", counted)
    plan, lately = after(demo(), changed(demo(), "tasks", "T12", {"failure_impact": "severe"})), MendedLately()
    assert names(plan, lately) == names(plan, lately) == [("OUT203", "Slide formatting")]
    assert len(runs) == 2, "the plan before the step and the one behind it"


def test_each_step_is_told_as_if_all_were_worked_out() -> None:
    plan, lately = demo(), MendedLately()
    for number in range(5):
        plan = after(plan, changed(plan, "tasks", "T12", {"failure_impact": "severe" if number % 2 == 0 else "low"}))
        assert len(names(plan, lately)) == number // 2 + 1
        assert names(plan, lately) == names(plan)


def test_of_a_large_plan_only_the_newest_steps() -> None:
    many = [{"name": f"Task {number}", "hours": 1.0} for number in range(MOST_WORK)]
    assert names(after(demo(), added_tasks(many))) == []
