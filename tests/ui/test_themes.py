"""Themes: every look in each, readable, never by colour alone; without colour and without box characters as well."""

import ast
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import pytest
from rich.color import Color
from rich.console import Console
from rich.segment import Segment
from textual.strip import Strip

import outsource_tui
from outsource_tui.data import demo_plan
from outsource_tui.model.settings import THEMES as NAMES
from outsource_tui.model.settings import USUAL
from outsource_tui.planner.clock import fixed_clock
from outsource_tui.ui import drawing
from outsource_tui.ui.commands import SCREENS, commands_of
from outsource_tui.ui.drawing import Line, draw_in_ascii
from outsource_tui.ui.looks import SEVERITY_LOOKS, THEMES, ZONE_LOOKS, styles_of
from outsource_tui.ui.widgets.wire import Wire
from tests.ui.conftest import TODAY, Driver, driver_over

SIZES = ((80, 24), (50, 14), (120, 36), (200, 60))
LEAVING = {"quit", "suspend", "redraw"}


Walk = Sequence[tuple[str, list[Line]]]


def everything() -> Iterator[tuple[str, list[Line]]]:
    """Every screen, and whatever each of its commands opens, in several sizes, each on a fresh plan."""
    plan = demo_plan(TODAY, fixed_clock(TODAY).now())
    for screen in SCREENS:
        for command in [None, *commands_of(screen)]:
            if command is not None and command.id in LEAVING:
                continue
            stage = driver_over(plan)
            stage.go(screen)
            stage.seen()
            if command is not None:
                stage.run(command)
            for width, height in SIZES:
                name = f"{screen} {command.id if command else ''} {width}x{height}"
                yield name, [line.fitted(width) for line in stage.lines(width, height)]


@pytest.fixture(scope="module")
def walk() -> Walk:
    return list(everything())


@pytest.fixture(scope="module")
def walk_in_ascii() -> Walk:
    with ascii_only():
        return list(everything())


@contextmanager
def ascii_only() -> Iterator[None]:
    draw_in_ascii(True)
    try:
        yield
    finally:
        draw_in_ascii(False)


# what there is


def test_the_themes_are_those_that_can_be_asked_for() -> None:
    assert tuple(THEMES) == NAMES
    assert USUAL.theme in THEMES


@pytest.mark.parametrize("theme", NAMES)
def test_each_theme_has_every_look(theme: str) -> None:
    assert THEMES[theme].keys() == THEMES["ansi"].keys()
    assert styles_of(theme).keys() == THEMES[theme].keys()


def test_every_look_that_is_used_is_in_the_themes(walk: Walk) -> None:
    used = {look for _, lines in walk for line in lines for _, look in line.spans}
    assert used <= THEMES["ansi"].keys()
    assert {*ZONE_LOOKS.values()} | {look for _, look in SEVERITY_LOOKS.values()} <= THEMES["ansi"].keys()


# readable


def brightness(color: Color) -> float:
    """Relative luminance as in WCAG."""
    parts = [one / 255 for one in color.get_truecolor()]
    red, green, blue = (one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("theme", "least"), [("dark", 4.5), ("light", 4.5), ("contrast", 7.0)])
def test_text_stands_out_from_its_background(theme: str, least: float) -> None:
    for look, style in styles_of(theme).items():
        assert style.color is not None
        assert style.bgcolor is not None
        one, other = sorted((brightness(style.color), brightness(style.bgcolor)))
        contrast = (other + 0.05) / (one + 0.05)
        assert contrast >= (2.0 if look == "rule" and theme != "contrast" else least), (look, contrast)


@pytest.mark.parametrize("theme", NAMES)
def test_no_theme_needs_more_than_256_colours(theme: str) -> None:
    for style in styles_of(theme).values():
        assert all(color is None or color.number is not None for color in (style.color, style.bgcolor))


def test_the_terminals_own_palette_is_left_to_it() -> None:
    for style in styles_of("ansi").values():
        assert style.bgcolor is None
        assert style.color is None or (style.color.number or 0) < 16


# colour is never the only sign


def test_nothing_is_told_by_colour_alone(stage: Driver) -> None:
    """What two looks tell apart that are one without colour is told by words as well: zones, severities, states."""
    assert len({sign for sign, _ in SEVERITY_LOOKS.values()}) == len(SEVERITY_LOOKS)
    assert "hand off" in stage.press("1").seen()
    assert "HAND OFF" in stage.press("2").seen()
    assert "!! OUT301" in stage.press("6").seen()
    # The caret, the picked point and typed fields differ by attributes.
    looks = styles_of("mono")
    assert looks["caret"].reverse
    assert looks["point"].reverse
    assert looks["input"].underline


def test_the_row_of_the_cursor_is_seen_without_its_look(stage: Driver) -> None:
    for screen in ("overview", "tasks", "people", "check"):
        stage.go(screen)
        assert re.search(r"(?m)^ ?>", stage.seen()), screen


# NO_COLOR

CONSOLE = Console(file=StringIO(), color_system="truecolor", force_terminal=True)
SGR = re.compile(r"\x1b\[([\d;:]*)m")


def test_without_colour_only_bold_reverse_and_underline_are_sent(walk: Walk) -> None:
    styles = styles_of("mono")
    sent = set()
    for _, lines in walk:
        wire = Wire(CONSOLE)
        for line in lines:
            wire.draw(Strip([Segment(text, styles[look]) for text, look in line.spans]))
        sent |= {code for codes in SGR.findall(wire.text()) for code in re.split("[;:]", codes)}
    assert sent <= {"", "0", "1", "4", "7", "22", "24", "27"}
    assert {"1", "7"} <= sent


# ASCII


def test_in_ascii_nothing_above_126_is_drawn_on_any_screen_or_dialog(walk_in_ascii: Walk) -> None:
    for name, lines in walk_in_ascii:
        for line in lines:
            assert all(32 <= ord(one) <= 126 for one in line.text), (name, line.text)


def test_in_ascii_what_the_user_wrote_stays_as_it_is() -> None:
    with ascii_only():
        assert Line("─ Übersetzung für Łódź").text == "- Übersetzung für Łódź"


def test_in_ascii_everything_is_as_wide_as_before(walk: Walk, walk_in_ascii: Walk) -> None:
    for (name, lines), (_, in_ascii) in zip(walk, walk_in_ascii, strict=True):
        assert [line.width for line in lines] == [len(line.text) for line in in_ascii], name


def characters_in(folder: str) -> set[str]:
    """Characters above 126 in texts of the code, but not in its docstrings."""
    found: set[str] = set()
    for path in (Path(outsource_tui.__file__).parent / folder).rglob("*.py"):
        tree = ast.parse(path.read_text())
        docs = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
        texts = [one for one in ast.walk(tree) if isinstance(one, ast.Constant) and id(one) not in docs]
        found |= {one for text in texts if isinstance(text.value, str) for one in text.value if ord(one) > 126}
    return found


@pytest.mark.parametrize("folder", ["ui", "advice"])
def test_every_character_that_the_code_draws_has_one_in_ascii(folder: str) -> None:
    assert characters_in(folder) <= {chr(one) for one in drawing._ASCII}
