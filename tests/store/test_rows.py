"""What is never written, and what is never read: each guard is seen to stop something."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from outsource_tui.model.problems import SaveFailed
from outsource_tui.model.task import Task
from outsource_tui.store import durable
from outsource_tui.store.durable import save_rows
from outsource_tui.store.rows import NotJson, Row, checked_bytes, new_row, row_bytes, strict_json

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def task(**fields: Any) -> Task:
    return Task(id="T01", created_at=AT, updated_at=AT, **{"name": "Books", **fields})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b'{"a": 1, "b": 2, "a": 3}', "'a' stands twice in one object"),
        (b'{"a": NaN}', "NaN is not a number"),
        (b'{"a": -Infinity}', "-Infinity is not a number"),
        (b'{"a": 1e999}', "1e999 is too large a number"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a": ' + b"9" * 5000 + b"}", "a number has too many digits"),
        (b'{"a" 1}', "Expecting ':' delimiter"),
    ],
    ids=["twice", "NaN", "infinity", "large", "deep", "long", "no JSON"],
)
def test_json_that_is_none_is_refused(text: bytes, words: str) -> None:
    with pytest.raises(NotJson, match=words):
        strict_json(text)


def test_a_row_is_written_only_as_it_can_be_read_again() -> None:
    assert checked_bytes("tasks", task(hours=3.0)) == row_bytes(task(hours=3.0))
    with pytest.raises(SaveFailed, match="would not be read again"):
        checked_bytes("tasks", task(hours=float("nan")))
    with pytest.raises(SaveFailed, match="cannot be saved"):
        checked_bytes("tasks", task(effectiveness=11))


def test_what_is_not_known_here_does_not_get_in_the_way_of_a_change() -> None:
    old = Row(row_bytes(task(name="Mail"))[:-1] + b',"colour":"red"}')
    kept = new_row("tasks", task(value=3), old=old, old_row=task(name="Mail"))
    assert kept["colour"] == "red"
    assert (kept["name"], kept["value"]) == ("Books", 3)
    with pytest.raises(SaveFailed, match="does not fit the change"):
        new_row("tasks", task(value=3), old=old, old_row=task())


def test_a_file_that_would_say_something_else_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    slipped_in = {"T01": Row(b'{"id":"T01"},"T02":{"id":"T02"}')}
    with pytest.raises(SaveFailed, match="not what is meant"):
        save_rows(path, {"tasks": {}}, {"tasks": {**slipped_in}})
    assert not path.exists()


def test_a_file_that_is_too_large_to_be_read_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable, "MOST_BYTES", 10)
    with pytest.raises(SaveFailed, match="larger than"):
        save_rows(tmp_path / "plan.json", {"tasks": {}}, {"tasks": {"T01": Row(row_bytes(task()))}})
    assert [*tmp_path.iterdir()] == []
