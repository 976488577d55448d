"""The commands with the keys that the user gave them, and whether those keys can be had.

Imports no textual, so that `outsource-tui keys` starts fast.
"""

import difflib
from collections.abc import Iterable, Mapping
from itertools import combinations

import msgspec

from outsource_tui.model.problems import BadInput
from outsource_tui.model.settings import Binding
from outsource_tui.ui.commands import BY_ID, COMMANDS, SCREEN_TITLES, SCREENS, Command, keymap

NONE = "none"
"""What stands for no key at all."""

_ARROWS = ("up", "down", "left", "right", "home", "end", "pageup", "pagedown")
NAMED_KEYS = frozenset(
    {"enter", "space", "tab", "shift+tab", "backspace", "delete", "insert"}
    | {f"f{number}" for number in range(1, 13)}
    | {f"{held}{one}" for held in ("", "shift+", "ctrl+") for one in _ARROWS}
    | {f"{held}{chr(letter)}" for held in ("ctrl+", "alt+") for letter in range(ord("a"), ord("z") + 1)}
)
"""The keys that have a name; every other one is its own character."""

SPELLINGS: Mapping[str, str] = {"return": "enter", "del": "delete", "pgup": "pageup", "pgdn": "pagedown", " ": "space"}
KEPT_KEYS: Mapping[str, str] = {
    "escape": "Esc leaves what is open, everywhere",
    "esc": "Esc leaves what is open, everywhere",
    "ctrl+c": "ctrl+c never quits by accident, everywhere",
    "ctrl+i": "terminals send Tab for ctrl+i",
    "ctrl+m": "terminals send Enter for ctrl+m",
    "ctrl+h": "terminals send Backspace for ctrl+h",
}
"""Keys that no command can have, and why."""

_TABLE = frozenset({"up", "down", "j", "k", "g", "G", "home", "end", "pageup", "pagedown", "ctrl+d", "ctrl+u"})
_WALK = frozenset({"up", "down", "j", "k", "home", "end"})
_ENDS = frozenset({"g", "G", "home", "end"})
CURSOR_KEYS: Mapping[str, frozenset[str]] = {
    "overview": _WALK | {"tab", "shift+tab"},
    "tasks": _TABLE,
    "grid": _WALK | {"left", "right", "h", "l", "tab", "shift+tab"},
    "people": _TABLE,
    "trial": _ENDS,
    "handoff": _ENDS | {"pageup", "pagedown"},
    "check": _WALK | {"pageup", "pagedown"},
}
"""Keys that move the cursor of a screen before any command sees them."""


def key_named(text: str) -> str:
    """A key as the user writes it, as the app names it. Raises BadInput where there is none, or none that arrives."""
    name = text if len(text) == 1 and text != " " else SPELLINGS.get(text.lower(), text.lower())
    if name in KEPT_KEYS:
        raise BadInput(f"{text} cannot be given to a command", fix=KEPT_KEYS[name])
    if name in NAMED_KEYS or (len(name) == 1 and name.isprintable()):
        return name
    near = difflib.get_close_matches(name, NAMED_KEYS, n=1)
    raise BadInput(f"there is no key {text!r}", fix=f"did you mean {near[0]}?" if near else "such as A, f5 or ctrl+o")


def bound(bindings: Mapping[str, Binding]) -> tuple[Command, ...]:
    """All commands, with the user's keys in the place of their own.

    Raises BadInput that names the line, for an id that is none and for a key that two commands of a screen have.
    """
    if not bindings:
        return COMMANDS
    for command_id, binding in bindings.items():
        if command_id not in BY_ID:
            near = difflib.get_close_matches(command_id, BY_ID, n=1)
            hint = f"did you mean {near[0]}?" if near else "`outsource-tui keys` lists them"
            raise BadInput(f"there is no command {command_id!r}", where=binding.origin, fix=hint)
    commands = tuple(
        msgspec.structs.replace(one, keys=bindings[one.id].keys) if one.id in bindings else one for one in COMMANDS
    )
    for screen in SCREENS:
        _require_no_clash(screen, commands, bindings)
    if not any(one.keys for one in commands if one.id in {"quit", "palette"}):
        where = max(bindings["quit"].origin, bindings["palette"].origin)
        raise BadInput("without a key for quit and for palette there is no way out", where=where)
    return commands


def _require_no_clash(screen: str, commands: Iterable[Command], bindings: Mapping[str, Binding]) -> None:
    here = [one for one in commands if screen in one.where]
    for one in here:
        taken = CURSOR_KEYS[screen] & set(one.keys)
        if one.id in bindings and taken:
            raise BadInput(
                f"{min(taken)} cannot be {one.id}, it moves the cursor on {SCREEN_TITLES[screen]}",
                where=bindings[one.id].origin,
                fix="choose another key",
            )
    for one, other in combinations(here, 2):
        both = set(one.keys) & set(other.keys)
        if both:
            origins = [bindings[each.id].origin for each in (one, other) if each.id in bindings]
            raise BadInput(
                f"{min(both)} is both {one.id} and {other.id} on {SCREEN_TITLES[screen]}",
                where=origins[-1],
                fix='give one of them another key, or "none"',
            )


def changes_in_words(bindings: Mapping[str, Binding]) -> str:
    """What the user changed, each with its place, in one line; empty where nothing was."""
    return ", ".join(f"{name} = {' '.join(one.keys) or NONE} ({one.origin})" for name, one in bindings.items())


def screens_of_key(key: str, commands: Iterable[Command]) -> Mapping[str, list[str]]:
    """What a key does: ids of commands with the titles of their screens."""
    commands = tuple(commands)
    found: dict[str, list[str]] = {}
    for screen in SCREENS:
        command = keymap(screen, commands).get(key)
        if command is not None and key not in CURSOR_KEYS[screen]:
            found.setdefault(command.id, []).append(SCREEN_TITLES[screen])
    return found
