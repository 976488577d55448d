"""Mistake 4: micro-managing, or looking away."""

from collections.abc import Iterator

from outsource_tui.advice.checks.facts import Facts
from outsource_tui.advice.checks.finding import Check, Found
from outsource_tui.advice.rounding import half_up, hours_words, percent_words
from outsource_tui.model.handoff import AUTONOMY_WORDS

FEWEST_LOOKS = 4
MOST_UNPLANNED = 50
MOST_METHOD = 30
MOST_STEPS = 10
STEPS_FROM_AUTONOMY = 3


def hovering(facts: Facts) -> Iterator[Found]:
    """OUT401."""
    for handoff in facts.running:
        seen = facts.oversight(handoff)
        if seen.state == "hovering" and seen.delegated_minutes is not None and seen.ratio is not None:
            per_hour = half_up(60 * seen.my_minutes / seen.delegated_minutes)
            yield Found(
                handoff.id,
                f"{facts.name_of(handoff)}: you look {per_hour} minutes for each delegated hour, "
                f"{percent_words(seen.ratio)} where {percent_words(seen.band)} is the band.",
                "Look less often, raise the autonomy, or mend the brief.",
            )


def costs_time(facts: Facts) -> Iterator[Found]:
    """OUT402."""
    for handoff in facts.running:
        seen = facts.oversight(handoff)
        if seen.hours_back_week is None or seen.state == "too early":
            continue
        if round(seen.hours_back_week, 9) <= 0:
            yield Found(
                handoff.id,
                f"{facts.name_of(handoff)} gives back {hours_words(seen.hours_back_week)} hours a week; "
                "looking takes all it frees.",
                "Pause it, or change what was agreed.",
            )


def dropping_in(facts: Facts) -> Iterator[Found]:
    """OUT403."""
    for handoff in facts.running:
        seen = facts.oversight(handoff)
        share = seen.unplanned_share
        if seen.my_looks >= FEWEST_LOOKS and share is not None and share > MOST_UNPLANNED:
            yield Found(
                handoff.id,
                f"{facts.name_of(handoff)}: {seen.unplanned} of your {seen.my_looks} looks were unplanned.",
                "Set one fixed slot and keep questions for it.",
            )


def steering_the_how(facts: Facts) -> Iterator[Found]:
    """OUT404."""
    for handoff in facts.running:
        seen = facts.oversight(handoff)
        share = seen.method_share
        if seen.looks >= FEWEST_LOOKS and share is not None and share > MOST_METHOD:
            yield Found(
                handoff.id,
                f"{facts.name_of(handoff)}: {seen.method} of {seen.looks} looks were about the method or took work "
                f"back ({percent_words(share)}).",
                "Write the results and the limits anew, and leave the way to them.",
            )


def how_not_what(facts: Facts) -> Iterator[Found]:
    """OUT405."""
    for handoff in facts.handoffs:
        if not handoff.is_open:
            continue
        brief = facts.task_of(handoff).brief
        steps = len(brief.steps) if brief else 0
        if brief is None or not brief.done_when:
            what = "the brief does not say when it is done"
        elif steps > MOST_STEPS and handoff.autonomy >= STEPS_FROM_AUTONOMY:
            what = f"the brief has {steps} lines of steps for somebody who is to decide the way"
        else:
            continue
        yield Found(
            handoff.id, f"{facts.name_of(handoff)}: {what}.", "Write the outcome: results, must-haves and limits."
        )


def look_overdue(facts: Facts) -> Iterator[Found]:
    """OUT406."""
    for handoff in facts.running:
        seen = facts.oversight(handoff)
        if seen.days_since_look > handoff.checkin_every_days:
            what = "nobody has looked" if seen.state == "absent" else "the next look is overdue: the last was"
            when = f"for {seen.days_since_look} days" if seen.state == "absent" else f"{seen.days_since_look} days ago"
            agreed = "day" if handoff.checkin_every_days == 1 else handoff.checkin_every_days
            yield Found(
                handoff.id,
                f"{facts.name_of(handoff)}: {what} {when}, agreed was every {agreed}.",
                "Check the outcome and log the look; letting go is not looking away.",
            )


def more_rope(facts: Facts) -> Iterator[Found]:
    """OUT407."""
    for handoff in facts.running:
        seen = facts.oversight(handoff)
        if seen.can_promote:
            yield Found(
                handoff.id,
                f"{facts.name_of(handoff)} goes well: {percent_words(seen.ratio)} looking, and in four weeks "
                "nothing taken back or redone; they earned more rope.",
                f"Raise the autonomy to {handoff.autonomy + 1}: {AUTONOMY_WORDS[handoff.autonomy]}.",
            )


CHECKS = (
    Check("OUT401", "error", "hovering", hovering),
    Check("OUT402", "error", "it costs you time", costs_time),
    Check("OUT403", "warning", "you drop in", dropping_in),
    Check("OUT404", "warning", "steering the how", steering_the_how),
    Check("OUT405", "warning", "tells how, not what", how_not_what),
    Check("OUT406", "warning", "letting go is not looking away", look_overdue),
    Check("OUT407", "hint", "they earned more rope", more_rope),
)
