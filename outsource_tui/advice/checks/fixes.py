"""What can be done about a finding, as data that a screen maps to its own commands."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from outsource_tui.advice.checks.finding import Finding
from outsource_tui.advice.people import chosen_contractor, open_handoffs
from outsource_tui.advice.priority import group_of, ranked
from outsource_tui.model.handoff import AUTONOMY_WORDS, Handoff
from outsource_tui.model.plan import Plan
from outsource_tui.model.trial import Trial

FixCommand = Literal[
    "add_task", "add_person", "import", "score", "decide", "compare", "plan_trial", "log_look", "set_autonomy",
    "unset_owner_only", "edit", "open", "mute",
]  # fmt: skip
Target = Literal["entity", "task", "contractor", "handoff", "profile", "top_task", "plan"]

DAYS_MUTED = 30


class Fix(Struct, frozen=True):
    """One thing to do. `score` and `decide` are for a task or a trial, as the id says."""

    words: str
    command: FixCommand
    entity: str | None
    """The id of the row it is done to; None for the whole plan."""
    field: str = ""
    """For `edit`: the field to begin with. For `decide`, `set_autonomy` and `mute` (until when): the proposed value."""


class _Recipe(Struct, frozen=True):
    words: str
    command: FixCommand
    target: Target = "entity"
    field: str = ""


_BRIEF = _Recipe("Rewrite the brief: results, must-haves, limits", "edit", "task", "brief")
_STEERING = _Recipe("Write the steering brief", "edit", "task", "steering")
_ACCESS = _Recipe("Change what they have access to", "edit", "contractor", "access")
_SLOT = _Recipe("Change how often you look", "edit", "handoff", "checkin_every_days")

_RECIPES: Mapping[str, tuple[_Recipe, ...]] = {
    "OUT101": (_Recipe("Add tasks", "add_task", "plan"), _Recipe("Import a time log", "import", "plan")),
    "OUT102": (
        _Recipe("Import a time log", "import", "plan"),
        _Recipe("Add tasks", "add_task", "plan"),
        _Recipe("Correct the hours of your week", "edit", "profile", "hours_per_week"),
    ),
    "OUT103": (_Recipe("Score it", "score"),),
    "OUT104": (_Recipe("Plan a trial for the top task", "plan_trial", "top_task"),),
    "OUT105": (_Recipe("Decide", "decide"),),
    "OUT106": (
        _Recipe("Fill in the income of a year", "edit", "profile", "annual_income"),
        _Recipe("Fill in the value of an hour", "edit", "profile", "hour_value"),
    ),
    "OUT107": (_Recipe("Say what the freed hours are for", "edit", "handoff", "refill"),),
    "OUT201": (
        _Recipe("Decide, with the reason", "decide", "task"),
        _Recipe("Score it again", "score", "task"),
        _Recipe("Stop it", "open"),
    ),
    "OUT202": (_Recipe("Take the mark off the task", "unset_owner_only", "task"), _Recipe("Stop it", "open")),
    "OUT203": (_Recipe("Drop it", "decide", field="drop"), _Recipe("Automate it", "decide", field="automate")),
    "OUT204": (_Recipe("Decide again, or give the reason", "decide"), _Recipe("Score it again", "score")),
    "OUT205": (_Recipe("Score them again, side by side", "score", "plan"),),
    "OUT206": (_Recipe("Look at both outcomes on the grid", "open"), _Recipe("Score it again", "score")),
    "OUT207": (
        _Recipe("Change the rate", "edit", "contractor", "rate"),
        _Recipe("Enter what better work brings in", "edit", "handoff", "uplift_week"),
        _Recipe("Decide again", "decide"),
    ),
    "OUT208": (
        _Recipe("Hand over a smaller share", "edit", "handoff", "share"),
        _Recipe("Write better notes", "edit", "task", "brief"),
        _Recipe("Decide again", "decide"),
    ),
    "OUT301": (
        _Recipe("Plan a paid trial", "plan_trial", "task"),
        _Recipe("You have worked together: say so", "edit", "contractor", "worked_before"),
    ),
    "OUT302": (
        _Recipe("Clear the red flag with a note", "edit", "contractor", "red_flags_cleared"),
        _Recipe("Choose somebody else", "open", "contractor"),
    ),
    "OUT303": (_Recipe("Compare", "compare"),),
    "OUT304": (_Recipe("Add a candidate", "add_person"), _Recipe("Score somebody you know", "compare")),
    "OUT305": (_Recipe("Plan a parallel trial", "plan_trial"), _Recipe("Compare", "compare")),
    "OUT306": (_Recipe("Enter what you saw", "open"), _Recipe("Note a reference", "edit", "contractor", "references")),
    "OUT307": (_Recipe("Complete the plan", "edit"),),
    "OUT308": (_Recipe("Fill in the score card", "score"), _Recipe("Decide", "decide")),
    "OUT309": (
        _Recipe("Change their hours", "edit", "contractor", "work_start"),
        _Recipe("Choose another task for them", "open"),
    ),
    "OUT310": (
        _Recipe("Fill in how they work", "edit", "contractor", "style"),
        _Recipe("Fill in their days off", "edit", "contractor", "days_off"),
        _Recipe("Fill in their languages", "edit", "contractor", "languages"),
    ),
    "OUT311": (_Recipe("Give the reason", "edit", field="override_reason"), _Recipe("Decide again", "decide")),
    "OUT401": (_SLOT, _Recipe("Raise the autonomy", "set_autonomy", "handoff"), _BRIEF),
    "OUT402": (_Recipe("Pause it or change the terms", "open"), _SLOT),
    "OUT403": (_SLOT, _Recipe("Raise the autonomy", "set_autonomy", "handoff")),
    "OUT404": (_BRIEF, _Recipe("Raise the autonomy", "set_autonomy", "handoff")),
    "OUT405": (_BRIEF,),
    "OUT406": (_Recipe("Log a look", "log_look"), _SLOT),
    "OUT407": (_Recipe("Raise the autonomy", "set_autonomy", "handoff"),),
    "OUT501": (_Recipe("Rate what you know", "edit", "task", "knowledge"), _STEERING),
    "OUT502": (_Recipe("Name who checks", "edit", "task", "steering.checker"), _STEERING),
    "OUT503": (_ACCESS,),
    "OUT504": (_ACCESS,),
    "OUT505": (_Recipe("Go through the contract", "edit", "contractor", "contract"),),
    "OUT506": (
        _Recipe("Write the exit plan", "edit", "handoff", "exit_plan"),
        _Recipe("Name somebody who can stand in", "add_person", "contractor"),
    ),
    "OUT507": (_Recipe("Look at the six signs", "edit", "contractor", "classification"),),
}


def fixes_of(finding: Finding, plan: Plan, today: date) -> list[Fix]:
    """What can be done about a finding, the best first; muting it is always the last."""
    found: list[Fix] = []
    for recipe in _RECIPES[finding.code]:
        entity = _row_id(recipe.target, finding.entity, plan)
        if entity is not None or recipe.target == "plan":
            found.append(Fix(recipe.words, recipe.command, entity, recipe.field or _proposed(recipe, entity, plan)))
    until = (today + timedelta(days=DAYS_MUTED)).isoformat()
    return [*found, Fix("Mute it for a while, with a reason", "mute", finding.entity, until)]


def _row_id(target: Target, entity: str | None, plan: Plan) -> str | None:
    """The id of what a fix is done to; None where there is no such row, or for the whole plan."""
    if target == "profile":
        return plan.profile.id
    if target == "top_task":
        return next((one.id for one in ranked(plan.live_tasks, plan.profile) if group_of(one, plan.profile) == 1), None)
    if target == "plan" or entity is None:
        return None
    if target == "entity":
        return entity
    row = plan.find(entity)[1]
    if isinstance(row, Handoff | Trial):
        return {"task": row.task_id, "contractor": row.contractor_id, "handoff": entity if entity[0] == "H" else None}[
            target
        ]
    if target == "handoff":
        open_ones = open_handoffs(plan, entity)
        return open_ones[-1].id if open_ones else None
    if target == "contractor" and entity in plan.tasks:
        chosen = chosen_contractor(plan, entity)
        return None if chosen is None else chosen.id
    return entity


def _proposed(recipe: _Recipe, entity: str | None, plan: Plan) -> str:
    if recipe.command == "set_autonomy" and entity is not None:
        return str(min(len(AUTONOMY_WORDS), plan.handoffs[entity].autonomy + 1))
    return ""
