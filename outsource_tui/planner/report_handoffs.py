"""The hand-offs in the report: what was agreed, what comes back, and how much of it is looking."""

from collections.abc import Iterator
from datetime import date

from outsource_tui.advice.checks.facts import facts_of
from outsource_tui.advice.money import deal_of
from outsource_tui.advice.oversight import Oversight, oversight_of
from outsource_tui.advice.rounding import DASH, count_words, half_up, hours_words, money_words, percent_words
from outsource_tui.exchange.markdown import Block, Bullet, Bullets, Heading
from outsource_tui.model.handoff import AUTONOMY_WORDS, Handoff
from outsource_tui.model.plan import Plan, number_of
from outsource_tui.planner.called import Called
from outsource_tui.planner.clock_words import day_words, every_words
from outsource_tui.planner.handoffs import STATE_WORDS


def handoff_blocks(plan: Plan, today: date, called: Called) -> Iterator[Block]:
    """Each hand-off with its figures, oldest first."""
    handoffs = sorted(facts_of(plan, today).handoffs, key=lambda one: number_of(one.id))
    if not handoffs:
        return
    yield Heading("Hand-offs")
    for handoff in handoffs:
        task = plan.tasks[handoff.task_id]
        yield Heading(f"{called.text(task.name)}, to {called.person(handoff.contractor_id)} ({handoff.id})", 3)
        seen = oversight_of(plan, handoff, today)
        rows = [_state(handoff), *_hours(seen), _looking(handoff, seen)]
        if not called.is_redacted:
            rows.append(_money(plan, handoff))
        yield Bullets([*rows, *_agreed(plan, handoff, called)])


def _state(handoff: Handoff) -> Bullet:
    since = "from" if handoff.state == "preparing" else "since"
    until = f" until {day_words(handoff.end)}" if handoff.end else ""
    share = "all of it" if handoff.share == 1 else f"{half_up(100 * handoff.share)}% of it"
    words = f"{share}, {since} {day_words(handoff.start)}{until}; rope {handoff.autonomy} of 5: "
    return Bullet(
        f"{words}{AUTONOMY_WORDS[handoff.autonomy - 1].lower()}.", f"{STATE_WORDS[handoff.state].capitalize()}:"
    )


def _hours(seen: Oversight) -> list[Bullet]:
    back, promised = hours_words(seen.hours_back_week), hours_words(seen.hours_promised_week)
    return [Bullet(f"{back} h/week really, {promised} promised.", "Comes back:")]


def _looking(handoff: Handoff, seen: Oversight) -> Bullet:
    """The oversight of the last 28 days; a dash for the ratio while it is not known."""
    every, looks = every_words(handoff.checkin_every_days), count_words(seen.looks, "look")
    last = seen.days_since_look
    ago = "today" if last == 0 else "yesterday" if last == 1 else f"{last} days ago"
    unplanned = f", {seen.unplanned} of {seen.my_looks} unplanned" if seen.my_looks else ""
    return Bullet(
        f"{seen.state or DASH}; {percent_words(seen.ratio)} of their time, up to {percent_words(seen.band)} is fine; "
        f"{looks} in {seen.my_minutes} min{unplanned}; agreed {every}, the last {ago}.",
        "Looking:",
    )


def _money(plan: Plan, handoff: Handoff) -> Bullet:
    deal = deal_of(plan, plan.tasks[handoff.task_id], handoff=handoff)
    currency = plan.profile.currency
    cost, benefit, net, year = (
        money_words(one, currency, 2) for one in (deal.cost_week, deal.benefit_week, deal.net_week, deal.net_year1)
    )
    weeks = deal.payback_weeks
    payback = "never" if weeks == "never" else f"{hours_words(weeks)} weeks"
    return Bullet(
        f"costs {cost}, brings {benefit}, net {net} {currency} a week; first year {year}; paid back: {payback}.",
        "Money:",
    )


def _agreed(plan: Plan, handoff: Handoff, called: Called) -> list[Bullet]:
    """What was agreed in words; where names and rates are left out, no sentence that may hold one."""
    is_task = handoff.refill in plan.tasks
    refill = called.text(plan.tasks[handoff.refill].name) if is_task else handoff.refill
    told = [("Freed hours go to:", refill)] if is_task or not called.is_redacted else []
    if not called.is_redacted:
        told += [
            ("They stop and ask when:", handoff.escalate_if),
            ("The way out:", handoff.exit_plan),
            ("It ended because:", handoff.end_reason),
        ]
    return [Bullet(text, label) for label, text in told if text]
