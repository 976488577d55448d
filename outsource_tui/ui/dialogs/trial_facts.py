"""What a trial was agreed on and what came of it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from outsource_tui.model.patches import builtins_of
from outsource_tui.model.problems import BadInput
from outsource_tui.model.typed import typed_field
from outsource_tui.planner.rows import changed, name_of
from outsource_tui.ui.dialogs.field_text import amount_text, text_of
from outsource_tui.ui.dialogs.form import Field, FormDialog

if TYPE_CHECKING:
    from outsource_tui.ui.stage import Stage

_FIELDS: tuple[tuple[str, str, str], ...] = (
    ("actual_hours", "Their hours", "worked, in the trial"),
    ("my_minutes", "My minutes", "spent on it"),
    ("questions", "Questions", "they asked"),
    ("own_hours_estimate", "My own hours", "I would have needed"),
    ("deliverable", "What comes out", ""),
    ("must_haves", "Must-haves", "up to 10, with / between"),
    ("paid_hours", "Agreed hours", "paid"),
    ("rate", "Rate an hour", ""),
    ("start", "Start", "fri, +3d, 24.12."),
    ("days", "Days", "1-10"),
    ("breach", "Broke an agreement", "yes or no"),
    ("breach_note", "Which", ""),
    ("group", "Trials side by side", "the same words for each of them"),
)


def open_trial_facts(stage: "Stage", trial_id: str) -> None:
    """Show what was agreed and what came of it, to be filled in."""
    row = builtins_of(stage.plan.trials[trial_id])
    currency = stage.plan.profile.currency

    def text(name: str) -> str:
        if name == "must_haves":
            return " / ".join(one["text"] for one in row[name])
        return amount_text(row[name], currency) if name == "rate" else text_of(row[name])

    def reader(name: str) -> Callable[[str], Any]:
        def read(typed: str) -> Any:
            if name != "must_haves":
                return typed_field("trials", name, typed, today=stage.today, currency=currency)
            entries = [one.strip() for one in typed.split("/") if one.strip()]
            if len(entries) > 10:
                raise BadInput("at most 10 must-haves")
            states = {one["text"]: one["state"] for one in row["must_haves"]}
            return [{"text": one, "state": states.get(one)} for one in entries]

        return read

    def save(values: dict[str, Any]) -> None:
        if values:
            stage.desk.do(changed(stage.plan, "trials", trial_id, values))
            stage.say(
                f"Noted for {name_of(stage.plan, trial_id)}. {stage.key_of('trial.score')} marks the card. u undo"
            )

    fields = [Field(name, label, text(name), note, reader(name)) for name, label, note in _FIELDS]
    stage.open(
        FormDialog(f"Trial {trial_id}: {name_of(stage.plan, trial_id)}", fields, save, draft=f"trial {trial_id}")
    )
