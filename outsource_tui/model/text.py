"""Text at the door and at the exit (RELIABILITY.md section 3).

`cleaned` is for text that comes in (typing, import, command line), `shown` for text that leaves for a terminal.
"""

import re
import unicodedata

_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff"
)
_UNSAFE = re.compile(f"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff{_INVISIBLE}]")
_PLAIN = re.compile(r"[\x20-\x7e]*")
_MOST_MARKS = 2


def cleaned(text: str, *, lines: bool = False) -> str:
    """`text` in NFC without control, bidi and invisible characters.

    Tabs and line ends become spaces; with `lines` (notes only) line ends are kept as `\\n`.
    """
    if _PLAIN.fullmatch(text):
        return text
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))

    def replacement(match: re.Match[str]) -> str:
        if match[0] == "\n" and lines:
            return "\n"
        return " " if match[0] in "\t\n\v\f\u2028\u2029\u0085" else ""

    return _few_marks(_UNSAFE.sub(replacement, text))


def shown(text: str) -> str:
    """`text` as one line that can do nothing to a terminal but be read.

    Control characters become their pictures (U+2400 on), other invisible and bidi characters U+FFFD, and a base
    keeps at most two combining marks.
    """
    if _PLAIN.fullmatch(text):
        return text

    def picture(match: re.Match[str]) -> str:
        code = ord(match[0])
        if code < 0x20:
            return chr(0x2400 + code)
        return "\u2421" if code == 0x7F else "\ufffd"

    return _few_marks(_UNSAFE.sub(picture, text))


def width_of(text: str) -> int:
    """Cells that a text takes in a terminal: two for the wide characters, none for combining ones."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.category(one) in {"Mn", "Me", "Cf"} else 2 if unicodedata.east_asian_width(one) in "WF" else 1
        for one in text
    )


def _few_marks(text: str) -> str:
    if text.isascii():
        return text
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character) in {"Mn", "Me"} else 0
        if marks <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)
