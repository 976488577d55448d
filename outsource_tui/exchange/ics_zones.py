"""The rules of a time zone as a VTIMEZONE.

Written here, since what `icalendar` 7.3 makes of a zone has the spring changes an hour late: an onset is told on the
clock before the change.
"""

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
from msgspec import Struct

KNOWN_UNTIL = date(2037, 12, 31)
"""Changes are told up to here; programs that know the zone by its name need none of them."""

_SECOND = timedelta(seconds=1)


class _Kind(Struct, frozen=True):
    """What the clocks change from and to."""

    before: timedelta
    after: timedelta
    name: str
    is_summer: bool


def zone_rules(name: str, first: date, last: date) -> icalendar.Timezone:
    """The clock changes of a zone from `first` to 2037, or to `last` where that is later."""
    zone = ZoneInfo(name)
    start = datetime(first.year, first.month, first.day, tzinfo=UTC)
    onsets: defaultdict[_Kind, list[datetime]] = defaultdict(list)
    here = start.astimezone(zone)
    offset = here.utcoffset() or timedelta()
    onsets[_Kind(offset, offset, here.tzname() or name, bool(here.dst()))].append(here.replace(tzinfo=None))
    for instant in _changes(zone, start, max(last, KNOWN_UNTIL)):
        before = (instant - _SECOND).astimezone(zone).utcoffset() or timedelta()
        here = instant.astimezone(zone)
        kind = _Kind(before, here.utcoffset() or timedelta(), here.tzname() or name, bool(here.dst()))
        onsets[kind].append((instant + before).replace(tzinfo=None))
    rules = icalendar.Timezone()
    rules.add("tzid", name)
    for kind, times in onsets.items():
        rules.add_component(_part(kind, times))
    return rules


def _part(kind: _Kind, onsets: list[datetime]) -> icalendar.TimezoneStandard | icalendar.TimezoneDaylight:
    part = icalendar.TimezoneDaylight() if kind.is_summer else icalendar.TimezoneStandard()
    part.add("dtstart", onsets[0])
    if onsets[1:]:
        part.add("rdate", onsets[1:])
    part.add("tzoffsetfrom", kind.before)
    part.add("tzoffsetto", kind.after)
    part.add("tzname", kind.name)
    return part


def _changes(zone: ZoneInfo, start: datetime, last: date) -> list[datetime]:
    """The instants (UTC, to the second) at which the offset of a zone changes, at most one a day."""
    found = []
    while start.date() <= last:
        end = start + timedelta(days=1)
        if start.astimezone(zone).utcoffset() != end.astimezone(zone).utcoffset():
            found.append(_change_between(zone, start, end))
        start = end
    return found


def _change_between(zone: ZoneInfo, start: datetime, end: datetime) -> datetime:
    offset = start.astimezone(zone).utcoffset()
    while end - start > _SECOND:
        middle = start + timedelta(seconds=(end - start) // _SECOND // 2)
        if middle.astimezone(zone).utcoffset() == offset:
            start = middle
        else:
            end = middle
    return end
