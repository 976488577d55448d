"""The keys of the app, the user's own among them, from the declarations; and what arrives when one is pressed."""

import sys
from collections.abc import Iterator, Sequence

from outsource_tui.cli.opening import require_terminal
from outsource_tui.cli.output import Column, print_json, print_table, print_text, say
from outsource_tui.cli.parser import Options
from outsource_tui.cli.settings import bindings_in, require_known
from outsource_tui.store.config_file import config_file
from outsource_tui.ui.bindings import bound
from outsource_tui.ui.commands import EVERYWHERE, MOVES, SCREEN_TITLES, SCREENS, TYPING, Command, key_words

DONE = 0
Rows = Sequence[tuple[str, str, str]]
"""Keys, what they do, and the id that `[keys]` in the file knows them by; none for what cannot be given other keys."""


def keys(options: Options) -> int:
    """List the keys, or test them. Raises BadInput for a file that gives keys that cannot be had."""
    file = config_file()
    require_known(file)
    bindings = bindings_in(file)
    commands = bound(bindings)
    if options.test:
        return _test(commands)
    if options.json:
        print_json([_as_json(one, is_yours=one.id in bindings) for one in commands])
        return DONE
    for number, (title, rows) in enumerate(grouped_keys(commands)):
        if options.format == "md":
            print_text(_markdown(title, rows))
            continue
        if number:
            say("")
        say(title)
        print_table((Column("key"), Column("what it does", gives_way=True), Column("id")), rows)
    return DONE


def _test(commands: Sequence[Command]) -> int:
    require_terminal("keys --test", "`outsource-tui keys` lists the keys without one")
    # Only this needs the terminal's own library.
    from outsource_tui.ui.key_test import watch_keys

    watch_keys(sys.stdin.fileno(), commands, say)
    return DONE


def grouped_keys(commands: Sequence[Command]) -> Iterator[tuple[str, Rows]]:
    """What each screen has for itself, what is the same everywhere, and what helps while typing."""
    for screen in SCREENS:
        moves = [(words, does, "") for words, does in MOVES.get(screen, ())]
        own = [one for one in commands if screen in one.where and one.where != EVERYWHERE]
        yield SCREEN_TITLES[screen], [*moves, *map(_row, own)]
    yield "Everywhere", [_row(one) for one in commands if one.where == EVERYWHERE]
    yield "While typing", [(words, does, "") for words, does in TYPING]


def _row(command: Command) -> tuple[str, str, str]:
    return " ".join(map(key_words, command.keys)) or "none", command.help, command.id


def _markdown(title: str, rows: Rows) -> str:
    lines = [f"### {title}", "", "| key | what it does | id |", "|---|---|---|"]
    for words, does, command_id in rows:
        marked = " ".join(f"`{one}`" for one in words.replace("|", "\\|").split())
        lines.append(f"| {marked} | {does} | {command_id and f'`{command_id}`'} |")
    return "\n".join(lines) + "\n\n"


def _as_json(command: Command, *, is_yours: bool) -> dict[str, object]:
    screens = [one for one in SCREENS if one in command.where]
    return {"id": command.id, "keys": command.keys, "yours": is_yours, "help": command.help, "screens": screens}
