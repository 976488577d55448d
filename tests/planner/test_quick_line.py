"""A task typed in one line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsource_tui.model.fields import row_of
from outsource_tui.model.problems import BadInput
from outsource_tui.planner.quick_line import quick_task


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        (
            "Travel booking 1.5h @admin e4 v2",
            {"name": "Travel booking", "hours": 1.5, "per": "week", "tags": ["admin"], "effectiveness": 4, "value": 2},
        ),
        ("Taxes 6h/month", {"name": "Taxes", "hours": 6.0, "per": "month"}),
        ("Calls 90m e0", {"name": "Calls", "hours": 1.5, "per": "week", "effectiveness": 10}),
        ("Walk 1:30 dog", {"name": "Walk dog", "hours": 1.5, "per": "week"}),
        ("v10 Idea", {"name": "Idea", "value": 10}),
        ("Make e4X pages", {"name": "Make e4X pages"}),
        ("@a @b @a", {"name": "", "tags": ["a", "b"]}),
    ],
)
def test_line_is_read(line: str, fields: dict[str, object]) -> None:
    assert quick_task(line) == fields


def test_a_name_that_is_too_long_is_refused() -> None:
    with pytest.raises(BadInput, match="81 characters"):
        quick_task("x" * 81)
    with pytest.raises(BadInput, match="longer than 20"):
        quick_task("x @" + "t" * 21)


WORDS = st.sampled_from(
    ["Books", "1.5h", "90m", "1:30", "6h/month", "80h", "e0", "e10", "v3", "E7", "@admin", "@", "h", "-"]
)


@given(st.lists(WORDS | st.text(max_size=6), max_size=9))
def test_what_is_understood_of_any_line_fits_a_task(words: list[str]) -> None:
    try:
        fields = quick_task(" ".join(words))
    except BadInput:
        return
    if fields["name"] and fields.get("hours", 0.0) <= 80:
        at = "2026-11-23T12:00:00Z"
        row = row_of("tasks", {**fields, "id": "T01", "created_at": at, "updated_at": at})
        assert row.name == fields["name"]
