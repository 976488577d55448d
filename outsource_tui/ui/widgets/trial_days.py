"""The days of a trial as columns: both wall clocks, what is shared, what is off and why."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from outsource_tui.advice.calendar import RejectedDay, TrialCalendar, TrialDay, Window, trial_calendar
from outsource_tui.advice.clock_changes import short
from outsource_tui.advice.overlap import Party, party_of
from outsource_tui.model.contractor import Contractor
from outsource_tui.model.profile import Profile
from outsource_tui.ui.commands import KeyOf
from outsource_tui.ui.dates import short_day
from outsource_tui.ui.drawing import Line, cut, wrapped

LABEL = 12
COLUMN = 11


def hours_of(window: Window) -> str:
    """Such as `09━━17`, with minutes only where there are some."""
    start, end = (f"{one:%H:%M}" if one.minute else f"{one:%H}" for one in (window.start, window.end))
    return f"{start}━━{end}" if len(start) + len(end) < 8 else f"{start}-{end}"


def times(windows: Sequence[Window], none: str = "-") -> str:
    """All windows of a day, or what is said where there are none."""
    return " ".join(hours_of(one) for one in windows) or none


def calendar_lines(
    profile: Profile,
    person: Contractor,
    calendar: TrialCalendar,
    *,
    first: date,
    need: float | None,
    width: int,
    booked: Sequence[date] = (),
) -> list[Line]:
    """Rows for the days from `first` on; below them what the clocks do. `booked` where no days fit and some are."""
    count = max(1, min((width - LABEL) // COLUMN, 9))
    dates = [first + timedelta(days=n) for n in range(count)]
    found = [_day(profile, person, calendar, one, need) for one in dates]
    told = [_told(profile, person, day, one) for day, one in zip(dates, found, strict=True)]
    chosen = [one.date for one in calendar.days] or list(booked)
    looks = ("text", "text", "text", "strong")
    labels = ("You", _zone_words(person, first), "in yours", "Together")
    lines = [_row("", [short_day(one) for one in dates], "quiet")]
    lines += [_row(*row) for row in zip(labels, zip(*told, strict=True), looks, strict=True)]
    run = Line(" ").cell("Trial", LABEL - 1, "quiet")
    for one in dates:
        number = chosen.index(one) + 1 if one in chosen else 0
        run.cell(f"[day {number}]" if number else "", COLUMN, "point" if number else "text")
    return [*lines, run, *_calls(calendar, width), *_reasons(found, width), *_clocks(profile, person, calendar, width)]


def _told(
    profile: Profile, person: Contractor, day: date, found: TrialDay | RejectedDay | None
) -> tuple[str, str, str, str]:
    """A day on my clock, on theirs and on mine, and what is shared of it; `off` is whoever does not work."""
    if isinstance(found, TrialDay):
        return times([found.mine]), times(found.theirs), times(found.theirs_here), times(found.shared)
    mine, theirs = party_of(profile), party_of(person)
    if mine is None or theirs is None:
        return "-", "-", "-", "-"
    my_hours, their_hours = _alone(mine, day), _alone(theirs, day)
    here = [one.seen_in(mine.zone) for one in their_hours]
    shared = "off" if not my_hours or not their_hours else "-"
    return times(my_hours, "off"), times(their_hours, "off"), times(here, "off"), shared


def _alone(party: Party, day: date) -> list[Window]:
    """When somebody works on a date of theirs; empty where they do not."""
    if not party.works_on(day) or party.off_on(day) is not None:
        return []
    start, end = (datetime.fromtimestamp(one, UTC) for one in party.shift(day))
    return [Window(start, end).seen_in(party.zone)]


def _row(label: str, cells: Sequence[str], look: str) -> Line:
    line = Line(" ").cell(label, LABEL - 1, "quiet")
    for one in cells:
        line.cell(one, COLUMN, look)
    return line


def _day(
    profile: Profile, person: Contractor, calendar: TrialCalendar, day: date, need: float | None
) -> TrialDay | RejectedDay | None:
    for one in calendar.days:
        if one.date == day:
            return one
    alone = trial_calendar(profile, person, need=need, earliest=day, days=1)
    if alone.days and alone.days[0].date == day:
        return alone.days[0]
    return next((one for one in alone.rejected if one.date == day), None)


def _zone_words(person: Contractor, day: date) -> str:
    """Such as `Them (JST)`."""
    party = party_of(person)
    zone = f"{datetime.combine(day, party.start, ZoneInfo(party.zone)):%Z}" if party is not None else ""
    return f"Them ({zone[:4]})" if zone else "Them"


def _calls(calendar: TrialCalendar, width: int) -> list[Line]:
    calls = []
    for index, one in enumerate(calendar.days):
        for call in one.check_ins[:1] if index == 0 else one.check_ins[-1:]:
            theirs = call.astimezone(one.theirs[0].start.tzinfo) if one.theirs else call
            what = "start" if index == 0 else "review"
            calls.append(f"{short_day(one.date)} {call:%H:%M} yours / {theirs:%H:%M} theirs ({what})")
    labels = ["Calls"] + [""] * len(calls)
    shown = calls if len(calls) < 3 else [calls[0], calls[-1]]
    if shown and sum(len(one) + 2 for one in shown) + LABEL < width:
        shown = ["  ".join(shown)]
    rows = zip(labels, shown, strict=False)
    return [Line(" ").cell(label, LABEL - 1, "quiet").add(one).fitted(width) for label, one in rows]


def _reasons(found: Sequence[TrialDay | RejectedDay | None], width: int) -> list[Line]:
    """Why days are left out, each reason once."""
    days: dict[str, list[str]] = {}
    for one in found:
        if isinstance(one, RejectedDay):
            days.setdefault(one.reason, []).append(short(one.date))
    if not days:
        return []
    words = "; ".join(f"{', '.join(dates)}: {reason}" for reason, dates in days.items())
    first, *more = wrapped(f"Not on {words}", width - 4)
    return [Line("   " + line, "quiet") for line in [first, *([cut(" ".join(more), width - 4)] if more else [])]]


def _clocks(profile: Profile, person: Contractor, calendar: TrialCalendar, width: int) -> list[Line]:
    if calendar.clock_changes:
        return [Line("   " + one.words, "warn").fitted(width) for one in calendar.clock_changes[:2]]
    zones = [one.zone.replace("_", " ") for one in (party_of(profile), party_of(person)) if one is not None]
    words = f"Clocks: {' and '.join(dict.fromkeys(zones))}"
    words += "; no change within a week of it." if calendar.days else "."
    return [Line("   " + line, "quiet") for line in wrapped(words, width - 4)]


def unknown_schedule(profile: Profile, person: Contractor, key_of: KeyOf) -> str:
    """What is missing before days can be proposed; empty where nothing is."""
    if party_of(profile) is None:
        return f"Your own hours are not known: {key_of('profile')} opens your settings."
    if party_of(person) is None:
        return f"The hours of {person.handle} are not known: on People, {key_of('open')} sets zone, days and hours."
    return ""
