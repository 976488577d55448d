"""Tasks as CSV."""

from collections.abc import Callable, Mapping
from typing import Any

from outsource_tui.exchange.csv_tasks import FIELDS
from outsource_tui.exchange.csv_text import csv_of
from outsource_tui.model.plan import Plan
from outsource_tui.model.task import Task


def tasks_csv(plan: Plan, tasks: list[Task], computed: Mapping[str, Callable[[Plan, Task], Any]]) -> str:
    """The given tasks in their order: id, the stored fields that fit into a cell, and `computed` columns by name."""
    header = ["id", *FIELDS, *computed]
    rows = ([task.id, *_stored(task), *(figure(plan, task) for figure in computed.values())] for task in tasks)
    return csv_of(header, rows)


def _stored(task: Task) -> list[Any]:
    return [getattr(task, name) for name in FIELDS]
