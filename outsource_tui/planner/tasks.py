"""What is done to tasks."""

from collections.abc import Mapping, Sequence
from typing import Any

from outsource_tui.model.change import AddRow, Change, Edit, SetFields
from outsource_tui.model.kinds import Decision
from outsource_tui.model.patches import builtins_of
from outsource_tui.model.plan import Plan
from outsource_tui.model.task import Task
from outsource_tui.planner.clock import Clock
from outsource_tui.planner.decisions import decision_row

DECISION_WORDS: Mapping[Decision, str] = {
    "undecided": "undecided",
    "keep": "keep",
    "drop": "drop",
    "automate": "automate",
    "learn": "learn",
    "hand_off": "hand off",
    "team_up": "team up",
}
NOT_CLONED = ("id", "created_at", "updated_at", "archived_at", "score_history", "decision", "brief")


def added_task(fields: Mapping[str, Any]) -> Change:
    """A new task with these fields."""
    return Change(f"Added {fields.get('name', '')}", (AddRow("tasks", dict(fields)),))


def added_tasks(rows: Sequence[Mapping[str, Any]]) -> Change:
    """Several new tasks in one step."""
    if len(rows) == 1:
        return added_task(rows[0])
    return Change(f"Added {len(rows)} tasks", tuple(AddRow("tasks", dict(fields)) for fields in rows))


def cloned(task: Task) -> Change:
    """A new task like this one, undecided and without a brief."""
    fields = {key: one for key, one in builtins_of(task).items() if key not in NOT_CLONED}
    fields["name"] = f"{task.name[:73]} (copy)"
    return Change(f"Cloned {task.name}", (AddRow("tasks", fields),))


def tagged(plan: Plan, task_ids: Sequence[str], tags: Sequence[str]) -> Change:
    """All of these tasks with these tags in the place of their own; one that is named twice counts once."""
    own = list(dict.fromkeys(tags))
    edits = tuple(SetFields("tasks", one, {"tags": own}) for one in task_ids)
    name = plan.tasks[task_ids[0]].name if len(task_ids) == 1 else f"{len(task_ids)} tasks"
    return Change(f"{name}: tagged {' '.join(f'@{tag}' for tag in own) or 'nothing'}", edits)


def scored(task: Task, effectiveness: int | None, value: int | None, *, joins: str | None = None) -> Change:
    """Where a task stands on the grid."""
    parts = [
        f"{word} {old if old is not None else '-'} to {new if new is not None else '-'}"
        for word, old, new in (
            ("effectiveness", task.effectiveness, effectiveness),
            ("value", task.value, value),
        )
        if old != new
    ]
    words = f"{task.name}: {', '.join(parts) or 'stays where it is'}"
    return Change(words, (SetFields("tasks", task.id, {"effectiveness": effectiveness, "value": value}),), joins)


def moved(task: Task, *, right: int, up: int, joins: str, start: Task | None = None) -> Change | None:
    """A task moved on the grid, kept within 1 to 10; None where it stays. One undo step per `joins`.

    `start` is the task before the first of several joined moves: the words tell the way from there.
    """
    if task.effectiveness is None or task.value is None:
        return None
    effectiveness = min(10, max(1, task.effectiveness + right))
    value = min(10, max(1, task.value + up))
    if (effectiveness, value) == (task.effectiveness, task.value):
        return None
    return scored(task if start is None else start, effectiveness, value, joins=joins)


def decided(plan: Plan, task_ids: Sequence[str], decision: Decision, clock: Clock, *, why: str = "") -> Change:
    """What is to become of some tasks, with the reason kept in the journal of decisions."""
    edits: list[Edit] = []
    for one in task_ids:
        task = plan.tasks[one]
        if task.decision != decision or why:
            edits.append(SetFields("tasks", one, {"decision": decision}))
            edits.append(decision_row(clock, one, "decision", task.decision, decision, why))
    name = plan.tasks[task_ids[0]].name if len(task_ids) == 1 else f"{len(task_ids)} tasks"
    return Change(f"{name}: {DECISION_WORDS[decision]}", tuple(edits))


def hours_changed(
    plan: Plan, task_ids: Sequence[str], by: float, *, start: Mapping[str, float | None], joins: str
) -> Change | None:
    """Some more or fewer hours for these tasks, each in its own period and not below 0; None where nothing changes.

    `start` is what they had before the first of several joined steps: the words tell the way from there. Unknown hours
    begin at 0.
    """
    new = {one: max(0.0, round((plan.tasks[one].hours or 0.0) + by, 2)) for one in task_ids}
    edits = [
        SetFields("tasks", one, {"hours": new[one]}) for one in task_ids if new[one] != (plan.tasks[one].hours or 0)
    ]
    if not edits:
        return None
    first = plan.tasks[task_ids[0]]
    old = start[first.id]
    if len(task_ids) > 1:
        words = f"{len(task_ids)} tasks: hours {new[first.id] - (old or 0.0):+g} each"
    else:
        words = f"{first.name}: hours {f'{old:g}' if old is not None else '-'} to {new[first.id]:g} a {first.per}"
    return Change(words, tuple(edits), joins)
