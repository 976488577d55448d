"""The Textual app: a canvas, the keys, the clock of the poll, and saving behind the screen."""

import asyncio
import os
from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from outsource_tui.model.problems import Problem
from outsource_tui.planner.behind import BehindTheScreen, SaveState
from outsource_tui.planner.desk import Desk
from outsource_tui.ui.drawing import draw_in_ascii
from outsource_tui.ui.leaving import end_anyway, is_hung_up, leave_on_signals
from outsource_tui.ui.looks import styles_of
from outsource_tui.ui.stage import Stage
from outsource_tui.ui.widgets.canvas import Canvas
from outsource_tui.ui.widgets.narrow import NarrowCompositor

SHOW_DEMO = -1
"""What the app ends with when the user wants to look around in the demo first."""

HANG_UP_SECONDS = 0.5
RECOUNT_SECONDS = 0.5
POLL_SECONDS = 1.0
"""How often the file is looked at for what another session wrote."""


class MainScreen(Screen[None], inherit_bindings=False):
    """Holds the canvas and passes keys on; no key is kept back by the framework."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, canvas: Canvas) -> None:
        super().__init__()
        self.canvas = canvas
        self._compositor: NarrowCompositor = NarrowCompositor()

    def forget(self) -> None:
        """The terminal may show anything: draw all of it anew."""
        self._compositor.forget()
        self.canvas.repaint()
        self.refresh(layout=True)

    def compose(self) -> ComposeResult:
        yield self.canvas


class OutsourceApp(App[int], inherit_bindings=False):
    """One desk on one terminal."""

    BINDINGS: ClassVar[list[BindingType]] = []
    ENABLE_COMMAND_PALETTE = False
    CSS = "Screen { background: ansi_default; color: ansi_default; layout: vertical; overflow: hidden hidden; }"

    def __init__(self, desk: Desk, *, first_screen: str = "overview") -> None:
        super().__init__(ansi_color=True)
        self.desk = desk
        self.theme = "ansi-dark"
        self.animation_level = "none"
        self.stage = Stage(desk, self)
        self.stage.name = first_screen
        self.canvas = Canvas(styles_of("mono" if "NO_COLOR" in os.environ or self.no_color else "ansi"))
        self.saver = BehindTheScreen(desk, self._in_this_thread, self._tell)
        desk.on_change = self._changed
        self.failure: Problem | None = None
        self.crash: Exception | None = None

    def get_default_screen(self) -> Screen[None]:
        return MainScreen(self.canvas)

    def on_mount(self) -> None:
        if self.desk.plan.is_empty and not self.desk.keeper.is_read_only:
            from outsource_tui.ui.dialogs.first_run import FirstRunDialog  # only for a new plan

            self.stage.open(FirstRunDialog())
        self.app_resume_signal.subscribe(self, lambda _: self.redraw())
        self.event_loop = asyncio.get_running_loop()
        self.set_interval(POLL_SECONDS, self._poll)
        self.set_interval(RECOUNT_SECONDS, self._recount)
        if not self.is_headless:
            self.set_interval(HANG_UP_SECONDS, self._end_if_hung_up)
            leave_on_signals(self._leave, lambda: None)
        self.draw()

    # keys in

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        self.stage.key(key_name(event), event.character)
        self.draw()

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        self.stage.pasted(event.text)
        self.draw()

    def on_resize(self) -> None:
        self.draw()

    def draw(self) -> None:
        """Bring the terminal up to date."""
        size = self.size
        if size.width and size.height:
            self.canvas.paint(self.stage.lines(size.width, size.height), size.width)

    # the shell that the stage asks

    def quit(self) -> None:
        self.exit(0)

    def open_demo(self) -> None:
        self.exit(SHOW_DEMO)

    def suspend_to_shell(self) -> None:
        self.action_suspend_process()

    def redraw(self) -> None:
        screen = self.screen
        if isinstance(screen, MainScreen):
            screen.forget()
            self.draw()

    def copy(self, text: str) -> None:
        self.copy_to_clipboard(text)

    def edited(self, text: str) -> str | None:
        from outsource_tui.ui.editor import text_from_editor  # only when an editor is asked for

        with self.suspend():
            result: str | None = text_from_editor(text)
        self.redraw()
        return result

    # the ends that nobody asked for

    def _leave(self, status: int) -> None:
        """From a signal handler: end in order, from the loop."""
        self.event_loop.call_soon_threadsafe(lambda: self.exit(None, status))

    def _end_if_hung_up(self) -> None:
        if is_hung_up():
            end_anyway(128 + 1)
            self.exit(None, 128 + 1)

    def _handle_exception(self, error: Exception) -> None:
        """A crash restores the terminal and is passed on, instead of a page of values on the screen."""
        self.crash = self.crash or error
        self.exit(None, 1)
        if self._exception is None:
            self._exception = error
            self._exception_event.set()

    # saving

    def _changed(self) -> None:
        self.saver.start()

    def _in_this_thread(self, action: Callable[[], None]) -> None:
        self.call_later(action)

    def _tell(self, state: SaveState) -> None:
        self.stage.saved = state
        if state.state == "saved":
            self.stage.saved_at = self.desk.clock.now().astimezone()
        if state.words:
            self.stage.say(state.words, "bad" if state.state == "failed" else "warn")
        if self.is_running:
            self.draw()

    def _recount(self) -> None:
        if self.stage.count_findings():
            self.draw()

    def _poll(self) -> None:
        if self.desk.waiting or not self.desk.keeper.is_changed():
            if self.stage.saved.state == "failed":
                self.saver.start()
            return
        try:
            plan = self.desk.keeper.load()
        except Problem as problem:
            self.stage.say(str(problem), "bad")
        else:
            self.desk.follow(plan)
            self.stage.say("Another session changed this plan; this is how it is now.")
        self.draw()

    def on_unmount(self) -> None:
        self.failure = self.saver.close()


def key_name(event: events.Key) -> str:
    """A key as `ui.commands` names it: printable ones by their character."""
    if event.key == "space" or event.character is None or not event.character.isprintable():
        return event.key
    return event.character


def run(
    desk: Desk,
    *,
    demo: Callable[[], Desk] | None = None,
    is_ascii: bool = False,
    mouse: bool = False,
) -> int:
    """Show the app until the user quits; the exit status. `demo` makes the desk for a look around from the first run.

    Raises SaveFailed where something could not be saved at the end, and what the app itself failed with.
    """
    draw_in_ascii(is_ascii)
    app = OutsourceApp(desk)
    status = app.run(mouse=mouse)
    if app.crash is not None:
        raise app.crash
    if app.failure is not None:
        raise app.failure
    if status == SHOW_DEMO and demo is not None:
        return run(demo(), is_ascii=is_ascii, mouse=mouse)
    return status if status is not None else app.return_code or 0
