"""Mistake 5: outsourcing what one knows nothing about."""

from collections.abc import Iterator

from outsource_tui.advice.checks.facts import SENSITIVE, Facts
from outsource_tui.advice.checks.finding import Check, Found
from outsource_tui.advice.money import deal_of
from outsource_tui.advice.readiness import readiness_of
from outsource_tui.advice.rounding import half_up, percent_words
from outsource_tui.model.contractor import Access
from outsource_tui.model.kinds import Signal
from outsource_tui.model.task import Task

SIGNAL_WORDS: dict[Signal, str] = {
    "sets_hours": "fixed hours",
    "own_tools": "your tools",
    "other_clients": "no other clients",
    "free_method": "method dictated",
    "may_substitute": "no substitute allowed",
    "paid_per_result": "paid by time",
}
"""What it means where the answer is no."""

FEWEST_SIGNALS = 3
MOST_ON_ONE = 0.50
FEWEST_RUNNING = 2
DAYS_TO_CLOSE = 1


def could_not_steer(facts: Facts) -> Iterator[Found]:
    """OUT501."""
    for one in facts.engagements:
        ready = readiness_of(one.task)
        if ready.is_enough:
            continue
        if ready.unanswered:
            count = ready.unanswered
            what = f"{count} of 6 questions about what you know {'has' if count == 1 else 'have'} no answer"
        elif ready.score is None or ready.needed is None:
            what = "its value is not scored, so what you need to know is unknown"
        else:
            what = f"you know {half_up(ready.score)} of the {half_up(ready.needed)} points needed to steer it"
        yield Found(one.id, f"{one.name}: {what}.", "Write the steering brief, then rate what you know again.")


def nobody_checks(facts: Facts) -> Iterator[Found]:
    """OUT502."""
    for task in _engaged_tasks(facts):
        ready = readiness_of(task)
        checker = task.steering.checker if task.steering else ""
        if ready.state == "nearly" and checker in {"", "self"} and ready.score is not None:
            yield Found(
                task.id,
                f"{task.name}: you know nearly enough to steer it ({half_up(ready.score)} of "
                f"{half_up(ready.needed or 0)} points), and nobody is named who checks.",
                "Name somebody who gives a second opinion.",
            )


def too_much_access(facts: Facts) -> Iterator[Found]:
    """OUT503."""
    for contractor in facts.engaged:
        if not facts.is_sensitive(contractor):
            continue
        wide = [
            f"{one.system} ({_too_wide(one)})" for one in contractor.access if not one.revoked_on and _too_wide(one)
        ]
        if wide:
            kind = " and ".join(sorted(SENSITIVE & {one.data_sensitivity for one in facts.tasks_with[contractor.id]}))
            yield Found(
                contractor.id,
                f"{contractor.handle} works with {kind} data and holds {', '.join(wide)}.",
                "Give a named account with the least rights and an end date.",
            )


def door_still_open(facts: Facts) -> Iterator[Found]:
    """OUT504."""
    busy = {one.contractor_id for one in facts.handoffs if one.is_open}
    for handoff in facts.handoffs:
        if handoff.state not in {"ended", "taken_back"} or handoff.end is None:
            continue
        days = facts.days_since(handoff.end)
        still = [one.system for one in facts.contractor_of(handoff).access if not one.revoked_on]
        if days > DAYS_TO_CLOSE and still and handoff.contractor_id not in busy:
            yield Found(
                handoff.id,
                f"{facts.name_of(handoff)} ended {days} days ago, and access is not revoked: {', '.join(still)}.",
                "Go through the exit checklist and revoke it.",
            )


def nothing_signed(facts: Facts) -> Iterator[Found]:
    """OUT505."""
    for contractor in facts.engaged:
        contract = contractor.contract
        asked = {"who owns the work": contract.ip_assignment, "the scope": contract.scope}
        if facts.is_sensitive(contractor):
            asked |= {"silence (NDA)": contract.nda, "data processing": contract.data_processing}
        missing = [words for words, agreed in asked.items() if agreed == "no"]
        if missing:
            yield Found(
                contractor.id,
                f"{contractor.handle}: nothing is agreed on {', '.join(missing)}.",
                "Go through the contract checklist.",
            )


def one_pair_of_hands(facts: Facts) -> Iterator[Found]:
    """OUT506."""
    yield from _most_on_one(facts)
    for handoff in facts.handoffs:
        task = facts.task_of(handoff)
        if handoff.is_open and task.failure_impact == "severe" and not handoff.exit_plan:
            yield Found(
                handoff.id,
                f"{facts.name_of(handoff)}: a failure would be severe, and there is no exit plan.",
                "Write down how you would get it back.",
            )


def looks_like_employment(facts: Facts) -> Iterator[Found]:
    """OUT507."""
    for contractor in facts.engaged:
        against = [words for key, words in SIGNAL_WORDS.items() if contractor.classification.get(key) is False]
        if len(against) >= FEWEST_SIGNALS:
            yield Found(
                contractor.id,
                f"{contractor.handle}: {len(against)} of 6 signs point to employment ({', '.join(against)}).",
                "Ask an adviser before it goes on.",
            )


def _engaged_tasks(facts: Facts) -> list[Task]:
    return list({one.task.id: one.task for one in facts.engagements}.values())


def _too_wide(access: Access) -> str:
    """What is too much about a key, in words; empty where nothing is."""
    words: list[str] = []
    if access.level in {"admin", "owner"}:
        words.append(access.level)
    if access.account == "shared":
        words.append("shared login")
    if access.ends_on is None:
        words.append("no end date")
    return ", ".join(words)


def _most_on_one(facts: Facts) -> Iterator[Found]:
    if len(facts.running) < FEWEST_RUNNING:
        return
    hours: dict[str, float] = {}
    for handoff in facts.running:
        theirs = deal_of(facts.plan, facts.task_of(handoff), handoff=handoff).their_hours
        if theirs is None:
            return  # a share of an unknown whole is unknown
        hours[handoff.contractor_id] = hours.get(handoff.contractor_id, 0.0) + theirs
    total = sum(hours.values())
    backed = {covered for one in facts.contractors if one.status != "no" for covered in one.backup_for}
    for contractor in facts.contractors:
        own = hours.get(contractor.id, 0.0)
        if own > MOST_ON_ONE * total and contractor.id not in backed:
            yield Found(
                contractor.id,
                f"{contractor.handle} does {percent_words(100 * own / total)} of all delegated hours, "
                "and nobody could stand in.",
                "Name somebody who can, and keep notes that a stranger could work from.",
            )


CHECKS = (
    Check("OUT501", "error", "you could not steer it", could_not_steer),
    Check("OUT502", "warning", "someone must check", nobody_checks),
    Check("OUT503", "error", "too much access, too long", too_much_access),
    Check("OUT504", "error", "door still open", door_still_open),
    Check("OUT505", "warning", "who owns it?", nothing_signed),
    Check("OUT506", "warning", "bus factor one", one_pair_of_hands),
    Check("OUT507", "hint", "may look like employment", looks_like_employment),
)
