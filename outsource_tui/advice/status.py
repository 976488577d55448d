"""How far a task has come: derived from the rest, never set (PRODUCT.md section 8)."""

from outsource_tui.advice.people import handoffs_of, open_trials
from outsource_tui.model.kinds import TaskStatus
from outsource_tui.model.plan import Plan
from outsource_tui.model.task import Task


def status_of(plan: Plan, task: Task) -> TaskStatus:
    """The first of the eight stages that applies, from handed off down to listed."""
    handed = handoffs_of(plan, task.id)
    if any(one.state == "running" for one in handed):
        return "handed_off"
    if open_trials(plan, task.id):
        return "in_trial"
    if handed and handed[-1].state == "taken_back":
        return "taken_back"
    if task.decision == "drop":
        return "dropped"
    if task.decision != "undecided":
        return "briefed" if task.brief is not None and task.brief.done_when else "decided"
    return "plotted" if task.is_scored else "listed"
