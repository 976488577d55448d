"""What stands in a form that is not saved yet, and who has a plan open (RELIABILITY.md section 2).

A screen holds a lock on its own `<session>.open` while it runs; the system lets go of it however the screen ends.
Drafts are never worth a complaint: where they cannot be kept, typing goes on without them.
"""

import contextlib
import os
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from outsource_tui.model.drafting import Draft, OpenSession
from outsource_tui.store.files import make_own_folder, read_file, write_whole
from outsource_tui.store.locks import held_mark, is_free, remove_if_free

_OPEN = ".open"
_DRAFT = ".draft"

_UNREADABLE = (OSError, msgspec.MsgspecError, ValueError, RecursionError)
"""What reading a file of the folder may raise, whatever stands in it."""


class Drafts:
    """The drafts of one screen in a plan's `drafts` folder; a DraftKeeper.

    `session` is `<host>-<pid>`, `plan` the plan's name.
    """

    def __init__(self, folder: Path, session: str, *, plan: str, at: Callable[[], datetime]) -> None:
        self._folder = folder
        self._wanted = re.sub(r"[^A-Za-z0-9_-]", "_", session)[:80]
        self._plan = plan
        self._at = at
        self._handle: int | None = None
        self.session = self._wanted
        """What the files of this screen are called; with a number where another machine uses the same name."""

    def open(self) -> None:
        """Say that this screen has the plan open, until `close` or the end of the process; once is enough."""
        if self._handle is not None:
            return
        with contextlib.suppress(OSError):
            make_own_folder(self._folder)
            for number in range(1, 100):
                name = self._wanted if number == 1 else f"{self._wanted}-{number}"
                handle = held_mark(self._folder / (name + _OPEN))
                if handle is not None:
                    self._handle, self.session = handle, name
                    os.ftruncate(handle, 0)
                    os.write(handle, msgspec.json.encode(OpenSession(name, self._plan, self._at())))
                    break
            self._tidy()

    def close(self) -> None:
        """Say that this screen is done; drafts that were not dropped are offered at the next start."""
        if self._handle is None:
            return
        with contextlib.suppress(OSError):
            (self._folder / (self.session + _OPEN)).unlink()
        with contextlib.suppress(OSError):
            os.close(self._handle)
        self._handle = None

    def others(self) -> list[OpenSession]:
        """The other screens that have this plan open, the first to open it first."""
        found = []
        for path in self._files(_OPEN):
            if path.stem != self.session and not is_free(path):
                with contextlib.suppress(*_UNREADABLE):
                    one = msgspec.json.decode(read_file(path)[0], type=OpenSession)
                    if one.plan == self._plan:
                        found.append(one)
        return sorted(found, key=lambda one: (one.since, one.session))

    def write(self, form: str, fields: dict[str, Any]) -> bool:
        """Keep what stands in a form; whether that worked. Not synced: typing does not wait for a disk."""
        draft = Draft(self.session, self._plan, form, self._at(), fields)
        try:
            make_own_folder(self._folder)
            write_whole(self._path(self.session, form), msgspec.json.encode(draft), sync=False)
        except OSError:
            return False
        return True

    def drop(self, form: str) -> None:
        """The form was saved, or thrown away."""
        with contextlib.suppress(OSError):
            self._path(self.session, form).unlink()

    def offered(self) -> list[Draft]:
        """What stood in the forms of screens that have ended, newest first; `forget` each when it is dealt with."""
        found = []
        for path in self._files(_DRAFT):
            with contextlib.suppress(*_UNREADABLE):
                draft = msgspec.json.decode(read_file(path)[0], type=Draft)
                is_own_file = path == self._path(draft.session, draft.form)
                if is_own_file and draft.plan == self._plan and self._is_over(draft.session):
                    found.append(draft)
        return sorted(found, key=lambda one: (one.at, one.session, one.form), reverse=True)

    def forget(self, draft: Draft) -> None:
        """Take an offered draft away; one of an earlier screen of the same name is this screen's own by now."""
        if draft.session != self.session:
            with contextlib.suppress(OSError):
                self._path(draft.session, draft.form).unlink()
        self._tidy()

    def _tidy(self) -> None:
        """Take away what screens that have ended left behind, but for their drafts."""
        with_drafts = {path.name.partition(".")[0] for path in self._files(_DRAFT)}
        for path in self._files(_OPEN):
            if path.stem not in with_drafts:
                remove_if_free(path)
        for path in self._files(".tmp"):
            if self._is_over(path.name.partition(".")[0]):
                with contextlib.suppress(OSError):
                    path.unlink()

    def _is_over(self, session: str) -> bool:
        is_own = session == self.session and self._handle is not None
        return not is_own and is_free(self._folder / (session + _OPEN))

    def _path(self, session: str, form: str) -> Path:
        return self._folder / f"{session}.{re.sub(r'[^A-Za-z0-9_-]', '_', form)[:60]}{_DRAFT}"

    def _files(self, suffix: str) -> Iterator[Path]:
        with contextlib.suppress(OSError):
            if self._folder.is_symlink():
                return
            yield from sorted(path for path in self._folder.iterdir() if path.suffix == suffix)
