"""The command that shows the settings, and sets or unsets one in the file."""

import os
from typing import Any

from outsource_tui.cli.output import Column, print_json, print_table, say, tell
from outsource_tui.cli.parser import Options
from outsource_tui.cli.settings import (
    KEYS,
    NAMES,
    SWITCHES,
    Chosen,
    bindings_in,
    chosen_settings,
    near_setting,
    require_known,
)
from outsource_tui.model.problems import BadInput
from outsource_tui.store.config_edits import changed, save, without
from outsource_tui.store.config_file import NAME, config_file
from outsource_tui.ui.bindings import NONE

DONE, NO = 0, 1
ON, OFF = frozenset({"true", "yes", "on", "1"}), frozenset({"false", "no", "off", "0"})


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
            raise BadInput(f"there is no setting {options.name!r}", fix=near_setting(options.name))
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
        raise BadInput(f"there is no setting {name!r}", fix=near_setting(name))
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
