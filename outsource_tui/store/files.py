"""Files that are whole at every moment: read, write, lock. Nothing else in the store writes into a file of a plan.

Every call is one of `os` or `fcntl`, looked up there when it is made, so that a test can make any one of them fail.
"""

import contextlib
import errno
import fcntl
import os
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from outsource_tui.model.problems import ReadOnly, SaveFailed

FILE_MODE = 0o600
FOLDER_MODE = 0o700
MOST_BYTES = 64 * 1024 * 1024
"""The largest plan that is read, so the largest that is written."""

NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL})
"""What `flock` answers where locking is not supported, as on some network mounts."""

MOST_TURNS = 3
"""Who waits for a lock waits once, and again where somebody has saved meanwhile; so often at most."""

_CHUNK = 1024 * 1024
_PAUSE_SECONDS, _LEAST_PAUSE_SECONDS = 0.004, 0.0002
"""Between two tries at a lock, at first; shorter for who has waited longer, so that busy sessions keep nobody out."""

_READ_FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC
_NEW_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_LOCK_FLAGS = os.O_RDWR | os.O_CREAT | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC


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
    handle = os.open(path, _READ_FLAGS)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise NotAFile(errno.EINVAL, _kind_of(status.st_mode))
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


def _kind_of(mode: int) -> str:
    kinds = {stat.S_IFDIR: "a folder", stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket"}
    return kinds.get(stat.S_IFMT(mode), "a device")


def begins_with(path: Path, head: bytes) -> bool:
    """Whether the file begins with these bytes."""
    handle = os.open(path, _READ_FLAGS)
    try:
        return os.read(handle, len(head)) == head
    finally:
        os.close(handle)


def can_lock(path: Path) -> bool:
    """Whether locking works where this file is; tried on the file itself, which nobody else locks."""
    return lock_error(path) not in NO_LOCKS


def is_locked(path: Path) -> bool:
    """Whether somebody holds the lock of a plan at this moment; nothing is created."""
    return lock_error(_lock_of(path)) not in {None, *NO_LOCKS}


def lock_error(path: Path) -> int | None:
    """What a try at a lock answers, as an `errno`; None where it was got, and where the file cannot be opened."""
    try:
        handle = os.open(path, _READ_FLAGS)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno
    finally:
        os.close(handle)
    return None


def _lock_of(path: Path) -> Path:
    return path.with_name(path.name + ".lock")


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


@contextlib.contextmanager
def locked(path: Path, *, patience: float) -> Iterator[None]:
    """Hold the lock of a plan; wait `patience` seconds for it, and `MOST_TURNS` times that where others go on saving.

    Raises SaveFailed where somebody else holds it for longer, ReadOnly where locking does not work.
    """
    lock = _lock_of(path)
    try:
        handle = os.open(lock, _LOCK_FLAGS, FILE_MODE)
    except OSError as error:
        if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
            raise ReadOnly(f"cannot write here: {words_of(error)}", where=str(path)) from None
        if error.errno in {errno.ELOOP, errno.EISDIR}:
            raise SaveFailed(
                "this is not a lock file and was left alone", where=str(lock), fix="take it away, then save again"
            ) from None
        raise
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise SaveFailed(f"this is {_kind_of(status.st_mode)}, not a lock file", where=str(lock))
        if stat.S_IMODE(status.st_mode) != FILE_MODE and status.st_uid == os.geteuid():
            os.fchmod(handle, FILE_MODE)
        _wait_for(handle, path, patience)
        yield
    finally:
        # Whatever it answers, the lock is gone, and what was saved is saved.
        with contextlib.suppress(OSError):
            os.close(handle)


def _wait_for(handle: int, path: Path, patience: float) -> None:
    """Take the lock."""
    begin = time.monotonic()
    for turn in range(1, MOST_TURNS + 1):
        before = _version_of(path)
        waited = 0.0
        while waited < patience * turn:
            if _has_taken(handle, path):
                return
            time.sleep(max(_PAUSE_SECONDS / (1 + 40 * waited), _LEAST_PAUSE_SECONDS))
            waited = time.monotonic() - begin
        if _version_of(path) == before:
            break
    raise SaveFailed(
        f"another session has been writing for {patience * turn:g} s",
        where=str(path),
        fix="the file is as it was; try again when that one is done",
    )


def _has_taken(handle: int, path: Path) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in NO_LOCKS:
            raise ReadOnly(
                "files cannot be locked on this disk, so changes would not be safe", where=str(path)
            ) from None
        if error.errno not in {errno.EWOULDBLOCK, errno.EACCES, errno.EINTR}:
            raise
        return False
    return True


def _version_of(path: Path) -> Signature | None:
    try:
        return signature_of(path.stat())
    except OSError:
        return None


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
