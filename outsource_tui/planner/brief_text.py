"""A brief as plain text to send to whoever takes the task over: the outcome, and what was agreed; nothing private."""

from collections.abc import Iterable

from outsource_tui.model.handoff import AUTONOMY_WORDS, Handoff
from outsource_tui.model.plan import Plan
from outsource_tui.model.problems import BadInput
from outsource_tui.model.task import Brief, Task


def brief_text(plan: Plan, row_id: str) -> str:
    """The brief of a task or of a hand-off, which adds start and check-ins, one line a fact.

    Notes, scores, rates, budgets, plans of mine and names of people stay out. Raises NotThere for an id that the plan
    does not have, BadInput for one of something else or for a task without a brief.
    """
    table, _ = plan.find(row_id)
    if table == "handoffs":
        handoff = plan.handoffs[row_id]
        return _text(plan.tasks[handoff.task_id], handoff)
    if table != "tasks":
        raise BadInput(f"{row_id} has no brief", fix="a task or a hand-off has one")
    return _text(plan.tasks[row_id], None)


def _text(task: Task, handoff: Handoff | None) -> str:
    brief = task.brief
    if brief is None:
        raise BadInput(f"{task.name} has no brief yet", fix="write it first: what it is for, and when it is done")
    blocks = [[f"{task.name} (brief, version {brief.version})"], *_outcome(brief)]
    if handoff is not None:
        blocks.append(_agreed(handoff))
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _outcome(brief: Brief) -> list[list[str]]:
    must = [one.text for one in brief.done_when if one.must]
    nice = [f"{one.text} (if it can be had)" for one in brief.done_when if not one.must]
    done = _listed("It is done when", [*must, *nice])
    if done:
        done.append(f"{brief.good_enough_pct}% of perfect is good enough.")
    return [
        _listed("What it is for", [brief.purpose]),
        _listed("Results", brief.results),
        done,
        _listed("Limits", brief.limits),
        _listed("Steps", brief.steps),
        _listed("What you get", [brief.inputs]),
        [f"Until: {brief.deadline:%a} {brief.deadline.isoformat()}"] if brief.deadline else [],
    ]


def _agreed(handoff: Handoff) -> list[str]:
    days = handoff.checkin_every_days
    how_often = "every day" if days == 1 else f"every {days} days"
    lines = [f"Start: {handoff.start:%a} {handoff.start.isoformat()}"] if handoff.state == "preparing" else []
    lines += [
        f"Check-ins: {how_often}, about the outcome.",
        f"In between: {AUTONOMY_WORDS[handoff.autonomy - 1].lower()}.",
    ]
    if handoff.escalate_if:
        lines.append(f"Stop and ask when: {handoff.escalate_if}")
    return lines


def _listed(title: str, entries: Iterable[str]) -> list[str]:
    """A title and its entries below it; nothing where there are none."""
    lines = [f"- {one}" for one in entries if one]
    return [f"{title}:", *lines] if lines else []
