"""What is drawn, as lines to be read one after the other: no frames, no bars, no columns side by side.

A row of a table becomes its facts with commas between them, a label and its value a line of their own, and what only
its place or its look told is said in words.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from outsource_tui.ui.drawing import Line, wrapped

HERE, TYPED, MARKED = "Here: ", "Typing: ", "marked, "
_DRAWN = str.maketrans(dict.fromkeys("─━│┌┐└┘├┤┬┴┼┈┊█░▓▶◀▲▼●○", " "))
_WORDS = str.maketrans({"↑": "up", "↓": "down", "←": "left", "→": "right", "≠": " differs", "…": "..."})
_BESIDE_ARROW = re.compile(r"(?<=[^\s↑↓←→])(?=[↑↓←→])|(?<=[↑↓←→])(?=\S)")
"""Where a word and an arrow, or two arrows, touch: as words they need a blank."""
_SIGNS = {"!!": "error", "!": "warning", "i": "hint", "[x]": "yes:", "[ ]": "not yet:"}
"""What a line begins with, in words."""

_CARET_WORD = "[cursor]"
_SCALE = re.compile(r"[\d\s%+-]+")
"""Only figures: the scale of something that was drawn."""


class Spoken(Struct, frozen=True):
    """A line to be read. `is_here` where the cursor is on it."""

    text: str
    is_here: bool = False


class Piece(Struct):
    """Text that stands together, with the look in which it begins."""

    text: str
    look: str


def spoken(lines: Sequence[Line]) -> list[Spoken]:
    """Drawn lines as lines to be read; what was there only to be seen is left out."""
    return [one for line in lines for one in _spoken(line)]


def _spoken(line: Line) -> Iterator[Spoken]:
    pieces = list(_pieces(line))
    if not pieces or all(_SCALE.fullmatch(one.text) for one in pieces):
        return
    is_typed = any(look == "caret" for _, look in line.spans)
    is_here = is_typed or pieces[0].text.startswith(">")
    if pieces[0].text.startswith(">"):
        pieces[0].text = pieces[0].text.removeprefix(">").strip()
    is_marked = pieces[0].text.startswith("*")
    if is_marked:
        pieces[0].text = pieces[0].text.removeprefix("*").strip()
    pieces[0] = _in_words(pieces[0])
    facts = [one.removesuffix(_CARET_WORD) for one in _facts([one for one in pieces if one.text])]
    start = (TYPED if is_typed else HERE if is_here else "") + (MARKED if is_marked else "")
    if len(facts) > 1 and all(": " in one for one in facts) and not is_here:
        yield from (Spoken(one) for one in facts)
    else:
        yield Spoken(start + ", ".join(facts), is_here)


def _in_words(piece: Piece) -> Piece:
    """What a line begins with, its sign in words; a key that looks like one stays."""
    for sign, words in _SIGNS.items():
        rest = piece.text.removeprefix(sign)
        if piece.look != "key" and rest != piece.text and (not rest or (rest.startswith(" ") and sign != "i")):
            return Piece(f"{words} {rest.strip()}".strip(), "text")
    return piece


def _pieces(line: Line) -> Iterator[Piece]:
    """Texts with two blanks or more between them, or something that was drawn."""
    text, looks = "", []
    for span, look in line.spans:
        part = _CARET_WORD + span if look == "caret" else _said(span)
        text += part
        looks += [look] * len(part)
    for match in re.finditer(r"\S+(?:\s\S+)*", text):
        words = match[0].strip("· ")
        if words:
            yield Piece(words, looks[match.start()])


def _said(drawn: str) -> str:
    """A span without what was drawn, its arrows and signs as words."""
    return _BESIDE_ARROW.sub(" ", re.sub(r"··+", "  ", drawn.translate(_DRAWN))).translate(_WORDS)


def _facts(pieces: Sequence[Piece]) -> Iterator[str]:
    """A quiet piece before one that is not is its label."""
    label = ""
    for index, one in enumerate(pieces):
        text = re.sub(r"\s+·\s+", ", ", one.text)
        after = pieces[index + 1] if index + 1 < len(pieces) else None
        if one.look == "quiet" and after is not None and after.look not in {"quiet", "rule"} and not label:
            label = f"{text.rstrip(':')}: "
            continue
        yield label + text
        label = ""


def windowed(lines: Sequence[Spoken], width: int, height: int, top: int | None) -> tuple[list[Line], int, int]:
    """As many lines as fit, wrapped; the row of the cursor's line among them, and the first that is shown.

    From `top` on, else so that the cursor's line is seen.
    """
    rows: list[tuple[str, bool]] = []
    here = 0
    for one in lines:
        if one.is_here:
            here = len(rows)
        rows += [(text, one.is_here) for text in wrapped(one.text, width)]
    most = max(0, len(rows) - height)
    first = min(most, max(0, here - height // 3) if top is None else max(0, top))
    shown = [Line(text, "strong" if is_here else "text") for text, is_here in rows[first : first + height]]
    return shown, max(0, min(height - 1, here - first)), first
