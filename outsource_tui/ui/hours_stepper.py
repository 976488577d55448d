"""Plus and minus on the hours of tasks, half an hour at a time; a run of them is one step to undo."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from outsource_tui.planner.tasks import hours_changed

if TYPE_CHECKING:
    from outsource_tui.ui.stage import Stage

HOURS_STEP = 0.5


class HoursStepper:
    """Remembers the hours at the beginning of a run; other tasks, or any other change, begin a new one."""

    def __init__(self, stage: "Stage") -> None:
        self.stage = stage
        self._start: Mapping[str, float | None] = {}
        self._joins = ""
        self._runs = 0

    def step(self, task_ids: Sequence[str], by: float) -> None:
        """Change the hours of these tasks by so many, each in its own period."""
        plan = self.stage.plan
        newest = next(plan.newest_first(), None)
        if (
            newest is None
            or newest.joins != self._joins
            or newest.undone is not None
            or set(self._start) != set(task_ids)
        ):
            self._runs += 1
            self._joins = f"hours {self.stage.desk.session} {self._runs}"
            self._start = {one: plan.tasks[one].hours for one in task_ids}
        change = hours_changed(plan, task_ids, by, start=self._start, joins=self._joins)
        if change is None:
            self.stage.say("There are no hours to take off.")
        else:
            self.stage.do(change)
