"""The one thing to do now, with its reason (PRODUCT.md section 0): what `n` does.

What is under way comes before what is new, and quick judgements before what takes days: somebody waits for the one,
and the other may not hold up the walk.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice

from outsource_tui.advice.calendar import trial_dates
from outsource_tui.advice.checks.facts import Facts, facts_of
from outsource_tui.advice.oversight import freed_actual_week
from outsource_tui.advice.people import handoffs_of, open_handoffs
from outsource_tui.advice.priority import group_of, in_order, ranked
from outsource_tui.advice.quadrant import quadrant_of
from outsource_tui.advice.rounding import count_words, hours_words
from outsource_tui.advice.step import NextStep
from outsource_tui.advice.towards_handoff import is_taken_back, needs_somebody, towards_handoff
from outsource_tui.advice.trial_rule import rule_of
from outsource_tui.model.handoff import Handoff
from outsource_tui.model.kinds import DAYS
from outsource_tui.model.plan import Plan
from outsource_tui.model.task import Task
from outsource_tui.model.trial import Trial

FEWEST_TASKS = 5
VERDICTS_WAITED_FOR = ("decide_trial", "score_trial", "end_trial")
TRIALS_UNDER_WAY = ("start_trial", "log_trial", "date_trial")
VERDICTS = {"hire": "hire", "extend": "give one more round", "pass": "say no thanks"}


def next_step(plan: Plan, today: date) -> NextStep:
    """The one thing to do now; where nothing waits, what comes next and when."""
    facts = facts_of(plan, today)
    return next(_steps(facts), None) or _nothing_waits(facts)


def next_steps(plan: Plan, today: date, most: int = 3) -> list[NextStep]:
    """The next thing to do and what comes after it, at most `most`."""
    facts = facts_of(plan, today)
    return list(islice(_steps(facts), most)) or [_nothing_waits(facts)]


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
    ahead = [one for one in (towards_handoff(facts, task) for task in waiting if task not in again) if one]
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
            reason = f"it is the first on the list to decide, and stands in {quadrant_of(task, facts.profile)}"
        else:
            reason = f"it is undecided, and stands in {quadrant_of(task, facts.profile)}"
        yield NextStep("decide", f"Decide what becomes of {task.name}", reason, task.id, 2)


def _decide_again(facts: Facts, task: Task) -> NextStep:
    end = handoffs_of(facts.plan, task.id)[-1].end
    when = "" if end is None else f" on {dated(end)}"
    return NextStep("decide", f"Decide again what becomes of {task.name}", f"you took it back{when}", task.id, 2)


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
