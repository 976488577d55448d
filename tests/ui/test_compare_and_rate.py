"""People side by side, and how they come to their scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from outsource_tui.planner.people import score_row
from outsource_tui.ui.dialogs.comparison import ComparisonDialog
from outsource_tui.ui.dialogs.rating import RatingDialog

if TYPE_CHECKING:
    from outsource_tui.model.score import Score
    from tests.ui.conftest import Driver


@pytest.fixture
def rating(stage: Driver) -> Driver:
    """C02, whom nobody has scored for T09, about to be scored."""
    stage.go("people", "T09")
    stage.go("people", "C02")
    return stage.press("s")


def score(stage: Driver, criterion: str, person: str = "C02") -> Score:
    found = score_row(stage.plan, "T09", person, criterion)
    assert found is not None
    return found


def dialog(stage: Driver) -> RatingDialog:
    assert isinstance(stage.dialog, RatingDialog)
    return stage.dialog


# scoring


def test_a_digit_gives_the_score_and_moves_on_over_what_is_worked_out(rating: Driver) -> None:
    rating.press("4", "3", "5", "4")
    assert [score(rating, one).score for one in ("evidence", "trust", "values", "communication")] == [4, 3, 5, 4]
    assert dialog(rating).here.key == "availability"
    rating.press("2")
    assert score(rating, "availability").score == 2
    assert "Fit 76.3   scored 100.0%   proven 0.0%   place 1 of 3" in rating.seen()


def test_a_digit_that_is_no_score_says_what_is(rating: Driver) -> None:
    assert "A score is 1 to 5; 0 takes it out." in rating.press("7").seen()
    assert score_row(rating.plan, "T09", "C02", "evidence") is None


def test_a_digit_that_is_no_answer_says_what_is(stage: Driver) -> None:
    assert stage.press("1", "r", "4").said == "An answer is 0 no, 1 partly or 2 yes."


def test_each_digit_is_a_step_of_its_own(rating: Driver) -> None:
    rating.press("4", "3", "escape", "u")
    assert score(rating, "evidence").score == 4
    assert score_row(rating.plan, "T09", "C02", "trust") is None


def test_anchors_of_the_row_are_shown(rating: Driver) -> None:
    seen = rating.seen()
    assert "1  nothing like it shown" in seen
    assert "5  the same kind of work, seen and theirs" in seen
    assert "1  broke a promise already" in rating.press("down").seen()


def test_proof_goes_round(rating: Driver) -> None:
    rating.press("4", "up")
    proofs = []
    for _ in range(4):
        rating.press("p")
        proofs.append(score(rating, "evidence").proof)
    assert proofs == ["claimed", "seen", "verified", "none"]
    assert score(rating, "evidence").score == 4


def test_a_high_score_without_proof_is_called_belief(rating: Driver) -> None:
    assert "without proof is belief" in rating.press("4").seen()
    assert "without proof is belief" not in rating.press("3").seen()


@pytest.mark.parametrize("key", ["0", "-"])
def test_a_score_is_cleared(rating: Driver, key: str) -> None:
    rating.press("4", "up", "p", key)
    assert score(rating, "evidence").score is None
    assert score(rating, "evidence").proof == "none"
    assert "nobody has scored them yet" in rating.seen()


def test_what_is_worked_out_shows_how_and_takes_no_digit(rating: Driver) -> None:
    rating.press("down", "down", "down", "down")
    assert "6.0 h a day in the worst week, the task needs 2." in rating.seen()
    rating.press("3")
    assert "worked out; nobody types it" in rating.seen()
    assert score_row(rating.plan, "T09", "C02", "overlap") is None
    assert "8.25 EUR a finished hour, break-even 27.00." in rating.press("down").seen()


def test_the_gate_is_said_at_once(rating: Driver) -> None:
    seen = rating.press("down", "2").seen()
    assert "under gate 3" in seen
    assert "stopped at a gate: trust" in seen


def test_little_scored_is_said(rating: Driver) -> None:
    assert "of the 70% needed" in rating.press("4").seen()


def test_a_note_is_kept(rating: Driver) -> None:
    rating.press("n").typed("asked two people").press("enter")
    assert score(rating, "evidence").note == "asked two people"
    assert "asked two people" in rating.seen()


def test_a_criterion_can_weigh_otherwise_for_one_task_only(rating: Driver) -> None:
    rating.press("e", "tab", "ctrl+u").typed("40").press("enter")
    own = rating.plan.criteria["evidence-T09"]
    assert (own.task_id, own.weight, own.anchors.one) == ("T09", 40.0, "nothing like it shown")
    assert rating.plan.criteria["evidence"].weight == 25.0
    assert dialog(rating).here.weight == 40.0
    rating.press("e", "tab", "tab", "ctrl+u").typed("4").press("enter")
    assert rating.plan.criteria["evidence-T09"].gate_min == 4
    assert len([one for one in rating.plan.criteria.values() if one.key == "evidence"]) == 2


def test_anchors_of_a_criterion_can_be_told_otherwise(rating: Driver) -> None:
    rating.press("e", "tab", "tab", "tab", "ctrl+u").typed("no portfolio").press("enter")
    assert rating.plan.criteria["evidence-T09"].anchors.one == "no portfolio"
    assert rating.plan.criteria["evidence-T09"].anchors.five == "the same kind of work, seen and theirs"


def test_a_wrong_weight_is_refused_beside_the_field(rating: Driver) -> None:
    rating.press("e", "tab", "ctrl+u").typed("lots").press("enter")
    assert "'lots' is not a number from 0 to 100" in rating.seen()


def test_nothing_can_be_scored_in_a_plan_that_is_only_looked_at(read_only_stage: Driver) -> None:
    read_only_stage.go("people", "T09")
    read_only_stage.press("s", "5")
    assert "nothing can be changed" in read_only_stage.seen()


# side by side


def test_the_comparison_begins_with_the_verdict(stage: Driver) -> None:
    stage.go("people", "T09")
    seen = stage.press("=").seen()
    assert "Leaning to Front-end, Novi Sad, 9.8 points ahead." in seen
    assert "If availability weighed 20.6% instead of 5.0%, Front-end, Bengaluru would" in seen
    assert "Front-end, Novi Sad              Front-end, Bengaluru" in seen
    assert "Proven         100.0%" in seen


def test_the_comparison_scrolls_and_closes(stage: Driver) -> None:
    stage.go("people", "T09")
    stage.press("=")
    assert "Status" not in stage.seen()
    assert "Status" in stage.press("pagedown").seen()
    assert stage.press("q").dialog is None


def test_four_keys_compare_two_people(stage: Driver) -> None:
    stage.go("people", "T09")
    stage.go("tasks")
    stage.press("3", "space", "space", "=")
    assert isinstance(stage.dialog, ComparisonDialog)
    assert stage.dialog.ids == ["C04", "C05"]


def test_on_a_narrow_screen_the_arrows_reach_the_others(stage: Driver) -> None:
    stage.go("people", "T09")
    stage.press("space", "space", "space", "space", "space", "=")
    assert "1 to 2 of 5 people" in stage.seen(32, 20)
    assert "4 to 5 of 5" in stage.press("right", "right", "right", "right", "right").seen(32, 20)
    assert " of 5 people" not in stage.seen(80, 24)


def test_without_a_second_there_is_no_comparison(stage: Driver) -> None:
    stage.go("people", "T07")
    seen = stage.press("=").seen()
    assert "Nobody is scored far enough for a comparison" in seen
