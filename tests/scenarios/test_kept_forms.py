"""What stands in an open form is on disk half a second after a key, and there again at the next start."""

import json
import os
import signal
import stat
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from outsource_tui.data import demo_plan
from outsource_tui.model.drafting import Draft, OpenSession
from outsource_tui.model.plan import empty_plan
from outsource_tui.planner.clock import fixed_clock
from outsource_tui.planner.desk import Desk
from outsource_tui.planner.forms_behind import FormsBehind, taken_up
from outsource_tui.store.drafts import Drafts
from outsource_tui.store.memory import MemoryKeeper
from outsource_tui.ui.app import OutsourceApp
from outsource_tui.ui.dialogs.first_run import FirstRunDialog
from outsource_tui.ui.dialogs.kept_forms import KeptFormsDialog, open_form
from outsource_tui.ui.open_forms import unsaved_forms
from tests.scenarios.terminal import Terminal
from tests.ui.conftest import Driver, driver_over

TODAY = date(2026, 11, 23)
CLOCK = fixed_clock(TODAY)
AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


class Shelf:
    """A DraftKeeper in memory; `gate` holds its writes up, as a slow disk does."""

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, Any]] = {}
        self.left: list[Draft] = []
        self.there: list[OpenSession] = []
        self.is_open = False
        self.is_full = False
        self.is_odd = False
        self.writes = 0
        self.gate = threading.Event()
        self.gate.set()

    def open(self) -> None:
        self.is_open = True

    def close(self) -> None:
        self.is_open = False

    def others(self) -> list[OpenSession]:
        if self.is_odd:
            raise ZeroDivisionError
        return self.there

    def write(self, form: str, fields: dict[str, Any]) -> bool:
        assert self.is_open
        assert self.gate.wait(10)
        self.writes += 1
        if self.is_full:
            raise ValueError("no more")
        self.kept[form] = fields
        return True

    def drop(self, form: str) -> None:
        self.kept.pop(form, None)

    def offered(self) -> list[Draft]:
        return list(self.left)

    def forget(self, draft: Draft) -> None:
        self.left.remove(draft)


def until(holds: Callable[[], bool], seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.005)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def forms(shelf: Shelf) -> Iterator[FormsBehind]:
    behind = FormsBehind(shelf, {}, lambda: True)
    yield behind
    shelf.gate.set()
    behind.finish(10)


@pytest.fixture
def stage() -> Driver:
    return driver_over(demo_plan(TODAY, CLOCK.now()))


# the thread that writes


def test_a_form_is_written_within_half_a_second_and_dropped_when_it_is_saved(shelf: Shelf, forms: FormsBehind) -> None:
    forms.keep({"task": {"name": "B"}, "left empty": {}}, is_saved=True)
    until(lambda: shelf.kept == {"task": {"name": "B"}}, 0.5)
    forms.keep({}, is_saved=False)
    forms.keep({"other": {"name": "C"}}, is_saved=False)
    until(lambda: "other" in shelf.kept)
    assert shelf.kept["task"] == {"name": "B"}, "what was entered is not on disk yet"
    forms.keep({}, is_saved=True)
    until(lambda: shelf.kept == {})


def test_a_burst_is_one_write_and_an_end_writes_at_once(shelf: Shelf, forms: FormsBehind) -> None:
    for length in range(1, 40):
        forms.keep({"task": {"name": "x" * length}}, is_saved=True)
    forms.finish(10)
    assert shelf.kept == {"task": {"name": "x" * 39}}
    assert shelf.writes <= 2
    assert not shelf.is_open


def test_a_slow_disk_holds_up_no_key_and_no_end(shelf: Shelf, forms: FormsBehind) -> None:
    shelf.gate.clear()
    start = time.monotonic()
    for length in range(1, 200):
        forms.keep({"task": {"name": "x" * length}}, is_saved=True)
    forms.finish(0.05)
    assert time.monotonic() - start < 0.5
    shelf.gate.set()
    until(lambda: shelf.kept == {"task": {"name": "x" * 199}})


def test_a_draft_that_cannot_be_written_does_not_end_the_keeping(shelf: Shelf, forms: FormsBehind) -> None:
    shelf.is_full = True
    forms.keep({"task": {"name": "B"}}, is_saved=True)
    until(lambda: shelf.writes > 0)
    shelf.is_full = False
    forms.keep({"task": {"name": "Bo"}}, is_saved=True)
    until(lambda: shelf.kept == {"task": {"name": "Bo"}})


def test_not_knowing_who_else_is_there_does_not_end_the_keeping(shelf: Shelf) -> None:
    shelf.is_odd = True
    forms = FormsBehind(shelf, {}, lambda: True)
    forms.keep({"task": {"name": "Bo"}}, is_saved=True)
    until(lambda: shelf.kept == {"task": {"name": "Bo"}})
    forms.finish(2)


def test_before_there_is_a_plan_or_something_typed_nothing_is_written(shelf: Shelf) -> None:
    forms = FormsBehind(shelf, {}, lambda: False)
    forms.keep({}, is_saved=True)
    time.sleep(0.02)
    assert not shelf.is_open
    forms.keep({"first run": {"Bookkeeping": "3"}}, is_saved=True)
    until(lambda: shelf.is_open)
    forms.finish(10)


def test_of_two_drafts_of_one_form_the_older_waits(shelf: Shelf) -> None:
    def left(session: str, text: Any) -> Draft:
        return Draft(session, "plan", "quick add", AT, {"text": text})

    odd = Draft("desk-3", "plan", "profile", AT, {"rate": 7, "text": ""})
    shelf.left = [left("desk-1", "new\x1b[31m"), left("desk-2", "old"), odd]
    found = taken_up(shelf)
    assert {form: one.fields for form, one in found.items()} == {"quick add": {"text": "new[31m"}}
    assert shelf.kept == {"quick add": {"text": "new[31m"}}
    assert [one.session for one in shelf.left] == ["desk-2", "desk-3"]


# each form


FORMS: dict[str, tuple[str, tuple[str, ...]]] = {
    "quick add": ("1", ("a", *"Tax return")),
    "quick person": ("3", ("a", *"Tax adviser Graz")),
    "new task": ("1", ("a", *"Tax return", "tab", *" 2026")),
    "new person": ("3", ("a", *"Tax adviser", "tab", *" Graz")),
    "task": ("1", ("e", *" and more")),
    "tags": ("1", ("t", *", tax")),
    "brief": ("1", ("B", *"to be paid")),
    "know-how": ("1", ("r", "0", "1", "2", "0")),
    "person": ("3", ("e", *" and more")),
    "profile": ("0", ("P", "1", "2")),
    "trial": ("4", ("e", "7")),
    "hand-off": ("5", ("e", "tab", "9")),
    "look": ("5", ("l", "n", *"went well", "enter", "q")),
    "why": ("1", ("d", "e", *"because")),
}


@pytest.mark.parametrize(("form", "steps"), FORMS.items(), ids=FORMS.keys())
def test_what_stands_in_a_form_is_there_again_on_another_stage(
    stage: Driver, form: str, steps: tuple[str, tuple[str, ...]]
) -> None:
    screen, keys = steps
    stage.press(screen)
    stage.seen()
    for key in keys:
        stage.press("space" if key == " " else key)
    kept = {name: fields for name, fields in unsaved_forms(stage).items() if fields}
    if len(kept) > 1:  # the line that the form was opened from is kept as well
        kept.pop("quick add")
    assert len(kept) == 1, kept
    [(name, fields)] = kept.items()
    assert name.startswith(form)
    # The line has dropped; this is the next start.
    again = driver_over(stage.plan)
    again.drafts = {name: dict(fields)}
    again.open(KeptFormsDialog([Draft("desk-1", "demo", name, AT, fields)]))
    assert "What you typed before" in again.seen()
    again.press("enter")
    if form == "why":
        assert "there again when you are asked" in again.said
        return
    assert not isinstance(again.dialog, KeptFormsDialog)
    assert {one: two for one, two in unsaved_forms(again).items() if two} == {name: fields}
    assert list(fields.values())[-1].split(" / ")[-1][-4:] in again.seen()
    # Esc keeps it once more.
    again.press("escape")
    assert again.drafts[name] == fields


def test_pasted_lines_that_wait_for_enter_are_there_again(stage: Driver) -> None:
    stage.press("1", "a", *"Half")
    stage.pasted("One 1h\nTwo 2h\n")
    kept = {"quick add": {"text": "Half", "pasted": "One 1h\nTwo 2h"}}
    assert unsaved_forms(stage) == kept
    again = driver_over(stage.plan)
    again.drafts = {**kept}
    again.open(KeptFormsDialog([Draft("desk-1", "demo", "quick add", AT, dict(kept["quick add"]))]))
    again.press("enter")
    assert "2 lines were pasted" in again.seen()
    assert unsaved_forms(again) == kept
    again.press("enter")
    assert {"One", "Two"} <= {task.name for task in again.plan.tasks.values()}
    assert unsaved_forms(again) == {"quick add": {"text": "Half"}}


def test_the_marks_of_the_first_run_are_there_again() -> None:
    plan = empty_plan(at=CLOCK.now(), timezone="Europe/Berlin")
    stage = driver_over(plan)
    stage.open(FirstRunDialog())
    stage.press("space", "down", "4", "a").typed("Dog walking 2h @life").press("enter", "r").typed("85").press("enter")
    stage.seen()
    kept = unsaved_forms(stage)
    again = driver_over(plan)
    again.drafts = {name: dict(fields) for name, fields in kept.items()}
    again.open(FirstRunDialog())
    assert unsaved_forms(again) == kept
    again.press("enter")
    assert {task.name for task in again.plan.tasks.values()} >= {"Dog walking"}
    assert len(again.plan.tasks) == 3
    assert again.plan.profile.hour_value == 8500


def test_a_task_of_ones_own_is_there_again_when_it_is_asked_for() -> None:
    plan = empty_plan(at=CLOCK.now())
    stage = driver_over(plan)
    stage.open(FirstRunDialog())
    stage.press("a").typed("Dog wal")
    kept = {name: fields for name, fields in unsaved_forms(stage).items() if fields}
    assert kept == {"own task": {"text": "Dog wal"}}
    again = driver_over(plan)
    again.drafts = {name: dict(fields) for name, fields in kept.items()}
    again.open(FirstRunDialog())
    again.open(KeptFormsDialog([Draft("desk-1", "demo", "own task", AT, kept["own task"])]))
    assert "Dog wal" in again.seen()
    again.press("enter", "escape", "a").typed("king")
    assert "Dog walking" in again.seen()


def test_a_kept_form_can_be_thrown_away_and_brought_back(stage: Driver) -> None:
    drafts = [Draft("d-1", "demo", name, AT, {"text": f"some {name}"}) for name in ("quick add", "quick person")]
    stage.drafts = {one.form: dict(one.fields) for one in drafts}
    stage.open(KeptFormsDialog(drafts))
    stage.press("x")
    assert list(stage.drafts) == ["quick person"]
    stage.press("x")
    assert "All thrown away" in stage.seen()
    stage.press("enter", "u", "u")
    assert sorted(stage.drafts) == ["quick add", "quick person"]
    assert "some quick add" in stage.seen()
    stage.press("escape")
    assert stage.dialog is None
    assert sorted(stage.drafts) == ["quick add", "quick person"]


@pytest.mark.parametrize(
    "form", ["task T99", "person C99", "trial T04", "look", "hand-off T04 C99", "task ", "brief x"]
)
def test_a_form_whose_row_is_gone_can_still_be_read(stage: Driver, form: str) -> None:
    stage.open(KeptFormsDialog([Draft("d-1", "demo", form, AT, {"name": "my words"})]))
    stage.press("enter")
    assert "my words" in stage.seen()
    stage.press("escape")
    stage.seen()


def test_a_name_that_is_no_form_opens_none(stage: Driver) -> None:
    for name in ("", "nothing", "mute OUT103 T04", "\x1b[2J"):
        assert not open_form(stage, name)


@pytest.mark.parametrize("answer", ["9", "x", "", "٣", "-1"])
def test_a_draft_that_somebody_edited_is_no_crash(stage: Driver, answer: str) -> None:
    stage.drafts = {"know-how T04": {"0": answer, "9": "2"}, "first run": {"own 0": "", "the rate": "much", "x": "y"}}
    assert open_form(stage, "know-how T04")
    assert open_form(stage, "first run")
    stage.seen()


# the whole way


async def test_the_app_keeps_forms_while_they_are_typed_and_offers_them(tmp_path: Path) -> None:
    plan = demo_plan(TODAY, CLOCK.now())

    def app() -> OutsourceApp:
        drafts = Drafts(tmp_path / "drafts", f"desk-{os.getpid()}", plan="demo", at=CLOCK.now)
        return OutsourceApp(Desk(MemoryKeeper(plan, "demo"), CLOCK, "here"), drafts=drafts)

    first = app()
    async with first.run_test(size=(80, 24)) as pilot:
        await pilot.press("1", "a", *"Tax")
        path = tmp_path / "drafts" / f"desk-{os.getpid()}.quick_add.draft"
        until(lambda: path.exists() and json.loads(path.read_text())["fields"] == {"text": "Tax"}, 0.5)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        first._last_words()  # what a signal does
    second = app()
    async with second.run_test(size=(80, 24)) as pilot:
        assert isinstance(second.stage.dialog, KeptFormsDialog)
        await pilot.press("enter", "enter")
        assert "Tax" in [one.name for one in second.desk.plan.tasks.values()]
    assert list((tmp_path / "drafts").iterdir()) == []


def test_a_kill_loses_at_most_half_a_second_and_other_screens_take_nothing(tmp_path: Path) -> None:
    drafts = tmp_path / "data" / "outsource-tui" / "plans" / "drafts"
    with Terminal([], home=tmp_path) as terminal:
        terminal.see("Which of these eat")
        assert not (tmp_path / "data").exists(), "nothing is written before something was chosen"
        terminal.press("escape")
        terminal.see("S brings")
        terminal.press("a", "Tax return")
        terminal.see("Tax return")
        until(lambda: any(drafts.glob("*.draft")), 0.5)
        with Terminal([], home=tmp_path) as other:
            other.see("Which of these eat")
            assert "What you typed" not in other.text
            other.press("q")
            other.end()
        os.kill(terminal.pid, signal.SIGKILL)
        terminal.end()
    with Terminal([], home=tmp_path) as terminal:
        terminal.see("What you typed before")
        terminal.see("Tax return")
