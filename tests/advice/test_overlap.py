"""Shared hours of two people (PRODUCT.md 3.7)."""

from datetime import UTC, date, datetime, time, timedelta
from time import process_time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outsource_tui.advice.overlap import (
    Overlap,
    Party,
    need_of,
    overlap_between,
    overlap_of,
    overlap_score,
    party_of,
    shared_windows,
    week_seconds,
)
from outsource_tui.model.contractor import Contractor
from outsource_tui.model.kinds import DaysOff
from outsource_tui.model.profile import Profile

AT = datetime(2026, 1, 1, tzinfo=UTC)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
SUN_TO_THU = ("sun", "mon", "tue", "wed", "thu")


def me(zone: str = "Europe/Berlin", **fields: Any) -> Profile:
    return Profile(timezone=zone, created_at=AT, updated_at=AT, **fields)


def them(zone: str | None, start: str = "09:00", end: str = "17:00", **fields: Any) -> Contractor:
    hours: dict[str, Any] = {"timezone": zone, "work_days": WEEKDAYS, "work_start": start, "work_end": end}
    return Contractor(id="C01", handle="them", created_at=AT, updated_at=AT, **hours | fields)


def seen(profile: Profile, contractor: Contractor, day: date) -> Overlap:
    overlap = overlap_of(profile, contractor, day)
    assert overlap is not None
    return overlap


def party(zone: str, start: str = "09:00", end: str = "17:00", days: str = "01234", *off: DaysOff) -> Party:
    numbers = frozenset(int(one) for one in days)
    return Party(zone, numbers, time.fromisoformat(start), time.fromisoformat(end), off)


@pytest.mark.parametrize(
    ("contractor", "january", "july", "least", "most"),
    [
        (them("Asia/Manila", "09:00", "18:00"), 10.0, 15.0, 10.0, 15.0),
        (them("Asia/Manila", "14:00", "22:00"), 30.0, 35.0, 30.0, 35.0),
        (them("Africa/Cairo", work_days=SUN_TO_THU), 28.0, 28.0, 24.0, 32.0),
        (them("America/New_York"), 10.0, 10.0, 10.0, 15.0),
        (them("America/Argentina/Buenos_Aires"), 20.0, 15.0, 15.0, 20.0),
        (them("Asia/Kolkata", "10:00", "19:00"), 27.5, 32.5, 27.5, 32.5),
        (them("Pacific/Auckland"), 0.0, 0.0, 0.0, 0.0),
        (them("Europe/Lisbon"), 35.0, 35.0, 35.0, 35.0),
        (them("Africa/Nairobi", "08:00", "17:00"), 30.0, 35.0, 30.0, 35.0),
        (them("Europe/Belgrade", "08:00", "16:00"), 35.0, 35.0, 35.0, 35.0),
    ],
    ids=lambda value: f"{value.timezone} {value.work_start}" if isinstance(value, Contractor) else "",
)
def test_a_freelancer_in_berlin_in_2026(
    contractor: Contractor, january: float, july: float, least: float, most: float
) -> None:
    winter, summer = (seen(me(), contractor, day) for day in (date(2026, 1, 12), date(2026, 7, 13)))
    assert (winter.week, summer.week) == (january, july)
    assert (winter.week_min, winter.week_max) == (least, most)
    assert winter.day == pytest.approx(january / 5)
    assert winter.day_worst == pytest.approx(least / 5)


def test_cairo_works_sunday_to_thursday_so_four_days_are_shared() -> None:
    overlap = seen(me(), them("Africa/Cairo", work_days=SUN_TO_THU), date(2026, 1, 12))
    assert overlap.shared_days == 4
    assert overlap.day == pytest.approx(5.6)


@pytest.mark.parametrize(
    ("zone", "days", "weeks", "hours"),
    [
        ("Africa/Cairo", SUN_TO_THU, ["2026-10-26"], 24.0),
        ("Africa/Cairo", SUN_TO_THU, ["2026-03-30", "2026-04-06", "2026-04-13", "2026-04-20"], 32.0),
        ("America/New_York", WEEKDAYS, ["2026-03-09", "2026-03-16", "2026-03-23", "2026-10-26"], 15.0),
    ],
)
def test_the_weeks_that_stand_out(zone: str, days: tuple[str, ...], weeks: list[str], hours: float) -> None:
    monday = date(2026, 1, 12)
    mine, theirs = party_of(me()), party_of(them(zone, work_days=days))
    assert mine is not None
    assert theirs is not None
    seconds = week_seconds(mine, theirs, monday, 52)
    found = [(monday + timedelta(days=7 * n)).isoformat() for n, one in enumerate(seconds) if one == hours * 3600]
    assert found == weeks


def test_a_week_is_the_same_whatever_day_of_it_is_today() -> None:
    contractor = them("America/New_York")
    assert seen(me(), contractor, date(2026, 3, 8)).week == 10.0, "a Sunday still belongs to the week before"
    assert {seen(me(), contractor, date(2026, 3, 9) + timedelta(days=n)).week for n in range(7)} == {15.0}


def test_the_year_ahead_begins_with_this_week() -> None:
    contractor = them("America/New_York")
    assert seen(me(), contractor, date(2026, 10, 26)).week_max == 15.0
    year = seen(me(), contractor, date(2026, 11, 2))
    assert (year.week, year.week_min, year.week_max) == (10.0, 10.0, 15.0)


@pytest.mark.parametrize(
    ("mine", "theirs", "monday", "hours"),
    [
        (
            party("Europe/Berlin"),
            party("America/Sao_Paulo"),
            date(2018, 10, 29),
            20.0,
        ),  # Brazil goes forward on the Sunday
        (party("Europe/Berlin"), party("America/Sao_Paulo"), date(2018, 11, 5), 25.0),
        (party("America/Sao_Paulo"), party("Europe/Berlin"), date(2026, 1, 12), 20.0),
        (party("Australia/Lord_Howe"), party("Asia/Kolkata"), date(2026, 1, 12), 12.5),  # +11:00 in summer
        (party("Australia/Lord_Howe"), party("Asia/Kolkata"), date(2026, 7, 13), 15.0),  # +10:30, half an hour less
        (party("Asia/Kathmandu"), party("Asia/Kolkata"), date(2026, 1, 12), 38.75),  # a quarter of an hour apart
        (party("Europe/Berlin"), party("Asia/Kathmandu"), date(2026, 1, 12), 16.25),
        (party("Europe/Berlin"), party("Asia/Kathmandu"), date(2026, 7, 13), 21.25),
    ],
)
def test_half_hours_quarters_and_the_south(mine: Party, theirs: Party, monday: date, hours: float) -> None:
    assert week_seconds(mine, theirs, monday, 1) == [hours * 3600]


@pytest.mark.parametrize(
    ("zone", "monday", "start", "end", "hours"),
    [
        ("Europe/Berlin", date(2026, 3, 23), "00:00", "00:00", 167.0),
        ("Europe/Berlin", date(2026, 10, 19), "00:00", "00:00", 169.0),
        ("Australia/Lord_Howe", date(2026, 3, 30), "00:00", "00:00", 168.5),
        ("Australia/Lord_Howe", date(2026, 9, 28), "00:00", "00:00", 167.5),
        ("America/Sao_Paulo", date(2018, 10, 29), "00:00", "00:00", 167.0),
        ("Asia/Kolkata", date(2026, 3, 23), "00:00", "00:00", 168.0),
        ("Europe/Berlin", date(2026, 3, 23), "03:00", "02:45", 165.5),  # 15 minutes off a day, none on the 29th
        ("Europe/Berlin", date(2026, 3, 23), "02:45", "03:15", 3.0),  # the shift of the 29th is swallowed
    ],
)
def test_somebody_beside_themselves_through_a_clock_change(
    zone: str, monday: date, start: str, end: str, hours: float
) -> None:
    one = party(zone, start, end, "0123456")
    assert week_seconds(one, one, monday, 1) == [hours * 3600]


def test_shifts_past_midnight() -> None:
    night = party("Europe/Berlin", "22:00", "06:00")
    assert week_seconds(night, night, date(2026, 1, 12), 1) == [5 * 8 * 3600], "Friday's runs into Saturday"
    sunday = party("Europe/Berlin", "22:00", "06:00", "6")
    assert week_seconds(sunday, sunday, date(2026, 1, 12), 1) == [8 * 3600], "2 h of this Sunday, 6 h of the last"
    assert shared_windows(night, party("Asia/Manila"), date(2026, 1, 16)) == []
    late = party("America/Los_Angeles")
    assert shared_windows(night, late, date(2026, 1, 16)) == [
        (datetime(2026, 1, 16, 21, tzinfo=UTC), datetime(2026, 1, 17, 1, tzinfo=UTC))
    ]


def test_their_shift_of_the_day_before_counts() -> None:
    mine, theirs = party("Europe/Berlin"), party("Pacific/Auckland", "20:00", "04:00", "0")
    assert shared_windows(mine, theirs, date(2026, 1, 12)) == [
        (datetime(2026, 1, 12, 8, tzinfo=UTC), datetime(2026, 1, 12, 15, tzinfo=UTC))
    ]
    assert shared_windows(mine, theirs, date(2026, 1, 13)) == []
    early = party("Pacific/Auckland", "00:30", "04:00", "1")
    assert shared_windows(mine, early, date(2026, 1, 12)) == [
        (datetime(2026, 1, 12, 11, 30, tzinfo=UTC), datetime(2026, 1, 12, 15, tzinfo=UTC))
    ]


def test_the_two_ends_of_the_earth() -> None:
    kiritimati, baker = party("Pacific/Kiritimati", "23:00", "00:00", "0"), party("Etc/GMT+12", "21:00", "22:00", "6")
    assert week_seconds(kiritimati, baker, date(2026, 1, 12), 1) == [3600]
    assert week_seconds(baker, kiritimati, date(2026, 1, 5), 1) == [3600]


def test_days_off_count_this_week_and_not_in_the_year_ahead() -> None:
    off = DaysOff(start=date(2026, 1, 13), end=date(2026, 1, 14), label="away")
    contractor = them("Europe/Lisbon", days_off=(off,))
    overlap = seen(me(), contractor, date(2026, 1, 12))
    assert (overlap.week, overlap.shared_days) == (21.0, 3)
    assert overlap.day == pytest.approx(4.2)
    assert (overlap.week_min, overlap.week_max, overlap.day_worst) == (35.0, 35.0, 7.0)
    both = seen(me(days_off=(DaysOff(start=date(2026, 1, 14), end=date(2026, 1, 15)),)), contractor, date(2026, 1, 12))
    assert (both.week, both.shared_days, both.week_min) == (14.0, 2, 35.0)


def test_a_day_off_takes_the_shift_that_begins_on_it() -> None:
    off = DaysOff(start=date(2026, 1, 12), end=date(2026, 1, 12))
    night = party("Europe/Berlin", "22:00", "06:00", "01234", off)
    always = party("Europe/Berlin", "00:00", "00:00", "0123456")
    assert week_seconds(night, always, date(2026, 1, 12), 1) == [4 * 8 * 3600]


@pytest.mark.parametrize(
    "contractor",
    [
        them(None),
        them("Europe/Lisbon", work_days=None),
        them("Europe/Lisbon", work_days=()),
        them("Europe/Lisbon", work_start=None),
        them("Europe/Lisbon", work_end=None),
        them("Atlantis/Centre"),
        them("Europe"),
        them("../etc/passwd"),
    ],
)
def test_what_is_not_known_is_not_nought(contractor: Contractor) -> None:
    assert overlap_of(me(), contractor, date(2026, 1, 12)) is None


def test_a_profile_with_an_odd_zone_has_no_overlap_either() -> None:
    assert overlap_of(me("Atlantis/Centre"), them("Europe/Lisbon"), date(2026, 1, 12)) is None


def test_needs_and_the_automatic_score() -> None:
    assert [need_of(one) for one in ("none", "low", "medium", "high", None)] == [0.0, 1.0, 2.0, 4.0, None]
    manila = seen(me(), them("Asia/Manila", "09:00", "18:00"), date(2026, 1, 12))
    auckland = seen(me(), them("Pacific/Auckland"), date(2026, 1, 12))
    assert overlap_score(manila, 4.0) == pytest.approx(3.0), "2 of 4 hours in the worst week"
    assert overlap_score(manila, 1.0) == 5.0
    assert overlap_score(auckland, 1.0) == 1.0
    assert overlap_score(auckland, 0.0) == 5.0
    assert overlap_score(None, 0.0) == 5.0
    assert overlap_score(None, 1.0) is None
    assert overlap_score(manila, None) is None


ZONES = st.sampled_from(
    ["Europe/Berlin", "America/New_York", "Africa/Cairo", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kolkata",
     "Asia/Kathmandu", "Pacific/Auckland", "Pacific/Kiritimati", "Etc/GMT+12", "Africa/Casablanca", "America/St_Johns"]
)  # fmt: skip
CLOCKS = st.times().map(lambda one: one.replace(second=0, microsecond=0))
DATES = st.dates(date(2015, 1, 1), date(2036, 12, 31))
PARTIES = st.builds(
    Party,
    zone=ZONES,
    days=st.frozensets(st.integers(0, 6), min_size=1),
    start=CLOCKS,
    end=CLOCKS,
    days_off=st.lists(DATES.map(lambda day: DaysOff(start=day, end=day + timedelta(days=2))), max_size=2).map(tuple),
)


def length(windows: list[tuple[datetime, datetime]]) -> float:
    return sum((end - start).total_seconds() for start, end in windows)


@given(PARTIES, PARTIES, DATES)
def test_overlap_is_symmetric_in_utc(one: Party, other: Party, day: date) -> None:
    monday = day - timedelta(days=day.weekday())
    first = datetime.combine(monday, time(), tzinfo=UTC)
    last = first + timedelta(days=7)

    def shared(mine: Party, theirs: Party) -> float:
        days = [monday + timedelta(days=n) for n in range(-3, 11)]
        windows = [window for day in days for window in shared_windows(mine, theirs, day)]
        inside = [(max(start, first), min(end, last)) for start, end in windows if start < last and end > first]
        return length(inside)

    assert shared(one, other) == shared(other, one)


@given(PARTIES, PARTIES, DATES)
def test_a_shared_week_is_never_negative_nor_longer_than_either_works(mine: Party, theirs: Party, day: date) -> None:
    monday = day - timedelta(days=day.weekday())
    [shared] = week_seconds(mine, theirs, monday, 1)
    always = Party(mine.zone, frozenset(range(7)), time(), time())
    theirs_alone = week_seconds(always, theirs, monday, 1)[0]
    assert 0 <= shared <= min(theirs_alone, week_seconds(mine, mine, monday, 1)[0])


@given(PARTIES, PARTIES, DATES)
@settings(max_examples=60)
def test_a_week_counted_minute_by_minute(mine: Party, theirs: Party, day: date) -> None:
    """Against the plainest way: ask of every fifth minute whether it lies in a shift of both."""
    whole = {"start": mine.start.replace(minute=mine.start.minute // 5 * 5)}
    mine = Party(mine.zone, mine.days, whole["start"], mine.end.replace(minute=mine.end.minute // 5 * 5))
    theirs = Party(
        theirs.zone,
        theirs.days,
        theirs.start.replace(minute=theirs.start.minute // 5 * 5),
        theirs.end.replace(minute=theirs.end.minute // 5 * 5),
    )
    monday = day - timedelta(days=day.weekday())

    def working(one: Party) -> set[int]:
        minutes: set[int] = set()
        for n in range(-3, 11):
            if one.works_on(monday + timedelta(days=n)):
                start, end = one.shift(monday + timedelta(days=n))
                minutes |= set(range(start // 300, end // 300))
        return minutes

    bounds = [
        int(datetime.combine(monday + timedelta(days=n), time(), tzinfo=ZoneInfo(mine.zone)).timestamp()) // 300
        for n in (0, 7)
    ]
    both = working(mine) & working(theirs) & set(range(*bounds))
    assert week_seconds(mine, theirs, monday, 1) == [len(both) * 300]


@given(PARTIES, PARTIES, DATES)
@settings(max_examples=30)
def test_the_worst_week_is_no_better_than_any(mine: Party, theirs: Party, day: date) -> None:
    monday = day - timedelta(days=day.weekday())
    overlap = overlap_between(mine, theirs, monday)
    assert 0 <= overlap.week_min <= overlap.week_max
    assert overlap.week <= overlap.week_max
    assert overlap.day_worst * len(mine.days) == pytest.approx(overlap.week_min)
    assert 0 <= overlap.shared_days <= len(mine.days)


def test_fifty_people_over_a_year_are_not_counted_minute_by_minute() -> None:
    zones = ["Asia/Manila", "Africa/Cairo", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"]
    people = [them(zones[n % 5], f"{n % 24:02d}:{n:02d}") for n in range(50)]
    overlap_between.cache_clear()
    start = process_time()
    assert all(overlap_of(me(), one, date(2026, 1, 12)) is not None for one in people)
    assert process_time() - start < 3.0  # half a second is held to among the benchmarks
