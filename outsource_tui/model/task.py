"""A task: something the freelancer spends hours on."""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

from outsource_tui.model.kinds import (
    TIMES_A_YEAR,
    Category,
    Decision,
    Judgement,
    Line,
    Minor,
    Need,
    Notes,
    Per,
    Record,
    Sensitivity,
    Tag,
)

MOST_HOURS_A_WEEK = 80.0
"""The most that a task can take (PRODUCT.md section 2)."""

Answer = Annotated[int, Meta(ge=0, le=2)]


class Knowledge(Struct, frozen=True, kw_only=True):
    """The six statements of PRODUCT.md 3.9: 0 no, 1 partly, 2 yes."""

    k1: Answer | None = None
    k2: Answer | None = None
    k3: Answer | None = None
    k4: Answer | None = None
    k5: Answer | None = None
    k6: Answer | None = None
    rated_at: date | None = None

    @property
    def answers(self) -> tuple[int | None, ...]:
        """The six in their order, 0 to 2; None is not answered yet."""
        return (self.k1, self.k2, self.k3, self.k4, self.k5, self.k6)


class DoneWhen(Struct, frozen=True, kw_only=True):
    """One line of what "done" means; `must` says that without it the result does not count."""

    text: Annotated[str, Meta(min_length=1, max_length=200)]
    must: bool = True


class Brief(Struct, frozen=True, kw_only=True):
    """What the contractor is told: the outcome, not the way there."""

    purpose: Line = ""
    results: Annotated[tuple[Line, ...], Meta(max_length=5)] = ()
    steps: tuple[Line, ...] = ()
    done_when: Annotated[tuple[DoneWhen, ...], Meta(max_length=10)] = ()
    limits: tuple[Line, ...] = ()
    good_enough_pct: Annotated[int, Meta(ge=50, le=100)] = 70
    inputs: Line = ""
    deadline: date | None = None
    budget: Minor | None = None
    version: Annotated[int, Meta(ge=1)] = 1


class Steering(Struct, frozen=True, kw_only=True):
    """What one has to know to steer a task without being good at it."""

    goal_line: Line = ""
    terms: tuple[Line, ...] = ()
    good_signs: tuple[Line, ...] = ()
    bad_signs: tuple[Line, ...] = ()
    usual_time: Line = ""
    usual_price: Line = ""
    checker: Line = ""
    undo_plan: Line = ""
    sources: Line = ""
    reviewed_at: date | None = None


class PastScore(Struct, frozen=True, kw_only=True):
    """Where a task stood on a day."""

    date: date
    effectiveness: Judgement | None = None
    value: Judgement | None = None
    hours_week: float | None = None


class Task(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A row of table `tasks`. Its status is derived (`advice.status`), never stored."""

    name: Annotated[str, Meta(min_length=1, max_length=80)]
    category: Category = "other"
    hours: Annotated[float, Meta(ge=0, le=4160, extra={"places": 2})] | None = None
    per: Per = "week"
    hours_source: Literal["guess", "import"] = "guess"
    run_minutes: Annotated[int, Meta(ge=1, le=2400)] | None = None
    effectiveness: Judgement | None = None
    value: Judgement | None = None
    energy: Annotated[int, Meta(ge=-2, le=2)] = 0
    why: tuple[Literal["dislike", "cannot", "should_not"], ...] = ()
    repeats: Literal["once", "sometimes", "regular"] = "regular"
    failure_impact: Literal["low", "medium", "severe"] = "medium"
    specificity: Annotated[int, Meta(ge=0, le=2)] = 0
    sync_need: Need | None = None
    data_sensitivity: Sensitivity | None = None
    owner_only: bool = False
    owner_only_reason: Line = ""
    billable: bool = False
    decision: Decision = "undecided"
    knowledge: Knowledge = Knowledge()
    brief: Brief | None = None
    steering: Steering | None = None
    score_history: tuple[PastScore, ...] = ()
    tags: tuple[Tag, ...] = ()
    notes: Notes = ""

    def __post_init__(self) -> None:
        # No unit of time is shorter than a week, so hours within the bound are so in every unit.
        if self.hours is not None and self.hours > MOST_HOURS_A_WEEK:
            week = self.hours_week
            if week is not None and week > MOST_HOURS_A_WEEK:
                raise ValueError(f"hours: {week:g} a week is more than {MOST_HOURS_A_WEEK:g}")

    @property
    def hours_week(self) -> float | None:
        """Hours a week, unrounded; None while unknown."""
        if self.hours is None:
            return None
        return hours_a_week(self.hours, self.per)

    @property
    def is_scored(self) -> bool:
        """Whether both scores are known, so that it stands on the grid."""
        return self.effectiveness is not None and self.value is not None


def hours_a_week(hours: float, per: Per) -> float:
    """Hours in a unit of time as hours a week, unrounded (PRODUCT.md section 2: x12/52, x4/52, x1/52)."""
    return hours if per == "week" else hours * TIMES_A_YEAR[per] / 52
