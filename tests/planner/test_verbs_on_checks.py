"""Findings muted for a reason, and heard again."""

from datetime import date

import pytest

from outsource_tui.model.applying import applied
from outsource_tui.model.change import Change
from outsource_tui.model.plan import Plan
from outsource_tui.model.problems import BadInput
from outsource_tui.planner.checks import muted, unmuted
from outsource_tui.planner.clock import Clock


def after(plan: Plan, change: Change | None, clock: Clock) -> Plan:
    assert change is not None
    return applied(plan, change, at=clock.now(), session="me").plan


def test_a_mute_names_the_finding_the_reason_and_the_day(plan: Plan, clock: Clock) -> None:
    change = muted([("OUT301", "H01")], "we met at school", until=date(2026, 3, 1))
    row = after(plan, change, clock).mutes["M01"]
    assert (row.code, row.entity, row.reason, row.until) == ("OUT301", "H01", "we met at school", date(2026, 3, 1))
    assert change.words == "Muted OUT301 for H01: we met at school"


def test_a_finding_of_the_whole_plan_is_muted_everywhere_and_for_good(plan: Plan, clock: Clock) -> None:
    row = after(plan, muted([("OUT102", None)], "on leave"), clock).mutes["M01"]
    assert (row.entity, row.until) == ("*", None)


def test_without_a_reason_nothing_is_muted(plan: Plan, clock: Clock) -> None:
    with pytest.raises(BadInput):
        after(plan, muted([("OUT102", None)], ""), clock)


def test_shown_again_takes_all_its_mutes_out_of_sight_and_no_other(plan: Plan, clock: Clock) -> None:
    plan = after(plan, muted([("OUT301", "H01")], "one"), clock)
    plan = after(plan, muted([("OUT301", None)], "two"), clock)
    plan = after(plan, muted([("OUT301", "H02")], "three"), clock)
    plan = after(plan, unmuted(plan, "OUT301", "H01", clock), clock)
    assert [one.id for one in plan.mutes.values() if one.archived_at is None] == ["M03"]
    assert unmuted(plan, "OUT301", "H01", clock) is None
