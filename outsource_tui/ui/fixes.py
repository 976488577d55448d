"""Carries out what the checks propose: each fix is a command of some screen, or a change made at once."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import cast

from outsource_tui.advice.checks.finding import Finding
from outsource_tui.advice.checks.fixes import Fix, FixCommand
from outsource_tui.advice.checks.wrong_people import BELIEF_FROM
from outsource_tui.model.kinds import Decision
from outsource_tui.planner.checks import muted
from outsource_tui.planner.handoffs import autonomy_set
from outsource_tui.planner.rows import changed
from outsource_tui.planner.tasks import decided
from outsource_tui.ui.commands import KeyOf, move_keys
from outsource_tui.ui.dialogs.form import FormDialog
from outsource_tui.ui.dialogs.line import LineDialog
from outsource_tui.ui.stage import Stage

SCREEN_OF: Mapping[str, str] = {"T": "tasks", "C": "people", "R": "trial", "H": "handoff"}
"""The screen that shows a row, by the letter of its id."""
SCREEN_OF_CODE: Mapping[str, str] = {"OUT205": "grid", "OUT206": "grid"}
"""Findings that are about places on the grid."""


def carry_out(stage: Stage, finding: Finding, fix: Fix) -> None:
    """Do what a fix proposes, or open what it is done with."""
    _ACTIONS[fix.command](stage, finding, fix)


def go_to(stage: Stage, finding: Finding) -> None:
    """Show what a finding is about."""
    if finding.code == "OUT106":
        stage.run_id("profile")
        return
    screen = SCREEN_OF_CODE.get(finding.code) or SCREEN_OF[(finding.entity or "T")[0]]
    stage.go(screen, finding.entity)


def ask_mute(stage: Stage, findings: Sequence[Finding], until: date | None) -> None:
    """Ask for the reason and mute the findings, all for the same one."""
    says = f"Why is this all right? It stays counted as muted{f' until {until}' if until else ''}."
    first, count = findings[0], len(findings)
    about = [(one.code, one.entity) for one in findings]

    def mute(reason: str) -> None:
        stage.do(muted(about, reason, until=until))

    stage.open(
        LineDialog(
            f"Mute {first.code}" if count == 1 else f"Mute {count} findings",
            mute,
            says=says,
            draft=f"mute {first.code} {first.entity}" if count == 1 else f"mute {count}",
            required=True,
        )
    )


def _add_task(stage: Stage, finding: Finding, fix: Fix) -> None:
    stage.go("tasks")
    stage.run_id("add")


def _add_person(stage: Stage, finding: Finding, fix: Fix) -> None:
    stage.go("people", fix.entity)
    stage.run_id("add")


def _import(stage: Stage, finding: Finding, fix: Fix) -> None:
    stage.run_id("import")


def _score(stage: Stage, finding: Finding, fix: Fix) -> None:
    from outsource_tui.ui.dialogs.score_flow import score_flow  # dialogs are loaded when they are asked for

    if fix.entity is None:
        stage.go("grid")
        score_flow(stage, [task.id for task in stage.plan.live_tasks])
    elif fix.entity[0] == "R":
        stage.go("trial", fix.entity)
        stage.run_id("trial.score")
    else:
        score_flow(stage, [fix.entity])


def _decide(stage: Stage, finding: Finding, fix: Fix) -> None:
    from outsource_tui.ui.dialogs.decide import open_decide

    entity = _row_of(fix)
    if entity[0] == "R":
        stage.go("trial", entity)
        stage.run_id("decide")
    elif fix.field:
        stage.do(decided(stage.plan, [entity], cast(Decision, fix.field), stage.desk.clock))
    else:
        open_decide(stage, [entity])


def _compare(stage: Stage, finding: Finding, fix: Fix) -> None:
    stage.go("people", fix.entity)
    stage.run_id("compare")


def _plan_trial(stage: Stage, finding: Finding, fix: Fix) -> None:
    from outsource_tui.ui.dialogs.booking import open_booking
    from outsource_tui.ui.dialogs.pick_person import pick_person

    handoff = stage.plan.handoffs.get(finding.entity or "")
    if fix.entity is None:
        stage.go("tasks")
        stage.say("Score a task first: then there is one to try somebody on.")
    elif handoff is not None:
        open_booking(stage, fix.entity, handoff.contractor_id)
    else:
        pick_person(stage, fix.entity, "trial")


def _log_look(stage: Stage, finding: Finding, fix: Fix) -> None:
    stage.go("handoff", fix.entity)
    stage.run_id("look")


def _set_autonomy(stage: Stage, finding: Finding, fix: Fix) -> None:
    handoff = stage.plan.handoffs[_row_of(fix)]
    if int(fix.field) == handoff.autonomy:
        stage.say("They own the result already: there is no more rope to give.")
    else:
        stage.do(autonomy_set(stage.plan, handoff.id, int(fix.field)))


def _unset_owner_only(stage: Stage, finding: Finding, fix: Fix) -> None:
    stage.do(changed(stage.plan, "tasks", _row_of(fix), {"owner_only": False}))


def _edit(stage: Stage, finding: Finding, fix: Fix) -> None:
    entity = _row_of(fix)
    if entity in stage.plan.tasks:
        _edit_task(stage, entity, fix.field)
    elif entity in stage.plan.trials:
        stage.go("trial", entity)
        is_dated = stage.plan.trials[entity].start is not None
        stage.run_id("decide" if fix.field else "trial.facts" if is_dated else "trial.book")
    elif entity == stage.plan.profile.id:
        stage.run_id("profile")
        _begin_at(stage, fix.field)
    else:
        stage.go(SCREEN_OF[entity[0]], entity)
        stage.run_id("open")
        _begin_at(stage, fix.field)


def _edit_task(stage: Stage, task_id: str, field: str) -> None:
    if field == "brief":
        from outsource_tui.ui.dialogs.brief_form import open_brief

        open_brief(stage, task_id)
    elif field.startswith("steering"):
        from outsource_tui.ui.dialogs.brief_form import open_steering

        open_steering(stage, task_id)
        _begin_at(stage, field.removeprefix("steering."))
    elif field == "knowledge":
        from outsource_tui.ui.dialogs.readiness import open_readiness

        open_readiness(stage, task_id)
    else:
        from outsource_tui.ui.dialogs.task_form import open_task

        open_task(stage, task_id)
        _begin_at(stage, field)


def _begin_at(stage: Stage, field: str) -> None:
    """Put the cursor of the form that has just been opened on a field."""
    if isinstance(stage.dialog, FormDialog):
        stage.dialog.begin_at(field)


def _open(stage: Stage, finding: Finding, fix: Fix) -> None:
    screen = SCREEN_OF_CODE.get(finding.code) or SCREEN_OF[(fix.entity or "T")[0]]
    stage.go(screen, fix.entity)
    if finding.code == "OUT306":
        _score_what_is_believed(stage, _row_of(fix))
    else:
        stage.say(_how(screen, stage.key_of) or f"{fix.words}.")


def _score_what_is_believed(stage: Stage, contractor_id: str) -> None:
    """Open the scores of a person for the first task where a good one has no proof."""
    from outsource_tui.ui.dialogs.rating import RatingDialog

    rows = [one for one in stage.plan.scores.values() if one.contractor_id == contractor_id]
    believed = (one for one in rows if (one.score or 0) >= BELIEF_FROM and one.proof in {"none", "claimed"})
    first = next((one for one in believed if not stage.plan.tasks[one.task_id].is_archived), None)
    if first is not None:
        stage.screen.show(first.task_id)
        stage.screen.show(contractor_id)
    stage.run_id("rate")
    if first is not None and isinstance(stage.dialog, RatingDialog):
        stage.dialog.begin_at(first.criterion)


def _how(screen: str, key_of: KeyOf) -> str:
    """With which keys it is done on a screen that is only gone to; empty where there are none."""
    if screen == "grid":
        return f"{move_keys(key_of)} move it and show what would be; {key_of('undo')} takes it back."
    if screen == "handoff":
        return f"{key_of('handoff.begin')} stops or pauses it, {key_of('open')} changes the terms."
    if screen == "people":
        return f"{key_of('rate')} scores somebody, {key_of('filter')} changes the task."
    return ""


def _mute(stage: Stage, finding: Finding, fix: Fix) -> None:
    ask_mute(stage, [finding], date.fromisoformat(fix.field) if fix.field else None)


def _row_of(fix: Fix) -> str:
    assert fix.entity is not None  # noqa: S101 - fixes of the whole plan have commands of their own
    return fix.entity


_ACTIONS: Mapping[FixCommand, Callable[[Stage, Finding, Fix], None]] = {
    "add_task": _add_task,
    "add_person": _add_person,
    "import": _import,
    "score": _score,
    "decide": _decide,
    "compare": _compare,
    "plan_trial": _plan_trial,
    "log_look": _log_look,
    "set_autonomy": _set_autonomy,
    "unset_owner_only": _unset_owner_only,
    "edit": _edit,
    "open": _open,
    "mute": _mute,
}
