"""A time log as it is read, whichever tracker wrote it."""

from collections.abc import Callable
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec import Struct

By = Literal["project", "task", "tag", "description", "client"]
"""What entries are grouped by."""

DateOrder = Literal["dmy", "mdy"]

MOST_ENTRIES = 10_000


class Entry(Struct, frozen=True, kw_only=True):
    """Some time spent on something. Instants are aware; `seconds` is what was worked, whatever lies between them."""

    start: datetime
    end: datetime
    seconds: int
    project: str = ""
    task: str = ""
    tags: tuple[str, ...] = ()
    description: str = ""
    client: str = ""


class TimeLog(Struct, frozen=True):
    """What a file holds."""

    source: str
    entries: tuple[Entry, ...]
    skipped: tuple[str, ...] = ()
    """What was left out and why, in words."""


class Reading(Struct, frozen=True):
    """What one has to know to read a log: the user's zone, and the order of day and month where it is not clear."""

    zone: ZoneInfo
    dates: DateOrder | None = None


class Source(Struct, frozen=True):
    """A tracker whose logs can be read."""

    name: str
    """As in `import --from`."""
    label: str
    by: By
    """What its entries are grouped by unless the user says otherwise."""
    needs: str
    """What a log of it looks like, in words."""
    fits: Callable[[str], bool]
    """Whether a text looks like a log of it; reads no more than its beginning."""
    read: Callable[[str, Reading], TimeLog]
    """Raises BadInput that names the entry and what is wrong with it."""
