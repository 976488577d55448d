"""Which tasks are on the grid, with their letters: all of them, or those that it is narrowed to."""

from typing import TYPE_CHECKING

from outsource_tui.model.plan import Plan
from outsource_tui.ui.task_list import ALL, fits, narrowed_words
from outsource_tui.ui.widgets.legend import Lettered, lettered, lettered_again, narrowed

if TYPE_CHECKING:
    from outsource_tui.ui.stage import Stage


class GridTasks:
    """Works out what has changed since it was asked last, so that a move costs little in a large plan."""

    def __init__(self, stage: "Stage") -> None:
        self.stage = stage
        self.only = ALL
        self.words = ""
        self._all: Lettered | None = None
        self._plan: Plan | None = None
        self._fitting: set[str] = set()
        self._fit: tuple[Plan, str, str] | None = None
        self._shown: tuple[Lettered, tuple[str, str, str | None], Lettered] | None = None

    @property
    def is_narrowed(self) -> bool:
        """Whether some tasks may be left out."""
        return bool(self.only or self.words)

    @property
    def all_of_them(self) -> Lettered:
        """The letters of all tasks, worked out once a plan."""
        plan = self.stage.plan
        if self._all is None or self._plan is None:
            self._all = lettered(plan)
        elif self._plan.tasks is not plan.tasks:
            self._all = lettered_again(self._all, self._plan, plan)
        self._plan = plan
        return self._all

    def shown(self, moving: str | None) -> Lettered:
        """Those that fit, under the letters that they always have; the one that is being moved stays among them."""
        every = self.all_of_them
        if not self.is_narrowed:
            return every
        how = (self.only, self.words, moving)
        if self._shown is None or self._shown[0] is not every or self._shown[1] != how:
            wanted = self._fitting_now() | ({moving} if moving is not None else set())
            self._shown = (every, how, narrowed(every, wanted, self.stage.plan))
        return self._shown[2]

    def _fitting_now(self) -> set[str]:
        """Which tasks fit; of those that fitted before only what has changed is looked at again."""
        plan, before = self.stage.plan, self._fit
        if before is None or before[1:] != (self.only, self.words):
            self._fitting, changed = set(), set(plan.tasks)
        else:
            old = before[0].tasks
            changed = {key for key, one in plan.tasks.items() if old.get(key) is not one} | (old.keys() - plan.tasks)
        self._fitting = (self._fitting - changed) | {key for key in changed & plan.tasks.keys() if self._fits(key)}
        self._fit = (plan, self.only, self.words)
        return self._fitting

    def _fits(self, task_id: str) -> bool:
        plan = self.stage.plan
        task = plan.tasks[task_id]
        return not task.is_archived and fits(plan, task, self.only, self.words)

    @property
    def narrowed_words(self) -> str:
        """What it is narrowed to, to be read."""
        return narrowed_words(self.only, self.words)

    def show_all(self) -> bool:
        """No longer narrowed; False where it was not."""
        had, self.only, self.words = self.is_narrowed, ALL, ""
        return had
