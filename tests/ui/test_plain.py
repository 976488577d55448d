"""Screens as lines that are read one after the other: nothing drawn, nothing side by side, the cursor said in words."""

import re

import pytest

from outsource_tui.data import demo_plan
from outsource_tui.model.plan import empty_plan
from outsource_tui.model.settings import Settings
from outsource_tui.planner.clock import fixed_clock
from outsource_tui.planner.tasks import added_task
from outsource_tui.ui.commands import SCREENS, commands_of
from outsource_tui.ui.dialogs.quick_add import QuickAddDialog
from outsource_tui.ui.drawing import Line, uncut
from outsource_tui.ui.linear import spoken
from tests.ui.conftest import TODAY, Driver, driver_over

PLAIN = Settings(is_plain=True)
DRAWN = re.compile(r"[─━│┌┐└┘├┤┬┴┼┈┊█░▓▶◀▲▼●○↑↓←→≠…]|\s{3,}\S|··|----|====")


def plain() -> Driver:
    """A stage over the demo plan for somebody who hears it."""
    return driver_over(demo_plan(TODAY, fixed_clock(TODAY).now()), settings=PLAIN)


def read(stage: Driver, width: int = 80, height: int = 70) -> list[str]:
    """The lines of the screen that say something."""
    return [line.rstrip() for line in stage.seen(width, height).split("\n") if line.strip()]


# on every screen


@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_is_drawn_and_nothing_stands_beside_anything(screen: str) -> None:
    for command in [None, *commands_of(screen)]:
        if command is not None and command.id in {"quit", "suspend", "redraw"}:
            continue
        stage = plain()
        stage.go(screen)
        stage.seen()
        if command is not None:
            stage.run(command)
        for width, height in ((80, 24), (200, 60), (50, 14)):
            for line in stage.seen(width, height).split("\n"):
                assert not DRAWN.search(line.rstrip()), (screen, command and command.id, line)


@pytest.mark.parametrize("screen", SCREENS)
def test_it_begins_with_where_one_is_and_ends_with_what_can_be_done(screen: str) -> None:
    stage = plain()
    stage.go(screen)
    lines = read(stage)
    assert re.match(r"[-A-Za-z]+ screen, 13 findings on Check, demo$", lines[0])
    assert lines[-1].endswith("all keys")
    assert "demo, not kept" in lines


@pytest.mark.parametrize("screen", ["overview", "tasks", "grid", "people", "check"])
def test_the_row_of_the_cursor_is_said_in_words_and_moves_with_the_same_keys(screen: str) -> None:
    stage = plain()
    stage.go(screen)
    before = [line for line in read(stage) if line.startswith("Here: ")]
    stage.press("down")
    after = [line for line in read(stage) if line.startswith("Here: ")]
    assert len(before) == len(after) == 1
    assert before != after


@pytest.mark.parametrize("size", [(80, 24), (50, 14), (30, 8), (200, 60)])
@pytest.mark.parametrize("screen", ["overview", "tasks", "grid", "people", "check"])
def test_the_row_of_the_cursor_is_on_the_screen_and_the_terminals_cursor_on_it(
    screen: str, size: tuple[int, int]
) -> None:
    stage = plain()
    stage.go(screen)
    for _ in range(20):
        stage.press("down")
        lines = stage.seen(*size).split("\n")
        assert stage.plain is not None
        assert lines[stage.plain.row].startswith("Here: ")


def test_everything_can_be_read_by_paging_and_the_cursor_brings_back() -> None:
    stage = plain()
    stage.go("handoff")
    whole = read(stage, 80, 80)[1:-2]
    seen: list[str] = []
    for _ in range(9):
        seen += [line for line in read(stage, 80, 14)[1:-2] if line not in seen]
        stage.press("pagedown")
    assert set(whole) <= {*seen}
    stage.press("pageup", "pageup", "pageup", "pageup", "pageup", "pageup", "pageup")
    assert read(stage, 80, 14)[1] == whole[0]
    stage.go("tasks")
    stage.press("pagedown", "down")
    assert any(line.startswith("Here: ") for line in read(stage, 80, 14))


# what is said


def test_a_row_of_a_table_says_its_columns() -> None:
    stage = plain()
    stage.go("tasks", "T06")
    stage.press("space")
    rows = " ".join(read(stage))
    assert "marked, Inbox triage, Tag -, h/wk 4.0, Eff 6, Val 3, Zone lighten~, Plan hand off, Who Assistant" in rows


def test_the_grid_is_a_list_and_tasks_move_on_it() -> None:
    stage = plain()
    stage.go("grid", "T08")
    assert "Here: H SEO upkeep, own site, h/wk 1.0, Eff 2, Val 5, Zone hand off, Prio 41.1, Plan undecided" in " ".join(
        read(stage)
    )
    stage.press("L", "K")
    assert (stage.plan.tasks["T08"].effectiveness, stage.plan.tasks["T08"].value) == (3, 6)
    stage.press("down")
    assert stage.screen.row_id == "T09"


def test_everybodys_hours_are_said_however_long_the_name_is() -> None:
    stage = plain()
    stage.go("people")
    assert {"Social, 06-15, 6.0 h shared", "Assistant, 07-15, 6.0 h shared"} <= set(read(stage))


def test_an_arrow_belongs_to_the_words_behind_it() -> None:
    stage = plain()
    stage.go("trial")
    assert "s score, e facts, d decide, down next trial, n next" in " ".join(read(stage))
    assert [one.text for one in spoken([Line(" ←→ a day"), Line(" value ↑  eff →")])] == [
        "left right a day",
        "value up, eff right",
    ]


def test_the_title_of_a_form_is_read_once() -> None:
    stage = plain()
    assert sum("T04" in line for line in read(stage.press("1", "e"))) == 1


def test_signs_are_words() -> None:
    stage = plain()
    assert any(line.startswith("Here: error OUT301, no test run") for line in read(stage.press("6")))
    assert any(line.startswith("warning, OUT203") for line in read(stage))
    assert any(line.startswith("hint, OUT206") for line in read(stage))
    assert "not yet: Signs of it going well or not" in read(stage.press("5"))


def test_names_are_not_cut() -> None:
    stage = plain()
    name = "Everything about the newsletter, from the first idea to the last mail that comes back"
    stage.do(added_task({"name": name}))
    row = [*stage.plan.tasks][-1]
    for screen in ("tasks", "grid"):
        stage.go(screen, row)
        assert name in " ".join(read(stage)), screen


def test_what_is_typed_is_said_with_the_place_of_the_caret() -> None:
    stage = plain()
    stage.press("1", "a").typed("Travel 2h")
    assert isinstance(stage.dialog, QuickAddDialog)
    assert "Typing: Travel 2h" in read(stage)
    stage.press("left", "left")
    assert "Typing: Travel [cursor]2h" in read(stage)
    assert read(stage)[1] == "Add a task:"


def test_an_empty_plan_names_the_next_key() -> None:
    plan = empty_plan(at=fixed_clock(TODAY).now(), timezone="Europe/Berlin")
    stage = driver_over(plan, settings=PLAIN)
    for screen in SCREENS:
        stage.go(screen)
        assert re.search(r"\b[a-zT] adds|\ba\b|\bn\b|\bp\b|\bT\b", " ".join(read(stage)[1:-2])), screen


# lines


def test_a_label_belongs_to_its_value() -> None:
    line = Line(" ").cell("Plan", 9, "quiet").cell("hand off", 17).cell("Who", 9, "quiet").cell("Maria", 17)
    assert [one.text for one in spoken([line])] == ["Plan: hand off", "Who: Maria"]


def test_what_was_only_there_to_be_seen_is_left_out() -> None:
    lines = [Line("─" * 40, "rule"), Line("     00    03    06    09"), Line(), Line("█████░░░░░", "good")]
    assert spoken(lines) == []


def test_nothing_is_cut_while_it_is_drawn_to_be_read() -> None:
    with uncut():
        assert Line().cell("abcdef", 3).text == "abcdef"
        assert Line("abcdef").fitted(3).text == "abcdef"
    assert Line().cell("abcdef", 3).text == "ab…"
