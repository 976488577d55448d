"""The stage: which screen is shown, which dialog is open, what the message line says, and where a key goes.

Knows the desk and nothing of the terminal, so all of it is tested without one.
"""

from collections.abc import Callable
from datetime import date, datetime
from importlib import import_module
from typing import TYPE_CHECKING

from outsource_tui.model.applying import applied
from outsource_tui.model.change import Change, Step
from outsource_tui.model.plan import Plan
from outsource_tui.model.problems import NotThere, Problem
from outsource_tui.model.remembering import Places, PlanShelf
from outsource_tui.model.settings import USUAL, Settings
from outsource_tui.planner.behind import SaveState
from outsource_tui.planner.desk import Desk, change_words
from outsource_tui.ui.bindings import bound
from outsource_tui.ui.commands import BY_ID, SCREENS, Command, key_words, keymap
from outsource_tui.ui.dialogs.base import Dialog
from outsource_tui.ui.drawing import Line
from outsource_tui.ui.everywhere import Everywhere
from outsource_tui.ui.frame import Frame
from outsource_tui.ui.open_forms import leave_gone
from outsource_tui.ui.plain import PlainView
from outsource_tui.ui.screens.base import PlanScreen
from outsource_tui.ui.shell import Shell
from outsource_tui.ui.wrong_key import wrong_key_words

if TYPE_CHECKING:
    from outsource_tui.advice.checks.finding import Finding

COUNTED_AT_ONCE = 500
"""Tasks up to which findings are counted with every change; above that the app does it when no key waits."""

UNDO_HINT = " u undo"
"""How most messages end; the user may have given undo another key."""

OF_THE_TERMINAL = frozenset({"suspend", "redraw"})
"""Commands that work over whatever is open."""

SCREEN_CLASSES = {
    "overview": "OverviewScreen",
    "tasks": "TasksScreen",
    "grid": "GridScreen",
    "people": "PeopleScreen",
    "trial": "TrialScreen",
    "handoff": "HandoffScreen",
    "check": "CheckScreen",
}


class Stage:
    """One user in front of one plan."""

    def __init__(self, desk: Desk, shell: Shell, settings: Settings = USUAL) -> None:
        self.desk = desk
        self.shell = shell
        self.settings = settings
        self.commands = bound(settings.bindings)
        self._keys = {one.id: one.keys for one in self.commands}
        self.plain = PlainView(self) if settings.is_plain else None
        self.frame = Frame(self)
        self.everywhere = Everywhere(self)
        self.screens: dict[str, PlanScreen] = {}
        self.dialogs: list[Dialog] = []
        self.drafts: dict[str, dict[str, str]] = {}
        """What was typed into a form that was left, by the form's name."""
        self.shelf: PlanShelf | None = None
        """The other plans; None where there are none to be had."""
        self.places = Places()
        """How the screens were left, for those that have not been shown yet."""
        self.others: list[str] = []
        """Who else has this plan open, and since when."""
        self.message = Line()
        self.saved = SaveState("saved")
        self.saved_at: datetime | None = None
        self.began = desk.clock.now()
        self.name = "overview"
        self._findings: list[Finding] = []
        self._counted: Plan | None = None
        if desk.keeper.is_read_only:
            self.say("Open to be looked at: nothing can be changed.")

    # what is there

    @property
    def today(self) -> date:
        """The day that figures are of."""
        return self.desk.clock.today()

    @property
    def plan(self) -> Plan:
        """The plan as it is now, with what waits to be saved."""
        return self.desk.plan

    @property
    def screen(self) -> PlanScreen:
        """The one that is shown."""
        return self.screen_named(self.name)

    def screen_named(self, name: str) -> PlanScreen:
        """A screen, made when it is first needed: start-up loads only one."""
        if name not in self.screens:
            module = import_module(f"outsource_tui.ui.screens.{name}")
            self.screens[name] = getattr(module, SCREEN_CLASSES[name])(self)
            if name in self.places.screens:
                self.screens[name].recall(self.places.screens[name])
        return self.screens[name]

    def recall(self, places: Places) -> None:
        """Begin where the last visit ended."""
        self.places = places
        if places.screen in SCREENS:
            self.name = places.screen

    def remembered(self) -> Places:
        """How the screens are now; those that were not shown stay as they were."""
        seen = {name: screen.remembered() for name, screen in self.screens.items()}
        return Places(self.name, {**self.places.screens, **seen})

    @property
    def dialog(self) -> Dialog | None:
        """The one on top, which takes the keys."""
        return self.dialogs[-1] if self.dialogs else None

    # what can be done

    def go(self, name: str, row_id: str | None = None) -> PlanScreen:
        """Show a screen, with the cursor on a row."""
        self.name = name
        screen = self.screen
        if row_id is not None:
            screen.show(row_id)
        return screen

    def say(self, text: str, look: str = "text") -> None:
        """Put a sentence on the message line."""
        if text.endswith(UNDO_HINT):
            text = f"{text.removesuffix(UNDO_HINT)} {self.key_of('undo')} undo"
        self.message = Line(" ").add(text, look)

    def open(self, dialog: Dialog) -> None:
        """Ask something."""
        dialog.stage = self
        self.dialogs.append(dialog)
        dialog.opened()

    def close(self, dialog: Dialog) -> None:
        """Take a dialog away, wherever it lies; nothing where it is gone."""
        if dialog in self.dialogs:
            self.dialogs.remove(dialog)

    def do(self, step: Step | None) -> bool:
        """Change the plan and say so; a problem is said instead. Whether it was done."""
        if step is None:
            return False
        return self.attempt(lambda: self._said(step))

    def attempt(self, action: Callable[[], object]) -> bool:
        """Run something that may raise a Problem, which is then said on the message line."""
        try:
            action()
        except Problem as problem:
            self.say(str(problem), "warn")
            return False
        return True

    def _said(self, step: Step) -> None:
        outcome = self.desk.do(self._with_week(step))
        words = change_words(outcome.step, outcome.entry)
        self.say(f"{words}.{UNDO_HINT}" if outcome.touched else f"{words}.")

    def _with_week(self, step: Step) -> Step:
        """The step with the figures of the week, where it is the first of it that changes anything."""
        from outsource_tui.planner.weeks import is_week_noted, with_week  # advice is not needed to start

        desk = self.desk
        if not isinstance(step, Change) or step.joins is not None or is_week_noted(self.plan, self.today):
            return step
        if desk.keeper.is_read_only or not applied(self.plan, step, at=desk.clock.now(), session=desk.session).touched:
            return step
        return with_week(step, self.plan, self.today, self._findings if self.is_counted else None)

    # keys

    def key_of(self, command_id: str) -> str:
        """The first key of a command as it is printed; that of the palette where it has none."""
        return key_words((self._keys[command_id] or self._keys["palette"] or ("",))[0])

    def key(self, key: str, character: str | None = None) -> None:
        """Take a key from the terminal, named as in `ui.commands` (a printable one is itself)."""
        try:
            self.attempt(lambda: self._key(key, character))
        except KeyError as error:
            leave_gone(self, error)

    def _key(self, key: str, character: str | None) -> None:
        command = keymap(self.name, self.commands).get(key)
        if command is not None and command.id in OF_THE_TERMINAL and key.startswith("ctrl+"):
            self.run(command)
            return
        if self.plain is not None and self.plain.key(key):
            return
        dialog = self.dialog
        if dialog is not None and key == "ctrl+q":
            self.shell.quit()
            return
        if dialog is not None:
            dialog.key(key, character)
            return
        if self.screen.key(key, character):
            return
        if key == "escape":
            if not self.screen.cleared():
                self.message = Line()
            return
        if key == "ctrl+c":
            self.say(f"Nothing is selected. Press {self.key_of('quit')} to quit; everything is saved.")
            return
        if command is not None:
            self.run(command)
        else:
            self.say(wrong_key_words(key, self.name, self.commands, self.key_of))

    def pasted(self, text: str) -> None:
        """Pasted text goes into what is typed; a list takes none."""
        if self.dialog is not None:
            self.dialog.pasted(text)
        elif text.strip():
            self.say(f"Pasted text was not used. {self.key_of('add')} opens a line that takes it.")

    def run_id(self, command_id: str) -> None:
        """Carry out a command by its id."""
        self.run(BY_ID[command_id])

    def run(self, command: Command) -> None:
        """Carry out a command, or say why it cannot work now."""
        if command.id.removeprefix("screen.") in SCREENS:
            self.message = Line()
            self.go(command.id.removeprefix("screen."))
            return
        method = "do_" + command.id.replace(".", "_")
        target = self.screen if hasattr(self.screen, method) else self.everywhere
        reason = self.screen.why_not(command.id)
        if reason:
            self.say(reason, "warn")
            return
        self.attempt(getattr(target, method))

    # drawing

    def lines(self, width: int, height: int) -> list[Line]:
        """The whole screen, `height` lines."""
        try:
            return self.frame.lines(width, height)
        except (KeyError, NotThere) as error:
            leave_gone(self, error)
            return self.frame.lines(width, height)

    def count_findings(self) -> bool:
        """Bring `findings` up to date; whether the plan was another one than last time."""
        if self._counted is self.plan:
            return False
        from outsource_tui.advice.checks.registry import findings_of

        self._counted, self._findings = self.plan, findings_of(self.plan, self.today)
        return True

    @property
    def is_counted(self) -> bool:
        """Whether `findings` are those of the plan as it is."""
        return self._counted is self.plan

    @property
    def findings(self) -> "list[Finding]":
        """What Check finds; of a large plan for a moment still what it found before the last change."""
        if len(self.plan.tasks) <= COUNTED_AT_ONCE:
            self.count_findings()
        return self._findings
