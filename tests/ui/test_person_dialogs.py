"""A person added in one line, and all of their fields in a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from outsource_tui.ui.dialogs.person_form import PersonFormDialog, open_person
from outsource_tui.ui.dialogs.quick_person import QuickPersonDialog

if TYPE_CHECKING:
    from outsource_tui.model.contractor import Contractor
    from tests.ui.conftest import Driver

LINE = "Maria Silva 30/h Europe/Lisbon 9-17 en:C1,pt:native referral"


@pytest.fixture
def quick(stage: Driver) -> Driver:
    stage.go("people", "T09")
    return stage.press("a")


def newest(stage: Driver) -> Contractor:
    return list(stage.plan.contractors.values())[-1]


def field(stage: Driver, name: str) -> Driver:
    """Go to a field of the form that is open, and empty it."""
    form = stage.dialog
    assert isinstance(form, PersonFormDialog)
    form.at = next(at for at, one in enumerate(form.fields) if one.name == name)
    return stage.press("end", "ctrl+u")


# in one line


def test_everything_understood_is_echoed_before_enter(quick: Driver) -> None:
    seen = quick.typed(LINE).seen()
    assert "Name  Maria Silva" in seen
    assert "Rate 30/h" in seen
    assert "Works 09-17 mon-fri (usual there)" in seen
    assert "Zone Europe/Lisbon, shares 7.0 h a day" in seen
    assert "Knows en C1, pt native" in seen
    assert "Also referral" in seen


def test_enter_adds_and_stays_for_the_next(quick: Driver) -> None:
    quick.typed(LINE).press("enter")
    person = newest(quick)
    assert (person.handle, person.rate, person.timezone, person.source) == (
        "Maria Silva",
        3000,
        "Europe/Lisbon",
        "referral",
    )
    assert dict(person.languages) == {"en": "C1", "pt": "native"}
    assert isinstance(quick.dialog, QuickPersonDialog)
    assert quick.dialog.line.text == ""
    assert quick.said == "Added Maria Silva. u undo"
    assert ">  Maria Silva" in quick.press("escape").seen()


def test_what_does_not_fit_is_said_and_not_added(quick: Driver) -> None:
    count = len(quick.plan.contractors)
    quick.typed("Maria en:fluent").press("enter")
    assert "from A1 to C2 or native" in quick.seen()
    assert len(quick.plan.contractors) == count


def test_a_name_is_needed(quick: Driver) -> None:
    quick.typed("30/h").press("enter")
    assert "a person needs a name" in quick.seen()


def test_escape_keeps_the_draft(quick: Driver) -> None:
    quick.typed("Maria 30/h").press("escape")
    assert quick.dialog is None
    assert "> Maria 30/h" in quick.press("a").seen()


def test_up_brings_the_last_line_back(quick: Driver) -> None:
    quick.typed("Maria 30/h").press("enter", "up")
    assert "> Maria 30/h" in quick.seen()
    assert "> Maria" not in quick.press("down").seen()


def test_several_pasted_lines_are_people_in_one_step(quick: Driver) -> None:
    before = len(quick.plan.contractors)
    quick.pasted("Maria 30/h\n\nJun 28/h Asia/Tokyo\n")
    assert "2 lines were pasted. Enter adds 2 people as one step" in quick.seen()
    quick.press("enter")
    assert [one.handle for one in list(quick.plan.contractors.values())[before:]] == ["Maria", "Jun"]
    quick.press("escape", "u")
    assert len(quick.plan.contractors) == before


def test_a_pasted_line_that_is_no_person_adds_nobody(quick: Driver) -> None:
    before = quick.plan
    quick.pasted("Maria 30/h\n28/h\n")
    quick.press("enter")
    assert "line 2: a person needs a name" in quick.seen()
    assert quick.plan is before
    quick.press("escape")
    assert "2 lines were pasted" not in quick.seen()
    assert quick.dialog is not None


def test_tab_opens_the_form_with_the_same_values(quick: Driver) -> None:
    quick.typed(LINE).press("tab")
    form = quick.dialog
    assert isinstance(form, PersonFormDialog)
    assert {name: text for name, text in form.texts.items() if text and name in LINE_FIELDS} == LINE_FIELDS
    quick.press("enter")
    assert (newest(quick).handle, newest(quick).work_end) == ("Maria Silva", "17:00")
    assert newest(quick).speed == 1.0


LINE_FIELDS = {
    "handle": "Maria Silva",
    "rate": "30/h",
    "timezone": "Europe/Lisbon",
    "shift": "09-17",
    "work_days": "mon-fri",
    "languages": "en C1, pt native",
    "source": "referral",
}


def test_a_new_form_that_was_left_is_there_again_but_the_line_wins(quick: Driver) -> None:
    quick.typed("Maria 30/h").press("tab")
    field(quick, "tags").typed("kept")
    field(quick, "rate").typed("31/h").press("escape")
    quick.press("a").typed("Maria 40/h").press("tab")
    form = quick.dialog
    assert isinstance(form, PersonFormDialog)
    assert (form.texts["tags"], form.texts["rate"]) == ("kept", "40/h")


def test_a_form_without_a_name_stays_open(quick: Driver) -> None:
    quick.typed("30/h").press("tab", "enter")
    assert "a person needs a name" in quick.seen()
    assert isinstance(quick.dialog, PersonFormDialog)


# all fields


def test_groups_have_headings(stage: Driver) -> None:
    stage.go("people")
    open_person(stage, "C02")
    seen = stage.seen(80, 70)
    for heading in ("Who", "When and where", "Money and pace", "Agreed in writing", "Keys they hold"):
        assert f"─ {heading} ─" in seen
    assert "Mailbox, edit, shared, from 2026-11-02" in seen


def test_the_field_under_the_cursor_is_always_seen_and_explained(stage: Driver) -> None:
    stage.go("people")
    open_person(stage, "C02")
    form = stage.dialog
    assert isinstance(form, PersonFormDialog)
    for at, one in enumerate(form.fields):
        form.at = at
        lines = stage.seen(80, 16).splitlines()
        assert any(line.startswith(f" > {one.label}") for line in lines), one.name


def test_fields_are_saved_as_one_step(stage: Driver) -> None:
    stage.go("people", "C02")
    stage.press("e")
    field(stage, "rate").typed("8.25/h")
    field(stage, "timezone").typed("manila")
    field(stage, "contract.nda").typed("yes")
    field(stage, "access.0").typed("Mailbox, edit, named, until 2027-05-22")
    field(stage, "access.1").typed("Calendar, read")
    field(stage, "days_off").typed("24.12. to 26.12. Christmas")
    stage.press("enter")
    person = stage.plan.contractors["C02"]
    assert (person.rate, person.timezone, person.contract.nda) == (825, "Asia/Manila", "yes")
    assert [(one.system, one.account) for one in person.access] == [("Mailbox", "named"), ("Calendar", "named")]
    assert person.days_off is not None
    assert person.days_off[0].label == "Christmas"
    assert person.contract.scope == "yes"
    stage.press("u")
    assert stage.plan.contractors["C02"].rate == 750


def test_nothing_changed_is_no_step(stage: Driver) -> None:
    stage.go("people", "C02")
    stage.press("e", "enter")
    assert not stage.plan.journal


def test_a_blocking_flag_can_be_cleared_with_a_reason(stage: Driver) -> None:
    stage.go("people", "C06")
    stage.press("e")
    field(stage, "red_flags").typed("no references, refuses trial").press("enter")
    assert "red flag" in next(one for one in stage.seen().splitlines() if "│ Gates" in one)
    stage.press("e")
    field(stage, "red_flags_cleared.refuses_trial").typed("a paid day instead").press("enter")
    assert stage.plan.contractors["C06"].red_flags_cleared == {"refuses_trial": "a paid day instead"}
    assert "red flag" not in next(one for one in stage.seen().splitlines() if "│ Gates" in one)


def test_what_does_not_fit_is_said_beside_its_field_and_nothing_is_lost(stage: Driver) -> None:
    stage.go("people", "C02")
    stage.press("e")
    field(stage, "speed").typed("nine")
    field(stage, "tags").typed("new").press("enter")
    form = stage.dialog
    assert isinstance(form, PersonFormDialog)
    assert form.fields[form.at].name == "speed"
    assert "speed: 'nine' is not a number from 0.25 to 4" in stage.seen()
    assert form.texts["tags"] == "new"
    stage.press("escape", "e")
    assert isinstance(stage.dialog, PersonFormDialog)
    assert stage.dialog.texts["speed"] == "nine"


def test_public_holidays_of_the_country_typed_just_now(stage: Driver) -> None:
    stage.go("people", "C03")
    stage.press("e")
    field(stage, "country").typed("pt")
    field(stage, "days_off").typed("public").press("enter")
    person = stage.plan.contractors["C03"]
    assert person.country == "PT"
    assert {one.source for one in person.days_off or ()} == {"public"}
