"""Dates and times in words, on both clocks."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from outsource_tui.advice.calendar import Window
from outsource_tui.model.kinds import DAYS
from outsource_tui.planner.cadence import YEAR, Cadence

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""By name here, since `%b` follows the language of the machine."""

ORDINALS = {2: "second", 3: "third"}
NEXT_DAY = {1: " the day after", -1: " the day before"}


def day_words(day: date) -> str:
    """Such as `Mon 23 Nov 2026`."""
    return f"{weekday_words(day.weekday())} {day.day} {MONTHS[day.month - 1]} {day.year}"


def weekday_words(number: int) -> str:
    """Such as `Mon`, for a `date.weekday()`."""
    return DAYS[number].capitalize()


def window_words(window: Window) -> str:
    """From and to on one clock, such as `09:00-17:00`."""
    return span_words(window.start, window.end)


def span_words(start: datetime, end: datetime) -> str:
    """From and to as each stands, such as `22:00-02:00`."""
    return f"{start:%H:%M}-{end:%H:%M}"


def rhythm_words(cadence: Cadence) -> str:
    """How often and on which days, such as `every Mon and Thu` or `every second Fri`."""
    names = [weekday_words(one) for one in cadence.weekdays]
    days = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    if cadence.weeks == 1:
        return f"every {days}"
    if cadence.weeks in ORDINALS:
        return f"every {ORDINALS[cadence.weeks]} {days}"
    return f"every {cadence.weeks} weeks on {days}"


def every_words(days: int) -> str:
    """How often something is done: `every day`, `every 3 days`."""
    return "every day" if days == 1 else f"every {days} days"


def look_words(cadence: Cadence, zone: str, today: date) -> str:
    """When the looks are on the clock of `zone`, each change within a year from `today` said; empty without a time."""
    spells = _spells(cadence, zone, today)
    words = [f"{clock} from {day_words(first)}" if place else clock for place, (first, clock) in enumerate(spells)]
    return ", ".join(words)


def keeps_time_in(cadence: Cadence, zone: str) -> bool:
    """Whether the looks stay at one time on the clock of `zone`: both clocks change together, or neither does."""
    return len({_times(cadence, zone, day) for day in cadence.dates(cadence.first + YEAR)}) <= 1


def _spells(cadence: Cadence, zone: str, today: date) -> list[tuple[date, str]]:
    """The times in `zone` from today on (of one that is over, the last), each with the first date of it."""
    days = list(cadence.dates(max(cadence.first, today) + YEAR))
    found: list[tuple[date, str]] = []
    for day in [one for one in days if one >= today] or days[-1:]:
        words = _times(cadence, zone, day)
        if words and (not found or found[-1][1] != words):
            found.append((day, words))
    return found


def _times(cadence: Cadence, zone: str, day: date) -> str:
    start = cadence.start_on(day)
    if start is None:
        return ""
    end = start.astimezone(UTC) + timedelta(minutes=cadence.minutes)
    there, until = start.astimezone(ZoneInfo(zone)), end.astimezone(ZoneInfo(zone))
    return span_words(there, until) + NEXT_DAY.get((there.date() - day).days, "")
