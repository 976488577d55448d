"""Trial: when both can, what came of it, and what the rule says."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from outsource_tui.advice.calendar import trial_calendar
from outsource_tui.advice.overlap import need_of
from outsource_tui.advice.rounding import count_words, hours_words
from outsource_tui.advice.trial_rule import rule_of, trial_score
from outsource_tui.model.plan import Plan
from outsource_tui.model.trial import Trial
from outsource_tui.planner.rows import changed, name_of
from outsource_tui.planner.trials import (
    CARD,
    STATE_WORDS,
    VERDICT_WORDS,
    begun,
    in_review,
    put_away,
)
from outsource_tui.ui.clipboard import table_text
from outsource_tui.ui.dates import short_day
from outsource_tui.ui.dialogs.menu import Choice, MenuDialog
from outsource_tui.ui.drawing import Line, rule, text_lines
from outsource_tui.ui.screens.base import NOTHING_FITS
from outsource_tui.ui.screens.one_screen import NARROWING, OF_ROWS, OneScreen, Row
from outsource_tui.ui.stage import Stage
from outsource_tui.ui.widgets.trial_view import TrialView, empty_trial_words


class TrialScreen(OneScreen):
    """One trial at a time; arrows up and down change it."""

    name = "trial"
    noun = "trial"
    searched = "task, person, state, what is to come of it"
    state_words = {one: STATE_WORDS[one] for one in ("review", "running", "planned", "decided", "cancelled")}

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.view = TrialView(stage.key_of)

    def _live(self) -> Sequence[Row]:
        return self.plan.live_trials

    def _text_of(self, row: Row) -> str:
        return f"{super()._text_of(row)} {self.plan.trials[row.id].deliverable}"

    @property
    def trials(self) -> list[Trial]:
        """Those that are listed, in their order."""
        self._list()
        return [self.plan.trials[one] for one in self.table.rows]

    @property
    def trial(self) -> Trial | None:
        """The one that is shown."""
        row_id = self.row_id
        return self.plan.trials[row_id] if row_id is not None else None

    # drawing

    def body(self, width: int, height: int) -> list[Line]:
        trial = self.trial
        if trial is not None:
            return self.view.lines(
                self.plan, self.trials, trial, self.today, width, height, self.list_words, self.table.marks
            )
        if self.is_narrowed:
            words = f"No trial is left: {self.list_words}. Esc shows all again."
            return [rule("Trial", width), *text_lines(words, width)]
        words, key = empty_trial_words(self.stage.key_of)
        return [rule("Trial", width), Line(), *text_lines(words, width), Line(), Line(key)]

    # keys

    def why_not(self, command_id: str) -> str:
        trial = self.trial
        if command_id in {"trial.book", "add"} or command_id.startswith("screen"):
            return ""
        own = command_id.startswith("trial.") or command_id in {"decide", "archive", "copy", "copy.table", *OF_ROWS}
        if not own:
            return ""
        if trial is None and self.is_narrowed:
            return "" if command_id in NARROWING else NOTHING_FITS
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
        if self.table.marks:
            return ("archive", "copy", "copy.table", "mark", "mark.all", "trial.next", "undo")
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

    def do_trial_next(self) -> None:
        self._step("down")

    def do_trial_previous(self) -> None:
        self._step("up")

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
            pick_task(self.stage, "trial")

    def do_archive(self) -> None:
        self.stage.do(put_away(self.plan, self.table.chosen, self.stage.desk.clock))

    def do_copy(self) -> None:
        chosen = self.table.chosen
        what = f"{count_words(len(chosen), 'trial')}, marked" if self.table.marks else "the trial"
        self.send("\n".join(_told(self.plan, self.plan.trials[one]) for one in chosen), what)

    def do_copy_table(self) -> None:
        rows: list[tuple[str, ...]] = [("Trial", "State", "Start", "Days", *CARD, "Score", "Rule", "Decision")]
        for row_id in self.table.chosen if self.table.marks else self.table.rows:
            one = self.plan.trials[row_id]
            marks = (getattr(one.card, name) for name in CARD)
            score, says = trial_score(one.card), rule_of(one)
            said = (VERDICT_WORDS[says] if says else "-", VERDICT_WORDS[one.decision] if one.decision else "-")
            figures = (*(str(mark or "-") for mark in marks), f"{score:.1f}" if score is not None else "-", *said)
            start = one.start.isoformat() if one.start else "-"
            rows.append((name_of(self.plan, one.id), STATE_WORDS[one.state], start, str(one.days), *figures))
        self.send(table_text(rows), f"{count_words(len(rows) - 1, 'trial')} as a table")

    def do_decide(self) -> None:
        from outsource_tui.ui.dialogs.decide_trial import open_decide_trial  # loaded when it is asked for

        open_decide_trial(self.stage, self._required())


def _told(plan: Plan, trial: Trial) -> str:
    """A trial in one line, as it is copied."""
    start = f" from {trial.start}" if trial.start is not None else ""
    hours = f", {hours_words(trial.paid_hours)} paid hours" if trial.paid_hours is not None else ""
    return f"{name_of(plan, trial.id)}: {count_words(trial.days, 'day')}{start}{hours}"
