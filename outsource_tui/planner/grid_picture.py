"""The grid of a plan as a picture: what is drawn and what is said of each task."""

from datetime import date

from outsource_tui.advice.hours import on_desk_week
from outsource_tui.advice.priority import group_of, priority_of, ranked
from outsource_tui.advice.quadrant import quadrant_of
from outsource_tui.advice.rounding import DASH, hours_words
from outsource_tui.exchange.svg import Picture
from outsource_tui.exchange.svg_layout import Point
from outsource_tui.model.plan import Plan
from outsource_tui.model.task import Task
from outsource_tui.planner.called import Called
from outsource_tui.planner.clock_words import day_words


def grid_picture(plan: Plan, today: date, called: Called) -> Picture:
    """The tasks in their order, first to go first."""
    tasks = ranked(plan.live_tasks, plan.profile)
    desk = hours_words(on_desk_week(plan))
    subtitle = f"{day_words(today)}. Bigger is more hours; {desk} h/week on the desk could go."
    return Picture(
        title="What to outsource" if not plan.meta.demo else "What to outsource (the demo plan)",
        subtitle=subtitle if tasks else f"{day_words(today)}. Nothing is listed yet.",
        points=[_point(plan, task, number, called) for number, task in enumerate(tasks, start=1)],
        split=plan.profile.split,
    )


def _point(plan: Plan, task: Task, number: int, called: Called) -> Point:
    quadrant = quadrant_of(task, plan.profile)
    priority = DASH if group_of(task, plan.profile) == 3 else hours_words(priority_of(task, plan.profile))
    hours = hours_words(task.hours_week)
    return Point(
        mark=str(number),
        name=called.text(task.name),
        zone=quadrant,
        effectiveness=task.effectiveness,
        value=task.value,
        hours_week=task.hours_week,
        hours=f"{hours} h" if hours != DASH else DASH,
        words=f"{quadrant}, {hours} h/week, priority {priority}",
    )
