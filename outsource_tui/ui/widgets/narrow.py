"""Updates that send only what differs.

Textual crops a partial update on its right but always begins at the widget's first column; over a slow line with one
widget as wide as the screen that is most of what is sent. This renders the same spans from their own first cell.
Built on Textual's private compositor: the version is pinned, and the byte-budget test fails where this stops working.
"""

from collections.abc import Iterable

from rich.console import Console
from rich.control import Control
from textual._compositor import ChopsUpdate, Compositor, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

from outsource_tui.ui.widgets.canvas import Canvas, Scroll
from outsource_tui.ui.widgets.wire import Wire


class NarrowUpdate(CompositorUpdate):
    """Spans of rows, each from its first to its last changed cell."""

    def __init__(self, update: ChopsUpdate, scroll: Scroll | None) -> None:
        self.update = update
        self.scroll = scroll

    def render_segments(self, console: Console) -> str:
        """The escape sequences for the terminal."""
        wire = Wire(console)
        if self.scroll is not None:
            wire.add(_scroll(self.scroll))
        here = -1
        for row, first, last in self.update.spans:
            for (column, strip), end in zip(self.update.chops[row].items(), self.update.chop_ends[row], strict=False):
                if strip is None or column >= last or end <= first:
                    continue
                wire.add(f"\x1b[{max(column, first) + 1}G" if row == here else _move(max(column, first), row))
                here = row
                wire.draw(strip.crop(max(0, first - column), min(end, last) - column))
        return wire.text()


class WholeUpdate(LayoutUpdate):
    """The whole screen, left out where just that stands on the terminal: Textual paints three times as it starts."""

    def __init__(self, update: LayoutUpdate, compositor: "NarrowCompositor") -> None:
        rows = [list(strips) for strips in update.strips]
        super().__init__(list[Iterable[Strip]](rows), update.region)
        self.rows = rows
        self.compositor = compositor

    def render_segments(self, console: Console) -> str:
        """The escape sequences for the terminal, none where they would change nothing."""
        if self.compositor.sent == self.rows:
            return ""
        self.compositor.sent = self.rows
        wire = Wire(console)
        for row, strips in enumerate(self.rows, self.region.y):
            wire.add(_move(self.region.x, row))
            for strip in strips:
                wire.draw(strip)
        return wire.text()


class NarrowCompositor(Compositor):
    """A compositor whose partial updates are narrow, and that sends no full one twice."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__()
        self.canvas = canvas
        self.sent: list[list[Strip]] | None = None
        """What stands on the terminal since the last full update; None where something was sent since."""

    def forget(self) -> None:
        """The terminal may show something else by now: the next full update is sent whatever it holds."""
        self.sent = None

    def render_full_update(self, simplify: bool = False) -> LayoutUpdate:  # noqa: FBT001 - Textual's
        self.canvas.sent()
        return WholeUpdate(super().render_full_update(simplify), self)

    def render_partial_update(self) -> CompositorUpdate | None:  # type: ignore[override]
        update = super().render_partial_update()
        if update is None:
            return None
        self.forget()
        return NarrowUpdate(update, self.canvas.sent())


def _move(column: int, row: int) -> str:
    return Control.move_to(column, row).segment.text


def _scroll(scroll: Scroll) -> str:
    """Moves rows by one within margins of their own: a line end at the lower one, or its reverse at the upper one."""
    at, step = (scroll.last, "\n") if scroll.is_up else (scroll.first, "\x1bM")
    return f"\x1b[{scroll.first + 1};{scroll.last + 1}r{_move(0, at)}{step}\x1b[r"
