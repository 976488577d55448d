"""Whoever has other keys is told of those: in hints, in empty states and in every sentence that names a key."""

import re
from collections.abc import Callable, Iterator

import pytest

from outsource_tui.model.change import AddRow, Change
from outsource_tui.model.plan import empty_plan
from outsource_tui.model.settings import Binding, Settings
from outsource_tui.planner.clock import fixed_clock
from outsource_tui.ui.commands import COMMANDS, SCREENS
from outsource_tui.ui.dialogs.import_preview import ChangePreviewDialog
from outsource_tui.ui.open_forms import leave_gone
from tests.ui.conftest import TODAY, Driver, driver_over

ODD = {one.id: chr(0x0430 + number) for number, one in enumerate(COMMANDS)}
"""A key for each command that no command has of its own."""
VERBS = (
    "adds|add|scores|score|prepares|prepare|starts|start|writes|write|goes|ends|fills|brings|imports|import|decides|"
    "marks|books|book|begins|begin|makes|does|changes|compares|opens|answers|archives|shows|lists|sets|quits|quit|"
    "undo|edit|lets|notes|proposes|act|in|and a digit|for more rope|another day|move|others"
)
KEYS = "|".join(re.escape(key) for key in sorted({*"abBdeEfFghHiJKlLmMnopPqrsStTuUwWxyYzV=?:'.+-", "Enter", "Space"}))
TOLD = re.compile(
    rf"(?<![\w·…→.,'-])(?:{KEYS}) (?:{VERBS})\b|\((?:[a-zA-Z])\)|H J K L|(?:more|yet): [a-zA-Z]\b|←→ another"
)
"""A key of our own before what it does."""
NO_KEYS = ("a book", "a start", "a digit", "a look", "a day in", "a score")


@pytest.fixture
def odd() -> Settings:
    return Settings(bindings={name: Binding((key,), "config.toml:1") for name, key in ODD.items()})


def screens_of(stage: Driver) -> Iterator[str]:
    """All that the screens show, at three sizes, and what each command says where it opens nothing."""
    for task_id in stage.plan.tasks:
        for name in ("tasks", "grid"):
            stage.go(name, task_id)
            yield stage.seen(120, 36)
    for name in SCREENS:
        stage.go(name)
        for width, height in ((80, 24), (120, 36), (200, 60), (50, 14)):
            yield stage.seen(width, height)
        for command in COMMANDS:
            if name not in command.where or command.id.startswith("screen."):
                continue
            stage.go(name)
            stage.message.spans.clear()
            stage.run(command)
            if not stage.dialogs:
                yield stage.seen(160, 40)
            stage.dialogs.clear()


def told(texts: Iterator[str]) -> set[str]:
    """Where a key of our own is named."""
    found = {one for text in texts for one in TOLD.findall(text)}
    return {one for one in found if one not in NO_KEYS}


def test_the_search_finds_what_it_is_for(stage: Driver) -> None:
    empty = driver_over(empty_plan(at=fixed_clock(TODAY).now(), timezone="Europe/Berlin"))
    found = told(screens_of(empty)) | told(screens_of(stage))
    assert {"a adds", "T book", "p prepares", "n goes", "d decides", "H J K L", "Enter edit"} <= found


def test_with_other_keys_none_of_ours_is_named(stage_with: Callable[[Settings], Driver], odd: Settings) -> None:
    assert told(screens_of(stage_with(odd))) == set()


def test_with_other_keys_none_of_ours_is_named_in_an_empty_plan(odd: Settings) -> None:
    empty = driver_over(empty_plan(at=fixed_clock(TODAY).now(), timezone="Europe/Berlin"), settings=odd)
    seen = list(screens_of(empty))
    assert told(iter(seen)) == set()
    assert any(f"{ODD['add']} adds" in text for text in seen)
    assert any(f"{ODD['trial.book']}  book" in text for text in seen)


def test_what_was_done_names_the_key_that_takes_it_back(
    stage_with: Callable[[Settings], Driver], odd: Settings
) -> None:
    stage = stage_with(odd)
    stage.go("grid", "T07")
    stage.press(ODD["move.right"])
    assert stage.said.endswith(f"{ODD['undo']} undo")
    stage.press(ODD["undo"])
    assert f"{ODD['redo']} does it again" in stage.said


def test_dialogs_name_the_keys_of_the_screens_behind_them(
    stage_with: Callable[[Settings], Driver], odd: Settings
) -> None:
    stage = stage_with(odd)
    stage.go("tasks", "T12")
    stage.press(ODD["readiness"], "enter")
    assert stage.said == f"Nothing was answered. {ODD['readiness']} asks again."
    stage.press(ODD["palette"]).typed("zzz")
    assert f"{ODD['help']} lists all of them" in stage.seen()
    stage.press("escape")
    stage.go("handoff", "H01")
    assert f"Brief, as {ODD['copy']} copies it" in stage.seen(120, 36)
    stage.open(
        ChangePreviewDialog("tasks.csv: a list of tasks", ["1 new task"], lambda _: Change("", ()), lambda _: None)
    )
    assert f"{ODD['undo']} takes it back" in stage.seen()
    stage.dialogs.clear()
    leave_gone(stage, KeyError("T99"))
    assert stage.said.endswith(f"{ODD['palette']}history shows what happened.")


def test_the_key_that_grabs_a_task_drops_it(stage_with: Callable[[Settings], Driver], odd: Settings) -> None:
    stage = stage_with(odd)
    stage.go("grid", "T07")
    stage.press(ODD["grab"], "right", "m")
    assert "stays here" not in stage.said
    stage.press(ODD["grab"], "right", ODD["grab"])
    assert "stays here" in stage.said


def test_dialogs_name_no_key_of_ours_outside_of_them(odd: Settings) -> None:
    """What they name of themselves is theirs and never changes; so only what is behind them is looked for."""
    empty = driver_over(empty_plan(at=fixed_clock(TODAY).now(), timezone="Europe/Berlin"), settings=odd)
    empty.do(Change("Two rows", (AddRow("tasks", {"name": "Mail"}), AddRow("contractors", {"handle": "Ola"}))))
    seen = []
    for command in COMMANDS:
        for name in SCREENS:
            if name in command.where:
                empty.go(name)
                empty.run(command)
                for _ in range(8):
                    if empty.dialog is None:
                        break
                    seen.append(empty.seen(120, 36))
                    empty.press("down")
                empty.dialogs.clear()
    assert any("is not known: on People" in one for one in seen) or any("not known" in one for one in seen)
    outside = re.compile(r"\(P\)|\bP (?:sets|fills|opens)|\be (?:sets|fills|in the list)|Enter on Tasks")
    assert {one for text in seen for one in outside.findall(text)} == set()
