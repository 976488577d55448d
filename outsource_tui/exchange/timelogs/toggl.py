"""Time logs of Toggl Track: the detailed report as CSV, classic and newer (PRODUCT.md section 7)."""

from outsource_tui.exchange.timelogs.entry import Reading, Source, TimeLog
from outsource_tui.exchange.timelogs.sheet import Columns, header_in, is_log, log_in, parts_in

COLUMNS: Columns = {
    "project": ("project",),
    "task": ("task",),
    "description": ("description",),
    "tags": ("tags",),
    "client": ("client",),
    "start date": ("start_date",),
    "start time": ("start_time",),
    "end date": ("end_date", "stop_date"),
    "end time": ("end_time", "stop_time"),
    "duration": ("duration",),
}

_ONLY_HERE = {"duration", "stop_date", "stop_time"}
_ONLY_CLOCKIFY = {
    "activity", "date_of_creation", "duration_(decimal)", "duration_(h)", "group", "invoice_id", "invoiced", "type",
}  # fmt: skip


def fits(text: str) -> bool:
    """Whether the columns are Toggl's; Clockify calls the most important ones the same."""
    names = set(header_in(text)[0])
    return is_log(parts_in(text, COLUMNS)) and (bool(names & _ONLY_HERE) or not names & _ONLY_CLOCKIFY)


def read(text: str, reading: Reading) -> TimeLog:
    """The entries that are over. Raises BadInput that names row and column."""
    return log_in(text, reading, SOURCE.name, COLUMNS)


SOURCE = Source(
    name="toggl",
    label="Toggl",
    by="project",
    needs="Start date, Start time, End date, End time or Duration, and Project or Description",
    fits=fits,
    read=read,
)
