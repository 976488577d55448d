"""Long text in the user's own editor: notes of a row, the purpose of a brief."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from outsource_tui.model.change import Change
from outsource_tui.model.kinds import Table
from outsource_tui.model.patches import builtins_of
from outsource_tui.model.task import Brief
from outsource_tui.planner.rows import changed, name_of

if TYPE_CHECKING:
    from outsource_tui.ui.stage import Stage


def edit_notes(stage: "Stage", table: Table, row_id: str) -> None:
    """Open the notes of a row in $EDITOR. Raises BadInput where that cannot be started."""
    text = builtins_of(stage.plan.rows(table)[row_id])["notes"]
    name = name_of(stage.plan, row_id)

    def change(notes: str) -> Change:
        return changed(stage.plan, table, row_id, {"notes": notes}, words=f"{name}: notes changed")

    _edited(stage, f"notes {row_id}", text, change)


def edit_purpose(stage: "Stage", task_id: str) -> None:
    """Open what the brief of a task is for in $EDITOR; its lines become one. Raises BadInput as `edit_notes`."""
    task = stage.plan.tasks[task_id]
    old = task.brief or Brief()

    def change(text: str) -> Change:
        version = old.version + 1 if task.brief is not None else 1
        fields = {"brief": {"purpose": " ".join(text.split()), "version": version}}
        words = f"Brief of {task.name}: purpose written, version {version}"
        return changed(stage.plan, "tasks", task_id, fields, words=words)

    _edited(stage, f"purpose {task_id}", old.purpose, change)


def _edited(stage: "Stage", draft: str, old: str, change: Callable[[str], Change]) -> None:
    """What the plan does not take is there again the next time: nothing that was written is lost."""
    text = stage.shell.edited(stage.drafts.get(draft, {}).get("text", old), draft)
    if text is None or text == old:
        stage.drafts.pop(draft, None)
        stage.say("Nothing was changed.")
        return
    stage.drafts[draft] = {"text": text}
    if stage.do(change(text)):
        stage.drafts.pop(draft, None)
