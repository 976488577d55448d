"""A plain list of tasks as CSV, read into one change (PRODUCT.md section 7)."""

from collections.abc import Mapping
from datetime import date
from typing import Any, get_args

from msgspec import Struct

from outsource_tui.exchange.csv_text import SEPARATORS, header_of, records, separator_of, unguarded
from outsource_tui.model.change import AddRow, Change, SetFields
from outsource_tui.model.fields import KEPT_BY_US, check_new_values, cleaned_fields, row_of
from outsource_tui.model.hints import field_types
from outsource_tui.model.patches import builtins_of
from outsource_tui.model.plan import Plan
from outsource_tui.model.problems import BadInput
from outsource_tui.model.task import Brief, Knowledge, Steering, Task
from outsource_tui.model.text import cleaned
from outsource_tui.model.typed import typed_field, typed_hours

MOST_ROWS = 10_000
OBJECTS = {Knowledge, Brief, Steering}
FIELDS = tuple(
    name
    for name, hint in field_types("tasks").items()
    if name not in KEPT_BY_US and not OBJECTS & {hint, *get_args(hint)}
)
"""The stored fields of a task that fit into a cell."""

_ANY_TIME = "2000-01-01T00:00:00Z"


class TaskListImport(Struct, frozen=True):
    """A list of tasks that was read: what it would do, to be shown before it is done."""

    change: Change
    added: tuple[str, ...]
    """Names of new tasks."""
    updated: tuple[str, ...]
    """Ids of tasks of the same name that get new values."""
    notes: tuple[str, ...]
    """Columns that are left out, and rows of the same name, in words."""


def is_task_list(text: str) -> bool:
    """Whether the text is CSV with a column `name`."""
    return separator_of(text, "name") is not None


def task_list_of(text: str, plan: Plan, file_name: str = "") -> TaskListImport:
    """What importing a list of tasks would do. Empty cells are left alone; a task of the same name gets the new values.

    Raises BadInput that names the file, the row (the header is row 1) and the column.
    """
    try:
        return _read(text, plan)
    except BadInput as problem:
        where = ", ".join(one for one in (file_name, problem.where) if one)
        raise BadInput(problem.what, where=where, fix=problem.fix) from None


def _read(text: str, plan: Plan) -> TaskListImport:
    separator = separator_of(text, "name")
    if separator is None:
        raise no_columns(text)
    header = _header(text, separator)
    rows = [(number, row) for number, row in enumerate(records(text, separator), 1) if any(one.strip() for one in row)]
    if len(rows) < 2:
        raise BadInput("there are no tasks in it")
    if len(rows) > MOST_ROWS + 1:
        raise BadInput(f"more than {MOST_ROWS:,} rows", fix="import it in parts")
    added: list[AddRow] = []
    changed: list[SetFields] = []
    seen: dict[str, int] = {}
    twice: list[str] = []
    named = _by_name(plan)
    for number, row in rows[1:]:
        where = f"row {number}"
        fields = _fields(header, row, where)
        task = _same_name(named, fields["name"], where)
        _require_fits(fields, task, where)
        first = seen.setdefault(_folded(fields["name"]), number)
        if first != number and task is not None:
            said = f"{fields['name']!r} is in row {first} already, and there is one task of that name"
            raise BadInput(said, where=f"{where}, column name", fix="join the two rows")
        if first != number:
            twice.append(f"rows {first} and {number} have the same name, {fields['name']!r}: two tasks")
        if task is None:
            added.append(AddRow("tasks", fields))
        elif new := _new_values(task, fields):
            changed.append(SetFields("tasks", task.id, new))
    left_out = [name for name in dict.fromkeys(header) if name and name not in FIELDS]
    notes = [*(f"column {name} is left out" for name in left_out), *twice]
    parts = [
        f"{len(added)} new {'task' if len(added) == 1 else 'tasks'}" if added else "",
        f"{len(changed)} brought up to date" if changed else "",
    ]
    words = f"Imported a task list: {', '.join(filter(None, parts)) or 'no task differs'}"
    names = tuple(str(one.fields["name"]) for one in added)
    return TaskListImport(Change(words, (*added, *changed)), names, tuple(one.id for one in changed), tuple(notes))


def _header(text: str, separator: str) -> list[str]:
    header = header_of(text, separator)
    for name in FIELDS:
        if header.count(name) > 1:
            raise BadInput(f"column {name} is there twice", where="row 1")
    return header


def no_columns(text: str) -> BadInput:
    """What to say of a text whose columns fit nothing: those found, and those needed."""
    lines = text.strip().split("\n", 1)[0]
    separator = max(SEPARATORS, key=lines.count)
    try:
        found = [one for one in header_of(lines, separator) if one]
    except BadInput:
        found = []
    said = f"columns found: {', '.join(found[:12])}" if found else "no columns were found"
    return BadInput(said, fix=f"a list of tasks needs name, and may have {', '.join(FIELDS[1:6])} ...")


def _fields(header: list[str], record: list[str], where: str) -> dict[str, Any]:
    """The values of a row by field; empty cells are not among them."""
    if len(record) > len(header):
        raise BadInput(f"{len(record)} cells, but {len(header)} columns", where=where)
    cells = {name: unguarded(one) for name, one in zip(header, record, strict=False) if name in FIELDS and one.strip()}
    if "name" not in cells:
        raise BadInput("the name is missing", where=f"{where}, column name")
    fields: dict[str, Any] = {}
    for name, text in cells.items():
        try:
            fields |= _hours(text, cells) if name == "hours" else {name: _value(name, text)}
        except BadInput as problem:
            raise BadInput(
                problem.what.removeprefix(f"{name}: "), where=f"{where}, column {name}", fix=problem.fix
            ) from None
    return fields


def _value(name: str, text: str) -> Any:
    # No field of a task that fits into a cell is a date or an amount of money.
    return typed_field("tasks", name, text, today=date.min, currency="EUR")


def _hours(text: str, cells: Mapping[str, str]) -> dict[str, Any]:
    hours, per = typed_hours(text)
    if per == "week":
        return {"hours": hours}
    if "per" in cells and _value("per", cells["per"]) != per:
        raise BadInput(f"{text.strip()!r} is not per {cells['per'].strip()}")
    return {"hours": hours, "per": per}


def _by_name(plan: Plan) -> dict[str, list[Task]]:
    found: dict[str, list[Task]] = {}
    for task in plan.live_tasks:
        found.setdefault(_folded(task.name), []).append(task)
    return found


def _same_name(named: Mapping[str, list[Task]], name: str, where: str) -> Task | None:
    found = named.get(_folded(name), [])
    if len(found) > 1:
        ids = ", ".join(task.id for task in found)
        raise BadInput(f"several tasks have this name: {ids}", where=f"{where}, column name", fix="rename one of them")
    return found[0] if found else None


def _folded(name: str) -> str:
    """A name as it is compared."""
    return cleaned(name).strip().casefold()


def _require_fits(fields: dict[str, Any], task: Task | None, where: str) -> None:
    """Raise for values that are right each on their own but not together, such as hours and what they are per."""
    old = builtins_of(task) if task is not None else {"created_at": _ANY_TIME, "updated_at": _ANY_TIME, "id": "T01"}
    given = cleaned_fields(fields)
    try:
        check_new_values("tasks", given)
        row_of("tasks", {**old, **given})
    except BadInput as problem:
        raise BadInput(problem.what, where=where, fix=problem.fix) from None


def _new_values(task: Task, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that differ from what the task has; it keeps its name."""
    old = builtins_of(task)
    return {name: one for name, one in fields.items() if name != "name" and old[name] != one}
