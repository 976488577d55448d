"""The People screen as somebody sees and drives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from outsource_tui.model.change import Change
from outsource_tui.planner.people import added_contractor, rated
from outsource_tui.planner.quick_person import quick_person
from outsource_tui.planner.rows import changed
from outsource_tui.ui.dialogs.comparison import ComparisonDialog
from outsource_tui.ui.dialogs.person_form import PersonFormDialog
from outsource_tui.ui.dialogs.quick_person import QuickPersonDialog
from outsource_tui.ui.dialogs.rating import RatingDialog
from outsource_tui.ui.screens.people import PeopleScreen

if TYPE_CHECKING:
    from tests.ui.conftest import Driver


@pytest.fixture
def people(stage: Driver) -> Driver:
    """The People screen for T09, Front-end build; C04 leads, C05 is second, nobody else is scored."""
    stage.go("people", "T09")
    return stage


def screen(stage: Driver) -> PeopleScreen:
    found = stage.screen
    assert isinstance(found, PeopleScreen)
    return found


def row(stage: Driver, words: str, width: int = 80, height: int = 24) -> str:
    """The first line of the screen with these words in it."""
    return next(line for line in stage.seen(width, height).splitlines() if words in line)


def add(stage: Driver, line: str) -> str:
    stage.do(added_contractor(quick_person(line, "EUR").fields))
    return next(reversed(list(stage.plan.contractors)))


# the list


def test_the_list_stands_by_fit_with_price_and_zone(people: Driver) -> None:
    lines = people.seen().splitlines()
    assert "for: Front-end build (f changes the task)" in lines[1]
    assert lines[3][:41] == ">  Front-end, N…  26.00  71.7 Belgra… +0 "
    assert lines[4][:41] == "   Front-end, B…  25.65  61.9 Kolk… +4.5 "
    assert screen(people).table.rows[:2] == ["C04", "C05"]


def test_people_who_are_not_scored_come_last_with_a_dash(people: Driver) -> None:
    assert row(people, "Assistant")[:41] == "   Assistant, C…   8.25     - Manila +7  "


def test_one_stopped_at_a_gate_has_no_place(people: Driver) -> None:
    people.do(rated(people.plan, "T09", "C04", "trust", {"score": 2}, people.today))
    lines = people.seen().splitlines()
    assert "Front-end, B…" in lines[3]
    assert "gate" in row(people, "Front-end, N…")
    assert "trust 2 < 3" in row(people, "Gates")


def test_a_score_with_little_behind_it_is_marked(people: Driver) -> None:
    people.go("people", "T07")
    assert "84.9?" in row(people, "Social media")
    assert "84.9?" not in row(people, "Assistant")


def test_the_task_is_the_first_that_somebody_has_to_be_found_for(stage: Driver) -> None:
    stage.go("people")
    assert "for: Social posts" in stage.seen().splitlines()[1]


def test_f_changes_the_task_by_typing(people: Driver) -> None:
    people.press("f").typed("retou").press("enter")
    assert "for: Retouching and export" in people.seen().splitlines()[1]
    assert "Retoucher" in people.seen().splitlines()[3]


def test_the_task_for_which_they_are_compared_may_be_archived_meanwhile(people: Driver) -> None:
    people.seen()
    people.do(changed(people.plan, "tasks", "T09", {"archived_at": "2026-11-23T12:00:00Z"}))
    assert "for: Social posts" in people.seen().splitlines()[1]


def test_a_price_in_a_currency_without_a_rate_is_said_not_guessed(people: Driver) -> None:
    people.press("a").typed("Jun Tanaka USD 28/h Tokyo 9-18").press("enter", "escape")
    seen = people.seen()
    assert "fx ?" in row(people, "Jun Tanaka")
    assert "USD 28/h" in seen
    assert "no exchange rate for USD" in seen


def test_too_little_overlap_is_said(people: Driver) -> None:
    people.go("people", add(people, "Jun Tanaka 28/h Tokyo 9-18"))
    seen = people.seen()
    assert "1.0 min 1.0!" in seen
    assert "1.0 h a day at worst, the task needs 2" in seen


def test_somebody_without_hours_is_not_guessed_at(people: Driver) -> None:
    people.go("people", add(people, "Nobody knows"))
    seen = people.seen()
    assert "hours not known" in seen
    assert "zone, days or hours are not known. Enter fills them in." in seen


# beside and below


def test_the_leader_stands_beside_the_one_under_the_cursor(people: Driver) -> None:
    people.press("G")
    assert screen(people).compared(2) == ["C04", "C03"]
    people.press("g")
    assert screen(people).compared(2) == ["C04", "C05"]


def test_the_marked_are_compared_first(people: Driver) -> None:
    people.go("people", "C01")
    people.press("space", "space", "g")
    assert screen(people).compared(3) == ["C01", "C06"]
    people.press("escape")
    assert screen(people).compared(3) == ["C04", "C05", "C02"]


def test_figures_side_by_side(people: Driver) -> None:
    assert "71.7 █████░░ 61.9 ████░░░" in row(people, "│ Fit")
    assert "26.00        25.65" in row(people, "EUR/h done")
    assert "4 seen       3 seen" in row(people, "Trust")
    assert "7.0 min 7.0  5.5 min 5.5" in row(people, "Shared/day")
    assert "hand over    57.5 review" in row(people, "│ Trial")


def test_wide_screens_show_more_people_and_what_would_turn_the_ranking(people: Driver) -> None:
    seen = people.seen(120, 36)
    assert "Cebu" in seen.splitlines()[2]
    assert "Leaning to Front-end, Novi Sad, 9.8 points ahead." in seen
    assert "If availability weighed 20.6% instead of 5.0%" in seen
    seen = people.seen(200, 60)
    assert "Retoucher, Cairo" in seen.splitlines()[2][70:]
    assert "The week of Mon 23 Nov: hours you share" in seen
    assert "35.0 h" in seen


def test_bars_of_the_day_with_hours_in_numbers(people: Driver) -> None:
    assert row(people, "You  ").rstrip().endswith("09-17")
    assert row(people, "Novi S…").rstrip().endswith("08-16  7.0 h shared")
    assert "all 3 09-14:30 (5.5 h) · there: Novi Sad 09-16, Bengaluru 13:30-19" in people.seen()
    assert "Bengaluru 09-14:30 (13:30-19 there)" in people.seen(120, 36)


def test_another_day_by_the_arrows(people: Driver) -> None:
    people.press("left")
    assert "Sun 22 Nov" in people.seen()
    assert row(people, "You  ").rstrip().endswith("not a work day")
    people.press("right", "right")
    assert "Tue 24 Nov" in people.seen()
    people.press("escape")
    assert "Mon 23 Nov" in people.seen()


def test_a_public_holiday_is_named(people: Driver) -> None:
    day = {"from": "2026-11-23", "to": "2026-11-23", "label": "Labour day", "source": "public"}
    people.do(changed(people.plan, "contractors", "C04", {"days_off": [day]}))
    assert "off: Labour day" in row(people, "Novi S…")
    assert "1            none" in row(people, "Days off")


@pytest.mark.parametrize(
    ("width", "height"), [(80, 24), (120, 36), (200, 60), (72, 20), (71, 30), (60, 18), (50, 14), (30, 8), (112, 12)]
)
def test_every_size_is_drawn(people: Driver, width: int, height: int) -> None:
    for task in ("T09", "T07", "T03"):
        people.go("people", task)
        assert len(people.seen(width, height).splitlines()) == height
    people.press("=")
    assert len(people.seen(width, height).splitlines()) == height
    people.press("escape", "s")
    assert len(people.seen(width, height).splitlines()) == height
    people.press("escape", "e")
    assert len(people.seen(width, height).splitlines()) == height


def test_keys_before_the_first_frame_are_kept(people: Driver) -> None:
    people.press("down", "down")
    assert screen(people).table.current == "C02"


def test_a_cursor_move_changes_nothing_while_it_stays_among_those_shown(people: Driver) -> None:
    before = people.seen(120, 36).splitlines()
    people.press("down")
    after = people.seen(120, 36).splitlines()
    assert [at for at, (one, other) in enumerate(zip(before, after, strict=True)) if one != other] == [2, 3, 4]


# what can be done


def test_nobody_yet_names_the_key(empty_stage: Driver) -> None:
    empty_stage.go("people")
    seen = empty_stage.seen()
    assert "No people yet. a adds the first" in seen
    empty_stage.press("e")
    assert empty_stage.said == "There is nobody here. a adds the first."
    empty_stage.press("f")
    assert "There is no task yet" in empty_stage.said


def test_a_person_without_any_task_can_be_looked_at_but_not_scored(empty_stage: Driver) -> None:
    empty_stage.go("people", add(empty_stage, "Maria Silva 30/h Lisbon 9-17"))
    seen = empty_stage.seen()
    assert "30.00" in seen
    assert "no task to find somebody for yet" in seen
    empty_stage.press("s")
    assert "There is no task yet" in empty_stage.said
    assert empty_stage.dialog is None


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("a", QuickPersonDialog),
        ("e", PersonFormDialog),
        ("enter", PersonFormDialog),
        ("s", RatingDialog),
        ("=", ComparisonDialog),
    ],
)
def test_keys_open_their_dialogs(people: Driver, key: str, kind: type) -> None:
    people.press(key)
    assert isinstance(people.dialog, kind)


def test_a_trial_and_a_hand_off_are_begun_for_the_task_and_the_person(people: Driver) -> None:
    people.go("people", "C05")
    people.press("T")
    assert people.dialog is not None
    assert "Bengaluru" in people.seen()
    people.press("escape", "p")
    assert people.dialog is not None
    assert "Bengaluru" in people.seen()


def test_archive_takes_out_of_sight_and_undo_brings_back(people: Driver) -> None:
    people.go("people", "C06")
    people.press("x")
    people.seen()
    assert "C06" not in screen(people).table.rows
    people.press("u")
    people.seen()
    assert "C06" in screen(people).table.rows


def test_find_narrows_and_escape_shows_all(people: Driver) -> None:
    people.press("/").typed("html").press("enter")
    assert screen(people).table.rows == ["C04", "C05"]
    people.press("/").press("ctrl+u").typed("zebra").press("enter")
    assert "Nobody has zebra in it" in people.seen()
    people.press("s")
    assert people.said == "Nobody fits; Esc shows all again."
    assert "People 6 ·" in people.press("escape").seen()


def test_show_leaves_a_filter_that_hides_the_person(people: Driver) -> None:
    people.press("/").typed("html").press("enter")
    people.go("people", "C01")
    assert screen(people).table.current == "C01"


def test_copy_sends_the_line(people: Driver) -> None:
    people.press("y")
    assert people.fake.copied == [
        "Front-end, Novi Sad, 32/h, Europe/Belgrade, 08-16 mon-fri, sr native, en C1, fit for Front-end build: 71.7"
    ]


def test_only_five_stand_side_by_side(people: Driver) -> None:
    people.press("V", "=")
    assert people.said == "6 are marked; up to 5 can stand side by side."
    people.press("g", "space", "=")
    assert isinstance(people.dialog, ComparisonDialog)
    assert len(people.dialog.ids) == 5


def test_one_person_alone_cannot_be_compared(empty_stage: Driver) -> None:
    from outsource_tui.planner.tasks import added_task

    empty_stage.do(added_task({"name": "SEO", "hours": 2, "effectiveness": 2, "value": 3}))
    empty_stage.go("people", add(empty_stage, "Maria"))
    empty_stage.press("=")
    assert empty_stage.said == "There is only one person here. a adds another to compare with."


def test_a_thousand_people_are_listed_by_name(people: Driver) -> None:
    edits = [added_contractor({"handle": f"Somebody {number:04}"}).edits[0] for number in range(1000)]
    people.do(Change("many", tuple(edits)))
    people.press("G")
    assert "Somebody 0999" in people.seen()
    assert len(screen(people).table.rows) == 1006
