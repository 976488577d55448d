"""Events as iCalendar (RFC 5545), written through `icalendar`."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta

import icalendar
from msgspec import Struct

from outsource_tui import __version__
from outsource_tui.exchange.ics_zones import zone_rules
from outsource_tui.model.text import cleaned

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""In the order of `date.weekday()`."""

Moment = date | datetime
"""A whole day, or an aware time; one in UTC is written as such, any other in its own zone."""


class Repeat(Struct, frozen=True):
    """Every so many weeks on these weekdays (as `date.weekday()`), until and with a day, less those skipped."""

    weeks: int
    weekdays: tuple[int, ...]
    until: date | None = None
    skipped: tuple[Moment, ...] = ()
    """Starts that fall out, of the same kind and zone as the start of the event."""


class Event(Struct, frozen=True, kw_only=True):
    """One entry of a calendar. `uid` is the same in every export, so that a second import updates it."""

    uid: str
    summary: str
    start: Moment
    end: Moment
    """Not included."""
    notes: Sequence[str] = ()
    """One line each."""
    repeat: Repeat | None = None
    is_busy: bool = False
    is_cancelled: bool = False


def calendar_text(events: Iterable[Event], *, name: str, zone: str, stamp: datetime) -> str:
    """The events as the text of an .ics file; `zone` (IANA) is where its reader sits, `stamp` when it is made."""
    found = list(events)
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//outsource-tui//outsource-tui {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", plain(name))
    calendar.add("x-wr-timezone", zone)
    for rules in _zones_of(found):
        calendar.add_component(rules)
    for event in found:
        calendar.add_component(_component(event, stamp))
    data: bytes = calendar.to_ical()
    return data.decode("utf-8")


def plain(text: str) -> str:
    """A text of the plan as one line that no calendar program takes for HTML."""
    return re.sub(r"<(?=[A-Za-z/!?])", "< ", cleaned(text))


def _component(event: Event, stamp: datetime) -> icalendar.Event:
    component = icalendar.Event()
    component.add("uid", event.uid)
    component.add("dtstamp", stamp.astimezone(UTC))
    component.add("dtstart", _told(event.start))
    component.add("dtend", _told(event.end))
    component.add("summary", plain(event.summary))
    if event.notes:
        component.add("description", "\n".join(plain(one) for one in event.notes))
    component.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    component.add("transp", "OPAQUE" if event.is_busy and not event.is_cancelled else "TRANSPARENT")
    if event.repeat is not None:
        component.add("rrule", _rule(event.repeat, event.start))
        if event.repeat.skipped:
            parameters = {} if isinstance(event.start, datetime) else {"VALUE": "DATE"}
            component.add("exdate", list(event.repeat.skipped), parameters=parameters)
    return component


def _told(moment: Moment) -> Moment:
    """A time in its zone; of an hour that comes twice only the first can be told so, the second is in UTC."""
    return moment.astimezone(UTC) if isinstance(moment, datetime) and moment.fold else moment


def _rule(repeat: Repeat, start: Moment) -> icalendar.vRecur:
    parts: dict[str, object] = {"freq": "WEEKLY"}
    if repeat.weeks > 1:
        parts["interval"] = repeat.weeks
    parts["byday"] = [WEEKDAYS[day] for day in repeat.weekdays]
    if repeat.until is not None:
        parts["until"] = _last_moment(repeat.until, start)
    return icalendar.vRecur(parts)


def _last_moment(day: date, start: Moment) -> Moment:
    """The end of a series: a day for whole days, else an instant in UTC, as RFC 5545 wants it."""
    if not isinstance(start, datetime):
        return day
    return datetime.combine(day, time(23, 59, 59), tzinfo=start.tzinfo).astimezone(UTC)


def _zones_of(events: Iterable[Event]) -> list[icalendar.Timezone]:
    """The rules of every zone that an event is written in, from the first event of it on."""
    first: dict[str, date] = {}
    last: dict[str, date] = {}
    for event in events:
        name = zone_of(event.start)
        if name is not None:
            first[name] = min(first.get(name, date.max), _day_of(event.start))
            last[name] = max(last.get(name, date.min), _day_of(event.end))
    return [zone_rules(name, first[name] - timedelta(days=1), last[name]) for name in sorted(first)]


def zone_of(moment: Moment) -> str | None:
    """The IANA name of the zone that a time is written in; None for whole days and for UTC."""
    key = getattr(moment.tzinfo, "key", None) if isinstance(moment, datetime) else None
    return None if key in {None, "UTC"} else str(key)


def _day_of(moment: Moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
