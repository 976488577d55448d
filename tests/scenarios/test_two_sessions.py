"""Two screens, or a screen and a script, on one plan: both work, nobody loses anything, each sees the other."""

import contextlib
import json
import queue
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from outsource_tui.cli.main import main
from outsource_tui.model.change import Change, DropRow, Edit, SetFields
from outsource_tui.model.plan import Plan
from outsource_tui.planner.behind import BehindTheScreen, SaveState
from outsource_tui.planner.clock import fixed_clock
from outsource_tui.planner.desk import Desk
from outsource_tui.planner.people import added_contractor
from outsource_tui.planner.tasks import added_task
from outsource_tui.store.plan_store import PlanStore
from outsource_tui.ui.stage import Stage
from tests.scenarios.terminal import Terminal
from tests.ui.conftest import FakeShell

TODAY = date(2026, 11, 23)
CLOCK = fixed_clock(TODAY)


class Session:
    """A screen with its saver, whose loop runs only when it is told to."""

    def __init__(self, path: Path, name: str) -> None:
        self.handed: queue.Queue[Callable[[], None]] = queue.Queue()
        self.said: list[SaveState] = []
        self.desk = Desk(PlanStore(path, at=CLOCK.now, timezone="Europe/Berlin"), CLOCK, name)
        self.stage = Stage(self.desk, FakeShell())
        self.saver = BehindTheScreen(self.desk, self.handed.put, self.said.append)
        self.desk.on_change = self.saver.start

    @property
    def plan(self) -> Plan:
        return self.desk.plan

    def press(self, *keys: str) -> None:
        for key in keys:
            self.stage.key(key, key if len(key) == 1 else " " if key == "space" else None)

    def typed(self, text: str) -> None:
        self.press(*["space" if one == " " else one for one in text])

    def seen(self) -> str:
        return "\n".join(line.text for line in self.stage.lines(80, 24))

    def saved(self) -> None:
        """Wait until everything is on disk and taken over."""
        while self.desk.waiting:
            self.handed.get(timeout=10)()

    def look(self) -> None:
        """What the poll does."""
        self.saver.look()
        while self.saver.is_looking:
            with contextlib.suppress(queue.Empty):  # Nothing is handed over where nothing is new.
                self.handed.get(timeout=0.01)()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Three tasks and a person in a file."""
    path = tmp_path / "plan.json"
    desk = Desk(PlanStore(path, at=CLOCK.now, timezone="Europe/Berlin"), CLOCK, "set-up")
    desk.do(added_task({"name": "Bookkeeping", "hours": 3, "effectiveness": 3, "value": 3}))
    desk.do(added_task({"name": "Social posts", "hours": 2}))
    desk.do(added_task({"name": "Site upkeep", "hours": 1}))
    desk.do(added_contractor({"handle": "Bookkeeper, Lisbon", "rate": 2400}))
    desk.save()
    return path


@pytest.fixture
def pair(path: Path) -> Iterator[tuple[Session, Session]]:
    mine, theirs = Session(path, "mine"), Session(path, "theirs")
    yield mine, theirs
    for one in (mine, theirs):
        one.saver.close()


def do(session: Session, *edits: Edit, words: str = "change") -> None:
    session.desk.do(Change(words, edits))
    session.saved()


def test_the_other_screen_follows_with_its_cursor_filter_and_open_form(pair: tuple[Session, Session]) -> None:
    mine, theirs = pair
    mine.press("1", "/")
    mine.typed("o")
    mine.press("enter", "down")
    tasks = mine.stage.screen
    here = tasks.row_id
    mine.press("e", "tab", "tab")
    mine.typed("9")
    form = mine.stage.dialog
    assert form is not None
    do(theirs, SetFields("tasks", "T03", {"value": 9, "effectiveness": 1}))
    theirs.desk.do(added_task({"name": "Photos", "hours": 9, "effectiveness": 1, "value": 1}))
    theirs.saved()
    mine.look()
    assert mine.plan == theirs.plan
    assert mine.stage.dialog is form
    assert "9" in mine.seen()
    mine.press("escape")
    assert "Photos" in mine.seen()
    assert mine.stage.screen is tasks
    assert (tasks.row_id, getattr(tasks, "words", "")) == (here, "o")
    mine.press("e", "enter")
    mine.saved()
    theirs.look()
    assert here is not None
    assert theirs.plan.tasks[here].effectiveness == mine.plan.tasks[here].effectiveness is not None


def test_changes_to_two_fields_are_both_there(pair: tuple[Session, Session]) -> None:
    mine, theirs = pair
    do(theirs, SetFields("tasks", "T01", {"energy": -2}))
    do(mine, SetFields("tasks", "T01", {"value": 7}))
    assert (mine.plan.tasks["T01"].value, mine.plan.tasks["T01"].energy) == (7, -2)
    assert not any(one.words for one in mine.said)


def test_the_same_field_keeps_both_and_says_so(pair: tuple[Session, Session], path: Path) -> None:
    mine, theirs = pair
    do(theirs, SetFields("tasks", "T01", {"value": 9}))
    do(mine, SetFields("tasks", "T01", {"value": 7}))
    assert mine.plan.tasks["T01"].value == 7
    assert mine.said[-1] == SaveState("saved", "T01 value: another session had written 9, now 7")
    again = Session(path, "later")
    entry = next(again.plan.newest_first())
    assert entry.kept == ("T01 value: another session had written 9, now 7",)
    again.saver.close()


def test_undo_is_refused_with_a_reason_where_somebody_else_changed_the_field(pair: tuple[Session, Session]) -> None:
    mine, theirs = pair
    do(mine, SetFields("tasks", "T01", {"value": 7}), words="value 7")
    theirs.look()
    do(theirs, SetFields("tasks", "T01", {"value": 9}), words="Bookkeeping: value 7 to 9")
    mine.look()
    mine.press("u")
    assert "T01 was changed since: Bookkeeping: value 7 to 9" in mine.stage.message.text
    assert mine.plan.tasks["T01"].value == 9
    # Another field of the same row is nobody's business.
    do(mine, SetFields("tasks", "T02", {"value": 2}), words="value 2")
    theirs.look()
    do(theirs, SetFields("tasks", "T02", {"energy": 1}))
    mine.look()
    mine.press("u")
    mine.saved()
    assert (mine.plan.tasks["T02"].value, mine.plan.tasks["T02"].energy) == (None, 1)


def test_doing_it_again_is_refused_where_somebody_else_changed_the_field(pair: tuple[Session, Session]) -> None:
    mine, theirs = pair
    do(mine, SetFields("tasks", "T01", {"value": 7}), words="value 7")
    mine.press("u")
    mine.saved()
    theirs.look()
    do(theirs, SetFields("tasks", "T01", {"value": 9}), words="theirs")
    mine.look()
    mine.press("U")
    assert "nothing" in mine.stage.message.text
    assert mine.plan.tasks["T01"].value == 9


def test_undo_is_refused_where_a_hand_has_changed_the_field_in_the_file(
    pair: tuple[Session, Session], path: Path
) -> None:
    mine, _ = pair
    do(mine, SetFields("tasks", "T01", {"value": 7}), words="value 7")
    data = json.loads(path.read_text())
    data["tasks"]["T01"]["value"] = 9
    path.write_text(json.dumps(data))
    mine.look()
    mine.press("u")
    assert "T01: value was changed since" in mine.stage.message.text
    assert mine.plan.tasks["T01"].value == 9


def test_an_undo_that_only_the_file_can_refuse_is_taken_back_and_said(pair: tuple[Session, Session]) -> None:
    mine, theirs = pair
    do(mine, SetFields("tasks", "T01", {"value": 7}), words="value 7")
    theirs.look()
    do(theirs, SetFields("tasks", "T01", {"value": 9}), words="theirs")
    mine.press("u")
    assert mine.plan.tasks["T01"].value == 3
    mine.saved()
    assert mine.plan.tasks["T01"].value == 9
    assert "T01 was changed since: theirs" in mine.said[-1].words


def test_both_add_at_once_and_go_on_with_their_own_rows(pair: tuple[Session, Session]) -> None:
    mine, theirs = pair
    theirs.desk.do(added_task({"name": "Theirs"}))
    mine.desk.do(added_task({"name": "Mine"}))
    mine.desk.do(Change("value", (SetFields("tasks", "T04", {"value": 8}),)))
    for one in (mine, theirs):
        one.saved()
    for one in (mine, theirs):
        one.look()
    assert mine.plan == theirs.plan
    found = {task.name: task.value for task in mine.plan.tasks.values()}
    assert (found["Mine"], found["Theirs"]) == (8, None)


# a row that somebody else takes out


OPENERS = {
    "task form": ("1", "e"),
    "know-how": ("1", "r", "1"),
    "decide": ("1", "d"),
    "brief": ("1", "B"),
    "sums": ("1", "."),
    "tag": ("1", "t"),
    "score": ("1", "s"),
    "book a trial": ("1", "T"),
    "prepare a hand-off": ("1", "p"),
    "the list": ("1",),
    "the grid": ("2",),
    "grabbed on the grid": ("2", "m"),
    "people for a task": ("3", "f"),
    "rating": ("3", "s"),
    "person form": ("3", "e"),
    "overview": ("0",),
    "next": ("0", "n"),
    "check": ("6",),
    "fix": ("6", "enter"),
    "history": ("1", ":"),
}
KEYS = (
    "down",
    "x",
    "tab",
    "1",
    "enter",
    "escape",
    "enter",
    "up",
    ".",
    "escape",
    "u",
    "n",
    "escape",
    "0",
    "6",
    "2",
    "3",
)


@pytest.mark.parametrize("keys", OPENERS.values(), ids=OPENERS.keys())
@pytest.mark.parametrize("is_drawn", [True, False], ids=["drawn", "not drawn"])
def test_a_row_that_goes_under_an_open_form_is_no_crash(
    pair: tuple[Session, Session], keys: tuple[str, ...], *, is_drawn: bool
) -> None:
    mine, theirs = pair
    mine.press(*keys)
    mine.seen()
    edits: list[Edit] = [DropRow("tasks", one) for one in ("T01", "T02", "T03")]
    do(theirs, *edits, DropRow("contractors", "C01"))
    mine.desk.follow(mine.desk.keeper.load())
    if is_drawn:
        mine.seen()
    for key in KEYS:
        mine.press(key)
        mine.seen()


def test_what_was_typed_about_a_row_that_goes_is_kept_and_said(pair: tuple[Session, Session]) -> None:
    mine, theirs = pair
    mine.press("1")
    mine.seen()
    row = mine.stage.screen.row_id
    assert row is not None
    mine.press("e", "end")
    mine.typed(" and more")
    do(theirs, DropRow("tasks", row))
    mine.look()
    mine.seen()
    mine.press("enter")
    assert mine.stage.drafts[f"task {row}"]["name"].endswith(" and more")
    assert f"{row} has gone" in mine.seen() or f"no {row}" in mine.seen()


@pytest.mark.parametrize(
    ("keys", "draft"),
    [(("1", "r", "2", "1"), "know-how T0"), (("1", "B", *"outcome"), "brief T0"), (("3", "e", *" more"), "person C01")],
    ids=["know-how", "brief", "person"],
)
def test_a_form_that_is_taken_down_with_its_row_keeps_what_was_typed(
    pair: tuple[Session, Session], keys: tuple[str, ...], draft: str
) -> None:
    mine, theirs = pair
    mine.press(*keys)
    mine.seen()
    edits: list[Edit] = [DropRow("tasks", one) for one in ("T01", "T02", "T03")]
    do(theirs, *edits, DropRow("contractors", "C01"))
    mine.look()
    mine.seen()
    mine.press("enter")
    mine.seen()
    assert [one for one, fields in mine.stage.drafts.items() if one.startswith(draft) and fields]


def test_an_error_of_our_own_is_not_taken_for_a_row_that_is_gone(pair: tuple[Session, Session]) -> None:
    mine, _ = pair
    mine.press("1")
    for wrong in (KeyError("effectiveness"), KeyError("T01"), KeyError(7), KeyError()):

        def body(width: int, height: int, wrong: KeyError = wrong) -> list[object]:
            raise wrong

        mine.stage.screen.body = body  # type: ignore[method-assign,assignment]
        with pytest.raises(KeyError):
            mine.seen()


# who is there


def test_the_top_row_says_who_else_has_the_plan_open(pair: tuple[Session, Session]) -> None:
    mine, _ = pair
    mine.stage.others = ["laptop since 14:05", "desk since 09:00"]
    for width in (80, 100, 160):
        top = mine.stage.lines(width, 24)[0].text
        assert len(top) == width
        assert ("laptop since 14:05" in top) == (width > 80)
        assert "+2 plan" in top or width > 80


# real processes


def test_two_screens_and_a_script_in_real_terminals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATA", "CONFIG", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    for name in ("Bookkeeping", "Social posts", "Site upkeep"):
        assert main(["add", name, "--hours", "2"]) == 0
    arguments = ["--today", "2026-11-23"]
    with (
        Terminal(arguments, home=tmp_path, columns=110) as mine,
        Terminal(arguments, home=tmp_path, columns=110) as theirs,
    ):
        for one in (mine, theirs):
            one.see("Next")
            one.wait_until(lambda one=one: " since " in one.screen.display[0])  # type: ignore[misc]
            one.press("1")
            one.see("Tasks 3 of 3")
        mine.press("/", "site", "enter")
        mine.see("Tasks 1 of 3")
        mine.press("e")
        mine.see("T03 Site upkeep")
        mine.press("\x05", " and care")
        mine.see("Site upkeep and care")
        theirs.press("a", "Photos 1h\r")
        theirs.see("saved")
        start = time.monotonic()
        mine.see("Another session changed this plan")
        assert time.monotonic() - start < 1.0
        mine.see("Site upkeep and care")
        mine.press("\r")
        mine.see("saved")
        mine.see("Tasks 1 of 4")
        theirs.press("escape")
        theirs.see("Site upkeep and care")
        assert main(["add", "From a script"]) == 0
        start = time.monotonic()
        for one in (mine, theirs):
            one.see("of 5 ")
        assert time.monotonic() - start < 1.0
        theirs.press("q")
        assert theirs.end() == 0
        mine.press("q")
        assert mine.end() == 0
