"""The manual page, made from what declares the command line and the keys, so that it says what they are."""

import argparse
import textwrap
from collections.abc import Iterable, Iterator

from outsource_tui import __version__
from outsource_tui.cli.json_examples import EXAMPLES, example_of
from outsource_tui.cli.keys import grouped_keys
from outsource_tui.cli.output import print_text
from outsource_tui.cli.parser import COMMANDS, PROGRAM, Options, parser
from outsource_tui.ui.bindings import bound

DONE = 0
EDITED = "2026-11-23"
"""When the words that stand only here were last changed."""

ENDS = (
    ("0", "Done. A list without rows is done as well."),
    ("1", "The answer is no: check found something, a change of apply was refused, there was nothing to undo."),
    ("2", "Wrong use or bad input. One line on stderr names the place and the way out."),
    ("130", "Interrupted by ctrl+c."),
    ("141", "Whoever read the output went away."),
)
FILES = (
    ("~/.local/share/outsource-tui/plans/plan.json", "The plan, readable by its owner alone."),
    ("~/.local/share/outsource-tui/plans/backups/", "Its earlier states: ten latest, one a day, one a week."),
    ("~/.config/outsource-tui/config.toml", "Theme, switches and keys; the command config shows and sets them."),
    ("~/.local/state/outsource-tui/", "How screens were left, and reports of crashes."),
)
ENVIRONMENT = (
    ("NO_COLOR", "When it is set to anything, the app is drawn without colour."),
    ("VISUAL, EDITOR", "What E opens a long text in; else vi."),
    ("TZ", "The time zone of a new plan; else that of the machine."),
    ("ESCDELAY", "How many milliseconds the app waits for what may follow Esc."),
    ("XDG_DATA_HOME, XDG_CONFIG_HOME, XDG_STATE_HOME", "Where the folders above are on Linux."),
)
FROM_A_SHELL = (
    ("outsource-tui", "Open the app; n does the next sensible thing, ? shows the keys, q quits."),
    ('outsource-tui add "Proofreading" --hours 2h -e 5 -v 5', "Add a task and print its id."),
    ("timew export | outsource-tui import - --dry-run", "Say what the hours of a tracker would change."),
    ("outsource-tui check --fail-on warning", "Exit with 1 where something needs a look."),
    ("ssh studio outsource-tui export | outsource-tui --plan - tasks", "Look at a plan that is elsewhere."),
    ("outsource-tui export --brief H01 -o brief.md", "Write what a contractor gets."),
)

SECTIONS = {"EXIT STATUS": ENDS, "FILES": FILES, "ENVIRONMENT": ENVIRONMENT, "EXAMPLES": FROM_A_SHELL}
WIDTH = 78


def man(options: Options) -> int:
    """Print the manual page."""
    print_text(manual_page())
    return DONE


def manual_page() -> str:
    """The page for `man`, in roff."""
    top = parser()
    subs = next(one for one in top._actions if isinstance(one, argparse._SubParsersAction)).choices
    lines = [
        f'.TH {PROGRAM.upper()} 1 "{EDITED}" "{PROGRAM} {__version__}"',
        ".SH NAME",
        f"{PROGRAM} \\- what to stop doing yourself, and who is to do it",
        ".SH SYNOPSIS",
        f".B {PROGRAM}",
        "[\\fIOPTION\\fR]... [\\fICOMMAND\\fR [\\fIARGUMENT\\fR]...]",
        ".SH DESCRIPTION",
        *_prose(top.description or ""),
        ".SH OPTIONS",
        "They stand before a command or behind it.",
        *_arguments(top),
        ".SH COMMANDS",
    ]
    for one in COMMANDS:
        words = f"{one.words[0].upper()}{one.words[1:]}."
        lines += [f".SS {one.name}", *_prose(words), *_arguments(subs[one.name])]
    lines.append(".SH KEYS")
    for title, rows in grouped_keys(bound({})):
        lines += [f".SS {title}", *_listed((keys, does) for keys, does, _ in rows)]
    lines += [".SH JSON", *_prose("Examples, shortened: ... stands for what is left out.")]
    for name in EXAMPLES:
        lines += [".PP", *_verbatim(example_of(name))]
    for title, pairs in SECTIONS.items():
        lines += [f".SH {title}", *_listed(pairs)]
    return "\n".join(lines) + "\n"


def _arguments(one: argparse.ArgumentParser) -> Iterator[str]:
    """What a command takes, as a list; not what is not talked about, nor the help that each has."""
    for action in one._actions:
        if action.help == argparse.SUPPRESS or isinstance(action, argparse._SubParsersAction | argparse._HelpAction):
            continue
        words = (action.help or "").replace("%%", "%")
        if action.choices and not all(str(choice) in words for choice in action.choices):
            words += f": {', '.join(map(str, action.choices))}"
        yield from _listed([(_usage(action), words)])


def _usage(action: argparse.Action) -> str:
    value = action.metavar or action.dest.upper()
    if not action.option_strings:
        return str(value)
    names = ", ".join(action.option_strings)
    return names if action.nargs == 0 else f"{names} {f'[{value}]' if action.nargs == '?' else value}"


def _listed(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    for term, words in pairs:
        yield ".TP"
        yield f"\\fB{_typed(term)}\\fR"
        yield from _prose(words)


def _verbatim(text: str) -> Iterator[str]:
    yield ".nf"
    yield from (_typed(line) for line in text.splitlines())
    yield ".fi"


def _prose(words: str) -> list[str]:
    """Words to be read: roff fills the lines again."""
    lines = textwrap.wrap(words, WIDTH, break_long_words=False, break_on_hyphens=False)
    return [_harmless(line).replace("--", "\\-\\-") for line in lines]


def _typed(words: str) -> str:
    """Words that can be copied into a shell: their dashes stay what they are."""
    return _harmless(words).replace("-", "\\-")


def _harmless(words: str) -> str:
    """Words that mean nothing to roff."""
    for sign, name in (("\\", "\\e"), ("'", "\\(aq"), ("`", "\\(ga"), ("^", "\\(ha"), ("~", "\\(ti")):
        words = words.replace(sign, name)
    words = "".join(one if one.isascii() else f"\\[u{ord(one):04X}]" for one in words)
    return f"\\&{words}" if words.startswith(".") else words
