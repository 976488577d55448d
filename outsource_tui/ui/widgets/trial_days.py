"""The days of a trial as columns: both wall clocks, what is shared, what is off and why."""

from collections.abc import Sequence
from datetime import date, timedelta

from outsource_tui.advice.calendar import RejectedDay, TrialCalendar, TrialDay, Window, trial_calendar
from outsource_tui.advice.overlap import party_of
from outsource_tui.model.contractor import Contractor
from outsource_tui.model.profile import Profile
from outsource_tui.ui.commands import KeyOf
from outsource_tui.ui.dates import short_day
from outsource_tui.ui.drawing import Line, wrapped

LABEL = 12
COLUMN = 11


def hours_of(window: Window) -> str:
    """Such as `09━━17`, with minutes only where there are some."""
    start, end = (f"{one:%H:%M}" if one.minute else f"{one:%H}" for one in (window.start, window.end))
    return f"{start}━━{end}" if len(start) + len(end) < 8 else f"{start}-{end}"


def times(windows: Sequence[Window]) -> str:
    """All windows of a day, or a dash."""
    return " ".join(hours_of(one) for one in windows) or "-"


def calendar_lines(
    profile: Profile, person: Contractor, calendar: TrialCalendar, *, first: date, need: float | None, width: int
) -> list[Line]:
    """Rows for the days from `first` on; below them what the clocks do."""
    count = max(1, min((width - LABEL) // COLUMN, 9))
    shown = [_day(profile, person, calendar, first + timedelta(days=n), need) for n in range(count)]
    dates = [first + timedelta(days=n) for n in range(count)]
    chosen = [one.date for one in calendar.days]
    zone = _zone_words(calendar)
    rows: list[tuple[str, list[str], str]] = [
        ("", [short_day(one) for one in dates], "quiet"),
        ("You", [times([one.mine]) if isinstance(one, TrialDay) else "" for one in shown], "text"),
        (zone, [times(one.theirs) if isinstance(one, TrialDay) else "" for one in shown], "text"),
        ("in yours", [times(one.theirs_here) if isinstance(one, TrialDay) else "" for one in shown], "text"),
        ("Together", [times(one.shared) if isinstance(one, TrialDay) else "off" for one in shown], "strong"),
    ]
    lines = [_row(label, cells, look) for label, cells, look in rows]
    run = Line(" ").cell("Trial", LABEL - 1, "quiet")
    for one in dates:
        number = chosen.index(one) + 1 if one in chosen else 0
        run.cell(f"[day {number}]" if number else "", COLUMN, "point" if number else "text")
    return [*lines, run, *_calls(calendar, width), *_reasons(shown, width), *_clocks(calendar, width)]


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


def _zone_words(calendar: TrialCalendar) -> str:
    """Such as `Them (JST)`."""
    zone = next((f"{one.theirs[0].start:%Z}" for one in calendar.days if one.theirs), "")
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


def _reasons(shown: Sequence[TrialDay | RejectedDay | None], width: int) -> list[Line]:
    reasons = [one.words for one in shown if isinstance(one, RejectedDay)]
    if not reasons:
        return []
    return [Line("   " + line, "quiet") for line in wrapped("Not on " + "; ".join(reasons), width - 4)[:2]]


def _clocks(calendar: TrialCalendar, width: int) -> list[Line]:
    if calendar.clock_changes:
        return [Line("   " + one.words, "warn").fitted(width) for one in calendar.clock_changes[:2]]
    if not calendar.days:
        return []
    day = calendar.days[0]
    zones = [_zone_name(one) for one in (day.mine, *day.theirs[:1])]
    words = f"Clocks: {' and '.join(dict.fromkeys(zones))}; no change within a week of it."
    return [Line("   " + line, "quiet") for line in wrapped(words, width - 4)]


def _zone_name(window: Window) -> str:
    """The zone of a window, spelled out."""
    return str(window.start.tzinfo).replace("_", " ")


def unknown_schedule(profile: Profile, person: Contractor, key_of: KeyOf) -> str:
    """What is missing before days can be proposed; empty where nothing is."""
    if party_of(profile) is None:
        return f"Your own hours are not known: {key_of('profile')} opens your settings."
    if party_of(person) is None:
        return f"The hours of {person.handle} are not known: on People, {key_of('open')} sets zone, days and hours."
    return ""
