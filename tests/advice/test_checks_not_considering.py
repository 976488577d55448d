"""OUT101 to OUT107: each where it fires, and where it just does not."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from outsource_tui.advice.checks.registry import findings_of
from outsource_tui.model.plan import Plan

TODAY = date(2026, 1, 15)
NOON = datetime(2026, 1, 15, 12, 0, tzinfo=UTC)
Calm = Callable[..., Plan]


def found(plan: Plan) -> list[tuple[str, str | None]]:
    return [(one.code, one.entity) for one in findings_of(plan, TODAY)]


def stamp(days_ago: int) -> str:
    return (NOON - timedelta(days=days_ago)).isoformat()


def test_the_calm_plan_has_no_findings(calm: Calm) -> None:
    assert found(calm()) == []


def test_out101_four_tasks_are_too_few(calm: Calm) -> None:
    assert found(calm(drop=["T05"])) == [("OUT101", None)]
    assert "Only 4 tasks are listed" in findings_of(calm(drop=["T05"]), TODAY)[0].message


def test_out101_one_task_is_said_in_the_singular(bare: Calm) -> None:
    messages = [one.message for one in findings_of(bare(tasks={"T01": {"name": "Books"}}), TODAY)]
    assert any("Only 1 task is listed" in one for one in messages)


def test_out101_an_empty_list_is_not_told_as_a_number(bare: Calm) -> None:
    messages = [one.message for one in findings_of(bare(), TODAY)]
    assert "No task is listed; below 5 there is too little to see." in messages


@pytest.mark.parametrize(("week", "fires"), [(50.0, False), (50.5, True), (None, False)])
def test_out102_below_60_percent_of_the_week(calm: Calm, week: float | None, *, fires: bool) -> None:
    findings = findings_of(calm(profile={"hours_per_week": week}), TODAY)
    assert [(one.code, one.entity) for one in findings] == ([("OUT102", None)] if fires else [])
    if fires:
        assert "20.5 of your 50.5 hours a week are unaccounted for (59.4% are listed)" in findings[0].message


def test_out102_sixty_percent_in_many_small_parts_is_sixty_percent(bare: Calm) -> None:
    parts = {f"T{n:02d}": {"name": f"Part {n}", "hours": 0.7} for n in range(1, 31)}
    assert "OUT102" not in dict(found(bare(tasks=parts, profile={"hours_per_week": 35.0})))


@pytest.mark.parametrize(("days", "fires"), [(7, False), (8, True)])
def test_out103_unplotted_for_more_than_a_week(calm: Calm, days: int, *, fires: bool) -> None:
    plan = calm(tasks={"T06": {"name": "Mail", "value": 3, "created_at": stamp(days)}})
    assert found(plan) == ([("OUT103", "T06")] if fires else [])


def test_out103_counts_days_on_the_users_calendar(calm: Calm) -> None:
    late = "2026-01-07T23:30:00+00:00"  # already the 8th in Berlin, so seven days ago
    assert found(calm(tasks={"T06": {"name": "Mail", "created_at": late}})) == []
    plan = calm(tasks={"T06": {"name": "Mail", "created_at": late}}, profile={"timezone": "America/New_York"})
    assert ("OUT103", "T06") in found(plan)


def test_out103_bears_the_first_day_there_is(calm: Calm) -> None:
    first = {"name": "Mail", "created_at": "0001-01-01T00:00:00+00:00"}
    plan = calm(tasks={"T06": first}, profile={"timezone": "America/New_York"})
    assert ("OUT103", "T06") in found(plan)


@pytest.mark.parametrize(("hours", "fires"), [(1.99, False), (2.0, True)])
def test_out104_five_hours_given_away(calm: Calm, hours: float, *, fires: bool) -> None:
    tasks = {"T02": {"hours": 1.0}, "T05": {"hours": hours}, "T03": {"hours": 2.0}, "T01": {"hours": 25.0}}
    assert found(calm(tasks=tasks, drop=["H01", "K01", "K02", "R01"])) == ([("OUT104", None)] if fires else [])


def test_out104_five_hours_in_many_small_parts_are_five_hours(bare: Calm) -> None:
    parts = {f"T{n:02d}": {"name": f"Part {n}", "hours": 0.1, "effectiveness": 3, "value": 3} for n in range(1, 51)}
    assert "OUT104" in dict(found(bare(tasks=parts)))


def test_out104_tells_the_week_and_the_year(bare: Calm) -> None:
    # The lower cells of the demo before any hand-off: 15.5 hours a week are 806 a year.
    plan = bare(tasks={"T01": {"name": "Books", "hours": 15.5, "effectiveness": 3, "value": 3}})
    [said] = [one.message for one in findings_of(plan, TODAY) if one.code == "OUT104"]
    assert said.startswith("15.5 hours a week")
    assert "806 hours a year" in said


@pytest.mark.parametrize("kept", ["H01", "R01"])
def test_out104_is_silent_with_a_handoff_or_a_trial(calm: Calm, kept: str) -> None:
    gone = {"H01", "K01", "K02", "R01"} - ({"H01", "K01", "K02"} if kept == "H01" else {"R01"})
    assert found(calm(drop=gone)) == []


def test_out104_counts_a_trial_that_is_over_as_none(calm: Calm) -> None:
    plan = calm(trials={"R01": {"state": "cancelled"}}, drop=["H01", "K01", "K02"])
    assert found(plan) == [("OUT104", None)]


@pytest.mark.parametrize(("days", "fires"), [(14, False), (15, True)])
def test_out105_first_place_undecided_since_it_was_listed(calm: Calm, days: int, *, fires: bool) -> None:
    plan = calm(tasks={"T05": {"decision": "undecided", "created_at": stamp(days)}})
    assert found(plan) == ([("OUT105", "T05")] if fires else [])


def test_out105_counts_from_the_newest_decision(calm: Calm) -> None:
    row = {"entity": "T05", "what": "decision", "to": "undecided", "at": stamp(14)}
    plan = calm(tasks={"T05": {"decision": "undecided", "created_at": stamp(40)}}, decisions={"N01": row})
    assert found(plan) == []


def test_out105_other_changes_to_the_task_do_not_count(calm: Calm) -> None:
    row = {"entity": "T05", "what": "value", "to": "4", "at": stamp(1)}
    plan = calm(tasks={"T05": {"decision": "undecided", "created_at": stamp(40)}}, decisions={"N01": row})
    assert found(plan) == [("OUT105", "T05")]


def test_out105_looks_only_at_the_first_undecided(calm: Calm) -> None:
    tasks = {
        "T05": {"decision": "undecided", "created_at": stamp(40)},
        "T06": {"name": "Mail", "effectiveness": 1, "value": 1, "hours": 4.0, "created_at": stamp(3)},
    }
    assert found(calm(tasks=tasks)) == []


def test_out105_leaves_the_core_alone(calm: Calm) -> None:
    assert found(calm(tasks={"T01": {"decision": "undecided", "created_at": stamp(40)}})) == []


def test_out106_worth_unknown(calm: Calm) -> None:
    assert ("OUT106", None) in found(calm(profile={"hour_value": None}))
    assert ("OUT106", None) not in found(calm(profile={"hour_value": None, "annual_income": 7800000}))


def test_out107_nothing_named_for_the_freed_hours(calm: Calm) -> None:
    assert found(calm(handoffs={"H01": {"refill": ""}})) == [("OUT107", "H01")]
    assert found(calm(handoffs={"H01": {"refill": "", "state": "paused"}})) == []
