"""The same screens for those who hear them: lines read in order, the same keys, nothing told by its place or colour.

A screen or dialog is drawn as always, in a size in which it leaves nothing out and puts nothing beside anything, and
its lines are then put into words (`ui.linear`).
"""

from typing import TYPE_CHECKING

from outsource_tui.advice.rounding import count_words
from outsource_tui.ui.commands import SCREEN_TITLES
from outsource_tui.ui.drawing import Line, block, uncut, wrapped
from outsource_tui.ui.linear import Spoken, spoken, windowed
from outsource_tui.ui.widgets.table import Table

if TYPE_CHECKING:
    from outsource_tui.ui.stage import Stage

WIDTH, HEIGHT = 71, 60
"""What is drawn before it is put into words: too narrow for anything beside anything, high enough for all there is."""

ALL_HINTS = 160
"""Cells for the hints; twice as many as a line of the screen usually has."""

SCROLLS = {"pagedown": 1, "pageup": -1}


class PlainView:
    """What of the lines is seen: those around the cursor, or where Page Up and Page Down went."""

    def __init__(self, stage: "Stage") -> None:
        self.stage = stage
        self.row = 0
        """The row of the cursor's line: the terminal's own cursor stands there, and screen readers follow it."""
        self._top: int | None = None
        self._first = 0
        self._room = 1

    def key(self, key: str) -> bool:
        """Page Up and Page Down read on; any other key goes back to the cursor. Whether it was used."""
        if key in SCROLLS:
            self._first = self._top = max(0, self._first + SCROLLS[key] * max(1, self._room - 1))
            return True
        self._top = None
        return False

    def lines(self, width: int, height: int) -> list[Line]:
        """The whole screen: where one is, what is there, what was said last, what can be done."""
        stage = self.stage
        head = wrapped(self._where(), width)[:2]
        said = wrapped(_joined(stage.message.text.strip(), stage.frame.save_words[0]), width)[:3]
        hints = wrapped(", ".join(one.text for one in spoken([stage.frame.hint_line(ALL_HINTS)])), width)[:2]
        self._room = max(1, height - len(head) - len(said) - len(hints))
        shown, row, self._first = windowed(self._body(), width, self._room, self._top)
        self.row = len(head) + row
        return [*map(Line, head), *block(shown, self._room), *map(Line, said), *map(Line, hints)]

    def _where(self) -> str:
        stage = self.stage
        count = sum(one.severity != "hint" for one in stage.findings)
        findings = f"{count_words(count, 'finding')} on Check" if count else ""
        return ", ".join(
            filter(None, (f"{SCREEN_TITLES[stage.name]} screen", findings, *stage.others, stage.frame.plan_words))
        )

    def _body(self) -> list[Spoken]:
        shown = self.stage.dialog or self.stage.screen
        table = getattr(shown, "table", None)
        if isinstance(table, Table):
            table.is_plain = True
        with uncut():
            lines = spoken(shown.body(WIDTH, HEIGHT))
        title = self.stage.dialog.title if self.stage.dialog is not None else ""
        has_title = bool(lines) and lines[0].text == title
        return lines if has_title or not title else [Spoken(f"{title}:"), *lines]


def _joined(*texts: str) -> str:
    return ". ".join(one.rstrip(".") for one in texts if one)
