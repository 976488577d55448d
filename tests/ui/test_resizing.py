"""Another size at any time: cursor, filter and an open form stay as they are, and nothing breaks at any size."""

import pytest

from outsource_tui.ui.commands import SCREENS
from outsource_tui.ui.dialogs.form import FormDialog
from outsource_tui.ui.screens.grid import GridScreen
from outsource_tui.ui.screens.people import PeopleScreen
from outsource_tui.ui.screens.tasks import TasksScreen
from tests.ui.conftest import Driver

THERE_AND_BACK = [(120, 36), (30, 8), (200, 60), (20, 5), (50, 14), (72, 17), (111, 19), (160, 24), (80, 24)]


def resize(stage: Driver) -> None:
    for size in THERE_AND_BACK:
        stage.seen(*size)


def test_cursor_filter_and_order_of_tasks_stay(stage: Driver) -> None:
    screen = stage.go("tasks", "T11")
    assert isinstance(screen, TasksScreen)
    stage.press("O", "/").typed("t").press("enter", "space")
    before = stage.seen()
    here, marks = screen.table.current, set(screen.table.marks)
    resize(stage)
    assert (screen.table.current, screen.table.marks, screen.words, screen.is_reversed) == (here, marks, "t", True)
    assert [line for line in stage.seen().splitlines() if line.startswith(">")] == [
        line for line in before.splitlines() if line.startswith(">")
    ]


def test_the_task_that_is_picked_on_the_grid_stays(stage: Driver) -> None:
    screen = stage.go("grid", "T09")
    assert isinstance(screen, GridScreen)
    stage.press("z")
    before = stage.seen()
    resize(stage)
    assert screen.current == "T09"
    assert stage.seen() == before


def test_the_person_and_the_task_stay(stage: Driver) -> None:
    screen = stage.go("people", "T09")
    assert isinstance(screen, PeopleScreen)
    stage.go("people", "C05")
    resize(stage)
    assert (screen.task_id, screen.table.current) == ("T09", "C05")


def test_an_open_form_keeps_its_field_its_caret_and_what_was_typed(stage: Driver) -> None:
    stage.go("tasks", "T04")
    stage.press("e", "down", "down").typed("9").press("tab", "tab").typed("tax, yearly").press("left", "left")
    form = stage.dialog
    assert isinstance(form, FormDialog)
    line = form.lines[form.at]
    before = (form.at, line.text, line.caret, form.texts, stage.seen())
    resize(stage)
    assert stage.dialog is form
    assert (form.at, line.text, line.caret, form.texts, stage.seen()) == before


def test_a_half_typed_line_stays(stage: Driver) -> None:
    stage.go("tasks")
    stage.press("a").typed("Travel booking 1.5h @ad")
    resize(stage)
    assert "> Travel booking 1.5h @ad" in stage.seen()


@pytest.mark.parametrize("screen", SCREENS)
def test_every_size_from_the_smallest_on(stage: Driver, screen: str) -> None:
    stage.go(screen)
    for width in (30, 31, 49, 50, 55, 71, 72, 79, 111, 112, 159, 160, 220):
        for height in (8, 9, 13, 14, 17, 18, 19, 24, 33, 34, 60):
            lines = stage.lines(width, height)
            assert len(lines) == height
            assert all(line.fitted(width).width == width for line in lines)


@pytest.mark.parametrize("size", [(29, 24), (80, 7), (1, 1)])
def test_what_is_too_small_says_so(stage: Driver, size: tuple[int, int]) -> None:
    assert "too small, 50x14 works; q quits".startswith(stage.lines(*size)[0].text)
    assert " ".join(line.text for line in stage.lines(29, 24)).strip() == "too small, 50x14 works; q quits"
    stage.press("q")
    assert stage.fake.calls == ["quit"]
