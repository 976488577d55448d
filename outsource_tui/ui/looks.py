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
    "tab": "bold reverse",
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
_MONO = {
    **dict.fromkeys(_ANSI, ""),
    "strong": "bold",
    "title": "bold",
    "tab": "bold reverse",
    "key": "bold",
    "bad": "bold",
    "cursor": "bold",
    "mark": "bold",
    "input": "underline",
    "caret": "reverse",
    "point": "bold reverse",
}

THEMES: Mapping[str, Mapping[str, str]] = {"ansi": _ANSI, "mono": _MONO}


def styles_of(theme: str) -> dict[str, Style]:
    """The style of each look in a theme."""
    return {name: Style.parse(words) if words else Style() for name, words in THEMES[theme].items()}
