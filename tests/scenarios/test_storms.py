"""Random keys and resizes, seeded: whatever is pressed and however the window changes, nothing breaks (P8)."""

import random
import string
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from outsource_tui.data import demo_plan
from outsource_tui.model.change import AddRow, Change, DropRow, Edit, SetFields
from outsource_tui.model.kinds import Table
from outsource_tui.model.plan import Plan, empty_plan
from outsource_tui.model.problems import BadInput, Problem
from outsource_tui.model.references import dependents_of
from outsource_tui.planner.clock import fixed_clock
from outsource_tui.planner.desk import Desk
from outsource_tui.store.memory import MemoryKeeper
from outsource_tui.ui.commands import COMMANDS, keymap
from outsource_tui.ui.dialogs import write_file
from outsource_tui.ui.dialogs.first_run import FirstRunDialog
from outsource_tui.ui.open_forms import unsaved_forms
from tests.scenarios.terminal import Terminal
from tests.ui.conftest import Driver, FakeShell

TODAY = date(2026, 11, 23)
CLOCK = fixed_clock(TODAY)
SEEDS = range(6)
KEYS_A_SEED = 400
SIZES = ((80, 24), (80, 24), (120, 36), (60, 18), (50, 14), (30, 8), (200, 60), (300, 100), (1, 1), (29, 7), (113, 9))
PASTES = ("one line", "Tax 3h\nPost 2h @mail\n\n", "x" * 10_000, "\x1b[2J\x07[/]\u202e", "\n" * 50, "")
DELETED: tuple[Table, ...] = ("checkins", "scores", "handoffs", "trials", "tasks", "contractors")

TYPED = string.ascii_letters + string.digits * 3 + " .,:@/#-+=%?![]"
ALL_KEYS = sorted(
    {key for command in COMMANDS for key in command.keys}
    | {"escape", "enter", "tab", "shift+tab", "backspace", "delete", "home", "end", "up", "down", "left", "right"}
    | {"pageup", "pagedown", "space", "ctrl+a", "ctrl+e", "ctrl+w", "ctrl+u", "ctrl+k", "ctrl+c", "ctrl+o", "ctrl+left"}
)


class Storm:
    """A stage in front of random keys, with somebody else on the same plan. All of it follows from the seed."""

    def __init__(self, seed: int, *, is_empty: bool) -> None:
        self.random = random.Random(seed)  # noqa: S311 - nothing is secret
        self.pressed: list[str] = []
        plan = empty_plan(at=CLOCK.now()) if is_empty else demo_plan(TODAY, CLOCK.now())
        self.keeper = MemoryKeeper(plan, "storm")
        self.stage = Driver(Desk(self.keeper, CLOCK, "me"), FakeShell())
        self.size = (80, 24)
        if is_empty:
            self.stage.open(FirstRunDialog())

    def run(self, is_over: Callable[[], bool]) -> None:
        """Go on until it is over. Raises AssertionError with the last keys where something breaks."""
        while not is_over():
            try:
                self._step()
            except Exception as error:
                raise AssertionError(f"{error!r} after {' '.join(self.pressed[-40:])}") from error

    def _step(self) -> None:
        chance = self.random.random()
        if chance < 0.05:
            self._note("size")
            self.size = self.random.choice([*SIZES, (self.random.randint(1, 300), self.random.randint(1, 100))])
        elif chance < 0.07:
            text = self.random.choice(PASTES)
            self._note("paste")
            self.stage.pasted(text)
        elif chance < 0.10:
            self._note("save")
            self._save()
        elif chance < 0.18:
            self._note("others")
            self._others()
        elif self.stage.dialog is None:
            self._press(self.random.choice(sorted(keymap(self.stage.name)) if chance < 0.85 else ALL_KEYS))
        elif chance < 0.38:
            # What takes text would take every key; a storm has to get out of it as well.
            self._press(self.random.choice(["escape", "escape", "enter"]))
        elif chance < 0.65:
            self._press(self.random.choice(ALL_KEYS))
        else:
            self._press(self.random.choice(TYPED))
        self._look()

    def _note(self, what: str) -> None:
        self.pressed.append(what)

    def _press(self, key: str) -> None:
        self._note(key)
        self.stage.key(key, key if len(key) == 1 else " " if key == "space" else None)

    def _look(self) -> None:
        width, height = self.size
        lines = self.stage.lines(width, height)
        assert len(lines) == height, (len(lines), self.size)
        for line in lines:
            assert line.fitted(width).width == width
        unsaved_forms(self.stage)

    def _save(self) -> None:
        """What the saver does; a step that the plan refuses by now is said, not raised."""
        try:
            self.stage.desk.save()
        except Problem as problem:
            self.stage.say(str(problem), "warn")

    def _others(self) -> None:
        """Another session changes, adds and takes out rows."""
        desk = Desk(self.keeper, CLOCK, "somebody else")
        table = self.random.choice(DELETED)
        rows = list(desk.plan.rows(table))
        row = self.random.choice(rows) if rows else ""
        here = self.stage.screen.row_id
        if here is not None and self.random.random() < 0.5:
            # What this screen is just about.
            table, row = ("tasks" if here in desk.plan.tasks else table), here
        hanging = [DropRow(*one) for one in hanging_on(desk.plan, table, row)]
        tries: tuple[tuple[Edit, ...], ...] = (
            (AddRow("tasks", {"name": "Theirs", "hours": self.random.randint(0, 9)}),),
            (SetFields("profile", "1", {"hour_value": self.random.choice([None, 100, 9000]), "currency": "JPY"}),),
            (SetFields("tasks", row, {"value": self.random.randint(1, 10)}),),
            (SetFields(table, row, {"archived_at": CLOCK.now().isoformat()}),),
            *[(*hanging, DropRow(table, row))] * 4,
        )
        try:
            desk.do(Change("theirs", self.random.choice(tries)))
            desk.save()
        except Problem:
            return
        self.stage.desk.follow(self.keeper.load())


def hanging_on(plan: Plan, table: Table, row: str) -> dict[tuple[Table, str], None]:
    """The rows that have to go before that one, those that hang on them first."""
    found: dict[tuple[Table, str], None] = {}
    for one in dependents_of(plan, table, row):
        found |= hanging_on(plan, *one)
        found[one] = None
    return found


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Random keys shall find no files but the test's own, and write none."""

    def written(output: str, text: str, *, force: bool) -> str:
        raise BadInput("nothing is written in a storm", where=output)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(write_file, "written", written)


@pytest.mark.parametrize("seed", SEEDS)
def test_random_keys_pastes_sizes_and_somebody_else(seed: int) -> None:
    storm = Storm(seed, is_empty=seed % 4 == 3)
    storm.run(lambda: len(storm.pressed) >= KEYS_A_SEED)


@pytest.mark.long
def test_ten_minutes_of_random_keys() -> None:
    end = time.monotonic() + 600
    seed = 1000
    keys = 0
    while time.monotonic() < end:
        seed += 1
        storm = Storm(seed, is_empty=seed % 4 == 3)
        storm.run(lambda storm=storm: len(storm.pressed) >= 2000 or time.monotonic() > end)  # type: ignore[misc]
        keys += len(storm.pressed)
    print(f"{keys} keys, {seed - 1000} seeds")


def test_a_storm_of_sizes_inside_a_form_in_a_real_terminal(tmp_path: Path) -> None:
    chance = random.Random(8)  # noqa: S311 - nothing is secret
    sizes = [(1, 1), (300, 100), (2, 60), (300, 1), (29, 7), (30, 8), (50, 14)]
    sizes += [(chance.randint(1, 300), chance.randint(1, 100)) for _ in range(33)]
    with Terminal(["--demo", "--today", "2026-11-23"], home=tmp_path) as terminal:
        terminal.see("Next")
        terminal.press("1")
        terminal.see("order: ")
        terminal.press("e", "home")
        terminal.see("Enter save")
        for number, (columns, rows) in enumerate(sizes):
            terminal.resize(columns, rows)
            terminal.press("abcdefghij"[number % 10])
            for _ in range(chance.randint(0, 3)):
                assert terminal.pump(0.01)
        terminal.resize(80, 24)
        terminal.screen.reset()
        terminal.press("\x0c")
        terminal.see("Enter save")
        terminal.press("home")
        terminal.see("abcdefghij" * 4)
        terminal.press("escape")
        terminal.see("order: ")
        terminal.press("q")
        assert terminal.end() == 0
