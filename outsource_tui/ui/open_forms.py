"""What is typed and not saved, and what becomes of it when its row is gone: another session may delete one any time."""

import re
from typing import TYPE_CHECKING

from outsource_tui.model.plan import ID_LETTERS
from outsource_tui.model.problems import NotThere

if TYPE_CHECKING:
    from outsource_tui.ui.stage import Stage

NOT_KEPT = frozenset({"import"})
"""The path of a file is typed again in no time, and may be of yesterday."""

_ID = re.compile(f"[{''.join(ID_LETTERS.values())}]\\d{{2,}}")


def unsaved_forms(stage: "Stage") -> dict[str, dict[str, str]]:
    """What stands in open dialogs, and in those that were left without saving, by the name of the draft."""
    forms = {**stage.drafts}
    for dialog in stage.dialogs:
        if dialog.draft:
            try:
                forms[dialog.draft] = dialog.unsaved()
            except KeyError as error:
                raise_unless_gone(stage, error)
    return {name: fields for name, fields in forms.items() if name not in NOT_KEPT}


def raise_unless_gone(stage: "Stage", error: KeyError) -> str:
    """The id of a row that was looked for and is not in the plan any more; any other error is raised again."""
    row_id = error.args[0] if error.args else None
    if not isinstance(row_id, str) or _ID.fullmatch(row_id) is None:
        raise error
    if any(row_id in getattr(stage.plan, table) for table in ID_LETTERS):
        raise error
    return row_id


def leave_gone(stage: "Stage", error: KeyError | NotThere) -> None:
    """Leave whatever is about a row that is gone, with what was typed kept; any other error is raised again."""
    what = error.what if isinstance(error, NotThere) else f"{raise_unless_gone(stage, error)} has gone"
    stage.drafts = unsaved_forms(stage)
    stage.dialogs.clear()
    # A screen holds on to its rows; a new one looks for those that are there.
    stage.screens.pop(stage.name, None)
    key = stage.key_of("palette")
    stage.say(f"{what}: another session took it out. {key}history shows what happened.", "warn")
