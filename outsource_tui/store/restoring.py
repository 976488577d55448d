"""Bringing back an earlier state of a plan, so that bringing it back can itself be taken back."""

from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from outsource_tui.model.plan import Plan
from outsource_tui.store import backups
from outsource_tui.store.backups import Backup
from outsource_tui.store.files import TooLarge, read_file
from outsource_tui.store.reading import Unfit, parsed


class Aside(Struct, frozen=True):
    """What stood in the place of the plan before."""

    plan: Plan | None
    """The newest state that can be known of, for its ids; of a damaged file that of its newest good backup."""
    backup: Backup | None
    """Under which it can be brought back; None where it is damaged."""
    path: Path


class Restored(Struct, frozen=True):
    """What came of a restore."""

    plan: Plan
    backup: Backup
    """The one that was brought back."""
    aside: Aside | None
    """Where what stood there before is now; None where nothing did."""
    number: int | None
    """Which number takes the restore back; None where there is nothing to go back to, or it cannot be listed."""
    warnings: tuple[str, ...] = ()
    """Such as "saved, but may not survive a power cut"."""


def set_aside(real: Path, at: datetime) -> Aside | None:
    """Make a backup of the file, or put it away as damaged; None where there is no file.

    Raises OSError, also where the file may be good and only cannot be read now.
    """
    try:
        now, _, _ = parsed(read_file(real)[0])
    except FileNotFoundError:
        return None
    except (Unfit, TooLarge):
        path = backups.set_aside_damaged(real, at)
        good = backups.newest_good(real)
        return Aside(good[2].plan if good is not None else None, None, path)
    backup = backups.made(real, at)
    return Aside(now, backup, backup.path)


def beyond(now: Plan | None, restored: Plan) -> Plan:
    """The restored plan as the next generation of what is there now, none of whose ids is handed out again."""
    meta, other = restored.meta, now.meta if now is not None else restored.meta
    next_ids = {
        table: max(meta.next_ids.get(table, 1), other.next_ids.get(table, 1))
        for table in meta.next_ids | other.next_ids
    }
    generation = max(meta.generation, other.generation) + 1
    return msgspec.structs.replace(
        restored, meta=msgspec.structs.replace(meta, generation=generation, next_ids=next_ids)
    )


def listed_number(backup: Backup, real: Path) -> int | None:
    """What `backup list` calls it; None where it cannot be listed."""
    kept = backups.listed(real)
    return kept.index(backup) + 1 if backup in kept else None
