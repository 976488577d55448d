"""A plan, or the brief of one row, as the text of a file: the same for a command and for the app."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from outsource_tui.advice.hours import task_freed_week
from outsource_tui.advice.priority import priority_of, ranked
from outsource_tui.advice.quadrant import quadrant_of
from outsource_tui.advice.rounding import half_up
from outsource_tui.advice.status import status_of
from outsource_tui.exchange.files import safe_name
from outsource_tui.model.plan import Plan
from outsource_tui.model.problems import BadInput
from outsource_tui.model.task import Task
from outsource_tui.planner.called import Called

ExportKind = Literal["md", "csv", "json", "ics", "svg"]
KINDS: Mapping[ExportKind, str] = {
    "md": "the plan as a report",
    "csv": "the tasks for a spreadsheet",
    "json": "everything, to be imported again",
    "ics": "trials and check-ins for a calendar",
    "svg": "the grid as a picture",
}
OF_A_BRIEF: tuple[ExportKind, ...] = ("md", "ics")
REDACTABLE: tuple[ExportKind, ...] = ("md", "ics", "svg")
COMPUTED: Mapping[str, Callable[[Plan, Task], Any]] = {
    "quadrant": lambda plan, task: quadrant_of(task, plan.profile),
    "priority": lambda plan, task: _cell(priority_of(task, plan.profile)),
    "hours_week": lambda plan, task: _cell(task.hours_week),
    "freed_week": lambda plan, task: _cell(task_freed_week(plan, task)),
}
"""Columns of the CSV beside the stored fields."""


def export_text(
    plan: Plan, kind: ExportKind, *, today: date, at: datetime, brief: str | None = None, is_redacted: bool = False
) -> str:
    """The plan as of `today` in a format, made at the instant `at`; with `brief` (an id) what its contractor gets.

    `is_redacted` leaves out names of people and every amount. Raises NotThere, and BadInput for what does not go
    together or has nothing to be told.
    """
    _require_fits(kind, brief=brief, is_redacted=is_redacted)
    called = Called(plan, is_redacted=is_redacted)
    if kind == "ics":
        return _calendar(plan, today, at, brief, called)
    if brief is not None:
        return _brief(plan, brief, today)
    if kind == "md":
        return _report(plan, today, called)
    if kind == "svg":
        return _picture(plan, today, called)
    return _tasks(plan) if kind == "csv" else _everything(plan)


def in_a_file(text: str, kind: ExportKind) -> str:
    """A text as it stands in a file: a spreadsheet takes CSV for UTF-8 where a byte order mark says so."""
    return f"\ufeff{text}" if kind == "csv" else text


def export_name(plan: Plan, kind: ExportKind, today: date, brief: str | None = None) -> str:
    """A name for the file of an export, of letters, digits and dashes. Raises NotThere."""
    if brief is None:
        words = {"ics": "outsourcing", "svg": "outsourcing-grid", "csv": "outsourcing-tasks"}
        return safe_name(f"{words.get(kind, 'outsourcing-plan')}-{today.isoformat()}", kind)
    table, row = plan.find(brief)
    task = plan.tasks.get(brief if table == "tasks" else getattr(row, "task_id", ""))
    return safe_name(f"brief-{brief}-{task.name if task else ''}", kind)


def kind_of_name(path: str) -> ExportKind | None:
    """The format that a file name ends in, if it is one."""
    ending = Path(path).suffix.lower().removeprefix(".")
    return next((one for one in KINDS if one == ending), None)


def _require_fits(kind: ExportKind, *, brief: str | None, is_redacted: bool) -> None:
    if brief is not None and kind not in OF_A_BRIEF:
        raise BadInput(f"a brief cannot be {kind}", fix="md is the text, ics the invitation")
    if brief is not None and is_redacted:
        raise BadInput("a brief has no names and no rates anyway", fix="leave --redact out")
    if is_redacted and kind not in REDACTABLE:
        raise BadInput(f"names and rates cannot be left out of {kind}", fix="they can of md, ics and svg")


# Each format is a world of its own: who wants one does not wait for the others.


def _everything(plan: Plan) -> str:
    from outsource_tui.exchange.json_plan import exported
    from outsource_tui.exchange.json_text import encoded

    return encoded(exported(plan, status_of))


def _tasks(plan: Plan) -> str:
    from outsource_tui.exchange.csv_out import tasks_csv

    return tasks_csv(plan, ranked(plan.live_tasks, plan.profile), COMPUTED)


def _cell(figure: float | None) -> float | None:
    return None if figure is None else float(half_up(figure, 2))


def _report(plan: Plan, today: date, called: Called) -> str:
    from outsource_tui.exchange.markdown import markdown_of
    from outsource_tui.planner.report import report_blocks

    return markdown_of(report_blocks(plan, today, called))


def _brief(plan: Plan, row_id: str, today: date) -> str:
    from outsource_tui.exchange.markdown import markdown_of
    from outsource_tui.planner.brief_export import brief_blocks

    return markdown_of(brief_blocks(plan, row_id, today))


def _picture(plan: Plan, today: date, called: Called) -> str:
    from outsource_tui.exchange.svg import grid_svg
    from outsource_tui.planner.grid_picture import grid_picture

    return grid_svg(grid_picture(plan, today, called))


def _calendar(plan: Plan, today: date, at: datetime, brief: str | None, called: Called) -> str:
    from outsource_tui.exchange.ics import calendar_text
    from outsource_tui.planner.calendar_export import CalendarView, invitation_of

    if brief is not None:
        events, name, zone = invitation_of(plan, brief, today)
        return calendar_text(events, name=name, zone=zone, stamp=at)
    view = CalendarView(plan, today, called=called)
    return calendar_text(view.everything(), name="Outsourcing", zone=plan.profile.timezone, stamp=at)
