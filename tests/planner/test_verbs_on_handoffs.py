"""What is done to hand-offs."""

import pytest

from outsource_tui.model.applying import applied
from outsource_tui.model.change import Change, SetFields
from outsource_tui.model.kinds import HandoffState
from outsource_tui.model.plan import Plan
from outsource_tui.model.problems import BadInput
from outsource_tui.planner.clock import Clock
from outsource_tui.planner.handoffs import autonomy_set, looked, prepared, state_set


def after(plan: Plan, change: Change, clock: Clock) -> Plan:
    return applied(plan, change, at=clock.now(), session="here").plan


def test_a_prepared_handoff_takes_the_rest_of_the_task(plan: Plan, clock: Clock) -> None:
    change = prepared(plan, "T01", "C02", start=clock.today())
    handoff = after(plan, change, clock).handoffs["H02"]
    assert change.words == "Preparing the hand-off: Bookkeeping to Writer, Graz"
    assert (handoff.state, handoff.share, handoff.start) == ("preparing", 0.4, clock.today())
    assert (handoff.autonomy, handoff.checkin_every_days) == (2, 3)


def test_how_often_to_look_follows_the_level_unless_it_was_said(plan: Plan, clock: Clock) -> None:
    change = prepared(plan, "T02", "C01", start=clock.today(), fields={"autonomy": 4})
    assert after(plan, change, clock).handoffs["H02"].checkin_every_days == 14
    change = prepared(plan, "T02", "C01", start=clock.today(), fields={"autonomy": 4, "checkin_every_days": 10})
    assert after(plan, change, clock).handoffs["H02"].checkin_every_days == 10


def test_no_more_than_the_whole_task_is_given_away(plan: Plan, clock: Clock) -> None:
    with pytest.raises(BadInput, match="60% of Bookkeeping is handed off already"):
        prepared(plan, "T01", "C02", start=clock.today(), fields={"share": 0.5})
    plan = after(plan, prepared(plan, "T01", "C02", start=clock.today()), clock)
    with pytest.raises(BadInput, match="100% of Bookkeeping"):
        prepared(plan, "T01", "C02", start=clock.today())


def test_what_is_left_of_a_task_is_a_plain_share(plan: Plan, clock: Clock) -> None:
    plan = after(plan, prepared(plan, "T02", "C01", start=clock.today(), fields={"share": 0.7}), clock)
    assert after(plan, prepared(plan, "T02", "C02", start=clock.today()), clock).handoffs["H03"].share == 0.3


def test_what_has_ended_leaves_its_share_free(plan: Plan, clock: Clock) -> None:
    plan = after(plan, state_set(plan, "H01", "ended", clock), clock)
    assert after(plan, prepared(plan, "T01", "C02", start=clock.today()), clock).handoffs["H02"].share == 1.0


def test_starting_sets_the_day_and_going_on_after_a_pause_does_not(plan: Plan, clock: Clock) -> None:
    change = state_set(plan, "H01", "running", clock)
    plan = after(plan, change, clock)
    assert change.words == "Bookkeeping with Bookkeeper, Lisbon: running"
    assert plan.handoffs["H01"].start == clock.today()
    earlier = SetFields("handoffs", "H01", {"start": "2026-01-07"})
    plan = after(plan, Change("earlier", (earlier,)), clock)
    plan = after(plan, state_set(plan, "H01", "paused", clock), clock)
    plan = after(plan, state_set(plan, "H01", "running", clock), clock)
    assert plan.handoffs["H01"].start.isoformat() == "2026-01-07"


@pytest.mark.parametrize("state", ["ended", "taken_back"])
def test_the_end_has_a_day_and_a_reason(plan: Plan, clock: Clock, state: HandoffState) -> None:
    plan = after(plan, state_set(plan, "H01", state, clock, why="moved away"), clock)
    handoff = plan.handoffs["H01"]
    assert (handoff.state, handoff.end, handoff.end_reason) == (state, clock.today(), "moved away")
    row = plan.decisions["N01"]
    assert (row.what, row.old, row.new, row.why) == ("state", "preparing", state, "moved away")


def test_a_look_is_logged_with_its_minutes(plan: Plan, clock: Clock) -> None:
    change = looked(plan, "H01", day=clock.today(), minutes=15, fields={"about": "method", "contractor_hours": 3})
    look = after(plan, change, clock).checkins["K01"]
    assert change.words == "Logged a look at Bookkeeping with Bookkeeper, Lisbon: 15 min, unplanned"
    assert (look.handoff_id, look.date, look.minutes, look.kind) == ("H01", clock.today(), 15, "unplanned")
    assert (look.about, look.contractor_hours) == ("method", 3)


def test_more_rope_means_looking_less_often(plan: Plan, clock: Clock) -> None:
    change = autonomy_set(plan, "H01", 3)
    handoff = after(plan, change, clock).handoffs["H01"]
    assert change.words.endswith("autonomy 2 to 3")
    assert (handoff.autonomy, handoff.checkin_every_days) == (3, 7)
