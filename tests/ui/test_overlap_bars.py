"""Bars of a day: whose hours meet, on my clock, on any date."""

import re
from datetime import date, time

import pytest

from outsource_tui.advice.overlap import Party
from outsource_tui.model.kinds import DaysOff
from outsource_tui.ui.drawing import draw_in_ascii
from outsource_tui.ui.widgets.overlap_bars import (
    Someone,
    cells_for,
    clock_words,
    common_windows,
    minutes_of,
    overlap_lines,
    shared_hours,
    week_lines,
)

WEEKDAYS = frozenset(range(5))
MONDAY = date(2026, 11, 23)


def party(zone: str, start: int, end: int, *off: DaysOff, days: frozenset[int] = WEEKDAYS) -> Party:
    return Party(zone, days, time(start), time(end % 24), off)


ME = party("Europe/Berlin", 9, 17)


def bars(other: Party | None, day: date = MONDAY, width: int = 80) -> list[str]:
    return [line.text.rstrip() for line in overlap_lines(ME, [Someone("Other", other)], day, width)]


def test_their_hours_are_on_my_clock() -> None:
    assert minutes_of(party("Europe/Lisbon", 9, 17), "Europe/Berlin", MONDAY) == [(600, 1080)]
    assert minutes_of(party("Asia/Tokyo", 9, 18), "Europe/Berlin", MONDAY) == [(60, 600)]


def test_a_shift_past_my_midnight_stands_in_two_pieces() -> None:
    late = party("Europe/Berlin", 22, 6)
    assert minutes_of(late, "Europe/Berlin", MONDAY) == [(1320, 1440)]
    assert minutes_of(late, "Europe/Berlin", date(2026, 11, 24)) == [(0, 360), (1320, 1440)]


def test_clock_changes_move_the_bars() -> None:
    new_york = party("America/New_York", 9, 17)
    assert minutes_of(new_york, "Europe/Berlin", date(2026, 3, 6)) == [(900, 1380)]
    assert minutes_of(new_york, "Europe/Berlin", date(2026, 3, 9)) == [(840, 1320)]
    assert minutes_of(new_york, "Europe/Berlin", date(2026, 3, 30)) == [(900, 1380)]


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_a_day_with_a_clock_change_is_drawn(day: date) -> None:
    around = party("Pacific/Auckland", 0, 0, days=frozenset(range(7)))
    assert sum(end - start for start, end in minutes_of(around, "Europe/Berlin", day)) > 1300
    assert len(overlap_lines(ME, [Someone("All day", around)], day, 80)) == 4


def test_shared_hours_are_drawn_otherwise_and_told_in_numbers() -> None:
    axis, you, other, shared = bars(party("Europe/Lisbon", 9, 17))
    assert axis.split() == ["00", "03", "06", "09", "12", "15", "18", "21", "24"]
    assert you[9:57].count("━") == 16
    assert other[9:57].count("█") == 14
    assert other[9:57].count("━") == 2
    assert other.endswith("10-18  7.0 h shared")
    assert shared.endswith("Other 10-17 (09-16 there)")


def test_bars_can_be_told_apart_without_colour_and_in_ascii() -> None:
    draw_in_ascii(True)
    try:
        other = bars(party("Europe/Lisbon", 9, 17))[2]
    finally:
        draw_in_ascii(False)
    assert other.isascii()
    assert other[9:57] == "." * 20 + "#" * 14 + "==" + "." * 12


def test_why_somebody_is_not_there() -> None:
    off = DaysOff(start=MONDAY, end=MONDAY, label="Labour day", source="public")
    assert bars(party("Asia/Tokyo", 9, 18, off))[2].endswith("off: Labour day")
    assert bars(party("Asia/Tokyo", 9, 18, days=frozenset({1})))[2].endswith("not a work day")
    assert bars(None)[2].endswith("hours not known")
    assert bars(party("Asia/Tokyo", 9, 18), date(2026, 11, 21))[1].endswith("not a work day")


def test_nothing_shared_is_said() -> None:
    assert bars(party("Pacific/Auckland", 9, 17))[2].endswith("00-05, 21-24  0.0 h")
    assert bars(party("Pacific/Auckland", 9, 17))[3].endswith("nobody works when you do on this day")


def test_all_of_us() -> None:
    people = [Someone("Lisbon", party("Europe/Lisbon", 9, 17)), Someone("Tokyo", party("Asia/Tokyo", 9, 20))]
    assert shared_hours(common_windows(ME, people, MONDAY)) == 2.0
    words = overlap_lines(ME, people, MONDAY, 80)[-1].text
    assert "all 3 10-12 (2.0 h) · there: Lisbon 09-16, Tokyo 17-20" in words
    words = overlap_lines(ME, people, MONDAY, 120)[-1].text
    assert "all 3 of you 10-12 (2.0 h) · Lisbon 10-17 (09-16 there) · Tokyo 09-12 (17-20 there)" in words


@pytest.mark.parametrize(("width", "cells"), [(120, 96), (119, 96), (118, 48), (80, 48), (71, 48), (70, 24), (50, 24)])
def test_a_bar_is_as_fine_as_there_is_room(width: int, cells: int) -> None:
    assert cells_for(width) == cells


@pytest.mark.parametrize("width", [50, 72, 80, 120, 200])
def test_numbers_are_never_cut(width: int) -> None:
    lines = overlap_lines(ME, [Someone("Kolkata", party("Asia/Kolkata", 10, 19))], MONDAY, width)
    assert max(line.width for line in lines) <= width
    assert re.search(r" \d\.\d h( shared)?$", lines[2].text)


def test_the_week_names_who_is_off_and_adds_up() -> None:
    off = DaysOff(start=date(2026, 11, 24), end=date(2026, 11, 24), label="Labour day")
    head, you, cairo, tokyo = (
        line.text
        for line in week_lines(
            ME,
            [
                Someone("Cairo", party("Africa/Cairo", 9, 17, days=frozenset({6, 0, 1, 2, 3}))),
                Someone("Tokyo", party("Asia/Tokyo", 9, 18, off)),
            ],
            MONDAY,
            200,
        )
    )
    assert "Mon 23" in head
    assert you.count("09-17") == 5
    assert cairo.count("09-16  7.0 h") == 4
    assert "not a work day" in cairo
    assert cairo.rstrip().endswith("28.0 h")
    assert "off: Labour day" in tokyo
    assert tokyo.rstrip().endswith("4.0 h")


def test_clock_words() -> None:
    assert [clock_words(one) for one in (0, 570, 1020, 1440)] == ["00", "09:30", "17", "24"]
