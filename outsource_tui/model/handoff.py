"""A hand-off: a task, or a share of it, that somebody else does now; and the looks taken at it."""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta

from outsource_tui.model.kinds import (
    About,
    ContractorId,
    HandoffId,
    HandoffState,
    Line,
    Minor,
    Minutes,
    Record,
    TaskId,
)

LOOK_EVERY_DAYS = (1, 3, 7, 14, 30)
"""Days between two looks by autonomy level 1 to 5 (PRODUCT.md 3.8)."""

AUTONOMY_WORDS = (
    "Follow the steps",
    "Suggest, wait for my yes",
    "Act, tell me at once",
    "Act, report on the agreed day",
    "Own the result",
)


class Handoff(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A row of table `handoffs`."""

    task_id: TaskId
    contractor_id: ContractorId
    start: date
    end: date | None = None
    share: Annotated[float, Meta(ge=0.05, le=1)] = 1.0
    autonomy: Annotated[int, Meta(ge=1, le=5)] = 2
    oversight_plan_min_week: Minutes | None = None
    rampup_hours: Annotated[float, Meta(ge=0, le=500)] = 2.0
    tool_cost_week: Minor = 0
    oneoff_cost: Minor = 0
    uplift_week: Minor = 0
    refill: Line = ""
    checkin_every_days: Annotated[int, Meta(ge=1, le=90)] = 3
    escalate_if: Line = ""
    exit_plan: Line = ""
    state: HandoffState = "preparing"
    end_reason: Line = ""

    @property
    def is_open(self) -> bool:
        """Preparing, running or paused."""
        return self.state in {"preparing", "running", "paused"} and not self.is_archived


class CheckIn(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A row of table `checkins`: one look at a hand-off. `contractor_hours` are those worked since the last one."""

    handoff_id: HandoffId
    date: date
    minutes: Annotated[int, Meta(ge=1, le=480)]
    kind: Literal["planned", "unplanned"] = "unplanned"
    about: About = "outcome"
    by: Literal["me", "them"] = "me"
    contractor_hours: Annotated[float, Meta(ge=0, le=200, extra={"places": 2})] | None = None
    mood: Annotated[int, Meta(ge=-1, le=1)] = 0
    note: Line = ""
