"""What becomes of a trial: what the rule says is under the cursor; another answer needs a reason."""

from typing import TYPE_CHECKING

from outsource_tui.advice.trial_rule import rule_of, trial_speed
from outsource_tui.model.kinds import TrialVerdict
from outsource_tui.model.trial import Trial
from outsource_tui.planner.rows import name_of
from outsource_tui.planner.trials import VERDICT_WORDS, decided, speed_taken
from outsource_tui.ui.dialogs.line import LineDialog
from outsource_tui.ui.dialogs.menu import Choice, MenuDialog
from outsource_tui.ui.drawing import Line

if TYPE_CHECKING:
    from outsource_tui.ui.stage import Stage

LEAST_DIFFERENCE = 0.0001
"""A speed is stored with four decimals."""


def open_decide_trial(stage: "Stage", trial: Trial) -> None:
    """Ask what becomes of a trial."""
    says = rule_of(trial)
    choices = [
        Choice("h", "Hand over", "hire", "they do it from now on"),
        Choice("o", "One more round", "extend", "once, with the same must-haves"),
        Choice("n", "No thanks", "pass", "somebody else, or not at all"),
    ]
    words = f" The rule says: {VERDICT_WORDS[says]}" if says else " The rule cannot say yet: marks or hours are missing"

    def take(verdict: TrialVerdict) -> None:
        if says == verdict:
            _write(stage, trial, verdict, says, "")
        else:
            _ask_why(stage, trial, verdict, says)

    suggested = next((index for index, one in enumerate(choices) if one.result == says), 0)
    title = f"Decide: {name_of(stage.plan, trial.id)}"
    stage.open(MenuDialog(title, choices, take, suggested=suggested, says=[Line(words)]))


def _ask_why(stage: "Stage", trial: Trial, verdict: TrialVerdict, says: TrialVerdict | None) -> None:
    reason = f"The rule says {VERDICT_WORDS[says]}" if says else "The rule cannot say yet"
    asked = f"{reason}, you say {VERDICT_WORDS[verdict]}. Why?"

    def keep(why: str) -> None:
        _write(stage, trial, verdict, says, why)

    stage.open(LineDialog("A reason", keep, says=asked, required=True, draft=f"why {trial.id}"))


def _write(stage: "Stage", trial: Trial, verdict: TrialVerdict, says: TrialVerdict | None, why: str) -> None:
    if not stage.do(decided(stage.plan, trial.id, verdict, rule=says, clock=stage.desk.clock, why=why)):
        return
    if verdict == "hire":
        stage.say(
            f"Hired for {stage.plan.tasks[trial.task_id].name}. {stage.key_of('next')} prepares the hand-off. u undo"
        )
    speed, person = trial_speed(trial), stage.plan.contractors[trial.contractor_id]
    if speed is not None and abs(person.speed - speed) > LEAST_DIFFERENCE:
        _offer_speed(stage, trial, speed)


def _offer_speed(stage: "Stage", trial: Trial, speed: float) -> None:
    """The speed that the trial has measured, for the record of the person."""
    person = stage.plan.contractors[trial.contractor_id]

    def take(yes: bool) -> None:  # noqa: FBT001 - the menu's answer
        if yes:
            stage.do(speed_taken(stage.plan, trial.id, speed))

    words = f" Measured: {speed:.4g} of their hours for one of mine; {person.handle} stands at {person.speed:g}."
    choices = [Choice("y", "Take it over", True, "prices count with it"), Choice("n", "Leave it", False)]
    stage.open(MenuDialog("Speed from the trial", choices, take, says=[Line(words)]))
