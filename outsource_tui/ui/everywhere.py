"""The commands that are the same on every screen. What each of them opens is loaded when it is asked for."""

from typing import TYPE_CHECKING

from outsource_tui.ui.commands import SCREENS

if TYPE_CHECKING:
    from outsource_tui.ui.stage import Stage


class Everywhere:
    """Carries out `undo` by `do_undo`, as a screen does with its own."""

    def __init__(self, stage: "Stage") -> None:
        self.stage = stage

    def do_next(self) -> None:
        from outsource_tui.ui.next_action import do_next  # advice is not needed to start

        do_next(self.stage)

    def do_add(self) -> None:
        from outsource_tui.ui.dialogs.quick_add import QuickAddDialog

        self.stage.open(QuickAddDialog())

    def do_undo(self) -> None:
        entry = self.stage.desk.undo()
        self.stage.say(f"Undone: {entry.words}. {self.stage.key_of('redo')} does it again")

    def do_redo(self) -> None:
        entry = self.stage.desk.redo()
        self.stage.say(f"Done again: {entry.words}. u undo")

    def do_figures(self) -> None:
        from outsource_tui.ui.dialogs.figures import FiguresDialog

        row_id = self.stage.screen.row_id
        if row_id is None:
            key = self.stage.key_of("overview.open")
            self.stage.say(f"Pick a row to open its figures; on the Overview {key} opens the sums.", "warn")
        else:
            self.stage.open(FiguresDialog(row_id))

    def do_suggestions(self) -> None:
        from outsource_tui.ui.dialogs.first_run import FirstRunDialog

        self.stage.open(FirstRunDialog())

    def do_history(self) -> None:
        from outsource_tui.ui.dialogs.history import HistoryDialog

        self.stage.open(HistoryDialog())

    def do_profile(self) -> None:
        from outsource_tui.ui.dialogs.profile import profile_form

        self.stage.open(profile_form(self.stage))

    def do_import(self) -> None:
        from outsource_tui.ui.dialogs.import_log import ImportDialog

        self.stage.open(ImportDialog())

    def do_write(self) -> None:
        from outsource_tui.ui.dialogs.write_file import open_write

        open_write(self.stage)

    def do_plans(self) -> None:
        from outsource_tui.ui.dialogs.plans import open_plans

        if self.stage.shelf is None:
            self.stage.say("There are no other plans here.", "warn")
        else:
            open_plans(self.stage, self.stage.shelf)

    def do_palette(self) -> None:
        from outsource_tui.ui.dialogs.palette import PaletteDialog

        self.stage.open(PaletteDialog())

    def do_help(self) -> None:
        from outsource_tui.ui.dialogs.help import HelpDialog

        self.stage.open(HelpDialog())

    def do_manual(self) -> None:
        from outsource_tui.ui.dialogs.manual import ManualDialog

        self.stage.open(ManualDialog(self.stage.name))

    def do_screen_previous(self) -> None:
        self.stage.go(SCREENS[(SCREENS.index(self.stage.name) - 1) % len(SCREENS)])

    def do_screen_next(self) -> None:
        self.stage.go(SCREENS[(SCREENS.index(self.stage.name) + 1) % len(SCREENS)])

    def do_redraw(self) -> None:
        self.stage.shell.redraw()

    def do_suspend(self) -> None:
        self.stage.shell.suspend_to_shell()

    def do_quit(self) -> None:
        self.stage.shell.quit()
