"""Long text in the user's own editor."""

import contextlib
import os
import shlex
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from outsource_tui.model.problems import BadInput


class Editor:
    """A text in $VISUAL or $EDITOR, which is started without a shell."""

    def __init__(self, text: str) -> None:
        self.command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
        self._given = text
        handle, name = tempfile.mkstemp(prefix="outsource-tui-", suffix=".txt")
        self._path = Path(name)
        # Written by an editor that is hung up on, such as nano.
        self._rescued = Path(f"{name}.save")
        self._process: subprocess.Popen[bytes] | None = None
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text + "\n" if text else "")

    def left(self) -> str | None:
        """The text as the user leaves it; None where the editor gave up. Raises BadInput where there is none such."""
        # Ctrl+c and ctrl+\ in an editor are the editor's, though they reach the whole group.
        before = [(number, signal.signal(number, lambda *_: None)) for number in (signal.SIGINT, signal.SIGQUIT)]
        try:
            self._process = subprocess.Popen([*shlex.split(self.command), str(self._path)])  # noqa: S603 - their editor
            return self._text(self._path) if self._process.wait() == 0 else None
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            raise BadInput(
                f"your editor did not start: {reason}", where=self.command, fix="set EDITOR to one"
            ) from None
        finally:
            for number, handler in before:
                signal.signal(number, handler)
            self._path.unlink(missing_ok=True)

    def hung_up(self, patience: float) -> str | None:
        """What was written when the program must end, and the editor with it; None where it is what was given.

        Fit for a signal handler. Waits at most so many seconds.
        """
        text = None
        with contextlib.suppress(OSError):
            if self._process is not None:
                self._process.send_signal(signal.SIGHUP)
                _wait(self._process.pid, patience)
            text = self._text(self._rescued if self._rescued.is_file() else self._path)
            self._rescued.unlink(missing_ok=True)
            self._path.unlink(missing_ok=True)
        return None if text == self._given else text

    def _text(self, path: Path) -> str:
        return path.read_text(encoding="utf-8", errors="replace").rstrip("\n")


def _wait(child: int, patience: float) -> None:
    """Until it has ended; whoever waits for its status still gets it."""
    end = time.monotonic() + patience
    while os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT | os.WNOHANG) is None and time.monotonic() < end:
        time.sleep(0.005)
