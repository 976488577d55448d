"""Trial: when both can, what came of it, and what the rule says."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import partial

from outsource_tui.advice.calendar import TrialCalendar, trial_calendar, trial_end
from outsource_tui.advice.overlap import need_of
from outsource_tui.advice.rounding import hours_words
from outsource_tui.advice.trial_rule import rule_of, trial_score
from outsource_tui.model.contractor import Contractor
from outsource_tui.model.plan import Plan, number_of
from outsource_tui.model.trial import Trial
from outsource_tui.planner.rows import archived, changed, name_of
from outsource_tui.planner.trials import (
    CARD,
    STATE_WORDS,
    VERDICT_WORDS,
    begun,
    cancelled,
    in_review,
)
from outsource_tui.ui.clipboard import table_text
from outsource_tui.ui.commands import KeyOf
from outsource_tui.ui.dialogs.menu import Choice, MenuDialog
from outsource_tui.ui.drawing import Line, block, rule, text_lines
from outsource_tui.ui.screens.base import PlanScreen
from outsource_tui.ui.stage import Stage
from outsource_tui.ui.widgets.trial_days import calendar_lines, day_words, unknown_schedule
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
ORDER = {"review": 0, "running": 1, "planned": 2, "decided": 3, "cancelled": 4}


class TrialScreen(PlanScreen):
    """One trial at a time; arrows up and down change it."""

    name = "trial"

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.current: str | None = None
        self._calendar: tuple[Plan, str, TrialCalendar] | None = None

    @property
    def trials(self) -> list[Trial]:
        """Those that want something first."""
        return sorted(self.plan.live_trials, key=lambda one: (ORDER[one.state], -number_of(one.id)))

    @property
    def trial(self) -> Trial | None:
        """The one that is shown."""
        shown = self.plan.trials.get(self.current) if self.current is not None else None
        if shown is None or shown.is_archived:
            shown = next(iter(self.trials), None)
            self.current = shown.id if shown is not None else None
        return shown

    @property
    def row_id(self) -> str | None:
        trial = self.trial
        return trial.id if trial is not None else None

    def show(self, row_id: str) -> None:
        if row_id in self.plan.trials:
            self.current = row_id

    def remembered(self) -> dict[str, str]:
        return {"row": self.current or ""}

    def recall(self, kept: Mapping[str, str]) -> None:
        self.show(kept.get("row", ""))

    # drawing

    def body(self, width: int, height: int) -> list[Line]:
        trial = self.trial
        if trial is None:
            return self._empty(width)
        plan, together = self.plan, self._beside(trial)
        is_judged = trial.state in {"review", "decided", "cancelled"}
        marks = card_lines(plan, together, width)
        if is_judged:
            decision = [*decision_lines(plan, together, width), *self._what_now(trial, width)]
            parts = [
                Part(self._title(trial), self._judged_lines(trial, width, is_short=height < SHORT)),
                Part("Scorecard (1-5)", marks, 1),
                Part("Must-haves", must_lines(together, width), 2),
                Part("Decision", decision),
            ]
        else:
            parts = [
                Part(self._title(trial), [*self._days(trial, width), *self._what_now(trial, width)]),
                Part("Must-haves, from the brief", must_lines(together, width), 2),
                Part("Scorecard (1-5)", marks, 3),
                *self._wide_parts(trial, width, height),
            ]
        others = list_lines(plan, self.trials, trial.id, width, self._ends) if len(self.trials) > 1 else []
        return block(stacked([*parts, Part("All trials", others, 4)], width, height), height)

    def _wide_parts(self, trial: Trial, width: int, height: int) -> list[Part]:
        """The first day hour by hour, and the weeks around it, where there is room to spare."""
        if (
            trial.start is None
            or height < HOURS_FROM
            or unknown_schedule(self.plan.profile, self._person(trial), self.stage.key_of)
        ):
            return []
        chosen = [one.date for one in self._found(trial).days]
        first = chosen[0] if chosen else trial.start
        hours = day_lines(self.plan, trial, first, width)
        parts = [Part(f"{day_words(first)}, hour by hour on your clock", hours, 6)]
        if width >= MONTH_FROM[0] and height >= MONTH_FROM[1]:
            parts.append(Part("The weeks around it", month_lines(self.plan, trial, self.today, chosen, width), 5))
        return parts

    @property
    def _ends(self) -> dict[str, date | None]:
        """The last day of each trial that has a start."""
        return {one.id: self._end(one) for one in self.trials if one.start is not None}

    def _person(self, trial: Trial) -> Contractor:
        return self.plan.contractors[trial.contractor_id]

    def _end(self, trial: Trial) -> date | None:
        return trial_end(trial, self.plan.profile, self._person(trial))

    def _empty(self, width: int) -> list[Line]:
        words = "No trial yet. Never the easiest and never the cheapest: a test run of two paid days shows who it is."
        lines = [rule("Trial", width), Line(), *text_lines(words, width), Line()]
        return [
            *lines,
            Line(f"   {self.stage.key_of('trial.book')}  book one: task, person, and the first days that both work"),
        ]

    def _title(self, trial: Trial) -> str:
        trials = self.trials
        place = f"{[one.id for one in trials].index(trial.id) + 1} of {len(trials)} · " if len(trials) > 1 else ""
        return f"Trial {place}{STATE_WORDS[trial.state]} · {name_of(self.plan, trial.id)}"

    def _days(self, trial: Trial, width: int) -> list[Line]:
        plan, person = self.plan, self._person(trial)
        terms = Line(f"   {terms_words(plan, trial, None)}")
        if trial.start is None:
            return [
                terms,
                Line(
                    f"   No date yet: {self.stage.key_of('trial.book')} proposes the first days that both work.", "warn"
                ),
            ]
        missing = unknown_schedule(plan.profile, person, self.stage.key_of)
        if missing:
            return [terms, *text_lines(missing, width, "quiet", "   ")]
        need = need_of(plan.tasks[trial.task_id].sync_need)
        first = trial.start - timedelta(days=1)
        days = calendar_lines(plan.profile, person, self._found(trial), first=first, need=need, width=width)
        facts = facts_words(trial)
        return [*days, terms, *(text_lines(facts, width, "text", "   ") if facts else [])]

    def _judged_lines(self, trial: Trial, width: int, *, is_short: bool) -> list[Line]:
        facts = facts_words(trial) or f"{self.stage.key_of('trial.facts')} notes hours, minutes and questions"
        terms = terms_words(self.plan, trial, self._end(trial))
        if is_short:
            return [Line(f"   {terms.partition(' · ')[0]}")]
        return [line for one in (terms, facts) for line in text_lines(one, width, "text", "   ")]

    def _found(self, trial: Trial) -> TrialCalendar:
        if self._calendar is None or self._calendar[0] is not self.plan or self._calendar[1] != trial.id:
            need = need_of(self.plan.tasks[trial.task_id].sync_need)
            assert trial.start is not None  # noqa: S101 - the caller has looked
            found = trial_calendar(
                self.plan.profile, self._person(trial), need=need, earliest=trial.start, days=trial.days
            )
            self._calendar = (self.plan, trial.id, found)
        return self._calendar[2]

    def _beside(self, trial: Trial) -> list[Trial]:
        """The trials of the same group, this one first."""
        if not trial.group:
            return [trial]
        others = [one for one in self.trials if one.group == trial.group and one.id != trial.id]
        return [trial, *others][:3]

    def _what_now(self, trial: Trial, width: int) -> list[Line]:
        return text_lines(_now_words(trial, self.stage.key_of), width, "quiet", "   ")

    # keys

    def why_not(self, command_id: str) -> str:
        trial = self.trial
        if command_id in {"trial.book", "add"} or command_id.startswith("screen"):
            return ""
        own = command_id.startswith("trial.") or command_id in {"decide", "archive", "copy", "copy.table"}
        if not own:
            return ""
        if trial is None:
            return f"There is no trial yet. {self.stage.key_of('trial.book')} books one."
        if command_id in {"decide", "trial.score"} and trial.state == "planned":
            return f"The trial has not begun; {self.stage.key_of('trial.begin')} begins it."
        moves = {"trial.earlier", "trial.later", "trial.longer", "trial.shorter"}
        if command_id in moves and trial.state != "planned":
            return f"The trial is {STATE_WORDS[trial.state]}; only a planned one is moved."
        if command_id == "trial.begin" and trial.state in {"review", "decided", "cancelled"}:
            return f"The trial is {STATE_WORDS[trial.state]}."
        return ""

    @property
    def hints(self) -> Sequence[str]:
        trial = self.trial
        if trial is None:
            return ("trial.book", "next", "undo", "quit")
        more = ("trial.next",) if len(self.trials) > 1 else ()
        if trial.state == "planned":
            return ("trial.begin", "trial.later", "trial.longer", "trial.facts", "archive", *more, "next", "undo")
        if trial.state == "running":
            return ("trial.score", "trial.facts", "trial.begin", *more, "next", "undo")
        if trial.state == "review":
            return ("trial.score", "trial.facts", "decide", *more, "next", "undo")
        return ("trial.book", *more, "trial.facts", "next", "undo", "quit")

    def _required(self) -> Trial:
        trial = self.trial
        assert trial is not None  # noqa: S101 - why_not has looked
        return trial

    def _step(self, by: int) -> None:
        ids = [one.id for one in self.trials]
        self.current = ids[max(0, min(len(ids) - 1, ids.index(self._required().id) + by))]

    def do_trial_next(self) -> None:
        self._step(1)

    def do_trial_previous(self) -> None:
        self._step(-1)

    def do_trial_later(self) -> None:
        trial = self._required()
        self._start_from(trial, (trial.start or self.today) + timedelta(days=1), 1)

    def do_trial_earlier(self) -> None:
        trial = self._required()
        self._start_from(trial, (trial.start or self.today) - timedelta(days=1), -1)

    def _start_from(self, trial: Trial, day: object, way: int) -> None:
        """The next start that fits, later or earlier; what was passed over is said."""
        person = self.plan.contractors[trial.contractor_id]
        need = need_of(self.plan.tasks[trial.task_id].sync_need)
        wanted = trial.start or self.today
        for distance in range(1, 31):
            start = wanted + timedelta(days=way * distance)
            if start < self.today:
                self.stage.say("A trial cannot start before today.", "warn")
                return
            found = trial_calendar(self.plan.profile, person, need=need, earliest=start, days=trial.days)
            if not found.days or found.days[0].date == start:
                self.stage.do(changed(self.plan, "trials", trial.id, {"start": start.isoformat()}))
                return
        self.stage.say("No other start within 30 days fits.", "warn")

    def do_trial_longer(self) -> None:
        self._lengthened(1)

    def do_trial_shorter(self) -> None:
        self._lengthened(-1)

    def _lengthened(self, by: int) -> None:
        trial = self._required()
        days = max(1, min(10, trial.days + by))
        if days != trial.days:
            self.stage.do(changed(self.plan, "trials", trial.id, {"days": days}))

    def do_trial_begin(self) -> None:
        trial = self._required()
        if trial.state == "planned" and trial.start is not None and trial.start > self.today:
            choices = [
                Choice("w", f"Wait for {day_words(trial.start)}", False, "as it was booked"),
                Choice("b", "Begin it now", True, "a day that was not agreed"),
            ]
            self.stage.open(MenuDialog("Its day has not come", choices, partial(self._begun, trial.id)))
        elif trial.state == "planned":
            self.stage.do(begun(self.plan, trial.id))
        else:
            self.stage.do(in_review(self.plan, trial.id, self.today))

    def _begun(self, trial_id: str, yes: bool) -> None:  # noqa: FBT001 - the menu's answer
        if yes:
            self.stage.do(begun(self.plan, trial_id))

    def do_trial_facts(self) -> None:
        from outsource_tui.ui.dialogs.trial_facts import open_trial_facts

        open_trial_facts(self.stage, self._required().id)

    def do_trial_score(self) -> None:
        from outsource_tui.ui.dialogs.scorecard import ScoreCardDialog

        self.stage.open(ScoreCardDialog(self._required().id))

    def do_trial_book(self) -> None:
        from outsource_tui.ui.dialogs.booking import open_booking
        from outsource_tui.ui.dialogs.pick_task import pick_task

        trial = self.trial
        if trial is not None and trial.state == "planned":
            open_booking(self.stage, trial.task_id, trial.contractor_id, trial.id)
        else:
            pick_task(self.stage, "trial", "a trial")

    def do_archive(self) -> None:
        trial = self._required()
        step = (
            cancelled(self.plan, trial.id) if trial.is_open else archived(self.plan, [trial.id], self.stage.desk.clock)
        )
        self.stage.do(step)

    def do_copy(self) -> None:
        trial = self._required()
        start = f" from {trial.start}" if trial.start is not None else ""
        hours = f", {hours_words(trial.paid_hours)} paid hours" if trial.paid_hours is not None else ""
        self.send(f"{name_of(self.plan, trial.id)}: {trial.days} days{start}{hours}", "the trial")

    def do_copy_table(self) -> None:
        rows: list[tuple[str, ...]] = [("Trial", "State", "Start", "Days", *CARD, "Score", "Rule", "Decision")]
        for one in self.trials:
            marks = (getattr(one.card, name) for name in CARD)
            score, says = trial_score(one.card), rule_of(one)
            said = (VERDICT_WORDS[says] if says else "-", VERDICT_WORDS[one.decision] if one.decision else "-")
            figures = (*(str(mark or "-") for mark in marks), f"{score:.1f}" if score is not None else "-", *said)
            start = one.start.isoformat() if one.start else "-"
            rows.append((name_of(self.plan, one.id), STATE_WORDS[one.state], start, str(one.days), *figures))
        self.send(table_text(rows), "the trials as a table")

    def do_decide(self) -> None:
        from outsource_tui.ui.dialogs.decide_trial import open_decide_trial  # loaded when it is asked for

        open_decide_trial(self.stage, self._required())


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
