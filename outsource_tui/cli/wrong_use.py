"""What is wrong with a command line, in one line that says what to do."""

import argparse
import difflib
import re

from outsource_tui.cli.parser import COMMANDS, PROGRAM, parser
from outsource_tui.model.problems import BadInput


def wrong_use(message: str, program: str) -> BadInput:
    """What argparse says of a command line, in our words; `program` is the command that it says it of."""
    return BadInput(_in_our_words(message), fix=f"`{program} --help` shows how")


def _in_our_words(message: str) -> str:
    found = re.fullmatch(r"argument (?P<name>.+?): (?P<rest>.*)", message, re.DOTALL)
    if found is None:
        missing = message.removeprefix("the following arguments are required: ")
        return message if missing == message else f"{missing} is missing"
    name, rest = found["name"].split("/")[-1], found["rest"]
    choice = re.fullmatch(r"invalid choice: (?P<typed>.*) \(choose from (?P<known>.*)\)", rest, re.DOTALL)
    if name == "COMMAND" and choice is not None:
        typed = choice["typed"].strip("'")
        near = difflib.get_close_matches(typed, [one.name for one in COMMANDS], n=1)
        return f"there is no command {typed!r}" + (f", did you mean {near[0]}?" if near else "")
    if choice is not None:
        return f"{name}: {choice['typed']} is not one of {choice['known'].replace(chr(39), '')}"
    if rest.startswith("expected "):
        return f"{name} needs a value"
    return (
        f"{name}: {rest.replace('invalid int value: ', '')}{' is not a whole number' if 'invalid int' in rest else ''}"
    )


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
    near = difflib.get_close_matches(name, own, n=1, cutoff=0.7)
    meant = f", did you mean {near[0]}?" if near else ""
    return BadInput(f"{subject} takes no {name}{meant}", fix=help_words)


def _options_of(command: str | None) -> list[str]:
    """Every option that may stand behind a command, or before any."""
    top = parser()
    subs = next(one for one in top._actions if isinstance(one, argparse._SubParsersAction))
    return [*(top if command is None else subs.choices[command])._option_string_actions]
