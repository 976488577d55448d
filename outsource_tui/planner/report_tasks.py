"""The tasks in the report: the grid, and the ranking."""

from collections.abc import Iterator, Sequence

from outsource_tui.advice.hours import task_freed_week
from outsource_tui.advice.priority import group_of, priority_of, ranked
from outsource_tui.advice.quadrant import neighbours_of, quadrant_of
from outsource_tui.advice.readiness import readiness_of
from outsource_tui.advice.rounding import DASH, hours_words
from outsource_tui.advice.status import status_of
from outsource_tui.exchange.markdown import Block, Column, Heading, Paragraph, Table
from outsource_tui.model.kinds import Quadrant
from outsource_tui.model.plan import Plan
from outsource_tui.model.task import Task
from outsource_tui.planner.called import Called

MOST_NAMES = 8
"""Names in a cell of the grid; the ranking has all of them."""

RANKING = (
    Column("", is_number=True),
    Column("Id"),
    Column("Task"),
    Column("Stands in"),
    Column("Eff", is_number=True),
    Column("Value", is_number=True),
    Column("h/week", is_number=True),
    Column("Priority", is_number=True),
    Column("Frees", is_number=True),
    Column("Know-how"),
    Column("Decided"),
    Column("Stage"),
)


def task_blocks(plan: Plan, called: Called) -> Iterator[Block]:
    """The grid and the ranking; nothing while no task is listed."""
    tasks = ranked(plan.live_tasks, plan.profile)
    if not tasks:
        return
    yield Heading("The grid")
    columns = (Column(""), Column("Low effectiveness"), Column("High effectiveness"))
    rows = [
        ("High value", *(_cell(plan, tasks, one, called) for one in ("TEAM UP", "KEEP"))),
        ("Low value", *(_cell(plan, tasks, one, called) for one in ("HAND OFF", "LIGHTEN"))),
    ]
    yield Table(columns, rows)
    unplotted = [called.text(task.name) for task in tasks if not task.is_scored]
    if unplotted:
        yield Paragraph(f"Not judged yet: {_names(unplotted)}.")
    yield Heading("First to go")
    yield Paragraph("The worse you are at a task and the less it is worth, the higher it stands.")
    yield Table(RANKING, [_row(plan, task, number, called) for number, task in enumerate(tasks, start=1)])


def _cell(plan: Plan, tasks: Sequence[Task], quadrant: Quadrant, called: Called) -> str:
    """The tasks of a quadrant, first to go first, with their hours."""
    own = [task for task in tasks if quadrant_of(task, plan.profile) == quadrant]
    if not own:
        return f"{quadrant}: nothing"
    hours = hours_words(sum(task.hours_week or 0 for task in own))
    return f"{quadrant}, {hours} h/week: {_names([called.text(task.name) for task in own])}"


def _names(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMES
    return ", ".join(names[:MOST_NAMES]) + (f" and {more} more" if more > 0 else "")


def _row(plan: Plan, task: Task, number: int, called: Called) -> tuple[str, ...]:
    profile = plan.profile
    quadrant = quadrant_of(task, profile)
    stays = group_of(task, profile) == 3
    return (
        DASH if stays else str(number),
        task.id,
        called.text(task.name),
        "mine alone" if task.owner_only else " or ".join((quadrant, *neighbours_of(task, profile))),
        _score(task.effectiveness),
        _score(task.value),
        hours_words(task.hours_week),
        hours_words(priority_of(task, profile)),
        DASH if stays else hours_words(task_freed_week(plan, task)),
        readiness_of(task).state or DASH,
        task.decision.replace("_", " "),
        status_of(plan, task).replace("_", " "),
    )


def _score(score: int | None) -> str:
    return DASH if score is None else str(score)
