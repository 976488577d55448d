"""Trial: when both can, what came of it, and what the rule says."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from outsource_tui.advice.calendar import TrialCalendar, trial_calendar, trial_end
from outsource_tui.advice.overlap import need_of
from outsource_tui.advice.rounding import hours_words, money_words, percent_words
from outsource_tui.advice.trial_rule import rule_of, trial_cost, trial_oversight, trial_score, trial_speed
from outsource_tui.model.kinds import TrialVerdict
from outsource_tui.model.plan import Plan, number_of
from outsource_tui.model.trial import Trial
from outsource_tui.planner.rows import archived, changed, name_of
from outsource_tui.planner.trials import (
    CARD,
    CARD_QUESTIONS,
    VERDICT_WORDS,
    begun,
    cancelled,
    decided,
    in_review,
    speed_taken,
)
from outsource_tui.ui.clipboard import table_text
from outsource_tui.ui.dialogs.line import LineDialog
from outsource_tui.ui.dialogs.menu import Choice, MenuDialog
from outsource_tui.ui.drawing import Line, block, rule, text_lines
from outsource_tui.ui.screens.base import PlanScreen
from outsource_tui.ui.stage import Stage
from outsource_tui.ui.widgets.trial_days import calendar_lines, day_words, unknown_schedule

STATE_WORDS = {
    "planned": "planned",
    "running": "running",
    "review": "in review",
    "decided": "decided",
    "cancelled": "cancelled",
}
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
        lines = [rule(self._title(trial), width)]
        lines += self._days(trial, width)
        lines.append(rule("Scorecard (1-5)", width))
        lines += self._card(trial, width)
        lines.append(rule("Decision", width))
        lines += self._decision(trial, width)
        others = self._list(trial, width)
        if len(lines) + 2 + len(others) <= height:
            lines += [rule("All trials", width), *others]
        elif len(lines) > height:
            lines = self._short(trial, width)
        return block(lines, height)

    def _empty(self, width: int) -> list[Line]:
        words = "No trial yet. Never the easiest and never the cheapest: a test run of two paid days shows who it is."
        lines = [rule("Trial", width), Line(), *text_lines(words, width), Line()]
        return [*lines, Line("   T  book one: task, person, and the first days that both work")]

    def _title(self, trial: Trial) -> str:
        trials = self.trials
        place = f"{[one.id for one in trials].index(trial.id) + 1} of {len(trials)} · " if len(trials) > 1 else ""
        person = self.plan.contractors[trial.contractor_id]
        cost, currency = trial_cost(trial, person), self.plan.profile.currency
        agreed = f"{trial.days} days"
        if trial.paid_hours is not None:
            agreed += f", {hours_words(trial.paid_hours)} h"
        if cost is not None:
            agreed += f", {money_words(cost, currency, 2)} {currency}"
        return f"Trial {place}{name_of(self.plan, trial.id)} · {agreed} · {STATE_WORDS[trial.state]}"

    def _days(self, trial: Trial, width: int) -> list[Line]:
        plan, person = self.plan, self.plan.contractors[trial.contractor_id]
        if trial.start is None:
            return [Line("   No date yet: T proposes the first days that both work.", "warn")]
        missing = unknown_schedule(plan.profile, person)
        if missing:
            return [
                Line(f"   From {day_words(trial.start)}, {trial.days} days. ", "text"),
                *text_lines(missing, width, "quiet", "   "),
            ]
        if trial.state in {"review", "decided", "cancelled"}:
            end = trial_end(trial, plan.profile, person)
            until = f" to {day_words(end)}" if end is not None else ""
            dates = Line(f"   {day_words(trial.start)}{until}, {trial.days} days")
            return [dates, *text_lines(self._facts(trial), width, "text", "   ")]
        calendar = self._found(trial)
        first = trial.start - timedelta(days=1)
        need = need_of(plan.tasks[trial.task_id].sync_need)
        return calendar_lines(plan.profile, person, calendar, first=first, need=need, width=width)

    def _found(self, trial: Trial) -> TrialCalendar:
        if self._calendar is None or self._calendar[0] is not self.plan or self._calendar[1] != trial.id:
            person = self.plan.contractors[trial.contractor_id]
            need = need_of(self.plan.tasks[trial.task_id].sync_need)
            assert trial.start is not None  # noqa: S101 - the caller has looked
            found = trial_calendar(self.plan.profile, person, need=need, earliest=trial.start, days=trial.days)
            self._calendar = (self.plan, trial.id, found)
        return self._calendar[2]

    def _facts(self, trial: Trial) -> str:
        parts = []
        if trial.actual_hours is not None:
            parts.append(f"they {hours_words(trial.actual_hours)} h")
        if trial.my_minutes is not None:
            parts.append(f"you {trial.my_minutes} min")
        if trial.questions is not None:
            parts.append(f"{trial.questions} questions")
        speed, oversight = trial_speed(trial), trial_oversight(trial)
        if speed is not None:
            parts.append(f"speed {speed:.2f}")
        if oversight is not None:
            parts.append(f"looking {percent_words(oversight)}")
        return " · ".join(parts) or "e notes hours, minutes and questions"

    def _beside(self, trial: Trial) -> list[Trial]:
        """The trials of the same group, this one first."""
        if not trial.group:
            return [trial]
        others = [one for one in self.trials if one.group == trial.group and one.id != trial.id]
        return [trial, *others][:3]

    def _card(self, trial: Trial, width: int) -> list[Line]:
        together = self._beside(trial)
        lines = []
        if len(together) > 1:
            head = Line("   ").cell("", 15)
            for one in together:
                head.cell(
                    self.plan.contractors[one.contractor_id].handle, 16, "strong" if one is trial else "quiet"
                ).add(" ")
            lines.append(head)
        for name in CARD:
            line = Line("   ").cell(name, 15)
            for one in together:
                mark = getattr(one.card, name)
                line.cell(f"{mark if mark is not None else '_'}", 16 if len(together) > 1 else 4, "strong").add(" ")
            if len(together) == 1:
                line.add(CARD_QUESTIONS[name], "quiet")
            lines.append(line.fitted(width))
        return lines

    def _decision(self, trial: Trial, width: int) -> list[Line]:
        lines = []
        for one in self._beside(trial):
            score, says = trial_score(one.card), rule_of(one)
            met = sum(must.state == "met" for must in one.must_haves)
            line = Line("   ").cell(
                self.plan.contractors[one.contractor_id].handle, 20, "strong" if one is trial else "quiet"
            )
            line.add(f" {score:.1f}" if score is not None else " -")
            line.add(f" · {met} of {len(one.must_haves)} met" if one.must_haves else " · no must-haves")
            line.add(f" · rule: {VERDICT_WORDS[says]}" if says else "")
            line.add(f" · you: {VERDICT_WORDS[one.decision]}" if one.decision else "", "strong")
            lines.append(line.fitted(width))
        lines += [Line(f"   {self._what_now(trial)}", "quiet").fitted(width)]
        if trial.override_reason:
            lines.append(Line(f"   Because: {trial.override_reason}", "quiet").fitted(width))
        return lines

    def _what_now(self, trial: Trial) -> str:
        if trial.state == "planned":
            return "b begins it when its day has come; → moves it a day, + makes it longer"
        if trial.state == "running":
            return "e notes what came of it, s marks the card, b ends it"
        if trial.state == "review":
            if rule_of(trial) is None:
                return "s marks the card, e notes the hours; then the rule can be asked"
            return "d decides: hand over, one more round, no thanks"
        if trial.decision == "hire":
            return "n goes on: prepare the hand-off"
        return "nothing left to do here"

    def _list(self, trial: Trial, width: int) -> list[Line]:
        if len(self.trials) < 2:
            return []
        return [
            Line(" >" if one.id == trial.id else "  ", "cursor")
            .add(f" {name_of(self.plan, one.id)} · {STATE_WORDS[one.state]}", "text" if one.is_open else "quiet")
            .fitted(width)
            for one in self.trials
        ]

    def _short(self, trial: Trial, width: int) -> list[Line]:
        """What matters most where there is little room."""
        lines = [rule(self._title(trial), width)]
        days = self._days(trial, width)
        lines += days[:6] if trial.state in {"planned", "running"} else [*days[:1], *self._card(trial, width)]
        return [*lines, *self._decision(trial, width)]

    # keys

    def why_not(self, command_id: str) -> str:
        trial = self.trial
        if command_id in {"trial.book", "add"} or command_id.startswith("screen"):
            return ""
        own = command_id.startswith("trial.") or command_id in {"decide", "archive", "copy", "copy.table"}
        if not own:
            return ""
        if trial is None:
            return "There is no trial yet. T books one."
        if command_id == "decide" and trial.state == "planned":
            return "The trial has not begun; b begins it."
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
        if trial.state == "planned":
            return ("trial.begin", "trial.later", "trial.longer", "trial.facts", "archive", "next", "undo")
        if trial.state in {"running", "review"}:
            return ("trial.score", "trial.facts", "decide", "trial.begin", "trial.next", "next", "undo")
        return ("trial.book", "trial.next", "trial.facts", "next", "undo", "quit")

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
        if trial.state == "planned":
            self.stage.do(begun(self.plan, trial.id))
        else:
            self.stage.do(in_review(self.plan, trial.id, self.today))

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
        trial = self._required()
        says = rule_of(trial)
        choices = [
            Choice("h", "Hand over", "hire", "they do it from now on"),
            Choice("o", "One more round", "extend", "once, with the same must-haves"),
            Choice("n", "No thanks", "pass", "somebody else, or not at all"),
        ]
        words = (
            f" The rule says: {VERDICT_WORDS[says]}" if says else " The rule cannot say yet: marks or hours are missing"
        )
        suggested = next((index for index, one in enumerate(choices) if one.result == says), 0)
        title = f"Decide: {name_of(self.plan, trial.id)}"
        menu = MenuDialog(
            title, choices, lambda verdict: self._decided(trial, verdict, says), suggested=suggested, says=[Line(words)]
        )
        self.stage.open(menu)

    def _decided(self, trial: Trial, verdict: TrialVerdict, says: TrialVerdict | None) -> None:
        if says == verdict:
            self._write(trial, verdict, says, "")
            return
        reason = f"The rule says {VERDICT_WORDS[says]}" if says else "The rule cannot say yet"
        self.stage.open(
            LineDialog(
                "A reason",
                lambda why: self._write(trial, verdict, says, why),
                says=f"{reason}, you say {VERDICT_WORDS[verdict]}. Why?",
                required=True,
                draft=f"why {trial.id}",
            )
        )

    def _write(self, trial: Trial, verdict: TrialVerdict, says: TrialVerdict | None, why: str) -> None:
        step = decided(self.plan, trial.id, verdict, rule=says, clock=self.stage.desk.clock, why=why)
        if not self.stage.do(step):
            return
        if verdict == "hire":
            self.stage.say(f"Hired for {self.plan.tasks[trial.task_id].name}. n prepares the hand-off. u undo")
        speed = trial_speed(trial)
        person = self.plan.contractors[trial.contractor_id]
        if speed is not None and abs(person.speed - speed) > 0.0001:
            words = (
                f" Measured: {speed:.4g} of their hours for one of mine; {person.handle} stands at {person.speed:g}."
            )
            choices = [Choice("y", "Take it over", True, "prices count with it"), Choice("n", "Leave it", False)]
            self.stage.open(
                MenuDialog(
                    "Speed from the trial", choices, lambda yes: self._speed(trial, speed, yes), says=[Line(words)]
                )
            )

    def _speed(self, trial: Trial, speed: float, yes: bool) -> None:  # noqa: FBT001 - the menu's answer
        if yes:
            self.stage.do(speed_taken(self.plan, trial.id, speed))
