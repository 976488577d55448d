"""Which fields hold the id of another row."""

from collections.abc import Mapping
from typing import Any

from outsource_tui.model.kinds import Table
from outsource_tui.model.plan import Plan

REFERENCES: Mapping[str, tuple[str, ...]] = {
    "contractors": ("backup_for",),
    "criteria": ("task_id",),
    "scores": ("task_id", "contractor_id"),
    "trials": ("task_id", "contractor_id", "extension_of"),
    "handoffs": ("task_id", "contractor_id", "refill"),
    "checkins": ("handoff_id",),
    "decisions": ("entity",),
    "mutes": ("entity",),
    "imports": ("mapping",),
}
"""Fields that hold ids of other rows: one, a list or the values of a map. `steering.checker` of a task does too."""


OWNERS: Mapping[str, Mapping[str, Table]] = {
    "criteria": {"task_id": "tasks"},
    "scores": {"task_id": "tasks", "contractor_id": "contractors"},
    "trials": {"task_id": "tasks", "contractor_id": "contractors", "extension_of": "trials"},
    "handoffs": {"task_id": "tasks", "contractor_id": "contractors"},
    "checkins": {"handoff_id": "handoffs"},
}
"""References that must point at a row that is there, and in which table."""


def dependents_of(plan: Plan, table: str, row_id: str) -> list[tuple[Table, str]]:
    """The rows that would hang in the air without this one, in table order."""
    return all_dependents(plan, table).get(row_id, [])


def all_dependents(plan: Plan, table: str) -> dict[str, list[tuple[Table, str]]]:
    """The `dependents_of` each row of a table that has any, by its id: one look at the plan for all of them."""
    found: dict[str, list[tuple[Table, str]]] = {}
    for other, fields in OWNERS.items():
        for name in (name for name, target in fields.items() if target == table):
            for key, row in plan.rows(other).items():
                owner = getattr(row, name)
                if owner is not None and (other, key) != (table, owner):
                    found.setdefault(owner, []).append((other, key))  # type: ignore[arg-type]
    return found


def renamed_fields(table: str, fields: Mapping[str, Any], renamed: Mapping[str, str]) -> dict[str, Any]:
    """Fields of a row with every reference to a renamed row replaced."""
    result = dict(fields)
    for name in REFERENCES.get(table, ()):
        value = result.get(name)
        if isinstance(value, str):
            result[name] = renamed.get(value, value)
        elif isinstance(value, list | tuple):
            result[name] = [renamed.get(one, one) for one in value]
        elif isinstance(value, dict):
            result[name] = {key: renamed.get(one, one) for key, one in value.items()}
    steering = result.get("steering")
    if table == "tasks" and isinstance(steering, dict) and isinstance(steering.get("checker"), str):
        result["steering"] = {**steering, "checker": renamed.get(steering["checker"], steering["checker"])}
    return result
