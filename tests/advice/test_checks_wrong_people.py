"""OUT301 to OUT311: each where it fires, and where it just does not."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from outsource_tui.advice.checks.registry import findings_of
from outsource_tui.model.plan import Plan

TODAY = date(2026, 1, 15)
NOON = datetime(2026, 1, 15, 12, 0, tzinfo=UTC).isoformat()
Calm = Callable[..., Plan]
Fields = dict[str, Any]
KEYS = ("evidence", "trust", "values", "communication", "availability")


def found(plan: Plan) -> list[tuple[str, str | None]]:
    return [(one.code, one.entity) for one in findings_of(plan, TODAY)]


def scores(task: str, first: int = 1, **marks: tuple[int, ...]) -> dict[str, Fields]:
    """Rows of scores, proof seen, by contractor: marks in the order of `KEYS`."""
    rows: dict[str, Fields] = {}
    for contractor, points in marks.items():
        for key, mark in zip(KEYS, points, strict=False):
            row = {"task_id": task, "contractor_id": contractor, "criterion": key, "score": mark, "proof": "seen"}
            rows[f"S{first + len(rows):02d}"] = row
    return rows


def trial_of_books(**fields: Any) -> dict[str, Fields]:
    return {"R02": {"task_id": "T02", "contractor_id": "C01", "state": "decided", "decision": "hire", **fields}}


def test_out301_no_test_run(calm: Calm) -> None:
    assert found(calm(contractors={"C01": {"worked_before": False}})) == [("OUT301", "H01")]


def test_out301_a_trial_that_ended_in_hire_is_enough(calm: Calm) -> None:
    assert found(calm(contractors={"C01": {"worked_before": False}}, trials=trial_of_books())) == []


@pytest.mark.parametrize("fields", [{"decision": "extend"}, {"task_id": "T05"}, {"contractor_id": "C02"}])
def test_out301_another_trial_is_not(calm: Calm, fields: Fields) -> None:
    plan = calm(contractors={"C01": {"worked_before": False}}, trials=trial_of_books(**fields))
    assert ("OUT301", "H01") in found(plan)


def test_out301_waits_until_it_runs(calm: Calm) -> None:
    plan = calm(contractors={"C01": {"worked_before": False}}, handoffs={"H01": {"state": "preparing"}})
    assert found(plan) == []


@pytest.mark.parametrize(
    ("fields", "fires"),
    [
        ({"red_flags": ["wants_my_password"]}, True),
        ({"red_flags": ["wants_my_password"], "red_flags_cleared": {"wants_my_password": "a joke"}}, False),
        ({"red_flags": ["wants_my_password"], "red_flags_cleared": {"wants_my_password": " "}}, True),
        ({"red_flags": ["no_references"]}, False),
    ],
)
def test_out302_a_blocking_red_flag(calm: Calm, fields: Fields, *, fires: bool) -> None:
    assert found(calm(contractors={"C02": fields})) == ([("OUT302", "C02")] if fires else [])


def test_out302_only_while_they_are_on_a_task(calm: Calm) -> None:
    plan = calm(contractors={"C02": {"red_flags": ["refuses_trial"]}}, trials={"R01": {"state": "cancelled"}})
    assert found(plan) == []


@pytest.mark.parametrize(("trust", "fires"), [(2, True), (3, False)])
def test_out302_under_a_gate(calm: Calm, trust: int, *, fires: bool) -> None:
    plan = calm(scores=scores("T02", C01=(4, trust, 4, 4, 4)))
    assert found(plan) == ([("OUT302", "C01")] if fires else [])


def test_out302_a_gate_of_another_task_does_not_stop(calm: Calm) -> None:
    assert "OUT302" not in dict(found(calm(scores=scores("T03", C01=(4, 2, 4, 4, 4)))))


def test_out303_best_price_though_another_scores_higher(calm: Calm, person: Fields) -> None:
    people = {"C01": {"rate": 1400}, "C03": {**person, "handle": "Cid", "rate": 1500}}
    better = scores("T02", C01=(3, 3, 3, 3, 3), C03=(5, 5, 5, 5, 5))
    [said] = findings_of(calm(contractors=people, scores=better), TODAY)
    # 27.00 may be paid: marks of 4.41 for 14.00 and 4.22 for 15.00, and 5 for the overlap.
    assert (said.code, said.entity) == ("OUT303", "T02")
    assert "Ann has the best price, but Cid scores 98.1 against 58.5." in said.message
    people["C01"] = {"rate": 1600}
    assert found(calm(contractors=people, scores=better)) == []


def test_out303_a_better_one_stopped_at_a_gate_does_not_count(calm: Calm, person: Fields) -> None:
    people = {"C01": {"rate": 1400}, "C03": {**person, "handle": "Cid", "red_flags": ["fake_portfolio"]}}
    plan = calm(contractors=people, scores=scores("T02", C01=(3, 3, 3, 3, 3), C03=(5, 5, 5, 5, 5)))
    assert found(plan) == []


@pytest.mark.parametrize(("rate", "fires"), [(1000, False), (999, True)])
def test_out303_far_below_the_median(calm: Calm, person: Fields, rate: int, *, fires: bool) -> None:
    people = {
        "C01": {"rate": rate},
        "C03": {**person, "handle": "Cid", "rate": 2000},
        "C04": {**person, "handle": "Dee", "rate": 4000},
    }
    plan = calm(contractors=people, scores=scores("T02", C01=(5, 5, 5, 5, 5), C03=(3, 3, 3, 3), C04=(3, 3, 3, 3)))
    assert found(plan) == ([("OUT303", "T02")] if fires else [])
    if fires:
        assert "takes 9.99 EUR an hour, 50.0% of the median of 3 candidates" in findings_of(plan, TODAY)[0].message


def test_out303_two_candidates_have_no_median(calm: Calm, person: Fields) -> None:
    people = {"C01": {"rate": 500}, "C03": {**person, "handle": "Cid", "rate": 4000}}
    plan = calm(contractors=people, scores=scores("T02", C01=(5, 5, 5, 5, 5), C03=(3, 3, 3, 3)))
    assert found(plan) == []


@pytest.mark.parametrize(("value", "fires"), [(3, False), (4, True)])
def test_out304_only_one_candidate(calm: Calm, value: int, *, fires: bool) -> None:
    plan = calm(tasks={"T05": {"value": value}}, scores=scores("T05", C01=(3,)))
    assert found(plan) == ([("OUT304", "T05")] if fires else [])


def test_out304_a_second_one_is_enough(calm: Calm) -> None:
    assert found(calm(scores=scores("T05", C01=(3,), C02=(5,)))) == []


def test_out305_a_tie(calm: Calm) -> None:
    plan = calm(scores=scores("T05", C01=(4, 4, 4, 4, 4), C02=(4, 4, 4, 4, 4)))
    assert found(plan) == [("OUT305", "T05")]
    assert "a tie" in findings_of(plan, TODAY)[0].message


def test_out305_too_close(calm: Calm) -> None:
    plan = calm(scores=scores("T05", C01=(4, 4, 4, 4, 5), C02=(4, 4, 4, 4, 4)))
    assert found(plan) == [("OUT305", "T05")]
    assert "too close" in findings_of(plan, TODAY)[0].message


def test_out305_a_clear_lead_is_silent(calm: Calm) -> None:
    assert found(calm(scores=scores("T05", C01=(5, 5, 5, 5, 5), C02=(3, 3, 3, 3, 3)))) == []


@pytest.mark.parametrize(
    ("criterion", "score", "proof", "fires"),
    [
        ("evidence", 4, "claimed", True),
        ("trust", 5, "none", True),
        ("evidence", 3, "claimed", False),
        ("evidence", 4, "seen", False),
        ("values", 5, "none", False),
    ],
)
def test_out306_belief_not_proof(calm: Calm, criterion: str, score: int, proof: str, *, fires: bool) -> None:
    row = {"task_id": "T03", "contractor_id": "C02", "criterion": criterion, "score": score, "proof": proof}
    assert found(calm(scores={"S01": row})) == ([("OUT306", "C02")] if fires else [])


@pytest.mark.parametrize(
    ("fields", "fires"),
    [
        ({"rate": 0}, True),
        ({"rate": 0, "paid_hours": 0.5}, False),
        ({"rate": 0, "paid_hours": 0.51}, True),
        ({"rate": 0, "paid_hours": None}, True),
        ({"rate": 0, "paid_hours": None, "own_hours_estimate": 0.5}, False),
        ({"rate": None}, False),
        ({"must_haves": []}, True),
        ({"start": None}, True),
        ({"must_haves": [], "state": "cancelled"}, False),
    ],
)
def test_out307_not_a_fair_or_measurable_test(calm: Calm, fields: Fields, *, fires: bool) -> None:
    assert found(calm(trials={"R01": fields})) == ([("OUT307", "R01")] if fires else [])


def test_out307_pay_that_nobody_knows_is_not_agreed(calm: Calm) -> None:
    assert found(calm(trials={"R01": {"rate": None}}, contractors={"C02": {"rate": None}})) == [("OUT307", "R01")]


@pytest.mark.parametrize(
    ("source", "days", "fires"),
    [
        ({}, 3, False),
        ({}, 4, True),
        ({"source": "platform", "source_text": "on upwork.com"}, 14, False),
        ({"source": "platform", "source_text": "on upwork.com"}, 15, True),
        ({"source": "platform", "source_text": "Fiverr"}, 4, True),
        ({"source": "referral", "source_text": "met on Upwork"}, 4, True),
    ],
)
def test_out308_in_review_for_too_long(calm: Calm, source: Fields, days: int, *, fires: bool) -> None:
    since = (TODAY - timedelta(days=days)).isoformat()
    plan = calm(trials={"R01": {"state": "review", "review_since": since}}, contractors={"C02": source})
    assert found(plan) == ([("OUT308", "R01")] if fires else [])


@pytest.mark.parametrize(("ends", "fires"), [("10:00", False), ("09:59", True)])
def test_out309_less_overlap_than_needed(calm: Calm, ends: str, *, fires: bool) -> None:
    assert found(calm(contractors={"C02": {"work_end": ends}})) == ([("OUT309", "C02")] if fires else [])


@pytest.mark.parametrize("need", ["none", None])
def test_out309_without_a_need_there_is_nothing_to_miss(calm: Calm, need: str | None) -> None:
    plan = calm(contractors={"C02": {"timezone": "Pacific/Auckland"}}, tasks={"T04": {"sync_need": need}})
    assert found(plan) == []


def test_out309_counts_the_worst_week_of_the_year(calm: Calm) -> None:
    new_york = {"timezone": "America/New_York"}  # two hours a day in most weeks, three around the clock changes
    assert found(calm(contractors={"C02": new_york}, tasks={"T04": {"sync_need": "medium"}})) == []
    manila = {"timezone": "Asia/Manila", "work_end": "18:00"}  # two hours in winter, three in summer
    assert found(calm(contractors={"C02": manila}, tasks={"T04": {"sync_need": "medium"}})) == []
    assert found(calm(contractors={"C02": manila}, tasks={"T04": {"sync_need": "high"}})) == [("OUT309", "C02")]


@pytest.mark.parametrize(
    ("fields", "fires"),
    [
        ({"style": None}, True),
        ({"style": {}}, True),
        ({"days_off": None}, True),
        ({"languages": {"en": "A2"}}, True),
        ({"languages": {"en": "B1"}}, False),
        ({"languages": {"fr": "native"}}, True),
        ({"languages": {"en": "A2"}, "status": "no"}, False),
    ],
)
def test_out310_culture_not_talked_about(calm: Calm, fields: Fields, *, fires: bool) -> None:
    assert found(calm(contractors={"C02": fields})) == ([("OUT310", "C02")] if fires else [])


def test_out310_the_lower_level_of_the_best_language_counts(calm: Calm) -> None:
    people = {"C02": {"languages": {"en": "A2", "de": "B2"}}, "C01": {"languages": {"de": "C1"}}}
    assert found(calm(contractors=people, profile={"languages": {"en": "C2", "de": "B1"}})) == []
    assert found(calm(contractors=people, profile={"languages": {"en": "C2", "de": "A2"}})) == [
        ("OUT310", "C01"),
        ("OUT310", "C02"),
    ]


def test_out310_says_nothing_of_languages_while_mine_are_unknown(calm: Calm) -> None:
    plan = calm(contractors={"C02": {"languages": {}}}, profile={"languages": {}})
    assert found(plan) == []


CARD = dict.fromkeys(["result", "deadline", "communication", "independence", "feedback", "again"], 5)
GOOD = {"state": "decided", "actual_hours": 8.0, "card": CARD, "must_haves": [{"text": "Works", "state": "met"}]}


@pytest.mark.parametrize(
    ("fields", "fires"),
    [
        ({"decision": "hire"}, False),
        ({"decision": "pass"}, True),
        ({"decision": "pass", "override_reason": "too far away"}, False),
        ({"decision": "hire", "must_haves": [{"text": "Works", "state": "missed"}]}, True),
        ({"decision": "hire", "card": {}}, False),
        ({"decision": None, "state": "review", "review_since": TODAY.isoformat()}, False),
    ],
)
def test_out311_against_the_rule(calm: Calm, fields: Fields, *, fires: bool) -> None:
    assert found(calm(trials={"R01": {**GOOD, **fields}})) == ([("OUT311", "R01")] if fires else [])


def test_out311_the_journal_of_decisions_may_hold_the_reason(calm: Calm) -> None:
    row = {"entity": "R01", "what": "decision", "to": "pass", "at": NOON, "why": "found somebody nearer"}
    assert found(calm(trials={"R01": {**GOOD, "decision": "pass"}}, decisions={"N01": row})) == []
