"""The settings: what applies and where it came from, and setting one. An option wins over the environment, that over
the file, and the file over what is usual."""

import difflib
import os
import sys
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from outsource_tui.cli.output import Column, is_utf8, print_json, print_table, say, tell
from outsource_tui.cli.parser import Options
from outsource_tui.model.problems import BadInput
from outsource_tui.model.settings import THEMES, USUAL, Binding, Settings
from outsource_tui.store.config_edits import changed, save, without
from outsource_tui.store.config_file import NAME, ConfigFile, Statement, config_file
from outsource_tui.ui.bindings import NONE, bound, key_named

DONE, NO = 0, 1
KEYS = "keys."
SWITCHES = ("ascii", "plain", "mouse")
NAMES = ("theme", *SWITCHES)
ON, OFF = frozenset({"true", "yes", "on", "1"}), frozenset({"false", "no", "off", "0"})


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
            raise BadInput(f"there is no setting {one.name!r}", where=config.place(one.first), fix=_near(one.name))
        elif one.name == "theme" and one.value not in THEMES:
            raise BadInput(
                f"theme: {one.value!r} is none",
                where=config.place(one.first),
                fix=f"one of {', '.join(THEMES)}",
            )
        elif one.name in SWITCHES and not isinstance(one.value, bool):
            raise BadInput(f"{one.name}: {one.value!r} is not true or false", where=config.place(one.first))


def _near(name: str) -> str:
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


# the command


def config(options: Options) -> int:
    """Show each setting and where it came from, or write one into the file."""
    if options.action is not None:
        return _set(options) if options.action == "set" else _unset(options)
    if options.name is not None:
        raise BadInput("`config` takes no name", fix="`config set NAME VALUE` sets one")
    file = config_file()
    chosen = chosen_settings(file, options, os.environ)
    for name, binding in bindings_in(file).items():
        line = file.values[KEYS + name].first
        chosen[KEYS + name] = Chosen([*binding.keys] or NONE, "file", binding.origin, line)
    if options.json:
        settings = {name: {"value": one.value, "from": one.source, "line": one.line} for name, one in chosen.items()}
        print_json({"file": str(file.path), "exists": file.path.exists(), "settings": settings})
        return DONE
    columns = (Column("setting"), Column("value"), Column("from", gives_way=True))
    print_table(columns, [[name, _words(one.value), one.words] for name, one in chosen.items()])
    say(f"The file is {file.path}{'' if file.path.exists() else ' (not there yet)'}")
    return DONE


def _set(options: Options) -> int:
    if options.name is None or not options.value:
        raise BadInput("config set needs a name and a value", fix="such as `config set theme light`")
    file = config_file()
    require_known(file)
    if not options.name.startswith(KEYS):
        # As the lines are now; one that is wrong in [keys] can be put right by setting it.
        bindings_in(file)
    new = changed(file, options.name, _typed(options.name, options.value))
    try:
        # Nothing is written that would stop the app the next time.
        require_known(new)
        bindings_in(new)
    except BadInput as problem:
        # There is no such line in the file.
        raise BadInput(
            problem.what.removeprefix(f"{NAME} line {new.values[options.name].first}: "), fix=problem.fix
        ) from None
    save(new)
    written = new.values[options.name]
    if options.json:
        print_json({"name": written.name, "value": written.value, "line": written.first})
    else:
        say(f"{written.name} = {_words(written.value)} ({NAME} line {written.first})")
    return DONE


def _unset(options: Options) -> int:
    """Take a setting out of the file; exit 1 where it is not in it. One that is wrong can be taken out as well."""
    if options.name is None or options.value:
        raise BadInput("config unset needs a name and no value", fix="such as `config unset theme`")
    file = config_file()
    if options.name not in file.values:
        if options.name not in NAMES and not options.name.startswith(KEYS):
            raise BadInput(f"there is no setting {options.name!r}", fix=_near(options.name))
        tell(f"{options.name} is not set in {file.path}")
        return NO
    save(without(file, options.name))
    if options.json:
        print_json({"name": options.name, "value": None, "line": None})
    else:
        say(f"{options.name} is not set any more")
    return DONE


def _typed(name: str, texts: list[str]) -> Any:
    """What was typed as a value of the file. Raises BadInput for a name that is no setting."""
    if name.startswith(KEYS):
        return texts[0] if len(texts) == 1 else texts
    if name not in NAMES:
        raise BadInput(f"there is no setting {name!r}", fix=_near(name))
    if len(texts) > 1:
        raise BadInput(f"{name} takes one value")
    text = texts[0]
    if name in SWITCHES and text.lower() in ON | OFF:
        return text.lower() in ON
    return text


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return " ".join(value) if isinstance(value, list) else str(value)
