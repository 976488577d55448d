"""What is done to hand-offs: prepare, start, look, raise or lower the rope, end."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from outsource_tui.model.change import AddRow, Change, Edit, SetFields
from outsource_tui.model.handoff import LOOK_EVERY_DAYS
from outsource_tui.model.kinds import HandoffState
from outsource_tui.model.plan import Plan
from outsource_tui.model.problems import BadInput
from outsource_tui.planner.clock import Clock
from outsource_tui.planner.decisions import decision_row
from outsource_tui.planner.rows import name_of

STATE_WORDS: Mapping[HandoffState, str] = {
    "preparing": "being prepared",
    "running": "running",
    "paused": "paused",
    "ended": "ended",
    "taken_back": "taken back",
}
LOOK_MINUTES = {"0": 60, **{str(digit): digit * 5 for digit in range(1, 10)}}
"""What a digit means when a look is logged."""


def prepared(
    plan: Plan, task_id: str, contractor_id: str, *, start: date, fields: Mapping[str, Any] | None = None
) -> Change:
    """A hand-off being prepared. Raises BadInput where more than the whole task would be given away."""
    given = sum(one.share for one in plan.live_handoffs if one.task_id == task_id and one.is_open)
    row: dict[str, Any] = {
        "task_id": task_id,
        "contractor_id": contractor_id,
        "start": start.isoformat(),
        "share": round(1.0 - given, 2),
        **(fields or {}),
    }
    row.setdefault("checkin_every_days", LOOK_EVERY_DAYS[row.get("autonomy", 2) - 1])
    if given + row["share"] > 1.0 + 1e-9 or row["share"] <= 0:
        raise BadInput(f"{given:.0%} of {plan.tasks[task_id].name} is handed off already", fix="give at most the rest")
    words = f"Preparing the hand-off: {plan.tasks[task_id].name} to {plan.contractors[contractor_id].handle}"
    return Change(words, (AddRow("handoffs", row),))


def state_set(plan: Plan, handoff_id: str, state: HandoffState, clock: Clock, *, why: str = "") -> Change:
    """Started, paused, ended or taken back; starting sets the day it started, ending the day it ended."""
    handoff = plan.handoffs[handoff_id]
    fields: dict[str, Any] = {"state": state}
    if state == "running" and handoff.state == "preparing":
        fields["start"] = clock.today().isoformat()
    if state in {"ended", "taken_back"}:
        fields |= {"end": clock.today().isoformat(), "end_reason": why}
    edits: tuple[Edit, ...] = (
        SetFields("handoffs", handoff_id, fields),
        decision_row(clock, handoff_id, "state", handoff.state, state, why),
    )
    return Change(f"{name_of(plan, handoff_id)}: {STATE_WORDS[state]}", edits)


def looked(
    plan: Plan,
    handoff_id: str,
    *,
    day: date,
    minutes: int,
    kind: Literal["planned", "unplanned"] = "unplanned",
    fields: Mapping[str, Any] | None = None,
) -> Change:
    """A look at a hand-off, in minutes."""
    row: dict[str, Any] = {
        "handoff_id": handoff_id,
        "date": day.isoformat(),
        "minutes": minutes,
        "kind": kind,
        **(fields or {}),
    }
    return Change(f"Logged a look at {name_of(plan, handoff_id)}: {minutes} min, {kind}", (AddRow("checkins", row),))


def autonomy_set(plan: Plan, handoff_id: str, level: int) -> Change:
    """More or less rope; how often to look follows the level."""
    fields = {"autonomy": level, "checkin_every_days": LOOK_EVERY_DAYS[level - 1]}
    old = plan.handoffs[handoff_id].autonomy
    return Change(
        f"{name_of(plan, handoff_id)}: autonomy {old} to {level}", (SetFields("handoffs", handoff_id, fields),)
    )
