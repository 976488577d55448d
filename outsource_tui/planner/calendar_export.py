"""What of a plan goes into a calendar: trials, looks, dates to decide, days off; and what a contractor sees of it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from outsource_tui.advice.calendar import TrialDay, Window
from outsource_tui.advice.checks.facts import facts_of
from outsource_tui.advice.overlap import is_zone
from outsource_tui.advice.people import open_handoffs, open_trials
from outsource_tui.exchange.ics import Event, Moment, Repeat
from outsource_tui.model.contractor import Contractor
from outsource_tui.model.handoff import Handoff
from outsource_tui.model.kinds import DaysOff, Record
from outsource_tui.model.plan import Plan, number_of
from outsource_tui.model.problems import BadInput
from outsource_tui.model.profile import Profile
from outsource_tui.model.task import Task
from outsource_tui.model.trial import Trial
from outsource_tui.planner.brief_text import task_of
from outsource_tui.planner.cadence import Cadence, cadence_of
from outsource_tui.planner.called import Called
from outsource_tui.planner.clock_words import keeps_time_in, look_words, rhythm_words, window_words
from outsource_tui.planner.trial_dates import decision_date, review_date, trial_dates, trial_days
from outsource_tui.planner.trials import VERDICT_WORDS

FIRST_YEAR, LAST_YEAR = 1970, 2100
"""Dates outside of these are slips of the pen, and time zones know nothing of them."""

DAY = timedelta(days=1)


class CalendarView:
    """The calendar of the user, or with `for_them` what a contractor sees: nothing private, no names, their clock."""

    def __init__(self, plan: Plan, today: date, *, called: Called, for_them: bool = False) -> None:
        if not is_zone(plan.profile.timezone):
            raise BadInput(
                f"there is no time zone {plan.profile.timezone!r}", where="profile", fix="set one such as Europe/Lisbon"
            )
        self._plan = plan
        self._today = today
        self._called = called
        self._for_them = for_them

    def everything(self) -> Iterator[Event]:
        """Trials, hand-offs, deadlines, and the days off of the user and of whoever works with them now."""
        plan, facts = self._plan, facts_of(self._plan, self._today)
        for trial in sorted(facts.trials, key=lambda one: number_of(one.id)):
            yield from self.trial(trial)
        for handoff in sorted(facts.handoffs, key=lambda one: number_of(one.id)):
            yield from self.handoff(handoff)
        for task in sorted(plan.live_tasks, key=lambda one: number_of(one.id)):
            yield from self.deadline(task) if task.decision != "drop" else ()
        yield from self._days_off(plan.profile, "You are off")
        with_now = {one.contractor_id for one in facts.trials if one.is_open}
        with_now |= {one.contractor_id for one in facts.handoffs if one.is_open}
        for person in sorted(plan.live_contractors, key=lambda one: number_of(one.id)):
            if person.id in with_now:
                yield from self._days_off(person, f"{self._called.person(person.id)} is off")

    def trial(self, trial: Trial) -> Iterator[Event]:
        """One event a day in the shared window; for the user also when to review and to decide."""
        _require_sane(trial, trial.start, trial.review_since)
        days = trial_days(self._plan, trial)
        name = self._name(trial)
        dates = trial_dates(self._plan, trial)
        for number, day in enumerate(dates, start=1):
            title = f"Trial day {number} of {len(dates)}: {name}"
            yield self._trial_day(trial, title, f"day{number}", day, days[number - 1] if days else None)
        if self._for_them or trial.state == "cancelled":
            return
        review, decision = review_date(self._plan, trial), decision_date(self._plan, trial)
        if review is not None:
            yield _all_day(trial, "review", f"Review the trial: {name}", review)
        if decision is not None:
            words = "Decide the trial"
            if trial.decision is not None and trial.state == "decided":
                words = f"Trial decided, {VERDICT_WORDS[trial.decision]}"
            yield _all_day(trial, "decide", f"{words}: {name}", decision)

    def handoff(self, handoff: Handoff) -> Iterator[Event]:
        """Its start, its end where there is one, and the looks as one recurring event."""
        _require_sane(handoff, handoff.start, handoff.end)
        name = self._name(handoff)
        yield _all_day(handoff, "start", f"Hand-off begins: {name}", handoff.start)
        if handoff.end is not None:
            yield _all_day(handoff, "end", f"Hand-off ends: {name}", handoff.end)
        cadence = cadence_of(self._plan, handoff, self._today)
        if cadence is not None:
            yield self._looks(handoff, name, cadence)

    def deadline(self, task: Task) -> Iterator[Event]:
        """The date until which the brief wants the result, if it names one."""
        if task.brief is not None and task.brief.deadline is not None:
            _require_sane(task, task.brief.deadline)
            yield _all_day(task, "deadline", f"Deadline: {self._called.text(task.name)}", task.brief.deadline)

    def _name(self, row: Trial | Handoff) -> str:
        task = self._called.text(self._plan.tasks[row.task_id].name)
        return task if self._for_them else f"{task} ({self._called.person(row.contractor_id)})"

    def _trial_day(self, trial: Trial, title: str, part: str, day: date, found: TrialDay | None) -> Event:
        person = self._plan.contractors[trial.contractor_id]
        notes = [] if found is None else self._window_notes(found.shared, person)
        if trial.deliverable and not self._called.is_redacted:
            notes.append(f"Result: {trial.deliverable}")
        start: Moment = day
        end: Moment = day + DAY
        if found is not None and found.shared:
            longest = max(found.shared, key=lambda one: one.length)
            start, end = (one.astimezone(self._zone_of_times(person)) for one in (longest.start, longest.end))
        is_cancelled = trial.state == "cancelled"
        return Event(
            uid=_uid(trial, part),
            summary=f"Cancelled: {title}" if is_cancelled else title,
            start=start,
            end=end,
            notes=notes,
            is_cancelled=is_cancelled,
        )

    def _zone_of_times(self, person: Contractor) -> ZoneInfo:
        """In which zone a single time is written: it is the same instant in each."""
        zone = person.timezone if self._for_them else self._plan.profile.timezone
        return ZoneInfo(zone if zone is not None and is_zone(zone) else "UTC")

    def _window_notes(self, shared: tuple[Window, ...], person: Contractor) -> list[str]:
        if not shared or person.timezone is None:
            return ["No hours in common: in writing."]
        mine = ", ".join(window_words(one.seen_in(self._plan.profile.timezone)) for one in shared)
        theirs = ", ".join(window_words(one.seen_in(person.timezone)) for one in shared)
        return self._both_clocks(mine, theirs, person.timezone)

    def _both_clocks(self, mine: str, theirs: str, their_zone: str) -> list[str]:
        """The same times on both clocks, that of the reader first."""
        zone = self._plan.profile.timezone
        if self._for_them:
            return [f"On your clock ({their_zone}): {theirs}", f"On mine ({zone}): {mine}"]
        return [f"On your clock ({zone}): {mine}", f"On theirs ({their_zone}): {theirs}"]

    def _looks(self, handoff: Handoff, name: str, cadence: Cadence) -> Event:
        person = self._plan.contractors[handoff.contractor_id]
        zone = self._zone_of_looks(cadence, person)
        start = _moment(cadence, cadence.first, zone)
        ahead = start.date() - cadence.first if isinstance(start, datetime) else timedelta()
        repeat = Repeat(
            weeks=cadence.weeks,
            weekdays=tuple(sorted((day + ahead.days) % 7 for day in cadence.weekdays)),
            until=None if cadence.until is None else cadence.until + ahead,
            skipped=tuple(_moment(cadence, day, zone) for day in cadence.skipped),
        )
        return Event(
            uid=_uid(handoff, "look"),
            summary=f"Check-in: {name}",
            start=start,
            end=start + (timedelta(minutes=cadence.minutes) if isinstance(start, datetime) else DAY),
            notes=[*self._look_notes(cadence, person), *self._agreed_notes(handoff)],
            repeat=repeat,
            is_busy=isinstance(start, datetime),
        )

    def _zone_of_looks(self, cadence: Cadence, person: Contractor) -> str:
        """In which zone the series is written: what repeats follows one clock, and that is the user's.

        It is only written on their clock where that makes no difference, whatever the clocks do.
        """
        zone = person.timezone
        if self._for_them and zone is not None and is_zone(zone) and keeps_time_in(cadence, zone):
            return zone
        return cadence.zone

    def _look_notes(self, cadence: Cadence, person: Contractor) -> list[str]:
        head = f"About the outcome, {rhythm_words(cadence)}."
        if cadence.clock is None or person.timezone is None:
            return [head, f"No hours in common: in writing, some {cadence.minutes} minutes."]
        mine, theirs = (look_words(cadence, zone, self._today) for zone in (cadence.zone, person.timezone))
        notes = [head, *self._both_clocks(mine, theirs, person.timezone)]
        if cadence.outside:
            notes.append(f"Clocks change: {cadence.outside} looks of a year lie outside the hours in common.")
        return notes

    def _agreed_notes(self, handoff: Handoff) -> list[str]:
        """Only where no names and rates are to be left out: a sentence may hold some."""
        if not handoff.escalate_if or self._called.is_redacted:
            return []
        words = "Stop and ask when" if self._for_them else "They stop and ask when"
        return [f"{words}: {handoff.escalate_if}"]

    def _days_off(self, person: Profile | Contractor, title: str) -> Iterator[Event]:
        taken: dict[date, int] = {}
        for off in person.days_off or ():
            _require_sane(person, off.start, off.end)
            taken[off.start] = taken.get(off.start, 0) + 1
            part = f"off{off.start:%Y%m%d}" + (f"-{taken[off.start]}" if taken[off.start] > 1 else "")
            yield _all_day(person, part, self._off_title(title, off), off.start, off.end)

    def _off_title(self, title: str, off: DaysOff) -> str:
        return f"{title}: {self._called.text(off.label)}" if off.label else title


def invitation_of(plan: Plan, row_id: str, today: date) -> tuple[list[Event], str, str]:
    """What the contractor of a hand-off, a trial or a task is to have in their calendar, its name, and their zone.

    Raises NotThere, and BadInput where nothing is agreed with anybody, or with several.
    """
    table, _ = plan.find(row_id)
    if table not in {"tasks", "handoffs", "trials"}:
        raise BadInput(f"{row_id} is nothing to invite to", fix="a task, a trial or a hand-off is")
    rows = _agreed(plan, row_id)
    people = {one.contractor_id for one in rows}
    if not rows:
        raise BadInput(f"nothing is agreed yet for {row_id}", fix="plan a trial or a hand-off first")
    if len(people) > 1:
        ids = ", ".join(one.id for one in rows)
        raise BadInput(f"several people are on {row_id}", fix=f"give one of {ids}")
    task = task_of(plan, rows[0])
    view = CalendarView(plan, today, called=Called(plan), for_them=True)
    events = [event for one in rows for event in (view.trial(one) if isinstance(one, Trial) else view.handoff(one))]
    events += view.deadline(task)
    if not events:
        raise BadInput(f"{row_id} has no date yet", fix="set its first day")
    zone = plan.contractors[rows[0].contractor_id].timezone
    known = zone if zone is not None and is_zone(zone) else plan.profile.timezone
    return events, task.name, known


def _agreed(plan: Plan, row_id: str) -> list[Trial | Handoff]:
    """The row itself, or what is open of a task."""
    if row_id in plan.trials:
        return [plan.trials[row_id]]
    if row_id in plan.handoffs:
        return [plan.handoffs[row_id]]
    return [*open_trials(plan, row_id), *open_handoffs(plan, row_id)]


def _moment(cadence: Cadence, day: date, zone: str) -> Moment:
    start = cadence.start_on(day)
    return day if start is None else start.astimezone(ZoneInfo(zone))


def _all_day(row: Record, part: str, title: str, day: date, last: date | None = None) -> Event:
    return Event(uid=_uid(row, part), summary=title, start=day, end=(last or day) + DAY)


def _uid(row: Record, part: str) -> str:
    """The same at every export; when the row was made tells plans apart, which share their ids."""
    return f"{row.id}-{row.created_at.astimezone(UTC):%Y%m%d%H%M%S}-{part}@outsource-tui"


def _require_sane(row: Record, *days: date | None) -> None:
    for day in days:
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise BadInput(f"{day} is no date for a calendar", where=row.id, fix=f"a year up to {LAST_YEAR}")
