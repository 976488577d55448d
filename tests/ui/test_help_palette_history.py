"""The keys that can be looked up and run, the palette and the history."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from outsource_tui.model.change import Undo
from outsource_tui.planner.tasks import added_task
from outsource_tui.ui.commands import EVERYWHERE, SCREENS, commands_of
from outsource_tui.ui.dialogs.help import HelpDialog
from outsource_tui.ui.dialogs.history import HistoryDialog
from outsource_tui.ui.terminal_facts import terminal_facts

if TYPE_CHECKING:
    from tests.ui.conftest import Driver

# help


@pytest.mark.parametrize("screen", SCREENS)
def test_help_lists_every_command_of_the_screen(stage: Driver, screen: str) -> None:
    stage.name = screen
    stage.open(HelpDialog())
    seen = stage.seen(200, 60)
    for command in commands_of(screen):
        if command.where != EVERYWHERE:
            assert command.help[:24] in seen, command.id


def test_what_has_no_key_is_told_as_it_is_typed(stage: Driver) -> None:
    stage.press("?")
    assert " :history what was changed, and when" in re.sub(r" +", " ", stage.seen(200, 60))
    stage.typed("what was changed")
    assert " :history: what was changed, and when  (history)" in stage.seen()


def test_help_is_filtered_by_typing_and_enter_runs_what_is_picked(stage: Driver) -> None:
    stage.go("grid").show("T08")
    stage.press("?").typed("more effective")
    seen = stage.seen()
    assert "one more effective" in seen
    assert "one less effective" not in seen
    stage.press("enter")
    assert stage.dialog is None
    assert stage.plan.tasks["T08"].effectiveness == 3


def test_arrows_pick_and_wrap_round(stage: Driver) -> None:
    stage.name = "grid"
    stage.press("?", "up")
    dialog = stage.dialog
    assert isinstance(dialog, HelpDialog)
    assert dialog.picked is not None
    assert dialog.picked.id == "quit"
    stage.press("down", "pagedown", "pageup")
    assert dialog.picked.id == "open"
    stage.press("escape")
    assert stage.dialog is None


def test_nothing_found_is_said_and_runs_nothing(stage: Driver) -> None:
    stage.name = "grid"
    stage.press("?").typed("xyzzy")
    assert "No command has these words." in stage.seen()
    stage.press("enter")
    assert stage.dialog is not None


def test_the_picked_command_is_seen_on_any_size(stage: Driver) -> None:
    stage.name = "grid"
    stage.press("?")
    for size in ((30, 8), (50, 14), (80, 24), (120, 36)):
        for _ in range(len(commands_of("grid"))):
            stage.press("down")
            dialog = stage.dialog
            assert isinstance(dialog, HelpDialog)
            assert dialog.picked is not None
            assert dialog.picked.help[:12] in stage.seen(*size), size


def test_a_screen_is_found_by_its_name(stage: Driver) -> None:
    stage.name = "grid"
    stage.press("?").typed("go to people")
    stage.press("enter")
    assert stage.name == "people"


def test_what_is_known_of_the_terminal() -> None:
    far = {"TERM": "screen-256color", "TMUX": "socket,1", "SSH_CONNECTION": "a b"}
    words = " · ".join(terminal_facts(far, "ansi", "UTF-8", 80, 24))
    assert words.startswith("screen-256color · 256 colours · 80x24 · utf-8 · in tmux (ctrl+b is its own) · over ssh")
    assert terminal_facts({}, "mono", "ascii", 30, 8)[:4] == ["unknown terminal", "without colour", "30x8", "ascii"]
    assert "true colour" in terminal_facts({"COLORTERM": "truecolor"}, "ansi", "utf-8", 80, 24)


# palette


def test_the_palette_runs_a_command_by_its_name(stage: Driver) -> None:
    stage.name = "tasks"
    stage.press(":").typed("history")
    stage.press("enter")
    assert isinstance(stage.dialog, HistoryDialog)


def test_the_palette_narrows_down_and_picks(stage: Driver) -> None:
    stage.name = "tasks"
    stage.press(":").typed("go to")
    assert "go to Overview" in stage.seen()
    stage.press("down", "enter")
    assert stage.name == "tasks"
    stage.press("ctrl+p").typed("nonsense")
    assert "No command has these words" in stage.seen()
    stage.press("enter", "escape")
    assert stage.dialog is None


def test_backspace_on_an_empty_line_leaves_the_palette(stage: Driver) -> None:
    stage.name = "tasks"
    stage.press(":", "a", "backspace")
    assert stage.dialog is not None
    stage.press("backspace")
    assert stage.dialog is None


@pytest.mark.parametrize("screen", SCREENS)
def test_three_columns_hold_every_key_without_scrolling(stage: Driver, screen: str) -> None:
    stage.go(screen)
    words = " ".join(stage.press("?").seen(120, 36).split())
    for command in commands_of(screen):
        if not command.id.startswith("screen.") and command.id != "help":
            assert command.help.split()[-1] in words, command.id
    assert "to the start, to the end" in words


# history


def moved_twice(stage: Driver) -> None:
    stage.go("grid", "T08")
    stage.press("L", "tab", "H")
    stage.press(":").typed("history")
    stage.press("enter")


def test_the_history_is_newest_first_with_the_time_where_the_user_sits(stage: Driver) -> None:
    moved_twice(stage)
    rows = stage.seen().split("\n")
    assert rows[1].startswith("─ History: 2 steps, newest first ")
    assert rows[2].startswith("> 23 Nov 13:00  Front-end build: effectiveness 4 to 3")
    assert rows[3].startswith("  23 Nov 13:00  SEO upkeep, own site: effectiveness 2 to 3")
    assert "T09 Front-end build: effectiveness 4 to 3" in stage.seen()


def test_only_what_somebody_does_meanwhile_is_told_as_another_sessions(stage: Driver) -> None:
    stage.desk.session = "yesterday"
    stage.go("grid", "T08").stage.key("L", "L")
    stage.desk.session = "me"
    stage.began += timedelta(days=1)
    stage.press(":").typed("history").press("enter")
    assert "another session" not in stage.seen()
    stage.began -= timedelta(days=1)
    assert "another session" in stage.seen()


def test_any_step_can_be_undone_from_the_history_and_done_again(stage: Driver) -> None:
    moved_twice(stage)
    stage.press("down", "u")
    assert stage.plan.tasks["T08"].effectiveness == 2
    assert stage.plan.tasks["T09"].effectiveness == 3
    assert "1 undone" in stage.seen()
    assert stage.said == "Undone: SEO upkeep, own site: effectiveness 2 to 3. U does it again"
    stage.press("U")
    assert stage.plan.tasks["T08"].effectiveness == 3


def test_a_step_that_was_built_upon_is_not_undone(stage: Driver) -> None:
    stage.go("grid", "T08")
    stage.press("L", "z", "L")
    stage.press(":").typed("history")
    stage.press("enter", "down", "u")
    assert stage.plan.tasks["T08"].effectiveness == 4
    assert "was changed since" in stage.said


def test_what_was_added_and_is_gone_can_be_told(stage: Driver) -> None:
    stage.do(added_task({"name": "Newsletter"}))
    newest = next(stage.plan.newest_first())
    stage.do(Undo(newest.id))
    stage.name = "tasks"
    stage.press(":").typed("history")
    stage.press("enter")
    assert "T16: added" in stage.seen()


def test_many_steps_scroll(stage: Driver) -> None:
    stage.name = "tasks"
    for number in range(40):
        stage.do(added_task({"name": f"Task {number}"}))
    stage.press(":").typed("history")
    stage.press("enter", "end")
    assert "> 23 Nov 13:00  Added Task 0 " in stage.seen()
    stage.press("home", "q")
    assert stage.dialog is None


def test_an_empty_history_says_so(empty_stage: Driver) -> None:
    empty_stage.name = "grid"
    empty_stage.press(":").typed("history")
    empty_stage.press("enter", "u", "U", "down")
    assert "Nothing was changed yet." in empty_stage.seen()
