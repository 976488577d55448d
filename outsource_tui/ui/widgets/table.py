"""A list with a cursor, marks and columns that give way; draws only the rows that are seen."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from outsource_tui.ui.clipboard import table_text
from outsource_tui.ui.drawing import Line


class Column(Struct, frozen=True):
    """A column. Where there is no room the one with the highest `gives_way` goes first; 0 never does."""

    title: str
    width: int
    gives_way: int = 0
    right: bool = False
    grows: bool = False


Cells = Sequence[tuple[str, str]]
"""Text and look of each column of one row."""


class Table:
    """Rows are known by id; what is in one is asked for when it is drawn."""

    def __init__(self, columns: Sequence[Column], cells: Callable[[str], Cells]) -> None:
        self.columns = columns
        self.cells = cells
        self.left_out: frozenset[int] = frozenset()
        """Columns that have nothing to say, by their place."""
        self.rows: list[str] = []
        self.marks: set[str] = set()
        self.cursor = 0
        self.is_plain = False
        """Whether each cell says the name of its column, instead of standing below it."""
        self.scrolls_by_row = False
        """Whether the list moves by a row where the cursor leaves it, instead of by half of what is seen."""
        self._top = 0
        self._height = 1
        self._range_from: int | None = None

    @property
    def current(self) -> str | None:
        """The id under the cursor."""
        return self.rows[self.cursor] if 0 <= self.cursor < len(self.rows) else None

    def show(self, rows: list[str]) -> None:
        """Show these rows; the cursor stays on the same one where it is still there."""
        here = self.current
        if rows is self.rows:
            return
        self.rows = rows
        self.marks &= set(rows)
        if here is not None and (self.cursor >= len(rows) or rows[self.cursor] != here) and here in rows:
            self.cursor = rows.index(here)
        self.cursor = max(0, min(self.cursor, len(rows) - 1))

    def select(self, row_id: str) -> None:
        """Put the cursor on a row."""
        if row_id in self.rows:
            self.cursor = self.rows.index(row_id)

    def key(self, key: str) -> bool:
        """Move by a key; False where the key does not move."""
        steps = {"down": 1, "j": 1, "up": -1, "k": -1}
        page = max(1, self._height - 1)
        steps |= {"pagedown": page, "pageup": -page, "ctrl+d": page // 2 or 1, "ctrl+u": -(page // 2 or 1)}
        steps |= {"home": -len(self.rows), "g": -len(self.rows), "end": len(self.rows), "G": len(self.rows)}
        if key not in steps:
            return False
        self.cursor = max(0, min(self.cursor + steps[key], len(self.rows) - 1))
        if self._range_from is not None:
            first, last = sorted((self._range_from, self.cursor))
            self.marks |= set(self.rows[first : last + 1])
        return True

    def mark(self) -> None:
        """Mark or unmark the row under the cursor and go one down."""
        if self.current is not None:
            self.marks ^= {self.current}
            self.cursor = min(self.cursor + 1, len(self.rows) - 1)

    def mark_range(self) -> None:
        """Begin a range at the cursor, or end it."""
        self._range_from = None if self._range_from is not None else self.cursor
        if self._range_from is not None and self.current is not None:
            self.marks.add(self.current)

    def mark_all(self) -> None:
        """Mark all rows, or none where all are marked."""
        self.marks = set() if self.marks == set(self.rows) else set(self.rows)

    def clear_marks(self) -> bool:
        """Unmark all; False where nothing was marked."""
        had, self.marks, self._range_from = bool(self.marks), set(), None
        return had

    @property
    def chosen(self) -> list[str]:
        """The marked rows in their order, else the one under the cursor."""
        if self.marks:
            return [one for one in self.rows if one in self.marks]
        return [self.current] if self.current is not None else []

    def text(self, rows: Sequence[str]) -> str:
        """Rows with all their columns, as they are copied."""
        lines = [[column.title for column in self.columns]]
        return table_text(lines + [[text for text, _ in self.cells(row)] for row in rows])

    def lines(self, width: int, height: int) -> list[Line]:
        """The head and as many rows as fit into `height` lines."""
        seen = self.window(height - 1)
        if self.is_plain:
            return [self._facts(row) for row in range(self._top, min(len(self.rows), self._top + height))]
        shown = self._columns_for(width)
        widths = self._widths(shown, width)
        head = Line("   ", "quiet")
        for index in shown:
            column = self.columns[index]
            head.cell(column.title, widths[index], "quiet", right=column.right).add(" ")
        return [head.fitted(width), *(self._row(row, widths) for row in seen)]

    def window(self, height: int) -> range:
        """The rows that are seen where there is room for `height`: as before, unless the cursor is among others."""
        self._height = max(1, height)
        if self.scrolls_by_row and self.cursor in (self._top - 1, self._top + self._height):
            self._top += 1 if self.cursor > self._top else -1
        elif self.cursor < self._top:
            self._top = max(0, self.cursor - self._height // 2) if self.cursor else 0
        elif self.cursor >= self._top + self._height:
            self._top = self.cursor - self._height // 2
        self._top = max(0, min(self._top, len(self.rows) - self._height))
        return range(self._top, min(len(self.rows), self._top + self._height))

    def _row(self, row: int, widths: dict[int, int]) -> Line:
        row_id = self.rows[row]
        is_here, is_marked = row == self.cursor, row_id in self.marks
        line = Line(">", "cursor") if is_here else Line(" ")
        line.add("*" if is_marked else " ", "mark").add(" ")
        for index, (text, look) in enumerate(self.cells(row_id)):
            if index in widths:
                line.cell(text, widths[index], look, right=self.columns[index].right).add(" ")
        return line

    def _facts(self, row: int) -> Line:
        row_id = self.rows[row]
        line = Line(">" if row == self.cursor else "").add("*" if row_id in self.marks else "")
        for column, (text, _) in zip(self.columns, self.cells(row_id), strict=False):
            is_name = column is self.columns[0]
            line.add(text.strip() if is_name else f"  {column.title} {text.strip() or '-'}")
        return line

    def _columns_for(self, width: int) -> list[int]:
        shown = [index for index in range(len(self.columns)) if index not in self.left_out]
        while self._need(shown) > width:
            most = max(shown, key=lambda index: self.columns[index].gives_way)
            if self.columns[most].gives_way == 0:
                break
            shown.remove(most)
        return shown

    def _need(self, shown: list[int]) -> int:
        return 3 + sum(self.columns[index].width + 1 for index in shown)

    def _widths(self, shown: list[int], width: int) -> dict[int, int]:
        widths = {index: self.columns[index].width for index in shown}
        growing = [index for index in shown if self.columns[index].grows]
        spare = width - self._need(shown)
        for index in growing:
            widths[index] = max(8, widths[index] + spare // len(growing))
        return widths
