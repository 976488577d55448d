"""When the agreed looks at a hand-off take place: a standing appointment on days and at a time that both work.

It follows from what was agreed alone, not from the looks already taken, so that both sides' calendars stay the same.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from outsource_tui.advice.hours import planned_oversight_week
from outsource_tui.advice.overlap import FARTHEST, Party, party_of, shared_windows
from outsource_tui.model.handoff import Handoff
from outsource_tui.model.plan import Plan

WEEK = timedelta(weeks=1)
YEAR = timedelta(weeks=53)
"""How far ahead a time must hold: both clocks have changed twice by then."""
DAYS_OFF_AHEAD = timedelta(weeks=160)
SETTLE_IN = timedelta(minutes=15)
"""A look does not begin the minute somebody comes in."""
SHORTEST, LONGEST, STEP = 15, 60, 5

Spans = Sequence[tuple[datetime, datetime]]
Windows = Mapping[date, Spans]


class Slot(Struct, frozen=True, order=True):
    """A time on the user's clock, so many days after the date of their shift (past midnight: 1)."""

    days: int
    clock: time

    def on(self, day: date, zone: ZoneInfo) -> datetime:
        """The start of the look that belongs to the shift of `day`."""
        return datetime.combine(day + timedelta(days=self.days), self.clock, tzinfo=zone)


class Cadence(Struct, frozen=True, kw_only=True):
    """Looks on `weekdays` (as `date.weekday()`) every so many `weeks`, from `first` on, both ends included.

    `first`, `until` and `skipped` are dates on the user's calendar. `clock` is None where the two have no hours in
    common, or none are known: a look in writing, any time that day.
    """

    zone: str
    first: date
    weekdays: tuple[int, ...]
    weeks: int
    clock: time | None
    minutes: int
    until: date | None
    skipped: tuple[date, ...]
    """Days off of either."""
    outside: int
    """How many looks of a year lie outside the shared hours, since clocks change."""

    def start_on(self, day: date) -> datetime | None:
        """When the look of a date begins, in the user's zone; None for one in writing."""
        return None if self.clock is None else datetime.combine(day, self.clock, tzinfo=ZoneInfo(self.zone))

    def dates(self, last: date) -> Iterator[date]:
        """The dates of the looks up to `last`, those skipped too."""
        last = last if self.until is None else min(last, self.until)
        return repeated(self.first, self.weekdays, self.weeks, last)


def cadence_of(plan: Plan, handoff: Handoff, today: date) -> Cadence | None:
    """The looks of a hand-off; one that is paused has none after `today`.

    None where it ended before the first, or where the user's own zone, days or hours are not known.
    """
    mine, theirs = party_of(plan.profile), party_of(plan.contractors[handoff.contractor_id])
    if mine is None:
        return None
    found = None if theirs is None else _slot_of(mine, theirs, handoff.start, _minutes(plan, handoff))
    cadence = None if found is None or theirs is None else _at_slot(mine, theirs, handoff, found, today)
    if cadence is None:
        cadence = _in_writing(mine, theirs, handoff, _minutes(plan, handoff), today)
    ends = [one for one in (handoff.end, today if handoff.state == "paused" else None) if one is not None]
    until = min(ends, default=None)
    if until is not None and until < cadence.first:
        return None
    return replace(cadence, until=until, skipped=tuple(day for day in cadence.skipped if not until or day <= until))


class _Found(Struct, frozen=True):
    slot: Slot
    minutes: int
    weekdays: tuple[int, ...]
    """Of the shift, those on which the slot holds best."""
    windows: Windows
    """The shared hours of a year, days off left aside."""


def _slot_of(mine: Party, theirs: Party, first: date, minutes: int) -> _Found | None:
    """The time that lies in the shared hours on most days of a year; the early one of several. None without any."""
    windows = _bare_windows(mine, theirs, first)
    zone = ZoneInfo(mine.zone)
    for length in dict.fromkeys((minutes, SHORTEST)):
        best: tuple[tuple[int, int], Slot, Counter[int]] | None = None
        for slot in _slots(windows, zone):
            fits = Counter(day.weekday() for day, spans in windows.items() if _fits(slot, day, spans, zone, length))
            score = (max(fits.values(), default=0), fits.total())
            if score[0] and (best is None or score > best[0]):
                best = score, slot, fits
        if best is not None:
            most = max(best[2].values())
            # A week more or less at the ends of the year is no reason to leave a weekday out.
            return _Found(
                best[1], length, tuple(sorted(day for day, count in best[2].items() if count >= most - 1)), windows
            )
    return None


def _bare_windows(mine: Party, theirs: Party, first: date) -> Windows:
    """What they share on each day of the year from `first` on, days off left aside."""
    bare = _bare(mine, theirs)
    days = (first + timedelta(days=n) for n in range(YEAR.days))
    return {day: shared_windows(*bare, day) for day in days if mine.works_on(day)}


def _bare(mine: Party, theirs: Party) -> tuple[Party, Party]:
    return replace(mine, days_off=()), replace(theirs, days_off=())


def _slots(windows: Windows, zone: ZoneInfo) -> list[Slot]:
    """Times to try: a little after each window of the year opens, then when it opens; early ones first."""
    found: list[list[Slot]] = []
    for wait in (SETTLE_IN, timedelta()):
        starts = {(day, (start + wait).astimezone(zone)) for day, spans in windows.items() for start, _ in spans}
        found.append(sorted({Slot((start.date() - day).days, start.time()) for day, start in starts}))
    return list(dict.fromkeys(slot for part in found for slot in part))


def _fits(slot: Slot, day: date, windows: Spans, zone: ZoneInfo, minutes: int) -> bool:
    start = slot.on(day, zone).astimezone(UTC)
    end = start + timedelta(minutes=minutes)
    return any(opens <= start and end <= closes for opens, closes in windows)


def _at_slot(mine: Party, theirs: Party, handoff: Handoff, found: _Found, today: date) -> Cadence | None:
    """The looks at a time; None where most of them would lie outside the shared hours."""
    zone, slot, minutes = ZoneInfo(mine.zone), found.slot, found.minutes
    first, weekdays = _first_and_pattern(handoff, found.weekdays)
    weeks = _weeks(handoff)
    year = list(repeated(first, weekdays, weeks, handoff.start + YEAR - timedelta(days=1)))
    outside = sum(not _fits(slot, day, found.windows[day], zone, minutes) for day in year)
    if 2 * outside > len(year):
        return None
    looks = repeated(first, weekdays, weeks, _last_day_off(mine, theirs, handoff, today))
    shift = timedelta(days=slot.days)
    return Cadence(
        zone=mine.zone,
        first=first + shift,
        weekdays=tuple(sorted((day + slot.days) % 7 for day in weekdays)),
        weeks=weeks,
        clock=slot.clock,
        minutes=minutes,
        until=None,
        skipped=tuple(day + shift for day in looks if _is_skipped(mine, theirs, slot, day, minutes)),
        outside=outside,
    )


def _is_skipped(mine: Party, theirs: Party, slot: Slot, day: date, minutes: int) -> bool:
    """Whether somebody is off at the time of a look."""
    around = [day + timedelta(days=n) for n in range(-FARTHEST, FARTHEST + 1)]
    if not any(_is_off(mine, theirs, one) for one in around):
        return False
    if mine.off_on(day) is not None:
        return True
    zone = ZoneInfo(mine.zone)
    if _fits(slot, day, shared_windows(*_bare(mine, theirs), day), zone, minutes):
        return not _fits(slot, day, shared_windows(mine, theirs, day), zone, minutes)
    return theirs.off_on(slot.on(day, zone).astimezone(ZoneInfo(theirs.zone)).date()) is not None


def _in_writing(mine: Party, theirs: Party | None, handoff: Handoff, minutes: int, today: date) -> Cadence:
    """Looks without a time, on days that both work where there are some, else on the user's own."""
    both = mine.days & theirs.days if theirs else mine.days
    first, weekdays = _first_and_pattern(handoff, tuple(sorted(both or mine.days)))
    looks = repeated(first, weekdays, _weeks(handoff), _last_day_off(mine, theirs, handoff, today))
    return Cadence(
        zone=mine.zone,
        first=first,
        weekdays=weekdays,
        weeks=_weeks(handoff),
        clock=None,
        minutes=minutes,
        until=None,
        skipped=tuple(day for day in looks if _is_off(mine, theirs, day)),
        outside=0,
    )


def _minutes(plan: Plan, handoff: Handoff) -> int:
    """How long a look is to take: its part of the planned oversight, in steps of five minutes."""
    week = planned_oversight_week(handoff, plan.tasks[handoff.task_id].hours_week)
    if week is None:
        return SHORTEST
    look = round(week * 60 * handoff.checkin_every_days / 7 / STEP) * STEP
    return min(LONGEST, max(SHORTEST, look))


def _weeks(handoff: Handoff) -> int:
    """Whole weeks between two looks, rounded down so that none comes late."""
    return max(1, handoff.checkin_every_days // 7)


def _first_and_pattern(handoff: Handoff, weekdays: tuple[int, ...]) -> tuple[date, tuple[int, ...]]:
    """The date of the first look and the weekdays of all."""
    days = handoff.checkin_every_days
    if days < 7:
        weekdays = spaced(weekdays, days)
        first = handoff.start + timedelta(days=1)
    else:
        first = handoff.start + _weeks(handoff) * WEEK
    while first.weekday() not in weekdays:
        first += timedelta(days=1)
    return first, weekdays if days < 7 else (first.weekday(),)


def spaced(weekdays: Sequence[int], days: int) -> tuple[int, ...]:
    """Of these weekdays those at least so many days apart, from the first after the longest break of the week on."""
    week = sorted(weekdays)
    breaks = [(after - before, after) for before, after in pairwise([week[-1] - 7, *week])]
    start = max(breaks, key=lambda one: (one[0], -one[1]))[1]
    kept: list[int] = []
    for day in sorted((one - start) % 7 for one in week):
        if not kept or day - kept[-1] >= days:
            kept.append(day)
    return tuple(sorted((start + one) % 7 for one in kept))


def repeated(first: date, weekdays: Sequence[int], weeks: int, last: date) -> Iterator[date]:
    """The dates from `first` to `last` on these weekdays, every so many weeks counted from Mondays."""
    monday = first - timedelta(days=first.weekday())
    while monday <= last:
        for day in (monday + timedelta(days=one) for one in sorted(weekdays)):
            if first <= day <= last:
                yield day
        monday += weeks * WEEK


def _last_day_off(mine: Party, theirs: Party | None, handoff: Handoff, today: date) -> date:
    """How far days off are known, at most some three years ahead."""
    known = [one.end for one in (*mine.days_off, *(theirs.days_off if theirs else ()))]
    most = max(today, handoff.start) + DAYS_OFF_AHEAD
    return min(max(known, default=handoff.start), most) + timedelta(days=FARTHEST)


def _is_off(mine: Party, theirs: Party | None, day: date) -> bool:
    return mine.off_on(day) is not None or (theirs is not None and theirs.off_on(day) is not None)
