"""Leaving well when nobody pressed q: signals, and a line that dropped (RELIABILITY.md, P7 and P8)."""

import os
import select
import signal
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType

PATIENCE_SECONDS = 1.5
"""After a signal the process ends by itself so much later, whatever the terminal does."""


def leave_on_signals(leave: Callable[[int], None], last_words: Callable[[], None]) -> None:
    """On SIGHUP and SIGTERM run `last_words` at once, ask `leave` for an orderly end, and end in any case.

    A stalled line blocks the event loop; a plain handler still runs, and the watchdog ends what is left.
    """

    def handler(number: int, frame: FrameType | None) -> None:
        end_anyway(128 + number)
        last_words()
        leave(128 + number)

    for number in (signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, handler)


def end_anyway(status: int) -> None:
    """Start the watchdog: the process is over after `PATIENCE_SECONDS`."""

    def end() -> None:
        time.sleep(PATIENCE_SECONDS)
        os._exit(status)

    threading.Thread(target=end, name="watchdog", daemon=True).start()


def is_hung_up() -> bool:
    """Whether the terminal at stdin is gone: SIGHUP reaches only the leader of a session."""
    try:
        poll = select.poll()
        poll.register(sys.__stdin__.fileno() if sys.__stdin__ else 0, select.POLLHUP)
        return any(event & (select.POLLHUP | select.POLLNVAL | select.POLLERR) for _, event in poll.poll(0))
    except (OSError, ValueError):
        return True
