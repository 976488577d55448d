"""A step applied to a plan: at once to the one on the screen, and again to whatever the file holds when it is saved."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import msgspec

from outsource_tui.model.change import AddRow, Change, DropRow, Edit, Outcome, SetFields, Step
from outsource_tui.model.fields import check_new_values, cleaned_fields, require_known, row_of
from outsource_tui.model.keeping import JournalEntry, Trace
from outsource_tui.model.kinds import Record
from outsource_tui.model.past_scores import past_fields, past_of, with_history
from outsource_tui.model.patches import builtins_of, difference, first_of, merged
from outsource_tui.model.plan import Plan, id_of
from outsource_tui.model.references import renamed_fields
from outsource_tui.model.task import Task
from outsource_tui.model.text import cleaned
from outsource_tui.model.undoing import taken_back
from outsource_tui.model.work import Work, dropped, require_all_owners

NOTHING_WORDS = "Nothing changed"


def applied(plan: Plan, step: Step, *, at: datetime, session: str, renamed: Mapping[str, str] | None = None) -> Outcome:
    """The plan after a step, at the instant `at` (UTC), written to the journal as `session`.

    `renamed` is what ids in the step are called by now (of rows, and of journal entries): given here rather than put
    into the step before, because an id that is free again for a row of the step must not be replaced twice.
    Raises BadInput for fields that do not fit, NotThere for a row that is gone, Refused for an undo that would take
    back somebody else's change.
    """
    work = Work(plan, at, renamed or {})
    if isinstance(step, Change):
        return _done(work, step, session)
    return taken_back(work, type(step)(work.renamed.get(step.entry, step.entry)), session)


def _done(work: Work, change: Change, session: str) -> Outcome:
    traces: list[Trace] = []
    edits: list[Edit] = []
    kept: list[str] = []
    joined_to = _newest_to_join(work, change, session)
    first = _before_by_id(joined_to)
    for edit in _with_ids(work, change.edits):
        if isinstance(edit, AddRow):
            row = _added(work, edit)
            edits.append(edit)
            traces.append(Trace(kind="add", table=edit.table, id=row.id))
        elif isinstance(edit, SetFields):
            before, after = _set(work, edit, first.get(edit.id, {}))
            kept += _overwritten(edit, before, after)
            if after or before:
                traces.append(Trace(kind="set", table=edit.table, id=edit.id, before=before, after=after))
            edits.append(SetFields(edit.table, edit.id, edit.fields, edit.before or before))
        else:
            traces.append(dropped(work, edit))
            edits.append(edit)
    step = Change(change.words, tuple(edits), change.joins)
    if not traces:
        joined_id = "" if joined_to is None else joined_to.id
        nothing = JournalEntry(id=joined_id, at=work.at, session=session, words=NOTHING_WORDS, traces=())
        return Outcome(work.plan, step, nothing, frozenset(), work.renamed)
    require_all_owners(work)
    entry = _entry(work, change, session, joined_to, _folded(traces), tuple(kept))
    plan = work.plan_with(entry, merged_into=joined_to is not None)
    return Outcome(plan, step, entry, frozenset(work.touched), work.renamed)


def _with_ids(work: Work, edits: tuple[Edit, ...]) -> list[Edit]:
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


def _newest_to_join(work: Work, change: Change, session: str) -> JournalEntry | None:
    """The newest journal entry, where the change is to be one step with it."""
    newest = next(work.plan.newest_first(), None)
    if change.joins is None or newest is None or newest.joins != change.joins or newest.session != session:
        return None
    only_sets = all(one.kind == "set" for one in newest.traces) and all(isinstance(e, SetFields) for e in change.edits)
    return newest if newest.undone is None and only_sets else None


def _entry(
    work: Work,
    change: Change,
    session: str,
    joined_to: JournalEntry | None,
    traces: tuple[Trace, ...],
    kept: tuple[str, ...],
) -> JournalEntry:
    """The journal entry of a change: a new one, or the newest with the change in it."""
    words = cleaned(change.words)  # They quote what was typed.
    if joined_to is not None:
        together = _folded((*joined_to.traces, *traces))
        kept = joined_to.kept + kept
        return msgspec.structs.replace(joined_to, at=work.at, words=words, traces=together, kept=kept)
    number = work.next_ids.get("journal", 1)
    work.next_ids["journal"] = number + 1
    return JournalEntry(
        id=id_of("journal", number),
        at=work.at,
        session=session,
        words=words,
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
                before=first_of(old.before, trace.before),
                after=first_of(trace.after, old.after),
            )
        else:
            places[key] = len(result)
            result.append(trace)
    return tuple(result)


def _before_by_id(joined_to: JournalEntry | None) -> dict[str, dict[str, Any]]:
    """By id of a row the fields that a step had set, as they were before it."""
    found: dict[str, dict[str, Any]] = {}
    for trace in joined_to.traces if joined_to is not None else ():
        found.setdefault(trace.id, {}).update(trace.before)
    return found


def _added(work: Work, edit: AddRow) -> Record:
    fields = cleaned_fields(edit.fields)
    require_known(edit.table, fields, ours=True)
    check_new_values(edit.table, fields)
    row: Record = row_of(edit.table, {**fields, "id": edit.id, "created_at": work.at, "updated_at": work.at})
    is_scored = isinstance(row, Task) and (row.effectiveness is not None or row.value is not None)
    if isinstance(row, Task) and is_scored and "score_history" not in fields:
        row = msgspec.structs.replace(row, score_history=(past_of(row, work.at),))
    if isinstance(row, Task):
        work.began[row.id] = past_fields(row)
    work.put(edit.table, row)
    return row


def _set(work: Work, edit: SetFields, first: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
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
        row = with_history(work, row, old_row, first)
    work.put(edit.table, row)
    return before, after


def _untimed(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in {"updated_at", "score_history"}}


def _overwritten(edit: SetFields, before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """In words what stood in a field that was not what the change was decided on."""
    if not edit.before:
        return []
    words = []
    for name, value in before.items():
        if name in edit.before and edit.before[name] != value and after.get(name) != value:
            words.append(f"{edit.id} {name}: another session had written {value!r}, now {after.get(name)!r}")
    return words


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
