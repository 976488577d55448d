"""Time logs of Harvest: the detailed time report as CSV, which knows the day and the hours (PRODUCT.md section 7)."""

from outsource_tui.exchange.timelogs.entry import Reading, Source, TimeLog
from outsource_tui.exchange.timelogs.sheet import Columns, is_log, log_in, parts_in

COLUMNS: Columns = {
    "project": ("project",),
    "task": ("task",),
    "description": ("notes",),
    "client": ("client",),
    "start date": ("date",),
    "decimal": ("hours",),
}


def fits(text: str) -> bool:
    """Whether the columns are Harvest's."""
    return is_log(parts_in(text, COLUMNS))


def read(text: str, reading: Reading) -> TimeLog:
    """The entries, each from the beginning of its day. Raises BadInput that names row and column."""
    return log_in(text, reading, SOURCE.name, COLUMNS)


SOURCE = Source(
    name="harvest",
    label="Harvest",
    by="project",
    needs="Date, Hours, and Project, Task or Notes",
    fits=fits,
    read=read,
)
