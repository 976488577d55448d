"""Another plan: those that are there by letter, the one last used first, or a new one by name."""

from datetime import datetime
from typing import TYPE_CHECKING

from outsource_tui.model.problems import Refused
from outsource_tui.model.remembering import PlanShelf, PlanThere
from outsource_tui.ui.dates import local_time
from outsource_tui.ui.dialogs.line import LineDialog
from outsource_tui.ui.dialogs.menu import LETTERS, Choice, MenuDialog

if TYPE_CHECKING:
    from outsource_tui.ui.stage import Stage

PLAN_LETTERS = LETTERS.replace("n", "")


def open_plans(stage: "Stage", shelf: PlanShelf) -> None:
    """Ask for a plan and open it in the place of this one."""

    def take(name: str | None) -> None:
        if name is None:
            _ask_name(stage, shelf)
        elif not any(one.name == name and one.is_open for one in plans):
            stage.attempt(lambda: _open(stage, shelf, name))

    plans = shelf.listed()
    keys = [*PLAN_LETTERS, *[""] * len(plans)]
    choices = [
        Choice(key, one.name, one.name, _note(stage, one), "quiet" if one.is_open else "text")
        for key, one in zip(keys, plans, strict=False)
    ]
    choices.append(Choice("n", "a new plan", None, "named by you, made with its first change"))
    # Enter goes back and forth between two plans.
    suggested = next((at for at, one in enumerate(plans) if not one.is_open), len(plans))
    stage.open(MenuDialog("Which plan?", choices, take, suggested=suggested))


def _note(stage: "Stage", plan: PlanThere) -> str:
    if plan.is_open:
        return "open now"
    return f"last used {_when(plan.used, stage)}" if plan.used is not None else "not made yet"


def _when(used: datetime, stage: "Stage") -> str:
    at = local_time(used, stage.plan)
    return f"today {at:%H:%M}" if at.date() == stage.today else f"{at.day} {at:%b %Y}"


def _ask_name(stage: "Stage", shelf: PlanShelf) -> None:
    says = "Such as: studio. It is made in your data folder; a path makes it elsewhere."
    stage.open(LineDialog("A new plan", lambda name: _open(stage, shelf, name), says=says, required=True))


def _open(stage: "Stage", shelf: PlanShelf, name: str) -> None:
    """Raises BadInput, PlanUnreadable and Refused; then this plan stays."""
    if stage.saved.state == "failed":
        raise Refused("the last change of this plan is not saved yet", fix="it is tried again with the next change")
    shelf.want(name)
    stage.shell.open_other()
