"""After a power cut at any moment: what was said to be saved is there, and the rest is before or after (P3)."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from outsource_tui.model.plan import Plan
from outsource_tui.store import backups, durable, files, plan_store
from outsource_tui.store.plan_store import PlanStore
from outsource_tui.store.reading import opened
from tests.store.operations import OPERATIONS, assert_usable, filled, prepared, state, store
from tests.store.power_cut import Cut, PoweredDisk, powered, written_out
from tests.store.watched_disk import Killed

STORY = ("first save", "add", "edit", "add", "delete", "restore", "undo", "import", "restore")


@pytest.fixture(autouse=True)
def nothing_is_really_synced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda handle: None)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("before"))


def assert_survived(cut: Cut, folder: Path, allowed: list[Plan | str]) -> None:
    """Opens to one of the allowed states, every backup is whole, and the next session can go on."""
    written_out(cut.state, folder)
    assert state(folder) in allowed, cut.place
    real = folder / "data" / "plans" / "plan.json"
    for backup in backups.listed(real):
        assert opened(backup.path) is not None, cut.place
    assert_usable(folder, cut.place)


def cuts_of(name: str, before: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[list[Cut], Plan | str]:
    """Every disk that may be left of an operation, and the state that it leads to."""
    prepared(name, before, folder)
    with powered(monkeypatch, folder) as disk:
        OPERATIONS[name](store(folder))
        disk.acknowledge()
    return list(disk.cuts.values()), state(folder)


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_power_cut_leaves_before_or_after(
    name: str, before: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = state(prepared(name, before, tmp_path / "old"))
    cuts, new = cuts_of(name, before, tmp_path / "new", monkeypatch)
    assert old != new
    assert len(cuts) > 8
    assert {cut.acknowledged for cut in cuts} == {0, 1}
    for cut in cuts:
        assert_survived(cut, tmp_path / "cut", [new] if cut.acknowledged else [old, new])


def test_a_power_cut_in_a_long_story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every step in a session of its own, which does not know what the one before has left unsynced."""
    folder = tmp_path / "story"
    folder.mkdir()
    states = [state(folder)]
    disk = PoweredDisk(folder)
    for name in STORY:
        with powered(monkeypatch, folder, disk):
            OPERATIONS[name](store(folder))
            disk.acknowledge()
        states.append(state(folder))
    assert len(disk.cuts) > 100
    for cut in disk.cuts.values():
        assert_survived(cut, tmp_path / "cut", states[cut.acknowledged : cut.acknowledged + 2])


@pytest.mark.parametrize("name", ["first save", "add", "restore over damage", "migration"])
def test_a_power_cut_after_a_kill_and_another_session(
    name: str, before: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a killed session left unsynced must not take away what the next one was told is saved."""
    number = 0
    while True:
        folder = prepared(name, before, tmp_path / "killed")
        disk = PoweredDisk(folder)
        disk.last_call = number
        with powered(monkeypatch, folder, disk):
            try:
                OPERATIONS[name](store(folder))
                break
            except Killed:
                pass
        disk.last_call = None
        with powered(monkeypatch, folder, disk):
            save_next(store(folder))
            disk.acknowledge()
        new = state(folder)
        for cut in disk.cuts.values():
            if cut.acknowledged:
                assert state(written_out(cut.state, tmp_path / "cut")) == new, f"killed after call {number}"
        shutil.rmtree(folder)
        number += 1
    assert number > 8


def save_next(one: PlanStore) -> None:
    """What the next session does: brings back what is damaged, and saves."""
    if isinstance(state(one.path.parent.parent.parent), str):
        one.restore(1)
    OPERATIONS["first save"](one)


# Each protection taken out: the replay must see that something is lost.


def no_sync_of_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (durable, files, backups):
        monkeypatch.setattr(module, "sync_folder", lambda folder: None)


def no_sync_of_files(monkeypatch: pytest.MonkeyPatch) -> None:
    write = files.write_whole
    for module in (durable, backups):
        monkeypatch.setattr(
            module, "write_whole", lambda path, data, **how: write(path, data, **{**how, "sync": False})
        )


def no_sync_of_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    def make(folder: Path) -> None:
        folder.mkdir(0o700, parents=True, exist_ok=True)

    monkeypatch.setattr(plan_store, "make_private_folder", make)
    monkeypatch.setattr(plan_store, "sync_way_to", lambda folder: None)


def written_in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """As TinyDB's own storage does."""

    def write(path: Path, data: bytes, **how: object) -> files.Signature:
        path.unlink(missing_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        os.write(handle, data)
        os.fsync(handle)
        os.close(handle)
        return files.signature_of(path.stat())

    monkeypatch.setattr(durable, "write_whole", write)


@pytest.mark.parametrize(
    ("name", "taken_out"),
    [
        ("add", no_sync_of_folders),
        ("add", no_sync_of_files),
        ("first save", no_sync_of_the_way),
        ("first save", no_sync_of_folders),
        ("edit", written_in_place),
    ],
)
def test_the_replay_sees_a_protection_that_is_missing(
    name: str,
    taken_out: Callable[[pytest.MonkeyPatch], None],
    before: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patch:
        taken_out(patch)
        cuts, new = cuts_of(name, before, tmp_path / "new", patch)
    old = state(prepared(name, before, tmp_path / "old"))
    lost = 0
    for cut in cuts:
        now = state(written_out(cut.state, tmp_path / "cut"))
        lost += now not in ([new] if cut.acknowledged else [old, new])
    assert lost > 0


def test_the_replay_sees_a_folder_that_a_killed_session_left_unsynced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan_store, "sync_way_to", lambda folder: None)
    with pytest.raises(AssertionError, match="killed after call"):
        test_a_power_cut_after_a_kill_and_another_session("first save", tmp_path, tmp_path, monkeypatch)
