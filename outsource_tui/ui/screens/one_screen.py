"""A screen that shows one row of its list at a time; the list is narrowed, ordered and marked as any other."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from outsource_tui.advice.rounding import count_words
from outsource_tui.model.handoff import Handoff
from outsource_tui.model.plan import Plan, number_of
from outsource_tui.model.trial import Trial
from outsource_tui.planner.rows import name_of
from outsource_tui.ui.dialogs.menu import LETTERS, Choice, MenuDialog
from outsource_tui.ui.screens.list_screen import ListScreen
from outsource_tui.ui.stage import Stage

Row = Trial | Handoff
USUAL, NEWEST = "what waits first", "newest first"
ORDERS: Mapping[str, Callable[[Plan, Row], str]] = {
    "by task": lambda plan, one: plan.tasks[one.task_id].name.casefold(),
    "by person": lambda plan, one: plan.contractors[one.contractor_id].handle.casefold(),
}
"""What the rows are put together by; the newest first among those."""
NARROWING = frozenset({"find", "state.filter", "order", "order.reverse"})
"""Commands that need no row to be shown, only some that could be."""
OF_ROWS = NARROWING | {"mark", "mark.range", "mark.all"}
ENDS = frozenset({"home", "end", "g", "G"})


class OneScreen(ListScreen):
    """Which row is shown, and what the list is narrowed to; the cursor of the table is the row that is shown."""

    orders = (USUAL, NEWEST, *ORDERS)
    noun = ""
    state_words: Mapping[str, str] = {}
    """The states of a row as they are read, in the order in which they want something."""

    is_oldest_first = False
    """Whether in the usual order the oldest of a state comes first."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.only = ""
        """The state that is shown; all of them where it is empty."""
        self._listed: tuple[Plan, tuple[str, str, str, bool]] | None = None

    def _live(self) -> Sequence[Row]:
        """All rows that are not archived."""
        raise AssertionError(type(self).__name__)

    def _text_of(self, row: Row) -> str:
        """What words are looked for in."""
        return f"{row.id} {name_of(self.plan, row.id)} {self.state_words[row.state]}"

    def _list(self) -> None:
        how = (self.words, self.only, self.order, self.is_reversed)
        if self._listed is not None and self._listed[0] is self.plan and self._listed[1] == how:
            return
        self._listed = (self.plan, how)
        words, states = self.words.casefold().split(), list(self.state_words)
        found = [one for one in self._live() if self.only in {"", one.state}]
        found = [one for one in found if all(word in self._text_of(one).casefold() for word in words)]
        found.sort(key=lambda one: -number_of(one.id))
        if self.order == USUAL:
            found.sort(
                key=lambda one: (states.index(one.state), number_of(one.id) * (1 if self.is_oldest_first else -1))
            )
        elif self.order in ORDERS:
            found.sort(key=lambda one: ORDERS[self.order](self.plan, one))
        if self.is_reversed:
            found.reverse()
        self.table.show([one.id for one in found])

    @property
    def row_id(self) -> str | None:
        self._list()
        return self.table.current

    @property
    def is_narrowed(self) -> bool:
        return bool(self.words or self.only)

    @property
    def list_words(self) -> str:
        """What the list is narrowed to, how it is ordered and how many are marked; empty where all is as usual."""
        parts = [f"only {self.state_words[self.only]}" if self.only else "", f"with {self.words}" if self.words else ""]
        parts += [self.order_words, f"{len(self.table.marks)} marked" if self.table.marks else ""]
        return " · ".join(filter(None, parts))

    def show(self, row_id: str) -> None:
        self._list()
        if row_id not in self.table.rows and any(one.id == row_id for one in self._live()):
            self.words = self.only = ""
            self._list()
        self.table.select(row_id)

    def cleared(self) -> bool:
        if self.table.clear_marks():
            return True
        had, self.words, self.only = self.is_narrowed, "", ""
        return had

    def remembered(self) -> dict[str, str]:
        kept = {"words": self.words, "only": self.only, "order": self.order}
        return {**kept, "reversed": "yes" if self.is_reversed else "", "row": self.row_id or ""}

    def recall(self, kept: Mapping[str, str]) -> None:
        self.words, self.is_reversed = kept.get("words", ""), bool(kept.get("reversed"))
        self.only = kept["only"] if kept.get("only") in self.state_words else ""
        self.order = kept["order"] if kept.get("order") in self.orders else USUAL
        self._list()
        if not self.table.rows:
            self.words = self.only = ""
        self.show(kept.get("row", ""))

    # keys

    def key(self, key: str, character: str | None) -> bool:
        self._list()
        return key in ENDS and self.table.key(key)

    def _step(self, key: str) -> None:
        """Show the next row (`down`) or the one before (`up`)."""
        self._list()
        self.table.key(key)

    def marks_words(self) -> str:
        keys = f"{self.stage.key_of('archive')} archives them, {self.stage.key_of('copy')} copies them"
        return f"{len(self.table.marks)} marked. {keys}"

    def do_state_filter(self) -> None:
        counts: Counter[str] = Counter(one.state for one in self._live())
        letters = iter(LETTERS.replace("x", ""))
        choices = [Choice("x", f"all {self.noun}s", "", "no filter")] if self.only else []
        choices += [
            Choice(next(letters), words, state, count_words(counts[state], self.noun))
            for state, words in self.state_words.items()
            if counts[state]
        ]
        self.stage.open(MenuDialog(f"Only {self.noun}s that are", choices, self._show_only))

    def _show_only(self, state: str) -> None:
        self.only = state
        self._list()
        shown = count_words(len(self.table.rows), self.noun)
        self.stage.say(f"{shown} {self.state_words[state]}. Esc shows all again" if state else f"All {shown}")
