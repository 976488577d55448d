"""The settings that apply, and where each came from.

An option wins over the environment, that over the file, and the file over what is usual.
"""

import difflib
import os
import sys
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from outsource_tui.cli.output import is_utf8
from outsource_tui.cli.parser import Options
from outsource_tui.model.problems import BadInput
from outsource_tui.model.settings import THEMES, USUAL, Binding, Settings
from outsource_tui.store.config_file import NAME, ConfigFile, Statement, config_file
from outsource_tui.ui.bindings import NONE, bound, key_named

KEYS = "keys."
SWITCHES = ("ascii", "plain", "mouse")
NAMES = ("theme", *SWITCHES)


class Chosen(Struct, frozen=True):
    """The value of a setting and where it came from."""

    value: Any
    source: str
    """`default`, `file`, `environment` or `option`."""
    words: str
    line: int | None = None


def app_settings(options: Options) -> Settings:
    """What the app is to look like. Raises BadInput with the line of the file that is wrong."""
    config = config_file()
    chosen = chosen_settings(config, options, os.environ)
    return Settings(
        theme=chosen["theme"].value,
        is_ascii=chosen["ascii"].value,
        is_plain=chosen["plain"].value,
        has_mouse=chosen["mouse"].value,
        bindings=bindings_in(config),
    )


def chosen_settings(config: ConfigFile, options: Options, environment: Mapping[str, str]) -> dict[str, Chosen]:
    """Each setting but the keys. Raises BadInput for a file with something else in it."""
    require_known(config)
    chosen = _usual(environment)
    for name, statement in config.values.items():
        if name in NAMES:
            chosen[name] = Chosen(statement.value, "file", f"{NAME} line {statement.first}", statement.first)
    if environment.get("NO_COLOR"):
        chosen["theme"] = Chosen("mono", "environment", "NO_COLOR")
    if not is_utf8(sys.__stderr__):
        chosen["ascii"] = Chosen(
            True, "environment", f"the terminal takes {sys.__stderr__ and sys.__stderr__.encoding}"
        )
    if options.theme is not None:
        chosen["theme"] = Chosen(options.theme, "option", "--theme")
    for name in ("ascii", "plain"):
        if getattr(options, name):
            chosen[name] = Chosen(True, "option", f"--{name}")
    if options.no_mouse:
        chosen["mouse"] = Chosen(False, "option", "--no-mouse")
    return chosen


def _usual(environment: Mapping[str, str]) -> dict[str, Chosen]:
    is_far = bool(environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"))
    return {
        "theme": Chosen(USUAL.theme, "default", "default, the terminal's own colours"),
        "ascii": Chosen(USUAL.is_ascii, "default", "default"),
        "plain": Chosen(USUAL.is_plain, "default", "default"),
        "mouse": Chosen(not is_far, "default", "default over SSH" if is_far else "default"),
    }


def require_known(config: ConfigFile) -> None:
    """Raises BadInput for a name that is no setting, and for a value that is none of it."""
    for one in config.statements:
        if one.name.startswith(KEYS):
            _keys_of(one, config)
        elif one.name not in NAMES:
            raise BadInput(
                f"there is no setting {one.name!r}", where=config.place(one.first), fix=near_setting(one.name)
            )
        elif one.name == "theme" and one.value not in THEMES:
            raise BadInput(
                f"theme: {one.value!r} is none",
                where=config.place(one.first),
                fix=f"one of {', '.join(THEMES)}",
            )
        elif one.name in SWITCHES and not isinstance(one.value, bool):
            raise BadInput(f"{one.name}: {one.value!r} is not true or false", where=config.place(one.first))


def near_setting(name: str) -> str:
    """What may have been meant by a name that is no setting, else those that there are."""
    table, dot, rest = name.partition(".")
    near = difflib.get_close_matches(table if dot else name, [*NAMES, "keys"], n=1)
    if near:
        return f"did you mean {near[0]}{dot}{rest}?" if near[0] == "keys" else f"did you mean {near[0]}?"
    return "known: " + ", ".join((*NAMES, "[keys]"))


def bindings_in(config: ConfigFile) -> dict[str, Binding]:
    """The keys that the file gives to commands. Raises BadInput where they cannot be had."""
    bindings = {
        one.name.removeprefix(KEYS): Binding(_keys_of(one, config), f"{NAME} line {one.first}")
        for one in config.statements
        if one.name.startswith(KEYS)
    }
    bound(bindings)
    return bindings


def _keys_of(statement: Statement, config: ConfigFile) -> tuple[str, ...]:
    value = statement.value
    texts = value if isinstance(value, list) else [value]
    if not all(isinstance(one, str) for one in texts):
        raise BadInput(
            f"{statement.name}: {value!r} is no key",
            where=config.place(statement.first),
            fix='such as "A" or ["A", "f5"]',
        )
    if texts == [NONE]:
        return ()
    try:
        return tuple(dict.fromkeys(key_named(one) for one in texts))
    except BadInput as problem:
        raise BadInput(
            f"{statement.name}: {problem.what}", where=config.place(statement.first), fix=problem.fix
        ) from None
