"""All fields of a task that a person fills in."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from outsource_tui.model.kinds import Per
from outsource_tui.model.patches import builtins_of
from outsource_tui.model.problems import BadInput
from outsource_tui.model.typed import typed_field, typed_hours
from outsource_tui.planner.rows import changed
from outsource_tui.planner.tasks import added_task
from outsource_tui.ui.dialogs.field_text import text_of
from outsource_tui.ui.dialogs.form import Field, FormDialog

if TYPE_CHECKING:
    from outsource_tui.ui.stage import Stage

_FIELDS: tuple[tuple[str, str, str], ...] = (
    ("name", "Name", ""),
    ("hours", "Hours", "1.5h, 90m, 6h/month"),
    ("effectiveness", "Effectiveness", "1-10: how good am I at it?"),
    ("value", "Value", "1-10: what is it worth?"),
    ("tags", "Tags", "with commas"),
    ("category", "Category", "money admin marketing sales design web words clients growth other"),
    ("energy", "Energy", "-2 drains me .. 2 gives me energy"),
    ("sync_need", "Shared hours needed", "none low medium high"),
    ("data_sensitivity", "Data in it", "none internal client money"),
    ("failure_impact", "If it goes wrong", "low medium severe"),
    ("repeats", "Repeats", "once sometimes regular"),
    ("run_minutes", "Minutes for one run", "90m"),
    ("specificity", "Only in my business", "0 no, 1 partly, 2 very much"),
    ("owner_only", "Mine alone", "yes or no"),
    ("owner_only_reason", "Why mine alone", ""),
    ("billable", "Billable", "yes or no"),
    ("why", "Why give it away", "dislike cannot should_not"),
    ("steering.checker", "Who checks it", "self, an id, or a name"),
    ("notes", "Notes", "ctrl+o opens your editor"),
)


def hours_text(hours: float | None, per: Per) -> str:
    """Hours as they are typed: `3h`, `6h/month`."""
    if hours is None:
        return ""
    return f"{hours:g}h" if per == "week" else f"{hours:g}h/{per}"


def _reader(stage: "Stage", name: str) -> Callable[[str], Any]:
    def read(text: str) -> Any:
        if name == "hours":
            return typed_hours(text) if text else (None, "week")
        if name in {"effectiveness", "value"} and text == "0":
            text = "10"
        return typed_field("tasks", name, text, today=stage.today, currency=stage.plan.profile.currency)

    return read


def _form_fields(stage: "Stage", values: dict[str, Any]) -> list[Field]:
    fields = []
    for name, label, note in _FIELDS:
        first, _, part = name.partition(".")
        value = values.get(first)
        if part:
            value = (value or {}).get(part)
        text = hours_text(values.get("hours"), values.get("per", "week")) if name == "hours" else text_of(value)
        fields.append(Field(name, label, text, note, _reader(stage, name), is_long=name == "notes"))
    return fields


def _stored(values: dict[str, Any]) -> dict[str, Any]:
    """Form values as fields of a row: hours with what they are per, parts of objects as objects."""
    result: dict[str, Any] = {}
    for name, value in values.items():
        first, _, part = name.partition(".")
        if name == "hours":
            result["hours"], result["per"] = value
        elif part:
            result[first] = {**result.get(first, {}), part: value}
        else:
            result[name] = value
    return result


def open_task(stage: "Stage", task_id: str) -> None:
    """Show all fields of a task."""
    task = stage.plan.tasks[task_id]

    def save(values: dict[str, Any]) -> None:
        if values:
            stage.desk.do(changed(stage.plan, "tasks", task_id, _stored(values)))
            stage.say(f"Changed {stage.plan.tasks[task_id].name}. u undo")

    fields = _form_fields(stage, builtins_of(task))
    stage.open(FormDialog(f"{task_id} {task.name}", fields, save, draft=f"task {task_id}"))


def new_task_form(stage: "Stage", values: dict[str, Any], line: str = "") -> FormDialog:
    """A form for a new task, with what was understood of a line already in it; `line` is the draft of that line."""

    def save(changed_values: dict[str, Any]) -> None:
        fields = {**values, **_stored(changed_values)}
        if not fields.get("name"):
            raise BadInput("a task needs a name")
        stage.desk.do(added_task(fields))
        stage.drafts.pop(line, None)
        stage.say(f"Added {fields['name']}. u undo")
        stage.screen.show(next(reversed(list(stage.plan.tasks))))

    return FormDialog("A new task", _form_fields(stage, values), save, draft="new task")
