"""Long text in the user's own editor."""

import os
import shlex
import signal
import subprocess
import tempfile
from pathlib import Path

from outsource_tui.model.problems import BadInput


def text_from_editor(text: str) -> str | None:
    """`text` as $VISUAL or $EDITOR leaves it; None where the editor gave up. It is started without a shell.

    Raises BadInput where there is no such editor.
    """
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    handle, name = tempfile.mkstemp(prefix="outsource-tui-", suffix=".txt")
    path = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text + "\n" if text else "")
        # Ctrl+c and ctrl+\ in an editor are the editor's, though they reach the whole group.
        before = [(number, signal.signal(number, lambda *_: None)) for number in (signal.SIGINT, signal.SIGQUIT)]
        try:
            status = subprocess.run([*shlex.split(command), name], check=False).returncode  # noqa: S603 - their editor
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            raise BadInput(f"your editor did not start: {reason}", where=command, fix="set EDITOR to one") from None
        finally:
            for number, handler in before:
                signal.signal(number, handler)
        return path.read_text(encoding="utf-8", errors="replace").rstrip("\n") if status == 0 else None
    finally:
        path.unlink(missing_ok=True)
