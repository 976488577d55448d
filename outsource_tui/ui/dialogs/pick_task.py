"""Which task is it to be? Asked before a trial or a hand-off that was begun without one."""

from typing import TYPE_CHECKING

from outsource_tui.advice.people import open_handoffs
from outsource_tui.advice.priority import ranked
from outsource_tui.advice.quadrant import quadrant_of
from outsource_tui.planner.tasks import DECISION_WORDS
from outsource_tui.ui.dialogs.menu import LETTERS, Choice, MenuDialog
from outsource_tui.ui.dialogs.pick_person import pick_person
from outsource_tui.ui.looks import ZONE_LOOKS

if TYPE_CHECKING:
    from outsource_tui.ui.stage import Stage


def pick_task(stage: "Stage", wanted: str, noun: str) -> None:
    """Ask for a task, then for a person; those already decided for somebody else come first."""
    plan = stage.plan
    tasks = [one for one in ranked(plan.live_tasks, plan.profile) if not open_handoffs(plan, one.id)]
    if not tasks:
        stage.say(
            "There is no task to give away. a adds one on Tasks." if not plan.live_tasks else "All of it is handed off."
        )
        return
    tasks.sort(key=lambda one: one.decision not in {"hand_off", "team_up"})
    choices = [
        Choice(
            LETTERS[index] if index < len(LETTERS) else "",
            one.name,
            one.id,
            f"{quadrant_of(one, plan.profile)}, {DECISION_WORDS[one.decision]}",
            ZONE_LOOKS[quadrant_of(one, plan.profile)],
        )
        for index, one in enumerate(tasks)
    ]
    stage.open(MenuDialog(f"Which task? ({noun})", choices, lambda task_id: pick_person(stage, task_id, wanted, noun)))
