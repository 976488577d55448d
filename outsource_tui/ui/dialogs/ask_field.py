"""Ask for one field of a row in a line of its own; what does not fit it is told before Enter and refused with it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from outsource_tui.model.kinds import Table
from outsource_tui.model.typed import typed_field
from outsource_tui.ui.dialogs.line import LineDialog

if TYPE_CHECKING:
    from outsource_tui.ui.stage import Stage


def ask_field(
    stage: "Stage",
    table: Table,
    name: str,
    title: str,
    take: Callable[[Any], None],
    *,
    says: str = "",
    text: str = "",
    draft: str = "",
) -> None:
    """Give the value of the field `name` of a row of `table` to `take`, read as its form reads it."""

    def value_of(typed: str) -> Any:
        return typed_field(table, name, typed, today=stage.today, currency=stage.plan.profile.currency)

    def echo(typed: str) -> str:
        value_of(typed)
        return ""

    stage.open(LineDialog(title, lambda typed: take(value_of(typed)), says=says, text=text, draft=draft, echo=echo))
