"""The line that says what a run has left out."""

from collections import Counter

from tests.conftest import left_out_words


def test_nothing_is_said_where_nothing_was_left_out() -> None:
    assert left_out_words(Counter(), Counter()) == ""


def test_the_reasons_are_counted_and_what_is_run_by_hand_is_named() -> None:
    reasons = Counter(["strace is not here", "strace is not here", "no tmux"])
    line = left_out_words(reasons, Counter(long=7))
    assert line == "left out: 1 system (no tmux), 2 system (strace is not here), 7 long (run by hand: -m long)"
