"""What is done to findings: muted for a reason, heard again."""

from collections.abc import Sequence
from datetime import date

from outsource_tui.model.change import AddRow, Change, SetFields
from outsource_tui.model.keeping import EVERYWHERE
from outsource_tui.model.plan import Plan
from outsource_tui.planner.clock import Clock


def muted(about: Sequence[tuple[str, str | None]], reason: str, *, until: date | None = None) -> Change:
    """Findings that are not to be shown, by code and row (None is the whole plan), until that day or for good."""
    day = until.isoformat() if until else None
    rows = [{"code": code, "entity": row or EVERYWHERE, "reason": reason, "until": day} for code, row in about]
    code, row = about[0]
    what = f"{code}{f' for {row}' if row else ''}" if len(about) == 1 else f"{len(about)} findings"
    return Change(f"Muted {what}: {reason}", tuple(AddRow("mutes", fields) for fields in rows))


def unmuted(plan: Plan, code: str, entity: str | None, clock: Clock) -> Change | None:
    """The finding shown again; None where nothing mutes it. What mutes the code everywhere goes too."""
    names = {entity or EVERYWHERE, EVERYWHERE}
    rows = [one.id for one in plan.mutes.values() if one.code == code and one.entity in names and not one.is_archived]
    if not rows:
        return None
    where = f" for {entity}" if entity else ""
    archived = {"archived_at": clock.stamp}
    return Change(f"Shown again: {code}{where}", tuple(SetFields("mutes", one, archived) for one in rows))
