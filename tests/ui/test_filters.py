"""`f`: tasks of one zone, plan or tag; findings of one mistake. And `E`: long text in the user's own editor."""

from outsource_tui.advice.quadrant import quadrant_of
from outsource_tui.ui.dialogs.menu import MenuDialog
from outsource_tui.ui.screens.check import CheckScreen
from outsource_tui.ui.screens.grid import GridScreen
from outsource_tui.ui.screens.people import PeopleScreen
from outsource_tui.ui.screens.tasks import TasksScreen
from tests.ui.conftest import Driver, driver_over


def names(stage: Driver) -> list[str]:
    stage.seen()
    screen = stage.screen_named("tasks")
    assert isinstance(screen, TasksScreen)
    return [stage.plan.tasks[one].name for one in screen.table.rows]


def pick(stage: Driver, words: str) -> None:
    """Take what the open menu calls so."""
    labels = [one.label for one in stage.dialog.choices]  # type: ignore[union-attr]
    stage.press("home", *["down"] * labels.index(words), "enter")


def test_tasks_of_one_zone(stage: Driver) -> None:
    stage.go("tasks")
    stage.press("f")
    assert "HAND OFF" in stage.seen()
    assert "4 tasks" in stage.seen()
    pick(stage, "HAND OFF")
    assert len(names(stage)) == 4
    assert "Tasks 4 of 15 · 8.0 h/week · in HAND OFF" in stage.seen()
    stage.press("escape")
    assert len(names(stage)) == 15


def test_tasks_of_one_plan_and_with_words(stage: Driver) -> None:
    stage.go("tasks")
    stage.press("f")
    pick(stage, "plan keep")
    assert names(stage) == ["Proposals and quotes", "Client calls", "Client design work", "Strategy and new offers"]
    stage.press("/").typed("client").press("enter")
    assert names(stage) == ["Client calls", "Client design work"]
    assert "in plan keep with client" in stage.seen()
    stage.press("f", "x")
    assert names(stage) == ["Web copy for clients", "Client calls", "Client design work"]


def test_tasks_with_a_tag(stage: Driver) -> None:
    stage.go("tasks", "T07")
    stage.press("t").typed("web, posts").press("enter", "f")
    pick(stage, "@posts")
    assert names(stage) == ["Social posts"]
    assert "@web @po" in stage.seen()


def test_a_row_that_is_gone_to_shows_itself(stage: Driver) -> None:
    stage.go("tasks")
    stage.press("f")
    pick(stage, "plan keep")
    stage.go("tasks", "T04")
    assert "Bookkeeping and receipts" in names(stage)


def test_filtering_when_nothing_fits_any_more(stage: Driver) -> None:
    stage.go("tasks")
    stage.press("/").typed("zzz").press("enter", "f")
    pick(stage, "KEEP")
    assert "No task in KEEP with zzz. Esc shows all again." in stage.seen()


def test_findings_of_one_mistake(stage: Driver) -> None:
    screen = stage.go("check")
    assert isinstance(screen, CheckScreen)
    stage.press("f", "5")
    assert {one.mistake for one in screen.rows} == {5}
    assert "only knowing nothing of it" in stage.seen()
    stage.press("f", "1")
    assert "No finding about not considering it. Esc shows all again." in stage.seen(100, 30)
    stage.press("enter")
    assert "Esc shows all again" in stage.said
    stage.press("escape")
    assert len(screen.rows) == 19


def test_going_to_a_finding_that_is_filtered_out(stage: Driver) -> None:
    stage.go("check")
    stage.press("f", "5")
    screen = stage.go("check", "OUT206 T03")
    assert isinstance(screen, CheckScreen)
    assert screen.finding is not None
    assert (screen.finding.code, screen.finding.entity) == ("OUT206", "T03")


def test_notes_in_the_editor(stage: Driver) -> None:
    stage.go("tasks", "T04")
    stage.fake.editor_text = "Monthly.\nAsk for VAT."
    stage.press("E")
    assert stage.plan.tasks["T04"].notes == "Monthly.\nAsk for VAT."
    assert stage.said == "Bookkeeping and receipts: notes changed. u undo"
    assert "Note: Monthly." in stage.seen()
    assert "E all of it" in stage.seen()
    stage.press("u")
    assert stage.plan.tasks["T04"].notes == ""


def test_notes_of_a_person_and_from_the_grid(stage: Driver) -> None:
    stage.fake.editor_text = "Met in Porto."
    stage.go("people", "C03")
    stage.press("E")
    assert stage.plan.contractors["C03"].notes == "Met in Porto."
    stage.go("grid", "T08")
    stage.press("E")
    assert stage.plan.tasks["T08"].notes == "Met in Porto."


def test_an_editor_that_changed_nothing(stage: Driver) -> None:
    stage.go("tasks", "T04")
    before = stage.plan
    stage.press("E")
    assert stage.said == "Nothing was changed."
    assert stage.plan is before


def test_the_purpose_of_a_brief_in_the_editor(stage: Driver) -> None:
    stage.go("handoff", "H02")
    version = stage.plan.tasks["T06"].brief
    assert version is not None
    stage.fake.editor_text = "An inbox\nthat is empty at noon"
    stage.press("E")
    brief = stage.plan.tasks["T06"].brief
    assert brief is not None
    assert brief.purpose == "An inbox that is empty at noon"
    assert brief.version == version.version + 1


def test_text_that_the_plan_refuses_is_there_again(stage: Driver) -> None:
    stage.go("handoff", "H02")
    stage.fake.editor_text = "x" * 300
    stage.press("E")
    assert stage.plan.tasks["T06"].brief is not None
    assert "200" in stage.said
    assert stage.drafts["purpose T06"] == {"text": "x" * 300}
    assert stage.fake.calls == ["edit"]


# lists that are not tables


def test_find_on_the_grid_shows_only_those_points(stage: Driver) -> None:
    stage.go("grid", "T04")
    stage.press("/").typed("web").press("enter")
    seen = stage.seen()
    assert "only tasks with web" in seen
    assert "1 task " in seen
    assert stage.screen.row_id == "T10"
    stage.press("right", "down", "tab")
    assert stage.screen.row_id == "T10"
    stage.press("escape")
    assert "15 tasks" in stage.seen()
    stage.press("/").typed("xyzzy").press("enter")
    assert "No task with xyzzy. Esc shows all again." in stage.seen()
    stage.press("L")
    assert stage.said == "Nothing fits; Esc shows all again."


def test_the_grid_is_narrowed_to_a_zone_and_what_is_moved_out_of_it_stays_until_it_is_left(stage: Driver) -> None:
    stage.go("grid", "T05")
    stage.press("f")
    assert "Only tasks in" in stage.seen()
    assert isinstance(stage.dialog, MenuDialog)
    at = next(one.key for one in stage.dialog.choices if one.label == "HAND OFF")
    stage.press(at)
    assert "in HAND OFF" in stage.said
    shown = stage.screen_named("grid")
    assert isinstance(shown, GridScreen)
    assert "T05" in shown.marks.order
    assert all(quadrant_of(stage.plan.tasks[one], stage.plan.profile) == "HAND OFF" for one in shown.marks.order)
    stage.press("L")
    assert stage.plan.tasks["T05"].effectiveness == 6
    assert shown.row_id == "T05"
    stage.press("H", "L", "left")
    assert "T05" not in shown.marks.order
    stage.go("grid", "T05")
    assert shown.row_id == "T05"
    assert "only tasks" not in stage.seen()


def test_find_among_trials_and_hand_offs(stage: Driver) -> None:
    for screen, words, kept in (("trial", "bengaluru", "R02"), ("handoff", "inbox", "H02")):
        stage.go(screen)
        stage.press("/").typed(words).press("enter")
        assert f"with {words}" in stage.seen(120, 36)
        assert stage.screen.row_id == kept
        stage.press("down", "down")
        assert stage.screen.row_id == kept
        stage.press("/").typed("xyzzy").press("enter")
        assert "Esc shows all again" in stage.seen()
        stage.press("y")
        assert stage.said == "Nothing fits; Esc shows all again."
        stage.press("escape")
        assert "xyzzy" not in stage.seen()
        assert stage.screen.row_id is not None


def test_a_narrowed_trial_or_hand_off_gives_way_to_what_is_shown(stage: Driver) -> None:
    for screen, words, other in (("trial", "bengaluru", "R01"), ("handoff", "inbox", "H01")):
        stage.go(screen)
        stage.press("/").typed(words).press("enter")
        stage.go(screen, other)
        assert stage.screen.row_id == other


def test_trials_of_one_state(stage: Driver) -> None:
    stage.go("trial")
    stage.press("f")
    pick(stage, "decided")
    assert stage.said == "1 trial decided. Esc shows all again"
    assert stage.screen.row_id == "R01"
    assert "only decided" in stage.seen(120, 36)
    stage.press("x")
    assert "No trial is left: only decided. Esc shows all again." in stage.seen()
    assert stage.press("o").said == "Order: newest first"
    stage.press("escape")
    assert stage.screen.row_id == "R02"
    stage.press("u")
    assert {one.id for one in stage.plan.live_trials} == {"R01", "R02"}


def test_hand_offs_of_one_state_in_another_order(stage: Driver) -> None:
    stage.go("handoff")
    assert stage.screen.row_id == "H01"
    stage.press("o", "home")
    assert (stage.said, stage.screen.row_id) == ("Order: newest first", "H02")
    stage.press("o", "o", "g")
    assert (stage.said, stage.screen.row_id) == ("Order: by person", "H02")
    assert "by person" in stage.seen(120, 36)
    stage.press("O", "g")
    assert stage.screen.row_id == "H01"
    stage.press("f", "enter")
    assert stage.said == "2 hand-offs running. Esc shows all again"


def test_marked_trials_are_put_away_in_one_step(stage: Driver) -> None:
    stage.go("trial")
    stage.press("space", "V", "V", "V")
    assert stage.said == "2 marked. x archives them, y copies them"
    assert "─ Trial 2 of 2 * · 2 marked · decided · " in stage.seen(60, 18)
    assert " >*Front-end build with Front-end, Novi Sad" in stage.seen(120, 36)
    stage.press("y")
    assert stage.fake.copied[-1].count("Front-end build with") == 2
    stage.press("Y")
    assert stage.said.endswith("2 trials as a table")
    stage.press("x")
    assert stage.said == "Cancelled 1 trial, archived 1 trial. u undo"
    stage.press("u")
    assert {(one.id, one.state) for one in stage.plan.live_trials} == {("R01", "decided"), ("R02", "review")}


def test_marked_hand_offs_are_copied_and_archived_together(stage: Driver) -> None:
    stage.go("handoff")
    stage.press("v", "down")
    assert "─ Hand-off 2 of 2 * · 2 marked · running · " in stage.seen(60, 18)
    stage.press("y")
    assert "2 briefs" in stage.said
    assert stage.fake.copied[-1].count("What it is for:") == 2
    stage.press("x")
    assert stage.said == "Bookkeeping and receipts with Bookkeeper, Lisbon is running: b ends it first."
    stage.press("escape")
    assert "marked" not in stage.seen()
    assert stage.press("x").said == "It is running: b ends it first."


def test_trials_are_at_the_next_start_as_they_were_left(stage: Driver) -> None:
    stage.go("trial")
    stage.press("o", "O", "f")
    pick(stage, "in review")
    kept = stage.remembered()
    again = driver_over(stage.plan)
    again.recall(kept)
    assert "only in review · newest first, turned round" in again.seen(120, 36)


def test_people_in_another_order(stage: Driver) -> None:
    stage.go("people", "T09")
    screen = stage.screen
    assert isinstance(screen, PeopleScreen)
    stage.seen()
    first = list(screen.table.rows)
    stage.press("o")
    assert stage.said == "Order: price of an hour"
    assert "price of an hour" in stage.seen()
    assert screen.table.rows[0] == "C02"
    stage.press("O")
    assert stage.seen()
    assert screen.table.rows[-1] == "C02"
    stage.press("O", "o", "o")
    stage.seen()
    names = [stage.plan.contractors[one].handle for one in screen.table.rows]
    assert names == sorted(names, key=str.casefold)
    stage.press("o", "o")
    stage.seen()
    assert screen.table.rows == first


# plus and minus on the hours of tasks


def test_half_an_hour_more_or_less_is_one_step_to_undo(stage: Driver) -> None:
    stage.go("tasks", "T04")
    stage.press("+", "+", "-")
    assert stage.plan.tasks["T04"].hours == 3.5
    assert stage.said.startswith("Bookkeeping and receipts: hours 3 to 3.5 a week")
    assert "   3.5 " in stage.seen()
    stage.press("u")
    assert stage.plan.tasks["T04"].hours == 3.0


def test_other_tasks_begin_another_step(stage: Driver) -> None:
    stage.go("tasks", "T04")
    stage.press("+")
    stage.screen.show("T06")
    stage.press("+", "u")
    assert (stage.plan.tasks["T04"].hours, stage.plan.tasks["T06"].hours) == (3.5, 4.0)


def test_hours_of_all_marked_and_never_below_zero(stage: Driver) -> None:
    stage.go("tasks", "T14")
    stage.press("space")
    stage.screen.show("T12")
    stage.press("space", "-", "-", "-")
    assert {stage.plan.tasks[one].hours for one in ("T14", "T12")} == {0.0}
    stage.press("-")
    assert stage.said == "There are no hours to take off."
    stage.press("u")
    assert (stage.plan.tasks["T14"].hours, stage.plan.tasks["T12"].hours) == (0.5, 0.75)
