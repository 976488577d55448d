"""About the best that a list of the same framework can be: lines drawn one by one, two of them anew at a key."""

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

ROWS = 10_000
HERE = Style(reverse=True)


class Lines(ScrollView, can_focus=True):
    BINDINGS: ClassVar[list[BindingType]] = [Binding("down", "step(1)"), Binding("up", "step(-1)")]
    at = 0

    def on_mount(self) -> None:
        self.virtual_size = Size(70, ROWS)

    def action_step(self, by: int) -> None:
        before, self.at = self.at, max(0, min(ROWS - 1, self.at + by))
        top = self.scroll_offset.y
        if top <= self.at < top + self.size.height:
            for row in (before, self.at):
                self.refresh(Region(0, row - top, self.size.width, 1))
        else:
            self.scroll_to(y=max(0, self.at - self.size.height // 2), animate=False)

    def render_line(self, y: int) -> Strip:
        row = y + self.scroll_offset.y
        text = f"  Line {row + 1:5} of the list, with a few words behind it".ljust(self.size.width)
        return Strip([Segment(text, HERE if row == self.at else None)], self.size.width)


class LineList(App[None]):
    BINDINGS = [("q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        yield Lines()


if __name__ == "__main__":
    LineList().run()
