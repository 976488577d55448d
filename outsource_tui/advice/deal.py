"""The arithmetic of a hand-off: terms in, figures out (PRODUCT.md 3.5). Money in minor units, unrounded."""

from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from outsource_tui.advice.hours import MONTHS, WEEKS, freed_week

RAMPUP_HOURS = 2.0

Weeks = float | Literal["never"] | None
"""Weeks until something is paid back; None is unknown."""


class Terms(Struct, frozen=True, kw_only=True):
    """The inputs of 3.5 for one hand-off, planned or running. None is unknown."""

    hours_week: float | None
    share: float = 1.0
    oversight: float | None
    """My hours a week."""
    worth: float | None
    """Minor units an hour."""
    reuse: float
    rate: float | None = None
    """Minor units an hour; unused where `month_price` is set."""
    month_price: float | None = None
    """A fixed price for the agreed share."""
    speed: float = 1.0
    rework: float = 0.0
    fee: float = 0.0
    tool_cost: float = 0.0
    uplift: float = 0.0
    rampup_hours: float = RAMPUP_HOURS
    trial_hours: float | None = 0.0
    """My hours on their trials."""
    trial_cost: float | None = 0.0
    other_oneoff: float = 0.0


class Deal(Struct, frozen=True, kw_only=True):
    """The figures of 3.5 and 3.6. Money in minor units, hours a week; None is unknown."""

    their_hours: float | None
    cost_week: float | None
    benefit_week: float | None
    net_week: float | None
    net_month: float | None
    one_off: float | None
    net_year1: float | None
    net_year_after: float | None
    payback_weeks: Weeks
    break_even_rate: float | None
    break_even_own: float | None
    time_payback_weeks: Weeks


def deal_from(terms: Sequence[Terms]) -> Deal:
    """The figures of one hand-off, or of several taken together."""
    benefit, cost = total_of(map(_benefit, terms)), total_of(map(_cost, terms))
    net = None if benefit is None or cost is None else benefit - cost
    one_off = total_of(map(_one_off, terms))
    after_tools = None if benefit is None else benefit - sum(one.tool_cost for one in terms)
    return Deal(
        their_hours=total_of(map(_their_hours, terms)),
        cost_week=cost,
        benefit_week=benefit,
        net_week=net,
        net_month=None if net is None else net * WEEKS / MONTHS,
        one_off=one_off,
        net_year1=None if net is None or one_off is None else WEEKS * net - one_off,
        net_year_after=None if net is None else WEEKS * net,
        payback_weeks=_payback(one_off, net),
        break_even_rate=_per(after_tools, total_of(map(_hours_with_fee, terms))),
        break_even_own=_per(after_tools, total_of(map(_own_hours, terms))),
        time_payback_weeks=_time_payback(total_of(map(_setup_hours, terms)), total_of(map(_freed, terms))),
    )


def total_of(parts: Iterable[float | None]) -> float | None:
    """The sum; unknown as soon as one part is."""
    total = 0.0
    for part in parts:
        if part is None:
            return None
        total += part
    return total


def _own_hours(terms: Terms) -> float | None:
    return None if terms.hours_week is None else terms.hours_week * terms.share


def _their_hours(terms: Terms) -> float | None:
    own = _own_hours(terms)
    return None if own is None else own * terms.speed * (1 + terms.rework)


def _hours_with_fee(terms: Terms) -> float | None:
    theirs = _their_hours(terms)
    return None if theirs is None else theirs * (1 + terms.fee)


def _cost(terms: Terms) -> float | None:
    if terms.month_price is not None:
        return terms.month_price * MONTHS / WEEKS * (1 + terms.fee) + terms.tool_cost
    hours = _hours_with_fee(terms)
    return None if hours is None or terms.rate is None else hours * terms.rate + terms.tool_cost


def _freed(terms: Terms) -> float | None:
    if terms.hours_week is None or terms.oversight is None:
        return None
    return freed_week(terms.hours_week, terms.share, terms.oversight)


def _benefit(terms: Terms) -> float | None:
    freed = _freed(terms)
    return None if freed is None or terms.worth is None else freed * terms.worth * terms.reuse + terms.uplift


def _setup_hours(terms: Terms) -> float | None:
    return None if terms.trial_hours is None else terms.rampup_hours + terms.trial_hours


def _one_off(terms: Terms) -> float | None:
    # Set-up displaces paid work, so it is not discounted by the share that is resold.
    hours = _setup_hours(terms)
    if hours is None or terms.worth is None or terms.trial_cost is None:
        return None
    return hours * terms.worth + terms.trial_cost + terms.other_oneoff


def _payback(one_off: float | None, net: float | None) -> Weeks:
    if one_off is None or net is None:
        return None
    gain = round(net, 9)  # what is left of fractions at break-even is no gain
    if one_off == 0 and gain >= 0:
        return 0.0
    return one_off / net if gain > 0 else "never"


def _time_payback(setup: float | None, freed: float | None) -> Weeks:
    if setup is None or freed is None:
        return None
    return setup / freed if round(freed, 9) > 0 else "never"


def _per(amount: float | None, hours: float | None) -> float | None:
    return amount / hours if amount is not None and hours else None
