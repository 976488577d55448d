"""Trial: when both can, what came of it, and what the rule says."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial

from outsource_tui.advice.calendar import trial_calendar
from outsource_tui.advice.overlap import need_of
from outsource_tui.advice.rounding import count_words, hours_words
from outsource_tui.advice.trial_rule import rule_of, trial_score
from outsource_tui.model.plan import number_of
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
from outsource_tui.ui.dates import short_day
from outsource_tui.ui.dialogs.line import LineDialog
from outsource_tui.ui.dialogs.menu import Choice, MenuDialog
from outsource_tui.ui.drawing import Line, rule, text_lines
from outsource_tui.ui.screens.base import PlanScreen
from outsource_tui.ui.stage import Stage
from outsource_tui.ui.widgets.trial_view import TrialView, empty_trial_words

ORDER = {"review": 0, "running": 1, "planned": 2, "decided": 3, "cancelled": 4}


class TrialScreen(PlanScreen):
    """One trial at a time; arrows up and down change it."""

    name = "trial"

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.current: str | None = None
        self.words = ""
        self.view = TrialView(stage.key_of)

    @property
    def trials(self) -> list[Trial]:
        """Those that want something first, as far as they have the words in them."""
        words = self.words.casefold().split()
        found = [one for one in self.plan.live_trials if not words or self._has(one, words)]
        return sorted(found, key=lambda one: (ORDER[one.state], -number_of(one.id)))

    def _has(self, trial: Trial, words: Sequence[str]) -> bool:
        text = f"{trial.id} {name_of(self.plan, trial.id)} {STATE_WORDS[trial.state]} {trial.deliverable}".casefold()
        return all(word in text for word in words)

    @property
    def trial(self) -> Trial | None:
        """The one that is shown."""
        shown = self.plan.trials.get(self.current) if self.current is not None else None
        if shown is None or shown.is_archived or (self.words and shown not in self.trials):
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
            if self.words and self.plan.trials[row_id] not in self.trials:
                self.words = ""

    def remembered(self) -> dict[str, str]:
        return {"row": self.current or "", "words": self.words}

    def recall(self, kept: Mapping[str, str]) -> None:
        self.words = kept.get("words", "")
        if not self.trials:
            self.words = ""
        self.show(kept.get("row", ""))

    # drawing

    def body(self, width: int, height: int) -> list[Line]:
        trial = self.trial
        if trial is not None:
            return self.view.lines(self.plan, self.trials, trial, self.today, width, height, self.words)
        if self.words:
            return [rule("Trial", width), *text_lines(f"No trial has {self.words} in it. Esc shows all again.", width)]
        words, key = empty_trial_words(self.stage.key_of)
        return [rule("Trial", width), Line(), *text_lines(words, width), Line(), Line(key)]

    def cleared(self) -> bool:
        had, self.words = bool(self.words), ""
        return had

    def do_find(self) -> None:
        says = "Words in task, person, state, what is to come of it. Nothing shows all."
        self.stage.open(LineDialog("Find", self._find, says=says, text=self.words))

    def _find(self, text: str) -> None:
        self.words = text

    # keys

    def why_not(self, command_id: str) -> str:
        trial = self.trial
        if command_id in {"trial.book", "add"} or command_id.startswith("screen"):
            return ""
        own = command_id.startswith("trial.") or command_id in {"decide", "archive", "copy", "copy.table", "find"}
        if not own:
            return ""
        if trial is None and self.words:
            return "" if command_id == "find" else "Nothing fits; Esc shows all again."
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
            return ("trial.begin", "trial.later", "trial.longer", "trial.facts", *more, "next", "archive", "undo")
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
        self._start_from(self._required(), 1)

    def do_trial_earlier(self) -> None:
        self._start_from(self._required(), -1)

    def _start_from(self, trial: Trial, way: int) -> None:
        """The next start that fits, later (`way` 1) or earlier (-1)."""
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
                Choice("w", f"Wait for {short_day(trial.start)}", False, "as it was booked"),
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

    def do_trial_calendar(self) -> None:
        from outsource_tui.ui.dialogs.write_file import WriteDialog

        self.stage.open(WriteDialog(self._required().id))

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
        self.send(f"{name_of(self.plan, trial.id)}: {count_words(trial.days, 'day')}{start}{hours}", "the trial")

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
