"""Ids of imported rows: kept where free, otherwise replaced together with every reference to them."""

from collections.abc import Mapping
from typing import Any

from outsource_tui.model.plan import ID_LETTERS, Plan, id_of, next_number, number_of
from outsource_tui.model.problems import BadInput
from outsource_tui.model.references import OWNERS

TARGETS: Mapping[str, Mapping[str, str]] = {
    "contractors": {"backup_for": "contractors"},
    **OWNERS,
    "handoffs": {**OWNERS["handoffs"], "refill": "tasks"},
    "imports": {"mapping": "tasks"},
    "decisions": {"entity": ""},
    "mutes": {"entity": ""},
}
"""Which table a field's ids are of; an empty one is any."""

LONGEST_KEPT = 10

Names = dict[str, dict[str, str]]
"""Per table: id in the file -> id in the plan."""


def with_free_ids(
    tables: Mapping[str, list[dict[str, Any]]], plan: Plan
) -> tuple[dict[str, list[dict[str, Any]]], list[tuple[str, str]]]:
    """The rows with ids that are free in `plan`, and which had to be replaced (old, new).

    Raises BadInput where one id stands twice in a table.
    """
    names = {table: _names_of(table, rows, plan) for table, rows in tables.items() if table in ID_LETTERS}
    result = {
        table: [_named(table, row, names, number) for number, row in enumerate(rows)] for table, rows in tables.items()
    }
    changed = [pair for table in names for pair in names[table].items() if pair[0] != pair[1] and "\0" not in pair[0]]
    return result, changed


def _names_of(table: str, rows: list[dict[str, Any]], plan: Plan) -> dict[str, str]:
    """The id of every row, by the one it has in the file; rows without one are found by their place."""
    wanted = [row.get("id") or _place(number) for number, row in enumerate(rows)]
    seen: set[str] = set()
    for one in wanted:
        if one in seen:
            raise BadInput(f"id {one} is there twice", where=table)
        seen.add(one)
    first = next_number(plan, table)
    kept = [one for one in wanted if _is_free(table, one, first)]
    number = max([first, *(number_of(one) + 1 for one in kept)])
    names = {one: one for one in kept}
    for one in wanted:
        if one not in names:
            names[one] = id_of(table, number)
            number += 1
    return names


def _place(number: int) -> str:
    """A stand-in that no cleaned text can be."""
    return f"\0{number}"


def _is_free(table: str, row_id: str, first: int) -> bool:
    if len(row_id) > LONGEST_KEPT:
        return False
    number = number_of(row_id)
    return number >= first and row_id == id_of(table, number)


def _named(table: str, row: dict[str, Any], names: Names, number: int) -> dict[str, Any]:
    result = {key: _replaced(value, TARGETS.get(table, {}).get(key), names) for key, value in row.items()}
    steering = result.get("steering")
    if table == "tasks" and isinstance(steering, dict) and "checker" in steering:
        result["steering"] = {**steering, "checker": _replaced(steering["checker"], "contractors", names)}
    if table in names:
        result["id"] = names[table][row.get("id") or _place(number)]
    elif not row.get("id") or result.get("task_id") != row.get("task_id"):
        task = result.get("task_id")
        result["id"] = str(row.get("key")) if task is None else f"{row.get('key')}-{task}"
    return result


def _replaced(value: Any, target: str | None, names: Names) -> Any:
    if target is None:
        return value
    if isinstance(value, list):
        return [_replaced(one, target, names) for one in value]
    if isinstance(value, dict):
        return {key: _replaced(one, target, names) for key, one in value.items()}
    if not isinstance(value, str):
        return value
    places = [names.get(target, {})] if target else list(names.values())
    return next((one[value] for one in places if value in one), value)
