"""The Textual app: a canvas, the keys, the clock of the poll, and saving behind the screen."""

import os
from collections.abc import Callable
from typing import Literal

from textual import events
from textual.geometry import Offset, Size

from outsource_tui.model.drafting import Draft, DraftKeeper
from outsource_tui.model.problems import Problem
from outsource_tui.model.remembering import PlaceKeeper, PlanShelf
from outsource_tui.model.settings import USUAL, Settings
from outsource_tui.planner.behind import BehindTheScreen, SaveState
from outsource_tui.planner.desk import Desk
from outsource_tui.planner.forms_behind import FormsBehind, taken_up
from outsource_tui.ui.canvas_app import CanvasApp, key_name, look_for_garbage
from outsource_tui.ui.drawing import draw_in_ascii
from outsource_tui.ui.mouse import clicked, wheeled
from outsource_tui.ui.open_forms import unsaved_forms
from outsource_tui.ui.others import others_words
from outsource_tui.ui.stage import Stage

SHOW_DEMO = -1
"""What the app ends with when the user wants to look around in the demo first."""

SHOW_OTHER = -2
"""What the app ends with when the user wants another plan; the shelf knows which."""

POLL_SECONDS = 0.5
"""How often the file is looked at for what another session wrote: it is to be seen within a second."""

RETRY_POLLS = 10
"""A save that failed is tried again with the next change, or after so many polls; so is a file that is damaged."""

LAST_FORMS_SECONDS, LAST_WRITTEN_SECONDS, LAST_SAVE_SECONDS = 0.3, 0.8, 0.8
"""How long leaving waits for forms and for an editor, and ctrl+z for a save that is under way."""


class OutsourceApp(CanvasApp[int]):
    """One desk on one terminal."""

    def __init__(
        self,
        desk: Desk,
        *,
        settings: Settings = USUAL,
        drafts: DraftKeeper | None = None,
        places: PlaceKeeper | None = None,
        shelf: PlanShelf | None = None,
        says: str = "",
    ) -> None:
        """`drafts` keeps what is typed, `places` how the screens are left; without them nothing is kept.

        `shelf` has the other plans. `says` is the first message.
        """
        super().__init__(settings)
        self.desk = desk
        self.stage = Stage(desk, self, settings)
        self.stage.shelf = shelf
        self.places = places
        self.saver = BehindTheScreen(desk, self.call_later, self._tell, self._followed)
        desk.on_change = self.saver.start
        self.drafts = drafts
        self.forms: FormsBehind | None = None
        self.failure: Problem | None = None
        self.shown_size: Size | None = None
        self._leaving: Literal["", "when saved", "as it is"] = ""
        self._polls = 0
        self._is_in_use = False
        self._trouble = ""
        self._hung_up: Callable[[], None] = lambda: None
        if says:
            self.stage.say(says)

    def on_mount(self) -> None:
        if self.places is not None and not self.desk.plan.is_empty:
            self.stage.recall(self.places.recalled())
        kept = self._taken_up()
        if self.desk.plan.is_empty and not self.desk.keeper.is_read_only:
            from outsource_tui.ui.dialogs.first_run import FirstRunDialog  # only for a new plan

            self.stage.open(FirstRunDialog())
            kept.pop(FirstRunDialog.draft, None)
        if kept:
            from outsource_tui.ui.dialogs.kept_forms import KeptFormsDialog  # only where something was kept

            self.stage.open(KeptFormsDialog(list(kept.values())))
        self.begin(self._last_words)
        self.set_interval(POLL_SECONDS, self._poll)
        self.call_after_refresh(look_for_garbage)
        self.draw()

    def _taken_up(self) -> dict[str, Draft]:
        """What was typed when other screens of this plan ended; it is this one's from now on."""
        if self.drafts is None:
            return {}
        kept = taken_up(self.drafts)
        self.stage.drafts = {form: dict(one.fields) for form, one in kept.items()}
        self.forms = FormsBehind(self.drafts, {**self.stage.drafts}, lambda: not self.desk.kept.is_empty)
        return kept

    # keys in

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        self._is_in_use = True
        was_leaving = self._leaving
        self.stage.key(key_name(event), event.character)
        if was_leaving == "as it is":
            self._leaving = ""
        self.draw()

    def on_click(self, event: events.Click) -> None:
        clicked(self.stage, event.screen_x, event.screen_y, self.size.width, self.size.height)
        self.draw()

    def on_mouse_scroll_down(self) -> None:
        wheeled(self.stage, 1)
        self.draw()

    def on_mouse_scroll_up(self) -> None:
        wheeled(self.stage, -1)
        self.draw()

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        self.stage.pasted(event.text)
        self.draw()

    def on_resize(self, event: events.Resize) -> None:
        # The app's own size is still the old one at this moment.
        self.shown_size = event.size
        self.draw()

    def draw(self) -> None:
        """Bring the terminal up to date, and what is kept of open forms."""
        if self.forms is not None:
            self.forms.keep(unsaved_forms(self.stage), is_saved=not self.desk.waiting)
        size = self.shown_size or self.size
        if size.width and size.height:
            self.canvas.paint(self.stage.lines(size.width, size.height), size.width)
            if self.stage.plain is not None:
                self.cursor_position = Offset(0, self.stage.plain.row)

    # the shell that the stage asks

    def quit(self) -> None:
        """End as soon as everything is saved; where that fails, only when asked again."""
        if not self.desk.waiting or self._leaving == "as it is":
            self.exit(0)
            return
        self._leaving = "when saved"
        self.stage.say("Saving your last change, then leaving.")
        self.saver.start()

    def open_demo(self) -> None:
        self.exit(SHOW_DEMO)

    def open_other(self) -> None:
        self.exit(SHOW_OTHER)

    def suspend_to_shell(self) -> None:
        # A process that stands still must not hold the lock of the plan.
        self.saver.finish(LAST_SAVE_SECONDS)
        self.action_suspend_process()

    def copy(self, text: str) -> None:
        from outsource_tui.ui.clipboard import clipboard_sequence  # only when something is copied

        if self._driver is not None:
            self._driver.write(clipboard_sequence(text, os.environ))

    def edited(self, text: str, draft: str, field: str = "text") -> str | None:
        from outsource_tui.ui.editor import Editor  # only when an editor is asked for

        editor = Editor(text)
        self._hung_up = lambda: self._keep_written(editor.hung_up(LAST_WRITTEN_SECONDS), draft, field)
        try:
            with self.suspend():
                result: str | None = editor.left()
        finally:
            self._hung_up = lambda: None
        self.redraw()
        return result

    # the ends that nobody asked for

    def _last_words(self) -> None:
        """From a signal handler, whatever the loop is doing: bring what is typed to disk; the saver is at it anyway."""
        self._hung_up()
        if self.forms is not None:
            self.forms.finish(LAST_FORMS_SECONDS)

    def _keep_written(self, written: str | None, draft: str, field: str) -> None:
        if self.forms is not None and draft and written is not None:
            forms = unsaved_forms(self.stage)
            self.forms.keep({**forms, draft: {**forms.get(draft, {}), field: written}}, is_saved=False)

    # saving

    def _tell(self, state: SaveState) -> None:
        is_news = state.words and state != self.stage.saved
        if state.state == "saved" and self.stage.saved.state == "failed" and not is_news:
            self.stage.say("It is saved now.")
        self.stage.saved = state
        if state.state == "saved":
            self.stage.saved_at = self.desk.clock.now().astimezone()
        if is_news:
            self.stage.say(state.words, "bad" if state.state == "failed" else "warn")
        if self._leaving == "when saved" and state.state == "saved" and not self.desk.waiting:
            self.exit(0)
        elif self._leaving == "when saved" and state.state == "failed":
            self._leaving = "as it is"
            self.stage.say(f"q again leaves without your last change. {state.words}", "bad")
        if self.is_running:
            self.draw()

    def _recount(self) -> None:
        """Count what a large plan has of findings while no keys come: it takes longer than one may wait."""
        if self._is_in_use:
            self._is_in_use = False
        elif self.stage.count_findings():
            self.draw()

    def _poll(self) -> None:
        self._polls += 1
        is_turn = self._polls % RETRY_POLLS == 0
        if self.stage.saved.state == "failed":
            if is_turn:
                self.saver.retry()
        elif is_turn or not self._trouble:
            self.saver.look()
        self._see_others()
        self._recount()

    def _followed(self, problem: Problem | None) -> None:
        """What another session has written is here, or cannot be read."""
        if problem is None:
            self._trouble = ""
            self.stage.say("Another session changed this plan; this is how it is now.")
        elif str(problem) != self._trouble:
            self._trouble = str(problem)
            self.stage.say(self._trouble, "bad")
        self.draw()

    def _see_others(self) -> None:
        """Tell who else has the plan open: once in words, and as a mark in the top row for as long as it is so."""
        others = others_words(self.forms.others, self.stage.plan, self.desk.clock.now()) if self.forms else []
        if others == self.stage.others:
            return
        new = [one for one in others if one not in self.stage.others]
        self.stage.others = others
        if new:
            self.stage.say(f"Also open: {', '.join(new)}. Both can work; each sees what the other saves.")
        self.draw()

    def on_unmount(self) -> None:
        try:
            self.failure = self.saver.close()
        finally:
            if self.places is not None and not self.desk.plan.is_empty:
                self.places.keep(self.stage.remembered())
            if self.forms is not None:
                self.forms.keep(unsaved_forms(self.stage), is_saved=not self.desk.waiting)
                self.forms.finish(LAST_FORMS_SECONDS)


def run(
    desk: Desk,
    *,
    drafts: DraftKeeper | None = None,
    places: PlaceKeeper | None = None,
    shelf: PlanShelf | None = None,
    says: str = "",
    demo: Callable[[], Desk] | None = None,
    settings: Settings = USUAL,
) -> int:
    """Show the app until the user quits; the exit status, or SHOW_OTHER where the `shelf` was asked for another plan.

    `demo` makes the desk for a look around from the first run.

    Raises SaveFailed where something could not be saved at the end, and what the app itself failed with.
    """
    draw_in_ascii(settings.is_ascii)
    app = OutsourceApp(desk, settings=settings, drafts=drafts, places=places, shelf=shelf, says=says)
    status = app.answered(mouse=settings.has_mouse)
    if app.failure is not None:
        raise app.failure
    if status == SHOW_DEMO and demo is not None:
        return run(demo(), shelf=shelf, settings=settings)
    return status if status is not None else app.return_code or 0
