"""A hand-off put together for a width and a height: brief, what was agreed, the meter, the log, all the others."""

from collections.abc import Collection, Sequence
from datetime import date

from msgspec import Struct

from outsource_tui.advice.deal import Deal
from outsource_tui.advice.money import deal_of
from outsource_tui.advice.oversight import Oversight, oversight_of
from outsource_tui.advice.people import looks_at
from outsource_tui.advice.rounding import count_words
from outsource_tui.model.handoff import Handoff
from outsource_tui.model.plan import Plan
from outsource_tui.planner.brief_text import brief_text
from outsource_tui.planner.handoffs import STATE_WORDS
from outsource_tui.planner.rows import name_of
from outsource_tui.ui.commands import KeyOf
from outsource_tui.ui.drawing import Line, block, divided, rule, text_lines
from outsource_tui.ui.widgets.handoff_sheet import (
    Point,
    agreed_lines,
    brief_lines,
    handoff_row,
    log_lines,
    point_lines,
    points_of,
    suggestion,
    suggestion_lines,
)
from outsource_tui.ui.widgets.meter import NARROW, oversight_lines

BRIEF_WIDTH = 44
ALL_WIDTH = 62
BRIEF_COLUMN = 36
TALL = 30
WITH_BRIEF = 112
WITH_ALL = 160

_Part = tuple[int, list[list[Line]]]
"""How soon a part of the screen gives way (the highest first), and its versions, longest first."""


class HandoffFigures(Struct, frozen=True):
    """What is worked out of one hand-off, once for a plan."""

    seen: Oversight
    deal: Deal
    points: list[Point]


class HandoffView:
    """Draws one of `handoffs`; what is worked out of each is kept for as long as the plan is the same."""

    def __init__(self, plan: Plan, today: date, key_of: KeyOf) -> None:
        self.plan, self.today, self.key_of = plan, today, key_of
        self.handoffs: Sequence[Handoff] = ()
        self.narrowed = ""
        """What the hand-offs are narrowed to, in words."""
        self.marked: Collection[str] = ()
        self.log_from = 0
        """The first look of the log that is seen, counted from the newest."""
        self._current = ""
        self._figures: dict[str, HandoffFigures] = {}

    def at(self, plan: Plan, today: date, handoffs: Sequence[Handoff]) -> None:
        """What is told of; another plan or day forgets the figures of the old."""
        if self.plan is not plan or self.today != today:
            self._figures = {}
        self.plan, self.today, self.handoffs = plan, today, handoffs

    def lines(self, handoff: Handoff, width: int, height: int) -> list[Line]:
        """The body of the screen."""
        if handoff.id != self._current:
            self._current, self.log_from = handoff.id, 0
        if width < WITH_BRIEF:
            return self._sheet(handoff, width, height)
        side_width = max(ALL_WIDTH, width - 112) if width >= WITH_ALL else BRIEF_WIDTH
        main = self._sheet(handoff, width - side_width, height)
        side = block(self._side(handoff, side_width - 2, height, with_all=width >= WITH_ALL), height)
        return divided(main, side, width - side_width)

    def figures_of(self, handoff: Handoff) -> HandoffFigures:
        """Worked out when first asked for."""
        if handoff.id not in self._figures:
            plan = self.plan
            seen = oversight_of(plan, handoff, self.today)
            deal = deal_of(plan, plan.tasks[handoff.task_id], handoff=handoff)
            self._figures[handoff.id] = HandoffFigures(seen, deal, points_of(plan, handoff))
        return self._figures[handoff.id]

    def _title(self, handoff: Handoff) -> str:
        """The name comes last: where there is no room it is cut."""
        ids = [one.id for one in self.handoffs]
        place = f"{ids.index(handoff.id) + 1} of {len(ids)}" if len(ids) > 1 else ""
        place += " *" if handoff.id in self.marked else ""
        parts = (place.strip(), self.narrowed, STATE_WORDS[handoff.state], name_of(self.plan, handoff.id))
        return f"Hand-off {' · '.join(filter(None, parts))}"

    def _sheet(self, handoff: Handoff, width: int, height: int) -> list[Line]:
        """Everything of one hand-off; where there is little room what is needed least goes first."""
        found = self.figures_of(handoff)
        missing = [one.words for one in found.points if not one.is_clear]
        words = suggestion(handoff, found.seen, missing, self.today, self.key_of)
        parts: list[_Part] = [
            (0, [[rule(self._title(handoff), width)]]),
            *self._terms(handoff, found, width, rows=3 if height >= TALL else 1),
            (1, [oversight_lines(handoff, found.seen, width)]),
            (2, [suggestion_lines(words, width, is_open=handoff.is_open)]),
        ]
        while len(parts) > 1 and sum(len(versions[0]) for _, versions in parts) > height:
            least = max(parts, key=lambda part: (len(part[1]) > 1, part[0]))
            if len(least[1]) > 1:
                least[1].pop(0)
            else:
                parts.remove(least)
        lines = [line for _, versions in parts for line in versions[0]]
        return block([*lines, *self._log(handoff, width, height - len(lines))], height)

    def _terms(self, handoff: Handoff, found: HandoffFigures, width: int, *, rows: int) -> list[_Part]:
        """The brief and what was agreed: side by side, or one under the other; a shorter version of each behind it."""
        is_narrow = width < NARROW
        brief = point_lines(found.points, width if is_narrow else BRIEF_COLUMN)
        gaps = [brief[0], *(line for line, one in zip(brief[1:], found.points, strict=True) if not one.is_clear)]
        room = width if is_narrow else width - BRIEF_COLUMN - 1
        agreed = agreed_lines(
            self.plan, handoff, found.seen, found.deal, self.today, self.key_of, width=room, rows=rows
        )
        if is_narrow:
            return [(3, [brief, gaps]), (4, [agreed, agreed[:4]])]
        return [(3, [_side_by_side(brief, agreed), _side_by_side(gaps, agreed[: max(4, len(gaps))])])]

    def _log(self, handoff: Handoff, width: int, room: int) -> list[Line]:
        if room < 2:
            return []
        looks = sorted(looks_at(self.plan, handoff.id), key=lambda one: one.date)
        rows = log_lines(looks, width)
        self.log_from = max(0, min(self.log_from, len(rows) - (room - 1)))
        shown = rows[self.log_from : self.log_from + room - 1]
        title = f"Log · {count_words(len(looks), 'look')}" if looks else "Log"
        if len(shown) < len(rows):
            title += f", {self.log_from + 1} to {self.log_from + len(shown)} · PgDn older"
        return [rule(title, width), *(shown or [Line("   Nobody has looked yet.", "quiet")])]

    def _side(self, handoff: Handoff, width: int, height: int, *, with_all: bool) -> list[Line]:
        lines = self._rows(width, max(3, height // 2)) if with_all and len(self.handoffs) > 1 else []
        lines.append(rule(f"Brief, as {self.key_of('copy')} copies it", width))
        if self.plan.tasks[handoff.task_id].brief is None:
            return [
                *lines,
                *text_lines(f"No brief is written yet: {self.key_of('handoff.brief')} writes it.", width),
            ]
        return [*lines, *brief_lines(brief_text(self.plan, handoff.id), width)]

    def _rows(self, width: int, room: int) -> list[Line]:
        """All hand-offs with a small meter each, the one that is shown among them."""
        ids = [one.id for one in self.handoffs]
        here = ids.index(self._current) if self._current in ids else 0
        first = max(0, min(here - room // 2, len(ids) - room))
        lines = [rule("All hand-offs", width)]
        for one in self.handoffs[first : first + room]:
            seen = self.figures_of(one).seen
            lines.append(
                handoff_row(
                    self.plan, one, seen, width, is_here=one.id == self._current, is_marked=one.id in self.marked
                )
            )
        return [*lines, Line()]


def _side_by_side(left: list[Line], right: list[Line]) -> list[Line]:
    count = max(len(left), len(right))
    rows = zip(block(left, count), block(right, count), strict=True)
    return [one.beside(Line("│", "rule").beside(other, 1), BRIEF_COLUMN) for one, other in rows]
