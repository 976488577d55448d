"""What the history says of a line of `apply`, in the words of the app."""

from collections.abc import Mapping
from typing import Any

from outsource_tui.model.kinds import Table
from outsource_tui.model.plan import Plan


def called(plan: Plan, table: Table, fields: Mapping[str, Any]) -> str:
    """What a row with these fields is called; its rows of others may not be there (yet)."""
    if table == "profile":
        return "Profile"
    if table == "checkins":
        handoff = plan.handoffs.get(str(fields.get("handoff_id")))
        return _both(
            plan, {} if handoff is None else {"task_id": handoff.task_id, "contractor_id": handoff.contractor_id}
        )
    if table == "scores":
        return f"{_person(plan, fields)}, {fields.get('criterion')}"
    if table in {"trials", "handoffs"}:
        return _both(plan, fields)
    if table == "mutes":
        place = fields.get("entity", "*")
        return f"{fields.get('code')}{'' if place == '*' else f' on {place}'}"
    return str(fields.get("name") or fields.get("handle") or fields.get("label") or fields.get("id") or "")


def added_words(plan: Plan, table: Table, fields: Mapping[str, Any]) -> str:
    """That a row with these fields was added."""
    name = called(plan, table, fields)
    if table == "scores":
        return f"Scored for {_task(plan, fields)}: {name} {_or_dash(fields.get('score'))}"
    if table == "checkins":
        return f"Logged a look at {name}: {fields.get('minutes')} min, {fields.get('kind', 'unplanned')}"
    if table == "mutes":
        return f"Muted {name}: {fields.get('reason')}"
    return f"{ADDED.get(table, 'Added ')}{name}"


ADDED: Mapping[Table, str] = {"trials": "Added a trial: ", "handoffs": "Added a hand-off: "}


def changed_words(plan: Plan, table: Table, row: Mapping[str, Any], fields: Mapping[str, Any]) -> str:
    """Which fields of a row were changed; of a score to what."""
    if table == "scores" and "score" in fields:
        return added_words(plan, table, {**row, **fields})
    return f"{called(plan, table, row)}: {', '.join(one.replace('_', ' ') for one in fields)}"


def _both(plan: Plan, fields: Mapping[str, Any]) -> str:
    return f"{_task(plan, fields)} with {_person(plan, fields)}"


def _task(plan: Plan, fields: Mapping[str, Any]) -> str:
    task = plan.tasks.get(str(fields.get("task_id")))
    return str(fields.get("task_id")) if task is None else task.name


def _person(plan: Plan, fields: Mapping[str, Any]) -> str:
    person = plan.contractors.get(str(fields.get("contractor_id")))
    return str(fields.get("contractor_id")) if person is None else person.handle


def _or_dash(score: object) -> str:
    return "-" if score is None else str(score)
