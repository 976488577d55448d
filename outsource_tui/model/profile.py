"""The freelancer: when they work, what an hour is worth to them, and their settings for the judgements."""

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from outsource_tui.model.kinds import (
    ClockTime,
    Country,
    Currency,
    Day,
    DaysOff,
    LanguageCode,
    Level,
    Minor,
    Record,
    Share,
    Subdivision,
    Zone,
)

Band = Annotated[float, Meta(gt=0, le=100)]


class Rate(Struct, frozen=True, kw_only=True):
    """One unit of a foreign currency is `rate` units of the working currency."""

    rate: Annotated[float, Meta(gt=0)]
    as_of: date | None = None


class Profile(Record, frozen=True, kw_only=True, omit_defaults=True):
    """The one row of table `profile` (PRODUCT.md section 2)."""

    id: str = "1"
    role: Annotated[str, Meta(max_length=60)] = ""
    currency: Currency = "EUR"
    timezone: Zone = "UTC"
    work_days: tuple[Day, ...] = ("mon", "tue", "wed", "thu", "fri")
    work_start: ClockTime = "09:00"
    work_end: ClockTime = "17:00"
    hours_per_week: Annotated[float, Meta(ge=1, le=100)] | None = None
    weeks_per_year: Annotated[int, Meta(ge=20, le=52)] = 46
    annual_income: Minor | None = None
    hour_value: Minor | None = None
    roi_factor: Annotated[float, Meta(ge=1, le=10)] = 4.0
    reuse_share: Share = 0.5
    split: Annotated[int, Meta(ge=2, le=10)] = 6
    weight_effectiveness: Share = 0.5
    big_task_hours: Annotated[float, Meta(ge=0.5, le=20)] = 4.0
    fx: dict[Currency, Rate] = {}
    days_off: tuple[DaysOff, ...] = ()
    languages: dict[LanguageCode, Level] = {}
    country: Country | None = None
    subdivision: Subdivision | None = None
    budget_month: Minor | None = None
    goal_hours_week: Annotated[float, Meta(ge=0, le=60)] | None = None
    day_hours: Annotated[float, Meta(ge=1, le=24)] = 8.0
    bands: tuple[Band, Band, Band, Band, Band] = (30.0, 20.0, 12.0, 8.0, 5.0)
