"""Private whatever the umask, and no link is followed that somebody may have planted."""

import fcntl
import json
import os
import stat
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from outsource_tui.model.change import AddRow, Change
from outsource_tui.model.problems import NotThere, ReadOnly, SaveFailed
from outsource_tui.model.saving import Committed, Waiting
from outsource_tui.store.drafts import Drafts
from outsource_tui.store.locks import NO_LOCKS, is_locked
from outsource_tui.store.plan_store import PlanStore

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def save(path: Path, name: str = "x", at: datetime = AT) -> Committed:
    keeper = PlanStore(path, at=lambda: at, timezone="UTC", patience=0.1)
    return keeper.commit([Waiting(Change("x", (AddRow("tasks", {"name": name}),)), at, "a", "J01")])


def names(path: Path) -> list[str]:
    return [task.name for task in PlanStore(path, at=lambda: AT, timezone="UTC").load().tasks.values()]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(params=[0o000, 0o022, 0o077, 0o777])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


@pytest.mark.usefixtures("umask")
def test_files_and_folders_are_for_their_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "new" / "plans" / "plan.json"
    save(path)
    save(path, at=AT + timedelta(days=1))
    made = [one for one in (tmp_path / "new").rglob("*") if one.is_file()]
    assert {one.name for one in made} == {"plan.json", "plan.json.lock", "plan-20260303T093000Z.json"}
    assert {mode(one) for one in made} == {0o600}
    assert {mode(one) for one in (path.parent.parent, path.parent, path.parent / "backups")} == {0o700}


def test_a_file_that_others_could_read_is_private_after_the_next_save(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    save(path)
    for one in (path, tmp_path / "plan.json.lock"):
        one.chmod(0o666)
    save(path)
    assert mode(path) == mode(tmp_path / "plan.json.lock") == 0o600


def test_a_folder_that_is_there_keeps_its_mode(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    folder.chmod(0o755)
    save(folder / "plan.json")
    assert mode(folder) == 0o755


def test_a_plan_that_is_a_link_stays_one(tmp_path: Path) -> None:
    real = tmp_path / "dotfiles" / "plan.json"
    save(real)
    link = tmp_path / "data" / "plan.json"
    link.parent.mkdir()
    link.symlink_to(Path("..") / "dotfiles" / "plan.json")
    save(link, "through the link")
    assert link.is_symlink()
    assert names(real) == ["x", "through the link"]
    assert [one.name for one in link.parent.iterdir()] == ["plan.json"]
    assert (real.parent / "plan.json.lock").exists()


def test_a_link_in_place_of_the_lock_is_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.write_text("precious")
    target.chmod(0o644)
    (tmp_path / "plan.json.lock").symlink_to(target)
    with pytest.raises(SaveFailed, match="not a lock file"):
        save(tmp_path / "plan.json")
    assert target.read_text() == "precious"
    assert mode(target) == 0o644
    assert not (tmp_path / "plan.json").exists()


def test_a_dangling_link_in_place_of_the_lock_creates_nothing(tmp_path: Path) -> None:
    (tmp_path / "plan.json.lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(SaveFailed):
        save(tmp_path / "plan.json")
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_something_else_in_place_of_the_lock_is_said(make: object, tmp_path: Path) -> None:
    assert callable(make)
    make(tmp_path / "plan.json.lock")
    with pytest.raises(SaveFailed, match="lock file"):
        save(tmp_path / "plan.json")


def test_a_link_in_place_of_the_temporary_file_is_taken_away_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.write_text("precious")
    (tmp_path / "plan.json.tmp").symlink_to(target)
    save(tmp_path / "plan.json")
    assert target.read_text() == "precious"
    assert not (tmp_path / "plan.json.tmp").is_symlink()
    assert names(tmp_path / "plan.json") == ["x"]


def test_a_link_that_is_planted_once_the_way_is_clear_is_not_followed_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "precious"
    target.write_text("precious")
    unlink = os.unlink

    def planted(path: Path) -> None:
        try:
            unlink(path)
        finally:
            if Path(path).name == "plan.json.tmp" and not (tmp_path / "plan.json.tmp").is_symlink():
                (tmp_path / "plan.json.tmp").symlink_to(target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "unlink", planted)
        with pytest.raises(SaveFailed):
            save(tmp_path / "plan.json")
    assert target.read_text() == "precious"
    assert not (tmp_path / "plan.json").exists()
    save(tmp_path / "plan.json")
    assert target.read_text() == "precious"


def test_a_stale_temporary_file_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "plan.json.tmp").write_text("half of a p")
    save(tmp_path / "plan.json")
    assert not (tmp_path / "plan.json.tmp").exists()


def test_a_folder_in_place_of_the_temporary_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "plan.json.tmp").mkdir()
    with pytest.raises(SaveFailed):
        save(tmp_path / "plan.json")
    assert not (tmp_path / "plan.json").exists()


def test_a_plan_that_becomes_a_link_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    keeper = PlanStore(path, at=lambda: AT, timezone="UTC")
    keeper.commit([Waiting(Change("x", (AddRow("tasks", {"name": "x"}),)), AT, "a", "J01")])
    path.rename(tmp_path / "moved.json")
    path.symlink_to(tmp_path / "moved.json")
    with pytest.raises(SaveFailed, match="link"):
        keeper.commit([Waiting(Change("x", (AddRow("tasks", {"name": "y"}),)), AT, "a", "J02")])
    assert path.is_symlink()
    assert names(path) == ["x"]


def test_a_lock_held_by_somebody_else_is_said_in_words(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    save(path)
    with (tmp_path / "plan.json.lock").open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(SaveFailed, match=r"another session has been writing for 0\.1 s"):
            save(path, "later")
    save(path, "now")
    assert names(path) == ["x", "now"]


def test_who_waits_while_others_save_waits_longer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan.json"
    save(path)
    saved_by_others = 0

    def saving_meanwhile(_seconds: float) -> None:
        nonlocal saved_by_others
        saved_by_others += 1
        (tmp_path / "new").write_text("x" * saved_by_others)
        (tmp_path / "new").rename(path)

    with (tmp_path / "plan.json.lock").open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        monkeypatch.setattr(time, "sleep", saving_meanwhile)
        with pytest.raises(SaveFailed, match=r"another session has been writing for 0\.3 s"):
            save(path, "later")
    assert saved_by_others > 3


def test_reading_needs_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    save(path)
    with (tmp_path / "plan.json.lock").open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert names(path) == ["x"]


def test_where_files_cannot_be_locked_a_plan_is_read_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan.json"
    save(path)

    def unsupported(_handle: int, _how: int) -> None:
        raise OSError(next(iter(NO_LOCKS)), "injected")

    monkeypatch.setattr(fcntl, "flock", unsupported)
    keeper = PlanStore(path, at=lambda: AT, timezone="UTC")
    with pytest.raises(ReadOnly, match="cannot be locked"):
        save(path, "not yet opened")
    keeper.load()
    assert keeper.is_read_only
    assert "cannot be locked" in keeper.why_read_only
    assert not is_locked(path), "nobody holds what nobody can"


def test_whether_somebody_holds_the_lock_is_seen_without_making_one(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    assert not is_locked(path)
    assert [*tmp_path.iterdir()] == []
    with (tmp_path / "plan.json.lock").open("wb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert is_locked(path)
    assert not is_locked(path)


def test_a_folder_that_cannot_be_written_is_read_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda _path, _how: False)
    keeper = PlanStore(tmp_path / "not" / "there" / "plan.json", at=lambda: AT, timezone="UTC")
    assert keeper.load().is_empty
    assert keeper.is_read_only
    assert str(tmp_path) in keeper.why_read_only


def test_a_backup_is_not_made_through_a_planted_link(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    save(path)
    target = tmp_path / "precious"
    target.write_text("precious")
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "plan-20260303T093000Z.json").symlink_to(target)
    save(path, at=AT + timedelta(days=1))
    assert target.read_text() == "precious"
    assert (tmp_path / "backups" / "plan-20260303T093000Z-2.json").exists()


def test_a_link_among_the_backups_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    save(path)
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "plan-20260303T093000Z.json").symlink_to(path)
    keeper = PlanStore(path, at=lambda: AT, timezone="UTC")
    assert keeper.backups() == []
    with pytest.raises(NotThere):
        keeper.restore(1)


def test_a_link_in_place_of_the_backups_is_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    save(path)
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "plan-20260301T000000Z.json").write_bytes(path.read_bytes())
    (tmp_path / "backups").symlink_to(theirs)
    done = save(path, "second", at=AT + timedelta(days=1))
    assert "backups is a link" in done.warnings[0]
    assert [one.name for one in theirs.iterdir()] == ["plan-20260301T000000Z.json"]
    keeper = PlanStore(path, at=lambda: AT, timezone="UTC")
    assert keeper.backups() == []
    with pytest.raises(SaveFailed, match="backups is a link"):
        keeper.back_up()
    with pytest.raises(NotThere):
        keeper.restore(1)
    assert names(path) == ["x", "second"]


def test_a_link_in_place_of_the_drafts_is_not_followed(tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    planted = {"session": "desk-1", "plan": "plan", "form": "task", "at": "2026-03-02T09:30:00Z", "fields": {}}
    (theirs / "desk-1.task.draft").write_text(json.dumps(planted))
    (tmp_path / "drafts").symlink_to(theirs)
    one = Drafts(tmp_path / "drafts", "desk-2", plan="plan", at=lambda: AT)
    one.open()
    assert not one.write("task", {"name": "secret"})
    assert one.offered() == []
    one.close()
    assert [path.name for path in theirs.iterdir()] == ["desk-1.task.draft"]


def test_the_drafts_beside_it_are_read_where_they_are_no_link(tmp_path: Path) -> None:
    """The draft that is planted above would be offered, were it not for the link."""
    folder = tmp_path / "drafts"
    folder.mkdir()
    planted = {"session": "desk-1", "plan": "plan", "form": "task", "at": "2026-03-02T09:30:00Z", "fields": {}}
    (folder / "desk-1.task.draft").write_text(json.dumps(planted))
    assert len(Drafts(folder, "desk-2", plan="plan", at=lambda: AT).offered()) == 1


def test_a_damaged_file_is_not_put_away_through_a_planted_link(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    save(path)
    keeper = PlanStore(path, at=lambda: AT, timezone="UTC")
    keeper.back_up()
    target = tmp_path / "precious"
    target.write_text("precious")
    (tmp_path / "backups" / "plan.json.damaged-20260302T093000Z-1").symlink_to(target)
    path.unlink()
    path.write_text("{")
    aside = keeper.restore(1).aside
    assert aside is not None
    assert aside.path.name == "plan.json.damaged-20260302T093000Z-2"
    assert target.read_text() == "precious"
