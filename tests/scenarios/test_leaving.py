"""Leaving without q: a line that drops, a line that stands still, signals, ctrl+z, a crash (RELIABILITY.md, P7, P8)."""

import fcntl
import json
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import termios
import textwrap
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.scenarios.terminal import Terminal

DEADLINE = 2.0
ESCAPES = re.compile(r"\x1b\[[0-9;?<>]*[a-zA-Z]")
TODAY = ["--today", "2026-11-23"]

# The leader of the session is somebody else, who ignores that the line drops: no SIGHUP comes, and it is ignored as
# under nohup.
NO_SIGHUP = """
    import os, signal, sys
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    child = os.fork()
    if child == 0:
        os.execv(sys.executable, [sys.executable, "-m", "outsource_tui", *sys.argv[1:]])
    print(f"child {child}.", flush=True)
    _, status = os.waitpid(child, 0)
    os._exit(os.waitstatus_to_exitcode(status) % 256)
"""

# As a shell does it: the program is a job of its own, which can be stopped and go on.
JOBS = """
    import os, signal, sys
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        os.tcsetpgrp(0, os.getpid())
        signal.signal(signal.SIGTTOU, signal.SIG_DFL)
        os.execv(sys.executable, [sys.executable, "-m", "outsource_tui", *sys.argv[1:]])
    while True:
        _, status = os.waitpid(child, os.WUNTRACED)
        os.tcsetpgrp(0, os.getpid())
        if not os.WIFSTOPPED(status):
            os._exit(os.waitstatus_to_exitcode(status) % 256)
        print("job stopped", flush=True)
        sys.stdin.readline()
        os.tcsetpgrp(0, child)
        os.killpg(child, signal.SIGCONT)
"""

CRASH = """
    import sys
    from outsource_tui.cli.main import main
    from outsource_tui.ui.screens.tasks import TasksScreen

    def body(self, width, height):
        secret = "the secret client"
        raise ValueError(f"cannot draw {secret} of {self.plan.tasks['T01'].name}")

    TasksScreen.body = body
    sys.exit(main(sys.argv[1:]))
"""


def script(text: str) -> list[str]:
    return ["-c", textwrap.dedent(text)]


def plans(home: Path) -> Path:
    return home / "data" / "outsource-tui" / "plans"


def drafts(home: Path) -> dict[str, dict[str, str]]:
    """What is kept of forms, by name."""
    found = {}
    for path in (plans(home) / "drafts").glob("*.draft"):
        one = json.loads(path.read_text())
        found[one["form"]] = one["fields"]
    return found


def task_names(home: Path) -> list[str]:
    path = plans(home) / "plan.json"
    tasks: dict[str, Any] = json.loads(path.read_text())["tasks"] if path.exists() else {}
    return [one["name"] for one in tasks.values()]


def until(holds: Callable[[], bool], seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


def in_quick_add(terminal: Terminal, typed: str) -> None:
    """From the first run to a line that is typed and not entered."""
    terminal.see("Which of these eat")
    terminal.press("escape")
    terminal.see("S brings")
    terminal.press("a")
    terminal.see("Add a task")
    terminal.press(typed)


def seconds_to_end(terminal: Terminal) -> float:
    start = time.monotonic()
    terminal.end()
    return time.monotonic() - start


def assert_restored(terminal: Terminal) -> None:
    """The shell's own screen, its cursor, its keys, and no mouse."""
    raw = terminal.raw
    for on, off in ((b"\x1b[?1049h", b"\x1b[?1049l"), (b"\x1b[?25l", b"\x1b[?25h"), (b"\x1b[?2004h", b"\x1b[?2004l")):
        assert raw.rfind(off) > raw.rfind(on) >= 0, (on, raw[-300:])
    assert raw.rfind(b"\x1b[<u") > raw.rfind(b"\x1b[>") >= 0
    for mode in (b"1000", b"1003", b"1006", b"1015"):
        assert raw.rfind(b"\x1b[?" + mode + b"l") >= raw.rfind(b"\x1b[?" + mode + b"h")
    modes = termios.tcgetattr(terminal.fd)[3]
    assert modes & termios.ECHO
    assert modes & termios.ICANON
    assert modes & termios.ISIG


# a line that drops


def test_a_dropped_line_ends_it_and_keeps_what_was_typed(tmp_path: Path) -> None:
    with Terminal(TODAY, home=tmp_path) as terminal:
        in_quick_add(terminal, "Bookkee")
        until(lambda: drafts(tmp_path) == {"quick add": {"text": "Bookkee"}}, 0.5)
        terminal.hang_up()
        assert seconds_to_end(terminal) < DEADLINE
        assert terminal.status == 128 + signal.SIGHUP
    assert drafts(tmp_path) == {"quick add": {"text": "Bookkee"}}
    with Terminal(TODAY, home=tmp_path) as terminal:
        terminal.see("What you typed before is still here")
        terminal.press("enter")
        terminal.see("Add a task")
        terminal.press("ping 3h", "enter")
        terminal.see("Added Bookkeeping")
        terminal.see("saved")
        until(lambda: drafts(tmp_path) == {})
        terminal.press("escape")
        terminal.wait_until(lambda: "Add a task" not in terminal.text)
        terminal.press("escape")
        terminal.see("Five steps")
        terminal.press("q")
        assert terminal.end() == 0
    assert task_names(tmp_path) == ["Bookkeeping"]
    assert list((plans(tmp_path) / "drafts").iterdir()) == []


EDITORS = {
    "what it had saved": """trap 'exit 1' HUP; echo 'and more' >> "$1"; {ready}""",
    "what it saves then": """trap 'echo and more > "$1.save"; exit 1' HUP; {ready}""",
    "one that stays": """trap '' HUP; echo 'and more' >> "$1"; {ready}""",
}
READY = 'touch "$0.ready"; for turn in $(seq 150); do sleep 0.02; done'


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
@pytest.mark.parametrize("editor", EDITORS)
def test_what_was_written_in_an_editor_is_kept(tmp_path: Path, editor: str, number: signal.Signals) -> None:
    program, temporary = tmp_path / "editor", tmp_path / "temporary"
    program.write_text(f"#!/bin/sh\n{EDITORS[editor].format(ready=READY)}\n")
    program.chmod(0o755)
    temporary.mkdir()
    more = {"VISUAL": str(program), "TMPDIR": str(temporary)}
    with Terminal(TODAY, home=tmp_path, more=more) as terminal:
        in_quick_add(terminal, "One 1h\r")
        terminal.see("Added One")
        terminal.press("escape")
        terminal.wait_until(lambda: "Add a task" not in terminal.text)
        until(lambda: drafts(tmp_path) == {})
        terminal.press("1", "E")
        until(Path(f"{program}.ready").exists)
        os.kill(terminal.pid, number)
        assert seconds_to_end(terminal) < DEADLINE
        assert_restored(terminal)
    assert drafts(tmp_path) == {"notes T01": {"text": "and more"}}
    assert list(temporary.iterdir()) == []
    with Terminal(TODAY, home=tmp_path) as terminal:
        terminal.see("What you typed before is still here")
        terminal.see("and more")


def test_where_no_sighup_comes_and_it_is_ignored_the_line_is_watched(tmp_path: Path) -> None:
    with Terminal(TODAY, home=tmp_path, program=script(NO_SIGHUP)) as terminal:
        terminal.wait_until(lambda: b"child " in terminal.raw and b"." in terminal.raw)
        child = int(terminal.raw.split(b"child ")[1].split(b".")[0])
        in_quick_add(terminal, "Bookkee")
        until(lambda: drafts(tmp_path) == {"quick add": {"text": "Bookkee"}})
        terminal.hang_up()
        assert seconds_to_end(terminal) < DEADLINE
        assert terminal.status == 128 + signal.SIGHUP
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
    assert drafts(tmp_path) == {"quick add": {"text": "Bookkee"}}


@pytest.mark.parametrize(
    "program",
    [
        pytest.param(["-m", "outsource_tui"], marks=pytest.mark.long, id="sighup"),
        pytest.param(script(NO_SIGHUP), id="none"),
    ],
)
def test_a_line_that_stands_still_and_then_drops(tmp_path: Path, program: list[str]) -> None:
    with Terminal(TODAY, home=tmp_path, columns=200, rows=60, program=program) as terminal:
        in_quick_add(terminal, "Book")
        until(lambda: "quick add" in drafts(tmp_path))
        stall(terminal)
        terminal.press("x")  # Nobody will ever see it.
        terminal.hang_up()
        assert seconds_to_end(terminal) < DEADLINE
        assert terminal.status == 128 + signal.SIGHUP
    assert drafts(tmp_path)["quick add"]["text"].startswith("Book")


def stall(terminal: Terminal) -> None:
    """Let it draw, and take nothing, until it stands still in a write."""
    pid = terminal.pid
    for _ in range(40):
        os.write(terminal.fd, b"\x0c" * 3)
        time.sleep(0.01)
    until(lambda: not is_busy(pid))


def has_ended(pid: int) -> bool:
    """Whether the process is over, though nobody may have asked for its status."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def is_busy(pid: int) -> bool:
    """Whether the process used time of the processor within a moment."""

    def ticks() -> int:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])

    before = ticks()
    time.sleep(0.1)
    return ticks() != before


def test_a_line_that_stands_still_holds_back_nothing_that_was_done(tmp_path: Path) -> None:
    with Terminal(TODAY, home=tmp_path, columns=200, rows=60) as terminal:
        in_quick_add(terminal, "One 1h\r")
        terminal.see("Added One")
        until(lambda: task_names(tmp_path) == ["One"])
        with (plans(tmp_path) / "plan.json.lock").open("r+") as lock:
            # Somebody else is writing: the first of these is under way and the others wait behind it.
            fcntl.flock(lock, fcntl.LOCK_EX)
            terminal.press("Two 2h\r")
            terminal.see("Added Two")
            terminal.press("Three 3h\r", "Four 4h\r", "Fi")
            until(lambda: drafts(tmp_path).get("quick add") == {"text": "Fi"})
            stall(terminal)
            assert task_names(tmp_path) == ["One"]
        until(lambda: len(task_names(tmp_path)) == 4)
        assert task_names(tmp_path) == ["One", "Two", "Three", "Four"]
        # And when it is ended now, it ends.
        os.kill(terminal.pid, signal.SIGTERM)
        start = time.monotonic()
        while (ended := os.waitpid(terminal.pid, os.WNOHANG))[0] == 0:
            assert time.monotonic() - start < DEADLINE
            time.sleep(0.01)
        terminal.status = os.waitstatus_to_exitcode(ended[1])
        assert terminal.status == 128 + signal.SIGTERM
    assert drafts(tmp_path) == {"quick add": {"text": "Fi"}}


def test_a_signal_while_a_save_is_under_way_waits_for_it(tmp_path: Path) -> None:
    with Terminal(TODAY, home=tmp_path) as terminal:
        in_quick_add(terminal, "One 1h\r")
        until(lambda: task_names(tmp_path) == ["One"])
        with (plans(tmp_path) / "plan.json.lock").open("r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            terminal.press("Two 2h\r", "Three 3h\r", "Fo")
            terminal.see("> Fo")
            os.kill(terminal.pid, signal.SIGTERM)
            time.sleep(0.2)
        assert terminal.end() == 128 + signal.SIGTERM
        assert_restored(terminal)
    assert task_names(tmp_path) == ["One", "Two", "Three"]
    assert drafts(tmp_path)["quick add"]["text"].startswith("Fo")


# signals, ctrl+z, a crash


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_restores_the_terminal(tmp_path: Path, number: signal.Signals) -> None:
    with Terminal(["--demo", *TODAY], home=tmp_path) as terminal:
        terminal.see("Next")
        os.kill(terminal.pid, number)
        assert seconds_to_end(terminal) < DEADLINE
        assert terminal.status == 128 + number
        assert_restored(terminal)


def test_ctrl_z_gives_the_terminal_back_and_fg_draws_it_again(tmp_path: Path) -> None:
    with Terminal(["--demo", *TODAY], home=tmp_path, program=script(JOBS)) as terminal:
        terminal.see("Next")
        terminal.press("1")
        terminal.see("order: ")
        terminal.press("\x1a")
        terminal.wait_until(lambda: b"job stopped" in terminal.raw)
        assert_restored(terminal)
        terminal.screen.reset()
        terminal.press("\n")
        terminal.see("order: ")
        terminal.press("2")
        terminal.see("value")
        terminal.press("q")
        assert terminal.end() == 0
        assert_restored(terminal)


def test_a_crash_is_one_line_and_a_report_without_the_plan(tmp_path: Path) -> None:
    with Terminal(["--demo", *TODAY], home=tmp_path, program=script(CRASH)) as terminal:
        terminal.see("Next")
        before = len(terminal.raw)
        terminal.press("1")
        assert terminal.end() == 2
        assert_restored(terminal)
        said = ESCAPES.sub("", terminal.raw[before:].rpartition(b"\x1b[?1049l")[2].decode()).strip()
    assert said.count("\n") == 0
    assert said.startswith("outsource-tui: an error in outsource-tui itself (ValueError); a report")
    [report] = (tmp_path / "state" / "outsource-tui").iterdir()
    assert str(report) in said
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    text = report.read_text()
    assert "ValueError" in text
    for secret in ("secret", "Client", "cannot draw"):
        assert secret not in text + said


@pytest.mark.system
@pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")
def test_killing_the_session_of_tmux_keeps_what_was_typed(tmp_path: Path) -> None:
    environment = {**os.environ, "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data"), "TMUX": ""}
    tmux = ["tmux", "-S", str(tmp_path / "socket"), "-f", os.devnull]

    def run(*words: str) -> str:
        return subprocess.run([*tmux, *words], env=environment, check=True, capture_output=True, text=True).stdout

    app = f"{sys.executable} -m outsource_tui --today 2026-11-23"
    run("new-session", "-d", "-x", "80", "-y", "24", f"cd {Path.cwd()} && exec {app}")
    try:
        pid = int(run("display-message", "-p", "#{pane_pid}"))
        until(lambda: "Which of these" in run("capture-pane", "-p"))
        run("send-keys", "Escape")
        until(lambda: "S brings" in run("capture-pane", "-p"))
        run("send-keys", "a")
        until(lambda: "Add a task" in run("capture-pane", "-p"))
        run("send-keys", "-l", "Bookkee")
        until(lambda: drafts(tmp_path).get("quick add") == {"text": "Bookkee"})
    finally:
        subprocess.run([*tmux, "kill-server"], check=False)
    until(lambda: has_ended(pid), DEADLINE)
    assert drafts(tmp_path) == {"quick add": {"text": "Bookkee"}}
