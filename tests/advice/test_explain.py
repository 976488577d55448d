"""Every figure opened, in the names of PRODUCT.md 3.15, on the demo of section 6."""

import json
import time
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from outsource_tui.advice.explain import NAMES, explained, figures_of
from outsource_tui.advice.figure import Figure
from outsource_tui.advice.rounding import half_up
from outsource_tui.data.demo import demo_plan
from outsource_tui.model.contractor import Contractor
from outsource_tui.model.handoff import Handoff
from outsource_tui.model.kinds import ContractorId, TaskId, TrialId
from outsource_tui.model.plan import Plan, empty_plan
from outsource_tui.model.problems import BadInput, NotThere
from outsource_tui.model.profile import Rate
from outsource_tui.model.task import Task
from outsource_tui.model.trial import Trial

NOW = datetime(2026, 1, 12, 9, tzinfo=UTC)
TODAY = NOW.date()
STAMPS: dict[str, Any] = {"created_at": NOW, "updated_at": NOW}

TASK = {
    "quadrant", "neighbours", "grid_fit", "priority", "hours_week", "freed_week", "freed_month", "freed_year",
    "worth_hour", "comfort_rate", "break_even_rate", "readiness", "readiness_needed", "readiness_state",
}  # fmt: skip
MONEY = {
    "cost_week", "benefit_week", "net_week", "net_month", "one_off", "net_year1", "net_year_after", "payback_weeks",
}  # fmt: skip
CONTRACTOR = {
    "finished_price", "overlap_week", "overlap_week_min", "overlap_week_max", "overlap_day", "overlap_day_worst",
    "shared_days",
}  # fmt: skip
TRIAL = {"trial_score", "rule", "cost", "speed", "trial_oversight"}
LOOKING = {"oversight_ratio", "oversight_state", "unplanned_share", "hours_back_week", "hours_promised_week"}


@pytest.fixture(scope="module")
def demo() -> Plan:
    return demo_plan(TODAY, NOW)


def plan_of(*rows: Task | Contractor | Handoff | Trial, **profile: Any) -> Plan:
    empty = empty_plan(at=NOW, timezone="Europe/Berlin")
    return msgspec.structs.replace(
        empty,
        profile=msgspec.structs.replace(empty.profile, **profile),
        tasks={one.id: one for one in rows if isinstance(one, Task)},
        contractors={one.id: one for one in rows if isinstance(one, Contractor)},
        trials={one.id: one for one in rows if isinstance(one, Trial)},
        handoffs={one.id: one for one in rows if isinstance(one, Handoff)},
    )


def task(**fields: Any) -> Task:
    return Task(id="T01", name="a task", **STAMPS, **fields)


def contractor(**fields: Any) -> Contractor:
    return Contractor(id="C01", handle="somebody", **STAMPS, **fields)


def handoff(**fields: Any) -> Handoff:
    fields = {"task_id": "T01", "contractor_id": "C01", "start": TODAY, "state": "running", **fields}
    return Handoff(id="H01", **STAMPS, **fields)


def shown(figure: Figure, places: int = 1) -> str:
    """The value as the tables of PRODUCT.md print it: money in major units."""
    value = figure.value
    if value is None or isinstance(value, str | list):
        return str(value)
    return str(half_up(value / 100 if figure.unit.startswith("EUR") else value, places))


@pytest.mark.parametrize(
    ("row_id", "names"),
    [
        ("T04", TASK | MONEY),
        ("T09", TASK | MONEY),
        ("T07", TASK),
        ("C04", CONTRACTOR),
        ("R01", TRIAL),
        ("H01", TASK | MONEY | LOOKING),
    ],
)
def test_names(demo: Plan, row_id: str, names: set[str]) -> None:
    found = explained(demo, row_id, TODAY)
    assert found["id"] == row_id
    assert set(found["figures"]) == names
    assert list(found["figures"]) == [name for name in NAMES if name in names]
    for figure in found["figures"].values():
        assert set(figure) == {"value", "unit", "formula", "inputs", "missing"}
        assert figure["formula"]
        assert figure["inputs"]


@pytest.mark.parametrize(
    ("row_id", "figures"),
    [
        (
            "T04",
            {
                "quadrant": "HAND OFF", "neighbours": "[]", "grid_fit": "77.8", "priority": "77.4", "hours_week": "3.0",
                "freed_week": "2.7", "readiness": "75.0", "readiness_needed": "42.0", "readiness_state": "ready",
                "net_week": "19.8", "worth_hour": "60.0", "comfort_rate": "15.0",
            },
        ),
        ("T05", {"neighbours": "['LIGHTEN']", "break_even_rate": "25.0", "freed_week": "1.3"}),
        ("T06", {"quadrant": "LIGHTEN", "neighbours": "['HAND OFF']", "priority": "66.1", "freed_week": "2.6"}),
        ("T08", {"neighbours": "['TEAM UP']", "readiness": "33.3", "readiness_state": "not yet"}),
        ("T09", {"quadrant": "TEAM UP", "net_week": "3.0", "net_year1": "-262.0"}),
        ("T12", {"readiness": "None", "readiness_state": "None", "readiness_needed": "38.0"}),
        ("T01", {"quadrant": "KEEP", "priority": "0.0", "freed_week": "12.6"}),
        ("C04", {"finished_price": "26.0", "overlap_week": "35.0"}),
        ("C05", {"finished_price": "25.7", "overlap_week": "27.5", "overlap_week_max": "32.5", "overlap_day": "5.5"}),
        ("C06", {"overlap_week": "28.0", "overlap_day": "5.6", "shared_days": "4.0", "overlap_week_min": "24.0"}),
        ("R01", {"trial_score": "83.8", "rule": "hire", "cost": "208.0", "trial_oversight": "23.1", "speed": "0.8"}),
        ("R02", {"trial_score": "57.5", "rule": "extend", "cost": "152.0"}),
        (
            "H01",
            {
                "cost_week": "61.2", "benefit_week": "81.0", "net_week": "19.8", "net_month": "85.8",
                "one_off": "180.0",
                "net_year1": "849.6", "payback_weeks": "9.1", "break_even_rate": "31.8", "oversight_ratio": "7.3",
                "oversight_state": "fine", "hours_promised_week": "2.7", "unplanned_share": "0.0",
            },
        ),
        (
            "H02",
            {
                "net_week": "53.3", "oversight_ratio": "36.0", "oversight_state": "hovering", "unplanned_share": "72.7",
                "hours_back_week": "1.9", "hours_promised_week": "2.6", "freed_week": "2.6",
            },
        ),
    ],
)  # fmt: skip
def test_figures_of_the_demo(demo: Plan, row_id: str, figures: dict[str, str]) -> None:
    found = figures_of(demo, row_id, TODAY)
    assert {name: shown(found[name]) for name in figures} == figures


def test_values_are_unrounded_and_money_is_minor(demo: Plan) -> None:
    found = figures_of(demo, "H01", TODAY)
    assert found["break_even_rate"].value == pytest.approx(8100 / 2.55)
    assert found["break_even_rate"].unit == "EUR/h"
    assert found["freed_month"].value == pytest.approx(2.7 * 52 / 12)
    assert found["oversight_ratio"].value == pytest.approx(100 * 45 / 615)


def test_inputs_say_where_they_come_from(demo: Plan) -> None:
    task_figures, handoff_figures = figures_of(demo, "T04", TODAY), figures_of(demo, "H01", TODAY)
    assert task_figures["priority"].inputs == {
        "grid_fit": pytest.approx(77.78, abs=0.01), "hours_week": 3, "energy": -2, "profile.big_task_hours": 4,
    }  # fmt: skip
    assert task_figures["freed_week"].inputs == {"hours_week": 3, "H01.share": 1, "H01.oversight_plan_min_week": 18}
    assert handoff_figures["freed_week"].inputs == {"hours_week": 3, "share": 1, "oversight_plan_min_week": 18}
    assert handoff_figures["quadrant"].inputs == {"T04.effectiveness": 3, "T04.value": 3, "profile.split": 6}
    assert figures_of(demo, "T07", TODAY)["freed_week"].inputs == {
        "hours_week": 2.5, "default.share": 1, "default.oversight_week": 0.25,
    }  # fmt: skip
    start = figures_of(demo, "T09", TODAY)["one_off"].inputs
    assert start == {
        "worth_hour": 6000, "default.rampup_hours": 2, "R01.my_minutes": 90, "R01.actual_hours": 6.5, "R01.rate": 3200,
        "C04.fee_pct": 0,
    }  # fmt: skip


def test_money_figures_name_all_they_are_made_of(demo: Plan) -> None:
    nobody = figures_of(demo, "T07", TODAY)["break_even_rate"].inputs
    assert nobody == {
        "hours_week": 2.5, "worth_hour": 6000, "default.share": 1, "default.oversight_week": 0.25,
        "profile.reuse_share": 0.5,
    }  # fmt: skip
    hired = figures_of(demo, "T09", TODAY)
    gained = {
        "hours_week": 3, "worth_hour": 6000, "default.share": 1, "default.oversight_week": pytest.approx(0.3),
        "profile.reuse_share": 0.5,
    }  # fmt: skip
    effort = {"C04.speed": 0.8125, "C04.rework_pct": 0, "C04.fee_pct": 0}
    assert hired["break_even_rate"].inputs == gained | effort
    assert hired["benefit_week"].inputs == gained
    assert hired["cost_week"].inputs == {"hours_week": 3, "default.share": 1, **effort, "C04.rate": 3200}
    assert figures_of(demo, "C04", TODAY)["finished_price"].inputs == {
        "rate": 3200, "speed": 0.8125, "rework_pct": 0, "fee_pct": 0,
    }  # fmt: skip


def test_the_looking_names_what_was_counted(demo: Plan) -> None:
    found = figures_of(demo, "H01", TODAY)
    assert found["oversight_ratio"].inputs == {"my_minutes": 45, "delegated_minutes": 615}
    assert found["oversight_state"].inputs == {
        "oversight_ratio": pytest.approx(7.317, abs=0.001), "my_minutes": 45, "delegated_minutes": 615, "band": 8,
        "days_since_look": 6, "autonomy": 4, "checkin_every_days": 14,
    }  # fmt: skip
    assert found["unplanned_share"].inputs == {"unplanned": 0, "my_looks": 4}
    assert found["hours_back_week"].inputs == {"hours_week": 3, "share": 1, "my_minutes": 45, "weeks": 4}


def test_every_figure_is_known_or_says_what_it_lacks(demo: Plan) -> None:
    for row_id in [*demo.tasks, *demo.contractors, *demo.trials, *demo.handoffs]:
        for name, figure in figures_of(demo, row_id, TODAY).items():
            assert (figure.value is None) is bool(figure.missing), (row_id, name)


def test_all_of_it_is_json(demo: Plan) -> None:
    for row_id in [*demo.tasks, *demo.contractors, *demo.trials, *demo.handoffs]:
        found = explained(demo, row_id, TODAY)
        assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_an_empty_task_says_what_to_fill() -> None:
    found = figures_of(plan_of(task()), "T01", TODAY)
    assert set(found) == TASK
    assert (found["quadrant"].value, found["neighbours"].value) == ("UNPLOTTED", [])
    worth = ["profile.hour_value", "profile.annual_income"]
    assert {name: figure.missing for name, figure in found.items()} == {
        "quadrant": ["effectiveness", "value"],
        "neighbours": ["effectiveness", "value"],
        "grid_fit": ["effectiveness", "value"],
        "priority": ["effectiveness", "value", "hours"],
        "hours_week": ["hours"],
        "freed_week": ["hours"],
        "freed_month": ["hours"],
        "freed_year": ["hours"],
        "worth_hour": worth,
        "comfort_rate": worth,
        "break_even_rate": ["hours", *worth],
        "readiness": [f"knowledge.k{n}" for n in range(1, 7)],
        "readiness_needed": ["value"],
        "readiness_state": [*(f"knowledge.k{n}" for n in range(1, 7)), "value"],
    }
    known = [name for name, figure in found.items() if figure.value is not None]
    assert known == ["quadrant", "neighbours"]


def test_worth_from_income_says_when_the_hours_were_made_up() -> None:
    full = figures_of(plan_of(task(), annual_income=7_800_000, hours_per_week=42), "T01", TODAY)["worth_hour"]
    assert full.inputs == {
        "profile.annual_income": 7_800_000,
        "profile.hours_per_week": 42,
        "profile.weeks_per_year": 46,
    }
    guessed = figures_of(plan_of(task(), annual_income=6_000_000), "T01", TODAY)["worth_hour"]
    assert guessed.value == 3000
    assert "2000 hours" in guessed.formula
    assert guessed.missing == []


def test_a_comfort_rate_that_hires_nobody_fairly_is_told_as_such() -> None:
    low = figures_of(plan_of(task(), annual_income=2_400_000, hours_per_week=40, weeks_per_year=50), "T01", TODAY)
    assert low["comfort_rate"].value == 300
    assert "too low to hire anyone fairly: go by the break-even rate" in low["comfort_rate"].formula
    fair = figures_of(plan_of(task(), annual_income=8_000_000, hours_per_week=40, weeks_per_year=50), "T01", TODAY)
    assert fair["comfort_rate"].value == 1000
    assert "fairly" not in fair["comfort_rate"].formula


def test_what_is_missing_is_carried_along() -> None:
    unpriced = plan_of(task(hours=4), contractor(), handoff(), hour_value=6000)
    found = figures_of(unpriced, "T01", TODAY)
    for name in ("cost_week", "net_week", "net_month", "net_year1", "net_year_after", "payback_weeks"):
        assert (found[name].value, found[name].missing) == (None, ["C01.rate"]), name
    assert found["break_even_rate"].value == pytest.approx(3.6 * 3000 / 4)


def test_a_rate_without_exchange_rate_lacks_it() -> None:
    abroad = contractor(rate=16_000, rate_unit="day", rate_currency="USD")
    found = figures_of(plan_of(abroad), "C01", TODAY)["finished_price"]
    assert (found.value, found.missing) == (None, ["profile.fx.USD"])
    changed = figures_of(plan_of(abroad, fx={"USD": Rate(rate=0.5)}), "C01", TODAY)["finished_price"]
    assert changed.value == 1000
    assert changed.inputs["profile.day_hours"] == 8
    assert changed.inputs["profile.fx.USD"] == 0.5


def test_a_fixed_price_needs_a_task() -> None:
    flat = contractor(rate=26_000, rate_unit="fixed")
    found = figures_of(plan_of(flat), "C01", TODAY)["finished_price"]
    assert (found.value, found.missing) == (None, ["task"])
    unpriced = contractor(rate_unit="fixed")
    assert figures_of(plan_of(unpriced), "C01", TODAY)["finished_price"].missing == ["rate", "task"]
    cost = figures_of(plan_of(task(hours=4), flat, handoff()), "H01", TODAY)["cost_week"]
    assert cost.value == pytest.approx(6000)
    assert "price a month x 12 / 52" in cost.formula


def test_an_unknown_schedule_lacks_its_parts() -> None:
    found = figures_of(plan_of(contractor(timezone="Nowhere/Land", work_start="09:00")), "C01", TODAY)
    for name in CONTRACTOR - {"finished_price"}:
        assert (found[name].value, found[name].missing) == (None, ["timezone", "work_days", "work_end"]), name


def test_payback_that_never_comes() -> None:
    dear = plan_of(task(hours=2), contractor(rate=9000), handoff(), hour_value=3000)
    payback = figures_of(dear, "T01", TODAY)["payback_weeks"]
    assert (payback.value, payback.unit, payback.missing) == ("never", "weeks", [])


def test_two_running_handoffs_are_summed_and_shown_one_by_one() -> None:
    second = msgspec.structs.replace(handoff(share=0.25), id="H02")
    both = plan_of(task(hours=4), contractor(rate=1000), handoff(share=0.5), second, hour_value=6000)
    whole, *parts = (figures_of(both, row_id, TODAY)["cost_week"] for row_id in ("T01", "H01", "H02"))
    assert [part.value for part in parts] == [2000, 1000]
    assert whole.value == 3000
    assert whole.formula.startswith("the sum over the running hand-offs")
    assert whole.inputs["H01.share"] == 0.5
    assert whole.inputs["H02.share"] == 0.25


def test_a_handoff_whose_rows_are_gone_is_still_explained() -> None:
    found = figures_of(plan_of(handoff()), "H01", TODAY)
    assert found["oversight_ratio"].missing == ["task_id", "contractor_id"]
    assert found["hours_promised_week"].missing == ["task_id"]
    unstaffed = figures_of(plan_of(task(hours=4), handoff()), "H01", TODAY)
    assert unstaffed["cost_week"].missing == ["contractor_id"]


def test_a_plan_for_looking_does_not_make_up_the_hours_of_the_task() -> None:
    found = figures_of(plan_of(task(), contractor(), handoff(oversight_plan_min_week=30)), "H01", TODAY)
    for name in ("freed_week", "hours_promised_week", "hours_back_week"):
        assert (found[name].value, found[name].missing) == (None, ["T01.hours"]), name


def test_a_trial_to_come_counts_with_the_hours_agreed() -> None:
    ahead = Trial(
        id="R01", task_id=TaskId("T01"), contractor_id=ContractorId("C01"), paid_hours=8, rate=2000, my_minutes=60,
        **STAMPS,
    )  # fmt: skip
    whole = plan_of(task(hours=4), contractor(rate=2000), handoff(), ahead, hour_value=6000)
    one_off = figures_of(whole, "T01", TODAY)["one_off"]
    assert one_off.value == 3 * 6000 + 8 * 2000
    assert one_off.inputs == {
        "worth_hour": 6000, "H01.rampup_hours": 2, "H01.oneoff_cost": 0, "R01.my_minutes": 60, "R01.paid_hours": 8,
        "R01.rate": 2000, "C01.fee_pct": 0,
    }  # fmt: skip


def test_a_fixed_price_beside_one_by_the_hour_tells_both() -> None:
    flat = msgspec.structs.replace(contractor(rate=26_000, rate_unit="fixed"), id="C02")
    second = msgspec.structs.replace(handoff(share=0.5, contractor_id=ContractorId("C02")), id="H02")
    whole = plan_of(task(hours=4), contractor(rate=1000), flat, handoff(share=0.5), second)
    cost = figures_of(whole, "T01", TODAY)["cost_week"]
    assert cost.value == 2 * 1000 + 26_000 * 12 / 52
    assert "price a month x 12 / 52 x (1 + fee), or hours a week x share x speed" in cost.formula
    alone = figures_of(whole, "H02", TODAY)["cost_week"].formula
    assert alone == "price a month x 12 / 52 x (1 + fee) + tools a week"


def test_must_haves_are_numbered_from_one(demo: Plan) -> None:
    inputs = figures_of(demo, "R02", TODAY)["rule"].inputs
    states = [inputs[f"must_haves.{place}"] for place in (1, 2, 3, 4)]
    assert sorted(states) == ["fixable", "met", "met", "met"]
    assert inputs["is_extension"] is False


def test_a_rule_tells_whether_the_trial_was_an_extension(demo: Plan) -> None:
    again = msgspec.structs.replace(demo.trials["R02"], extension_of=TrialId("R01"))
    plan = msgspec.structs.replace(demo, trials={**demo.trials, "R02": again})
    rule = figures_of(plan, "R02", TODAY)["rule"]
    assert (rule.inputs["is_extension"], rule.value) == (True, "pass")


def test_a_breach_decides_without_marks_and_lacks_nothing() -> None:
    trial = Trial(id="R01", task_id=TaskId("T01"), contractor_id=ContractorId("C01"), breach=True, **STAMPS)
    rule = figures_of(plan_of(contractor(), trial), "R01", TODAY)["rule"]
    assert (rule.value, rule.missing) == ("pass", [])


def test_an_untouched_trial_lacks_marks_and_hours() -> None:
    blank = Trial(id="R01", task_id=TaskId("T01"), contractor_id=ContractorId("C01"), **STAMPS)
    found = figures_of(plan_of(contractor(), blank), "R01", TODAY)
    assert {name: figure.value for name, figure in found.items()} == dict.fromkeys(TRIAL)
    assert "card.result" in found["rule"].missing
    assert found["cost"].missing == ["paid_hours", "rate"]
    assert found["trial_oversight"].missing == ["my_minutes", "actual_hours"]
    assert figures_of(plan_of(blank), "R01", TODAY)["cost"].missing == ["paid_hours", "rate", "contractor_id"]


def test_units_are_in_the_users_currency() -> None:
    found = figures_of(plan_of(task(hours=4), contractor(rate=1000), handoff(), currency="CHF"), "T01", TODAY)
    units = {name: found[name].unit for name in ("worth_hour", "cost_week", "one_off", "freed_week", "priority")}
    assert units == {
        "worth_hour": "CHF/h", "cost_week": "CHF/week", "one_off": "CHF", "freed_week": "h/week", "priority": "score",
    }  # fmt: skip


def test_ids_that_cannot_be_explained(demo: Plan) -> None:
    with pytest.raises(NotThere):
        figures_of(demo, "T99", TODAY)
    with pytest.raises(BadInput, match="no figures"):
        figures_of(demo, next(iter(demo.checkins)), TODAY)


def test_opening_a_figure_is_quick(demo: Plan) -> None:
    started = time.process_time()
    for _ in range(20):
        for row_id in demo.tasks:
            figures_of(demo, row_id, TODAY)
    assert time.process_time() - started < 5
