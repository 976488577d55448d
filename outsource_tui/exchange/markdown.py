"""Documents as Markdown: blocks of plain text in, text out in which nothing but the blocks is live.

What comes in is data; it is escaped here and nowhere else.
"""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from outsource_tui.model.text import shown, width_of

_LIVE = re.compile(r"([\\`*_{}\[\]|~$@])")
_NUMBERED = re.compile(r"(\d+)[.)](?:\s|$)", re.ASCII)
_ADDRESS = re.compile(r":(?=//)|/(?=/)|(?<=www)\.|(?<=[^\s.])\.(?=[^\W\d_]{2})", re.IGNORECASE)
"""What some programs make a link of, without any markup."""

_ENTITIES = {"&": "&amp;", "<": "&lt;"}
"""A `>` alone opens nothing, and reads better as it is."""


class Heading(Struct, frozen=True):
    """Level 1 is the title of the document."""

    text: str
    level: int = 2


class Paragraph(Struct, frozen=True):
    """A few sentences."""

    text: str


class Bullet(Struct, frozen=True):
    """A line of a list; the label before it stands out."""

    text: str
    label: str = ""


class Bullets(Struct, frozen=True):
    """A list."""

    rows: Sequence[Bullet]


class Column(Struct, frozen=True):
    """A column of a table; numbers stand right."""

    title: str
    is_number: bool = False


class Table(Struct, frozen=True):
    """Rows below their titles; the `strong_row` (from 0) stands out."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    strong_row: int | None = None


Block = Heading | Paragraph | Bullets | Table


def markdown_of(blocks: Iterable[Block]) -> str:
    """The blocks as Markdown (CommonMark, with the tables of GitHub). Lists and tables without rows are left out."""
    return "\n\n".join(text for text in map(_block, blocks) if text) + "\n"


def escaped(text: str) -> str:
    """A text as one line of Markdown that reads as it is: no markup, no HTML, no link comes alive."""
    line = _LIVE.sub(r"\\\1", " ".join(shown(text).split()))
    line = "".join(_ENTITIES.get(one, one) for one in line)
    return _ADDRESS.sub(lambda match: f"\\{match[0]}", line)


def _begun(text: str) -> str:
    """As `escaped`, for a line that begins with it: no list, no heading, no rule."""
    line = escaped(text)
    number = _NUMBERED.match(line)
    if number is not None:
        return f"{number[1]}\\{line[number.end(1) :]}"
    return f"\\{line}" if line[:1] in {"#", "+", "-", "=", ":", ">"} else line


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        text = escaped(block.text)
        # A number sign at the end would be taken for the end of the heading.
        return f"{'#' * block.level} {text[:-1]}\\#" if text.endswith("#") else f"{'#' * block.level} {text}"
    if isinstance(block, Paragraph):
        return _begun(block.text)
    if isinstance(block, Bullets):
        return "\n".join(f"- {_bullet(one)}" for one in block.rows)
    return _table(block)


def _bullet(bullet: Bullet) -> str:
    if not bullet.label:
        return _begun(bullet.text)
    return f"{_strong(escaped(bullet.label))} {escaped(bullet.text)}".rstrip()


def _strong(text: str) -> str:
    return f"**{text}**" if text else ""


def _table(table: Table) -> str:
    if not table.rows:
        return ""
    rows = [[escaped(cell) for cell in row] for row in table.rows]
    if table.strong_row is not None:
        rows[table.strong_row] = [_strong(cell) for cell in rows[table.strong_row]]
    titles = [escaped(column.title) for column in table.columns]
    widths = [max(3, *(width_of(row[at]) for row in (titles, *rows))) for at in range(len(titles))]
    rule = [
        "-" * (width - 1) + ":" if column.is_number else "-" * width
        for width, column in zip(widths, table.columns, strict=True)
    ]
    return "\n".join(_row(cells, widths, table.columns) for cells in (titles, rule, *rows))


def _row(cells: Sequence[str], widths: Sequence[int], columns: Sequence[Column]) -> str:
    """A row that reads as a table in a plain editor too."""
    padded = []
    for cell, width, column in zip(cells, widths, columns, strict=True):
        blanks = " " * (width - width_of(cell))
        padded.append(blanks + cell if column.is_number else cell + blanks)
    return f"| {' | '.join(padded)} |"
