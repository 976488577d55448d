"""What is done to findings: muted for a reason, heard again."""

from datetime import date

from outsource_tui.model.change import AddRow, Change, SetFields
from outsource_tui.model.plan import Plan
from outsource_tui.planner.clock import Clock

EVERYWHERE = "*"


def muted(code: str, entity: str | None, reason: str, *, until: date | None = None) -> Change:
    """A finding that is not to be shown, for a reason; `until` that day, or for good. None is the whole plan."""
    fields = {
        "code": code,
        "entity": entity or EVERYWHERE,
        "reason": reason,
        "until": until.isoformat() if until else None,
    }
    where = f" for {entity}" if entity else ""
    return Change(f"Muted {code}{where}: {reason}", (AddRow("mutes", fields),))


def unmuted(plan: Plan, code: str, entity: str | None, clock: Clock) -> Change | None:
    """The finding shown again; None where nothing mutes it. What mutes the code everywhere goes too."""
    at = clock.now().isoformat().replace("+00:00", "Z")
    names = {entity or EVERYWHERE, EVERYWHERE}
    rows = [
        one.id for one in plan.mutes.values() if one.code == code and one.entity in names and one.archived_at is None
    ]
    if not rows:
        return None
    where = f" for {entity}" if entity else ""
    return Change(f"Shown again: {code}{where}", tuple(SetFields("mutes", one, {"archived_at": at}) for one in rows))
