"""Time logs of Clockify: the detailed report as CSV, or the summary by date (PRODUCT.md section 7)."""

from outsource_tui.exchange.timelogs.entry import Reading, Source, TimeLog
from outsource_tui.exchange.timelogs.sheet import Columns, is_log, log_in, parts_in
from outsource_tui.model.problems import BadInput

COLUMNS: Columns = {
    "project": ("project",),
    "task": ("task", "activity"),
    "description": ("description",),
    "tags": ("tags", "tag"),
    "client": ("client",),
    "start date": ("start_date", "date"),
    "start time": ("start_time",),
    "end date": ("end_date",),
    "end time": ("end_time",),
    "decimal": ("duration_(decimal)", "time_(decimal)"),
    "duration": ("duration_(h)", "time_(h)"),
    "other date": ("date_of_creation",),
}

_SUMMARY: Columns = {"duration": ("time_(h)", "time_(decimal)")}


def fits(text: str) -> bool:
    """Whether the columns are those of a detailed report, or of any summary."""
    return is_log(parts_in(text, COLUMNS)) or bool(parts_in(text, _SUMMARY))


def read(text: str, reading: Reading) -> TimeLog:
    """The entries that are over. Raises BadInput that names row and column, or for a summary without dates."""
    if "start date" not in parts_in(text, COLUMNS):
        raise BadInput(
            "this summary has no dates, and without them hours a week are unknown",
            fix="export the detailed report, or group the summary by Date first",
        )
    return log_in(text, reading, SOURCE.name, COLUMNS)


SOURCE = Source(
    name="clockify",
    label="Clockify",
    by="project",
    needs="Start Date, Start Time, End Date, End Time or Duration (h), and Project or Task",
    fits=fits,
    read=read,
)
