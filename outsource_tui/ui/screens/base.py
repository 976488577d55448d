"""What every screen of the app is: a body of lines, and the commands that apply to it.

Not a Textual screen: all of them are drawn on one canvas, so that switching sends only what differs.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from outsource_tui.model.plan import Plan
from outsource_tui.model.text import shown
from outsource_tui.ui.drawing import Line

if TYPE_CHECKING:
    from outsource_tui.ui.stage import Stage

NOTHING_FITS = "Nothing fits; Esc shows all again."
"""Why a command has no row where a list is narrowed to nothing."""


class PlanScreen:
    """A command `open` is carried out by `do_open`, `trial.book` by `do_trial_book`."""

    name = ""

    def __init__(self, stage: "Stage") -> None:
        self.stage = stage

    @property
    def plan(self) -> Plan:
        return self.stage.desk.plan

    @property
    def today(self) -> date:
        return self.stage.today

    def body(self, width: int, height: int) -> list[Line]:
        """The rows between the tabs and the message line."""
        raise AssertionError(type(self).__name__)

    def key(self, key: str, character: str | None) -> bool:
        """Take a key before the commands do; True where it was used (moving a cursor, a digit)."""
        return False

    def clicked(self, column: int, row: int) -> bool:
        """A click at a place of the body; False where rows are all there is, which the keys can reach."""
        return False

    def why_not(self, command_id: str) -> str:
        """In words why a command cannot work now; empty where it can."""
        return ""

    @property
    def row_id(self) -> str | None:
        """The row whose figures `.` opens."""
        return None

    def show(self, row_id: str) -> None:
        """Put the cursor on a row."""

    @property
    def hints(self) -> Sequence[str] | None:
        """Ids of commands for the hint line in this state, or None for the usual ones."""
        return None

    def cleared(self) -> bool:
        """Escape: clear marks, then the filter; False where there was nothing to clear."""
        return False

    def remembered(self) -> dict[str, str]:
        """What this screen needs at the next start to look as it does now."""
        return {}

    def recall(self, kept: Mapping[str, str]) -> None:
        """Look as at the end of the last visit; what does not fit the plan any more is left out."""

    def send(self, text: str, what: str) -> None:
        """Send text to the clipboard. No terminal says whether it took it, so the way to a file is named beside it."""
        # Whatever it is pasted into may obey what a terminal would; lines and tabs are what it is made of.
        self.stage.shell.copy("\n".join("\t".join(map(shown, line.split("\t"))) for line in text.split("\n")))
        file_key = self.stage.key_of("write")
        self.stage.say(f"Sent to the clipboard by OSC 52 ({file_key} writes a file): {what}")
