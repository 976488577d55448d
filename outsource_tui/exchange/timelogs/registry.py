"""The trackers whose logs can be read. A new one is a module of its own and one line here."""

from outsource_tui.exchange.timelogs import clockify, harvest, solidtime, timewarrior, toggl, watson
from outsource_tui.exchange.timelogs.entry import Reading, Source, TimeLog
from outsource_tui.exchange.timelogs.sheet import spelled_header
from outsource_tui.model.problems import BadInput

SOURCES: tuple[Source, ...] = (
    toggl.SOURCE,
    clockify.SOURCE,
    harvest.SOURCE,
    solidtime.SOURCE,
    timewarrior.SOURCE,
    watson.SOURCE,
)
"""Looked at in this order; the first that fits is taken."""

COLUMNS_NEEDED = "a time log needs Start or Date, End or Hours, and Project or Task; a list of tasks needs name"


def fitting_source(text: str) -> Source | None:
    """The tracker that wrote a text, by its content; None where no known one did."""
    return next((one for one in SOURCES if one.fits(text)), None)


def source_named(name: str) -> Source:
    """The tracker of that name. Raises BadInput."""
    for one in SOURCES:
        if one.name == name:
            return one
    raise BadInput(f"there is no source {name!r}", fix=f"known: {', '.join(one.name for one in SOURCES)}")


def columns_found(text: str) -> str:
    """Which columns a text has, in words and as it spells them."""
    names = [name for name in spelled_header(text) if name]
    return f"columns found: {', '.join(names[:12])}" if names else "no columns were found"


def time_log_of(text: str, source: Source, reading: Reading, file_name: str = "") -> TimeLog:
    """The entries in a text.

    Raises BadInput that names the file, the entry and what is wrong; AmbiguousDates where `reading` has to say how
    dates are written.
    """
    if not text.strip() or text.split() == ["[", "]"] or text.strip() == "[]":
        raise BadInput("there are no entries in it", where=file_name)
    if not source.fits(text):
        is_sheet = "csv" in source.forms and text.lstrip()[:1] not in {"[", "{"}
        what = f"this is no {source.label} log" + (f"; {columns_found(text)}" if is_sheet else "")
        raise BadInput(what, where=file_name, fix=f"{source.label}: {source.needs}")
    try:
        log = source.read(text, reading)
    except BadInput as problem:
        where = ", ".join(one for one in (file_name, problem.where) if one)
        raise type(problem)(problem.what, where=where, fix=problem.fix) from None
    if not log.entries:
        raise BadInput("there are no entries in it that are over", where=file_name, fix="; ".join(log.skipped[:3]))
    return log
