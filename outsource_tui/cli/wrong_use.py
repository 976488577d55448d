"""What is wrong with a command line, in one line that says what to do."""

import argparse
import difflib
import re

from outsource_tui.cli.parser import COMMANDS, PROGRAM, parser
from outsource_tui.model.problems import BadInput


def wrong_use(message: str, program: str) -> BadInput:
    """What argparse says, `program` being the command that it says it of; a command that does not exist by name."""
    unknown = re.match(r"argument COMMAND: invalid choice: '(.*)' \(choose from", message, re.DOTALL)
    if unknown is not None:
        near = difflib.get_close_matches(unknown[1], [one.name for one in COMMANDS], n=1)
        message = f"there is no command {unknown[1]!r}" + (f", did you mean {near[0]}?" if near else "")
    return BadInput(message, fix=f"`{program} --help` shows how")


def unknown_argument(word: str, command: str | None) -> BadInput:
    """A word that is in nobody's place, on the command line of `command`, or of none."""
    subject = command or PROGRAM
    help_words = f"`{PROGRAM} {command} --help` shows how" if command else f"`{PROGRAM} --help` shows how"
    if not word.startswith("-"):
        return BadInput(f"{subject} takes no {word!r}", fix=help_words)
    name = word.partition("=")[0]
    own = _options_of(command)
    if name in own:
        return BadInput(f"{name} is an option of {command}", fix=f"put it behind: `{PROGRAM} {command} {name}`")
    near = difflib.get_close_matches(name, own, n=1)
    meant = f", did you mean {near[0]}?" if near else ""
    return BadInput(f"{subject} takes no {name}{meant}", fix=help_words)


def _options_of(command: str | None) -> list[str]:
    """Every option that may stand behind a command, or before any."""
    top = parser()
    subs = next(one for one in top._actions if isinstance(one, argparse._SubParsersAction))
    return [*(top if command is None else subs.choices[command])._option_string_actions]
