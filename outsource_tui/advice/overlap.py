"""Hours that two people work at the same time (PRODUCT.md 3.7). Counted in whole seconds, told in hours."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from outsource_tui.model.contractor import Contractor
from outsource_tui.model.kinds import DAYS, DaysOff, Need
from outsource_tui.model.profile import Profile

WEEKS_AHEAD = 52
NEED_HOURS: dict[Need, float] = {"none": 0.0, "low": 1.0, "medium": 2.0, "high": 4.0}
FARTHEST = 2
"""Days that the local dates of two places can be apart, a shift past midnight included."""

Span = tuple[int, int]
"""From and to, in seconds since 1970 UTC."""


class Party(Struct, frozen=True):
    """When somebody works. `days` as in `date.weekday()`; an `end` not after `start` is on the next day."""

    zone: str
    days: frozenset[int]
    start: time
    end: time
    days_off: tuple[DaysOff, ...] = ()

    def works_on(self, day: date) -> bool:
        """Whether a shift begins on that local date by the weekday alone."""
        return day.weekday() in self.days

    def off_on(self, day: date) -> DaysOff | None:
        """The days off that the date falls into."""
        return next((one for one in self.days_off if one.has(day)), None)

    def shift(self, day: date) -> Span:
        """The shift that begins on that local date, whether or not they work on it.

        A time that a clock change skips is read with the offset before it, one that comes twice is the first, as in
        iCalendar. A shift that a clock change swallows whole is empty.
        """
        zone = ZoneInfo(self.zone)
        last = day if self.end > self.start else day + timedelta(days=1)
        start, end = _seconds(day, self.start, zone), _seconds(last, self.end, zone)
        return start, max(start, end)

    def shifts(self, first: date, last: date) -> list[Span]:
        """The shifts that begin from `first` to `last`, days off left out, oldest first, none over another."""
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        spans = [self.shift(day) for day in days if self.works_on(day) and self.off_on(day) is None]
        # Where clocks go forward between the end of a shift and the start of the next, the two can meet.
        return [(max(start, before[1]), end) for before, (start, end) in pairwise([(0, 0), *spans])]


class Overlap(Struct, frozen=True):
    """Shared hours. `week` and `shared_days` are of this week without days off; the others of the bare schedule."""

    week: float
    week_min: float
    week_max: float
    day: float
    """`week` per work day of mine."""
    day_worst: float
    """`week_min` per work day of mine."""
    shared_days: int


def party_of(person: Profile | Contractor) -> Party | None:
    """When they work; None where zone, days or hours are not known."""
    zone, days, start, end = person.timezone, person.work_days, person.work_start, person.work_end
    if zone is None or not days or start is None or end is None or not is_zone(zone):
        return None
    numbers = frozenset(DAYS.index(day) for day in days)
    return Party(zone, numbers, time.fromisoformat(start), time.fromisoformat(end), person.days_off or ())


@lru_cache(maxsize=1024)
def is_zone(name: str) -> bool:
    """Whether there is such a time zone here; a file may name one that is not."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def local_date(instant: datetime, zone: str) -> date:
    """The date of an instant on the clocks of a zone, or in UTC where there is no such zone here."""
    try:
        return instant.astimezone(ZoneInfo(zone) if is_zone(zone) else UTC).date()
    except OverflowError:  # a file may hold the first or the last day there is
        return instant.date()


def overlap_of(profile: Profile, contractor: Contractor, today: date) -> Overlap | None:
    """Their shared hours in the week of `today` and the 52 weeks from it; None where a schedule is not known."""
    mine, theirs = party_of(profile), party_of(contractor)
    if mine is None or theirs is None:
        return None
    return overlap_between(mine, theirs, today - timedelta(days=today.weekday()))


@lru_cache(maxsize=1024)
def overlap_between(mine: Party, theirs: Party, monday: date) -> Overlap:
    """As `overlap_of`, for the week that begins on `monday`. Kept, since every screen asks for it."""
    weeks = week_seconds(replace(mine, days_off=()), replace(theirs, days_off=()), monday, WEEKS_AHEAD)
    week = week_seconds(mine, theirs, monday, 1)[0] / 3600
    least = min(weeks) / 3600
    shared = sum(bool(shared_windows(mine, theirs, monday + timedelta(days=n))) for n in range(7))
    return Overlap(
        week=week,
        week_min=least,
        week_max=max(weeks) / 3600,
        day=week / len(mine.days),
        day_worst=least / len(mine.days),
        shared_days=shared,
    )


def need_of(sync_need: Need | None) -> float | None:
    """Shared hours a day that a task needs; None while that is not said."""
    return None if sync_need is None else NEED_HOURS[sync_need]


def overlap_score(overlap: Overlap | None, need: float | None) -> float | None:
    """The automatic score 1 to 5 of PRODUCT.md 3.7; None where the need or a schedule is not known."""
    if need is None:
        return None
    if need == 0:
        return 5.0
    return None if overlap is None else 1 + 4 * min(1.0, overlap.day_worst / need)


def shared_windows(mine: Party, theirs: Party, day: date) -> list[tuple[datetime, datetime]]:
    """What of my shift beginning on `day` they work too, in UTC, days off of either left out."""
    if not mine.works_on(day) or mine.off_on(day) is not None:
        return []
    around = timedelta(days=FARTHEST)
    own = mine.shifts(day - around, day)[-1:]
    spans = _common(own, theirs.shifts(day - around, day + around))
    return [(datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(end, UTC)) for start, end in spans]


def week_seconds(mine: Party, theirs: Party, monday: date, weeks: int) -> list[int]:
    """Shared seconds of each of my weeks from `monday` on, days off of either left out."""
    first, last = monday - timedelta(days=FARTHEST), monday + timedelta(days=7 * weeks + FARTHEST)
    zone = ZoneInfo(mine.zone)
    bounds = [_seconds(monday + timedelta(days=7 * n), time(), zone) for n in range(weeks + 1)]
    result = [0] * weeks
    for start, end in _common(mine.shifts(first, last), theirs.shifts(first, last)):
        for n in range(max(0, bisect_right(bounds, start) - 1), weeks):
            if bounds[n] >= end:
                break
            result[n] += max(0, min(end, bounds[n + 1]) - max(start, bounds[n]))
    return result


def _common(ours: list[Span], theirs: list[Span]) -> Iterator[Span]:
    """Where a span of each meets; both lists in order."""
    i = j = 0
    while i < len(ours) and j < len(theirs):
        start, end = max(ours[i][0], theirs[j][0]), min(ours[i][1], theirs[j][1])
        if start < end:
            yield start, end
        if ours[i][1] <= theirs[j][1]:
            i += 1
        else:
            j += 1


def _seconds(day: date, clock: time, zone: ZoneInfo) -> int:
    return int(datetime.combine(day, clock, tzinfo=zone).timestamp())
