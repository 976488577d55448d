"""The journal: the newest steps, each with what it needs to be taken back (PRODUCT.md section 2)."""

from collections.abc import Mapping

import msgspec

from outsource_tui.model.keeping import JournalEntry
from outsource_tui.model.plan import number_of

MOST_ENTRIES = 200
MOST_BYTES = 4 * 1024 * 1024


def with_entry(
    journal: Mapping[str, JournalEntry], entry: JournalEntry, *, keep_undone: bool
) -> tuple[dict[str, JournalEntry], set[str]]:
    """The journal with `entry` in it, cut to its limits, and the ids of entries that left it.

    A new step makes the undone ones unreachable, so they go; with `keep_undone` (the step is itself an undo or a
    redo) they stay. Oldest out first; the newest always stays.
    """
    kept = {key: one for key, one in journal.items() if key == entry.id or keep_undone or one.undone is None}
    kept[entry.id] = entry
    order = sorted(kept, key=number_of, reverse=True)
    total = 0
    allowed: list[str] = []
    for key in order[:MOST_ENTRIES]:
        total += size_of(kept[key])
        if total > MOST_BYTES and allowed:
            break
        allowed.append(key)
    result = {key: kept[key] for key in kept if key in set(allowed)}
    return result, set(journal) - set(result)


def size_of(entry: JournalEntry) -> int:
    """Bytes that an entry takes in the file, give or take its key."""
    return len(msgspec.json.encode(entry))


def next_undo(journal: Mapping[str, JournalEntry], session: str) -> JournalEntry | None:
    """What `undo` takes back: this session's newest step, else the newest of all."""
    done = [one for one in journal.values() if one.undone is None]
    own = [one for one in done if one.session == session]
    return max(own or done, key=lambda one: number_of(one.id), default=None)


def next_redo(journal: Mapping[str, JournalEntry]) -> JournalEntry | None:
    """What `redo` does again: the step undone last."""
    undone = [one for one in journal.values() if one.undone is not None]
    return max(undone, key=lambda one: one.undone or 0, default=None)
