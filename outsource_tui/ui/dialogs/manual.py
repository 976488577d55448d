"""The manual: a page for each screen, and what comes before and after them; it opens at the page of the screen."""

from collections.abc import Iterator, Mapping

from rich.cells import cell_len

from outsource_tui.advice.rounding import count_words
from outsource_tui.data.manual import PAGES, page_text
from outsource_tui.ui.commands import SCREENS
from outsource_tui.ui.dialogs.base import Dialog
from outsource_tui.ui.drawing import Line, Span, block, is_uncut, rule, wrapped
from outsource_tui.ui.manual_words import figures_of, pieces_of

CONTENTS_FROM = 100
"""Cells from which on the pages are listed beside the text."""
CONTENTS_WIDTH = 26
WIDEST_TEXT = 78
"""Longer lines are hard to read."""

NEXT = frozenset({"right", "l", "]", "tab", "n"})
PREVIOUS = frozenset({"left", "h", "[", "shift+tab"})
LEAVE = frozenset({"escape", "q", "p", "?"})
STEPS: Mapping[str, int] = {"down": 1, "j": 1, "up": -1, "k": -1}


class ManualDialog(Dialog):
    """Arrows scroll and turn pages; Space reads on, over the end of a page to the next one."""

    hints = "←→ page  Space read on  ↑↓ scroll  0-6 page of a screen  Esc close"
    is_tall = True

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page = page if page in PAGES else PAGES[0]
        self._figures: Mapping[str, str] = {}
        self._top = 0
        self._room = 1
        self._count = 1
        """Lines of the page, and how many of them can be seen."""

    def opened(self) -> None:
        self._figures = figures_of(self.stage.plan)

    def body(self, width: int, height: int) -> list[Line]:
        has_contents = width >= CONTENTS_FROM and not is_uncut()
        text_width = min(WIDEST_TEXT, width - CONTENTS_WIDTH if has_contents else width)
        title, *lines = self._drawn(self.page, text_width)
        self._room, self._count = max(1, height - 1), len(lines)
        if is_uncut():
            return [title, *lines]
        self._top = max(0, min(self._top, self._last_top))
        head = rule(f"Manual {PAGES.index(self.page) + 1} of {len(PAGES)} · {title.text.strip()}{self._rest}", width)
        seen = lines[self._top : self._top + self._room]
        if not has_contents:
            return [head, *seen]
        contents = block(self._contents(), self._room)
        return [
            head,
            *(one.beside(line, CONTENTS_WIDTH) for one, line in zip(contents, block(seen, self._room), strict=True)),
        ]

    @property
    def _last_top(self) -> int:
        return max(0, self._count - self._room)

    @property
    def _rest(self) -> str:
        """How much of the page is below, in words; nothing where all of it is seen."""
        below = self._count - self._room - self._top
        return f" · {count_words(below, 'more line')}" if below > 0 else ""

    def _contents(self) -> Iterator[Line]:
        for name in PAGES:
            is_here = name == self.page
            key = str(SCREENS.index(name)) if name in SCREENS else ""
            line = Line(" > " if is_here else "   ", "cursor").cell(key, 2, "key")
            yield line.cell(_title_of(page_text(name)), CONTENTS_WIDTH - 6, "strong" if is_here else "quiet")

    def _drawn(self, name: str, width: int) -> list[Line]:
        """The title of a page, and its lines."""
        lines: list[Line] = []
        for paragraph in page_text(name).strip().split("\n"):
            if not paragraph:
                lines.append(Line())
            elif paragraph.startswith("#"):
                lines += [Line(f" {one}", "title") for one in wrapped(paragraph.lstrip("# "), width - 2)]
            else:
                is_item = paragraph.startswith("- ")
                pieces = pieces_of(paragraph.removeprefix("- "), self.stage, self._figures)
                lines += _wrapped_pieces(pieces, width, "  · " if is_item else " ", "    " if is_item else " ")
        return lines

    def key(self, key: str, character: str | None) -> None:
        if key in LEAVE:
            self.left()
        elif key in NEXT or key in PREVIOUS:
            self._turn(1 if key in NEXT else -1)
        elif key in STEPS:
            self._top += STEPS[key]
        elif key in {"space", "pagedown", "enter"}:
            if self._top >= self._last_top:
                self._turn(1)
            else:
                self._top += max(1, self._room - 1)
        elif key in {"pageup", "b", "backspace"}:
            self._top = max(0, self._top - max(1, self._room - 1))
        elif key in {"home", "g"}:
            self._top = 0
        elif key in {"end", "G"}:
            self._top = self._last_top
        elif key.isdigit() and int(key) < len(SCREENS):
            self._open(SCREENS[int(key)])

    def _turn(self, step: int) -> None:
        """Go to the page before or after; there is none before the first and none after the last."""
        place = PAGES.index(self.page) + step
        if 0 <= place < len(PAGES):
            self._open(PAGES[place])

    def _open(self, page: str) -> None:
        self.page, self._top = page, 0


def _title_of(text: str) -> str:
    return text.partition("\n")[0].lstrip("# ")


def _wrapped_pieces(pieces: list[Span], width: int, first: str, indent: str) -> list[Line]:
    """Pieces in their looks, broken at spaces into lines of less than `width` cells."""
    lines = [Line(first, "quiet")]
    for word in _words(pieces):
        length = sum(cell_len(text) for text, _ in word)
        is_begun = lines[-1].width > len(indent)
        if is_begun and lines[-1].width + 1 + length >= width and not is_uncut():
            lines.append(Line(indent))
            is_begun = False
        if is_begun:
            lines[-1].add(" ")
        for text, look in word:
            lines[-1].add(text, look)
    return lines


def _words(pieces: list[Span]) -> Iterator[list[Span]]:
    """What stands between spaces; a key with a comma behind it is one word in two looks."""
    word: list[Span] = []
    for text, look in pieces:
        first, *others = text.split(" ")
        if first:
            word.append((first, look))
        for one in others:
            if word:
                yield word
            word = [(one, look)] if one else []
    if word:
        yield word
