"""A question over the screen: a box of lines that takes the keys until it is answered or left."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from outsource_tui.ui.drawing import Line, cut

if TYPE_CHECKING:
    from outsource_tui.ui.stage import Stage

STEPS: Mapping[str, int] = {"down": 1, "j": 1, "tab": 1, "up": -1, "k": -1, "shift+tab": -1}
"""Keys that go to the next row and to the one before."""
TYPING_STEPS: Mapping[str, int] = {key: step for key, step in STEPS.items() if len(key) > 1}
"""The same where letters are typed."""


class Dialog:
    """Drawn above the message line, over the whole width; the rest of the screen stays as it is.

    A dialog ends by `done(result)` or `left()`; what was typed goes into `stage.drafts` by whoever wants it back.
    """

    title = ""
    hints = "Enter ok  Esc close"
    is_tall = False
    """Whether it takes all the room there is."""
    draft = ""
    """What its typing is called while it is not saved; empty where nothing would be missed."""

    def __init__(self, then: Callable[[Any], None] | None = None) -> None:
        self.then = then
        self.stage: Stage
        """Set when it is opened."""

    def opened(self) -> None:
        """Called once, when `stage` is there."""

    def body(self, width: int, height: int) -> list[Line]:
        """What stands in the box, at most `height` lines of `width` cells."""
        raise AssertionError(type(self).__name__)

    def key(self, key: str, character: str | None) -> None:
        """Take a key."""
        if key == "escape":
            self.left()

    def pasted(self, text: str) -> None:
        """Take pasted text."""

    def unsaved(self) -> dict[str, str]:
        """What stands in it and is not saved, by field: what is there again after a line has dropped."""
        return {}

    def done(self, result: Any) -> None:
        """Close, and give the result to whoever asked."""
        self.stage.close(self)
        if self.then is not None:
            self.then(result)

    def left(self) -> None:
        """Close without a result."""
        self.stage.close(self)


def boxed(title: str, body: list[Line], width: int) -> list[Line]:
    """Lines with a frame around them."""
    head = (
        Line("┌─ ", "rule")
        .add(cut(title, width - 6), "title")
        .add(" ", "rule")
        .to(width - 1, "rule", "─")
        .add("┐", "rule")
    )
    foot = Line("└", "rule").to(width - 1, "rule", "─").add("┘", "rule")
    rows = [Line("│", "rule").beside(line.fitted(width - 2), 1).add("│", "rule") for line in body]
    return [head, *rows, foot]
