from collections import Counter
from datetime import UTC, datetime

import pytest

from outsource_tui.data import packs, suggestions
from outsource_tui.model.applying import applied
from outsource_tui.model.change import AddRow, Change
from outsource_tui.model.plan import empty_plan

AT = datetime(2026, 1, 15, 9, 0, tzinfo=UTC)


def test_the_catalogue_has_44_tasks_in_nine_categories() -> None:
    counts = Counter(one.category for one in suggestions())
    assert dict(counts) == {
        "money": 6, "admin": 7, "marketing": 8, "sales": 5, "design": 5, "web": 6, "words": 4, "clients": 2,
        "growth": 1,
    }  # fmt: skip


def test_names_are_different_and_figures_are_those_of_the_specification() -> None:
    by_name = {one.name: one for one in suggestions()}
    assert len(by_name) == 44
    phone = by_name["Phone answering"]
    assert (phone.hours, phone.effectiveness, phone.value, phone.energy) == (1, 6, 4, -1)
    assert (phone.sync_need, phone.data_sensitivity) == ("high", "client")
    assert by_name["Ad campaign care"].data_sensitivity == "money"
    assert by_name["Social posts"].data_sensitivity == "none"


def test_only_strategy_is_growth() -> None:
    assert [one.name for one in suggestions() if one.is_growth] == ["Strategy and new offers"]


def test_every_suggestion_can_be_added_as_a_task() -> None:
    edits = tuple(AddRow("tasks", one.fields) for one in suggestions())
    plan = applied(empty_plan(at=AT), Change("Added the catalogue", edits), at=AT, session="s").plan
    assert len(plan.tasks) == 44
    assert all(task.is_scored and task.hours_source == "guess" for task in plan.tasks.values())


@pytest.mark.parametrize("trade", ["designer", "developer", "writer", "consultant", "coach", "photographer"])
def test_a_pack_picks_12_to_16_tasks_of_the_catalogue(trade: str) -> None:
    names = packs()[trade]
    assert 12 <= len(names) <= 16
    assert len(set(names)) == len(names)
    assert set(names) <= {one.name for one in suggestions()}


def test_there_are_six_packs() -> None:
    assert list(packs()) == ["designer", "developer", "writer", "consultant", "coach", "photographer"]
