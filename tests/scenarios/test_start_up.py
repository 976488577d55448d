"""What a start loads, which is most of what it takes, and keys that are pressed meanwhile."""

import os
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from tests.scenarios.terminal import PATIENCE, Terminal

TODAY = ["--today", "2026-11-23"]
TELLING = (
    "-c",
    "import os, signal, sys; from pathlib import Path; from outsource_tui.cli.main import main; "
    "signal.signal(signal.SIGUSR1, lambda *_: Path(os.environ['LOADED']).write_text(' '.join([*sys.modules, '.']))); "
    "sys.exit(main())",
)
"""The program, which writes down what it has loaded when a signal asks."""

TASK = '{"schema": 1, "tasks": [{"name": "Books", "hours": 3, "effectiveness": 3, "value": 2}]}'

THIRD_PARTIES = {"msgspec", "outsource_tui", "platformdirs", "rich", "textual", "typing_extensions"}
MOST_OF_OURS = 125
LOADED_OF = {
    "outsource_tui.cli": {"compose", "main", "opening", "output", "parser", "settings", "shelf", "stdin"},
    "outsource_tui.exchange": set(),
    "outsource_tui.ui.dialogs": {"base"},
    "outsource_tui.ui.screens": {"base", "overview"},
}
"""The modules of these packages that a start may load; what else they have is loaded when it is asked for."""

NOT_AT_START = {
    "outsource_tui.advice.budget",
    "outsource_tui.advice.explain",
    "outsource_tui.advice.figure",
    "outsource_tui.advice.knapsack",
    "outsource_tui.model.typed",
    "outsource_tui.model.typed_values",
    "outsource_tui.planner.report",
    "outsource_tui.store.durable",
    "outsource_tui.ui.key_test",
    "outsource_tui.ui.rescue",
    "rich.markdown",
    "sqlite3",
    "textual.widgets._data_table",
    "textual.widgets._text_area",
    "xml.etree",
}


def run(*arguments: str, given: str = "") -> None:
    command = [sys.executable, "-m", "outsource_tui", *arguments]
    subprocess.run(command, input=given, text=True, check=True, capture_output=True, timeout=PATIENCE)


def a_plan(folder: Path) -> Path:
    """A plan file with one task, so that the first run is over."""
    path = folder / "plan.json"
    run("--plan", str(path), "import", "-", "--from", "json", given=TASK)
    return path


@pytest.mark.parametrize("kind", ["demo", "file"])
def test_a_start_loads_what_it_shows_and_no_more(tmp_path: Path, kind: str) -> None:
    arguments = ["demo"] if kind == "demo" else ["--plan", str(a_plan(tmp_path))]
    found = tmp_path / "loaded"
    with Terminal([*TODAY, *arguments], home=tmp_path, program=TELLING, more={"LOADED": str(found)}) as terminal:
        terminal.see("Five steps")
        os.kill(terminal.pid, signal.SIGUSR1)
        terminal.wait_until(lambda: found.exists() and found.read_text().endswith(" ."))
    loaded = {one for one in found.read_text().split() if one != "."}
    names = {one.partition(".")[0] for one in loaded} - {"__main__", "_distutils_hack"}
    assert {one for one in names - sys.stdlib_module_names if not one.startswith("_")} <= THIRD_PARTIES
    assert sorted(loaded & NOT_AT_START) == []
    for package, allowed in LOADED_OF.items():
        assert {one.rpartition(".")[2] for one in loaded if one.rpartition(".")[0] == package} <= allowed, package
    assert "outsource_tui.ui.screens.overview" in loaded
    assert sum(one.startswith("outsource_tui") for one in loaded) <= MOST_OF_OURS


def test_keys_pressed_during_the_start_are_neither_lost_nor_shown(tmp_path: Path) -> None:
    with Terminal(["--plan", str(a_plan(tmp_path))], home=tmp_path) as terminal:
        end = time.monotonic() + PATIENCE
        while termios.tcgetattr(terminal.fd)[3] & termios.ECHO:
            assert time.monotonic() < end
            time.sleep(0.001)
        assert terminal.raw == b""
        terminal.press("1", "a", "Zebra care 2h", "enter")
        terminal.see("Zebra care")
        terminal.see("Added")
        before_the_app = terminal.raw.partition(b"\x1b[?1049h")[0]
        assert before_the_app == b""
        terminal.press("escape")
        terminal.wait_until(lambda: "Add a task" not in terminal.text)
        terminal.settle()
        terminal.press("q")
        assert terminal.end() == 0
        assert termios.tcgetattr(terminal.fd)[3] & termios.ECHO
