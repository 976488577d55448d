"""How far the walk has come: its five steps with what is done of each (PRODUCT.md section 0)."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice

from msgspec import Struct

from outsource_tui.advice.calendar import trial_dates
from outsource_tui.advice.checks.facts import Facts, facts_of
from outsource_tui.advice.next_step import next_step, over_since
from outsource_tui.advice.people import handoffs_of, open_trials, running_handoffs
from outsource_tui.advice.readiness import readiness_of
from outsource_tui.advice.rounding import count_words, hours_words
from outsource_tui.advice.step import NextStep
from outsource_tui.advice.towards_handoff import hired_for, needs_somebody
from outsource_tui.model.plan import Plan
from outsource_tui.model.task import Task
from outsource_tui.model.trial import Trial

MOST_LEFT = 3
"""So many tasks are named that are not through a step."""


class WalkStep(Struct, frozen=True):
    """One of the five steps. `done` of `total` tasks are through it."""

    number: int
    name: str
    done: int
    total: int
    words: str
    """What is there, such as `7 of 9 decided`."""
    state: str
    """`done`, `now` (the next thing to do is here), `later`, or what is open, such as `2 undecided`."""
    left: Sequence[str] = ()
    """The first tasks that are not through it, by name."""


class _Part(Struct, frozen=True):
    """A step before its state is known; `open_word` says what the tasks are that are not through it."""

    name: str
    done: int
    total: int
    words: str
    open_word: str
    left: Sequence[str]


def walk_steps(plan: Plan, today: date, ahead: NextStep | None = None) -> list[WalkStep]:
    """The five steps of the walk, for the overview; `ahead` is the next thing to do, where that is known already."""
    facts = facts_of(plan, today)
    handed = {one.task_id for one in plan.live_handoffs if one.is_open}
    wanted = [task for task in facts.tasks if needs_somebody(task) or task.id in handed]
    ahead = ahead or next_step(plan, today)
    now = 0 if ahead.kind == "enjoy" else ahead.step
    parts = [_tasks(facts), _grid(facts, wanted), _people(facts, wanted), _trials(facts, wanted), _given(facts, wanted)]
    return [
        WalkStep(number, part.name, part.done, part.total, part.words, _state(part, number, now), part.left)
        for number, part in enumerate(parts, start=1)
    ]


def _state(part: _Part, number: int, now: int) -> str:
    if number == now:
        return "now"
    if part.total and part.done == part.total:
        return "done"
    if part.total == 0 or (part.done == 0 and 0 < now < number):
        return "later"
    return f"{part.total - part.done} {part.open_word}"


def _tasks(facts: Facts) -> _Part:
    total = len(facts.tasks)
    scored = sum(task.is_scored for task in facts.tasks)
    week = hours_words(sum(task.hours_week or 0 for task in facts.tasks))
    scored_words = "all scored" if scored == total else f"{scored} scored"
    words = f"{total} listed, {week} h/week, {scored_words}" if total else "nothing listed yet"
    left = _names(task for task in facts.tasks if not task.is_scored)
    return _Part("Tasks", scored, total, words, "unscored", left)


def _grid(facts: Facts, wanted: Sequence[Task]) -> _Part:
    total = len(facts.tasks)
    decided = sum(task.owner_only or task.decision != "undecided" for task in facts.tasks)
    unready = sum(bool(readiness_of(task).unanswered) for task in wanted if not handoffs_of(facts.plan, task.id))
    words = f"{decided} of {total} decided" + (f", {unready} with open questions" if unready else "")
    left = _names(task for task in facts.tasks if not task.owner_only and task.decision == "undecided")
    return _Part("Grid", decided, total, words if total else "nothing to decide yet", "undecided", left)


def _people(facts: Facts, wanted: Sequence[Task]) -> _Part:
    matched = sum(_has_match(facts, task) for task in wanted)
    count = len(facts.contractors)
    people = "1 person" if count == 1 else f"{count} people"
    words = f"{people}, a match for {matched} of {count_words(len(wanted), 'task')}" if wanted else people
    left = _names(task for task in wanted if not _has_match(facts, task))
    return _Part("People", matched, len(wanted), words, "unmatched", left)


def _trials(facts: Facts, wanted: Sequence[Task]) -> _Part:
    tried = [task for task in wanted if handoffs_of(facts.plan, task.id) or hired_for(facts, task)]
    in_trial = sum(bool(open_trials(facts.plan, task.id)) for task in wanted if task not in tried)
    to_book = len(wanted) - len(tried) - in_trial
    words = [_running_words(facts)]
    for state, word in (("review", "in review"), ("planned", "planned")):
        count = sum(one.state == state for one in facts.trials)
        words.append(f"{count} {word}" if count else "")
    words.append(f"{to_book} to book" if to_book else "")
    said = ", ".join(one for one in words if one)
    said = said or (f"{len(tried)} of {len(wanted)} tried" if wanted else "nothing to try yet")
    left = _names(task for task in wanted if task not in tried)
    return _Part("Trial", len(tried), len(wanted), said, "to try", left)


def _given(facts: Facts, wanted: Sequence[Task]) -> _Part:
    given = sum(bool(running_handoffs(facts.plan, task.id)) for task in wanted)
    words = f"{given} of {len(wanted)} handed over" if wanted else "nothing to hand over yet"
    left = _names(task for task in wanted if not running_handoffs(facts.plan, task.id))
    return _Part("Hand-off", given, len(wanted), words, "to hand over", left)


def _names(tasks: Iterable[Task]) -> list[str]:
    return [task.name for task in islice(tasks, MOST_LEFT)]


def _has_match(facts: Facts, task: Task) -> bool:
    """Whether somebody is on the task, or scored for it and not stopped at a gate."""
    plan = facts.plan
    if handoffs_of(plan, task.id) or open_trials(plan, task.id) or hired_for(facts, task):
        return True
    return any(one.gate is None and one.contractor.status != "no" for one in facts.candidates(task.id))


def _running_words(facts: Facts) -> str:
    running = [one for one in facts.trials if one.state == "running"]
    if not running:
        return ""
    day = _day_number(facts, running[0]) if len(running) == 1 else None
    if len(running) == 1 and over_since(facts, running[0]) is not None:
        return "1 running (its last day is over)"
    return f"{len(running)} running" + (f" (day {day} of {running[0].days})" if day else "")


def _day_number(facts: Facts, trial: Trial) -> int | None:
    """Which of its days today is, from 1; the last day that was where today is none of them."""
    if trial.start is None or trial.start > facts.today:
        return None
    dates = trial_dates(trial, facts.profile, facts.contractor_of(trial))
    return max(1, sum(day <= facts.today for day in dates))
