"""What every app of ours is: one canvas, all keys its own, an end that restores the terminal and tells no values."""

import asyncio
import gc
import os
from collections.abc import Callable
from typing import ClassVar, TypeVar

from textual import events
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from outsource_tui.model.settings import Settings
from outsource_tui.ui.driver import QuickDriver
from outsource_tui.ui.leaving import HUNG_UP, forget_terminal, leave_on_signals, terminal_attributes
from outsource_tui.ui.looks import styles_of
from outsource_tui.ui.widgets.canvas import Canvas
from outsource_tui.ui.widgets.narrow import NarrowCompositor

Answer = TypeVar("Answer")


class MainScreen(Screen[None], inherit_bindings=False):
    """Holds the canvas and passes keys on; no key is kept back by the framework."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, canvas: Canvas) -> None:
        super().__init__()
        self.canvas = canvas
        self._compositor: NarrowCompositor = NarrowCompositor(canvas)

    def forget(self) -> None:
        """The terminal may show anything: draw all of it anew."""
        self._compositor.forget()
        self.canvas.repaint()
        self.refresh(layout=True)

    def compose(self) -> ComposeResult:
        yield self.canvas


class CanvasApp(App[Answer], inherit_bindings=False):
    """A canvas on a terminal. `crash` is what it failed with."""

    BINDINGS: ClassVar[list[BindingType]] = []
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    CSS = "Screen { background: ansi_default; color: ansi_default; layout: vertical; overflow: hidden hidden; }"

    def __init__(self, settings: Settings) -> None:
        # Textual takes NO_COLOR away and turns colours grey; here a theme without any stands for it.
        no_color = os.environ.pop("NO_COLOR", None)
        super().__init__(driver_class=QuickDriver, ansi_color=True)
        if no_color is not None:
            os.environ["NO_COLOR"] = no_color
        self.theme = "ansi-dark"
        self.animation_level = "none"
        self.canvas = Canvas(styles_of(settings.theme))
        self.crash: Exception | None = None
        self.attributes = terminal_attributes()

    def get_default_screen(self) -> Screen[None]:
        return MainScreen(self.canvas)

    def begin(self, last_words: Callable[[], None]) -> None:
        """Once it is mounted: from here on every end is an orderly one. `last_words` is what a signal runs at once."""
        self.app_resume_signal.subscribe(self, lambda _: self.redraw())
        self.event_loop = asyncio.get_running_loop()
        if isinstance(self._driver, QuickDriver):
            # Those that an editor is to find, and a shell: keys typed ahead were not shown.
            self._driver.attrs_before = self.attributes
        if not self.is_headless:
            leave_on_signals(self._leave, last_words, self.attributes)

    def _leave(self, status: int) -> None:
        """From a signal handler: end in order, from the loop."""
        self.event_loop.call_soon_threadsafe(lambda: self.exit(None, status))

    def redraw(self) -> None:
        """Draw all of it again, whatever stands on the terminal."""
        screen = self.screen
        if isinstance(screen, MainScreen):
            screen.forget()
            self.draw()

    def draw(self) -> None:
        """Bring the terminal up to date."""
        raise AssertionError(type(self).__name__)

    def _handle_exception(self, error: Exception) -> None:
        """A crash restores the terminal and is passed on, instead of a page of values on the screen."""
        self.crash = self.crash or error
        self.exit(None, 1)
        if self._exception is None:
            self._exception = error
            self._exception_event.set()

    def answered(self, *, mouse: bool) -> Answer | None:
        """Run it until it is left; the answer, None where it has none. Raises what it crashed with."""
        answer = self.run(mouse=mouse)
        if self.return_code == HUNG_UP:
            forget_terminal()
        if self.crash is not None:
            raise self.crash
        return answer


def look_for_garbage() -> None:
    """Begin to, where start-up did without; what it has loaded stays, so it is left out."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def key_name(event: events.Key) -> str:
    """A key as `ui.commands` names it: printable ones by their character."""
    if event.key == "space" or event.character is None or not event.character.isprintable():
        return event.key
    return event.character
