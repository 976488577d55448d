"""The grid: PRODUCT.md 3.1."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsource_tui.advice.quadrant import could_stop, neighbours_of, quadrant_at, quadrant_of
from outsource_tui.model.kinds import Quadrant
from outsource_tui.model.profile import Profile
from outsource_tui.model.task import Task

NOW = datetime(2026, 1, 12, tzinfo=UTC)
SCORES = st.integers(1, 10)


def profile(**fields: Any) -> Profile:
    return Profile(created_at=NOW, updated_at=NOW, **fields)


def task(**fields: Any) -> Task:
    return Task(id="T01", name="a task", created_at=NOW, updated_at=NOW, **fields)


@pytest.mark.parametrize(
    ("effectiveness", "value", "quadrant", "neighbours"),
    [
        (3, 3, "HAND OFF", ()),
        (8, 2, "LIGHTEN", ()),
        (4, 7, "TEAM UP", ()),
        (9, 10, "KEEP", ()),
        (5, 6, "TEAM UP", ("KEEP", "HAND OFF")),
        (5, 5, "HAND OFF", ("LIGHTEN", "TEAM UP")),
        (6, 6, "KEEP", ("TEAM UP", "LIGHTEN")),
        (6, 3, "LIGHTEN", ("HAND OFF",)),
        (2, 5, "HAND OFF", ("TEAM UP",)),
        (None, 7, "UNPLOTTED", ()),
        (5, None, "UNPLOTTED", ()),
        (None, None, "UNPLOTTED", ()),
    ],
)
def test_examples(
    effectiveness: int | None, value: int | None, quadrant: Quadrant, neighbours: tuple[Quadrant, ...]
) -> None:
    one = task(effectiveness=effectiveness, value=value)
    assert quadrant_of(one, profile()) == quadrant
    assert neighbours_of(one, profile()) == neighbours


@pytest.mark.parametrize(("split", "quadrant"), [(2, "KEEP"), (3, "KEEP"), (4, "HAND OFF"), (10, "HAND OFF")])
def test_split_is_the_first_high_score(split: int, quadrant: Quadrant) -> None:
    assert quadrant_at(3, 3, split) == quadrant


@given(effectiveness=SCORES, value=SCORES, split=st.integers(2, 10))
def test_neighbours_are_the_cells_one_point_away(effectiveness: int, value: int, split: int) -> None:
    own = quadrant_at(effectiveness, value, split)
    beside = [
        (effectiveness - 1, value),
        (effectiveness + 1, value),
        (effectiveness, value - 1),
        (effectiveness, value + 1),
    ]
    cells = [quadrant_at(e, v, split) for e, v in beside if 1 <= e <= 10 and 1 <= v <= 10]
    expected = [cell for cell in cells if cell != own]
    found = neighbours_of(task(effectiveness=effectiveness, value=value), profile(split=split))
    assert list(found) == list(dict.fromkeys(expected))


@pytest.mark.parametrize(
    ("value", "impact", "asks"),
    [(2, "low", True), (1, "low", True), (3, "low", False), (2, "medium", False), (1, "severe", False)],
)
def test_could_it_simply_stop(*, value: int, impact: str, asks: bool) -> None:
    assert could_stop(task(value=value, failure_impact=impact)) is asks


def test_unknown_value_does_not_ask_to_stop() -> None:
    assert not could_stop(task(failure_impact="low"))
