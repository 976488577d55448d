"""What is done to trials."""

from datetime import date

import pytest

from outsource_tui.data import demo_plan
from outsource_tui.model.applying import applied
from outsource_tui.model.change import Change
from outsource_tui.model.plan import Plan
from outsource_tui.model.problems import BadInput
from outsource_tui.planner.clock import Clock
from outsource_tui.planner.rows import changed
from outsource_tui.planner.trials import begun, booked, cancelled, decided, in_review, marked, put_away, speed_taken


def after(plan: Plan, change: Change, clock: Clock) -> Plan:
    return applied(plan, change, at=clock.now(), session="here").plan


def test_a_booked_trial_has_the_must_haves_of_the_brief_and_the_hourly_rate(plan: Plan, clock: Clock) -> None:
    change = booked(plan, "T01", "C01", start=date(2026, 1, 19))
    trial = after(plan, change, clock).trials["R02"]
    assert change.words == "Booked a trial: Bookkeeping with Bookkeeper, Lisbon"
    assert [(one.text, one.state) for one in trial.must_haves] == [("every receipt is filed", None)]
    assert (trial.state, trial.start, trial.days, trial.rate) == ("planned", date(2026, 1, 19), 2, 2400)


def test_a_rate_by_the_day_or_in_other_money_is_not_copied(plan: Plan, clock: Clock) -> None:
    assert after(plan, booked(plan, "T02", "C02", start=None), clock).trials["R02"].rate is None
    dollars = after(plan, changed(plan, "contractors", "C01", {"rate_currency": "USD"}), clock)
    assert after(dollars, booked(dollars, "T02", "C01", start=None), clock).trials["R02"].rate is None


def test_what_was_agreed_for_the_trial_wins_over_what_is_copied(plan: Plan, clock: Clock) -> None:
    fields = {"rate": 3000, "must_haves": [{"text": "on time"}], "days": 3}
    trial = after(plan, booked(plan, "T01", "C01", start=None, fields=fields), clock).trials["R02"]
    assert (trial.rate, trial.days, trial.start) == (3000, 3, None)
    assert [one.text for one in trial.must_haves] == ["on time"]


def test_a_trial_runs_is_reviewed_or_cancelled(plan: Plan, clock: Clock) -> None:
    running = after(plan, begun(plan, "R01"), clock)
    assert running.trials["R01"].state == "running"
    review = after(running, in_review(running, "R01", clock.today()), clock).trials["R01"]
    assert (review.state, review.review_since) == ("review", clock.today())
    assert not after(plan, cancelled(plan, "R01"), clock).trials["R01"].is_open


def test_a_mark_leaves_the_state_as_it_is(plan: Plan, clock: Clock) -> None:
    change = marked(plan, "R01", "result", 4)
    plan = after(plan, change, clock)
    assert change.words == "Bookkeeper, Lisbon, result: 4"
    plan = after(plan, marked(plan, "R01", "again", 5), clock)
    trial = plan.trials["R01"]
    assert (trial.card.result, trial.card.again, trial.card.feedback) == (4, 5, None)
    assert (trial.state, trial.review_since) == ("planned", None)


def test_a_mark_can_be_taken_back(plan: Plan, clock: Clock) -> None:
    plan = after(plan, marked(plan, "R01", "result", 4), clock)
    change = marked(plan, "R01", "result", None)
    assert change.words == "Bookkeeper, Lisbon, result: -"
    assert after(plan, change, clock).trials["R01"].card.result is None


def test_a_decision_with_the_rule_needs_no_reason(plan: Plan, clock: Clock) -> None:
    new = after(plan, decided(plan, "R01", "hire", rule="hire", clock=clock), clock)
    trial = new.trials["R01"]
    assert (trial.state, trial.decision, trial.rule_says) == ("decided", "hire", "hire")
    assert (new.decisions["N01"].entity, new.decisions["N01"].new) == ("R01", "hire")


def test_a_decision_against_the_rule_needs_one(plan: Plan, clock: Clock) -> None:
    with pytest.raises(BadInput, match="the rule says no thanks"):
        decided(plan, "R01", "hire", rule="pass", clock=clock)
    new = after(plan, decided(plan, "R01", "hire", rule="pass", clock=clock, why="the brief was wrong"), clock)
    assert new.trials["R01"].override_reason == "the brief was wrong"
    assert new.decisions["N01"].why == "the brief was wrong"


def test_an_extension_books_the_next_round_and_is_not_extended_itself(plan: Plan, clock: Clock) -> None:
    new = after(plan, decided(plan, "R01", "extend", rule="extend", clock=clock), clock)
    second = new.trials["R02"]
    assert (second.extension_of, second.state, second.paid_hours, second.rate) == ("R01", "planned", 8, 2400)
    with pytest.raises(BadInput, match="was an extension already"):
        decided(new, "R02", "extend", rule="extend", clock=clock)


@pytest.mark.parametrize(("measured", "kept"), [(0.8125, 0.8125), (1 / 3, 0.3333), (9.0, 4.0), (0.1, 0.25)])
def test_the_measured_speed_goes_into_the_record_within_its_bounds(
    plan: Plan, clock: Clock, measured: float, kept: float
) -> None:
    person = after(plan, speed_taken(plan, "R01", measured), clock).contractors["C01"]
    assert (person.speed, person.speed_source) == (kept, "trial")


def test_trials_are_put_away_in_one_step_the_open_ones_cancelled(clock: Clock) -> None:
    plan = demo_plan(date(2026, 11, 23), clock.now())
    change = put_away(plan, ["R01", "R02"], clock)
    assert change.words == "Cancelled 1 trial, archived 1 trial"
    (left,) = after(plan, change, clock).live_trials
    assert (left.id, left.state) == ("R02", "cancelled")
    assert put_away(plan, ["R01"], clock).words.startswith("Archived ")
    assert put_away(plan, ["R02"], clock).words.startswith("Cancelled the trial: ")
