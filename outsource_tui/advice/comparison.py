"""Contractors for a task side by side: ranking, verdict, and how sure it is (PRODUCT.md 3.10, 8)."""

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from outsource_tui.advice.candidates import Candidate, Scale, measured, rows_by_task, scale_of
from outsource_tui.advice.sensitivity import (
    TIE_BELOW,
    Flip,
    PointFlip,
    Verdict,
    lead,
    nearest_flip,
    point_flip,
    verdict_of,
)
from outsource_tui.model.plan import Plan
from outsource_tui.model.problems import NotThere
from outsource_tui.model.score import Criterion, Score


class Comparison(Struct, frozen=True, kw_only=True):
    """The candidates of a task: by rank, then those stopped at a gate."""

    task_id: str
    criteria: tuple[Criterion, ...]
    candidates: tuple[Candidate, ...]
    verdict: Verdict
    margin: Fraction | None
    """Points (0-100) to the nearest challenger; None without a comparison."""
    nearest_flip: Flip | None = None
    point_flip: PointFlip | None = None

    @property
    def leader(self) -> Candidate | None:
        """Who stands first; a provisional one only where nobody was scored enough."""
        return next((one for one in self.candidates if one.rank == 1), None)


def comparison_of(plan: Plan, task_id: str, today: date) -> Comparison:
    """The candidates of a task compared. Raises NotThere for a task that the plan does not have."""
    task = plan.tasks.get(task_id)
    if task is None:
        raise NotThere(f"there is no task {task_id}", fix="`tasks` lists the ids")
    return _compared(scale_of(plan, task, today), (one for one in plan.scores.values() if one.task_id == task_id))


def comparisons_of(plan: Plan, today: date) -> dict[str, Comparison]:
    """The comparison of every live task that has a score, in one pass."""
    rows = rows_by_task(plan)
    live = [task for task in plan.live_tasks if task.id in rows]
    return {task.id: _compared(scale_of(plan, task, today), rows[task.id]) for task in live}


def compared(plan: Plan, task_id: str, today: date) -> dict[str, Any]:
    """The JSON of `compare` (PRODUCT.md 3.15). Raises NotThere."""
    comparison = comparison_of(plan, task_id, today)
    flip = comparison.nearest_flip
    return {
        "task": task_id,
        "candidates": [
            {
                "id": one.id,
                "score": _number(one.score),
                "coverage": float(one.coverage),
                "proof": _number(one.proof),
                "gate": one.gate,
                "rank": one.rank,
            }
            for one in comparison.candidates
        ],
        "verdict": comparison.verdict,
        "margin": _number(comparison.margin),
        "nearest_flip": flip
        and {
            "criterion": flip.criterion,
            "from": float(flip.start),
            "to": float(flip.to),
            "challenger": flip.challenger,
        },
    }


def _compared(scale: Scale, rows: Iterable[Score]) -> Comparison:
    found = sorted(measured(scale, rows), key=_standing)
    comparison = Comparison(
        task_id=scale.task.id,
        criteria=scale.criteria,
        candidates=tuple(_ranked(found)),
        verdict="no comparison",
        margin=None,
    )
    ready = [one for one in found if one.is_comparable]
    return comparison if len(ready) < 2 else _judged(comparison, scale, ready)


def _judged(comparison: Comparison, scale: Scale, ready: Sequence[Candidate]) -> Comparison:
    """The comparison with its verdict; those level with the leader stand in the order of ties."""
    first, weights = ready[0], scale.weights
    leads = {one.id: 100 * (lead(first.marks, one.marks, weights) or Fraction()) for one in ready[1:]}
    # Over the criteria scored for both, a challenger may even be ahead: that is level at best.
    margin = max(Fraction(), min(leads.values()))
    if margin < TIE_BELOW:
        level = sorted([first, *(one for one in ready[1:] if leads[one.id] < TIE_BELOW)], key=_tie_order)
        ids = {one.id for one in level}
        order = [*level, *(one for one in comparison.candidates if one.id not in ids)]
        return replace(comparison, candidates=tuple(_ranked(order)), verdict="tie", margin=margin)
    challengers = {one.id: one.marks for one in ready[1:]}
    flip = nearest_flip(first.marks, challengers, weights)
    return replace(
        comparison,
        verdict=verdict_of(margin, flip),
        margin=margin,
        nearest_flip=flip,
        point_flip=point_flip(first.id, first.marks, challengers, weights, scale.typed),
    )


def _tie_order(one: Candidate) -> tuple[Fraction, Fraction, float, str, str]:
    """Trust, then evidence, then the lower finished price, then the handle; what is unknown comes last."""
    trust, evidence = (one.marks.get(key, Fraction()) for key in ("trust", "evidence"))
    price = math.inf if one.finished is None else round(one.finished, 6)
    return -trust, -evidence, price, one.contractor.handle.casefold(), one.id


def _standing(one: Candidate) -> tuple[object, ...]:
    score = one.score or Fraction()
    return one.gate is not None, one.score is None, one.is_provisional, -score, _tie_order(one)


def _ranked(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    for rank, one in enumerate(candidates, 1):
        # Those stopped or without a score stand last, so that the ranks have no hole.
        yield replace(one, rank=None if one.gate is not None or one.score is None else rank)


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
