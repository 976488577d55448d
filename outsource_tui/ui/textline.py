"""A line that is typed into: the text, the caret, and the editing keys that every shell has."""

from collections.abc import Callable, Mapping

from outsource_tui.model.text import cleaned
from outsource_tui.ui.drawing import Line, is_uncut


class TextLine:
    """One line of typing. Keys are named as in `ui.commands`."""

    def __init__(self, text: str = "") -> None:
        self.text = text
        self.caret = len(text)

    def key(self, key: str, character: str | None) -> bool:
        """Edit by a key; False where the key means nothing here."""
        if (character is not None and character.isprintable() and len(key) == 1) or key == "space":
            self.insert(character or " ")
            return True
        action = _EDITS.get(key)
        if action is None:
            return False
        self.text, self.caret = action(self.text, self.caret)
        return True

    def insert(self, text: str) -> None:
        """Put text at the caret, as one line and cleaned."""
        text = cleaned(text)
        self.text = self.text[: self.caret] + text + self.text[self.caret :]
        self.caret += len(text)

    def put(self, text: str) -> None:
        """Replace everything; the caret goes to the end."""
        self.text, self.caret = text, len(text)

    def draw(self, line: Line, width: int, *, is_active: bool = True) -> Line:
        """Add the text to `line` in `width` cells, scrolled so that the caret is seen."""
        if is_uncut():
            width = max(width, len(self.text) + 2)
        start = 0
        if is_active and self.caret > width - 2:
            start = self.caret - (width - 2)
        part = self.text[start : start + width - 1]
        end = line.width + width
        if not is_active:
            return line.cell(self.text, width, "input")
        here = self.caret - start
        line.add(part[:here], "input").add(part[here : here + 1] or " ", "caret").add(part[here + 1 :], "input")
        return line.to(end, "input").fitted(end)


def _word_start(text: str, caret: int) -> int:
    while caret > 0 and text[caret - 1] == " ":
        caret -= 1
    while caret > 0 and text[caret - 1] != " ":
        caret -= 1
    return caret


def _word_end(text: str, caret: int) -> int:
    while caret < len(text) and text[caret] == " ":
        caret += 1
    while caret < len(text) and text[caret] != " ":
        caret += 1
    return caret


def _cut_word(text: str, caret: int) -> tuple[str, int]:
    start = _word_start(text, caret)
    return text[:start] + text[caret:], start


_EDITS: Mapping[str, Callable[[str, int], tuple[str, int]]] = {
    "left": lambda text, caret: (text, max(0, caret - 1)),
    "right": lambda text, caret: (text, min(len(text), caret + 1)),
    "home": lambda text, caret: (text, 0),
    "ctrl+a": lambda text, caret: (text, 0),
    "end": lambda text, caret: (text, len(text)),
    "ctrl+e": lambda text, caret: (text, len(text)),
    "ctrl+left": lambda text, caret: (text, _word_start(text, caret)),
    "ctrl+right": lambda text, caret: (text, _word_end(text, caret)),
    "backspace": lambda text, caret: (text[: max(0, caret - 1)] + text[caret:], max(0, caret - 1)),
    "ctrl+h": lambda text, caret: (text[: max(0, caret - 1)] + text[caret:], max(0, caret - 1)),
    "delete": lambda text, caret: (text[:caret] + text[caret + 1 :], caret),
    "ctrl+d": lambda text, caret: (text[:caret] + text[caret + 1 :], caret),
    "ctrl+w": _cut_word,
    "ctrl+u": lambda text, caret: (text[caret:], 0),
    "ctrl+k": lambda text, caret: (text[:caret], caret),
}
