"""Saving behind the screen: one thread that commits what waits on a desk, so that no key waits for a disk."""

import threading
from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from outsource_tui.model.problems import Problem
from outsource_tui.model.saving import Committed, Waiting
from outsource_tui.planner.desk import Desk

RETRY_SECONDS = 5.0
"""After a failed save the next try comes with the next change, or after so long."""


class SaveState(Struct, frozen=True):
    """What the message line says of saving."""

    state: Literal["saved", "saving", "failed"]
    words: str = ""
    """Why it failed, or what has to be said of what was saved."""


class BehindTheScreen:
    """Commits what waits on a desk. All methods but the thread's own are called from the screen's thread."""

    def __init__(
        self, desk: Desk, hand_over: Callable[[Callable[[], None]], object], tell: Callable[[SaveState], None]
    ) -> None:
        """`hand_over` has a function run in the screen's thread; `tell` gets each new state there.

        `hand_over` must not wait for it: `close` waits for the saver in the screen's thread.
        """
        self.desk = desk
        self.hand_over = hand_over
        self.tell = tell
        self._wake = threading.Condition()
        self._batch: tuple[Waiting, ...] = ()
        self._is_closing = False
        self._is_running = False
        self._result: tuple[Committed | Problem, int] | None = None
        self._thread = threading.Thread(target=self._work, name="saver", daemon=True)
        self._thread.start()

    def start(self) -> None:
        """Save what waits, unless a save is under way (its end starts the next)."""
        if self._is_running or not self.desk.waiting:
            return
        self._is_running = True
        self.tell(SaveState("saving"))
        with self._wake:
            self._batch = self.desk.waiting
            self._wake.notify()

    def close(self) -> Problem | None:
        """Finish what is under way, save the rest in this thread, and say what could not be saved."""
        with self._wake:
            self._is_closing = True
            self._wake.notify()
        self._thread.join()
        self._collect()
        try:
            if self.desk.waiting:
                self.desk.save()
        except Problem as problem:
            return problem
        return None

    def _work(self) -> None:
        while True:
            with self._wake:
                while not self._batch and not self._is_closing:
                    self._wake.wait()
                batch, self._batch = self._batch, ()
            if not batch:
                return
            result: Committed | Problem
            try:
                result = self.desk.keeper.commit(batch)
            except Problem as problem:
                result = problem
            self._result = (result, len(batch))
            if not self._is_closing:
                self.hand_over(self._collect)

    def _collect(self) -> None:
        """Take over what the thread has committed; runs in the screen's thread, once per commit."""
        if self._result is None:
            return
        (result, count), self._result = self._result, None
        self._is_running = False
        if isinstance(result, Problem):
            self.tell(SaveState("failed", str(result)))
            return
        problems = self.desk.take_over(result, count)
        notes = [str(one) for one in problems] + list(result.warnings)
        notes += [one for outcome in result.outcomes if not isinstance(outcome, Problem) for one in outcome.entry.kept]
        self.tell(SaveState("saved", "; ".join(notes)))
        if not self._is_closing:
            self.start()
