"""Time logs of Watson: `watson log --json`, `watson log --csv`, or its frames file (PRODUCT.md section 7)."""

import re
from datetime import UTC, datetime
from typing import Any

from outsource_tui.exchange.timelogs.array import Span, log_in_array, texts_of
from outsource_tui.exchange.timelogs.entry import Reading, Source, TimeLog
from outsource_tui.exchange.timelogs.sheet import Columns, is_log, log_in, parts_in
from outsource_tui.model.problems import BadInput

CURRENT = "current"
"""What Watson writes for the id of the frame that is still running, with the time of writing as its end."""

COLUMNS: Columns = {
    "id": ("id",),
    "project": ("project",),
    "tags": ("tags",),
    "start": ("start",),
    "end": ("stop",),
}

_HEAD = 20_000
_STOP = re.compile(r'"stop"\s*:\s*"\d{4}-\d\d-\d\dT', re.ASCII)
_FRAME = re.compile(r"\s*\[\s*\[\s*\d+\s*,\s*(\d+|null)\s*,\s*\"", re.ASCII)


def fits(text: str) -> bool:
    """Whether the text is one of the three forms."""
    head = text[:_HEAD]
    if head.lstrip().startswith("["):
        return _STOP.search(head) is not None or _FRAME.match(head) is not None
    return is_log(parts_in(text, COLUMNS))


def read(text: str, reading: Reading) -> TimeLog:
    """The frames that are over; one still running is skipped and said. Raises BadInput that names the place."""
    if not text.lstrip().startswith("["):
        return log_in(text, reading, SOURCE.name, COLUMNS, running_id=CURRENT)
    return log_in_array(text, reading, SOURCE.name, SOURCE.needs, _span)


def _span(one: Any, where: str) -> Span:
    """A frame as an object of the log, or as an array of the frames file."""
    if isinstance(one, list) and len(one) >= 4:
        start, end, project, identity, tags = *one[:4], one[4] if len(one) > 4 else []
        began, ended = _of_epoch(start, "start", where), None if end is None else _of_epoch(end, "stop", where)
    elif isinstance(one, dict):
        project, identity, tags = one.get("project"), one.get("id"), one.get("tags", [])
        began, ended = _of_iso(one.get("start"), "start", where), _of_iso(one.get("stop"), "stop", where)
    else:
        raise BadInput("this is no frame of Watson", where=where, fix=SOURCE.needs)
    if not isinstance(project, str):
        raise BadInput("project: a text is needed", where=where)
    ended = None if identity == CURRENT else ended
    return Span(start=began, end=ended, project=project, tags=texts_of(tags, "tags", where))


def _of_epoch(value: Any, name: str, where: str) -> datetime:
    try:
        return datetime.fromtimestamp(value, UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        raise BadInput(f"{name}: {value!r} is not seconds since 1970", where=where) from None


def _of_iso(value: Any, name: str, where: str) -> datetime:
    try:
        instant = datetime.fromisoformat(value)
        if instant.tzinfo is not None:
            return instant.astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        pass
    raise BadInput(f"{name}: {value!r} is not a time such as 2026-01-31T09:30:00+01:00", where=where)


SOURCE = Source(
    name="watson",
    label="Watson",
    by="project",
    needs="`watson log --json`, `--csv`, or its frames file",
    fits=fits,
    read=read,
    forms=("json", "csv"),
)
