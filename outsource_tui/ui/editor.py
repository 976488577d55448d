"""Long text in the user's own editor."""

import os
import shlex
import subprocess
import tempfile
from pathlib import Path


def text_from_editor(text: str) -> str | None:
    """`text` as $VISUAL or $EDITOR leaves it; None where that fails. The editor is started without a shell."""
    words = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")
    handle, name = tempfile.mkstemp(prefix="outsource-tui-", suffix=".txt")
    path = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        try:
            status = subprocess.run([*words, name], check=False).returncode  # noqa: S603 - the user's own editor
        except OSError:
            return None
        return path.read_text(encoding="utf-8", errors="replace").rstrip("\n") if status == 0 else None
    finally:
        path.unlink(missing_ok=True)
