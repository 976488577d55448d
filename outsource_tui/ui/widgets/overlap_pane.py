"""The shared hours of one of my days, and of its week where there is room, under a list of people."""

from collections.abc import Sequence
from datetime import date

from outsource_tui.advice.overlap import party_of
from outsource_tui.model.contractor import Contractor
from outsource_tui.model.profile import Profile
from outsource_tui.ui.commands import KeyOf
from outsource_tui.ui.drawing import Line, rule
from outsource_tui.ui.widgets.overlap_bars import Someone, label_width, overlap_lines, week_lines
from outsource_tui.ui.widgets.side_by_side import short_names

FULL_NAMES_FROM = 24
"""Cells from which on a name is written out."""


def overlap_pane(
    profile: Profile, people: Sequence[Contractor], day: date, width: int, key_of: KeyOf, *, week: bool = False
) -> list[Line]:
    """Bars for `day`, and with `week` the shared hours of each day of that week."""
    mine = party_of(profile)
    if mine is None:
        words = f" Your own days, hours or zone are not known. {key_of('profile')} fills them in."
        return [rule("Your day", width), Line(words, "warn")]
    names = [one.handle for one in people] if label_width(width) >= FULL_NAMES_FROM else short_names(people)
    named = [Someone(name, party_of(one)) for name, one in zip(names, people, strict=True)]
    zone = mine.zone.rpartition("/")[2].replace("_", " ")
    told = f"{day:%a} {day.day} {day:%b}"
    arrows = "".join(key_of(f"day.{way}") for way in ("earlier", "later"))
    lines = [
        rule(f"Your day, {zone} time · {told} · {arrows} another day", width),
        *overlap_lines(mine, named, day, width),
    ]
    if week:
        lines += [rule(f"The week of {told}: hours you share", width), *week_lines(mine, named, day, width)]
    return lines
