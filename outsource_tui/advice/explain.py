"""Every figure opened: its formula in words, its inputs, and what it lacks (PRODUCT.md 3.15)."""

from datetime import date
from typing import Any

import msgspec

from outsource_tui.advice.deal_figures import rate_fields
from outsource_tui.advice.figure import Figure, Sheet
from outsource_tui.advice.handoff_figures import add_handoff_figures
from outsource_tui.advice.money import finished_price
from outsource_tui.advice.overlap import is_zone, overlap_of
from outsource_tui.advice.task_figures import add_task_figures
from outsource_tui.advice.trial_rule import WEIGHTS, rule_of, trial_cost, trial_oversight, trial_score, trial_speed
from outsource_tui.model.contractor import Contractor
from outsource_tui.model.handoff import Handoff
from outsource_tui.model.plan import Plan
from outsource_tui.model.problems import BadInput
from outsource_tui.model.profile import Profile
from outsource_tui.model.task import Task
from outsource_tui.model.trial import Trial

NAMES = (
    "quadrant", "neighbours", "grid_fit", "priority", "hours_week", "freed_week", "freed_month", "freed_year",
    "worth_hour", "comfort_rate", "break_even_rate", "readiness", "readiness_needed", "readiness_state",
    "cost_week", "benefit_week", "net_week", "net_month", "one_off", "net_year1", "net_year_after", "payback_weeks",
    "finished_price", "overlap_week", "overlap_week_min", "overlap_week_max", "overlap_day", "overlap_day_worst",
    "shared_days", "trial_score", "rule", "cost", "speed", "trial_oversight",
    "oversight_ratio", "oversight_state", "unplanned_share", "hours_back_week", "hours_promised_week",
)  # fmt: skip
"""Every figure there is, in the order they are shown in."""


def figures_of(plan: Plan, row_id: str, today: date) -> dict[str, Figure]:
    """The figures of a task, contractor, trial or hand-off by the names of 3.15.

    Raises NotThere for an id that the plan does not have, BadInput for a row of another kind.
    """
    _, row = plan.find(row_id)
    sheet = Sheet(row_id, plan.profile.currency)
    if isinstance(row, Task):
        add_task_figures(sheet, plan, row)
    elif isinstance(row, Contractor):
        _add_price(sheet, row, plan.profile)
        _add_overlap(sheet, row, plan.profile, today)
    elif isinstance(row, Trial):
        _add_verdict(sheet, row)
        _add_trial_amounts(sheet, row, plan)
    elif isinstance(row, Handoff):
        add_handoff_figures(sheet, plan, row, today)
    else:
        raise BadInput(f"{row_id} has no figures", fix="name a task, a contractor, a trial or a hand-off")
    return {name: sheet.figures[name] for name in NAMES if name in sheet.figures}


def explained(plan: Plan, row_id: str, today: date) -> dict[str, Any]:
    """`{"id": ..., "figures": {NAME: {...}}}` as builtins, ready for JSON. Raises as `figures_of` does."""
    return {"id": row_id, "figures": msgspec.to_builtins(figures_of(plan, row_id, today))}


def _add_price(sheet: Sheet, contractor: Contractor, profile: Profile) -> None:
    price = finished_price(contractor, profile)
    rate = rate_fields(sheet, contractor, profile)
    if contractor.rate_unit == "fixed":
        # A fixed price becomes one per hour only with the hours of a task.
        lacking = [name for name, given in rate.items() if given is None]
        formula = "price a month x 12 / 52 x (1 + fee) / hours a week of the task"
        fields = rate | sheet.fields(contractor, "fee_pct")
        sheet.add("finished_price", price, "money/h", formula, fields=fields, missing=[*lacking, "task"])
        return
    fields = rate | sheet.fields(contractor, "speed", "rework_pct", "fee_pct")
    sheet.add("finished_price", price, "money/h", "rate x speed x (1 + rework) x (1 + fee)", fields=fields)


def _add_overlap(sheet: Sheet, contractor: Contractor, profile: Profile, today: date) -> None:
    overlap = overlap_of(profile, contractor, today)
    names = ("timezone", "work_days", "work_start", "work_end")
    fields = sheet.fields(profile, *names) | sheet.fields(contractor, *names)
    missing: list[str] = []
    if overlap is None:
        missing = [key for key, given in fields.items() if not given or (key.endswith("zone") and not is_zone(given))]
    bare = fields | {"week_of": today.isoformat()}
    fields = bare | sheet.fields(profile, "days_off") | sheet.fields(contractor, "days_off")
    rows = [
        ("overlap_week", "week", "h/week", "hours both work in this week, days off left out", fields),
        ("overlap_week_min", "week_min", "h/week", "the least hours both work in any of the next 52 weeks", bare),
        ("overlap_week_max", "week_max", "h/week", "the most hours both work in any of the next 52 weeks", bare),
        ("overlap_day", "day", "h/day", "shared hours of this week / my work days a week", fields),
        ("overlap_day_worst", "day_worst", "h/day", "shared hours of the worst week / my work days a week", bare),
        ("shared_days", "shared_days", "days", "my work days of this week with any shared hours", fields),
    ]
    for name, field, unit, formula, inputs in rows:
        value = None if overlap is None else getattr(overlap, field)
        sheet.add(name, value, unit, formula, fields=inputs, missing=missing)


def _add_verdict(sheet: Sheet, trial: Trial) -> None:
    marks = {f"card.{name}": getattr(trial.card, name) for name in WEIGHTS}
    weights = ", ".join(f"{name} {weight}" for name, weight in WEIGHTS.items())
    formula = f"the sum of weight x (mark - 1) / 4; weights: {weights}"
    sheet.add("trial_score", trial_score(trial.card), "score", formula, fields=marks)
    musts = {f"must_haves.{place}": one.state for place, one in enumerate(trial.must_haves, start=1)}
    sheet.add(
        "rule", rule_of(trial), "word",
        "pass after a breach, a missed must-have or a score below 50; hire if every must-have is met, the score is at"
        " least 70, communication at least 3 and the hours at most 1.25 times those agreed; else extend, but only once",
        of=["trial_score"],
        fields=musts
        | {"card.communication": trial.card.communication, "is_extension": trial.extension_of is not None}
        | sheet.fields(trial, "breach", "actual_hours", "paid_hours"),
    )  # fmt: skip


def _add_trial_amounts(sheet: Sheet, trial: Trial, plan: Plan) -> None:
    contractor = plan.contractors.get(trial.contractor_id)
    hours = "paid_hours" if trial.actual_hours is None else "actual_hours"
    fee = {"contractor_id": None} if contractor is None else sheet.fields(contractor, "fee_pct")
    sheet.add(
        "cost", trial_cost(trial, contractor), "money", "hours worked, else agreed, x rate x (1 + fee)",
        fields=sheet.fields(trial, hours, "rate") | fee,
    )  # fmt: skip
    sheet.add(
        "speed", trial_speed(trial), "factor", "hours worked / hours I would need, kept within 0.25 and 4",
        fields=sheet.fields(trial, "actual_hours", "own_hours_estimate"),
    )  # fmt: skip
    sheet.add(
        "trial_oversight", trial_oversight(trial), "percent", "100 x my minutes / (60 x hours worked)",
        fields=sheet.fields(trial, "my_minutes", "actual_hours"),
    )  # fmt: skip
