"""A report of an error in the program itself: where it happened, and nothing of the plan."""

import os
import platform
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

from outsource_tui import __version__
from outsource_tui.store.files import make_private_folder
from outsource_tui.store.paths import state_folder


def reported(error: BaseException) -> Path | None:
    """The file that the report was written to (0600, in the state folder); None where it could not be."""
    path = state_folder() / f"crash-{datetime.now(UTC):%Y%m%d-%H%M%S}-{os.getpid()}.txt"
    try:
        make_private_folder(path.parent)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        with os.fdopen(os.open(path, flags, 0o600), "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(report_of(error))
    except OSError:
        return None
    return path


def report_of(error: BaseException) -> str:
    """Versions, and the kind and the places of the error and of what it came from; messages may quote the plan."""
    lines = [f"outsource-tui {__version__}", f"Python {sys.version.split()[0]}", platform.platform(terse=True)]
    seen: BaseException | None = error
    while seen is not None:
        lines += ["", f"{type(seen).__module__}.{type(seen).__qualname__}"]
        for frame in traceback.extract_tb(seen.__traceback__):
            lines.append(f"  {'/'.join(Path(frame.filename).parts[-3:])}:{frame.lineno} {frame.name}")
        seen = seen.__cause__ or seen.__context__
    return "\n".join(lines) + "\n"
