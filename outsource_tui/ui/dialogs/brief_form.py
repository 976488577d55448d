"""The brief: what the contractor is told. And the steering brief: what one has to know to steer."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from outsource_tui.model.patches import builtins_of
from outsource_tui.model.problems import BadInput
from outsource_tui.model.task import Brief, Steering
from outsource_tui.model.typed import typed_field
from outsource_tui.planner.rows import changed
from outsource_tui.ui.dialogs.form import Field, FormDialog

if TYPE_CHECKING:
    from outsource_tui.ui.stage import Stage

LINES = frozenset({"results", "steps", "limits", "terms", "good_signs", "bad_signs"})
"""Fields that are lists; typed on one line with ` / ` between their entries, as commas belong into sentences."""

_BRIEF: tuple[tuple[str, str, str], ...] = (
    ("purpose", "What it is for", "one sentence"),
    ("results", "Results wanted", "up to 5, with / between"),
    ("done_when", "Done when", "up to 10, with / between; ? before one that is not a must"),
    ("limits", "Limits", "what not to do, with / between"),
    ("good_enough_pct", "Good enough", "50-100 percent"),
    ("inputs", "What they get", "files, accounts, examples"),
    ("deadline", "Until", "fri, +3d, 24.12."),
    ("budget", "Budget", ""),
    ("steps", "Steps", "better few: say what, not how"),
)
_STEERING: tuple[tuple[str, str, str], ...] = (
    ("goal_line", "The goal", "in one line"),
    ("terms", "Terms to know", "at least 5, with / between"),
    ("good_signs", "Signs it goes well", "at least 3, with / between"),
    ("bad_signs", "Signs it does not", "at least 3, with / between"),
    ("usual_time", "Usual time", ""),
    ("usual_price", "Usual price", ""),
    ("checker", "Who checks it", "self, a person's id, or a name"),
    ("undo_plan", "How to undo it", ""),
    ("sources", "Where to learn", ""),
)


def open_brief(stage: "Stage", task_id: str) -> None:
    """Write the brief of a task; each save makes a new version of it."""
    task = stage.plan.tasks[task_id]
    old = builtins_of(task.brief or Brief())

    def save(values: dict[str, Any]) -> None:
        if values:
            version = old["version"] + 1 if task.brief is not None else 1
            fields = {"brief": {**values, "version": version}}
            stage.desk.do(changed(stage.plan, "tasks", task_id, fields, words=f"Wrote the brief of {task.name}"))
            stage.say(f"Brief of {task.name} written, version {version}. u undo")

    fields = [
        Field(name, label, _text(name, old[name]), note, _reader(stage, "brief", name)) for name, label, note in _BRIEF
    ]
    stage.open(FormDialog(f"Brief: {task.name}", fields, save, draft=f"brief {task_id}"))


def open_steering(stage: "Stage", task_id: str) -> None:
    """Write what one has to know to steer a task; saving it says when it was looked at last."""
    task = stage.plan.tasks[task_id]
    old = builtins_of(task.steering or Steering())

    def save(values: dict[str, Any]) -> None:
        if values:
            fields = {"steering": {**values, "reviewed_at": stage.today.isoformat()}}
            words = f"Wrote the steering brief of {task.name}"
            stage.desk.do(changed(stage.plan, "tasks", task_id, fields, words=words))
            stage.say(f"{words}. {stage.key_of('readiness')} answers the six questions again. u undo")

    fields = [
        Field(name, label, _text(name, old[name]), note, _reader(stage, "steering", name))
        for name, label, note in _STEERING
    ]
    stage.open(FormDialog(f"Steering: {task.name}", fields, save, draft=f"steering {task_id}"))


def _text(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name == "done_when":
        return " / ".join(("" if one["must"] else "?") + one["text"] for one in value)
    if name in LINES:
        return " / ".join(value)
    return str(value)


def _reader(stage: "Stage", part: str, name: str) -> Callable[[str], Any]:
    def read(text: str) -> Any:
        if name in LINES or name == "done_when":
            entries = [one.strip() for one in text.split("/") if one.strip()]
            if name == "results" and len(entries) > 5:
                raise BadInput("at most 5 results")
            if name == "done_when" and len(entries) > 10:
                raise BadInput("at most 10 must-haves")
            if name == "done_when":
                return [{"text": one.lstrip("?").strip(), "must": not one.startswith("?")} for one in entries]
            return entries
        currency = stage.plan.profile.currency
        return typed_field("tasks", f"{part}.{name}", text, today=stage.today, currency=currency)

    return read
