"""What is done to contractors and their scores."""

from outsource_tui.model.applying import applied
from outsource_tui.model.change import Change
from outsource_tui.model.plan import Plan
from outsource_tui.planner.clock import Clock
from outsource_tui.planner.people import added_contractor, added_contractors, rated, score_row


def after(plan: Plan, change: Change, clock: Clock) -> Plan:
    return applied(plan, change, at=clock.now(), session="here").plan


def test_a_new_person_gets_the_next_id(plan: Plan, clock: Clock) -> None:
    change = added_contractor({"handle": "Assistant, Cebu"})
    assert change.words == "Added Assistant, Cebu"
    assert after(plan, change, clock).contractors["C03"].handle == "Assistant, Cebu"


def test_several_new_people_are_one_step(plan: Plan, clock: Clock) -> None:
    change = added_contractors([{"handle": "Assistant, Cebu"}, {"handle": "Writer, Graz"}])
    new = after(plan, change, clock)
    assert change.words == "Added 2 people"
    assert [new.contractors[one].handle for one in ("C03", "C04")] == ["Assistant, Cebu", "Writer, Graz"]
    assert added_contractors([{"handle": "Ana"}]).words == "Added Ana"


def test_a_score_is_added_once_and_changed_afterwards(plan: Plan, clock: Clock) -> None:
    assert score_row(plan, "T01", "C01", "trust") is None
    plan = after(plan, rated(plan, "T01", "C01", "trust", {"score": 4}, clock.today()), clock)
    change = rated(plan, "T01", "C01", "trust", {"proof": "seen"}, clock.today())
    plan = after(plan, change, clock)
    row = score_row(plan, "T01", "C01", "trust")
    assert change.words == "Bookkeeper, Lisbon, trust: proof seen"
    assert row is not None
    assert (row.score, row.proof, row.scored_on) == (4, "seen", clock.today())
    assert len(plan.scores) == 1


def test_a_score_taken_away_is_unknown_and_not_zero(plan: Plan, clock: Clock) -> None:
    plan = after(plan, rated(plan, "T01", "C01", "trust", {"score": 4}, clock.today()), clock)
    change = rated(plan, "T01", "C01", "trust", {"score": None}, clock.today())
    assert change.words == "Bookkeeper, Lisbon, trust: score -"
    assert after(plan, change, clock).scores["S01"].score is None


def test_scores_of_the_same_person_for_other_tasks_and_criteria_are_other_rows(plan: Plan, clock: Clock) -> None:
    for task, criterion in (("T01", "trust"), ("T01", "values"), ("T02", "trust")):
        plan = after(plan, rated(plan, task, "C01", criterion, {"score": 3}, clock.today()), clock)
    assert len(plan.scores) == 3
