"""A whole plan as JSON, out and in again (PRODUCT.md sections 3.15 and 8)."""

from collections.abc import Callable, Mapping
from typing import Any, get_args

from msgspec import Struct

from outsource_tui.exchange.ids_in_json import with_free_ids
from outsource_tui.exchange.json_text import decoded
from outsource_tui.model.change import AddRow, Change, DropRow, Edit, SetFields
from outsource_tui.model.fields import TABLE_WORDS, check_new_values, cleaned_fields, require_known, row_of
from outsource_tui.model.keeping import APP, SCHEMA
from outsource_tui.model.kinds import Record, Table
from outsource_tui.model.patches import builtins_of, difference
from outsource_tui.model.plan import Plan, number_of
from outsource_tui.model.problems import BadInput
from outsource_tui.model.score import Criterion, CriterionKey
from outsource_tui.model.task import Task

TABLES: tuple[Table, ...] = (
    "tasks", "contractors", "criteria", "scores", "trials", "handoffs", "checkins", "decisions", "mutes", "imports",
    "snapshots",
)  # fmt: skip
"""In the order in which rows need each other."""

MOST_ROWS = 10_000
DERIVED = {"tasks": frozenset({"status"})}
UNIQUE: Mapping[str, tuple[str, ...]] = {
    "scores": ("task_id", "contractor_id", "criterion"),
    "criteria": ("key", "task_id"),
}
"""What a row is known by, where it is not its id."""

ANY_TIME = "2000-01-01T00:00:00Z"
NEVER_TAKEN = frozenset({"id", "created_at", "updated_at"})


class PlanImport(Struct, frozen=True):
    """A plan file that was read: what it would do, to be shown before it is done."""

    change: Change
    counts: dict[str, int]
    """Rows it would add or change, by table."""
    notes: tuple[str, ...]
    """What is left out and what is called otherwise, in words."""


def exported(plan: Plan, status_of: Callable[[Plan, Task], str]) -> dict[str, Any]:
    """Everything but the journal as builtins: every stored field, and of tasks the derived `status`."""
    result: dict[str, Any] = {"schema": plan.meta.schema, "app": plan.meta.app, "profile": builtins_of(plan.profile)}
    for table in TABLES:
        rows = sorted(plan.rows(table).values(), key=_place_of)
        result[table] = [builtins_of(row) for row in rows]
    for fields in result["tasks"]:
        fields["status"] = status_of(plan, plan.tasks[fields["id"]])
    return result


def _place_of(row: Record) -> tuple[str, int]:
    """By number; criteria in their usual order, those of the whole plan first."""
    if isinstance(row, Criterion):
        return row.task_id or "", get_args(CriterionKey).index(row.key)
    return "", number_of(row.id)


def plan_import_of(text: str, plan: Plan, file_name: str = "") -> PlanImport:
    """What importing the text of a plan would do to `plan`. Raises BadInput that names the row and the field."""
    try:
        return _read(decoded(text), plan)
    except BadInput as problem:
        where = ", ".join(one for one in (file_name, problem.where) if one)
        raise BadInput(problem.what, where=where, fix=problem.fix) from None


def _read(data: Any, plan: Plan) -> PlanImport:
    tables = _tables_of(data)
    notes: list[str] = []
    edits: list[Edit] = []
    if plan.tasks and ("profile" in data or tables.get("criteria")):
        notes.append("profile and criteria are left as they are: this plan has tasks already")
        tables.pop("criteria", None)
    elif "profile" in data:
        edits += _profile_edits(data["profile"], plan)
    rows, renamed = with_free_ids(tables, plan)
    _require_unique(rows)
    notes += [f"{old} becomes {new}: its id was not free" for old, new in renamed]
    notes += _same_names(rows, plan)
    counts: dict[str, int] = {"profile": 1} if edits else {}
    for table in TABLES:
        found = [_row_edit(table, fields, plan) for fields in rows.get(table, [])]
        if table == "criteria" and {"schema", "app"} <= data.keys():
            found += _dropped_criteria(rows.get(table, []), plan)
        told = [one for one in found if one is not None]
        edits += told
        if told:
            counts[table] = len(told)
    said = ", ".join(f"{count} {_counted(name, count)}" for name, count in counts.items())
    return PlanImport(Change(f"Imported a plan: {said or 'nothing new'}", tuple(edits)), counts, tuple(notes))


def _counted(table: str, count: int) -> str:
    """What so many rows of a table are called."""
    word = "profiles" if table == "profile" else TABLE_WORDS[table]
    return word if count != 1 else {"criteria": "criterion"}.get(table, word.removesuffix("s"))


def _tables_of(data: Any) -> dict[str, list[dict[str, Any]]]:
    """The lists of rows in the data, each checked to be one, without what is derived."""
    if not isinstance(data, dict):
        raise BadInput("this is no plan: one JSON object is needed", fix="import what `export --to json` wrote")
    _require_ours(data)
    tables: dict[str, list[dict[str, Any]]] = {}
    count = 0
    for table in TABLES:
        rows = data.get(table, [])
        if not isinstance(rows, list):
            raise BadInput(f"{table}: a list of rows is needed")
        count += len(rows)
        if count > MOST_ROWS:
            raise BadInput(f"more than {MOST_ROWS:,} rows", fix="import it in parts")
        tables[table] = [_checked_row(table, number, row) for number, row in enumerate(rows, 1)]
    return tables


def _require_ours(data: Mapping[str, Any]) -> None:
    schema, app = data.get("schema", SCHEMA), data.get("app", APP)
    if app != APP:
        raise BadInput(f"app: {app!r} is not {APP!r}", fix="import what `export --to json` wrote")
    if not isinstance(schema, int) or isinstance(schema, bool) or schema < 1:
        raise BadInput(f"schema: {schema!r} is not a whole number from 1")
    if schema > SCHEMA:
        raise BadInput(f"schema {schema} is newer than {SCHEMA}", fix="a newer outsource-tui is needed to read it")
    unknown = sorted(data.keys() - {"schema", "app", "profile", *TABLES})
    if unknown:
        raise BadInput(f"a plan has no table {unknown[0]!r}", fix=f"known: profile, {', '.join(TABLES)}")


def _checked_row(table: str, number: int, row: Any) -> dict[str, Any]:
    where = f"{table}, row {number}"
    if not isinstance(row, dict):
        raise BadInput("a row must be an object", where=where)
    fields = {key: value for key, value in row.items() if key not in DERIVED.get(table, ())}
    try:
        require_known(table, fields, ours=True)
        _require_fits(table, fields)
    except BadInput as problem:
        raise BadInput(problem.what, where=where, fix=problem.fix) from None
    return fields


def _require_fits(table: str, fields: Mapping[str, Any]) -> None:
    if not isinstance(fields.get("id", ""), str):
        raise BadInput(f"id: {fields['id']!r} is not a text")
    given = cleaned_fields({key: value for key, value in fields.items() if key not in NEVER_TAKEN})
    check_new_values(table, given)
    row_of(table, {**given, "id": "1", "created_at": ANY_TIME, "updated_at": ANY_TIME})


def _profile_edits(fields: Any, plan: Plan) -> list[Edit]:
    if not isinstance(fields, dict):
        raise BadInput("profile: an object is needed")
    require_known("profile", fields, ours=True)
    old = builtins_of(plan.profile)
    given = {key: value for key, value in fields.items() if key not in NEVER_TAKEN}
    _, after = difference(old, {**old, **given})
    return [SetFields("profile", "1", after)] if after else []


def _require_unique(tables: Mapping[str, list[dict[str, Any]]]) -> None:
    for table, names in UNIQUE.items():
        seen: set[tuple[Any, ...]] = set()
        for number, row in enumerate(tables.get(table, []), 1):
            key = tuple(row.get(name) for name in names)
            if key in seen:
                raise BadInput(f"{', '.join(names)}: the same as in a row before", where=f"{table}, row {number}")
            seen.add(key)


def _row_edit(table: Table, fields: dict[str, Any], plan: Plan) -> Edit | None:
    """A new row, or new values of one that is known by its unique fields; None where nothing differs."""
    given = {key: value for key, value in fields.items() if key not in NEVER_TAKEN}
    if table == "tasks":
        given.setdefault("score_history", [])
    names = UNIQUE.get(table, ())
    if names:
        for row in plan.rows(table).values():
            if all(getattr(row, name) == fields.get(name) for name in names):
                old = builtins_of(row)
                _, after = difference(old, {**old, **given})
                return SetFields(table, row.id, after) if after else None
    return AddRow(table, given, fields["id"])


def _dropped_criteria(rows: list[dict[str, Any]], plan: Plan) -> list[Edit | None]:
    """Criteria of this plan that a whole export does not have any more."""
    there = {(row.get("key"), row.get("task_id")) for row in rows}
    gone = [row.id for row in plan.criteria.values() if (row.key, row.task_id) not in there]
    return [DropRow("criteria", one) for one in gone] if rows else []


def _same_names(rows: Mapping[str, list[dict[str, Any]]], plan: Plan) -> list[str]:
    there = {task.name.casefold().strip() for task in plan.live_tasks}
    again = [row for row in rows.get("tasks", []) if str(row.get("name", "")).casefold().strip() in there]
    return [f"{len(again)} tasks have a name that is there already; they are added beside them"] if again else []
