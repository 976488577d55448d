"""How the sums of the Overview are made, line by line."""

from outsource_tui.advice.gains import Gains, gains_of
from outsource_tui.advice.hours import freed_month_of_week, freed_year_of_week, handed_share, on_desk_week, work_weeks
from outsource_tui.advice.money import comfort_rate, is_comfort_too_low, worth_hour
from outsource_tui.advice.quadrant import quadrant_of
from outsource_tui.advice.rounding import hours_words, money_words
from outsource_tui.model.plan import Plan
from outsource_tui.planner.rows import name_of
from outsource_tui.ui.dialogs.base import Dialog
from outsource_tui.ui.drawing import Line, rule

STEPS = {"down": 1, "j": 1, "up": -1, "k": -1, "pagedown": 10, "pageup": -10}


class SumDialog(Dialog):
    """A list of lines that can be scrolled."""

    hints = "↑↓ scroll  Esc close"
    is_tall = True

    def __init__(self, title: str, lines: list[Line]) -> None:
        super().__init__()
        self.title = title
        self.lines = lines
        self._top = 0
        self._room = 1

    def body(self, width: int, height: int) -> list[Line]:
        self._room = max(1, height - 1)
        self._top = max(0, min(self._top, len(self.lines) - self._room))
        return [rule(self.title, width), *self.lines[self._top : self._top + self._room]]

    def key(self, key: str, character: str | None) -> None:
        if key in STEPS:
            self._top = max(0, min(self._top + STEPS[key], len(self.lines) - self._room))
        elif key in {"escape", "q", "enter"}:
            self.left()


TOO_LOW = Line(" Too low to hire anyone fairly: go by the break-even rate of a task.", "warn")


def hours_sum(plan: Plan, gains: Gains, actual: float, width: int) -> list[Line]:
    """Hours that come back, hand-off by hand-off, and those that stay with me, task by task."""
    lines = [Line(" Hours a week x share - your own looking, as planned", "quiet")]
    for one in gains.parts:
        figures = f"{hours_words(one.hours_week, 2)} x {one.handoff.share:.2f} - {hours_words(one.oversight, 2)}"
        lines.append(_row(name_of(plan, one.handoff.id), f"{figures} = {hours_words(one.freed_week, 2)} h", width))
    year = freed_year_of_week(gains.freed_week)
    lines += [
        _row("together", f"{hours_words(gains.freed_week, 2)} h a week", width, "strong"),
        _row("x 52", f"{hours_words(year)} h a year", width),
        _row("/ 12", f"{hours_words(freed_month_of_week(gains.freed_week))} h a month", width),
        _row("really back, by the looks of the last 28 days", f"{hours_words(actual, 2)} h a week", width),
        Line(),
        Line(" Still with you though it could go: hours x the share not handed off", "quiet"),
    ]
    for task in plan.live_tasks:
        if quadrant_of(task, plan.profile) in {"HAND OFF", "LIGHTEN"}:
            left = 1 - handed_share(plan, task.id)
            rest = None if task.hours_week is None else task.hours_week * left
            lines.append(
                _row(task.name, f"{hours_words(task.hours_week, 2)} x {left:.2f} = {hours_words(rest, 2)} h", width)
            )
    year = freed_year_of_week(on_desk_week(plan))
    weeks = work_weeks(year, plan.profile)
    own = f" = {hours_words(weeks)} of your weeks" if weeks is not None else ""
    return [
        *lines,
        _row("together", f"{hours_words(on_desk_week(plan), 2)} h a week", width, "strong"),
        _row("x 52", f"{hours_words(year)} h a year{own}", width),
    ]


def money_sum(plan: Plan, gains: Gains, width: int) -> list[Line]:
    """What each hand-off is worth and costs a week, and what that is where none or all of the time is resold."""
    currency, profile = plan.profile.currency, plan.profile
    worth, comfort = worth_hour(profile), comfort_rate(profile)
    lines = [
        _row("an hour of yours is worth", f"{money_words(worth, currency, 2)} {currency}", width),
        _row("comfortable to pay, at most", f"{money_words(comfort, currency, 2)} {currency} an hour", width),
        *([TOO_LOW] if is_comfort_too_low(profile) else []),
        _row("of the freed time you resell", f"{profile.reuse_share:.0%}", width),
        Line(),
        Line(" Freed hours x worth x what is resold, and what better work brings, - cost", "quiet"),
    ]
    for one in gains.parts:
        benefit, cost, net = (money_words(x, currency, 2) for x in (one.benefit_week, one.cost_week, one.net_week))
        lines.append(_row(name_of(plan, one.handoff.id), f"{benefit} - {cost} = {net} {currency}", width))
    lines.append(_row("together", f"{money_words(gains.net_week, currency, 2)} {currency} a week", width, "strong"))
    lines.append(Line())
    for reuse in (0.0, profile.reuse_share, 1.0):
        week = gains_of(plan, reuse=reuse).net_week
        year = None if week is None else freed_year_of_week(week)
        figures = f"{money_words(week, currency, 2)} a week, {money_words(year, currency)} {currency} a year"
        lines.append(_row(f"if you resell {reuse:.0%} of it", figures, width))
    return lines


def _row(label: str, figures: str, width: int, look: str = "text") -> Line:
    """A label at the left, its figures at the right edge (of at most 100 cells, so that the eye finds the way)."""
    width = min(width, 100)
    line = Line("   ").cell(label, max(8, width - len(figures) - 6), look)
    return line.add(f" {figures}", look)
