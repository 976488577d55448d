"""A real pseudo-terminal with the installed program in it, and a terminal emulator that reads what it draws."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pyte

KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "space": " ",
    "tab": "\t",
    "backspace": "\x7f",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "ctrl+u": "\x15",
    "home": "\x1b[H",
}
PATIENCE = 30.0
PROGRAM = ("-m", "outsource_tui")


class Terminal:
    """`with Terminal([...]) as terminal`: the process is over afterwards, whatever happened."""

    def __init__(
        self,
        arguments: list[str],
        *,
        home: Path,
        columns: int = 80,
        rows: int = 24,
        more: Mapping[str, str] | None = None,
        program: Sequence[str] = PROGRAM,
    ) -> None:
        """`program` is what the interpreter is given before the arguments."""
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.received = 0
        self.raw = b""
        """Every byte that came."""
        self.status: int | None = None
        environment = {
            "TERM": "xterm-256color",
            "HOME": str(home),
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
            "LANG": "C.UTF-8",
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_STATE_HOME": str(home / "state"),
            **(more or {}),
        }
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            command = [sys.executable, *program, *arguments]
            os.execve(sys.executable, command, environment)  # noqa: S606 - our own program
        self.resize(columns, rows)

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *unused: object) -> None:
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        self.hang_up()

    def hang_up(self) -> None:
        """Drop the line."""
        if self.fd >= 0:
            os.close(self.fd)
        self.fd = -1

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the window."""
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.screen.resize(rows, columns)

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(self.screen.display)

    def pump(self, seconds: float) -> bool:
        """Take what the program writes within so many seconds; False once it has closed the terminal."""
        if self.fd < 0:
            time.sleep(seconds)
            return False
        ready, _, _ = select.select([self.fd], [], [], seconds)
        if not ready:
            return True
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            return False
        self.received += len(data)
        self.raw += data
        self.stream.feed(data)
        return bool(data)

    def wait_until(self, holds: Callable[[], bool], what: str = "") -> None:
        """Read the screen until a condition holds. Raises AssertionError with the screen where it never does."""
        end = time.monotonic() + PATIENCE
        while not holds():
            is_open = self.pump(0.05)
            if not is_open or time.monotonic() > end:
                raise AssertionError(f"waited for {what or holds} in vain; the screen:\n{self.text}")

    def see(self, words: str) -> None:
        """Wait until the screen has these words."""
        self.wait_until(lambda: words in self.text, words)

    def settle(self, quiet: float = 0.12) -> None:
        """Read until nothing came for a while."""
        end = time.monotonic() + quiet
        while time.monotonic() < end:
            before = self.received
            self.pump(0.02)
            if self.received != before:
                end = time.monotonic() + quiet

    def press(self, *keys: str) -> None:
        """Press keys: names as in KEYS, anything else is typed as it is."""
        for key in keys:
            os.write(self.fd, KEYS.get(key, key).encode())

    def end(self) -> int:
        """Wait for the program to end by itself; its exit status."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            self.pump(0.05)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
                return self.status
        raise AssertionError(f"it did not end; the screen:\n{self.text}")
