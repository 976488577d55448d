"""What passes between whoever changes a plan and whoever keeps it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from msgspec import Struct

from outsource_tui.model.change import Outcome, Step
from outsource_tui.model.plan import Plan
from outsource_tui.model.problems import Problem


class Waiting(Struct, frozen=True):
    """A step that was applied to the plan in memory and is not yet on disk."""

    step: Step
    at: datetime
    session: str
    entry: str
    """Id its journal entry got in memory; on disk it may get another one."""
    renamed: Mapping[str, str] = {}
    """Ids in this step and those behind it, and what they are called by now: said of the first step behind a commit
    that whoever holds the plan in memory has not taken over yet."""


class Committed(Struct, frozen=True):
    """What came of a commit."""

    plan: Plan
    """What the file holds now."""
    outcomes: tuple[Outcome | Problem, ...]
    """One per step, in order: what it did, or why it could not be applied to what the file held."""
    warnings: tuple[str, ...] = ()
    """Such as "saved, but may not survive a power cut"."""


class Keeper(Protocol):
    """Whoever keeps a plan: a file, or nothing at all for the demo."""

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be changed."""
        ...

    @property
    def name(self) -> str:
        """What the plan is called on screen."""
        ...

    def load(self) -> Plan:
        """What is kept now; an empty plan where nothing is. Raises PlanUnreadable."""
        ...

    def commit(self, waiting: Sequence[Waiting]) -> Committed:
        """Apply the steps to what is kept now and keep the result; returns when it is safe.

        Raises SaveFailed or ReadOnly, and then nothing of it is kept.
        """
        ...

    def is_changed(self) -> bool:
        """Whether somebody else has written since the last `load` or `commit`."""
        ...
