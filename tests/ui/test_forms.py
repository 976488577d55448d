"""Forms: errors beside the field, drafts that come back, nothing half saved."""

from datetime import date

from tests.ui.conftest import Driver


def test_a_changed_field_is_saved_with_enter_in_any_field(stage: Driver) -> None:
    stage.go("tasks", "T04")
    stage.press("e", "down", "ctrl+u").typed("90m").press("enter")
    assert stage.plan.tasks["T04"].hours == 1.5
    assert stage.dialog is None
    assert "u undo" in stage.said


def test_a_bad_value_stays_with_its_error_and_all_that_was_typed(stage: Driver) -> None:
    stage.go("tasks", "T04")
    before = stage.plan
    stage.press("e", "ctrl+u").typed("Books").press("down", "down", "ctrl+u").typed("12").press("enter")
    seen = stage.seen()
    assert "Books" in seen
    assert "from 1 to 10" in seen
    assert stage.plan is before
    stage.press("backspace", "backspace").typed("0").press("enter")
    assert stage.plan.tasks["T04"].effectiveness == 10
    assert stage.plan.tasks["T04"].name == "Books"


def test_escape_keeps_a_draft_and_the_same_key_brings_it_back(stage: Driver) -> None:
    stage.go("tasks", "T04")
    stage.press("e").typed(" daily").press("escape")
    assert stage.plan.tasks["T04"].name == "Bookkeeping and receipts"
    stage.press("e")
    assert "Bookkeeping and receipts daily" in stage.seen()
    stage.press("enter")
    assert stage.plan.tasks["T04"].name == "Bookkeeping and receipts daily"
    stage.press("e", "escape")
    assert not stage.drafts


def test_an_unchanged_form_writes_nothing(stage: Driver) -> None:
    stage.go("tasks", "T04")
    before = stage.plan
    stage.press("e", "enter")
    assert stage.plan is before


def test_two_fields_that_do_not_fit_together_are_said(stage: Driver) -> None:
    stage.go("tasks", "T04")
    stage.press("e", "down", "ctrl+u").typed("100h").press("enter")
    assert "more than 80" in stage.seen()
    assert stage.dialog is not None


def test_notes_open_in_the_editor(stage: Driver) -> None:
    stage.go("tasks", "T04")
    stage.fake.editor_text = "line one\nline two"
    stage.press("e", "shift+tab", "ctrl+o", "enter")
    assert stage.plan.tasks["T04"].notes == "line one\nline two"


def test_only_long_text_opens_in_the_editor_and_it_can_be_typed_as_well(stage: Driver) -> None:
    stage.go("tasks", "T04")
    stage.press("e", "ctrl+o", "shift+tab", "end").typed("ok").press("enter")
    assert "edit" not in stage.fake.calls
    assert stage.plan.tasks["T04"].notes.endswith("ok")


def test_brief_and_steering(stage: Driver) -> None:
    from outsource_tui.ui.dialogs.brief_form import open_steering

    stage.go("tasks", "T08")
    stage.press("B").typed("Be found").press("down").typed("Top ten / Clean report").press("down")
    stage.typed("Report sent / ?Extra ideas").press("enter")
    brief = stage.plan.tasks["T08"].brief
    assert brief is not None
    assert brief.results == ("Top ten", "Clean report")
    assert [(one.text, one.must) for one in brief.done_when] == [("Report sent", True), ("Extra ideas", False)]
    stage.press("B").typed("!").press("enter")
    again = stage.plan.tasks["T08"].brief
    assert again is not None
    assert again.version == brief.version + 1
    open_steering(stage, "T08")
    stage.press("down").typed("a / b / c / d / e").press("enter")
    steering = stage.plan.tasks["T08"].steering
    assert steering is not None
    assert steering.terms == ("a", "b", "c", "d", "e")
    assert steering.reviewed_at == stage.today


def test_profile(stage: Driver) -> None:
    stage.press("P", "down", "down", "ctrl+u").typed("72.50").press("enter")
    assert stage.plan.profile.hour_value == 7250
    stage.press("u")
    assert stage.plan.profile.hour_value == 6000


def test_days_off_of_ones_own_and_public_holidays(stage: Driver) -> None:
    stage.press("P", *["down"] * 13, "ctrl+u", "down", "ctrl+u", "down")
    stage.typed("24.12. to 1.1. Christmas; public").press("enter")
    assert "public holidays need a country" in stage.seen()
    stage.press("up", "up").typed("PT").press("enter")
    profile = stage.plan.profile
    assert (profile.country, profile.subdivision, profile.days_off[0].start) == ("PT", None, date(2026, 12, 1))
    assert {one.label for one in profile.days_off if one.source == "typed"} == {"Christmas"}
    assert len(profile.days_off) > 10
    stage.press("P", *["down"] * 15, "ctrl+u").typed("none").press("enter")
    assert stage.plan.profile.days_off == ()


def test_exchange_rates(stage: Driver) -> None:
    stage.press("P", *["down"] * 16, "ctrl+u").typed("usd 0,92; GBP").press("enter")
    assert "'GBP' is not a currency and its rate" in stage.seen()
    stage.typed(" 1.17").press("enter")
    rates = stage.plan.profile.fx
    assert {code: (one.rate, one.as_of) for code, one in rates.items()} == {
        "USD": (0.92, stage.today),
        "GBP": (1.17, stage.today),
    }
    stage.press("P", *["down"] * 16, "ctrl+u").typed("GBP 1.17").press("enter")
    assert list(stage.plan.profile.fx) == ["GBP"]


def test_languages_of_the_profile_can_be_taken_out(stage: Driver) -> None:
    stage.press("P", *["down"] * 12)
    stage.press("ctrl+u").typed("de native").press("enter")
    assert stage.plan.profile.languages == {"de": "native"}
