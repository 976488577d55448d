"""Time logs as CSV: columns by their names in any order, a row an entry (PRODUCT.md section 7)."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, TypeVar

from msgspec import Struct

from outsource_tui.exchange.csv_text import SEPARATORS, header_of, records
from outsource_tui.exchange.timelogs.cells import date_of, instant_of, order_in, seconds_of, time_of
from outsource_tui.exchange.timelogs.entry import MOST_ENTRIES, DateOrder, Entry, Reading, TimeLog, require_times
from outsource_tui.model.problems import BadInput

Part = Literal[
    "id", "project", "task", "description", "tags", "client",
    "start", "end", "start date", "start time", "end date", "end time",
    "decimal", "duration", "other date",
]  # fmt: skip
"""What a cell can say of an entry. `start` and `end` are instants; `other date` only tells day from month."""

Columns = Mapping[Part, tuple[str, ...]]
"""How a tracker calls the column of each part, folded as `header_of` folds it."""

_HEAD = 20_000
_KEYS: set[Part] = {"project", "task", "description", "tags"}
_DATES: set[Part] = {"start date", "end date", "other date"}
_WITHOUT = re.compile(r"\(without \w+\)", re.IGNORECASE)

Value = TypeVar("Value")


def header_in(text: str) -> tuple[list[str], str]:
    """The names of the columns, folded, and the separator between them; no names where the text is no CSV."""
    head = text[:_HEAD].removeprefix("\ufeff")
    found: tuple[list[str], str] = ([], ",")
    for separator in SEPARATORS:
        try:
            names = header_of(head, separator)
        except BadInput:
            continue
        if len(names) > len(found[0]):
            found = (names, separator)
    return found


def spelled_header(text: str) -> list[str]:
    """The names of the columns as they stand there; none where the text is no CSV."""
    folded, separator = header_in(text)
    head = text[:_HEAD].removeprefix("\ufeff")
    return [one.strip() for one in next(iter(records(head, separator)))] if folded else []


def parts_in(text: str, columns: Columns) -> set[Part]:
    """The parts for which a text has a column; none where it has a column `name`, as lists of tasks have."""
    names = set(header_in(text)[0])
    return set() if "name" in names else {part for part, known in columns.items() if names & set(known)}


def is_log(parts: set[Part]) -> bool:
    """Whether parts say when, how long, and on what."""
    return bool(parts & {"start", "start date"}) and _is_length_known(parts) and bool(parts & _KEYS)


def log_in(text: str, reading: Reading, source: str, columns: Columns, *, running_id: str = "") -> TimeLog:
    """The entries that are over; others are skipped and said. An entry called `running_id` is still running.

    Raises AmbiguousDates, or BadInput that names the row (the header is row 1) and the column.
    """
    sheet = _sheet_of(text.removeprefix("\ufeff"), columns)
    order = reading.dates or order_in(_dates(sheet)) or "dmy"
    entries: list[Entry] = []
    skipped: list[str] = []
    for number, cells in sheet.rows:
        found = _entry(_Row(number, cells, sheet, order, reading), running_id)
        if isinstance(found, Entry):
            entries.append(found)
        else:
            skipped.append(f"row {number} {found}")
    return TimeLog(source, tuple(entries), tuple(skipped))


class _Sheet(Struct, frozen=True):
    names: tuple[str, ...]
    """As the header spells them."""
    places: dict[Part, int]
    rows: tuple[tuple[int, list[str]], ...]

    def where(self, number: int, part: Part) -> str:
        return f"row {number}, column {self.names[self.places[part]]}"


def _sheet_of(text: str, columns: Columns) -> _Sheet:
    folded, separator = header_in(text)
    places: dict[Part, int] = {}
    for part, known in columns.items():
        name = next((one for one in known if one in folded), None)
        if name is None:
            continue
        places[part] = folded.index(name)
        if folded.count(name) > 1:
            raise BadInput(f"column {spelled_header(text)[places[part]]} is there twice", where="row 1")
    numbered = enumerate(records(text, separator), 1)
    names = tuple(one.strip() for one in next(numbered)[1])
    rows = tuple((number, cells) for number, cells in numbered if any(one.strip() for one in cells))
    if len(rows) > MOST_ENTRIES:
        raise BadInput(f"more than {MOST_ENTRIES:,} rows", fix="export a shorter time")
    for number, cells in rows:
        if any(one.strip() for one in cells[len(names) :]):
            raise BadInput(f"{len(cells)} cells, but {len(names)} columns", where=f"row {number}")
    return _Sheet(names, places, rows)


def _is_length_known(parts: set[Part]) -> bool:
    is_span = {"start", "end"} <= parts or {"start date", "start time", "end time"} <= parts
    return is_span or bool(parts & {"decimal", "duration"})


def _dates(sheet: _Sheet) -> dict[str, str]:
    """Every date in it, with the first place where it is."""
    seen: dict[str, str] = {}
    for part, place in sheet.places.items():
        for number, cells in sheet.rows if part in _DATES else ():
            text = cells[place].strip() if place < len(cells) else ""
            if text not in seen:
                seen[text] = sheet.where(number, part)
    return seen


class _Row(Struct, frozen=True):
    """One record, read cell by cell."""

    number: int
    cells: list[str]
    sheet: _Sheet
    order: DateOrder
    reading: Reading

    def text(self, part: Part) -> str:
        """Without outer spaces; empty where the column is not there."""
        place = self.sheet.places.get(part)
        return self.cells[place].strip() if place is not None and place < len(self.cells) else ""

    def name(self, part: Part) -> str:
        """A text that names something; summaries write `(Without client)` for none."""
        text = self.text(part)
        return "" if text[:1] == "(" and _WITHOUT.fullmatch(text) else text

    def value(self, part: Part, read: Callable[[str], Value]) -> Value | None:
        """None for an empty cell. Raises BadInput that names the row and the column."""
        text = self.text(part)
        if not text:
            return None
        try:
            return read(text)
        except BadInput as problem:
            raise BadInput(problem.what, where=self.sheet.where(self.number, part), fix=problem.fix) from None

    def needed(self, part: Part, read: Callable[[str], Value]) -> Value:
        """As `value`, but an empty cell is a BadInput too."""
        value = self.value(part, read)
        if value is None:
            raise BadInput("it is empty", where=self.sheet.where(self.number, part))
        return value

    def day(self, text: str) -> date:
        return date_of(text, self.order)

    def instant(self, text: str) -> datetime:
        return instant_of(text, self.reading.zone)


def _entry(row: _Row, running_id: str) -> Entry | str:
    """What a row says, or in words why it does not count. The decimal column is exact enough, and comes first."""
    seconds = row.value("decimal", seconds_of) or row.value("duration", seconds_of)
    start = _start(row, is_length_known=bool(seconds))
    end = _end(row, start)
    is_current = running_id != "" and row.text("id") == running_id
    if is_current or (end is None and not seconds and row.sheet.places.keys() & {"end", "end time"}):
        return f"is still running, since {start.astimezone(row.reading.zone):%Y-%m-%d %H:%M}"
    if end is None and not seconds:
        row.needed("decimal" if "decimal" in row.sheet.places else "duration", seconds_of)
        return "has no length"
    if end is None:
        end = start + timedelta(seconds=seconds or 0)
    require_times(start, end, f"row {row.number}")
    seconds = seconds or int((end - start).total_seconds())
    if seconds == 0:
        return "has no length"
    tags = tuple(one for one in map(str.strip, row.name("tags").split(",")) if one)
    return Entry(
        start=start,
        end=end,
        seconds=seconds,
        project=row.name("project"),
        task=row.name("task"),
        tags=tags,
        description=row.name("description"),
        client=row.name("client"),
    )


def _start(row: _Row, *, is_length_known: bool) -> datetime:
    """When it began, in UTC; the beginning of the day where only that is known."""
    if "start" in row.sheet.places:
        return row.needed("start", row.instant).astimezone(UTC)
    day = row.needed("start date", row.day)
    if is_length_known or "start time" not in row.sheet.places:
        clock = row.value("start time", time_of)
    else:
        clock = row.needed("start time", time_of)
    return datetime.combine(day, clock or time(), row.reading.zone).astimezone(UTC)


def _end(row: _Row, start: datetime) -> datetime | None:
    """When it ended, in UTC; None where it does not say. A time of day alone is the next one after the start."""
    if "end" in row.sheet.places:
        instant = row.value("end", row.instant)
        return None if instant is None else _utc_after(start, instant)
    clock, day = row.value("end time", time_of), row.value("end date", row.day)
    if clock is None:
        return None
    zone = row.reading.zone
    if day is None:
        begun = start.astimezone(zone)
        day = begun.date() + timedelta(days=clock < begun.time())
    return _utc_after(start, datetime.combine(day, clock, zone))


def _utc_after(start: datetime, local: datetime) -> datetime:
    """In the hour that clocks go back over, the same time of day comes twice: the one after the start is meant."""
    end = local.astimezone(UTC)
    return end if end >= start else local.replace(fold=1).astimezone(UTC)
