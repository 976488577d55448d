"""The Grid as somebody sees and drives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from outsource_tui.planner.tasks import added_task, added_tasks
from outsource_tui.ui.screens.grid import GridScreen
from outsource_tui.ui.widgets.legend import letter_of
from outsource_tui.ui.widgets.plot import Plot, View, nearest, quarter_at

if TYPE_CHECKING:
    from tests.ui.conftest import Driver


@pytest.fixture
def grid(stage: Driver) -> Driver:
    """The Grid with the cursor on T08, SEO upkeep (effectiveness 2, value 5)."""
    stage.go("grid", "T08")
    stage.seen()
    return stage


def screen(stage: Driver) -> GridScreen:
    found = stage.screen
    assert isinstance(found, GridScreen)
    return found


def add(stage: Driver, **fields: object) -> str:
    stage.do(added_task({"name": "New", "hours": 1, **fields}))
    return next(reversed(list(stage.plan.tasks)))


# drawing


def test_points_stand_where_their_scores_are(grid: Driver) -> None:
    rows = grid.seen().split("\n")
    row_of_5 = next(row for row in rows if row.startswith(" 5 │"))
    assert row_of_5[10:13] == "[H]"  # effectiveness 2: the second of the columns 6, 11, 16, ...
    row_of_10 = next(row for row in rows if row.startswith("10 │"))
    assert [row_of_10.index("O"), row_of_10.index("A")] == [37, 47]  # 7 and 9, behind the line between 5 and 6


def test_the_figures_of_the_picked_task_stand_at_the_right(grid: Driver) -> None:
    seen = grid.seen()
    for words in ("H SEO upkeep", "effectiveness 2", "value         5", "HAND OFF, 41.1", "frees 0.8 h/week"):
        assert words in seen


def test_all_quarters_are_named(grid: Driver) -> None:
    for width, height, aside in ((80, 24, 24), (80, 20, 24), (120, 36, 34), (200, 60, 64)):
        plot = "\n".join(row[: width - aside] for row in grid.seen(width, height).split("\n")[1:-2])
        assert all(words in plot for words in ("TEAM UP", "KEEP", "HAND OFF", "LIGHTEN")), width


def test_several_in_a_cell_show_their_count_and_enter_lists_them(grid: Driver) -> None:
    grid.go("grid", "T09")
    assert "[2]" in grid.seen()
    assert "2 stand here: Enter" in grid.seen()
    grid.press("enter")
    assert "2 tasks at effectiveness 4, value 7" in grid.seen()
    grid.press("down", "enter")
    assert screen(grid).current == "T10"
    assert grid.dialog is None


def test_enter_on_one_task_opens_it(grid: Driver) -> None:
    grid.press("enter")
    assert grid.dialog is not None
    assert "SEO upkeep" in grid.seen()


def test_names_beside_the_points_on_a_wide_screen(grid: Driver) -> None:
    plot = [row[:84] for row in grid.seen(120, 36).split("\n")]
    for name in ("Client calls", "Proposals and quotes", "SEO upkeep, own site", "Bookkeeping and receipts"):
        assert any(name in row for row in plot), name


def test_no_name_covers_a_point_or_another_name(grid: Driver) -> None:
    letters = screen(grid).marks.letters
    names = [grid.plan.tasks[one].name for one in letters]
    for size in ((112, 24), (120, 36), (140, 50), (200, 60)):
        seen = "\n".join(
            row[: size[0] - 66] if size[0] >= 160 else row[: size[0] - 36] for row in grid.seen(*size).split("\n")[2:-2]
        )
        for name in names:
            seen = seen.replace(name, " " * len(name))
        points = [letter for task, letter in letters.items() if task not in {"T09", "T10", "T08"}]
        assert all(f" {letter} " in seen for letter in points), size


def test_a_task_without_scores_is_listed_as_such_and_s_scores_it(grid: Driver) -> None:
    added = add(grid, name="Newsletter")
    seen = grid.seen()
    assert "15 of 16 scored" in seen
    grid.press("'", "p")
    assert screen(grid).current == added
    assert "1 not scored yet: s" in grid.seen()
    grid.press("L")
    assert grid.said == "Newsletter has no place yet. s scores it."
    grid.press("s", "3", "4")
    task = grid.plan.tasks[added]
    assert (task.effectiveness, task.value) == (3, 4)


@pytest.mark.parametrize(
    "size",
    [
        (30, 8),
        (40, 10),
        (49, 14),
        (50, 14),
        (60, 18),
        (71, 24),
        (72, 20),
        (80, 24),
        (111, 24),
        (112, 24),
        (120, 36),
        (159, 40),
        (200, 60),
        (300, 100),
        (300, 9),
    ],
)
def test_any_size_shows_the_picked_task(grid: Driver, size: tuple[int, int]) -> None:
    assert "SEO upkeep" in grid.seen(*size)


@pytest.mark.parametrize("split", [2, 3, 5, 9, 10])
def test_any_split_draws(grid: Driver, split: int) -> None:
    from outsource_tui.planner.rows import changed

    grid.do(changed(grid.plan, "profile", "1", {"split": split}))
    for size in ((50, 14), (60, 18), (80, 24), (120, 36), (200, 60)):
        assert "SEO upkeep" in grid.seen(*size)
        grid.press("z").seen(*size)
        grid.press("z")


def test_below_72_columns_one_quarter_is_drawn_and_arrows_walk_over(grid: Driver) -> None:
    seen = grid.seen(60, 18)
    assert "─ HAND OFF ·" in seen
    assert "10 │" not in seen
    grid.press("up")
    assert "─ TEAM UP ·" in grid.seen(60, 18)


def test_z_zooms_a_quarter(grid: Driver) -> None:
    assert "10 │" not in grid.press("z").seen()
    assert "10 │" in grid.press("z").seen()


def test_an_empty_plan_names_the_next_key(empty_stage: Driver) -> None:
    empty_stage.go("grid")
    assert "a adds the first" in empty_stage.seen()
    for key in ("L", "d", "enter", "s", "m", "x", "tab", "right", "'", "z", "y", "T", "r", "b"):
        empty_stage.press(key)
        assert empty_stage.dialog is None
        assert empty_stage.said, key


def test_wide_characters_and_hostile_names_stay_in_their_cells(grid: Driver) -> None:
    add(grid, name="日本語の仕事 \U0001f468\u200d\U0001f469", effectiveness=1, value=9)
    add(grid, name="[/] \u202eevil", effectiveness=8, value=8)
    for size in ((60, 18), (80, 24), (120, 36), (200, 60)):
        for line in grid.lines(*size):
            assert line.width <= size[0] or not any("│" in text for text, _ in line.spans)
            assert "\u202e" not in line.text


# picking


def test_arrows_pick_the_nearest_in_that_direction(grid: Driver) -> None:
    for key, expected in (("down", "T04"), ("right", "T07"), ("right", "T05"), ("up", "T09"), ("left", "T14")):
        grid.press(key)
        assert screen(grid).current == expected, key


def test_letters_of_vi_do_the_same(grid: Driver) -> None:
    for key, expected in (("j", "T04"), ("l", "T07"), ("k", "T09"), ("h", "T14")):
        grid.press(key)
        assert screen(grid).current == expected, key


def test_every_task_is_reached_by_tab(grid: Driver) -> None:
    met = set()
    for _ in range(15):
        grid.press("tab")
        met.add(screen(grid).current)
    assert met == set(grid.plan.tasks)
    first = screen(grid).current
    grid.press("tab", "shift+tab")
    assert screen(grid).current == first


def test_a_letter_jumps(grid: Driver) -> None:
    grid.press("'", "b")
    assert screen(grid).current == "T02"
    grid.press("'", "z")
    assert grid.said == "No task has that letter."
    grid.press("'", "escape", "right")
    assert screen(grid).current != "T02"


def test_with_more_than_26_tasks_letters_come_in_pairs(grid: Driver) -> None:
    grid.do(added_tasks([{"name": f"Task {n}", "effectiveness": 1, "value": 1} for n in range(15)]))
    assert "[ah]" in grid.seen()
    grid.press("'", "a", "b")
    assert screen(grid).current == "T02"
    grid.press("'", "b", "d")
    assert screen(grid).current == "T30"


@pytest.mark.parametrize(("index", "length", "letter"), [(0, 1, "A"), (25, 1, "Z"), (0, 2, "aa"), (27, 2, "bb")])
def test_letters(index: int, length: int, letter: str) -> None:
    assert letter_of(index, length) == letter


def test_what_lies_aside_counts_as_farther() -> None:
    assert nearest([(5, 5), (3, 6), (9, 5)], (1, 5), 1, 0) == (3, 6)
    assert nearest([(2, 9), (6, 5)], (1, 5), 1, 0) == (6, 5)
    assert nearest([(1, 1)], (5, 5), 1, 0) is None


def test_the_cursor_stays_near_when_its_task_is_archived(grid: Driver) -> None:
    grid.press("x")
    assert "Archived SEO upkeep" in grid.said
    assert screen(grid).task is not None
    assert screen(grid).current == "T09"


# moving


def test_a_move_changes_the_score_and_says_what_it_means(grid: Driver) -> None:
    grid.seen(160, 36)
    grid.press("L")
    assert grid.plan.tasks["T08"].effectiveness == 3
    assert grid.said == ("SEO upkeep, own site: effectiveness 2 to 3, priority 41.1 to 38.3, frees 0.8 h/week. u undo")
    grid.press("K")
    assert grid.said == (
        "SEO upkeep, own site: effectiveness 2 to 3, value 5 to 6, now TEAM UP, priority 41.1 to 35.6, "
        "frees 0.8 h/week. u undo"
    )


def test_the_message_fits_a_narrow_screen(grid: Driver) -> None:
    grid.seen()
    grid.press("L")
    assert grid.said == "SEO upkee…: effectiveness 2 to 3, priority 41.1 to 38.3. u undo"
    grid.press("K")
    assert grid.said == "SEO u…: effectiveness 2 to 3, value 5 to 6, now TEAM UP. u undo"
    assert "TEAM UP. u undo" in grid.seen()


def test_the_figures_follow_a_move(grid: Driver) -> None:
    grid.press("K")
    seen = grid.seen()
    assert "TEAM UP, 38.3" in seen
    assert "was 2, 5 (14 Oct)" in seen


def test_a_continuous_move_is_one_step_to_undo(grid: Driver) -> None:
    grid.press("L", "L", "L", "J", "u")
    task = grid.plan.tasks["T08"]
    assert (task.effectiveness, task.value) == (2, 5)
    assert grid.said == "Undone: SEO upkeep, own site: effectiveness 2 to 5, value 5 to 4. U does it again"


@pytest.mark.parametrize("between", [("tab", "shift+tab"), ("z", "z"), ("1", "2"), ("y",), ("u", "U")])
def test_anything_between_two_moves_makes_two_steps(grid: Driver, between: tuple[str, ...]) -> None:
    grid.press("L", *between, "L", "u")
    assert grid.plan.tasks["T08"].effectiveness == 3


def test_moves_stop_at_the_edge(grid: Driver) -> None:
    grid.press(*["H"] * 5)
    assert grid.plan.tasks["T08"].effectiveness == 1
    assert grid.said == "SEO upkeep, own site is at the edge."


def test_grabbed_tasks_follow_the_arrows_until_they_are_dropped(grid: Driver) -> None:
    grid.press("m", "right", "up", "enter", "right")
    task = grid.plan.tasks["T08"]
    assert (task.effectiveness, task.value) == (3, 6)
    grid.press("u")
    assert grid.plan.tasks["T08"].effectiveness == 2


def test_escape_puts_a_grabbed_task_back(grid: Driver) -> None:
    grid.press("m", "right", "right", "escape")
    assert grid.plan.tasks["T08"].effectiveness == 2
    assert grid.said == "SEO upkeep, own site is back where it was."


def test_a_plan_opened_to_be_looked_at_says_so(read_only_stage: Driver) -> None:
    read_only_stage.go("grid", "T08")
    read_only_stage.press("L")
    assert read_only_stage.plan.tasks["T08"].effectiveness == 2
    assert "nothing can be changed" in read_only_stage.said


def test_b_shows_where_tasks_stood_before(grid: Driver) -> None:
    grid.press("L", "L", "b")
    row = next(row for row in grid.seen().split("\n") if row.startswith(" 5 │"))
    assert row[11] == "h"
    assert row[20:23] == "[H]"


def test_a_line_about_the_task_is_copied(grid: Driver) -> None:
    grid.press("y")
    assert grid.fake.copied == [
        "SEO upkeep, own site: effectiveness 2, value 5, HAND OFF, priority 41.1, frees 0.8 h/week; plan: undecided"
    ]


def test_d_decides_the_picked_task(grid: Driver) -> None:
    grid.press("d", "enter")
    assert grid.plan.tasks["T08"].decision == "hand_off"


# geometry


def test_rows_and_columns_fit_the_room() -> None:
    for width in range(46, 160, 7):
        for height in range(12, 60, 5):
            plot = Plot(View(), 6, width, height)
            assert plot.width <= width
            assert plot.rows + 1 <= height
            assert len({plot.column(one) for one in range(1, 11)}) == 10
            assert plot.split_column not in {plot.column(one) for one in range(1, 11)}
            assert plot.split_row not in {plot.row(one) for one in range(1, 11)}


@pytest.mark.parametrize(
    ("cell", "view"),
    [
        ((5, 5), View(1, 5, 1, 5)),
        ((6, 5), View(6, 10, 1, 5)),
        ((5, 6), View(1, 5, 6, 10)),
        ((6, 6), View(6, 10, 6, 10)),
    ],
)
def test_quarters_meet_at_the_split(cell: tuple[int, int], view: View) -> None:
    assert quarter_at(cell, 6) == view
