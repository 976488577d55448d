"""A contractor: somebody who could do a task, or does."""

import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from outsource_tui.model.kinds import (
    Agreed,
    ClockTime,
    ContractorId,
    Country,
    Currency,
    Day,
    DaysOff,
    FivePoints,
    LanguageCode,
    Level,
    Line,
    Minor,
    Notes,
    Percent,
    Record,
    RedFlag,
    Signal,
    Tag,
    Zone,
)

Source = Literal["referral", "platform", "agency", "other"]
ContractorStatus = Literal["candidate", "shortlist", "trial", "active", "bench", "no"]


class Reference(Struct, frozen=True, kw_only=True):
    """What somebody who worked with them says."""

    who_role: Line = ""
    date: datetime.date | None = None
    deadlines: FivePoints | None = None
    communication: FivePoints | None = None
    rehire: Literal["yes", "no", "unsure"] | None = None
    note: Line = ""


class Style(Struct, frozen=True, kw_only=True):
    """How they like to work: asked, not guessed from where they live."""

    directness: FivePoints | None = None
    reply_hours: Annotated[float, Meta(ge=0, le=240)] | None = None
    says_no_how: Line = ""
    forms: Line = ""
    notes: Line = ""


class Contract(Struct, frozen=True, kw_only=True):
    """What has been agreed in writing."""

    nda: Agreed = "no"
    ip_assignment: Agreed = "no"
    scope: Agreed = "no"
    payment_terms: Agreed = "no"
    data_processing: Agreed = "no"
    exit: Agreed = "no"
    signed_on: datetime.date | None = None


class Access(Struct, frozen=True, kw_only=True):
    """A key to one of my systems that they hold."""

    system: Annotated[str, Meta(min_length=1, max_length=80)]
    level: Literal["read", "edit", "admin", "owner"] = "read"
    account: Literal["named", "shared"] = "named"
    granted_on: datetime.date | None = None
    ends_on: datetime.date | None = None
    revoked_on: datetime.date | None = None


class Contractor(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A row of table `contractors`."""

    handle: Annotated[str, Meta(min_length=1, max_length=40)]
    skills: tuple[Tag, ...] = ()
    country: Country | None = None
    timezone: Zone | None = None
    work_days: tuple[Day, ...] | None = None
    work_start: ClockTime | None = None
    work_end: ClockTime | None = None
    days_off: tuple[DaysOff, ...] | None = None
    languages: dict[LanguageCode, Level] = {}
    rate: Minor | None = None
    rate_currency: Currency | None = None
    rate_unit: Literal["hour", "day", "fixed"] = "hour"
    fee_pct: Annotated[float, Meta(ge=0, le=40)] = 0.0
    speed: Annotated[float, Meta(ge=0.25, le=4, extra={"places": 4})] = 1.0
    speed_source: Literal["guess", "trial", "log"] = "guess"
    rework_pct: Percent = 0.0
    hours_available: Annotated[float, Meta(ge=0, le=80)] | None = None
    source: Source | None = None
    source_text: Line = ""
    worked_before: bool = False
    references: tuple[Reference, ...] = ()
    red_flags: tuple[RedFlag, ...] = ()
    red_flags_cleared: dict[RedFlag, Line] = {}
    style: Style | None = None
    contract: Contract = Contract()
    classification: dict[Signal, bool | None] = {}
    access: tuple[Access, ...] = ()
    backup_for: tuple[ContractorId, ...] = ()
    status: ContractorStatus = "candidate"
    tags: tuple[Tag, ...] = ()
    notes: Notes = ""
