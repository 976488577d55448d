"""Whether somebody knows enough of a task to steer it in other hands (PRODUCT.md 3.9)."""

from typing import Literal

from msgspec import Struct

from outsource_tui.model.task import Task

ReadinessState = Literal["ready", "nearly", "not yet"]

NEARLY_DOWN_TO = -15
"""Percentage points below the need at which a named checker still makes up for what one does not know."""

TERMS_WANTED = 5
SIGNS_WANTED = 3


class Readiness(Struct, frozen=True):
    """Percents 0-100; `gap` in percentage points. None is unknown, which counts as not ready."""

    score: float | None
    needed: float | None
    gap: float | None
    state: ReadinessState | None
    unanswered: int
    """How many of the six statements have no answer yet."""

    @property
    def is_enough(self) -> bool:
        """Ready or nearly ready; never while unknown."""
        return self.state in {"ready", "nearly"}


def readiness_of(task: Task) -> Readiness:
    """What is known of the task, what its value asks for, and the state. Effectiveness plays no part."""
    answers = [one for one in task.knowledge.answers if one is not None]
    unanswered = len(task.knowledge.answers) - len(answers)
    score = None if unanswered else 100 * sum(answers) / 12
    needed = None if task.value is None else 30.0 + 4 * task.value
    gap = None if score is None or needed is None else score - needed
    return Readiness(score=score, needed=needed, gap=gap, state=_state(gap), unanswered=unanswered)


def has_full_steering(task: Task) -> bool:
    """Whether the steering brief has all it wants, so that rating oneself again is worth offering."""
    steering = task.steering
    return steering is not None and (
        len(steering.terms) >= TERMS_WANTED
        and len(steering.good_signs) >= SIGNS_WANTED
        and len(steering.bad_signs) >= SIGNS_WANTED
    )


def _state(gap: float | None) -> ReadinessState | None:
    if gap is None:
        return None
    if gap >= 0:
        return "ready"
    return "nearly" if gap >= NEARLY_DOWN_TO else "not yet"
