"""Time logs of Timewarrior: what `timew export` writes (PRODUCT.md section 7)."""

import re
from datetime import UTC, datetime
from typing import Any

from outsource_tui.exchange.json_text import decoded
from outsource_tui.exchange.timelogs.entry import MOST_ENTRIES, Entry, Reading, Source, TimeLog, require_times
from outsource_tui.model.problems import BadInput

_HEAD = 20_000
_STAMP = "%Y%m%dT%H%M%SZ"
_START = re.compile(r'"start"\s*:\s*"\d{8}T\d{6}Z"', re.ASCII)


def fits(text: str) -> bool:
    """Whether the text is a JSON array whose entries start as `20231001T103000Z`."""
    head = text[:_HEAD]
    return head.lstrip().startswith("[") and _START.search(head) is not None


def read(text: str, reading: Reading) -> TimeLog:
    """The entries that are over; one still running is skipped and said. Raises BadInput that names the entry."""
    data = decoded(text)
    if not isinstance(data, list):
        raise BadInput("this is no Timewarrior log", fix=SOURCE.needs)
    if len(data) > MOST_ENTRIES:
        raise BadInput(f"more than {MOST_ENTRIES:,} entries", fix="export a shorter time")
    entries: list[Entry] = []
    skipped: list[str] = []
    for number, one in enumerate(data, 1):
        where = f"entry {number}"
        start, end = _times(one, where)
        if end is None:
            skipped.append(f"{where} is still running, since {start.astimezone(reading.zone):%Y-%m-%d %H:%M}")
        elif end == start:
            skipped.append(f"{where} has no length")
        else:
            entries.append(_entry(one, start, end, where))
    return TimeLog(SOURCE.name, tuple(entries), tuple(skipped))


def _times(one: Any, where: str) -> tuple[datetime, datetime | None]:
    if not isinstance(one, dict):
        raise BadInput("an entry must be an object", where=where, fix=SOURCE.needs)
    start = _instant(one.get("start"), "start", where)
    end = _instant(one["end"], "end", where) if "end" in one else None
    require_times(start, end or start, where)
    return start, end


def _instant(value: Any, name: str, where: str) -> datetime:
    try:
        return datetime.strptime(value, _STAMP).replace(tzinfo=UTC)
    except (TypeError, ValueError):
        raise BadInput(f"{name}: {value!r} is not a time such as 20231001T103000Z", where=where) from None


def _entry(one: dict[str, Any], start: datetime, end: datetime, where: str) -> Entry:
    tags, annotation = one.get("tags", []), one.get("annotation", "")
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise BadInput("tags: a list of texts is needed", where=where)
    if not isinstance(annotation, str):
        raise BadInput("annotation: a text is needed", where=where)
    seconds = int((end - start).total_seconds())
    return Entry(start=start, end=end, seconds=seconds, tags=tuple(tags), description=annotation)


SOURCE = Source(
    name="timewarrior",
    label="Timewarrior",
    by="tag",
    needs="what `timew export` writes",
    fits=fits,
    read=read,
    forms=("json",),
)
