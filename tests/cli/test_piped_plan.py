"""A plan from another program: looked at, never changed, and nothing is made on the disk."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

Run = Callable[..., tuple[int, str, str]]
DAY = ("--today", "2026-11-23")


@pytest.fixture
def piped(run: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str, str]]:
    """Runs a command on a plan whose bytes come from stdin."""

    def run_it(data: bytes, *arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data), isatty=lambda: False))
        return run(*DAY, "--plan", "-", *arguments)

    return run_it


Piped = Callable[..., tuple[int, str, str]]


@pytest.fixture
def export(run: Run) -> bytes:
    return run("--demo", *DAY, "export", "--to", "json")[1].encode()


LOOKS = [
    ["tasks", "--json"],
    ["people", "--json"],
    ["trials"],
    ["handoffs"],
    ["explain", "H02"],
    ["compare", "T09"],
    ["budget", "300"],
    ["check"],
    ["export", "--to", "ics", "--brief", "H01"],
    ["export", "--to", "csv"],
    ["export", "--to", "json"],
]


@pytest.mark.parametrize("look", LOOKS, ids=" ".join)
def test_an_export_shows_what_the_plan_shows(run: Run, piped: Piped, export: bytes, look: list[str]) -> None:
    status, out, err = run("--demo", *DAY, *look)
    assert piped(export, *look) == (status, out, err)


def test_a_plan_file_is_taken_as_it_is(run: Run, piped: Piped, home: Path) -> None:
    run(*DAY, "add", "Books", "--hours", "2", "-e", "3", "-v", "4")
    file = home / "data" / "outsource-tui" / "plans" / "plan.json"
    assert piped(file.read_bytes(), "tasks") == run(*DAY, "tasks")
    assert piped(file.read_bytes(), "history") == run(*DAY, "history")


@pytest.mark.parametrize(
    "change", [["add", "X"], ["undo"], ["redo"], ["apply", "script"], ["import", "list.csv"]], ids=" ".join
)
def test_nothing_of_it_can_be_changed(piped: Piped, export: bytes, home: Path, change: list[str]) -> None:
    (home / "script").write_text('{"do":"archive","id":"T04"}\n')
    (home / "list.csv").write_text("name\nX\n")
    status, out, err = piped(export, *change)
    assert status in {1, 2}
    assert "nothing can be changed" in out + err or "nothing to" in err
    assert {one.name for one in home.iterdir()} == {"script", "list.csv"}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "stdin: the file is empty; a plan file is needed, or what `export --to json` wrote"),
        (b"name,hours\nBooks,2\n", "stdin: line 1, byte 5: not valid JSON"),
        (b"[]", "stdin: not a plan"),
        (b"{}", "stdin: not a plan of outsource-tui"),
        (b'{"profile": {}, "app": "outsource-tui", "schema": 99}', "stdin: written by a newer outsource-tui"),
        (b'{"profile": {}, "tasks": [{"id": "T01"}]}', "stdin: not a plan of outsource-tui"),
        (b"\xff\xfe{", "stdin: line 1, byte 1: not UTF-8 text"),
        (b"[" * 100_000, "stdin: "),
    ],
)
def test_what_is_no_plan_is_one_line(piped: Piped, data: bytes, words: str) -> None:
    status, out, err = piped(data, "tasks")
    assert (status, out) == (2, "")
    assert words in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "the app needs stdin for its keys"),
        (["apply"], "stdin is the plan already; name a file"),
        (["import", "-"], "stdin is the plan already"),
        (["backup"], "a plan from stdin is kept nowhere"),
        (["--demo", "tasks"], "--demo and --plan name two plans"),
    ],
)
def test_what_does_not_go_with_it_is_one_line(piped: Piped, export: bytes, arguments: list[str], words: str) -> None:
    status, out, err = piped(export, *arguments)
    assert (status, out) == (2, "")
    assert words in err
    assert err.count("\n") == 1


def test_where_and_plans_do_without_it(piped: Piped) -> None:
    assert json.loads(piped(b"", "where", "--json")[1])["plan"] is None
    assert piped(b"", "plans", "--json")[:2] == (0, "[]\n")
