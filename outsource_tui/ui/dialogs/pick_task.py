"""Which task is it for? The ranking, narrowed by typing."""

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from outsource_tui.advice.priority import ranked
from outsource_tui.advice.quadrant import quadrant_of
from outsource_tui.model.task import Task
from outsource_tui.planner.tasks import DECISION_WORDS
from outsource_tui.ui.dialogs.base import TYPING_STEPS, Dialog
from outsource_tui.ui.dialogs.pick_person import NOUNS, Wanted, pick_person
from outsource_tui.ui.drawing import Line, first_seen
from outsource_tui.ui.looks import ZONE_LOOKS
from outsource_tui.ui.textline import TextLine

if TYPE_CHECKING:
    from outsource_tui.ui.stage import Stage

MOST_ROWS = 12


def pick_task(stage: "Stage", wanted: Wanted) -> None:
    """Ask for a task, then for a person, and go on to the form of what is wanted."""
    if not stage.plan.live_tasks:
        stage.say(f"There is no task to give away yet. {stage.key_of('add')} adds one.")
        return
    title = f"Which task? ({NOUNS[wanted]})"
    stage.open(PickTaskDialog(title, lambda task_id: pick_person(stage, task_id, wanted)))


class PickTaskDialog(Dialog):
    """Gives the id of a task. Letters narrow the list, so only arrows move."""

    hints = "type to narrow  ↑↓ pick  Enter take it  Esc close"

    def __init__(self, title: str, then: Callable[[str], None], *, here: str | None = None) -> None:
        """`here` is the task that the cursor is on at first."""
        super().__init__(then)
        self.title = title
        self.line = TextLine()
        self.here = here
        self.tasks: list[Task] = []
        self.found: list[Task] = []
        self.scored: Counter[str] = Counter()
        self.cursor = 0
        self._top = 0

    def opened(self) -> None:
        plan = self.stage.plan
        self.tasks = self.found = ranked(plan.live_tasks, plan.profile)
        people = {(one.task_id, one.contractor_id) for one in plan.scores.values() if one.score is not None}
        self.scored = Counter(task_id for task_id, _ in people)
        self.cursor = next((at for at, one in enumerate(self.found) if one.id == self.here), 0)

    def body(self, width: int, height: int) -> list[Line]:
        room = max(1, min(MOST_ROWS, height - 1))
        self._top = first_seen(self._top, self.cursor, len(self.found), room)
        rows = [self._row(at, width) for at in range(self._top, min(len(self.found), self._top + room))]
        empty = [Line(" No task has these words in it.", "quiet")] if not rows else []
        return [self.line.draw(Line(" > ", "key"), width - 4), *rows, *empty]

    def _row(self, at: int, width: int) -> Line:
        task, here = self.found[at], at == self.cursor
        zone = quadrant_of(task, self.stage.plan.profile)
        line = Line(" >" if here else "  ", "cursor").add(" ")
        line.cell(task.name, max(12, width - 42), "strong" if here else "text").add(" ")
        line.cell(zone, 10, ZONE_LOOKS[zone]).cell(DECISION_WORDS[task.decision], 10)
        count = self.scored[task.id]
        return line.add(f"{count} scored" if count else "", "quiet")

    def key(self, key: str, character: str | None) -> None:
        steps = {**TYPING_STEPS, "pagedown": 10, "pageup": -10}
        if key == "escape":
            self.left()
        elif key == "enter":
            if self.found:
                self.done(self.found[self.cursor].id)
        elif key in steps:
            self.cursor = max(0, min(self.cursor + steps[key], len(self.found) - 1))
        elif self.line.key(key, character):
            self._narrow()

    def pasted(self, text: str) -> None:
        self.line.insert(text)
        self._narrow()

    def _narrow(self) -> None:
        words = self.line.text.casefold().split()
        self.found = [one for one in self.tasks if all(word in f"{one.id} {one.name}".casefold() for word in words)]
        self.cursor = 0
