"""Time logs of Timewarrior: what `timew export` writes (PRODUCT.md section 7)."""

import re
from datetime import UTC, datetime
from typing import Any

from outsource_tui.exchange.timelogs.array import Span, log_in_array, texts_of
from outsource_tui.exchange.timelogs.entry import Reading, Source, TimeLog
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
    return log_in_array(text, reading, SOURCE.name, SOURCE.needs, _span)


def _span(one: Any, where: str) -> Span:
    if not isinstance(one, dict):
        raise BadInput("an entry must be an object", where=where, fix=SOURCE.needs)
    annotation = one.get("annotation", "")
    if not isinstance(annotation, str):
        raise BadInput("annotation: a text is needed", where=where)
    return Span(
        start=_instant(one.get("start"), "start", where),
        end=_instant(one["end"], "end", where) if "end" in one else None,
        tags=texts_of(one.get("tags", []), "tags", where),
        description=annotation,
    )


def _instant(value: Any, name: str, where: str) -> datetime:
    try:
        return datetime.strptime(value, _STAMP).replace(tzinfo=UTC)
    except (TypeError, ValueError):
        raise BadInput(f"{name}: {value!r} is not a time such as 20231001T103000Z", where=where) from None


SOURCE = Source(
    name="timewarrior",
    label="Timewarrior",
    by="tag",
    needs="what `timew export` writes",
    fits=fits,
    read=read,
    forms=("json",),
)
