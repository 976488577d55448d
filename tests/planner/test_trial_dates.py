"""The days of a trial, and those on which it is to be reviewed and decided."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from outsource_tui.model.applying import applied
from outsource_tui.model.change import AddRow, Change, SetFields
from outsource_tui.model.plan import Plan, empty_plan
from outsource_tui.model.trial import Trial
from outsource_tui.planner.clock import fixed_clock
from outsource_tui.planner.decisions import decision_row
from outsource_tui.planner.trial_dates import decision_date, review_date, trial_dates, trial_days

AT = datetime(2026, 1, 12, 12, tzinfo=UTC)
THURSDAY = date(2026, 1, 15)
SHIFT = {"timezone": "Europe/Lisbon", "work_days": ["mon", "tue", "wed", "thu", "fri"], "work_start": "09:00",
         "work_end": "17:00"}  # fmt: skip


def with_trial(trial: dict[str, Any], person: dict[str, Any] | None = None, zone: str = "Europe/Berlin") -> Plan:
    rows = (
        AddRow("tasks", {"name": "Bookkeeping"}),
        AddRow("contractors", {"handle": "Ana", **SHIFT, **(person or {})}),
        AddRow("trials", {"task_id": "T01", "contractor_id": "C01", "start": "2026-01-15", "days": 2, **trial}),
    )
    return applied(empty_plan(at=AT, timezone=zone), Change("set up", rows), at=AT, session="here").plan


def of(plan: Plan) -> Trial:
    return plan.trials["R01"]


def test_the_days_that_both_work() -> None:
    plan = with_trial({"days": 3})
    assert trial_dates(plan, of(plan)) == [THURSDAY, date(2026, 1, 16), date(2026, 1, 19)]
    assert [one.date for one in trial_days(plan, of(plan))] == trial_dates(plan, of(plan))


def test_a_review_is_on_my_first_work_day_after_the_trial() -> None:
    plan = with_trial({"state": "planned"})
    assert review_date(plan, of(plan)) == date(2026, 1, 19)
    days_off = [{"from": "2026-01-19", "to": "2026-01-20"}]
    change = Change("off", (SetFields("profile", "1", {"days_off": days_off}),))
    away = applied(plan, change, at=AT, session="here").plan
    assert review_date(away, of(away)) == date(2026, 1, 21)


def test_a_review_that_has_begun_has_its_own_date() -> None:
    plan = with_trial({"state": "review", "review_since": "2026-01-17"})
    assert review_date(plan, of(plan)) == date(2026, 1, 17)


@pytest.mark.parametrize("trial", [{"start": None}, {"state": "cancelled"}])
def test_there_is_no_review_without_a_trial_to_come(trial: dict[str, Any]) -> None:
    plan = with_trial(trial)
    assert review_date(plan, of(plan)) is None
    assert decision_date(plan, of(plan)) is None


@pytest.mark.parametrize(
    ("person", "day"),
    [
        ({}, 20),
        ({"source": "platform", "source_text": "Fiverr"}, 20),
        ({"source": "platform", "source_text": "on UpWork since May"}, 31),
        ({"source": "referral", "source_text": "met on Upwork"}, 20),
    ],
)
def test_silence_decides_after_three_days_and_on_one_platform_after_fourteen(person: dict[str, Any], day: int) -> None:
    plan = with_trial({"state": "review", "review_since": "2026-01-17"}, person)
    assert decision_date(plan, of(plan)) == date(2026, 1, day)


@pytest.mark.parametrize(("zone", "day"), [("Europe/Berlin", 22), ("Asia/Tokyo", 23), ("Mars/Olympus", 22)])
def test_a_decision_has_the_date_it_had_where_i_sit(zone: str, day: int) -> None:
    plan = with_trial({"state": "decided", "decision": "hire"}, zone=zone)
    early, late = (fixed_clock(date(2026, 1, one)) for one in (20, 22))
    rows = (
        decision_row(early, "R01", "decision", None, "pass"),
        AddRow("decisions", {"at": "2026-01-22T16:00:00Z", "entity": "R01", "what": "decision", "to": "hire"}),
        decision_row(late, "T01", "decision", None, "hand_off"),
    )
    plan = applied(plan, Change("decided", rows), at=AT, session="here").plan
    assert decision_date(plan, of(plan)) == date(2026, 1, day)
