"""Snapshots as text: the screen as it is read, and below it which cells have which style. UPDATE_SNAPSHOTS=1 writes."""

import os
from collections.abc import Sequence
from pathlib import Path

from outsource_tui.ui.drawing import Line
from outsource_tui.ui.looks import styles_of

FOLDER = Path(__file__).parent / "snapshots"
RULER = "-" * 20


def snapshot_text(lines: Sequence[Line], width: int, theme: str) -> str:
    """The rows, then `row: style from-to` for each run of cells that has a style."""
    styles = styles_of(theme)
    rows = [line.fitted(width) for line in lines]
    runs = []
    for number, row in enumerate(rows):
        told: list[tuple[str, int, int]] = []
        start = 0
        for text, look in row.spans:
            end = start + Line(text).width
            style = str(styles[look])
            if style not in {"none", ""} and text.strip():
                if told and told[-1][0] == style and told[-1][2] == start:
                    told[-1] = (style, told[-1][1], end)
                else:
                    told.append((style, start, end))
            start = end
        if told:
            runs.append(f"{number}: " + ", ".join(f"{style} {begin}-{stop}" for style, begin, stop in told))
    return "\n".join([*(row.text.rstrip() for row in rows), RULER, *runs]) + "\n"


def matches_snapshot(name: str, text: str, folder: Path = FOLDER) -> None:
    """AssertionError where the file has another text; with UPDATE_SNAPSHOTS set the file is written instead."""
    path = folder / f"{name}.txt"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        folder.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return
    assert path.exists(), f"there is no {path.name} yet: UPDATE_SNAPSHOTS=1 writes it, then look at it"
    assert text == path.read_text(encoding="utf-8")
