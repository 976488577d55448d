"""A task as a row of the list."""

from outsource_tui.advice.checks.wrong_tasks import FITTING
from outsource_tui.advice.priority import priority_of
from outsource_tui.advice.quadrant import neighbours_of, quadrant_of
from outsource_tui.advice.rounding import hours_words
from outsource_tui.model.plan import Plan
from outsource_tui.model.task import Task
from outsource_tui.planner.tasks import DECISION_WORDS
from outsource_tui.ui.looks import ZONE_LOOKS
from outsource_tui.ui.widgets.table import Cells, Column
from outsource_tui.ui.widgets.task_detail import cost_words, know_how_words, net_words, who_does

COLUMNS = (
    Column("Task", 20, grows=True),
    Column("Tag", 9, gives_way=6),
    Column("h/wk", 5, right=True),
    Column("Eff", 3, right=True),
    Column("Val", 3, right=True),
    Column("Zone", 9, gives_way=5),
    Column("Plan", 9),
    Column("Who", 10, gives_way=7),
    Column("P", 5, gives_way=8, right=True),
    Column("Know-how", 8, gives_way=10),
    Column("Cost/w", 6, gives_way=11, right=True),
    Column("Net/w", 6, gives_way=9, right=True),
)
TAG = 1
"""The place of a column that is left out while no task has a tag."""


def task_cells(plan: Plan, task: Task) -> Cells:
    """The cells of a task, in the order of `COLUMNS`."""
    zone = quadrant_of(task, plan.profile)
    near = "~" if neighbours_of(task, plan.profile) else ""
    differs = task.decision != "undecided" and zone in FITTING and task.decision not in FITTING[zone]
    row = "quiet" if zone == "KEEP" or task.owner_only else "text"
    priority = priority_of(task, plan.profile)
    return (
        (task.name, row),
        (" ".join(f"@{tag}" for tag in task.tags), "quiet"),
        (hours_words(task.hours_week), row),
        (str(task.effectiveness or "-"), row),
        (str(task.value or "-"), row),
        ((zone.lower() if zone != "UNPLOTTED" else "-") + near, ZONE_LOOKS[zone]),
        (DECISION_WORDS[task.decision] + ("≠" if differs else ""), "warn" if differs else row),
        (who_does(plan, task), row),
        (f"{priority:.1f}" if priority is not None else "-", row),
        (know_how_words(task), row),
        (cost_words(plan, task, 0), row),
        (net_words(plan, task, 0), row),
    )
