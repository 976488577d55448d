"""`n`: carries out the next sensible thing, or goes to where it is done."""

from collections.abc import Callable, Mapping

from outsource_tui.advice.next_step import next_step
from outsource_tui.advice.step import NextStep
from outsource_tui.ui.stage import Stage


def do_next(stage: Stage) -> None:
    """Do the one thing that comes next, and say why it is that."""
    step = next_step(stage.plan, stage.today)
    stage.say(f"{step.words}: {step.reason}")
    _ACTIONS[step.kind](stage, step)
    if stage.dialog is not None:
        # The dialog says what it asks; the line below has room for why.
        stage.say(step.reason[:1].upper() + step.reason[1:])


def _add_tasks(stage: Stage, step: NextStep) -> None:
    stage.go("tasks")
    stage.run_id("suggestions")


def _score(stage: Stage, step: NextStep) -> None:
    from outsource_tui.ui.dialogs.score_flow import score_flow, unscored

    stage.go("tasks", step.entity)
    score_flow(stage, unscored(stage))


def _decide(stage: Stage, step: NextStep) -> None:
    from outsource_tui.ui.dialogs.decide import open_decide

    stage.go("grid" if stage.name == "grid" else "tasks", step.entity)
    open_decide(stage, _ids(step))


def _rate_knowledge(stage: Stage, step: NextStep) -> None:
    from outsource_tui.ui.dialogs.readiness import open_readiness

    stage.go("grid" if stage.name == "grid" else "tasks", step.entity)
    open_readiness(stage, _ids(step)[0])


def _write_steering(stage: Stage, step: NextStep) -> None:
    from outsource_tui.ui.dialogs.brief_form import open_steering

    stage.go("tasks", step.entity)
    open_steering(stage, _ids(step)[0])


def _compare(stage: Stage, step: NextStep) -> None:
    stage.go("people", step.entity)
    if step.contractor is not None:
        stage.screen.show(step.contractor)
    stage.run_id("rate")


def _plan_trial(stage: Stage, step: NextStep) -> None:
    from outsource_tui.ui.dialogs.booking import open_booking

    stage.go("people", step.entity)
    if step.contractor is not None:
        open_booking(stage, _ids(step)[0], step.contractor)


def _hand_over(stage: Stage, step: NextStep) -> None:
    from outsource_tui.ui.dialogs.handoff_form import open_handoff

    stage.go("handoff")
    if step.contractor is not None:
        open_handoff(stage, _ids(step)[0], step.contractor)


def _on(screen: str, command: str) -> Callable[[Stage, NextStep], None]:
    """Runs a command of the screen that shows what the step is about."""

    def act(stage: Stage, step: NextStep) -> None:
        stage.go(screen, step.entity)
        stage.run_id(command)

    return act


def _enjoy(stage: Stage, step: NextStep) -> None:
    stage.go("overview")


def _ids(step: NextStep) -> list[str]:
    return [step.entity] if step.entity is not None else []


_ACTIONS: Mapping[str, Callable[[Stage, NextStep], None]] = {
    "add_tasks": _add_tasks,
    "score": _score,
    "decide": _decide,
    "rate_knowledge": _rate_knowledge,
    "write_steering": _write_steering,
    "add_person": _on("people", "add"),
    "compare": _compare,
    "plan_trial": _plan_trial,
    "date_trial": _on("trial", "trial.book"),
    "start_trial": _on("trial", "trial.begin"),
    "log_trial": _on("trial", "trial.facts"),
    "end_trial": _on("trial", "trial.score"),
    "score_trial": _on("trial", "trial.score"),
    "decide_trial": _on("trial", "decide"),
    "hand_over": _hand_over,
    "start_handoff": _on("handoff", "handoff.begin"),
    "take_look": _on("handoff", "look"),
    "enjoy": _enjoy,
}
"""What each kind of next step opens."""
