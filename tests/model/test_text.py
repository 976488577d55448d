"""Text at the door and at the exit."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsource_tui.model.problems import LINE_LENGTH, Problem, shortened
from outsource_tui.model.text import cleaned, shown

HOSTILE = st.text(
    st.characters() | st.sampled_from("\x00\x07\x1b\x9b\u202e\u200b\u2066\u0301\u0300\ufeff\u2028\t\n\r\x7f"),
    max_size=30,
)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("plain", "plain"),
        ("a\tb\nc", "a b c"),
        ("a\r\nb", "a b"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\x9b31m", "31m"),
        ("abc\u202edef", "abcdef"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("e\u0301", "é"),
        ("a" + "\u0301" * 9, "á\u0301\u0301"),
        ("a\u2028b", "a b"),
        ("字 ✓ é", "字 ✓ é"),
        ("[/] [@click=app.quit]x[/]", "[/] [@click=app.quit]x[/]"),
    ],
)
def test_clean_at_the_door(text: str, clean: str) -> None:
    assert cleaned(text) == clean


def test_only_notes_keep_their_lines() -> None:
    assert cleaned("a\r\nb\rc\td\x00", lines=True) == "a\nb\nc d"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("plain", "plain"),
        ("a\x1b[31m", "a\u241b[31m"),
        ("a\nb\tc", "a\u240ab\u2409c"),
        ("\x7f\x9b", "\u2421\ufffd"),
        ("a\u202eb\u200b", "a\ufffdb\ufffd"),
        ("a" + "\u0300" * 5, "a\u0300\u0300"),
        ("\ud800", "\ufffd"),
        ("字 ✓ é", "字 ✓ é"),
    ],
)
def test_inert_at_the_exit(text: str, seen: str) -> None:
    assert shown(text) == seen


@given(HOSTILE)
def test_nothing_that_leaves_can_do_anything_to_a_terminal(text: str) -> None:
    seen = shown(text)
    assert not any(unicodedata.category(one) in {"Cc", "Cs", "Zl", "Zp"} for one in seen)
    assert not any(unicodedata.bidirectional(one) in {"RLO", "LRO", "RLE", "LRE", "RLI", "LRI"} for one in seen)
    assert shown(seen) == seen


@pytest.mark.parametrize("lines", [True, False])
@given(text=HOSTILE)
def test_what_came_in_clean_stays_as_it_is(text: str, *, lines: bool) -> None:
    once = cleaned(text, lines=lines)
    assert cleaned(once, lines=lines) == once
    assert lines or "\n" not in once
    assert all(shown(line) == line for line in once.split("\n"))


@given(HOSTILE, HOSTILE, HOSTILE)
def test_a_problem_is_one_line(what: str, where: str, fix: str) -> None:
    line = str(Problem(what * 30, where=where * 30, fix=fix * 30))
    assert len(line) <= LINE_LENGTH
    assert shown(line) == line


@given(st.text(max_size=30), st.integers(3, 20))
def test_shortened_keeps_both_ends(text: str, length: int) -> None:
    short = shortened(text, length)
    assert len(short) <= max(length, 0)
    assert short == text or (short[0] == text[0] and short[-1] == text[-1] and "…" in short)
