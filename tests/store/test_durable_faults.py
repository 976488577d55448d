"""A fault at every call of a save: the file is the state before or after, and nothing blocks the next start."""

import contextlib
import errno
import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from outsource_tui.model.change import AddRow, Change, DropRow, Edit, SetFields, Undo
from outsource_tui.model.plan import Plan
from outsource_tui.model.problems import Problem, SaveFailed
from outsource_tui.model.saving import Waiting
from outsource_tui.store import durable
from outsource_tui.store.plan_store import PlanStore

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LATER = AT + timedelta(hours=1)
CALLS = (
    "open", "read", "write", "fsync", "close", "fstat", "stat", "lstat", "fchmod", "chmod", "mkdir", "link",
    "replace", "rename", "unlink", "listdir", "scandir",
)  # fmt: skip
Operation = Callable[[PlanStore], object]


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
            self._done(name, real, args, options)
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


def store(folder: Path) -> PlanStore:
    return PlanStore(folder / "data" / "plans" / "plan.json", at=lambda: LATER, timezone="UTC", patience=0.2)


def save(*edits: Edit) -> Operation:
    return lambda one: one.commit([Waiting(Change("test", edits), LATER, "a", "J90")])


def undo(one: PlanStore) -> object:
    return one.commit([Waiting(Undo("J03"), LATER, "a", "J90")])


def restore(one: PlanStore) -> object:
    return one.restore(1)


OPERATIONS: dict[str, Operation] = {
    "first save": save(AddRow("tasks", {"name": "new"})),
    "add": save(AddRow("tasks", {"name": "new", "notes": "x" * 5000})),
    "edit": save(SetFields("tasks", "T01", {"value": 9})),
    "delete": save(DropRow("tasks", "T02")),
    "undo": undo,
    "import": save(*(AddRow("tasks", {"name": f"new {number}"}) for number in range(20))),
    "restore": restore,
    "restore over damage": restore,
    "migration": save(AddRow("tasks", {"name": "new"})),
}


@pytest.fixture(autouse=True)
def nothing_is_really_synced(monkeypatch: pytest.MonkeyPatch) -> None:
    """No power is cut here; hundreds of saves wait for no disk."""
    monkeypatch.setattr(os, "fsync", lambda handle: None)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("before")
    for number, at in enumerate((AT - timedelta(days=1), AT)):
        one = PlanStore(folder / "data" / "plans" / "plan.json", at=lambda at=at: at, timezone="UTC")  # type: ignore[misc]
        edits = [AddRow("tasks", {"name": f"old {number}"})]
        one.commit([Waiting(Change("test", tuple(edits)), at, "a", "J90")])
    one.commit([Waiting(Change("test", (SetFields("tasks", "T01", {"value": 2}),)), at, "a", "J90")])
    assert [path.name for path in (folder / "data" / "plans" / "backups").iterdir()]
    return folder


def prepared(name: str, before: Path, folder: Path) -> Path:
    if name == "first save":
        folder.mkdir()
        return folder
    shutil.copytree(before, folder)
    path = folder / "data" / "plans" / "plan.json"
    if name == "restore over damage":
        path.write_bytes(path.read_bytes()[:500])
    if name == "migration":
        path.write_bytes(path.read_bytes().replace(b'"schema":1', b'"schema":0'))
    return folder


def state(folder: Path) -> Plan | str:
    """What a next start sees; a figure that is only about backups is left out."""
    try:
        plan = store(folder).load()
    except Problem as problem:
        return problem.what
    return msgspec.structs.replace(plan, meta=msgspec.structs.replace(plan.meta, last_backup=None))


@contextlib.contextmanager
def watched(monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    with monkeypatch.context() as patch:
        disk = Disk(patch)
        yield disk
    disk.let_go()


@pytest.mark.parametrize("effect", ["EIO", "ENOSPC", "short", "killed before", "killed after"])
@pytest.mark.parametrize("name", OPERATIONS)
def test_every_call_may_fail(
    name: str, effect: str, before: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    operation = OPERATIONS[name]
    clean = prepared(name, before, tmp_path / "clean")
    old = state(clean)
    with watched(monkeypatch) as disk:
        operation(store(clean))
    new = state(clean)
    assert old != new
    assert len(disk.calls) > 20
    for number, call in enumerate(disk.calls):
        if effect == "short" and call != "write":
            continue
        folder = prepared(name, before, tmp_path / str(number))
        is_saved = False
        with watched(monkeypatch) as faulty:
            faulty.bad_call, faulty.effect = number, effect
            failure: BaseException | None = None
            try:
                operation(store(folder))
                is_saved = True
            except (Problem, Killed) as error:
                failure = error
        place = f"{effect} at call {number}, {call}"
        now = state(folder)
        assert now in (old, new), place
        assert not is_saved or now == new, f"{place}: said to be saved, and was not"
        assert not isinstance(failure, SaveFailed) or now == old, f"{place}: said to have failed, and was saved"
        assert not isinstance(failure, Killed) or effect.startswith("killed"), place
        assert_usable(folder, place)
        shutil.rmtree(folder)


def assert_usable(folder: Path, place: str) -> None:
    """The next start works, and its save leaves nothing behind that does not belong there."""
    one = store(folder)
    with contextlib.suppress(Problem):
        one.load()
    if one._kept is None:
        one.restore(1)
    one.commit([Waiting(Change("next", (AddRow("tasks", {"name": "next"}),)), LATER, "a", "J91")])
    assert "next" in [task.name for task in store(folder).load().tasks.values()], place
    plans = folder / "data" / "plans"
    assert {path.name for path in plans.iterdir()} <= {"plan.json", "plan.json.lock", "backups"}, place
    if (plans / "backups").exists():
        assert all(path.name.startswith("plan") for path in (plans / "backups").iterdir()), place


def test_everything_is_synced_in_the_right_order(before: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = prepared("add", before, tmp_path / "one")
    one = store(folder)
    one.load()
    with watched(monkeypatch) as disk:
        OPERATIONS["add"](one)
    order = [call for call in disk.calls if call in {"flock", "write", "fsync", "replace", "link", "fsync folder"}]
    assert order == ["flock", "write", "fsync", "link", "fsync folder", "replace", "fsync folder"]


def test_new_folders_are_synced_into_the_one_above(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with watched(monkeypatch) as disk:
        OPERATIONS["first save"](store(tmp_path))
    order = [call for call in disk.calls if call in {"mkdir", "chmod", "replace", "fsync folder"}]
    made = ["mkdir", "chmod", "fsync folder"]
    # Before the first file, the whole way to its folder once more: whoever made it may have been stopped in between.
    way = ["fsync folder"] * len((tmp_path / "data" / "plans").parents)
    assert order == [*made, *made, *way, "replace", "fsync folder"]


def test_a_folder_that_cannot_be_synced_is_said(before: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = prepared("edit", before, tmp_path / "one")
    with monkeypatch.context() as patch:
        patch.setattr(durable, "sync_folder", _raising(errno.EIO))
        done = store(folder).commit([Waiting(Change("t", (AddRow("tasks", {"name": "new"}),)), LATER, "a", "J90")])
    assert done.warnings == ("saved, but may not survive a power cut (the disk reports an error)",)
    assert "new" in [task.name for task in store(folder).load().tasks.values()]


def _raising(number: int) -> Callable[..., None]:
    def fail(*_: object) -> None:
        raise OSError(number, "injected")

    return fail


def test_a_full_disk_is_said_in_words(before: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = prepared("edit", before, tmp_path / "one")
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", _raising(errno.ENOSPC))
        with pytest.raises(SaveFailed) as failure:
            OPERATIONS["edit"](store(folder))
    line = str(failure.value)
    assert "the disk is full" in line
    assert "plan.json" in line
    assert len(line) <= 300


def test_a_failed_sync_is_not_tried_again(before: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = prepared("edit", before, tmp_path / "one")
    synced: list[int] = []

    def fail(handle: int) -> None:
        synced.append(handle)
        raise OSError(errno.EIO, "injected")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        with pytest.raises(SaveFailed):
            OPERATIONS["edit"](store(folder))
    assert len(synced) == 1


def test_where_links_fail_a_backup_is_a_copy(before: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = prepared("edit", before, tmp_path / "one")
    path = folder / "data" / "plans" / "plan.json"
    old = path.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(os, "link", _raising(errno.EPERM))
        OPERATIONS["edit"](store(folder))
    newest = store(folder).backups()[0]
    assert newest.path.read_bytes() == old
    assert newest.path.stat().st_mode & 0o777 == 0o600


def test_a_backup_that_cannot_be_made_is_said_and_does_not_stop_the_save(before: Path, tmp_path: Path) -> None:
    folder = prepared("edit", before, tmp_path / "one")
    shutil.rmtree(folder / "data" / "plans" / "backups")
    (folder / "data" / "plans" / "backups").write_text("in the way")
    done = store(folder).commit([Waiting(Change("t", (AddRow("tasks", {"name": "new"}),)), LATER, "a", "J90")])
    assert "could not be set aside" in done.warnings[0]
    assert "new" in [task.name for task in store(folder).load().tasks.values()]
