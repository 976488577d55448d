"""Where a key goes, what the frame shows, and that no key is dead."""

from collections import Counter

import pytest

from outsource_tui.model.problems import SaveFailed
from outsource_tui.planner.behind import SaveState
from outsource_tui.ui.commands import COMMANDS, SCREENS, commands_of, keymap
from tests.ui.conftest import Driver


@pytest.mark.parametrize("screen", SCREENS)
def test_no_key_of_a_screen_means_two_things(screen: str) -> None:
    keys = Counter(key for one in COMMANDS if screen in one.where for key in one.keys)
    assert [key for key, count in keys.items() if count > 1] == []


def test_ids_are_unique() -> None:
    assert len({one.id for one in COMMANDS}) == len(COMMANDS)


@pytest.mark.parametrize("screen", SCREENS)
def test_each_command_of_a_screen_can_be_carried_out(stage: Driver, screen: str) -> None:
    stage.go(screen)
    for command in commands_of(screen):
        if command.id.removeprefix("screen.") in SCREENS:
            continue
        method = "do_" + command.id.replace(".", "_")
        is_there = hasattr(stage.screen, method) or hasattr(stage.everywhere, method)
        assert is_there, f"{command.id} is a dead key on {screen}"


@pytest.mark.parametrize("kind", ["demo", "empty", "read only"])
@pytest.mark.parametrize("screen", SCREENS)
def test_every_key_of_every_screen_answers_without_a_crash(
    stage: Driver, empty_stage: Driver, read_only_stage: Driver, screen: str, kind: str
) -> None:
    one = {"demo": stage, "empty": empty_stage, "read only": read_only_stage}[kind]
    for key in (*keymap(screen), "~", "f12", "ctrl+x", "left", "right"):
        one.go(screen)
        one.press(key)
        one.seen()
        for _ in range(6):
            one.press("escape")
        assert one.dialog is None, f"{key} opened something that Esc does not leave"
    one.seen(50, 14)


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize(
    "size", [(80, 24), (120, 36), (200, 60), (60, 18), (50, 14), (30, 8), (29, 8), (1, 1), (300, 100)]
)
def test_every_screen_fits_every_size(stage: Driver, empty_stage: Driver, screen: str, size: tuple[int, int]) -> None:
    for one in (stage, empty_stage):
        one.go(screen)
        lines = one.lines(*size)
        assert len(lines) == size[1]
        assert all(line.fitted(size[0]).width == size[0] for line in lines)


def test_too_small_says_so(stage: Driver) -> None:
    assert "too small" in stage.seen(40, 7)


def test_tabs_name_the_screen_and_count_findings(stage: Driver) -> None:
    stage.go("grid")
    assert "[2 Grid]" in stage.seen().splitlines()[0]
    assert "6 Check!13" in stage.seen().splitlines()[0]
    assert "demo" in stage.seen().splitlines()[0]


def test_numbers_and_brackets_change_the_screen(stage: Driver) -> None:
    for number, name in enumerate(SCREENS):
        stage.press(str(number))
        assert stage.name == name
    stage.press("]")
    assert stage.name == "overview"
    stage.press("[")
    assert stage.name == "check"


def test_undo_and_redo_say_what_they_did(stage: Driver) -> None:
    stage.go("tasks", "T05")
    stage.press("d", "enter", "u")
    assert "Undone: Invoicing and payment chasing: hand off" in stage.said
    stage.press("U")
    assert "Done again" in stage.said
    stage.press("u", "u")
    assert "nothing to undo" in stage.said


def test_quit_suspend_and_redraw_reach_the_terminal(stage: Driver) -> None:
    stage.press("q", "ctrl+z", "ctrl+l")
    assert stage.fake.calls == ["quit", "suspend", "redraw"]
    stage.press("ctrl+c")
    assert "Press q to quit" in stage.said


def test_ctrl_z_suspends_also_inside_a_form(stage: Driver) -> None:
    stage.go("tasks", "T04")
    stage.press("e", "ctrl+z", "ctrl+l")
    assert stage.fake.calls == ["suspend", "redraw"]
    assert stage.dialog is not None


def test_a_failed_save_is_said_on_the_message_line(stage: Driver) -> None:
    stage.saved = SaveState("failed", str(SaveFailed("no space left")))
    assert "NOT SAVED" in stage.seen()
    stage.saved = SaveState("saving")
    assert "saving" in stage.seen().splitlines()[22]


def test_help_runs_the_key_that_is_picked(stage: Driver) -> None:
    stage.go("tasks")
    stage.press("?").typed("find").press("enter")
    assert "Find" in stage.seen()


def test_sums_of_a_row(stage: Driver) -> None:
    stage.go("tasks", "T04")
    stage.press(".", "down", "down", "down")
    seen = stage.seen()
    assert "grid fit x the square root" in seen
    assert "77.4 score" in seen
    stage.press("G", "g", "pagedown", "pageup", "escape")
    assert stage.dialog is None


def test_a_long_problem_is_told_in_full_above_the_message_line(stage: Driver) -> None:
    problem = f"{'/a/long/path' * 5}/studio.json: it is not a plan; `backup restore 1` brings back the newest one"
    stage.say(problem, "warn")
    seen = stage.seen().splitlines()
    assert "".join("".join(seen[-4:-1]).split()).replace("demo,notkept", "") == "".join(problem.split())
    assert len(seen) == 24
    stage.say(problem)
    assert "brings back" not in stage.seen()


def test_a_long_problem_leaves_the_mark_that_something_is_not_saved(stage: Driver) -> None:
    stage.saved = SaveState("failed", "x")
    stage.say("no room is left on the disk " * 5, "bad")
    assert "NOT SAVED" in stage.seen()
    assert "NOT SAVED" in stage.seen(50, 14)


def test_a_change_without_effect_offers_no_undo(stage: Driver) -> None:
    stage.go("tasks", "T07")
    stage.press("d", "h")
    assert stage.said == "Nothing changed."


def test_a_second_question_mark_opens_how_the_figures_were_made(stage: Driver) -> None:
    stage.go("tasks", "T04")
    stage.press("?", "?")
    assert "The figures of T04" in stage.seen()


def test_a_key_that_means_nothing_here_says_where_it_does(stage: Driver) -> None:
    stage.press("d")
    assert stage.said == "d means decide on Tasks, Grid, Trial. ? shows the keys of this screen."
    stage.press("f")
    assert stage.said.startswith("f means for task on People; filter on Tasks, Grid, Trial, Hand-off, Check.")
    stage.press("space")
    assert stage.said.startswith("Space means mark on Tasks, People, Trial, Hand-off, Check.")
    stage.press("Z")
    assert stage.said == "Z means nothing here. ? shows all keys."


@pytest.mark.parametrize(
    ("screen", "key", "said"),
    [
        ("1", "tab", "Tab means nothing here. ? shows all keys."),
        ("1", "left", "← means day before on People; earlier on Trial. ? shows the keys of this screen."),
        ("4", "tab", "Tab means nothing here. ? shows all keys."),
        ("1", "delete", "Delete means nothing here: x archives, nothing is deleted."),
        ("6", "delete", "Delete means nothing here. ? shows all keys."),
        ("0", "ctrl+a", "ctrl+a means nothing here. ? shows all keys."),
    ],
)
def test_no_key_is_met_with_silence(stage: Driver, screen: str, key: str, said: str) -> None:
    assert stage.press(screen, key).said == said


def test_a_key_that_moves_says_nothing_at_the_end_of_the_list(stage: Driver) -> None:
    assert stage.press("1", "up", "pageup", "g").said == ""


def test_a_long_message_has_the_whole_line_while_all_is_well(stage: Driver) -> None:
    stage.say("A sentence that is far too long for the narrowest of the screens, whatever gives way")
    assert stage.seen(50, 14).split("\n")[-2] == " A sentence that is far too long for the narrowes…"
    stage.say("A short one.")
    assert stage.seen(50, 14).split("\n")[-2].endswith("demo, not kept ")
