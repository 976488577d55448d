"""A small plan and a clock that stands still."""

from datetime import UTC, date, datetime

import pytest

from outsource_tui.model.applying import applied
from outsource_tui.model.change import AddRow, Change
from outsource_tui.model.plan import Plan, empty_plan
from outsource_tui.planner.clock import Clock, fixed_clock

AT = datetime(2026, 1, 5, 9, tzinfo=UTC)


@pytest.fixture
def clock() -> Clock:
    return fixed_clock(date(2026, 1, 12))


@pytest.fixture
def plan() -> Plan:
    """Two tasks, two people, a trial and a hand-off, put in a week before the clock's day."""
    brief = {"done_when": [{"text": "every receipt is filed"}, {"text": "colour coded", "must": False}]}
    rows = (
        AddRow("tasks", {"name": "Bookkeeping", "hours": 3, "effectiveness": 3, "value": 3, "brief": brief}),
        AddRow("tasks", {"name": "Social posts", "hours": 2.5}),
        AddRow("contractors", {"handle": "Bookkeeper, Lisbon", "rate": 2400}),
        AddRow("contractors", {"handle": "Writer, Graz", "rate": 20000, "rate_unit": "day"}),
        AddRow("trials", {"task_id": "T01", "contractor_id": "C01", "paid_hours": 8, "rate": 2400}),
        AddRow("handoffs", {"task_id": "T01", "contractor_id": "C01", "start": "2026-01-06", "share": 0.6}),
    )
    return applied(empty_plan(at=AT), Change("set up", rows), at=AT, session="set-up").plan
