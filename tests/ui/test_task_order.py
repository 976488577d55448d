"""The list of tasks in its order, where little has changed: always as if it were sorted anew."""

import random
from datetime import date

import pytest

from outsource_tui.data import demo_plan
from outsource_tui.model.applying import applied
from outsource_tui.model.change import AddRow, Change, DropRow, Edit, SetFields
from outsource_tui.model.plan import Plan
from outsource_tui.model.task import Task
from outsource_tui.planner.clock import fixed_clock
from outsource_tui.planner.rows import archived
from outsource_tui.ui.task_list import ORDERS
from outsource_tui.ui.task_order import TaskOrder

CLOCK = fixed_clock(date(2026, 11, 23))


def after(plan: Plan, change: Change) -> Plan:
    return applied(plan, change, at=CLOCK.now(), session="me").plan


def anything(plan: Plan, dice: random.Random) -> Change:
    """Some change to one or two tasks, or many."""
    ids = [one.id for one in plan.live_tasks]
    kind = dice.randrange(6)
    if kind == 0 or len(ids) < 3:
        return Change("add", (AddRow("tasks", {"name": f"Same {dice.randrange(3)}", "hours": 1.0}),))
    if kind == 1 and len(ids) > 5:
        return archived(plan, dice.sample(ids, 2), CLOCK)
    if kind == 2 and plan.tasks[ids[-1]].name.startswith("Same"):
        return Change("drop", (DropRow("tasks", ids[-1]),))
    if kind == 3:
        return Change("profile", (SetFields("profile", "1", {"split": dice.randint(4, 7)}),))
    fields = {"effectiveness": dice.choice([None, 3, 7]), "value": dice.choice([2, 3, 9]), "hours": dice.choice([1, 2])}
    some = dice.sample(ids, min(len(ids), dice.choice([1, 1, 2, 30])))
    edits: list[Edit] = [SetFields("tasks", one, fields) for one in some]
    return Change("change", tuple(edits))


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("narrowed", ["", "many hours"])
def test_it_is_as_if_it_were_sorted_anew(order: str, narrowed: str) -> None:
    def is_shown(task: Task) -> bool:
        return not narrowed or (task.hours or 0) >= 2

    dice, plan, ordered = random.Random(order), demo_plan(CLOCK.today(), CLOCK.now()), TaskOrder()  # noqa: S311
    for _ in range(120):
        shown = [one for one in plan.live_tasks if is_shown(one)]
        assert ordered.ids(plan, order, narrowed, is_shown) == [one.id for one in ORDERS[order](plan, shown)]
        plan = after(plan, anything(plan, dice))
