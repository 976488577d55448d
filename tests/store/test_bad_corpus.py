"""More files that are no plan: one line within a second, the bytes untouched, the newest good backup named (P5)."""

import gzip
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from outsource_tui.model.change import AddRow, Change
from outsource_tui.model.plan import ROW_TYPES
from outsource_tui.model.problems import PlanUnreadable, SaveFailed
from outsource_tui.model.saving import Waiting
from outsource_tui.store.files import MOST_BYTES
from outsource_tui.store.plan_store import PlanStore

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
PATIENCE_SECONDS = 1.0
PATIENCE_SECONDS_LARGE = 5.0
Spoil = Callable[[bytes], bytes]


def store(path: Path) -> PlanStore:
    return PlanStore(path, at=lambda: AT, timezone="UTC")


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("good") / "plan.json"
    edits = (
        AddRow("tasks", {"name": "Books", "hours": 3, "value": 4, "tags": ["a"], "notes": "one"}),
        AddRow("contractors", {"handle": "ana"}),
        AddRow("trials", {"task_id": "T01", "contractor_id": "C01"}),
        AddRow("handoffs", {"task_id": "T01", "contractor_id": "C01", "start": "2026-03-09"}),
    )
    store(path).commit([Waiting(Change("test", edits), AT, "a", "J01")])
    return path.read_bytes()


def in_place_of(old: bytes, new: bytes) -> Spoil:
    def spoilt(good: bytes) -> bytes:
        assert old in good, old
        return good.replace(old, new, 1)

    return spoilt


def as_table(table: str, content: str) -> Spoil:
    """A table is this."""

    def spoilt(good: bytes) -> bytes:
        parts = {name: json.dumps(rows) for name, rows in json.loads(good).items()} | {table: content}
        return ("{" + ",".join(f'"{name}": {text}' for name, text in parts.items()) + "}").encode()

    return spoilt


def whole(data: bytes) -> Spoil:
    return lambda good: data


NUMBERS = (
    b"0x10",
    b"+3",
    b".5",
    b"3.",
    b"01",
    b"1_000",
    b"1,5",
    b"--3",
    b"3h",
    b"tru",
    b"True",
    b"None",
    b"''",
    b"-NaN",
)
VALUES = (b'"4"', b"[4]", b'{"a":4}', b"false", b"1e3", b"-1", b"0")
INSTANTS = (b'"yesterday"', b'"2026-13-01T00:00:00Z"', b'"2026-01-01T25:00:00Z"', b'"2026-01-01"', b"1767225600", b'""')
TEXTS = (b'"a', b'"a\nb"', b'"\\x41"', b'"\\u12"', b'"\\udc00"', b'"\\ud83d"', b'"' + b"x" * 81 + b'"', b'"a\tb"')
TRACES = (b'"traces":"all"', b'"traces":[1]', b'"traces":[{"kind":"burn","table":"tasks","id":"T01"}]', b'"trace":[]')
FORMATS = {
    "gzip": gzip.compress(b"{}"),
    "zip": b"PK\x03\x04" + b"\0" * 40,
    "PNG": b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
    "SQLite": b"SQLite format 3\0" + b"\0" * 100,
    "ELF": b"\x7fELF" + b"\x02\x01\x01" + b"\0" * 40,
    "PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "YAML": b"tasks:\n  - name: Books\n",
    "TOML": b"[tasks]\nname = 'Books'\n",
    "CSV": b"name,hours\nBooks,3\n",
    "XML": b"<?xml version='1.0'?><plan/>",
    "pickle": b"\x80\x04\x95\x0b\x00\x00\x00\x00\x00\x00\x00}\x94\x8c\x01a\x94K\x01s.",
    "a shell script": b"#!/bin/sh\nexit 0\n",
    "UTF-32": "{}".encode("utf-32"),
    "lines of JSON": b'{"a":1}\n{"a":2}\n',
    "an export of tasks": b'[{"id":"T01","name":"Books"}]',
    "a swap file of vim": b"b0VIM 9.0\0" + b"\0" * 200,
    "a link that git wrote as text": b"../dotfiles/plan.json",
    "a crash of an editor": b"{\n" + b"\0" * 4094,
}
CORPUS: dict[str, Spoil] = {
    **{f"{name} is a list": as_table(name, "[]") for name in ROW_TYPES},
    **{f"{name} is null": as_table(name, "null") for name in ROW_TYPES},
    **{f"{name} has a row that is a text": as_table(name, '{"1": "x"}') for name in ROW_TYPES},
    **{f"{name} has a row of nothing known": as_table(name, '{"Z1": {"x": 1}}') for name in ROW_TYPES},
    **{f"a number {one.decode()}": in_place_of(b'"hours":3.0', b'"hours":' + one) for one in NUMBERS},
    **{f"a score {one.decode()}": in_place_of(b'"value":4', b'"value":' + one) for one in VALUES},
    **{f"an instant {one.decode()}": in_place_of(b'"2026-03-02T09:30:00Z"', one) for one in INSTANTS},
    **{f"a text {one[:20]!r}": in_place_of(b'"name":"Books"', b'"name":' + one) for one in TEXTS},
    **{f"a journal with {one[:20]!r}": in_place_of(b'"traces":', one + b',"x":') for one in TRACES},
    **{f"it is {name}": whole(data) for name, data in FORMATS.items()},
    "no colon": in_place_of(b'"hours":3.0', b'"hours" 3.0'),
    "no comma": in_place_of(b',"hours":3.0', b' "hours":3.0'),
    "two commas": in_place_of(b',"hours":3.0', b',,"hours":3.0'),
    "a bracket too many": lambda good: good.rstrip() + b"}",
    "the wrong bracket": lambda good: good.rstrip()[:-1] + b"]",
    "a key without quotes": in_place_of(b'"hours":3.0', b"hours:3.0"),
    "a key that is a number": in_place_of(b'"hours":3.0', b"7:3.0"),
    "tags that are no list": in_place_of(b'"tags":["a"]', b'"tags":"a"'),
    "a tag that is too long": in_place_of(b'"tags":["a"]', b'"tags":["' + b"a" * 21 + b'"]'),
    "notes that are too long": in_place_of(b'"notes":"one"', b'"notes":"' + b"n" * 100_001 + b'"'),
    "a trial of nobody": in_place_of(b'"contractor_id":"C01"', b'"contractor_id":"C07"'),
    "a trial of a person that is a task": in_place_of(b'"contractor_id":"C01"', b'"contractor_id":"T01"'),
    "escapes for a value": in_place_of(b'"value":4', b'"value":"\\u001b[2J\\u009b31m"'),
    "a long line of markup": in_place_of(b'"value":4', b'"value":"' + b"[@click=app.quit]x[/]" * 300 + b'"'),
}  # fmt: skip


@pytest.mark.parametrize("name", CORPUS)
def test_it_is_refused_with_the_way_back(name: str, good: bytes, tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_bytes(good)
    backup = store(path).back_up()
    path.unlink()
    bad = CORPUS[name](good)
    path.write_bytes(bad)
    begin = time.monotonic()
    with pytest.raises(PlanUnreadable) as refused:
        store(path).load()
    assert time.monotonic() - begin < PATIENCE_SECONDS
    line = str(refused.value)
    assert len(line) <= 300
    assert line.isprintable()
    assert path.name in line
    assert "`backup restore 1` brings back 2026-03-02 09:30 UTC" in line
    with pytest.raises(SaveFailed, match="left alone"):
        store(path).commit([Waiting(Change("x", (AddRow("tasks", {"name": "x"}),)), AT, "a", "J01")])
    assert path.read_bytes() == bad
    assert backup.path.read_bytes() == good
    assert store(path).restore(1).plan.tasks["T01"].name == "Books"


def test_there_are_more_than_a_hundred() -> None:
    assert len(CORPUS) > 100


def large(good: bytes, size: int) -> bytes:
    """A plan of so many bytes that is whole."""
    row = (
        b',\n"T%06d": {"id":"T%06d","created_at":"2026-03-02T09:30:00Z","updated_at":"2026-03-02T09:30:00Z","name":"x",'
    )
    notes = b'"notes":"' + b"n" * 90_000 + b'"}'
    count = (size - len(good)) // (len(row) + 4 + len(notes))
    begin = good.index(b"\n}", good.index(b'"tasks": {'))
    rows = b"".join(row % (number, number) + notes for number in range(100, 100 + count))
    return good[:begin] + rows + good[begin:]


@pytest.mark.long
@pytest.mark.parametrize(
    ("size", "spoil"),
    [
        (100 * 1024 * 1024, lambda data: data),
        (100 * 1024 * 1024, lambda data: b"\0" * len(data)),
        (MOST_BYTES - 200_000, lambda data: data[:-3]),
        (MOST_BYTES - 200_000, lambda data: data[:-3] + b"\xff}\n"),
        (MOST_BYTES - 200_000, lambda data: data.replace(b'"name":"x",', b'"name":"x","name":"y",')),
        (MOST_BYTES - 200_000, lambda data: b"[" * len(data)),
        (MOST_BYTES - 200_000, lambda data: b" " * len(data)),
        (MOST_BYTES - 200_000, lambda data: b'{"a":1,' * (len(data) // 7)),
    ],
    ids=["whole", "zeros", "cut off", "not UTF-8 at the end", "duplicate keys", "deep", "blank", "deep objects"],
)  # fmt: skip
def test_a_large_file_is_refused_within_five_seconds(size: int, spoil: Spoil, good: bytes, tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    data = spoil(large(good, size))
    assert len(data) > 60 * 1024 * 1024
    path.write_bytes(data)
    begin = time.monotonic()
    with pytest.raises(PlanUnreadable) as refused:
        store(path).load()
    assert time.monotonic() - begin < PATIENCE_SECONDS_LARGE
    assert len(str(refused.value)) <= 300
    assert path.stat().st_size == len(data)


@pytest.mark.long
def test_every_flipped_bit_is_refused_or_harmless(good: bytes, tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    lines: list[str] = []
    opened = 0
    for place in range(len(good)):
        for bit in range(8):
            path.write_bytes(good[:place] + bytes([good[place] ^ (1 << bit)]) + good[place + 1 :])
            try:
                opened += len(store(path).load().tasks)
            except PlanUnreadable as problem:
                lines.append(str(problem))
    assert opened + len(lines) == 8 * len(good)
    assert len(lines) > opened > 0
    assert max(map(len, lines)) <= 300
