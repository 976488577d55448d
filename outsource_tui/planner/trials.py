"""What is done to trials: book, begin, note the facts, mark the card, decide."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from outsource_tui.advice.rounding import count_words
from outsource_tui.advice.trial_rule import FASTEST, SLOWEST, WEIGHTS
from outsource_tui.model.change import AddRow, Change, Edit, SetFields
from outsource_tui.model.kinds import TrialState, TrialVerdict
from outsource_tui.model.plan import Plan
from outsource_tui.model.problems import BadInput
from outsource_tui.model.trial import Trial
from outsource_tui.planner.clock import Clock
from outsource_tui.planner.decisions import decision_row
from outsource_tui.planner.rows import archived, name_of

VERDICT_WORDS: Mapping[TrialVerdict, str] = {"hire": "hand over", "extend": "one more round", "pass": "no thanks"}
STATE_WORDS: Mapping[TrialState, str] = {
    "planned": "planned",
    "running": "running",
    "review": "in review",
    "decided": "decided",
    "cancelled": "cancelled",
}
CARD = tuple(WEIGHTS)
"""The six marks in their order."""

CARD_QUESTIONS: Mapping[str, str] = {
    "result": "could I use it as it is?",
    "deadline": "was it there when agreed?",
    "communication": "did I know where it stood?",
    "independence": "how little did I have to help?",
    "feedback": "was criticism taken and used?",
    "again": "would I ask them again?",
}


def booked(
    plan: Plan, task_id: str, contractor_id: str, *, start: date | None, fields: Mapping[str, Any] | None = None
) -> Change:
    """A planned trial; its must-haves are copied from the task's brief, its rate from the person where it is hourly."""
    task, person = plan.tasks[task_id], plan.contractors[contractor_id]
    is_comparable = person.rate_unit == "hour" and person.rate_currency in {None, plan.profile.currency}
    must_haves = [{"text": one.text} for one in (task.brief.done_when if task.brief else ()) if one.must]
    row: dict[str, Any] = {
        "task_id": task_id,
        "contractor_id": contractor_id,
        "start": start.isoformat() if start else None,
        "must_haves": must_haves,
        "rate": person.rate if is_comparable else None,
        **(fields or {}),
    }
    return Change(f"Booked a trial: {task.name} with {person.handle}", (AddRow("trials", row),))


def begun(plan: Plan, trial_id: str) -> Change:
    """The trial has started."""
    return Change(f"Trial began: {name_of(plan, trial_id)}", (SetFields("trials", trial_id, {"state": "running"}),))


def in_review(plan: Plan, trial_id: str, today: date) -> Change:
    """The work is in; what remains is to judge it."""
    fields = {"state": "review", "review_since": today.isoformat()}
    return Change(f"Trial in review: {name_of(plan, trial_id)}", (SetFields("trials", trial_id, fields),))


def cancelled(plan: Plan, trial_id: str) -> Change:
    """The trial does not take place."""
    return Change(
        f"Cancelled the trial: {name_of(plan, trial_id)}", (SetFields("trials", trial_id, {"state": "cancelled"}),)
    )


def put_away(plan: Plan, trial_ids: Sequence[str], clock: Clock) -> Change:
    """Trials out of the way: those that are open are cancelled, the others archived."""
    still_open = [one for one in trial_ids if plan.trials[one].is_open]
    over = [one for one in trial_ids if one not in still_open]
    if len(trial_ids) == 1:
        return cancelled(plan, still_open[0]) if still_open else archived(plan, over, clock)
    parts = [cancelled(plan, one).edits for one in still_open] + ([archived(plan, over, clock).edits] if over else [])
    words = f"Cancelled {count_words(len(still_open), 'trial')}" if still_open else ""
    if over:
        words += f"{', archived' if words else 'Archived'} {count_words(len(over), 'trial')}"
    return Change(words, tuple(edit for part in parts for edit in part))


def marked(plan: Plan, trial_id: str, mark: str, points: int | None) -> Change:
    """One mark of the score card, 1 to 5, or None to take it out; the state of the trial stays what it is."""
    trial = plan.trials[trial_id]
    fields: dict[str, Any] = {"card": {mark: points}}
    handle = plan.contractors[trial.contractor_id].handle
    return Change(
        f"{handle}, {mark}: {points if points is not None else '-'}", (SetFields("trials", trial_id, fields),)
    )


def decided(
    plan: Plan, trial_id: str, verdict: TrialVerdict, *, rule: TrialVerdict | None, clock: Clock, why: str = ""
) -> Change:
    """How a trial ended. Against the rule a reason is needed; an extension books the next round.

    Raises BadInput where the reason is missing, or where an extension would be extended.
    """
    trial = plan.trials[trial_id]
    if rule is not None and rule != verdict and not why:
        raise BadInput(f"the rule says {VERDICT_WORDS[rule]}", fix="give a reason to decide otherwise")
    if verdict == "extend" and trial.extension_of is not None:
        raise BadInput("this trial was an extension already", fix="hand over, or no thanks")
    fields = {"state": "decided", "decision": verdict, "rule_says": rule, "override_reason": why}
    edits: list[Edit] = [
        SetFields("trials", trial_id, fields),
        decision_row(clock, trial_id, "decision", trial.decision, verdict, why),
    ]
    if verdict == "extend":
        edits.append(AddRow("trials", _next_round(trial)))
    return Change(f"{name_of(plan, trial_id)}: {VERDICT_WORDS[verdict]}", tuple(edits))


def _next_round(trial: Trial) -> dict[str, Any]:
    return {
        "task_id": trial.task_id,
        "contractor_id": trial.contractor_id,
        "group": trial.group,
        "days": trial.days,
        "paid_hours": trial.paid_hours,
        "rate": trial.rate,
        "deliverable": trial.deliverable,
        "must_haves": [{"text": one.text} for one in trial.must_haves],
        "own_hours_estimate": trial.own_hours_estimate,
        "extension_of": trial.id,
    }


def speed_taken(plan: Plan, trial_id: str, speed: float) -> Change:
    """The measured speed (their hours per one of mine, kept within 0.25 and 4) written into the person's record."""
    person = plan.contractors[plan.trials[trial_id].contractor_id]
    fields = {"speed": round(min(SLOWEST, max(FASTEST, speed)), 4), "speed_source": "trial"}
    return Change(
        f"{person.handle}: speed {fields['speed']:g} from the trial", (SetFields("contractors", person.id, fields),)
    )
