"""Rows laid over one another, and what differs between two of them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsource_tui.model.patches import difference, first_of, holds, merged, overlaps

SMALL = st.recursive(
    st.integers(0, 2) | st.lists(st.integers(0, 1), max_size=2),
    lambda inner: st.dictionaries(st.sampled_from("abc"), inner, min_size=1, max_size=3),
    max_leaves=6,
)
OBJECTS = st.dictionaries(st.sampled_from("abc"), SMALL, max_size=3)
LEAVES = st.none() | st.integers(0, 3) | st.lists(st.integers(0, 2), max_size=2)
ROWS = st.dictionaries(
    st.sampled_from("abc"), LEAVES | st.dictionaries(st.sampled_from("xyz"), LEAVES, max_size=3), max_size=3
)


def bare(value: Any) -> Any:
    """Without the keys that are None: those are as good as missing."""
    if not isinstance(value, dict):
        return value
    return {key: bare(one) for key, one in value.items() if one is not None}


@pytest.mark.parametrize(
    ("old", "new", "result"),
    [
        ({"a": 1, "b": 2}, {"b": 3}, {"a": 1, "b": 3}),
        ({"a": {"x": 1, "y": 2}}, {"a": {"y": None}}, {"a": {"x": 1}}),
        ({"a": [1, 2]}, {"a": [3]}, {"a": [3]}),
        (None, {"x": 1, "y": None}, {"x": 1}),
        ({"a": {"x": 1}}, {"a": 4}, {"a": 4}),
    ],
)
def test_objects_are_merged_key_by_key_and_lists_replaced(old: Any, new: Any, result: Any) -> None:
    assert merged(old, new) == result


@given(old=OBJECTS, new=OBJECTS)
def test_a_difference_leads_there_and_back_however_deep(old: dict[str, Any], new: dict[str, Any]) -> None:
    before, after = difference(old, new)
    assert merged(old, after) == new
    assert merged(new, before) == old


@given(old=ROWS, new=ROWS)
def test_a_none_is_as_good_as_a_missing_key_on_the_way(old: dict[str, Any], new: dict[str, Any]) -> None:
    before, after = difference(old, new)
    assert bare(merged(old, after)) == bare(new)
    assert bare(merged(new, before)) == bare(old)
    assert holds(old, before)
    assert holds(new, after)


@given(row=ROWS)
def test_nothing_differs_from_itself(row: dict[str, Any]) -> None:
    assert difference(row, row) == ({}, {})


def test_the_first_of_two_is_kept_with_its_nones() -> None:
    assert first_of({"a": None, "b": {"x": None}}, {"a": 1, "b": {"x": 2, "y": 3}, "c": 4}) == {
        "a": None,
        "b": {"x": None, "y": 3},
        "c": 4,
    }


@pytest.mark.parametrize(
    ("now", "expected", "held"),
    [
        ({"a": {"x": 1, "y": 2}}, {"a": {"x": 1}}, True),
        ({"a": {"x": 1}}, {"a": {"x": 2}}, False),
        ({}, {"a": None}, True),
        ({"a": 0}, {"a": None}, False),
        ({"a": None}, {"a": {"x": None}}, False),
    ],
)
def test_what_is_expected_is_held_leaf_by_leaf(now: Any, expected: Any, *, held: bool) -> None:
    assert holds(now, expected) is held


@pytest.mark.parametrize(
    ("one", "other", "touch"),
    [
        ({"a": 1}, {"b": 1}, False),
        ({"a": 1}, {"a": 2}, True),
        ({"a": {"x": 1}}, {"a": {"y": 1}}, False),
        ({"a": {"x": 1, "y": 2}}, {"a": {"y": 1}}, True),
        ({"a": {"x": 1}}, {"a": None}, True),
        ({"a": None}, {"a": {"x": 1}}, True),
    ],
)
def test_two_differences_overlap_where_they_touch_one_leaf(one: Any, other: Any, *, touch: bool) -> None:
    assert overlaps(one, other) is touch
