"""Events as iCalendar: what a calendar program reads back, and that no text of the plan does more than be read."""

import re
from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest

from outsource_tui.exchange.ics import Event, Repeat, calendar_text
from outsource_tui.exchange.ics_zones import zone_rules

BERLIN = ZoneInfo("Europe/Berlin")
STAMP = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
HOSTILE = [
    "one\r\nATTENDEE:mailto:me@example.com",
    "one\nEND:VEVENT\nBEGIN:VALARM",
    "\x1b[31mred\x1b]0;title\x07\x9b",
    "a;b,c\\n:d",
    "<script>alert(1)</script><img src=x onerror=y><!-- -->",
    "=cmd|' /C calc'!A0",
    '"quoted": VALUE=URI',
    "日本語" * 40,
    "bidi \u202eevil\u200b",
    "two\u2028lines\u0085here",
]


def event(**fields: object) -> Event:
    values = {
        "uid": "R01-day1@x",
        "summary": "Trial",
        "start": datetime(2026, 3, 30, 9, 15, tzinfo=BERLIN),
        "end": datetime(2026, 3, 30, 10, 0, tzinfo=BERLIN),
        **fields,
    }
    return Event(**values)  # type: ignore[arg-type]


def text_of(*events: Event) -> str:
    return calendar_text(events, name="Outsourcing", zone="Europe/Berlin", stamp=STAMP)


def read(*events: Event) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(text_of(*events)).events)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_one_property_and_nothing_more(text: str) -> None:
    whole = text_of(event(summary=text, notes=[text, "second"]))
    calendar = icalendar.Calendar.from_ical(whole)
    assert [one.name for one in calendar.walk()] == [
        "VCALENDAR",
        "VTIMEZONE",
        "STANDARD",
        "DAYLIGHT",
        "STANDARD",
        "VEVENT",
    ]
    found = calendar.events[0]
    assert set(found) == {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "STATUS", "TRANSP"}
    assert str(found["DESCRIPTION"]).split("\n") == [str(found["SUMMARY"]), "second"]
    lines = whole.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert not any(ord(one) < 32 or 127 <= ord(one) < 160 for line in lines for one in line)


def test_no_program_that_takes_a_description_for_html_finds_a_tag() -> None:
    found = read(event(summary="3 < 4 and <b>bold</b>", notes=["<a href='http://x'>x</a>"]))[0]
    assert str(found["SUMMARY"]) == "3 < 4 and < b>bold< /b>"
    assert "<a" not in str(found["DESCRIPTION"])
    assert "</" not in str(found["DESCRIPTION"])


def test_a_time_is_in_its_zone_with_the_rules_of_it() -> None:
    whole = text_of(event())
    assert "DTSTART;TZID=Europe/Berlin:20260330T091500\r\n" in whole
    assert "DTSTAMP:20260105T093000Z\r\n" in whole
    assert whole.count("BEGIN:VTIMEZONE") == 1
    assert read(event())[0].start == datetime(2026, 3, 30, 7, 15, tzinfo=UTC)


def test_whole_days_and_utc_need_no_zone() -> None:
    day = event(start=date(2026, 4, 6), end=date(2026, 4, 9))
    instant = event(uid="b", start=datetime(2026, 4, 6, 7, tzinfo=UTC), end=datetime(2026, 4, 6, 8, tzinfo=UTC))
    whole = text_of(day, instant)
    assert "DTSTART;VALUE=DATE:20260406\r\nDTEND;VALUE=DATE:20260409\r\n" in whole
    assert "DTSTART:20260406T070000Z\r\n" in whole
    assert "VTIMEZONE" not in whole


def test_the_second_of_an_hour_that_comes_twice_is_told_in_utc() -> None:
    start = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=1)
    whole = text_of(event(start=start, end=start.astimezone(UTC).astimezone(BERLIN) + timedelta(hours=1)))
    assert "DTSTART:20261025T013000Z\r\n" in whole


def test_a_series_ends_with_its_last_day_and_leaves_days_out() -> None:
    off = datetime(2026, 4, 2, 9, 15, tzinfo=BERLIN)
    whole = text_of(event(repeat=Repeat(1, (0, 3), date(2026, 5, 4), (off,))))
    assert "RRULE:FREQ=WEEKLY;UNTIL=20260504T215959Z;BYDAY=MO,TH\r\n" in whole
    assert "EXDATE;TZID=Europe/Berlin:20260402T091500\r\n" in whole
    days = event(
        start=date(2026, 3, 30), end=date(2026, 3, 31), repeat=Repeat(2, (0,), date(2026, 5, 4), (date(2026, 4, 13),))
    )
    whole = text_of(days)
    assert "RRULE:FREQ=WEEKLY;UNTIL=20260504;INTERVAL=2;BYDAY=MO\r\n" in whole
    assert "EXDATE;VALUE=DATE:20260413\r\n" in whole


def test_what_is_cancelled_says_so_and_takes_no_time() -> None:
    found = read(event(is_busy=True), event(uid="b", is_busy=True, is_cancelled=True), event(uid="c"))
    assert [(str(one["STATUS"]), str(one["TRANSP"])) for one in found] == [
        ("CONFIRMED", "OPAQUE"),
        ("CANCELLED", "TRANSPARENT"),
        ("CONFIRMED", "TRANSPARENT"),
    ]


def test_the_same_events_make_the_same_file() -> None:
    assert text_of(event(), event(uid="b")) == text_of(event(), event(uid="b"))


def offset_of(text: str) -> timedelta:
    """Of `+0530` or `-003000`."""
    hours, minutes, seconds = int(text[1:3]), int(text[3:5]), int(text[5:] or 0)
    return timedelta(hours=hours, minutes=minutes, seconds=seconds) * (-1 if text[0] == "-" else 1)


@pytest.mark.parametrize(
    "zone",
    [
        "Europe/Berlin", "Europe/Lisbon", "Europe/Dublin", "America/New_York", "Asia/Manila", "Asia/Kolkata",
        "Africa/Cairo", "Africa/Casablanca", "Australia/Lord_Howe", "Pacific/Auckland", "Antarctica/Troll",
    ],
)  # fmt: skip
def test_the_rules_of_a_zone_give_its_offset_at_every_hour(zone: str) -> None:
    text: str = zone_rules(zone, date(2025, 12, 31), date(2026, 1, 1)).to_ical().decode().replace("\r\n ", "")
    onsets = []
    for part in re.split(r"BEGIN:(?:STANDARD|DAYLIGHT)\r\n", text)[1:]:
        lines = dict(line.split(":", 1) for line in part.split("\r\n") if ":" in line)
        times = [lines["DTSTART"], *lines.get("RDATE", "").split(",")]
        locals_ = [datetime.strptime(f"{one}+0000", "%Y%m%dT%H%M%S%z") for one in times if one]
        onsets += [(one - offset_of(lines["TZOFFSETFROM"]), offset_of(lines["TZOFFSETTO"])) for one in locals_]
    onsets.sort()
    here, instant = ZoneInfo(zone), datetime(2026, 1, 1, tzinfo=UTC)
    starts = [start for start, _ in onsets]
    while instant.year < 2029:
        offset = onsets[bisect_right(starts, instant) - 1][1]
        assert offset == instant.astimezone(here).utcoffset(), instant
        instant += timedelta(minutes=30)
