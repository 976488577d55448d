"""The program at the other end of a real SSH line that is 300 ms long each way and passes 64 kbit/s."""

import asyncio
import getpass
import os
import shlex
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.scenarios import terminal as terminals
from tests.scenarios.line import Line, line_to
from tests.scenarios.story import import_the_log, walk
from tests.scenarios.terminal import Terminal
from tests.scenarios.test_walk import TerminalPlayer, exported, require_the_walk_was_kept

pytestmark = pytest.mark.system

TODAY = "2026-11-23"
PATIENCE = 120.0
EXEC = ("-c", "import os, sys; os.execvp(sys.argv[1], sys.argv[1:])")
"""What the interpreter of a Terminal is given to become another program."""

SSHD_CONFIG = """\
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
AuthorizedKeysFile {folder}/user.pub
PidFile none
UsePAM no
StrictModes no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
PermitUserRC no
PrintMotd no
PrintLastLog no
"""


class Sshd(NamedTuple):
    """A server of the test's own: its keys and all it writes are in `folder`."""

    folder: Path
    port: int


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def is_open(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


def server_command(program: str, config: Path) -> list[str]:
    """How to start it. As root it wants a folder in /run, which it is given in a /run of its own."""
    command = [program, "-D", "-e", "-f", str(config)]
    if os.geteuid() != 0 or Path("/run/sshd").is_dir():
        return command
    private = [
        "unshare",
        "--mount",
        "sh",
        "-c",
        'mount -t tmpfs tmpfs /run && mkdir -m 755 /run/sshd && exec "$@"',
        "-",
    ]
    if shutil.which("unshare") is None or subprocess.run([*private, "true"], capture_output=True).returncode != 0:
        pytest.skip("sshd wants /run/sshd, which is not there and cannot be lent to it")
    return [*private, *command]


@pytest.fixture(scope="module")
def sshd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    """A server on loopback, on a port of its own, with keys of its own."""
    program = shutil.which("sshd") or shutil.which("sshd", path="/usr/sbin:/usr/local/sbin")
    if program is None or shutil.which("ssh") is None or shutil.which("ssh-keygen") is None:
        pytest.skip("sshd is not here")
    folder = tmp_path_factory.mktemp("sshd")
    for name in ("host", "user"):
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True, timeout=20
        )
    port = free_port()
    config = folder / "config"
    config.write_text(SSHD_CONFIG.format(port=port, folder=folder))
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(server_command(program, config), stderr=log, stdin=subprocess.DEVNULL)
        try:
            end = time.monotonic() + 10
            while not is_open(port):
                assert server.poll() is None, (folder / "log").read_text()
                assert time.monotonic() < end
                time.sleep(0.02)
            yield Sshd(folder, port)
        finally:
            server.terminate()
            server.wait(10)


@pytest.fixture
def line(sshd: Sshd, monkeypatch: pytest.MonkeyPatch) -> Iterator[Line]:
    """The long thin line to the server."""
    monkeypatch.setattr(terminals, "PATIENCE", PATIENCE)
    with line_to(sshd.port) as found:
        yield found


def program_on(home: Path, *arguments: str) -> str:
    """The program as a command for a shell, in a home of its own."""
    own = {"HOME": home, **{f"XDG_{one}_HOME": home / one.lower() for one in ("DATA", "CONFIG", "STATE")}}
    settings = [f"{name}={value}" for name, value in own.items()]
    return shlex.join(["env", *settings, "TZ=Europe/Lisbon", sys.executable, "-m", "outsource_tui", *arguments])


def ssh(sshd: Sshd, line: Line, command: str) -> list[str]:
    """The client that runs a command in the folder of this project at the other end."""
    options = {
        "IdentityFile": sshd.folder / "user",
        "IdentitiesOnly": "yes",
        "UserKnownHostsFile": sshd.folder / "known",
        "StrictHostKeyChecking": "no",
        "ConnectTimeout": 60,
        "LogLevel": "ERROR",
    }
    given = [word for name, value in options.items() for word in ("-o", f"{name}={value}")]
    where = ["-p", str(line.port), f"{getpass.getuser()}@127.0.0.1"]
    return ["ssh", "-F", "none", "-tt", *given, *where, f"cd {shlex.quote(str(Path.cwd()))} && exec {command}"]


class TimedPlayer(TerminalPlayer):
    """Notes how long each thing takes to be seen, and what it costs."""

    def __init__(self, terminal: Terminal) -> None:
        super().__init__(terminal)
        self.steps: list[str] = []
        self.since = time.monotonic()
        self.had = 0

    async def see(self, words: str) -> None:
        await super().see(words)
        self.note(words)

    async def leave(self, words: str) -> None:
        await super().leave(words)
        self.note(f"(gone) {words}")

    def note(self, words: str) -> None:
        now, received = time.monotonic(), self.terminal.received
        self.steps.append(f"{now - self.since:7.2f} s {received - self.had:7} bytes  {words}")
        self.since, self.had = now, received


@pytest.mark.long
def test_the_walk_over_a_long_thin_line(
    sshd: Sshd, line: Line, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "plan.json"
    command = program_on(tmp_path, "--plan", str(path), "--today", TODAY)
    began = time.monotonic()
    with Terminal(ssh(sshd, line, command), home=tmp_path, program=EXEC) as terminal:
        player = TimedPlayer(terminal)
        asyncio.run(walk(player))
        terminal.press("q")
        assert terminal.end() == 0
        bytes_drawn = terminal.received
    with capsys.disabled():
        print(f"\nthe walk over SSH, 300 ms each way, 64 kbit/s: {time.monotonic() - began:.0f} s, {bytes_drawn} bytes")
        print("\n".join(player.steps))
    require_the_walk_was_kept(path)


def add_three(terminal: Terminal) -> None:
    """Three tasks, typed without waiting for anything to be seen."""
    terminal.see("Five steps")
    terminal.press("1", "a", "Post 1h e3 v3", "enter", "Calls 2h e4 v4", "enter", "Books 3h", "enter")
    terminal.see("Books")
    terminal.wait_until(lambda: "Added" in terminal.text and "Books" in terminal.text)


def names(path: Path) -> list[str]:
    return [str(one["name"]) for one in exported(path)["tasks"]]


def plan_with_a_task(tmp_path: Path) -> Path:
    path = tmp_path / "plan.json"
    subprocess.run(
        [sys.executable, "-m", "outsource_tui", "--plan", str(path), "add", "First", "--hours", "1"],
        check=True,
        capture_output=True,
        timeout=30,
    )
    return path


def test_no_key_is_lost_that_was_typed_before_the_first_paint(sshd: Sshd, line: Line, tmp_path: Path) -> None:
    path = plan_with_a_task(tmp_path)
    # The far end says when the program begins, which is before it has painted anything.
    command = f"sh -c 'stty -echo; echo begins; exec {program_on(tmp_path, '--plan', str(path))}'"
    with Terminal(ssh(sshd, line, command), home=tmp_path, program=EXEC) as terminal:
        terminal.wait_until(lambda: b"begins" in terminal.raw)
        terminal.press("1", "a", "Zebra care 2h", "enter")
        terminal.see("Added")
        assert terminal.raw.partition(b"begins\r\n")[2].partition(b"\x1b[?1049h")[0] == b""
    assert names(path) == ["First", "Zebra care"]


@pytest.mark.long
@pytest.mark.parametrize("inside", ["tmux", "screen"])
def test_inside_a_multiplexer(sshd: Sshd, line: Line, tmp_path: Path, inside: str) -> None:
    if shutil.which(inside) is None:
        pytest.skip(f"{inside} is not here")
    path = plan_with_a_task(tmp_path)
    program = program_on(tmp_path, "--plan", str(path), "--today", TODAY)
    wrapped = {
        "tmux": f"tmux -u -f /dev/null -S {tmp_path}/socket new-session {shlex.quote(program)}",
        "screen": f"env SCREENDIR={tmp_path}/screens LC_ALL=C.UTF-8 screen -U -c /dev/null {program}",
    }
    (tmp_path / "screens").mkdir(mode=0o700)
    with Terminal(ssh(sshd, line, wrapped[inside]), home=tmp_path, program=EXEC) as terminal:
        add_three(terminal)
        terminal.press("escape")
        terminal.wait_until(lambda: "Add a task" not in terminal.text)
        terminal.press("2")
        terminal.see("HAND OFF")
        terminal.press("0")
        terminal.see("Five steps")
        terminal.press("q")
        terminal.wait_until(lambda: "Five steps" not in terminal.text)
        terminal.end()
    assert names(path) == ["First", "Post", "Calls", "Books"]


@pytest.mark.long
def test_the_first_of_the_walk_inside_tmux(sshd: Sshd, line: Line, tmp_path: Path) -> None:
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not here")
    path = tmp_path / "plan.json"
    program = program_on(tmp_path, "--plan", str(path), "--today", TODAY)
    command = f"tmux -u -f /dev/null -S {tmp_path}/socket new-session {shlex.quote(program)}"
    with Terminal(ssh(sshd, line, command), home=tmp_path, program=EXEC) as terminal:
        asyncio.run(import_the_log(TerminalPlayer(terminal)))
        terminal.press("q")
        terminal.end()
    assert len(names(path)) == 9


def until(holds: Callable[[], bool], seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


@pytest.mark.long
def test_a_line_that_stands_still_does_not_hold_up_saving(sshd: Sshd, line: Line, tmp_path: Path) -> None:
    path = plan_with_a_task(tmp_path)
    command = program_on(tmp_path, "--plan", str(path), "--today", TODAY)
    with Terminal(ssh(sshd, line, command), home=tmp_path, program=EXEC) as terminal:
        terminal.see("Five steps")
        terminal.press("1", "a", "Before it stood still 2h", "enter")
        # What is on its way still arrives; nothing of what is drawn then comes back.
        time.sleep(1)
        line.moves.clear()
        until(lambda: names(path) == ["First", "Before it stood still"])
        line.moves.set()
        terminal.see("Added")
        terminal.see("Before it stood still")
        terminal.press("escape")
        terminal.wait_until(lambda: "Add a task" not in terminal.text)
        terminal.press("q")
        assert terminal.end() == 0


@pytest.mark.long
def test_a_line_that_drops_ends_the_far_end_and_keeps_what_was_typed(sshd: Sshd, line: Line, tmp_path: Path) -> None:
    path = plan_with_a_task(tmp_path)
    command = program_on(tmp_path, "--plan", str(path), "--today", TODAY)
    folder = tmp_path / "drafts"
    with Terminal(ssh(sshd, line, command), home=tmp_path, program=EXEC) as terminal:
        terminal.see("Five steps")
        terminal.press("1", "a", "Zebra ca")
        terminal.see("> Zebra ca")
        [mark] = folder.glob("*.open")
        line.close()
        start = time.monotonic()
        until(lambda: not mark.exists())
        print(f"ended {time.monotonic() - start:.1f} s after the line was cut")
    [draft] = folder.glob("*.draft")
    assert "Zebra ca" in draft.read_text()
