"""Every figure of a row with how it was made: the formula, its inputs, and what is missing."""

from typing import Any

from outsource_tui.advice.explain import explained
from outsource_tui.advice.explain_words import made_of, value_words
from outsource_tui.planner.rows import name_of
from outsource_tui.ui.dialogs.base import STEPS, Dialog
from outsource_tui.ui.drawing import Line, rule, wrapped


class FiguresDialog(Dialog):
    """A list of figures; the one under the cursor is open."""

    hints = "↑↓ pick a figure  Esc close"
    is_tall = True

    def __init__(self, row_id: str) -> None:
        super().__init__()
        self.row_id = row_id
        self.at = 0
        self._top = 0
        self._sheet: dict[str, Any] = {}

    def opened(self) -> None:
        self._sheet = explained(self.stage.plan, self.row_id, self.stage.today)["figures"]

    def body(self, width: int, height: int) -> list[Line]:
        plan = self.stage.plan
        head = rule(f"The figures of {self.row_id} {name_of(plan, self.row_id)}", width)
        lines: list[Line] = []
        here = 0
        for index, (name, figure) in enumerate(self._sheet.items()):
            is_open = index == self.at
            here = len(lines) if is_open else here
            line = Line(" >" if is_open else "  ", "cursor").add(" ").cell(name.replace("_", " "), 20)
            line.add(value_words(figure, plan.profile.currency), "strong" if figure["value"] is not None else "quiet")
            lines.append(line)
            if is_open:
                for text in made_of(figure, self._sheet, plan.profile.currency):
                    lines += [Line("      " + one, "quiet") for one in wrapped(text, width - 8)]
        room = max(1, height - 1)
        bottom = here + 8
        self._top = max(0, min(self._top, here), min(bottom, len(lines)) - room)
        return [head, *lines[self._top : self._top + room]]

    def key(self, key: str, character: str | None) -> None:
        steps = {**STEPS, "pagedown": 8, "pageup": -8}
        if key in steps:
            self.at = max(0, min(len(self._sheet) - 1, self.at + steps[key]))
        elif key in {"home", "g"}:
            self.at = 0
        elif key in {"end", "G"}:
            self.at = len(self._sheet) - 1
        elif key in {"escape", "q", "enter", "?"}:
            self.left()
