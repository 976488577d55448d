"""Lists of tasks: their orders, what they can be narrowed to, and a task in one line of text."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from outsource_tui.advice.priority import ranked
from outsource_tui.advice.quadrant import quadrant_of
from outsource_tui.advice.rounding import count_words, hours_words
from outsource_tui.model.plan import Plan
from outsource_tui.model.task import Task
from outsource_tui.planner.tasks import DECISION_WORDS
from outsource_tui.ui.dialogs.menu import LETTERS, Choice, MenuDialog
from outsource_tui.ui.widgets.task_detail import who_does

if TYPE_CHECKING:
    from outsource_tui.ui.stage import Stage

ORDERS: Mapping[str, Callable[[Plan, list[Task]], list[Task]]] = {
    "give away first": lambda plan, tasks: ranked(tasks, plan.profile),
    "hours": lambda plan, tasks: sorted(tasks, key=lambda one: (-(one.hours_week or 0), one.name.casefold())),
    "value": lambda plan, tasks: sorted(
        tasks, key=lambda one: (one.value is None, one.value or 0, one.name.casefold())
    ),
    "name": lambda plan, tasks: sorted(tasks, key=lambda one: one.name.casefold()),
    "last changed": lambda plan, tasks: sorted(tasks, key=lambda one: one.updated_at, reverse=True),
}
KINDS = ("zone", "plan", "tag")
ALL = ""
"""The filter that lets every task through; the others are a kind and a value, such as `zone HAND OFF`."""


def line_of(plan: Plan, task: Task) -> str:
    """A task in one line, for a mail or a note."""
    scores = f"effectiveness {task.effectiveness or '-'}, value {task.value or '-'}"
    zone = quadrant_of(task, plan.profile)
    parts = [
        task.name,
        f"{hours_words(task.hours_week)} h/week",
        scores,
        zone,
        f"plan: {DECISION_WORDS[task.decision]}",
    ]
    who = who_does(plan, task)
    return ", ".join([*parts, who] if who != "-" else parts)


def kinds_of(plan: Plan, task: Task) -> list[str]:
    """What a task can be filtered by."""
    tags = [f"tag {one}" for one in task.tags]
    return [f"zone {quadrant_of(task, plan.profile)}", f"plan {task.decision}", *tags]


def kind_words(kind: str) -> str:
    """What a list can be narrowed to, as it is read."""
    name, _, value = kind.partition(" ")
    if name == "zone":
        return value if value != "UNPLOTTED" else "no zone yet"
    return f"@{value}" if name == "tag" else f"plan {value.replace('_', ' ')}"


def has_words(task: Task, typed: str) -> bool:
    """Whether all the words that were typed are found in a task."""
    words = typed.casefold().split()
    if not words:
        return True
    text = f"{task.id} {task.name} {' '.join('@' + tag for tag in task.tags)} {task.notes} {task.decision}".casefold()
    return all(word in text for word in words)


def fits(plan: Plan, task: Task, only: str, words: str) -> bool:
    """Whether a list that is narrowed to a kind (or `ALL`) and to words shows a task."""
    return (not only or only in kinds_of(plan, task)) and has_words(task, words)


def narrowed_words(only: str, words: str) -> str:
    """What a list is narrowed to, to be read behind `tasks`; empty where it shows all."""
    parts = [f"in {kind_words(only)}"] if only else []
    return " ".join([*parts, f"with {words}"] if words else parts)


def ask_kind(stage: "Stage", only: str, then: Callable[[str], None]) -> None:
    """Ask what a list of tasks is to be narrowed to; `only` is what it is narrowed to now."""
    counts = Counter(kind for task in stage.plan.live_tasks for kind in kinds_of(stage.plan, task))
    found = sorted(counts, key=lambda one: (KINDS.index(one.split()[0]), -counts[one], one))
    choices = [Choice("x", "all tasks", ALL, "no filter")] if only else []
    keys = [*LETTERS.replace("x", ""), *[""] * len(found)]
    choices += [
        Choice(key, kind_words(one), one, f"{count_words(counts[one], 'task')}{', shown now' if one == only else ''}")
        for key, one in zip(keys, found, strict=False)
    ]
    stage.open(MenuDialog("Only tasks in", choices, then))
