"""A fault at every call of a save: the file is the state before or after, and nothing blocks the next start."""

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from outsource_tui.model.change import AddRow, Change
from outsource_tui.model.problems import Problem, SaveFailed
from outsource_tui.model.saving import Waiting
from outsource_tui.store import durable
from tests.store.operations import LATER, OPERATIONS, assert_usable, filled, prepared, state, store
from tests.store.watched_disk import Killed, watched


@pytest.fixture(autouse=True)
def nothing_is_really_synced(monkeypatch: pytest.MonkeyPatch) -> None:
    """No power is cut here; hundreds of saves wait for no disk."""
    monkeypatch.setattr(os, "fsync", lambda handle: None)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("before"))


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
        temporary = folder / "data" / "plans" / "plan.json.tmp"
        assert effect.startswith("killed") or call == "unlink" or not temporary.exists(), f"{place}: left behind"
        assert_usable(folder, place)
        shutil.rmtree(folder)


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
