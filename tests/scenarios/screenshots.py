"""The pictures of README.md, made by the stories.

`python -m tests.scenarios.screenshots` writes them to `screenshots/`.
"""

import asyncio
import html
import os
import re
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path

from rich.cells import cell_len
from textual.pilot import Pilot

from outsource_tui.data import demo_plan
from outsource_tui.model.plan import Plan, empty_plan
from outsource_tui.model.settings import Settings
from outsource_tui.planner.clock import Clock, fixed_clock
from outsource_tui.planner.desk import Desk
from outsource_tui.store.memory import MemoryKeeper
from outsource_tui.ui.app import OutsourceApp
from tests.scenarios.planner import Player
from tests.scenarios.story import a_week_with_the_demo, the_first_minute
from tests.scenarios.test_walk import AppPlayer

FOLDER = Path(__file__).parent.parent.parent / "screenshots"
TODAY = date(2026, 11, 23)
USUAL_SIZE = (80, 24)
SIZES = {"grid": (120, 36)}
"""Pictures of another size: names stand beside the points only where there is room for them."""

FONTS = "font-family: 'Fira Code', 'DejaVu Sans Mono', Menlo, Consolas, monospace"
CELL = 12.2
"""Width of a cell in a picture."""

_BLANK = "&#160;"
_PIECE = re.compile(
    r'(?P<head><text class="[^"]*-r\d+" )x="(?P<x>[\d.]+)"(?P<middle> y="[\d.]+" )textLength="(?P<length>[\d.]+)"'
    r"(?P<tail>[^>]*)>(?P<text>[^<]*)</text>"
)
Story = Callable[[Player], Awaitable[None]]
SETTINGS = Settings(theme="dark")


class Photographer(AppPlayer):
    """Plays a story and takes its pictures, SVG by name."""

    def __init__(self, app: OutsourceApp, pilot: Pilot[int]) -> None:
        super().__init__(app, pilot)
        self.pictures: dict[str, str] = {}

    async def show(self, name: str) -> None:
        width, height = SIZES.get(name, USUAL_SIZE)
        await self.pilot.resize_terminal(width, height)
        await self.pilot.pause()
        self.pictures[name] = plain_svg(self.app.export_screenshot(title="outsource-tui"))
        await self.pilot.resize_terminal(*USUAL_SIZE)
        await self.pilot.pause()


def plain_svg(svg: str) -> str:
    """The picture without fonts from the network, and with each piece of text beginning where its letters do.

    Not every program that draws SVG keeps blanks at the ends of a piece.
    """
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = svg.replace("font-family: Fira Code, monospace", FONTS)
    return _PIECE.sub(_in_place, svg)


def _in_place(piece: re.Match[str]) -> str:
    """A piece of text as one element for each group of words, whose cells are counted from its own beginning."""
    text = html.unescape(piece["text"]).replace("\xa0", " ")
    elements = []
    for words in re.finditer(r"\S+(?: \S+)*", text):
        x = float(piece["x"]) + cell_len(text[: words.start()]) * CELL
        length = cell_len(words[0]) * CELL
        told = html.escape(words[0], quote=False).replace(" ", _BLANK)
        head = f'{piece["head"]}x="{x:.5g}"{piece["middle"]}textLength="{length:.5g}"{piece["tail"]}'
        elements.append(f"{head}>{told}</text>")
    return "".join(elements)


async def pictures() -> dict[str, str]:
    """All pictures, by name."""
    # A picture of the same screen is the same everywhere.
    os.environ.pop("NO_COLOR", None)
    clock = fixed_clock(TODAY)
    empty = empty_plan(at=clock.now(), timezone="Europe/Lisbon")
    demo = await _of_story(demo_plan(clock.today(), clock.now()), "demo", clock, a_week_with_the_demo)
    return demo | await _of_story(empty, "plan", clock, the_first_minute)


async def _of_story(plan: Plan, name: str, clock: Clock, story: Story) -> dict[str, str]:
    app = OutsourceApp(Desk(MemoryKeeper(plan, name), clock, "story"), settings=SETTINGS)
    async with app.run_test(size=USUAL_SIZE) as pilot:
        player = Photographer(app, pilot)
        await story(player)
        return player.pictures


def main() -> None:
    """Write all pictures."""
    FOLDER.mkdir(exist_ok=True)
    for name, svg in asyncio.run(pictures()).items():
        (FOLDER / f"{name}.svg").write_text(svg, encoding="utf-8")
        print(f"screenshots/{name}.svg")


if __name__ == "__main__":
    main()
