"""Lists: tasks, people, trials and hand-offs."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from outsource_tui.advice.hours import task_freed_week
from outsource_tui.advice.priority import priority_of, ranked
from outsource_tui.advice.quadrant import neighbours_of, quadrant_of
from outsource_tui.advice.rounding import half_up, hours_words
from outsource_tui.advice.status import status_of
from outsource_tui.cli.compose import desk
from outsource_tui.cli.output import Column, print_json, print_table, tell
from outsource_tui.cli.parser import Options
from outsource_tui.model.kinds import Record, Table
from outsource_tui.model.patches import builtins_of
from outsource_tui.model.plan import Plan, number_of
from outsource_tui.model.task import Task
from outsource_tui.planner.desk import Desk
from outsource_tui.planner.tasks import DECISION_WORDS

DONE = 0
Cells = Callable[[Plan, Any, Mapping[str, str]], list[str]]
"""Makes the cells of a row, of which the figures are given in words."""
TASK_COLUMNS = (
    Column("id"),
    Column("task", gives_way=True),
    Column("h/week", is_number=True),
    Column("eff", is_number=True),
    Column("val", is_number=True),
    Column("quadrant"),
    Column("prio", is_number=True),
    Column("frees", is_number=True),
    Column("stage"),
)


def tasks(options: Options) -> int:
    """All tasks in the order of PRODUCT.md 3.2."""
    plan = desk(options).plan
    rows = ranked((one for one in plan.tasks.values() if options.all or not one.is_archived), plan.profile)
    if options.json:
        print_json([_task_json(plan, one) for one in rows])
    else:
        _print_rows(TASK_COLUMNS, [_task_cells(plan, one) for one in rows], "no tasks yet; `add NAME` makes the first")
    return DONE


def _task_json(plan: Plan, task: Task) -> dict[str, Any]:
    return {
        **builtins_of(task),
        "status": status_of(plan, task),
        "quadrant": quadrant_of(task, plan.profile),
        "neighbours": neighbours_of(task, plan.profile),
        "priority": priority_of(task, plan.profile),
        "hours_week": task.hours_week,
        "freed_week": task_freed_week(plan, task),
    }


def _task_cells(plan: Plan, task: Task) -> list[str]:
    is_borderline = bool(neighbours_of(task, plan.profile))
    priority = priority_of(task, plan.profile)
    return [
        task.id,
        task.name,
        hours_words(task.hours_week),
        _points(task.effectiveness),
        _points(task.value),
        quadrant_of(task, plan.profile) + (" ~" if is_borderline else ""),
        "-" if priority is None else str(half_up(priority, 1)),
        hours_words(task_freed_week(plan, task)),
        _stage(plan, task),
    ]


def _stage(plan: Plan, task: Task) -> str:
    """How far it has come; what was decided, where that is how far."""
    if task.is_archived:
        return "archived"
    status = status_of(plan, task)
    return DECISION_WORDS[task.decision] if status == "decided" else status.replace("_", " ")


def people(options: Options) -> int:
    """All contractors."""
    columns = (
        Column("id"),
        Column("person", gives_way=True),
        Column("status"),
        Column("place", gives_way=True),
        Column("price/h", is_number=True),
        Column("shared h/week", is_number=True),
        Column("skills", gives_way=True),
    )

    def cells(plan: Plan, row: Any, words: Mapping[str, str]) -> list[str]:
        status = "archived" if row.is_archived else row.status
        place = " ".join(filter(None, (row.country, row.timezone))) or "-"
        return [
            row.id, row.handle, status, place, words["finished_price"], words["overlap_week"], ", ".join(row.skills)
        ]  # fmt: skip

    return _listed(options, "contractors", columns, cells, "no people yet")


def trials(options: Options) -> int:
    """All trials."""
    columns = (
        Column("id"),
        Column("task", gives_way=True),
        Column("person", gives_way=True),
        Column("start"),
        Column("state"),
        Column("score", is_number=True),
        Column("rule"),
        Column("decision"),
        Column("cost", is_number=True),
    )

    def cells(plan: Plan, row: Any, words: Mapping[str, str]) -> list[str]:
        return [
            row.id,
            plan.tasks[row.task_id].name,
            plan.contractors[row.contractor_id].handle,
            "-" if row.start is None else row.start.isoformat(),
            "archived" if row.is_archived else row.state,
            words["trial_score"],
            words["rule"],
            row.decision or "-",
            words["cost"],
        ]

    return _listed(options, "trials", columns, cells, "no trials yet")


def handoffs(options: Options) -> int:
    """All hand-offs."""
    columns = (
        Column("id"),
        Column("task", gives_way=True),
        Column("person", gives_way=True),
        Column("state"),
        Column("share", is_number=True),
        Column("looking"),
        Column("ratio", is_number=True),
        Column("h/week back", is_number=True),
    )

    def cells(plan: Plan, row: Any, words: Mapping[str, str]) -> list[str]:
        return [
            row.id,
            plan.tasks[row.task_id].name,
            plan.contractors[row.contractor_id].handle,
            "archived" if row.is_archived else row.state.replace("_", " "),
            f"{half_up(row.share * 100)}%",
            words["oversight_state"],
            words["oversight_ratio"],
            f"{words['hours_back_week']} of {words['hours_promised_week']}",
        ]

    return _listed(options, "handoffs", columns, cells, "no hand-offs yet")


def _listed(options: Options, table: Table, columns: Sequence[Column], cells: Cells, nothing: str) -> int:
    """The rows of a table by id, with their stored fields and the figures of PRODUCT.md 3.15."""
    opened = desk(options)
    plan = opened.plan
    rows = sorted(
        (one for one in plan.rows(table).values() if options.all or not one.is_archived),
        key=lambda one: number_of(one.id),
    )
    if options.json:
        print_json([_row_json(opened, one) for one in rows])
    else:
        _print_rows(columns, [cells(plan, one, _figure_words(opened, one)) for one in rows], nothing)
    return DONE


def _row_json(opened: Desk, row: Record) -> dict[str, Any]:
    # The list of tasks does without figures that explain themselves.
    from outsource_tui.advice.explain import figures_of

    figures = figures_of(opened.plan, row.id, opened.clock.today())
    return {**builtins_of(row), **{name: one.value for name, one in figures.items()}}


def _figure_words(opened: Desk, row: Record) -> dict[str, str]:
    from outsource_tui.advice.explain import figures_of
    from outsource_tui.advice.figure_words import figure_words

    figures = figures_of(opened.plan, row.id, opened.clock.today())
    currency = opened.plan.profile.currency
    return {name: figure_words(one.value, one.unit, currency) for name, one in figures.items()}


def _print_rows(columns: Sequence[Column], rows: list[list[str]], nothing: str) -> None:
    if rows:
        print_table(columns, rows)
    else:
        tell(nothing)


def _points(score: int | None) -> str:
    return "-" if score is None else str(score)
