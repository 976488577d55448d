"""Who is on a task: its trials and hand-offs, and the contractor they point at (PRODUCT.md section 8).

Rows are oldest first; the newest is the one with the highest id, since ids are given in order and never twice.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from outsource_tui.model.contractor import Contractor
from outsource_tui.model.handoff import CheckIn, Handoff
from outsource_tui.model.kinds import Record
from outsource_tui.model.plan import Plan, number_of
from outsource_tui.model.trial import Trial

Groups = Mapping[str, tuple[Any, ...]]
_last: dict[tuple[str, str], tuple[Mapping[str, Record], Groups]] = {}
"""By table and field the rows that were grouped last, and their groups: a plan never changes a table in place."""


def _live_by(table: str, rows: Mapping[str, Record], name: str) -> Groups:
    """Rows that are not archived by their field `name`, grouped once for all tasks of a plan."""
    known = _last.get((table, name))
    if known is None or known[0] is not rows:
        known = _last[table, name] = (rows, _grouped(rows, name))
    return known[1]


def _grouped(rows: Mapping[str, Record], name: str) -> Groups:
    groups: defaultdict[str, list[Record]] = defaultdict(list)
    for row in rows.values():
        if not row.is_archived:
            groups[getattr(row, name)].append(row)
    return {key: tuple(sorted(group, key=lambda row: number_of(row.id))) for key, group in groups.items()}


def has_both(plan: Plan, row: Handoff | Trial) -> bool:
    """Whether the task and the contractor of a row are there: a plan being put together may lack them."""
    return row.task_id in plan.tasks and row.contractor_id in plan.contractors


def handoffs_of(plan: Plan, task_id: str) -> tuple[Handoff, ...]:
    """Every hand-off of a task, ended ones too."""
    return _live_by("handoffs", plan.handoffs, "task_id").get(task_id, ())


def handoffs_with(plan: Plan, contractor_id: str) -> tuple[Handoff, ...]:
    """Every hand-off to a contractor, ended ones too."""
    return _live_by("handoffs", plan.handoffs, "contractor_id").get(contractor_id, ())


def trials_of(plan: Plan, task_id: str) -> tuple[Trial, ...]:
    """Every trial of a task, decided and cancelled ones too."""
    return _live_by("trials", plan.trials, "task_id").get(task_id, ())


def trials_with(plan: Plan, contractor_id: str) -> tuple[Trial, ...]:
    """Every trial with a contractor, decided and cancelled ones too."""
    return _live_by("trials", plan.trials, "contractor_id").get(contractor_id, ())


def looks_at(plan: Plan, handoff_id: str) -> tuple[CheckIn, ...]:
    """The check-ins of a hand-off in the order they were logged."""
    return _live_by("checkins", plan.checkins, "handoff_id").get(handoff_id, ())


def running_handoffs(plan: Plan, task_id: str) -> list[Handoff]:
    """The hand-offs of a task under which somebody works now."""
    return [one for one in handoffs_of(plan, task_id) if one.state == "running"]


def open_handoffs(plan: Plan, task_id: str) -> list[Handoff]:
    """The hand-offs of a task that are preparing, running or paused."""
    return [one for one in handoffs_of(plan, task_id) if one.is_open]


def open_trials(plan: Plan, task_id: str) -> list[Trial]:
    """The trials of a task that are planned, running or in review."""
    return [one for one in trials_of(plan, task_id) if one.is_open]


def trials_between(plan: Plan, task_id: str, contractor_id: str) -> list[Trial]:
    """The trials of a task with one contractor."""
    return [one for one in trials_of(plan, task_id) if one.contractor_id == contractor_id]


def chosen_contractor(plan: Plan, task_id: str) -> Contractor | None:
    """The contractor of the newest open hand-off, else of the newest trial decided hire, else None."""
    handed = open_handoffs(plan, task_id)
    if handed:
        return plan.contractors.get(handed[-1].contractor_id)
    hired = [one for one in trials_of(plan, task_id) if one.decision == "hire" and one.state != "cancelled"]
    return plan.contractors.get(hired[-1].contractor_id) if hired else None
