"""Styled text as escape sequences, with no more of them than needed: what stays the same is not sent again.

Textual begins and ends each piece of text with its whole style. A theme that paints its background would send that
with every word.
"""

from functools import lru_cache
from typing import NamedTuple

from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style
from textual.strip import Strip

RESET = "\x1b[0m"
_INTENSITY = frozenset({"1", "2"})
_ONLY_OF_INK = frozenset({"1", "2", "3"})
"""Attributes that a blank does not show."""

_OFF = {"3": "23", "4": "24", "5": "25", "7": "27", "8": "28", "9": "29"}


class Codes(NamedTuple):
    """A style in the numbers of SGR: attributes that are on, foreground, background."""

    on: frozenset[str]
    foreground: str
    background: str


NORMAL = Codes(frozenset(), "39", "49")


class Wire:
    """One update: remembers the style that is on."""

    def __init__(self, console: Console) -> None:
        self._system = console._color_system or ColorSystem.TRUECOLOR
        self._now = NORMAL
        self._parts: list[str] = []

    def add(self, sequence: str) -> None:
        """Something that changes no style, such as a move of the cursor."""
        self._parts.append(sequence)

    def draw(self, strip: Strip) -> None:
        """Text, each piece in its style."""
        for text, style, control in strip:
            if control or not text:
                continue
            codes = NORMAL if style is None else codes_of(style, self._system)
            if codes != self._now and not (text.isspace() and looks_the_same(codes, self._now)):
                self._parts.append(change_of(self._now, codes))
                self._now = codes
            self._parts.append(text)

    def text(self) -> str:
        """Everything, with no style left on at the end."""
        return "".join(self._parts) + (RESET if self._now != NORMAL else "")


def looks_the_same(codes: Codes, other: Codes) -> bool:
    """Whether a blank looks the same in both styles."""
    return (
        codes.background == other.background
        and not (codes.on ^ other.on) - _ONLY_OF_INK
        and not ("7" in codes.on and codes.foreground != other.foreground)
    )


@lru_cache(maxsize=1024)
def codes_of(style: Style, system: ColorSystem) -> Codes:
    """A style in numbers, its colours brought down to what the terminal has."""
    on = frozenset(code for code in _attributes(style).split(";") if code)
    foreground = ";".join(style.color.downgrade(system).get_ansi_codes()) if style.color else "39"
    background = ";".join(style.bgcolor.downgrade(system).get_ansi_codes(foreground=False)) if style.bgcolor else "49"
    return Codes(on, foreground, background)


def _attributes(style: Style) -> str:
    return style.without_color._make_ansi_codes(ColorSystem.STANDARD)


@lru_cache(maxsize=4096)
def change_of(before: Codes, after: Codes) -> str:
    """The shortest sequence from one style to another."""
    if after == NORMAL:
        return RESET
    codes: list[str] = []
    gone, new = before.on - after.on, after.on - before.on
    if gone & _INTENSITY:
        codes.append("22")
        new |= after.on & _INTENSITY
    codes += sorted(_OFF[code] for code in gone - _INTENSITY if code in _OFF)
    codes += sorted(new)
    if after.foreground != before.foreground:
        codes.append(after.foreground)
    if after.background != before.background:
        codes.append(after.background)
    colours = [one for one in (after.foreground, after.background) if one not in {"39", "49"}]
    anew = ["0", *sorted(after.on), *colours]
    return f"\x1b[{min(';'.join(codes), ';'.join(anew), key=len)}m"
