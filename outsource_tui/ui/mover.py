"""A task moved on the grid, step by step: all steps of one move are one to undo, and Esc takes them back."""

from typing import TYPE_CHECKING

from msgspec import Struct

from outsource_tui.model.task import Task
from outsource_tui.planner.tasks import moved
from outsource_tui.ui.widgets.grid_place import cell_of, moved_words

if TYPE_CHECKING:
    from outsource_tui.ui.stage import Stage


class Moving(Struct, frozen=True):
    """How the task was when the move began, and what joins the steps into one to undo."""

    start: Task
    joins: str


class Mover:
    """Knows the move that is going on, and whether the task is grabbed: then arrows move it."""

    def __init__(self, stage: "Stage") -> None:
        self.stage = stage
        self.grabs = False
        self._moving: Moving | None = None
        self._moves = 0

    @property
    def task_id(self) -> str | None:
        """The task that is being moved."""
        return self._moving.start.id if self._moving is not None else None

    def stop(self) -> None:
        """The move is over; the next step begins another one."""
        self._moving, self.grabs = None, False

    def grab(self) -> None:
        """Let arrows move it."""
        self.grabs = True
        self.stage.say("Arrows move it now. Enter drops it, Esc puts it back.")

    def drop(self, task: Task) -> None:
        """Leave it where it is."""
        self.stop()
        self.stage.say(f"{task.name} stays here.")

    def move(self, task: Task, right: int, up: int, room: int) -> None:
        """One step, said in at most `room` cells."""
        if self._moving is None or self._moving.start.id != task.id:
            self._moves += 1
            self._moving = Moving(task, f"move {self.stage.desk.session} {self._moves}")
        change = moved(task, right=right, up=up, joins=self._moving.joins, start=self._moving.start)
        if change is None:
            self.stage.say(f"{task.name} is at the edge.")
        elif self.stage.do(change):
            plan = self.stage.plan
            self.stage.say(moved_words(plan, self._moving.start, plan.tasks[task.id], room))

    def put_back(self) -> bool:
        """Take all steps back; False where there were none."""
        moving = self._moving
        self.stop()
        if moving is None:
            return False
        start, task = moving.start, self.stage.plan.tasks.get(moving.start.id)
        if task is not None and cell_of(task) != cell_of(start) and task.effectiveness and task.value:
            right, up = (start.effectiveness or 0) - task.effectiveness, (start.value or 0) - task.value
            if self.stage.do(moved(task, right=right, up=up, joins=moving.joins, start=start)):
                self.stage.say(f"{task.name} is back where it was.")
        return True
