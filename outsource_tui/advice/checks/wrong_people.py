"""Mistake 3: outsourcing to the wrong people."""

from collections.abc import Iterator, Sequence

from outsource_tui.advice.candidates import Candidate
from outsource_tui.advice.checks.facts import Facts
from outsource_tui.advice.checks.finding import Check, Found
from outsource_tui.advice.money import hourly_rate
from outsource_tui.advice.overlap import need_of, overlap_of
from outsource_tui.advice.people import chosen_contractor, trials_between
from outsource_tui.advice.rounding import half_up, hours_words, money_words, percent_words
from outsource_tui.advice.trial_rule import days_in_review, rule_of
from outsource_tui.model.contractor import Contractor, Style
from outsource_tui.model.kinds import BLOCKING_FLAGS, LEVELS, Level, TrialVerdict
from outsource_tui.model.task import Task
from outsource_tui.model.trial import Trial

VERDICT_WORDS: dict[TrialVerdict, str] = {"hire": "hire", "extend": "one more round", "pass": "no thanks"}
CHEAP_SHARE = 0.50
FEWEST_FOR_MEDIAN = 3
VALUE_TO_COMPARE = 4
BELIEF_FROM = 4
FREE_TRIAL_HOURS = 0.5
LOWEST_SHARED_LEVEL: Level = "B1"


def no_test_run(facts: Facts) -> Iterator[Found]:
    """OUT301."""
    for handoff in facts.running:
        contractor = facts.contractor_of(handoff)
        trials = trials_between(facts.plan, handoff.task_id, handoff.contractor_id)
        if not contractor.worked_before and not any(one.decision == "hire" for one in trials):
            yield Found(
                handoff.id,
                f"{facts.name_of(handoff)} runs without a test run, and you had not worked together before.",
                "Plan a paid trial of two days before it goes on.",
            )


def stopped_at_gate(facts: Facts) -> Iterator[Found]:
    """OUT302."""
    for contractor in facts.engaged:
        flags = [one for one in contractor.red_flags if one in BLOCKING_FLAGS]
        open_flags = [one for one in flags if not contractor.red_flags_cleared.get(one, "").strip()]
        gates = [] if open_flags else _gates(facts, contractor)
        if open_flags:
            what = "the red flag " + ", ".join(one.replace("_", " ") for one in open_flags)
        elif gates:
            what = "a score below the gate: " + ", ".join(gates)
        else:
            continue
        yield Found(
            contractor.id,
            f"{contractor.handle} is stopped by {what}.",
            "Choose somebody else, or clear it with a note.",
        )


def cheapest_chosen(facts: Facts) -> Iterator[Found]:
    """OUT303."""
    for task_id, comparison in facts.comparisons.items():
        chosen = chosen_contractor(facts.plan, task_id)
        if chosen is None:
            continue
        task, candidates = facts.plan.tasks[task_id], comparison.candidates
        message = _cheap_over_better(task, chosen, candidates) or _far_below(facts, task, chosen, candidates)
        if message:
            yield Found(task_id, message, "Compare prices per finished hour, then scores.")


def nothing_to_compare(facts: Facts) -> Iterator[Found]:
    """OUT304."""
    for task_id, comparison in facts.comparisons.items():
        task = facts.plan.tasks[task_id]
        is_worth_it = task.value is not None and task.value >= VALUE_TO_COMPARE
        if is_worth_it and len(comparison.candidates) == 1:
            handle = comparison.candidates[0].contractor.handle
            yield Found(
                task_id,
                f"{task.name} has value {task.value} and only one candidate, {handle}: nothing to compare.",
                "Add a second candidate and score both.",
            )


def undecided_by_numbers(facts: Facts) -> Iterator[Found]:
    """OUT305."""
    for task_id, comparison in facts.comparisons.items():
        if comparison.verdict not in {"tie", "too close"}:
            continue
        first, second = [one.contractor.handle for one in comparison.candidates if one.is_comparable][:2]
        apart = "a tie" if comparison.verdict == "tie" else "too close to call"
        yield Found(
            task_id,
            f"{facts.plan.tasks[task_id].name}: between {first} and {second} it is {apart}; the numbers cannot decide.",
            "Give both the same paid trial at the same time.",
        )


def belief_not_proof(facts: Facts) -> Iterator[Found]:
    """OUT306."""
    believed: dict[str, list[str]] = {}
    for one in facts.plan.scores.values():
        is_belief = one.criterion in {"trust", "evidence"} and one.proof in {"none", "claimed"}
        if is_belief and not one.is_archived and one.score is not None and one.score >= BELIEF_FROM:
            believed.setdefault(one.contractor_id, []).append(
                f"{one.criterion} {one.score} for {_task_name(facts, one.task_id)}"
            )
    for contractor in facts.contractors:
        if contractor.id in believed:
            yield Found(
                contractor.id,
                f"{contractor.handle} is believed, not proven: {', '.join(believed[contractor.id])}.",
                "Ask for a reference or a sample of their own work.",
            )


def unfair_trial(facts: Facts) -> Iterator[Found]:
    """OUT307. A rate that nobody wrote down counts as agreed where the contractor's own is known."""
    for trial in facts.trials:
        if not trial.is_open:
            continue
        missing = []
        if _is_unpaid(trial, facts) and _is_long(trial):
            missing.append("no pay is agreed")
        if not trial.must_haves:
            missing.append("no must-have is named")
        if trial.start is None:
            missing.append("no end date is set")
        if missing:
            yield Found(
                trial.id,
                f"Trial of {facts.name_of(trial)}: {', '.join(missing)}; that is not a fair or measurable test.",
                "Complete the plan: pay, must-haves and a date.",
            )


def review_overdue(facts: Facts) -> Iterator[Found]:
    """OUT308."""
    for trial in facts.trials:
        if trial.state != "review" or trial.review_since is None:
            continue
        most = days_in_review(facts.contractor_of(trial))
        days = facts.days_since(trial.review_since)
        if days > most:
            yield Found(
                trial.id,
                f"Trial of {facts.name_of(trial)} has been in review for {days} days; "
                f"after {most} silence decides for you.",
                "Open the score card and decide.",
            )


def too_little_overlap(facts: Facts) -> Iterator[Found]:
    """OUT309."""
    for contractor in facts.engaged:
        needs = [(need_of(task.sync_need) or 0.0, task) for task in facts.tasks_with[contractor.id]]
        need, task = max(needs, key=lambda one: one[0])
        overlap = overlap_of(facts.profile, contractor, facts.today) if need else None
        if overlap is not None and overlap.day_worst < need:
            yield Found(
                contractor.id,
                f"{contractor.handle} shares {hours_words(overlap.day_worst)} hours a day with you in the worst week, "
                f"and {task.name} needs {hours_words(need)}.",
                "Shift the hours, agree how it works without them, or choose another task.",
            )


def culture_not_talked_about(facts: Facts) -> Iterator[Found]:
    """OUT310."""
    for contractor in facts.contractors:
        if contractor.status == "no":
            continue
        missing = []
        if is_style_empty(contractor.style):
            missing.append("how they work has not been asked")
        if contractor.days_off is None:
            missing.append("their days off have not been asked")
        if facts.profile.languages:
            level = shared_level(facts.profile.languages, contractor.languages)
            if level is None:
                missing.append("no shared language is known")
            elif LEVELS.index(level) < LEVELS.index(LOWEST_SHARED_LEVEL):
                missing.append(f"the best shared language is at {level}")
        if missing:
            yield Found(
                contractor.id,
                f"{contractor.handle}: {', and '.join(missing)}.",
                "Fill in the working agreement together.",
            )


def against_the_rule(facts: Facts) -> Iterator[Found]:
    """OUT311."""
    for trial in facts.trials:
        rule, decision = rule_of(trial) or trial.rule_says, trial.decision
        if rule is None or decision is None or rule == decision or trial.state == "cancelled":
            continue
        if not trial.override_reason and not facts.has_reason(trial.id):
            yield Found(
                trial.id,
                f"Trial of {facts.name_of(trial)}: the rule says {VERDICT_WORDS[rule]}, "
                f"you decided {VERDICT_WORDS[decision]} without a reason.",
                "Log why, or decide as the rule says.",
            )


def is_style_empty(style: Style | None) -> bool:
    """Whether nothing has been asked about how they work."""
    return style is None or style == Style()


def shared_level(mine: dict[str, Level], theirs: dict[str, Level]) -> Level | None:
    """The best over all languages of the lower of both levels; None where no language is shared."""
    shared = [min(LEVELS.index(mine[code]), LEVELS.index(theirs[code])) for code in mine.keys() & theirs.keys()]
    return LEVELS[max(shared)] if shared else None


def _gates(facts: Facts, contractor: Contractor) -> list[str]:
    """The gates that a contractor is under, in words, for the tasks they are on."""
    found = []
    for task in facts.tasks_with[contractor.id]:
        gate = next((one.gate for one in facts.candidates(task.id) if one.id == contractor.id), None)
        if gate is not None and gate != "red_flag":
            found.append(f"{gate} for {task.name}")
    return found


def _cheap_over_better(task: Task, chosen: Contractor, candidates: Sequence[Candidate]) -> str:
    mine = next((one for one in candidates if one.id == chosen.id), None)
    prices = [one.finished for one in candidates if one.finished is not None]
    if mine is None or mine.score is None or mine.finished is None or len(prices) < 2 or mine.finished > min(prices):
        return ""
    score = mine.score
    better = [(one.score, one.contractor) for one in candidates if one.gate is None and (one.score or 0) > score]
    if not better:
        return ""
    best, contractor = max(better, key=lambda one: one[0] or 0)
    return (
        f"{task.name}: {chosen.handle} has the best price, but {contractor.handle} scores "
        f"{half_up(float(best or 0), 1)} against {half_up(float(score), 1)}."
    )


def _far_below(facts: Facts, task: Task, chosen: Contractor, candidates: Sequence[Candidate]) -> str:
    rates = {one.id: hourly_rate(one.contractor, facts.profile) for one in candidates}
    known = [one for one in rates.values() if one is not None]
    rate = rates.get(chosen.id)
    if rate is None or len(known) < FEWEST_FOR_MEDIAN:
        return ""
    from statistics import median  # Loads more than all the checks; few plans have so many candidates.

    if rate >= CHEAP_SHARE * median(known):
        return ""
    currency = facts.profile.currency
    return (
        f"{task.name}: {chosen.handle} takes {money_words(rate, currency, 2)} {currency} an hour, "
        f"{percent_words(100 * rate / median(known))} of the median of {len(known)} candidates."
    )


def _task_name(facts: Facts, task_id: str) -> str:
    task = facts.plan.tasks.get(task_id)
    return task_id if task is None else task.name


def _is_unpaid(trial: Trial, facts: Facts) -> bool:
    if trial.rate == 0:
        return True
    return trial.rate is None and not facts.contractor_of(trial).rate


def _is_long(trial: Trial) -> bool:
    """Longer than may be asked for nothing; a trial of unknown hours takes days."""
    hours = trial.actual_hours or trial.paid_hours or trial.own_hours_estimate
    return hours is None or hours > FREE_TRIAL_HOURS


CHECKS = (
    Check("OUT301", "error", "no test run", no_test_run),
    Check("OUT302", "error", "stopped at a gate", stopped_at_gate),
    Check("OUT303", "warning", "cheapest is not cheapest", cheapest_chosen),
    Check("OUT304", "warning", "nothing to compare", nothing_to_compare),
    Check("OUT305", "warning", "numbers cannot decide", undecided_by_numbers),
    Check("OUT306", "warning", "belief, not proof", belief_not_proof),
    Check("OUT307", "error", "not a fair or measurable test", unfair_trial),
    Check("OUT308", "warning", "decide before silence decides", review_overdue),
    Check("OUT309", "warning", "too few shared hours", too_little_overlap),
    Check("OUT310", "hint", "culture not talked about", culture_not_talked_about),
    Check("OUT311", "warning", "against the rule without a reason", against_the_rule),
)
