"""CSV as text: cells that no spreadsheet takes for a formula, and records read strictly (RELIABILITY.md section 3)."""

import csv
import io
import re
from collections.abc import Iterable, Iterator

from outsource_tui.model.problems import BadInput
from outsource_tui.model.text import cleaned

SEPARATORS = (",", ";", "\t")
_FORMULA = re.compile(r"'*\s*[=+\-@\t\r＝＋－＠]")


def guarded(text: str) -> str:
    """A text with `'` before it where a spreadsheet would take it for a formula; `unguarded` takes exactly it off.

    A text that begins like a guarded one gets another, so that nothing is lost on the way back.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """A text as it was before `guarded`."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def cell(value: object) -> str:
    """A stored value as a cell: unknown is empty, numbers stay numbers, lists are joined with commas."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{value:.10g}"
    text = ", ".join(str(one) for one in value) if isinstance(value, list | tuple) else str(value)
    return guarded(cleaned(text, lines=True))


def csv_of(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A header and rows as CSV, every field quoted."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(header)
    writer.writerows([cell(value) for value in row] for row in rows)
    return out.getvalue()


def header_of(text: str, separator: str) -> list[str]:
    """The first record's cells as names: without guards and outer spaces, folded, with `_` for spaces."""
    first = next(iter(records(text, separator)), [])
    return [re.sub(r"\s+", "_", unguarded(name).strip().casefold()) for name in first]


def separator_of(text: str, wanted: str) -> str | None:
    """The separator with which the header has a column `wanted`; None where it has none with any."""
    for separator in SEPARATORS:
        try:
            if wanted in header_of(text, separator):
                return separator
        except BadInput:
            continue
    return None


def records(text: str, separator: str) -> Iterator[list[str]]:
    """The records of a text, cells as they stand. Raises BadInput that names the row; the header is row 1."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    row = 0
    while True:
        row += 1
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise BadInput(f"this is no CSV: {error}", where=f"row {row}") from None
        yield record
