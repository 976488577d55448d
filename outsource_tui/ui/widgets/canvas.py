"""The one widget: lines on the terminal, repainted only from the first to the last cell that differs."""

from collections.abc import Mapping, Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from outsource_tui.ui.drawing import Line

WORTH_A_JUMP = 9
"""Unchanged cells between two changes from which moving the cursor is shorter than sending them again."""


class Canvas(Widget):
    """Draws lines. Over a slow line each cell counts, so a repaint is as narrow as the difference."""

    DEFAULT_CSS = "Canvas { width: 100%; height: 100%; background: ansi_default; color: ansi_default; }"

    def __init__(self, styles: Mapping[str, Style]) -> None:
        super().__init__()
        self.looks = styles
        self._lines: list[Line] = []
        self._strips: list[Strip | None] = []

    def paint(self, lines: Sequence[Line], width: int) -> None:
        """Show these lines, one a row."""
        old = self._lines
        new = [line.fitted(width) for line in lines]
        self._lines = new
        if len(old) != len(new):
            self._strips = [None] * len(new)
            self.refresh()
            return
        for row, (before, after) in enumerate(zip(old, new, strict=True)):
            if before.spans != after.spans:
                self._strips[row] = None
                regions = [Region(first, row, last - first, 1) for first, last in changed_runs(before, after)]
                if regions:
                    self.refresh(*regions)

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
