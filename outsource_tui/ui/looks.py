"""Named looks, and what each is in a theme. Colour is never the only sign."""

from collections.abc import Mapping

from rich.style import Style

ZONE_LOOKS: Mapping[str, str] = {
    "HAND OFF": "hand_off",
    "LIGHTEN": "lighten",
    "TEAM UP": "team_up",
    "KEEP": "keep",
    "UNPLOTTED": "quiet",
}

SEVERITY_LOOKS: Mapping[str, tuple[str, str]] = {
    "error": ("!!", "bad"),
    "warning": ("!", "warn"),
    "hint": ("i", "quiet"),
}
"""The sign of each severity of a finding, and its look."""

_ANSI = {
    "text": "",
    "quiet": "dim",
    "rule": "dim",
    "strong": "bold",
    "title": "bold",
    "key": "bold",
    "accent": "cyan",
    "good": "green",
    "warn": "yellow",
    "bad": "bold red",
    "cursor": "bold",
    "mark": "bold yellow",
    "input": "underline",
    "caret": "reverse",
    "point": "bold reverse",
    "hand_off": "green",
    "lighten": "cyan",
    "team_up": "magenta",
    "keep": "blue",
}
"""Follows the palette of the terminal, and its default colours wherever nothing is to be said by colour."""

_MONO = {
    **dict.fromkeys(_ANSI, ""),
    "strong": "bold",
    "title": "bold",
    "key": "bold",
    "bad": "bold",
    "cursor": "bold",
    "mark": "bold",
    "input": "underline",
    "caret": "reverse",
    "point": "bold reverse",
}
_DARK = {
    "text": "color(252) on color(234)",
    "quiet": "color(246)",
    "rule": "color(241)",
    "strong": "bold",
    "title": "bold",
    "key": "bold",
    "accent": "color(80)",
    "good": "color(114)",
    "warn": "color(221)",
    "bad": "bold color(210)",
    "cursor": "bold",
    "mark": "bold color(221)",
    "input": "underline",
    "caret": "reverse",
    "point": "bold reverse",
    "hand_off": "color(114)",
    "lighten": "color(80)",
    "team_up": "color(182)",
    "keep": "color(111)",
}
_LIGHT = {
    **_DARK,
    "text": "color(235) on color(255)",
    "quiet": "color(241)",
    "rule": "color(247)",
    "accent": "color(24)",
    "good": "color(22)",
    "warn": "color(94)",
    "bad": "bold color(124)",
    "mark": "bold color(94)",
    "hand_off": "color(22)",
    "lighten": "color(24)",
    "team_up": "color(90)",
    "keep": "color(19)",
}
_CONTRAST = {
    **_DARK,
    "text": "color(231) on color(16)",
    "quiet": "",
    "rule": "",
    "title": "bold underline",
    "key": "bold color(226)",
    "accent": "bold color(51)",
    "good": "bold color(46)",
    "warn": "bold color(226)",
    "bad": "bold color(217)",
    "cursor": "bold color(226)",
    "mark": "bold color(226)",
    "hand_off": "bold color(46)",
    "lighten": "bold color(51)",
    "team_up": "bold color(219)",
    "keep": "bold color(117)",
}

THEMES: Mapping[str, Mapping[str, str]] = {
    "dark": _DARK,
    "light": _LIGHT,
    "ansi": _ANSI,
    "contrast": _CONTRAST,
    "mono": _MONO,
}


def styles_of(theme: str) -> dict[str, Style]:
    """The style of each look in a theme; each stands on that of plain text."""
    looks = THEMES[theme]
    text = Style.parse(looks["text"])
    return {name: text + Style.parse(words) for name, words in looks.items()}
