"""Saving behind the screen: one thread that commits what waits on a desk, so that no key waits for a disk.

The thread does not depend on the screen: where a stalled line holds the screen up, it goes on with what waits.
"""

import threading
import time
from collections.abc import Callable
from queue import SimpleQueue
from typing import Literal

import msgspec
from msgspec import Struct

from outsource_tui.model.change import Outcome
from outsource_tui.model.plan import Plan
from outsource_tui.model.problems import PlanUnreadable, Problem, SaveFailed
from outsource_tui.model.saving import Committed, Waiting
from outsource_tui.planner.desk import Desk

GRACE_SECONDS = 0.1
"""So long the thread lets the screen take over what was saved before it saves more; changes meanwhile go together."""


class SaveState(Struct, frozen=True):
    """What the message line says of saving."""

    state: Literal["saved", "saving", "failed"]
    words: str = ""
    """Why it failed, or what has to be said of what was saved."""


class Progress(Struct, frozen=True):
    """What the thread has done with the steps that wait on the desk since the screen last took over."""

    committed: Committed | None = None
    """One outcome a step, for so many of those that wait."""
    renamed: dict[str, str] = {}
    failure: Problem | None = None
    """Why the last commit did not work; the steps behind the outcomes still wait."""

    @property
    def count(self) -> int:
        """How many of the steps that wait are on disk, or were refused for good."""
        return len(self.committed.outcomes) if self.committed is not None else 0


class BehindTheScreen:
    """Commits what waits on a desk. All methods but the thread's own are called from the screen's thread."""

    def __init__(
        self,
        desk: Desk,
        hand_over: Callable[[Callable[[], None]], object],
        tell: Callable[[SaveState], None],
        followed: Callable[[Problem | None], None] = lambda problem: None,
    ) -> None:
        """`hand_over` has a function run in the screen's thread; `tell` gets each new state there.

        `followed` is called there after `look` has brought what another session has written, or with the problem that
        keeps it from doing so. `hand_over` must not wait for it: `close` waits for the saver in that thread.
        """
        self.desk = desk
        self.hand_over = hand_over
        self.tell = tell
        self.followed = followed
        self._jobs: SimpleQueue[Literal["save", "look", "end"]] = SimpleQueue()
        # Held while a commit is under way, or while its outcome is taken over: between them the steps that wait must
        # not change their names.
        self._lock = threading.Lock()
        self._progress = Progress()
        self._taken = threading.Event()
        self._refused: list[Problem] = []
        self._is_saving = False
        self._is_asked = False
        self.is_looking = False
        self._is_collecting = False
        self._is_closing = False
        self._thread = threading.Thread(target=self._work, name="saver", daemon=True)
        self._thread.start()

    # the screen's thread

    def start(self) -> None:
        """Save what waits."""
        if not self.desk.waiting:
            return
        if not self._is_saving:
            self._is_saving = True
            self.tell(SaveState("saving"))
        self.retry()

    def retry(self) -> None:
        """Try again to save what waits, without a word before it is known how that went."""
        if self.desk.waiting and not self._is_asked:
            self._is_asked = True
            self._jobs.put("save")

    def look(self) -> None:
        """See whether another session has written, unless that is being done already."""
        if not self.is_looking:
            self.is_looking = True
            self._jobs.put("look")

    def finish(self, patience: float) -> None:
        """Wait at most so many seconds until all that waits is safe; fit for a signal handler, so it takes no lock."""
        if self._is_collecting:
            return
        end = time.monotonic() + patience
        self._jobs.put("save")
        while self._progress.count < len(self.desk.waiting) and time.monotonic() < end:
            time.sleep(0.005)

    def close(self) -> Problem | None:
        """Save what waits, and say what could not be saved."""
        self._is_closing = True
        self._jobs.put("end")
        self._thread.join()
        failure = self._progress.failure
        self._collect()
        return failure or next(iter(self._refused), None)

    def _collect(self) -> None:
        """Take over what the thread has committed; once, however often it is handed over."""
        if not self._lock.acquire(blocking=False):
            return  # The next commit is under way; its end brings both.
        self._is_collecting = True
        try:
            done, self._progress = self._progress, Progress()
            problems = self.desk.take_over(done.committed, done.count) if done.committed is not None else []
        finally:
            self._is_collecting = False
            self._lock.release()
            self._taken.set()
        if done.committed is not None:
            self._refused = problems if self._is_closing else []
            self._is_saving = False
            self.tell(SaveState("saved", "; ".join([str(one) for one in problems] + _words_of(done.committed))))
        if done.failure is not None:
            self._is_saving = False
            self.tell(SaveState("failed", str(done.failure)))
        elif not self._is_closing:
            self.start()

    def _looked(self, found: Plan | Problem) -> None:
        """Go on from what another session has written. Where something waits, its commit brings that as well."""
        self.is_looking = False
        if isinstance(found, Problem):
            self.followed(found)
        elif not self.desk.waiting:
            self.desk.follow(found)
            self.followed(None)

    # the saver's own thread

    def _work(self) -> None:
        job = ""
        while job != "end":
            job = self._jobs.get()
            if job == "look":
                self._look()
            else:
                self._save()

    def _save(self) -> None:
        self._is_asked = False
        with self._lock:
            done = self._progress
            batch = self.desk.waiting[done.count :]
            if not batch:
                return
            self._progress = self._after(done, batch)
        if not self._is_closing:
            self._taken.clear()
            self.hand_over(self._collect)
            self._taken.wait(GRACE_SECONDS)

    def _after(self, done: Progress, batch: tuple[Waiting, ...]) -> Progress:
        """What is done once this batch is committed as well."""
        batch = (msgspec.structs.replace(batch[0], renamed=done.renamed), *batch[1:])
        try:
            new = self.desk.keeper.commit(batch)
        except Problem as problem:
            return msgspec.structs.replace(done, failure=problem)
        except Exception as error:
            # An error of ours: whoever works with the plan must see that it is not saved, and can go on reading it.
            failure = SaveFailed(f"not saved: an error in outsource-tui itself ({type(error).__name__})")
            return msgspec.structs.replace(done, failure=failure)
        renamed = done.renamed
        for waiting, outcome in zip(batch, new.outcomes, strict=True):
            if isinstance(outcome, Outcome):
                renamed = outcome.renamed_since(waiting.entry)
        old = done.committed
        if old is not None:
            new = Committed(new.plan, old.outcomes + new.outcomes, old.warnings + new.warnings)
        return Progress(new, renamed)

    def _look(self) -> None:
        found: Plan | Problem | None = None
        try:
            if not self.desk.waiting and self.desk.keeper.is_changed():
                found = self.desk.keeper.load()
        except Problem as problem:
            found = problem
        except Exception as error:
            # As for a save: without this thread nothing would be saved any more.
            found = PlanUnreadable(f"cannot be read: an error in outsource-tui itself ({type(error).__name__})")
        if found is None:
            self.is_looking = False  # Nothing to tell: the screen is not woken.
        else:
            self.hand_over(lambda: self._looked(found))


def _words_of(committed: Committed) -> list[str]:
    """What has to be said of what was saved: warnings, and what another session had written into the same fields."""
    outcomes = [one for one in committed.outcomes if isinstance(one, Outcome)]
    return [*committed.warnings, *(words for one in outcomes for words in one.entry.kept)]
