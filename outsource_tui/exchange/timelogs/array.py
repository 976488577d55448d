"""Time logs as a JSON array: an entry an element, whatever form each tracker gives it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from msgspec import Struct

from outsource_tui.exchange.json_text import decoded
from outsource_tui.exchange.timelogs.entry import MOST_ENTRIES, Entry, Reading, TimeLog, require_times
from outsource_tui.model.problems import BadInput


class Span(Struct, frozen=True, kw_only=True):
    """What an element says. Instants are in UTC; without an `end` it is still running."""

    start: datetime
    end: datetime | None
    project: str = ""
    tags: tuple[str, ...] = ()
    description: str = ""


def log_in_array(text: str, reading: Reading, source: str, needs: str, span_of: Callable[[Any, str], Span]) -> TimeLog:
    """The entries that are over; others are skipped and said. `span_of` reads an element and is told its place.

    Raises BadInput that names the entry.
    """
    data = decoded(text)
    if not isinstance(data, list):
        raise BadInput("this is no list of entries", fix=needs)
    if len(data) > MOST_ENTRIES:
        raise BadInput(f"more than {MOST_ENTRIES:,} entries", fix="export a shorter time")
    entries: list[Entry] = []
    skipped: list[str] = []
    for number, one in enumerate(data, 1):
        where = f"entry {number}"
        span = span_of(one, where)
        require_times(span.start, span.end or span.start, where)
        if span.end is None:
            skipped.append(f"{where} is still running, since {span.start.astimezone(reading.zone):%Y-%m-%d %H:%M}")
        elif span.end == span.start:
            skipped.append(f"{where} has no length")
        else:
            entries.append(_entry(span, span.end))
    return TimeLog(source, tuple(entries), tuple(skipped))


def texts_of(value: Any, name: str, where: str) -> tuple[str, ...]:
    """A list of texts, such as tags. Raises BadInput for anything else."""
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise BadInput(f"{name}: a list of texts is needed", where=where)
    return tuple(value)


def _entry(span: Span, end: datetime) -> Entry:
    return Entry(
        start=span.start,
        end=end,
        seconds=int((end - span.start).total_seconds()),
        project=span.project,
        tags=span.tags,
        description=span.description,
    )
