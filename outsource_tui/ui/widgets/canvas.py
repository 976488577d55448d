"""The one widget: lines on the terminal, repainted only from the first to the last cell that differs."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from outsource_tui.ui.drawing import Line

WORTH_A_JUMP = 9
"""Unchanged cells between two changes from which moving the cursor is shorter than sending them again."""


JUMP_BYTES, SCROLL_BYTES = 10, 24
"""What it costs to go to a run of cells, and to have the terminal move rows."""

WORTH_A_LOOK = 200
"""Bytes from which it is looked whether rows have only moved."""


class Scroll(NamedTuple):
    """The rows from `first` to `last` (both included, from 0) moved by one: up, or down."""

    first: int
    last: int
    is_up: bool


class Canvas(Widget):
    """Draws lines. Over a slow line each cell counts, so a repaint is as narrow as the difference."""

    DEFAULT_CSS = "Canvas { width: 100%; height: 100%; background: ansi_default; color: ansi_default; }"

    def __init__(self, styles: Mapping[str, Style]) -> None:
        super().__init__()
        self.looks = styles
        self._lines: list[Line] = []
        self._strips: list[Strip | None] = []
        self._scroll: Scroll | None = None
        self._is_sent = False
        """Whether the terminal shows `_lines`."""

    def sent(self) -> Scroll | None:
        """All that was painted is being sent now; what the terminal has to scroll by itself before that."""
        if self._repaint_regions:  # Not of this update: painted since it was begun.
            return None
        scroll, self._scroll, self._is_sent = self._scroll, None, True
        return scroll

    def paint(self, lines: Sequence[Line], width: int) -> None:
        """Show these lines, one a row."""
        old = self._lines
        new = [line.fitted(width) for line in lines]
        self._lines = new
        if len(old) != len(new):
            self._strips = [None] * len(new)
            self._scroll, self._is_sent = None, False
            self.refresh()
            return
        runs = _runs(old, new)
        # What still waits to be sent would be scrolled as well, from where it belongs.
        if self._is_sent and _bytes(runs) >= WORTH_A_LOOK:
            self._scroll, runs = _scrolled(old, new, runs)
        for row, (before, after) in enumerate(zip(old, new, strict=True)):
            if before.spans != after.spans:
                self._strips[row] = None
        if runs:
            self._is_sent = False
            self.refresh(*(Region(first, row, last - first, 1) for row, first, last in runs))

    def repaint(self) -> None:
        """Forget what is on the terminal and draw all of it again."""
        self._lines = []

    def render_line(self, y: int) -> Strip:
        if y >= len(self._lines):
            return Strip.blank(self.size.width, self.looks["text"])
        strip = self._strips[y]
        if strip is None:
            line = self._lines[y]
            strip = Strip([Segment(text, self.looks[look]) for text, look in _joined(line)], line.width)
            self._strips[y] = strip
        return strip


Runs = list[tuple[int, int, int]]
"""Row, first cell (included) and last cell (excluded)."""


def _runs(old: Sequence[Line], new: Sequence[Line]) -> Runs:
    """Where lines differ."""
    return [
        (row, first, last)
        for row, (before, after) in enumerate(zip(old, new, strict=True))
        if before.spans != after.spans
        for first, last in changed_runs(before, after)
    ]


def _bytes(runs: Runs) -> int:
    """About what it takes to send them."""
    return sum(last - first + JUMP_BYTES for _, first, last in runs)


def _scrolled(old: Sequence[Line], new: Sequence[Line], runs: Runs) -> tuple[Scroll | None, Runs]:
    """How rows have moved by one, and what differs then; None and the `runs` where that makes no less of them."""
    best: Scroll | None = None
    for scroll in _possible(old, new):
        left = _runs(_moved(old, scroll), new)
        if _bytes(left) + SCROLL_BYTES * (best is None) < _bytes(runs):
            best, runs = scroll, left
    return best, runs


def _possible(old: Sequence[Line], new: Sequence[Line]) -> Iterator[Scroll]:
    """Where rows stand one higher or lower than before; at the end may be one more, which the cursor has left."""
    for step in (1, -1):
        rows = [row for row in range(1, len(new) - 1) if new[row].spans == old[row + step].spans != old[row].spans]
        if not rows:
            continue
        for more in (1, 2):
            first, last = (rows[0], rows[-1] + more) if step == 1 else (rows[0] - more, rows[-1])
            if first >= 0 and last < len(new):
                yield Scroll(first, last, is_up=step == 1)


def _moved(old: Sequence[Line], scroll: Scroll) -> list[Line]:
    """What stands on the terminal when it has moved its rows."""
    first, last, blank = scroll.first, scroll.last, Line().fitted(old[0].width)
    rows = [*old[first + 1 : last + 1], blank] if scroll.is_up else [blank, *old[first:last]]
    return [*old[:first], *rows, *old[last + 1 :]]


def _joined(line: Line) -> list[tuple[str, str]]:
    """The spans with neighbours of one look together: fewer changes of style on the wire."""
    result: list[tuple[str, str]] = []
    for text, look in line.spans:
        if result and (result[-1][1] == look):
            result[-1] = (result[-1][0] + text, look)
        else:
            result.append((text, look))
    return result


def _cells(line: Line) -> list[tuple[str, str]]:
    cells: list[tuple[str, str]] = []
    for text, look in line.spans:
        if text.isascii():
            cells += [(one, look) for one in text]
            continue
        for one in text:
            width = cell_len(one)
            if width == 0 and cells:
                cells[-1] = (cells[-1][0] + one, cells[-1][1])
            cells += [(one, look)] + [("", look)] * (width - 1) if width else []
    return cells


def changed_runs(before: Line, after: Line) -> list[tuple[int, int]]:
    """Where two lines differ, as cells from (included) to (excluded); runs that nearly touch are one."""
    old, new = _cells(before), _cells(after)
    if len(old) != len(new):
        return [(0, max(len(old), len(new)))]
    runs: list[tuple[int, int]] = []
    for column, (one, other) in enumerate(zip(old, new, strict=True)):
        if one == other:
            continue
        if runs and column - runs[-1][1] < WORTH_A_JUMP:
            runs[-1] = (runs[-1][0], column + 1)
        else:
            runs.append((column, column + 1))
    return [_whole(first, last, old, new) for first, last in runs]


def _whole(first: int, last: int, *lines: list[tuple[str, str]]) -> tuple[int, int]:
    """A run that does not begin or end in the middle of a wide character, whose second cell is empty."""
    while first > 0 and any(cells[first][0] == "" for cells in lines):
        first -= 1
    while last < len(lines[0]) and any(cells[last][0] == "" for cells in lines):
        last += 1
    return first, last
