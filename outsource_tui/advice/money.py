"""What a hand-off costs and brings (PRODUCT.md 3.4 to 3.6). Money in minor units of the working currency, unrounded."""

import math

import msgspec

from outsource_tui.advice.deal import Deal, Terms, deal_from, total_of
from outsource_tui.advice.hours import MONTHS, WEEKS, default_oversight, planned_oversight_week
from outsource_tui.advice.people import chosen_contractor, open_handoffs, running_handoffs, trials_between
from outsource_tui.advice.trial_rule import trial_cost
from outsource_tui.model.contractor import Contractor
from outsource_tui.model.currencies import decimals_of
from outsource_tui.model.handoff import Handoff
from outsource_tui.model.plan import Plan
from outsource_tui.model.profile import Profile
from outsource_tui.model.task import Task
from outsource_tui.model.trial import Trial

HOURS_OF_A_YEAR = 2000
"""Hours that an income is divided by where nobody said how many a week are worked."""

FAIR_FROM = 10
"""A comfort rate below this, in major units, is too low to hire anyone fairly."""


def worth_hour(profile: Profile) -> float | None:
    """What an hour of mine is worth, in minor units (3.4); None while neither it nor the income is known."""
    if profile.hour_value is not None:
        return float(profile.hour_value)
    if profile.annual_income is None:
        return None
    if profile.hours_per_week is None:
        return profile.annual_income / HOURS_OF_A_YEAR
    return profile.annual_income / (profile.hours_per_week * profile.weeks_per_year)


def comfort_rate(profile: Profile) -> float | None:
    """The rate in minor units an hour up to which a contractor is comfortable to pay (3.4)."""
    worth = worth_hour(profile)
    return None if worth is None else worth / profile.roi_factor


def is_comfort_too_low(profile: Profile) -> bool:
    """Whether nobody can be hired fairly at the comfort rate, so that the break-even rate is to be used instead."""
    comfort = comfort_rate(profile)
    return comfort is not None and comfort < FAIR_FROM * 10 ** decimals_of(profile.currency)


def in_working_currency(minor: float, currency: str | None, profile: Profile) -> float | None:
    """Minor units of `currency` in those of the profile's; None where the user's own table has no rate for it."""
    if currency is None or currency == profile.currency:
        return float(minor)
    if currency not in profile.fx:
        return None
    digits = decimals_of(profile.currency) - decimals_of(currency)
    return minor * profile.fx[currency].rate * math.pow(10, digits)


def hourly_rate(contractor: Contractor, profile: Profile) -> float | None:
    """Their rate in minor units an hour; None where it is unknown, fixed, or in a currency without a rate."""
    if contractor.rate is None or contractor.rate_unit == "fixed":
        return None
    rate = in_working_currency(contractor.rate, contractor.rate_currency, profile)
    if rate is None:
        return None
    return rate / profile.day_hours if contractor.rate_unit == "day" else rate


def month_price(contractor: Contractor, profile: Profile) -> float | None:
    """Their fixed price in minor units a month; None where it is unknown or they are paid by time."""
    if contractor.rate is None or contractor.rate_unit != "fixed":
        return None
    return in_working_currency(contractor.rate, contractor.rate_currency, profile)


def finished_price(
    contractor: Contractor, profile: Profile, hours_week: float | None = None, share: float = 1.0
) -> float | None:
    """What one hour of my work costs when they do it, in minor units (3.6).

    A fixed price is spread over `hours_week x share`; it is None without them.
    """
    fee = 1 + contractor.fee_pct / 100
    fixed = month_price(contractor, profile)
    if fixed is not None:
        return fixed * MONTHS / WEEKS * fee / (hours_week * share) if hours_week else None
    rate = hourly_rate(contractor, profile)
    return None if rate is None else rate * contractor.speed * (1 + contractor.rework_pct / 100) * fee


def terms_of(
    plan: Plan,
    task: Task,
    contractor: Contractor | None = None,
    handoff: Handoff | None = None,
    *,
    reuse: float | None = None,
    oversight: float | None = None,
) -> Terms:
    """The inputs of a deal. `reuse` (0-1) and `oversight` (my hours a week) stand in for what is planned.

    Without a hand-off: all of the task, the default oversight, two hours of ramp-up.
    """
    profile, hours = plan.profile, task.hours_week
    if handoff is not None:
        contractor = plan.contractors.get(handoff.contractor_id)
    if oversight is None and handoff is not None:
        oversight = planned_oversight_week(handoff, hours)
    elif oversight is None and hours is not None:
        oversight = default_oversight(hours)
    terms = Terms(
        hours_week=hours,
        oversight=oversight,
        worth=worth_hour(profile),
        reuse=profile.reuse_share if reuse is None else reuse,
    )
    if contractor is not None:
        terms = _with_contractor(terms, contractor, profile, costed_trials(plan, task, contractor))
    return terms if handoff is None else _with_handoff(terms, handoff)


def costed_trials(plan: Plan, task: Task, contractor: Contractor) -> list[Trial]:
    """The trials that count as set-up: all of theirs for this task, except those called off before any work."""
    trials = trials_between(plan, task.id, contractor.id)
    return [one for one in trials if one.state != "cancelled" or one.actual_hours is not None]


def deal_of(
    plan: Plan,
    task: Task,
    contractor: Contractor | None = None,
    handoff: Handoff | None = None,
    *,
    reuse: float | None = None,
    oversight: float | None = None,
) -> Deal:
    """The figures of 3.5 for a task with a contractor, or as a hand-off has it; `terms_of` says what stands in."""
    return deal_from([terms_of(plan, task, contractor, handoff, reuse=reuse, oversight=oversight)])


def task_handoffs(plan: Plan, task_id: str) -> list[Handoff]:
    """The hand-offs that the figures of a task add up: those running where there are several, else the newest open."""
    running = running_handoffs(plan, task_id)
    return running if len(running) > 1 else open_handoffs(plan, task_id)[-1:]


def task_terms(plan: Plan, task: Task, *, reuse: float | None = None) -> list[Terms]:
    """The terms that the figures of a task add up; empty without a contractor chosen."""
    handed = task_handoffs(plan, task.id)
    if not handed:
        contractor = chosen_contractor(plan, task.id)
        return [] if contractor is None else [terms_of(plan, task, contractor, reuse=reuse)]
    found: list[Terms] = []
    for place, handoff in enumerate(handed):
        terms = terms_of(plan, task, handoff=handoff, reuse=reuse)
        if any(one.contractor_id == handoff.contractor_id for one in handed[:place]):
            # Their trials are counted once, with their first hand-off.
            terms = msgspec.structs.replace(terms, trial_hours=0.0, trial_cost=0.0)
        found.append(terms)
    return found


def task_deal(plan: Plan, task: Task, *, reuse: float | None = None) -> Deal | None:
    """The figures of a task: its newest open hand-off, the sum where several run, else the hired contractor.

    None without a contractor chosen.
    """
    terms = task_terms(plan, task, reuse=reuse)
    return deal_from(terms) if terms else None


def _with_contractor(terms: Terms, contractor: Contractor, profile: Profile, trials: list[Trial]) -> Terms:
    return msgspec.structs.replace(
        terms,
        rate=hourly_rate(contractor, profile),
        month_price=month_price(contractor, profile),
        speed=contractor.speed,
        rework=contractor.rework_pct / 100,
        fee=contractor.fee_pct / 100,
        trial_hours=total_of(None if one.my_minutes is None else one.my_minutes / 60 for one in trials),
        trial_cost=total_of(trial_cost(one, contractor) for one in trials),
    )


def _with_handoff(terms: Terms, handoff: Handoff) -> Terms:
    return msgspec.structs.replace(
        terms,
        share=handoff.share,
        tool_cost=float(handoff.tool_cost_week),
        uplift=float(handoff.uplift_week),
        rampup_hours=handoff.rampup_hours,
        other_oneoff=float(handoff.oneoff_cost),
    )
