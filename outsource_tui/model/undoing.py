"""A step of the journal taken back, or done again; refused where somebody else has changed the same since."""

from collections.abc import Sequence
from typing import Any

import msgspec

from outsource_tui.model.change import DropRow, Outcome, Redo, Undo
from outsource_tui.model.fields import row_of
from outsource_tui.model.keeping import JournalEntry, Trace
from outsource_tui.model.kinds import Record
from outsource_tui.model.past_scores import SCORED_BY, past_fields, past_of, with_past
from outsource_tui.model.patches import builtins_of, holds, merged, overlaps
from outsource_tui.model.plan import number_of
from outsource_tui.model.problems import Refused
from outsource_tui.model.task import Task
from outsource_tui.model.work import Work, dropped, require_all_owners


def taken_back(work: Work, step: Undo | Redo, session: str) -> Outcome:
    """The plan with a journal entry undone or redone. Raises Refused, also for an entry that is there no more."""
    if not step.entry:
        raise Refused("another session had done the same, so there is nothing to take back")
    entry = work.plan.journal.get(step.entry)
    undoing = isinstance(step, Undo)
    if entry is None or (entry.undone is None) != undoing:
        raise Refused("that step is already undone" if undoing else "that step is not undone any more")
    later = _traces_since(work, entry) if undoing else {}
    added = {one.id for one in entry.traces if one.kind == "add"}
    traces = [
        _trace_back(work, trace, later.get((trace.table, trace.id), ()), added)
        if undoing
        else _trace_again(work, trace)
        for trace in (reversed(entry.traces) if undoing else entry.traces)
    ]
    require_all_owners(work)
    if undoing:
        traces.reverse()
        count = max((one.undone or 0 for one in work.plan.journal.values()), default=0) + 1
        entry = msgspec.structs.replace(entry, traces=tuple(traces), undone=count)
    else:
        entry = msgspec.structs.replace(entry, traces=tuple(traces), undone=None)
    plan = work.plan_with(entry, merged_into=True)
    return Outcome(plan, step, entry, frozenset(work.touched), work.renamed)


Later = tuple[JournalEntry, Trace]


def _traces_since(work: Work, entry: JournalEntry) -> dict[tuple[str, str], list[Later]]:
    """By table and id of a row what steps after this one did to it, with the step; a step may have very many."""
    found: dict[tuple[str, str], list[Later]] = {}
    for other in work.plan.journal.values():
        if number_of(other.id) > number_of(entry.id) and other.undone is None:
            for one in other.traces:
                found.setdefault((one.table, one.id), []).append((other, one))
    return found


def _trace_back(work: Work, trace: Trace, later: Sequence[Later], added: set[str]) -> Trace:
    """Undo one trace of a step that had `added` rows; `later` is what was done to this row since."""
    for other, one in later:
        if _touches(trace, one):
            raise Refused(f"{trace.id} was changed since: {other.words}", fix="undo that first, or change it by hand")
    if trace.kind == "add":
        row = work.get(trace.table, trace.id)
        dependents = work.dependents(trace.table, trace.id)
        waiting = [key for table, key in dependents if key in work.rows(table) and key not in added]
        if waiting:
            raise Refused(f"{trace.id} has {waiting[0]} by now", fix="archive it instead")
        work.drop(trace.table, trace.id)
        return msgspec.structs.replace(trace, row=builtins_of(row))
    if trace.kind == "drop":
        work.put(trace.table, row_of(trace.table, trace.row or {}))
        return msgspec.structs.replace(trace, row=None)
    row = work.get(trace.table, trace.id)
    scored_since = any(SCORED_BY & one.after.keys() for _, one in later)
    _put_patched(work, trace, row, expect=trace.after, give=trace.before, shorten=not scored_since)
    return trace


def _trace_again(work: Work, trace: Trace) -> Trace:
    """Redo one trace."""
    if trace.kind == "add":
        work.put(trace.table, row_of(trace.table, trace.row or {}))
        return msgspec.structs.replace(trace, row=None)
    row = work.get(trace.table, trace.id)
    if trace.kind == "drop":
        return dropped(work, DropRow(trace.table, trace.id))
    _put_patched(work, trace, row, expect=trace.before, give=trace.after, shorten=False)
    return trace


def _put_patched(
    work: Work, trace: Trace, row: Record, *, expect: dict[str, Any], give: dict[str, Any], shorten: bool
) -> None:
    """The row with `give` in it. Its score history grows, or (`shorten`) loses what the step had put there."""
    now = builtins_of(row)
    for name, value in expect.items():
        if not holds(now.get(name), value):
            raise Refused(f"{trace.id}: {name} was changed since", fix="change it by hand, or look at `history`")
    new = {**now, **{key: value if value is None else merged(now.get(key), value) for key, value in give.items()}}
    patched: Record = msgspec.structs.replace(row_of(trace.table, new), updated_at=work.at)
    if isinstance(patched, Task) and isinstance(row, Task) and past_fields(patched) != past_fields(row):
        history = row.score_history[:-1] if shorten else with_past(row.score_history, past_of(patched, work.at))
        patched = msgspec.structs.replace(patched, score_history=history)
    work.put(trace.table, patched)


def _touches(trace: Trace, later: Trace) -> bool:
    if later.kind != "set" or trace.kind != "set":
        return True
    return overlaps(trace.after, later.after)
