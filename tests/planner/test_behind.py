"""Saving behind the screen: no key waits for a disk, and nothing is left behind at the end."""

import queue
import threading
from collections.abc import Callable, Iterator, Sequence

import pytest

from outsource_tui.model.applying import applied
from outsource_tui.model.change import Change, DropRow, SetFields
from outsource_tui.model.plan import Plan
from outsource_tui.model.problems import NotThere, PlanUnreadable, Problem, SaveFailed
from outsource_tui.model.saving import Committed, Waiting
from outsource_tui.planner.behind import BehindTheScreen, SaveState
from outsource_tui.planner.clock import Clock
from outsource_tui.planner.desk import Desk
from outsource_tui.planner.tasks import added_task
from outsource_tui.store.applying import all_applied

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
        self.begun: queue.Queue[int] = queue.Queue()
        self.breaks = False

    def load(self) -> Plan:
        return self.plan

    def is_changed(self) -> bool:
        return False

    def commit(self, waiting: Sequence[Waiting]) -> Committed:
        self.threads.append(threading.current_thread().name)
        self.begun.put(len(waiting))
        assert self.gate.acquire(timeout=PATIENCE)
        if self.breaks:
            raise ZeroDivisionError
        if self.fails:
            raise SaveFailed("the disk is full")
        self.sizes.append(len(waiting))
        done = all_applied(self.plan, waiting)
        self.plan = done.plan
        return Committed(self.plan, done.outcomes, self.warnings)


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
    desk.do(value_set(4))
    assert disk.begun.get(timeout=PATIENCE) == 1
    for value in (5, 6):
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


def test_a_screen_that_stands_still_does_not_hold_up_saving(
    desk: Desk, disk: SlowDisk, screen: Screen, saver: BehindTheScreen, clock: Clock
) -> None:
    # The other session takes T03 meanwhile, so that what is added here gets other ids than on the screen.
    theirs = applied(disk.plan, added_task({"name": "Theirs"}), at=clock.now(), session="there")
    disk.plan = theirs.plan
    desk.do(added_task({"name": "Mine"}))
    assert disk.begun.get(timeout=PATIENCE) == 1
    desk.do(Change("value of mine", (SetFields("tasks", "T03", {"value": 9}),)))
    disk.gate.release()
    disk.gate.release()
    saver.finish(PATIENCE)
    assert disk.sizes == [1, 1]
    assert (disk.plan.tasks["T03"].name, disk.plan.tasks["T03"].value) == ("Theirs", None)
    assert (disk.plan.tasks["T04"].name, disk.plan.tasks["T04"].value) == ("Mine", 9)
    assert [one.entry for one in desk.waiting] == ["J02", "J03"], "the screen has not been asked"
    desk.do(Change("energy of mine", (SetFields("tasks", "T03", {"energy": 2}),)))
    disk.gate.release()
    saver.finish(PATIENCE)
    while not screen.handed.empty():
        screen.run_one()
    assert desk.plan == disk.plan
    assert desk.waiting == ()
    assert disk.plan.tasks["T04"].energy == 2
    assert disk.plan.tasks["T03"].energy == 0
    # What is done from now on is called by the new names.
    desk.do(Change("value of theirs", (SetFields("tasks", "T03", {"value": 2}),)))
    disk.gate.release()
    saver.finish(PATIENCE)
    assert (disk.plan.tasks["T03"].value, disk.plan.tasks["T04"].value) == (2, 9)


def test_waiting_for_the_last_save_has_an_end(desk: Desk, disk: SlowDisk, saver: BehindTheScreen) -> None:
    desk.do(value_set(4))
    saver.finish(0.01)
    assert disk.plan.tasks["T01"].value == 3


def test_an_error_of_ours_is_a_save_that_failed_and_not_the_end_of_saving(
    desk: Desk, disk: SlowDisk, screen: Screen, saver: BehindTheScreen
) -> None:
    disk.breaks = True
    desk.do(value_set(4))
    disk.gate.release()
    screen.run_one()
    assert screen.states[-1].state == "failed"
    assert "ZeroDivisionError" in screen.states[-1].words
    disk.breaks = False
    disk.gate.release()
    saver.retry()
    screen.run_one()
    assert disk.plan.tasks["T01"].value == 4


def test_a_retry_says_nothing_before_it_knows(
    desk: Desk, disk: SlowDisk, screen: Screen, saver: BehindTheScreen
) -> None:
    disk.fails = True
    desk.do(value_set(4))
    for _ in range(2):
        disk.gate.release()
        screen.run_one()
        saver.retry()
    assert screen.said == ["saving", "failed", "failed"]


class Shared(SlowDisk):
    """A plan that somebody else writes as well."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan)
        self.seen = plan
        self.is_bad = self.is_odd = False

    def load(self) -> Plan:
        if self.is_odd:
            raise ZeroDivisionError
        if self.is_bad:
            raise PlanUnreadable("the file is empty")
        self.seen = self.plan
        return self.plan

    def is_changed(self) -> bool:
        return self.seen is not self.plan


def test_what_others_write_is_looked_for_and_loaded_off_the_screens_thread(
    plan: Plan, clock: Clock, screen: Screen
) -> None:
    disk = Shared(plan)
    desk = Desk(disk, clock, "here")
    seen: list[Problem | None] = []
    saver = BehindTheScreen(desk, screen.handed.put, screen.states.append, seen.append)
    saver.look()
    saver.look()
    while saver.is_looking:
        pass
    assert (seen, screen.handed.empty()) == ([], True)
    disk.plan = applied(plan, value_set(7), at=clock.now(), session="there").plan
    saver.look()
    screen.run_one()
    assert (seen, desk.plan) == ([None], disk.plan)
    disk.plan, disk.is_bad = plan, True
    saver.look()
    screen.run_one()
    assert [str(one) for one in seen[1:]] == ["the file is empty"]
    assert desk.plan.tasks["T01"].value == 7
    assert saver.close() is None
    assert screen.handed.empty()


def test_an_error_of_ours_in_reading_what_others_wrote_is_not_the_end_of_saving(
    plan: Plan, clock: Clock, screen: Screen
) -> None:
    disk = Shared(plan)
    desk = Desk(disk, clock, "here")
    seen: list[Problem | None] = []
    saver = BehindTheScreen(desk, screen.handed.put, screen.states.append, seen.append)
    disk.plan, disk.is_odd = applied(plan, value_set(7), at=clock.now(), session="there").plan, True
    saver.look()
    screen.run_one()
    assert [str(one) for one in seen] == ["cannot be read: an error in outsource-tui itself (ZeroDivisionError)"]
    assert not saver.is_looking
    desk.do(value_set(4))
    disk.gate.release()
    assert saver.close() is None
    assert disk.plan.tasks["T01"].value == 4


def test_what_waits_is_not_followed_over(plan: Plan, clock: Clock, screen: Screen) -> None:
    disk = Shared(plan)
    desk = Desk(disk, clock, "here")
    saver = BehindTheScreen(desk, screen.handed.put, screen.states.append)
    disk.plan = applied(plan, value_set(7), at=clock.now(), session="there").plan
    saver.look()
    looked = screen.handed.get(timeout=PATIENCE)
    desk.do(Change("energy", (SetFields("tasks", "T01", {"energy": 1}),)))
    looked()
    assert (desk.plan.tasks["T01"].energy, desk.plan.tasks["T01"].value) == (1, 3)
    disk.gate.release()
    assert saver.close() is None
    assert (desk.plan.tasks["T01"].energy, desk.plan.tasks["T01"].value) == (1, 7)


def test_a_step_that_the_file_refuses_is_said_at_the_end_as_well(plan: Plan, clock: Clock, screen: Screen) -> None:
    disk = SlowDisk(plan)
    desk = Desk(disk, clock, "here")
    saver = BehindTheScreen(desk, screen.handed.put, screen.states.append)
    disk.plan = applied(plan, Change("gone", (DropRow("tasks", "T02"),)), at=clock.now(), session="there").plan
    desk.do(Change("value", (SetFields("tasks", "T02", {"value": 5}),)))
    disk.gate.release()
    assert isinstance(saver.close(), NotThere)
