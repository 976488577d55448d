"""Mistake 1: not considering it at all."""

from collections.abc import Iterator

from outsource_tui.advice.checks.facts import Facts
from outsource_tui.advice.checks.finding import Check, Found
from outsource_tui.advice.hours import freed_year_of_week, on_desk_week
from outsource_tui.advice.money import worth_hour
from outsource_tui.advice.priority import group_of
from outsource_tui.advice.rounding import hours_words, percent_words

FEWEST_TASKS = 5
LISTED_SHARE = 0.60
DAYS_UNPLOTTED = 7
HOURS_GIVEN_AWAY = 5
DAYS_UNDECIDED = 14
PLACES = 9
"""Noise of summed fractions lies below this."""


def short_list(facts: Facts) -> Iterator[Found]:
    """OUT101."""
    count = len(facts.tasks)
    if count < FEWEST_TASKS:
        listed = "No task is" if not count else "Only 1 task is" if count == 1 else f"Only {count} tasks are"
        yield Found(
            None,
            f"{listed} listed; below {FEWEST_TASKS} there is too little to see.",
            "Pick some from the suggestions, or import a time log.",
        )


def unlisted_hours(facts: Facts) -> Iterator[Found]:
    """OUT102."""
    week = facts.profile.hours_per_week
    if week is None:
        return
    listed = sum(task.hours_week or 0 for task in facts.tasks)
    if round(LISTED_SHARE * week - listed, PLACES) > 0:
        yield Found(
            None,
            f"{hours_words(week - listed)} of your {hours_words(week)} hours a week are unaccounted for "
            f"({percent_words(100 * listed / week)} are listed).",
            "Import a time log, or add the tasks that are missing.",
        )


def long_unplotted(facts: Facts) -> Iterator[Found]:
    """OUT103."""
    for task in facts.tasks:
        if facts.quadrants[task.id] != "UNPLOTTED":
            continue
        days = facts.days_since(task.created_at)
        if days > DAYS_UNPLOTTED:
            yield Found(
                task.id,
                f"{task.name} has been listed for {days} days and is not yet judged.",
                "Score how effective you are at it and how much value it has.",
            )


def nothing_given_away(facts: Facts) -> Iterator[Found]:
    """OUT104."""
    if any(one.is_open for one in facts.handoffs) or any(one.is_open for one in facts.trials):
        return
    week = on_desk_week(facts.plan)
    if round(week, PLACES) >= HOURS_GIVEN_AWAY:
        yield Found(
            None,
            f"{hours_words(week)} hours a week go to tasks that somebody else could do, "
            f"{hours_words(freed_year_of_week(week), 0)} hours a year, and nothing is handed off or on trial.",
            "Take the top task of the list and plan a trial.",
        )


def first_undecided(facts: Facts) -> Iterator[Found]:
    """OUT105."""
    waiting = (one for one in facts.ranked if one.decision == "undecided" and group_of(one, facts.profile) == 1)
    task = next(waiting, None)
    if task is None:
        return
    days = facts.days_since(facts.decided_at(task.id) or task.created_at)
    if days > DAYS_UNDECIDED:
        yield Found(
            task.id,
            f"{task.name} is the first on the list that is undecided, for {days} days now.",
            "Decide: hand off, automate, drop or keep.",
        )


def unknown_worth(facts: Facts) -> Iterator[Found]:
    """OUT106."""
    if worth_hour(facts.profile) is None:
        yield Found(
            None,
            "What an hour of yours is worth is unknown, so nobody can say what you may pay.",
            "Fill in the income of a year, or the value of an hour.",
        )


def no_refill(facts: Facts) -> Iterator[Found]:
    """OUT107."""
    for handoff in facts.running:
        if not handoff.refill:
            yield Found(
                handoff.id,
                f"{facts.name_of(handoff)} runs, but what the freed hours are for is not said; "
                "they will fill with noise.",
                "Name the task or the thing they go to.",
            )


CHECKS = (
    Check("OUT101", "warning", "the list is too short", short_list),
    Check("OUT102", "warning", "hours unaccounted for", unlisted_hours),
    Check("OUT103", "hint", "not yet judged", long_unplotted),
    Check("OUT104", "warning", "hours given away", nothing_given_away),
    Check("OUT105", "hint", "first place is waiting", first_undecided),
    Check("OUT106", "hint", "worth of an hour unknown", unknown_worth),
    Check("OUT107", "hint", "no use named for freed hours", no_refill),
)
