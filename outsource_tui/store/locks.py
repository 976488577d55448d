"""Locks: on a plan while it is written, and on the mark of a screen while it runs.

The system lets go of a lock however its holder ends. Every call is one of `os` or `fcntl`, looked up there when it is
made, so that a test can make any one of them fail.
"""

import contextlib
import errno
import fcntl
import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path

from outsource_tui.model.problems import ReadOnly, SaveFailed
from outsource_tui.store.files import FILE_MODE, READ_FLAGS, Signature, kind_of, signature_of, words_of

NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL})
"""What `flock` answers where locking is not supported, as on some network mounts."""

MOST_TURNS = 3
"""Who waits for a lock waits once, and again where somebody has saved meanwhile; so often at most."""

_PAUSE_SECONDS, _LEAST_PAUSE_SECONDS = 0.004, 0.0002
"""Between two tries at a lock, at first; shorter for who has waited longer, so that busy sessions keep nobody out."""

_LOCK_FLAGS = os.O_RDWR | os.O_CREAT | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC


def can_lock(path: Path) -> bool:
    """Whether locking works where this file is; tried on the file itself, which nobody else locks."""
    return _lock_error(path) not in NO_LOCKS


def is_locked(path: Path) -> bool:
    """Whether somebody holds the lock of a plan at this moment; nothing is created."""
    return _lock_error(_lock_of(path)) not in {None, *NO_LOCKS}


def _lock_error(path: Path) -> int | None:
    """What a try at a lock answers, as an `errno`; None where it was got, and where the file cannot be opened."""
    try:
        handle = os.open(path, READ_FLAGS)
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
            raise SaveFailed(f"this is {kind_of(status.st_mode)}, not a lock file", where=str(lock))
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


def held_mark(path: Path) -> int | None:
    """A locked handle on a session's mark, made where it is not there; None where another screen holds it.

    Raises OSError.
    """
    for _ in range(10):
        handle = os.open(path, _LOCK_FLAGS, FILE_MODE)
        try:
            os.fchmod(handle, FILE_MODE)
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Whoever tidies up may have taken it away between the two calls.
            if os.fstat(handle).st_ino == path.stat(follow_symlinks=False).st_ino:
                return handle
        except BlockingIOError:
            os.close(handle)
            return None
        except FileNotFoundError:
            pass
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)
    return None


def is_free(path: Path) -> bool:
    """Whether nobody holds a session's mark; one that is not there is nobody's."""
    return _lock_error(path) is None


def remove_if_free(path: Path) -> None:
    """Take away a session's mark, unless somebody holds it; locked meanwhile, so that nobody takes it up."""
    with contextlib.suppress(OSError):
        handle = os.open(path, READ_FLAGS)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()
        finally:
            os.close(handle)
