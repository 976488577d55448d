"""The first minute."""

from outsource_tui.data.catalogue import packs, suggestions
from outsource_tui.model.change import AddRow, Change
from outsource_tui.ui.dialogs.first_run import FirstRunDialog
from tests.ui.conftest import Driver


def test_marking_typing_hours_and_going_on(empty_stage: Driver) -> None:
    empty_stage.open(FirstRunDialog())
    assert "Which of these eat your week" in empty_stage.seen()
    empty_stage.press("space", "down", "down", "3", ".", "5")
    seen = empty_stage.seen()
    assert "2 marked · 6.0 h/week" in seen
    assert "312 h a year" in seen
    empty_stage.press("enter")
    assert [(one.name, one.hours) for one in empty_stage.plan.tasks.values()] == [
        ("Bookkeeping and receipts", 2.5),
        ("Chasing late payments", 3.5),
    ]
    assert "Score 1 of 2" in empty_stage.seen()
    empty_stage.press("escape", "u")
    assert not empty_stage.plan.tasks


def test_nothing_is_written_before_something_is_chosen(empty_stage: Driver) -> None:
    before = empty_stage.plan
    empty_stage.open(FirstRunDialog())
    empty_stage.press("enter")
    assert "Nothing is marked yet. Space marks a task; Esc starts empty." in empty_stage.said
    empty_stage.press("space")
    assert empty_stage.said == ""
    empty_stage.press("space")
    empty_stage.press("space", "space", "right", "left", "down", "D")
    assert empty_stage.fake.calls == ["demo"]
    empty_stage.press("escape")
    assert empty_stage.plan is before
    assert empty_stage.dialog is None


def test_where_all_of_them_are_tasks_already_it_says_so(stage: Driver) -> None:
    stage.do(Change("All", tuple(AddRow("tasks", {"name": one.name}) for one in suggestions())))
    stage.press("S")
    assert stage.dialog is None
    assert stage.said == "All of them are tasks of yours. a adds one in your own words."


def test_a_trade_marks_its_tasks(empty_stage: Driver) -> None:
    empty_stage.open(FirstRunDialog())
    empty_stage.press("p", "enter")
    dialog = empty_stage.dialog
    assert isinstance(dialog, FirstRunDialog)
    usual = set(next(iter(packs().values()))) - {one.name for one in suggestions() if one.is_growth}
    assert len(usual) >= 12
    assert {one.fields["name"] for one in dialog.picks if one.is_taken} == usual


def test_own_task_and_rate(empty_stage: Driver) -> None:
    empty_stage.open(FirstRunDialog())
    empty_stage.press("a").typed("Lectures 6h/month @uni").press("enter")
    empty_stage.press("r").typed("70").press("enter")
    assert "70.00 EUR" in empty_stage.seen()
    empty_stage.press("enter")
    task = empty_stage.plan.tasks["T01"]
    assert (task.name, task.hours, task.per, task.tags) == ("Lectures", 1.38, "week", ("uni",))
    assert empty_stage.plan.profile.hour_value == 7000


def test_backspace_corrects_hours_and_80_is_the_most(empty_stage: Driver) -> None:
    empty_stage.open(FirstRunDialog())
    empty_stage.press("9", "9")
    assert "1 marked · 9.0 h/week" in empty_stage.seen()
    empty_stage.press("backspace", "1", "2")
    assert "1 marked · 12.0 h/week" in empty_stage.seen()


def test_it_fits_small_and_wide_screens(empty_stage: Driver) -> None:
    empty_stage.open(FirstRunDialog())
    for width, height in ((50, 14), (60, 18), (120, 36), (200, 60)):
        assert len(empty_stage.lines(width, height)) == height
    empty_stage.press(*["down"] * 30)
    assert ">[" in empty_stage.seen(50, 14)


def test_what_was_marked_comes_back_and_tasks_are_not_offered_again(empty_stage: Driver) -> None:
    empty_stage.open(FirstRunDialog())
    empty_stage.press("space", "down", "space", "escape")
    assert "S brings it back" in empty_stage.said
    empty_stage.press("S")
    assert "2 marked" in empty_stage.seen()
    empty_stage.press("enter", "escape", "S")
    assert "0 marked" in empty_stage.seen()
    assert "Bookkeeping" not in "\n".join(empty_stage.seen().splitlines()[1:15])


def test_a_question_over_it_leaves_it_on_the_screen(empty_stage: Driver) -> None:
    empty_stage.open(FirstRunDialog())
    empty_stage.press("r")
    assert "Invoicing" in empty_stage.seen()
    assert "Your hourly rate" in empty_stage.seen()


def test_what_it_is_for_can_be_read_before_anything_is_chosen(empty_stage: Driver) -> None:
    empty_stage.open(FirstRunDialog())
    empty_stage.press("space", "?")
    assert "Manual 1 of 10 · What it is for" in empty_stage.seen()
    empty_stage.press("escape")
    assert "1 marked" in empty_stage.seen()


def test_in_a_plan_with_tasks_it_goes_back_to_them(stage: Driver) -> None:
    stage.press("S")
    seen = stage.seen()
    assert "Which of these eat your week as well?" in seen
    assert "back to your plan" in seen
    for words in ("start empty", "demo data", "No account"):
        assert words not in seen
    stage.press("enter")
    assert "Nothing is marked yet. Space marks a task; Esc goes back to your plan." in stage.said
    stage.press("D", "space", "q")
    assert stage.fake.calls == []
    assert stage.dialog is None
    assert "What you marked is kept" in stage.said


def test_on_wide_screens_the_grid_is_seen_already(empty_stage: Driver) -> None:
    empty_stage.open(FirstRunDialog())
    seen = empty_stage.seen(120, 36)
    assert "value ↑  effectiveness →" in seen
    assert "HAND OFF" in seen
    assert "value ↑" not in empty_stage.seen()
    empty_stage.press("space", "down", "space", "enter", "3", "4")
    seen = empty_stage.seen(120, 36)
    assert "Score 2 of 2" in seen
    assert seen.count("●") == 1
    assert seen.count("Bookkeeping and receipts") == 2, "once on the plot, once on the message line"
