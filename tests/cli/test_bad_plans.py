"""A plan that cannot be opened: one clear line, exit 2, its bytes untouched."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]
COMMANDS = (
    ["tasks"], ["people", "--json"], ["explain", "T01"], ["compare", "T01"], ["budget", "100"], ["check"],
    ["history"], ["undo"], ["redo"], ["add", "Books"], ["apply", "script"],
)  # fmt: skip


def spoilt(kind: str, path: Path) -> None:
    """Puts something that is no plan where a plan should be."""
    good = b'{"meta": {"1": {"schema": 1, "app": "outsource-tui"}}, "tasks": {'
    contents = {
        "empty": b"",
        "cut off": good,
        "not JSON": b"hello\n",
        "not UTF-8": b"\xff\xfe{}",
        "a list": b"[]",
        "newer": b'{"meta": {"1": {"schema": 99, "app": "outsource-tui"}}, "profile": {"1": {}}}',
    }
    if kind == "a folder":
        path.mkdir()
    elif kind == "a pipe":
        os.mkfifo(path)
    elif kind == "a dangling link":
        path.symlink_to(path.parent / "gone")
    else:
        path.write_bytes(contents[kind])


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize(
    "kind",
    ["empty", "cut off", "not JSON", "not UTF-8", "a list", "newer", "a folder", "a pipe", "a dangling link"],
)
def test_a_plan_that_cannot_be_opened_is_one_line(run: Run, home: Path, kind: str, command: list[str]) -> None:
    plan = home / "plan.json"
    spoilt(kind, plan)
    (home / "script").write_text('{"do":"add","what":"task","fields":{"name":"Books"}}\n')
    before = plan.read_bytes() if plan.is_file() else b""
    listing = sorted(home.iterdir())
    status, out, err = run("--plan", "plan.json", *command)
    assert (status, out) == (2, "")
    assert "plan.json" in err
    assert err.count("\n") == 1
    assert len(err.rstrip("\n")) <= 300
    assert sorted(home.iterdir()) == listing
    assert (plan.read_bytes() if plan.is_file() else b"") == before


def test_where_opens_nothing_and_so_helps_with_a_bad_plan(run: Run, home: Path) -> None:
    spoilt("cut off", home / "plan.json")
    status, out, err = run("--plan", "plan.json", "where")
    assert (status, err) == (0, "")
    assert str(home / "plan.json") in out
