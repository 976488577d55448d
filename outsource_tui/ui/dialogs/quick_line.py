"""Add rows in one line each, over the list: what was understood is echoed before Enter, and nothing typed is lost."""

from collections.abc import Sequence
from typing import Any

from outsource_tui.model.change import Change
from outsource_tui.model.kinds import Table
from outsource_tui.model.problems import Problem
from outsource_tui.ui.dialogs.base import Dialog
from outsource_tui.ui.drawing import Line, text_lines
from outsource_tui.ui.textline import TextLine

MOST_TYPED = 50
"""Lines that can be had back by the arrow up."""
MOST_ECHOED = 3
"""Lines of a paste that are shown before they are added."""


class QuickLineDialog(Dialog):
    """Enter adds and stays; Tab opens all fields with the same values; Esc keeps what was typed.

    Several pasted lines are added as one step: all of them, or none and what is wrong with the first that does not fit.
    """

    table: Table
    """Where the rows go."""
    noun = ""
    """What several of them are called."""
    syntax = ""
    """What may be typed, below the echo."""

    def __init__(self) -> None:
        super().__init__()
        self.line = TextLine()
        self.problem = ""
        self.typed: list[str] = []
        self._back = 0
        self._several: list[str] = []

    # what each kind of row does in its own way

    def fields_of(self, text: str) -> dict[str, Any]:
        """The fields of a row typed in one line. Raises BadInput, also where it has no name."""
        raise AssertionError(type(self).__name__)

    def added(self, rows: Sequence[dict[str, Any]]) -> Change:
        """What adds these rows in one step."""
        raise AssertionError(type(self).__name__)

    def echo(self, width: int) -> list[Line]:
        """What was understood, in always as many lines."""
        raise AssertionError(type(self).__name__)

    def echo_of_one(self, text: str) -> Line:
        """One of several lines that were pasted."""
        raise AssertionError(type(self).__name__)

    def open_all_fields(self) -> None:
        """Leave for the form with what is typed already in it; stay where that cannot be read."""
        raise AssertionError(type(self).__name__)

    # what all of them do

    @property
    def hints(self) -> str:  # type: ignore[override]
        if self._several:
            return "Enter add them all  Esc forget them"
        return "Enter add, stay here  Tab all fields  ↑ last typed  Esc close (kept)"

    def opened(self) -> None:
        kept = self.stage.drafts.pop(self.draft, {})
        self.line.put(kept.get("text", ""))
        self._several = kept.get("pasted", "").splitlines()

    def body(self, width: int, height: int) -> list[Line]:
        lines = [self.line.draw(Line(" > ", "key"), width - 4), Line().to(width, "rule", "─")]
        if self._several:
            return [*lines, *self._echo_of_several(width)]
        return [*lines, *self.echo(width), *text_lines(self.syntax, width, "quiet")]

    def _echo_of_several(self, width: int) -> list[Line]:
        count = len(self._several)
        asked = f"{count} lines were pasted. Enter adds {count} {self.noun} as one step, Esc forgets them."
        lines = text_lines(asked, width, "strong")
        lines += [self.echo_of_one(text).fitted(width) for text in self._several[:MOST_ECHOED]]
        return lines + (text_lines(self.problem, width, "bad") if self.problem else [])

    def key(self, key: str, character: str | None) -> None:
        self.problem = ""
        if key == "enter":
            self._add()
        elif self._several:
            self._several = [] if key == "escape" else self._several
        elif key == "tab":
            self.open_all_fields()
        elif key in {"up", "down"} and self.typed:
            self._back = max(0, min(len(self.typed), self._back + (1 if key == "up" else -1)))
            self.line.put(self.typed[-self._back] if self._back else "")
        elif key == "escape":
            if self.line.text.strip():
                self.stage.drafts[self.draft] = {"text": self.line.text}
            self.left()
        else:
            self.line.key(key, character)

    def pasted(self, text: str) -> None:
        self.problem = ""
        lines = [one.strip() for one in text.splitlines() if one.strip()]
        if len(lines) > 1:
            self._several = lines
        else:
            self.line.insert(text.strip())

    def unsaved(self) -> dict[str, str]:
        kept = {"text": self.line.text, "pasted": "\n".join(self._several)}
        return {name: text for name, text in kept.items() if text.strip()}

    def _add(self) -> None:
        rows = []
        for number, text in enumerate(self._several or [self.line.text], start=1):
            try:
                rows.append(self.fields_of(text))
            except Problem as problem:
                self.problem = f"line {number}: {problem}" if self._several else str(problem)
                return
        if not self.stage.do(self.added(rows)):
            self.problem = self.stage.message.text.strip()
            return
        if self._several:
            self._several = []
        else:
            self.typed = [*self.typed, self.line.text][-MOST_TYPED:]
            self.line.put("")
        self._back = 0
        self.stage.screen.show(next(reversed(list(self.stage.plan.rows(self.table)))))
