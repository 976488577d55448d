"""A choice of a few things, by letter, by digit, or with the arrows and Enter."""

from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct

from outsource_tui.ui.dialogs.base import STEPS, Dialog
from outsource_tui.ui.drawing import Line, first_seen


class Choice(Struct, frozen=True):
    """Something to choose. `key` is the character that takes it at once."""

    key: str
    label: str
    result: Any
    note: str = ""
    look: str = "text"


class MenuDialog(Dialog):
    """Gives the result of what was chosen. The suggestion, if any, is under the cursor."""

    hints = "↑↓ pick  Enter take it  a letter takes it at once  Esc close"

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice],
        then: Callable[[Any], None],
        *,
        suggested: int = 0,
        says: Sequence[Line] = (),
    ) -> None:
        super().__init__(then)
        self.title = title
        self.choices = list(choices)
        self.cursor = max(0, min(suggested, len(self.choices) - 1))
        self.says = list(says)
        self._top = 0

    def body(self, width: int, height: int) -> list[Line]:
        room = max(1, height - len(self.says))
        self._top = first_seen(self._top, self.cursor, len(self.choices), room)
        has_notes = any(one.note for one in self.choices)
        longest = max((len(one.label) for one in self.choices), default=0) + 2
        label_width = min(longest, width // 2 if has_notes else width - 6)
        rows = []
        for index in range(self._top, min(len(self.choices), self._top + room)):
            one = self.choices[index]
            here = index == self.cursor
            line = Line(" >" if here else "  ", "cursor").add(f" {one.key:1} ", "key")
            line.cell(one.label, label_width, "strong" if here else one.look)
            rows.append(line.add(" " + one.note, "quiet").fitted(width))
        return [*self.says, *rows]

    def key(self, key: str, character: str | None) -> None:
        keys = [one.key for one in self.choices]
        if key in keys and key != " ":
            self.done(self.choices[keys.index(key)].result)
        elif key in STEPS:
            self.cursor = (self.cursor + STEPS[key]) % max(1, len(self.choices))
        elif key in {"home", "end"}:
            self.cursor = 0 if key == "home" else len(self.choices) - 1
        elif key == "enter" and self.choices:
            self.done(self.choices[self.cursor].result)
        elif key in {"escape", "q"}:
            self.left()


LETTERS = "abcdefghilmnoprstuvwxyz"
"""Letters for choices; `j`, `k` and `q` move and leave."""
