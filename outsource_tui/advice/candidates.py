"""The contractors scored for a task, each measured by itself: marks, score, proof and gates (PRODUCT.md 3.10, 8)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Literal

from msgspec import Struct

from outsource_tui.advice.money import deal_of, finished_price
from outsource_tui.advice.overlap import need_of, overlap_of, overlap_score
from outsource_tui.advice.sensitivity import coverage_of, exact, weighted_score
from outsource_tui.model.contractor import Contractor
from outsource_tui.model.kinds import BLOCKING_FLAGS
from outsource_tui.model.plan import Plan
from outsource_tui.model.score import Criterion, CriterionKey, Score
from outsource_tui.model.task import Task

ENOUGH_COVERAGE = Fraction(70, 100)
BEST_RHO, RHO_RANGE = Fraction(4, 10), Fraction(8, 10)
"""Price over break-even that is marked 5, and how much more of it costs the four points down to 1."""

Gate = CriterionKey | Literal["red_flag"]


class Candidate(Struct, frozen=True, kw_only=True):
    """A contractor with at least one typed score for the task."""

    contractor: Contractor
    marks: Mapping[str, Fraction]
    """Typed and automatic marks 1 to 5 by criterion; what was not scored is not in it."""
    score: Fraction | None
    """0-100; None is unknown."""
    coverage: Fraction
    proof: Fraction | None
    """Share of the typed weight with proof seen or verified; None where none was typed."""
    gate: Gate | None
    finished: float | None
    """Price of one finished hour in minor units."""
    rank: int | None = None
    """From 1; None when stopped at a gate or without a score."""

    @property
    def id(self) -> str:
        return self.contractor.id

    @property
    def is_provisional(self) -> bool:
        """Whether too little was scored to be compared with the others."""
        return self.coverage < ENOUGH_COVERAGE

    @property
    def is_comparable(self) -> bool:
        """Whether the verdict looks at them: scored enough, and not stopped at a gate."""
        return self.gate is None and self.score is not None and not self.is_provisional


def criteria_of(plan: Plan, task_id: str) -> list[Criterion]:
    """The criteria of a task: its own copy of each where it has one, else that of the plan."""
    live = [one for one in plan.criteria.values() if not one.is_archived and one.task_id in {None, task_id}]
    found: dict[str, Criterion] = {}
    for one in sorted(live, key=lambda one: one.task_id is not None):
        found[one.key] = one
    return list(found.values())


def passing_of(plan: Plan, tasks: Iterable[Task], today: date) -> dict[str, list[Contractor] | None]:
    """For each of these tasks the contractors scored for it who pass the gates; None where nobody was scored."""
    rows = rows_by_task(plan)
    found: dict[str, list[Contractor] | None] = {}
    for task in tasks:
        scale = scale_of(plan, task, today)
        people = _people(scale, rows.get(task.id, ()))
        passing = [one for one, own in people if _gate(scale.criteria, _marks(scale, one, own), one) is None]
        found[task.id] = passing if people else None
    return found


class Scale(Struct, frozen=True, kw_only=True):
    """What the candidates of one task are measured by."""

    plan: Plan
    task: Task
    criteria: tuple[Criterion, ...]
    weights: Mapping[str, Fraction]
    break_even_own: float | None
    """What a finished hour of this task may cost in minor units, whoever does it."""
    today: date

    @property
    def typed(self) -> frozenset[str]:
        """The criteria that somebody marks, as against those worked out."""
        return frozenset(one.key for one in self.criteria if one.auto == "none")

    def finished(self, contractor: Contractor) -> float | None:
        """What an hour of this task costs with them, in minor units; None while unknown."""
        return finished_price(contractor, self.plan.profile, self.task.hours_week)

    def auto_mark(self, criterion: Criterion, contractor: Contractor) -> Fraction | None:
        """The mark worked out for a criterion, as of today; None while unknown or where somebody marks it."""
        if criterion.auto == "cost":
            return cost_mark(self.finished(contractor), self.break_even_own)
        if criterion.auto == "none":
            return None
        need = need_of(self.task.sync_need)
        mark = overlap_score(overlap_of(self.plan.profile, contractor, self.today), need)
        return None if mark is None else exact(mark)


def scale_of(plan: Plan, task: Task, today: date) -> Scale:
    """The criteria of a task, their weights, and what it may cost."""
    criteria = tuple(criteria_of(plan, task.id))
    return Scale(
        plan=plan,
        task=task,
        criteria=criteria,
        weights={one.key: exact(one.weight) for one in criteria},
        break_even_own=deal_of(plan, task).break_even_own,
        today=today,
    )


def score_of(scale: Scale, contractor: Contractor, rows: Iterable[Score]) -> Candidate:
    """One contractor's figures from their score `rows` for the task; they depend on no other candidate."""
    weights, typed = scale.weights, _typed(scale, rows)
    marks = _marks(scale, contractor, typed.values())
    weight = sum((weights[key] for key in typed), Fraction())
    proven = sum((weights[key] for key, row in typed.items() if row.proof in {"seen", "verified"}), Fraction())
    return Candidate(
        contractor=contractor,
        marks=marks,
        score=weighted_score(marks, weights),
        coverage=coverage_of(marks, weights),
        proof=proven / weight if weight else None,
        gate=_gate(scale.criteria, marks, contractor),
        finished=scale.finished(contractor),
    )


def _typed(scale: Scale, rows: Iterable[Score]) -> dict[str, Score]:
    keys = scale.typed
    return {row.criterion: row for row in rows if row.score is not None and row.criterion in keys}


def _marks(scale: Scale, contractor: Contractor, rows: Iterable[Score]) -> dict[str, Fraction]:
    typed = _typed(scale, rows)
    marks: dict[str, Fraction] = {}
    for one in scale.criteria:
        row = typed.get(one.key)
        mark = scale.auto_mark(one, contractor) if row is None else Fraction(row.score or 0)
        if mark is not None:
            marks[one.key] = mark
    return marks


def cost_mark(finished: float | None, break_even_own: float | None) -> Fraction | None:
    """The automatic mark 1 to 5 of a price per finished hour against what it may cost; None while unknown.

    Where nothing may be paid, every price is far too high.
    """
    if finished is None or break_even_own is None:
        return None
    price, limit = exact(finished), exact(break_even_own)
    if limit <= 0:
        return Fraction(1)
    return min(Fraction(5), max(Fraction(1), 5 - 4 * (price / limit - BEST_RHO) / RHO_RANGE))


def rows_by_task(plan: Plan) -> dict[str, list[Score]]:
    """The score rows of every task that has some."""
    rows: defaultdict[str, list[Score]] = defaultdict(list)
    for one in plan.scores.values():
        rows[one.task_id].append(one)
    return rows


def measured(scale: Scale, rows: Iterable[Score]) -> list[Candidate]:
    """The candidates among those with score `rows` for one task, not yet ranked."""
    return [score_of(scale, one, own) for one, own in _people(scale, rows)]


def _people(scale: Scale, rows: Iterable[Score]) -> list[tuple[Contractor, list[Score]]]:
    """Everybody with at least one typed score, with their rows."""
    typed = scale.typed
    by_contractor: defaultdict[str, list[Score]] = defaultdict(list)
    for row in rows:
        if row.score is not None and row.criterion in typed and not row.is_archived:
            by_contractor[row.contractor_id].append(row)
    return [(one, by_contractor[one.id]) for one in scale.plan.live_contractors if one.id in by_contractor]


def _gate(criteria: Iterable[Criterion], marks: Mapping[str, Fraction], contractor: Contractor) -> Gate | None:
    """The first criterion marked below its minimum, else an uncleared red flag that blocks; None where all is well."""
    for one in criteria:
        if one.key in marks and marks[one.key] < one.gate_min:
            return one.key
    cleared = {code for code, note in contractor.red_flags_cleared.items() if note.strip()}
    return "red_flag" if BLOCKING_FLAGS & set(contractor.red_flags) - cleared else None
