"""One task in full: every figure in its own place, so that a cursor move sends little more than figures."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from outsource_tui.advice.hours import task_freed_week
from outsource_tui.advice.money import task_deal
from outsource_tui.advice.people import chosen_contractor, open_trials
from outsource_tui.advice.priority import priority_of
from outsource_tui.advice.quadrant import could_stop, neighbours_of, quadrant_of
from outsource_tui.advice.readiness import readiness_of
from outsource_tui.advice.rounding import hours_words, money_words
from outsource_tui.model.kinds import Quadrant
from outsource_tui.model.plan import Plan
from outsource_tui.model.task import Task
from outsource_tui.planner.tasks import DECISION_WORDS
from outsource_tui.ui.commands import KeyOf
from outsource_tui.ui.drawing import Line, bar, cut, rule, text_lines, wrapped
from outsource_tui.ui.looks import ZONE_LOOKS
from outsource_tui.ui.widgets.grid_place import cell_of
from outsource_tui.ui.widgets.mini_grid import WIDTH as MINI_WIDTH
from outsource_tui.ui.widgets.mini_grid import mini_grid

WHY_ZONE: Mapping[Quadrant, str] = {
    "HAND OFF": "first out of the door",
    "LIGHTEN": "batch, automate, hand off",
    "TEAM UP": "hire an expert, keep the wheel",
    "KEEP": "this is the business",
    "UNPLOTTED": "not scored yet: {} asks two questions",
}
BAR_WIDTH = 10
MINI_FROM = 30
"""Rows of the side pane from which on the grid is drawn in it."""


def who_does(plan: Plan, task: Task) -> str:
    """Whoever was chosen for a task, or is on trial for it."""
    person = chosen_contractor(plan, task.id)
    if person is not None:
        return person.handle
    trials = open_trials(plan, task.id)
    return f"{plan.contractors[trials[0].contractor_id].handle} (T)" if trials else "-"


def net_words(plan: Plan, task: Task, places: int = 2) -> str:
    """What it brings or costs a week, once somebody was chosen."""
    deal = task_deal(plan, task)
    return money_words(deal.net_week, plan.profile.currency, places) if deal is not None else "-"


def cost_words(plan: Plan, task: Task, places: int = 2) -> str:
    """What is paid for it in a week, once somebody was chosen."""
    deal = task_deal(plan, task)
    return money_words(deal.cost_week, plan.profile.currency, places) if deal is not None else "-"


def know_how_words(task: Task) -> str:
    """Whether I could steer it; `-` while not all six questions are answered."""
    known = readiness_of(task)
    return "-" if known.unanswered else known.state or f"{known.score:.0f}"


def below_lines(plan: Plan, task: Task, width: int, key_of: KeyOf) -> list[Line]:
    """The task below the list, in five lines."""
    figures = _figures(plan, task, key_of)
    half = len(figures) // 2
    lines = [*_head(plan, task, width, key_of), _pairs(figures[:half]), _pairs(figures[half:])]
    return [*lines, _last_line(plan, task, width, key_of)]


def side_lines(plan: Plan, task: Task, width: int, height: int, key_of: KeyOf) -> list[Line]:
    """The task beside the list: what there is room for."""
    zone = quadrant_of(task, plan.profile)
    first, *more = wrapped(f"{task.id} {task.name}", width - 4)
    lines = [Line("── ", "rule").add(first, "title"), *(Line(f"   {one}", "title") for one in more)]
    lines += [Line(f" {zone}", ZONE_LOOKS[zone]), *text_lines(WHY_ZONE[zone].format(key_of("score")), width), Line()]
    for label, points in (("Effective", task.effectiveness), ("Value", task.value)):
        line = Line(" ").cell(label, 10, "quiet").cell(str(points or "-"), 3)
        lines.append(line.add(bar((points or 0) / 10, BAR_WIDTH), "accent"))
    lines += [
        Line(" ").cell(label, 10, "quiet").add(cut(value, width - 12)) for label, value in _figures(plan, task, key_of)
    ]
    remark = _remark(plan, task)
    lines += text_lines(remark, width, "quiet") if remark else []
    if task.notes:
        lines += [Line(), *text_lines(task.notes, width)[:8]]
    past = [*_past(plan, task, width)]
    if height >= MINI_FROM:
        lines += [Line(), *_centred(mini_grid(plan, here=cell_of(task)), width)]
    if past and len(lines) + 3 <= height:
        lines += [Line(), rule("What became of it so far", width), *past]
    return lines[:height]


def _centred(lines: list[Line], width: int) -> list[Line]:
    indent = max(0, (width - MINI_WIDTH) // 2)
    return [Line(" " * indent).beside(line, indent) for line in lines]


def _head(plan: Plan, task: Task, width: int, key_of: KeyOf) -> list[Line]:
    zone = quadrant_of(task, plan.profile)
    title = Line("── ", "rule").add(cut(f"{task.id} {task.name}", width - 4), "title")
    return [title, Line(" ").cell(zone, 10, ZONE_LOOKS[zone]).add(WHY_ZONE[zone].format(key_of("score")))]


def _figures(plan: Plan, task: Task, key_of: KeyOf) -> list[tuple[str, str]]:
    """Label and value of what matters most about a task."""
    currency = plan.profile.currency
    rank, freed, net = priority_of(task, plan.profile), task_freed_week(plan, task), net_words(plan, task)
    known = readiness_of(task)
    know_how = f"answer {known.unanswered} more: {key_of('readiness')}"
    if not known.unanswered:
        know_how = f"{known.state} ({known.score:.0f}%)" if known.state else f"{known.score:.0f}%"
    return [
        ("Priority", f"{rank:.1f}" if rank is not None else "-"),
        ("Frees", f"{hours_words(freed)} h/week net"),
        ("Know-how", know_how),
        ("Plan", DECISION_WORDS[task.decision]),
        ("Who", who_does(plan, task)),
        ("Net", f"{net} {currency}/week" if net[-1].isdigit() else "-"),
    ]


def _remark(plan: Plan, task: Task) -> str:
    parts = []
    near = neighbours_of(task, plan.profile)
    if near:
        parts.append(f"near {', '.join(near)}")
    if could_stop(task):
        parts.append("could it simply stop?")
    if task.owner_only:
        parts.append(f"yours alone: {task.owner_only_reason}" if task.owner_only_reason else "yours alone")
    if task.hours_source == "import":
        parts.append("hours measured")
    return " · ".join(parts)


def _last_line(plan: Plan, task: Task, width: int, key_of: KeyOf) -> Line:
    """What is to be minded, and the first line of the note; where there is more of it, the key that shows all."""
    first, _, rest = task.notes.strip().partition("\n")
    words = " · ".join(one for one in (_remark(plan, task), f"Note: {first}" if first else "") if one)
    is_long = bool(rest) or len(words) > width - 2
    line = Line(" " + cut(words, width - 15 if is_long else width - 2), "quiet")
    return line.to(width - 13).add(key_of("text"), "key").add(" all of it", "quiet") if is_long else line


def _past(plan: Plan, task: Task, width: int) -> Iterator[Line]:
    """Decisions and earlier scores, newest first."""
    told: list[tuple[date, str]] = []
    for row in plan.decisions.values():
        if row.entity == task.id:
            words = f"{row.what}: {row.new or '-'}".replace("_", " ")
            told.append((row.at.date(), f"{words} ({row.why})" if row.why else words))
    for past in task.score_history:
        scores = f"eff {past.effectiveness or '-'}, val {past.value or '-'}"
        told.append((past.date, f"{scores}, {hours_words(past.hours_week)} h"))
    for day, words in sorted(told, reverse=True):
        yield Line(f" {day.day:2} {day:%b}  ", "quiet").cell(words, max(1, width - 10))


def _pairs(figures: Sequence[tuple[str, str]]) -> Line:
    """Labels and values in columns of their own."""
    line = Line(" ")
    for label, value in figures:
        line.cell(label, 9, "quiet").cell(value, 16).add(" ")
    return line
