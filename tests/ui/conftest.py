"""A stage over the demo plan with a clock that stands still, and a shell that writes down what is asked of it."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from outsource_tui.data import demo_plan
from outsource_tui.model.plan import Plan, empty_plan
from outsource_tui.model.problems import PlanUnreadable
from outsource_tui.model.remembering import PlanThere
from outsource_tui.model.settings import USUAL, Settings
from outsource_tui.planner.clock import fixed_clock
from outsource_tui.planner.desk import Desk
from outsource_tui.store.memory import MemoryKeeper
from outsource_tui.ui.stage import Stage

TODAY = date(2026, 11, 23)


class FakeShell:
    """Stands in for the terminal. `editor_text` is what the user leaves in $EDITOR."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.copied: list[str] = []
        self.editor_text: str | None = None

    def quit(self) -> None:
        self.calls.append("quit")

    def suspend_to_shell(self) -> None:
        self.calls.append("suspend")

    def redraw(self) -> None:
        self.calls.append("redraw")

    def copy(self, text: str) -> None:
        self.copied.append(text)

    def open_demo(self) -> None:
        self.calls.append("demo")

    def open_other(self) -> None:
        self.calls.append("other")

    def edited(self, text: str, draft: str, field: str = "text") -> str | None:
        self.calls.append("edit")
        return self.editor_text


class FakeShelf:
    """Three plans, one of them damaged."""

    def __init__(self) -> None:
        self.wanted: list[str] = []

    def listed(self) -> list[PlanThere]:
        return [
            PlanThere("demo", datetime(2026, 11, 23, 13, 2, tzinfo=UTC), is_open=True),
            PlanThere("studio", datetime(2026, 11, 21, 9, 0, tzinfo=UTC)),
            PlanThere("broken", datetime(2025, 3, 2, 9, 0, tzinfo=UTC)),
        ]

    def want(self, name: str) -> None:
        if name == "broken":
            raise PlanUnreadable("not a plan", where="broken.json")
        self.wanted.append(name)


class Driver(Stage):
    """A stage with hands and eyes: presses keys, reads what is drawn."""

    fake: FakeShell

    def press(self, *keys: str) -> "Driver":
        """Press keys, named as in `ui.commands`."""
        for key in keys:
            self.key(key, key if len(key) == 1 else " " if key == "space" else None)
        return self

    def typed(self, text: str) -> "Driver":
        """Type a text."""
        return self.press(*["space" if one == " " else one for one in text])

    def seen(self, width: int = 80, height: int = 24) -> str:
        """The whole screen as text."""
        lines = self.lines(width, height)
        assert len(lines) == height or height < 8
        return "\n".join(line.fitted(width).text for line in lines)

    @property
    def said(self) -> str:
        """The message line."""
        return self.message.text.strip()


def driver_over(plan: Plan, *, read_only: bool = False, settings: Settings = USUAL) -> Driver:
    """A stage over a plan that is kept nowhere."""
    fake = FakeShell()
    keeper = MemoryKeeper(plan, "demo", read_only=read_only)
    driver = Driver(Desk(keeper, fixed_clock(TODAY), "me"), fake, settings)
    driver.fake = fake
    return driver


@pytest.fixture
def stage() -> Driver:
    """The demo plan of PRODUCT.md section 6, on 2026-11-23."""
    clock = fixed_clock(TODAY)
    return driver_over(demo_plan(TODAY, clock.now()))


@pytest.fixture
def empty_stage() -> Driver:
    """A plan without anything in it."""
    return driver_over(empty_plan(at=fixed_clock(TODAY).now(), timezone="Europe/Berlin"))


@pytest.fixture
def stage_with() -> Callable[[Settings], Driver]:
    """Makes a stage over the demo plan for a user with these settings."""
    clock = fixed_clock(TODAY)
    return lambda settings: driver_over(demo_plan(TODAY, clock.now()), settings=settings)


@pytest.fixture
def read_only_stage() -> Driver:
    """The demo plan, opened to be looked at."""
    return driver_over(demo_plan(TODAY, fixed_clock(TODAY).now()), read_only=True)
