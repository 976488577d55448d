"""Earlier states of a plan, kept beside it: the ten latest, one a day for seven days, one a week for four weeks.

A plan file is never changed in place, so a backup is a second name for the file as it was.
"""

import contextlib
import os
import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec import Struct

from outsource_tui.model.problems import PlanUnreadable
from outsource_tui.store.files import make_own_folder, read_file, sync_folder, write_whole
from outsource_tui.store.reading import Opened, opened

FOLDER = "backups"
LATEST, DAYS, WEEKS = 10, 7, 4
EVERY = timedelta(minutes=10)
"""A save sets the state before it aside unless one was set aside so recently."""

MOST_NAMES = 999_999
"""Names tried for the backups of one second; `listed` reads so many digits."""

_STAMP = "%Y%m%dT%H%M%SZ"


class Backup(Struct, frozen=True):
    """A state that was set aside at an instant (UTC)."""

    path: Path
    at: datetime
    count: int = 1
    """Tells apart those of the same second."""


def listed(real: Path) -> list[Backup]:
    """The backups of a plan file, newest first; `backup restore` counts them from 1."""
    pattern = re.compile(rf"{re.escape(real.name.removesuffix('.json'))}-(\d{{8}}T\d{{6}}Z)(?:-(\d{{1,6}}))?\.json")
    found = []
    with contextlib.suppress(OSError):
        if _folder(real).is_symlink():
            return []
        for path in _folder(real).iterdir():
            match = pattern.fullmatch(path.name)
            with contextlib.suppress(ValueError):
                if match is not None and not path.is_symlink():
                    at = datetime.fromisoformat(match[1])
                    found.append(Backup(path, at, int(match[2] or 1)))
    return sorted(found, key=lambda one: (one.at, one.count), reverse=True)


def is_due(backups: Iterable[Backup], at: datetime) -> bool:
    """Whether none was made within `EVERY` before `at`; one of the future says nothing."""
    return not any(timedelta(0) <= at - one.at < EVERY for one in backups)


def made(real: Path, at: datetime) -> Backup:
    """Set the file aside as it is now. Raises OSError."""
    at = at.astimezone(UTC).replace(microsecond=0)
    stem = f"{real.name.removesuffix('.json')}-{at.strftime(_STAMP)}"
    path, count = _second_name(real, lambda count: f"{stem}.json" if count == 1 else f"{stem}-{count}.json")
    return Backup(path, at, count)


def set_aside_damaged(real: Path, at: datetime) -> Path:
    """Give a damaged file a second name among the backups, where no cleaning up takes it away. Raises OSError."""
    stem = f"{real.name}.damaged-{at.astimezone(UTC).strftime(_STAMP)}"
    return _second_name(real, lambda count: f"{stem}-{count}")[0]


def _second_name(real: Path, name: Callable[[int], str]) -> tuple[Path, int]:
    """Give the file the first of these names (from 1) that is free among the backups; that and its number."""
    folder = _folder(real)
    make_own_folder(folder)
    count = next((one for one in range(1, MOST_NAMES + 1) if not os.path.lexists(folder / name(one))), None)
    if count is None:
        raise FileExistsError(f"no name like {name(MOST_NAMES)} is left")
    path = folder / name(count)
    try:
        path.hardlink_to(real)
    except FileNotFoundError:
        raise
    except OSError:
        # Some disks have no links; a copy is as good, only slower.
        write_whole(path, read_file(real)[0])
    sync_folder(folder)
    return path, count


def worth_keeping(backups: Iterable[Backup]) -> set[Backup]:
    """The latest ten, the newest of each of the last seven days that have one, and of the last four weeks."""
    newest_first = sorted(backups, key=lambda one: (one.at, one.count), reverse=True)
    days = _newest_of_each(((one.at.date(), one) for one in newest_first), DAYS)
    weeks = _newest_of_each(((one.at.isocalendar()[:2], one) for one in newest_first), WEEKS)
    return {*newest_first[:LATEST], *days, *weeks}


def _newest_of_each(pairs: Iterator[tuple[Hashable, Backup]], most: int) -> list[Backup]:
    newest: dict[Hashable, Backup] = {}
    for key, one in pairs:
        newest.setdefault(key, one)
    return list(newest.values())[:most]


def clean_up(real: Path, at: datetime, *, new: Backup | None = None) -> None:
    """Take away the backups that are not worth keeping; one that cannot be taken away stays, and so does `new`.

    Where a clock was ahead, those of the time after `at` are counted by themselves: they shall not push out each that
    is made until then.
    """
    backups = listed(real)
    ahead = {one for one in backups if one.at > at}
    for one in set(backups) - worth_keeping(ahead) - worth_keeping(set(backups) - ahead) - {new}:
        with contextlib.suppress(OSError):
            one.path.unlink()


def newest_good(real: Path) -> tuple[int, Backup, Opened] | None:
    """The newest backup that can be opened, with its number; None where there is none."""
    for number, one in enumerate(listed(real), start=1):
        with contextlib.suppress(PlanUnreadable):
            found = opened(one.path)
            if found is not None:
                return number, one, found
    return None


def _folder(real: Path) -> Path:
    return real.parent / FOLDER
