"""The grid as a real plot: a point for each cell of scores that holds a task, effectiveness to the right, value up."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from rich.cells import cell_len

from outsource_tui.model.text import shown
from outsource_tui.ui.drawing import Line

LEAST, MOST = 1, 10
AXIS_WIDTH = 4
TALLEST_ROW, WIDEST_CELL = 6, 16
ZONE_WORDS = {
    "HAND OFF": "HAND OFF: first to go",
    "LIGHTEN": "LIGHTEN: batch, automate",
    "TEAM UP": "TEAM UP: hire an expert",
    "KEEP": "KEEP: this is the core",
}

Cell = tuple[int, int]
"""Effectiveness and value, 1-10 each."""


class Point(Struct, frozen=True):
    """What is drawn at a cell. `label` is a letter, or a count where several tasks stand there."""

    label: str
    look: str
    name: str = ""
    """What is written beside it where there is room; empty for none."""


class View(Struct, frozen=True):
    """The part of the grid that is seen: scores from the first to the last, both included."""

    first_effectiveness: int = LEAST
    last_effectiveness: int = MOST
    first_value: int = LEAST
    last_value: int = MOST

    def has(self, cell: Cell) -> bool:
        """Whether a cell is seen."""
        return (
            self.first_effectiveness <= cell[0] <= self.last_effectiveness
            and self.first_value <= cell[1] <= self.last_value
        )


def quarter_at(cell: Cell, split: int) -> View:
    """The quarter of the grid that a cell is in."""
    effectiveness, value = cell
    return View(
        split if effectiveness >= split else LEAST,
        MOST if effectiveness >= split else split - 1,
        split if value >= split else LEAST,
        MOST if value >= split else split - 1,
    )


def nearest(cells: Iterable[Cell], start: Cell, right: int, up: int) -> Cell | None:
    """The cell that lies nearest in a direction (one of `right`, `up` is 0); what lies aside counts as farther."""
    found: list[tuple[int, int, Cell]] = []
    for cell in cells:
        across, over = cell[0] - start[0], cell[1] - start[1]
        ahead, aside = across * right + over * up, abs(across * up) + abs(over * right)
        if ahead > 0:
            found.append((ahead**2 + 2 * aside**2, aside, cell))
    return min(found)[2] if found else None


class Sheet:
    """Cells of a drawing: written anywhere, read as lines. A name is only written where nothing stands yet."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._cells: list[list[tuple[str, str]]] = [[(" ", "text")] * width for _ in range(height)]
        self._taken: set[tuple[int, int]] = set()

    def put(self, row: int, column: int, text: str, look: str, *, takes: bool = True) -> None:
        """Write text; what lies outside is left out. With `takes` no name may be written over it."""
        if not 0 <= row < self.height:
            return
        last = -1
        for character in shown(text):
            width = cell_len(character)
            if width == 0 and last >= 0:
                self._cells[row][last] = (self._cells[row][last][0] + character, look)
            elif width and column >= 0 and column + width <= self.width:
                last = column
                self._cells[row][column : column + width] = [(character, look), ("", look)][:width]
                if takes:
                    self._taken |= {(row, column), (row, column + width - 1)}
            column += width

    def keep_free(self, row: int, first: int, last: int) -> None:
        """Let no name be written from the first to the last column."""
        self._taken |= {(row, column) for column in range(first, last + 1)}

    def is_free(self, row: int, column: int, width: int) -> bool:
        """Whether a text of that width can be written without touching anything."""
        if not (0 <= row < self.height and column >= AXIS_WIDTH and column + width <= self.width):
            return False
        return not any((row, one) in self._taken for one in range(column, column + width))

    def lines(self) -> list[Line]:
        """The rows, runs of one look together."""
        result = []
        for row in self._cells:
            line, text, look = Line(), "", row[0][1] if row else "text"
            for character, own in row:
                if own != look:
                    line.add(text, look)
                    text, look = "", own
                text += character
            result.append(line.add(text, look))
        return result


class Plot:
    """Where each score stands on a sheet of `width` by `height`, for a part of the grid and a split (2-10)."""

    def __init__(self, view: View, split: int, width: int, height: int) -> None:
        self.view, self.split = view, split
        across = view.last_effectiveness - view.first_effectiveness + 1
        down = view.last_value - view.first_value + 1
        self.splits_across = view.first_effectiveness < split <= view.last_effectiveness
        self.splits_down = view.first_value < split <= view.last_value
        self.cell_width = max(1, min(WIDEST_CELL, (width - AXIS_WIDTH - self.splits_across) // across))
        self.row_height = max(1, min(TALLEST_ROW, (height - 2) // max(1, down - 1)))
        """Rows from one value to the next. The line between low and high needs a row of its own where it is 1."""
        self.has_gap = self.row_height > 1
        self.width = AXIS_WIDTH + across * self.cell_width + self.splits_across
        self.rows = (down - 1) * self.row_height + 1 + (self.splits_down and not self.has_gap)

    def column(self, effectiveness: int) -> int:
        """The column of a score."""
        steps = effectiveness - self.view.first_effectiveness
        behind = self.splits_across and effectiveness >= self.split
        return AXIS_WIDTH + steps * self.cell_width + behind + (self.cell_width - 1) // 2

    def row(self, value: int) -> int:
        """The row of a score."""
        below = self.splits_down and not self.has_gap and value < self.split
        return (self.view.last_value - value) * self.row_height + below

    def cell_at(self, column: int, row: int) -> Cell | None:
        """The cell whose point is nearest to a place of the drawing; None outside of it."""
        if not (AXIS_WIDTH <= column < self.width and 0 <= row < self.rows):
            return None
        view = self.view
        across = range(view.first_effectiveness, view.last_effectiveness + 1)
        down = range(view.first_value, view.last_value + 1)
        nearest_across = min(across, key=lambda one: abs(self.column(one) - column))
        return nearest_across, min(down, key=lambda one: abs(self.row(one) - row))

    @property
    def split_column(self) -> int:
        """The column of the line between low and high effectiveness."""
        return AXIS_WIDTH + (self.split - self.view.first_effectiveness) * self.cell_width

    @property
    def split_row(self) -> int:
        """The row of the line between high and low value."""
        return self.row(self.split) + max(1, self.row_height // 2)

    def lines(
        self, points: Mapping[Cell, Point], cursor: Cell | None, past: Sequence[tuple[Cell, str]] = ()
    ) -> list[Line]:
        """The drawing: `rows` lines and the axis below. `past` are marks where tasks stood before."""
        sheet = Sheet(self.width, self.rows + 1)
        self._draw_ground(sheet)
        for cell, mark in past:
            if self.view.has(cell) and cell not in points:
                sheet.put(self.row(cell[1]), self.column(cell[0]), mark, "quiet")
        seen = {cell: point for cell, point in points.items() if self.view.has(cell)}
        for cell, point in seen.items():
            self._draw_point(sheet, cell, point, is_here=cell == cursor)
        for cell, point in seen.items():
            self._draw_name(sheet, cell, point)
        return sheet.lines()

    def _draw_ground(self, sheet: Sheet) -> None:
        view = self.view
        for row in range(self.rows):
            sheet.put(row, AXIS_WIDTH - 1, "│", "rule")
        for value in range(view.first_value, view.last_value + 1):
            sheet.put(self.row(value), 0, f"{value:2}", "quiet")
            for effectiveness in range(view.first_effectiveness, view.last_effectiveness + 1):
                sheet.put(self.row(value), self.column(effectiveness), "·", "rule", takes=False)
        for effectiveness in range(view.first_effectiveness, view.last_effectiveness + 1):
            text = str(effectiveness)
            sheet.put(self.rows, self.column(effectiveness) - (len(text) - 1), text, "quiet")
        if self.splits_down:
            sheet.put(self.split_row, AXIS_WIDTH, "┈" * (self.width - AXIS_WIDTH), "rule")
        if self.splits_across:
            for row in range(self.rows):
                on_line = self.splits_down and row == self.split_row
                sheet.put(row, self.split_column, "┼" if on_line else "┊", "rule")
        self._draw_zones(sheet)

    def _draw_zones(self, sheet: Sheet) -> None:
        """What each quarter is called: in a gap near its outer edge, or on the line between where there is no gap."""
        view = self.view
        has_low, has_high = view.first_effectiveness < self.split, view.last_effectiveness >= self.split
        starts = [(AXIS_WIDTH, True)] * has_low
        starts += [(self.split_column + 1 if self.splits_across else AXIS_WIDTH, False)] * has_high
        for start, is_low in starts:
            room = (self.split_column - 1 if is_low and self.splits_across else self.width) - start - 1
            above, below = ("TEAM UP", "HAND OFF") if is_low else ("KEEP", "LIGHTEN")
            if not self.has_gap:
                words = f"{above} ↑  ↓ {below}"
                if self.splits_down and len(words) + 1 < room:
                    sheet.put(self.split_row, start + 1, f" {words} ", "quiet")
                continue
            if view.last_value > self.split:
                self._draw_zone(sheet, max(self.split + 1, view.last_value - 1), start, room, above)
            if view.first_value < self.split - 1:
                self._draw_zone(sheet, min(self.split - 1, view.first_value + 1), start, room, below)

    def _draw_zone(self, sheet: Sheet, over: int, start: int, room: int, zone: str) -> None:
        for text in (ZONE_WORDS[zone], zone):
            if len(text) <= room:
                sheet.put(self.row(over) + self.row_height - 1, start + 1, text, "quiet")
                return

    def _draw_point(self, sheet: Sheet, cell: Cell, point: Point, *, is_here: bool) -> None:
        row, column = self.row(cell[1]), self.column(cell[0])
        start = column - (len(point.label) - 1) // 2
        if is_here and len(point.label) + 2 <= self.cell_width:
            sheet.put(row, start - 1, f"[{point.label}]", "point")
        else:
            sheet.put(row, start, point.label[: self.cell_width], "point" if is_here else point.look)
        # The brackets of the cursor have their place even while it is elsewhere: no name moves when it does.
        sheet.keep_free(row, start - 1, start + len(point.label))

    def _quarter_columns(self, effectiveness: int) -> tuple[int, int]:
        """First column of the quarter that a score is in, and the one behind its last."""
        if not self.splits_across:
            return AXIS_WIDTH, self.width
        is_high = effectiveness >= self.split
        return (self.split_column + 1, self.width) if is_high else (AXIS_WIDTH, self.split_column)

    def _draw_name(self, sheet: Sheet, cell: Cell, point: Point) -> None:
        """Beside the point where it fits: right, left, above, below; else the letter and the legend are enough."""
        if not point.name:
            return
        name = shown(point.name)
        width = cell_len(name)
        row, column = self.row(cell[1]), self.column(cell[0])
        start = column - (len(point.label) - 1) // 2
        behind, before = start + len(point.label) + 2, start - 2 - width
        places = [(row, behind), (row, before)]
        if self.has_gap:
            first, last = self._quarter_columns(cell[0])
            centred = max(first + 1, min(column - width // 2, last - width - 1))
            places += [(row + step, spot) for step in (-1, 1) for spot in (centred, start, column - width + 1)]
        for place, spot in places:
            if sheet.is_free(place, spot - 1, width + 2):
                sheet.put(place, spot, name, point.look)
                sheet.keep_free(place, spot - 1, spot + width)
                return
