"""`apply`: a line in, an answer out, and what was answered is on disk."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from outsource_tui.cli import scripting
from outsource_tui.model.problems import SaveFailed
from outsource_tui.store.plan_store import PlanStore

Run = Callable[..., tuple[int, str, str]]
BOOKS = {"do": "add", "what": "task", "fields": {"name": "Bookkeeping", "hours": 3}}


@pytest.fixture
def script(home: Path, run: Run) -> Callable[..., tuple[int, list[dict[str, Any]]]]:
    """Applies lines (objects, or text as it is) from a file: the exit status and the answers."""

    def apply_lines(*lines: object, options: tuple[str, ...] = ()) -> tuple[int, list[dict[str, Any]]]:
        text = "\n".join(one if isinstance(one, str) else json.dumps(one) for one in lines)
        (home / "script.jsonl").write_text(text + "\n")
        status, out, err = run(*options, "apply", "script.jsonl")
        assert err == ("outsource-tui: that was the demo: nothing of it is kept\n" if "--demo" in options else "")
        return status, [json.loads(line) for line in out.splitlines()]

    return apply_lines


Script = Callable[..., tuple[int, list[dict[str, Any]]]]


def kept(home: Path, table: str) -> dict[str, Any]:
    path = home / "data" / "outsource-tui" / "plans" / "plan.json"
    found: dict[str, Any] = json.loads(path.read_bytes()).get(table, {})
    return found


def test_each_line_is_answered_with_the_id(script: Script, home: Path) -> None:
    status, answers = script(
        BOOKS,
        {"do": "change", "id": "T01", "fields": {"value": 4}, "why": "it grew"},
        {"do": "change", "what": "task", "name": "Bookkeeping", "fields": {"effectiveness": 3}},
        {"do": "add", "what": "contractor", "fields": {"handle": "Bookkeeper, Lisbon"}},
        {"do": "add", "what": "trial", "fields": {"task_id": "T01", "contractor_id": "C01"}},
        {"do": "change", "what": "profile", "fields": {"role": "Designer"}},
        {"do": "archive", "id": "T01"},
    )
    assert status == 0
    assert answers == [
        {"line": 1, "id": "T01"},
        {"line": 2, "id": "T01"},
        {"line": 3, "id": "T01"},
        {"line": 4, "id": "C01"},
        {"line": 5, "id": "R01"},
        {"line": 6, "id": "1"},
        {"line": 7, "id": "T01"},
    ]
    task = kept(home, "tasks")["T01"]
    assert (task["value"], task["effectiveness"], task["archived_at"] is not None) == (4, 3, True)
    assert next(iter(kept(home, "decisions").values()))["why"] == "it grew"


def test_a_refused_line_changes_nothing_and_the_rest_goes_on(script: Script, home: Path) -> None:
    status, answers = script(
        BOOKS,
        "this is no JSON",
        {"do": "change", "id": "T09", "fields": {"value": 4}},
        {"do": "change", "id": "T01", "fields": {"value": 11, "effectiveness": 2}},
        {"do": "fly"},
        {"do": "add", "what": "task", "fields": {"name": "Travel"}},
    )
    assert status == 1
    assert [sorted(one) for one in answers] == [["id", "line"], *[["error", "line"]] * 4, ["id", "line"]]
    assert [one["line"] for one in answers] == [1, 2, 3, 4, 5, 6]
    assert "there is no T09" in answers[2]["error"]
    assert "11 is not a whole number from 1 to 10" in answers[3]["error"]
    assert answers[5]["id"] == "T02"
    assert "effectiveness" not in kept(home, "tasks")["T01"] or kept(home, "tasks")["T01"]["effectiveness"] is None


def test_delete_is_for_good_and_not_for_what_something_hangs_on(script: Script, home: Path) -> None:
    script(
        BOOKS,
        {"do": "add", "what": "contractor", "fields": {"handle": "Bookkeeper, Lisbon"}},
        {"do": "add", "what": "trial", "fields": {"task_id": "T01", "contractor_id": "C01"}},
    )
    status, answers = script(
        {"do": "delete", "id": "T01"}, {"do": "delete", "id": "R01"}, {"do": "delete", "id": "T01"}
    )
    assert status == 1
    assert "T01 still has R01" in answers[0]["error"]
    assert answers[1:] == [{"line": 2, "id": "R01"}, {"line": 3, "id": "T01"}]
    assert kept(home, "tasks") == {}
    assert script(BOOKS)[1] == [{"line": 1, "id": "T02"}]


def test_empty_lines_are_counted_and_a_mark_at_the_beginning_is_taken_off(home: Path, run: Run) -> None:
    (home / "script.jsonl").write_bytes(b"\xef\xbb\xbf" + json.dumps(BOOKS).encode() + b"\r\n\n  \n{}\n")
    status, out, _ = run("apply", "script.jsonl")
    assert status == 1
    assert [json.loads(line)["line"] for line in out.splitlines()] == [1, 4]


def test_bytes_that_are_no_text_and_lines_without_end_are_refused(
    home: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scripting, "MOST_BYTES", 1000)
    (home / "script.jsonl").write_bytes(b'{"\xff"}\n' + b"x" * 5000 + b"\n" + json.dumps(BOOKS).encode())
    status, out, _ = run("apply", "script.jsonl")
    answers = [json.loads(line) for line in out.splitlines()]
    assert status == 1
    assert "byte 3 of the line is not UTF-8" in answers[0]["error"]
    assert "longer than" in answers[1]["error"]
    assert answers[2] == {"line": 3, "id": "T01"}


def test_a_script_comes_from_stdin_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for arguments in (["apply"], ["apply", "-"]):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(BOOKS).encode())))
        assert run(*arguments)[:2] in {(0, '{"line":1,"id":"T01"}\n'), (0, '{"line":1,"id":"T02"}\n')}
    monkeypatch.setattr(sys, "stdin", None)
    assert run("apply")[0] == 2


def test_an_answer_is_written_when_the_change_is_on_disk(
    home: Path, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    answered = print

    def looked_at(*what: object, **how: Any) -> None:
        seen.append(len(kept(home, "tasks")))
        assert how == {"flush": True}
        answered(*what, **how)

    monkeypatch.setattr(scripting, "print", looked_at, raising=False)
    script(BOOKS, BOOKS, BOOKS)
    assert seen == [1, 2, 3]


def test_what_could_not_be_saved_is_not_saved_with_the_next_line(
    home: Path, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = PlanStore.commit
    calls: list[int] = []

    def full_at_first(store: PlanStore, waiting: Any) -> Any:
        calls.append(len(waiting))
        if len(calls) == 1:
            raise SaveFailed("the disk is full")
        return commit(store, waiting)

    monkeypatch.setattr(PlanStore, "commit", full_at_first)
    status, answers = script(BOOKS, {"do": "add", "what": "task", "fields": {"name": "Travel"}})
    assert status == 1
    assert answers == [{"line": 1, "error": "the disk is full"}, {"line": 2, "id": "T01"}]
    assert calls == [1, 1]
    assert [one["name"] for one in kept(home, "tasks").values()] == ["Travel"]


def test_what_another_session_writes_meanwhile_is_seen_by_the_next_line(
    home: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Slow(io.BytesIO):
        """Between the first and the second line somebody else adds a task."""

        def readline(self, size: int | None = -1) -> bytes:
            line = super().readline(size)
            if b"Travel" in line:
                assert run("add", "Theirs")[1] == "T02\n"
            return line

    change = {"do": "change", "what": "task", "name": "Theirs", "fields": {"value": 2, "notes": "not Travel"}}
    stream = Slow("\n".join(json.dumps(one) for one in (BOOKS, change)).encode())
    monkeypatch.setattr(sys, "stdin", type("In", (), {"buffer": stream})())
    assert run("apply")[0] == 0
    assert kept(home, "tasks")["T02"]["value"] == 2


def test_a_script_on_the_demo_is_tried_in_memory(script: Script, home: Path) -> None:
    lines = ({"do": "archive", "id": "T04"}, {"do": "change", "id": "T06", "fields": {"value": 1}})
    status, answers = script(*lines, options=("--demo",))
    assert (status, answers) == (0, [{"line": 1, "id": "T04"}, {"line": 2, "id": "T06"}])
    assert not (home / "data").exists()


def test_a_plan_to_be_looked_at_refuses_every_line(script: Script) -> None:
    status, answers = script(BOOKS, BOOKS, options=("--read-only",))
    assert status == 1
    assert ["error" in one for one in answers] == [True, True]


@pytest.mark.parametrize("name", ["missing.jsonl", "."])
def test_a_script_that_cannot_be_read_is_one_line(run: Run, name: str) -> None:
    status, out, err = run("apply", name)
    assert (status, out) == (2, "")
    assert err.startswith(f"outsource-tui: {name}: ")
    assert err.count("\n") == 1


def test_an_empty_script_does_nothing(script: Script, home: Path) -> None:
    assert script("") == (0, [])
    assert not (home / "data").exists()


def test_a_line_that_changes_nothing_is_answered_and_not_written(script: Script, home: Path) -> None:
    script(BOOKS)
    path = home / "data" / "outsource-tui" / "plans" / "plan.json"
    before = path.stat().st_ino, path.read_bytes()
    status, answers = script(
        {"do": "change", "id": "T01", "fields": {"hours": 3}},
        {"do": "change", "what": "profile", "fields": {"currency": "EUR"}},
    )
    assert (status, answers) == (0, [{"line": 1, "id": "T01"}, {"line": 2, "id": "1"}])
    assert (path.stat().st_ino, path.read_bytes()) == before
