"""Where a task stands on the effectiveness and value grid (PRODUCT.md 3.1)."""

from outsource_tui.model.kinds import Quadrant
from outsource_tui.model.profile import Profile
from outsource_tui.model.task import Task

WORTH_STOPPING_BELOW = 3
"""A value score below this, with little harm from failure, raises the question whether the task could stop."""


def quadrant_at(effectiveness: int | None, value: int | None, split: int) -> Quadrant:
    """The cell of two scores (1-10); a score of at least `split` is high."""
    if effectiveness is None or value is None:
        return "UNPLOTTED"
    if value >= split:
        return "KEEP" if effectiveness >= split else "TEAM UP"
    return "LIGHTEN" if effectiveness >= split else "HAND OFF"


def quadrant_of(task: Task, profile: Profile) -> Quadrant:
    """The cell a task stands in."""
    return quadrant_at(task.effectiveness, task.value, profile.split)


def neighbours_of(task: Task, profile: Profile) -> tuple[Quadrant, ...]:
    """The cells that one point more or less on one score would put the task in, the effectiveness neighbour first.

    Empty unless the task is borderline: a score is `split` or one below it.
    """
    effectiveness, value, split = task.effectiveness, task.value, profile.split
    if effectiveness is None or value is None:
        return ()
    found: list[Quadrant] = []
    if effectiveness in (split - 1, split):
        found.append(quadrant_at(2 * split - 1 - effectiveness, value, split))
    if value in (split - 1, split):
        found.append(quadrant_at(effectiveness, 2 * split - 1 - value, split))
    return tuple(found)


def could_stop(task: Task) -> bool:
    """Whether to ask "could it simply stop?": of little value, and little harm if it fails."""
    return task.value is not None and task.value < WORTH_STOPPING_BELOW and task.failure_impact == "low"
