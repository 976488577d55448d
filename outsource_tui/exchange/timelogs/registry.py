"""The trackers whose logs can be read. A new one is a module of its own and one line here."""

from outsource_tui.exchange.timelogs import timewarrior
from outsource_tui.exchange.timelogs.entry import Reading, Source, TimeLog
from outsource_tui.model.problems import BadInput

SOURCES: tuple[Source, ...] = (timewarrior.SOURCE,)
"""Looked at in this order; the first that fits is taken."""


def fitting_source(text: str) -> Source | None:
    """The tracker that wrote a text, by its content; None where no known one did."""
    return next((one for one in SOURCES if one.fits(text)), None)


def source_named(name: str) -> Source:
    """The tracker of that name. Raises BadInput."""
    for one in SOURCES:
        if one.name == name:
            return one
    raise BadInput(f"there is no source {name!r}", fix=f"known: {', '.join(one.name for one in SOURCES)}")


def time_log_of(text: str, source: Source, reading: Reading, file_name: str = "") -> TimeLog:
    """The entries in a text. Raises BadInput that names the file, the entry and what is wrong."""
    if not text.strip() or text.split() == ["[", "]"] or text.strip() == "[]":
        raise BadInput("there are no entries in it", where=file_name)
    if not source.fits(text):
        raise BadInput(f"this is no {source.label} log", where=file_name, fix=f"{source.label}: {source.needs}")
    try:
        log = source.read(text, reading)
    except BadInput as problem:
        where = ", ".join(one for one in (file_name, problem.where) if one)
        raise BadInput(problem.what, where=where, fix=problem.fix) from None
    if not log.entries:
        raise BadInput("there are no entries in it that are over", where=file_name, fix="; ".join(log.skipped))
    return log
