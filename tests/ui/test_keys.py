"""Keys that the user gives to commands: they work, are shown, and are refused where they cannot be had."""

from __future__ import annotations

import string
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from outsource_tui.model.problems import BadInput
from outsource_tui.model.settings import Binding, Settings
from outsource_tui.ui.bindings import CURSOR_KEYS, NAMED_KEYS, bound, key_named, screens_of_key
from outsource_tui.ui.commands import COMMANDS, SCREENS, keymap
from outsource_tui.ui.dialogs.help import HelpDialog
from outsource_tui.ui.dialogs.quick_add import QuickAddDialog

if TYPE_CHECKING:
    from tests.ui.conftest import Driver

    StageWith = Callable[[Settings], Driver]


def given(**keys: str) -> dict[str, Binding]:
    """Keys by id, `_` for `.`, each on a line of its own from 3 on."""
    return {
        name.replace("_", "."): Binding(tuple(texts.split()), f"config.toml line {line}")
        for line, (name, texts) in enumerate(keys.items(), start=3)
    }


# what they do


def test_a_command_has_the_keys_it_was_given_and_no_others(stage_with: StageWith) -> None:
    stage = stage_with(Settings(bindings=given(add="A f5")))
    stage.press("a")
    assert stage.dialogs == []
    stage.press("A")
    assert isinstance(stage.dialog, QuickAddDialog)
    stage.press("escape", "f5")
    assert isinstance(stage.dialog, QuickAddDialog)


def test_none_takes_a_command_its_keys_and_the_palette_still_runs_it(stage_with: StageWith) -> None:
    stage = stage_with(Settings(bindings=given(redraw="")))
    stage.press("ctrl+l")
    assert stage.fake.calls == []
    stage.press(":").typed("redraw")
    stage.press("enter")
    assert stage.fake.calls == ["redraw"]


def test_keys_can_be_swapped(stage_with: StageWith) -> None:
    stage = stage_with(Settings(bindings=given(undo="U", redo="u")))
    stage.go("grid", "T08")
    stage.press("L")
    assert stage.said.endswith(". U undo")
    stage.press("U")
    assert stage.said.endswith(". u does it again")
    assert stage.plan.tasks["T08"].effectiveness == 2
    stage.press("u")
    assert stage.plan.tasks["T08"].effectiveness == 3


def test_what_acts_on_the_terminal_follows_its_key_over_a_dialog(stage_with: StageWith) -> None:
    stage = stage_with(Settings(bindings=given(suspend="ctrl+t")))
    stage.press("a", "ctrl+z", "x")
    assert stage.fake.calls == []
    stage.press("ctrl+t")
    assert stage.fake.calls == ["suspend"]
    assert isinstance(stage.dialog, QuickAddDialog)


# what is shown


def test_hints_help_and_palette_show_the_users_keys(stage_with: StageWith) -> None:
    stage = stage_with(Settings(bindings=given(add="A", help="f1", next="")))
    hints = stage.seen().split("\n")[-1]
    assert "A add" in hints
    assert hints.rstrip().endswith("f1 all keys")
    assert "n next" not in hints
    stage.press(":").typed("person on people")
    assert " A " in stage.seen()
    stage.press("escape", "f1")
    assert isinstance(stage.dialog, HelpDialog)
    seen = stage.seen(120, 50)
    assert "Your changes: add = A (config.toml line 3), help = f1 (config.toml line 4), next = none" in seen


def test_who_changed_nothing_has_no_line_about_it(stage: Driver) -> None:
    stage.press("?")
    assert "Your changes" not in stage.seen(120, 50)


def test_a_message_says_the_way_through_the_palette_where_there_is_no_key(stage_with: StageWith) -> None:
    stage = stage_with(Settings(bindings=given(quit="")))
    stage.press("ctrl+c")
    assert stage.said == "Nothing is selected. Press : to quit; everything is saved."


# what is refused


@pytest.mark.parametrize(
    ("bindings", "words"),
    [
        (given(add="A", ad="x"), "config.toml line 4: there is no command 'ad'; did you mean add?"),
        (given(add="n"), "config.toml line 3: n is both add and next on Overview; give one of them another key"),
        (given(compare="r", rate="r"), "config.toml line 4: r is both compare and rate on People"),
        (given(decide="j"), "config.toml line 3: j cannot be decide, it moves the cursor on Tasks"),
        (given(quit="", palette=""), "config.toml line 4: without a key for quit and for palette there is no way out"),
    ],
)
def test_what_cannot_be_had_is_refused_with_its_line(bindings: dict[str, Binding], words: str) -> None:
    with pytest.raises(BadInput) as refused:
        bound(bindings)
    assert str(refused.value).startswith(words)


def test_one_key_on_two_screens_is_no_clash() -> None:
    commands = bound(given(compare="r"))
    assert keymap("people", commands)["r"].id == "compare"
    assert keymap("tasks", commands)["r"].id == "readiness"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("A", "A"),
        ("é", "é"),
        ("F5", "f5"),
        ("Ctrl+O", "ctrl+o"),
        ("Return", "enter"),
        (" ", "space"),
        ("PgUp", "pageup"),
    ],
)
def test_a_key_as_it_is_written(text: str, key: str) -> None:
    assert key_named(text) == key


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ctrl+i", "ctrl+i cannot be given to a command; terminals send Tab for ctrl+i"),
        ("Esc", "Esc cannot be given to a command; Esc leaves what is open, everywhere"),
        ("ctrl-o", "there is no key 'ctrl-o'; did you mean ctrl+o?"),
        ("", "there is no key ''"),
        ("\x07", "there is no key '\\x07'"),
    ],
)
def test_a_key_that_cannot_arrive_is_refused(text: str, words: str) -> None:
    with pytest.raises(BadInput) as refused:
        key_named(text)
    assert str(refused.value).startswith(words)


# what is declared is so


def test_every_declared_key_can_be_written() -> None:
    declared = {key for one in COMMANDS for key in one.keys}
    assert {key_named(key) for key in declared} == declared


@pytest.mark.parametrize("screen", SCREENS)
def test_the_keys_that_move_a_cursor_are_those_that_are_declared(stage: Driver, screen: str) -> None:
    every = sorted(NAMED_KEYS) + [one for one in string.printable if one.isprintable() and one != " "]
    stage.go(screen)
    stage.seen()
    taken = {key for key in every if stage.screen.key(key, key if len(key) == 1 else None)}
    assert taken == CURSOR_KEYS[screen]


@pytest.mark.parametrize("screen", SCREENS)
def test_no_declared_key_is_taken_away_by_a_cursor(screen: str) -> None:
    assert not CURSOR_KEYS[screen] & keymap(screen).keys()


def test_what_a_key_does_where() -> None:
    assert screens_of_key("R", COMMANDS) == {}
    assert set(screens_of_key("b", COMMANDS)) == {"past", "trial.begin", "handoff.begin"}
    assert len(screens_of_key("q", COMMANDS)["quit"]) == len(SCREENS)
    assert "Tasks" not in screens_of_key("j", COMMANDS).get("trial.next", [])
