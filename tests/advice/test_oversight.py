"""The oversight ratio and what it says: PRODUCT.md 3.8, sections 6 and 8."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import convert

from outsource_tui.advice.oversight import Oversight, freed_actual_week, oversight_of
from outsource_tui.advice.rounding import percent_words
from outsource_tui.model.contractor import Contractor
from outsource_tui.model.handoff import CheckIn, Handoff
from outsource_tui.model.plan import Plan
from outsource_tui.model.profile import Profile
from outsource_tui.model.task import Task

NOW = datetime(2026, 3, 2, tzinfo=UTC)
TODAY = NOW.date()
STAMPS: dict[str, Any] = {"created_at": NOW, "updated_at": NOW}
LOOK_EVERY = {1: 1, 2: 3, 3: 7, 4: 14, 5: 30}

Row = tuple[int, int, str, str, float | None]
"""Days ago, minutes, kind, about, contractor hours."""


def plan(rows: list[Row], *, hours: float | None = 3, speed: float = 1.0, by: str = "me", **fields: Any) -> Plan:
    level = fields.get("autonomy", 4)
    ago = fields.pop("started", 35)
    fields = {
        "task_id": "T01", "contractor_id": "C01", "start": TODAY - timedelta(days=ago), "autonomy": level,
        "checkin_every_days": LOOK_EVERY[level], "state": "running", **fields,
    }  # fmt: skip
    looks = [
        {"id": f"K{n:02d}", "handoff_id": "H01", "date": TODAY - timedelta(days=row[0]), "minutes": row[1],
         "kind": row[2], "about": row[3], "contractor_hours": row[4], "by": by, **STAMPS}
        for n, row in enumerate(rows, start=1)
    ]  # fmt: skip
    return Plan(
        profile=Profile(**STAMPS),
        tasks={"T01": Task(id="T01", name="a task", hours=hours, **STAMPS)},
        contractors={"C01": Contractor(id="C01", handle="somebody", speed=speed, **STAMPS)},
        handoffs={"H01": Handoff(id="H01", **STAMPS, **fields)},
        checkins={one.id: one for one in convert(looks, list[CheckIn])},
    )


def judged(rows: list[Row], today: date = TODAY, **fields: Any) -> Oversight:
    studio = plan(rows, **fields)
    return oversight_of(studio, studio.handoffs["H01"], today)


BOOKS: list[Row] = [
    (34, 20, "planned", "outcome", 3.0), (27, 15, "planned", "outcome", 2.75), (20, 10, "planned", "outcome", 2.5),
    (13, 10, "planned", "outcome", 2.5), (6, 10, "planned", "praise", 2.5),
]  # fmt: skip
INBOX: list[Row] = [
    (20, 20, "planned", "outcome", 0), (19, 15, "unplanned", "status", None), (18, 25, "unplanned", "method", None),
    (15, 10, "unplanned", "status", None), (13, 20, "planned", "outcome", 3.0), (12, 20, "unplanned", "method", None),
    (11, 15, "unplanned", "status", None), (8, 30, "unplanned", "take_back", None), (6, 15, "planned", "outcome", 3.5),
    (5, 20, "unplanned", "method", None), (2, 15, "unplanned", "status", 3.0),
]  # fmt: skip


def test_bookkeeping_of_the_demo_is_fine_and_earned_more_rope() -> None:
    found = judged(BOOKS, oversight_plan_min_week=18, speed=0.85)
    assert (found.my_minutes, found.delegated_minutes, found.looks) == (45, 615, 4)
    assert percent_words(found.ratio) == "7.3%"
    assert (found.state, found.band, found.can_promote) == ("fine", 8, True)
    assert found.hours_promised_week == pytest.approx(2.7)
    assert found.hours_back_week == pytest.approx(3 - 45 / 60 / 4)
    assert (found.unplanned_share, found.method_share) == (0, 0)


def test_inbox_of_the_demo_is_hovered_over() -> None:
    found = judged(INBOX, hours=4, share=0.75, autonomy=2, started=21, oversight_plan_min_week=24, speed=1.1)
    assert (found.my_minutes, found.delegated_minutes, found.weeks) == (205, 570, 3)
    assert percent_words(found.ratio) == "36.0%"
    assert (found.state, found.band, found.can_promote) == ("hovering", 20, False)
    assert (found.unplanned, found.my_looks, found.method, found.looks) == (8, 11, 4, 11)
    assert percent_words(found.unplanned_share) == "72.7%"
    assert percent_words(found.method_share) == "36.4%"
    assert found.hours_promised_week == pytest.approx(2.6)
    assert found.hours_back_week == pytest.approx(1.86, abs=0.005)
    assert found.contacts_per_10h == pytest.approx(11 / 0.95)
    assert found.my_hours_week == pytest.approx(68.3 / 60, abs=0.001)


def one_look(minutes: int, delegated: float, days_ago: int = 1) -> list[Row]:
    return [(days_ago, minutes, "planned", "outcome", delegated / 60)]


@pytest.mark.parametrize(
    ("minutes", "delegated", "level", "ratio", "state"),
    [
        (45, 615, 4, "7.3%", "fine"),
        (205, 570, 2, "36.0%", "hovering"),
        (40, 200, 3, "20.0%", "too early"),
        (30, 0, 3, "-", "too early"),
        # Each edge of the bands belongs to the calmer word.
        (48, 600, 4, "8.0%", "fine"),
        (49, 600, 4, "8.2%", "watch"),
        (72, 600, 4, "12.0%", "watch"),
        (73, 600, 4, "12.2%", "hovering"),
        (36, 240, 2, "15.0%", "fine"),
        (72, 239, 2, "30.1%", "too early"),
        (72, 240, 1, "30.0%", "fine"),
        (29, 580, 5, "5.0%", "fine"),
    ],
)
def test_examples(minutes: int, delegated: float, level: int, ratio: str, state: str) -> None:
    found = judged(one_look(minutes, delegated), autonomy=level)
    assert (percent_words(found.ratio), found.state) == (ratio, state)


def test_absent_wins_over_everything() -> None:
    rows: list[Row] = [(30, 20, "planned", "outcome", 2)]
    found = judged(rows, hours=2.5)
    assert (found.my_minutes, found.delegated_minutes, found.ratio) == (0, 600, 0)
    assert (found.state, found.days_since_look) == ("absent", 30)
    assert judged(rows, hours=0.5).state == "absent"
    assert judged(rows, hours=None).state == "absent"


@pytest.mark.parametrize(("days", "state"), [(28, "fine"), (29, "absent")])
def test_absent_is_more_than_twice_the_interval(days: int, state: str) -> None:
    assert judged([(days, 20, "planned", "outcome", 2)], hours=2.5).state == state


def test_without_any_look_the_start_counts() -> None:
    assert judged([], started=28).state == "fine"
    assert judged([], started=29).state == "absent"
    assert judged([], started=29).days_since_look == 29
    assert judged([(40, 5, "planned", "outcome", None)], started=10).days_since_look == 10


@pytest.mark.parametrize(("started", "band"), [(0, 12), (13, 12), (14, 8), (35, 8)])
def test_first_fourteen_days_are_wider(started: int, band: float) -> None:
    assert judged([], started=started).band == band


def test_bands_are_the_users() -> None:
    studio = plan(one_look(45, 615))
    mine = Profile(bands=(50, 40, 30, 7, 1), **STAMPS)
    stricter = Plan(
        profile=mine,
        tasks=studio.tasks,
        contractors=studio.contractors,
        handoffs=studio.handoffs,
        checkins=studio.checkins,
    )
    assert oversight_of(stricter, studio.handoffs["H01"], TODAY).state == "watch"


@pytest.mark.parametrize(("days", "counted"), [(27, 1), (28, 0), (0, 1), (-1, 0)])
def test_window_is_the_last_28_days(days: int, counted: int) -> None:
    assert judged([(days, 10, "planned", "outcome", 1)]).looks == counted


def test_looks_before_the_start_are_not_oversight() -> None:
    assert judged([(20, 10, "planned", "outcome", 1), (5, 10, "planned", "outcome", 1)], started=14).looks == 1


@pytest.mark.parametrize(("started", "weeks"), [(0, 1), (5, 1), (10, 10 / 7), (21, 3), (28, 4), (300, 4)])
def test_weeks_of_the_window(started: int, weeks: float) -> None:
    found = judged([], started=started, speed=2.0, share=0.5)
    assert found.weeks == pytest.approx(weeks)
    assert found.delegated_minutes == pytest.approx(60 * 3 * 0.5 * 2 * weeks)
    assert not found.has_logged_hours


def test_unplanned_share_is_of_my_own_looks_and_their_questions_take_my_time() -> None:
    found = judged([(3, 30, "unplanned", "question", 10)], by="them")
    assert found.unplanned_share is None
    assert (found.looks, found.my_looks, found.ratio) == (1, 0, 5)


def test_unknown_hours_stay_unknown() -> None:
    found = judged([(1, 10, "planned", "outcome", None)], hours=None)
    assert (found.ratio, found.state, found.delegated_minutes) == (None, None, None)
    assert (found.hours_back_week, found.hours_promised_week, found.contacts_per_10h) == (None, None, None)
    assert judged(one_look(45, 615), hours=None).ratio == pytest.approx(100 * 45 / 615)


@pytest.mark.parametrize(
    ("rows", "fields", "promoted"),
    [
        (BOOKS, {}, True),
        (BOOKS, {"autonomy": 5}, False),
        (BOOKS, {"state": "paused"}, False),
        (BOOKS, {"started": 27}, False),
        (BOOKS, {"started": 28}, True),
        ([*BOOKS, (3, 5, "planned", "rework", 1.0)], {}, False),
        ([*BOOKS, (3, 5, "planned", "take_back", 1.0)], {}, False),
        ([*BOOKS, (28, 5, "planned", "rework", 1.0)], {}, True),
        ([*BOOKS, (3, 20, "planned", "outcome", None)], {}, False),
    ],
)
def test_promotion(*, rows: list[Row], fields: dict[str, Any], promoted: bool) -> None:
    assert judged(rows, **fields).can_promote is promoted


def test_a_handoff_that_is_over_is_judged_as_of_its_end() -> None:
    ended = judged(BOOKS, today=TODAY + timedelta(days=90), state="ended", end=TODAY)
    assert (ended.state, ended.my_minutes, ended.can_promote) == ("fine", 45, False)
    assert judged(BOOKS, today=TODAY + timedelta(days=90), end=TODAY).state == "absent"


def test_hours_that_really_come_back() -> None:
    assert freed_actual_week(plan(BOOKS), TODAY) == pytest.approx(3 - 45 / 60 / 4)
    assert freed_actual_week(plan(BOOKS, state="paused"), TODAY) == 0
    assert freed_actual_week(plan(BOOKS, hours=None), TODAY) == 0


LOOKS = st.lists(
    st.tuples(
        st.integers(0, 40), st.integers(1, 480), st.sampled_from(["planned", "unplanned"]),
        st.sampled_from(["outcome", "status", "method", "rework", "take_back"]), st.none() | st.floats(0, 200),
    ),
    max_size=8,
)  # fmt: skip


@given(rows=LOOKS, hours=st.none() | st.floats(0, 80), level=st.integers(1, 5), started=st.integers(0, 60))
def test_any_log_is_judged(rows: list[Row], hours: float | None, level: int, started: int) -> None:
    found = judged(rows, hours=hours, autonomy=level, started=started)
    assert (found.ratio is None) is (not found.delegated_minutes)
    assert 1 <= found.weeks <= 4
    assert found.unplanned <= found.my_looks <= found.looks
    if found.state in {"fine", "watch", "hovering"}:
        assert found.delegated_minutes is not None
        assert found.delegated_minutes >= 240


@given(rows=LOOKS, level=st.integers(1, 5))
def test_one_more_look_never_calms_the_state(rows: list[Row], level: int) -> None:
    calm = ["too early", "fine", "watch", "hovering"]
    today: Row = (0, 1, "planned", "outcome", None)
    before = judged([*rows, today], autonomy=level).state
    after = judged([*rows, today, (0, 60, "planned", "outcome", None)], autonomy=level).state
    assert before is not None
    assert after is not None
    assert calm.index(after) >= calm.index(before)
