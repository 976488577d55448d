"""Leaving well when nobody pressed q: signals, and a line that dropped (RELIABILITY.md, P7 and P8)."""

import contextlib
import os
import select
import signal
import sys
import termios
import threading
import time
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any, NoReturn

PATIENCE_SECONDS = 1.5
"""After a signal the process ends by itself so much later, whatever the terminal does."""

ENDINGS = (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM)
"""What ends a program that does not ask not to."""

HUNG_UP = 128 + signal.SIGHUP
LOOK_MILLISECONDS = 500
_TO_THE_SHELL = (
    b"\x1b[?2004l\x1b[?7h\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l\x1b[0m"
)
"""What the framework writes at its end: usual keys and line wrap, no mouse, the first screen, a cursor, no colour."""


_before: Any = None
"""What the terminal was like while the app has it."""


def leave_on_signals(leave: Callable[[int], None], last_words: Callable[[], None], attributes: Any = None) -> None:
    """On each of `ENDINGS` run `last_words` at once, ask `leave` for an orderly end, and end in any case.

    A dropped line counts as SIGHUP, which reaches only the leader of a session, and nobody under nohup. A stalled line
    blocks the event loop; a plain handler still runs, and the watchdog ends what is left. `attributes` are those that
    the terminal had before.
    """
    is_leaving = False

    def handler(number: int, frame: FrameType | None) -> None:
        nonlocal is_leaving
        if is_leaving:
            return
        is_leaving = True
        _end_anyway(128 + number, attributes)
        last_words()
        with contextlib.suppress(RuntimeError):  # The loop may be over already.
            leave(128 + number)

    for number in ENDINGS:
        signal.signal(number, handler)
    threading.Thread(target=_tell_of_a_dropped_line, name="line", daemon=True).start()


def _tell_of_a_dropped_line() -> None:
    """Wait until the terminal is gone and send the main thread, which may stand still in a write, its signal."""
    while not _is_hung_up(LOOK_MILLISECONDS):
        pass
    main = threading.main_thread()
    if main.ident is not None:
        signal.pthread_kill(main.ident, signal.SIGHUP)


def _is_hung_up(milliseconds: int) -> bool:
    """Whether the terminal at stdin is gone, now or within so many milliseconds."""
    try:
        poll = select.poll()
        poll.register(sys.__stdin__.fileno() if sys.__stdin__ else 0, 0)
        return bool(poll.poll(milliseconds))
    except (OSError, ValueError):
        return True


def _end_anyway(status: int, attributes: Any) -> None:
    """Start the watchdog: the process is over after `PATIENCE_SECONDS`."""

    def end() -> None:
        time.sleep(PATIENCE_SECONDS)
        _end_at_once(status, attributes)

    threading.Thread(target=end, name="watchdog", daemon=True).start()


def _end_at_once(status: int, attributes: Any) -> NoReturn:
    # In a thread of its own: the write stands still where the line does.
    last = threading.Thread(target=_restore_terminal, args=(attributes,), daemon=True)
    last.start()
    last.join(0.1)
    os._exit(status)


def forget_terminal() -> None:
    """It is gone: what is still to be written goes nowhere, so that Python does not fail over it on its way out."""
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_RDWR)
        for handle in (0, 1, 2):
            os.dup2(nowhere, handle)
        os.close(nowhere)


@contextlib.contextmanager
def typed_ahead() -> Iterator[None]:
    """Keep keys pressed from here on for the app, as they are and unseen; afterwards the terminal is as it was.

    So it is where a signal ends the program before the app can see to that.
    """
    global _before
    _before = terminal_attributes()
    if _before is None:
        yield
        return
    quiet = termios.tcgetattr(0)
    quiet[0] &= ~(termios.ICRNL | termios.IXON)
    quiet[3] &= ~(termios.ECHO | termios.ICANON)
    for number in ENDINGS:
        signal.signal(number, lambda number, frame: _end_at_once(128 + number, _before))
    try:
        termios.tcsetattr(0, termios.TCSANOW, quiet)
        yield
    finally:
        before, _before = _before, None
        with contextlib.suppress(OSError, termios.error):  # The terminal may be gone by now.
            termios.tcsetattr(0, termios.TCSANOW, before)


def terminal_attributes() -> Any:
    """What `tcgetattr` said of the terminal at stdin before the app had it; None where there is none."""
    if _before is not None:
        return _before
    with contextlib.suppress(OSError, ValueError, termios.error):
        return termios.tcgetattr(0)
    return None


def _restore_terminal(attributes: Any) -> None:
    with contextlib.suppress(OSError, ValueError, termios.error):
        if attributes is not None:
            termios.tcsetattr(0, termios.TCSANOW, attributes)
        os.write(2, _TO_THE_SHELL)
