"""Ends of every other kind: crashes in any place, ctrl+c and ctrl+z, bytes that are no keys, drops in other ways."""

import fcntl
import json
import os
import random
import re
import shutil
import signal
import stat
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from outsource_tui.cli.main import main
from outsource_tui.data import demo_plan
from outsource_tui.model.change import Change, SetFields
from outsource_tui.planner.clock import fixed_clock
from outsource_tui.planner.desk import Desk
from outsource_tui.planner.tasks import added_task
from outsource_tui.store.drafts import Drafts
from outsource_tui.store.memory import MemoryKeeper
from outsource_tui.store.plan_store import PlanStore
from outsource_tui.ui import leaving
from outsource_tui.ui.app import OutsourceApp
from outsource_tui.ui.driver import GONE_SECONDS, HeardEvent, QuickDriver
from outsource_tui.ui.editor import Editor
from outsource_tui.ui.leaving import leave_on_signals
from tests.scenarios.terminal import PROGRAM, Terminal
from tests.scenarios.test_leaving import (
    DEADLINE,
    ESCAPES,
    JOBS,
    NO_SIGHUP,
    TODAY,
    assert_restored,
    drafts,
    has_ended,
    in_quick_add,
    plans,
    script,
    task_names,
    until,
)
from tests.scenarios.test_slow_disk import SlowKeeper, plan_of, press
from tests.scenarios.test_slow_disk import until as until_loop

CLOCK = fixed_clock(date(2026, 11, 23))
MOST_CPU_SECONDS = 0.9
"""What an end may cost: Python itself takes some of it to end."""


def seconds_and_cpu_to_end(terminal: Terminal) -> tuple[float, float]:
    """How long it takes to end, and how much time of the processor it uses meanwhile."""

    def used() -> float:
        fields = Path(f"/proc/{terminal.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    before, start = used(), time.monotonic()
    while True:
        pid, status, usage = os.wait4(terminal.pid, os.WNOHANG)
        if pid:
            terminal.status = os.waitstatus_to_exitcode(status)
            return time.monotonic() - start, usage.ru_utime + usage.ru_stime - before
        assert time.monotonic() - start < 10, "it does not end"
        time.sleep(0.005)


# a line that drops


@pytest.mark.parametrize("program", [PROGRAM, script(NO_SIGHUP)], ids=["sighup", "none"])
def test_an_end_by_a_dropped_line_is_quick_and_quiet(tmp_path: Path, program: Sequence[str]) -> None:
    with Terminal(TODAY, home=tmp_path, program=program) as terminal:
        in_quick_add(terminal, "Bookkee")
        until(lambda: drafts(tmp_path) == {"quick add": {"text": "Bookkee"}})
        terminal.hang_up()
        seconds, cpu = seconds_and_cpu_to_end(terminal)
    assert seconds < DEADLINE
    assert cpu < MOST_CPU_SECONDS


@pytest.mark.system
@pytest.mark.skipif(shutil.which("nohup") is None, reason="needs nohup")
def test_under_nohup_as_well(tmp_path: Path) -> None:
    """Nohup takes the terminal away from what it starts; whoever wants the app there has to give it back."""
    inner = f"exec {sys.executable} -m outsource_tui {' '.join(TODAY)} <$0 >$0 2>$0"
    # While it does, somebody has to hold the terminal open, and its output shall make no file.
    code = f"import os; os.dup2(0, 9); name = os.ttyname(0); os.dup2(os.open({os.devnull!r}, os.O_WRONLY), 1); "
    code += f"os.execvp('nohup', ['nohup', 'sh', '-c', {inner!r}, name])"
    with Terminal([], home=tmp_path, program=["-c", code]) as terminal:
        in_quick_add(terminal, "Bookkee")
        until(lambda: drafts(tmp_path) == {"quick add": {"text": "Bookkee"}})
        terminal.hang_up()
        seconds, _ = seconds_and_cpu_to_end(terminal)
        assert seconds < DEADLINE
    assert drafts(tmp_path) == {"quick add": {"text": "Bookkee"}}


def test_a_line_that_drops_while_it_stands_still_after_ctrl_z(tmp_path: Path) -> None:
    announcing = JOBS.replace("os.setpgid(0, 0)", "os.setpgid(0, 0); print(f'child {os.getpid()}.', flush=True)")
    with Terminal(TODAY, home=tmp_path, program=script(announcing)) as terminal:
        terminal.wait_until(lambda: b"child " in terminal.raw and b"." in terminal.raw)
        child = int(terminal.raw.split(b"child ")[1].split(b".")[0])
        in_quick_add(terminal, "Bookkee")
        until(lambda: drafts(tmp_path) == {"quick add": {"text": "Bookkee"}})
        terminal.press("\x1a")
        terminal.wait_until(lambda: b"job stopped" in terminal.raw)
        terminal.hang_up()
        start = time.monotonic()
        until(lambda: has_ended(child), 10)
        assert time.monotonic() - start < DEADLINE
    assert drafts(tmp_path) == {"quick add": {"text": "Bookkee"}}


def test_a_kill_while_somebody_types_loses_half_a_second_at_most(tmp_path: Path) -> None:
    typed: list[tuple[float, str]] = []
    with Terminal(TODAY, home=tmp_path) as terminal:
        in_quick_add(terminal, "")
        end = time.monotonic() + 0.9
        while (now := time.monotonic()) < end:
            terminal.press("abcdefghij"[len(typed) % 10])
            typed.append((now, "abcdefghij"[len(typed) % 10]))
            terminal.pump(0.03)
        killed = time.monotonic()
        os.kill(terminal.pid, signal.SIGKILL)
        terminal.end()
    least = "".join(key for at, key in typed if at < killed - 0.5)
    kept = drafts(tmp_path)["quick add"]["text"]
    assert len(least) > 5
    assert kept.startswith(least)
    assert "".join(key for _, key in typed).startswith(kept)


def test_a_terminal_that_is_gone_is_not_asked_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The end of the file comes at once, each time it is read."""
    gone, other = os.pipe()
    os.close(other)
    reads: list[float] = []
    driver = QuickDriver.__new__(QuickDriver)
    driver.exit_event, driver.fileno, driver._debug = HeardEvent(), gone, False

    def read(handle: int, most: int) -> bytes:
        if handle == gone:
            reads.append(time.monotonic())
        if len(reads) == 3:
            driver.exit_event.set()
        return os_read(handle, most)

    os_read = os.read
    monkeypatch.setattr("outsource_tui.ui.driver.os.read", read)
    driver.run_input_thread()
    os.close(gone)
    assert reads[-1] - reads[0] > GONE_SECONDS


# signals


def test_a_signal_does_first_things_first_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is typed is brought to disk before the loop is asked to end, which may never answer."""
    handlers: dict[int, Callable[[int, None], None]] = {}
    done: list[str] = []
    monkeypatch.setattr("outsource_tui.ui.leaving.signal.signal", handlers.__setitem__)
    monkeypatch.setattr(leaving, "_end_anyway", lambda status, attributes: done.append(f"watchdog {status}"))
    monkeypatch.setattr(leaving, "_tell_of_a_dropped_line", lambda: None)
    leave_on_signals(lambda status: done.append(f"leave {status}"), lambda: done.append("last words"))
    assert set(handlers) == {signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM}
    handlers[signal.SIGTERM](signal.SIGTERM, None)
    assert done == ["watchdog 143", "last words", "leave 143"]
    handlers[signal.SIGHUP](signal.SIGHUP, None)
    assert len(done) == 3


HUNG = """
import sys, time
from outsource_tui.cli.main import main
from outsource_tui.ui.screens.tasks import TasksScreen

def body(self, width, height):
    print("hung", file=sys.__stdout__, flush=True)
    while True:
        time.sleep(60)

TasksScreen.body = body
sys.exit(main(sys.argv[1:]))
"""


def test_an_app_that_hangs_ends_all_the_same(tmp_path: Path) -> None:
    with Terminal(["--demo", *TODAY], home=tmp_path, program=["-c", HUNG]) as terminal:
        terminal.see("Next")
        terminal.press("1")
        terminal.wait_until(lambda: b"hung" in terminal.raw)
        os.kill(terminal.pid, signal.SIGTERM)
        start = time.monotonic()
        assert terminal.end() == 128 + signal.SIGTERM
        assert time.monotonic() - start < DEADLINE
        assert_restored(terminal)


def test_where_no_app_begins_the_terminal_is_as_it_was(tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    plan.write_text('{"meta": {"1": {"schema": 99, "app": "outsource-tui"}}}')
    with Terminal(["--plan", str(plan)], home=tmp_path) as terminal:
        assert terminal.end() == 2
        assert termios.tcgetattr(terminal.fd)[3] & (termios.ECHO | termios.ICANON) == termios.ECHO | termios.ICANON


SLOW = """
import sys, time
from outsource_tui.cli import opening
from outsource_tui.cli.main import main
from outsource_tui.ui.canvas_app import CanvasApp

def slow(*unused, **more):
    print("so far", file=sys.__stdout__, flush=True)
    time.sleep(60)

{place} = slow
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM])
@pytest.mark.parametrize("place", ["opening.app_settings", "CanvasApp.begin"])
def test_a_signal_while_it_starts_leaves_the_terminal_as_it_was(
    tmp_path: Path, place: str, number: signal.Signals
) -> None:
    with Terminal(["--demo", *TODAY], home=tmp_path, program=["-c", SLOW.format(place=place)]) as terminal:
        terminal.wait_until(lambda: b"so far" in terminal.raw)
        os.kill(terminal.pid, number)
        assert terminal.end() == 128 + number
        assert b"Traceback" not in terminal.raw
        assert termios.tcgetattr(terminal.fd)[3] & (termios.ECHO | termios.ICANON) == termios.ECHO | termios.ICANON
        assert terminal.raw.rfind(b"\x1b[?1049l") >= terminal.raw.rfind(b"\x1b[?1049h")


# ctrl+c and ctrl+z


def test_ctrl_z_in_a_form_leaves_nothing_locked_and_nothing_unsaved(tmp_path: Path) -> None:
    with Terminal(TODAY, home=tmp_path, program=script(JOBS), columns=110) as terminal:
        in_quick_add(terminal, "One 1h\r")
        until(lambda: task_names(tmp_path) == ["One"])
        terminal.press("Two 2h\r", "Thr")
        terminal.see("> Thr")
        terminal.press("\x1a")
        terminal.wait_until(lambda: b"job stopped" in terminal.raw)
        assert task_names(tmp_path) == ["One", "Two"]
        assert_restored(terminal)
        with (plans(tmp_path) / "plan.json.lock").open("r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        assert main(["--plan", str(plans(tmp_path) / "plan.json"), "add", "Meanwhile"]) == 0
        terminal.screen.reset()
        terminal.press("\n")
        terminal.see("> Thr")
        terminal.press("ee 3h\r")
        terminal.see("Added Three")
        until(lambda: task_names(tmp_path) == ["One", "Two", "Meanwhile", "Three"])
        terminal.press("escape")
        terminal.wait_until(lambda: "Add a task" not in terminal.text)
        terminal.press("q")
        assert terminal.end() == 0


def test_a_stop_that_nobody_asked_it_about_costs_no_key_and_no_terminal(tmp_path: Path) -> None:
    with Terminal(TODAY, home=tmp_path) as terminal:
        in_quick_add(terminal, "On")
        terminal.see("> On")
        for letter in "e 1h two three four":
            os.kill(terminal.pid, signal.SIGSTOP)
            until(lambda: "T (stopped)" in Path(f"/proc/{terminal.pid}/status").read_text())
            os.kill(terminal.pid, signal.SIGCONT)
            terminal.settle()
            terminal.press(letter)
        terminal.see("> One 1h two three four")
        terminal.press("\r")
        terminal.see("Added One two three four")
        terminal.press("escape")
        terminal.wait_until(lambda: "Add a task" not in terminal.text)
        terminal.press("q")
        assert terminal.end() == 0
        assert_restored(terminal)
    assert task_names(tmp_path) == ["One two three four"]


def test_ctrl_c_from_elsewhere_is_an_orderly_end(tmp_path: Path) -> None:
    with Terminal(TODAY, home=tmp_path) as terminal:
        in_quick_add(terminal, "One 1h\rTw")
        terminal.see("> Tw")
        os.kill(terminal.pid, signal.SIGINT)
        assert terminal.end() == 128 + signal.SIGINT
        assert_restored(terminal)
    assert task_names(tmp_path) == ["One"]
    assert drafts(tmp_path) == {"quick add": {"text": "Tw"}}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGQUIT])
def test_ctrl_c_in_an_editor_is_the_editors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    editor = tmp_path / "editor"
    editor.write_text(
        f'#!/bin/sh\nkill -{number:d} $PPID\nkill -{number:d} $PPID\necho "$(cat "$1") and more" > "$1"\n'
    )
    editor.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(editor))
    before = signal.getsignal(number)
    assert Editor("one").left() == "one and more"
    assert signal.getsignal(number) is before


# a crash


CRASHES = {
    "a key": ("from outsource_tui.ui.stage import Stage as place", "key", "1"),
    "the clock": ("from outsource_tui.ui.app import OutsourceApp as place", "_poll", ""),
    "the start": ("from outsource_tui.ui.app import OutsourceApp as place", "on_mount", ""),
    "what reads keys": ("from outsource_tui.ui.driver import XTermParser as place", "feed", "1"),
    "a new size": ("from outsource_tui.ui.app import OutsourceApp as place", "on_resize", ""),
}
CRASH = """
import sys
from outsource_tui.cli.main import main
{where}

def broken(self, *arguments, **more):
    secret = "the secret client"
    raise ValueError(f"cannot do {{secret}} of Client design")

place.{name} = broken
sys.exit(main(sys.argv[1:]))
"""


def require_one_line_and_a_report(terminal: Terminal, home: Path) -> None:
    assert_restored(terminal)
    said = terminal.raw.rpartition(b"\x1b[?1049l")[2].replace(b"\x1b]22;default\x07", b"").decode()
    said = ESCAPES.sub("", said).strip()
    assert said.count("\n") == 0, said
    assert said.startswith("outsource-tui: an error in outsource-tui itself (ValueError)")
    [report] = (home / "state" / "outsource-tui").glob("crash-*")
    assert str(report) in said
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    text = report.read_text()
    assert "ValueError" in text
    for secret in ("secret", "Client", "cannot do"):
        assert secret not in text + terminal.raw.rpartition(b"\x1b[?1049l")[2].decode()


@pytest.mark.parametrize("where", CRASHES)
def test_wherever_it_crashes_it_is_one_line(tmp_path: Path, where: str) -> None:
    place, name, key = CRASHES[where]
    program = ["-c", CRASH.format(where=place, name=name)]
    with Terminal(["--demo", *TODAY], home=tmp_path, program=program) as terminal:
        if key:
            terminal.see("Next")
            terminal.press(key)
        assert terminal.end() == 2
        require_one_line_and_a_report(terminal, tmp_path)


def test_a_report_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("")
    place, name, _ = CRASHES["the clock"]
    program = ["-c", CRASH.format(where=place, name=name)]
    with Terminal(["--demo", *TODAY], home=tmp_path, program=program) as terminal:
        assert terminal.end() == 2
        assert_restored(terminal)
        assert b"its report could not be written" in terminal.raw


# the question about a damaged plan


@pytest.fixture
def damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DATA", "CONFIG", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    for name in ("Bookkeeping", "Social posts"):
        assert main(["--today", "2026-11-20", "add", name]) == 0
    path = plans(tmp_path) / "plan.json"
    path.write_bytes(path.read_bytes()[:-40])
    return path


@pytest.mark.parametrize("way", ["SIGTERM", "SIGHUP", "a dropped line", "a crash", "ctrl+z"])
def test_the_question_ends_as_well(tmp_path: Path, damaged: Path, way: str) -> None:
    before = damaged.read_bytes()
    program = ["-m", "outsource_tui"]
    if way == "a crash":
        place = "import outsource_tui.ui.rescue as place"
        program = ["-c", CRASH.format(where=place, name="question_lines")]
    elif way == "ctrl+z":
        program = script(JOBS)
    with Terminal(TODAY, home=tmp_path, program=program) as terminal:
        if way == "a crash":
            assert terminal.end() == 2
            require_one_line_and_a_report(terminal, tmp_path)
            assert damaged.read_bytes() == before
            return
        terminal.see("This plan cannot be opened")
        if way == "a dropped line":
            terminal.hang_up()
            assert seconds_and_cpu_to_end(terminal)[0] < DEADLINE
            assert terminal.status == 128 + signal.SIGHUP
        elif way == "ctrl+z":
            terminal.press("\x1a")
            terminal.wait_until(lambda: b"job stopped" in terminal.raw)
            assert_restored(terminal)
            terminal.screen.reset()
            terminal.press("\n")
            terminal.see("This plan cannot be opened")
            terminal.press("q")
            assert terminal.end() == 2
        else:
            os.kill(terminal.pid, signal.Signals[way])
            assert terminal.end() == 128 + signal.Signals[way]
            assert_restored(terminal)
    assert damaged.read_bytes() == before


# bytes that are no keys


def test_random_bytes_from_the_terminal_are_no_crash(tmp_path: Path) -> None:
    """All that is no letter of a command: other character sets, broken sequences, answers nobody asked for."""
    chance = random.Random(4)  # noqa: S311 - nothing is secret
    high = [bytes([one]) for one in range(0x80, 0x100)]
    control = [bytes([one]) for one in range(0x20) if one not in b"\x0f\x10\x11\x1a"]
    parts = [*high, *control, *(one.encode() for one in "[]O<>;:?0123456789MmAHFR~c$'\"(=*")]
    whole = [
        b"\x1b[200~",
        b"\x1b[201~",
        b"\x1b[<0;5;5M",
        b"\x1b[1;1R",
        b"\x1b]11;rgb:0/0/0\x07",
        b"\x1bP",
        b"\x1b\\",
        b"\x1b[",
    ]
    with Terminal(["--demo", *TODAY], home=tmp_path, more={"EDITOR": "true", "VISUAL": "true"}) as terminal:
        terminal.see("Next")
        for _ in range(60):
            os.write(terminal.fd, b"".join(chance.choice([*parts, *whole * 4]) for _ in range(20)))
            assert terminal.pump(0.005)
        terminal.press("\x1b[201~")
        terminal.settle()
        for _ in range(6):
            terminal.press("escape")
            terminal.settle(0.06)
        os.kill(terminal.pid, signal.SIGTERM)
        assert terminal.end() == 128 + signal.SIGTERM
        assert_restored(terminal)
    assert not list((tmp_path / "state").glob("*/crash-*"))


# what others do is said on the screen


def desk_on(path: Path, session: str) -> Desk:
    return Desk(PlanStore(path, at=CLOCK.now, timezone="Europe/Berlin"), CLOCK, session)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "plan.json"
    desk = desk_on(found, "set-up")
    desk.do(added_task({"name": "Bookkeeping", "hours": 3, "effectiveness": 3, "value": 3}))
    desk.save()
    return found


async def test_the_same_field_from_both_sides_is_said_on_the_screen(path: Path) -> None:
    app = OutsourceApp(desk_on(path, "mine"))
    app.stage.name = "tasks"
    async with app.run_test(size=(110, 30)) as pilot:
        await pilot.pause()
        theirs = desk_on(path, "theirs")
        theirs.do(Change("theirs", (SetFields("tasks", "T01", {"value": 9}),)))
        theirs.save()
        app.desk.do(Change("mine", (SetFields("tasks", "T01", {"value": 7}),)))
        await until_loop(lambda: not app.desk.waiting)
        await pilot.pause()
        screen = "\n".join(line.text for line in app.stage.lines(110, 30))
        assert "T01 value: another session had written 9, now 7" in screen
    assert desk_on(path, "later").plan.tasks["T01"].value == 7


async def test_a_file_that_is_damaged_meanwhile_is_said_and_left_alone(path: Path) -> None:
    app = OutsourceApp(desk_on(path, "mine"))
    app.stage.name = "tasks"
    async with app.run_test(size=(110, 30)) as pilot:
        await pilot.pause()
        path.write_bytes(b"{ torn")
        app._poll()
        await until_loop(lambda: "plan.json" in app.stage.message.text)
        press(app, "x")
        await until_loop(lambda: app.stage.saved.state == "failed")
        assert "NOT SAVED" in app.stage.lines(110, 30)[-2].text
        assert path.read_bytes() == b"{ torn"
        press(app, "q")
        await until_loop(lambda: "q again leaves without" in app.stage.message.text)
        press(app, "q")
        await until_loop(lambda: app.return_value is not None)
    assert app.failure is not None
    assert path.read_bytes() == b"{ torn"


async def test_a_saver_that_waits_and_a_form_that_is_open_end_together(tmp_path: Path) -> None:
    """What a signal does first: the form is on disk before anything else is waited for."""
    kept = Drafts(
        tmp_path / "drafts", f"desk-{os.getpid()}", plan="demo", at=lambda: datetime(2026, 11, 23, tzinfo=UTC)
    )
    plan = demo_plan(date(2026, 11, 23), CLOCK.now())
    app = OutsourceApp(Desk(MemoryKeeper(plan, "demo"), CLOCK, "here"), drafts=kept)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1", "a", *"Ta")
        app._last_words()
        [draft] = (tmp_path / "drafts").glob("*.draft")
        assert json.loads(draft.read_text())["fields"] == {"text": "Ta"}


async def test_a_save_that_is_under_way_ends_before_the_process_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that stands still must not hold the lock of the plan."""
    keeper = SlowKeeper(plan_of(3), 0.2)
    app = OutsourceApp(Desk(keeper, CLOCK, "here"))
    app.stage.name = "tasks"
    commits: list[int] = []
    monkeypatch.setattr(app, "action_suspend_process", lambda: commits.append(keeper.commits))
    async with app.run_test(size=(80, 24)):
        press(app, "x")
        await until_loop(keeper.begun.is_set)
        press(app, "ctrl+z")
        await until_loop(lambda: bool(commits))
    assert commits == [1]


def test_the_eyes_of_these_tests_see() -> None:
    assert re.search(ESCAPES, "\x1b[2J")
    with subprocess.Popen([sys.executable, "-c", "while True: pass"]) as busy:
        assert not has_ended(busy.pid)
        busy.kill()
    assert has_ended(busy.pid)
