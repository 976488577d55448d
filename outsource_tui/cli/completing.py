"""What a shell needs to complete the command line, made from the declarations in `parser`."""

import argparse
from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

from outsource_tui.cli.output import print_text
from outsource_tui.cli.parser import Options, parser
from outsource_tui.model.hints import field_types

DONE = 0
FILES = frozenset({"file", "output", "plan"})
"""What takes the name of a file."""


def completion(options: Options) -> int:
    """Print the completions for a shell."""
    print_text(completion_script(options.shell))
    return DONE


def completion_script(shell: str) -> str:
    """The completions for `bash`, `zsh` or `fish`."""
    import shtab  # For this alone.

    top = parser()
    for action in _actions(top):
        if action.dest in FILES:
            action.complete = shtab.FILE  # type: ignore[attr-defined]
        if action.choices is None and action.dest.startswith("field_"):
            # Here they are only offered: what is typed may also be a part of a word, or several with commas.
            action.choices = _words_of_field(action.dest.removeprefix("field_"))
    return f"{shtab.complete(top, shell).rstrip()}\n"


def _actions(one: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in one._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for sub in action.choices.values():
                yield from _actions(sub)


def _words_of_field(name: str) -> list[str] | None:
    """The words that a field of a task may hold, where there are only some."""
    return [one for one in _literals(field_types("tasks")[name]) if isinstance(one, str)] or None


def _literals(hint: Any) -> Iterator[Any]:
    if get_origin(hint) is Literal:
        yield from get_args(hint)
    else:
        for inner in get_args(hint):
            yield from _literals(inner)
