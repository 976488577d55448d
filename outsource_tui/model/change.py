"""A change is a value: what to do to which rows, in words and in fields.

It is applied to the plan on the screen at once, and applied again to whatever the file holds by the time it is saved
(RELIABILITY.md section 2, step 3). Fields are builtins as in JSON; objects are merged key by key, lists replaced, and
a key of a map set to None is taken out.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct

from outsource_tui.model.fields import check_new_values, cleaned_fields, require_known, row_of
from outsource_tui.model.journal import with_entry
from outsource_tui.model.keeping import JournalEntry, Trace
from outsource_tui.model.kinds import Record, Table
from outsource_tui.model.plan import ID_LETTERS, Plan, id_of, next_number, number_of
from outsource_tui.model.problems import NotThere, Refused
from outsource_tui.model.task import PastScore, Task

MOST_PAST_SCORES = 50
SCORED_BY = frozenset({"effectiveness", "value", "hours", "per"})
"""Fields of a task that its score history follows."""

NOTHING_WORDS = "Nothing changed"


class AddRow(Struct, frozen=True, tag="add"):
    """A new row. `id` is a proposal: where another session has taken it, the row gets the next free one."""

    table: Table
    fields: dict[str, Any]
    id: str = ""


class SetFields(Struct, frozen=True, tag="set"):
    """New values for some fields. `before` is what stood there when it was decided; filled in when first applied."""

    table: Table
    id: str
    fields: dict[str, Any]
    before: dict[str, Any] = {}


class DropRow(Struct, frozen=True, tag="drop"):
    """A row taken out for good (archiving is setting `archived_at`)."""

    table: Table
    id: str


Edit = AddRow | SetFields | DropRow


class Change(Struct, frozen=True):
    """Some edits that belong together: one save, one step to undo. `joins`: merged with a newest step of that key."""

    words: str
    edits: tuple[Edit, ...]
    joins: str | None = None


class Undo(Struct, frozen=True):
    """Take a journal entry back."""

    entry: str


class Redo(Struct, frozen=True):
    """Do again what was undone."""

    entry: str


Step = Change | Undo | Redo


class Outcome(Struct, frozen=True):
    """A plan after a step."""

    plan: Plan
    step: Step
    """The step with its ids and `before` filled in, to be applied again."""
    entry: JournalEntry
    """In the journal of the plan. That of a change that changes nothing is not: its words say so, and its id is empty
    or that of the step that it would have joined."""
    touched: frozenset[tuple[str, str]]
    """Table and id of every row that differs, those of `meta` and `journal` included; empty where nothing does."""
    renamed: dict[str, str]
    """Ids that were taken, and what the rows are called instead."""


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
    found: list[tuple[Table, str]] = []
    for other, fields in OWNERS.items():
        names = [name for name, target in fields.items() if target == table]
        found += [
            (other, key)  # type: ignore[misc]
            for key, row in plan.rows(other).items()
            if any(getattr(row, name) == row_id for name in names) and (other, key) != (table, row_id)
        ]
    return found


def builtins_of(row: Struct) -> dict[str, Any]:
    """A row as JSON would have it, every field included."""
    values = {one.encode_name: getattr(row, one.name) for one in msgspec.structs.fields(row)}
    result: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(values))
    return result


def merged(old: Any, new: Any) -> Any:
    """`new` laid over `old`: objects key by key, everything else replaced; a None takes a key out."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        return {key: one for key, one in new.items() if one is not None} if isinstance(new, dict) else new
    result = dict(old)
    for key, value in new.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merged(result.get(key), value)
    return result


def difference(old: Any, new: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The leaves that differ, as they were and as they are, each fit for `merged`."""
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for key in {**old, **new}:
        one, other = old.get(key), new.get(key)
        if one == other:
            continue
        if isinstance(one, dict) and isinstance(other, dict):
            inner = difference(one, other)
            if inner != ({}, {}):  # a key that is None and one that is missing are the same
                before[key], after[key] = inner
        else:
            before[key], after[key] = one, other
    return before, after


def applied(plan: Plan, step: Step, *, at: datetime, session: str, renamed: Mapping[str, str] | None = None) -> Outcome:
    """The plan after a step, at the instant `at` (UTC), written to the journal as `session`.

    `renamed` is what ids in the step are called by now (of rows, and of journal entries): given here rather than put
    into the step before, because an id that is free again for a row of the step must not be replaced twice.
    Raises BadInput for fields that do not fit, NotThere for a row that is gone, Refused for an undo that would take
    back somebody else's change.
    """
    work = _Work(plan, at, renamed or {})
    if isinstance(step, Change):
        return _done(work, step, session)
    return _taken_back(work, type(step)(work.renamed.get(step.entry, step.entry)), session)


class _Work:
    """Tables being changed: copied when first touched."""

    def __init__(self, plan: Plan, at: datetime, renamed: Mapping[str, str]) -> None:
        self.plan = plan
        self.at = at
        self.tables: dict[str, dict[str, Record]] = {}
        self.next_ids = dict(plan.meta.next_ids)
        self.touched: set[tuple[str, str]] = set()
        self.renamed = dict(renamed)
        self.given: set[tuple[str, str]] = set()
        self.began: dict[str, tuple[int | None, int | None, float | None]] = {}
        """Per task its scores and hours before the step."""

    def rows(self, table: str) -> dict[str, Record]:
        if table not in self.tables:
            self.tables[table] = dict(self.plan.rows(table))
        return self.tables[table]

    def get(self, table: str, row_id: str) -> Record:
        row = self.tables[table].get(row_id) if table in self.tables else self.plan.rows(table).get(row_id)
        if row is None:
            raise NotThere(f"there is no {row_id}", fix="it may have been deleted; `history` shows what happened")
        return row

    def put(self, table: str, row: Record) -> None:
        self.rows(table)[row.id] = row
        self.touched.add((table, row.id))

    def drop(self, table: str, row_id: str) -> None:
        self.rows(table).pop(row_id)
        self.touched.add((table, row_id))

    def new_id(self, table: str, proposed: str) -> str:
        if table == "criteria":
            if proposed in self.rows(table):
                raise Refused(f"criterion {proposed} is there already")
            return proposed
        next_free = self.next_ids.get(table, 1)
        number = number_of(proposed)
        fits = proposed == id_of(table, number) and number >= next_number(self.plan, table)
        if not fits or proposed in self.rows(table) or (table, proposed) in self.given:
            number = next_free
        self.next_ids[table] = max(next_free, number + 1)
        self.given.add((table, id_of(table, number)))
        return id_of(table, number)

    def plan_with(self, entry: JournalEntry, *, merged_into: bool) -> Plan:
        journal, gone = with_entry(self.plan.journal, entry, keep_undone=merged_into)
        self.touched |= {("journal", entry.id), ("meta", "1")} | {("journal", one) for one in gone}
        meta = msgspec.structs.replace(self.plan.meta, next_ids=self.next_ids, generation=self.plan.meta.generation + 1)
        changed: dict[str, Any] = {name: rows for name, rows in self.tables.items() if name != "profile"}
        if "profile" in self.tables:
            changed["profile"] = self.tables["profile"]["1"]
        return msgspec.structs.replace(self.plan, meta=meta, journal=journal, **changed)


def _done(work: _Work, change: Change, session: str) -> Outcome:
    traces: list[Trace] = []
    edits: list[Edit] = []
    kept: list[str] = []
    joined_to = _newest_to_join(work, change, session)
    for edit in _with_ids(work, change.edits):
        if isinstance(edit, AddRow):
            row = _added(work, edit)
            edits.append(edit)
            traces.append(Trace(kind="add", table=edit.table, id=row.id))
        elif isinstance(edit, SetFields):
            before, after = _set(work, edit, joined_to)
            kept += _overwritten(edit, before, after)
            if after or before:
                traces.append(Trace(kind="set", table=edit.table, id=edit.id, before=before, after=after))
            edits.append(SetFields(edit.table, edit.id, edit.fields, edit.before or before))
        else:
            traces.append(_dropped(work, edit))
            edits.append(edit)
    step = Change(change.words, tuple(edits), change.joins)
    if not traces:
        joined_id = "" if joined_to is None else joined_to.id
        nothing = JournalEntry(id=joined_id, at=work.at, session=session, words=NOTHING_WORDS, traces=())
        return Outcome(work.plan, step, nothing, frozenset(), work.renamed)
    _require_all_owners(work)
    entry = _entry(work, change, session, joined_to, _folded(traces), tuple(kept))
    plan = work.plan_with(entry, merged_into=joined_to is not None)
    return Outcome(plan, step, entry, frozenset(work.touched), work.renamed)


def _with_ids(work: _Work, edits: tuple[Edit, ...]) -> list[Edit]:
    """The edits with an id for every new row; rows may name one that is added after them."""
    named: list[Edit] = []
    for edit in edits:
        if isinstance(edit, AddRow):
            new_id = work.new_id(edit.table, edit.id)
            if edit.id and edit.id != new_id:
                work.renamed[edit.id] = new_id
            else:
                work.renamed.pop(edit.id, None)
            edit = AddRow(edit.table, edit.fields, new_id)
        named.append(edit)
    return [_with_new_names(edit, work.renamed) for edit in named]


def _newest_to_join(work: _Work, change: Change, session: str) -> JournalEntry | None:
    """The newest journal entry, where the change is to be one step with it."""
    newest = next(work.plan.newest_first(), None)
    if change.joins is None or newest is None or newest.joins != change.joins or newest.session != session:
        return None
    only_sets = all(one.kind == "set" for one in newest.traces) and all(isinstance(e, SetFields) for e in change.edits)
    return newest if newest.undone is None and only_sets else None


def _entry(
    work: _Work,
    change: Change,
    session: str,
    joined_to: JournalEntry | None,
    traces: tuple[Trace, ...],
    kept: tuple[str, ...],
) -> JournalEntry:
    """The journal entry of a change: a new one, or the newest with the change in it."""
    if joined_to is not None:
        together = _folded((*joined_to.traces, *traces))
        kept = joined_to.kept + kept
        return msgspec.structs.replace(joined_to, at=work.at, words=change.words, traces=together, kept=kept)
    number = work.next_ids.get("journal", 1)
    work.next_ids["journal"] = number + 1
    return JournalEntry(
        id=id_of("journal", number),
        at=work.at,
        session=session,
        words=change.words,
        traces=traces,
        joins=change.joins,
        kept=kept,
    )


def _folded(traces: Iterable[Trace]) -> tuple[Trace, ...]:
    """The traces with several sets of one row made one: as it was before the first and after the last."""
    result: list[Trace] = []
    places: dict[tuple[str, str], int] = {}
    for trace in traces:
        key = (trace.table, trace.id)
        old = result[places[key]] if key in places else None
        if old is not None and old.kind == trace.kind == "set":
            result[places[key]] = Trace(
                kind="set",
                table=trace.table,
                id=trace.id,
                before=_first_of(old.before, trace.before),
                after=_first_of(trace.after, old.after),
            )
        else:
            places[key] = len(result)
            result.append(trace)
    return tuple(result)


def _first_of(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    """`first` with what only `second` has, without losing the Nones that `merged` would take out."""
    result = dict(second)
    for key, value in first.items():
        both = isinstance(value, dict) and isinstance(result.get(key), dict)
        result[key] = _first_of(value, result[key]) if both else value
    return result


def _added(work: _Work, edit: AddRow) -> Record:
    fields = cleaned_fields(edit.fields)
    require_known(edit.table, fields, ours=True)
    check_new_values(edit.table, fields)
    row: Record = row_of(edit.table, {**fields, "id": edit.id, "created_at": work.at, "updated_at": work.at})
    is_scored = isinstance(row, Task) and (row.effectiveness is not None or row.value is not None)
    if isinstance(row, Task) and is_scored and "score_history" not in fields:
        row = msgspec.structs.replace(row, score_history=(_past(row, work.at),))
    if isinstance(row, Task):
        work.began[row.id] = _past_fields(row)
    work.put(edit.table, row)
    return row


def _set(work: _Work, edit: SetFields, joined_to: JournalEntry | None) -> tuple[dict[str, Any], dict[str, Any]]:
    old_row = work.get(edit.table, edit.id)
    old = builtins_of(old_row)
    fields = cleaned_fields(edit.fields)
    require_known(edit.table, fields, ours=True)
    check_new_values(edit.table, fields)
    new = {**old, **{key: value if value is None else merged(old.get(key), value) for key, value in fields.items()}}
    row: Record = row_of(edit.table, new)
    before, after = difference(_untimed(old), _untimed(builtins_of(row)))
    if not after and not before:
        return {}, {}
    row = msgspec.structs.replace(row, updated_at=work.at)
    if isinstance(row, Task) and isinstance(old_row, Task):
        row = _with_history(work, row, old_row, joined_to)
    work.put(edit.table, row)
    return before, after


def _with_history(work: _Work, row: Task, old: Task, joined_to: JournalEntry | None) -> Task:
    """The row with its score history: a step leaves one point, however often it sets the scores, or none."""
    if _past_fields(row) == _past_fields(old):
        return row
    if row.id not in work.began:
        traces = joined_to.traces if joined_to is not None else ()
        first = {name: one for trace in traces if trace.id == row.id for name, one in trace.before.items()}
        start = msgspec.structs.replace(old, **{name: one for name, one in first.items() if name in SCORED_BY})
        work.began[row.id] = _past_fields(start)
    history = row.score_history if _past_fields(old) == work.began[row.id] else row.score_history[:-1]
    if _past_fields(row) != work.began[row.id]:
        history = _with_past(history, _past(row, work.at))
    return msgspec.structs.replace(row, score_history=history)


def _with_past(history: tuple[PastScore, ...], past: PastScore) -> tuple[PastScore, ...]:
    return (*history, past)[-MOST_PAST_SCORES:]


def _untimed(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in {"updated_at", "score_history"}}


def _past_fields(task: Task) -> tuple[int | None, int | None, float | None]:
    return task.effectiveness, task.value, task.hours_week


def _past(task: Task, at: datetime) -> PastScore:
    week = None if task.hours_week is None else round(task.hours_week, 4)
    return PastScore(date=at.date(), effectiveness=task.effectiveness, value=task.value, hours_week=week)


def _overwritten(edit: SetFields, before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """In words what stood in a field that was not what the change was decided on."""
    if not edit.before:
        return []
    words = []
    for name, value in before.items():
        if name in edit.before and edit.before[name] != value and after.get(name) != value:
            words.append(f"{edit.id} {name}: another session had written {value!r}, now {after.get(name)!r}")
    return words


def _dropped(work: _Work, edit: DropRow) -> Trace:
    row = work.get(edit.table, edit.id)
    for table, key in dependents_of(work.plan, edit.table, edit.id):
        if key in work.rows(table):
            raise Refused(f"{edit.id} still has {key}", fix="archive it instead, or delete what hangs on it first")
    work.drop(edit.table, edit.id)
    return Trace(kind="drop", table=edit.table, id=edit.id, row=builtins_of(row))


def _require_all_owners(work: _Work) -> None:
    for _, row_id in [one for one in work.touched if one[0] in OWNERS and one[1] in work.rows(one[0])]:
        _require_owners(work, row_id)


def _require_owners(work: _Work, row_id: str) -> None:
    for table, fields in OWNERS.items():
        row = work.tables.get(table, {}).get(row_id)
        if row is None:
            continue
        for name, target in fields.items():
            owner = getattr(row, name)
            rows = work.tables[target] if target in work.tables else work.plan.rows(target)
            if owner is not None and owner not in rows:
                raise NotThere(
                    f"{name}: there is no {owner}", where=row_id, fix=f"ids of {target} begin with {ID_LETTERS[target]}"
                )


def _with_new_names(edit: Edit, renamed: dict[str, str]) -> Edit:
    if not renamed:
        return edit
    if isinstance(edit, AddRow):
        return AddRow(edit.table, renamed_fields(edit.table, edit.fields, renamed), edit.id)
    new_id = renamed.get(edit.id, edit.id)
    if isinstance(edit, SetFields):
        fields = renamed_fields(edit.table, edit.fields, renamed)
        return SetFields(edit.table, new_id, fields, edit.before)
    return DropRow(edit.table, new_id)


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


def _taken_back(work: _Work, step: Undo | Redo, session: str) -> Outcome:
    if not step.entry:
        raise Refused("another session had done the same, so there is nothing to take back")
    entry = work.plan.journal.get(step.entry)
    undoing = isinstance(step, Undo)
    if entry is None or (entry.undone is None) != undoing:
        raise Refused("that step is already undone" if undoing else "that step is not undone any more")
    later = [
        one
        for one in work.plan.journal.values()
        if number_of(one.id) > number_of(entry.id) and one.undone is None and undoing
    ]
    added = {one.id for one in entry.traces if one.kind == "add"}
    traces = [
        _trace_back(work, trace, later, added) if undoing else _trace_again(work, trace)
        for trace in (reversed(entry.traces) if undoing else entry.traces)
    ]
    _require_all_owners(work)
    if undoing:
        traces.reverse()
        count = max((one.undone or 0 for one in work.plan.journal.values()), default=0) + 1
        entry = msgspec.structs.replace(entry, traces=tuple(traces), undone=count)
    else:
        entry = msgspec.structs.replace(entry, traces=tuple(traces), undone=None)
    plan = work.plan_with(entry, merged_into=True)
    return Outcome(plan, step, entry, frozenset(work.touched), work.renamed)


def _trace_back(work: _Work, trace: Trace, later: list[JournalEntry], added: set[str]) -> Trace:
    """Undo one trace of a step that had `added` rows."""
    for other in later:
        for one in other.traces:
            if (one.table, one.id) == (trace.table, trace.id) and _touches(trace, one):
                raise Refused(
                    f"{trace.id} was changed since: {other.words}", fix="undo that first, or change it by hand"
                )
    if trace.kind == "add":
        row = work.get(trace.table, trace.id)
        dependents = dependents_of(work.plan, trace.table, trace.id)
        waiting = [key for table, key in dependents if key in work.rows(table) and key not in added]
        if waiting:
            raise Refused(f"{trace.id} has {waiting[0]} by now", fix="archive it instead")
        work.drop(trace.table, trace.id)
        return msgspec.structs.replace(trace, row=builtins_of(row))
    if trace.kind == "drop":
        work.put(trace.table, row_of(trace.table, trace.row or {}))
        return msgspec.structs.replace(trace, row=None)
    row = work.get(trace.table, trace.id)
    scored_since = any(one.id == trace.id and SCORED_BY & one.after.keys() for other in later for one in other.traces)
    _put_patched(work, trace, row, expect=trace.after, give=trace.before, shorten=not scored_since)
    return trace


def _trace_again(work: _Work, trace: Trace) -> Trace:
    if trace.kind == "add":
        work.put(trace.table, row_of(trace.table, trace.row or {}))
        return msgspec.structs.replace(trace, row=None)
    row = work.get(trace.table, trace.id)
    if trace.kind == "drop":
        return _dropped(work, DropRow(trace.table, trace.id))
    _put_patched(work, trace, row, expect=trace.before, give=trace.after, shorten=False)
    return trace


def _put_patched(
    work: _Work, trace: Trace, row: Record, *, expect: dict[str, Any], give: dict[str, Any], shorten: bool
) -> None:
    """The row with `give` in it. Its score history grows, or (`shorten`) loses what the step had put there."""
    now = builtins_of(row)
    for name, value in expect.items():
        if not _holds(now.get(name), value):
            raise Refused(f"{trace.id}: {name} was changed since", fix="change it by hand, or look at `history`")
    new = {**now, **{key: value if value is None else merged(now.get(key), value) for key, value in give.items()}}
    patched: Record = msgspec.structs.replace(row_of(trace.table, new), updated_at=work.at)
    if isinstance(patched, Task) and isinstance(row, Task) and _past_fields(patched) != _past_fields(row):
        history = row.score_history[:-1] if shorten else _with_past(row.score_history, _past(patched, work.at))
        patched = msgspec.structs.replace(patched, score_history=history)
    work.put(trace.table, patched)


def _holds(now: Any, expected: Any) -> bool:
    """Whether every leaf of `expected` stands in `now`; None stands for a missing key."""
    if isinstance(expected, dict) and isinstance(now, dict):
        return all(_holds(now.get(key), value) for key, value in expected.items())
    return bool(now == expected)


def _touches(trace: Trace, later: Trace) -> bool:
    if later.kind != "set" or trace.kind != "set":
        return True
    return _overlap(trace.after, later.after)


def _overlap(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    for key in one.keys() & other.keys():
        if isinstance(one[key], dict) and isinstance(other[key], dict):
            if _overlap(one[key], other[key]):
                return True
        else:
            return True
    return False
