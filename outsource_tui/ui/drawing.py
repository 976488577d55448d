"""What a screen is drawn with: lines of text in named looks, no terminal, no markup.

All text goes through `model.text.shown`, so whatever stands in a plan can only be read.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from rich.cells import cell_len, set_cell_size

from outsource_tui.model.text import shown

Span = tuple[str, str]
"""A piece of text and the name of its look (`ui.looks`)."""

_ASCII = str.maketrans("─━│┌┐└┘├┤┬┴┼┈┊█░▓·•▶◀▼▲→←↑↓≠×…½●○–—", "-=|+++++++++-:#.#.*><v^><^v!x~+*o--")
_ASCII_ONLY = False
_UNCUT = False


def draw_in_ascii(on: bool) -> None:  # noqa: FBT001 - one switch, set once when the app starts
    """Draw rules, bars and marks with characters up to 126 only."""
    global _ASCII_ONLY
    _ASCII_ONLY = on


@contextmanager
def uncut() -> Iterator[None]:
    """What is drawn meanwhile is not fitted into its columns: for lines that are read, not looked at."""
    global _UNCUT
    before, _UNCUT = _UNCUT, True
    try:
        yield
    finally:
        _UNCUT = before


def is_uncut() -> bool:
    """Whether it is drawn to be read."""
    return _UNCUT


def cut(text: str, width: int) -> str:
    """`text` in at most `width` cells, with an ellipsis where something is left out."""
    text = shown(text)
    if _UNCUT or (text.isascii() and len(text) <= width):
        return text
    if cell_len(text) <= width:
        return text
    if width <= 1:
        return set_cell_size(text, max(0, width))
    return set_cell_size(text, width - 1).rstrip() + "…"


def wrapped(text: str, width: int) -> list[str]:
    """`text` broken at spaces into lines of at most `width` cells, and at least one."""
    width = max(1, width)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in shown(paragraph).split(" "):
            while cell_len(word) > width:
                lines += [line] if line else []
                line, word = "", word
                head = set_cell_size(word, width)
                lines.append(head)
                word = word[len(head.rstrip()) :] if head.rstrip() else ""
            if line and cell_len(line) + 1 + cell_len(word) > width:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}" if line else word
        lines.append(line)
    return lines


class Line:
    """One row of the screen, built from left to right."""

    __slots__ = ("spans", "width")

    def __init__(self, text: str = "", look: str = "text") -> None:
        self.spans: list[Span] = []
        self.width = 0
        if text:
            self.add(text, look)

    def add(self, text: str, look: str = "text") -> "Line":
        """Put text at the end."""
        if text:
            text = shown(text)
            if _ASCII_ONLY:
                text = text.translate(_ASCII)
            self.spans.append((text, look))
            self.width += len(text) if text.isascii() else cell_len(text)
        return self

    def to(self, column: int, look: str = "text", fill: str = " ") -> "Line":
        """Fill up to a column (cells from 0); nothing where that is behind."""
        if column > self.width:
            self.add(fill * (column - self.width), look)
        return self

    def cell(self, text: str, width: int, look: str = "text", *, right: bool = False) -> "Line":
        """Text in exactly `width` cells, cut or filled."""
        text = cut(text, width)
        room = width - (len(text) if text.isascii() else cell_len(text))
        return self.add(" " * room + text if right else text + " " * room, look)

    def fitted(self, width: int) -> "Line":
        """This line in exactly `width` cells, with an ellipsis where words are lost; the line itself stays as it is."""
        if self.width == width or (_UNCUT and self.width > width):
            return self
        if self.width < width:
            line = Line()
            line.spans, line.width = [*self.spans], self.width
            return line.to(width)
        line = self._begin(width)
        if width > 1 and any(one.isalnum() for one in self.text[len(line.text) :]):
            # Cut in the middle of words: that is to be seen.
            line = self._begin(width - 1).add("…", line.spans[-1][1])
        return line.to(width)

    def _begin(self, width: int) -> "Line":
        """As much of the line as `width` cells hold."""
        line = Line()
        for text, look in self.spans:
            room = width - line.width
            if room <= 0:
                break
            line.add(text if cell_len(text) <= room else set_cell_size(text, room), look)
        return line

    def beside(self, other: "Line", column: int) -> "Line":
        """This line cut to `column`, and the other one behind it."""
        line = Line()
        line.spans, line.width = [*self.fitted(column).spans], column
        for text, look in other.spans:
            line.add(text, look)
        return line

    @property
    def text(self) -> str:
        """All of it, without looks."""
        return "".join(text for text, _ in self.spans)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Line) and self.spans == other.spans

    def __hash__(self) -> int:
        return hash(tuple(self.spans))


def rule(title: str, width: int) -> Line:
    """A rule across the screen, with a title in it."""
    line = Line()
    if title:
        line.add("─ ", "rule").add(cut(title, width - 4), "title").add(" ", "rule")
    return line.to(width, "rule", "─")


def bar(share: float, width: int) -> str:
    """A bar of `width` cells, filled by `share` (0 to 1)."""
    filled = round(min(1.0, max(0.0, share)) * width)
    return "█" * filled + "░" * (width - filled)


def block(lines: Iterable[Line], height: int) -> list[Line]:
    """Exactly `height` lines: cut, or filled with blank ones."""
    result = list(lines)[:height]
    return result + [Line() for _ in range(height - len(result))]


def first_seen(top: int, here: int, count: int, room: int) -> int:
    """The first row that is seen where `room` of `count` are: as before (`top`), unless `here` would not be seen."""
    return max(0, min(top, here, count - room), here - room + 1)


def divided(left: Sequence[Line], right: Sequence[Line], column: int) -> list[Line]:
    """Two blocks of one height side by side, a rule between them at `column`."""
    divider = Line("│ ", "rule")
    return [one.beside(divider.beside(other, 2), column) for one, other in zip(left, right, strict=True)]


def text_lines(text: str, width: int, look: str = "text", indent: str = " ") -> list[Line]:
    """A paragraph, wrapped and indented."""
    return [Line(indent + one, look) for one in wrapped(text, width - len(indent) - 1)]
