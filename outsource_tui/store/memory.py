"""A plan that is kept nowhere: the demo, and tests that need no disk."""

from collections.abc import Sequence

from outsource_tui.model.plan import Plan
from outsource_tui.model.problems import ReadOnly
from outsource_tui.model.saving import Committed, Waiting
from outsource_tui.store.applying import all_applied


class MemoryKeeper:
    """Keeps a plan for as long as the program runs; a Keeper that writes nothing."""

    def __init__(self, plan: Plan, name: str, *, read_only: bool = False) -> None:
        self._plan = plan
        self._name = name
        self._is_read_only = read_only

    @property
    def is_read_only(self) -> bool:
        return self._is_read_only

    @property
    def name(self) -> str:
        return self._name

    def load(self) -> Plan:
        return self._plan

    def commit(self, waiting: Sequence[Waiting]) -> Committed:
        """Apply the steps. Raises ReadOnly."""
        if self._is_read_only:
            raise ReadOnly("nothing can be changed: it was opened to be looked at", where=self._name)
        result = all_applied(self._plan, waiting)
        self._plan = result.plan
        return Committed(result.plan, result.outcomes)

    def is_changed(self) -> bool:
        return False
