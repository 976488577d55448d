"""The command line: which commands there are and what each takes. Light, since every start reads it."""

import argparse
import re
from collections.abc import Callable, Collection
from datetime import date
from typing import Any, NamedTuple, NoReturn

from outsource_tui import __version__
from outsource_tui.model.settings import THEMES

PROGRAM = "outsource-tui"
JSON_WORDS = "as JSON: unrounded, money in minor units, unknown null"
FIRST_YEAR, LAST_YEAR = 1971, 2199
"""Of `--today`: figures look some years back and ahead of it, which a calendar has to have."""


class Options(argparse.Namespace):
    """What stands before a command; what a command takes itself is beside it, by name."""

    plan: str | None
    demo: bool
    read_only: bool
    today: date | None
    ascii: bool
    plain: bool
    theme: str | None
    no_mouse: bool
    command: str | None


class Command(NamedTuple):
    """A command: where the function is that runs it, what it does in words, what it takes."""

    name: str
    module: str
    function: str
    words: str
    add_arguments: Callable[[argparse.ArgumentParser], None] = lambda parser: None


class OneLineParser(argparse.ArgumentParser):
    """Says what is wrong with a command line in one line."""

    def error(self, message: str) -> NoReturn:
        from outsource_tui.cli.wrong_use import wrong_use  # Once in a while.

        raise wrong_use(message, self.prog)


def options_of(argv: list[str]) -> Options:
    """The command line as values. Raises BadInput, and SystemExit(0) where help or the version was asked for."""
    options, left_over = parser(argv).parse_known_args(argv, Options())
    if left_over:
        from outsource_tui.cli.wrong_use import unknown_argument

        raise unknown_argument(left_over[0], options.command)
    return options


def parser(argv: Collection[str] | None = None) -> argparse.ArgumentParser:
    """What the command line takes: everything, or what commands take only as far as `argv` may name them."""
    top = OneLineParser(
        prog=PROGRAM,
        description="Find out what to stop doing yourself, hand it to the right person, and let go. Opens the app "
        "when no command is given.",
        epilog="Options before a command may also stand behind it. `COMMAND --help` shows what a command takes. "
        "Exit status: 0 done, 1 the answer is no, 2 wrong use or bad input.",
        allow_abbrev=False,
    )
    add_general_options(top)
    top.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", title="commands", prog=PROGRAM)
    for one in COMMANDS:
        sub = commands.add_parser(one.name, help=one.words, description=f"{one.words}.", allow_abbrev=False)
        if argv is None or one.name in argv:
            one.add_arguments(sub)
            add_general_options(sub, is_behind=True)
        if argv is not None and one.name in argv and {"-h", "--help"}.intersection(argv):
            _add_example(sub, one.name)
    return top


def add_general_options(parser: argparse.ArgumentParser, *, is_behind: bool = False) -> None:
    """What every command takes; with `is_behind` for those who say it last, so without a word in the help."""

    def add(name: str, words: str, **how: Any) -> None:
        if is_behind:
            how["default"] = words = argparse.SUPPRESS
        parser.add_argument(name, help=words, **how)

    add("--plan", "a plan in the data folder by its name, or a file; - is stdin, to look at", metavar="NAME|PATH")
    add("--demo", "a throw-away copy of the demo plan", action="store_true")
    add("--read-only", "look, but change nothing", action="store_true")
    add("--today", "fixes the clock; for demos and tests", type=_day, metavar="YYYY-MM-DD")
    add("--theme", f"colours of the app: {', '.join(THEMES)}", choices=THEMES, metavar="NAME")
    add("--ascii", "draw the app with plain characters only", action="store_true")
    add("--plain", "screens as a list of lines, for screen readers", action="store_true")
    add("--no-mouse", "leave the mouse to the terminal", action="store_true")


def _add_example(parser: argparse.ArgumentParser, command: str) -> None:
    from outsource_tui.cli.json_examples import example_words  # Read by those who ask for help.

    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = example_words(command)


def _day(text: str) -> date:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        raise argparse.ArgumentTypeError(f"{text!r} is not a date YYYY-MM-DD")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day of the calendar") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise argparse.ArgumentTypeError(f"{text!r} is not in the years {FIRST_YEAR} to {LAST_YEAR}")
    return day


def _add(parser: argparse.ArgumentParser) -> None:
    # Knows every field of a task; no other command waits for that.
    from outsource_tui.cli.task_options import add_task_options

    add_task_options(parser)
    _json(parser)


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help=JSON_WORDS)


def _list(parser: argparse.ArgumentParser) -> None:
    _json(parser)
    parser.add_argument("--all", action="store_true", help="archived ones as well")


def _explain(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="a task, person, trial or hand-off, such as T04")
    _json(parser)


def _compare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="TASK", help="a task, such as T04")
    _json(parser)


def _budget(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("amount", metavar="AMOUNT", help="money a month in major units, such as 300 or 249.50")
    _json(parser)


def _check(parser: argparse.ArgumentParser) -> None:
    _json(parser)
    parser.add_argument(
        "--select", action="append", default=[], metavar="OUT3", help="only these codes, or those that begin so"
    )
    parser.add_argument("--fail-on", choices=("error", "warning", "hint"), default="error", help="from here on exit 1")


def _apply(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", default="-", metavar="FILE", help="one JSON object a line; - is stdin")


def _import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a time log, a list of tasks or an export; - is stdin")
    kinds = ("auto", "toggl", "clockify", "harvest", "solidtime", "timewarrior", "watson", "csv", "json")
    parser.add_argument("--from", dest="source", choices=kinds, default="auto", help="what wrote it")
    keys = ("project", "task", "tag", "description", "client")
    parser.add_argument("--by", choices=keys, help="what makes a task; project, for Timewarrior the tags")
    parser.add_argument("--dates", choices=("dmy", "mdy"), help="how to read dates such as 03/04/2026")
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
    _json(parser)


def _backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "action",
        nargs="?",
        metavar="ACTION",
        choices=("list", "now", "restore"),
        default="list",
        help="list, now or restore; list unless said",
    )
    parser.add_argument("number", nargs="?", type=int, metavar="N", help="which one to restore; 1 is the newest")
    _json(parser)


def _config(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "action",
        nargs="?",
        metavar="ACTION",
        choices=("set", "unset"),
        help="set a setting in the file, or unset it there; else they are shown",
    )
    parser.add_argument("name", nargs="?", metavar="NAME", help="theme, ascii, plain, mouse, or keys.ID of a command")
    parser.add_argument("value", nargs="*", metavar="VALUE", help="the value; of keys several, or none")
    _json(parser)


def _keys(parser: argparse.ArgumentParser) -> None:
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--format", choices=("text", "md"), default="text", help="md is a table for a README")
    how.add_argument("--test", action="store_true", help="say what arrives when you press a key; q ends it")
    how.add_argument("--json", action="store_true", help=JSON_WORDS)


def _shell(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", metavar="SHELL", choices=("bash", "zsh", "fish"), help="bash, zsh or fish")


def _export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--to",
        choices=("md", "csv", "json", "ics", "svg"),
        help="a report, the tasks, everything, trials and check-ins for a calendar, or the grid as a picture; "
        "else as FILE ends, else json",
    )
    parser.add_argument("--brief", metavar="HANDOFF|TASK", help="what the contractor gets: md the brief, ics the dates")
    parser.add_argument("--redact", action="store_true", help="leave out names of people, rates and amounts")
    parser.add_argument("-o", "--output", default="-", metavar="FILE", help="where to; a folder, or - for stdout")
    parser.add_argument("--force", action="store_true", help="replace FILE")


COMMANDS = (
    Command("add", "changing", "add", "add a task and print its id once it is safely on disk", _add),
    Command("tasks", "listing", "tasks", "list the tasks, first what is to be outsourced first", _list),
    Command("people", "listing", "people", "list the people", _list),
    Command("trials", "listing", "trials", "list the trials", _list),
    Command("handoffs", "listing", "handoffs", "list the hand-offs", _list),
    Command("explain", "judging", "explain", "show every figure of a row with its formula and inputs", _explain),
    Command("compare", "judging", "compare", "compare the people scored for a task", _compare),
    Command("budget", "judging", "budget", "show the best set of hand-offs for the money", _budget),
    Command("check", "judging", "check", "check the plan for the five mistakes", _check),
    Command("import", "importing", "import_file", "take in a time log, a list of tasks or an export", _import),
    Command("export", "exporting", "export", "write the plan out", _export),
    Command("apply", "scripting", "apply", "make changes from a script and answer each in a line", _apply),
    Command("undo", "changing", "undo", "take the newest change back", _json),
    Command("redo", "changing", "redo", "do again what was undone last", _json),
    Command("history", "changing", "history", "list the newest changes", _json),
    Command("backup", "keeping", "backup", "list the earlier states of the plan, make one, or restore one", _backup),
    Command("where", "keeping", "where", "say where the plan and everything else is kept", _json),
    Command("plans", "plans", "plans", "list the plans of the data folder, the one last used first", _json),
    Command("config", "configuring", "config", "show the settings and where each came from, or set one", _config),
    Command("keys", "keys", "keys", "list the keys of the app, yours among them", _keys),
    Command("doctor", "doctor", "doctor", "say what the terminal and the disk can do, to be shown to others", _json),
    Command("completion", "completing", "completion", "print what a shell needs to complete commands", _shell),
    Command("man", "manual", "man", "print the manual page; `outsource-tui man | man -l -` shows it"),
    Command("demo", "opening", "demo", "open the app on a throw-away copy of the demo plan"),
)
