"""The terminal as Textual drives it, with an Esc that does not wait longer than it has to, and at rest when it is."""

import contextlib
import os
import select
from codecs import getincrementaldecoder
from collections.abc import Iterable
from errno import EIO
from threading import Event
from typing import Any

from textual import constants
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

MOST_BYTES = 4096
SLACK_SECONDS = 0.001
GONE_SECONDS = 0.1
"""How often it is asked whether a terminal that is gone still is."""

QUIET_LOOKS = 2
"""So often it is looked, after the last key, whether an Esc stands alone; then it is only waited for the next."""


class HeardEvent(Event):
    """An event that can be waited for together with what comes from a terminal: `heard` can be read once it is set."""

    def __init__(self) -> None:
        super().__init__()
        self.heard, self._rung = os.pipe()
        os.set_blocking(self.heard, False)

    def set(self) -> None:
        super().set()
        os.write(self._rung, b"!")

    def clear(self) -> None:
        super().clear()
        with contextlib.suppress(BlockingIOError):
            os.read(self.heard, MOST_BYTES)


class QuickDriver(LinuxDriver):
    """Textual's asks every 100 ms whether an Esc stands alone, whatever ESCDELAY says; this one when it is due."""

    exit_event: HeardEvent

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.exit_event = HeardEvent()

    def run_input_thread(self) -> None:
        """Pass on what comes from the terminal until the app ends."""
        parser = XTermParser(self._debug)
        # A terminal may send anything, also what is no UTF-8.
        decode = getincrementaldecoder("utf-8")(errors="replace").decode
        quiet = QUIET_LOOKS
        while not self.exit_event.is_set():
            wait = constants.ESCAPE_DELAY + SLACK_SECONDS if quiet < QUIET_LOOKS else None
            quiet += 1
            if self.fileno in select.select([self.fileno, self.exit_event.heard], [], [], wait)[0]:
                quiet = 0
                data = os.read(self.fileno, MOST_BYTES)
                if not data:  # The terminal is gone, which others see to.
                    self.exit_event.wait(GONE_SECONDS)
                elif text := decode(data):
                    self._pass_on(parser.feed(text))
            self._pass_on(parser.tick())

    def _run_input_thread(self) -> None:
        """As Textual's, but an error ends the app as any other does, without a page of code on the screen."""
        try:
            self.run_input_thread()
        except Exception as error:
            if not (isinstance(error, OSError) and error.errno == EIO):  # The terminal is gone, which others see to.
                self._app.call_later(self._app._handle_exception, error)

    def _sigcont_application(self, *unused: Any) -> None:
        """Go on after a stop: after ctrl+z as Textual does, after one that nobody asked us about in our own time."""
        if self._must_signal_resume:
            super()._sigcont_application()
        else:
            with contextlib.suppress(RuntimeError):  # The loop may be over already.
                self._loop.call_soon_threadsafe(self._begin_again)

    def _begin_again(self) -> None:
        """Textual would start all a second time beside the first: two would read keys, and the terminal stay raw."""
        if self._auto_restart and self._key_thread is not None and self._key_thread.is_alive():
            self.suspend_application_mode()
            self._must_signal_resume = True
            self.resume_application_mode()

    def _pass_on(self, messages: Iterable[Message]) -> None:
        for message in messages:
            self.process_message(message)
