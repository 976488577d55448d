"""What is done to contractors and their scores."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from outsource_tui.model.change import AddRow, Change, Edit, SetFields
from outsource_tui.model.patches import builtins_of, merged
from outsource_tui.model.plan import Plan
from outsource_tui.model.score import CriterionKey, Score


def added_contractor(fields: Mapping[str, Any]) -> Change:
    """A new person with these fields."""
    return Change(f"Added {fields.get('handle', '')}", (AddRow("contractors", dict(fields)),))


def added_contractors(rows: Sequence[Mapping[str, Any]]) -> Change:
    """Several new people in one step."""
    if len(rows) == 1:
        return added_contractor(rows[0])
    return Change(f"Added {len(rows)} people", tuple(AddRow("contractors", dict(fields)) for fields in rows))


def score_row(plan: Plan, task_id: str, contractor_id: str, criterion: str) -> Score | None:
    """The stored score of a person for a task by one criterion."""
    return next(
        (
            one
            for one in plan.scores.values()
            if (one.task_id, one.contractor_id, one.criterion) == (task_id, contractor_id, criterion)
        ),
        None,
    )


def rated(
    plan: Plan, task_id: str, contractor_id: str, criterion: str, fields: Mapping[str, Any], today: date
) -> Change:
    """A score (1 to 5), its proof or its note; a row is unique on task, person and criterion."""
    row = score_row(plan, task_id, contractor_id, criterion)
    edit: Edit
    if row is None:
        key = {"task_id": task_id, "contractor_id": contractor_id, "criterion": criterion}
        edit = AddRow("scores", {**key, **fields, "scored_on": today.isoformat()})
    else:
        edit = SetFields("scores", row.id, {**fields, "scored_on": today.isoformat()})
    handle = plan.contractors[contractor_id].handle
    said = ", ".join(f"{name} {value if value is not None else '-'}" for name, value in fields.items())
    return Change(f"{handle}, {criterion}: {said}", (edit,))


def criterion_set(plan: Plan, task_id: str, key: CriterionKey, fields: Mapping[str, Any]) -> Change:
    """A criterion weighed or told otherwise for one task: its own copy of it is changed, or made first."""
    rows = [one for one in plan.criteria.values() if one.key == key and not one.is_archived]
    own = next((one for one in rows if one.task_id == task_id), None)
    words = f"{plan.tasks[task_id].name}: {key} " + ", ".join(name.replace("_", " ") for name in fields) + " changed"
    if own is not None:
        return Change(words, (SetFields("criteria", own.id, dict(fields)),))
    general = builtins_of(next(one for one in rows if one.task_id is None))
    copied = {name: value for name, value in general.items() if name not in {"id", "created_at", "updated_at"}}
    return Change(
        words, (AddRow("criteria", merged({**copied, "task_id": task_id}, dict(fields)), f"{key}-{task_id}"),)
    )
