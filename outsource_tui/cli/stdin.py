"""What comes in from the program before this one."""

import sys
from typing import BinaryIO

from outsource_tui.cli.parser import Options
from outsource_tui.model.problems import BadInput

STDIN = "-"


def stdin_bytes(options: Options) -> BinaryIO:
    """Stdin, to be read. Raises BadInput where it is closed, or the plan itself comes from there."""
    if options.plan == STDIN:
        raise BadInput("stdin is the plan already", fix="name a file for the other")
    return open_stdin()


def open_stdin() -> BinaryIO:
    """Stdin, whatever it is for. Raises BadInput where it is closed."""
    if sys.stdin is None:
        raise BadInput("there is no stdin to read from", fix="name a file")
    return sys.stdin.buffer
