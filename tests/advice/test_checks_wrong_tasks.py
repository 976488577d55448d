"""OUT201 to OUT208: each where it fires, and where it just does not."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from outsource_tui.advice.checks.registry import findings_of
from outsource_tui.model.plan import Plan

TODAY = date(2026, 1, 15)
NOON = datetime(2026, 1, 15, 12, 0, tzinfo=UTC).isoformat()
Calm = Callable[..., Plan]


def found(plan: Plan) -> list[tuple[str, str | None]]:
    return [(one.code, one.entity) for one in findings_of(plan, TODAY)]


def reason(entity: str, to: str, why: str = "a client asked for it", what: str = "decision") -> dict[str, Any]:
    return {"entity": entity, "what": what, "to": to, "at": NOON, "why": why}


CORE = {"T02": {"effectiveness": 9, "value": 9}}


def test_out201_the_core_handed_off(calm: Calm) -> None:
    assert [one for one in found(calm(tasks=CORE)) if one[0] == "OUT201"] == [("OUT201", "H01")]


def test_out201_the_core_on_trial(calm: Calm) -> None:
    plan = calm(tasks={"T04": {"effectiveness": 9, "decision": "keep"}})
    assert found(plan) == [("OUT201", "R01")]


@pytest.mark.parametrize("entity", ["T02", "H01"])
def test_out201_is_silent_with_a_reason(calm: Calm, entity: str) -> None:
    plan = calm(tasks=CORE, decisions={"N01": reason(entity, "hand_off")})
    assert "OUT201" not in dict(found(plan))


def test_out201_a_reason_to_keep_is_none_to_give_away(calm: Calm) -> None:
    plan = calm(tasks={"T02": {**CORE["T02"], "decision": "keep"}}, decisions={"N01": reason("T02", "keep")})
    assert ("OUT201", "H01") in found(plan)


def test_out201_a_reason_given_with_something_else_counts(calm: Calm) -> None:
    plan = calm(tasks=CORE, decisions={"N01": reason("H01", "1.0", what="share")})
    assert "OUT201" not in dict(found(plan))
    later = {"N01": reason("H01", "1.0", what="share"), "N02": reason("H01", "3", why="", what="autonomy")}
    assert "OUT201" not in dict(found(calm(tasks=CORE, decisions=later)))


@pytest.mark.parametrize(("old", "new"), [("paused", "running"), ("running", "paused"), ("preparing", "taken_back")])
def test_out201_a_reason_to_pause_or_go_on_is_none_to_give_away(calm: Calm, old: str, new: str) -> None:
    plan = calm(tasks=CORE, decisions={"N01": {**reason("H01", new, what="state"), "from": old}})
    assert ("OUT201", "H01") in found(plan)


@pytest.mark.parametrize(("old", "new"), [(None, "preparing"), (None, "running"), ("preparing", "running")])
def test_out201_a_reason_given_as_it_was_handed_off_counts(calm: Calm, old: str | None, new: str) -> None:
    plan = calm(tasks=CORE, decisions={"N01": {**reason("H01", new, what="state"), "from": old}})
    assert "OUT201" not in dict(found(plan))
    silent = {"N01": {**reason("H01", new, why="", what="state"), "from": old}}
    assert ("OUT201", "H01") in found(calm(tasks=CORE, decisions=silent))


@pytest.mark.parametrize(("state", "fires"), [("preparing", True), ("running", True), ("paused", False)])
def test_out202_yours_alone(calm: Calm, state: str, *, fires: bool) -> None:
    plan = calm(tasks={"T02": {"owner_only": True}}, handoffs={"H01": {"state": state}})
    assert [one for one in found(plan) if one[0] == "OUT202"] == ([("OUT202", "H01")] if fires else [])


def test_out202_a_trial_of_it_too(calm: Calm) -> None:
    assert ("OUT202", "R01") in found(calm(tasks={"T04": {"owner_only": True}}))


@pytest.mark.parametrize(
    ("changes", "fires"),
    [
        ({"value": 2, "failure_impact": "low", "decision": "hand_off"}, True),
        ({"value": 3, "failure_impact": "low", "decision": "hand_off"}, False),
        ({"value": 2, "failure_impact": "medium", "decision": "hand_off"}, False),
        ({"value": 2, "failure_impact": "low", "decision": "automate"}, False),
        ({"value": 2, "failure_impact": "low", "decision": "drop"}, False),
    ],
)
def test_out203_could_it_stop(calm: Calm, changes: dict[str, Any], *, fires: bool) -> None:
    assert found(calm(tasks={"T03": changes})) == ([("OUT203", "T03")] if fires else [])


@pytest.mark.parametrize(
    ("task", "decision", "fires"),
    [
        ("T01", "keep", False), ("T01", "drop", True), ("T01", "undecided", False),
        ("T04", "team_up", False), ("T04", "learn", False), ("T04", "hand_off", True),
        ("T03", "automate", False), ("T03", "hand_off", False), ("T03", "drop", False), ("T03", "learn", True),
        ("T05", "hand_off", False), ("T05", "drop", False), ("T05", "automate", False), ("T05", "learn", False),
        ("T05", "keep", True), ("T05", "team_up", True),
    ],
)  # fmt: skip
def test_out204_decision_outside_the_cell(calm: Calm, task: str, decision: str, *, fires: bool) -> None:
    assert found(calm(tasks={task: {"decision": decision}})) == ([("OUT204", task)] if fires else [])


@pytest.mark.parametrize(
    ("task", "decision", "fix"),
    [
        ("T01", "hand_off", "Say why, or keep it."),
        ("T04", "drop", "Say why, or team up or learn it."),
        ("T05", "team_up", "Say why, or hand it off, drop it, automate it or learn it."),
    ],
)
def test_out204_says_what_the_cell_speaks_for(calm: Calm, task: str, decision: str, fix: str) -> None:
    assert fix in [one.fix for one in findings_of(calm(tasks={task: {"decision": decision}}), TODAY)]


def test_out204_is_silent_with_a_reason(calm: Calm) -> None:
    plan = calm(tasks={"T05": {"decision": "keep"}}, decisions={"N01": reason("T05", "keep")})
    assert found(plan) == []


def test_out204_an_old_reason_does_not_count_for_a_new_decision(calm: Calm) -> None:
    rows = {"N01": reason("T05", "team_up"), "N02": reason("T05", "keep", why="")}
    assert found(calm(tasks={"T05": {"decision": "keep"}}, decisions=rows)) == [("OUT204", "T05")]


def test_out204_what_is_mine_alone_may_be_kept(calm: Calm) -> None:
    own = {"decision": "keep", "owner_only": True}
    assert found(calm(tasks={"T05": {**own, "owner_only_reason": "it is a promise"}})) == []
    assert found(calm(tasks={"T05": own})) == [("OUT204", "T05")]
    given = {"decision": "team_up", "owner_only": True, "owner_only_reason": "it is a promise"}
    assert found(calm(tasks={"T05": given})) == [("OUT204", "T05")]


def test_out205_the_same_score_everywhere(calm: Calm) -> None:
    tasks = {key: {"value": 4} for key in ("T01", "T02", "T03", "T04", "T05")}
    assert ("OUT205", None) in found(calm(tasks=tasks))
    tasks["T05"] = {"value": 3}
    assert ("OUT205", None) not in found(calm(tasks=tasks))


def test_out205_names_the_axis_that_says_nothing(calm: Calm) -> None:
    tasks = {key: {"value": 9, "effectiveness": 6 + n} for n, key in enumerate(["T01", "T02", "T03", "T04", "T05"])}
    said = [one.message for one in findings_of(calm(tasks=tasks), TODAY) if one.code == "OUT205"]
    assert said == ["All 5 tasks have value 9, so the grid says nothing."]


def test_out205_more_than_80_percent_core(calm: Calm) -> None:
    core = {"decision": "keep", "value": 9}
    tasks = {f"T{n:02d}": {"name": f"Task {n}", "effectiveness": 7 + n % 2, **core} for n in (3, 5, 6, 7, 8, 9, 10)}
    assert ("OUT205", None) not in found(calm(tasks=tasks))  # 8 of 10
    tasks["T11"] = {"name": "Task 11", "effectiveness": 8, **core}
    assert ("OUT205", None) in found(calm(tasks=tasks))  # 9 of 11


def test_out205_needs_two_tasks(bare: Calm) -> None:
    one = {"T01": {"name": "Books", "effectiveness": 9, "value": 9}}
    assert "OUT205" not in dict(found(bare(tasks=one)))
    assert "OUT205" in dict(found(bare(tasks={**one, "T02": {**one["T01"], "effectiveness": 8}})))


@pytest.mark.parametrize(
    ("changes", "fires"),
    [
        ({"value": 5, "hours": 2.0}, True),
        ({"value": 5, "hours": 1.99}, False),
        ({"value": 4, "hours": 2.0}, False),
        ({"effectiveness": 5}, True),
        ({"value": 5, "hours": None}, False),
    ],
)
def test_out206_one_point_changes_the_advice(calm: Calm, changes: dict[str, Any], *, fires: bool) -> None:
    assert found(calm(tasks={"T05": changes, "T01": {"hours": 20.0}})) == ([("OUT206", "T05")] if fires else [])


@pytest.mark.parametrize(("rate", "code"), [(5250, "OUT208"), (5251, "OUT207")])
def test_out207_loses_even_if_everything_is_sold_again(calm: Calm, rate: int, code: str) -> None:
    # 3.5 hours at 60 bring 210.00; 4 hours cost 210.00 at 52.50
    assert found(calm(contractors={"C01": {"rate": rate}})) == [(code, "T02")]


def test_out207_and_208_need_a_known_rate(calm: Calm) -> None:
    assert found(calm(contractors={"C01": {"rate": None}})) == []


@pytest.mark.parametrize(("rampup", "fires"), [(26.0, False), (26.01, True)])
def test_out208_payback_of_more_than_52_weeks(calm: Calm, rampup: float, *, fires: bool) -> None:
    # net (3.5 x 60 x .5) - (4 x 18.75) = 30.00 a week; 26 hours at 60 are 52 weeks of it
    plan = calm(contractors={"C01": {"rate": 1875}}, handoffs={"H01": {"rampup_hours": rampup}})
    assert found(plan) == ([("OUT208", "T02")] if fires else [])


@pytest.mark.parametrize(("minutes", "fires"), [(4, False), (3, True), (None, False)])
def test_out208_rampup_of_more_than_30_runs(calm: Calm, minutes: int | None, *, fires: bool) -> None:
    plan = calm(tasks={"T02": {"run_minutes": minutes}})  # 2 hours of ramp-up: 30 or 40 runs
    assert found(plan) == ([("OUT208", "T02")] if fires else [])


def test_out208_before_a_handoff_the_hired_contractor_counts(calm: Calm) -> None:
    trial = {"state": "decided", "decision": "hire", "rule_says": "hire", "actual_hours": 8.0, "my_minutes": 60}
    plan = calm(trials={"R01": trial}, contractors={"C02": {"rate": 2600}})
    assert found(plan) == [("OUT208", "T04")]
