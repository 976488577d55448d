"""What is written into the journal of decisions: what was decided of a row, when and why."""

from outsource_tui.model.change import AddRow
from outsource_tui.planner.clock import Clock


def decision_row(clock: Clock, entity: str, what: str, old: str | None, new: str | None, why: str = "") -> AddRow:
    """A new row of table `decisions`."""
    fields = {"at": clock.stamp, "entity": entity, "what": what, "from": old, "to": new, "why": why}
    return AddRow("decisions", fields)
