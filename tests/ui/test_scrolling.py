"""Rows that have only moved are moved by the terminal; what is sent beside that makes the picture whole."""

import random

import pytest

from outsource_tui.ui.drawing import Line
from outsource_tui.ui.widgets.canvas import Scroll, _moved, _runs, _scrolled

WIDTH = 40


def picture(top: int, cursor: int, *, below: str = "") -> list[Line]:
    """A list of rows with a head, a cursor and a line below, as a screen has it."""
    rows = [
        Line(">" if row == cursor else " ").add(f" Task number {row * 7919 % 1000} of {row}")
        for row in range(top, top + 8)
    ]
    return [line.fitted(WIDTH) for line in (Line("Tasks"), *rows, Line(below), Line("a add"))]


def sent(old: list[Line], new: list[Line]) -> list[str]:
    """What a terminal shows that was told what has moved and what differs then."""
    scroll, runs = _scrolled(old, new, _runs(old, new))
    shown = [list(line.text) for line in (old if scroll is None else _moved(old, scroll))]
    for row, first, last in runs:
        shown[row][first:last] = new[row].text[first:last]
    return ["".join(cells) for cells in shown]


@pytest.mark.parametrize(
    ("before", "after", "scroll"),
    [
        ((0, 7), (1, 8), Scroll(1, 8, is_up=True)),
        ((5, 5), (4, 4), Scroll(1, 8, is_up=False)),
        ((0, 3), (0, 4), None),
        ((0, 7), (6, 10), None),
    ],
)
def test_what_moved_by_one_row_is_seen(before: tuple[int, int], after: tuple[int, int], scroll: Scroll | None) -> None:
    old, new = picture(*before), picture(*after)
    assert _scrolled(old, new, _runs(old, new))[0] == scroll


def test_whatever_moves_the_picture_is_whole() -> None:
    chance = random.Random(8)  # noqa: S311 - the same in every run
    old = picture(0, 0)
    for _ in range(500):
        top = chance.randrange(6)
        new = picture(top, top + chance.randrange(8), below=chance.choice(["", "one", "another line"]))
        assert sent(old, new) == [line.text for line in new]
        old = new
