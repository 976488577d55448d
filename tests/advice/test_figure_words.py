"""Figures and their explanation as they are read (PRODUCT.md 3.15); money in major units with its currency."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from msgspec.structs import replace

from outsource_tui.advice.explain import explained
from outsource_tui.advice.explain_words import made_of, value_words
from outsource_tui.advice.figure_words import figure_words
from outsource_tui.data import demo_plan
from outsource_tui.model.plan import Plan

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def demo() -> Plan:
    return demo_plan(TODAY, datetime(2026, 11, 23, 12, tzinfo=UTC))


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (None, "EUR", "-"), ([], "word", "-"), (["KEEP", "HAND OFF"], "word", "KEEP, HAND OFF"),
        ("never", "weeks", "never"), (15.2727, "weeks", "15.3"), (121200.0, "EUR", "1,212.00"),
        (3176.47, "EUR/h", "31.76"), (1980.0, "EUR/week", "19.80"), (36.0, "percent", "36.0%"),
        (1.75, "h/week", "1.8"), (-0.25, "h/week", "-0.3"), (83.75, "score", "83.8"), (0.8125, "factor", "0.8"),
        (5, "days", "5"), (5, "h/day", "5.0"), (True, "word", "yes"), (False, "word", "no"),
    ],
)  # fmt: skip
def test_a_figure_is_rounded_once_with_a_dash_for_unknown(value: Any, unit: str, words: str) -> None:
    assert figure_words(value, unit, "EUR") == words


@pytest.mark.parametrize(
    ("row_id", "name", "words"),
    [
        ("H01", "net_week", "19.80 EUR/week"), ("H01", "one_off", "180.00 EUR"), ("H01", "payback_weeks", "9.1 weeks"),
        ("H01", "oversight_ratio", "7.3%"), ("H01", "oversight_state", "fine"), ("T04", "freed_week", "2.7 h/week"),
        ("T12", "readiness", "-"), ("T04", "neighbours", "none"), ("C04", "finished_price", "26.00 EUR/h"),
    ],
)  # fmt: skip
def test_a_value_is_told_with_its_unit(demo: Plan, row_id: str, name: str, words: str) -> None:
    assert value_words(explained(demo, row_id, TODAY)["figures"][name], "EUR") == words


def test_what_never_comes_has_no_unit(demo: Plan) -> None:
    dear = replace(demo.contractors["C01"], rate=90_000)
    plan = replace(demo, contractors={**demo.contractors, "C01": dear})
    assert value_words(explained(plan, "H01", TODAY)["figures"]["payback_weeks"], "EUR") == "never"


def lines(plan: Plan, row_id: str, name: str) -> list[str]:
    figures = explained(plan, row_id, TODAY)["figures"]
    return made_of(figures[name], figures, plan.profile.currency)[1:]


def test_an_explanation_tells_each_input_as_it_is_read(demo: Plan) -> None:
    assert lines(demo, "T04", "cost_week") == [
        "hours_week = 3.0", "H01.share = 1", "C01.speed = 0.85", "C01.rework_pct = 0", "C01.fee_pct = 0",
        "C01.rate = 24.00 EUR", "H01.tool_cost_week = 0.00 EUR",
    ]  # fmt: skip
    assert lines(demo, "T04", "net_week") == ["benefit_week = 81.00", "cost_week = 61.20"]
    assert lines(demo, "T04", "comfort_rate") == ["worth_hour = 60.00", "profile.roi_factor = 4"]
    assert "work_days = sun, mon, tue, wed, thu" in lines(demo, "C06", "overlap_week")


def test_an_explanation_ends_with_what_is_missing(demo: Plan) -> None:
    assert lines(demo, "T12", "readiness")[-1] == "missing: knowledge.k3, knowledge.k5"
    assert [one for one in lines(demo, "T04", "readiness") if one.startswith("missing")] == []


def test_a_rate_abroad_is_told_in_its_own_currency(demo: Plan) -> None:
    abroad = replace(demo.contractors["C04"], rate_currency="USD")
    plan = replace(demo, contractors={**demo.contractors, "C04": abroad})
    told = lines(plan, "C04", "finished_price")
    assert {"rate = 32.00 USD", "rate_currency = USD", "profile.fx.USD = -", "missing: profile.fx.USD"} <= set(told)
