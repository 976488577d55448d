"""Hand-off: is all of it clear, how much do I look, and what really comes back."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from outsource_tui.advice.deal import Deal
from outsource_tui.advice.money import deal_of
from outsource_tui.advice.oversight import Oversight, oversight_of
from outsource_tui.advice.people import looks_at
from outsource_tui.model.handoff import AUTONOMY_WORDS, Handoff
from outsource_tui.model.plan import Plan, number_of
from outsource_tui.planner.brief_text import brief_text
from outsource_tui.planner.handoffs import STATE_WORDS, autonomy_set
from outsource_tui.planner.rows import archived, name_of
from outsource_tui.ui.clipboard import table_text
from outsource_tui.ui.dialogs.brief_form import open_brief
from outsource_tui.ui.dialogs.handoff_form import open_handoff_fields
from outsource_tui.ui.dialogs.handoff_state import open_handoff_state
from outsource_tui.ui.dialogs.look import LookDialog
from outsource_tui.ui.dialogs.pick_task import pick_task
from outsource_tui.ui.drawing import Line, block, rule, text_lines
from outsource_tui.ui.screens.base import PlanScreen
from outsource_tui.ui.stage import Stage
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

ORDER = {"running": 0, "preparing": 1, "paused": 2, "taken_back": 3, "ended": 4}
BRIEF_WIDTH = 44
ALL_WIDTH = 62
BRIEF_COLUMN = 36
TALL = 30
WITH_BRIEF = 112
WITH_ALL = 160
OF_ONE = frozenset(
    {
        "open", "handoff.begin", "handoff.next", "handoff.previous", "handoff.brief", "look", "rope.more", "rope.less",
        "archive", "copy", "copy.table", "text",
    }
)  # fmt: skip
"""Commands that need a hand-off to be shown."""


_Part = tuple[int, list[list[Line]]]
"""How soon a part of the screen gives way (the highest first), and its versions, longest first."""


class _Figures(Struct, frozen=True):
    """What is worked out of one hand-off, once for a plan."""

    seen: Oversight
    deal: Deal
    points: list[Point]


class HandoffScreen(PlanScreen):
    """One hand-off at a time; arrows up and down change it, page keys scroll its log."""

    name = "handoff"

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.current: str | None = None
        self._for: Plan | None = None
        self._all: list[Handoff] = []
        self._figures: dict[str, _Figures] = {}
        self._log_from = 0

    # what is shown

    @property
    def handoffs(self) -> list[Handoff]:
        """Those that run first."""
        if self._for is not self.plan:
            self._for, self._figures = self.plan, {}
            self._all = sorted(self.plan.live_handoffs, key=lambda one: (ORDER[one.state], number_of(one.id)))
        return self._all

    @property
    def handoff(self) -> Handoff | None:
        """The one that is shown."""
        shown = self.plan.handoffs.get(self.current) if self.current is not None else None
        if shown is None or shown.is_archived:
            shown = next(iter(self.handoffs), None)
            self.current = shown.id if shown is not None else None
        return shown

    def figures_of(self, handoff: Handoff) -> _Figures:
        """Worked out when first asked for."""
        _ = self.handoffs  # a new plan forgets the figures of the old one
        if handoff.id not in self._figures:
            plan = self.plan
            seen = oversight_of(plan, handoff, self.today)
            deal = deal_of(plan, plan.tasks[handoff.task_id], handoff=handoff)
            self._figures[handoff.id] = _Figures(seen, deal, points_of(plan, handoff))
        return self._figures[handoff.id]

    @property
    def row_id(self) -> str | None:
        handoff = self.handoff
        return handoff.id if handoff is not None else None

    def show(self, row_id: str) -> None:
        if row_id in self.plan.handoffs:
            self.current, self._log_from = row_id, 0

    def remembered(self) -> dict[str, str]:
        return {"row": self.current or ""}

    def recall(self, kept: Mapping[str, str]) -> None:
        self.show(kept.get("row", ""))

    # drawing

    def body(self, width: int, height: int) -> list[Line]:
        handoff = self.handoff
        if handoff is None:
            return block(self._empty(width), height)
        if width < WITH_BRIEF:
            return self._sheet(handoff, width, height)
        side_width = max(ALL_WIDTH, width - 112) if width >= WITH_ALL else BRIEF_WIDTH
        main = self._sheet(handoff, width - side_width, height)
        side = block(self._side(handoff, side_width - 2, height, with_all=width >= WITH_ALL), height)
        return [
            line.beside(Line("│ ", "rule").beside(side[row], 2), width - side_width) for row, line in enumerate(main)
        ]

    def _empty(self, width: int) -> list[Line]:
        words = "Nothing is handed off yet. Agree the outcome and a few looks; then let go, and see what comes back."
        return [
            rule("Hand-off", width),
            Line(),
            *text_lines(words, width),
            Line(),
            Line(f"   {self.stage.key_of('handoff.new')}  prepare one: task, person, how much rope"),
            Line(f"   {self.stage.key_of('trial.book')}  book a trial first: two paid days show who it is"),
        ]

    def _title(self, handoff: Handoff) -> str:
        ids = [one.id for one in self.handoffs]
        place = f"{ids.index(handoff.id) + 1} of {len(ids)} · " if len(ids) > 1 else ""
        return f"Hand-off {place}{STATE_WORDS[handoff.state]} · {name_of(self.plan, handoff.id)}"

    def _sheet(self, handoff: Handoff, width: int, height: int) -> list[Line]:
        """Everything of one hand-off; where there is little room what is needed least goes first."""
        found = self.figures_of(handoff)
        missing = [one.words for one in found.points if not one.is_clear]
        words = suggestion(handoff, found.seen, missing, self.today, self.stage.key_of)
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

    def _terms(self, handoff: Handoff, found: _Figures, width: int, *, rows: int) -> list[_Part]:
        """The brief and what was agreed: side by side, or one under the other; a shorter version of each behind it."""
        is_narrow = width < NARROW
        brief = point_lines(found.points, width if is_narrow else BRIEF_COLUMN)
        gaps = [brief[0], *(line for line, one in zip(brief[1:], found.points, strict=True) if not one.is_clear)]
        room = width if is_narrow else width - BRIEF_COLUMN - 1
        agreed = agreed_lines(
            self.plan, handoff, found.seen, found.deal, self.today, self.stage.key_of, width=room, rows=rows
        )
        if is_narrow:
            return [(3, [brief, gaps]), (4, [agreed, agreed[:4]])]
        return [(3, [_side_by_side(brief, agreed), _side_by_side(gaps, agreed[: max(4, len(gaps))])])]

    def _log(self, handoff: Handoff, width: int, room: int) -> list[Line]:
        if room < 2:
            return []
        looks = sorted(looks_at(self.plan, handoff.id), key=lambda one: one.date)
        rows = log_lines(looks, width)
        self._log_from = max(0, min(self._log_from, len(rows) - (room - 1)))
        shown = rows[self._log_from : self._log_from + room - 1]
        title = f"Log · {len(looks)} look{'s' if len(looks) > 1 else ''}" if looks else "Log"
        if len(shown) < len(rows):
            title += f", {self._log_from + 1} to {self._log_from + len(shown)} · PgDn older"
        return [rule(title, width), *(shown or [Line("   Nobody has looked yet.", "quiet")])]

    def _side(self, handoff: Handoff, width: int, height: int, *, with_all: bool) -> list[Line]:
        lines = self._rows(width, max(3, height // 2)) if with_all and len(self.handoffs) > 1 else []
        lines.append(rule("Brief, as y copies it", width))
        if self.plan.tasks[handoff.task_id].brief is None:
            return [
                *lines,
                *text_lines(f"No brief is written yet: {self.stage.key_of('handoff.brief')} writes it.", width),
            ]
        return [*lines, *brief_lines(brief_text(self.plan, handoff.id), width)]

    def _rows(self, width: int, room: int) -> list[Line]:
        """All hand-offs with a small meter each, the one that is shown among them."""
        ids = [one.id for one in self.handoffs]
        here = ids.index(self.current) if self.current in ids else 0
        first = max(0, min(here - room // 2, len(ids) - room))
        lines = [rule("All hand-offs", width)]
        for one in self.handoffs[first : first + room]:
            seen = self.figures_of(one).seen
            lines.append(handoff_row(self.plan, one, seen, width, is_here=one.id == self.current))
        return [*lines, Line()]

    # keys

    @property
    def hints(self) -> Sequence[str] | None:
        if self.handoff is None:
            return ("handoff.new", "trial.book", "next", "undo", "quit")
        return ("look", "open", "handoff.begin", "handoff.brief", "copy", "handoff.new", "rope.more", "next", "undo")

    def key(self, key: str, character: str | None) -> bool:
        if key in {"pagedown", "pageup"} and self.handoff is not None:
            self._log_from = max(0, self._log_from + (5 if key == "pagedown" else -5))
            return True
        return False

    def why_not(self, command_id: str) -> str:
        handoff = self.handoff
        if command_id not in OF_ONE:
            return ""
        if handoff is None:
            return f"There is no hand-off yet. {self.stage.key_of('handoff.new')} prepares one."
        is_over = handoff.state in {"ended", "taken_back"}
        if command_id == "look" and handoff.state == "preparing":
            return f"It has not started: {self.stage.key_of('handoff.begin')} starts it."
        if command_id in {"look", "handoff.begin", "rope.more", "rope.less"} and is_over:
            return f"It is {STATE_WORDS[handoff.state]}. {self.stage.key_of('handoff.new')} prepares a new one."
        if command_id == "rope.more" and handoff.autonomy == len(AUTONOMY_WORDS):
            return "They own the result already; there is no more rope than that."
        if command_id == "rope.less" and handoff.autonomy == 1:
            return "They follow the steps already; less rope is doing it yourself."
        if command_id == "copy" and self.plan.tasks[handoff.task_id].brief is None:
            return f"No brief is written yet: {self.stage.key_of('handoff.brief')} writes it."
        if command_id == "archive" and handoff.state in {"running", "paused"}:
            return f"It is {STATE_WORDS[handoff.state]}: {self.stage.key_of('handoff.begin')} ends it first."
        return ""

    def _required(self) -> Handoff:
        handoff = self.handoff
        assert handoff is not None  # noqa: S101 - why_not has looked
        return handoff

    def _step(self, by: int) -> None:
        ids = [one.id for one in self.handoffs]
        self.show(ids[max(0, min(len(ids) - 1, ids.index(self._required().id) + by))])

    def do_handoff_next(self) -> None:
        self._step(1)

    def do_handoff_previous(self) -> None:
        self._step(-1)

    def do_open(self) -> None:
        open_handoff_fields(self.stage, self._required().id)

    def do_handoff_new(self) -> None:
        pick_task(self.stage, "handoff", "a hand-off")

    def do_trial_book(self) -> None:
        pick_task(self.stage, "trial", "a trial")

    def do_handoff_begin(self) -> None:
        open_handoff_state(self.stage, self._required().id)

    def do_handoff_brief(self) -> None:
        open_brief(self.stage, self._required().task_id)

    def do_look(self) -> None:
        self.stage.open(LookDialog(self._required().id))

    def do_rope_more(self) -> None:
        self._rope(1)

    def do_rope_less(self) -> None:
        self._rope(-1)

    def _rope(self, by: int) -> None:
        handoff = self._required()
        level = handoff.autonomy + by
        if self.stage.do(autonomy_set(self.plan, handoff.id, level)):
            days = self.plan.handoffs[handoff.id].checkin_every_days
            self.stage.say(f"Rope {level}: {AUTONOMY_WORDS[level - 1].lower()}; look every {days} days. u undo")

    def do_archive(self) -> None:
        self.stage.do(archived(self.plan, [self._required().id], self.stage.desk.clock))

    def do_copy(self) -> None:
        text = brief_text(self.plan, self._required().id)
        self.send(text, f"the brief, {len(text.splitlines())} lines")

    def do_copy_table(self) -> None:
        rows = [("Hand-off", "State", "Since", "Share", "Rope", "Looking, % of their time")]
        for one in self.handoffs:
            ratio = self.figures_of(one).seen.ratio
            figures = (f"{one.share:.0%}", str(one.autonomy), f"{ratio:.1f}" if ratio is not None else "-")
            rows.append((name_of(self.plan, one.id), STATE_WORDS[one.state], one.start.isoformat(), *figures))
        self.send(table_text(rows), "the hand-offs as a table")

    def do_text(self) -> None:
        from outsource_tui.ui.dialogs.long_text import edit_purpose  # only when an editor is asked for

        edit_purpose(self.stage, self._required().task_id)


def _side_by_side(left: list[Line], right: list[Line]) -> list[Line]:
    count = max(len(left), len(right))
    rows = zip(block(left, count), block(right, count), strict=True)
    return [one.beside(Line("│", "rule").beside(other, 1), BRIEF_COLUMN) for one, other in rows]
