"""What a click means: a tab, a hint, a point of the grid, or a row.

A row is reached by the keys that reach it, so no list needs to know.
"""

import re

from outsource_tui.ui.commands import SCREENS, commands_of, key_words
from outsource_tui.ui.drawing import Line
from outsource_tui.ui.stage import Stage

_HERE, _HERE_IN_A_BOX = re.compile(r"^ ?>"), re.compile(r"^[│|] ?>")
_TAB = re.compile(r"^ ?([0-6])( \D.*| ?)$")


def clicked(stage: Stage, column: int, row: int, width: int, height: int) -> None:
    """Do what stands there; nothing where that is not known."""
    if stage.plain is not None:
        return
    lines = stage.lines(width, height)
    if 0 < row < height - 2 and stage.dialog is None and stage.screen.clicked(column, row - 1):
        return
    if 0 < row < height - 2:
        _pick(stage, row, width, height)
    elif stage.dialog is None and row in {0, height - 1}:
        line = lines[row]
        span = _span_at(line, column)
        if row == 0:
            tab = _TAB.match(line.spans[span][0])
            if tab:
                stage.run_id(f"screen.{SCREENS[int(tab[1])]}")
        else:
            _run_hint(stage, line, span)


def wheeled(stage: Stage, step: int) -> None:
    """Move as an arrow does."""
    stage.key("down" if step > 0 else "up")


def _pick(stage: Stage, row: int, width: int, height: int) -> None:
    """Go to a row; on the one where the cursor is, do what Enter does, but never for what is being typed."""
    here = _here(stage, width, height)
    if here == row:
        if all(look != "caret" for _, look in stage.lines(width, height)[row].spans):
            stage.key("enter")
        return
    step = 1 if here is not None and here < row else -1
    while here is not None and (row - here) * step > 0:
        before = here
        stage.key("down" if step > 0 else "up")
        here = _here(stage, width, height)
        if here == before:
            return


def _here(stage: Stage, width: int, height: int) -> int | None:
    """The row that begins with the mark of the cursor, in what is open."""
    mark = _HERE_IN_A_BOX if stage.dialog is not None and not stage.dialog.is_tall else _HERE
    texts = [line.text for line in stage.lines(width, height)]
    return next((row for row in range(len(texts) - 3, 0, -1) if mark.match(texts[row])), None)


def _span_at(line: Line, column: int) -> int:
    """Which piece of a line is at a column."""
    start = 0
    for index, (text, _) in enumerate(line.spans):
        start += Line(text).width
        if column < start:
            return index
    return len(line.spans) - 1


def _run_hint(stage: Stage, line: Line, span: int) -> None:
    """A key stands before what it does."""
    keys = [text for text, look in line.spans[: span + 1] if look == "key"]
    is_filling = span == len(line.spans) - 1 and not line.spans[span][0].strip()
    for command in commands_of(stage.name, stage.commands):
        if keys and not is_filling and command.keys and key_words(command.keys[0]) == keys[-1].strip():
            stage.run(command)
            return
