"""The program's main job, end to end: the walk on a real time log, a restart, and all of it taken back again.

Once through the real app without a terminal, once in a real pseudo-terminal from spawn to exit status.
"""

import asyncio
import contextlib
import io
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

from textual import events
from textual.pilot import Pilot

from outsource_tui.cli.main import main
from outsource_tui.data import demo_plan
from outsource_tui.planner.clock import fixed_clock
from outsource_tui.planner.desk import Desk
from outsource_tui.store.memory import MemoryKeeper
from outsource_tui.store.plan_store import PlanStore
from outsource_tui.ui.app import OutsourceApp
from tests.scenarios.story import a_week_with_the_demo, the_first_minute, walk
from tests.scenarios.terminal import Terminal

TODAY = "2026-11-23"
SECONDS = 20.0
TABLES = ("tasks", "contractors", "scores", "trials", "handoffs", "checkins", "decisions", "imports")


class AppPlayer:
    """Presses keys in the app itself."""

    def __init__(self, app: OutsourceApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        for key in keys:
            # Straight into the app's queue: a pilot waits for an idle processor after each key.
            self.app.post_message(events.Key(key, key if len(key) == 1 else None))

    async def type(self, text: str) -> None:
        await self.press(*text)

    async def see(self, words: str) -> None:
        await self._until(lambda: words in self.text, words)

    async def leave(self, words: str) -> None:
        await self.press("escape")
        await self._until(lambda: words not in self.text, f"no {words}")

    async def show(self, name: str) -> None:
        """No picture is taken here."""

    @property
    def text(self) -> str:
        """What is drawn, row by row, as the terminal would get it."""
        return "\n".join(strip.text for strip in self.app.screen._compositor.render_strips())

    async def _until(self, holds: Any, what: str) -> None:
        end = asyncio.get_running_loop().time() + SECONDS
        while not holds():
            await self.pilot.pause()
            assert asyncio.get_running_loop().time() < end, f"waited for {what} in vain; the screen:\n{self.text}"


class TerminalPlayer:
    """Presses keys in a pseudo-terminal."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal

    async def press(self, *keys: str) -> None:
        self.terminal.press(*keys)

    async def type(self, text: str) -> None:
        self.terminal.press(text)

    async def see(self, words: str) -> None:
        self.terminal.see(words)

    async def leave(self, words: str) -> None:
        self.terminal.press("escape")
        self.terminal.wait_until(lambda: words not in self.terminal.text, f"no {words}")

    async def show(self, name: str) -> None:
        """No picture is taken here."""


@asynccontextmanager
async def app_on(path: Path) -> AsyncIterator[AppPlayer]:
    """The app on a plan file, in 80x24, until it is left."""
    clock = fixed_clock(date.fromisoformat(TODAY))
    keeper = PlanStore(path, at=clock.now, timezone="Europe/Lisbon")
    app = OutsourceApp(Desk(keeper, clock, "story"))
    async with app.run_test(size=(80, 24)) as pilot:
        yield AppPlayer(app, pilot)


def run(path: Path, *arguments: str) -> tuple[int, str]:
    """A command on the plan, and what it prints."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        status = main(["--plan", str(path), "--today", TODAY, *arguments])
    out.seek(0)
    return status, out.read()


def exported(path: Path) -> dict[str, Any]:
    """The plan as JSON."""
    data: dict[str, Any] = json.loads(run(path, "export", "--to", "json")[1])
    return data


def require_the_walk_was_kept(path: Path) -> None:
    """What the story did is in the file."""
    plan = exported(path)
    assert {table: len(plan[table]) for table in TABLES} == {
        "tasks": 9,
        "contractors": 2,
        "scores": 10,
        "trials": 1,
        "handoffs": 1,
        "checkins": 1,
        "decisions": 3,
        "imports": 1,
    }
    tasks = {one["name"]: one for one in plan["tasks"]}
    assert tasks["Bookkeeping"]["hours"] == 3.44
    assert tasks["Bookkeeping"]["hours_source"] == "import"
    assert (tasks["Bookkeeping"]["effectiveness"], tasks["Bookkeeping"]["value"]) == (3, 3)
    assert tasks["Bookkeeping"]["decision"] == "hand_off"
    assert tasks["Bookkeeping"]["status"] == "handed_off"
    assert tasks["Client design"]["effectiveness"] == 9
    assert [one["text"] for one in tasks["Bookkeeping"]["brief"]["done_when"]] == [
        "Every receipt booked",
        "Bank agrees",
    ]
    maria, jun = plan["contractors"]
    assert (maria["handle"], maria["rate"], maria["timezone"], maria["speed"]) == (
        "Maria Silva",
        2400,
        "Europe/Lisbon",
        0.8,
    )
    assert (jun["handle"], jun["work_end"], jun["languages"]) == ("Jun Tanaka", "19:00", {"en": "B2"})
    trial = plan["trials"][0]
    assert (trial["start"], trial["decision"], trial["rule_says"]) == ("2026-11-24", "hire", "hire")
    assert trial["card"]["result"] == 5
    handoff = plan["handoffs"][0]
    assert (handoff["state"], handoff["start"], handoff["share"]) == ("running", TODAY, 1.0)
    assert plan["checkins"][0]["minutes"] == 15


def take_everything_back(path: Path) -> int:
    """`undo` until nothing is left; how many steps that took."""
    steps = 0
    while run(path, "undo")[0] == 0:
        steps += 1
        assert steps < 200
    return steps


async def test_the_walk_through_the_app(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    async with app_on(path) as player:
        await walk(player)
        await player.press("q")
    require_the_walk_was_kept(path)
    async with app_on(path) as player:
        await player.see("1 of 1 handed over")
        await player.press("5")
        await player.see("running · Bookkeeping with Maria Silva")
        await player.press("q")
    require_the_walk_was_kept(path)
    assert take_everything_back(path) > 30
    plan = exported(path)
    assert [table for table in TABLES if plan[table]] == []


def test_the_walk_in_a_real_terminal(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    more = {"TZ": "Europe/Lisbon"}
    arguments = ["--plan", str(path), "--today", TODAY]
    with Terminal(arguments, home=tmp_path, more=more) as terminal:
        asyncio.run(walk(TerminalPlayer(terminal)))
        terminal.press("q")
        assert terminal.end() == 0
    require_the_walk_was_kept(path)
    with Terminal(arguments, home=tmp_path, more=more) as terminal:
        terminal.see("[6 Check")  # the screen that it was left on
        terminal.press("0")
        terminal.see("1 of 1 handed over")
        terminal.press("1")
        terminal.see("Bookkeeping")
        terminal.see("Maria Silva")
        terminal.press("q")
        assert terminal.end() == 0
    assert sorted(one.name for one in tmp_path.iterdir() if one.name.startswith("plan")) == [
        "plan.json",
        "plan.json.lock",
    ]


async def test_a_week_with_the_demo() -> None:
    clock = fixed_clock(date.fromisoformat(TODAY))
    desk = Desk(MemoryKeeper(demo_plan(clock.today(), clock.now()), "demo"), clock, "story")
    app = OutsourceApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await a_week_with_the_demo(AppPlayer(app, pilot))
    assert desk.plan.trials["R03"].state == "planned"
    added = desk.plan.tasks["T16"]
    assert (added.name, added.tags, added.decision) == ("Podcast cuts", ("media",), "hand_off")


async def test_the_first_minute(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    async with app_on(path) as player:
        await the_first_minute(player)
        await player.press("q")
    scores = {one["name"]: (one["effectiveness"], one["value"]) for one in exported(path)["tasks"]}
    assert len(scores) == 3
    assert all(all(one) for one in scores.values())
