"""Mistake 2: outsourcing the wrong things."""

from collections.abc import Iterator, Mapping

from outsource_tui.advice.checks.facts import Facts
from outsource_tui.advice.checks.finding import Check, Found
from outsource_tui.advice.money import task_deal, task_terms
from outsource_tui.advice.people import chosen_contractor
from outsource_tui.advice.quadrant import could_stop, neighbours_of
from outsource_tui.advice.rounding import half_up, hours_words, money_words
from outsource_tui.model.kinds import Decision, Quadrant
from outsource_tui.model.task import Task

DECISION_WORDS: Mapping[Decision, str] = {
    "undecided": "undecided",
    "keep": "keep it",
    "drop": "drop it",
    "automate": "automate it",
    "learn": "learn it",
    "hand_off": "hand it off",
    "team_up": "team up",
}
FITTING: Mapping[Quadrant, tuple[Decision, ...]] = {
    "KEEP": ("keep",),
    "TEAM UP": ("team_up", "learn"),
    "LIGHTEN": ("automate", "hand_off", "drop"),
    "HAND OFF": ("hand_off", "drop", "automate", "learn"),
}
"""The decisions that a cell speaks for, the most usual first."""

FEWEST_TO_COMPARE = 2
MOST_KEPT = 0.80
BIG_BORDERLINE_HOURS = 2
RUNS_OF_RAMPUP = 30
WEEKS_TO_PAY_BACK = 52


def core_given_away(facts: Facts) -> Iterator[Found]:
    """OUT201."""
    for one in facts.engagements:
        is_explained = one.task.decision not in {"keep", "undecided"} and facts.has_reason(one.task.id)
        if facts.quadrants.get(one.task.id) != "KEEP" or is_explained or facts.has_reason(one.id):
            continue
        yield Found(
            one.id,
            f"{one.name}: with effectiveness {one.task.effectiveness} and value {one.task.value} this is your core, "
            f"and it is {'on trial' if one.is_trial else 'handed off'} without a reason.",
            "Keep it, score it again, or log why.",
        )


def own_given_away(facts: Facts) -> Iterator[Found]:
    """OUT202."""
    for one in facts.engagements:
        if one.task.owner_only:
            yield Found(
                one.id,
                f"{one.name}: you marked the task as yours alone, "
                f"and it is {'on trial' if one.is_trial else 'handed off'}.",
                "Take the mark off the task, or stop.",
            )


def could_simply_stop(facts: Facts) -> Iterator[Found]:
    """OUT203."""
    for task in facts.tasks:
        is_low = facts.quadrants[task.id] in {"HAND OFF", "LIGHTEN"}
        if is_low and could_stop(task) and task.decision not in {"drop", "automate"}:
            yield Found(
                task.id,
                f"{task.name} has value {task.value} and little happens if it fails: could it simply stop?",
                "Drop it or automate it before paying anybody for it.",
            )


def decision_off_grid(facts: Facts) -> Iterator[Found]:
    """OUT204."""
    for task in facts.tasks:
        fitting = FITTING.get(facts.quadrants[task.id])
        if fitting is None or task.decision == "undecided" or task.decision in fitting:
            continue
        is_own = task.owner_only and task.decision == "keep" and task.owner_only_reason
        if not is_own and not facts.has_reason(task.id):
            yield Found(
                task.id,
                f"{task.name} stands in {facts.quadrants[task.id]}, and the decision is to "
                f"{DECISION_WORDS[task.decision]} without a reason.",
                f"Say why, or {_either(fitting)}.",
            )


def flat_scores(facts: Facts) -> Iterator[Found]:
    """OUT205."""
    plotted = [task for task in facts.tasks if task.is_scored]
    if len(plotted) < FEWEST_TO_COMPARE:
        return
    kept = sum(facts.quadrants[task.id] == "KEEP" for task in plotted)
    what = ""
    for axis in ("effectiveness", "value"):
        scores = {getattr(task, axis) for task in plotted}
        if len(scores) == 1:
            what = f"All {len(plotted)} tasks have {axis} {scores.pop()}, so the grid says nothing."
            break
    if not what and kept > MOST_KEPT * len(plotted):
        what = f"{kept} of {len(plotted)} tasks stand in KEEP; everything cannot be core."
    if what:
        yield Found(
            None, what, "Put the tasks side by side, two at a time: which is worth more, which do you do better?"
        )


def borderline(facts: Facts) -> Iterator[Found]:
    """OUT206."""
    for task in facts.tasks:
        hours = task.hours_week
        if hours is None or hours < BIG_BORDERLINE_HOURS:
            continue
        neighbours = neighbours_of(task, facts.profile)
        if neighbours:
            yield Found(
                task.id,
                f"{task.name} takes {hours_words(hours)} hours a week, and one point would move it from "
                f"{facts.quadrants[task.id]} to {' or '.join(neighbours)}.",
                "Look at both outcomes before you decide.",
            )


def loss_in_every_case(facts: Facts) -> Iterator[Found]:
    """OUT207."""
    for task in _with_contractor(facts):
        net = _best_net(facts, task)
        if net is not None and net < 0:
            currency = facts.profile.currency
            yield Found(
                task.id,
                f"{task.name} loses {money_words(-net, currency, 2)} {currency} a week "
                "even if every freed hour is sold again.",
                "Agree a lower rate, choose another task, or enter what better work brings in.",
            )


def slow_to_pay_back(facts: Facts) -> Iterator[Found]:
    """OUT208."""
    for task in _with_contractor(facts):
        slow = [one for one in (_long_rampup(facts, task), _long_payback(facts, task)) if one]
        if slow:
            yield Found(
                task.id, f"{task.name} {' and '.join(slow)}.", "Hand over a smaller share, or write better notes first."
            )


def _with_contractor(facts: Facts) -> Iterator[Task]:
    busy = {one.task_id for one in facts.handoffs} | {one.task_id for one in facts.trials}
    for task in facts.tasks:
        if task.id in busy and chosen_contractor(facts.plan, task.id) is not None:
            yield task


def _best_net(facts: Facts, task: Task) -> float | None:
    """Minor units a week if all freed time is resold; without the noise of fractions."""
    deal = task_deal(facts.plan, task, reuse=1.0)
    return None if deal is None or deal.net_week is None else round(deal.net_week, 6)


def _long_rampup(facts: Facts, task: Task) -> str:
    if task.run_minutes is None:
        return ""
    rampup = sum(one.rampup_hours for one in task_terms(facts.plan, task))
    runs = rampup * 60 / task.run_minutes
    if runs <= RUNS_OF_RAMPUP:
        return ""
    return f"takes {hours_words(rampup)} hours to hand over, as long as doing it {half_up(runs)} times"


def _long_payback(facts: Facts, task: Task) -> str:
    deal = task_deal(facts.plan, task)
    weeks = None if deal is None else deal.payback_weeks
    if weeks == "never":
        net = _best_net(facts, task)
        return "" if net is not None and net < 0 else "never pays back what it costs to set up"
    if weeks is None or weeks <= WEEKS_TO_PAY_BACK:
        return ""
    return f"takes {half_up(weeks)} weeks to pay back what it costs to set up"


def _either(fitting: tuple[Decision, ...]) -> str:
    words = [DECISION_WORDS[one] for one in fitting]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


CHECKS = (
    Check("OUT201", "error", "this is your core", core_given_away),
    Check("OUT202", "error", "yours alone, and given away", own_given_away),
    Check("OUT203", "warning", "could it simply stop?", could_simply_stop),
    Check("OUT204", "warning", "grid and decision disagree", decision_off_grid),
    Check("OUT205", "warning", "everything cannot be core", flat_scores),
    Check("OUT206", "hint", "one point changes the advice", borderline),
    Check("OUT207", "warning", "loses money in every case", loss_in_every_case),
    Check("OUT208", "hint", "slow to pay back", slow_to_pay_back),
)
