"""The clipboard of the terminal that the user sits at, by OSC 52: works over SSH, and nobody says whether it did."""

import base64
from collections.abc import Iterable, Mapping, Sequence

SCREEN_PART = 700
"""GNU screen passes on strings of at most 768 bytes."""


def clipboard_sequence(text: str, environment: Mapping[str, str]) -> str:
    """What is written to the terminal; in tmux and screen wrapped, so that they pass it on to the terminal outside."""
    plain = f"\x1b]52;c;{base64.b64encode(text.encode()).decode('ascii')}\x07"
    if environment.get("TMUX"):
        # tmux takes the plain one itself with `set-clipboard on`, and passes on the wrapped one with
        # `allow-passthrough on`; it drops what it was not told to take.
        return plain + "\x1bPtmux;" + plain.replace("\x1b", "\x1b\x1b") + "\x1b\\"
    if environment.get("STY"):
        parts = [plain[start : start + SCREEN_PART] for start in range(0, len(plain), SCREEN_PART)]
        return "".join(f"\x1bP{part}\x1b\\" for part in parts)
    return plain


def table_text(rows: Iterable[Sequence[str]]) -> str:
    """Rows with a tab between their cells: what a spreadsheet takes when it is pasted."""
    return "".join("\t".join(" ".join(cell.split()) for cell in row) + "\n" for row in rows)
