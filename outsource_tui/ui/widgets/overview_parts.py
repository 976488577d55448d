"""The parts of the Overview: the five steps, what comes back, the money, the findings; each as lines."""

from collections.abc import Sequence
from datetime import date, timedelta

from msgspec import Struct

from outsource_tui.advice.checks.finding import Finding
from outsource_tui.advice.gains import Gains, freed_on, net_on
from outsource_tui.advice.hours import freed_month_of_week, freed_year_of_week, work_weeks
from outsource_tui.advice.money import comfort_rate, is_comfort_too_low, worth_hour
from outsource_tui.advice.oversight import Oversight
from outsource_tui.advice.rounding import hours_words, money_words
from outsource_tui.advice.step import NextStep
from outsource_tui.advice.walk import WalkStep
from outsource_tui.model.handoff import Handoff
from outsource_tui.model.keeping import Snapshot
from outsource_tui.model.plan import Plan
from outsource_tui.ui.commands import KeyOf
from outsource_tui.ui.drawing import Line, bar, wrapped
from outsource_tui.ui.looks import SEVERITY_LOOKS
from outsource_tui.ui.widgets.finding_row import add_finding

BAR_WIDTH = 24
SHORTEST_BAR = 8
ROOMY_FROM = 76
STEP_BAR = 10
STEP_BAR_FROM = 64
WEEKS_SHOWN = 12
CHART_HEIGHT = 4


class Overview(Struct, frozen=True):
    """Everything the Overview tells, worked out once a plan and a day."""

    plan: Plan
    today: date
    steps: Sequence[WalkStep]
    nexts: Sequence[NextStep]
    gains: Gains
    gains_none: Gains
    gains_all: Gains
    """What it comes to where none and where all of the freed time is resold."""
    actual_week: float
    on_desk_week: float
    potential_week: float
    running: Sequence[tuple[Handoff, Oversight]]
    """What is handed off, and how much I look at it."""


def step_lines(steps: Sequence[WalkStep], width: int, *, with_names: bool = False) -> list[Line]:
    """The five steps: number, name, how far, what is there and what is open; with the first names of what is."""
    lines = []
    for one in steps:
        look = {"done": "good", "now": "strong", "later": "quiet"}.get(one.state, "text")
        line = Line(f"  {one.number} ", "key").cell(one.name, 9, "strong" if one.state == "now" else "text")
        if width >= STEP_BAR_FROM:
            line.add(bar(one.done / one.total if one.total else 0, STEP_BAR), look).add("  ")
        state_width = min(17, max(len(one.state) + 1, 8))
        room, words = max(1, width - line.width - state_width - 1), one.words
        while len(words) > room and ", " in words:
            words = words.rpartition(", ")[0]
        lines.append(line.cell(words, room).cell(one.state, state_width, look, right=True))
        if with_names:
            lines += [Line(" " * 13).cell(name, max(1, width - 14), "quiet") for name in one.left]
    return lines


def next_lines(nexts: Sequence[NextStep], width: int, height: int, key_of: KeyOf, *, is_here: bool) -> list[Line]:
    """The next thing to do with its reason, and what comes after it as far as there is room."""
    first = nexts[0]
    keys = f"{key_of('next')} or {key_of('overview.open')}" if is_here else f"press {key_of('next')}"
    words = wrapped(first.words, width - 5)
    lines = [Line("> " if is_here else "  ", "cursor").add("▶ ", "accent").add(words[0], "strong")]
    if lines[0].width + len(keys) + 3 <= width:
        lines[0].to(width - len(keys) - 1).add(keys, "quiet")
    lines += [Line("    ").add(one, "strong") for one in words[1:]]
    reason = f"because {first.reason}" if first.kind != "enjoy" else first.reason
    lines += [Line(f"    {one}") for one in wrapped(reason, width - 5)]
    for one in nexts[1:]:
        later = wrapped(one.words, width - 11)
        lines.append(Line("    then: ", "quiet").add(later[0], "quiet"))
        lines += [Line(" " * 10).add(more, "quiet") for more in later[1:]]
    if len(lines) > height:
        last = lines[height - 1]
        lines[height - 1] = (
            last.fitted(width - 2).add("…", "quiet") if last.width >= width - 2 else last.add(" …", "quiet")
        )
    return lines[:height]


def hours_lines(facts: Overview, width: int, *, is_here: bool, is_short: bool = False) -> list[Line]:
    """Hours a week, month and year that come back as planned, what really does, and what is still with me."""
    profile, week = facts.plan.profile, facts.gains.freed_week
    goal = profile.goal_hours_week
    full = goal or facts.potential_week
    head = Line(">" if is_here else " ", "cursor").add(" this week ").add(f"{hours_words(week):>7} h  ", "strong")
    is_scored = any(one.is_scored for one in facts.plan.live_tasks)
    could = f"could be {hours_words(facts.potential_week)} h" if is_scored else "unknown until tasks are scored"
    beside = f"goal {hours_words(goal)} h" if goal else could
    beside += f", really {hours_words(facts.actual_week)} h" if facts.gains.parts else ""
    cells = min(BAR_WIDTH, width - head.width - len(beside) - 3)
    if cells >= SHORTEST_BAR:
        head.add(bar(week / full if full else 0, cells), "good").add("  ")
    head.add(beside, "quiet")
    year = freed_year_of_week(week)
    weeks, desk_year = work_weeks(year, profile), freed_year_of_week(facts.on_desk_week)
    desk_weeks = work_weeks(desk_year, profile)
    own = f" = {hours_words(weeks)} of your working weeks" if weeks else ""
    own_desk = f" = {hours_words(desk_weeks)} of your weeks" if desk_weeks and width >= ROOMY_FROM else ""
    month = Line(f"  per month {hours_words(freed_month_of_week(week)):>7} h  ")
    desk = Line(f"  still with you {hours_words(facts.on_desk_week)} h/week that could go", "warn")
    desk.add(f" = {hours_words(desk_year, 0)} h a year{own_desk}", "quiet")
    if not is_scored:
        desk = Line("  still with you: unknown until tasks are scored", "quiet")
    if is_short:
        return [head]
    return [head, month, Line(f"  per year  {hours_words(year):>7} h  ").add(own.strip(), "quiet"), desk]


def money_lines(facts: Overview, width: int, key_of: KeyOf, *, is_here: bool, is_short: bool = False) -> list[Line]:
    """What the freed time is worth, what it costs, and what that makes in a year."""
    profile, gains = facts.plan.profile, facts.gains
    currency, worth = profile.currency, worth_hour(profile)
    line = Line(">" if is_here else " ", "cursor").add(" ")
    if worth is None:
        return [line.add(f"What an hour of yours is worth is not known. {key_of('profile')} fills it in.")]
    rate = money_words(worth, currency)
    if not gains.parts:
        comfort = money_words(comfort_rate(profile), currency)
        if is_comfort_too_low(profile):
            line.add(f"Your hour is worth {rate} {currency}; the comfortable {comfort} hires nobody fairly.")
            instead = Line(
                f"  Go by the break-even rate of a task instead: {key_of('figures')} on Tasks shows it.", "quiet"
            )
            return [line] if is_short else [line, instead]
        return [
            line.add(f"Nothing runs yet. Your hour is worth {rate} {currency}; up to {comfort} is comfortable to pay.")
        ]
    benefit, cost = money_words(gains.benefit_week, currency), money_words(gains.cost_week, currency)
    line.add(f"worth {benefit} - cost {cost} = ").add(f"{_signed(gains.net_week, currency)} {currency}", "strong")
    resold = f" a week ({profile.reuse_share:.0%} resold at {rate}/h)"
    line.add(resold if line.width + len(resold) <= width else " a week", "quiet")
    if is_short:
        return [line]
    years = [_signed(_year(one.net_week), currency) for one in (gains, facts.gains_none, facts.gains_all)]
    second = Line(f"  per year {years[0]} {currency}")
    told = (f" · if you resell none {years[1]}, all {years[2]}", f" · none resold {years[1]}, all {years[2]}", "")
    return [line, second.add(next(one for one in told if second.width + len(one) <= width), "quiet")]


def finding_lines(
    plan: Plan, findings: Sequence[Finding], width: int, height: int, here: int | None, key_of: KeyOf
) -> list[Line]:
    """As many findings as fit, the one under the cursor among them."""
    if not findings:
        return [Line("  None of the five mistakes is in sight.", "good")]
    top = 0 if here is None else max(0, min(here - height + 1, len(findings) - height))
    lines = []
    for index in range(top, min(len(findings), top + height)):
        one = findings[index]
        sign, look = SEVERITY_LOOKS[one.severity]
        line = Line(">" if index == here else " ", "cursor").cell(sign, 3, look)
        keys = f"  {key_of('overview.open')}" if index == here else ""
        lines.append(add_finding(line, plan, one, width - line.width - len(keys)).add(keys, "key"))
    return lines


def chart_lines(plan: Plan, today: date) -> list[Line]:
    """The last twelve weeks: hours that came back as planned in columns, below them what really did, and the money.

    What was noted in a week is told as it was noted; of others the hand-offs that ran then are added up.
    """
    days = [today - timedelta(weeks=WEEKS_SHOWN - 1 - week) for week in range(WEEKS_SHOWN)]
    noted = {_week_of(one.date): one for one in sorted(plan.snapshots.values(), key=lambda one: one.date)}
    weeks = [noted.get(_week_of(day)) for day in days]
    values = [_planned(plan, week, day) for week, day in zip(weeks, days, strict=True)]
    most = max(values)
    if not most:
        return []
    lines = []
    for level in range(CHART_HEIGHT, 0, -1):
        line = Line(f"  {hours_words(most):>6} h " if level == CHART_HEIGHT else " " * 11, "quiet")
        for value in values:
            line.add(
                "███ " if value >= most * (level - 0.5) / CHART_HEIGHT else "··· " if level == 1 else "    ", "good"
            )
        lines.append(line)
    really = [week.freed_actual_week if week is not None else None for week in weeks]
    if any(one is not None for one in really):
        lines.append(_figures("really h", [hours_words(one) for one in really]))
    net = [net_on(plan, day) for day in days]
    lines.append(_figures(f"{plan.profile.currency}/wk", [_few_figures(one, plan.profile.currency) for one in net]))
    return [*lines, Line(f"           {days[0].day} {days[0]:%b}".ljust(56) + "now", "quiet")]


def _week_of(day: date) -> tuple[int, int]:
    return day.isocalendar()[:2]


def _planned(plan: Plan, week: Snapshot | None, day: date) -> float:
    planned = week.freed_plan_week if week is not None else None
    return max(0.0, freed_on(plan, day) if planned is None else planned)


def _figures(label: str, figures: Sequence[str]) -> Line:
    line = Line("  ").cell(label, 9, "quiet")
    for one in figures:
        line.cell(one, 3, "quiet" if one in {"0", "-"} else "text", right=True).add(" ")
    return line


def _few_figures(minor: float | None, currency: str) -> str:
    """Money in three cells, such as `73`, `-45`, `1k`; a dash for unknown, and for what three cells do not hold."""
    if minor is None:
        return "-"
    words = money_words(minor, currency).replace(",", "")
    return words if len(words) <= 3 else f"{words[:-3]}k" if len(words) <= 5 else "…"


def _year(week: float | None) -> float | None:
    return None if week is None else freed_year_of_week(week)


def _signed(minor: float | None, currency: str) -> str:
    words = money_words(minor, currency)
    return f"+{words}" if minor is not None and minor > 0 and words != "0" else words
