"""Private: nothing is sent or received, no text is run, and everything is for its owner only (P9)."""

import ast
import os
import pty
import re
import select
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import outsource_tui

CALL = re.compile(r"^\d+ +(\w+)\((.*)")
TALKING = {"socket", "connect", "bind", "listen", "accept", "accept4", "sendmsg", "sendmmsg", "recvmsg"}
COMMANDS = (
    ["add", "Books", "--hours", "3"],
    ["tasks"],
    ["tasks", "--json"],
    ["explain", "T01"],
    ["check"],
    ["export"],
    ["export", "-o", "tasks.csv"],
    ["import", "tasks.csv"],
    ["apply", "script.jsonl"],
    ["backup", "now"],
    ["backup", "restore", "1"],
    ["undo"],
    ["history"],
    ["where"],
)
PATIENCE_SECONDS = 60.0


def talk(log: Path) -> list[str]:
    """Calls by which a process could speak to another one; the event loop's own pair of sockets aside."""
    matches = [CALL.match(line) for line in log.read_text(errors="replace").splitlines()]
    return [one[0] for one in matches if one is not None and one[1] in TALKING]


@pytest.fixture
def watched(home: Path, strace: str) -> list[str]:
    """What a command begins with so that its talk is written down in `log`."""
    return [strace, "-f", "--seccomp-bpf", "-o", str(home / "log"), "-e", "trace=%network"]


@pytest.mark.system
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_command_talks_to_nobody(command: list[str], home: Path, watched: list[str]) -> None:
    program = [sys.executable, "-m", "outsource_tui"]
    (home / "script.jsonl").write_text('{"do":"change","id":"T01","fields":{"value":4}}\n')
    for prepared in (["add", "Books"], ["backup", "now"], ["export", "-o", "tasks.csv"]):
        subprocess.run([*program, *prepared], cwd=home, capture_output=True, timeout=60, check=True)
    if command[-1] == "tasks.csv" and command[0] == "export":
        (home / "tasks.csv").unlink()
    words = [*watched, *program, *command]
    done = subprocess.run(words, cwd=home, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode in {0, 1}, done.stderr
    assert talk(home / "log") == []


@pytest.mark.system
def test_the_app_talks_to_nobody(home: Path, watched: list[str]) -> None:
    program = [sys.executable, "-m", "outsource_tui"]
    subprocess.run([*program, "add", "Books", "--hours", "3"], cwd=home, capture_output=True, timeout=60, check=True)
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(home)
        os.execv(watched[0], [*watched, *program])  # noqa: S606 - our own program
    try:
        assert b"Books" in read_until(terminal, b"Books")
        for key in ("1", "2", "3", "4", "5", "6", "?", "\x1b"):
            os.write(terminal, key.encode())
            read_until(terminal, b"", seconds=0.3)
        os.write(terminal, b"q")
        status = ended(pid, terminal)
    finally:
        os.close(terminal)
    log = (home / "log").read_text()
    assert os.waitstatus_to_exitcode(status) == 0, log[-500:]
    assert "socketpair(" in log, "strace has seen nothing of the event loop"
    assert talk(home / "log") == []


def read_until(terminal: int, words: bytes, *, seconds: float = PATIENCE_SECONDS) -> bytes:
    """What the app draws until these words are there or the time is up; without words for so many seconds."""
    data = b""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0 and not (words and words in data):
        if select.select([terminal], [], [], left)[0]:
            try:
                data += os.read(terminal, 65536)
            except OSError:
                break
    return data


def ended(pid: int, terminal: int) -> int:
    """The status of the process once it has ended; it is killed where it does not."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        read_until(terminal, b"", seconds=0.05)
        found, status = os.waitpid(pid, os.WNOHANG)
        if found:
            return status
    os.kill(pid, signal.SIGKILL)
    return os.waitpid(pid, 0)[1]


@pytest.mark.system
def test_strace_would_see_it(home: Path, watched: list[str]) -> None:
    script = "import socket; socket.socket(socket.AF_UNIX).connect_ex('/nowhere')"
    subprocess.run([*watched, sys.executable, "-c", script], timeout=60, check=True)
    assert [line.split()[1].partition("(")[0] for line in talk(home / "log")] == ["socket", "connect"]


@pytest.fixture(params=[0o000, 0o022, 0o777], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


@pytest.mark.usefixtures("umask")
def test_what_commands_make_is_for_its_owner_only(home: Path) -> None:
    program = [sys.executable, "-m", "outsource_tui"]
    for command in (["add", "Books"], ["add", "Post"], ["backup", "now"], ["export", "-o", "out.json"]):
        subprocess.run([*program, *command], cwd=home, capture_output=True, timeout=60, check=True)
    data = home / "data"
    made = [home / "out.json", *data.rglob("*")]
    assert {path.name for path in made} > {"plan.json", "plan.json.lock", "backups", "out.json"}
    wanted = {True: 0o700, False: 0o600}
    assert {path.name: oct(stat.S_IMODE(path.stat().st_mode)) for path in made} == {
        path.name: oct(wanted[path.is_dir()]) for path in made
    }


# No text is ever run.

RUNS_TEXT = {"eval", "exec", "compile", "__import__"}
RUNS_DATA = {"pickle", "marshal", "shelve", "dill", "yaml", "socket", "urllib", "http", "ftplib", "smtplib", "requests"}


def modules() -> list[Path]:
    return sorted(Path(outsource_tui.__file__).parent.rglob("*.py"))


def dangers(source: str) -> list[str]:
    """Names of what could run a text, unpack an object or open a connection."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RUNS_TEXT:
            found.append(node.func.id)
        if isinstance(node, ast.Call) and any(one.arg == "shell" for one in node.keywords):
            found.append("shell=")
        if isinstance(node, ast.Attribute) and ast.unparse(node) in {"os.system", "os.popen"}:
            found.append(ast.unparse(node))
        if isinstance(node, ast.Import):
            found += [one.name for one in node.names if one.name.partition(".")[0] in RUNS_DATA]
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in RUNS_DATA:
            found.append(str(node.module))
    return found


def test_no_module_runs_text_or_opens_connections() -> None:
    assert len(modules()) > 100
    assert [(str(path), one) for path in modules() for one in dangers(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    "source",
    ["eval('1')", "exec(text)", "import pickle", "from urllib.request import urlopen", "os.system('ls')",
     "subprocess.run('ls', shell=True)", "import http.client"],
)  # fmt: skip
def test_a_module_that_did_would_be_seen(source: str) -> None:
    assert len(dangers(source)) == 1
