"""Files that are whole at every moment: read and written. Nothing else in the store writes into a file of a plan.

Every call is one of `os`, looked up there when it is made, so that a test can make any one of them fail.
"""

import contextlib
import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

FILE_MODE = 0o600
FOLDER_MODE = 0o700
MOST_BYTES = 64 * 1024 * 1024
"""The largest plan that is read, so the largest that is written."""

_CHUNK = 1024 * 1024
READ_FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC
"""No link is followed, and no pipe waited for."""

_NEW_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


class Signature(NamedTuple):
    """What tells one version of a file from the next without reading it."""

    inode: int
    mtime_ns: int
    size: int


class NotAFile(OSError):
    """Something else than a regular file."""


class TooLarge(OSError):
    """More than `MOST_BYTES`."""


def signature_of(status: os.stat_result) -> Signature:
    """The signature that a file with this status has."""
    return Signature(status.st_ino, status.st_mtime_ns, status.st_size)


def read_file(path: Path) -> tuple[bytes, Signature]:
    """The bytes of a regular file of at most `MOST_BYTES`.

    Raises OSError, among them NotAFile and TooLarge.
    """
    handle = os.open(path, READ_FLAGS)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise NotAFile(errno.EINVAL, kind_of(status.st_mode))
        parts = []
        left = MOST_BYTES + 1 if status.st_size <= MOST_BYTES else 0
        while left > 0 and (part := os.read(handle, min(left, max(status.st_size + 1, _CHUNK)))):
            parts.append(part)
            left -= len(part)
        if left <= 0:
            raise TooLarge(errno.EFBIG, f"larger than {MOST_BYTES // 1024 // 1024} MiB")
    finally:
        os.close(handle)
    return b"".join(parts), signature_of(status)


def kind_of(mode: int) -> str:
    """What something is that is no regular file, by its mode."""
    kinds = {stat.S_IFDIR: "a folder", stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket"}
    return kinds.get(stat.S_IFMT(mode), "a device")


def begins_with(path: Path, head: bytes) -> bool:
    """Whether the file begins with these bytes."""
    handle = os.open(path, READ_FLAGS)
    try:
        return os.read(handle, len(head)) == head
    finally:
        os.close(handle)


def write_whole(
    path: Path, data: bytes, *, before_replace: Callable[[], None] | None = None, sync: bool = True
) -> Signature:
    """Put `data` in the place of the file: a reader sees the old one or the new one, never a part.

    Not yet safe from a power cut: that is `sync_folder`; without `sync` not even its bytes are. Raises OSError, and
    then the old file is as it was.
    """
    temporary = path.with_name(path.name + ".tmp")
    with contextlib.suppress(FileNotFoundError):
        temporary.unlink()
    handle = os.open(temporary, _NEW_FLAGS, FILE_MODE)
    try:
        try:
            os.fchmod(handle, FILE_MODE)
            _write_all(handle, data)
            if sync:
                os.fsync(handle)
            signature = signature_of(os.fstat(handle))
        finally:
            os.close(handle)
        if before_replace is not None:
            before_replace()
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    return signature


def _write_all(handle: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        written = os.write(handle, left[: 16 * _CHUNK])
        if written == 0:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        left = left[written:]


def sync_folder(folder: Path) -> None:
    """Make what was created, renamed and removed in a folder safe from a power cut. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_private_folder(folder: Path) -> None:
    """The folder and whatever is missing above it, for their owner only. Raises OSError."""
    if folder.is_dir():
        return
    make_private_folder(folder.parent)
    try:
        folder.mkdir(FOLDER_MODE)
    except FileExistsError:
        if not folder.is_dir():
            raise
        return
    folder.chmod(FOLDER_MODE)
    sync_folder(folder.parent)


def make_own_folder(folder: Path) -> None:
    """A folder beside a plan that only this program uses: as `make_private_folder`, and never through a planted link.

    Raises OSError, among them NotAFile for a link.
    """
    if folder.is_symlink():
        raise NotAFile(errno.ELOOP, f"{folder.name} is a link, and links are not followed there")
    make_private_folder(folder)


def sync_way_to(folder: Path) -> None:
    """Make a folder, and those above it, safe from a power cut as far as this user may.

    Whoever made them may have been stopped before they were synced; then what is saved in them hangs in the air.
    """
    for one in folder.parents:
        with contextlib.suppress(OSError):
            sync_folder(one)


_WORDS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your disk quota is used up",
    errno.EFBIG: "the file would be too large",
    errno.EIO: "the disk reports an error",
    errno.EROFS: "the disk is read-only",
    errno.EACCES: "no permission",
    errno.EPERM: "no permission",
    errno.ENAMETOOLONG: "the name is too long",
    errno.ELOOP: "it has become a link since, or its links go round in a circle",
    errno.ENOTDIR: "a part of the path is not a folder",
}


def words_of(error: OSError) -> str:
    """What went wrong, in words."""
    if isinstance(error, NotAFile | TooLarge):
        return str(error.strerror)
    return _WORDS.get(error.errno or 0) or (error.strerror or str(error) or "unknown error").lower()
