"""Files that come in and go out: read whole within limits, written at once or not at all."""

import os
import re
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from outsource_tui.model.problems import BadInput

MOST_BYTES = 10 * 1024 * 1024
STDIN = "-"
_MODE = 0o600


def file_bytes(path: str, stdin: BinaryIO | None = None) -> bytes:
    """All bytes of a regular file, or of stdin for `-`.

    Raises BadInput that names the file: not there, no file, unreadable, or more than 10 MiB.
    """
    data = _read(path) if path != STDIN else (stdin or sys.stdin.buffer).read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise BadInput("it is larger than 10 MiB", where=name_of(path), fix="export a shorter time, or in parts")
    return data


def text_of(data: bytes, where: str) -> str:
    """Bytes as text in UTF-8, without a byte order mark. Raises BadInput that names `where` and the line."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BadInput(f"line {line} is not UTF-8 text", where=where, fix="save or export it as UTF-8") from None


def name_of(path: str) -> str:
    """A file as it is named in a message."""
    return "stdin" if path == STDIN else path


def written(path: str, text: str, *, force: bool = False) -> Path:
    """Write a file at once, readable by its owner alone, and return where it is.

    Raises BadInput where it exists already (unless `force`), is no regular file, or cannot be written; then nothing
    has changed.
    """
    target = Path(os.path.realpath(path)) if force else Path(path).absolute()
    _require_free(target, path, force=force)
    temporary = target.with_name(f".outsource-tui-{os.getpid()}.tmp")
    try:
        _write_all(temporary, text.encode("utf-8"))
        _put(temporary, target, force=force)
        _sync_folder(target.parent)
    except FileExistsError:
        raise _exists(path) from None
    except FileNotFoundError:
        raise BadInput("cannot be written: there is no such folder", where=path) from None
    except OSError as error:
        raise BadInput(f"cannot be written: {error.strerror}", where=path) from None
    finally:
        with suppress(OSError):
            temporary.unlink()
    return target


def safe_name(text: str, ending: str) -> str:
    """A file name made of letters, digits and dashes, for a name that the user did not give."""
    plain = re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-").lower()[:60].rstrip("-")
    return f"{plain or 'export'}.{ending}"


def _read(path: str) -> bytes:
    try:
        # Opening a FIFO would wait for somebody to write into it.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        is_regular = stat.S_ISREG(os.fstat(descriptor).st_mode)
        if not is_regular:
            os.close(descriptor)
            raise BadInput(
                "it is not a regular file", where=path, fix=f"what comes through a pipe is read from {STDIN}"
            )
        with os.fdopen(descriptor, "rb") as file:
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise BadInput("there is no such file", where=path) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "that is no file name"
        raise BadInput(f"cannot be read: {reason}", where=path) from None


def _require_free(target: Path, path: str, *, force: bool) -> None:
    try:
        mode = target.lstat().st_mode
    except FileNotFoundError:
        return
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "that is no file name"
        raise BadInput(f"cannot be written: {reason}", where=path) from None
    if not force:
        raise _exists(path)
    if not stat.S_ISREG(mode):
        raise BadInput("it is not a regular file", where=path, fix="give the name of a file")


def _exists(path: str) -> BadInput:
    return BadInput("it exists already", where=path, fix="--force replaces it")


def _write_all(temporary: Path, data: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    with os.fdopen(os.open(temporary, flags, _MODE), "wb") as file:
        os.fchmod(file.fileno(), _MODE)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _put(temporary: Path, target: Path, *, force: bool) -> None:
    if force:
        temporary.replace(target)
        return
    try:
        target.hardlink_to(temporary)  # unlike a rename this never replaces what appeared meanwhile
    except FileExistsError:
        raise
    except OSError:
        if os.path.lexists(target):
            raise FileExistsError from None
        temporary.rename(target)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        with suppress(OSError):  # some file systems cannot; the file itself is synced
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
