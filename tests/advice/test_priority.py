"""The priority and the order of the list: PRODUCT.md 3.2 and section 8."""

import time
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsource_tui.advice.priority import grid_fit, group_of, priority_at, priority_of, ranked
from outsource_tui.advice.quadrant import quadrant_of
from outsource_tui.advice.rounding import half_up
from outsource_tui.model.profile import Profile
from outsource_tui.model.task import Task

NOW = datetime(2026, 1, 12, tzinfo=UTC)
SCORES = st.integers(1, 10)
HOURS = st.floats(0, 80)
ENERGY = st.integers(-2, 2)
WEIGHTS = st.floats(0, 1)


def profile(**fields: Any) -> Profile:
    return Profile(created_at=NOW, updated_at=NOW, **fields)


def task(task_id: str = "T01", name: str = "a task", **fields: Any) -> Task:
    return Task(id=task_id, name=name, created_at=NOW, updated_at=NOW, **fields)


DEMO = [
    ("T04", 3, 3, 3, -2, "77.8", "77.4"), ("T06", 4, 6, 3, -1, "61.1", "66.1"),
    ("T07", 2.5, 4, 4, -1, "66.7", "57.7"), ("T05", 1.5, 5, 4, -2, "61.1", "47.4"),
    ("T09", 3, 4, 7, 0, "50.0", "43.3"), ("T08", 1, 2, 5, -1, "72.2", "41.1"),
    ("T11", 2, 8, 2, 0, "55.6", "39.3"), ("T10", 1.5, 4, 7, -1, "50.0", "35.6"),
    ("T13", 0.75, 6, 2, -1, "66.7", "33.9"), ("T12", 0.75, 7, 2, 0, "61.1", "26.5"),
    ("T14", 0.5, 2, 8, -1, "55.6", "24.6"), ("T03", 2.5, 6, 8, 0, "33.3", "26.4"),
    ("T02", 4, 8, 9, 1, "16.7", "11.7"), ("T01", 14, 9, 10, 2, "5.6", "0.0"),
    ("T15", 1, 7, 10, 2, "16.7", "0.0"),
]  # fmt: skip


def demo_tasks() -> list[Task]:
    return [task(row[0], hours=row[1], effectiveness=row[2], value=row[3], energy=row[4]) for row in DEMO]


@pytest.mark.parametrize(
    ("effectiveness", "value", "hours", "energy", "fit", "priority"),
    [
        (3, 3, 3, -2, "77.8", "77.4"),
        (2, 3, 4, -1, "83.3", "88.3"),
        (8, 2, 6, 0, "55.6", "55.6"),
        (5, 5, 2, 0, "55.6", "39.3"),
        (9, 9, 12, 2, "11.1", "1.1"),
        (4, 4, 0, 0, "66.7", "0.0"),
        (1, 1, 40, -2, "100.0", "100.0"),
        (1, 10, 4, 0, "50.0", "50.0"),
        (10, 1, 4, 0, "50.0", "50.0"),
    ],
)
def test_examples(effectiveness: int, value: int, hours: float, energy: int, fit: str, priority: str) -> None:
    one = task(effectiveness=effectiveness, value=value, hours=hours, energy=energy)
    found_fit, found = grid_fit(one, profile()), priority_of(one, profile())
    assert found_fit is not None
    assert found is not None
    assert str(half_up(found_fit, 1)) == fit
    assert str(half_up(found, 1)) == priority


def test_demo_priorities_and_order() -> None:
    tasks = demo_tasks()
    for one, row in zip(tasks, DEMO, strict=True):
        fit, priority = grid_fit(one, profile()), priority_of(one, profile())
        assert fit is not None
        assert priority is not None
        assert (str(half_up(fit, 1)), str(half_up(priority, 1))) == row[5:], row[0]
    assert [one.id for one in ranked(reversed(tasks), profile())] == [row[0] for row in DEMO]


def test_equal_priority_goes_to_the_lower_value() -> None:
    valuable, cheap = task("T01", effectiveness=1, value=10, hours=4), task("T02", effectiveness=10, value=1, hours=4)
    assert [one.id for one in ranked([valuable, cheap], profile())] == ["T02", "T01"]


def test_ties_go_by_hours_then_name_then_id() -> None:
    scores = {"effectiveness": 3, "value": 3, "energy": 0}
    tasks = [
        task("T100", "same", hours=5, **scores),
        task("T99", "same", hours=5, **scores),
        task("T03", "Another", hours=5, **scores),
        task("T04", "zebra", hours=9, **scores),
    ]
    assert [one.id for one in ranked(tasks, profile())] == ["T04", "T03", "T99", "T100"]


def test_order_of_the_three_groups() -> None:
    tasks = [
        task("T01", "mine alone", effectiveness=1, value=1, hours=9, owner_only=True),
        task("T02", "core", effectiveness=9, value=9, hours=9),
        task("T03", "not judged", hours=9),
        task("T04", "hours unknown", effectiveness=1, value=1),
        task("T05", "no hours", effectiveness=1, value=1, hours=0),
        task("T06", "mine and not judged", owner_only=True),
        task("T07", "half judged", effectiveness=5),
    ]
    assert [one.id for one in ranked(tasks, profile())] == ["T05", "T04", "T03", "T07", "T01", "T02", "T06"]
    assert [group_of(one, profile()) for one in tasks] == [3, 3, 2, 1, 1, 3, 2]


@pytest.mark.parametrize(
    ("effectiveness", "value", "hours"), [(None, 5, 3), (5, None, 3), (5, 5, None), (None, 5, 0), (None, None, None)]
)
def test_unknown_stays_unknown(effectiveness: int | None, value: int | None, hours: float | None) -> None:
    assert priority_at(effectiveness, value, hours, -2, profile()) is None


@given(effectiveness=SCORES, value=SCORES, hours=HOURS, energy=ENERGY, weight=WEIGHTS)
def test_never_rises_with_a_score_and_never_falls_with_hours(
    effectiveness: int, value: int, hours: float, energy: int, weight: float
) -> None:
    mine = profile(weight_effectiveness=weight)

    def at(e: int, v: int, h: float) -> float:
        found = priority_at(e, v, h, energy, mine)
        assert found is not None
        return found

    here = at(effectiveness, value, hours)
    assert 0 <= here <= 100
    assert effectiveness == 10 or at(effectiveness + 1, value, hours) <= here
    assert value == 10 or at(effectiveness, value + 1, hours) <= here
    assert at(effectiveness, value, hours + 0.5) >= here


@given(
    rows=st.lists(
        st.tuples(
            st.none() | SCORES, st.none() | SCORES, st.none() | st.sampled_from([0, 0.5, 2, 4]), ENERGY, st.booleans(),
            st.sampled_from(["a", "A", "b"]),
        ),
        max_size=12,
    ),
    data=st.data(),
)  # fmt: skip
def test_order_is_total(
    rows: list[tuple[int | None, int | None, float | None, int, bool, str]], data: st.DataObject
) -> None:
    tasks = [
        task(f"T{n:02d}", name, effectiveness=e, value=v, hours=h, energy=en, owner_only=mine)
        for n, (e, v, h, en, mine, name) in enumerate(rows, start=1)
    ]
    order = ranked(tasks, profile())
    assert ranked(data.draw(st.permutations(tasks)), profile()) == order
    groups = [group_of(one, profile()) for one in order]
    assert groups == sorted(groups)


def test_ten_thousand_tasks_are_ranked_at_once() -> None:
    tasks = [
        task(
            f"T{n:02d}",
            f"task {n}",
            hours=(None, 0.5, 3, 12)[n % 4],
            effectiveness=n % 10 + 1,
            value=n // 7 % 10 + 1,
            energy=n % 5 - 2,
        )
        for n in range(10_000)
    ]
    mine = profile()
    started = time.process_time()
    ranked(tasks, mine)
    for one in tasks:
        quadrant_of(one, mine)
        priority_of(one, mine)
    assert time.process_time() - started < 1.5
