"""Start, pause, end or take back a hand-off, with what is to be thought of beside it."""

from typing import TYPE_CHECKING

from outsource_tui.advice.people import handoffs_with, trials_between
from outsource_tui.advice.rounding import count_words
from outsource_tui.model.handoff import Handoff
from outsource_tui.model.kinds import HandoffState
from outsource_tui.model.plan import Plan
from outsource_tui.planner.handoffs import STATE_WORDS, state_set
from outsource_tui.planner.rows import name_of
from outsource_tui.ui.dialogs.ask_field import ask_field
from outsource_tui.ui.dialogs.menu import Choice, MenuDialog
from outsource_tui.ui.drawing import Line
from outsource_tui.ui.widgets.handoff_sheet import held_access, points_of

if TYPE_CHECKING:
    from outsource_tui.ui.stage import Stage

_START = Choice("s", "Start", "running", "they do it from today on")
_GO_ON = Choice("s", "Go on", "running", "as agreed before")
_PAUSE = Choice("p", "Pause", "paused", "nobody looks, nothing is counted")
_END = Choice("e", "End", "ended", "it is done, or somebody else does it")
_TAKE_BACK = Choice("t", "Take back", "taken_back", "you do it again")
CHOICES: dict[HandoffState, list[Choice]] = {
    "preparing": [_START, _END],
    "running": [_PAUSE, _END, _TAKE_BACK],
    "paused": [_GO_ON, _END, _TAKE_BACK],
}


def open_handoff_state(stage: "Stage", handoff_id: str) -> None:
    """Ask what becomes of a hand-off that is not over yet."""
    plan = stage.plan
    handoff = plan.handoffs[handoff_id]

    def take(state: HandoffState) -> None:
        if state in {"ended", "taken_back"}:
            _ask_why(stage, handoff, state)
        else:
            _set(stage, handoff_id, state, "")

    says = [Line(f" {one}", "warn") for one in _before_start(plan, handoff)] if handoff.state == "preparing" else []
    title = f"{name_of(plan, handoff_id)}: {STATE_WORDS[handoff.state]}"
    stage.open(MenuDialog(title, CHOICES[handoff.state], take, says=says))


def _before_start(plan: Plan, handoff: Handoff) -> list[str]:
    """What is better settled before; none of it stops the start."""
    says = []
    missing = [one.words for one in points_of(plan, handoff) if not one.is_clear]
    if missing:
        says.append(f"Not clear yet ({len(missing)}): {'; '.join(missing).lower()}")
    hired = any(one.decision == "hire" for one in trials_between(plan, handoff.task_id, handoff.contractor_id))
    if not hired:
        says.append("No trial run of this task with them ended in handing over.")
    return says


def remains(plan: Plan, handoff: Handoff) -> str:
    """What is left to do when a hand-off ends: access to revoke, the exit plan."""
    person = plan.contractors[handoff.contractor_id]
    parts = [f"revoke {one.system} ({one.level}, {one.account})" for one in held_access(person)]
    others = [one for one in handoffs_with(plan, person.id) if one.is_open and one.id != handoff.id]
    if parts and others:
        parts.append(f"but they still do {plan.tasks[others[0].task_id].name}")
    if handoff.exit_plan:
        parts.append(f"exit plan: {handoff.exit_plan}")
    return "; ".join(parts)


def _ask_why(stage: "Stage", handoff: Handoff, state: HandoffState) -> None:
    left = remains(stage.plan, handoff)
    says = "Why? A few words for later; Enter alone gives none."
    if left:
        says = f"What remains: {left}.\n{says}"
    title = f"{name_of(stage.plan, handoff.id)}: {'end it' if state == 'ended' else 'take it back'}"

    def take(why: str) -> None:
        _set(stage, handoff.id, state, why)

    ask_field(stage, "handoffs", "end_reason", title, take, says=says, draft=f"end {handoff.id}")


def _set(stage: "Stage", handoff_id: str, state: HandoffState, why: str) -> None:
    handoff = stage.plan.handoffs[handoff_id]
    if not stage.do(state_set(stage.plan, handoff_id, state, stage.desk.clock, why=why)):
        return
    if state == "running":
        days = handoff.checkin_every_days
        stage.say(f"Running. Next agreed look in {count_words(days, 'day')}; let go until then. u undo")
    elif state in {"ended", "taken_back"}:
        keys = held_access(stage.plan.contractors[handoff.contractor_id])
        todo = f" Access to revoke (People): {', '.join(one.system for one in keys)}." if keys else ""
        stage.say(f"{STATE_WORDS[state].capitalize()}.{todo} u undo")
