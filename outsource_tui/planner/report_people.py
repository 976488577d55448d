"""The people in the report: who they are, how they compare, and how their trials went."""

from collections.abc import Iterator
from datetime import date

from outsource_tui.advice.checks.facts import facts_of
from outsource_tui.advice.comparison import Comparison, comparisons_of
from outsource_tui.advice.money import finished_price
from outsource_tui.advice.overlap import overlap_of
from outsource_tui.advice.people import handoffs_with, trials_with
from outsource_tui.advice.rounding import DASH, count_words, half_up, hours_words, money_words, percent_words
from outsource_tui.advice.trial_rule import rule_of, trial_cost, trial_hours, trial_score, trial_speed
from outsource_tui.exchange.markdown import Block, Bullet, Bullets, Column, Heading, Paragraph, Table
from outsource_tui.model.contractor import Contractor
from outsource_tui.model.plan import Plan, number_of
from outsource_tui.model.trial import Trial
from outsource_tui.planner.called import Called
from outsource_tui.planner.clock_words import day_words
from outsource_tui.planner.trial_dates import trial_dates
from outsource_tui.planner.trials import VERDICT_WORDS

UNITS = {"hour": "h", "day": "day", "fixed": "month"}


def people_blocks(plan: Plan, today: date, called: Called) -> Iterator[Block]:
    """The people, and for each task those scored for it in their order."""
    people = sorted(plan.live_contractors, key=lambda one: number_of(one.id))
    if not people:
        return
    yield Heading("People")
    columns = [Column("Id"), Column("Stands"), Column("Shared h/week", is_number=True), Column("Works on")]
    if not called.is_redacted:
        columns[1:1] = [Column("Person"), Column("Zone")]
        columns += [Column("Rate", is_number=True), Column("Per finished hour", is_number=True)]
    yield Table(columns, [_person_row(plan, one, today, called) for one in people])
    compared = [one for one in comparisons_of(plan, today).values() if one.candidates]
    if compared:
        yield Paragraph("Who fits which task, of 100 points:")
        yield Bullets([_comparison_row(plan, one, called) for one in compared])


def trial_blocks(plan: Plan, today: date, called: Called) -> Iterator[Block]:
    """The trials, oldest first."""
    trials = sorted(facts_of(plan, today).trials, key=lambda one: number_of(one.id))
    if not trials:
        return
    yield Heading("Trials")
    columns = [
        Column("Id"), Column("Task"), Column("Person"), Column("When"), Column("State"),
        Column("Hours", is_number=True), Column("Speed", is_number=True), Column("Must-haves"),
        Column("Score", is_number=True), Column("Rule says"), Column("Decided"),
    ]  # fmt: skip
    if not called.is_redacted:
        columns.append(Column("Cost", is_number=True))
    yield Table(columns, [_trial_row(plan, one, called) for one in trials])
    if not called.is_redacted:
        against = [one for one in trials if one.override_reason]
        yield Bullets([Bullet(one.override_reason, f"{one.id}, against the rule:") for one in against])


def _person_row(plan: Plan, person: Contractor, today: date, called: Called) -> list[str]:
    overlap = overlap_of(plan.profile, person, today)
    shared = DASH if overlap is None else hours_words(overlap.week)
    cells = [person.id, person.status, shared, _works_on(plan, person, called)]
    if called.is_redacted:
        return cells
    cells[1:1] = [person.handle, person.timezone or DASH]
    currency = person.rate_currency or plan.profile.currency
    rate = (
        DASH if person.rate is None else f"{money_words(person.rate, currency, 2)} {currency}/{UNITS[person.rate_unit]}"
    )
    return [*cells, rate, money_words(finished_price(person, plan.profile), plan.profile.currency, 2)]


def _works_on(plan: Plan, person: Contractor, called: Called) -> str:
    """The tasks they have now, or are on trial for."""
    handed = [one.task_id for one in handoffs_with(plan, person.id) if one.is_open]
    tried = [one.task_id for one in trials_with(plan, person.id) if one.is_open]
    ids = dict.fromkeys([*handed, *tried])
    return ", ".join(called.text(plan.tasks[one].name) for one in ids if one in plan.tasks) or DASH


def _comparison_row(plan: Plan, comparison: Comparison, called: Called) -> Bullet:
    told = []
    for one in comparison.candidates:
        score = DASH if one.score is None else str(half_up(float(one.score), 1))
        stopped = f" (stopped: {one.gate.replace('_', ' ')})" if one.gate else ""
        told.append(f"{called.person(one.id)} {score}{stopped}{' (provisional)' if one.is_provisional else ''}")
    task = called.text(plan.tasks[comparison.task_id].name)
    return Bullet(f"{'; '.join(told)}. {_verdict(comparison, called)}", f"{task}:")


def _verdict(comparison: Comparison, called: Called) -> str:
    words = comparison.verdict.capitalize()
    if comparison.margin is not None:
        words += f", {half_up(float(comparison.margin), 1)} points ahead"
    flip = comparison.nearest_flip
    if flip is None:
        return f"{words}."
    to, start = (percent_words(100 * float(one)) for one in (flip.to, flip.start))
    return f"{words}; {called.person(flip.challenger)} would catch up if {flip.criterion} weighed {to}, not {start}."


def _trial_row(plan: Plan, trial: Trial, called: Called) -> list[str]:
    dates, score, speed, rule = trial_dates(plan, trial), trial_score(trial.card), trial_speed(trial), rule_of(trial)
    met = sum(one.state == "met" for one in trial.must_haves)
    cells = [
        trial.id,
        called.text(plan.tasks[trial.task_id].name),
        called.person(trial.contractor_id),
        f"{day_words(dates[0])}, {count_words(len(dates), 'day')}" if dates else DASH,
        trial.state,
        hours_words(trial_hours(trial)),
        DASH if speed is None else str(half_up(speed, 2)),
        f"{met} of {len(trial.must_haves)} met" if trial.must_haves else DASH,
        DASH if score is None else str(half_up(score, 2)),
        VERDICT_WORDS[rule] if rule else DASH,
        VERDICT_WORDS[trial.decision] if trial.decision else DASH,
    ]
    cost = trial_cost(trial, plan.contractors.get(trial.contractor_id))
    return cells if called.is_redacted else [*cells, money_words(cost, plan.profile.currency, 2)]
