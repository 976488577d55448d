"""What stands around a screen: tabs above it, the message and the hints below, a dialog over it."""

from typing import TYPE_CHECKING

from rich.cells import cell_len

from outsource_tui.ui.commands import SCREEN_TITLES, SCREENS, commands_of, hints_of, key_words
from outsource_tui.ui.dialogs.base import boxed
from outsource_tui.ui.drawing import Line, block, wrapped

if TYPE_CHECKING:
    from outsource_tui.ui.stage import Stage

SMALLEST = (30, 8)
ROWS_AROUND = 3
"""The tabs above a screen, the message and the hints below it."""
MOST_MESSAGE_ROWS = 4
"""Rows that a problem may take; what went well is told in one."""


class Frame:
    """Draws all of what a stage shows."""

    def __init__(self, stage: "Stage") -> None:
        self.stage = stage

    def lines(self, width: int, height: int) -> list[Line]:
        """The whole screen, `height` lines."""
        if width < SMALLEST[0] or height < SMALLEST[1]:
            words = f"too small, 50x14 works; {self.stage.key_of('quit')} quits"
            return block(map(Line, wrapped(words, width)), height)
        if self.stage.plain is not None:
            return self.stage.plain.lines(width, height)
        room = height - ROWS_AROUND
        dialog = self.stage.dialog
        if dialog is not None and dialog.is_tall:
            body = block(dialog.body(width, room), room)
        else:
            below = next((one for one in reversed(self.stage.dialogs) if one.is_tall), self.stage.screen)
            body = block(below.body(width, room), room)
            if dialog is not None:
                inner = dialog.body(width - 2, room - 2)[: room - 2]
                box = boxed(dialog.title, inner, width)
                body = body[: room - len(box)] + box
        *above, last = (self._said_in_full(width) if dialog is None else []) or [self.stage.message]
        body[len(body) - len(above) :] = above
        return [self._tabs(width), *body, self._message(last, width), self.hint_line(width)]

    def _tabs(self, width: int) -> Line:
        finding_count = sum(one.severity != "hint" for one in self.stage.findings)
        line = Line()
        short = width < 72
        for number, name in enumerate(SCREENS):
            title = SCREEN_TITLES[name]
            if name == "check" and finding_count:
                title += f"!{finding_count}"
            if short and name != self.stage.name:
                title = f"!{finding_count}" if name == "check" and finding_count else ""
            label = f"{number} {title}" if title else str(number)
            if name == self.stage.name:
                line.add("[", "strong").add(label, "strong").add("]", "strong")
            else:
                line.add(f" {label} ", "quiet" if name != "check" or not finding_count else "text")
        where = self.plan_words
        if self.stage.others and line.width + cell_len(where) + len(self.stage.others[0]) + 3 <= width:
            where = f"{self.stage.others[0]}  {where}"
        elif self.stage.others:
            where = f"+{len(self.stage.others)} {where}"
        return line.to(max(line.width, width - cell_len(where) - 2)).add(where, "quiet").fitted(width)

    @property
    def plan_words(self) -> str:
        """The name of the plan."""
        keeper = self.stage.desk.keeper
        return keeper.name + (" (read only)" if keeper.is_read_only else "")

    def _said_in_full(self, width: int) -> list[Line]:
        """A problem that is too long for the message line, on several; none where it is not."""
        look = self.stage.message.spans[-1][1] if self.stage.message.spans else ""
        if self.stage.message.width <= width or look not in {"warn", "bad"}:
            return []
        room = width - len(self.save_words[0]) - 3
        return [Line(f" {one}", look) for one in wrapped(self.stage.message.text.strip(), room)[:MOST_MESSAGE_ROWS]]

    def _message(self, message: Line, width: int) -> Line:
        words, look = self.save_words
        room = max(0, width - len(words) - 2)
        if self.stage.saved.state == "saved" and room < message.width:
            # More of a sentence is worth more than to be told once again that all is well.
            return message.fitted(width)
        return message.beside(Line(" ").add(words, look), room).fitted(width)

    @property
    def save_words(self) -> tuple[str, str]:
        """What has become of the last change, and the look of these words."""
        if self.stage.saved.state == "saving":
            return "saving", "quiet"
        if self.stage.saved.state == "failed":
            return "NOT SAVED", "bad"
        if self.stage.plan.meta.demo:
            return "demo, not kept", "quiet"
        if self.stage.saved_at is None:
            return "", "quiet"
        return f"saved {self.stage.saved_at:%H:%M}", "quiet"

    def hint_line(self, width: int) -> Line:
        """What can be done now, as much of it as fits."""
        line = Line(" ")
        if self.stage.dialog is not None:
            return line.add(_fitting(self.stage.dialog.hints, width - 2), "quiet").fitted(width)
        own = self.stage.screen.hints
        known = {one.id: one for one in commands_of(self.stage.name, self.stage.commands)}
        commands = (
            [known[one] for one in own if one in known]
            if own is not None
            else hints_of(self.stage.name, self.stage.commands)
        )
        last = known["help"]
        last_key = self.stage.key_of("help")
        room = width - len(last_key) - len(last.label) - 3
        for one in commands:
            if one is last or not one.keys:
                continue
            text = f"{key_words(one.keys[0])} {one.label}"
            if line.width + len(text) <= room:
                line.add(key_words(one.keys[0]), "key").add(f" {one.label}  ", "quiet")
        return line.add(last_key, "key").add(f" {last.label}", "quiet").fitted(width)


def _fitting(hints: str, room: int) -> str:
    """As many hints as fit, whole ones; the way out is the last of them and always stays."""
    parts = hints.split("  ")
    while len(parts) > 1 and sum(cell_len(one) + 2 for one in parts) - 2 > room:
        parts.pop(-2)
    return "  ".join(parts)
