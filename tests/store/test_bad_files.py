"""Files that are no plan: refused in one line, their bytes untouched, the way back named."""

import json
import os
import random
import socket
import stat
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from outsource_tui.model.change import AddRow, Change
from outsource_tui.model.problems import PlanUnreadable, SaveFailed
from outsource_tui.model.saving import Waiting
from outsource_tui.store.plan_store import PlanStore

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
Document = dict[str, Any]


def store(path: Path) -> PlanStore:
    return PlanStore(path, at=lambda: AT, timezone="UTC")


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("good") / "plan.json"
    edits = (
        AddRow("tasks", {"name": "Bücher", "hours": 3, "value": 4, "brief": {"purpose": "why"}}),
        AddRow("contractors", {"handle": "ana", "languages": {"pt": "native"}}),
        AddRow("scores", {"task_id": "T01", "contractor_id": "C01", "criterion": "trust"}),
    )
    store(path).commit([Waiting(Change("test", edits), AT, "a", "J01")])
    return path.read_bytes()


def refusal(path: Path) -> str:
    """The one line; the file is as it was, and a save leaves it so too."""
    before = path.read_bytes()
    with pytest.raises(PlanUnreadable) as refused:
        store(path).load()
    with pytest.raises(SaveFailed):
        store(path).commit([Waiting(Change("x", (AddRow("tasks", {"name": "x"}),)), AT, "a", "J01")])
    assert path.read_bytes() == before
    line = str(refused.value)
    assert 0 < len(line) <= 300
    assert "\n" not in line
    assert path.name in line
    return line


def with_bytes(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def change(good: bytes) -> bytes:
        assert old in good
        return good.replace(old, new, 1)

    return change


STAMPS = b'"created_at":"2026-03-02T09:30:00Z","updated_at":"2026-03-02T09:30:00Z"'
SECOND_PROFILE = b'"profile": {\n"2": {"id":"2",' + STAMPS + b'},\n"1"'
TEXTS: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda good: b"", "the file is empty"),
    "blank": (lambda good: b" \n\n", "the file is empty"),
    "zeros": (lambda good: b"\0" * 400, "line 1, byte 1"),
    "cut in the middle": (lambda good: good[: len(good) // 2], "cut off"),
    "cut at the last brace": (lambda good: good[:-3], "cut off"),
    "cut inside a character": (lambda good: good[: good.index("ü".encode()) + 1], "not UTF-8"),
    "twice": (lambda good: good + good, "trailing characters"),
    "trailing text": (lambda good: good + b"x", "trailing characters"),
    "byte order mark": (lambda good: b"\xef\xbb\xbf" + good, "line 1, byte 1"),
    "UTF-16": (lambda good: good.decode().encode("utf-16"), "not UTF-8"),
    "Latin-1": (lambda good: good.decode().encode("latin-1"), "not UTF-8"),
    "HTML": (lambda good: b"<!doctype html>", "not valid JSON"),
    "a list": (lambda good: b"[]", "not a plan"),
    "a number": (lambda good: b"42", "not a plan"),
    "a text": (lambda good: b'"plan"', "not a plan"),
    "null": (lambda good: b"null", "not a plan"),
    "no tables": (lambda good: b"{}", "not a plan of outsource-tui"),
    "a table that is a list": (lambda good: b'{"tasks": []}', "not a plan"),
    "merge marks": (with_bytes(b'"tasks": ', b'<<<<<<< HEAD\n"tasks": '), "line 8"),
    "single quotes": (with_bytes(b'"tasks": ', b"'tasks': "), "line 8"),
    "a comment": (with_bytes(b'"tasks": ', b'// mine\n"tasks": '), "line 8"),
    "a comma too many": (with_bytes(b"}\n}\n", b"},\n}\n"), "not valid JSON"),
    "NaN": (with_bytes(b'"hours":3.0', b'"hours":NaN'), "not valid JSON"),
    "infinity": (with_bytes(b'"hours":3.0', b'"hours":Infinity'), "not valid JSON"),
    "minus infinity": (with_bytes(b'"hours":3.0', b'"hours":-Infinity'), "not valid JSON"),
    "too large a number": (with_bytes(b'"hours":3.0', b'"hours":1e999'), "T01"),
    "a large number that nobody knows": (with_bytes(b'"hours":3.0', b'"hours":3.0,"new":1e999'), "too large"),
    "five thousand digits": (with_bytes(b'"value":4', b'"value":' + b"4" * 5000), "T01: a number has too many"),
    "a control character": (with_bytes(b'"name":"B', b'"name":"B\x01'), "not valid JSON"),
    "half a surrogate": (with_bytes(b'"name":"B', b'"name":"B\\ud800'), "line 9"),
    "a duplicate field": (with_bytes(b'"hours":3.0', b'"hours":3.0,"hours":4.0'), "T01: 'hours' stands twice"),
    "a duplicate in an object": (with_bytes(b'"purpose":"why"', b'"purpose":"a","purpose":"b"'), "'purpose' stands"),
    "a duplicate nobody knows": (with_bytes(b'"hours":3.0', b'"new":{"a":1,"a":2}'), "'a' stands twice"),
    "a duplicate row": (with_bytes(b'"C01": {', b'"C01": {"id":"C01"},\n"C01": {'), "'C01' stands twice"),
    "a duplicate table": (with_bytes(b'"trials": {}', b'"trials": {},\n"trials": {}'), "'trials' stands twice"),
    "deep nesting": (with_bytes(b'"value":4', b'"new":' + b"[" * 100_000 + b"]" * 100_000), "nested too deeply"),
    "deep nesting instead of a plan": (lambda good: b"[" * 500_000, ""),
    "deep objects": (lambda good: b'{"a":' * 200_000, "nested too deeply"),
    "a text for a number": (with_bytes(b'"hours":3.0', b'"hours":"3"'), "tasks, T01: hours"),
    "a number for a text": (with_bytes(b'"handle":"ana"', b'"handle":7'), "contractors, C01: handle"),
    "a number out of range": (with_bytes(b'"value":4', b'"value":11'), "tasks, T01: value: 11"),
    "a fraction for a whole number": (with_bytes(b'"value":4', b'"value":4.5'), "tasks, T01: value"),
    "true for a number": (with_bytes(b'"value":4', b'"value":true'), "tasks, T01: value"),
    "null for a name": (with_bytes(b'"name":"B', b'"name":null,"x":"'), "tasks, T01: name"),
    "an empty name": (with_bytes("Bücher".encode(), b""), "tasks, T01: name"),
    "a list for an object": (with_bytes(b'"brief":', b'"brief":["why"],"x":'), "tasks, T01: brief"),
    "an unknown choice": (with_bytes(b'"pt":"native"', b'"pt":"fluent"'), "contractors, C01: languages"),
    "no such day": (with_bytes(b'"value":4', b'"steering":{"reviewed_at":"2026-02-30"}'), "tasks, T01"),
    "an instant without a zone": (with_bytes(b'00Z","name', b'00","name'), "no time zone"),
    "a row that is a list": (with_bytes(b'"mutes": {}', b'"mutes": {"M01": []}'), "mutes, M01"),
    "a row that is null": (with_bytes(b'"mutes": {}', b'"mutes": {"M01": null}'), "mutes, M01"),
    "a row without its fields": (with_bytes(b'"mutes": {}', b'"mutes": {"M01": {}}'), "mutes, M01"),
    "a row with another id": (with_bytes(b'"id":"T01"', b'"id":"T02"'), "tasks, T01: its id says 'T02'"),
    "an id of another kind": (with_bytes(b'"T01": {"id":"T01"', b'"X01": {"id":"X01"'), "'X01' is not an id like T01"),
    "a journal id that is no number": (with_bytes(b'"J01": {"id":"J01"', b'"Jx": {"id":"Jx"'), "not an id like J01"),
    "an id with foreign digits": (with_bytes(b'"T01": {"id":"T01"', '"T٠١": {"id":"T٠١"'.encode()), "not an id"),
    "a score without its task": (with_bytes(b'"task_id":"T01"', b'"task_id":"T05"'), "S01: task_id: there is no T05"),
    "no profile": (with_bytes(b'"profile"', b'"profil"'), "profile has to be one row"),
    "a second profile": (with_bytes(b'"profile": {\n"1"', SECOND_PROFILE), "profile has to be one row"),
    "no meta": (with_bytes(b'"meta"', b'"mete"'), "not a plan of outsource-tui"),
    "another program": (with_bytes(b'"app":"outsource-tui"', b'"app":"other"'), "not a plan of outsource-tui"),
    "no schema": (with_bytes(b'"schema":1,', b""), "schema"),
    "a schema that is no number": (with_bytes(b'"schema":1', b'"schema":"1"'), "schema: '1'"),
    "a schema that is true": (with_bytes(b'"schema":1', b'"schema":true'), "schema: True"),
    "a newer schema": (with_bytes(b'"schema":1', b'"schema":7'), "newer outsource-tui (schema 7"),
    "a schema that never was": (with_bytes(b'"schema":1', b'"schema":-3'), "its old schema"),
    "no ids left": (with_bytes(b'"tasks":2', b'"tasks":99999999999'), "no ids are left"),
    "a count that is a text": (with_bytes(b'"tasks":2', b'"tasks":"2"'), "meta, 1: next_ids"),
    "escapes in the path of an error": (with_bytes(b'"T01": {"id":"T01"', b'"\\u001b[31mX": {"id":"T01"'), "not an id"),
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_it_is_refused_in_one_line(name: str, good: bytes, tmp_path: Path) -> None:
    change, words = TEXTS[name]
    path = tmp_path / "plan.json"
    path.write_bytes(change(good))
    started = time.monotonic()
    line = refusal(path)
    assert words in line
    assert "\x1b" not in line
    assert time.monotonic() - started < 1


def test_there_are_enough_of_them() -> None:
    assert len(TEXTS) >= 60


def test_a_flipped_bit_is_refused_or_harmless(good: bytes, tmp_path: Path) -> None:
    choose = random.Random(7)  # noqa: S311
    path = tmp_path / "plan.json"
    lines = []
    for _ in range(400):
        place = choose.randrange(len(good))
        path.write_bytes(good[:place] + bytes([good[place] ^ (1 << choose.randrange(8))]) + good[place + 1 :])
        try:
            store(path).load()
        except PlanUnreadable as problem:
            lines.append(str(problem))
    assert len(lines) > 100
    assert max(map(len, lines)) <= 300


def test_a_random_cut_is_refused(good: bytes, tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    for length in range(0, len(good.rstrip()), 97):
        path.write_bytes(good[:length])
        with pytest.raises(PlanUnreadable):
            store(path).load()


def test_the_newest_good_backup_is_named(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    keeper = store(path)
    for number in range(3):
        keeper.commit([Waiting(Change("x", (AddRow("tasks", {"name": f"{number}"}),)), AT, "a", f"J0{number}")])
        keeper.back_up()
    newest, second, *_ = keeper.backups()
    newest.path.unlink()
    newest.path.write_bytes(b"{")
    path.unlink()
    path.write_bytes(b"{")
    line = refusal(path)
    assert "`backup restore 2` brings back 2026-03-02 09:30 UTC" in line
    assert second.path.name in line
    assert list(keeper.restore(2).plan.tasks) == ["T01", "T02"]
    assert [one.read_bytes() for one in (tmp_path / "backups").glob("*damaged*")] == [b"{"]


def test_without_a_backup_it_says_so(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_bytes(b"{")
    assert "no backup" in refusal(path)


def test_a_long_path_is_shortened(tmp_path: Path) -> None:
    folder = tmp_path / ("x" * 200) / ("y" * 200)
    folder.mkdir(parents=True)
    path = folder / "plan.json"
    path.write_bytes(b"{")
    assert "…" in refusal(path)


def special_folder(path: Path) -> None:
    path.mkdir()


def special_pipe(path: Path) -> None:
    os.mkfifo(path)


def special_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(path))


def dangling_link(path: Path) -> None:
    path.symlink_to(path.parent / "not there.json")


def link_to_itself(path: Path) -> None:
    path.symlink_to(path)


def links_in_a_circle(path: Path) -> None:
    (path.parent / "other.json").symlink_to(path)
    path.symlink_to(path.parent / "other.json")


def link_to_a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def file_as_folder(path: Path) -> None:
    path.write_text("x")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (special_folder, "a folder"),
        (special_pipe, "a pipe"),
        (special_socket, "cannot be opened"),
        (dangling_link, "which is not there"),
        (link_to_itself, "circle"),
        (links_in_a_circle, "circle"),
        (link_to_a_device, "a device"),
    ],
)
def test_what_is_no_file_is_refused_before_anything_is_created(
    make: Callable[[Path], None], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "plan.json"
    make(Path("plan.json") if make is special_socket else path)
    kind = stat.S_IFMT(path.lstat().st_mode)
    with pytest.raises(PlanUnreadable, match=words):
        store(path).load()
    with pytest.raises(SaveFailed):
        store(path).commit([Waiting(Change("x", (AddRow("tasks", {"name": "x"}),)), AT, "a", "J01")])
    assert stat.S_IFMT(path.lstat().st_mode) == kind
    assert not (tmp_path / "not there.json").exists()


def test_a_path_through_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(PlanUnreadable, match="not a folder"):
        store(tmp_path / "file" / "plan.json").load()


def test_a_name_that_is_too_long_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PlanUnreadable, match="name is too long"):
        store(tmp_path / ("x" * 300 + ".json")).load()


def test_a_hundred_megabytes_are_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    started = time.monotonic()
    with pytest.raises(PlanUnreadable, match="larger than 64 MiB"):
        store(path).load()
    assert time.monotonic() - started < 1


def test_a_plan_that_could_not_be_opened_again_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from outsource_tui.store import durable

    path = tmp_path / "plan.json"
    monkeypatch.setattr(durable, "MOST_BYTES", 4000)
    with pytest.raises(SaveFailed, match="larger than"):
        store(path).commit([Waiting(Change("x", (AddRow("tasks", {"name": "x", "notes": "x" * 4000}),)), AT, "a", "J")])
    assert not path.exists()


@pytest.mark.system
def test_no_permission_is_said(good: bytes, tmp_path: Path, setpriv: list[str]) -> None:
    """Root may read everything, so the capabilities go first."""
    path = tmp_path / "plan.json"
    path.write_bytes(good)
    path.chmod(0)
    script = textwrap.dedent(
        """
        import sys
        from datetime import UTC, datetime
        from pathlib import Path
        from outsource_tui.model.problems import Problem
        from outsource_tui.store.plan_store import PlanStore
        try:
            PlanStore(Path(sys.argv[1]), at=lambda: datetime.now(UTC), timezone="UTC").load()
        except Problem as problem:
            print(problem)
        """
    )
    command = [*setpriv, sys.executable, "-c", script, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    assert "no permission" in done.stdout, done.stderr


def test_other_json_is_never_taken_for_a_plan(tmp_path: Path) -> None:
    path = tmp_path / "package.json"
    path.write_text(json.dumps({"name": "x", "version": "1"}))
    assert "not a plan" in refusal(path)
    path.write_text(json.dumps({"_default": {"1": {"a": 1}}}))
    assert "not a plan of outsource-tui" in refusal(path)
