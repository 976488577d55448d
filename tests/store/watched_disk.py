"""The calls of `os` that the store makes, watched: counted, made to fail, or the last ones of a process."""

import contextlib
import errno
import fcntl
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest

CALLS = (
    "open", "read", "write", "fsync", "close", "fstat", "stat", "lstat", "fchmod", "chmod", "mkdir", "link",
    "replace", "rename", "unlink", "listdir", "scandir",
)  # fmt: skip


class Killed(BaseException):
    """The process ends here."""


class Disk:
    """Counts the calls of the store, and has one of them go wrong."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.calls: list[str] = []
        self.bad_call: int | None = None
        self.effect = ""
        self.is_dead = False
        self.handles: set[int] = set()
        self.real = {name: getattr(os, name) for name in CALLS}
        self.folder_handles: set[int] = set()
        for name in CALLS:
            patch.setattr(os, name, self._watched(name, self.real[name]))
        patch.setattr(fcntl, "flock", self._watched("flock", fcntl.flock))

    def _watched(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            if self.is_dead:
                raise Killed
            number = len(self.calls)
            self.calls.append(name)
            if number == self.bad_call:
                self._go_wrong(name, real, args, options)
            return self._done(name, real, args, options)

        return call

    def _done(self, name: str, real: Callable[..., Any], args: Any, options: Any) -> Any:
        result = real(*args, **options)
        if name == "open":
            self.handles.add(result)
            if args[1] & os.O_DIRECTORY:
                self.folder_handles.add(result)
        elif name == "close":
            self.handles.discard(args[0])
            self.folder_handles.discard(args[0])
        elif name == "fsync" and args[0] in self.folder_handles:
            self.calls[-1] = "fsync folder"
        return result

    def _go_wrong(self, name: str, real: Callable[..., Any], args: Any, options: Any) -> None:
        if self.effect == "short" and name == "write":
            real(args[0], bytes(args[1])[: len(args[1]) // 2])
        if self.effect == "killed after":
            result = self._done(name, real, args, options)
            if name == "scandir":
                result.close()  # What a process has open goes with it.
        if self.effect.startswith("killed"):
            self.is_dead = True
            raise Killed
        if name == "close":
            # Linux gives the handle back whatever close answers.
            self._done(name, real, args, options)
        raise OSError(errno.EIO if self.effect == "EIO" else errno.ENOSPC, "injected")

    def let_go(self) -> None:
        """What the system does when a process ends."""
        for handle in self.handles:
            with contextlib.suppress(OSError):
                self.real["close"](handle)


@contextlib.contextmanager
def watched(monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    with monkeypatch.context() as patch:
        disk = Disk(patch)
        yield disk
    disk.let_go()
