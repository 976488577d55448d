"""Hours that come back, and hours still on the desk (PRODUCT.md 3.3). Hours a week unless a name says otherwise."""

from outsource_tui.advice.people import running_handoffs
from outsource_tui.advice.quadrant import quadrant_of
from outsource_tui.model.handoff import Handoff
from outsource_tui.model.plan import Plan
from outsource_tui.model.profile import Profile
from outsource_tui.model.task import Task

WEEKS = 52
MONTHS = 12
LEAST_OVERSIGHT = 0.25
OVERSIGHT_SHARE = 0.10


def default_oversight(hours_week: float, share: float = 1.0) -> float:
    """My own looking, until it is planned: a tenth of what is handed off, at least a quarter of an hour."""
    return max(LEAST_OVERSIGHT, OVERSIGHT_SHARE * hours_week * share)


def planned_oversight_week(handoff: Handoff, hours_week: float | None) -> float | None:
    """The oversight a hand-off plans, else the default; None while neither is known."""
    if handoff.oversight_plan_min_week is not None:
        return handoff.oversight_plan_min_week / 60
    return None if hours_week is None else default_oversight(hours_week, handoff.share)


def freed_week(hours_week: float, share: float, oversight: float) -> float:
    """Hours won a week; below zero where looking takes longer than doing."""
    return hours_week * share - oversight


def promised_week(handoff: Handoff, hours_week: float | None) -> float | None:
    """Hours a week that a hand-off frees of a task's `hours_week` as planned; None while those are unknown."""
    oversight = planned_oversight_week(handoff, hours_week)
    return None if hours_week is None or oversight is None else freed_week(hours_week, handoff.share, oversight)


def freed_year_of_week(week: float) -> float:
    """Hours a year."""
    return week * WEEKS


def freed_month_of_week(week: float) -> float:
    """Hours a month: a twelfth of the year, which is more than four weeks."""
    return week * WEEKS / MONTHS


def handed_share(plan: Plan, task_id: str) -> float:
    """How much of a task (0-1) the running hand-offs have taken over."""
    return min(1.0, sum(one.share for one in running_handoffs(plan, task_id)))


def task_freed_week(plan: Plan, task: Task) -> float | None:
    """What a task frees: with running hand-offs by their shares and plans, else as if all of it were handed off."""
    hours = task.hours_week
    if hours is None:
        return None
    running = running_handoffs(plan, task.id)
    if not running:
        return freed_week(hours, 1.0, default_oversight(hours))
    return freed_week(
        hours, handed_share(plan, task.id), sum(planned_oversight_week(one, hours) or 0 for one in running)
    )


def lower_cells_week(plan: Plan) -> float:
    """Hours of HAND OFF and LIGHTEN tasks, whoever does them now; tasks with unknown hours are left out."""
    return sum(task.hours_week or 0 for task in _lower_cells(plan))


def on_desk_week(plan: Plan) -> float:
    """The cost of doing nothing: hours of HAND OFF and LIGHTEN tasks that nobody has taken over yet.

    Tasks with unknown hours are left out.
    """
    handed: set[str] = {one.task_id for one in plan.live_handoffs if one.state == "running"}
    shares = {task_id: handed_share(plan, task_id) for task_id in handed}
    return sum((task.hours_week or 0) * (1 - shares.get(task.id, 0.0)) for task in _lower_cells(plan))


def potential_week(plan: Plan) -> float:
    """Hours to win if every HAND OFF and LIGHTEN task that is not the owner's alone were handed off, net of looking.

    A task that would take more looking than it frees adds nothing; tasks with unknown hours are left out.
    """
    hours = [task.hours_week for task in _lower_cells(plan) if not task.owner_only]
    return sum(max(0.0, freed_week(one, 1.0, default_oversight(one))) for one in hours if one is not None)


def work_weeks(hours_year: float, profile: Profile) -> float | None:
    """Hours a year in the user's own working weeks; None while the hours of a week are unknown."""
    return None if profile.hours_per_week is None else hours_year / profile.hours_per_week


def _lower_cells(plan: Plan) -> list[Task]:
    return [task for task in plan.live_tasks if quadrant_of(task, plan.profile) in {"HAND OFF", "LIGHTEN"}]
