"""Who is it to be? Asked before a trial or a hand-off that was begun from a task."""

from typing import TYPE_CHECKING

from outsource_tui.advice.people import chosen_contractor
from outsource_tui.ui.dialogs.menu import LETTERS, Choice, MenuDialog

if TYPE_CHECKING:
    from outsource_tui.ui.stage import Stage


def pick_person(stage: "Stage", task_id: str, wanted: str, noun: str) -> None:
    """Ask for a person and go on to the trial's or the hand-off's form; with nobody listed go to People."""
    people = [one for one in stage.plan.live_contractors if one.status != "no"]
    task = stage.plan.tasks[task_id]
    if not people:
        stage.go("people")
        stage.say(f"Nobody is listed yet for {task.name}. a adds the first person.")
        return

    def take(contractor_id: str) -> None:
        if wanted == "trial":
            from outsource_tui.ui.dialogs.booking import open_booking

            open_booking(stage, task_id, contractor_id)
        else:
            from outsource_tui.ui.dialogs.handoff_form import open_handoff

            open_handoff(stage, task_id, contractor_id)

    scored = {one.contractor_id for one in stage.plan.scores.values() if one.task_id == task_id}
    people.sort(key=lambda one: (one.id not in scored, one.handle.casefold()))
    chosen = chosen_contractor(stage.plan, task_id)
    choices = [
        Choice(
            LETTERS[index] if index < len(LETTERS) else "", one.handle, one.id, "compared" if one.id in scored else ""
        )
        for index, one in enumerate(people)
    ]
    suggested = next((index for index, one in enumerate(people) if chosen is not None and one.id == chosen.id), 0)
    stage.open(MenuDialog(f"{task.name}: {noun} with whom?", choices, take, suggested=suggested))
