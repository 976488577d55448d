"""The kinds of values in a plan, with their bounds (PRODUCT.md section 2)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Literal, NewType

from msgspec import Meta, Struct

TaskId = NewType("TaskId", str)
ContractorId = NewType("ContractorId", str)
TrialId = NewType("TrialId", str)
HandoffId = NewType("HandoffId", str)

Minor = Annotated[int, Meta(ge=0, le=10**12, extra={"kind": "money"})]
"""Money in minor units (cents) of the profile's currency, or of the currency named beside it."""

Judgement = Annotated[int, Meta(ge=1, le=10)]
"""A score on the grid, 1 to 10."""

FivePoints = Annotated[int, Meta(ge=1, le=5)]
"""A mark, 1 to 5."""

Share = Annotated[float, Meta(ge=0, le=1)]
"""A fraction, 0 to 1."""

Percent = Annotated[float, Meta(ge=0, le=100)]
ClockTime = Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$", extra={"kind": "clock"})]
"""`HH:MM`, local to whoever it belongs to."""

Zone = Annotated[str, Meta(min_length=1, max_length=60, extra={"kind": "zone"})]
"""An IANA time zone name; that it exists is checked where it is typed, not where a file is opened."""

Country = Annotated[str, Meta(pattern=r"^[A-Z]{2}$", extra={"words": "a country code such as DE"})]
Subdivision = Annotated[
    str, Meta(pattern=r"^[A-Z]{2}-[A-Z0-9]{1,3}$", extra={"words": "a code of a part of a country such as DE-BY"})
]
Currency = Annotated[str, Meta(pattern=r"^[A-Z]{3}$", extra={"words": "a currency code such as EUR"})]
Line = Annotated[str, Meta(max_length=200)]
Notes = Annotated[str, Meta(max_length=100_000, extra={"kind": "notes"})]
Tag = Annotated[str, Meta(min_length=1, max_length=20)]
LanguageCode = Annotated[str, Meta(min_length=2, max_length=8)]
Minutes = Annotated[int, Meta(ge=0, le=10_080)]
"""Whole minutes, at most those of a week."""

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DAYS: tuple[Day, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""Weekdays in the order of `date.weekday()`."""

Per = Literal["week", "month", "quarter", "year"]
TIMES_A_YEAR: Mapping[Per, int] = {"week": 52, "month": 12, "quarter": 4, "year": 1}

Level = Literal["A1", "A2", "B1", "B2", "C1", "C2", "native"]
LEVELS: tuple[Level, ...] = ("A1", "A2", "B1", "B2", "C1", "C2", "native")
"""Language levels of the CEFR, lowest first."""

Category = Literal["money", "admin", "marketing", "sales", "design", "web", "words", "clients", "growth", "other"]
Decision = Literal["undecided", "keep", "drop", "automate", "learn", "hand_off", "team_up"]
Quadrant = Literal["HAND OFF", "LIGHTEN", "TEAM UP", "KEEP", "UNPLOTTED"]
TaskStatus = Literal["listed", "plotted", "decided", "briefed", "in_trial", "handed_off", "taken_back", "dropped"]
Need = Literal["none", "low", "medium", "high"]
Sensitivity = Literal["none", "internal", "client", "money"]
Proof = Literal["none", "claimed", "seen", "verified"]
MustState = Literal["met", "fixable", "missed"]
TrialVerdict = Literal["hire", "extend", "pass"]
TrialState = Literal["planned", "running", "review", "decided", "cancelled"]
HandoffState = Literal["preparing", "running", "paused", "ended", "taken_back"]
About = Literal["outcome", "status", "method", "question", "rework", "take_back", "praise"]
Agreed = Literal["no", "yes", "n_a"]
RedFlag = Literal[
    "no_references", "vague_answers", "slow_replies", "over_promises", "template_mail", "no_questions",
    "refuses_trial", "all_paid_up_front", "shares_client_data", "fake_portfolio", "wants_my_password",
]  # fmt: skip
BLOCKING_FLAGS = frozenset(
    {"refuses_trial", "all_paid_up_front", "shares_client_data", "fake_portfolio", "wants_my_password"}
)
Signal = Literal["sets_hours", "own_tools", "other_clients", "free_method", "may_substitute", "paid_per_result"]
Table = Literal[
    "meta", "profile", "tasks", "contractors", "criteria", "scores", "trials", "handoffs", "checkins",
    "decisions", "mutes", "imports", "snapshots", "journal",
]  # fmt: skip


Instant = Annotated[datetime, Meta(tz=True)]
"""A moment with its time zone (UTC, in what we write); one without could not be compared with the others."""


class Record(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What every row has. Instants are UTC."""

    id: str
    created_at: Instant
    updated_at: Instant
    archived_at: Instant | None = None

    @property
    def is_archived(self) -> bool:
        """Whether it is out of sight; nothing counts it then."""
        return self.archived_at is not None


class DaysOff(Struct, frozen=True, kw_only=True, rename={"start": "from", "end": "to"}):
    """Days on which somebody does not work, both ends included."""

    start: date
    end: date
    label: Line = ""
    source: Literal["typed", "public"] = "typed"

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"days off end ({self.end}) before they start ({self.start})")

    def has(self, day: date) -> bool:
        """Whether the date is one of them."""
        return self.start <= day <= self.end
