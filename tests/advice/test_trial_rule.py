"""Trial score and rule: PRODUCT.md 3.11, with the boundaries as written."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsource_tui.advice.trial_rule import (
    WEIGHTS,
    rule_of,
    trial_cost,
    trial_oversight,
    trial_score,
    trial_speed,
)
from outsource_tui.model.contractor import Contractor
from outsource_tui.model.kinds import ContractorId, MustState, TaskId, TrialId
from outsource_tui.model.trial import MustHave, ScoreCard, Trial

NOW = datetime(2026, 1, 12, tzinfo=UTC)
STAMPS: dict[str, Any] = {"created_at": NOW, "updated_at": NOW}
MARKS = st.tuples(*[st.integers(1, 5)] * 6)
States = tuple[MustState | None, ...]


def card(*marks: int | None) -> ScoreCard:
    return ScoreCard(
        result=marks[0],
        deadline=marks[1],
        communication=marks[2],
        independence=marks[3],
        feedback=marks[4],
        again=marks[5],
    )


def trial(marks: tuple[int | None, ...], states: States = ("met",), **fields: Any) -> Trial:
    fields = {"paid_hours": 8, "actual_hours": 8, "card": card(*marks), **fields}
    musts = tuple(MustHave(text=f"must {n}", state=state) for n, state in enumerate(states))
    return Trial(
        id="R01", task_id=TaskId("T01"), contractor_id=ContractorId("C01"), must_haves=musts, **STAMPS, **fields
    )


@pytest.mark.parametrize(
    ("marks", "states", "score", "rule"),
    [
        ((4, 5, 4, 4, 5, 5), ("met",) * 4, 83.75, "hire"),
        ((4, 2, 3, 3, 4, 3), ("met", "met", "met", "fixable"), 57.5, "extend"),
        ((3,) * 6, ("met",), 50.0, "extend"),
        ((5,) * 6, ("met", "missed"), 100.0, "pass"),
        ((4, 4, 2, 4, 4, 4), ("met",), 67.5, "extend"),
        ((5,) * 6, ("met", "fixable"), 100.0, "extend"),
        ((5,) * 6, (), 100.0, "hire"),
        ((1,) * 6, ("met",), 0.0, "pass"),
    ],
)
def test_examples(marks: tuple[int, ...], states: States, score: float, rule: str) -> None:
    one = trial(marks, states)
    assert trial_score(one.card) == score
    assert rule_of(one) == rule


def test_weights_add_up() -> None:
    assert sum(WEIGHTS.values()) == 100
    assert set(WEIGHTS) == set(ScoreCard.__struct_fields__)


@pytest.mark.parametrize(
    ("marks", "score", "rule"),
    [
        ((3, 5, 3, 5, 4, 4), 70.0, "hire"),
        ((3, 5, 3, 5, 4, 3), 67.5, "extend"),
        ((3, 3, 3, 3, 3, 2), 47.5, "pass"),
        ((5, 5, 3, 5, 5, 5), 92.5, "hire"),
        ((5, 5, 2, 5, 5, 5), 88.75, "extend"),
    ],
)
def test_boundaries_of_the_marks(marks: tuple[int, ...], score: float, rule: str) -> None:
    assert trial_score(card(*marks)) == score
    assert rule_of(trial(marks)) == rule


@pytest.mark.parametrize(
    ("paid", "actual", "rule"),
    [
        (8, 10, "hire"),
        (8, 10.01, "extend"),
        (1.16, 1.45, "hire"),
        (0.56, 0.7, "hire"),
        (0.56, 0.71, "extend"),
        (8, 0, "hire"),
    ],
)
def test_hours_up_to_a_quarter_more_than_agreed(paid: float, actual: float, rule: str) -> None:
    assert rule_of(trial((5,) * 6, paid_hours=paid, actual_hours=actual)) == rule


def test_an_extension_is_not_extended_again() -> None:
    first = TrialId("R00")
    assert rule_of(trial((3,) * 6, extension_of=first)) == "pass"
    assert rule_of(trial((5,) * 6, extension_of=first)) == "hire"


def test_a_breach_or_a_missed_must_have_decides_at_once() -> None:
    blank = (None,) * 6
    assert rule_of(trial(blank, (None,), breach=True, actual_hours=None)) == "pass"
    assert rule_of(trial(blank, (None, "missed"), paid_hours=None)) == "pass"


@pytest.mark.parametrize(
    "one",
    [
        trial((5, 5, 5, 5, 5, None)),
        trial((5, 5, None, 5, 5, 5)),
        trial((1,) * 6, (None,)),
        trial((5,) * 6, actual_hours=None),
        trial((5,) * 6, paid_hours=None),
    ],
)
def test_unknown_while_something_is_missing(one: Trial) -> None:
    assert rule_of(one) is None


def test_score_is_unknown_while_a_mark_is_missing() -> None:
    assert trial_score(ScoreCard()) is None
    assert trial_score(card(5, 5, 5, 5, 5, None)) is None


@given(marks=MARKS, states=st.lists(st.sampled_from(["met", "fixable"]), max_size=4), at=st.integers(0, 5))
def test_a_better_mark_never_makes_the_rule_worse(marks: tuple[int, ...], states: list[MustState], at: int) -> None:
    better = tuple(min(5, mark + (place == at)) for place, mark in enumerate(marks))
    order = ["pass", "extend", "hire"]
    before, after = rule_of(trial(marks, tuple(states))), rule_of(trial(better, tuple(states)))
    assert before is not None
    assert after is not None
    assert order.index(after) >= order.index(before)


def contractor(fee: float = 0) -> Contractor:
    return Contractor(id="C01", handle="somebody", fee_pct=fee, **STAMPS)


def test_the_two_trials_of_the_demo() -> None:
    first = trial((4, 5, 4, 4, 5, 5), ("met",) * 4, actual_hours=6.5, own_hours_estimate=8, my_minutes=90, rate=3200)
    second = trial(
        (4, 2, 3, 3, 4, 3),
        ("met",) * 3 + ("fixable",),
        actual_hours=9.5,
        own_hours_estimate=8,
        my_minutes=150,
        rate=1600,
    )
    assert (rule_of(first), rule_of(second)) == ("hire", "extend")
    assert (trial_speed(first), trial_speed(second)) == (0.8125, 1.1875)
    assert (trial_cost(first, contractor()), trial_cost(second, contractor())) == (20800, 15200)
    assert trial_oversight(first) == pytest.approx(23.0769, abs=1e-4)


def test_cost_takes_the_agreed_hours_until_some_are_worked_and_adds_the_fee() -> None:
    planned = trial((None,) * 6, actual_hours=None, rate=2000)
    assert trial_cost(planned, contractor(fee=10)) == pytest.approx(17600)
    assert trial_cost(trial((None,) * 6, actual_hours=0, rate=2000), contractor()) == 0


@pytest.mark.parametrize(
    ("actual", "estimate", "speed"), [(8, 1, 4), (1, 8, 0.25), (None, 8, None), (8, None, None), (6, 8, 0.75)]
)
def test_speed_is_kept_within_bounds(actual: float | None, estimate: float | None, speed: float | None) -> None:
    assert trial_speed(trial((5,) * 6, actual_hours=actual, own_hours_estimate=estimate)) == speed


def test_unknown_amounts_stay_unknown() -> None:
    nothing = trial((5,) * 6, actual_hours=None, paid_hours=None, rate=2000)
    assert trial_cost(nothing, contractor()) is None
    assert trial_cost(trial((5,) * 6), contractor()) is None
    assert trial_cost(trial((5,) * 6, rate=2000), None) is None
    assert trial_oversight(trial((5,) * 6)) is None
    assert trial_oversight(trial((5,) * 6, my_minutes=30, actual_hours=0)) is None
    assert trial_oversight(trial((5,) * 6, my_minutes=30, actual_hours=None)) is None
