"""When a trial can run (PRODUCT.md 3.13)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsource_tui.advice.calendar import TrialCalendar, trial_calendar, trial_dates, trial_days, trial_end
from outsource_tui.advice.clock_changes import clock_changes
from outsource_tui.advice.overlap import party_of
from outsource_tui.advice.public_holidays import public_holidays
from outsource_tui.model.contractor import Contractor
from outsource_tui.model.kinds import DAYS, ContractorId, DaysOff, TaskId
from outsource_tui.model.profile import Profile
from outsource_tui.model.trial import Trial

AT = datetime(2026, 1, 1, tzinfo=UTC)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
SUN_TO_THU = ("sun", "mon", "tue", "wed", "thu")
MONDAY = date(2026, 1, 12)


def me(zone: str = "Europe/Berlin", **fields: Any) -> Profile:
    return Profile(timezone=zone, created_at=AT, updated_at=AT, **fields)


def them(zone: str | None, start: str = "09:00", end: str = "17:00", **fields: Any) -> Contractor:
    hours: dict[str, Any] = {"timezone": zone, "work_days": WEEKDAYS, "work_start": start, "work_end": end}
    return Contractor(id="C01", handle="Aiko", created_at=AT, updated_at=AT, **hours | fields)


def off(first: date, last: date | None = None, label: str = "", **fields: Any) -> DaysOff:
    return DaysOff(start=first, end=last or first, label=label, **fields)


def trial(start: date | None, days: int) -> Trial:
    return Trial(
        id="R01", task_id=TaskId("T01"), contractor_id=ContractorId("C01"), start=start, days=days,
        created_at=AT, updated_at=AT,
    )  # fmt: skip


def dates(found: TrialCalendar) -> list[date]:
    return [one.date for one in found.days]


def reasons(found: TrialCalendar) -> list[str]:
    return [one.words for one in found.rejected]


def test_the_first_days_that_fit_with_all_windows_on_both_clocks() -> None:
    found = trial_calendar(me(), them("Asia/Kolkata", "10:00", "19:00"), need=4.0, earliest=MONDAY, days=2)
    assert dates(found) == [MONDAY, MONDAY + timedelta(days=1)]
    assert (found.rejected, found.clock_changes, found.blocked_by) == ((), (), None)
    day = found.days[0]
    assert (day.mine.start.isoformat(), day.mine.end.isoformat()) == (
        "2026-01-12T09:00:00+01:00",
        "2026-01-12T17:00:00+01:00",
    )
    assert (day.mine_there.start.isoformat(), day.mine_there.end.isoformat()) == (
        "2026-01-12T13:30:00+05:30",
        "2026-01-12T21:30:00+05:30",
    )
    assert [one.start.isoformat() for one in (*day.theirs, *day.theirs_here)] == [
        "2026-01-12T10:00:00+05:30",
        "2026-01-12T05:30:00+01:00",
    ]
    assert [(one.start.isoformat(), one.end.isoformat()) for one in (*day.shared, *day.shared_there)] == [
        ("2026-01-12T09:00:00+01:00", "2026-01-12T14:30:00+01:00"),
        ("2026-01-12T13:30:00+05:30", "2026-01-12T19:00:00+05:30"),
    ]
    assert [one.isoformat() for one in day.check_ins] == ["2026-01-12T09:15:00+01:00", "2026-01-12T14:00:00+01:00"]


def test_a_weekend_between_does_not_break_the_run() -> None:
    found = trial_calendar(me(), them("Europe/Lisbon"), need=1.0, earliest=date(2026, 1, 15), days=3)
    assert dates(found) == [date(2026, 1, 15), date(2026, 1, 16), date(2026, 1, 19)]
    assert reasons(found) == []


def test_two_different_weekends_between_do_not_break_it_either() -> None:
    cairo = them("Africa/Cairo", work_days=SUN_TO_THU)
    found = trial_calendar(me(), cairo, need=None, earliest=date(2026, 1, 15), days=2)
    assert dates(found) == [date(2026, 1, 15), date(2026, 1, 19)]
    assert reasons(found) == ["Fri 16: Aiko does not work then", "Sun 18: you do not work on a Sun"]


def test_rejected_dates_are_told_in_their_order_where_a_run_ends_after_a_weekend() -> None:
    cairo = them("Africa/Cairo", work_days=SUN_TO_THU, days_off=(off(date(2026, 1, 19)),))
    found = trial_calendar(me(), cairo, need=None, earliest=date(2026, 1, 15), days=2)
    assert dates(found) == [date(2026, 1, 20), date(2026, 1, 21)]
    assert reasons(found) == [
        "Thu 15: the days in a row end on Mon 19",
        "Fri 16: Aiko does not work then",
        "Sun 18: you do not work on a Sun",
        "Mon 19: Aiko is off",
    ]


def test_a_public_holiday_breaks_the_run() -> None:
    japan = public_holidays("JP", None, date(2026, 11, 1), date(2026, 11, 30))
    assert [(one.start, one.source) for one in japan] == [(date(2026, 11, 3), "public"), (date(2026, 11, 23), "public")]
    tokyo = them("Asia/Tokyo", "14:00", "22:00", country="JP", days_off=tuple(japan))
    found = trial_calendar(me(), tokyo, need=2.0, earliest=date(2026, 11, 20), days=2)
    assert dates(found) == [date(2026, 11, 24), date(2026, 11, 25)]
    assert reasons(found) == [
        "Fri 20: the days in a row end on Mon 23",
        "Mon 23: Labor Thanksgiving Day, public holiday in Japan",
    ]


def test_public_holidays_are_never_applied_in_silence() -> None:
    tokyo = them("Asia/Tokyo", "14:00", "22:00", country="JP")
    found = trial_calendar(me(), tokyo, need=2.0, earliest=date(2026, 11, 23), days=1)
    assert dates(found) == [date(2026, 11, 23)]


def test_days_off_of_either_are_said_with_their_label() -> None:
    mine = me(days_off=(off(date(2026, 1, 12), label="dentist"),))
    lisbon = them("Europe/Lisbon", days_off=(off(date(2026, 1, 13), date(2026, 1, 14)),))
    found = trial_calendar(mine, lisbon, need=1.0, earliest=MONDAY, days=1)
    assert dates(found) == [date(2026, 1, 15)]
    assert reasons(found) == ["Mon 12: you are off (dentist)", "Tue 13: Aiko is off", "Wed 14: Aiko is off"]


def test_too_little_overlap_breaks_the_run() -> None:
    # New York goes forward on 8 March 2026, Berlin on 29 March: three hours a day only in between.
    found = trial_calendar(me(), them("America/New_York"), need=3.0, earliest=date(2026, 3, 5), days=2)
    assert dates(found) == [date(2026, 3, 9), date(2026, 3, 10)]
    assert reasons(found)[:2] == ["Thu 5: 2 shared hours, needed are 3", "Fri 6: 2 shared hours, needed are 3"]
    late = trial_calendar(me(), them("America/New_York"), need=3.0, earliest=date(2026, 3, 27), days=2)
    assert late.days == ()
    assert reasons(late)[:2] == ["Fri 27: the days in a row end on Mon 30", "Mon 30: 2 shared hours, needed are 3"]
    assert late.blocked_by == "never 3 shared hours on 2 shared working days in a row"


def test_exactly_the_need_is_enough() -> None:
    assert dates(trial_calendar(me(), them("America/New_York"), need=2.0, earliest=MONDAY, days=1)) == [MONDAY]


def test_their_night_shift_that_began_the_day_before_is_work_on_my_date() -> None:
    auckland = them("Pacific/Auckland", "20:00", "06:00", days_off=(off(date(2026, 1, 13)),))
    found = trial_calendar(me(), auckland, need=4.0, earliest=MONDAY, days=2)
    # On my Tuesday the shift that began on their Tuesday, a day off, would have met it.
    assert dates(found) == [date(2026, 1, 14), date(2026, 1, 15)]
    assert reasons(found) == ["Mon 12: the days in a row end on Tue 13", "Tue 13: Aiko is off"]


def test_my_own_shift_past_midnight_belongs_to_the_date_it_begins_on() -> None:
    mine = me(work_start="22:00", work_end="06:00")
    found = trial_calendar(mine, them("America/Los_Angeles"), need=4.0, earliest=date(2026, 1, 16), days=1)
    [day] = found.days
    assert (day.date, day.shared[0].end.date()) == (date(2026, 1, 16), date(2026, 1, 17))


@pytest.mark.parametrize(
    ("zone", "earliest", "said"),
    [
        ("America/New_York", date(2026, 3, 2), ["Sun 8: clocks in America/New_York go forward by 60 minutes"]),
        ("America/New_York", date(2026, 3, 23), ["Sun 29: clocks in Europe/Berlin go forward by 60 minutes"]),
        ("America/New_York", date(2026, 10, 28), [
            "Sun 25: clocks in Europe/Berlin go back by 60 minutes",
            "Sun 1: clocks in America/New_York go back by 60 minutes",
        ]),
        ("Africa/Cairo", date(2026, 4, 21), ["Fri 24: clocks in Africa/Cairo go forward by 60 minutes"]),
        ("Africa/Cairo", date(2026, 10, 28), [
            "Sun 25: clocks in Europe/Berlin go back by 60 minutes",
            "Thu 29: clocks in Africa/Cairo go back by 60 minutes",
        ]),
        ("Asia/Kolkata", date(2026, 6, 1), []),
        ("Asia/Kolkata", date(2026, 3, 19), []),
    ],
)  # fmt: skip
def test_a_clock_change_near_the_trial_is_said(zone: str, earliest: date, said: list[str]) -> None:
    found = trial_calendar(me(), them(zone), need=None, earliest=earliest, days=2)
    assert [one.words for one in found.clock_changes] == said


def test_seven_days_on_either_side_and_not_eight() -> None:
    def changes(day: date) -> int:
        daily = tuple(DAYS)
        found = trial_calendar(
            me(work_days=daily), them("Asia/Kolkata", work_days=daily), need=None, earliest=day, days=1
        )
        assert dates(found) == [day]
        return len(found.clock_changes)

    change = date(2026, 3, 29)
    assert [changes(change + timedelta(days=n)) for n in (-8, -7, 0, 7, 8)] == [0, 1, 1, 1, 0]


@pytest.mark.parametrize(
    ("zone", "first", "last", "found"),
    [
        ("Australia/Lord_Howe", date(2026, 4, 1), date(2026, 4, 30), [(date(2026, 4, 5), -30)]),
        ("Australia/Lord_Howe", date(2026, 10, 1), date(2026, 10, 31), [(date(2026, 10, 4), 30)]),
        ("America/Sao_Paulo", date(2018, 11, 1), date(2018, 11, 30), [(date(2018, 11, 4), 60)]),
        ("America/Sao_Paulo", date(2019, 2, 1), date(2019, 2, 28), [(date(2019, 2, 16), -60)]),
        ("America/Sao_Paulo", date(2026, 1, 1), date(2026, 12, 31), []),
        ("Asia/Kathmandu", date(2026, 1, 1), date(2026, 12, 31), []),
    ],
)
def test_clock_changes_of_a_zone(zone: str, first: date, last: date, found: list[tuple[date, int]]) -> None:
    assert [(one.date, one.minutes) for one in clock_changes((zone, zone), first, last)] == found


@pytest.mark.parametrize(
    ("contractor", "need", "blocked"),
    [
        (them(None), 1.0, "Aiko's time zone, work days or hours are not known"),
        (them("Pacific/Auckland"), 1.0, "your hours and theirs never meet (Aiko)"),
        (them("Pacific/Auckland"), None, "your hours and theirs never meet (Aiko)"),
        (them("Europe/Lisbon", work_days=("sat", "sun")), 1.0, "there is no weekday on which both work (Aiko)"),
        (them("America/New_York"), 4.0, "never 4 shared hours on 2 shared working days in a row"),
        (
            them("Europe/Lisbon", days_off=(off(MONDAY, MONDAY + timedelta(days=100)),)),
            1.0,
            "days off leave no 2 shared working days in a row",
        ),
    ],
)
def test_nothing_within_ninety_days_says_which_rule(contractor: Contractor, need: float | None, blocked: str) -> None:
    found = trial_calendar(me(), contractor, need=need, earliest=MONDAY, days=2)
    assert (found.days, found.blocked_by) == ((), blocked)


def test_my_own_schedule_can_be_the_one_not_known() -> None:
    found = trial_calendar(me(work_days=()), them("Europe/Lisbon"), need=1.0, earliest=MONDAY, days=1)
    assert found.blocked_by == "your own time zone, work days or hours are not known"


def test_the_ninetieth_day_is_still_looked_at() -> None:
    friday = date(2026, 1, 9)
    last = friday + timedelta(days=89)

    def found(away: DaysOff) -> list[date]:
        lisbon = them("Europe/Lisbon", days_off=(away,))
        return dates(trial_calendar(me(), lisbon, need=1.0, earliest=friday, days=2))

    assert found(off(friday, last - timedelta(days=2))) == [last - timedelta(days=1), last]
    assert found(off(friday, last - timedelta(days=1))) == []


def test_work_that_needs_no_shared_hour_can_be_tried_across_the_world() -> None:
    found = trial_calendar(me(), them("Pacific/Auckland"), need=0.0, earliest=date(2026, 1, 16), days=2)
    assert dates(found) == [date(2026, 1, 16), date(2026, 1, 19)]
    assert (found.days[0].shared, found.days[0].check_ins) == ((), ())
    assert found.days[0].theirs[0].start.isoformat() == "2026-01-16T09:00:00+13:00"
    early_week = them("Pacific/Auckland", work_days=SUN_TO_THU)
    both = trial_calendar(me(), early_week, need=0.0, earliest=date(2026, 1, 15), days=2)
    assert dates(both) == [date(2026, 1, 15), date(2026, 1, 19)]
    assert reasons(both) == ["Fri 16: Aiko does not work then", "Sun 18: you do not work on a Sun"]


def test_half_an_hour_more_in_summer_on_lord_howe() -> None:
    island, kolkata = me("Australia/Lord_Howe"), them("Asia/Kolkata")
    found = trial_calendar(island, kolkata, need=3.0, earliest=date(2026, 4, 2), days=2)
    assert dates(found) == [date(2026, 4, 6), date(2026, 4, 7)]
    assert reasons(found)[0] == "Thu 2: 2.5 shared hours, needed are 3"
    assert [one.words for one in found.clock_changes] == ["Sun 5: clocks in Australia/Lord_Howe go back by 30 minutes"]
    assert found.days[0].shared[0].start.isoformat() == "2026-04-06T14:00:00+10:30"


def test_the_end_of_a_trial_is_its_last_shared_working_day() -> None:
    lisbon = them("Europe/Lisbon", days_off=(off(date(2026, 1, 19)),))
    assert trial_end(trial(date(2026, 1, 15), 1), me(), lisbon) == date(2026, 1, 15)
    assert trial_end(trial(date(2026, 1, 15), 3), me(), lisbon) == date(2026, 1, 20), "weekend and day off left out"
    assert trial_end(trial(date(2026, 1, 17), 2), me(), lisbon) == date(2026, 1, 21), "a start on a Saturday"
    assert trial_end(trial(MONDAY, 2), me(), them("Pacific/Auckland")) == date(2026, 1, 13)
    assert trial_end(trial(None, 2), me(), lisbon) is None
    assert trial_end(trial(MONDAY, 2), me(), them(None)) is None
    gone = them("Europe/Lisbon", days_off=(off(MONDAY, MONDAY + timedelta(days=400)),))
    assert trial_end(trial(MONDAY, 2), me(), gone) is None


def test_the_days_of_a_trial_are_those_that_both_work() -> None:
    lisbon = them("Europe/Lisbon", days_off=(off(date(2026, 1, 19)),))
    three = trial(date(2026, 1, 15), 3)
    found = trial_days(three, me(), lisbon)
    assert [one.date for one in found] == [date(2026, 1, 15), date(2026, 1, 16), date(2026, 1, 20)]
    assert [one.date for one in found] == trial_dates(three, me(), lisbon)
    assert [one.shared[0].start.hour for one in found] == [10, 10, 10]
    asleep = trial_days(trial(MONDAY, 2), me(), them("Pacific/Auckland"))
    assert [(one.date.day, one.shared) for one in asleep] == [(12, ()), (13, ())]


def test_the_days_of_a_trial_are_days_in_a_row_where_no_schedule_says_more() -> None:
    assert trial_dates(trial(date(2026, 1, 16), 2), me(), them(None)) == [date(2026, 1, 16), date(2026, 1, 17)]
    assert trial_days(trial(date(2026, 1, 16), 2), me(), them(None)) == []
    assert trial_dates(trial(None, 2), me(), them(None)) == []


ZONES = st.sampled_from(
    ["Europe/Berlin", "America/New_York", "Africa/Cairo", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kolkata",
     "Asia/Kathmandu", "Pacific/Auckland"]
)  # fmt: skip
CLOCKS = st.times().map(lambda one: one.strftime("%H:%M"))
SOME_DAYS = st.sets(st.sampled_from(DAYS), min_size=1).map(tuple)


@given(
    ZONES, ZONES, SOME_DAYS, SOME_DAYS, CLOCKS, CLOCKS, CLOCKS, CLOCKS,
    st.dates(date(2016, 1, 1), date(2035, 12, 31)), st.integers(1, 10), st.sampled_from([None, 0.0, 1.0, 2.0, 4.0]),
)  # fmt: skip
def test_what_is_proposed_keeps_every_rule(
    here: str, there: str, my_days: Any, their_days: Any, a: str, b: str, c: str, d: str,
    earliest: date, days: int, need: float | None,
) -> None:  # fmt: skip
    profile = me(here, work_days=my_days, work_start=a, work_end=b, days_off=(off(earliest + timedelta(days=3)),))
    contractor = them(there, c, d, work_days=their_days, days_off=(off(earliest + timedelta(days=9)),))
    found = trial_calendar(profile, contractor, need=need, earliest=earliest, days=days)
    assert len(found.days) == (0 if found.blocked_by else days)
    assert dates(found) == sorted(set(dates(found)))
    assert not set(dates(found)) & {one.date for one in found.rejected}
    mine = party_of(profile)
    assert mine is not None
    for day in found.days:
        assert mine.works_on(day.date)
        assert mine.off_on(day.date) is None
        assert str(day.mine.start.tzinfo) == here
        assert all(str(one.start.tzinfo) == there for one in (*day.theirs, *day.shared_there, day.mine_there))
        shared = sum((one.length for one in day.shared), timedelta())
        assert shared >= timedelta(hours=need or 0)
        assert shared or need == 0
        for window in day.shared:
            assert day.mine.start.astimezone(UTC) <= window.start.astimezone(UTC)
            assert window.end.astimezone(UTC) <= day.mine.end.astimezone(UTC)
            assert any(
                one.start.astimezone(UTC) <= window.start.astimezone(UTC)
                and window.end.astimezone(UTC) <= one.end.astimezone(UTC)
                for one in day.theirs
            )
        for look in day.check_ins:
            assert any(
                window.start.astimezone(UTC) <= look.astimezone(UTC) < window.end.astimezone(UTC)
                for window in day.shared
            )
            assert look.tzinfo == ZoneInfo(here)
