"""What the running hand-offs of the demo bring (PRODUCT.md section 6)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec import structs

from outsource_tui.advice.gains import freed_on, gains_of
from outsource_tui.data import demo_plan
from outsource_tui.model.plan import Plan

TODAY = date(2026, 11, 23)


@pytest.fixture
def demo() -> Plan:
    return demo_plan(TODAY, datetime(2026, 11, 23, 12, tzinfo=UTC))


def with_handoff(plan: Plan, handoff_id: str, **fields: object) -> Plan:
    changed = structs.replace(plan.handoffs[handoff_id], **fields)
    return structs.replace(plan, handoffs={**plan.handoffs, handoff_id: changed})


def test_hours_and_money_of_each_and_together(demo: Plan) -> None:
    gains = gains_of(demo)
    assert [one.freed_week for one in gains.parts] == [pytest.approx(2.7), pytest.approx(2.6)]
    assert [one.net_week for one in gains.parts] == [pytest.approx(1980), pytest.approx(5325)]
    assert gains.freed_week == pytest.approx(5.3)
    assert gains.cost_week == pytest.approx(6120 + 2475)
    assert gains.benefit_week == pytest.approx(8100 + 7800)
    assert gains.net_week == pytest.approx(7305)


def test_the_more_is_resold_the_more_it_brings(demo: Plan) -> None:
    none, half, all_of_it = (gains_of(demo, reuse=one).net_week for one in (0.0, None, 1.0))
    assert none == pytest.approx(-8595)
    assert half == pytest.approx(7305)
    assert all_of_it == pytest.approx(23205)


def test_an_unknown_rate_makes_the_money_unknown_and_leaves_the_hours(demo: Plan) -> None:
    unknown = structs.replace(demo.contractors["C01"], rate=None)
    plan = structs.replace(demo, contractors={**demo.contractors, "C01": unknown})
    assert gains_of(plan).net_week is None
    assert gains_of(plan).freed_week == pytest.approx(5.3)


def test_unknown_hours_are_left_out_of_the_hours(demo: Plan) -> None:
    plan = structs.replace(demo, tasks={**demo.tasks, "T04": structs.replace(demo.tasks["T04"], hours=None)})
    assert gains_of(plan).freed_week == pytest.approx(2.6)
    assert freed_on(plan, TODAY) == pytest.approx(2.6)


def test_only_what_runs_counts(demo: Plan) -> None:
    assert [one.handoff.id for one in gains_of(with_handoff(demo, "H01", state="paused")).parts] == ["H02"]


def test_hours_of_a_day_follow_starts_and_ends(demo: Plan) -> None:
    assert freed_on(demo, TODAY - timedelta(days=36)) == 0
    assert freed_on(demo, TODAY - timedelta(days=35)) == pytest.approx(2.7)
    assert freed_on(demo, TODAY - timedelta(days=21)) == pytest.approx(5.3)
    assert freed_on(with_handoff(demo, "H01", state="preparing"), TODAY) == pytest.approx(2.6)
    ended = with_handoff(demo, "H01", state="ended", end=TODAY - timedelta(days=10))
    assert freed_on(ended, TODAY - timedelta(days=11)) == pytest.approx(5.3)
    assert freed_on(ended, TODAY - timedelta(days=10)) == pytest.approx(2.6)
