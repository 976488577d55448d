"""The lines of the `apply` command: one JSON object each, made into one change (PRODUCT.md sections 1 and 8)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from outsource_tui.exchange.apply_words import added_words, called, changed_words
from outsource_tui.exchange.json_text import decoded
from outsource_tui.model.change import AddRow, Change, DropRow, Edit, SetFields
from outsource_tui.model.fields import require_known
from outsource_tui.model.handoff import LOOK_EVERY_DAYS
from outsource_tui.model.hints import row_type
from outsource_tui.model.kinds import Record, Table
from outsource_tui.model.patches import builtins_of
from outsource_tui.model.plan import NOUNS, Plan, id_of, next_number
from outsource_tui.model.problems import BadInput, NotThere, Refused
from outsource_tui.model.text import cleaned

KEYS = {
    "add": {"do", "what", "fields", "why"},
    "change": {"do", "id", "what", "name", "fields", "why"},
    "archive": {"do", "id", "what", "name", "why"},
    "delete": {"do", "id", "what", "name", "why"},
}
NAMES: Mapping[str, str] = {"tasks": "name", "contractors": "handle", "criteria": "label"}
"""The field that a row can be called by."""

DECIDED_BY: Mapping[str, str] = {"tasks": "decision", "trials": "decision", "handoffs": "state"}
"""A change of this field goes into `decisions`, with or without a reason."""

GIVEN_BY_US = {"id", "created_at", "updated_at"}


def step_of_line(line: str, plan: Plan, *, at: datetime) -> Change:
    """The change that a line asks for, at the instant `at` (UTC). Its first edit is the row that was named.

    Raises BadInput for a line that does not fit, NotThere for a row that is not there, Refused for a hand-off of more
    than the whole task. What the values themselves may be is checked when the change is applied.
    """
    asked = _asked(line)
    if asked["do"] == "add":
        return _added(plan, asked, at)
    table, row = _named(plan, asked)
    if asked["do"] == "change":
        return _changed(plan, asked, table, row, at)
    if table == "profile":
        raise BadInput(f"the profile cannot be {asked['do']}d", fix="it can only be changed")
    reason = _reasons(row.id, {f"{asked['do']}d": (None, None)}, asked.get("why", ""), at)
    if asked["do"] == "archive":
        edits: tuple[Edit, ...] = (SetFields(table, row.id, {"archived_at": _stamp(at)}), *reason)
        return Change(f"Archived {called(plan, table, builtins_of(row))}", edits)
    _require_unscored(plan, table, row)
    return Change(f"Deleted {called(plan, table, builtins_of(row))}", (DropRow(table, row.id), *reason))


def row_id_of(change: Change) -> str:
    """The id of the row that a line named or added, as `applied` gave it."""
    return change.edits[0].id


def _asked(line: str) -> dict[str, Any]:
    asked = decoded(line)
    if not isinstance(asked, dict):
        raise BadInput("a line must be one JSON object", fix='such as {"do":"archive","id":"T04"}')
    do = asked.get("do")
    if not isinstance(do, str) or do not in KEYS:
        raise BadInput(f"do: {do!r} is not one of {', '.join(KEYS)}")
    for key, value in asked.items():
        if key not in KEYS[do]:
            raise BadInput(f"{do} takes no {key!r}", fix=f"it takes {', '.join(sorted(KEYS[do]))}")
        if key == "fields" and not isinstance(value, dict):
            raise BadInput("fields: an object is needed", fix='such as {"value":4}')
        if key != "fields" and not isinstance(value, str):
            raise BadInput(f"{key}: a text is needed")
    if "fields" in KEYS[do] and not asked.get("fields"):
        raise BadInput("fields: nothing is given", fix='such as "fields":{"value":4}')
    return asked


def _table(asked: Mapping[str, Any]) -> Table:
    what = asked.get("what", "")
    if what not in NOUNS:
        raise BadInput(f"what: {what!r} is not one of {', '.join(NOUNS)}")
    return NOUNS[what]


def _named(plan: Plan, asked: Mapping[str, Any]) -> tuple[Table, Record]:
    """The row that a line names by `id`, or by `what` and `name`."""
    table = _table(asked) if "what" in asked else None
    if table == "profile":
        return table, plan.profile
    if "id" in asked:
        found, row = plan.find(asked["id"])
        if found not in NOUNS.values():
            raise BadInput(f"{asked['id']} cannot be changed", fix=f"{found} are written by the program alone")
        if table is not None and found != table:
            raise BadInput(f"{asked['id']} is no {asked['what']}")
        return found, row
    if table is None or "name" not in asked:
        raise BadInput("which row is meant?", fix='give its "id", or "what" and its exact "name"')
    return table, _by_name(plan, table, asked["what"], asked["name"])


def _by_name(plan: Plan, table: Table, what: str, name: str) -> Record:
    if table not in NAMES:
        raise BadInput(f"a {what} has no name", fix="give its id")
    wanted = cleaned(name).strip()
    all_of_it = [row for row in plan.rows(table).values() if getattr(row, NAMES[table]) == wanted]
    rows = [row for row in all_of_it if not row.is_archived] or all_of_it
    if not rows:
        raise NotThere(f"there is no {what} called {wanted!r}")
    if len(rows) > 1:
        raise BadInput(f"several are called {wanted!r}: {', '.join(row.id for row in rows)}", fix="give the id")
    return rows[0]


def _added(plan: Plan, asked: Mapping[str, Any], at: datetime) -> Change:
    table = _table(asked)
    if table == "profile":
        raise BadInput("there is one profile", fix='change it: {"do":"change","what":"profile","fields":{...}}')
    fields = {**_defaults(plan, table, asked["fields"]), **asked["fields"]}
    require_known(table, asked["fields"])
    _require_all(table, asked["what"], fields)
    row_id = _criterion_id(fields) if table == "criteria" else id_of(table, next_number(plan, table))
    if table == "scores":
        _require_new_score(plan, fields)
    _require_share_left(plan, table, row_id, fields)
    known = DECIDED_BY.get(table, "")
    is_decided = fields.get(known) not in {None, "undecided"}
    told = {known: (None, fields[known])} if is_decided else {"added": (None, None)}
    edits = (AddRow(table, fields, row_id), *_reasons(row_id, told, asked.get("why", ""), at))
    return Change(added_words(plan, table, fields), edits)


def _changed(plan: Plan, asked: Mapping[str, Any], table: Table, row: Record, at: datetime) -> Change:
    fields = dict(asked["fields"])
    require_known(table, fields)
    if table == "trials" and fields.get("decision") is not None:
        fields.setdefault("state", "decided")
    old = builtins_of(row)
    _require_share_left(plan, table, row.id, {**old, **fields})
    known = DECIDED_BY.get(table, "")
    if known in fields and old[known] != fields[known]:
        told = {known: (old[known], fields[known])}
    else:
        told = {", ".join(fields)[:200]: (None, None)}
    edits = (SetFields(table, row.id, fields), *_reasons(row.id, told, asked.get("why", ""), at))
    return Change(changed_words(plan, table, old, fields), edits)


def _reasons(row_id: str, told: Mapping[str, tuple[Any, Any]], why: str, at: datetime) -> tuple[Edit, ...]:
    """Rows of `decisions`: one for each decision, and for anything else that has a reason."""
    return tuple(
        AddRow(
            "decisions",
            {"at": _stamp(at), "entity": row_id, "what": what, "from": old, "to": new, "why": why},
        )
        for what, (old, new) in told.items()
        if why or what in DECIDED_BY.values()
    )


def _defaults(plan: Plan, table: Table, fields: Mapping[str, Any]) -> dict[str, Any]:
    """What a new row gets that depends on the rest of the plan."""
    if table == "handoffs":
        level = fields.get("autonomy", 2)
        is_level = isinstance(level, int) and 1 <= level <= len(LOOK_EVERY_DAYS)
        return {"checkin_every_days": LOOK_EVERY_DAYS[level - 1]} if is_level else {}
    if table == "trials":
        task = plan.tasks.get(str(fields.get("task_id")))
        done_when = task.brief.done_when if task is not None and task.brief is not None else ()
        decided = {"state": "decided"} if fields.get("decision") is not None else {}
        return {"must_haves": [{"text": one.text} for one in done_when if one.must], **decided}
    if table == "criteria":
        general = plan.criteria.get(str(fields.get("key")))
        return {} if general is None else _copied(general)
    return {}


def _copied(row: Record) -> dict[str, Any]:
    return {key: one for key, one in builtins_of(row).items() if key not in GIVEN_BY_US | {"archived_at"}}


def _criterion_id(fields: Mapping[str, Any]) -> str:
    """A criterion is named by its key, a task's own copy of it by both."""
    task = fields.get("task_id")
    return str(fields["key"]) if task is None else f"{fields['key']}-{task}"


def _require_all(table: Table, what: str, fields: Mapping[str, Any]) -> None:
    needed = [
        one.encode_name
        for one in msgspec.structs.fields(row_type(table))
        if one.required and one.encode_name not in GIVEN_BY_US
    ]
    missing = [name for name in needed if fields.get(name) is None]
    if missing:
        raise BadInput(f"{missing[0]}: a {what} needs it", fix=f"a {what} needs {', '.join(needed)}")


def _require_new_score(plan: Plan, fields: Mapping[str, Any]) -> None:
    key = (fields["task_id"], fields["contractor_id"], fields["criterion"])
    for row in plan.scores.values():
        if (row.task_id, row.contractor_id, row.criterion) == key:
            raise Refused(f"{row.id} is that score already", fix=f"change {row.id} instead")


def _require_share_left(plan: Plan, table: Table, row_id: str, fields: Mapping[str, Any]) -> None:
    """Shares of one task sum to at most 1 over its open hand-offs (PRODUCT.md section 8)."""
    share = fields.get("share", 1.0)
    if table != "handoffs" or fields.get("state", "preparing") in {"ended", "taken_back"}:
        return
    if not isinstance(share, int | float) or fields.get("archived_at") is not None:
        return
    others = [one for one in plan.handoffs.values() if one.task_id == fields.get("task_id") and one.id != row_id]
    given = sum(one.share for one in others if one.is_open)
    if given + share > 1 + 1e-9:
        raise Refused(f"share: {given:g} of {fields['task_id']} is handed off already", fix=f"at most {1 - given:g}")


def _require_unscored(plan: Plan, table: Table, row: Record) -> None:
    """A criterion of the whole plan is kept while a score was given by it."""
    if table != "criteria" or getattr(row, "task_id", None) is not None:
        return
    score = next((one.id for one in plan.scores.values() if one.criterion == row.id), None)
    if score is not None:
        raise Refused(f"{row.id} still has {score}", fix="set its weight to 0 instead")


def _stamp(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")
