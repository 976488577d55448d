"""What a task that is to go to somebody else needs next, from knowing enough of it to handing it over."""

from outsource_tui.advice.candidates import Candidate
from outsource_tui.advice.checks.facts import Facts
from outsource_tui.advice.people import handoffs_of, open_trials, trials_between, trials_of
from outsource_tui.advice.readiness import has_full_steering, readiness_of
from outsource_tui.advice.rounding import count_words, half_up
from outsource_tui.advice.step import NextStep
from outsource_tui.model.contractor import Contractor
from outsource_tui.model.task import Task

HANDED_ON = frozenset({"hand_off", "team_up"})
"""The decisions that need somebody else."""


def needs_somebody(task: Task) -> bool:
    """Whether a task was decided to go to somebody else."""
    return task.decision in HANDED_ON and not task.owner_only


def hired_for(facts: Facts, task: Task) -> Contractor | None:
    """Who passed a trial for a task and has had no hand-off of it yet; the newest."""
    had = {one.contractor_id for one in handoffs_of(facts.plan, task.id)}
    for trial in reversed(trials_of(facts.plan, task.id)):
        contractor = facts.plan.contractors.get(trial.contractor_id)
        is_hired = trial.decision == "hire" and trial.state != "cancelled" and trial.contractor_id not in had
        if is_hired and contractor is not None and not contractor.is_archived:
            return contractor
    return None


def is_taken_back(facts: Facts, task: Task) -> bool:
    """Whether its newest hand-off was taken back and nothing was decided since."""
    handed = handoffs_of(facts.plan, task.id)
    if not handed or handed[-1].state != "taken_back" or handed[-1].end is None:
        return False
    decided = facts.decided_at(task.id)
    return decided is None or facts.day_of(decided) < handed[-1].end


def towards_handoff(facts: Facts, task: Task) -> NextStep | None:
    """What a task that is to go to somebody else needs next; None while it is on trial."""
    ready = readiness_of(task)
    if ready.unanswered:
        words = f"Answer {count_words(ready.unanswered, 'question')} about {task.name}"
        return NextStep("rate_knowledge", words, "whether you could steer it is not known", task.id, 2)
    if not ready.is_enough and ready.score is not None and ready.needed is not None:
        if has_full_steering(task):
            reason = "the steering brief is full, and you may know more than you did"
            return NextStep("rate_knowledge", f"Rate again what you know about {task.name}", reason, task.id, 2)
        reason = f"you know {half_up(ready.score)} of the {half_up(ready.needed)} points needed to steer it"
        return NextStep("write_steering", f"Write the steering brief of {task.name}", reason, task.id, 2)
    hired = hired_for(facts, task)
    if hired is not None:
        words = f"Hand {task.name} over to {hired.handle}"
        return NextStep("hand_over", words, "the trial was decided: hire", task.id, 5, hired.id)
    if open_trials(facts.plan, task.id):
        return None
    return _towards_trial(facts, task)


def _towards_trial(facts: Facts, task: Task) -> NextStep:
    people = [one for one in facts.contractors if one.status != "no"]
    if not people:
        words = f"Add somebody who could do {task.name}"
        return NextStep("add_person", words, "nobody is on the list of people yet", task.id, 3)
    candidates = facts.candidates(task.id)
    if not candidates:
        return NextStep("compare", f"Score people for {task.name}", "nobody has been compared for it", task.id, 3)
    able = {one.id for one in people} - {one.id for one in people if _has_failed(facts, task, one)}
    left = [one for one in candidates if one.gate is None and one.id in able]
    if not left:
        reason = "everybody so far failed a gate or a trial, or was turned down"
        return NextStep("compare", f"Find somebody else for {task.name}", reason, task.id, 3)
    known = {one.id for one in candidates}
    unscored = [one for one in people if one.id not in known and one.id in able]
    if len(left) == 1 and unscored and not trials_of(facts.plan, task.id):
        reason = f"{facts.plan.contractors[left[0].id].handle} alone is no comparison"
        return NextStep(
            "compare", f"Score {unscored[0].handle} too for {task.name}", reason, task.id, 3, unscored[0].id
        )
    best = facts.plan.contractors[min(left, key=_place).id]
    if best.worked_before and not handoffs_of(facts.plan, task.id):
        words = f"Hand {task.name} over to {best.handle}"
        return NextStep("hand_over", words, "you have worked together before", task.id, 5, best.id)
    words = f"Plan a trial of {task.name} with {best.handle}"
    reason = "the best match so far" if len(left) > 1 else "a test run of two days before anything lasts"
    return NextStep("plan_trial", words, reason, task.id, 4, best.id)


def _has_failed(facts: Facts, task: Task, contractor: Contractor) -> bool:
    trials = [one for one in trials_between(facts.plan, task.id, contractor.id) if one.state != "cancelled"]
    return bool(trials) and trials[-1].decision == "pass"


def _place(candidate: Candidate) -> float:
    return float("inf") if candidate.rank is None else candidate.rank
