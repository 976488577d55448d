"""Hand-off: is all of it clear, how much do I look, and what really comes back."""

from collections.abc import Sequence

from outsource_tui.advice.rounding import count_words
from outsource_tui.model.handoff import AUTONOMY_WORDS, Handoff
from outsource_tui.planner.brief_text import brief_text
from outsource_tui.planner.clock_words import every_words
from outsource_tui.planner.handoffs import STATE_WORDS, autonomy_set
from outsource_tui.planner.rows import archived, name_of
from outsource_tui.ui.clipboard import table_text
from outsource_tui.ui.dialogs.brief_form import open_brief
from outsource_tui.ui.dialogs.handoff_form import open_handoff_fields
from outsource_tui.ui.dialogs.handoff_state import open_handoff_state
from outsource_tui.ui.dialogs.look import LookDialog
from outsource_tui.ui.dialogs.pick_task import pick_task
from outsource_tui.ui.drawing import Line, block, rule, text_lines
from outsource_tui.ui.screens.base import NOTHING_FITS
from outsource_tui.ui.screens.one_screen import NARROWING, OF_ROWS, OneScreen, Row
from outsource_tui.ui.stage import Stage
from outsource_tui.ui.widgets.handoff_view import HandoffView

OF_ONE = frozenset(
    {
        "open", "handoff.begin", "handoff.next", "handoff.previous", "handoff.brief", "look", "rope.more", "rope.less",
        "archive", "copy", "copy.table", "text", *OF_ROWS,
    }
)  # fmt: skip
"""Commands that need a hand-off to be shown."""


class HandoffScreen(OneScreen):
    """One hand-off at a time; arrows up and down change it, page keys scroll its log."""

    name = "handoff"
    noun = "hand-off"
    searched = "task, person, state"
    state_words = {one: STATE_WORDS[one] for one in ("running", "preparing", "paused", "taken_back", "ended")}
    is_oldest_first = True

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._view = HandoffView(stage.plan, stage.today, stage.key_of)

    # what is shown

    def _live(self) -> Sequence[Row]:
        return self.plan.live_handoffs

    @property
    def handoffs(self) -> list[Handoff]:
        """Those that are listed, in their order."""
        self._list()
        return [self.plan.handoffs[one] for one in self.table.rows]

    @property
    def handoff(self) -> Handoff | None:
        """The one that is shown."""
        row_id = self.row_id
        return self.plan.handoffs[row_id] if row_id is not None else None

    @property
    def view(self) -> HandoffView:
        """What draws them, told how the plan is now."""
        self._view.at(self.plan, self.today, self.handoffs)
        self._view.narrowed, self._view.marked = self.list_words, self.table.marks
        return self._view

    # drawing

    def body(self, width: int, height: int) -> list[Line]:
        handoff = self.handoff
        if handoff is not None:
            return self.view.lines(handoff, width, height)
        if self.is_narrowed:
            words = f"No hand-off is left: {self.list_words}. Esc shows all again."
            return block([rule("Hand-off", width), *text_lines(words, width)], height)
        return block(self._empty(width), height)

    def _empty(self, width: int) -> list[Line]:
        words = "Nothing is handed off yet. Agree the outcome and a few looks; then let go, and see what comes back."
        key = self.stage.key_of
        return [
            rule("Hand-off", width),
            Line(),
            *text_lines(words, width),
            Line(),
            Line(f"   {key('handoff.new')}  prepare one: task, person, how much rope"),
            Line(f"   {key('trial.book')}  book a trial first: two paid days show who it is"),
        ]

    # keys

    @property
    def hints(self) -> Sequence[str] | None:
        if self.handoff is None:
            return ("handoff.new", "trial.book", "next", "undo", "quit")
        if self.table.marks:
            return ("archive", "copy", "copy.table", "mark", "mark.all", "handoff.next", "undo")
        return ("look", "open", "handoff.begin", "handoff.brief", "copy", "next", "handoff.new", "rope.more", "undo")

    def key(self, key: str, character: str | None) -> bool:
        if key in {"pagedown", "pageup"} and self.handoff is not None:
            self._view.log_from = max(0, self._view.log_from + (5 if key == "pagedown" else -5))
            return True
        return super().key(key, character)

    def why_not(self, command_id: str) -> str:
        handoff = self.handoff
        if command_id not in OF_ONE:
            return ""
        if handoff is None and self.is_narrowed:
            return "" if command_id in NARROWING else NOTHING_FITS
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
        if command_id in {"copy", "archive"}:
            return next(filter(None, (self._why_not_of(one, command_id) for one in self._chosen)), "")
        return ""

    @property
    def _chosen(self) -> list[Handoff]:
        """Those that are marked, else the one that is shown."""
        return [self.plan.handoffs[one] for one in self.table.chosen]

    def _why_not_of(self, handoff: Handoff, command_id: str) -> str:
        """Why one of those that are chosen cannot be copied or archived."""
        it = name_of(self.plan, handoff.id) if self.table.marks else "It"
        if command_id == "copy" and self.plan.tasks[handoff.task_id].brief is None:
            about = f" for {self.plan.tasks[handoff.task_id].name}" if self.table.marks else ""
            return f"No brief is written yet{about}: {self.stage.key_of('handoff.brief')} writes it."
        if command_id == "archive" and handoff.state in {"running", "paused"}:
            return f"{it} is {STATE_WORDS[handoff.state]}: {self.stage.key_of('handoff.begin')} ends it first."
        return ""

    def _required(self) -> Handoff:
        handoff = self.handoff
        assert handoff is not None  # noqa: S101 - why_not has looked
        return handoff

    def do_handoff_next(self) -> None:
        self._step("down")

    def do_handoff_previous(self) -> None:
        self._step("up")

    def do_open(self) -> None:
        open_handoff_fields(self.stage, self._required().id)

    def do_handoff_new(self) -> None:
        pick_task(self.stage, "handoff")

    def do_trial_book(self) -> None:
        pick_task(self.stage, "trial")

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
            self.stage.say(f"Rope {level}: {AUTONOMY_WORDS[level - 1].lower()}; look {every_words(days)}. u undo")

    def do_archive(self) -> None:
        self.stage.do(archived(self.plan, self.table.chosen, self.stage.desk.clock))

    def do_copy(self) -> None:
        chosen = self._chosen
        text = "\n\n".join(brief_text(self.plan, one.id) for one in chosen)
        what = "the brief" if len(chosen) == 1 else f"{len(chosen)} briefs"
        self.send(text, f"{what}, {count_words(len(text.splitlines()), 'line')}")

    def do_copy_table(self) -> None:
        rows = [("Hand-off", "State", "Since", "Share", "Rope", "Looking, % of their time")]
        for one in self._chosen if self.table.marks else self.handoffs:
            ratio = self.view.figures_of(one).seen.ratio
            figures = (f"{one.share:.0%}", str(one.autonomy), f"{ratio:.1f}" if ratio is not None else "-")
            rows.append((name_of(self.plan, one.id), STATE_WORDS[one.state], one.start.isoformat(), *figures))
        self.send(table_text(rows), f"{count_words(len(rows) - 1, 'hand-off')} as a table")

    def do_text(self) -> None:
        from outsource_tui.ui.dialogs.long_text import edit_purpose  # only when an editor is asked for

        edit_purpose(self.stage, self._required().task_id)
