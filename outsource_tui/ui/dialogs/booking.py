"""Book a trial run: the first days that both work are proposed; Enter takes them."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from outsource_tui.advice.calendar import TrialCalendar, trial_calendar
from outsource_tui.advice.overlap import need_of
from outsource_tui.advice.rounding import count_words, hours_words, money_words
from outsource_tui.model.kinds import DAYS
from outsource_tui.model.typed import typed_date
from outsource_tui.planner.rows import changed
from outsource_tui.planner.trials import booked
from outsource_tui.ui.dates import short_day
from outsource_tui.ui.dialogs.ask_field import ask_field
from outsource_tui.ui.dialogs.base import Dialog
from outsource_tui.ui.dialogs.line import LineDialog
from outsource_tui.ui.drawing import Line, rule, text_lines
from outsource_tui.ui.widgets.trial_days import calendar_lines, unknown_schedule

if TYPE_CHECKING:
    from outsource_tui.ui.stage import Stage

HOURS_A_DAY = 2.0
"""Paid hours that are proposed for a day of a trial."""
FARTHEST_DAYS = 60


def open_booking(stage: "Stage", task_id: str, contractor_id: str, trial_id: str | None = None) -> None:
    """Propose a trial; with `trial_id` another date for one that is booked."""
    stage.open(BookingDialog(task_id, contractor_id, trial_id))


class BookingDialog(Dialog):
    """Nothing is written before Enter."""

    hints = "Enter book it  ←→ a day  + - days  h hours  r rate  t a date  Esc close"
    is_tall = True

    def __init__(self, task_id: str, contractor_id: str, trial_id: str | None) -> None:
        super().__init__()
        self.task_id = task_id
        self.contractor_id = contractor_id
        self.trial_id = trial_id
        self.days = 2
        self.hours: float | None = None
        self.rate: int | None = None
        self._calendar: tuple[tuple[date, int], TrialCalendar] | None = None

    def opened(self) -> None:
        plan = self.stage.plan
        self.earliest = self.stage.today + timedelta(days=1)
        if self.trial_id is None:
            step = booked(plan, self.task_id, self.contractor_id, start=None).edits[0]
            self.rate = getattr(step, "fields", {}).get("rate")
            return
        trial = plan.trials[self.trial_id]
        self.days, self.hours, self.rate = trial.days, trial.paid_hours, trial.rate
        self.earliest = max(trial.start or self.earliest, self.stage.today)

    @property
    def need(self) -> float | None:
        """Shared hours a day that the task needs."""
        return need_of(self.stage.plan.tasks[self.task_id].sync_need)

    @property
    def paid_hours(self) -> float:
        """Those that were typed, else some for each day."""
        return self.hours if self.hours is not None else self.days * HOURS_A_DAY

    @property
    def calendar(self) -> TrialCalendar:
        """The proposal, worked out again only when its question changes."""
        key = (self.earliest, self.days)
        if self._calendar is None or self._calendar[0] != key:
            person = self.stage.plan.contractors[self.contractor_id]
            found = trial_calendar(
                self.stage.plan.profile, person, need=self.need, earliest=self.earliest, days=self.days
            )
            self._calendar = (key, found)
        return self._calendar[1]

    @property
    def start(self) -> date:
        """The proposed start; without a common calendar my own next work day."""
        if self.calendar.days:
            return self.calendar.days[0].date
        day = self.earliest
        work_days = self.stage.plan.profile.work_days
        while work_days and DAYS[day.weekday()] not in work_days:
            day += timedelta(days=1)
        return day

    # drawing

    def body(self, width: int, height: int) -> list[Line]:
        plan = self.stage.plan
        task, person = plan.tasks[self.task_id], plan.contractors[self.contractor_id]
        lines = [rule(f"Book a trial: {task.name} with {person.handle}", width), Line()]
        if self.calendar.days:
            shown_from = min(self.earliest, self.start) if (self.start - self.earliest).days < 4 else self.start
            lines += calendar_lines(plan.profile, person, self.calendar, first=shown_from, need=self.need, width=width)
        else:
            lines += self._without_days(width)
        return [*lines, Line(), *self._terms(width), Line(), *self._advice(width)]

    def _without_days(self, width: int) -> list[Line]:
        plan = self.stage.plan
        missing = unknown_schedule(plan.profile, plan.contractors[self.contractor_id], self.stage.key_of)
        reason = missing or f"No {count_words(self.days, 'day')} in the next 90 fit: {self.calendar.blocked_by}."
        words = f"Enter books it from {short_day(self.start)} all the same; t takes another date."
        return [*text_lines(reason, width, "warn", "   "), *text_lines(words, width, "text", "   ")]

    def _terms(self, width: int) -> list[Line]:
        currency = self.stage.plan.profile.currency
        fee = self.stage.plan.contractors[self.contractor_id].fee_pct
        cost = None if self.rate is None else self.paid_hours * self.rate * (1 + fee / 100)
        line = Line("   ").add(count_words(self.days, "day"), "strong").add(" from ")
        line.add(short_day(self.start), "strong")
        line.add(f" · {hours_words(self.paid_hours)} paid hours")
        if self.rate is None:
            unpaid = "The rate is not known yet: r sets it. An unpaid trial is not a fair one."
            return [line, *text_lines(unpaid, width, "warn", "   ")]
        line.add(f" at {money_words(self.rate, currency, 2)} {currency}/h")
        sum_of_it = f" = {money_words(cost, currency, 2)} {currency}"
        if line.width + len(sum_of_it) > width:
            return [line, Line("  ").add(sum_of_it, "strong")]
        return [line.add(sum_of_it, "strong")]

    def _advice(self, width: int) -> list[Line]:
        brief = self.stage.plan.tasks[self.task_id].brief
        if brief is None or not any(one.must for one in brief.done_when):
            words = (
                f"Nothing says yet when it is done: {self.stage.key_of('handoff.brief')} writes the brief, "
                f"{self.stage.key_of('trial.facts')} on the trial adds must-haves."
            )
            return text_lines(words, width, "warn", "   ")
        count = sum(one.must for one in brief.done_when)
        copied = "1 must-have is" if count == 1 else f"{count} must-haves are"
        return [Line(f"   {copied} copied from the brief.", "quiet")]

    # keys

    def key(self, key: str, character: str | None) -> None:
        if key == "enter":
            self._book()
        elif key == "right":
            self.earliest = min(self.start + timedelta(days=1), self.stage.today + timedelta(days=FARTHEST_DAYS))
        elif key == "left":
            self._earlier()
        elif key in {"+", "-"}:
            self.days = max(1, min(10, self.days + (1 if key == "+" else -1)))
        elif key == "h":
            ask_field(self.stage, "trials", "paid_hours", "Paid hours", self._set_hours)
        elif key == "r":
            ask_field(self.stage, "trials", "rate", "Rate an hour", self._set_rate)
        elif key == "t":
            self.stage.open(
                LineDialog("Start", self._take_date, says="fri, +3d, next mon, 24.12.", echo=self._date_words)
            )
        elif key in {"escape", "q"}:
            self.left()

    def _earlier(self) -> None:
        """The latest start before the one shown."""
        start = self.start
        for back in range(1, 15):
            self.earliest = start - timedelta(days=back)
            if self.earliest < self.stage.today:
                break
            if self.start < start:
                return
        self.earliest = max(start, self.stage.today)

    def _set_hours(self, hours: float | None) -> None:
        self.hours = hours

    def _set_rate(self, rate: int | None) -> None:
        self.rate = rate

    def _date_words(self, text: str) -> str:
        day = typed_date(text, self.stage.today)
        return f"{short_day(day)} {day.year}"

    def _take_date(self, text: str) -> None:
        self.earliest = typed_date(text, self.stage.today)

    def _book(self) -> None:
        plan = self.stage.plan
        fields: dict[str, Any] = {"days": self.days, "paid_hours": self.paid_hours, "rate": self.rate}
        if self.trial_id is not None:
            step = changed(plan, "trials", self.trial_id, {**fields, "start": self.start.isoformat()})
        else:
            step = booked(plan, self.task_id, self.contractor_id, start=self.start, fields=fields)
        start = self.start
        if self.stage.do(step):
            self.done(None)
            trial_id = self.trial_id or next(reversed(list(self.stage.plan.trials)))
            self.stage.go("trial", trial_id)
            words = f"Booked from {short_day(start)}, {count_words(self.days, 'day')}."
            self.stage.say(f"{words} {self.stage.key_of('trial.begin')} begins it when the day has come. u undo")
