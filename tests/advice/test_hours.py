"""Hours that come back: PRODUCT.md 3.3, rounding included, and the sums of section 6."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsource_tui.advice.hours import (
    default_oversight,
    freed_month_of_week,
    freed_week,
    freed_year_of_week,
    lower_cells_week,
    on_desk_week,
    planned_oversight_week,
    potential_week,
    promised_week,
    task_freed_week,
    work_weeks,
)
from outsource_tui.advice.rounding import half_up, hours_words, money_words, percent_words
from outsource_tui.model.handoff import Handoff
from outsource_tui.model.kinds import TaskId
from outsource_tui.model.plan import Plan
from outsource_tui.model.profile import Profile
from outsource_tui.model.task import Task
from outsource_tui.model.typed import typed_money

NOW = datetime(2026, 1, 12, tzinfo=UTC)


def task(task_id: str, **fields: Any) -> Task:
    return Task(id=task_id, name=task_id, created_at=NOW, updated_at=NOW, **fields)


def handoff(handoff_id: str, task_id: str, **fields: Any) -> Handoff:
    fields = {"state": "running", "contractor_id": "C01", "start": date(2026, 1, 1), **fields}
    return Handoff(id=handoff_id, task_id=TaskId(task_id), created_at=NOW, updated_at=NOW, **fields)


def plan(tasks: list[Task], handoffs: list[Handoff] | None = None, **fields: Any) -> Plan:
    return Plan(
        profile=Profile(created_at=NOW, updated_at=NOW, **fields),
        tasks={one.id: one for one in tasks},
        handoffs={one.id: one for one in handoffs or []},
    )


STUDIO = [
    task(f"T{n:02d}", hours=hours, effectiveness=e, value=v)
    for n, hours, e, v in [
        (1, 14, 9, 10), (2, 4, 8, 9), (3, 2.5, 6, 8), (4, 3, 3, 3), (5, 1.5, 5, 4), (6, 4, 6, 3), (7, 2.5, 4, 4),
        (8, 1, 2, 5), (9, 3, 4, 7), (10, 1.5, 4, 7), (11, 2, 8, 2), (12, 0.75, 7, 2), (13, 0.75, 6, 2), (14, 0.5, 2, 8),
        (15, 1, 7, 10),
    ]
]  # fmt: skip
RUNNING = [
    handoff("H01", "T04", oversight_plan_min_week=18),
    handoff("H02", "T06", share=0.75, oversight_plan_min_week=24),
]


@pytest.mark.parametrize(
    ("hours", "share", "oversight", "week", "month", "year"),
    [
        (4, 1, 0.5, "3.5", "15.2", "182.0"),
        (3, 0.75, 0.5, "1.8", "7.6", "91.0"),
        (20, 1, 2, "18.0", "78.0", "936.0"),
        (1, 1, 1.25, "-0.3", "-1.1", "-13.0"),
        (0, 1, 0.25, "-0.3", "-1.1", "-13.0"),
    ],
)
def test_examples(hours: float, share: float, oversight: float, week: str, month: str, year: str) -> None:
    freed = freed_week(hours, share, oversight)
    assert hours_words(freed) == week
    assert hours_words(freed_month_of_week(freed)) == month
    assert hours_words(freed_year_of_week(freed)) == year


@pytest.mark.parametrize(("hours", "share", "oversight"), [(3, 1, 0.3), (0, 1, 0.25), (2, 1, 0.25), (40, 0.5, 2.0)])
def test_default_oversight(hours: float, share: float, oversight: float) -> None:
    assert default_oversight(hours, share) == pytest.approx(oversight)


@given(week=st.floats(-80, 80))
def test_twelve_freed_months_are_the_freed_year(week: float) -> None:
    assert freed_month_of_week(week) * 12 == pytest.approx(freed_year_of_week(week))


def test_cost_of_doing_nothing_before_any_handoff() -> None:
    before = plan(STUDIO, hours_per_week=42)
    assert lower_cells_week(before) == 15.5
    assert on_desk_week(before) == 15.5
    year = freed_year_of_week(on_desk_week(before))
    assert year == 806
    assert hours_words(work_weeks(year, before.profile)) == "19.2"


def test_cost_of_doing_nothing_with_two_handoffs_running() -> None:
    after = plan(STUDIO, RUNNING, hours_per_week=42)
    assert lower_cells_week(after) == 15.5
    assert on_desk_week(after) == 9.5
    year = freed_year_of_week(on_desk_week(after))
    assert year == 494
    assert hours_words(work_weeks(year, after.profile)) == "11.8"


def test_work_weeks_are_unknown_without_the_hours_of_a_week() -> None:
    assert work_weeks(806, plan([]).profile) is None


def test_running_handoffs_free_by_their_shares_and_plans() -> None:
    after = plan(STUDIO, RUNNING)
    assert task_freed_week(after, after.tasks["T04"]) == pytest.approx(2.7)
    assert task_freed_week(after, after.tasks["T06"]) == pytest.approx(2.6)


def test_two_running_handoffs_of_one_task_add_up() -> None:
    both = [handoff("H01", "T06", share=0.5, oversight_plan_min_week=30), handoff("H02", "T06", share=0.25)]
    shared = plan(STUDIO, both)
    assert task_freed_week(shared, shared.tasks["T06"]) == pytest.approx(4 * 0.75 - 0.5 - 0.25)
    assert on_desk_week(shared) == pytest.approx(15.5 - 3)


@pytest.mark.parametrize("state", ["preparing", "paused", "ended", "taken_back"])
def test_only_running_handoffs_count(state: str) -> None:
    waiting = plan(STUDIO, [handoff("H01", "T06", share=0.5, oversight_plan_min_week=60, state=state)])
    assert task_freed_week(waiting, waiting.tasks["T06"]) == pytest.approx(3.6)
    assert on_desk_week(waiting) == 15.5


def test_archived_rows_do_not_count() -> None:
    gone = plan(
        [task("T01", hours=4, effectiveness=3, value=3, archived_at=NOW)], [handoff("H01", "T02", archived_at=NOW)]
    )
    assert on_desk_week(gone) == 0
    assert task_freed_week(gone, task("T02", hours=4)) == pytest.approx(3.6)


@pytest.mark.parametrize(("share", "minutes", "promised"), [(1.0, 18, 2.7), (0.5, None, 1.25), (0.05, 60, -0.85)])
def test_a_handoff_promises_its_share_without_my_looking(share: float, minutes: int | None, promised: float) -> None:
    found = handoff("H01", "T01", share=share, oversight_plan_min_week=minutes)
    assert promised_week(found, 3.0) == pytest.approx(promised)


def test_a_task_to_keep_has_freed_hours_too() -> None:
    studio = plan(STUDIO)
    assert task_freed_week(studio, studio.tasks["T01"]) == pytest.approx(12.6)


def test_no_looking_planned_is_none_and_not_the_default() -> None:
    found = plan([task("T01", hours=4.0)], [handoff("H01", "T01", oversight_plan_min_week=0)])
    assert task_freed_week(found, found.tasks["T01"]) == 4.0


def test_unknown_hours_stay_unknown() -> None:
    unknown = task("T01", effectiveness=3, value=3)
    assert task_freed_week(plan([unknown]), unknown) is None
    assert task_freed_week(plan([unknown], [handoff("H01", "T01")]), unknown) is None
    assert planned_oversight_week(handoff("H01", "T01"), None) is None
    assert promised_week(handoff("H01", "T01", oversight_plan_min_week=30), None) is None
    assert planned_oversight_week(handoff("H01", "T01", oversight_plan_min_week=0), None) == 0


def test_potential_leaves_out_what_is_the_owners_alone() -> None:
    tasks = [
        task("T01", hours=4, effectiveness=3, value=3),
        task("T02", hours=10, effectiveness=8, value=3),
        task("T03", hours=10, effectiveness=3, value=3, owner_only=True),
        task("T04", hours=10, effectiveness=9, value=9),
        task("T05", hours=0.1, effectiveness=3, value=3),
        task("T06", effectiveness=3, value=3),
    ]
    assert potential_week(plan(tasks)) == pytest.approx(3.6 + 9)


@pytest.mark.parametrize(
    ("hours", "per", "week"), [(52, "year", 1), (13, "quarter", 1), (6, "month", 6 * 12 / 52), (3, "week", 3)]
)
def test_hours_of_other_spans_become_hours_a_week(hours: float, per: str, week: float) -> None:
    assert task("T01", hours=hours, per=per).hours_week == pytest.approx(week)


@pytest.mark.parametrize(
    ("x", "places", "rounded"),
    [
        (0.5, 0, "1"), (2.5, 0, "3"), (-2.5, 0, "-3"), (2.675, 2, "2.68"), (1.005, 2, "1.01"), (0.1 + 0.2, 1, "0.3"),
        (-0.04, 1, "0.0"), (1e300, 1, f"1{'0' * 300}.0"),
    ],
)  # fmt: skip
def test_half_up(x: float, places: int, rounded: str) -> None:
    assert str(half_up(x, places)) == rounded


@given(x=st.floats(-1e9, 1e9), places=st.integers(0, 2))
def test_rounding_moves_at_most_half_a_step(x: float, places: int) -> None:
    assert abs(half_up(x, places) - Decimal(x)) <= Decimal(1).scaleb(-places) / 2 + Decimal("1e-6")


@pytest.mark.parametrize("unknown", [None, float("inf"), float("nan")])
def test_unknown_is_a_dash(unknown: float | None) -> None:
    assert hours_words(unknown) == percent_words(unknown) == money_words(unknown, "EUR") == "-"


@pytest.mark.parametrize(
    ("minor", "currency", "places", "words"),
    [
        (121200, "EUR", 0, "1,212"), (102680, "EUR", 2, "1,026.80"), (-26200, "EUR", 0, "-262"), (-4, "EUR", 0, "0"),
        (50, "EUR", 0, "1"), (1500, "JPY", 2, "1,500"), (1500, "KWD", 2, "1.50"), (0, "USD", 2, "0.00"),
    ],
)  # fmt: skip
def test_money_words(minor: float, currency: str, places: int, words: str) -> None:
    assert money_words(minor, currency, places) == words


@given(minor=st.integers(0, 10**12), currency=st.sampled_from(["EUR", "JPY", "KWD", "UYI", "VND"]))
def test_money_in_full_is_read_back_as_it_was(minor: int, currency: str) -> None:
    assert typed_money(money_words(minor, currency, 3), currency) == minor


def test_the_headline_has_no_decimals() -> None:
    assert money_words(121150, "EUR") == "1,212"


def test_percent_words() -> None:
    assert percent_words(100 * 45 / 615) == "7.3%"
    assert percent_words(100 * 205 / 570) == "36.0%"


def test_hours_have_a_mark_for_thousands_as_money_has() -> None:
    assert (hours_words(1014.04), hours_words(1014.0, 0), hours_words(999.96)) == ("1,014.0", "1,014", "1,000.0")
