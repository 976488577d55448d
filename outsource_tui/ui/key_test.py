"""What arrives when a key is pressed, told by the same eyes that the app has."""

import os
import select
import sys
import termios
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from outsource_tui.ui.bindings import screens_of_key
from outsource_tui.ui.canvas_app import key_name
from outsource_tui.ui.commands import EVERYWHERE, Command

PATIENCE = 0.1
"""Seconds after which an Esc is one of its own, and not the beginning of something longer; as in the app."""


def watch_keys(terminal: int, commands: Sequence[Command], tell: Callable[[str], None]) -> None:
    """Tell the name of each key that arrives, its bytes and what it does in the app, until it is q."""
    tell("Press keys; each line is what arrived. q ends this.")
    decode, parser = getincrementaldecoder("utf-8")(errors="replace").decode, XTermParser()
    raw = b""
    with _as_in_the_app(terminal):
        while True:
            if select.select([terminal], [], [], PATIENCE)[0]:
                data = os.read(terminal, 1024)
                if not data:
                    return
                raw += data
                found = [*parser.feed(decode(data)), *parser.tick()]
            else:
                found = [*parser.tick()]
            for event in found:
                if isinstance(event, events.Key):
                    name = key_name(event)
                    tell(f"{name:14} {raw.hex(' '):24} {_does(name, commands)}".rstrip())
                    raw = b""
                    if name == "q":
                        return


def _does(key: str, commands: Sequence[Command]) -> str:
    places = screens_of_key(key, commands)
    if key == "escape":
        return "leaves what is open"
    return "; ".join(
        f"{name}" if len(screens) == len(EVERYWHERE) else f"{name} on {', '.join(screens)}"
        for name, screens in places.items()
    )


@contextmanager
def _as_in_the_app(terminal: int) -> Iterator[None]:
    """The terminal passes every key on, as it does in the app, and is as it was afterwards."""
    before = termios.tcgetattr(terminal)
    raw = termios.tcgetattr(terminal)
    raw[0] = LinuxDriver._patch_iflag(raw[0])
    raw[3] = LinuxDriver._patch_lflag(raw[3])
    try:
        termios.tcsetattr(terminal, termios.TCSANOW, raw)
        _ask("\x1b[>25u")
        yield
    finally:
        _ask("\x1b[<u")
        termios.tcsetattr(terminal, termios.TCSANOW, before)


def _ask(sequence: str) -> None:
    """Ask the terminal for keys in full, or take that back; those that cannot do it do not answer."""
    sys.stderr.write(sequence)
    sys.stderr.flush()
