"""A save never makes a key wait, however slow the disk is; and leaving waits for the last save."""

import asyncio
import re
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from textual import events

from outsource_tui.cli.main import main
from outsource_tui.model.applying import applied
from outsource_tui.model.change import AddRow, Change
from outsource_tui.model.plan import Plan, empty_plan
from outsource_tui.model.problems import SaveFailed
from outsource_tui.model.saving import Committed, Waiting
from outsource_tui.planner.clock import fixed_clock
from outsource_tui.planner.desk import Desk
from outsource_tui.store.memory import MemoryKeeper
from outsource_tui.ui.app import OutsourceApp
from tests.scenarios.terminal import Terminal

CLOCK = fixed_clock(date(2026, 11, 23))
MOVES = 30
DELAY = 0.5


class SlowKeeper:
    """A MemoryKeeper whose commits take `delay` seconds, or fail."""

    name = "slow"
    is_read_only = False

    def __init__(self, plan: Plan, delay: float) -> None:
        self.kept = MemoryKeeper(plan, "slow")
        self.delay = delay
        self.fails = False
        self.begun = threading.Event()
        self.commits = 0

    def load(self) -> Plan:
        return self.kept.load()

    def is_changed(self) -> bool:
        return False

    def commit(self, waiting: Sequence[Waiting]) -> Committed:
        self.begun.set()
        time.sleep(self.delay)
        if self.fails:
            raise SaveFailed("the disk is full")
        self.commits += 1
        return self.kept.commit(waiting)


def plan_of(count: int) -> Plan:
    rows = tuple(AddRow("tasks", {"name": f"Task {number:02}", "hours": 1}) for number in range(count))
    return applied(empty_plan(at=CLOCK.now()), Change("set up", rows), at=CLOCK.now(), session="s").plan


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not holds():
            await asyncio.sleep(0.002)


def press(app: OutsourceApp, *keys: str) -> None:
    for key in keys:
        app.post_message(events.Key(key, key if len(key) == 1 else None))


async def seconds_for_moves(delay: float) -> tuple[float, int]:
    """How long 30 cursor moves take right behind a change, and how many saves had ended by then."""
    keeper = SlowKeeper(plan_of(60), delay)
    app = OutsourceApp(Desk(keeper, CLOCK, "here"))
    app.stage.name = "tasks"
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        press(app, "x")
        await until(lambda: keeper.begun.is_set() and app.stage.screen.row_id == "T02")
        start = time.perf_counter()
        press(app, *["down"] * MOVES)
        await until(lambda: app.stage.screen.row_id == f"T{2 + MOVES}")
        taken = time.perf_counter() - start
        commits = keeper.commits
    assert keeper.kept.load().tasks["T01"].archived_at is not None, "leaving waits for the save"
    return taken, commits


async def test_cursor_moves_take_no_longer_while_a_save_takes_half_a_second() -> None:
    fast, _ = await seconds_for_moves(0.0)
    slow, commits = await seconds_for_moves(DELAY)
    assert commits == 0, "the save was still under way"
    assert slow < max(2 * fast, 0.3), (slow, fast)


async def test_q_says_that_it_waits_for_the_last_save() -> None:
    keeper = SlowKeeper(plan_of(3), 0.2)
    app = OutsourceApp(Desk(keeper, CLOCK, "here"))
    app.stage.name = "tasks"
    async with app.run_test(size=(80, 24)):
        press(app, "x")
        await until(keeper.begun.is_set)
        press(app, "q")
        await until(lambda: "Saving your last change" in app.stage.message.text)
        assert app.is_running
        assert keeper.commits == 0
        await until(lambda: app.return_value is not None)
    assert (app.return_value, keeper.commits, app.failure) == (0, 1, None)


async def test_q_does_not_leave_an_unsaved_change_behind_unless_asked_twice() -> None:
    keeper = SlowKeeper(plan_of(3), 0.0)
    keeper.fails = True
    app = OutsourceApp(Desk(keeper, CLOCK, "here"))
    app.stage.name = "tasks"
    async with app.run_test(size=(80, 24)):
        press(app, "x")
        await until(lambda: app.stage.saved.state == "failed")
        press(app, "q")
        await until(lambda: "q again leaves without" in app.stage.message.text)
        press(app, "down", "q")
        await until(lambda: app.stage.message.text.count("q again leaves without") == 1)
        await asyncio.sleep(0.05)
        assert app.return_value is None, "the key between them took the first q back"
        press(app, "q")
        await until(lambda: app.return_value is not None)
    assert isinstance(app.failure, SaveFailed)


async def test_a_failed_save_stays_on_the_message_line_and_is_tried_again() -> None:
    keeper = SlowKeeper(plan_of(3), 0.0)
    keeper.fails = True
    app = OutsourceApp(Desk(keeper, CLOCK, "here"))
    app.stage.name = "tasks"
    async with app.run_test(size=(80, 24)):
        press(app, "x")
        await until(lambda: app.stage.saved.state == "failed")
        assert "NOT SAVED" in app.stage.lines(80, 24)[-2].text
        assert "the disk is full" in app.stage.lines(80, 24)[-2].text
        keeper.fails = False
        for _ in range(10):
            app._poll()
        await until(lambda: app.stage.saved.state == "saved")
        assert app.stage.message.text.strip() == "It is saved now."
    assert keeper.commits == 1


async def test_looking_for_what_others_wrote_holds_up_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    keeper = SlowKeeper(plan_of(60), 0.0)
    is_asked, may_answer = threading.Event(), threading.Event()

    def is_changed() -> bool:
        is_asked.set()
        assert may_answer.wait(10)
        return False

    app = OutsourceApp(Desk(keeper, CLOCK, "here"))
    app.stage.name = "tasks"
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        monkeypatch.setattr(keeper, "is_changed", is_changed)
        app._poll()
        await until(is_asked.is_set)
        press(app, *["down"] * MOVES)
        await until(lambda: app.stage.screen.row_id == f"T{1 + MOVES}")
        may_answer.set()


@pytest.mark.system
@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
def test_a_disk_that_takes_half_a_second_to_sync_holds_up_no_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DATA", "CONFIG", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    script = tmp_path / "script"
    script.write_text("".join(f'{{"do": "add", "what": "task", "fields": {{"name": "N{n:02}"}}}}\n' for n in range(60)))
    assert main(["apply", str(script)]) == 0
    with Terminal([], home=tmp_path, rows=50) as terminal:
        terminal.see("Next")
        terminal.press("1")
        terminal.see("> ")
        terminal.wait_until(lambda: here(terminal) == "N00")
        trace = ["strace", "-f", "-qq", "-o", str(tmp_path / "trace"), "-e", "trace=fsync"]
        with subprocess.Popen([*trace, "-e", "inject=fsync:delay_exit=500000", "-p", str(terminal.pid)]) as strace:
            try:
                wait_until_traced(terminal.pid)
                terminal.press("x")
                terminal.see("saving")
                start = time.monotonic()
                terminal.press(*["down"] * MOVES)
                terminal.wait_until(lambda: here(terminal) == f"N{MOVES + 1:02}")
                taken = time.monotonic() - start
                assert "saving" in terminal.text
                assert taken < DELAY
                terminal.see("saved")
                assert (tmp_path / "trace").read_text().count("DELAYED") >= 2
            finally:
                strace.terminate()


def here(terminal: Terminal) -> str:
    """The name of the task under the cursor."""
    found = re.search(r"^> +(N\d\d)", terminal.text, re.MULTILINE)
    return found[1] if found else ""


def wait_until_traced(pid: int) -> None:
    end = time.monotonic() + 10
    tasks = list(Path(f"/proc/{pid}/task").iterdir())
    while any("TracerPid:\t0\n" in (one / "status").read_text() for one in tasks):
        assert time.monotonic() < end
        time.sleep(0.01)
