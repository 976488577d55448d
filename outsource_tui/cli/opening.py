"""Opening the app."""

import os
import sys
from typing import TextIO

from outsource_tui.cli.compose import desk
from outsource_tui.cli.parser import Options
from outsource_tui.model.problems import BadInput


def app(options: Options) -> int:
    """Run the app until it is left. Raises BadInput where there is no terminal to run it in."""
    require_terminal()
    opened = desk(options)
    # Textual is for the app alone; no command waits for it.
    from outsource_tui.ui.app import run

    in_the_demo = Options(**{**vars(options), "demo": True, "plan": None})
    return run(opened, demo=lambda: desk(in_the_demo), is_ascii=options.ascii)


def demo(options: Options) -> int:
    """The app on the demo plan."""
    options.demo = True
    return app(options)


def require_terminal() -> None:
    """Raises BadInput where stdin or stderr (which the app draws on) is not a terminal, or one that cannot draw."""
    if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        raise BadInput("the app needs a terminal", fix="`outsource-tui tasks` lists the tasks without one")
    kind = os.environ.get("TERM", "")
    if kind in {"dumb", "unknown"}:
        raise BadInput(f"the app cannot draw where TERM is {kind}", fix="`outsource-tui tasks` lists the tasks")


def is_terminal(stream: TextIO | None) -> bool:
    """Whether somebody sits at the other end."""
    return stream is not None and stream.isatty()
