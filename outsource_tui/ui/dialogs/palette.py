"""Run a command by its name: one line to type, the commands that fit under it."""

from collections.abc import Sequence

from outsource_tui.ui.commands import Command, commands_of, key_words
from outsource_tui.ui.dialogs.base import TYPING_STEPS, Dialog
from outsource_tui.ui.drawing import Line, first_seen
from outsource_tui.ui.textline import TextLine

MOST_SHOWN = 6
LABEL_WIDTH = 16
KEY_WIDTH = 7


def fitting(commands: Sequence[Command], words: str) -> list[Command]:
    """The commands that have all the words in them; those whose id or label begins with them come first."""
    typed = words.casefold()
    found = [
        one for one in commands if all(word in f"{one.id} {one.label} {one.help}".casefold() for word in typed.split())
    ]
    return sorted(found, key=lambda one: not (one.label.casefold().startswith(typed) or one.id == typed))


class PaletteDialog(Dialog):
    """Enter runs the command under the cursor."""

    title = "Commands"
    hints = "type to narrow down  ↑↓ pick  Enter run  Esc close"

    def __init__(self) -> None:
        super().__init__()
        self.line = TextLine()
        self.cursor = 0

    @property
    def found(self) -> list[Command]:
        """What fits what is typed."""
        return fitting(
            [one for one in commands_of(self.stage.name, self.stage.commands) if one.id != "palette"], self.line.text
        )

    def body(self, width: int, height: int) -> list[Line]:
        found = self.found
        room = max(1, min(MOST_SHOWN, height - 1))
        top = first_seen(0, self.cursor, len(found), room)
        lines = [self.line.draw(Line(" > "), width - 4)]
        shown = range(top, min(len(found), top + room))
        lines += [command_line(found[index], is_here=index == self.cursor) for index in shown]
        if not found:
            key = self.stage.key_of("help")
            lines.append(Line(f"   No command has these words. {key} lists all of them.", "quiet"))
        return lines + [Line()] * (room + 1 - len(lines))

    def key(self, key: str, character: str | None) -> None:
        found = self.found
        if key == "escape":
            self.left()
        elif key == "enter":
            if found:
                self.stage.close(self)
                self.stage.run(found[self.cursor])
        elif key in TYPING_STEPS:
            self.cursor = (self.cursor + TYPING_STEPS[key]) % max(1, len(found))
        elif key == "backspace" and not self.line.text:
            self.left()
        else:
            self.line.key(key, character)
            self.cursor = 0

    def pasted(self, text: str) -> None:
        self.line.insert(text)
        self.cursor = 0


def command_line(command: Command, *, is_here: bool) -> Line:
    """A command in one line: its keys, its name and what it does."""
    line = Line(" >" if is_here else "  ", "cursor").add(" ")
    line.cell(key_words(command.keys[0]) if command.keys else "", KEY_WIDTH, "key").add(" ")
    return line.cell(command.label, LABEL_WIDTH, "strong" if is_here else "text").add(f" {command.help}", "quiet")
