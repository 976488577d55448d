"""A brief as plain text to send to whoever takes the task over: the outcome, and what was agreed; nothing private."""

from msgspec import Struct
from msgspec.structs import replace

from outsource_tui.advice.rounding import money_words
from outsource_tui.model.handoff import AUTONOMY_WORDS, Handoff
from outsource_tui.model.plan import Plan
from outsource_tui.model.problems import BadInput, NotThere
from outsource_tui.model.task import Brief, Task
from outsource_tui.model.trial import Trial
from outsource_tui.planner.clock_words import every_words


class Part(Struct, frozen=True):
    """A heading of the brief and what stands below it."""

    title: str
    entries: tuple[str, ...]
    after: str = ""
    """A sentence below the entries."""
    is_line: bool = False
    """Whether the one entry stands beside its title."""


def brief_text(plan: Plan, row_id: str) -> str:
    """The brief of a task or of a hand-off, which adds start and check-ins, one line a fact.

    Notes, scores, rates, plans of mine and names of people stay out; the budget of the brief itself is told.
    Raises NotThere for an id that the plan does not have, BadInput for one of something else or for a task without a
    brief.
    """
    table, _ = plan.find(row_id)
    if table == "handoffs":
        handoff = plan.handoffs[row_id]
        return _text(plan, task_of(plan, handoff), handoff)
    if table != "tasks":
        raise BadInput(f"{row_id} has no brief", fix="a task or a hand-off has one")
    return _text(plan, plan.tasks[row_id], None)


def outcome_parts(brief: Brief) -> list[Part]:
    """What the brief says about the outcome, in the order in which it is told; empty parts are left out."""
    must = [one.text for one in brief.done_when if one.must]
    nice = [f"{one.text} (if it can be had)" for one in brief.done_when if not one.must]
    enough = f"{brief.good_enough_pct}% of perfect is good enough."
    deadline = f"{brief.deadline:%a} {brief.deadline.isoformat()}" if brief.deadline else ""
    parts = [
        Part("What it is for", (brief.purpose,)),
        Part("Results", brief.results),
        Part("It is done when", (*must, *nice), enough),
        Part("Limits", brief.limits),
        Part("Steps", brief.steps),
        Part("What you get", (brief.inputs,)),
        Part("Until", (deadline,), is_line=True),
    ]
    told = [replace(one, entries=tuple(entry for entry in one.entries if entry)) for one in parts]
    return [one for one in told if one.entries]


def _text(plan: Plan, task: Task, handoff: Handoff | None) -> str:
    brief, currency = required_brief(task), plan.profile.currency
    blocks = [[f"{task.name} (brief, version {brief.version})"], *map(_lines, outcome_parts(brief))]
    if brief.budget is not None:
        blocks.append([f"Budget: {money_words(brief.budget, currency, 2)} {currency}"])
    if handoff is not None:
        blocks.append(_agreed(handoff))
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def task_of(plan: Plan, row: Handoff | Trial) -> Task:
    """The task of a hand-off or a trial. Raises NotThere where a damaged plan has lost it, or the person."""
    if row.task_id not in plan.tasks or row.contractor_id not in plan.contractors:
        raise NotThere(f"{row.id} is about a task or a person that is not there", fix="end it, or import them again")
    return plan.tasks[row.task_id]


def required_brief(task: Task) -> Brief:
    """The brief of a task. Raises BadInput where it has none."""
    if task.brief is None:
        raise BadInput(f"{task.name} has no brief yet", fix="write it first: what it is for, and when it is done")
    return task.brief


def _lines(part: Part) -> list[str]:
    if part.is_line:
        return [f"{part.title}: {part.entries[0]}"]
    after = [part.after] if part.after else []
    return [f"{part.title}:", *(f"- {one}" for one in part.entries), *after]


def _agreed(handoff: Handoff) -> list[str]:
    lines = [f"Start: {handoff.start:%a} {handoff.start.isoformat()}"] if handoff.state == "preparing" else []
    lines += [
        f"Check-ins: {every_words(handoff.checkin_every_days)}, about the outcome.",
        f"In between: {AUTONOMY_WORDS[handoff.autonomy - 1].lower()}.",
    ]
    if handoff.escalate_if:
        lines.append(f"Stop and ask when: {handoff.escalate_if}")
    return lines
