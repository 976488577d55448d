"""What comes in from the program before this one."""

import sys
from typing import BinaryIO

from outsource_tui.model.problems import BadInput


def stdin_bytes() -> BinaryIO:
    """Stdin, to be read. Raises BadInput where it is closed."""
    if sys.stdin is None:
        raise BadInput("there is no stdin to read from", fix="name a file")
    return sys.stdin.buffer
