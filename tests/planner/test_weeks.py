"""The figures of a week, noted with its first change."""

from datetime import date, timedelta

import pytest

from outsource_tui.advice.checks.registry import findings_of
from outsource_tui.data import demo_plan
from outsource_tui.model.applying import applied
from outsource_tui.model.change import Undo
from outsource_tui.model.plan import empty_plan
from outsource_tui.planner.clock import fixed_clock
from outsource_tui.planner.rows import changed
from outsource_tui.planner.weeks import is_week_noted, with_week

TODAY = date(2026, 11, 23)
CLOCK = fixed_clock(TODAY)
DEMO = demo_plan(TODAY, CLOCK.now())


def test_the_figures_are_those_before_the_change() -> None:
    change = changed(DEMO, "tasks", "T04", {"hours": 30})
    outcome = applied(DEMO, with_week(change, DEMO, TODAY, findings_of(DEMO, TODAY)), at=CLOCK.now(), session="me")
    (noted,) = outcome.plan.snapshots.values()
    assert noted.id == "P01"
    assert noted.date == TODAY
    assert noted.on_desk_week == pytest.approx(9.5)
    assert noted.freed_plan_week == pytest.approx(5.3)
    assert noted.freed_actual_week == pytest.approx(4.7, abs=0.05)
    assert noted.card == 42
    assert outcome.entry.words == change.words
    back = applied(outcome.plan, Undo(outcome.entry.id), at=CLOCK.now(), session="me").plan
    assert not back.snapshots


def test_what_is_not_known_is_not_noted() -> None:
    change = changed(DEMO, "tasks", "T04", {"hours": 30})
    outcome = applied(DEMO, with_week(change, DEMO, TODAY, None), at=CLOCK.now(), session="me")
    (noted,) = outcome.plan.snapshots.values()
    assert noted.card is None


def test_once_a_week_and_not_for_nothing() -> None:
    assert is_week_noted(empty_plan(at=CLOCK.now()), TODAY)
    assert not is_week_noted(DEMO, TODAY)
    change = changed(DEMO, "tasks", "T04", {"hours": 30})
    plan = applied(DEMO, with_week(change, DEMO, TODAY, None), at=CLOCK.now(), session="me").plan
    assert is_week_noted(plan, TODAY)
    assert is_week_noted(plan, TODAY + timedelta(days=6))
    assert not is_week_noted(plan, TODAY + timedelta(days=7))
