"""Score one task after the other: two keys a task, and the grid fills beside it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from outsource_tui.advice.priority import priority_at
from outsource_tui.advice.quadrant import quadrant_at, quadrant_of
from outsource_tui.advice.rounding import hours_words
from outsource_tui.data.catalogue import suggestions
from outsource_tui.model.task import Task
from outsource_tui.planner.tasks import scored
from outsource_tui.ui.commands import move_keys
from outsource_tui.ui.dialogs.base import Dialog
from outsource_tui.ui.drawing import Line, cut, rule
from outsource_tui.ui.looks import ZONE_LOOKS
from outsource_tui.ui.widgets.grid_view import filling_plot
from outsource_tui.ui.widgets.mini_grid import mini_grid

if TYPE_CHECKING:
    from outsource_tui.ui.stage import Stage

QUESTIONS = (
    ("How good and fast are you at it?", "1 hopeless .. 10 (key 0) the best"),
    ("How much is it worth to the business?", "1 nobody would notice .. 10 (key 0) vital"),
)
"""Of the effectiveness and of the value, each with its scale."""

GRID_FROM = 64
PLOT_FROM = 112
"""Cells from which on the grid is seen beside the question, small, then with names."""
QUESTION_WIDTH = 50


def unscored(stage: "Stage") -> list[str]:
    """The tasks without both scores, those with most hours first."""
    open_ones = [task for task in stage.plan.live_tasks if not task.is_scored]
    return [task.id for task in sorted(open_ones, key=lambda task: (-(task.hours_week or 0.0), task.id))]


def score_flow(stage: "Stage", task_ids: Sequence[str]) -> None:
    """Ask for both scores of these tasks; closes itself behind the last."""
    if task_ids:
        stage.open(ScoreFlowDialog(list(task_ids)))
    else:
        stage.say(
            f"All tasks are scored. {stage.key_of('open')} changes a score; on the Grid {move_keys(stage.key_of)} do."
        )


class ScoreFlowDialog(Dialog):
    """Digits 1-9 score, `0` is 10; backspace goes one back; what is scored is saved at once."""

    title = "Score"
    hints = "1-9 score, 0 is 10  Backspace one back  Tab skip this task  Esc stop (kept)"
    is_tall = True

    def __init__(self, task_ids: list[str]) -> None:
        super().__init__()
        self.ids = task_ids
        self.at = 0
        self.first: int | None = None
        self._done: set[str] = set()
        self._guesses = {one.name.casefold(): (one.effectiveness, one.value) for one in suggestions()}

    def opened(self) -> None:
        kept = self.stage.drafts.pop(self._draft, {})
        self.first = int(kept["first"]) if "first" in kept else None

    @property
    def _draft(self) -> str:
        return f"score {self.ids[self.at]}"

    def body(self, width: int, height: int) -> list[Line]:
        task = self.stage.plan.tasks[self.ids[self.at]]
        left = width if width < GRID_FROM else QUESTION_WIDTH if width >= PLOT_FROM else width - 32
        lines = [rule(f"Score {self.at + 1} of {len(self.ids)} · two keys a task", width)]
        rows = self._question(task, left)
        if width < GRID_FROM:
            return lines + rows
        plan = self.stage.plan
        if width >= PLOT_FROM:
            grid = filling_plot(plan, width - left, height - 1, column=self.first)
        else:
            grid = mini_grid(plan, column=self.first)
        for index in range(max(len(rows), len(grid))):
            row = rows[index] if index < len(rows) else Line()
            lines.append(row.beside(grid[index], left) if index < len(grid) else row)
        return lines

    def _question(self, task: Task, width: int) -> list[Line]:
        hours = f"{hours_words(task.hours_week)} h/week" if task.hours_week is not None else "hours unknown"
        lines = [Line(), Line("  ").add(cut(task.name, width - 4), "strong"), Line(f"  {hours}", "quiet"), Line()]
        asked = 0 if self.first is None else 1
        guess = self._guesses.get(task.name.casefold())
        for index, (question, scale) in enumerate(QUESTIONS):
            here = index == asked
            answer = str(self.first) if index == 0 and self.first is not None else ("_" if here else " ")
            line = Line(" >" if here else "  ", "cursor").add(f" {question} ", "strong" if here else "text")
            lines += [line.add(answer, "caret" if here else "strong"), Line(f"    {scale}", "quiet")]
            lines.append(Line(f"    Enter takes our guess: {guess[index]}" if guess and here else "", "quiet"))
        split = self.stage.plan.profile.split
        if self.first is not None:
            low, high = (quadrant_at(self.first, value, split) for value in (1, 10))
            lines.append(Line("  below ", "quiet").add(str(split)).add(": ").add(low, ZONE_LOOKS[low]))
            lines[-1].add("   from ", "quiet").add(str(split)).add(": ").add(high, ZONE_LOOKS[high])
        return lines

    def key(self, key: str, character: str | None) -> None:
        if key.isascii() and key.isdigit() and len(key) == 1:
            self._answer(int(key) or 10)
        elif key == "enter":
            guess = self._guesses.get(self.stage.plan.tasks[self.ids[self.at]].name.casefold())
            if guess is not None:
                self._answer(guess[0 if self.first is None else 1])
        elif key in {"backspace", "up", "shift+tab"}:
            self._back()
        elif key in {"tab", "down"}:
            self.first = None
            self._on()
        elif key in {"escape", "q"}:
            if self.first is not None:
                self.stage.drafts[self._draft] = {"first": str(self.first)}
            self.left()
            count = len(self._done)
            key = self.stage.key_of("score")
            left = len(self.ids) - count
            self.stage.say(f"{count} scored, {left} left. {key} goes on." if count else f"{key} scores them.")

    def _answer(self, points: int) -> None:
        if self.first is None:
            self.first = points
            return
        task = self.stage.plan.tasks[self.ids[self.at]]
        if not self.stage.do(scored(task, self.first, points)):
            return
        task = self.stage.plan.tasks[task.id]
        zone = quadrant_of(task, self.stage.plan.profile)
        rank = priority_at(self.first, points, task.hours_week, task.energy, self.stage.plan.profile)
        words = f"priority {rank:.1f}" if rank is not None else "priority unknown without hours"
        self.stage.say(f"{task.name}: {zone}, {words}. u undo")
        self._done.add(task.id)
        self.first = None
        self._on()

    def _on(self) -> None:
        if self.at + 1 < len(self.ids):
            self.at += 1
            return
        self.left()
        if not unscored(self.stage):
            key = self.stage.key_of
            self.stage.say(
                f"All tasks are scored. {key('next')} does the next thing; {key('screen.grid')} shows the Grid."
            )

    def _back(self) -> None:
        if self.first is not None:
            self.first = None
        elif self.at > 0:
            self.at -= 1
