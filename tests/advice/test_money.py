"""Worth, prices and deals: PRODUCT.md 3.4 to 3.6, sections 6 and 8."""

from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from outsource_tui.advice.deal import Terms, deal_from
from outsource_tui.advice.money import (
    comfort_rate,
    deal_of,
    finished_price,
    hourly_rate,
    is_comfort_too_low,
    task_deal,
    worth_hour,
)
from outsource_tui.advice.rounding import half_up, money_words
from outsource_tui.model.contractor import Contractor
from outsource_tui.model.handoff import Handoff
from outsource_tui.model.plan import Plan
from outsource_tui.model.profile import Profile, Rate
from outsource_tui.model.task import Task
from outsource_tui.model.trial import Trial

NOW = datetime(2026, 1, 12, tzinfo=UTC)
STAMPS: dict[str, Any] = {"created_at": NOW, "updated_at": NOW}
MONEY = st.integers(0, 100_000)


def profile(**fields: Any) -> Profile:
    return Profile(**STAMPS, **{"hour_value": 6000, **fields})


def task(task_id: str = "T01", hours: float | None = 4) -> Task:
    return Task(id=task_id, name=task_id, hours=hours, **STAMPS)


def contractor(contractor_id: str = "C01", **fields: Any) -> Contractor:
    return Contractor(id=contractor_id, handle=contractor_id, **STAMPS, **fields)


def handoff(handoff_id: str = "H01", **fields: Any) -> Handoff:
    fields = {"task_id": "T01", "contractor_id": "C01", "start": date(2026, 1, 1), "state": "running", **fields}
    return Handoff(id=handoff_id, **STAMPS, **fields)


def trial(trial_id: str = "R01", **fields: Any) -> Trial:
    return Trial(id=trial_id, **STAMPS, **{"task_id": "T01", "contractor_id": "C01", **fields})


def plan(*rows: Task | Contractor | Handoff | Trial, **fields: Any) -> Plan:
    return Plan(
        profile=profile(**fields),
        tasks={one.id: one for one in rows if isinstance(one, Task)},
        contractors={one.id: one for one in rows if isinstance(one, Contractor)},
        trials={one.id: one for one in rows if isinstance(one, Trial)},
        handoffs={one.id: one for one in rows if isinstance(one, Handoff)},
    )


def shown(minor: float | None) -> str:
    return money_words(minor, "EUR", 2).replace(",", "")


# 3.4


@pytest.mark.parametrize(
    ("fields", "worth", "comfort"),
    [
        ({"annual_income": 10_000_000, "hours_per_week": 40, "weeks_per_year": 50}, "50.00", "12.50"),
        ({"annual_income": 7_800_000, "hours_per_week": 42}, "40.37", "10.09"),
        ({"annual_income": 2_400_000, "hours_per_week": 40, "weeks_per_year": 50}, "12.00", "3.00"),
        ({"annual_income": 6_000_000}, "30.00", "7.50"),
        ({"hours_per_week": 40}, "-", "-"),
        ({"annual_income": 7_800_000, "hours_per_week": 42, "hour_value": 6000}, "60.00", "15.00"),
        ({"annual_income": 7_800_000, "hours_per_week": 42, "hour_value": 0}, "0.00", "0.00"),
    ],
)
def test_worth_and_comfort(fields: dict[str, Any], worth: str, comfort: str) -> None:
    mine = profile(**{"hour_value": None, **fields})
    assert (shown(worth_hour(mine)), shown(comfort_rate(mine))) == (worth, comfort)


@pytest.mark.parametrize(
    ("value", "currency", "low"),
    [(3999, "EUR", True), (4000, "EUR", False), (39, "JPY", True), (40, "JPY", False), (None, "EUR", False)],
)
def test_comfort_too_low_to_hire_fairly(*, value: int | None, currency: str, low: bool) -> None:
    assert is_comfort_too_low(profile(hour_value=value, currency=currency)) is low


# 3.5

A = Terms(
    hours_week=4, oversight=0.5, worth=6000, reuse=0.5, rate=1800, rampup_hours=4, trial_hours=2, trial_cost=14_400
)
B = Terms(
    hours_week=3, oversight=0.5, worth=6000, reuse=0.5, rate=3500, speed=0.4, fee=0.05, rampup_hours=3, trial_hours=2,
    trial_cost=28_000,
)  # fmt: skip
C = Terms(hours_week=2, oversight=0.5, worth=3000, reuse=0.5, rate=2500, speed=1.2)
D = Terms(hours_week=0, oversight=0.25, worth=6000, reuse=0.5, rate=2000, rampup_hours=1)
E = Terms(hours_week=4, oversight=0.5, worth=0, reuse=0.5, rate=1800, rampup_hours=4)
F = msgspec.structs.replace(A, rate=None)
G = Terms(hours_week=2, oversight=0.25, worth=5000, reuse=0.5, rate=0, rampup_hours=0)


@pytest.mark.parametrize(
    ("terms", "figures"),
    [
        (A, ["72.00", "105.00", "33.00", "143.00", "504.00", "1212.00", "15.27", "26.25"]),
        (
            msgspec.structs.replace(A, reuse=1.0),
            ["72.00", "210.00", "138.00", "598.00", "504.00", "6672.00", "3.65", "52.50"],
        ),
        (B, ["44.10", "75.00", "30.90", "133.90", "580.00", "1026.80", "18.77", "59.52"]),
        (C, ["60.00", "22.50", "-37.50", "-162.50", "60.00", "-2010.00", "never", "9.38"]),
        (D, ["0.00", "-7.50", "-7.50", "-32.50", "60.00", "-450.00", "never", "-"]),
        (E, ["72.00", "0.00", "-72.00", "-312.00", "0.00", "-3744.00", "never", "0.00"]),
        (F, ["-", "105.00", "-", "-", "504.00", "-", "-", "26.25"]),
        (G, ["0.00", "43.75", "43.75", "189.58", "0.00", "2275.00", "0.00", "21.88"]),
    ],
    ids=["A", "A resold", "B", "C", "D", "E", "F", "G"],
)
def test_examples(terms: Terms, figures: list[str]) -> None:
    deal = deal_from([terms])
    pay = deal.payback_weeks
    weeks = "-" if pay is None else pay if isinstance(pay, str) else str(half_up(pay, 2))
    money = [deal.cost_week, deal.benefit_week, deal.net_week, deal.net_month, deal.one_off, deal.net_year1]
    assert [*map(shown, money), weeks, shown(deal.break_even_rate)] == figures
    assert deal.net_year_after == (None if deal.net_week is None else 52 * deal.net_week)


def test_tools_cost_every_week_and_leave_less_for_the_rate() -> None:
    deal = deal_from([msgspec.structs.replace(A, tool_cost=500.0, fee=0.25)])
    assert (deal.cost_week, deal.benefit_week) == (9500, 10_500)
    assert deal.break_even_rate == pytest.approx(10_000 / 4 / 1.25)
    assert deal.break_even_own == pytest.approx(2500)


def test_time_payback() -> None:
    assert deal_from([A]).time_payback_weeks == pytest.approx(6 / 3.5)
    assert deal_from([D]).time_payback_weeks == "never"
    assert deal_from([msgspec.structs.replace(A, trial_hours=None)]).time_payback_weeks is None


TERMS = st.builds(
    Terms,
    hours_week=st.floats(0.1, 80),
    share=st.floats(0.05, 1),
    oversight=st.floats(0, 20),
    worth=st.floats(0, 50_000),
    reuse=st.floats(0, 1),
    rate=st.floats(0, 50_000),
    speed=st.floats(0.25, 4),
    rework=st.floats(0, 1),
    fee=st.floats(0, 0.4),
    tool_cost=st.floats(0, 5000),
    uplift=st.floats(0, 50_000),
    rampup_hours=st.floats(0, 100),
    trial_hours=st.floats(0, 20),
    trial_cost=st.floats(0, 100_000),
    other_oneoff=st.floats(0, 100_000),
)


@given(terms=TERMS)
def test_break_even_breaks_even(terms: Terms) -> None:
    limit = deal_from([terms]).break_even_rate
    assert limit is not None
    at_limit = deal_from([msgspec.structs.replace(terms, rate=limit)])
    assert at_limit.net_week == pytest.approx(0, abs=1e-6)
    above = deal_from([msgspec.structs.replace(terms, rate=limit + 100)])
    assert above.net_week is not None
    assert above.net_week < 0


@given(terms=TERMS)
def test_the_two_break_evens_agree(terms: Terms) -> None:
    """Paid at the break-even rate, a finished hour costs what `break_even_own` says."""
    deal = deal_from([terms])
    assert deal.break_even_rate is not None
    finished = deal.break_even_rate * terms.speed * (1 + terms.rework) * (1 + terms.fee)
    assert deal.break_even_own == pytest.approx(finished)


@given(terms=TERMS)
def test_payback_is_when_the_gain_has_paid_for_the_start(terms: Terms) -> None:
    deal = deal_from([terms])
    assert deal.net_week is not None
    assert deal.one_off is not None
    if deal.payback_weeks == "never":
        assert deal.net_week <= 1e-9
        assert deal.net_week < 0 or deal.one_off > 0
    else:
        assert deal.payback_weeks is not None
        assert deal.payback_weeks * max(deal.net_week, 0) == pytest.approx(deal.one_off)


def test_the_smallest_gain_pays_back_in_the_weeks_it_takes() -> None:
    # It is 0.000 000 000 501 a week; rounded to nine places before it is divided by, it would be twice that.
    terms = Terms(hours_week=10.0, oversight=0.0, worth=100.0, reuse=5.01e-13, rate=0.0, rampup_hours=0.0)
    deal = deal_from([msgspec.structs.replace(terms, other_oneoff=1.0)])
    assert deal.payback_weeks == pytest.approx(1 / 5.01e-10)


@given(terms=TERMS, other=TERMS)
def test_several_handoffs_add_up(terms: Terms, other: Terms) -> None:
    one, two, both = deal_from([terms]), deal_from([other]), deal_from([terms, other])
    for name in ("their_hours", "cost_week", "benefit_week", "net_week", "net_month", "one_off", "net_year1"):
        assert getattr(both, name) == pytest.approx(getattr(one, name) + getattr(two, name), abs=1e-4), name


@given(terms=TERMS, gone=st.sampled_from(["hours_week", "oversight", "worth", "rate", "trial_hours", "trial_cost"]))
def test_unknown_stays_unknown(terms: Terms, gone: str) -> None:
    deal = deal_from([msgspec.structs.replace(terms, **{gone: None})])
    needs = {
        "hours_week": {"their_hours", "cost_week", "benefit_week", "break_even_rate", "break_even_own"},
        "oversight": {"benefit_week", "break_even_rate", "break_even_own"},
        "worth": {"benefit_week", "break_even_rate", "break_even_own", "one_off"},
        "rate": {"cost_week"},
        "trial_hours": {"one_off", "time_payback_weeks"},
        "trial_cost": {"one_off"},
    }[gone]
    needs |= {"net_year1", "payback_weeks"}
    if needs & {"cost_week", "benefit_week"}:
        needs |= {"net_week", "net_month", "net_year_after"}
    if needs & {"hours_week", "oversight"} or gone in {"hours_week", "oversight"}:
        needs |= {"time_payback_weeks"}
    assert {name for name in deal.__struct_fields__ if getattr(deal, name) is None} == needs


# 3.6


@pytest.mark.parametrize(
    ("rate", "fields", "price"),
    [
        (800, {"speed": 2.2, "rework_pct": 35, "fee_pct": 10}, "26.14"),
        (2200, {}, "22.00"),
        (3500, {"speed": 0.4, "fee_pct": 5}, "14.70"),
        (1600, {"speed": 1.1875, "rework_pct": 35}, "25.65"),
        (3200, {"speed": 0.8125}, "26.00"),
        (None, {}, "-"),
        (0, {}, "0.00"),
        (16_000, {"rate_unit": "day"}, "20.00"),
        (2000, {"rate_currency": "USD"}, "18.00"),
        (2000, {"rate_currency": "CHF"}, "-"),
        (3000, {"rate_currency": "JPY"}, "18.00"),
        (2000, {"rate_currency": "EUR"}, "20.00"),
        (2000, {"rate_unit": "fixed"}, "-"),
    ],
)
def test_price_per_finished_hour(rate: int | None, fields: dict[str, Any], price: str) -> None:
    mine = profile(fx={"USD": Rate(rate=0.9), "JPY": Rate(rate=0.006)})
    assert shown(finished_price(contractor(rate=rate, **fields), mine)) == price


def test_day_rate_by_the_users_own_day() -> None:
    assert hourly_rate(contractor(rate=16_000, rate_unit="day"), profile(day_hours=10)) == 1600


def test_fixed_price_is_for_the_agreed_share() -> None:
    flat = contractor(rate=26_000, rate_unit="fixed", fee_pct=10, speed=2, rework_pct=50)
    week = 26_000 * 12 / 52 * 1.1
    assert hourly_rate(flat, profile()) is None
    assert finished_price(flat, profile(), 4, 0.5) == pytest.approx(week / 2)
    assert finished_price(flat, profile(), 0) is None
    studio = plan(task(), flat, handoff(share=0.5, tool_cost_week=300))
    found = deal_of(studio, studio.tasks["T01"], handoff=studio.handoffs["H01"])
    assert found.cost_week == pytest.approx(week + 300)
    assert found.net_week == pytest.approx((4 * 0.5 - 0.25) * 3000 - week - 300)


# A plan's own terms


def test_before_a_handoff_exists() -> None:
    studio = plan(task(hours=3), contractor(rate=3200, speed=0.8125, rework_pct=35, fee_pct=5))
    without = deal_of(studio, studio.tasks["T01"])
    assert shown(without.break_even_own) == "27.00"
    assert shown(without.break_even_rate) == "27.00"
    assert without.cost_week is None
    assert without.one_off == 2 * 6000
    with_them = deal_of(studio, studio.tasks["T01"], studio.contractors["C01"])
    assert shown(with_them.break_even_own) == "27.00"
    assert with_them.break_even_rate == pytest.approx(2700 / (0.8125 * 1.35 * 1.05))


def test_front_end_build_of_the_demo() -> None:
    done = trial(actual_hours=6.5, paid_hours=8, rate=3200, my_minutes=90, decision="hire", state="decided")
    other = trial("R02", contractor_id="C02", actual_hours=9.5, paid_hours=8, rate=1600, my_minutes=150, state="review")
    studio = plan(task(hours=3), contractor(rate=3200, speed=0.8125), contractor("C02", rate=1600), done, other)
    found = task_deal(studio, studio.tasks["T01"])
    assert found is not None
    assert (shown(found.net_week), shown(found.net_year1)) == ("3.00", "-262.00")
    assert found.payback_weeks == pytest.approx(418 / 3)


def test_bookkeeping_of_the_demo() -> None:
    plan_of_it = handoff(oversight_plan_min_week=18, rampup_hours=3)
    studio = plan(task(hours=3), contractor(rate=2400, speed=0.85), plan_of_it)
    found = deal_of(studio, studio.tasks["T01"], handoff=plan_of_it)
    figures = [found.cost_week, found.benefit_week, found.net_week, found.net_month, found.one_off, found.net_year1]
    assert [shown(one) for one in figures] == ["61.20", "81.00", "19.80", "85.80", "180.00", "849.60"]
    assert isinstance(found.payback_weeks, float)
    assert (str(half_up(found.payback_weeks, 1)), shown(found.break_even_rate)) == ("9.1", "31.76")
    assert task_deal(studio, studio.tasks["T01"]) == found


def test_inbox_of_the_demo_and_what_hovering_costs() -> None:
    looked_at = handoff(share=0.75, oversight_plan_min_week=24, rampup_hours=4)
    studio = plan(task(hours=4), contractor(rate=750, speed=1.1), looked_at)
    planned = deal_of(studio, studio.tasks["T01"], handoff=looked_at).net_week
    real = deal_of(studio, studio.tasks["T01"], handoff=looked_at, oversight=205 / 60 / 3).net_week
    assert planned is not None
    assert real is not None
    assert (shown(planned), shown(real), shown(planned - real)) == ("53.25", "31.08", "22.17")


def test_range_of_reuse() -> None:
    studio = plan(task(), contractor(rate=1800))
    one = studio.tasks["T01"]
    none, half, all_of_it = (deal_of(studio, one, studio.contractors["C01"], reuse=u).benefit_week for u in (0, 0.5, 1))
    assert none == 0
    assert half == pytest.approx(3.6 * 3000)
    assert all_of_it == pytest.approx(3.6 * 6000)


def test_everything_a_handoff_says_is_counted() -> None:
    full = handoff(tool_cost_week=500, uplift_week=2000, oneoff_cost=9000, rampup_hours=1)
    studio = plan(task(), contractor(rate=1000), full)
    found = deal_of(studio, studio.tasks["T01"], handoff=full)
    assert found.cost_week == pytest.approx(4500)
    assert found.benefit_week == pytest.approx(3.6 * 3000 + 2000)
    assert found.one_off == pytest.approx(15_000)
    assert found.break_even_rate == pytest.approx((3.6 * 3000 + 2000 - 500) / 4)


def test_no_contractor_no_deal() -> None:
    studio = plan(task(), contractor(rate=1800), handoff(state="ended"))
    assert task_deal(studio, studio.tasks["T01"]) is None


def test_newest_open_handoff_counts_unless_several_run() -> None:
    people = (contractor(rate=1000), contractor("C02", rate=2000))
    first, second = handoff(share=0.5), handoff("H02", contractor_id="C02", share=0.25, state="preparing")
    one = task()
    waiting = plan(one, *people, first, second)
    assert task_deal(waiting, one) == deal_of(waiting, one, handoff=second)
    started = msgspec.structs.replace(second, state="running")
    both = plan(one, *people, first, started)
    parts = [deal_of(both, one, handoff=each).net_week for each in (first, started)]
    found = task_deal(both, one)
    assert found is not None
    assert None not in parts
    assert found.net_week == pytest.approx(sum(part for part in parts if part is not None))


def test_trials_of_one_contractor_count_once() -> None:
    paid = trial(actual_hours=2, rate=1000, my_minutes=60)
    first, second = handoff(share=0.5, rampup_hours=1), handoff("H02", share=0.5, rampup_hours=1)
    studio = plan(task(), contractor(rate=1000), paid, first, second)
    found = task_deal(studio, studio.tasks["T01"])
    assert found is not None
    assert found.one_off == pytest.approx(3 * 6000 + 2000)


def test_a_trial_called_off_before_any_work_costs_nothing() -> None:
    called_off = trial(paid_hours=8, rate=1000, state="cancelled")
    broken_off = trial("R02", paid_hours=8, actual_hours=1, rate=1000, my_minutes=60, state="cancelled")
    studio = plan(task(), contractor(rate=1000), called_off, broken_off)
    found = deal_of(studio, studio.tasks["T01"], studio.contractors["C01"])
    assert found.one_off == pytest.approx(3 * 6000 + 1000)


def test_minutes_not_logged_yet_leave_the_start_unknown() -> None:
    planned = trial(paid_hours=8, rate=1000)
    studio = plan(task(), contractor(rate=1000), planned)
    found = deal_of(studio, studio.tasks["T01"], studio.contractors["C01"])
    assert (found.one_off, found.net_year1, found.payback_weeks) == (None, None, None)
    assert found.net_week is not None


def test_a_handoff_to_somebody_who_is_gone_has_no_cost() -> None:
    studio = plan(task(), handoff())
    found = deal_of(studio, studio.tasks["T01"], handoff=studio.handoffs["H01"])
    assert found.cost_week is None
    assert found.benefit_week is not None


@given(rate=MONEY, hours=st.none() | st.floats(0, 80), value=st.none() | MONEY)
def test_a_plan_with_gaps_never_shows_a_made_up_figure(rate: int, hours: float | None, value: int | None) -> None:
    assume(hours is None or value is None)
    studio = plan(task(hours=hours), contractor(rate=rate), hour_value=value)
    found = deal_of(studio, studio.tasks["T01"], studio.contractors["C01"])
    assert (found.benefit_week, found.net_week, found.net_year1, found.payback_weeks) == (None, None, None, None)
    assert (found.cost_week is None) is (hours is None)
    assert (found.one_off is None) is (value is None)
