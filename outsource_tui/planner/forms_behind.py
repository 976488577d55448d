"""Open forms kept behind the screen: one thread that writes what is typed, so that no key waits for a disk."""

import contextlib
import threading
import time
from collections.abc import Callable, Mapping
from queue import Empty, SimpleQueue

import msgspec

from outsource_tui.model.drafting import Draft, DraftKeeper, OpenSession
from outsource_tui.model.text import cleaned

Forms = Mapping[str, Mapping[str, str]]
"""What stands in forms and is not saved: by the form's name, by the field's name."""

PAUSE_SECONDS = 0.1
"""So long after a key its form is written; what is typed meanwhile goes with it."""

OTHERS_SECONDS = 1.0
"""How often it is looked who else has the plan open."""


class FormsBehind:
    """Keeps the forms of one screen. `others` are the other screens that have the plan open, as last seen."""

    def __init__(self, drafts: DraftKeeper, taken_up: Forms, is_there: Callable[[], bool]) -> None:
        """`taken_up` is what is kept already. Before the plan `is_there`, or something is typed, nothing is written."""
        self.others: list[OpenSession] = []
        self._drafts = drafts
        self._is_there = is_there
        self._written = taken_up
        self._wanted = taken_up
        self._news: SimpleQueue[bool] = SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="forms", daemon=True)
        self._thread.start()

    def keep(self, forms: Forms, *, is_saved: bool) -> None:
        """These are the forms now. Until everything `is_saved`, those that are gone are kept as well."""
        wanted = {name: fields for name, fields in forms.items() if fields}
        if not is_saved:
            wanted = {**self._wanted, **wanted}
        if wanted != self._wanted:
            self._wanted = wanted
            self._news.put(False)

    def finish(self, patience: float) -> None:
        """Write what is not written yet, and stop; fit for a signal handler, so it takes no lock."""
        self._news.put(True)
        self._thread.join(patience)

    def _work(self) -> None:
        is_last = False
        with contextlib.suppress(Exception):
            self._look_around()
        while not is_last:
            # Whatever goes wrong with a draft, or with who else is there, is not worth the typing that comes after it.
            try:
                is_last = self._news.get(timeout=OTHERS_SECONDS) or self._has_ended_meanwhile()
            except Empty:
                with contextlib.suppress(Exception):
                    self._look_around()
            with contextlib.suppress(Exception):
                self._write()
        self._drafts.close()

    def _look_around(self) -> None:
        if self._is_there():
            self._drafts.open()
        self.others = self._drafts.others()

    def _has_ended_meanwhile(self) -> bool:
        end = time.monotonic() + PAUSE_SECONDS
        while (left := end - time.monotonic()) > 0:
            with contextlib.suppress(Empty):
                if self._news.get(timeout=left):
                    return True
        return False

    def _write(self) -> None:
        wanted = self._wanted
        for form in self._written.keys() - wanted.keys():
            self._drafts.drop(form)
        for form, fields in wanted.items():
            if self._written.get(form) != fields:
                self._drafts.open()  # What a screen keeps that does not say that it runs would be offered to others.
                self._drafts.write(form, dict(fields))
        self._written = wanted


def taken_up(drafts: DraftKeeper) -> dict[str, Draft]:
    """What stood in the forms of screens that have ended, by form; it is kept as this screen's own from now on.

    Of each form only the newest: an older one is offered when the newer is dealt with.
    """
    found: dict[str, Draft] = {}
    for draft in drafts.offered():
        fields = {
            name: cleaned(text, lines=True) for name, text in draft.fields.items() if isinstance(text, str) and text
        }
        if fields and draft.form not in found:
            found[draft.form] = msgspec.structs.replace(draft, fields=fields)
            drafts.open()
            if drafts.write(draft.form, fields):
                drafts.forget(draft)
    return found
