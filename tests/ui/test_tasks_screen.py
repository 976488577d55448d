"""Tasks: what the list shows, and what each key does to the plan."""

import pytest

from outsource_tui.model.plan import Plan
from outsource_tui.planner.rows import changed
from outsource_tui.ui.screens.tasks import TasksScreen
from outsource_tui.ui.widgets.table import Table
from tests.ui.conftest import Driver


def table_of(stage: Driver) -> Table:
    """The list of the Tasks screen."""
    screen = stage.screen
    assert isinstance(screen, TasksScreen)
    return screen.table


def decision_of(stage: Driver, task_id: str) -> str:
    """What was decided of a task."""
    return stage.plan.tasks[task_id].decision


def test_list_is_in_the_order_of_what_to_give_away_first(stage: Driver) -> None:
    stage.go("tasks")
    seen = stage.seen().splitlines()
    assert "Bookkeeping" in seen[3]
    assert "Inbox triage" in seen[4]
    assert seen[3].startswith(">")
    assert "15 of 15 · 42.0 h/week" in seen[1]


def test_detail_follows_the_cursor(stage: Driver) -> None:
    stage.go("tasks")
    stage.press("down", "down")
    assert "T07 Social posts" in stage.seen()
    assert "Priority 57.7" in stage.seen()
    stage.press("G")
    assert "T15 Strategy" in stage.seen()
    stage.press("g", "pagedown", "pageup", "end", "home")
    assert "T04 Bookkeeping" in stage.seen()


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 36), (200, 60), (60, 18), (50, 14), (30, 8), (111, 20)])
def test_every_size_is_filled_exactly(stage: Driver, width: int, height: int) -> None:
    stage.go("tasks")
    lines = stage.lines(width, height)
    assert len(lines) == height
    assert all(line.fitted(width).width == width for line in lines)


def test_wide_screen_has_the_detail_beside_the_list(stage: Driver) -> None:
    stage.go("tasks")
    seen = stage.seen(120, 36).splitlines()
    assert "T04 Bookkeeping and receipts" in seen[1]
    assert "Strategy and new offers" in "\n".join(seen)


def test_wide_screen_shows_what_each_brings_in_a_week_and_cuts_no_usual_name(stage: Driver) -> None:
    stage.go("tasks")
    head, first, second = stage.seen(120, 36).splitlines()[2:5]
    assert head.split("│")[0].split()[-1] == "Net/w"
    assert first.startswith(">  Bookkeeping and receipts   3.0 ")
    assert [row.split("│")[0].split()[-1] for row in (first, second)] == ["20", "53"]


def test_the_side_pane_tells_a_long_name_to_its_end_and_why_it_is_where_it_is(stage: Driver) -> None:
    name = "Everything about the newsletter, from the first idea to the last mail"
    stage.do(changed(stage.plan, "tasks", "T09", {"name": name}))
    stage.go("tasks", "T09")
    pane = " ".join(row.partition("│")[2].strip(" ─") for row in stage.seen(120, 36).splitlines()[1:8])
    assert f"T09 {name} TEAM UP hire an expert, keep the wheel" in pane


def test_a_plan_that_differs_from_the_zone_shows_it(stage: Driver) -> None:
    stage.do(changed(stage.plan, "tasks", "T04", {"decision": "keep"}))
    stage.do(changed(stage.plan, "tasks", "T15", {"decision": "hand_off"}))
    stage.go("tasks")
    rows = stage.seen().splitlines()
    assert " keep≠ " in next(row for row in rows if "Bookkeeping" in row)
    stage.press("G")
    assert " hand off≠ " in next(row for row in stage.seen().splitlines() if "T15" not in row and "Strategy" in row)


def test_narrow_screen_drops_tag_and_who_but_never_the_plan(stage: Driver) -> None:
    stage.go("tasks")
    head = stage.seen(60, 18).splitlines()[2]
    assert "Plan" in head
    assert "Who" not in head
    assert "Zone" not in stage.seen(50, 18).splitlines()[2]


def test_decide_takes_the_suggestion_with_two_keys(stage: Driver) -> None:
    stage.go("tasks", "T05")
    stage.press("d", "enter")
    assert decision_of(stage, "T05") == "hand_off"
    assert "hand off" in stage.said
    newest = next(stage.plan.newest_first())
    assert [one.table for one in newest.traces] == ["tasks", "decisions", "snapshots"]
    stage.press("u")
    assert decision_of(stage, "T05") == "undecided"
    stage.press("U")
    assert decision_of(stage, "T05") == "hand_off"


def test_decide_against_the_grid_asks_why_and_keeps_the_reason(stage: Driver) -> None:
    stage.go("tasks", "T01")
    stage.press("d", "h")
    assert "A reason" in stage.seen()
    stage.typed("tired of it").press("enter")
    assert stage.plan.tasks["T01"].decision == "hand_off"
    assert any(one.why == "tired of it" for one in stage.plan.decisions.values())
    assert "≠" in stage.seen()


def test_marked_tasks_are_decided_in_one_step(stage: Driver) -> None:
    stage.go("tasks", "T05")
    stage.press("space", "down", "space", "space")
    assert "3 marked (4.5 h/week)" in stage.said
    before = len(stage.plan.journal)
    stage.press("d", "a")
    automated = [one.id for one in stage.plan.tasks.values() if one.decision == "automate"]
    assert automated == ["T05", "T08", "T11"]
    assert len(stage.plan.journal) == before + 1


def test_marks_range_all_and_escape(stage: Driver) -> None:
    stage.go("tasks", "T04")
    stage.press("v", "down", "down", "v")
    assert len(table_of(stage).marks) == 3
    stage.press("V")
    assert len(table_of(stage).marks) == 15
    stage.press("V")
    assert not table_of(stage).marks
    stage.press("space", "escape")
    assert not table_of(stage).marks


def test_archive_never_asks_and_undo_brings_back(stage: Driver) -> None:
    stage.go("tasks", "T12")
    stage.press("x")
    assert stage.plan.tasks["T12"].is_archived
    assert "Slide" not in "\n".join(stage.seen().splitlines()[2:20])
    stage.press("u")
    assert not stage.plan.tasks["T12"].is_archived


def test_find_filters_and_escape_shows_all(stage: Driver) -> None:
    stage.go("tasks")
    stage.press("/").typed("copy").press("enter")
    assert "1 of 15" in stage.seen()
    assert "Web copy" in stage.seen()
    stage.press("escape")
    assert "15 of 15" in stage.seen()
    stage.press("/").typed("zzz").press("enter")
    assert "No task with zzz. Esc shows all again." in stage.seen()
    stage.press("d")
    assert "Esc shows all again" in stage.said


def test_order_goes_round_and_turns(stage: Driver) -> None:
    stage.go("tasks")
    stage.press("o")
    assert "Client design work" in stage.seen().splitlines()[3]
    stage.press("O")
    assert "Contract" in stage.seen().splitlines()[3]
    stage.press("o", "o", "o", "o", "O")
    assert "Bookkeeping" in stage.seen().splitlines()[3]


def test_tags_and_clone(stage: Driver) -> None:
    stage.go("tasks", "T04")
    stage.press("t").typed("money, @late").press("enter")
    assert stage.plan.tasks["T04"].tags == ("money", "late")
    assert "@money @late" in stage.seen(120, 36)
    stage.press("c")
    assert stage.plan.tasks["T16"].name == "Bookkeeping and receipts (copy)"
    assert table_of(stage).current == "T16"


def test_copy_says_that_it_was_sent(stage: Driver) -> None:
    stage.go("tasks", "T04")
    stage.press("y")
    assert stage.fake.copied == [
        "Bookkeeping and receipts, 3.0 h/week, effectiveness 3, value 3, HAND OFF, plan: hand off, Bookkeeper, Lisbon"
    ]
    assert "Sent" in stage.said


def test_empty_list_names_the_next_keys(empty_stage: Driver) -> None:
    empty_stage.go("tasks")
    assert "a  add a task" in empty_stage.seen()
    for key in ("d", "e", "x", "t", "c", "y", "r", "T", "p", "B", "space"):
        empty_stage.press(key)
        assert empty_stage.dialog is None
        assert "a adds one" in empty_stage.said


def test_read_only_says_so_and_changes_nothing(read_only_stage: Driver) -> None:
    before: Plan = read_only_stage.plan
    read_only_stage.go("tasks", "T05")
    read_only_stage.press("d", "enter")
    assert "nothing can be changed" in read_only_stage.said
    assert read_only_stage.plan is before


def test_a_cursor_move_changes_few_rows(stage: Driver) -> None:
    stage.go("tasks", "T07")
    before = stage.lines(80, 24)
    stage.press("down")
    after = stage.lines(80, 24)
    list_rows = [row for row in range(2, 15) if before[row].spans != after[row].spans]
    assert len(list_rows) == 2


def test_an_empty_list_names_the_ways_to_fill_it(empty_stage: Driver) -> None:
    seen = empty_stage.press("1").seen()
    assert all(words in seen for words in ("   a  add a task", "   S  pick from what", "   i  import a time log"))
