"""What a disk may hold after a power cut, told from the calls that were made (RELIABILITY.md, P3).

The model is harsher than any file system: data that was not synced may be missing, zero, half there or whole; each name
in a folder that was not synced may be what it was or any of what it has been since, in any combination; a folder whose
name was not synced may be gone with all that is in it.
"""

import contextlib
import os
import shutil
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.store.watched_disk import Killed

BLOCK = 4096
FOLDER = -1
GONE = 0
Value = int
"""What a name stands for: a file by its number, FOLDER or GONE."""

State = tuple[tuple[str, bytes | None], ...]
"""Files and folders (None) below the root, by path, in order."""


class Cut(NamedTuple):
    """A disk after a power cut."""

    state: State
    acknowledged: int
    """So many changes had been said to be saved."""
    place: str


class PoweredDisk:
    """Follows the calls below a folder, and after each tells what could be left of it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.cuts: dict[tuple[State, int], Cut] = {}
        self.calls = 0
        self.acknowledged = 0
        self.last_call: int | None = None
        """The process is killed right after this one."""
        self._files: dict[int, bytes] = {}
        self._synced_files: dict[int, bytes] = {}
        self._names: dict[tuple[Path, str], Value] = {}
        self._choices: dict[tuple[Path, str], list[Value]] = {}
        self._handles: dict[int, Path | int] = {}
        self._take_in(root, {})

    def _take_in(self, folder: Path, known: dict[int, int]) -> None:
        """What is there already is safe."""
        for path in sorted(folder.iterdir()):
            if path.is_dir():
                value = FOLDER
                self._take_in(path, known)
            else:
                value = known.setdefault(path.stat().st_ino, len(known) + 1)
                self._files[value] = self._synced_files[value] = path.read_bytes()
            self._names[folder, path.name] = value
            self._choices[folder, path.name] = [value]

    def acknowledge(self) -> None:
        """Somebody was told that it is saved."""
        self.acknowledged += 1
        self._note("acknowledged")

    # what was called

    def done(self, name: str, arguments: tuple[Any, ...], result: Any) -> None:
        """A call of `os` that has worked."""
        paths = [Path(one).absolute() for one in arguments if isinstance(one, str | Path)]
        if name == "open":
            self._opened(paths[0], arguments[1], result)
        elif name == "close":
            self._handles.pop(arguments[0], None)
        elif name == "write":
            file = self._handles[arguments[0]]
            assert isinstance(file, int)
            self._files[file] += bytes(arguments[1])[:result]
        elif name == "fsync":
            self._synced(self._handles[arguments[0]])
        elif name == "mkdir":
            self._name(paths[0], FOLDER)
        elif name == "link":
            self._name(paths[1], self._value(paths[0]))
        elif name in {"replace", "rename"}:
            self._name(paths[1], self._value(paths[0]))
            self._name(paths[0], GONE)
        elif name == "unlink":
            self._name(paths[0], GONE)
        self._note(f"call {self.calls}, {name} {paths[-1].name if paths else ''}")
        self.calls += 1
        if self.last_call is not None and self.calls > self.last_call:
            raise Killed

    def _opened(self, path: Path, flags: int, handle: int) -> None:
        if flags & os.O_DIRECTORY:
            self._handles[handle] = path
            return
        if flags & os.O_CREAT and self._value(path) == GONE:
            number = max(self._files, default=0) + 1
            self._files[number] = self._synced_files[number] = b""
            self._name(path, number)
        self._handles[handle] = self._value(path)

    def _synced(self, what: Path | int) -> None:
        if isinstance(what, int):
            self._synced_files[what] = self._files[what]
            return
        for folder, name in self._choices:
            if folder == what:
                self._choices[folder, name] = [self._names[folder, name]]

    def _value(self, path: Path) -> Value:
        return self._names.get((path.parent, path.name), GONE)

    def _name(self, path: Path, value: Value) -> None:
        key = (path.parent, path.name)
        self._choices.setdefault(key, [GONE]).append(value)
        self._names[key] = value

    # what may be left

    def _note(self, place: str) -> None:
        for state in self._states():
            self.cuts.setdefault((state, self.acknowledged), Cut(state, self.acknowledged, place))

    def _states(self) -> Iterator[State]:
        keys = [key for key in self._choices if key[0].is_relative_to(self.root)]
        for values in product(*(dict.fromkeys(self._choices[key]) for key in keys)):
            names = {folder / name: value for (folder, name), value in zip(keys, values, strict=True) if value != GONE}
            there = {path: value for path, value in names.items() if self._can_be_reached(path, names)}
            files = sorted({value for value in there.values() if value != FOLDER})
            for contents in product(*(self._contents(file) for file in files)):
                held = dict(zip(files, contents, strict=True))
                yield tuple(
                    sorted((str(path.relative_to(self.root)), held.get(value)) for path, value in there.items())
                )

    def _can_be_reached(self, path: Path, names: dict[Path, Value]) -> bool:
        above = [one for one in path.parents if one != self.root and one.is_relative_to(self.root)]
        return all(names.get(one) == FOLDER for one in above)

    def _contents(self, file: int) -> list[bytes]:
        """What a file may hold: of new bytes that were not synced none, some, all, or zeros in their place."""
        old, new = self._synced_files[file], self._files[file]
        if old == new:
            return [new]
        zeros = b"\0" * len(new)
        torn = [new[: len(new) * part // 4] for part in range(1, 4)]
        holes = [new[:at] + zeros[at : at + BLOCK] + new[at + BLOCK :] for at in range(0, len(new), BLOCK)]
        return list(dict.fromkeys([old, new, b"", zeros, *torn, *holes]))


NAMES = ("open", "close", "write", "fsync", "mkdir", "link", "replace", "rename", "unlink")


@contextlib.contextmanager
def powered(monkeypatch: pytest.MonkeyPatch, root: Path, disk: PoweredDisk | None = None) -> Iterator[PoweredDisk]:
    """The calls that are made meanwhile, by one process; hand the disk in again for the next one."""
    disk = disk or PoweredDisk(root)
    real = {name: getattr(os, name) for name in NAMES}
    handles: set[int] = set()
    with monkeypatch.context() as patch:
        for name in NAMES:
            patch.setattr(os, name, _followed(disk, name, real[name], handles))
        yield disk
    for handle in handles:
        real["close"](handle)


def _followed(disk: PoweredDisk, name: str, real: Any, handles: set[int]) -> Any:
    def call(*arguments: Any, **options: Any) -> Any:
        result = real(*arguments, **options)
        if name == "open":
            handles.add(result)
        elif name == "close":
            handles.discard(arguments[0])
        disk.done(name, arguments, result)
        return result

    return call


def written_out(state: State, folder: Path) -> Path:
    """The state as files in a new folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    for path, data in state:
        if data is None:
            (folder / path).mkdir(mode=0o700)
        else:
            (folder / path).write_bytes(data)
    return folder
