"""A trial put together for a width and a height: its days or what came of it, the marks, the decision, the others."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from functools import partial

from outsource_tui.advice.calendar import TrialCalendar, trial_calendar, trial_dates, trial_end
from outsource_tui.advice.overlap import need_of
from outsource_tui.advice.trial_rule import rule_of
from outsource_tui.model.contractor import Contractor
from outsource_tui.model.plan import Plan
from outsource_tui.model.trial import Trial
from outsource_tui.planner.rows import name_of
from outsource_tui.planner.trials import STATE_WORDS
from outsource_tui.ui.commands import KeyOf
from outsource_tui.ui.dates import short_day
from outsource_tui.ui.drawing import Line, block, text_lines
from outsource_tui.ui.widgets.trial_days import calendar_lines, unknown_schedule
from outsource_tui.ui.widgets.trial_sheet import (
    Part,
    card_lines,
    day_lines,
    decision_lines,
    facts_words,
    list_lines,
    month_lines,
    must_lines,
    stacked,
    terms_words,
)

SHORT = 14
"""Rows below which only the dates are told of a trial that is over."""
HOURS_FROM = 30
"""Rows from which on the first day of a trial is drawn hour by hour."""
MONTH_FROM = (112, 40)
"""Columns and rows from which on the weeks around it are."""
MOST_BESIDE = 3


class TrialView:
    """Draws one of `trials`; the calendar, and when each of them ends, are worked out once a plan."""

    def __init__(self, key_of: KeyOf) -> None:
        self.key_of = key_of
        self._calendar: tuple[Plan, str, TrialCalendar] | None = None
        self._ends: tuple[Plan, dict[str, date | None]] | None = None

    def lines(
        self,
        plan: Plan,
        trials: Sequence[Trial],
        trial: Trial,
        today: date,
        width: int,
        height: int,
        narrowed: str = "",
        marked: Collection[str] = (),
    ) -> list[Line]:
        """The body of the screen; `narrowed` says what the list of trials is narrowed to."""
        together = self._beside(trials, trial)
        marks = card_lines(plan, together, width)
        title = _title(plan, trials, trial, narrowed, is_marked=trial.id in marked)
        now = text_lines(_now_words(trial, self.key_of), width, "quiet", "   ")
        if trial.state in {"review", "decided", "cancelled"}:
            parts = [
                Part(title, self._judged_lines(plan, trial, width, is_short=height < SHORT)),
                Part("Scorecard (1-5)", marks, 1),
                Part("Must-haves", must_lines(together, width), 2),
                Part("Decision", [*decision_lines(plan, together, width), *now]),
            ]
        else:
            parts = [
                Part(title, [*self._days(plan, trial, width), *now]),
                Part("Must-haves, from the brief", must_lines(together, width), 2),
                Part("Scorecard (1-5)", marks, 3),
                *self._wide_parts(plan, trial, today, width, height),
            ]
        until = partial(self._end_of, plan)
        others = list_lines(plan, trials, trial.id, width, until, marked) if len(trials) > 1 else []
        return block(stacked([*parts, Part("All trials", others, 4)], width, height), height)

    def _end_of(self, plan: Plan, trial: Trial) -> date | None:
        if self._ends is None or self._ends[0] is not plan:
            self._ends = (plan, {})
        ends = self._ends[1]
        if trial.id not in ends:
            ends[trial.id] = _end(plan, trial)
        return ends[trial.id]

    def _wide_parts(self, plan: Plan, trial: Trial, today: date, width: int, height: int) -> list[Part]:
        """The first day hour by hour, and the weeks around it, where there is room to spare."""
        unknown = unknown_schedule(plan.profile, _person(plan, trial), self.key_of)
        if trial.start is None or height < HOURS_FROM or unknown:
            return []
        chosen = [one.date for one in self._found(plan, trial, trial.start).days]
        first = chosen[0] if chosen else trial.start
        parts = [Part(f"{short_day(first)}, hour by hour on your clock", day_lines(plan, trial, first, width), 6)]
        if width >= MONTH_FROM[0] and height >= MONTH_FROM[1]:
            parts.append(Part("The weeks around it", month_lines(plan, trial, today, chosen, width), 5))
        return parts

    def _days(self, plan: Plan, trial: Trial, width: int) -> list[Line]:
        person = _person(plan, trial)
        terms = Line(f"   {terms_words(plan, trial, None)}")
        if trial.start is None:
            words = f"   No date yet: {self.key_of('trial.book')} proposes the first days that both work."
            return [terms, Line(words, "warn")]
        missing = unknown_schedule(plan.profile, person, self.key_of)
        if missing:
            return [terms, *text_lines(missing, width, "quiet", "   ")]
        need, first = need_of(plan.tasks[trial.task_id].sync_need), trial.start - timedelta(days=1)
        found = self._found(plan, trial, trial.start)
        booked = trial_dates(trial, plan.profile, person)
        days = calendar_lines(plan.profile, person, found, first=first, need=need, width=width, booked=booked)
        facts = facts_words(trial)
        return [*days, terms, *(text_lines(facts, width, "text", "   ") if facts else [])]

    def _judged_lines(self, plan: Plan, trial: Trial, width: int, *, is_short: bool) -> list[Line]:
        facts = facts_words(trial) or f"{self.key_of('trial.facts')} notes hours, minutes and questions"
        terms = terms_words(plan, trial, _end(plan, trial))
        if is_short:
            return [Line(f"   {terms.partition(' · ')[0]}")]
        return [line for one in (terms, facts) for line in text_lines(one, width, "text", "   ")]

    def _found(self, plan: Plan, trial: Trial, start: date) -> TrialCalendar:
        if self._calendar is None or self._calendar[0] is not plan or self._calendar[1] != trial.id:
            need, person = need_of(plan.tasks[trial.task_id].sync_need), _person(plan, trial)
            found = trial_calendar(plan.profile, person, need=need, earliest=start, days=trial.days)
            self._calendar = (plan, trial.id, found)
        return self._calendar[2]

    def _beside(self, trials: Sequence[Trial], trial: Trial) -> list[Trial]:
        """The trials of the same group, this one first."""
        if not trial.group:
            return [trial]
        others = [one for one in trials if one.group == trial.group and one.id != trial.id]
        return [trial, *others][:MOST_BESIDE]


def empty_trial_words(key_of: KeyOf) -> tuple[str, str]:
    """Why there should be a trial, and the key that books one."""
    words = "No trial yet. Never the easiest and never the cheapest: a test run of two paid days shows who it is."
    return words, f"   {key_of('trial.book')}  book one: task, person, and the first days that both work"


def _title(plan: Plan, trials: Sequence[Trial], trial: Trial, narrowed: str, *, is_marked: bool) -> str:
    """The name comes last: where there is no room it is cut."""
    ids = [one.id for one in trials]
    place = f"{ids.index(trial.id) + 1} of {len(ids)}" if len(ids) > 1 and trial.id in ids else ""
    parts = (f"{place}{' *' if is_marked else ''}".strip(), narrowed, STATE_WORDS[trial.state], name_of(plan, trial.id))
    return f"Trial {' · '.join(filter(None, parts))}"


def _person(plan: Plan, trial: Trial) -> Contractor:
    return plan.contractors[trial.contractor_id]


def _end(plan: Plan, trial: Trial) -> date | None:
    return trial_end(trial, plan.profile, _person(plan, trial))


def _now_words(trial: Trial, key_of: KeyOf) -> str:
    """What is to be done with it now."""
    begin, score, facts = (key_of(f"trial.{one}") for one in ("begin", "score", "facts"))
    if trial.state == "planned":
        return f"{begin} begins it when its day has come."
    if trial.state == "running":
        return f"{facts} notes what came of it, {score} marks the card, {begin} ends it."
    if trial.state == "review":
        if rule_of(trial) is None:
            return f"{score} marks the card, {facts} notes the hours; then the rule can be asked."
        return f"{key_of('decide')} decides: hand over, one more round, no thanks."
    if trial.decision == "hire":
        return f"{key_of('next')} goes on: prepare the hand-off."
    return "Nothing is left to do here."
