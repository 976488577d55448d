"""The desk: holds the plan that is worked on, applies changes to it, and knows which are not safe yet."""

from collections.abc import Callable

from outsource_tui.model.applying import applied
from outsource_tui.model.change import Outcome, Redo, Step, Undo
from outsource_tui.model.journal import next_redo, next_undo
from outsource_tui.model.keeping import JournalEntry
from outsource_tui.model.plan import Plan
from outsource_tui.model.problems import Problem, ReadOnly, Refused
from outsource_tui.model.saving import Committed, Keeper, Waiting
from outsource_tui.planner.clock import Clock


class Desk:
    """One session's hold on a plan. Not for two threads: a saver works on tuples that it is given."""

    def __init__(self, keeper: Keeper, clock: Clock, session: str) -> None:
        """Open the plan. Raises PlanUnreadable."""
        self.keeper = keeper
        self.clock = clock
        self.session = session
        self.kept = keeper.load()
        self.plan = self.kept
        self.waiting: tuple[Waiting, ...] = ()
        self.on_change: Callable[[], None] = lambda: None
        """Called after each change, so that somebody saves it."""

    def do(self, step: Step) -> Outcome:
        """Apply a step to the plan at once; it waits to be saved, unless it changes nothing.

        Raises ReadOnly, and what `model.applying.applied` raises; then nothing has changed.
        """
        if self.keeper.is_read_only:
            raise ReadOnly(
                "nothing can be changed: this plan is open to be looked at",
                fix="it came from stdin, was opened with --read-only, or its folder cannot be written to",
            )
        at = self.clock.now()
        outcome = applied(self.plan, step, at=at, session=self.session)
        if not outcome.touched:
            return outcome
        self.plan = outcome.plan
        self.waiting = (*self.waiting, Waiting(outcome.step, at, self.session, outcome.entry.id))
        self.on_change()
        return outcome

    def undo(self) -> JournalEntry:
        """Take the newest step back and say which it was. Raises Refused."""
        entry = next_undo(self.plan.journal, self.session)
        if entry is None:
            raise Refused("there is nothing to undo")
        return self.do(Undo(entry.id)).entry

    def redo(self) -> JournalEntry:
        """Do the step again that was undone last. Raises Refused."""
        entry = next_redo(self.plan.journal)
        if entry is None:
            raise Refused("there is nothing to redo")
        return self.do(Redo(entry.id)).entry

    def save(self) -> Committed:
        """Bring everything that waits to disk, in this thread.

        Raises SaveFailed or ReadOnly (everything still waits), or the Problem of a step that the file refused.
        """
        waiting = self.waiting
        committed = self.keeper.commit(waiting)
        self.take_over(committed, len(waiting))
        for outcome in committed.outcomes:
            if isinstance(outcome, Problem):
                raise outcome
        return committed

    def take_over(self, committed: Committed, count: int) -> list[Problem]:
        """Go on from what the file holds; what waits behind the first `count` steps is applied to it again.

        Returns the problems of steps that no longer fit.
        """
        renamed: dict[str, str] = {}
        problems: list[Problem] = []
        for waiting, outcome in zip(self.waiting[:count], committed.outcomes, strict=True):
            if isinstance(outcome, Problem):
                problems.append(outcome)
                continue
            renamed = outcome.renamed_since(waiting.entry)
        return problems + self._rebase(committed.plan, self.waiting[count:], renamed)

    def follow(self, plan: Plan) -> list[Problem]:
        """Go on from a plan that another session has written; what waits is applied to it again."""
        return self._rebase(plan, self.waiting, {})

    def _rebase(self, plan: Plan, waiting: tuple[Waiting, ...], renamed: dict[str, str]) -> list[Problem]:
        self.kept = plan
        kept: list[Waiting] = []
        problems: list[Problem] = []
        for one in waiting:
            try:
                outcome = applied(plan, one.step, at=one.at, session=one.session, renamed=renamed)
            except Problem as problem:
                problems.append(problem)
                continue
            plan = outcome.plan
            renamed = outcome.renamed_since(one.entry)
            if outcome.touched:
                kept.append(Waiting(outcome.step, one.at, one.session, outcome.entry.id))
        self.plan = plan
        self.waiting = tuple(kept)
        return problems


def change_words(step: Step, entry: JournalEntry) -> str:
    """What happened, for the message line."""
    if isinstance(step, Undo):
        return f"Undone: {entry.words}"
    if isinstance(step, Redo):
        return f"Done again: {entry.words}"
    return entry.words
