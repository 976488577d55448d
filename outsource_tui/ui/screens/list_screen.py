"""A screen with a list that can be narrowed, ordered and marked."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from outsource_tui.ui.dialogs.line import LineDialog
from outsource_tui.ui.screens.base import PlanScreen
from outsource_tui.ui.widgets.table import Cells, Column, Table

if TYPE_CHECKING:
    from outsource_tui.ui.stage import Stage


class ListScreen(PlanScreen):
    """The commands that all lists have; what they do to the marked rows is up to each of them."""

    orders: Sequence[str] = ()
    """What the list can be ordered by, the usual one first."""
    searched = ""
    """Where the words are looked for, to be read."""

    def __init__(self, stage: "Stage", columns: Sequence[Column] = ()) -> None:
        super().__init__(stage)
        self.table = Table(columns, self._cells)
        self.order = self.orders[0]
        self.is_reversed = False
        self.words = ""

    def _cells(self, row_id: str) -> Cells:
        return ()

    def _list(self) -> None:
        """Bring the rows of the table up to date."""

    def marks_words(self) -> str:
        """How many are marked, and which keys act on all of them."""
        return f"{len(self.table.marks)} marked."

    @property
    def order_words(self) -> str:
        """How the list is ordered; empty where that is as usual."""
        is_usual = self.order == self.orders[0] and not self.is_reversed
        return "" if is_usual else f"{self.order}{', turned round' if self.is_reversed else ''}"

    @property
    def row_id(self) -> str | None:
        return self.table.current

    def key(self, key: str, character: str | None) -> bool:
        self._list()
        return self.table.key(key)

    def do_mark(self) -> None:
        self.table.mark()
        self._say_marks()

    def do_mark_range(self) -> None:
        self.table.mark_range()
        self._say_marks()

    def do_mark_all(self) -> None:
        self.table.mark_all()
        self._say_marks()

    def _say_marks(self) -> None:
        self.stage.say(self.marks_words() if self.table.marks else "Nothing is marked.")

    def do_order(self) -> None:
        self.order = self.orders[(self.orders.index(self.order) + 1) % len(self.orders)]
        self.stage.say(f"Order: {self.order}")

    def do_order_reverse(self) -> None:
        self.is_reversed = not self.is_reversed
        self.stage.say(f"Order: {self.order}{', turned round' if self.is_reversed else ''}")

    def do_find(self) -> None:
        says = f"Words in {self.searched}. Nothing shows all."
        self.stage.open(LineDialog("Find", self._find, says=says, text=self.words))

    def _find(self, text: str) -> None:
        self.words = text
        self._list()
