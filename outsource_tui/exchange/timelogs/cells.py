"""Dates, times and hours as trackers write them into cells."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from outsource_tui.exchange.timelogs.entry import FIRST_YEAR, LAST_YEAR, AmbiguousDates, DateOrder
from outsource_tui.model.problems import BadInput

MOST_HOURS = 10_000

_DATE = re.compile(r"([0-9]{1,4})([-/.])([0-9]{1,2})\2([0-9]{1,4})")
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?(?:[\s\u00a0\u202f]*([AaPp])\.?[Mm]\.?)?")
_CLOCK_HOURS = re.compile(r"([0-9]{1,6}):([0-5][0-9])(?::([0-5][0-9]))?")
_DECIMAL_HOURS = re.compile(r"[0-9]{1,7}(?:[., '][0-9]{3}){0,2}(?:[.,][0-9]{1,20})?(?:[Ee]-[0-9])?")


@lru_cache(maxsize=4096)
def date_of(text: str, order: DateOrder) -> date:
    """A date: the year first, with dots the day first, else in the order said. Raises BadInput."""
    parts = _parts(text)
    if parts is None:
        raise BadInput(f"{text!r} is not a date such as 2026-01-31")
    first, separator, second, third = parts
    if len(first) == 4:
        numbers, said = (first, second, third), ""
    elif separator == "." or order == "dmy":
        numbers, said = (third, second, first), ", day first"
    else:
        numbers, said = (third, first, second), ", month first"
    try:
        day = date(*map(int, numbers))
    except ValueError:
        raise BadInput(f"{text!r} is not a day of the calendar{said}") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadInput(f"{text!r} is not in the years {FIRST_YEAR} to {LAST_YEAR}")
    return day


def order_in(cells: Mapping[str, str]) -> DateOrder | None:
    """Whether dates (text -> where it is) are written day or month first, as those with a number above 12 say.

    None where it does not matter. Raises AmbiguousDates where it matters and none says, BadInput that names the place
    where they contradict one another.
    """
    open_ones = ""
    found: dict[DateOrder, str] = {}
    for text in cells:
        parts = _parts(text)
        if parts is None or len(parts[0]) == 4 or parts[1] == ".":
            continue
        first, second = int(parts[0]), int(parts[2])
        if first > 12:
            found.setdefault("dmy", text)
        elif second > 12:
            found.setdefault("mdy", text)
        elif first != second:
            open_ones = open_ones or text
    if len(found) > 1:
        other, text = found.values()
        raise BadInput(
            f"{text!r} and {other!r}: one is day first, the other month first",
            where=cells[text],
            fix="write all dates alike",
        )
    if not found and open_ones:
        raise AmbiguousDates(
            f"its dates, such as {open_ones}, are day first or month first", fix="say --dates dmy or --dates mdy"
        )
    return next(iter(found), None)


@lru_cache(maxsize=4096)
def time_of(text: str) -> time:
    """A time of day of 24 or 12 hours, with or without seconds. Raises BadInput."""
    match = _TIME.fullmatch(text)
    if match is not None:
        hour, half = int(match[1]), (match[4] or "").lower()
        if half and not 1 <= hour <= 12:
            hour = 24
        elif half:
            hour = hour % 12 + (12 if half == "p" else 0)
        try:
            return time(hour, int(match[2]), int(match[3] or 0))
        except ValueError:
            pass
    raise BadInput(f"{text!r} is not a time of day such as 09:30 or 9:30 AM")


def instant_of(text: str, zone: ZoneInfo) -> datetime:
    """A date and time of day, local where it has no offset of its own. Raises BadInput."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise BadInput(f"{text!r} is not a time such as 2026-01-31 09:30:00") from None
    if not FIRST_YEAR <= instant.year <= LAST_YEAR:
        raise BadInput(f"{text!r} is not in the years {FIRST_YEAR} to {LAST_YEAR}")
    return instant if instant.tzinfo is not None else instant.replace(tzinfo=zone)


@lru_cache(maxsize=4096)
def seconds_of(text: str) -> int:
    """Hours as `1:30`, `01:30:00`, `1.5` or `1,5`, in seconds. Raises BadInput."""
    clock = _CLOCK_HOURS.fullmatch(text)
    if clock is not None:
        seconds = int(clock[1]) * 3600 + int(clock[2]) * 60 + int(clock[3] or 0)
    elif _DECIMAL_HOURS.fullmatch(text):
        seconds = int((Decimal(_point(text)) * 3600).quantize(Decimal(1), ROUND_HALF_UP))
    else:
        raise BadInput(f"{text!r} is not hours such as 1:30 or 1.5")
    if seconds > MOST_HOURS * 3600:
        raise BadInput(f"{text!r} is more than {MOST_HOURS:,} hours")
    return seconds


def _parts(text: str) -> tuple[str, str, str, str] | None:
    """The numbers of a date and what is between them; the year has four digits and is first or last."""
    match = _DATE.fullmatch(text)
    if match is None or sorted((len(match[1]), len(match[4]))) not in ([1, 4], [2, 4]):
        return None
    return match[1], match[2], match[3], match[4]


def _point(text: str) -> str:
    """A decimal number with a point: the last of `,` and `.` is it, others before it are between thousands."""
    whole, mark, part = re.sub("[ ']", "", text).replace(",", ".").rpartition(".")
    return whole.replace(".", "") + mark + part
