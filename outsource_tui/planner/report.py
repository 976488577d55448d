"""The whole plan as a report: what is on the desk, what could go, to whom, and what to mind."""

from collections.abc import Iterator
from datetime import date

from outsource_tui.advice.card import MISTAKE_WORDS, Card, card_of
from outsource_tui.advice.checks.finding import SEVERITIES, Finding, MutedFinding
from outsource_tui.advice.checks.registry import CHECKS, sorted_out
from outsource_tui.advice.gains import gains_of
from outsource_tui.advice.hours import (
    freed_month_of_week,
    freed_year_of_week,
    lower_cells_week,
    on_desk_week,
    potential_week,
    work_weeks,
)
from outsource_tui.advice.money import comfort_rate, is_comfort_too_low, worth_hour
from outsource_tui.advice.next_step import next_steps
from outsource_tui.advice.oversight import freed_actual_week
from outsource_tui.advice.rounding import DASH, hours_words, money_words
from outsource_tui.exchange.markdown import Block, Bullet, Bullets, Column, Heading, Paragraph, Table
from outsource_tui.model.plan import Plan
from outsource_tui.planner.called import Called
from outsource_tui.planner.clock_words import day_words
from outsource_tui.planner.report_handoffs import handoff_blocks
from outsource_tui.planner.report_people import people_blocks, trial_blocks
from outsource_tui.planner.report_tasks import task_blocks

BAR = 10
"""Cells of the bar of a mark of 100."""

PLURALS = {"error": "Errors", "warning": "Warnings", "hint": "Hints"}


def report_blocks(plan: Plan, today: date, called: Called) -> list[Block]:
    """The report as of `today`; where `called` leaves names out, money is left out too."""
    findings, muted = sorted_out(plan, today)
    return [
        Heading("Outsourcing plan", 1),
        Paragraph(_head(plan, today, called)),
        *_at_a_glance(plan, today, called),
        *task_blocks(plan, called),
        *people_blocks(plan, today, called),
        *trial_blocks(plan, today, called),
        *handoff_blocks(plan, today, called),
        *_card(card_of(findings, plan)),
        *_findings(findings, muted, called),
        Paragraph(
            f"A {DASH} is a figure that is not known yet; outsource-tui explain, with the id, says what it lacks."
        ),
    ]


def _head(plan: Plan, today: date, called: Called) -> str:
    parts = [
        "The demo plan" if plan.meta.demo else "" if called.is_redacted else plan.profile.role,
        f"as of {day_words(today)}",
        "names, rates and amounts left out" if called.is_redacted else "",
    ]
    words = ", ".join(part for part in parts if part)
    return f"{words[0].upper()}{words[1:]}."


def _at_a_glance(plan: Plan, today: date, called: Called) -> Iterator[Block]:
    yield Heading("At a glance")
    yield Paragraph(_story(plan))
    rows = _hour_rows(plan, today)
    if not called.is_redacted:
        rows += _money_rows(plan)
    yield Table((Column("Figure"), Column("Value", is_number=True), Column("Unit")), rows)
    steps = next_steps(plan, today)
    yield Paragraph("What comes next:")
    yield Bullets([Bullet(f"({called.text(one.reason)})", called.text(one.words)) for one in steps])


def _story(plan: Plan) -> str:
    """What doing nothing costs, in two sentences."""
    listed = sum(task.hours_week or 0 for task in plan.live_tasks)
    lower, desk = lower_cells_week(plan), on_desk_week(plan)
    if not plan.live_tasks:
        return "Nothing is listed yet. List what eats the week, and judge each task by two scores."
    if not lower:
        return f"{hours_words(listed)} hours a week are listed; no task stands where it should be given away."
    return (
        f"Of {hours_words(listed)} hours a week, {hours_words(lower)} go into work that somebody else could do: "
        f"{_year_words(plan, lower)}. {hours_words(desk)} of them are still on the desk: {_year_words(plan, desk)}."
    )


def _year_words(plan: Plan, week: float) -> str:
    year = freed_year_of_week(week)
    weeks = work_weeks(year, plan.profile)
    return f"{hours_words(year, 0)} hours a year" + (f", or {hours_words(weeks)} working weeks" if weeks else "")


def _hour_rows(plan: Plan, today: date) -> list[tuple[str, str, str]]:
    planned = gains_of(plan).freed_week
    return [
        ("Could come back, looking taken off", hours_words(potential_week(plan)), "h/week"),
        ("Comes back as planned", hours_words(planned), "h/week"),
        ("That is, in a month", hours_words(freed_month_of_week(planned)), "h/month"),
        ("That is, in a year", hours_words(freed_year_of_week(planned)), "h/year"),
        ("Comes back really", hours_words(freed_actual_week(plan, today)), "h/week"),
        ("Wanted back", hours_words(plan.profile.goal_hours_week), "h/week"),
    ]


def _money_rows(plan: Plan) -> list[tuple[str, str, str]]:
    profile, gains = plan.profile, gains_of(plan)
    currency = profile.currency
    comfort = (
        "Comfortable to pay, too low to hire anyone fairly" if is_comfort_too_low(profile) else "Comfortable to pay"
    )
    rows = [
        ("An hour is worth", worth_hour(profile), f"{currency}/h"),
        (comfort, comfort_rate(profile), f"{currency}/h"),
    ]
    if gains.parts:
        resold = f"{profile.reuse_share:.0%} of the freed time resold"
        rows += [
            (f"Freed time is worth ({resold})", gains.benefit_week, f"{currency}/week"),
            ("It costs", gains.cost_week, f"{currency}/week"),
            ("Net", gains.net_week, f"{currency}/week"),
        ]
    return [(words, money_words(minor, currency, 2), unit) for words, minor, unit in rows]


def _card(card: Card) -> Iterator[Block]:
    yield Heading("The five mistakes")
    yield Paragraph(
        "How safe the plan is from each, 0 to 100. A chain breaks at its weakest link, so the lowest counts."
    )
    rows = [(str(number), MISTAKE_WORDS[number], *_mark(card.scores[number])) for number in MISTAKE_WORDS]
    rows.append(("", "overall", *_mark(card.overall)))
    columns = (Column(""), Column("Mistake"), Column("Safe", is_number=True), Column(""))
    yield Table(columns, rows, strong_row=len(rows) - 1)


def _mark(score: int | None) -> tuple[str, str]:
    if score is None:
        return DASH, "no data"
    full = (score * BAR + 50) // 100
    return str(score), "█" * full + "░" * (BAR - full)


def _findings(findings: list[Finding], muted: list[MutedFinding], called: Called) -> Iterator[Block]:
    yield Heading("Findings")
    if not findings:
        yield Paragraph("None of the five mistakes is in sight.")
    for severity in SEVERITIES:
        rows = [_finding_row(one, called) for one in findings if one.severity == severity]
        if rows:
            yield Heading(f"{PLURALS[severity]}: {len(rows)}", 3)
            yield Bullets(rows)
    if muted:
        yield Heading(f"Muted: {len(muted)}", 3)
        yield Bullets([_muted_row(one, called) for one in muted])


def _finding_row(one: Finding, called: Called) -> Bullet:
    label = f"{one.code} {one.entity}" if one.entity else one.code
    # A message may name people and amounts; what the check is about never does.
    text = CHECKS[one.code].gist if called.is_redacted else f"{one.message} {one.fix}"
    return Bullet(text, label)


def _muted_row(one: MutedFinding, called: Called) -> Bullet:
    until = f", until {day_words(one.until)}" if one.until else ""
    because = "" if called.is_redacted else f". Because: {one.reason}"
    return Bullet(f"{CHECKS[one.finding.code].gist}{because}{until}", _finding_row(one.finding, called).label)
