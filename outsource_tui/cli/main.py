"""The way in: reads the command line, runs the command, and says what went wrong in one line."""

import gc
import importlib
import os
import sys
from collections.abc import Callable
from io import TextIOWrapper

from outsource_tui.cli.output import is_utf8, tell
from outsource_tui.cli.parser import COMMANDS, Options, options_of
from outsource_tui.model.problems import Problem

DONE, WRONG = 0, 2
INTERRUPTED = 130
NOBODY_READS = 141
"""As a shell says of a program whose reader went away."""


def main(argv: list[str] | None = None) -> int:
    """Run a command line (without the program's name) and return its exit status: 0 done, 1 no, 2 wrong."""
    _let_any_text_through()
    if argv is None:
        # What is loaded stays: looking for garbage in it takes a tenth of a start, a third of reading a large plan.
        # Who goes on for longer than a moment turns it on again.
        gc.disable()
    try:
        status = _status_of(sys.argv[1:] if argv is None else argv)
        _flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _forget_stdout()
        return NOBODY_READS
    except OSError as error:
        _forget_stdout()
        tell(str(Problem(str(error.strerror or error), where=str(error.filename or "the answer"))))
        return WRONG
    except Exception as error:
        tell(_crash_words(error))
        return WRONG
    finally:
        if argv is None:
            # On its way out Python looks once more, through all that the system takes back anyhow.
            gc.freeze()
    return status


def _crash_words(error: Exception) -> str:
    # Needed once in a blue moon, and it loads the places where things are kept.
    from outsource_tui.cli.crash import reported

    path = reported(error)
    kept = f"a report without any of your data is in {path}" if path else "its report could not be written"
    return f"an error in outsource-tui itself ({type(error).__name__}); {kept}"


def _status_of(argv: list[str]) -> int:
    try:
        return _run(options_of(argv))
    except SystemExit as asked:
        return asked.code if isinstance(asked.code, int) else DONE
    except Problem as problem:
        tell(str(problem))
        return WRONG


def _run(options: Options) -> int:
    module, function = next(
        ((one.module, one.function) for one in COMMANDS if one.name == options.command), ("opening", "app")
    )
    # Each command loads only what it needs: `add` in a script shall not wait for the judgements.
    command: Callable[[Options], int] = getattr(importlib.import_module(f"outsource_tui.cli.{module}"), function)
    return command(options)


def _let_any_text_through() -> None:
    """A terminal that cannot write a character shows its code instead of stopping."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and not is_utf8(stream):
            stream.reconfigure(errors="backslashreplace")


def _flush() -> None:
    if sys.stdout is not None:
        sys.stdout.flush()


def _forget_stdout() -> None:
    """Nothing more can be written there; without this Python complains once more on its way out."""
    if sys.stdout is None:
        return
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        return
