"""A terminal that changes its size is filled again at once, without a key."""

import os
import signal
from pathlib import Path

import pytest

from tests.scenarios.terminal import Terminal


@pytest.mark.parametrize("dialog", [False, True])
def test_each_size_is_drawn_at_once(tmp_path: Path, dialog: bool) -> None:  # noqa: FBT001 - a parameter of the test
    with Terminal(["--today", "2026-11-23", "demo"], home=tmp_path) as terminal:
        terminal.see("demo, not kept")
        terminal.press("1", "down")
        terminal.see(">  Inbox triage")
        if dialog:
            terminal.press("e", "x")
            terminal.see("Inbox triagex")
        for columns, rows in ((60, 18), (120, 36), (25, 6), (80, 24), (50, 14), (1, 1), (200, 60)):
            terminal.resize(columns, rows)
            os.kill(terminal.pid, signal.SIGWINCH)
            terminal.settle()
            if rows < 8:
                continue
            top, bottom = terminal.screen.display[0], terminal.screen.display[-1]
            assert "1 Tasks]" in top, (columns, rows, terminal.text)
            assert ("Enter save" if dialog else "? all keys") in bottom, (columns, rows, terminal.text)
            assert "Inbox triagex" in terminal.text or not dialog
