"""What a monthly budget buys back in hours (PRODUCT.md 3.14). Money in minor units a month, hours a week."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from msgspec import Struct

from outsource_tui.advice.candidates import passing_of
from outsource_tui.advice.hours import MONTHS, WEEKS, task_freed_week
from outsource_tui.advice.knapsack import Option, best_set, most_hours
from outsource_tui.advice.money import deal_of
from outsource_tui.advice.people import running_handoffs
from outsource_tui.advice.quadrant import quadrant_of
from outsource_tui.advice.readiness import readiness_of
from outsource_tui.advice.rounding import half_up
from outsource_tui.model.contractor import Contractor
from outsource_tui.model.plan import Plan, number_of
from outsource_tui.model.task import Task

CURVE_POINTS = 24
KEPT_IN = frozenset({"keep", "drop", "automate"})
"""Decisions after which nobody is paid for a task."""


class BudgetPlan(Struct, frozen=True, kw_only=True):
    """The best set for a budget, in the order of task ids."""

    budget: int
    chosen: tuple[Option, ...]
    next: Option | None
    """What takes the least more money to come on top; None where nothing is left to hand off."""

    @property
    def cost_month(self) -> int:
        """Minor units a month."""
        return sum(one.cost for one in self.chosen)

    @property
    def freed_week(self) -> float:
        """Hours a week."""
        return sum(one.hours for one in self.chosen) / 100

    @property
    def left(self) -> int:
        """What of the budget is not spent, in minor units a month."""
        return self.budget - self.cost_month

    @property
    def short(self) -> int | None:
        """What `next` costs beyond the money left."""
        return None if self.next is None else self.next.cost - self.left


def options_of(plan: Plan, today: date) -> list[Option]:
    """Who could take over which task, at what cost, as of today; whatever is unknown or frees nothing is left out."""
    tasks = [task for task in plan.live_tasks if _can_be_bought(plan, task)]
    found: list[Option | None] = []
    passing = passing_of(plan, tasks, today)
    for task in tasks:
        people = passing[task.id]
        found += [_option(plan, task, one) for one in ((None,) if people is None else people)]
    return [one for one in found if one is not None]


def budget_plan(plan: Plan, budget_minor: int, today: date) -> BudgetPlan:
    """The tasks to hand off, and to whom, that free the most hours for at most `budget_minor` a month."""
    options = options_of(plan, today)
    chosen = best_set(options, budget_minor)
    taken = {one.task for one in chosen}
    others = [one for one in options if one.task not in taken]
    following = min(others, key=lambda one: (one.cost, -one.hours, _order(one)), default=None)
    return BudgetPlan(budget=budget_minor, chosen=chosen, next=following)


def budget_curve(plan: Plan, budget_minor: int, today: date) -> list[tuple[int, float]]:
    """Up to 24 exact points (budget, hours): even steps to twice the budget, or to where all is bought, and itself."""
    options = options_of(plan, today)
    return [(budget, most_hours(options, budget) / 100) for budget in _budgets(options, budget_minor)]


def budgeted(plan: Plan, budget_minor: int, today: date) -> dict[str, Any]:
    """The JSON of `budget` (PRODUCT.md 3.15 and section 8)."""
    found = budget_plan(plan, budget_minor, today)
    return {
        "budget": found.budget,
        "chosen": [_fields(one) for one in found.chosen],
        "cost_month": found.cost_month,
        "freed_week": found.freed_week,
        "left": found.left,
        "next": None if found.next is None else {**_fields(found.next), "short": found.short},
        "curve": [list(point) for point in budget_curve(plan, budget_minor, today)],
    }


def _can_be_bought(plan: Plan, task: Task) -> bool:
    return (
        quadrant_of(task, plan.profile) != "KEEP"
        and not task.owner_only
        and task.decision not in KEPT_IN
        and readiness_of(task).is_enough
        and not running_handoffs(plan, task.id)
    )


def _option(plan: Plan, task: Task, contractor: Contractor | None) -> Option | None:
    """The whole task with a contractor, or at the break-even rate with whoever is found for it."""
    freed = task_freed_week(plan, task)
    deal = deal_of(plan, task, contractor)
    cost = deal.cost_week
    if contractor is None and deal.break_even_rate is not None and deal.their_hours is not None:
        cost = deal.break_even_rate * deal.their_hours
    if freed is None or cost is None or cost < 0:
        return None
    hours = int(half_up(freed * 100))
    month = int(half_up(cost * WEEKS / MONTHS))
    return Option(task.id, None if contractor is None else contractor.id, month, hours) if freed > 0 and hours else None


def _budgets(options: list[Option], budget: int) -> Iterator[int]:
    """Rising budgets from nought, without one twice."""
    dearest: dict[str, int] = {}
    for one in options:
        dearest[one.task] = max(one.cost, dearest.get(one.task, 0))
    top = min(sum(dearest.values()), 2 * budget)
    last = CURVE_POINTS - 2
    yield from sorted({budget, *(top * step // last for step in range(last + 1))})


def _order(one: Option) -> tuple[int, str, bool, int, str]:
    return number_of(one.task), one.task, one.contractor is None, number_of(one.contractor or ""), one.contractor or ""


def _fields(one: Option) -> dict[str, Any]:
    return {"task": one.task, "contractor": one.contractor, "cost_month": one.cost, "freed_week": one.hours / 100}
