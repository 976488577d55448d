"""Changes that any kind of row takes: fields, archive; and how a change is told."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from outsource_tui.model.change import Change, Edit, SetFields
from outsource_tui.model.kinds import Table
from outsource_tui.model.patches import builtins_of, difference, merged
from outsource_tui.model.plan import Plan
from outsource_tui.model.problems import NotThere
from outsource_tui.planner.clock import Clock

FIELD_WORDS = {
    "handle": "name",
    "decision": "plan",
    "sync_need": "shared hours needed",
    "checkin_every_days": "look every (days)",
    "oversight_plan_min_week": "planned looking (min/week)",
}
"""Fields that are called otherwise on the screen."""


def name_of(plan: Plan, row_id: str) -> str:
    """What a row is called: a task's name, a person's handle, both for a trial or a hand-off."""
    table, row = plan.find(row_id)
    if table == "tasks":
        return str(plan.tasks[row_id].name)
    if table == "contractors":
        return str(plan.contractors[row_id].handle)
    if table == "trials" or table == "handoffs":
        task, person = row.task_id, row.contractor_id  # type: ignore[attr-defined]
        return f"{plan.tasks[task].name} with {plan.contractors[person].handle}"
    return row.id


def name_or_id(plan: Plan, row_id: str) -> str:
    """What a row is called; its id where the row, or one that it is called by, is not there any more."""
    try:
        return name_of(plan, row_id)
    except (NotThere, KeyError):
        return row_id


def changed(
    plan: Plan, table: Table, row_id: str, fields: Mapping[str, Any], *, words: str = "", joins: str | None = None
) -> Change:
    """New values for some fields of a row; unless given, the words name each field with old and new value."""
    row = plan.rows(table)[row_id]
    if not words:
        old = builtins_of(row)
        new = {**old, **{key: one if one is None else merged(old.get(key), one) for key, one in fields.items()}}
        words = f"{'Profile' if table == 'profile' else name_of(plan, row_id)}: {told(*difference(old, new))}"
    return Change(words, (SetFields(table, row_id, dict(fields)),), joins)


def told(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """A difference in words: `effectiveness 2 to 3, value 4 to 5`."""
    parts = []
    for name in {**before, **after}:
        old, new = before.get(name), after.get(name)
        label = FIELD_WORDS.get(name, name.replace("_", " "))
        if isinstance(old, dict | list) or isinstance(new, dict | list) or name == "notes":
            parts.append(f"{label} changed")
        else:
            parts.append(f"{label} {value_words(old)} to {value_words(new)}")
    return ", ".join(parts) or "nothing changed"


def value_words(value: Any) -> str:
    """A stored value as it is read aloud."""
    if value is None or value == "":
        return "unknown"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    return str(value).replace("_", " ")


def archived(plan: Plan, row_ids: Sequence[str], clock: Clock) -> Change:
    """Take rows out of sight; nothing is deleted, undo brings them back."""
    fields = {"archived_at": clock.stamp}
    edits: list[Edit] = [SetFields(plan.find(one)[0], one, fields) for one in row_ids]
    return Change(f"Archived {_names(plan, row_ids)}", tuple(edits))


def _names(plan: Plan, row_ids: Iterable[str]) -> str:
    names = [name_of(plan, one) for one in row_ids]
    return names[0] if len(names) == 1 else f"{len(names)} rows"
