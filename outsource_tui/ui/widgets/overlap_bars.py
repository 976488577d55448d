"""Who works when on one of my days, as bars in my local time, with the hours we share in numbers (PRODUCT.md 3.7)."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace
from rich.cells import cell_len

from outsource_tui.advice.overlap import FARTHEST, Party, shared_windows
from outsource_tui.advice.rounding import hours_words
from outsource_tui.ui.drawing import Line, cut, is_uncut

MINUTES = 1440
AROUND = timedelta(days=FARTHEST)
WORKS, SHARED, FREE = "━", "█", "·"

Minutes = list[tuple[int, int]]
"""From and to, in minutes since my midnight."""
Windows = Sequence[tuple[datetime, datetime]]
"""From and to, in UTC."""


class Someone(Struct, frozen=True):
    """A person in the bars. Without a `party` their zone, days or hours are not known."""

    name: str
    party: Party | None


def overlap_lines(mine: Party, people: Sequence[Someone], day: date, width: int) -> list[Line]:
    """An axis, my day, theirs, and when all of us work."""
    label, cells = label_width(width), cells_for(width)
    own = minutes_of(mine, mine.zone, day)
    you = _bar_line(Line(" ").cell("You", label - 2, "strong").add(" "), own, [], cells)
    lines = [_axis(label, cells), you.add("  " + (_when(own) or _why_free(mine, mine.zone, day)))]
    for one in people:
        theirs = [] if one.party is None else minutes_of(one.party, mine.zone, day)
        windows = [] if one.party is None else shared_windows(mine, one.party, day)
        name = Line(" ").cell(one.name, label - 2, "strong").add(" ")
        line = _bar_line(name, theirs, _clipped(windows, mine.zone, day), cells)
        lines.append(_told(line, one.party, theirs, windows, mine.zone, day, width))
    return [*lines, _together(mine, people, day, width)]


def label_width(width: int) -> int:
    """Cells in front of the bars, for the names."""
    return 9 if width < 140 else 24


def cells_for(width: int) -> int:
    """Cells of a bar: a quarter of an hour each where there is room, else half an hour, else one."""
    room = width - label_width(width) - 14
    return 96 if room >= 96 else 48 if room >= 48 else 24


def shared_hours(windows: Windows) -> float:
    """The length of some windows, in hours."""
    return sum((end - start).total_seconds() for start, end in windows) / 3600


def minutes_of(party: Party, zone: str, day: date) -> Minutes:
    """When they work on a date of `zone`, on its clock; days off left out."""
    spans = party.shifts(day - AROUND, day + AROUND)
    return _clipped([(_instant(start), _instant(end)) for start, end in spans], zone, day)


def week_lines(mine: Party, people: Sequence[Someone], day: date, width: int) -> list[Line]:
    """My week of `day`: the shared hours of each date, or who is off and why."""
    monday = day - timedelta(days=day.weekday())
    days = [monday + timedelta(days=n) for n in range(7)]
    label = label_width(width)
    room = (width - label - 10) // 7
    head = Line().to(label)
    for one in days:
        head.cell(f"{one:%a} {one.day}", room, "strong" if one == day else "quiet")
    head.add("the week", "quiet")
    you = Line(" ").cell("You", label - 2, "strong").add(" ")
    for one in days:
        you.cell(_when(minutes_of(mine, mine.zone, one)) or _why_free(mine, mine.zone, one), room - 1).add(" ")
    lines = [head, you]
    for person in people:
        line = Line(" ").cell(person.name, label - 2, "strong").add(" ")
        total = 0.0
        for one in days:
            words, hours, look = _day_together(mine, person.party, one)
            total += hours
            line.cell(words, room - 1, look).add(" ")
        lines.append(line.add(f"{hours_words(total)} h" if person.party is not None else "-"))
    return lines


def common_windows(mine: Party, people: Sequence[Someone], day: date) -> list[tuple[datetime, datetime]]:
    """When I and everybody whose hours are known work, on a date of mine (UTC)."""
    known = [one.party for one in people if one.party is not None]
    common = shared_windows(mine, known[0], day) if known else []
    for party in known[1:]:
        others = shared_windows(mine, party, day)
        both = [(max(a, c), min(b, d)) for a, b in common for c, d in others]
        common = [(start, end) for start, end in both if start < end]
    return common


def clock_words(minute: int) -> str:
    """A time of the day as it is printed: `09`, `09:30`, `24`."""
    hour, rest = divmod(minute, 60)
    return f"{hour:02d}:{rest:02d}" if rest else f"{hour:02d}"


def _axis(label: int, cells: int) -> Line:
    line = Line()
    step = 3 if cells >= 48 else 6
    for hour in range(0, 25, step):
        line.to(label + hour * cells // 24).add(f"{hour:02d}", "quiet")
    return line


def _bar_line(line: Line, theirs: Minutes, shared: Minutes, cells: int) -> Line:
    size = MINUTES / cells
    marks = [_mark(int((cell + 0.5) * size), theirs, shared) for cell in range(cells)]
    looks = {WORKS: "text", SHARED: "good", FREE: "quiet"}
    start = 0
    for at, (one, other) in enumerate(pairwise([*marks, ""]), 1):
        if one != other:
            line.add(one * (at - start), looks[one])
            start = at
    return line


def _mark(minute: int, theirs: Minutes, shared: Minutes) -> str:
    if any(start <= minute < end for start, end in shared):
        return SHARED
    return WORKS if any(start <= minute < end for start, end in theirs) else FREE


def _told(
    line: Line,
    party: Party | None,
    theirs: Minutes,
    windows: Windows,
    zone: str,
    day: date,
    width: int,
) -> Line:
    """The bar with its numbers at the end: when they work on my clock, and how long we share."""
    if party is None:
        return line.add("  hours not known", "quiet")
    if not theirs:
        return line.add("  " + _why_free(party, zone, day), "quiet")
    when, hours = f"{_when(theirs):5}", f"{hours_words(shared_hours(windows))} h"
    fitting = (f"{when}  {hours} shared", f"{when}  {hours}", f"{hours} shared", hours)
    room = len(fitting[0]) if is_uncut() else width - line.width - 2
    return line.add("  ").add(next((one for one in fitting if len(one) <= room), hours), "text" if windows else "warn")


def _together(mine: Party, people: Sequence[Someone], day: date, width: int) -> Line:
    """When we share hours, all of us first, then each on my clock and on theirs; where there is no room on theirs."""
    known = [(one.name, one.party) for one in people if one.party is not None]
    line = Line(" ").cell("Shared", label_width(width) - 1, "quiet")
    room = max(1, width - line.width)
    parts, short = [], []
    for name, party in known:
        windows = shared_windows(mine, party, day)
        if windows:
            here, there = _window_words(windows, mine.zone), _window_words(windows, party.zone)
            parts.append(f"{name} {here}" + (f" ({there} there)" if there != here else ""))
            short.append(f"{name} {there}")
    if not parts:
        return line.add("nobody works when you do on this day", "quiet")
    told = " · ".join(parts)
    if len(known) > 1:
        windows = common_windows(mine, people, day)
        words = f"{_window_words(windows, mine.zone)} ({hours_words(shared_hours(windows))} h)" if windows else "never"
        told = f"all {len(known) + 1} of you {words} · {told}"
        if cell_len(told) > room and not is_uncut():
            told = f"all {len(known) + 1} {words} · there: {', '.join(short)}"
    return line.add(cut(told, room))


def _day_together(mine: Party, theirs: Party | None, day: date) -> tuple[str, float, str]:
    """Words, shared hours and look of one cell of the week."""
    if theirs is None:
        return "-", 0.0, "quiet"
    windows = shared_windows(mine, theirs, day)
    if windows:
        hours = shared_hours(windows)
        return f"{_window_words(windows, mine.zone)}  {hours_words(hours)} h", hours, "text"
    if not minutes_of(mine, mine.zone, day):
        return "", 0.0, "quiet"
    if not minutes_of(theirs, mine.zone, day):
        return _why_free(theirs, mine.zone, day), 0.0, "quiet"
    return "nothing shared", 0.0, "warn"


def _why_free(party: Party, zone: str, day: date) -> str:
    """Why somebody does not work on a date of `zone`: a day off by its name, else the weekday."""
    bare = replace(party, days_off=())
    for there in (day + timedelta(days=n) for n in (0, -1, 1, -2, 2)):
        off = party.off_on(there)
        if off is not None and bare.works_on(there):
            start, end = bare.shift(there)
            if _clipped([(_instant(start), _instant(end))], zone, day):
                return f"off: {off.label}" if off.label else "a day off"
    return "not a work day"


def _instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _clipped(windows: Windows, zone: str, day: date) -> Minutes:
    """Windows as minutes of the wall clock of one date; what lies outside is cut off."""
    here = ZoneInfo(zone)
    first = datetime.combine(day, time(), here).astimezone(UTC)
    last = datetime.combine(day + timedelta(days=1), time(), here).astimezone(UTC)
    found: Minutes = []
    for start, end in windows:
        start, end = max(start, first), min(end, last)
        if start < end:
            from_, to = start.astimezone(here), end.astimezone(here)
            until = MINUTES if end == last else to.hour * 60 + to.minute
            found.append((from_.hour * 60 + from_.minute, until))
    return found


def _when(minutes: Minutes) -> str:
    return ", ".join(f"{clock_words(start)}-{clock_words(end)}" for start, end in minutes)


def _window_words(windows: Windows, zone: str) -> str:
    """Windows on my clock; one that runs past midnight is told by its end on the next day."""
    here = ZoneInfo(zone)
    parts = []
    for start, end in windows:
        from_, to = start.astimezone(here), end.astimezone(here)
        until = to.hour * 60 + to.minute
        parts.append(f"{clock_words(from_.hour * 60 + from_.minute)}-{clock_words(until if until else MINUTES)}")
    return ", ".join(parts)
