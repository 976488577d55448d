"""The line that is typed into."""

import pytest

from outsource_tui.ui.drawing import Line
from outsource_tui.ui.textline import TextLine


@pytest.mark.parametrize(
    ("keys", "text", "caret"),
    [
        (["left", "left", "x"], "one two thrxee", 12),
        (["home", "x"], "xone two three", 1),
        (["ctrl+a", "delete"], "ne two three", 0),
        (["home", "end", "backspace"], "one two thre", 12),
        (["ctrl+w"], "one two ", 8),
        (["ctrl+w", "ctrl+w"], "one ", 4),
        (["ctrl+u"], "", 0),
        (["home", "ctrl+right", "ctrl+k"], "one", 3),
        (["ctrl+left", "ctrl+d"], "one two hree", 8),
        (["space"], "one two three ", 14),
        (["home", "left", "backspace"], "one two three", 0),
    ],
)
def test_editing_keys(keys: list[str], text: str, caret: int) -> None:
    line = TextLine("one two three")
    for key in keys:
        assert line.key(key, key if len(key) == 1 else None)
    assert (line.text, line.caret) == (text, caret)


def test_unknown_keys_are_not_taken() -> None:
    line = TextLine("x")
    assert not line.key("f5", None)
    assert not line.key("up", None)


def test_inserted_text_is_cleaned() -> None:
    line = TextLine()
    line.insert("a\x1b[31mb\nc\u202ed")
    assert line.text == "a[31mb cd"


def test_long_text_scrolls_so_that_the_caret_is_seen() -> None:
    line = TextLine("0123456789" * 5)
    drawn = line.draw(Line(), 12)
    assert drawn.width == 12
    assert "9" in drawn.text
    line.key("home", None)
    assert line.draw(Line(), 12).text.startswith("0123")
