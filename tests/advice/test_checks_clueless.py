"""OUT501 to OUT507: each where it fires, and where it just does not."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from outsource_tui.advice.checks.registry import findings_of
from outsource_tui.model.plan import Plan

TODAY = date(2026, 1, 15)
Calm = Callable[..., Plan]
Fields = dict[str, Any]


def found(plan: Plan) -> list[tuple[str, str | None]]:
    return [(one.code, one.entity) for one in findings_of(plan, TODAY)]


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def knows(*answers: int | None) -> Fields:
    return {f"k{n}": answer for n, answer in enumerate(answers, start=1)}


@pytest.mark.parametrize(
    ("answers", "codes"),
    [
        ((2, 2, 1, 0, 0, 0), ["OUT502"]),  # 41.7 of 42: nearly
        ((2, 2, 2, 0, 0, 0), []),  # 50.0
        ((2, 2, 0, 0, 0, 0), ["OUT502"]),  # 33.3
        ((2, 1, 0, 0, 0, 0), ["OUT501"]),  # 25.0 is 17 short
        ((2, 2, 2, 2, 2, None), ["OUT501"]),
    ],
)
def test_out501_and_502_by_readiness(calm: Calm, answers: tuple[int | None, ...], codes: list[str]) -> None:
    plan = calm(tasks={"T02": {"knowledge": knows(*answers)}})
    assert found(plan) == [(code, "H01" if code == "OUT501" else "T02") for code in codes]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"knowledge": knows(2, 1, 0, 0, 0, 0)}, "you know 25 of the 42 points needed"),
        ({"knowledge": knows(2, 1, 0, 0, None, None)}, "2 of 6 questions about what you know have no answer"),
        ({"value": None}, "its value is not scored"),
    ],
)
def test_out501_says_what_is_not_known(calm: Calm, fields: Fields, words: str) -> None:
    [said] = [one.message for one in findings_of(calm(tasks={"T02": fields}), TODAY) if one.code == "OUT501"]
    assert words in said


def test_out501_for_a_trial_and_not_when_nothing_is_under_way(calm: Calm) -> None:
    unknown: dict[str, Fields] = {"T04": {"knowledge": {}}}
    assert found(calm(tasks=unknown)) == [("OUT501", "R01")]
    assert found(calm(tasks=unknown, trials={"R01": {"state": "cancelled"}})) == []


def test_out501_says_what_is_missing(calm: Calm) -> None:
    plan = calm(tasks={"T02": {"knowledge": knows(2, 2, 2, 2, 2, None)}})
    assert "1 of 6 questions about what you know has no answer" in findings_of(plan, TODAY)[0].message


@pytest.mark.parametrize(("checker", "fires"), [("", True), ("self", True), ("Eve", False), ("C02", False)])
def test_out502_somebody_must_check(calm: Calm, checker: str, *, fires: bool) -> None:
    plan = calm(tasks={"T02": {"knowledge": knows(2, 2, 1, 0, 0, 0), "steering": {"checker": checker}}})
    assert found(plan) == ([("OUT502", "T02")] if fires else [])


NAMED = {"system": "Books", "level": "edit", "account": "named", "ends_on": ago(-100)}


@pytest.mark.parametrize(
    ("access", "fires"),
    [
        ({}, False),
        ({"level": "admin"}, True),
        ({"level": "owner"}, True),
        ({"account": "shared"}, True),
        ({"ends_on": None}, True),
        ({"level": "admin", "revoked_on": ago(1)}, False),
    ],
)
def test_out503_too_much_access(calm: Calm, access: Fields, *, fires: bool) -> None:
    plan = calm(contractors={"C01": {"access": [{**NAMED, **access}]}})
    assert found(plan) == ([("OUT503", "C01")] if fires else [])


@pytest.mark.parametrize(
    ("sensitivity", "fires"), [("client", True), ("money", True), ("internal", False), ("none", False), (None, False)]
)
def test_out503_only_with_sensitive_data(calm: Calm, sensitivity: str | None, *, fires: bool) -> None:
    plan = calm(
        contractors={"C01": {"access": [{**NAMED, "level": "admin"}]}},
        tasks={"T02": {"data_sensitivity": sensitivity}},
    )
    assert found(plan) == ([("OUT503", "C01")] if fires else [])


@pytest.mark.parametrize(("days", "fires"), [(1, False), (2, True)])
def test_out504_door_still_open(calm: Calm, days: int, *, fires: bool) -> None:
    plan = calm(contractors={"C01": {"access": [NAMED]}}, handoffs={"H01": {"state": "ended", "end": ago(days)}})
    assert found(plan) == ([("OUT504", "H01")] if fires else [])


def test_out504_not_once_revoked_and_not_while_another_handoff_is_open(calm: Calm) -> None:
    ended = {"H01": {"state": "taken_back", "end": ago(9)}}
    assert found(calm(handoffs=ended, contractors={"C01": {"access": [{**NAMED, "revoked_on": ago(8)}]}})) == []
    other = {"task_id": "T02", "contractor_id": "C01", "start": ago(3), "state": "paused"}
    plan = calm(handoffs={**ended, "H02": other}, contractors={"C01": {"access": [NAMED]}})
    assert "OUT504" not in dict(found(plan))


AGREED = dict.fromkeys(["nda", "ip_assignment", "scope", "payment_terms", "data_processing", "exit"], "yes")


@pytest.mark.parametrize(
    ("item", "sensitivity", "fires"),
    [
        ("ip_assignment", "none", True),
        ("scope", "none", True),
        ("nda", "client", True),
        ("data_processing", "money", True),
        ("nda", "internal", False),
        ("payment_terms", "client", False),
        ("exit", "client", False),
    ],
)
def test_out505_who_owns_it(calm: Calm, item: str, sensitivity: str, *, fires: bool) -> None:
    plan = calm(
        contractors={"C01": {"contract": {**AGREED, item: "no"}}}, tasks={"T02": {"data_sensitivity": sensitivity}}
    )
    assert found(plan) == ([("OUT505", "C01")] if fires else [])


def test_out505_what_does_not_apply_is_not_missing(calm: Calm) -> None:
    assert found(calm(contractors={"C01": {"contract": {**AGREED, "nda": "n_a"}}})) == []


def second_handoff(hours: float) -> Fields:
    """Retouching handed to Ben, next to the four hours of books that Ann has."""
    return {
        "tasks": {
            "T03": {
                "hours": hours, "decision": "hand_off", "knowledge": knows(2, 2, 2, 2, 2, 2),
                "brief": {"done_when": [{"text": "Sharp"}]},
            }
        },
        "handoffs": {
            "H02": {
                "task_id": "T03", "contractor_id": "C02", "start": ago(3), "autonomy": 4, "refill": "T01",
                "checkin_every_days": 14, "state": "running",
            }
        },
    }  # fmt: skip


def with_ben(calm: Calm, hours: float, ann: Fields | None = None, ben: Fields | None = None) -> Plan:
    people = {"C01": ann or {}, "C02": {"worked_before": True, **(ben or {})}}
    return calm(**second_handoff(hours), contractors=people)


def test_out506_more_than_half_on_one(calm: Calm) -> None:
    assert found(with_ben(calm, 4.0)) == []
    assert found(with_ben(calm, 3.9)) == [("OUT506", "C01")]
    assert found(with_ben(calm, 4.1)) == [("OUT506", "C02")]


def test_out506_counts_their_hours_not_mine(calm: Calm) -> None:
    assert found(with_ben(calm, 3.0, ben={"speed": 2.0, "rate": 700})) == [("OUT506", "C02")]


def test_out506_a_backup_is_enough(calm: Calm) -> None:
    assert found(with_ben(calm, 3.9, ben={"backup_for": ["C01"]})) == []


def test_out506_a_share_of_unknown_hours_is_unknown(calm: Calm) -> None:
    plan = calm(**{**second_handoff(4.1), "contractors": {"C02": {"worked_before": True}}})
    tasks = {**plan.tasks, "T02": msgspec.structs.replace(plan.tasks["T02"], hours=None)}
    assert "OUT506" not in dict(found(msgspec.structs.replace(plan, tasks=tasks)))


def test_out506_one_handoff_is_no_share(calm: Calm) -> None:
    assert found(calm()) == []


@pytest.mark.parametrize(
    ("impact", "exit_plan", "fires"), [("severe", "", True), ("severe", "a copy", False), ("medium", "", False)]
)
def test_out506_severe_without_an_exit_plan(calm: Calm, impact: str, exit_plan: str, *, fires: bool) -> None:
    plan = calm(tasks={"T02": {"failure_impact": impact}}, handoffs={"H01": {"exit_plan": exit_plan}})
    assert found(plan) == ([("OUT506", "H01")] if fires else [])


SIGNALS = ("sets_hours", "own_tools", "other_clients", "free_method", "may_substitute", "paid_per_result")


@pytest.mark.parametrize(("count", "fires"), [(2, False), (3, True)])
def test_out507_looks_like_employment(calm: Calm, count: int, *, fires: bool) -> None:
    answers = {key: False if n < count else None for n, key in enumerate(SIGNALS)}
    assert found(calm(contractors={"C01": {"classification": answers}})) == ([("OUT507", "C01")] if fires else [])


def test_people_who_are_on_nothing_are_left_alone(calm: Calm, person: Fields) -> None:
    idle = {
        **person, "handle": "Cid", "contract": {}, "access": [{**NAMED, "level": "owner"}],
        "classification": dict.fromkeys(SIGNALS, False),
    }  # fmt: skip
    assert found(calm(contractors={"C03": idle})) == []
