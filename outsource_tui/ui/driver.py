"""The terminal as Textual drives it, with an Esc that does not wait longer than it has to."""

import select
from codecs import getincrementaldecoder
from collections.abc import Iterable
from errno import EIO
from os import read

from textual import constants
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

LOOK_SECONDS = 0.1
"""How often the thread looks whether it is to end."""

MOST_BYTES = 4096
SLACK_SECONDS = 0.001


class QuickDriver(LinuxDriver):
    """Textual's asks every 100 ms whether an Esc stands alone, whatever ESCDELAY says; this one when it is due."""

    def run_input_thread(self) -> None:
        """Pass on what comes from the terminal until the app ends."""
        parser = XTermParser(self._debug)
        # A terminal may send anything, also what is no UTF-8.
        decode = getincrementaldecoder("utf-8")(errors="replace").decode
        is_fresh = False
        while not self.exit_event.is_set():
            wait = min(LOOK_SECONDS, constants.ESCAPE_DELAY + SLACK_SECONDS) if is_fresh else LOOK_SECONDS
            is_fresh = bool(select.select([self.fileno], [], [], wait)[0])
            if is_fresh:
                data = read(self.fileno, MOST_BYTES)
                if not data:  # The terminal is gone, which others see to.
                    self.exit_event.wait(LOOK_SECONDS)
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

    def _pass_on(self, messages: Iterable[Message]) -> None:
        for message in messages:
            self.process_message(message)
