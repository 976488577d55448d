"""The one thing to do now, with its reason (PRODUCT.md section 0): what `n` does.

What is under way comes before what is new, and quick judgements before what takes days: somebody waits for the one,
and the other may not hold up the walk.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Literal

from msgspec import Struct

from outsource_tui.advice.calendar import trial_dates
from outsource_tui.advice.candidates import Candidate
from outsource_tui.advice.checks.facts import Facts, facts_of
from outsource_tui.advice.oversight import freed_actual_week
from outsource_tui.advice.people import handoffs_of, open_handoffs, open_trials, trials_between, trials_of
from outsource_tui.advice.priority import group_of, in_order, ranked
from outsource_tui.advice.quadrant import quadrant_of
from outsource_tui.advice.readiness import has_full_steering, readiness_of
from outsource_tui.advice.rounding import count_words, half_up, hours_words
from outsource_tui.advice.trial_rule import rule_of
from outsource_tui.model.contractor import Contractor
from outsource_tui.model.handoff import Handoff
from outsource_tui.model.kinds import DAYS
from outsource_tui.model.plan import Plan
from outsource_tui.model.task import Task
from outsource_tui.model.trial import Trial

StepKind = Literal[
    "add_tasks", "score", "decide", "rate_knowledge", "write_steering", "add_person", "compare", "plan_trial",
    "date_trial", "start_trial", "log_trial", "end_trial", "score_trial", "decide_trial", "hand_over",
    "start_handoff", "take_look", "enjoy",
]  # fmt: skip

FEWEST_TASKS = 5
HANDED_ON = frozenset({"hand_off", "team_up"})
"""The decisions that need somebody else."""

VERDICTS_WAITED_FOR = ("decide_trial", "score_trial", "end_trial")
TRIALS_UNDER_WAY = ("start_trial", "log_trial", "date_trial")
VERDICTS = {"hire": "hire", "extend": "give one more round", "pass": "say no thanks"}


class NextStep(Struct, frozen=True):
    """What to do, why, and to which row. `step` is that of the walk: 1 tasks, 2 grid, 3 people, 4 trial, 5 hand-off."""

    kind: StepKind
    words: str
    reason: str
    entity: str | None
    step: int
    contractor: str | None = None
    """With whom, where the row alone does not say it."""


def next_step(plan: Plan, today: date) -> NextStep:
    """The one thing to do now; where nothing waits, what comes next and when."""
    facts = facts_of(plan, today)
    return next(_steps(facts), None) or _nothing_waits(facts)


def next_steps(plan: Plan, today: date, most: int = 3) -> list[NextStep]:
    """The next thing to do and what comes after it, at most `most`."""
    facts = facts_of(plan, today)
    return list(islice(_steps(facts), most)) or [_nothing_waits(facts)]


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


def over_since(facts: Facts, trial: Trial) -> date | None:
    """The last day of a trial that is over by now; None while it is not, or has no start."""
    end = last_day(facts, trial)
    return end if end is not None and end < facts.today else None


def last_day(facts: Facts, trial: Trial) -> date | None:
    """The last day of a trial; None while it has no start."""
    return max(trial_dates(trial, facts.profile, facts.contractor_of(trial)), default=None)


def _steps(facts: Facts) -> Iterator[NextStep]:
    if not facts.tasks:
        yield NextStep("add_tasks", "List what eats your week", "without tasks there is nothing to see", None, 1)
        return
    given = [one for one in facts.tasks if needs_somebody(one) and not open_handoffs(facts.plan, one.id)]
    waiting = ranked(given, facts.profile)
    again = [task for task in waiting if is_taken_back(facts, task)]
    ahead = [one for one in (_towards_handoff(facts, task) for task in waiting if task not in again) if one]
    yield from _for_trials(facts, VERDICTS_WAITED_FOR)
    yield from (one for one in ahead if one.kind == "hand_over")
    yield from _for_trials(facts, TRIALS_UNDER_WAY)
    yield from _for_handoffs(facts)
    yield from (_decide_again(facts, task) for task in again)
    yield from _for_grid(facts)
    for kind in ("plan_trial", "rate_knowledge", "compare", "add_person", "write_steering"):
        yield from (one for one in ahead if one.kind == kind)
    if len(facts.tasks) < FEWEST_TASKS:
        count = "1 task is" if len(facts.tasks) == 1 else f"{len(facts.tasks)} tasks are"
        yield NextStep("add_tasks", "List more of what you do", f"only {count} listed", None, 1)


def _for_trials(facts: Facts, kinds: Sequence[str]) -> Iterator[NextStep]:
    """Trials that want something, the most urgent kind first."""
    found = [one for one in (_for_trial(facts, trial) for trial in facts.trials if trial.is_open) if one]
    for kind in kinds:
        yield from (one for one in found if one.kind == kind)


def _for_trial(facts: Facts, trial: Trial) -> NextStep | None:
    name, today = facts.name_of(trial), facts.today
    if trial.state == "review":
        rule = rule_of(trial)
        since = ""
        if trial.review_since is not None:
            since = f"in review for {count_words(facts.days_since(trial.review_since), 'day')}; "
        if rule is None:
            return NextStep("score_trial", f"Score the trial of {name}", f"{since}the card is not full", trial.id, 4)
        reason = f"{since}the rule says to {VERDICTS[rule]}"
        return NextStep("decide_trial", f"Decide the trial of {name}", reason, trial.id, 4)
    if trial.start is None:
        return NextStep("date_trial", f"Set the date of the trial of {name}", "it has no start yet", trial.id, 4)
    if trial.state == "planned":
        if trial.start > today:
            return None
        reason = f"it was planned for {dated(trial.start)}"
        return NextStep("start_trial", f"Begin the trial of {name}", reason, trial.id, 4)
    over = over_since(facts, trial)
    if over is not None:
        reason = f"its last day was {dated(over)}"
        return NextStep("end_trial", f"The trial of {name} is over: score it", reason, trial.id, 4)
    if facts.day_of(trial.updated_at) >= today:
        return None
    reason = "hours, questions and your minutes are forgotten by tomorrow"
    return NextStep("log_trial", f"Note what the trial of {name} showed today", reason, trial.id, 4)


def _for_handoffs(facts: Facts) -> Iterator[NextStep]:
    for handoff in facts.handoffs:
        if handoff.state == "preparing" and handoff.start <= facts.today:
            reason = f"it was agreed for {dated(handoff.start)}"
            yield NextStep("start_handoff", f"Start the hand-off of {facts.name_of(handoff)}", reason, handoff.id, 5)
    for handoff in facts.running:
        days = facts.oversight(handoff).days_since_look
        if days >= handoff.checkin_every_days:
            words = f"Look at the outcome of {facts.name_of(handoff)}"
            agreed = "day" if handoff.checkin_every_days == 1 else handoff.checkin_every_days
            reason = f"the last look was {count_words(days, 'day')} ago, agreed is every {agreed}"
            yield NextStep("take_look", words, reason, handoff.id, 5)


def _for_grid(facts: Facts) -> Iterator[NextStep]:
    """Tasks to score, then tasks to decide, in the order of the list."""
    unscored = [task for task in facts.tasks if not task.is_scored]
    for task in in_order(unscored, facts.profile):
        waits = "it is" if len(unscored) == 1 else f"{len(unscored)} tasks are"
        yield NextStep("score", f"Score {task.name}", f"{waits} not on the grid yet", task.id, 1)
    undecided = [
        task for task in facts.tasks if task.is_scored and not task.owner_only and task.decision == "undecided"
    ]
    for place, task in enumerate(in_order(undecided, facts.profile)):
        if group_of(task, facts.profile) == 3:
            reason = "it stands in KEEP; say so, and it is out of the way"
        elif place == 0:
            reason = f"it is the first on the list that is undecided, and stands in {quadrant_of(task, facts.profile)}"
        else:
            reason = f"it is undecided, and stands in {quadrant_of(task, facts.profile)}"
        yield NextStep("decide", f"Decide what becomes of {task.name}", reason, task.id, 2)


def is_taken_back(facts: Facts, task: Task) -> bool:
    """Whether its newest hand-off was taken back and nothing was decided since."""
    handed = handoffs_of(facts.plan, task.id)
    if not handed or handed[-1].state != "taken_back" or handed[-1].end is None:
        return False
    decided = facts.decided_at(task.id)
    return decided is None or facts.day_of(decided) < handed[-1].end


def _decide_again(facts: Facts, task: Task) -> NextStep:
    end = handoffs_of(facts.plan, task.id)[-1].end
    when = "" if end is None else f" on {dated(end)}"
    return NextStep("decide", f"Decide again what becomes of {task.name}", f"you took it back{when}", task.id, 2)


def _towards_handoff(facts: Facts, task: Task) -> NextStep | None:
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
        reason = "everybody so far is stopped at a gate, turned down or failed a trial"
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


def _nothing_waits(facts: Facts) -> NextStep:
    """The next date that something is due, and what the hand-offs give back."""
    coming = sorted(_coming(facts))
    words = "Nothing waits: enjoy the hours you won" if facts.running else "Nothing waits"
    parts = (
        [f"{hours_words(freed_actual_week(facts.plan, facts.today))} hours a week come back"] if facts.running else []
    )
    if not coming:
        parts = parts or ["no task is to go to somebody else"]
        return NextStep("enjoy", words, "; ".join(parts), None, 5)
    day, what, entity = coming[0]
    parts.append(f"next: {what} on {dated(day)}")
    return NextStep("enjoy", words, "; ".join(parts), entity, 4 if entity[0] == "R" else 5)


def _coming(facts: Facts) -> Iterator[tuple[date, str, str]]:
    """What comes by itself: looks, trials that begin or end, hand-offs that start."""
    for handoff in facts.handoffs:
        if handoff.state == "running":
            yield _next_look(facts, handoff), f"a look at {facts.name_of(handoff)}", handoff.id
        elif handoff.state == "preparing":
            yield handoff.start, f"the start of {facts.name_of(handoff)}", handoff.id
    for trial in facts.trials:
        end = last_day(facts, trial)
        if trial.state == "planned" and trial.start is not None:
            yield trial.start, f"the trial of {facts.name_of(trial)} begins", trial.id
        elif trial.state == "running" and end is not None:
            yield end, f"the trial of {facts.name_of(trial)} ends", trial.id


def _next_look(facts: Facts, handoff: Handoff) -> date:
    since = facts.oversight(handoff).days_since_look
    return facts.today + timedelta(days=handoff.checkin_every_days - since)


def dated(day: date) -> str:
    """A date with its weekday, such as `Thu 2026-01-15`."""
    return f"{DAYS[day.weekday()].capitalize()} {day.isoformat()}"
