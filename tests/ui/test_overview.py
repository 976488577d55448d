"""The Overview as somebody sees and drives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from outsource_tui.planner.handoffs import state_set
from outsource_tui.planner.rows import changed
from outsource_tui.planner.tasks import added_task
from outsource_tui.ui.dialogs.sums import SumDialog
from outsource_tui.ui.screens.overview import FINDINGS, OverviewScreen
from tests.ui.conftest import TODAY

if TYPE_CHECKING:
    from tests.ui.conftest import Driver


def screen(stage: Driver) -> OverviewScreen:
    found = stage.screen_named("overview")
    assert isinstance(found, OverviewScreen)
    return found


def test_the_mock_up_with_the_figures_of_the_demo(stage: Driver) -> None:
    seen = stage.seen()
    for words in (
        "1 Tasks    ██████████  15 listed, 42.0 h/week, all scored",
        "2 Grid     █████░░░░░  8 of 15 decided",
        "5 Hand-off █████░░░░░  2 of 4 handed over",
        "> ▶ Decide the trial of Front-end build (Front-end, Bengaluru)       n or Enter",
        "because in review for 13 days; the rule says to give one more round",
        "this week     5.3 h  ████████████████░░░░░░░░  goal 8.0 h, really 4.7 h",
        "per month    23.0 h",
        "per year    275.6 h  = 6.6 of your working weeks",
        "still with you 9.5 h/week that could go = 494 h a year = 11.8 of your weeks",
        "worth 159 - cost 86 = +73 EUR a week (50% resold at 60/h)",
        "per year +3,799 EUR · if you resell none -4,469, all +12,067",
        "─ Findings: 19 (6 lists them) ",
        " !! no test run · Inbox triage with Assistant, Cebu",
    ):
        assert words in seen, words


def test_the_reason_of_the_next_thing_is_told_to_its_end(stage: Driver, empty_stage: Driver) -> None:
    long = "Front-end build, and everything else that belongs to it, every week anew"
    stage.do(changed(stage.plan, "tasks", "T09", {"name": long}))
    assert "because in review for 13 days; the rule says to give one more round\n" in shown(stage)
    empty_stage.press("a").typed("Mail 2h e2 v3").press("enter", "escape")
    assert "because it is the first on the list to decide, and stands in HAND OFF\n" in shown(empty_stage)


def test_an_empty_overview_names_no_key_that_does_nothing_there(empty_stage: Driver) -> None:
    assert "  unknown until tasks are scored\n" in shown(empty_stage)


def shown(stage: Driver) -> str:
    """What is seen at 80x24, without the blanks at the end of its rows."""
    return "".join(f"{row.rstrip()}\n" for row in stage.seen().split("\n"))


@pytest.mark.parametrize("size", [(30, 8), (49, 14), (50, 14), (60, 18), (71, 24), (80, 24), (80, 50), (112, 24),
                                  (120, 36), (159, 30), (160, 20), (200, 60)])  # fmt: skip
def test_next_hours_money_and_findings_are_there_on_any_size(stage: Driver, size: tuple[int, int]) -> None:
    seen = stage.seen(*size)
    for words in ("> ▶ Decide", "this week", "5.3 h", "worth 159", "!! no test"):
        assert words in seen


@pytest.mark.parametrize("size", [(30, 8), (50, 14), (80, 24), (120, 36), (200, 60)])
def test_the_cursor_is_seen_wherever_it_stands(stage: Driver, size: tuple[int, int]) -> None:
    for _ in range(FINDINGS + 19):
        rows = stage.seen(*size).split("\n")[1:-2]
        assert sum(row[0] == ">" or (size[0] > 100 and row[60] == ">") for row in rows) == 1
        stage.press("down")
    stage.press("escape")
    assert screen(stage).at == 0


def test_enter_does_the_next_thing(stage: Driver) -> None:
    stage.press("enter")
    assert stage.name == "trial"
    assert stage.dialog is not None


def test_enter_on_a_sum_opens_how_it_is_made(stage: Driver) -> None:
    stage.press("down", "enter")
    assert isinstance(stage.dialog, SumDialog)
    seen = stage.seen()
    for words in ("4.00 x 0.75 - 0.40 = 2.60 h", "5.30 h a week", "275.6 h a year", "9.50 h a week"):
        assert words in seen
    stage.press("q", "down", "enter")
    seen = stage.seen()
    for words in ("81.00 - 61.20 = 19.80 EUR", "73.05 EUR a week", "-85.95 a week, -4,469 EUR a year"):
        assert words in seen
    stage.press("down", "up", "escape")
    assert stage.dialog is None


def test_a_long_sum_scrolls(stage: Driver) -> None:
    stage.press("down", "enter")
    assert "11.8 of your weeks" not in stage.seen(80, 14)
    stage.press("pagedown")
    assert "11.8 of your weeks" in stage.seen(80, 14)


def test_enter_on_a_finding_goes_to_it(stage: Driver) -> None:
    stage.press("down", "down", "down", "down", "enter")
    assert stage.name == "check"
    assert "> !! OUT401" in stage.seen()


def test_an_empty_plan_says_where_to_begin(empty_stage: Driver) -> None:
    for size in ((30, 8), (80, 24), (120, 36), (200, 60)):
        assert "List what ea" in empty_stage.seen(*size)
    assert "What an hour of yours is worth is not known. P fills it in." in empty_stage.seen()
    empty_stage.press("down", "enter")
    assert "0.00 h a week" in empty_stage.seen()
    empty_stage.press("escape", "down", "enter")
    assert "- EUR an hour" in empty_stage.seen()


def test_before_anything_runs_the_potential_is_told(stage: Driver) -> None:
    for one in ("H01", "H02"):
        stage.do(state_set(stage.plan, one, "ended", stage.desk.clock))
    seen = stage.seen()
    assert "this week     0.0 h" in seen
    assert "really" not in seen
    assert "still with you 15.5 h/week that could go = 806 h a year = 19.2 of your weeks" in seen
    assert "Nothing runs yet. Your hour is worth 60 EUR; up to 15 is comfortable to pay." in seen


def test_a_comfortable_rate_that_hires_nobody_fairly_is_not_called_comfortable(stage: Driver) -> None:
    for one in ("H01", "H02"):
        stage.do(state_set(stage.plan, one, "ended", stage.desk.clock))
    stage.do(changed(stage.plan, "profile", "1", {"hour_value": 1200}))
    seen = stage.seen()
    assert "Your hour is worth 12 EUR; the comfortable 3 hires nobody fairly." in seen
    assert "Go by the break-even rate of a task instead: . on Tasks shows it." in seen
    assert "is comfortable to pay" not in seen
    stage.press("down", "down", "enter")
    assert "Too low to hire anyone fairly" in stage.seen()


def test_without_a_goal_the_bar_is_of_what_could_be(stage: Driver) -> None:
    stage.do(changed(stage.plan, "profile", "1", {"goal_hours_week": None}))
    assert "could be 13.3 h, really 4.7 h" in stage.seen()


def test_a_change_is_told_at_once(stage: Driver) -> None:
    stage.seen()
    stage.do(added_task({"name": "Newsletter", "hours": 1, "effectiveness": 3, "value": 3}))
    seen = stage.seen()
    assert "16 listed, 43.0 h/week" in seen
    assert "still with you 10.5 h/week" in seen


def test_wide_screens_tell_the_weeks_behind_the_looks_and_the_decisions(stage: Driver) -> None:
    assert "The last 12 weeks" in stage.seen(120, 36)
    seen = stage.seen(200, 60)
    assert "21 Nov  15 min status, unplanned" in seen
    assert "14 Nov Invoicing and payment chasing: undecided (Looked at again" in seen


def test_the_chart_tells_what_was_noted_in_a_week_and_the_money(stage: Driver) -> None:
    seen = stage.seen(120, 36)
    assert "  EUR/wk     0   0   0   0   0   0  20  20  73  73  73  73" in seen
    assert "really h" not in seen
    stage.go("tasks", "T05")
    stage.press("d", "enter")
    (noted,) = stage.plan.snapshots.values()
    assert noted.date == TODAY
    stage.go("overview")
    assert "  really h   -   -   -   -   -   -   -   -   -   -   - 4.7" in stage.seen(120, 36)
    stage.press("u")
    assert not stage.plan.snapshots


def test_figures_of_the_week_are_noted_once_and_by_no_step_that_does_nothing(stage: Driver) -> None:
    stage.go("grid", "T05")
    stage.press("L")
    assert not stage.plan.snapshots, "a move is joined to the next one"
    stage.go("tasks", "T05")
    stage.press("d", "enter")
    stage.press("c")
    assert len(stage.plan.snapshots) == 1
    stage.press(":").typed("history").press("enter")
    assert "P01" not in stage.seen()
