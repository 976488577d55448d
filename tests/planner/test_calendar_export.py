"""What of a plan goes into a calendar, and what a contractor sees of it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from msgspec import convert
from msgspec.structs import replace

from outsource_tui.data import demo_plan
from outsource_tui.exchange.ics import Event
from outsource_tui.model.keeping import DecisionRow
from outsource_tui.model.kinds import DaysOff
from outsource_tui.model.plan import Plan
from outsource_tui.model.problems import BadInput, NotThere
from outsource_tui.model.task import Brief
from outsource_tui.planner.calendar_export import CalendarView, invitation_of
from outsource_tui.planner.called import Called

TODAY = date(2026, 3, 20)
BERLIN, MANILA = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Manila")


def demo(today: date = TODAY) -> Plan:
    return demo_plan(today, datetime(today.year, today.month, today.day, 9, tzinfo=UTC))


def with_row(plan: Plan, table: str, row_id: str, **fields: Any) -> Plan:
    rows = getattr(plan, table)
    return replace(plan, **{table: {**rows, row_id: replace(rows[row_id], **fields)}})


def events(plan: Plan, today: date = TODAY, *, is_redacted: bool = False) -> dict[str, Event]:
    """By the id of the row and the part of it, such as `R01 day1`."""
    view = CalendarView(plan, today, called=Called(plan, is_redacted=is_redacted))
    found = {short(one): one for one in view.everything()}
    assert len(found) == len(list(view.everything()))
    return found


def short(event: Event) -> str:
    row, _, part = event.uid.removesuffix("@outsource-tui").split("-", 2)
    return f"{row} {part}"


def invited(plan: Plan, row_id: str, today: date = TODAY) -> dict[str, Event]:
    return {short(one): one for one in invitation_of(plan, row_id, today)[0]}


def test_a_trial_is_one_event_a_day_in_the_shared_window() -> None:
    # Two days from Thursday on, over the weekend in which Berlin's clocks go forward.
    plan = with_row(demo(), "trials", "R02", start=date(2026, 3, 27), state="planned", review_since=None)
    found = events(plan)
    assert found["R02 day1"].start == datetime(2026, 3, 27, 9, 0, tzinfo=BERLIN)
    assert found["R02 day1"].end == datetime(2026, 3, 27, 14, 30, tzinfo=BERLIN)
    assert found["R02 day2"].start == datetime(2026, 3, 30, 9, 0, tzinfo=BERLIN)
    assert found["R02 day2"].end == datetime(2026, 3, 30, 15, 30, tzinfo=BERLIN)
    assert found["R02 day2"].summary == "Trial day 2 of 2: Front-end build (Front-end, Bengaluru)"
    assert found["R02 day2"].notes[:2] == [
        "On your clock (Europe/Berlin): 09:00-15:30",
        "On theirs (Asia/Kolkata): 12:30-19:00",
    ]
    assert not found["R02 day1"].is_busy


def test_a_day_off_is_no_day_of_a_trial() -> None:
    plan = with_row(demo(), "trials", "R02", start=date(2026, 3, 26), state="planned", review_since=None)
    plan = with_row(plan, "contractors", "C05", days_off=(DaysOff(start=date(2026, 3, 27), end=date(2026, 3, 27)),))
    found = events(plan)
    assert [found[f"R02 day{n}"].start.day for n in (1, 2)] == [26, 30]
    assert found["C05 off20260327"].summary == "Front-end, Bengaluru is off"


def test_a_trial_with_somebody_whose_hours_are_not_known_is_whole_days() -> None:
    plan = with_row(demo(), "contractors", "C05", work_start=None)
    found = events(plan)
    assert (found["R02 day1"].start, found["R02 day2"].start) == (date(2026, 3, 4), date(2026, 3, 5))


def test_a_trial_of_two_who_never_work_at_the_same_time_is_whole_days() -> None:
    plan = with_row(demo(), "contractors", "C05", timezone="Pacific/Auckland", work_start="09:00", work_end="17:00")
    day = events(plan)["R02 day1"]
    assert (day.start, day.end) == (date(2026, 3, 4), date(2026, 3, 5))
    assert "No hours in common: in writing." in day.notes


def test_a_trial_without_a_date_is_not_in_the_calendar() -> None:
    plan = with_row(demo(), "trials", "R02", start=None, state="planned", review_since=None)
    assert not [key for key in events(plan) if key.startswith("R02")]


def test_when_to_review_and_to_decide_are_whole_days() -> None:
    # Thursday and Friday; the review is on Monday, silence decides three days later.
    plan = with_row(demo(), "trials", "R02", start=date(2026, 3, 26), state="running", review_since=None)
    found = events(plan)
    assert (found["R02 review"].start, found["R02 review"].end) == (date(2026, 3, 30), date(2026, 3, 31))
    assert found["R02 decide"].start == date(2026, 4, 2)
    upwork = with_row(plan, "contractors", "C05", source="platform", source_text="Upwork")
    assert events(upwork)["R02 decide"].start == date(2026, 4, 13)


def test_a_decision_moves_its_entry_to_the_day_it_was_made() -> None:
    before, plan = events(demo()), demo()
    stamps = {"created_at": plan.meta.last_backup or datetime(2026, 3, 20, 12, tzinfo=UTC)}
    row = {"id": "N90", **stamps, "updated_at": stamps["created_at"], "at": datetime(2026, 3, 19, 23, 30, tzinfo=UTC),
           "entity": "R02", "what": "decision", "to": "extend"}  # fmt: skip
    plan = replace(plan, decisions={**plan.decisions, "N90": convert(row, DecisionRow)})
    plan = with_row(plan, "trials", "R02", state="decided", decision="extend")
    after = events(plan)["R02 decide"]
    assert after.uid == before["R02 decide"].uid
    assert after.start == date(2026, 3, 20)  # half past midnight in Berlin
    assert after.summary.startswith("Trial decided, one more round: ")


def test_a_trial_called_off_is_taken_back_from_the_calendar_under_the_same_ids() -> None:
    before = events(demo())
    after = events(with_row(demo(), "trials", "R02", state="cancelled"))
    assert after["R02 day1"].uid == before["R02 day1"].uid
    assert after["R02 day1"].is_cancelled
    assert after["R02 day1"].summary.startswith("Cancelled: ")
    assert "R02 decide" not in after


def test_looks_are_one_series_at_one_time_of_mine() -> None:
    found = events(demo())["H02 look"]
    assert (found.start, found.end) == (
        datetime(2026, 3, 2, 9, 15, tzinfo=BERLIN),
        datetime(2026, 3, 2, 9, 30, tzinfo=BERLIN),
    )
    assert found.repeat is not None
    assert (found.repeat.weeks, found.repeat.weekdays, found.repeat.until) == (1, (0, 3), None)
    assert found.is_busy
    assert found.notes[1:3] == [
        "On your clock (Europe/Berlin): 09:15-09:30",
        "On theirs (Asia/Manila): 16:15-16:30, 15:15-15:30 from Mon 30 Mar 2026, 16:15-16:30 from Mon 26 Oct 2026",
    ]


def test_the_series_and_its_ids_stay_the_same_on_another_day() -> None:
    plan = demo()
    first, second = (events(plan, day) for day in (TODAY, TODAY + timedelta(days=9)))
    assert {key: one.uid for key, one in first.items()} == {key: one.uid for key, one in second.items()}
    assert first["H02 look"].start == second["H02 look"].start
    assert first["H02 look"].repeat == second["H02 look"].repeat


def test_rows_of_two_plans_do_not_share_their_ids() -> None:
    other = with_row(demo(), "trials", "R01", created_at=datetime(2026, 1, 1, 8, tzinfo=UTC))
    assert events(other)["R01 day1"].uid != events(demo())["R01 day1"].uid


def test_days_off_end_after_their_last_day_and_only_of_whoever_works_with_me() -> None:
    off = (
        DaysOff(start=date(2026, 4, 6), end=date(2026, 4, 8), label="Easter"),
        DaysOff(start=date(2026, 4, 6), end=date(2026, 4, 6)),
    )
    plan = replace(demo(), profile=replace(demo().profile, days_off=off))
    plan = with_row(plan, "contractors", "C03", days_off=off)
    plan = with_row(plan, "contractors", "C02", days_off=off[:1])
    found = events(plan)
    assert (found["1 off20260406"].start, found["1 off20260406"].end) == (date(2026, 4, 6), date(2026, 4, 9))
    assert found["1 off20260406"].summary == "You are off: Easter"
    assert found["1 off20260406-2"].summary == "You are off"
    assert found["C02 off20260406"].summary == "Assistant, Cebu is off: Easter"
    assert not [key for key in found if key.startswith("C03")]
    repeat = found["H02 look"].repeat
    assert repeat is not None
    assert repeat.skipped == (datetime(2026, 4, 6, 9, 15, tzinfo=BERLIN),)


def test_a_deadline_is_a_whole_day() -> None:
    plan = with_row(demo(), "tasks", "T09", brief=Brief(deadline=date(2026, 4, 30)))
    assert events(plan)["T09 deadline"].start == date(2026, 4, 30)


def test_what_the_contractor_sees_has_their_clock_first_and_nothing_private() -> None:
    found = invited(demo(), "H01")
    assert set(found) == {"H01 start", "H01 look"}
    look = found["H01 look"]
    assert look.summary == "Check-in: Bookkeeping and receipts"
    assert look.start == datetime(2026, 2, 27, 9, 15, tzinfo=ZoneInfo("Europe/Lisbon"))
    assert str(getattr(look.start, "tzinfo", None)) == "Europe/Lisbon"
    assert look.notes == [
        "About the outcome, every second Fri.",
        "On your clock (Europe/Lisbon): 09:15-09:50",
        "On mine (Europe/Berlin): 10:15-10:50",
        "Stop and ask when: A payment is more than 30 days late",
    ]


def test_a_series_is_on_the_users_clock_where_only_one_of_the_two_changes() -> None:
    look = invited(demo(), "H02")["H02 look"]
    assert str(getattr(look.start, "tzinfo", None)) == "Europe/Berlin"
    assert look.notes[1].startswith("On your clock (Asia/Manila): 16:15-16:30, 15:15-15:30 from Mon 30 Mar 2026")


def test_a_look_on_their_next_day_falls_on_their_weekday() -> None:
    plan = with_row(demo(), "contractors", "C02", timezone="Asia/Manila", work_start="00:30", work_end="04:00")
    plan = replace(plan, profile=replace(plan.profile, timezone="Asia/Kolkata", work_start="20:00", work_end="23:30"))
    look = invited(plan, "H02")["H02 look"]
    assert look.repeat is not None
    assert look.start == datetime(2026, 3, 3, 0, 45, tzinfo=MANILA)
    assert str(getattr(look.start, "tzinfo", None)) == "Asia/Manila"
    assert look.repeat.weekdays == (1, 4)


def test_the_days_of_a_trial_are_sent_in_their_zone() -> None:
    found = invited(demo(), "R02")
    assert set(found) == {"R02 day1", "R02 day2"}
    assert found["R02 day1"].start == datetime(2026, 3, 4, 13, 30, tzinfo=ZoneInfo("Asia/Kolkata"))
    assert str(getattr(found["R02 day1"].start, "tzinfo", None)) == "Asia/Kolkata"
    assert set(invited(demo(), "T09")) == set(found)


def test_a_task_with_nobody_or_with_several_is_refused() -> None:
    with pytest.raises(BadInput, match="nothing is agreed yet for T05"):
        invitation_of(demo(), "T05", TODAY)
    both = with_row(demo(), "trials", "R01", state="running", decision=None)
    with pytest.raises(BadInput, match="several people are on T09; give one of R01, R02"):
        invitation_of(both, "T09", TODAY)
    with pytest.raises(BadInput, match="C01 is nothing to invite to"):
        invitation_of(demo(), "C01", TODAY)
    with pytest.raises(NotThere):
        invitation_of(demo(), "H99", TODAY)


def test_a_trial_without_a_date_is_nothing_to_invite_to() -> None:
    with pytest.raises(BadInput, match="R02 has no date yet; set its first day"):
        invitation_of(with_row(demo(), "trials", "R02", start=None), "R02", TODAY)


def test_names_and_typed_sentences_can_be_left_out() -> None:
    plan = with_row(demo(), "tasks", "T04", name="Call assistant, cebu about the books")
    plan = with_row(
        plan, "contractors", "C02", days_off=(DaysOff(start=TODAY, end=TODAY, label="Assistant, Cebu weds"),)
    )
    told = "\n".join(text for one in events(plan, is_redacted=True).values() for text in (one.summary, *one.notes))
    assert not any(one.handle.casefold() in told.casefold() for one in plan.contractors.values())
    assert "Call C02 about the books" in told
    assert "C02 is off: C02 weds" in told
    assert "A payment is more than 30 days late" not in told


def test_rows_that_a_damaged_plan_has_lost_are_left_out() -> None:
    plan = with_row(with_row(demo(), "handoffs", "H01", contractor_id="C99"), "trials", "R01", task_id="T99")
    assert not [key for key in events(plan) if key[:3] in {"H01", "R01"}]
    with pytest.raises(NotThere, match="H01 is about a task or a person that is not there"):
        invitation_of(plan, "H01", TODAY)


def test_dates_that_no_calendar_knows_name_their_row() -> None:
    with pytest.raises(BadInput, match="R01: 9999-12-31 is no date for a calendar"):
        events(with_row(demo(), "trials", "R01", start=date.max))
    with pytest.raises(BadInput, match="H01: 0001-01-01"):
        events(with_row(demo(), "handoffs", "H01", start=date.min))
    with pytest.raises(BadInput, match="there is no time zone 'Mars/Olympus'"):
        events(replace(demo(), profile=replace(demo().profile, timezone="Mars/Olympus")))
    nowhere = with_row(demo(), "contractors", "C05", timezone="Mars/Olympus")
    assert events(nowhere)["R02 day1"].start == date(2026, 3, 4)
    assert invited(nowhere, "R02")["R02 day1"].start == date(2026, 3, 4)
