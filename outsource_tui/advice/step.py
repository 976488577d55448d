"""A step of the walk: what to do, why, and to which row (PRODUCT.md section 0)."""

from typing import Literal

from msgspec import Struct

StepKind = Literal[
    "add_tasks", "score", "decide", "rate_knowledge", "write_steering", "add_person", "compare", "plan_trial",
    "date_trial", "start_trial", "log_trial", "end_trial", "score_trial", "decide_trial", "hand_over",
    "start_handoff", "take_look", "enjoy",
]  # fmt: skip


class NextStep(Struct, frozen=True):
    """What to do, why, and to which row. `step` is that of the walk: 1 tasks, 2 grid, 3 people, 4 trial, 5 hand-off."""

    kind: StepKind
    words: str
    reason: str
    entity: str | None
    step: int
    contractor: str | None = None
    """With whom, where the row alone does not say it."""
