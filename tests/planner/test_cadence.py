"""The agreed looks as a standing appointment: on days and at a time that both work, whatever the clocks do."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from outsource_tui.advice.overlap import party_of, shared_windows
from outsource_tui.data import demo_plan
from outsource_tui.model.kinds import DAYS, DaysOff
from outsource_tui.model.plan import Plan
from outsource_tui.planner.cadence import Cadence, cadence_of, repeated, spaced
from outsource_tui.planner.clock_words import keeps_time_in, look_words, rhythm_words

TODAY = date(2026, 3, 20)
MONDAY = date(2026, 1, 12)
WEEK = ("mon", "tue", "wed", "thu", "fri")


def agreed(
    *, mine: dict[str, Any] | None = None, theirs: dict[str, Any] | None = None, handoff: dict[str, Any] | None = None
) -> Plan:
    """The demo with its second hand-off begun on a Monday, and fields laid over the three rows it is made of."""
    plan = demo_plan(TODAY, datetime(2026, 3, 20, 9, tzinfo=UTC))
    person, row = plan.contractors["C02"], plan.handoffs["H02"]
    return replace(
        plan,
        profile=replace(plan.profile, **(mine or {})),
        contractors={**plan.contractors, "C02": replace(person, **(theirs or {}))},
        handoffs={**plan.handoffs, "H02": replace(row, start=MONDAY, **(handoff or {}))},
    )


def looks(plan: Plan, today: date = TODAY) -> Cadence:
    cadence = cadence_of(plan, plan.handoffs["H02"], today)
    assert cadence is not None
    return cadence


def place(zone: str, start: str, end: str, days: tuple[str, ...] = WEEK) -> dict[str, Any]:
    return {"timezone": zone, "work_start": start, "work_end": end, "work_days": days}


def off(*days: date) -> tuple[DaysOff, ...]:
    return tuple(DaysOff(start=day, end=day) for day in days)


def test_every_three_days_is_monday_and_thursday_in_the_shared_window() -> None:
    found = looks(agreed())
    assert (found.first, found.weekdays, found.weeks) == (date(2026, 1, 15), (0, 3), 1)
    assert (found.clock, found.minutes, found.outside, found.skipped) == (time(9, 15), 15, 0, ())


@pytest.mark.parametrize(
    ("days", "first", "weekdays", "weeks"),
    [
        (1, "2026-01-13", (0, 1, 2, 3, 4), 1),
        (2, "2026-01-14", (0, 2, 4), 1),
        (4, "2026-01-16", (0, 4), 1),
        (7, "2026-01-19", (0,), 1),
        (10, "2026-01-19", (0,), 1),
        (14, "2026-01-26", (0,), 2),
        (30, "2026-02-09", (0,), 4),
        (90, "2026-04-06", (0,), 12),
    ],
)
def test_a_rhythm_is_kept_in_whole_weeks_and_never_late(
    days: int, first: str, weekdays: tuple[int, ...], weeks: int
) -> None:
    found = looks(agreed(handoff={"checkin_every_days": days}))
    assert (found.first.isoformat(), found.weekdays, found.weeks) == (first, weekdays, weeks)
    assert found.first <= MONDAY + timedelta(days=days)


def test_a_hand_off_that_starts_on_a_weekend_is_first_looked_at_on_a_work_day() -> None:
    plan = agreed(handoff={"checkin_every_days": 14})
    plan = replace(plan, handoffs={"H02": replace(plan.handoffs["H02"], start=date(2026, 1, 17))})
    assert looks(plan).first == date(2026, 2, 2)


def test_every_subset_of_the_week_is_looked_at_as_soon_as_it_is_due() -> None:
    for size in range(1, 8):
        for weekdays in combinations(range(7), size):
            for days in range(1, 7):
                kept = spaced(weekdays, days)
                assert set(kept) <= set(weekdays)
                for at, day in enumerate(kept):
                    following = kept[at + 1] if at + 1 < len(kept) else kept[0] + 7
                    due = {one for week in (0, 7) for one in (day_ + week for day_ in weekdays) if one >= day + days}
                    assert following <= min(due, default=following)


def test_the_time_holds_in_the_weeks_in_which_only_one_clock_has_changed() -> None:
    found = looks(agreed(theirs=place("America/New_York", "09:00", "17:00")))
    assert (found.clock, found.outside) == (time(15, 15), 0)
    words = look_words(found, "America/New_York", date(2026, 3, 1))
    assert words.startswith("09:15-09:30, 10:15-10:30 from Mon 9 Mar 2026, 09:15-09:30 from Mon 30 Mar 2026")
    assert not keeps_time_in(found, "America/New_York")
    assert keeps_time_in(found, "Europe/Lisbon")
    assert look_words(found, "Europe/Lisbon", date(2026, 3, 1)) == "14:15-14:30"


def test_their_weekdays_only_count_where_they_are_mine_too() -> None:
    sunday_on = ("sun", "mon", "tue", "wed", "thu")
    found = looks(agreed(theirs=place("Africa/Cairo", "09:00", "17:00", sunday_on), handoff={"checkin_every_days": 1}))
    assert found.weekdays == (0, 1, 2, 3)


def test_a_shift_past_midnight_is_looked_at_on_the_date_it_has_by_then() -> None:
    plan = agreed(
        mine={"work_start": "20:00", "work_end": "04:00"}, theirs=place("America/Los_Angeles", "15:00", "18:00"),
        handoff={"checkin_every_days": 1},
    )  # fmt: skip
    found = looks(plan)
    assert (found.clock, found.weekdays) == (time(0, 15), (1, 2, 3, 4, 5))
    assert found.first == date(2026, 1, 14)
    assert look_words(found, "America/Los_Angeles", TODAY).startswith("16:15-16:30 the day before")


def test_the_shift_of_a_sunday_night_is_looked_at_on_the_monday() -> None:
    mine = place("Europe/Berlin", "22:00", "06:00", ("sun",))
    theirs = place("Europe/Berlin", "02:00", "06:00", ("mon",))
    found = looks(agreed(mine=mine, theirs=theirs, handoff={"checkin_every_days": 7}))
    assert (found.first, found.weekdays, found.clock) == (date(2026, 1, 26), (0,), time(2, 15))
    assert [*found.dates(date(2026, 2, 3))] == [date(2026, 1, 26), date(2026, 2, 2)]


def test_two_who_never_work_at_the_same_time_write() -> None:
    found = looks(agreed(theirs=place("Pacific/Auckland", "09:00", "17:00")))
    assert found.clock is None
    assert found.weekdays == (0, 3)
    assert found.start_on(found.first) is None
    assert look_words(found, "Pacific/Auckland", TODAY) == ""


def test_somebody_whose_hours_are_not_known_writes_on_my_days() -> None:
    found = looks(agreed(theirs={"work_days": None}))
    assert (found.clock, found.weekdays) == (None, (0, 3))


def test_hours_that_meet_in_one_half_of_the_year_are_told_as_such() -> None:
    # Manila 15:30 is half past eight in Berlin in winter, and half past nine in summer.
    found = looks(agreed(theirs=place("Asia/Manila", "07:00", "15:30")))
    assert found.clock == time(9, 15)
    assert 40 < found.outside < 50
    found = looks(agreed(theirs=place("Asia/Manila", "07:00", "16:30")))
    assert (found.clock, found.outside) == (time(9, 15), 0)


def test_days_off_of_either_fall_out() -> None:
    thursday, monday = date(2026, 1, 22), date(2026, 1, 26)
    plan = agreed(mine={"days_off": off(thursday)}, theirs={"days_off": off(monday, date(2026, 1, 27))})
    assert looks(plan).skipped == (thursday, monday)
    plan = agreed(theirs={**place("Pacific/Auckland", "09:00", "17:00"), "days_off": off(monday)})
    assert looks(plan).skipped == (monday,)


def test_days_off_without_end_are_left_out_for_some_years_only() -> None:
    forever = (DaysOff(start=MONDAY, end=date.max),)
    assert 250 < len(looks(agreed(mine={"days_off": forever})).skipped) < 500


def test_what_is_over_or_paused_has_no_looks_after_that() -> None:
    assert looks(agreed(handoff={"state": "ended", "end": date(2026, 2, 10)})).until == date(2026, 2, 10)
    assert looks(agreed(handoff={"state": "paused"})).until == TODAY
    plan = agreed(handoff={"state": "ended", "end": date(2026, 1, 13)})
    assert cadence_of(plan, plan.handoffs["H02"], TODAY) is None


def test_a_look_takes_its_part_of_the_planned_oversight() -> None:
    assert looks(agreed(handoff={"oversight_plan_min_week": 70, "checkin_every_days": 3})).minutes == 30
    assert looks(agreed(handoff={"oversight_plan_min_week": 600, "checkin_every_days": 14})).minutes == 60
    assert looks(agreed(handoff={"oversight_plan_min_week": 0})).minutes == 15


def test_a_window_too_short_for_the_look_gets_a_short_one() -> None:
    plan = agreed(
        theirs=place("Europe/Berlin", "16:40", "22:00"),
        handoff={"oversight_plan_min_week": 600, "checkin_every_days": 14},
    )
    found = looks(plan)
    assert (found.clock, found.minutes) == (time(16, 40), 15)


def test_words_say_how_often() -> None:
    def words(days: int) -> str:
        return rhythm_words(looks(agreed(handoff={"checkin_every_days": days})))

    assert [words(one) for one in (1, 3, 7, 14, 30)] == [
        "every Mon, Tue, Wed, Thu and Fri",
        "every Mon and Thu",
        "every Mon",
        "every second Mon",
        "every 4 weeks on Mon",
    ]


def test_repeated_counts_weeks_from_mondays() -> None:
    found = list(repeated(date(2026, 1, 15), (0, 3), 2, date(2026, 2, 15)))
    assert [one.day for one in found] == [15, 26, 29, 9, 12]


zones = st.sampled_from(
    ["Europe/Berlin", "Europe/Lisbon", "Asia/Manila", "Asia/Kolkata", "America/New_York", "Pacific/Auckland",
     "Africa/Cairo", "America/Los_Angeles", "Australia/Lord_Howe"]
)  # fmt: skip
clocks = st.integers(0, 95).map(lambda one: f"{one // 4:02d}:{one % 4 * 15:02d}")
weekdays_ = st.sets(st.sampled_from(DAYS), min_size=1).map(lambda one: tuple(sorted(one, key=DAYS.index)))
schedules = st.builds(place, zones, clocks, clocks, weekdays_)
vacations = st.lists(st.dates(MONDAY, MONDAY + timedelta(days=300)), max_size=4).map(lambda one: off(*one))


@settings(deadline=None, max_examples=30)
@given(schedules, schedules, vacations, vacations, st.integers(1, 90))
def test_a_look_is_at_a_time_that_both_work_unless_it_is_said_otherwise(
    mine: dict[str, Any],
    theirs: dict[str, Any],
    my_days: tuple[DaysOff, ...],
    their_days: tuple[DaysOff, ...],
    days: int,
) -> None:
    plan = agreed(
        mine={**mine, "days_off": my_days},
        theirs={**theirs, "days_off": their_days},
        handoff={"checkin_every_days": days},
    )
    found = looks(plan)
    assert found.first > MONDAY
    assert looks(plan, TODAY + timedelta(days=40)) == found
    one, other = party_of(plan.profile), party_of(plan.contractors["C02"])
    assert one is not None
    assert other is not None
    outside = 0
    year = list(found.dates(MONDAY + timedelta(days=364)))
    for day in year:
        start = found.start_on(day)
        if day in found.skipped or start is None:
            continue
        end = start.astimezone(UTC) + timedelta(minutes=found.minutes)
        spans = [span for shift in (day, day - timedelta(days=1)) for span in shared_windows(one, other, shift)]
        outside += not any(opens <= start and end <= closes for opens, closes in spans)
    assert outside <= found.outside
    assert 2 * outside <= len(year) + 2
