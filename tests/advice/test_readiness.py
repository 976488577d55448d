"""Knowledge readiness: PRODUCT.md 3.9."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsource_tui.advice.readiness import has_full_steering, readiness_of
from outsource_tui.advice.rounding import half_up
from outsource_tui.model.task import Knowledge, Steering, Task

NOW = datetime(2026, 1, 12, tzinfo=UTC)
ANSWERS = st.lists(st.none() | st.integers(0, 2), min_size=6, max_size=6)


def task(**fields: Any) -> Task:
    return Task(id="T01", name="a task", created_at=NOW, updated_at=NOW, **fields)


def answered(answers: Sequence[int | None]) -> Knowledge:
    return msgspec.convert({f"k{place}": one for place, one in enumerate(answers, start=1)}, Knowledge)


def knowledge(total: int) -> Knowledge:
    answers = [min(2, max(0, total - 2 * place)) for place in range(6)]
    return answered(answers)


@pytest.mark.parametrize(
    ("total", "value", "score", "needed", "gap", "state"),
    [
        (9, 3, "75.0", 42, "33.0", "ready"),
        (5, 8, "41.7", 62, "-20.3", "not yet"),
        (7, 8, "58.3", 62, "-3.7", "nearly"),
        (12, 10, "100.0", 70, "30.0", "ready"),
        (0, 1, "0.0", 34, "-34.0", "not yet"),
        # The tasks of the demo.
        (11, 3, "91.7", 42, "49.7", "ready"),
        (8, 4, "66.7", 46, "20.7", "ready"),
        (10, 4, "83.3", 46, "37.3", "ready"),
        (8, 7, "66.7", 58, "8.7", "ready"),
        (4, 5, "33.3", 50, "-16.7", "not yet"),
        (11, 2, "91.7", 38, "53.7", "ready"),
        (6, 7, "50.0", 58, "-8.0", "nearly"),
        # On the boundary.
        (6, 5, "50.0", 50, "0.0", "ready"),
    ],
)
def test_examples(total: int, value: int, score: str, needed: int, gap: str, state: str) -> None:
    found = readiness_of(task(value=value, knowledge=knowledge(total)))
    assert found.score is not None
    assert found.gap is not None
    assert (str(half_up(found.score, 1)), found.needed, str(half_up(found.gap, 1))) == (score, needed, gap)
    assert found.state == state
    assert found.is_enough is (state != "not yet")
    assert found.unanswered == 0


def test_two_answers_missing() -> None:
    found = readiness_of(task(value=2, knowledge=Knowledge(k1=2, k2=2, k3=2, k4=2)))
    assert (found.score, found.needed, found.gap, found.state) == (None, 38, None, None)
    assert found.unanswered == 2
    assert not found.is_enough


def test_value_unknown() -> None:
    found = readiness_of(task(knowledge=knowledge(12)))
    assert (found.score, found.needed, found.gap, found.state) == (100, None, None, None)


@given(answers=ANSWERS, value=st.none() | st.integers(1, 10), effectiveness=st.none() | st.integers(1, 10))
def test_unknown_exactly_while_something_is_missing(
    answers: list[int | None], value: int | None, effectiveness: int | None
) -> None:
    known = answered(answers)
    found = readiness_of(task(value=value, effectiveness=effectiveness, knowledge=known))
    assert (found.score is None) is (None in answers)
    assert (found.state is None) is (None in answers or value is None)
    assert found == readiness_of(task(value=value, knowledge=known))


@pytest.mark.parametrize(
    ("terms", "good", "bad", "full"), [(5, 3, 3, True), (4, 3, 3, False), (5, 2, 3, False), (5, 3, 2, False)]
)
def test_full_steering_brief_never_raises_the_score(*, terms: int, good: int, bad: int, full: bool) -> None:
    steering = Steering(terms=("a",) * terms, good_signs=("b",) * good, bad_signs=("c",) * bad)
    one = task(value=5, knowledge=knowledge(3), steering=steering)
    assert has_full_steering(one) is full
    assert readiness_of(one).score == 25


def test_no_steering_brief() -> None:
    assert not has_full_steering(task())
