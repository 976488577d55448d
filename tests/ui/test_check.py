"""Check as somebody sees and drives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from outsource_tui.advice.checks.fixes import Fix
from outsource_tui.planner.rows import changed
from outsource_tui.ui.dialogs.form import FormDialog
from outsource_tui.ui.fixes import carry_out
from outsource_tui.ui.screens.check import CheckScreen

if TYPE_CHECKING:
    from tests.ui.conftest import Driver


@pytest.fixture
def check(stage: Driver) -> Driver:
    stage.go("check")
    return stage


def screen(stage: Driver) -> CheckScreen:
    found = stage.screen_named("check")
    assert isinstance(found, CheckScreen)
    return found


def at(stage: Driver, code: str) -> Driver:
    stage.go("check", code)
    assert screen(stage).finding is not None
    return stage


# drawing


def test_the_list_begins_with_the_worst(check: Driver) -> None:
    rows = check.seen().split("\n")
    assert rows[1].startswith("─ Check · 13 to fix, 6 hints, 0 muted ")
    assert rows[6].startswith("> !! OUT301  no test run · Inbox triage")


def test_the_card_tells_words_and_figures(check: Driver) -> None:
    seen = check.seen()
    for words in (
        "1 not considering it     ok         100",
        "2 the wrong tasks        watch       71",
        "3 the wrong people       1 problem   42",
        "4 micro-managing         1 problem   45",
        "5 knowing nothing of it  1 problem   52",
        "the lowest  42",
    ):
        assert words in seen


def test_an_empty_plan_has_no_data_where_there_is_nothing_to_check(empty_stage: Driver) -> None:
    empty_stage.go("check")
    seen = empty_stage.seen()
    assert "OUT101" in seen
    assert "4 micro-managing         no data" in seen


def test_every_finding_tells_what_why_and_what_to_do(check: Driver) -> None:
    for _ in range(len(screen(check).rows)):
        finding = screen(check).finding
        assert finding is not None
        seen = check.seen()
        assert f"─ {finding.code} " in seen
        assert finding.message[:30] in seen
        assert "Enter  " in seen
        assert "M      Mute" in seen
        check.press("down")


@pytest.mark.parametrize(
    "size", [(30, 8), (49, 14), (50, 14), (60, 18), (71, 24), (80, 24), (112, 24), (120, 36), (200, 60)]
)
def test_the_finding_under_the_cursor_is_seen_on_any_size(check: Driver, size: tuple[int, int]) -> None:
    for key in ("down", "down", "pagedown", "end", "up", "home"):
        check.press(key)
        finding = screen(check).finding
        assert finding is not None
        rows = [row for row in check.seen(*size).split("\n") if row.startswith(">")]
        assert len(rows) == 1
        assert finding.code in rows[0]


def test_the_list_stays_where_it_is_while_the_cursor_moves(check: Driver) -> None:
    before = check.seen().split("\n")[6:13]
    check.press("down")
    after = check.seen().split("\n")[6:13]
    assert [row[1:] for row in before] == [row[1:] for row in after]


def test_find_narrows_the_list_down(check: Driver) -> None:
    check.press("/").typed("nairobi")
    check.press("enter")
    assert [one.code for one in screen(check).rows] == ["OUT304", "OUT306"]
    assert "with nairobi" in check.seen()
    check.press("escape")
    assert len(screen(check).rows) == 19
    check.press("/").typed("xyzzy")
    check.press("enter")
    assert "No finding has xyzzy in it" in check.seen()
    check.press("enter", "F", "g", "M", "y")
    assert check.said == "Nothing fits; Esc shows all again."
    assert check.dialog is None


# what is done


def test_a_mute_needs_a_reason_and_can_be_taken_back(check: Driver) -> None:
    at(check, "OUT407").press("M", "enter")
    assert "A few words are needed here" in check.seen()
    check.typed("not yet")
    check.press("enter")
    assert [(one.code, one.entity, one.reason) for one in check.plan.mutes.values()] == [("OUT407", "H01", "not yet")]
    seen = check.seen()
    assert "1 muted" in seen
    assert "Muted until 2026-12-23: not yet" in seen
    check.press("enter")
    assert check.said == "It is muted. M shows it again."
    check.press("M")
    assert "0 muted" in check.seen()
    assert check.plan.mutes["M01"].archived_at is not None


def test_a_reason_that_was_left_comes_back(check: Driver) -> None:
    at(check, "OUT407").press("M").typed("half a")
    check.press("escape", "M")
    assert "> half a" in check.seen()


def test_enter_carries_out_the_first_fix(check: Driver) -> None:
    at(check, "OUT203 T12").press("enter")
    assert check.plan.tasks["T12"].decision == "drop"
    assert "OUT203 T12" not in [f"{one.code} {one.entity}" for one in screen(check).rows]


def test_f_offers_the_others(check: Driver) -> None:
    at(check, "OUT203 T12").press("F", "a")
    assert check.plan.tasks["T12"].decision == "automate"


def test_more_rope_is_given_at_once(check: Driver) -> None:
    at(check, "OUT407").press("enter")
    assert check.plan.handoffs["H01"].autonomy == 5


@pytest.mark.parametrize(
    ("code", "name", "words"),
    [
        ("OUT206", "grid", ">C Proposals"),
        ("OUT203", "tasks", ">  Slide"),
        ("OUT308", "trial", "Bengaluru"),
        ("OUT503", "people", ">  Assistant"),
        ("OUT401", "handoff", "2 of 2 · running · Inbox triage"),
    ],
)
def test_g_goes_to_what_it_is_about(check: Driver, code: str, name: str, words: str) -> None:
    at(check, code).press("g")
    assert check.name == name
    assert check.dialog is None
    assert words in check.seen()


def test_belief_is_mended_where_it_was_scored(check: Driver) -> None:
    at(check, "OUT306").press("enter")
    assert "Social media, Nairobi for Social posts" in check.seen()
    check.press("p")
    assert "Social media, Nairobi, evidence: proof seen." in check.said


def test_where_a_fix_only_goes_somewhere_the_keys_are_said(check: Driver) -> None:
    at(check, "OUT206").press("enter")
    assert check.said == "H J K L move it and show what would be; u takes it back."


def test_every_fix_of_every_finding_does_something(check: Driver) -> None:
    """No fix is a dead key: it opens something, goes somewhere, changes the plan or says why not."""
    for finding in list(screen(check).rows):
        for fix in screen(check).fixes(finding):
            at(check, f"{finding.code} {finding.entity}")
            before, check.message = (check.name, check.plan), check.message.__class__()
            carry_out(check, finding, fix)
            assert (check.name, check.plan) != before or check.dialog is not None or check.said, fix
            while check.dialog is not None:
                check.press("escape")
            if check.plan is not before[1]:
                check.desk.undo()


def test_a_form_begins_at_the_field_that_is_in_question(check: Driver) -> None:
    at(check, "OUT403").press("enter")
    form = check.dialog
    assert isinstance(form, FormDialog)
    assert form.fields[form.at].name == "checkin_every_days"


@pytest.mark.parametrize(("code", "entity", "fix"), [
    ("OUT101", None, Fix("", "add_task", None)),
    ("OUT101", None, Fix("", "import", None)),
    ("OUT205", None, Fix("", "score", None)),
    ("OUT106", None, Fix("", "edit", "1", "annual_income")),
    ("OUT104", None, Fix("", "plan_trial", "T07")),
    ("OUT104", None, Fix("", "plan_trial", None)),
    ("OUT307", "R02", Fix("", "edit", "R02")),
    ("OUT311", "R01", Fix("", "edit", "R01", "override_reason")),
    ("OUT502", "H01", Fix("", "edit", "T04", "steering.checker")),
    ("OUT501", "H01", Fix("", "edit", "T04", "knowledge")),
    ("OUT202", "H01", Fix("", "unset_owner_only", "T04")),
    ("OUT406", "H01", Fix("", "log_look", "H01")),
    ("OUT305", "T09", Fix("", "compare", "T09")),
])  # fmt: skip
def test_fixes_that_the_demo_does_not_need(check: Driver, code: str, entity: str | None, fix: Fix) -> None:
    from outsource_tui.advice.checks.finding import Finding

    finding = Finding(code, "warning", entity, "something", "do it")
    carry_out(check, finding, fix)
    assert check.dialog is not None or check.name != "check" or check.said


def test_a_finding_is_copied(check: Driver) -> None:
    at(check, "OUT301").press("y")
    assert check.fake.copied[0].startswith("OUT301 H02: Inbox triage (Assistant, Cebu) runs without a test run")


def test_marked_findings_are_muted_together(check: Driver) -> None:
    check.press("down", "down", "down", "space", "space")
    assert "2 marked. M mutes them, y copies them" in check.said
    assert check.seen().count("*!") == 2
    check.press("M").typed("both are asked for by a client").press("enter")
    assert {(one.code, one.entity) for one in check.plan.mutes.values()} == {("OUT203", "T12"), ("OUT203", "T13")}
    assert "2 muted" in check.seen()
    check.press("u")
    assert "0 muted" in check.seen()
    check.press("V", "y")
    assert len(check.fake.copied[-1].split("\n")) == 19
    check.press("escape", "Y")
    assert len(check.fake.copied[-1].strip().split("\n")) == 20


def test_the_order_of_the_findings(check: Driver) -> None:
    check.press("o")
    assert check.said == "Order: by mistake"
    mistakes = [one.mistake for one in screen(check).rows]
    assert mistakes == sorted(mistakes)
    check.press("O")
    assert [one.mistake for one in screen(check).rows] == sorted(mistakes, reverse=True)
    check.press("O", "o")
    about = [one.entity or "" for one in screen(check).rows]
    assert about == sorted(about)
    assert "by what it is about" in check.seen()


def test_what_was_mended_is_told_where_there_is_room(check: Driver) -> None:
    assert "What you fix is listed here" in check.seen(200, 60)
    assert "Mended lately" not in check.seen(120, 36)
    check.do(changed(check.plan, "tasks", "T12", {"failure_impact": "severe"}))
    check.go("check")
    seen = check.seen(200, 60)
    assert "OUT203  could it simply stop? · Slide formatting" in seen
    assert "by: Slide formatting: failure impact low to severe" in seen
    check.press("u")
    assert "What you fix is listed here" in check.seen(200, 60)
