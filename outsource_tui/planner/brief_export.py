"""The brief for a contractor as a document: the outcome, what was agreed, and when, on both clocks; nothing private."""

from collections.abc import Iterator
from datetime import date

from outsource_tui.advice.calendar import TrialDay
from outsource_tui.advice.overlap import party_of
from outsource_tui.advice.rounding import hours_words, money_words
from outsource_tui.exchange.markdown import Block, Bullet, Bullets, Heading, Paragraph
from outsource_tui.model.handoff import AUTONOMY_WORDS, Handoff
from outsource_tui.model.plan import Plan
from outsource_tui.model.problems import BadInput
from outsource_tui.model.task import Task
from outsource_tui.model.trial import Trial
from outsource_tui.planner.brief_text import Part, outcome_parts, required_brief, task_of
from outsource_tui.planner.cadence import cadence_of
from outsource_tui.planner.clock_words import day_words, every_words, look_words, rhythm_words, window_words
from outsource_tui.planner.trial_dates import trial_dates, trial_days


def brief_blocks(plan: Plan, row_id: str, today: date) -> list[Block]:
    """The brief of a task; of a hand-off with its looks, of a trial with its days.

    Notes, scores, rates, plans of the user's and names of people stay out. Raises NotThere for an id that the plan
    does not have, BadInput for one of something else or for a task without a brief.
    """
    table, _ = plan.find(row_id)
    agreed: list[Bullet] = []
    if table == "handoffs":
        handoff = plan.handoffs[row_id]
        task = task_of(plan, handoff)
        agreed = list(_handed(plan, handoff, today))
    elif table == "trials":
        trial = plan.trials[row_id]
        task = task_of(plan, trial)
        agreed = list(_tried(plan, trial))
    elif table == "tasks":
        task = plan.tasks[row_id]
    else:
        raise BadInput(f"{row_id} has no brief", fix="a task, a trial or a hand-off has one")
    brief = required_brief(task)
    blocks: list[Block] = [Heading(task.name, 1), Paragraph(f"Brief, version {brief.version}.")]
    for part in outcome_parts(brief):
        blocks += _part(part) if not part.is_line else []
    agreed = [*_limits_in_time_and_money(plan, task), *agreed]
    return [*blocks, Heading("What is agreed"), Bullets(agreed)] if agreed else blocks


def _part(part: Part) -> list[Block]:
    below: Block = (
        Paragraph(part.entries[0]) if len(part.entries) == 1 else Bullets([Bullet(one) for one in part.entries])
    )
    return [Heading(part.title), below, *([Paragraph(part.after)] if part.after else [])]


def _limits_in_time_and_money(plan: Plan, task: Task) -> Iterator[Bullet]:
    brief, currency = required_brief(task), plan.profile.currency
    if brief.deadline is not None:
        yield Bullet(day_words(brief.deadline), "Until:")
    if brief.budget is not None:
        yield Bullet(f"{money_words(brief.budget, currency, 2)} {currency}", "Budget:")


def _handed(plan: Plan, handoff: Handoff, today: date) -> Iterator[Bullet]:
    if handoff.state == "preparing":
        yield Bullet(day_words(handoff.start), "Start:")
    cadence = cadence_of(plan, handoff, today)
    their_zone = plan.contractors[handoff.contractor_id].timezone
    if cadence is None:
        is_over = party_of(plan.profile) is not None
        yield Bullet("none any more." if is_over else f"{every_words(handoff.checkin_every_days)}.", "Check-ins:")
    elif cadence.clock is None or their_zone is None:
        yield Bullet(f"{rhythm_words(cadence)}, in writing, about the outcome.", "Check-ins:")
    else:
        yield Bullet(f"{rhythm_words(cadence)}, {cadence.minutes} minutes, about the outcome.", "Check-ins:")
        yield Bullet(look_words(cadence, their_zone, today), f"On your clock ({their_zone}):")
        yield Bullet(look_words(cadence, cadence.zone, today), f"On mine ({cadence.zone}):")
    yield Bullet(f"{AUTONOMY_WORDS[handoff.autonomy - 1].lower()}.", "In between:")
    if handoff.escalate_if:
        yield Bullet(handoff.escalate_if, "Stop and ask when:")


def _tried(plan: Plan, trial: Trial) -> Iterator[Bullet]:
    if trial.deliverable:
        yield Bullet(trial.deliverable, "The trial:")
    if trial.paid_hours is not None:
        yield Bullet(f"{hours_words(trial.paid_hours, 2)}, paid.", "Hours:")
    days = {one.date: one for one in trial_days(plan, trial)}
    their_zone = plan.contractors[trial.contractor_id].timezone
    for number, day in enumerate(trial_dates(plan, trial), start=1):
        words = _window_words(plan.profile.timezone, their_zone, days.get(day))
        yield Bullet(f"{day_words(day)}{words}", f"Day {number}:")


def _window_words(my_zone: str, their_zone: str | None, day: TrialDay | None) -> str:
    """When both work on a day of a trial, on both clocks; empty where that is not known."""
    if day is None or their_zone is None:
        return ""
    if not day.shared:
        return ", no hours in common: in writing."
    theirs, mine = (", ".join(window_words(one.seen_in(zone)) for one in day.shared) for zone in (their_zone, my_zone))
    return f", we both work {theirs} on your clock ({their_zone}), {mine} on mine ({my_zone})."
