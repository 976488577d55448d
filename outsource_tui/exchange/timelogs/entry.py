"""A time log as it is read, whichever tracker wrote it."""

from collections.abc import Callable
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec import Struct

from outsource_tui.model.problems import BadInput

By = Literal["project", "task", "tag", "description", "client"]
"""What entries are grouped by."""

DateOrder = Literal["dmy", "mdy"]

MOST_ENTRIES = 10_000

FIRST_YEAR, LAST_YEAR = 1971, 2199
"""Entries of other years are mistakes, and weeks are counted between the first and the last."""


class AmbiguousDates(BadInput):
    """Dates such as 03/04/2026 can be read in two ways, and nothing in the file says which."""


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
    """Raises BadInput that names the entry and what is wrong with it, AmbiguousDates where the reading must say."""
    forms: tuple[Literal["csv", "json"], ...] = ("csv",)
    """Where it is CSV, the columns are named when they do not fit."""


def require_times(start: datetime, end: datetime, where: str) -> None:
    """Raise BadInput that names `where` for an entry that ends before it starts or lies in an impossible year."""
    if end < start:
        raise BadInput("it ends before it starts", where=where)
    if start.year < FIRST_YEAR or end.year > LAST_YEAR:
        raise BadInput(f"it is not in the years {FIRST_YEAR} to {LAST_YEAR}", where=where)
