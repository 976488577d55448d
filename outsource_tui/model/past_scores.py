"""The score history of a task: where it stood, point by point."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from outsource_tui.model.task import PastScore, Task
from outsource_tui.model.work import Work

MOST_PAST_SCORES = 50
"""How many points a task keeps (PRODUCT.md section 2)."""

SCORED_BY = frozenset({"effectiveness", "value", "hours", "per"})
"""Fields of a task that its score history follows."""


def with_history(work: Work, row: Task, old: Task, first: Mapping[str, Any]) -> Task:
    """The row with its score history: a step leaves one point, however often it sets the scores, or none.

    `first` has fields as they were before the step that this one goes on with, where it had set them.
    """
    if past_fields(row) == past_fields(old):
        return row
    if row.id not in work.began:
        start = msgspec.structs.replace(old, **{name: one for name, one in first.items() if name in SCORED_BY})
        work.began[row.id] = past_fields(start)
    history = row.score_history if past_fields(old) == work.began[row.id] else row.score_history[:-1]
    if past_fields(row) != work.began[row.id]:
        history = with_past(history, past_of(row, work.at))
    return msgspec.structs.replace(row, score_history=history)


def with_past(history: tuple[PastScore, ...], past: PastScore) -> tuple[PastScore, ...]:
    """The history with one point more, the oldest out where there are too many."""
    return (*history, past)[-MOST_PAST_SCORES:]


def past_fields(task: Task) -> tuple[int | None, int | None, float | None]:
    """What a point is made of: effectiveness, value (1-10) and hours a week; None is unknown."""
    return task.effectiveness, task.value, task.hours_week


def past_of(task: Task, at: datetime) -> PastScore:
    """Where the task stands, as a point of the day of `at` (UTC); hours a week with four decimals."""
    week = None if task.hours_week is None else round(task.hours_week, 4)
    return PastScore(date=at.date(), effectiveness=task.effectiveness, value=task.value, hours_week=week)
