"""The demo plan: a designer's plan in mid-walk, with days told from today (PRODUCT.md sections 6 and 8)."""

import re
import tomllib
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from msgspec import convert, structs

from outsource_tui.model.kinds import Record
from outsource_tui.model.past_scores import past_of
from outsource_tui.model.plan import ID_LETTERS, ROW_TYPES, Plan, empty_plan, number_of
from outsource_tui.model.problems import BadInput
from outsource_tui.model.task import Task

_HERE = Path(__file__)
_DAY = re.compile(r"D([+-]\d+)?")
_INSTANTS = frozenset({"created_at", "updated_at", "at"})
_NOON = time(12, tzinfo=UTC)  # the same date in the zone of the demo's persona, whatever the season


def demo_plan(today: date, at: datetime) -> Plan:
    """The demo as of `today` in the persona's zone; its profile and criteria are made at the instant `at` (UTC).

    Raises BadInput where the days before or after `today` are not in the calendar.
    """
    try:
        tables = _with_dates(tomllib.loads(_HERE.with_name("demo.toml").read_text("utf-8")), today)
    except OverflowError:
        raise BadInput(f"the demo cannot be told from {today}", fix="a day of this century") from None
    profile = tables.pop("profile")
    rows = {table: _rows_of(table, list_) for table, list_ in tables.items()}
    plan = empty_plan(at=at, timezone=profile["timezone"], demo=True)
    next_ids = {table: max(number_of(key) for key in rows[table]) + 1 for table in rows if table in ID_LETTERS}
    return structs.replace(
        plan,
        meta=structs.replace(plan.meta, next_ids=next_ids),
        profile=convert({**profile, "created_at": at, "updated_at": at}, ROW_TYPES["profile"]),
        **rows,
    )


def _rows_of(table: str, rows: list[dict[str, Any]]) -> dict[str, Record]:
    typed: list[Any] = [convert({"updated_at": one["created_at"], **one}, ROW_TYPES[table]) for one in rows]
    return {row.id: _with_history(row) if isinstance(row, Task) else row for row in typed}


def _with_history(task: Task) -> Task:
    """A task that has stood where it stands since it was made."""
    return structs.replace(task, score_history=(past_of(task, task.created_at),))


def _with_dates(value: Any, today: date, name: str = "") -> Any:
    """`value` with each `D-7` in it turned into the date, or under a name of an instant into its noon (UTC)."""
    if isinstance(value, dict):
        return {key: _with_dates(one, today, key) for key, one in value.items()}
    if isinstance(value, list):
        return [_with_dates(one, today) for one in value]
    match = _DAY.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return value
    day = today + timedelta(days=int(match[1] or 0))
    return datetime.combine(day, _NOON) if name in _INSTANTS else day
