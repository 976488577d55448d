"""The figures of a task as a sheet: place, priority, hours, readiness and money (PRODUCT.md 3.15)."""

from typing import Any

from outsource_tui.advice.deal_figures import add_break_even, add_task_deal, add_worth, oversight_fields
from outsource_tui.advice.figure import Sheet
from outsource_tui.advice.hours import freed_month_of_week, freed_year_of_week, task_freed_week
from outsource_tui.advice.people import running_handoffs
from outsource_tui.advice.priority import grid_fit, priority_of
from outsource_tui.advice.quadrant import neighbours_of, quadrant_of
from outsource_tui.advice.readiness import readiness_of
from outsource_tui.model.plan import Plan
from outsource_tui.model.profile import Profile
from outsource_tui.model.task import Task


def add_task_figures(sheet: Sheet, plan: Plan, task: Task) -> None:
    """Everything that can be said of a task; the money figures once a contractor is chosen or running."""
    add_place(sheet, task, plan.profile)
    running = running_handoffs(plan, task.id)
    fields: dict[str, Any] = {} if running else {"default.share": 1.0}
    fields |= {} if running else oversight_fields(sheet, None, task.hours_week)
    for handoff in running:
        fields |= sheet.fields(handoff, "share") | oversight_fields(sheet, handoff, task.hours_week)
    add_freed(sheet, task_freed_week(plan, task), fields)
    add_worth(sheet, plan.profile)
    add_readiness(sheet, task)
    if not add_task_deal(sheet, plan, task):
        add_break_even(sheet, plan, task)


def add_place(sheet: Sheet, task: Task, profile: Profile) -> None:
    """`hours_week`, `quadrant`, `neighbours`, `grid_fit` and `priority`."""
    scores = sheet.fields(task, "effectiveness", "value")
    unscored = [name for name, score in scores.items() if score is None]
    grid = scores | sheet.fields(profile, "split")
    sheet.add(
        "hours_week", task.hours_week, "h/week", "hours, of a month x 12 / 52, of a quarter x 4 / 52, of a year / 52",
        fields=sheet.fields(task, "hours", "per"),
    )  # fmt: skip
    sheet.add(
        "quadrant", quadrant_of(task, profile), "word",
        "a score from the split on is high; effectiveness and value: low and low HAND OFF, high and low LIGHTEN,"
        " low and high TEAM UP, high and high KEEP",
        fields=grid, missing=unscored,
    )  # fmt: skip
    sheet.add(
        "neighbours", [*neighbours_of(task, profile)], "word",
        "the cells that one point on effectiveness, then on value, would move the task to",
        fields=grid, missing=unscored,
    )  # fmt: skip
    sheet.add(
        "grid_fit", grid_fit(task, profile), "score",
        "100 x (weight x (10 - effectiveness) / 9 + (1 - weight) x (10 - value) / 9)",
        fields=scores | sheet.fields(profile, "weight_effectiveness"),
    )  # fmt: skip
    sheet.add(
        "priority", priority_of(task, profile), "score",
        "grid fit x the square root of (hours a week / hours of a big task), at most 1, - 5 x energy; within 0 and 100,"
        " and 0 without hours to win",
        of=["grid_fit", "hours_week"], fields=sheet.fields(task, "energy") | sheet.fields(profile, "big_task_hours"),
    )  # fmt: skip


def add_freed(sheet: Sheet, week: float | None, fields: dict[str, Any]) -> None:
    """`freed_week`, `freed_month` and `freed_year`, with the shares and the oversight they are made of."""
    sheet.add(
        "freed_week", week, "h/week", "hours a week x share - my oversight a week", of=["hours_week"], fields=fields
    )
    month, year = (None, None) if week is None else (freed_month_of_week(week), freed_year_of_week(week))
    sheet.add("freed_month", month, "h/month", "hours freed a week x 52 / 12", of=["freed_week"])
    sheet.add("freed_year", year, "h/year", "hours freed a week x 52", of=["freed_week"])


def add_readiness(sheet: Sheet, task: Task) -> None:
    """`readiness`, `readiness_needed` and `readiness_state`."""
    found = readiness_of(task)
    answers = {
        sheet.name(task.id, f"knowledge.k{place}"): answer
        for place, answer in enumerate(task.knowledge.answers, start=1)
    }
    sheet.add("readiness", found.score, "percent", "100 x the sum of the six answers (0 to 2) / 12", fields=answers)
    sheet.add("readiness_needed", found.needed, "percent", "30 + 4 x value", fields=sheet.fields(task, "value"))
    sheet.add(
        "readiness_state", found.state, "word", "ready from what is needed on, nearly up to 15 below it, else not yet",
        of=["readiness", "readiness_needed"],
    )  # fmt: skip
