"""What is sent shows what was meant: the same cells as with each piece sent in its whole style, in fewer bytes."""

from io import StringIO
from itertools import chain

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from outsource_tui.model.settings import THEMES
from outsource_tui.ui.looks import styles_of
from outsource_tui.ui.widgets.wire import Wire

CONSOLE = Console(file=StringIO(), color_system="256", force_terminal=True)
TEXTS = st.sampled_from(["word", " ", "   ", "-", "a b"])
PIECES = st.sampled_from(THEMES).flatmap(
    lambda theme: st.lists(st.tuples(TEXTS, st.sampled_from([None, *styles_of(theme).values()])), max_size=12)
)


def cells(data: str) -> list[tuple[object, ...]]:
    """What a terminal shows for these bytes; of a blank only what is seen of it."""
    screen = pyte.Screen(80, 1)
    pyte.Stream(screen).feed(data)
    shown: list[tuple[object, ...]] = []
    for column in range(80):
        one = screen.buffer[0][column]
        seen: tuple[object, ...] = (one.data, one.bg, one.reverse, one.underscore)
        if one.data != " " or one.reverse:
            seen = (*seen, one.fg)
        if one.data != " ":
            seen = (*seen, one.bold)
        shown.append(seen)
    return shown


@given(PIECES)
def test_the_same_is_seen_in_no_more_bytes(pieces: list[tuple[str, Style | None]]) -> None:
    strip = Strip([Segment(text, style) for text, style in pieces])
    wire = Wire(CONSOLE)
    wire.draw(strip)
    assert cells(wire.text()) == cells(strip.render(CONSOLE))
    assert len(wire.text()) <= len(strip.render(CONSOLE))


@given(PIECES)
def test_nothing_is_left_on(pieces: list[tuple[str, Style | None]]) -> None:
    wire = Wire(CONSOLE)
    wire.draw(Strip([Segment(text, style) for text, style in pieces]))
    screen = pyte.Screen(80, 1)
    pyte.Stream(screen).feed(wire.text() + "\r\n")
    after = screen.cursor.attrs
    assert (after.fg, after.bg, after.bold, after.reverse, after.underscore) == ("default", "default", *[False] * 3)


@pytest.mark.parametrize("theme", THEMES)
def test_plain_text_in_a_row_is_sent_without_a_word_about_its_style(theme: str) -> None:
    looks = styles_of(theme)
    strip = Strip(
        [*chain.from_iterable((Segment("word", looks["text"]), Segment(" ", looks["quiet"])) for _ in "abcdef")]
    )
    wire = Wire(CONSOLE)
    wire.draw(strip)
    assert wire.text().count("\x1b[") == (0 if theme in {"ansi", "mono"} else 2)
