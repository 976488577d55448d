"""The mouse: tabs, hints and rows, by what stands there."""

import re

import pytest

from outsource_tui.ui.commands import SCREENS
from outsource_tui.ui.dialogs.form import FormDialog
from outsource_tui.ui.dialogs.menu import MenuDialog
from outsource_tui.ui.dialogs.quick_add import QuickAddDialog
from outsource_tui.ui.mouse import clicked, wheeled
from tests.ui.conftest import Driver


def click(stage: Driver, words: str, width: int = 80, height: int = 24) -> Driver:
    """Click on the first place where these words stand."""
    for row, line in enumerate(stage.seen(width, height).split("\n")):
        if words in line:
            clicked(stage, line.index(words), row, width, height)
            return stage
    raise AssertionError(f"{words} is nowhere")


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("number", range(7))
def test_a_tab(stage: Driver, number: int, width: int) -> None:
    stage.go("trial" if number != 4 else "grid")
    tabs = stage.seen(width).split("\n")[0]
    found = re.search(rf"[ \[]{number}[ !\]]", tabs) or re.search(rf" ({number})", tabs)
    assert found is not None
    clicked(stage, found.start() + 1, 0, width, 24)
    assert stage.name == SCREENS[number]


def test_beside_the_tabs_nothing_happens(stage: Driver) -> None:
    stage.go("tasks")
    click(stage, "demo")
    assert stage.name == "tasks"


@pytest.mark.parametrize(
    ("screen", "words", "row_id"),
    [("tasks", "Web copy", "T10"), ("tasks", "Bookkeeping", "T04"), ("people", "Retoucher", "C06")],
)
def test_a_row_of_a_list(stage: Driver, screen: str, words: str, row_id: str) -> None:
    stage.go(screen).show("T12")
    click(stage, words)
    assert stage.screen.row_id == row_id


def test_a_row_on_check_and_on_the_overview(stage: Driver) -> None:
    stage.go("check")
    click(stage, "OUT306")
    assert re.search(r"(?m)^> *! +OUT306", stage.seen())
    stage.go("overview")
    click(stage, "per year", height=34)
    assert stage.name == "overview"


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
def test_a_point_of_the_grid_and_its_legend(stage: Driver, size: tuple[int, int]) -> None:
    stage.go("grid", "T04")
    rows = stage.seen(*size).split("\n")
    row = next(number for number, one in enumerate(rows) if " 7 │" in one)
    clicked(stage, rows[row].index(" 2 ") + 1, row, *size)
    assert stage.screen.row_id == "T09"
    click(stage, "K Retouching", *size)
    assert stage.screen.row_id == "T11"
    clicked(stage, 6, 3, *size)
    assert stage.screen.row_id == "T11"
    assert stage.dialog is None
    click(stage, "[K]", *size)
    assert isinstance(stage.dialog, FormDialog)


def test_a_point_of_a_quarter(stage: Driver) -> None:
    stage.go("grid", "T04")
    click(stage, " G ", 60, 18)
    assert stage.screen.row_id == "T07"


def test_on_the_row_of_the_cursor_it_is_enter(stage: Driver) -> None:
    stage.go("tasks").show("T10")
    click(stage, "Web copy")
    assert isinstance(stage.dialog, FormDialog)


def test_a_field_of_a_form_and_typing_is_never_sent_off(stage: Driver) -> None:
    stage.go("tasks").show("T10")
    stage.press("e")
    click(stage, "Energy", 80, 30)
    stage.press("backspace", "2")
    click(stage, "Energy", 80, 30)
    assert isinstance(stage.dialog, FormDialog)
    assert stage.dialog.texts["energy"].endswith("2")


def test_a_choice_of_a_menu_and_not_what_is_behind_it(stage: Driver) -> None:
    stage.go("tasks").show("T08")
    stage.press("d")
    assert isinstance(stage.dialog, MenuDialog)
    click(stage, "automate")
    click(stage, "automate")
    assert stage.plan.tasks["T08"].decision == "automate"
    stage.press("a")
    click(stage, "Bookkeeping")
    assert isinstance(stage.dialog, QuickAddDialog)
    assert stage.screen.row_id == "T08"


def test_a_hint_does_what_it_says(stage: Driver) -> None:
    stage.go("tasks")
    click(stage, "a add")
    assert isinstance(stage.dialog, QuickAddDialog)
    stage.press("escape")
    clicked(stage, stage.seen().split("\n")[-1].index("decide"), 23, 80, 24)
    assert isinstance(stage.dialog, MenuDialog)


def test_the_wheel_moves_as_the_arrows_do(stage: Driver) -> None:
    stage.go("tasks").show("T04")
    wheeled(stage, 1)
    assert stage.screen.row_id == "T06"
    wheeled(stage, -1)
    assert stage.screen.row_id == "T04"


def test_a_click_anywhere_breaks_nothing(stage: Driver) -> None:
    for screen in SCREENS:
        for row in range(-1, 25, 2):
            for column in (0, 5, 40, 79, 90):
                stage.go(screen)
                clicked(stage, column, row, 80, 24)
                stage.press("escape", "escape", "escape")
                assert len(stage.lines(80, 24)) == 24
