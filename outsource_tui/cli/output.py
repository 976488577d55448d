"""What a command prints: lines, tables and JSON that can do nothing to a terminal but be read."""

import os
import re
import sys
from collections.abc import Sequence
from typing import Any, NamedTuple, TextIO

import msgspec

from outsource_tui.model.text import shown, width_of

PROGRAM = "outsource-tui"
LEAST_WIDTH = 8
"""A column that gives way keeps so many characters, however narrow the terminal."""

GAP = "  "
_NOT_ASCII = re.compile(r"[^\n\x20-\x7e]+")


class Column(NamedTuple):
    """A column of a table: numbers stand right, and one that gives way is cut where the terminal is narrow."""

    title: str
    is_number: bool = False
    gives_way: bool = False


def say(text: str) -> None:
    """A line of the answer."""
    print(shown(text))


def tell(text: str) -> None:
    """A line beside the answer, on stderr."""
    if sys.stderr is not None:
        print(f"{PROGRAM}: {shown(text)}", file=sys.stderr, flush=True)


def print_json(value: Any) -> None:
    """A value as indented JSON. What a terminal might act on stands as an escape, so nothing is lost."""
    print(harmless_json(msgspec.json.format(msgspec.json.encode(value), indent=2)))


def print_text(text: str) -> None:
    """What would be the content of a file: as it is, but on a terminal as lines that can do nothing to it."""
    if sys.stdout is None:
        return
    if sys.stdout.isatty():
        for line in text.splitlines():
            print(shown(line))
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())


def harmless_json(data: bytes) -> str:
    """JSON that says the same, with an escape for each character that a terminal acts on, or stdout cannot write."""
    text = data.decode()
    if text.isascii() and "\x7f" not in text:
        return text  # The rest of what a terminal acts on is an escape in JSON already.
    return _NOT_ASCII.sub(_harmless, text)


def _harmless(match: re.Match[str]) -> str:
    text = match[0]
    if shown(text) == text and is_utf8(sys.stdout):
        return text
    units = text.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def is_utf8(stream: TextIO | None) -> bool:
    """Whether every character can be written there."""
    return stream is not None and (stream.encoding or "utf-8").lower().replace("-", "") == "utf8"


def print_table(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
    """Rows below their titles, in columns, cut to the terminal's width (never where the answer goes to a file)."""
    titles = [column.title for column in columns]
    stacks = [_shown_all(stack) for stack in zip(titles, *rows, strict=True)]
    widths = [max(map(len if is_plain else width_of, stack)) for stack, is_plain in stacks]
    _narrow(columns, widths)
    fitted = [
        _fitted_all(stack, width, is_number=column.is_number, is_plain=is_plain)
        for (stack, is_plain), width, column in zip(stacks, widths, columns, strict=True)
    ]
    print("\n".join(GAP.join(row).rstrip() for row in zip(*fitted, strict=True)))


def _shown_all(stack: Sequence[str]) -> tuple[Sequence[str], bool]:
    """The texts of a column as they are shown, and whether each character of them is one cell."""
    # One look at a whole column instead of thousands at its cells.
    whole = "".join(stack)
    if whole.isascii() and whole.isprintable():
        return stack, True
    return [shown(text) for text in stack], False


def _narrow(columns: Sequence[Column], widths: list[int]) -> None:
    """Take what is too much from the columns that give way, a cell at a time from the widest."""
    room = terminal_width()
    if room is None:
        return
    giving = [at for at, column in enumerate(columns) if column.gives_way]
    for _ in range(sum(widths) + len(GAP) * (len(widths) - 1) - room):
        widest = max(giving, key=lambda at: widths[at], default=None)
        if widest is None or widths[widest] <= LEAST_WIDTH:
            return
        widths[widest] -= 1


def terminal_width() -> int | None:
    """Columns of the terminal that the answer goes to; None where it goes elsewhere and COLUMNS does not say."""
    if sys.stdout is not None and (sys.stdout.isatty() or os.environ.get("COLUMNS", "").isdecimal()):
        import shutil  # Loads what packs files; most answers do without.

        return shutil.get_terminal_size().columns
    return None


def _fitted_all(stack: Sequence[str], width: int, *, is_number: bool, is_plain: bool) -> list[str]:
    if is_plain:
        fitting = [text if len(text) <= width else text[: width - 1].rstrip() + "…" for text in stack]
        return [text.rjust(width) if is_number else text.ljust(width) for text in fitting]
    return [_fitted(text, width, is_number=is_number) for text in stack]


def _fitted(text: str, width: int, *, is_number: bool) -> str:
    if len(text) <= width and text.isascii():
        return text.rjust(width) if is_number else text.ljust(width)
    while width_of(text) > width:
        text = text[:-2].rstrip() + "…"
    blanks = " " * (width - width_of(text))
    return blanks + text if is_number else text + blanks
