"""Each `--json` has an example in the help, and each example is what the command prints."""

import argparse
import json
import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from outsource_tui.cli.json_examples import EXAMPLES, example_of
from outsource_tui.cli.manual import manual_page
from outsource_tui.cli.parser import COMMANDS, parser

Run = Callable[..., tuple[int, str, str]]
FIXTURES = Path(__file__).parents[1] / "exchange" / "fixtures"
DAY = ("--today", "2026-11-23")
BEFORE = {
    "add": (),
    "redo": (("add", "Proofreading"), ("undo",)),
    "backup": (("add", "Proofreading"), ("backup", "now")),
    "doctor": (("add", "Proofreading"), ("backup", "now")),
}
"""What was done before the example; a task was added unless something else is said."""

REST = "..."


def parts_of(answer: str) -> Any:
    """The answer of an example, with `...` as an element of a list, or as a key of an object."""
    text = re.sub(r"\.\.\.(?=\s*\})", f'"{REST}": null', answer)
    return json.loads(re.sub(r"(?<=[\[ ,])\.\.\.", f'"{REST}"', text))


def is_part(part: Any, whole: Any) -> bool:
    """Whether `whole` says everything that `part` says; more only where the part has `...`."""
    if isinstance(part, dict) and isinstance(whole, dict):
        said = {key: one for key, one in part.items() if key != REST}
        is_all = REST in part or said.keys() == whole.keys()
        return is_all and all(key in whole and is_part(one, whole[key]) for key, one in said.items())
    if isinstance(part, list) and isinstance(whole, list):
        said_rows = [one for one in part if one != REST]
        if REST not in part:
            return len(said_rows) == len(whole) and all(map(is_part, said_rows, whole))
        return all(any(is_part(one, other) for other in whole) for one in said_rows)
    return type(part) is type(whole) and bool(part == whole)


def commands_with_json() -> set[str]:
    subs = next(one for one in parser()._actions if isinstance(one, argparse._SubParsersAction))
    return {one.name for one in COMMANDS if "--json" in subs.choices[one.name]._option_string_actions}


def test_each_json_has_an_example() -> None:
    assert EXAMPLES.keys() == commands_with_json()


@pytest.mark.parametrize("command", EXAMPLES)
def test_an_example_is_what_the_command_prints(
    run: Run, home: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DATA", "CONFIG", "STATE"):
        monkeypatch.delenv(f"XDG_{name}_HOME")
    monkeypatch.delenv("NO_COLOR", raising=False)
    shutil.copy(FIXTURES / "toggl-classic.csv", home / "log.csv")
    for before in BEFORE.get(command, (("add", "Proofreading"),)):
        assert run(*DAY, *before)[0] == 0
    line, answer = EXAMPLES[command]
    words = shlex.split(line)
    status, out, _ = run(*(() if "--today" in words else DAY), *words)
    assert status in {0, 1}
    expected = parts_of(answer.replace("$HOME", str(home)))
    assert is_part(expected, json.loads(out)), out


@pytest.mark.parametrize("command", EXAMPLES)
def test_the_help_and_the_manual_show_it_without_wide_lines(run: Run, command: str) -> None:
    example = example_of(command)
    status, out, _ = run(command, "--help")
    assert status == 0
    assert example in out
    assert max(map(len, example.splitlines()[1:])) <= 82
    assert example.splitlines()[0].removeprefix("$ ").replace("-", "\\-") in manual_page()


@pytest.mark.parametrize(
    ("part", "is_so"),
    [
        ('{"a": 1, "b": [1, 2]}', True),
        ('{"a": 1, ...}', True),
        ('{"b": [2, ...], ...}', True),
        ('{"b": [..., 2], "a": 1}', True),
        ('{"a": 1}', False),
        ('{"a": 2, ...}', False),
        ('{"a": 1.0, ...}', False),
        ('{"c": 1, ...}', False),
        ('{"b": [1], ...}', False),
        ('{"b": [3, ...], ...}', False),
    ],
)
def test_an_example_that_is_not_so_would_be_seen(part: str, is_so: bool) -> None:  # noqa: FBT001 - a table
    assert is_part(parts_of(part), {"a": 1, "b": [1, 2]}) is is_so
