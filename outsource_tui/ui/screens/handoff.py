"""Hand-off: is all of it clear, how much do I look, and what really comes back."""

from collections.abc import Mapping, Sequence

from outsource_tui.advice.rounding import count_words
from outsource_tui.model.handoff import AUTONOMY_WORDS, Handoff
from outsource_tui.model.plan import Plan, number_of
from outsource_tui.planner.brief_text import brief_text
from outsource_tui.planner.handoffs import STATE_WORDS, autonomy_set
from outsource_tui.planner.rows import archived, name_of
from outsource_tui.ui.clipboard import table_text
from outsource_tui.ui.dates import every_words
from outsource_tui.ui.dialogs.brief_form import open_brief
from outsource_tui.ui.dialogs.handoff_form import open_handoff_fields
from outsource_tui.ui.dialogs.handoff_state import open_handoff_state
from outsource_tui.ui.dialogs.line import LineDialog
from outsource_tui.ui.dialogs.look import LookDialog
from outsource_tui.ui.dialogs.pick_task import pick_task
from outsource_tui.ui.drawing import Line, block, rule, text_lines
from outsource_tui.ui.screens.base import PlanScreen
from outsource_tui.ui.stage import Stage
from outsource_tui.ui.widgets.handoff_view import HandoffView

ORDER = {"running": 0, "preparing": 1, "paused": 2, "taken_back": 3, "ended": 4}
OF_ONE = frozenset(
    {
        "open", "handoff.begin", "handoff.next", "handoff.previous", "handoff.brief", "look", "rope.more", "rope.less",
        "archive", "copy", "copy.table", "text", "find",
    }
)  # fmt: skip
"""Commands that need a hand-off to be shown."""


class HandoffScreen(PlanScreen):
    """One hand-off at a time; arrows up and down change it, page keys scroll its log."""

    name = "handoff"

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.current: str | None = None
        self.words = ""
        self._for: tuple[Plan, str] | None = None
        self._all: list[Handoff] = []
        self._view = HandoffView(stage.plan, stage.today, stage.key_of)

    # what is shown

    @property
    def handoffs(self) -> list[Handoff]:
        """Those that run first, as far as they have the words in them."""
        if self._for is None or self._for[0] is not self.plan or self._for[1] != self.words:
            self._for = (self.plan, self.words)
            words = self.words.casefold().split()
            found = [one for one in self.plan.live_handoffs if not words or self._has(one, words)]
            self._all = sorted(found, key=lambda one: (ORDER[one.state], number_of(one.id)))
        return self._all

    def _has(self, handoff: Handoff, words: Sequence[str]) -> bool:
        text = f"{handoff.id} {name_of(self.plan, handoff.id)} {STATE_WORDS[handoff.state]}".casefold()
        return all(word in text for word in words)

    @property
    def handoff(self) -> Handoff | None:
        """The one that is shown."""
        shown = self.plan.handoffs.get(self.current) if self.current is not None else None
        if shown is None or shown.is_archived or (self.words and shown not in self.handoffs):
            shown = next(iter(self.handoffs), None)
            self.current = shown.id if shown is not None else None
        return shown

    @property
    def view(self) -> HandoffView:
        """What draws them, told how the plan is now."""
        self._view.at(self.plan, self.today, self.handoffs)
        self._view.narrowed = self.words
        return self._view

    @property
    def row_id(self) -> str | None:
        handoff = self.handoff
        return handoff.id if handoff is not None else None

    def show(self, row_id: str) -> None:
        if row_id in self.plan.handoffs:
            self.current, self._view.log_from = row_id, 0
            if self.words and self.plan.handoffs[row_id] not in self.handoffs:
                self.words = ""

    def remembered(self) -> dict[str, str]:
        return {"row": self.current or "", "words": self.words}

    def recall(self, kept: Mapping[str, str]) -> None:
        self.words = kept.get("words", "")
        if not self.handoffs:
            self.words = ""
        self.show(kept.get("row", ""))

    # drawing

    def body(self, width: int, height: int) -> list[Line]:
        handoff = self.handoff
        if handoff is not None:
            return self.view.lines(handoff, width, height)
        if self.words:
            words = f"No hand-off has {self.words} in it. Esc shows all again."
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

    def cleared(self) -> bool:
        had, self.words = bool(self.words), ""
        return had

    def do_find(self) -> None:
        says = "Words in task, person, state. Nothing shows all."
        self.stage.open(LineDialog("Find", self._find, says=says, text=self.words))

    def _find(self, text: str) -> None:
        self.words = text

    # keys

    @property
    def hints(self) -> Sequence[str] | None:
        if self.handoff is None:
            return ("handoff.new", "trial.book", "next", "undo", "quit")
        return ("look", "open", "handoff.begin", "handoff.brief", "copy", "next", "handoff.new", "rope.more", "undo")

    def key(self, key: str, character: str | None) -> bool:
        if key in {"pagedown", "pageup"} and self.handoff is not None:
            self._view.log_from = max(0, self._view.log_from + (5 if key == "pagedown" else -5))
            return True
        return False

    def why_not(self, command_id: str) -> str:
        handoff = self.handoff
        if command_id not in OF_ONE:
            return ""
        if handoff is None and self.words:
            return "" if command_id == "find" else "Nothing fits; Esc shows all again."
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
            self.stage.say(f"Rope {level}: {AUTONOMY_WORDS[level - 1].lower()}; look {every_words(days)}. u undo")

    def do_archive(self) -> None:
        self.stage.do(archived(self.plan, [self._required().id], self.stage.desk.clock))

    def do_copy(self) -> None:
        text = brief_text(self.plan, self._required().id)
        self.send(text, f"the brief, {count_words(len(text.splitlines()), 'line')}")

    def do_copy_table(self) -> None:
        rows = [("Hand-off", "State", "Since", "Share", "Rope", "Looking, % of their time")]
        for one in self.handoffs:
            ratio = self.view.figures_of(one).seen.ratio
            figures = (f"{one.share:.0%}", str(one.autonomy), f"{ratio:.1f}" if ratio is not None else "-")
            rows.append((name_of(self.plan, one.id), STATE_WORDS[one.state], one.start.isoformat(), *figures))
        self.send(table_text(rows), "the hand-offs as a table")

    def do_text(self) -> None:
        from outsource_tui.ui.dialogs.long_text import edit_purpose  # only when an editor is asked for

        edit_purpose(self.stage, self._required().task_id)
