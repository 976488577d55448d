"""Saving behind the screen: no key waits for a disk, and nothing is left behind at the end."""

import queue
import threading
from collections.abc import Callable, Iterator, Sequence

import pytest

from outsource_tui.model.change import Change, SetFields, applied
from outsource_tui.model.plan import Plan
from outsource_tui.model.problems import SaveFailed
from outsource_tui.model.saving import Committed, Waiting
from outsource_tui.planner.behind import BehindTheScreen, SaveState
from outsource_tui.planner.clock import Clock
from outsource_tui.planner.desk import Desk

PATIENCE = 10.0


class SlowDisk:
    """Keeps a plan, but each commit waits until it is let through, and fails when told so."""

    name = "slow"
    is_read_only = False

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.gate = threading.Semaphore(0)
        self.fails = False
        self.warnings: tuple[str, ...] = ()
        self.sizes: list[int] = []
        self.threads: list[str] = []

    def load(self) -> Plan:
        return self.plan

    def is_changed(self) -> bool:
        return False

    def commit(self, waiting: Sequence[Waiting]) -> Committed:
        self.threads.append(threading.current_thread().name)
        assert self.gate.acquire(timeout=PATIENCE)
        if self.fails:
            raise SaveFailed("the disk is full")
        self.sizes.append(len(waiting))
        outcomes = []
        for one in waiting:
            outcome = applied(self.plan, one.step, at=one.at, session=one.session)
            self.plan = outcome.plan
            outcomes.append(outcome)
        return Committed(self.plan, tuple(outcomes), self.warnings)


class Screen:
    """Runs in the test's own thread what the saver hands over."""

    def __init__(self) -> None:
        self.handed: queue.Queue[Callable[[], None]] = queue.Queue()
        self.states: list[SaveState] = []

    def run_one(self) -> None:
        self.handed.get(timeout=PATIENCE)()

    @property
    def said(self) -> list[str]:
        return [one.state for one in self.states]


@pytest.fixture
def disk(plan: Plan) -> SlowDisk:
    return SlowDisk(plan)


@pytest.fixture
def screen() -> Screen:
    return Screen()


@pytest.fixture
def desk(disk: SlowDisk, clock: Clock) -> Desk:
    return Desk(disk, clock, "here")


@pytest.fixture
def saver(desk: Desk, disk: SlowDisk, screen: Screen) -> Iterator[BehindTheScreen]:
    behind = BehindTheScreen(desk, screen.handed.put, screen.states.append)
    desk.on_change = behind.start
    yield behind
    for _ in range(9):
        disk.gate.release()
    behind.close()


def value_set(value: int) -> Change:
    return Change(f"value {value}", (SetFields("tasks", "T01", {"value": value}),))


def test_a_change_returns_before_the_disk_does(
    desk: Desk, disk: SlowDisk, screen: Screen, saver: BehindTheScreen
) -> None:
    desk.do(value_set(4))
    assert desk.plan.tasks["T01"].value == 4
    assert disk.plan.tasks["T01"].value == 3
    assert screen.said == ["saving"]
    disk.gate.release()
    screen.run_one()
    assert disk.plan.tasks["T01"].value == 4
    assert screen.said == ["saving", "saved"]
    assert desk.waiting == ()


def test_what_is_typed_during_a_save_goes_together_with_the_next(
    desk: Desk, disk: SlowDisk, screen: Screen, saver: BehindTheScreen
) -> None:
    for value in (4, 5, 6):
        desk.do(value_set(value))
    disk.gate.release()
    screen.run_one()
    disk.gate.release()
    screen.run_one()
    assert disk.sizes == [1, 2]
    assert disk.plan.tasks["T01"].value == 6
    assert screen.said == ["saving", "saved", "saving", "saved"]
    assert set(disk.threads) == {"saver"}


def test_a_failed_save_says_why_and_the_next_change_brings_everything(
    desk: Desk, disk: SlowDisk, screen: Screen, saver: BehindTheScreen
) -> None:
    disk.fails = True
    desk.do(value_set(4))
    disk.gate.release()
    screen.run_one()
    assert screen.states[-1] == SaveState("failed", "the disk is full")
    assert len(desk.waiting) == 1
    disk.fails = False
    desk.do(value_set(5))
    disk.gate.release()
    screen.run_one()
    assert disk.plan.tasks["T01"].value == 5
    assert disk.sizes == [2]


def test_what_has_to_be_said_of_a_save_is_said(
    desk: Desk, disk: SlowDisk, screen: Screen, saver: BehindTheScreen
) -> None:
    disk.warnings = ("saved, but may not survive a power cut",)
    desk.do(value_set(4))
    disk.gate.release()
    screen.run_one()
    assert screen.states[-1] == SaveState("saved", "saved, but may not survive a power cut")


def test_what_another_session_had_written_is_said(
    desk: Desk, disk: SlowDisk, screen: Screen, saver: BehindTheScreen, clock: Clock
) -> None:
    disk.plan = applied(disk.plan, value_set(7), at=clock.now(), session="there").plan
    desk.do(value_set(4))
    disk.gate.release()
    screen.run_one()
    assert screen.states[-1].words == "T01 value: another session had written 7, now 4"


def test_closing_saves_what_is_under_way_and_what_waits_behind_it(
    desk: Desk, disk: SlowDisk, screen: Screen, saver: BehindTheScreen
) -> None:
    desk.do(value_set(4))
    desk.do(value_set(5))
    disk.gate.release()
    disk.gate.release()
    assert saver.close() is None
    assert disk.plan.tasks["T01"].value == 5
    assert desk.waiting == ()
    assert screen.said[-1] == "saved"


def test_closing_says_what_could_not_be_saved(
    desk: Desk, disk: SlowDisk, screen: Screen, saver: BehindTheScreen
) -> None:
    disk.fails = True
    desk.do(value_set(4))
    disk.gate.release()
    disk.gate.release()
    problem = saver.close()
    assert isinstance(problem, SaveFailed)
    assert len(desk.waiting) == 1


def test_nothing_to_save_starts_nothing(screen: Screen, saver: BehindTheScreen, disk: SlowDisk) -> None:
    saver.start()
    assert screen.states == []
    assert saver.close() is None
    assert disk.threads == []
