"""The keys of a screen, made from the commands themselves; type to filter, Enter runs the one that is picked."""

import os
import sys
from collections.abc import Sequence

from msgspec import Struct

from outsource_tui.ui.bindings import changes_in_words
from outsource_tui.ui.commands import (
    EVERYWHERE,
    MOVES,
    SCREEN_TITLES,
    SCREENS,
    TYPING,
    Command,
    commands_of,
    key_words,
)
from outsource_tui.ui.dialogs.base import TYPING_STEPS, Dialog
from outsource_tui.ui.dialogs.palette import command_line, fitting
from outsource_tui.ui.drawing import Line, block, rule, text_lines, wrapped
from outsource_tui.ui.frame import ROWS_AROUND
from outsource_tui.ui.terminal_facts import terminal_facts
from outsource_tui.ui.textline import TextLine

KEYS_WIDTH = 9
TITLE_IN_FULL_FROM = 72
IN_FULL_FROM = 11
"""Rows from which on a sentence may take more than one."""
FEWEST_IN_FULL = 4
"""Rows for commands, below which one that is cut is better than none."""
TWO_COLUMNS_FROM = 72
THREE_COLUMNS_FROM = 112


class Row(Struct, frozen=True):
    """A line of the help: a key and what it does. With a command it can be picked and run; without keys, a heading."""

    keys: str
    words: str
    command: Command | None = None


class HelpDialog(Dialog):
    """Own commands of the screen first, then those of everywhere, then what helps while typing."""

    hints = "type to filter  ↑↓ pick  Enter run  p manual  ? how its figures were made  Esc close"
    is_tall = True

    def __init__(self) -> None:
        super().__init__()
        self.line = TextLine()
        self.cursor = 0

    @property
    def commands(self) -> list[Command]:
        """What can be picked, in the order in which it stands."""
        screen = self.stage.name
        own = [one for one in commands_of(screen, self.stage.commands) if one.where != EVERYWHERE]
        rest = [one for one in commands_of(screen, self.stage.commands) if one.where == EVERYWHERE and one.id != "help"]
        if self.line.text.strip():
            return fitting([*own, *rest], self.line.text)
        # The seven screens are one line of their own.
        return [*own, *(one for one in rest if one.id.removeprefix("screen.") not in SCREENS)]

    @property
    def picked(self) -> Command | None:
        """The command under the cursor."""
        commands = self.commands
        return commands[min(self.cursor, len(commands) - 1)] if commands else None

    def body(self, width: int, height: int) -> list[Line]:
        does = "type to filter, Enter runs it, p opens the manual" if width >= TITLE_IN_FULL_FROM else "p manual"
        title = f"Keys on {SCREEN_TITLES[self.stage.name]} · {does}"
        lines = [rule(title, width), self.line.draw(Line(" > "), width - 4)]
        below = self._below(width, height)
        room = max(1, height - len(lines) - len(below))
        if self.line.text.strip():
            lines += block(self._filtered(room), room)
        else:
            lines += block(self._columns(width, room), room)
        return [*lines, *below]

    def _below(self, width: int, height: int) -> list[Line]:
        """What is picked in full, what the user changed, and what is known of the terminal."""
        picked, settings = self.picked, self.stage.settings
        says = "No command has these words."
        if picked is not None:
            keys = " ".join(key_words(one) for one in picked.keys) or self._typed(picked)
            says = f"{keys}: {picked.help}  ({picked.id})"
        encoding = (sys.__stderr__ and sys.__stderr__.encoding) or "utf-8"
        facts = terminal_facts(os.environ, settings.theme, encoding, width, height + ROWS_AROUND)
        paragraphs = [text_lines(says, width)]
        if settings.bindings:
            paragraphs.append(text_lines(f"Your changes: {changes_in_words(settings.bindings)}", width))
        paragraphs.append(text_lines(" · ".join(facts), width, "quiet"))
        if height < IN_FULL_FROM:
            return [lines[0] for lines in paragraphs]
        return [line for lines in paragraphs for line in lines]

    def _filtered(self, room: int) -> list[Line]:
        commands = self.commands
        here = min(self.cursor, len(commands) - 1)
        top = max(0, min(here - room // 2, len(commands) - room))
        return [
            command_line(commands[index], is_here=index == here) for index in range(top, min(len(commands), top + room))
        ]

    def _columns(self, width: int, room: int) -> list[Line]:
        own, everywhere, typing = self._groups()
        if width >= THREE_COLUMNS_FROM:
            own, over = self._split(own, width // 3, room)
            columns = [own, everywhere, [*over, *typing]]
        elif width >= TWO_COLUMNS_FROM:
            columns = [[*own, Row("", ""), *typing], everywhere]
        else:
            columns = [[*own, Row("", ""), *everywhere, Row("", ""), *typing]]
        column_width = width // len(columns)
        drawn = [self._column(rows, column_width, room) for rows in columns]
        lines = []
        for index in range(max(len(rows) for rows in drawn)):
            line = Line()
            for place, rows in enumerate(drawn):
                line = line.beside(rows[index] if index < len(rows) else Line(), place * column_width)
            lines.append(line)
        return lines

    def _split(self, rows: list[Row], width: int, room: int) -> tuple[list[Row], list[Row]]:
        """The rows that a column holds, and those that stand above what the last column has."""
        used = 0
        for at, row in enumerate(rows):
            used += len(self._drawn(row, width, is_short=room < FEWEST_IN_FULL))
            if used > room:
                return rows[:at], [Row("", "This screen, too"), *rows[at:], Row("", "")]
        return rows, []

    def _groups(self) -> tuple[list[Row], list[Row], list[Row]]:
        commands = self.commands
        own = [self._row(one) for one in commands if one.where != EVERYWHERE]
        everywhere = [self._row(one) for one in commands if one.where == EVERYWHERE]
        moves = [Row(keys, words) for keys, words in MOVES.get(self.stage.name, ())]
        typing = [Row(keys, words) for keys, words in TYPING]
        return (
            [Row("", "This screen"), *moves, *own],
            [Row("", "Everywhere"), Row("0 to 6", "the screens"), *everywhere],
            [Row("", "While typing"), *typing],
        )

    def _row(self, command: Command) -> Row:
        keys = ""
        for key in command.keys:
            if len(keys) + len(key_words(key)) < KEYS_WIDTH:
                keys = f"{keys} {key_words(key)}".strip()
        return Row(keys or self._typed(command), command.help, command)

    def _typed(self, command: Command) -> str:
        """What runs a command that has no key, by its name."""
        return f"{self.stage.key_of('palette')}{command.id}"

    def _column(self, rows: Sequence[Row], width: int, room: int) -> list[Line]:
        """As many rows as fit, each in full; the picked one is among them."""
        drawn = [self._drawn(row, width, is_short=room < FEWEST_IN_FULL) for row in rows]
        here = next((index for index, row in enumerate(rows) if row.command and row.command is self.picked), 0)
        above = sum(len(lines) for lines in drawn[:here])
        lines = [line for each in drawn for line in each]
        top = max(0, min(above - room // 2, len(lines) - room))
        return lines[top : top + room]

    def _drawn(self, row: Row, width: int, *, is_short: bool) -> list[Line]:
        if not row.keys and row.command is None:
            return [Line(f"  {row.words}" if row.words else "", "title").fitted(width)]
        is_here = row.command is not None and row.command is self.picked
        first = Line(" >" if is_here else "  ", "cursor").add(" ").cell(row.keys, KEYS_WIDTH, "key").add(" ")
        look, column = "strong" if is_here else "text", first.width
        words = [row.words] if is_short else wrapped(row.words, width - column - 1)
        lines = [first.add(words[0], look), *(Line(" " * column).add(one, look) for one in words[1:])]
        return [line.fitted(width) for line in lines]

    def key(self, key: str, character: str | None) -> None:
        count = len(self.commands)
        if key == "escape":
            self.left()
        elif key == "p" and not self.line.text:
            self.stage.close(self)
            self.stage.run_id("manual")
        elif key == "?" and not self.line.text:
            self.stage.close(self)
            self.stage.run_id("figures")
        elif key == "enter":
            self._run()
        elif key in TYPING_STEPS:
            self.cursor = (self.cursor + TYPING_STEPS[key]) % max(1, count)
        elif key in {"pagedown", "pageup"}:
            self.cursor = max(0, min(self.cursor + (10 if key == "pagedown" else -10), count - 1))
        else:
            self.line.key(key, character)
            self.cursor = 0

    def pasted(self, text: str) -> None:
        self.line.insert(text)
        self.cursor = 0

    def _run(self) -> None:
        picked = self.picked
        if picked is not None:
            self.stage.close(self)
            self.stage.run(picked)
