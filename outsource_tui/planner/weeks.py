"""The figures of a week, noted with its first change: what the trend lines are drawn from (PRODUCT.md section 2)."""

from datetime import date

from outsource_tui.advice.card import card_of
from outsource_tui.advice.checks.finding import Finding
from outsource_tui.advice.gains import gains_of
from outsource_tui.advice.hours import on_desk_week, potential_week
from outsource_tui.advice.oversight import freed_actual_week
from outsource_tui.model.change import AddRow, Change
from outsource_tui.model.plan import Plan


def is_week_noted(plan: Plan, today: date) -> bool:
    """Whether there is nothing to note: this week has its figures, or no task has any."""
    week = today.isocalendar()[:2]
    return not plan.live_tasks or any(one.date.isocalendar()[:2] == week for one in plan.snapshots.values())


def with_week(change: Change, plan: Plan, today: date, findings: list[Finding] | None) -> Change:
    """A change that notes the figures of the week as well, as they are before it: one step to undo.

    `findings` are those of the plan; None where they are not known, and then the card is not either.
    """
    gains = gains_of(plan)
    figures = {
        "date": today.isoformat(),
        "potential_week": potential_week(plan),
        "on_desk_week": on_desk_week(plan),
        "freed_plan_week": gains.freed_week if gains.parts else 0.0,
        "freed_actual_week": freed_actual_week(plan, today) if gains.parts else None,
        "card": card_of(findings, plan).overall if findings is not None else None,
    }
    return Change(change.words, (*change.edits, AddRow("snapshots", figures)), change.joins)
