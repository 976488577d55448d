"""A terminal that changes its size is filled again at once, without a key."""

from datetime import date
from pathlib import Path

import pytest

from outsource_tui.data import demo_plan
from outsource_tui.planner.clock import fixed_clock
from outsource_tui.planner.desk import Desk
from outsource_tui.store.memory import MemoryKeeper
from outsource_tui.ui.app import OutsourceApp
from outsource_tui.ui.drawing import Line
from tests.scenarios.terminal import Terminal

CLOCK = fixed_clock(date(2026, 11, 23))


async def test_no_line_is_wider_than_the_terminal() -> None:
    app = OutsourceApp(Desk(MemoryKeeper(demo_plan(CLOCK.today(), CLOCK.now()), "demo"), CLOCK, "here"))
    async with app.run_test(size=(80, 24)):
        app.canvas.paint([Line("x" * 200), Line("漢" * 90), Line()] * 8, 80)
        assert {app.canvas.render_line(row).cell_length for row in range(24)} == {80}


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
            terminal.settle()
            if rows < 8:
                continue
            top, bottom = terminal.screen.display[0], terminal.screen.display[-1]
            assert "1 Tasks]" in top, (columns, rows, terminal.text)
            assert ("Enter save" if dialog else "? all keys") in bottom, (columns, rows, terminal.text)
            assert "Inbox triagex" in terminal.text or not dialog
