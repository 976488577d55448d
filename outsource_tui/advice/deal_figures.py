"""The figures of 3.4 and 3.5 as a sheet: worth, price, cost, gain and payback."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from outsource_tui.advice.deal import RAMPUP_HOURS, Terms, deal_from
from outsource_tui.advice.figure import Sheet
from outsource_tui.advice.hours import default_oversight
from outsource_tui.advice.money import (
    HOURS_OF_A_YEAR,
    comfort_rate,
    costed_trials,
    deal_of,
    is_comfort_too_low,
    task_handoffs,
    task_terms,
    terms_of,
    worth_hour,
)
from outsource_tui.advice.people import chosen_contractor
from outsource_tui.model.contractor import Contractor
from outsource_tui.model.handoff import Handoff
from outsource_tui.model.plan import Plan
from outsource_tui.model.profile import Profile
from outsource_tui.model.task import Task

OWN_HOURS = "(hours a week x share - my oversight)"
THEIR_HOURS = "hours a week x share x speed x (1 + rework)"


class _Inputs(Struct):
    """Where the terms of a deal come from; those of several hand-offs side by side."""

    share: dict[str, Any] = {}
    looking: dict[str, Any] = {}
    resold: dict[str, Any] = {}
    """Reuse share and uplift."""
    effort: dict[str, Any] = {}
    """What makes their hours of mine, and the fee."""
    rate: dict[str, Any] = {}
    tools: dict[str, Any] = {}
    start: dict[str, Any] = {}
    is_fixed: bool = False
    is_sum: bool = False


def add_worth(sheet: Sheet, profile: Profile) -> None:
    """`worth_hour` and `comfort_rate`."""
    worth = worth_hour(profile)
    formula = "annual income / (hours a week x weeks a year)"
    fields = sheet.fields(profile, "annual_income", "hours_per_week", "weeks_per_year")
    if profile.hour_value is not None:
        formula, fields = "the value of an hour as you set it", sheet.fields(profile, "hour_value")
    elif worth is None:
        formula, fields = f"the value of an hour, else {formula}", sheet.fields(profile, "hour_value", "annual_income")
    elif profile.hours_per_week is None:
        formula = f"annual income / {HOURS_OF_A_YEAR} hours, as your hours a week are not filled in"
        fields = sheet.fields(profile, "annual_income")
    sheet.add("worth_hour", worth, "money/h", formula, fields=fields)
    comfort = "worth of an hour / return factor"
    if is_comfort_too_low(profile):
        comfort += "; too low to hire anyone fairly: go by the break-even rate instead"
    sheet.add(
        "comfort_rate", comfort_rate(profile), "money/h", comfort,
        of=["worth_hour"], fields=sheet.fields(profile, "roi_factor"),
    )  # fmt: skip


def add_break_even(sheet: Sheet, plan: Plan, task: Task) -> None:
    """`break_even_rate` of a task nobody is chosen for: as fast as I am, without rework, fee or tools."""
    inputs = _inputs(sheet, plan, task, [None], None)
    sheet.add(
        "break_even_rate", deal_of(plan, task).break_even_rate, "money/h",
        f"{OWN_HOURS} x worth of an hour x reuse share / (hours a week x share), for somebody as fast as you",
        of=["hours_week", "worth_hour"], fields=inputs.share | inputs.looking | inputs.resold,
    )  # fmt: skip


def add_task_deal(sheet: Sheet, plan: Plan, task: Task) -> bool:
    """The money figures of a task with a contractor chosen or running; whether there is one."""
    terms = task_terms(plan, task)
    if not terms:
        return False
    handoffs: list[Handoff | None] = [*task_handoffs(plan, task.id)]
    inputs = _inputs(sheet, plan, task, handoffs or [None], chosen_contractor(plan, task.id))
    _add_deal(sheet, terms, inputs)
    return True


def add_handoff_deal(sheet: Sheet, plan: Plan, task: Task, handoff: Handoff) -> None:
    """The money figures of one hand-off."""
    inputs = _inputs(sheet, plan, task, [handoff], None)
    _add_deal(sheet, [terms_of(plan, task, handoff=handoff)], inputs)


def rate_fields(sheet: Sheet, contractor: Contractor, profile: Profile) -> dict[str, Any]:
    """What a rate in the working currency is made of."""
    fields = sheet.fields(contractor, "rate")
    if contractor.rate_unit != "hour":
        fields |= sheet.fields(contractor, "rate_unit")
    if contractor.rate_unit == "day":
        fields |= sheet.fields(profile, "day_hours")
    currency = contractor.rate_currency
    if currency is not None and currency != profile.currency:
        known = profile.fx.get(currency)
        fields |= sheet.fields(contractor, "rate_currency")
        fields[sheet.name(profile.id, f"fx.{currency}")] = None if known is None else known.rate
    return fields


def oversight_fields(sheet: Sheet, handoff: Handoff | None, hours_week: float | None) -> dict[str, Any]:
    """My oversight: as planned, else the default that stands in for it once the hours are known."""
    if handoff is not None and handoff.oversight_plan_min_week is not None:
        return sheet.fields(handoff, "oversight_plan_min_week")
    share = 1.0 if handoff is None else handoff.share
    return {} if hours_week is None else {"default.oversight_week": default_oversight(hours_week, share)}


def _inputs(
    sheet: Sheet, plan: Plan, task: Task, handoffs: Sequence[Handoff | None], contractor: Contractor | None
) -> _Inputs:
    """The inputs of these hand-offs; None among them is one that is not planned yet, with `contractor`."""
    found = _Inputs(resold=sheet.fields(plan.profile, "reuse_share"), is_sum=len(handoffs) > 1)
    for handoff in handoffs:
        found.looking |= oversight_fields(sheet, handoff, task.hours_week)
        if handoff is None:
            found.share |= {"default.share": 1.0}
            found.start |= {"default.rampup_hours": RAMPUP_HOURS}
        else:
            found.share |= sheet.fields(handoff, "share")
            found.resold |= sheet.fields(handoff, "uplift_week")
            found.tools |= sheet.fields(handoff, "tool_cost_week")
            found.start |= sheet.fields(handoff, "rampup_hours", "oneoff_cost")
            contractor = plan.contractors.get(handoff.contractor_id)
        if contractor is not None:
            _add_contractor(found, sheet, plan, task, contractor)
        elif handoff is not None:
            found.rate |= {sheet.name(handoff.id, "contractor_id"): None}
    return found


def _add_contractor(found: _Inputs, sheet: Sheet, plan: Plan, task: Task, contractor: Contractor) -> None:
    found.rate |= rate_fields(sheet, contractor, plan.profile)
    found.effort |= sheet.fields(contractor, "speed", "rework_pct", "fee_pct")
    found.is_fixed = found.is_fixed or contractor.rate_unit == "fixed"
    for trial in costed_trials(plan, task, contractor):
        worked = "paid_hours" if trial.actual_hours is None else "actual_hours"
        found.start |= sheet.fields(trial, "my_minutes", worked, "rate") | sheet.fields(contractor, "fee_pct")


def _add_deal(sheet: Sheet, terms: Sequence[Terms], inputs: _Inputs) -> None:
    """The money figures in the order of 3.15."""
    deal = deal_from(terms)
    added = "the sum over the running hand-offs of " if inputs.is_sum else ""
    gain = f"{OWN_HOURS} x worth of an hour x reuse share + uplift a week"
    gained = inputs.share | inputs.looking | inputs.resold
    sheet.add(
        "break_even_rate", deal.break_even_rate, "money/h", f"({gain} - tools a week) / ({THEIR_HOURS} x (1 + fee))",
        of=["hours_week", "worth_hour"], fields=gained | inputs.effort | inputs.tools,
    )  # fmt: skip
    sheet.add(
        "cost_week", deal.cost_week, "money/week", added + _price_formula(inputs),
        of=["hours_week"], fields=inputs.share | inputs.effort | inputs.rate | inputs.tools,
    )  # fmt: skip
    sheet.add(
        "benefit_week", deal.benefit_week, "money/week", added + gain, of=["hours_week", "worth_hour"], fields=gained
    )
    sheet.add("net_week", deal.net_week, "money/week", "benefit - cost", of=["benefit_week", "cost_week"])
    sheet.add("net_month", deal.net_month, "money/month", "net gain a week x 52 / 12", of=["net_week"])
    sheet.add(
        "one_off", deal.one_off, "money",
        f"{added}(ramp-up hours + my hours on their trials) x worth of an hour + cost of the trials + other cost once",
        of=["worth_hour"], fields=inputs.start,
    )  # fmt: skip
    sheet.add("net_year1", deal.net_year1, "money", "52 x net gain a week - cost once", of=["net_week", "one_off"])
    sheet.add("net_year_after", deal.net_year_after, "money", "52 x net gain a week", of=["net_week"])
    sheet.add(
        "payback_weeks", deal.payback_weeks, "weeks",
        "cost once / net gain a week; 0 where nothing is spent and nothing lost; never where nothing is gained",
        of=["one_off", "net_week"],
    )  # fmt: skip


def _price_formula(inputs: _Inputs) -> str:
    by_time, fixed = f"{THEIR_HOURS} x rate x (1 + fee)", "price a month x 12 / 52 x (1 + fee)"
    if not inputs.is_fixed:
        return f"{by_time} + tools a week"
    return f"{fixed}, or {by_time}, + tools a week" if inputs.is_sum else f"{fixed} + tools a week"
