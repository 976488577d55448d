"""The demo: the same promises as a file, but for the file."""

from datetime import UTC, datetime

import pytest

from outsource_tui.model.change import AddRow, Change, DropRow
from outsource_tui.model.plan import empty_plan
from outsource_tui.model.problems import Problem, ReadOnly
from outsource_tui.model.saving import Keeper, Waiting
from outsource_tui.store.memory import MemoryKeeper

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
ADD = Waiting(Change("x", (AddRow("tasks", {"name": "one"}),)), AT, "a", "J01")


def test_it_keeps_what_was_committed() -> None:
    keeper: Keeper = MemoryKeeper(empty_plan(at=AT, demo=True), "demo")
    assert (keeper.name, keeper.is_read_only, keeper.is_changed()) == ("demo", False, False)
    done = keeper.commit([ADD, Waiting(Change("x", (DropRow("tasks", "T09"),)), AT, "a", "J02")])
    assert isinstance(done.outcomes[1], Problem)
    assert list(keeper.load().tasks) == ["T01"]
    assert keeper.load() == done.plan
    assert keeper.load().meta.demo


def test_it_can_be_read_only() -> None:
    keeper = MemoryKeeper(empty_plan(at=AT), "demo", read_only=True)
    with pytest.raises(ReadOnly):
        keeper.commit([ADD])
    assert keeper.load().is_empty
