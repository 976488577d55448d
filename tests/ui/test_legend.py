"""The letters after a change are those that would be worked out anew."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from msgspec.structs import replace

from outsource_tui.data import demo_plan
from outsource_tui.model.plan import Plan
from outsource_tui.ui.widgets.legend import lettered, lettered_again

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
CHANGES: list[dict[str, dict[str, Any]]] = [
    {"T01": {"effectiveness": 9}},
    {"T01": {"value": 10, "hours": 7.25}, "T03": {"effectiveness": 1}},
    {"T02": {"name": "Another name"}},
    {"T02": {"effectiveness": None}},
    {"T02": {"archived_at": AT}},
    {},
]


def changed(plan: Plan, fields: dict[str, dict[str, Any]]) -> Plan:
    rows = {key: replace(task, **fields.get(key, {})) if key in fields else task for key, task in plan.tasks.items()}
    return replace(plan, tasks=rows)


@pytest.mark.parametrize("fields", CHANGES)
def test_after_a_change_they_are_as_if_worked_out_anew(fields: dict[str, dict[str, Any]]) -> None:
    before = demo_plan(date(2026, 11, 23), AT)
    marks = lettered(before)
    for after in (changed(before, fields), before):
        again = lettered_again(marks, before if after is not before else changed(before, fields), after)
        assert again == lettered(after)
        assert list(again.at) == list(lettered(after).at)
        marks = again


def test_a_task_more_or_less_is_seen() -> None:
    before = demo_plan(date(2026, 11, 23), AT)
    after = replace(before, tasks={key: task for key, task in before.tasks.items() if key != "T04"})
    assert lettered_again(lettered(before), before, after) == lettered(after)
    assert lettered_again(lettered(after), after, before) == lettered(before)
