"""Open forms survive their screen, and screens see each other."""

import fcntl
import os
import stat
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from outsource_tui.model.drafting import OpenSession
from outsource_tui.store.drafts import Drafts

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def drafts(folder: Path, session: str, *, plan: str = "plan", at: datetime = AT) -> Drafts:
    return Drafts(folder, session, plan=plan, at=lambda: at)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "drafts"


@pytest.fixture
def mine(folder: Path) -> Iterator[Drafts]:
    one = drafts(folder, "desk-10")
    one.open()
    yield one
    one.close()


def test_the_draft_of_a_screen_that_ended_is_offered(folder: Path, mine: Drafts) -> None:
    ended = drafts(folder, "desk-9")
    ended.open()
    ended.write("task", {"name": "Bücher", "hours": 3})
    assert mine.offered() == []
    ended.close()
    [draft] = mine.offered()
    assert (draft.form, draft.fields, draft.at) == ("task", {"name": "Bücher", "hours": 3}, AT)
    mine.forget(draft)
    assert mine.offered() == []


def test_only_the_newest_text_of_a_form_is_kept(folder: Path, mine: Drafts) -> None:
    ended = drafts(folder, "desk-9")
    assert ended.write("task", {"name": "B"})
    assert ended.write("task", {"name": "Bo"})
    assert [one.fields for one in mine.offered()] == [{"name": "Bo"}]


def test_newest_first(folder: Path, mine: Drafts) -> None:
    for number in range(3):
        drafts(folder, f"desk-{number}", at=AT + timedelta(minutes=number)).write("task", {"name": f"{number}"})
    assert [one.fields["name"] for one in mine.offered()] == ["2", "1", "0"]


def test_a_dropped_draft_is_gone(folder: Path, mine: Drafts) -> None:
    ended = drafts(folder, "desk-9")
    ended.write("task", {"name": "B"})
    ended.write("person", {"handle": "a"})
    ended.drop("task")
    ended.drop("never written")
    assert [one.form for one in mine.offered()] == ["person"]


def test_an_earlier_screen_of_the_same_name_has_ended_too(folder: Path) -> None:
    """In a container each program may have the same number."""
    ended = drafts(folder, "box-7")
    ended.open()
    ended.write("task", {"name": "B"})
    ended.close()
    again = drafts(folder, "box-7")
    [draft] = again.offered()
    again.open()
    assert again.session == "box-7"
    assert again.write("task", draft.fields)
    again.forget(draft)
    assert again.offered() == []
    again.close()
    assert [one.fields for one in drafts(folder, "box-8").offered()] == [{"name": "B"}]


def test_own_drafts_and_those_of_other_plans_are_not_offered(folder: Path, mine: Drafts) -> None:
    mine.write("task", {"name": "own"})
    drafts(folder, "desk-9", plan="other").write("task", {"name": "other"})
    assert mine.offered() == []


def test_screens_see_each_other_while_they_run(folder: Path, mine: Drafts) -> None:
    other = drafts(folder, "laptop-7", at=AT + timedelta(hours=1))
    other.open()
    elsewhere = drafts(folder, "laptop-8", plan="other")
    elsewhere.open()
    assert mine.others() == [OpenSession("laptop-7", "plan", AT + timedelta(hours=1))]
    assert [one.session for one in other.others()] == ["desk-10"]
    other.close()
    elsewhere.close()
    assert mine.others() == []
    assert [path.name for path in folder.iterdir()] == ["desk-10.open"]


def test_two_machines_may_have_the_same_name(folder: Path, mine: Drafts) -> None:
    twin = drafts(folder, "desk-10")
    twin.open()
    assert twin.session == "desk-10-2"
    twin.write("task", {"name": "twin's"})
    assert mine.offered() == []
    twin.close()
    assert [one.fields["name"] for one in mine.offered()] == ["twin's"]


def test_what_ended_screens_left_is_tidied_but_for_their_drafts(folder: Path, mine: Drafts) -> None:
    (folder / "desk-7.open").write_text("{}")
    (folder / "desk-8.open").write_text("{}")
    (folder / "desk-8.task.draft.tmp").write_text("half")
    (folder / "desk-10.task.draft.tmp").write_text("being written")
    drafts(folder, "desk-8").write("person", {"handle": "a"})
    (folder / "desk-8.task.draft.tmp").write_text("half")
    other = drafts(folder, "desk-9")
    other.open()
    names = {path.name for path in folder.iterdir()}
    assert names == {
        "desk-8.open", "desk-8.person.draft", "desk-9.open", "desk-10.open", "desk-10.task.draft.tmp",
    }  # fmt: skip
    other.close()
    mine.forget(mine.offered()[0])
    assert {path.name for path in folder.iterdir()} == {"desk-10.open", "desk-10.task.draft.tmp"}


@pytest.mark.usefixtures("mine")
def test_they_are_private(folder: Path) -> None:
    one = drafts(folder, "desk-9")
    before = os.umask(0)
    try:
        one.open()
        one.write("task", {"name": "secret"})
    finally:
        os.umask(before)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    one.close()


def test_names_cannot_lead_out_of_the_folder(folder: Path, tmp_path: Path, mine: Drafts) -> None:
    one = drafts(folder, "../../host.example/1")
    one.open()
    one.write("../../task", {"name": "x"})
    one.close()
    assert [draft.fields["name"] for draft in mine.offered()] == ["x"]
    assert [path.name for path in tmp_path.iterdir()] == ["drafts"]


DRAFT = b'{"session":"desk-8","plan":"plan","form":"task","at":"2026-11-23T09:30:00Z","fields":{"name":"x"}}'
OPEN = b'{"session":"desk-8","plan":"plan","since":"2026-11-23T09:30:00Z"}'


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b'{"session": 1}',
        b"\xff\xfe",
        b"\0" * 100,
        b'"\xff"',
        b"[" * 50_000,
        DRAFT.replace(b'"x"', b"[" * 50_000 + b"]" * 50_000),
        DRAFT.replace(b"desk-8", b"desk-\xff"),
        DRAFT.replace(b"00Z", b"00"),
        OPEN.replace(b"desk-8", b"desk-\xff"),
        OPEN.replace(b"00Z", b"00"),
    ],
    ids=range(13),
)
def test_a_damaged_draft_is_passed_over(folder: Path, mine: Drafts, data: bytes) -> None:
    drafts(folder, "desk-9").write("task", {"name": "good"})
    (folder / "desk-8.task.draft").write_bytes(data)
    mark = folder / "desk-8.open"
    mark.write_bytes(data)
    assert [one.fields["name"] for one in mine.offered()] == ["good"]
    with mark.open("rb") as somebody:
        fcntl.flock(somebody, fcntl.LOCK_EX)
        assert mine.others() == []


def test_a_planted_link_is_not_followed(folder: Path, tmp_path: Path, mine: Drafts) -> None:
    target = tmp_path / "precious"
    target.write_text("precious")
    for name in ("desk-9.open", "desk-9.task.draft", "desk-9.task.draft.tmp"):
        (folder / name).symlink_to(target)
    one = drafts(folder, "desk-9")
    one.open()
    one.write("task", {"name": "x"})
    one.close()
    assert target.read_text() == "precious"
    assert mine.others() == []


def test_where_drafts_cannot_be_kept_nothing_happens(tmp_path: Path) -> None:
    (tmp_path / "drafts").write_text("in the way")
    one = drafts(tmp_path / "drafts", "desk-9")
    one.open()
    assert not one.write("task", {"name": "x"})
    assert one.offered() == []
    assert one.others() == []
    one.drop("task")
    one.close()


def test_a_killed_screen_lets_go(folder: Path, mine: Drafts) -> None:
    script = textwrap.dedent(
        """
        import sys
        from datetime import UTC, datetime
        from pathlib import Path
        from outsource_tui.store.drafts import Drafts
        one = Drafts(Path(sys.argv[1]), "desk-9", plan="plan", at=lambda: datetime(2026, 3, 2, tzinfo=UTC))
        one.open()
        one.write("task", {"name": "half a na"})
        print("ready", flush=True)
        sys.stdin.read()
        """
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    assert [one.session for one in mine.others()] == ["desk-9"]
    assert mine.offered() == []
    process.kill()
    process.communicate(timeout=10)
    assert mine.others() == []
    [draft] = mine.offered()
    assert draft.fields == {"name": "half a na"}
    mine.forget(draft)
    assert [path.name for path in folder.iterdir()] == ["desk-10.open"]
