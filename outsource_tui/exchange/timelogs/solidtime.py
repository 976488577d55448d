"""Time logs of solidtime: the detailed report as CSV, or its generic import format (PRODUCT.md section 7)."""

from outsource_tui.exchange.timelogs.entry import Reading, Source, TimeLog
from outsource_tui.exchange.timelogs.sheet import Columns, is_log, log_in, parts_in

COLUMNS: Columns = {
    "project": ("project",),
    "task": ("task",),
    "description": ("description",),
    "tags": ("tags",),
    "client": ("client",),
    "start": ("start",),
    "end": ("end",),
    "decimal": ("duration_(decimal)",),
    "duration": ("duration",),
}


def fits(text: str) -> bool:
    """Whether the columns are solidtime's."""
    return is_log(parts_in(text, COLUMNS))


def read(text: str, reading: Reading) -> TimeLog:
    """The entries that are over. Raises BadInput that names row and column."""
    return log_in(text, reading, SOURCE.name, COLUMNS)


SOURCE = Source(
    name="solidtime",
    label="solidtime",
    by="project",
    needs="Start, End or Duration, and Project, Task, Description or Tags",
    fits=fits,
    read=read,
)
