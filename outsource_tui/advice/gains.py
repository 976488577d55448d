"""What the running hand-offs bring, added up: hours a week and money (PRODUCT.md 3.3 and 3.5)."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from outsource_tui.advice.deal import total_of
from outsource_tui.advice.hours import planned_oversight_week, promised_week
from outsource_tui.advice.money import deal_of
from outsource_tui.advice.people import has_both
from outsource_tui.model.handoff import Handoff
from outsource_tui.model.plan import Plan


class Gain(Struct, frozen=True):
    """What one hand-off brings a week. Hours and minor units; None is unknown."""

    handoff: Handoff
    hours_week: float | None
    """Hours of the whole task."""
    oversight: float | None
    freed_week: float | None
    cost_week: float | None
    benefit_week: float | None
    net_week: float | None


class Gains(Struct, frozen=True):
    """Those of several hand-offs together. Unknown hours are left out, unknown money makes the sum unknown."""

    parts: Sequence[Gain]

    @property
    def freed_week(self) -> float:
        """Hours a week as planned, own looking taken off."""
        return sum(one.freed_week or 0 for one in self.parts)

    @property
    def cost_week(self) -> float | None:
        """Minor units a week, as are the two below."""
        return total_of(one.cost_week for one in self.parts)

    @property
    def benefit_week(self) -> float | None:
        return total_of(one.benefit_week for one in self.parts)

    @property
    def net_week(self) -> float | None:
        return total_of(one.net_week for one in self.parts)


def gains_of(plan: Plan, *, reuse: float | None = None) -> Gains:
    """What the running hand-offs bring as planned; `reuse` (0-1) stands in for the share of freed time resold."""
    running = [one for one in plan.live_handoffs if one.state == "running" and has_both(plan, one)]
    return Gains([_gain(plan, one, reuse) for one in running])


def freed_on(plan: Plan, day: date) -> float:
    """Hours a week that were planned to come back on a day, by the hand-offs that ran then; unknown ones left out."""
    return sum(_freed(plan, one) or 0 for one in _ran_on(plan, day))


def net_on(plan: Plan, day: date) -> float | None:
    """What the hand-offs that ran on a day brought a week (minor units), at the rates of today; None is unknown."""
    return total_of(deal_of(plan, plan.tasks[one.task_id], handoff=one).net_week for one in _ran_on(plan, day))


def _ran_on(plan: Plan, day: date) -> list[Handoff]:
    return [
        one
        for one in plan.live_handoffs
        if one.state in {"running", "ended", "taken_back"}
        and one.start <= day
        and (one.end is None or day < one.end)
        and has_both(plan, one)
    ]


def _gain(plan: Plan, handoff: Handoff, reuse: float | None) -> Gain:
    task = plan.tasks[handoff.task_id]
    deal = deal_of(plan, task, handoff=handoff, reuse=reuse)
    return Gain(
        handoff=handoff,
        hours_week=task.hours_week,
        oversight=planned_oversight_week(handoff, task.hours_week),
        freed_week=_freed(plan, handoff),
        cost_week=deal.cost_week,
        benefit_week=deal.benefit_week,
        net_week=deal.net_week,
    )


def _freed(plan: Plan, handoff: Handoff) -> float | None:
    return promised_week(handoff, plan.tasks[handoff.task_id].hours_week)
