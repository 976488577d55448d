"""Contractors side by side (PRODUCT.md 3.10 and the lines on comparison in section 8)."""

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from outsource_tui.advice.candidates import cost_mark, criteria_of, passing_of
from outsource_tui.advice.comparison import Comparison, compared, comparison_of, comparisons_of
from outsource_tui.advice.sensitivity import (
    Flip,
    Marks,
    Weights,
    coverage_of,
    exact,
    flips,
    lead,
    nearest_flip,
    point_flip,
    verdict_of,
    weighted_score,
)
from outsource_tui.data import demo_plan
from outsource_tui.model.contractor import Contractor
from outsource_tui.model.kinds import ContractorId, TaskId
from outsource_tui.model.plan import Plan, empty_plan
from outsource_tui.model.problems import NotThere
from outsource_tui.model.score import Score
from outsource_tui.model.task import Task

AT = datetime(2026, 1, 1, tzinfo=UTC)
TODAY = date(2026, 7, 13)
KEYS = ("evidence", "trust", "values", "communication", "overlap", "cost", "availability")
WEIGHTS = {key: Fraction(weight) for key, weight in zip(KEYS, (25, 20, 15, 15, 10, 10, 5), strict=True)}
TYPED = frozenset(KEYS)

A = (5, 4, 4, 4, 3, 2, 4)
B = (3, 4, 4, 4, 5, 5, 4)
C = (4, None, 3, 4, 4, 4, None)
D = (5, 2, 4, 5, 5, 5, 5)
F1 = (5, 4, 4, 4, 4, 3, 4)
F2 = (4, 4, 4, 3, 4, 4, 4)


def marks(values: tuple[int | None, ...]) -> Marks:
    return {key: Fraction(mark) for key, mark in zip(KEYS, values, strict=True) if mark is not None}


def plan_of(
    people: dict[str, tuple[int | None, ...]], *, typed_only: bool = True, handles: dict[str, str] | None = None
) -> Plan:
    """A plan with one task T01 and these scores; `typed_only` makes overlap and cost typed as well."""
    plan = empty_plan(at=AT, timezone="Europe/Berlin")
    criteria = {key: replace(one, auto="none") if typed_only else one for key, one in plan.criteria.items()}
    rows: dict[str, Score] = {}
    for person, values in people.items():
        for key, mark in zip(KEYS, values, strict=True):
            row: dict[str, Any] = {"criterion": key, "score": mark, "task_id": TaskId("T01")}
            number = f"S{len(rows) + 1:02d}"
            rows[number] = Score(id=number, contractor_id=ContractorId(person), created_at=AT, updated_at=AT, **row)
    contractors = {
        one: Contractor(id=one, handle=(handles or {}).get(one, one), created_at=AT, updated_at=AT) for one in people
    }
    task = Task(id="T01", name="Front-end build", hours=3.0, value=7, created_at=AT, updated_at=AT)
    return replace(plan, criteria=criteria, scores=rows, contractors=contractors, tasks={"T01": task})


def scores(comparison: Comparison) -> dict[str, float | None]:
    return {one.id: None if one.score is None else float(one.score) for one in comparison.candidates}


def order(comparison: Comparison) -> list[str]:
    return [one.id for one in comparison.candidates]


def with_contractor(plan: Plan, person: str, **fields: Any) -> Plan:
    changed = replace(plan.contractors[person], **fields)
    return replace(plan, contractors={**plan.contractors, person: changed})


@pytest.mark.parametrize(
    ("values", "score"),
    [(A, 73.75), (B, 73.75), (C, 70.0), (D, 81.25), (F1, 78.75), (F2, 71.25), ((5,) * 7, 100.0), ((1,) * 7, 0.0)],
)
def test_scores_of_the_worked_examples(values: tuple[int | None, ...], score: float) -> None:
    assert weighted_score(marks(values), WEIGHTS) == Fraction(score)


def test_level_is_a_tie_and_goes_to_the_better_evidence() -> None:
    comparison = comparison_of(plan_of({"C01": B, "C02": A}), "T01", TODAY)
    assert scores(comparison) == {"C01": 73.75, "C02": 73.75}
    assert (comparison.verdict, comparison.margin, comparison.nearest_flip) == ("tie", Fraction(0), None)
    assert [(one.id, one.rank) for one in comparison.candidates] == [("C02", 1), ("C01", 2)]


def test_below_the_gate_is_out_of_the_ranking_whatever_the_score() -> None:
    comparison = comparison_of(plan_of({"C01": A, "C02": D}), "T01", TODAY)
    assert [(one.id, one.gate, one.rank) for one in comparison.candidates] == [("C01", None, 1), ("C02", "trust", None)]
    assert scores(comparison)["C02"] == 81.25
    assert (comparison.verdict, comparison.margin) == ("no comparison", None)


def test_with_the_gate_off_a_heavier_trust_would_turn_it_round() -> None:
    plan = plan_of({"C01": A, "C02": D})
    plan = replace(plan, criteria={**plan.criteria, "trust": replace(plan.criteria["trust"], gate_min=0)})
    comparison = comparison_of(plan, "T01", TODAY)
    assert (order(comparison), comparison.margin) == (["C02", "C01"], Fraction("7.5"))
    flip = comparison.nearest_flip
    assert flip is not None
    assert (flip.criterion, flip.start, flip.challenger) == ("trust", Fraction(1, 5), "C01")
    assert float(flip.to) == pytest.approx(0.304, abs=0.0005)
    assert comparison.verdict == "leaning"
    assert [key for key, _, _ in flips(marks(D), marks(A), WEIGHTS)] == ["trust"], "cost only levels the two"


def test_what_was_not_scored_lowers_the_coverage_and_not_the_score() -> None:
    comparison = comparison_of(plan_of({"C01": C}), "T01", TODAY)
    [one] = comparison.candidates
    assert (one.score, one.coverage, one.is_provisional, one.rank) == (Fraction(70), Fraction(3, 4), False, 1)


def test_one_point_and_a_flip_of_twenty_one_points_is_leaning() -> None:
    comparison = comparison_of(plan_of({"C01": F1, "C02": F2}), "T01", TODAY)
    assert scores(comparison) == {"C01": 78.75, "C02": 71.25}
    flip = comparison.nearest_flip
    assert flip is not None
    assert (flip.criterion, flip.start, flip.challenger) == ("cost", Fraction(1, 10), "C02")
    assert float(flip.to) == pytest.approx(0.308, abs=0.0005)
    assert float(flip.distance) == pytest.approx(0.21, abs=0.005)
    assert (comparison.verdict, comparison.margin) == ("leaning", Fraction("7.5"))


def test_the_demo_front_end() -> None:
    plan = demo_plan(TODAY, datetime(2026, 7, 13, tzinfo=UTC))
    answer = compared(plan, "T09", TODAY)
    first, second = answer["candidates"]
    assert (first["id"], first["rank"], first["gate"], first["coverage"], first["proof"]) == ("C04", 1, None, 1.0, 1.0)
    assert (second["id"], second["rank"]) == ("C05", 2)
    assert first["score"] == pytest.approx(71.7, abs=0.05)
    assert second["score"] == pytest.approx(61.9, abs=0.05)
    assert answer["margin"] == pytest.approx(9.8, abs=0.05)
    assert answer["verdict"] == "leaning"
    flip = answer["nearest_flip"]
    assert (flip["criterion"], flip["from"], flip["challenger"]) == ("availability", 0.05, "C05")
    assert flip["to"] == pytest.approx(0.206, abs=0.0005)
    by_id = {one.id: one.marks for one in comparison_of(plan, "T09", TODAY).candidates}
    assert (by_id["C04"]["overlap"], by_id["C05"]["overlap"]) == (Fraction(5), Fraction(5))
    assert float(by_id["C04"]["cost"]) == pytest.approx(2.19, abs=0.005)
    assert float(by_id["C05"]["cost"]) == pytest.approx(2.25, abs=0.005)


def test_one_candidate_is_no_comparison() -> None:
    answer = compared(plan_of({"C01": A}), "T01", TODAY)
    assert answer == {
        "task": "T01",
        "candidates": [{"id": "C01", "score": 73.75, "coverage": 1.0, "proof": 0.0, "gate": None, "rank": 1}],
        "verdict": "no comparison",
        "margin": None,
        "nearest_flip": None,
    }


def test_nothing_scored_is_unknown_and_nobody_a_candidate() -> None:
    assert weighted_score({}, WEIGHTS) is None
    assert coverage_of({}, WEIGHTS) == 0
    assert compared(plan_of({"C01": (None,) * 7}), "T01", TODAY)["candidates"] == []


def test_a_task_that_is_not_there() -> None:
    with pytest.raises(NotThere, match="T99"):
        compared(plan_of({}), "T99", TODAY)


@pytest.mark.parametrize(
    ("finished", "own", "mark"),
    [
        (1080, 2700, 5), (100, 2700, 5), (3240, 2700, 1), (9000, 2700, 1), (2160, 2700, 3), (2700, 2700, 2),
        (0, 2700, 5), (None, 2700, None), (2600, None, None), (2600, 0, 1), (2600, -500, 1),
    ],
)  # fmt: skip
def test_the_mark_for_the_price(finished: float | None, own: float | None, mark: int | None) -> None:
    assert cost_mark(finished, own) == mark


def test_automatic_marks_are_derived_whatever_is_stored_and_alone_make_no_candidate() -> None:
    plan = plan_of({"C01": A, "C02": (None, None, None, None, 5, 5, None)}, typed_only=False)
    [one] = comparison_of(plan, "T01", TODAY).candidates
    assert one.id == "C01"
    assert {"overlap", "cost"}.isdisjoint(one.marks), "need, hours and rate are not known"
    assert one.coverage == Fraction(80, 100)
    assert one.proof == 0


def test_a_sync_need_and_hours_give_the_overlap_mark() -> None:
    plan = plan_of({"C01": A}, typed_only=False)
    hours: dict[str, Any] = {"timezone": "Asia/Manila", "work_start": "09:00", "work_end": "18:00"}
    plan = with_contractor(plan, "C01", work_days=("mon", "tue", "wed", "thu", "fri"), **hours)
    for need, mark in (("none", 5), ("low", 5), ("medium", 5), ("high", 3)):
        task = replace(plan.tasks["T01"], sync_need=need)  # 2 hours a day in the worst week
        [one] = comparison_of(replace(plan, tasks={"T01": task}), "T01", TODAY).candidates
        assert one.marks["overlap"] == mark


def test_proof_is_of_the_typed_weight() -> None:
    plan = plan_of({"C01": A})
    kinds = ("verified", "seen", "claimed", "none", "seen", "none", "none")
    rows = {key: replace(one, proof=kind) for (key, one), kind in zip(plan.scores.items(), kinds, strict=True)}
    [one] = comparison_of(replace(plan, scores=rows), "T01", TODAY).candidates
    assert one.proof == Fraction(25 + 20 + 10, 100)


@pytest.mark.parametrize(
    ("flags", "cleared", "gate"),
    [
        (("no_references", "slow_replies"), {}, None),
        (("fake_portfolio",), {}, "red_flag"),
        (("fake_portfolio",), {"fake_portfolio": "it was an old site"}, None),
        (("fake_portfolio",), {"fake_portfolio": "  "}, "red_flag"),
        (("fake_portfolio", "refuses_trial"), {"fake_portfolio": "old"}, "red_flag"),
    ],
)
def test_red_flags_that_block(flags: tuple[Any, ...], cleared: dict[Any, str], gate: str | None) -> None:
    plan = with_contractor(plan_of({"C01": A}), "C01", red_flags=flags, red_flags_cleared=cleared)
    [one] = comparison_of(plan, "T01", TODAY).candidates
    assert (one.gate, one.rank) == (gate, None if gate else 1)


def test_a_mark_that_is_not_there_does_not_gate() -> None:
    [one] = comparison_of(plan_of({"C01": (5, None, 4, 4, 4, 4, 4)}), "T01", TODAY).candidates
    assert one.gate is None


def test_provisional_ones_stand_below_complete_ones_and_are_not_compared() -> None:
    little = (5, 5, None, None, None, 5, None)
    comparison = comparison_of(plan_of({"C01": little, "C02": F2, "C03": F1}), "T01", TODAY)
    assert [(one.id, one.rank) for one in comparison.candidates] == [("C03", 1), ("C02", 2), ("C01", 3)]
    assert (comparison.candidates[2].score, comparison.candidates[2].coverage) == (Fraction(100), Fraction(55, 100))
    assert comparison.verdict == "leaning"
    assert comparison_of(plan_of({"C01": little, "C02": F2}), "T01", TODAY).verdict == "no comparison"


def test_who_is_scored_on_nothing_that_weighs_stands_last_without_a_rank() -> None:
    plan = plan_of({"C01": (None, 5, None, None, None, None, None), "C02": (3, None, 3, 3, 3, 3, 3)})
    criteria = {**plan.criteria, "trust": replace(plan.criteria["trust"], weight=0)}
    comparison = comparison_of(replace(plan, criteria=criteria), "T01", TODAY)
    assert [(one.id, one.score, one.rank) for one in comparison.candidates] == [("C02", 50, 1), ("C01", None, None)]


def test_a_coverage_just_below_seventy_is_not_enough() -> None:
    plan = plan_of({"C01": (5, None, 5, 5, 5, None, None), "C02": A})
    weights = {"evidence": 245, "trust": 200, "values": 150, "communication": 150, "overlap": 150, "cost": 55}
    criteria = {key: replace(one, weight=weights.get(key, 50) / 10) for key, one in plan.criteria.items()}
    comparison = comparison_of(replace(plan, criteria=criteria), "T01", TODAY)
    [one] = [one for one in comparison.candidates if one.id == "C01"]
    assert (one.coverage, one.is_provisional, one.rank) == (Fraction(695, 1000), True, 2)


def test_a_coverage_of_exactly_seventy_is_enough() -> None:
    comparison = comparison_of(plan_of({"C01": (5, 5, 5, None, None, 5, None), "C02": F2}), "T01", TODAY)
    assert {one.id: one.coverage for one in comparison.candidates}["C01"] == Fraction(70, 100)
    assert comparison.verdict != "no comparison"


def test_two_are_compared_over_what_was_scored_for_both() -> None:
    # Over all his own criteria C01 has more, over the shared ones the two are level.
    comparison = comparison_of(plan_of({"C01": (4, 4, 4, 4, 4, 4, 5), "C02": (4, 4, 4, 4, 4, 4, None)}), "T01", TODAY)
    assert (comparison.verdict, comparison.margin) == ("tie", Fraction(0))
    assert lead(marks((5, None, None, None, None, None, None)), marks((None, 5, 5, 5, 5, 5, 5)), WEIGHTS) is None


def test_ties_go_by_trust_then_evidence_then_price_then_handle() -> None:
    flat = {key: Fraction(1) for key in ("evidence", "trust", "values")}
    three: dict[str, tuple[int | None, ...]] = {
        "C01": (5, 3, 4, None, None, None, None),
        "C02": (4, 4, 4, None, None, None, None),
        "C03": (3, 4, 5, None, None, None, None),
        "C04": (3, 4, 5, None, None, None, None),
        "C05": (3, 4, 5, None, None, None, None),
    }
    plan = plan_of(three, handles={"C03": "beta", "C05": "Alpha"})
    criteria = {key: replace(one, weight=1.0) for key, one in plan.criteria.items() if key in flat}
    plan = with_contractor(replace(plan, criteria=criteria), "C04", rate=900)
    comparison = comparison_of(plan, "T01", TODAY)
    assert comparison.verdict == "tie"
    assert order(comparison) == ["C02", "C04", "C05", "C03", "C01"]


def test_a_lead_of_less_than_a_point_is_a_tie_that_trust_decides() -> None:
    plan = plan_of({"C01": (4, 4, 4, 4, 4, 4, 4), "C02": (4, 5, 3, 4, 4, 4, 4), "C03": (1, 3, 2, 2, 1, 1, 1)})
    weights = {"values": 21.0}
    criteria = {key: replace(one, weight=weights.get(key, one.weight)) for key, one in plan.criteria.items()}
    comparison = comparison_of(replace(plan, criteria=criteria), "T01", TODAY)
    assert 0 < (comparison.margin or 0) < 1
    assert (comparison.verdict, order(comparison)) == ("tie", ["C02", "C01", "C03"])


def test_a_task_can_have_its_own_criteria() -> None:
    plan = plan_of({"C01": A, "C02": F2})
    own = replace(plan.criteria["cost"], id="X01", task_id=TaskId("T01"), weight=90.0)
    other = replace(plan.criteria["cost"], id="X02", task_id=TaskId("T02"), weight=1.0)
    plan = replace(plan, criteria={"X01": own, "X02": other, **plan.criteria})
    assert {one.key: one.weight for one in criteria_of(plan, "T01")}["cost"] == 90.0
    assert {one.key: one.weight for one in criteria_of(plan, "T03")}["cost"] == 10.0
    assert order(comparison_of(plan, "T01", TODAY)) == ["C02", "C01"]


def test_archived_rows_play_no_part() -> None:
    plan = with_contractor(plan_of({"C01": A, "C02": B}), "C02", archived_at=AT)
    assert order(comparison_of(plan, "T01", TODAY)) == ["C01"]
    rows = {key: replace(one, archived_at=AT) for key, one in plan.scores.items()}
    assert order(comparison_of(replace(plan, scores=rows), "T01", TODAY)) == []


def test_all_tasks_at_once_are_the_same_as_one_by_one() -> None:
    plan = demo_plan(TODAY, datetime(2026, 7, 13, tzinfo=UTC))
    together = comparisons_of(plan, TODAY)
    assert set(together) == {one.task_id for one in plan.scores.values()}
    for task_id, comparison in together.items():
        assert comparison == comparison_of(plan, task_id, TODAY)


def test_who_passes_is_who_is_not_stopped() -> None:
    plan = plan_of({"C01": A, "C02": D, "C03": (None,) * 7})
    unscored = replace(plan.tasks["T01"], id="T02")
    assert passing_of(plan, [plan.tasks["T01"], unscored], TODAY) == {"T01": [plan.contractors["C01"]], "T02": None}


@pytest.mark.parametrize(
    ("margin", "distance", "verdict"),
    [
        ("0", None, "tie"), ("0.99", None, "tie"), ("1", None, "too close"), ("4.99", "0.5", "too close"),
        ("5", "0.5", "leaning"), ("9.99", "0.5", "leaning"), ("10", "0.5", "solid"), ("10", None, "solid"),
        ("30", "0.0499", "too close"), ("30", "0.05", "leaning"), ("30", "0.0999", "leaning"), ("30", "0.1", "solid"),
        ("0.5", "0.01", "tie"),
    ],
)  # fmt: skip
def test_the_verdict_and_its_boundaries(margin: str, distance: str | None, verdict: str) -> None:
    flip = None if distance is None else Flip("cost", Fraction(1, 2), Fraction(1, 2) - Fraction(distance), "C02")
    assert verdict_of(Fraction(margin), flip) == verdict


def test_one_point_on_one_mark_can_turn_it_round() -> None:
    leader, close = marks((4, 4, 4, 4, 4, 4, 4)), marks((4, 4, 4, 3, 4, 4, 5))
    found = point_flip("C01", leader, {"C02": close}, WEIGHTS, TYPED)
    assert found is not None
    assert (found.criterion, found.of, found.challenger) == ("evidence", "C01", "C02")
    assert point_flip("C01", leader, {"C02": marks((3, 3, 4, 4, 4, 4, 4))}, WEIGHTS, TYPED) is None
    level = {"evidence": Fraction(1), "trust": Fraction(1)}
    assert point_flip("C01", marks((5, 4, *[None] * 5)), {"C02": marks((4, 4, *[None] * 5))}, level, TYPED) is None
    only = {"evidence": Fraction(3), "trust": Fraction(1)}
    low = point_flip("C01", marks((1, 5, *[None] * 5)), {"C02": marks((1, 4, *[None] * 5))}, only, TYPED)
    assert low is not None
    assert (low.criterion, low.of) == ("evidence", "C02"), "a 1 cannot go down, so the challenger's goes up"


MARK = st.integers(1, 5)
SOME_MARKS = st.tuples(*[st.one_of(st.none(), MARK)] * 7)
ALL_MARKS = st.tuples(*[MARK] * 7).map(marks)
ANY_WEIGHTS = st.lists(st.integers(0, 100), min_size=7, max_size=7).map(
    lambda values: {key: Fraction(one) for key, one in zip(KEYS, values, strict=True)}
)


def scaled(weights: Weights, key: str, weight: Fraction) -> Weights:
    """Normalised weights with that of `key` set and the others scaled to fill the rest."""
    total = sum(weights.values(), Fraction())
    others = total - weights[key]
    return {one: weight if one == key else value * (1 - weight) / others for one, value in weights.items()}


@given(ALL_MARKS, ALL_MARKS, ANY_WEIGHTS)
def test_the_flip_weight_really_flips_and_a_hair_less_does_not(one: Marks, other: Marks, weights: Weights) -> None:
    if not sum(weights.values()) or not lead(one, other, weights):
        return
    leader, challenger = (one, other) if (lead(one, other, weights) or 0) > 0 else (other, one)
    found = list(flips(leader, challenger, weights))
    for key, start, to in found:
        assert 0 < to < 1
        assert lead(leader, challenger, scaled(weights, key, to)) == 0
        hair = (to - start) / 10**9
        assert (lead(leader, challenger, scaled(weights, key, to - hair)) or 0) > 0
        assert (lead(leader, challenger, scaled(weights, key, to + hair)) or 0) < 0
    flipping = {key for key, _, _ in found}
    for key in set(KEYS) - flipping:
        if weights[key] != sum(weights.values()):
            for weight in (Fraction(0), Fraction(1, 3), Fraction(2, 3), Fraction(999, 1000)):
                assert (lead(leader, challenger, scaled(weights, key, weight)) or 0) >= 0
    nearest = nearest_flip(leader, {"C02": challenger}, weights)
    assert (nearest is None) == (not found)
    assert nearest is None or nearest.distance == min(abs(to - start) for _, start, to in found)


@given(st.lists(SOME_MARKS, min_size=1, max_size=5), st.data())
def test_a_candidates_figures_do_not_depend_on_the_others(everybody: list[tuple[int | None, ...]], data: Any) -> None:
    people = {f"C{n:02d}": values for n, values in enumerate(everybody, 1)}
    alone = data.draw(st.sampled_from(sorted(people)))
    among = comparison_of(plan_of(people), "T01", TODAY).candidates
    by_itself = comparison_of(plan_of({alone: people[alone]}), "T01", TODAY).candidates
    assert [replace(one, rank=None) for one in by_itself] == [
        replace(one, rank=None) for one in among if one.id == alone
    ]


@given(st.lists(SOME_MARKS, min_size=1, max_size=5))
def test_ranks_have_no_hole_and_follow_the_scores(everybody: list[tuple[int | None, ...]]) -> None:
    people = {f"C{n:02d}": values for n, values in enumerate(everybody, 1)}
    comparison = comparison_of(plan_of(people), "T01", TODAY)
    ranks = [one.rank for one in comparison.candidates if one.rank is not None]
    assert ranks == list(range(1, len(ranks) + 1))
    comparable = [one for one in comparison.candidates if one.is_comparable]
    assert (comparison.verdict == "no comparison") == (len(comparable) < 2)
    if comparison.verdict not in {"tie", "no comparison"}:
        found = [one.score or 0 for one in comparable]
        assert found == sorted(found, reverse=True)
        assert (comparison.margin or 0) >= 1
    first = comparison.leader
    assert first is None or first.rank == 1
    assert (first is None) == (not ranks)


@given(st.floats(0.01, 10_000))
def test_a_figure_with_noise_is_read_as_it_was_meant(number: float) -> None:
    rounded = round(number, 4)
    assert exact(rounded * 3 / 3) == Fraction(str(rounded)).limit_denominator(1_000_000)
