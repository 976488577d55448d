"""How much is in the file of a plan or of a backup, for lists; a damaged one is listed too."""

from pathlib import Path

from outsource_tui.model.plan import Plan
from outsource_tui.model.problems import PlanUnreadable
from outsource_tui.store.reading import opened


def plan_in(path: Path) -> Plan | None:
    """The plan of a file; None where it cannot be opened."""
    try:
        found = opened(path)
    except PlanUnreadable:
        return None
    return None if found is None else found.plan


def counts_of(plan: Plan | None) -> dict[str, int | None]:
    """Tasks and people that are not archived; None each where the plan is damaged."""
    if plan is None:
        return {"tasks": None, "people": None}
    return {"tasks": len(plan.live_tasks), "people": len(plan.live_contractors)}


def tasks_words(plan: Plan | None) -> str:
    """How many tasks, to be read in a column of numbers."""
    return "damaged" if plan is None else str(len(plan.live_tasks))
