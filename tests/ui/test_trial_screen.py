"""Trial: book, move, begin, note, mark, decide."""

from datetime import date

import pytest

from outsource_tui.advice.calendar import trial_end
from outsource_tui.model.contractor import Contractor
from outsource_tui.model.profile import Profile
from outsource_tui.model.trial import Trial
from outsource_tui.ui.widgets import trial_view
from tests.ui.conftest import Driver


def start_of(stage: Driver) -> str:
    """When the trial that the test booked starts."""
    return str(stage.plan.trials["R03"].start)


def test_demo_shows_both_trials_side_by_side(stage: Driver) -> None:
    stage.go("trial")
    seen = stage.seen()
    assert "1 of 2" in seen
    assert "57.5" in seen
    assert "83.8" in seen
    assert "one more round" in seen
    stage.press("down")
    assert "2 of 2" in stage.seen()
    stage.press("up", "up")
    assert "1 of 2" in stage.seen()


def test_when_the_others_end_is_worked_out_once_a_plan_and_only_where_it_is_told(
    stage: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[str] = []

    def counted(trial: Trial, profile: Profile, contractor: Contractor) -> date | None:
        looks.append(trial.id)
        return trial_end(trial, profile, contractor)

    monkeypatch.setattr(trial_view, "trial_end", counted)
    stage.go("trial")
    stage.lines(80, 24)
    looks.clear()
    stage.press("down")
    stage.lines(80, 24)
    assert len(looks) <= 1, "that of the one shown"
    stage.lines(160, 50)
    looks.clear()
    stage.press("up")
    stage.lines(160, 50)
    assert len(looks) <= 1


def test_empty_screen_names_the_key(empty_stage: Driver) -> None:
    empty_stage.go("trial")
    assert "T  book one" in empty_stage.seen()
    for key in ("s", "e", "b", "x", "d", "+", "left"):
        empty_stage.press(key)
        assert "T books one" in empty_stage.said


@pytest.fixture
def booked(stage: Driver) -> Driver:
    """A planned trial for Social posts with the person from Nairobi, on its screen."""
    from outsource_tui.ui.dialogs.booking import open_booking

    stage.go("people")
    open_booking(stage, "T07", "C03")
    return stage


def test_the_proposal_names_both_clocks_and_enter_takes_it(booked: Driver) -> None:
    seen = booked.seen()
    assert "Tue 24 Nov" in seen
    assert "09━━17" in seen
    assert "(EAT)" in seen
    assert "yours /" in seen
    assert "48.00 EUR" in seen
    booked.press("enter")
    trial = booked.plan.trials["R03"]
    assert (str(trial.start), trial.days, trial.paid_hours, trial.rate) == ("2026-11-24", 2, 4.0, 1200)
    assert booked.name == "trial"
    assert "day 1" in booked.seen()


def test_the_proposal_is_changed_before_it_is_booked(booked: Driver) -> None:
    booked.press("right", "+", "h").typed("6").press("enter", "r").typed("15").press("enter", "enter")
    trial = booked.plan.trials["R03"]
    assert (str(trial.start), trial.days, trial.paid_hours, trial.rate) == ("2026-11-25", 3, 6.0, 1500)


def test_one_day_is_not_told_as_1_days(booked: Driver) -> None:
    booked.press("-")
    assert "1 day from Tue 24 Nov" in booked.seen()
    booked.press("enter")
    assert "Booked from Tue 24 Nov, 1 day." in booked.said
    assert "1 days" not in booked.seen()


def test_a_date_is_typed_and_echoed(booked: Driver) -> None:
    booked.press("t").typed("next mon")
    assert "Mon 30 Nov 2026" in booked.seen()
    booked.press("enter", "enter")
    assert start_of(booked) == "2026-11-30"


def test_left_goes_back_but_not_before_today(booked: Driver) -> None:
    booked.press("right", "right", "left", "left")
    assert "from Tue 24 Nov" in booked.seen()
    booked.press("left", "left", "left", "enter")
    assert start_of(booked) == booked.today.isoformat() == "2026-11-23"


def test_escape_books_nothing(booked: Driver) -> None:
    before = booked.plan
    booked.press("right", "escape")
    assert booked.plan is before


def test_a_planned_trial_is_moved_and_made_longer(booked: Driver) -> None:
    booked.press("enter", "right")
    assert start_of(booked) == "2026-11-25"
    booked.press("left", "+")
    assert start_of(booked) == "2026-11-24"
    assert booked.plan.trials["R03"].days == 3
    booked.press("-", "u")
    assert booked.plan.trials["R03"].days == 3
    booked.press("d")
    assert "not begun" in booked.said


def test_weekends_are_passed_over_and_said(booked: Driver) -> None:
    booked.press("t").typed("fri").press("enter")
    assert "[day 1]" in booked.seen()
    booked.press("enter")
    booked.press("right")
    assert start_of(booked) == "2026-11-30"


def test_the_whole_trial_to_hire(booked: Driver) -> None:
    stage = booked
    stage.press("enter", "s")
    assert "not begun" in stage.said
    stage.press("b")
    assert "Its day has not come" in stage.seen()
    stage.press("w", "b", "b")
    assert stage.plan.trials["R03"].state == "running"
    stage.press("left")
    assert "only a planned one" in stage.said
    stage.press("e").typed("4").press("tab").typed("45").press("tab", "tab").typed("5").press("enter")
    trial = stage.plan.trials["R03"]
    assert (trial.actual_hours, trial.my_minutes, trial.own_hours_estimate) == (4.0, 45, 5.0)
    stage.press("s", "5", "4", "4", "4", "4", "5")
    assert stage.plan.trials["R03"].state == "running"
    for _ in trial.must_haves:
        stage.press("1")
    assert "Is its work in?" in stage.seen()
    stage.press("y")
    trial = stage.plan.trials["R03"]
    assert (trial.state, trial.review_since) == ("review", stage.today)
    assert stage.dialog is None
    assert "hand over" in stage.said
    stage.press("d", "enter")
    assert stage.plan.trials["R03"].decision == "hire"
    assert stage.plan.trials["R03"].rule_says == "hire"
    assert "Speed from the trial" in stage.seen()
    stage.press("y")
    assert stage.plan.contractors["C03"].speed == 0.8
    assert stage.plan.contractors["C03"].speed_source == "trial"


def test_against_the_rule_needs_a_reason(stage: Driver) -> None:
    stage.go("trial", "R02")
    stage.press("d", "h", "enter")
    assert "few words are needed" in stage.seen()
    stage.typed("the client knows them").press("enter")
    trial = stage.plan.trials["R02"]
    assert (trial.decision, trial.override_reason) == ("hire", "the client knows them")


def test_one_more_round_books_an_extension(stage: Driver) -> None:
    stage.go("trial", "R02")
    stage.press("d", "enter")
    extension = stage.plan.trials["R03"]
    assert extension.extension_of == "R02"
    assert extension.start is None


def test_a_mark_out_of_range_is_refused_and_cleared_with_minus(stage: Driver) -> None:
    stage.go("trial", "R02")
    stage.press("s", "9")
    assert "A mark is 1 to 5" in stage.said
    while "> result" not in stage.seen():
        stage.press("up")
    stage.press("-")
    assert stage.plan.trials["R02"].card.result is None


def test_archive_cancels_an_open_trial_first(booked: Driver) -> None:
    booked.press("enter", "x")
    assert booked.plan.trials["R03"].state == "cancelled"
    booked.press("x")
    assert booked.plan.trials["R03"].is_archived


def test_unknown_hours_do_not_block_the_walk(stage: Driver) -> None:
    from outsource_tui.planner.people import added_contractor
    from outsource_tui.ui.dialogs.booking import open_booking

    stage.desk.do(added_contractor({"handle": "Nobody knows"}))
    open_booking(stage, "T07", "C07")
    assert "are not known" in stage.seen()
    stage.press("enter")
    assert start_of(stage) == "2026-11-24"
    assert "are not known" in stage.seen()


def test_both_clocks_are_there_on_days_that_do_not_fit(empty_stage: Driver) -> None:
    stage = empty_stage.press("1", "a").typed("Bookkeeping 3h e3 v3").press("enter", "escape", "3", "a")
    stage.typed("Jun Tanaka 28/h Tokyo 9-17").press("enter", "escape", "T", "enter")
    rows = {row[1:11].strip(): row.split()[-6:] for row in stage.seen().split("\n")[2:7]}
    assert rows["You"] == ["09━━17"] * 5 + ["off"]
    assert rows["Them (JST)"] == ["09━━17"] * 5 + ["off"]
    assert rows["in yours"] == ["01━━09"] * 5 + ["off"]
    assert rows["Together"] == ["-"] * 5 + ["off"]
    seen = " ".join(stage.seen().split())
    assert "Trial [day 1] [day 2]" in seen
    assert "Not on Mon 23, Tue 24, Wed 25, Thu 26, Fri 27: Jun Tanaka works at other hours" in seen
    assert "Clocks: Europe/Berlin and Asia/Tokyo." in seen
