"""Two to five people side by side: the figures, how sure the ranking is, and what would turn it round."""

from collections.abc import Sequence

from outsource_tui.ui.dialogs.base import Dialog
from outsource_tui.ui.drawing import Line, rule, text_lines
from outsource_tui.ui.standing import Standing, verdict_words
from outsource_tui.ui.widgets.side_by_side import all_rows, people_that_fit, side_by_side

FEWEST_ROWS = 9
"""Rows that must be seen under the verdict; on a lower screen it stands at the end."""


class ComparisonDialog(Dialog):
    """Takes the whole screen, so that it works on narrow ones too."""

    is_tall = True

    def __init__(self, standing: Standing, ids: Sequence[str]) -> None:
        super().__init__()
        self.standing = standing
        self.ids = list(ids)
        self._first = 0
        self._top = 0
        self._last = 0
        self._most = len(self.ids)

    @property
    def hints(self) -> str:  # type: ignore[override]
        more = "←→ more people  " if self._most < len(self.ids) else ""
        return f"{more}↑↓ scroll  s score  Esc close"

    def body(self, width: int, height: int) -> list[Line]:
        standing = self.standing
        self._most = min(len(self.ids), people_that_fit(width))
        self._first = max(0, min(self._first, len(self.ids) - self._most))
        shown = self.ids[self._first : self._first + self._most]
        task = f" for {standing.task.name}" if standing.task is not None else ""
        part = "" if len(shown) == len(self.ids) else f"{self._first + 1} to {self._first + len(shown)} of "
        rows = side_by_side(standing, shown, all_rows(standing), width)
        words = (
            verdict_words(standing.plan, standing.comparison, self.stage.key_of)
            if standing.comparison is not None
            else []
        )
        said = [line for one in words for line in text_lines(one, width)]
        fixed = [rule(f"{part}{len(self.ids)} people{task}", width)]
        if height >= len(said) + FEWEST_ROWS:
            fixed += [*said, Line(), rows.pop(0)]
        else:
            rows += said
        room = max(1, height - len(fixed))
        self._last = max(0, len(rows) - room)
        self._top = min(self._top, self._last)
        return [*fixed, *rows[self._top : self._top + room]]

    def key(self, key: str, character: str | None) -> None:
        steps = {"down": 1, "j": 1, "up": -1, "k": -1, "pagedown": 10, "pageup": -10, "space": 10}
        if key in {"escape", "q", "enter", "="}:
            self.left()
        elif key == "s":
            self.left()
            self.stage.run_id("rate")
        elif key in steps:
            self._top = max(0, min(self._last, self._top + steps[key]))
        elif key in {"left", "h", "right", "l"}:
            self._first = max(0, self._first + (1 if key in {"right", "l"} else -1))
