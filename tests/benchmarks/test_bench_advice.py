"""How long the judgements take over plans far bigger than any (PRODUCT.md 3.2, 3.7, 3.14 and section 4)."""

import random
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, TypeVar, get_args

import pytest
from msgspec.structs import replace

from outsource_tui.advice.checks.registry import findings_of
from outsource_tui.advice.knapsack import Option, best_set
from outsource_tui.advice.overlap import overlap_between, overlap_of
from outsource_tui.advice.priority import ranked
from outsource_tui.data import demo_plan
from outsource_tui.model.contractor import Contractor
from outsource_tui.model.kinds import Record
from outsource_tui.model.plan import Plan
from outsource_tui.model.profile import Profile
from outsource_tui.model.score import CriterionKey

pytestmark = pytest.mark.benchmark

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
TASKS, PEOPLE, HANDOFFS = 10_000, 200, 300
BUDGET = 100_000
ZONES = ("Asia/Manila", "Africa/Cairo", "America/New_York", "Asia/Kolkata", "Pacific/Auckland")

Timed = Callable[..., float]
Row = TypeVar("Row", bound=Record)


def copies(rows: Mapping[str, Row], letter: str, count: int, fields: Callable[[int], dict[str, Any]]) -> dict[str, Row]:
    """`count` rows, made in turn of those given, with the `fields` of their number."""
    given = list(rows.values())
    made = (replace(given[n % len(given)], id=f"{letter}{n:02d}", **fields(n)) for n in range(1, count + 1))
    return {row.id: row for row in made}


def of_task(n: int) -> dict[str, Any]:
    return {"name": f"Task {n}", "effectiveness": 1 + n % 10, "value": 1 + n // 7 % 10, "hours": n % 40 / 10}


def of_score(n: int) -> dict[str, Any]:
    """Two hundred tasks with three candidates each, who have four marks each."""
    keys: tuple[CriterionKey, ...] = get_args(CriterionKey)[:4]
    place = n - 1
    people = {"task_id": f"T{1 + place // 12:02d}", "contractor_id": f"C{1 + place // 4 % PEOPLE:02d}"}
    return {**people, "criterion": keys[place % 4], "score": 1 + n % 5}


def of_handoff(n: int) -> dict[str, Any]:
    return {"task_id": f"T{n + 1000:02d}", "contractor_id": f"C{1 + n % PEOPLE:02d}"}


def full_plan() -> Plan:
    """The demo plan many times over, in tables that nothing was worked out for yet."""
    demo = demo_plan(TODAY, AT)
    running = {key: row for key, row in demo.handoffs.items() if key == "H02"}
    looks = {key: row for key, row in demo.checkins.items() if row.handoff_id == "H02"}
    overlap_between.cache_clear()
    return replace(
        demo,
        tasks=copies(demo.tasks, "T", TASKS, of_task),
        contractors=copies(demo.contractors, "C", PEOPLE, lambda n: {"rate": 500 + 13 * n}),
        scores=copies(demo.scores, "S", 2400, of_score),
        trials=copies(demo.trials, "R", HANDOFFS, lambda n: {**of_handoff(n), "task_id": f"T{n + 3000:02d}"}),
        handoffs=copies(running, "H", HANDOFFS, of_handoff),
        checkins=copies(looks, "K", 11 * HANDOFFS, lambda n: {"handoff_id": f"H{1 + (n - 1) // 11:02d}"}),
        decisions=copies(demo.decisions, "N", TASKS, lambda n: {"entity": f"T{n:02d}"}),
    )


def test_ten_thousand_tasks_are_ranked_and_checked_within_half_a_second(timed: Timed) -> None:
    def advice(plan: Plan) -> None:
        assert len(ranked(plan.live_tasks, plan.profile)) == TASKS
        assert len(findings_of(plan, TODAY)) > HANDOFFS

    def floor(plan: Plan) -> list[tuple[float, str]]:
        """One look at each row, and the tasks in some order."""
        tables: Sequence[Mapping[str, Record]] = (plan.scores, plan.trials, plan.handoffs, plan.checkins)
        assert sum(not row.is_archived for table in tables for row in table.values()) > HANDOFFS
        assert sum(row.entity in plan.tasks for row in plan.decisions.values()) == TASKS
        tasks = [one for one in plan.tasks.values() if one.archived_at is None]
        return sorted(((one.hours or 0) * (20 - (one.effectiveness or 0) - (one.value or 0)), one.id) for one in tasks)

    took = timed("10,000 tasks ranked and checked", advice, floor, fresh=full_plan, bound=0.5)
    assert took < 0.5


def fifty_people() -> tuple[Profile, list[Contractor]]:
    demo = demo_plan(TODAY, AT)
    overlap_between.cache_clear()
    hours = [{"timezone": ZONES[n % 5], "work_start": f"{n % 24:02d}:{n:02d}"} for n in range(50)]
    return demo.profile, [replace(demo.contractors["C01"], id=f"C{n:02d}", **one) for n, one in enumerate(hours, 1)]


def test_the_overlap_of_fifty_people_over_a_year_within_half_a_second(timed: Timed) -> None:
    def advice(given: tuple[Profile, list[Contractor]]) -> None:
        profile, people = given
        assert all(overlap_of(profile, one, TODAY) is not None for one in people)

    def floor(given: tuple[Profile, list[Contractor]]) -> None:
        """The shifts of each day of 52 weeks met as if there were no time zones."""
        for n, one in enumerate(given[1]):
            start, end = int((one.work_start or "00:00")[:2]), 24 + n % 5
            weeks = [sum(max(0, min(17, end) - max(9, start)) for _ in range(7)) for _ in range(52)]
            assert min(weeks) <= max(weeks)

    took = timed("overlap of 50 people over 52 weeks", advice, floor, fresh=fifty_people, bound=0.5)
    assert took < 0.5


def options(kind: str) -> list[Option]:
    """200 tasks with 6 options each: anything goes; by the rates of six people; or cost in proportion to hours."""
    chance = random.Random(7)  # noqa: S311 - the same tasks every time
    rates = [chance.randint(600, 4000) for _ in range(6)]
    found = []
    for task in range(1, 201):
        own = chance.randint(20, 800)
        for place, rate in enumerate(rates, 1):
            hours = chance.randint(20, 800) if kind == "anything" else own
            cost = {"anything": chance.randint(2000, 40_000), "rates": round(own * rate * 52 / 1200)}
            found.append(Option(f"T{task:02d}", f"C{place:02d}", cost.get(kind, own * 50), hours))
    return found


@pytest.mark.parametrize("kind", ["anything", "rates", "proportion"])
def test_the_best_of_two_hundred_tasks_with_six_options_within_a_tenth_of_a_second(timed: Timed, kind: str) -> None:
    def advice(given: list[Option]) -> None:
        assert 0 < sum(one.cost for one in best_set(given, BUDGET)) <= BUDGET

    def floor(given: list[Option]) -> None:
        """The most hours for the money first, as long as there is some; not the best set."""
        left, taken = BUDGET, set()
        for one in sorted(given, key=lambda one: -one.hours / one.cost):
            if one.task not in taken and one.cost <= left:
                left -= one.cost
                taken.add(one.task)
        assert 0 <= left < BUDGET

    name = f"chosen set of 200 tasks x 6 options, {kind}"
    took = timed(name, advice, floor, fresh=lambda: options(kind), bound=0.1)
    assert took < 0.1
