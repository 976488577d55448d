"""The place of a task on the grid: what is said of it, and of what a move has changed."""

from datetime import date

from outsource_tui.advice.hours import task_freed_week
from outsource_tui.advice.money import task_deal
from outsource_tui.advice.priority import priority_of
from outsource_tui.advice.quadrant import could_stop, neighbours_of, quadrant_of
from outsource_tui.advice.readiness import readiness_of
from outsource_tui.advice.rounding import hours_words, money_words, percent_words
from outsource_tui.model.plan import Plan
from outsource_tui.model.task import PastScore, Task
from outsource_tui.planner.tasks import DECISION_WORDS
from outsource_tui.ui.commands import KeyOf
from outsource_tui.ui.drawing import Line, block, cut
from outsource_tui.ui.looks import ZONE_LOOKS
from outsource_tui.ui.widgets.plot import Cell

ROWS = 7
SHORTEST_NAME = 6


def cell_of(task: Task | None) -> Cell | None:
    """Where a task stands; None while a score is missing."""
    if task is None or task.effectiveness is None or task.value is None:
        return None
    return task.effectiveness, task.value


def past_place(task: Task, today: date) -> PastScore | None:
    """Where a task stood last on an earlier day; None where that is where it stands now."""
    earlier = [one for one in task.score_history if one.date < today and one.effectiveness and one.value]
    if not earlier or (earlier[-1].effectiveness, earlier[-1].value) == cell_of(task):
        return None
    return earlier[-1]


def figure_words(plan: Plan, task: Task) -> str:
    """Priority, hours and plan of a task in one line."""
    priority, freed = hours_words(priority_of(task, plan.profile)), hours_words(task_freed_week(plan, task))
    return f"priority {priority}, frees {freed} h/week; plan: {DECISION_WORDS[task.decision]}"


def standing_lines(
    plan: Plan, task: Task, letter: str, together: int, today: date, key_of: KeyOf, width: int, *, is_long: bool
) -> list[Line]:
    """A blank line and the figures of a task, always as many, each in its place: little changes from task to task.

    `together` is how many tasks stand in the same cell.
    """
    zone = quadrant_of(task, plan.profile)
    look = ZONE_LOOKS[zone]
    lines = [Line(), Line(f" {letter} ", look).add(cut(task.name, width - len(letter) - 3), "strong")]
    if task.is_scored:
        lines += [Line(f" effectiveness {task.effectiveness}"), Line(f" value         {task.value}")]
        lines.append(Line(" ").add(zone, look).add(f", {hours_words(priority_of(task, plan.profile))}"))
        lines.append(Line(f" frees {hours_words(task_freed_week(plan, task))} h/week"))
        lines.append(Line(f" {_remark(plan, task, together, today, has_plan=not is_long)}", "quiet"))
    else:
        lines.append(Line(f" not scored yet: {key_of('score')}"))
    return block(lines, ROWS) + (_more_lines(plan, task, key_of) if is_long else [])


def _remark(plan: Plan, task: Task, together: int, today: date, *, has_plan: bool) -> str:
    """The one thing that is most worth saying of where a task stands."""
    was, neighbours = past_place(task, today), neighbours_of(task, plan.profile)
    if together > 1:
        return f"{together} stand here: Enter"
    if was is not None:
        return f"was {was.effectiveness}, {was.value} ({was.date.day} {was.date:%b})"
    if could_stop(task):
        return "could it simply stop?"
    if neighbours:
        return f"~ a point from {neighbours[0]}"
    return f"plan: {DECISION_WORDS[task.decision]}" if has_plan else ""


def _more_lines(plan: Plan, task: Task, key_of: KeyOf) -> list[Line]:
    readiness, deal = readiness_of(task), task_deal(plan, task)
    know = readiness.state or (
        f"answer {readiness.unanswered} more: {key_of('readiness')}" if readiness.unanswered else "score the value"
    )
    net = "-" if deal is None else f"{money_words(deal.net_week, plan.profile.currency, 2)} {plan.profile.currency}"
    return [
        Line(),
        Line(f" plan      {DECISION_WORDS[task.decision]}"),
        Line(f" know-how  {percent_words(readiness.score)}, {know}"),
        Line(f" net       {net} a week" if deal is not None else " net       - (nobody chosen)"),
    ]


def moved_words(plan: Plan, old: Task, new: Task, room: int) -> str:
    """What a move has done so far, for `room` cells: first the hours give way, then the name, then the priority."""
    profile = plan.profile
    scores = (
        ("effectiveness", old.effectiveness, new.effectiveness),
        ("value", old.value, new.value),
    )
    parts = [f"{word} {was} to {now}" for word, was, now in scores if was != now] or ["back where it was"]
    if quadrant_of(old, profile) != quadrant_of(new, profile):
        parts.append(f"now {quadrant_of(new, profile)}")
    before, after = hours_words(priority_of(old, profile)), hours_words(priority_of(new, profile))
    priority = f"priority {before} to {after}" if before != after else f"priority {after}"
    freed = f"frees {hours_words(task_freed_week(plan, new))} h/week"
    room -= len(": . u undo")
    for said, least in (
        ([*parts, priority, freed], len(new.name)),
        ([*parts, priority], SHORTEST_NAME),
        (parts, SHORTEST_NAME),
    ):
        words = ", ".join(said)
        if len(words) + least <= room:
            break
    return f"{cut(new.name, max(SHORTEST_NAME, room - len(words)))}: {words}. u undo"
