"""A trial: a paid test run of a couple of days before anything lasts."""

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from outsource_tui.model.kinds import (
    ContractorId,
    FivePoints,
    Line,
    Minor,
    Minutes,
    MustState,
    Record,
    TaskId,
    TrialId,
    TrialState,
    TrialVerdict,
)


class MustHave(Struct, frozen=True, kw_only=True):
    """One thing the result must have, copied from the brief, and whether it has."""

    text: Annotated[str, Meta(min_length=1, max_length=200)]
    state: MustState | None = None


class ScoreCard(Struct, frozen=True, kw_only=True):
    """The six marks of PRODUCT.md 3.11, 1 to 5."""

    result: FivePoints | None = None
    deadline: FivePoints | None = None
    communication: FivePoints | None = None
    independence: FivePoints | None = None
    feedback: FivePoints | None = None
    again: FivePoints | None = None


class Trial(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A row of table `trials`. `rate` is minor units per hour in the working currency."""

    task_id: TaskId
    contractor_id: ContractorId
    group: Line = ""
    start: date | None = None
    days: Annotated[int, Meta(ge=1, le=10)] = 2
    paid_hours: Annotated[float, Meta(ge=0.5, le=80, extra={"places": 2})] | None = None
    rate: Minor | None = None
    deliverable: Line = ""
    must_haves: Annotated[tuple[MustHave, ...], Meta(max_length=10)] = ()
    own_hours_estimate: Annotated[float, Meta(gt=0, le=200, extra={"places": 2})] | None = None
    actual_hours: Annotated[float, Meta(ge=0, le=200, extra={"places": 2})] | None = None
    my_minutes: Minutes | None = None
    questions: Annotated[int, Meta(ge=0, le=1000)] | None = None
    card: ScoreCard = ScoreCard()
    breach: bool = False
    breach_note: Line = ""
    extension_of: TrialId | None = None
    rule_says: TrialVerdict | None = None
    decision: TrialVerdict | None = None
    override_reason: Line = ""
    state: TrialState = "planned"
    review_since: date | None = None

    @property
    def is_open(self) -> bool:
        """Planned, running or in review (PRODUCT.md section 8)."""
        return self.state in {"planned", "running", "review"} and not self.is_archived
