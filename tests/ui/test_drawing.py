"""Lines: widths in cells, inert text, and repaints as narrow as the difference."""

import pytest

from outsource_tui.ui.drawing import Line, bar, block, cut, draw_in_ascii, rule, text_lines, wrapped
from outsource_tui.ui.widgets.canvas import _joined, changed_runs


@pytest.mark.parametrize(
    ("text", "width", "result"), [("hello", 5, "hello"), ("hello!", 5, "hell…"), ("日本語", 5, "日本…"), ("ab", 1, "a")]
)
def test_cut(text: str, width: int, result: str) -> None:
    assert cut(text, width) == result


@pytest.mark.parametrize(
    "text", ["[/]", "[@click=app.quit]x[/]", "\x1b[31mred", "a\u202eb", "日本語テキスト", "e\u0301" * 50]
)
def test_hostile_text_stays_text_and_in_its_width(text: str) -> None:
    line = Line().cell(text, 12)
    assert line.width == 12
    assert not any(ord(one) < 32 or 0x7F <= ord(one) < 0xA0 or one == "\u202e" for one in line.text)


def test_fitted_cuts_and_fills_in_cells() -> None:
    assert Line("日本語").fitted(5).width == 5
    assert Line("ab").fitted(5).text == "ab   "
    assert Line("abcdef").add("gh", "strong").fitted(7).text == "abcdef…"
    assert Line("日本語x").fitted(6).text == "日本 …"
    assert Line("ab").add("────").fitted(4).text == "ab──"


def test_wrapped_keeps_all_words_and_breaks_long_ones() -> None:
    assert wrapped("one two three", 7) == ["one two", "three"]
    assert "".join(wrapped("x" * 25, 10)) == "x" * 25
    assert wrapped("a\nb", 10) == ["a", "b"]


def test_beside_bar_rule_and_block() -> None:
    assert Line("left side").beside(Line("right"), 6).text == "left …right"
    assert bar(0.5, 4) == "██░░"
    assert bar(7, 4) == "████"
    assert rule("T", 8).text == "─ T ────"
    assert len(block([Line("a")] * 9, 3)) == 3
    assert len(block([], 3)) == 3
    assert text_lines("one two", 20)[0].text == " one two"


def test_ascii_draws_nothing_above_126_of_its_own() -> None:
    try:
        draw_in_ascii(True)
        line = rule("T", 8).add("█░▶┊┼…→≠·")
        assert line.text.isascii()
    finally:
        draw_in_ascii(False)


def test_only_the_cells_that_differ_are_repainted() -> None:
    assert changed_runs(Line("hello world"), Line("hello_world")) == [(5, 6)]
    assert changed_runs(Line("> a"), Line("  a")) == [(0, 1)]
    assert changed_runs(Line("ab", "text"), Line("ab", "strong")) == [(0, 2)]
    assert changed_runs(Line("日本"), Line("日x ")) == [(2, 4)]
    assert changed_runs(Line("same"), Line("sa").add("me")) == []


def test_changes_far_apart_are_two_runs_and_near_ones_one() -> None:
    line = Line("a" * 30)
    assert changed_runs(line, Line("b" + "a" * 28 + "b")) == [(0, 1), (29, 30)]
    assert changed_runs(line, Line("b" + "a" * 4 + "b" + "a" * 24)) == [(0, 6)]


def test_neighbours_of_one_look_are_one_span() -> None:
    assert _joined(Line("a").add("b").add("c", "strong")) == [("ab", "text"), ("c", "strong")]


def test_fitting_a_line_leaves_the_line_as_it_is() -> None:
    line = Line("ab")
    line.fitted(5)
    line.beside(Line("x"), 2)
    assert line.text == "ab"
