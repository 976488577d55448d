"""`keys`: the list of keys from the declarations, the user's own among them, without the terminal's library."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from outsource_tui.ui.commands import COMMANDS, SCREEN_TITLES, SCREENS

Run = Callable[..., tuple[int, str, str]]


def rows_of(markdown: str) -> list[list[str]]:
    """The cells of all tables."""
    lines = [line for line in markdown.splitlines() if line.startswith("| ") and not line.startswith("| key")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def test_every_command_is_listed_under_its_screens(run: Run) -> None:
    status, out, err = run("keys")
    assert (status, err) == (0, "")
    for one in COMMANDS:
        assert any(line.endswith(f"  {one.id}") for line in out.splitlines()), one.id
    for screen in SCREENS:
        assert SCREEN_TITLES[screen] in out.splitlines()
    assert "\nEverywhere\n" in out


def test_markdown_for_a_readme(run: Run) -> None:
    out = run("keys", "--format", "md")[1]
    assert out.startswith("### Overview\n\n| key | what it does | id |\n|---|---|---|\n")
    rows = rows_of(out)
    assert all(len(row) == 3 for row in rows)
    assert ["`s`", "score what is not scored yet, two keys a task", "`score`"] in rows
    assert {row[2].strip("`") for row in rows if row[2]} == {one.id for one in COMMANDS}


def test_json(run: Run) -> None:
    said = json.loads(run("keys", "--json")[1])
    assert [one["id"] for one in said] == [one.id for one in COMMANDS]
    assert said[1] == {
        "id": COMMANDS[1].id,
        "keys": [*COMMANDS[1].keys],
        "yours": False,
        "help": COMMANDS[1].help,
        "screens": [one for one in SCREENS if one in COMMANDS[1].where],
    }


def test_the_users_own_keys_are_among_them(run: Run) -> None:
    assert run("config", "set", "keys.add", "A", "f5")[0] == 0
    assert run("config", "set", "keys.history", "|")[0] == 0
    assert any(line.split()[:2] == ["A", "f5"] and line.endswith("  add") for line in run("keys")[1].splitlines())
    assert "| `\\|` | what was changed, and when | `history` |" in run("keys", "--format", "md")[1]
    said = {one["id"]: one for one in json.loads(run("keys", "--json")[1])}
    assert said["add"]["keys"] == ["A", "f5"]
    assert [one["id"] for one in said.values() if one["yours"]] == ["add", "history"]


def test_a_test_of_keys_needs_a_terminal(run: Run) -> None:
    status, _, err = run("keys", "--test")
    assert status == 2
    assert err == "outsource-tui: keys --test needs a terminal; `outsource-tui keys` lists the keys without one\n"
    assert run("keys", "--test", "--json")[0] == 2


def test_neither_keys_nor_config_load_the_terminals_library(home: Path) -> None:
    for command in ("keys", "config"):
        code = (
            "import sys; from outsource_tui.cli.main import main; "
            f"status = main([{command!r}]); "
            "print(status, [one for one in ('textual', 'rich', 'tinydb') if one in sys.modules])"
        )
        answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert answer.stdout.splitlines()[-1] == "0 []"
