"""The tasks of a list in their order. Where a few have changed they alone find a new place: a key must not wait."""

from collections.abc import Callable, Sequence

from outsource_tui.model.plan import Plan
from outsource_tui.model.task import Task
from outsource_tui.ui.task_list import ORDERS

FEW = 20
"""So many tasks may have changed for the others to be left where they are."""


class TaskOrder:
    """Remembers the last answer."""

    def __init__(self) -> None:
        self._plan: Plan | None = None
        self._how: tuple[str, str] | None = None
        self._ids: list[str] = []

    def ids(self, plan: Plan, order: str, narrowed: str, is_shown: Callable[[Task], bool]) -> list[str]:
        """The tasks that are shown, by id. `narrowed` names what `is_shown` lets through."""
        changed = self._changed(plan, (order, narrowed))
        if changed is None:
            shown = [one for one in plan.live_tasks if is_shown(one)] if narrowed else list(plan.live_tasks)
            self._ids = [one.id for one in ORDERS[order](plan, shown)]
        elif changed:
            self._ids = [one for one in self._ids if one not in changed]
            for one in changed:
                task = plan.tasks.get(one)
                if task is not None and not task.is_archived and is_shown(task):
                    self._ids.insert(self._place(plan, order, task), one)
        self._plan, self._how = plan, (order, narrowed)
        return list(self._ids)

    def _changed(self, plan: Plan, how: tuple[str, str]) -> Sequence[str] | None:
        """The tasks that are others than last time; None where all of them are to be looked at."""
        old = self._plan
        if old is None or self._how != how or old.profile is not plan.profile:
            return None
        changed = [key for key, task in plan.tasks.items() if old.tasks.get(key) is not task]
        if len(changed) + len(old.tasks) > len(plan.tasks) + FEW:
            return None
        if len(old.tasks) != len(plan.tasks):
            changed += [key for key in old.tasks if key not in plan.tasks]
        return changed if len(changed) <= FEW else None

    def _place(self, plan: Plan, order: str, task: Task) -> int:
        """Before which of the others it stands; equals stand as they came."""
        places = {key: number for number, key in enumerate(plan.tasks)} if self._has_ties(order) else {}
        low, high = 0, len(self._ids)
        while low < high:
            middle = (low + high) // 2
            other = plan.tasks[self._ids[middle]]
            pair = [task, other]
            if places and places[other.id] < places[task.id]:
                pair.reverse()
            if ORDERS[order](plan, pair)[0] is task:
                high = middle
            else:
                low = middle + 1
        return low

    def _has_ties(self, order: str) -> bool:
        """Whether tasks may be equal in an order; the first one goes on to their ids."""
        return order != next(iter(ORDERS))
