"""Who is it to be? Asked before a trial or a hand-off that was begun from a task."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from outsource_tui.advice.candidates import Candidate
from outsource_tui.advice.comparison import comparison_of
from outsource_tui.advice.people import chosen_contractor
from outsource_tui.ui.dialogs.menu import LETTERS, Choice, MenuDialog

if TYPE_CHECKING:
    from outsource_tui.ui.stage import Stage

Wanted = Literal["trial", "handoff"]
NOUNS: Mapping[Wanted, str] = {"trial": "a trial", "handoff": "a hand-off"}
MOST_PEOPLE = 10**6
"""A place behind everybody."""


def pick_person(stage: "Stage", task_id: str, wanted: Wanted) -> None:
    """Ask for a person and go on to the form of what is wanted; with nobody listed go to People."""
    plan = stage.plan
    people = [one for one in plan.live_contractors if one.status != "no"]
    task = plan.tasks[task_id]
    if not people:
        stage.go("people")
        stage.say(f"Nobody is listed yet for {task.name}. {stage.key_of('add')} adds the first person.")
        return

    def take(contractor_id: str) -> None:
        if wanted == "trial":
            from outsource_tui.ui.dialogs.booking import open_booking

            open_booking(stage, task_id, contractor_id)
        else:
            from outsource_tui.ui.dialogs.handoff_form import open_handoff

            open_handoff(stage, task_id, contractor_id)

    compared = {one.id: one for one in comparison_of(plan, task_id, stage.today).candidates}
    people.sort(key=lambda one: (_place(compared.get(one.id)), one.handle.casefold()))
    chosen = chosen_contractor(plan, task_id)
    choices = [
        Choice(LETTERS[at] if at < len(LETTERS) else "", one.handle, one.id, _note(compared.get(one.id)))
        for at, one in enumerate(people)
    ]
    suggested = next((at for at, one in enumerate(people) if chosen is not None and one.id == chosen.id), 0)
    stage.open(MenuDialog(f"{task.name}: {NOUNS[wanted]} with whom?", choices, take, suggested=suggested))


def _place(candidate: Candidate | None) -> int:
    """The best match first, then those stopped at a gate or not compared."""
    if candidate is None or candidate.rank is None:
        return MOST_PEOPLE
    return candidate.rank


def _note(candidate: Candidate | None) -> str:
    if candidate is None:
        return "not compared yet"
    if candidate.gate is not None:
        return f"stopped at a gate: {candidate.gate.replace('_', ' ')}"
    return f"fit {float(candidate.score):.1f}" if candidate.score is not None else ""
