"""Changes from a script: a JSON object a line in, an answer a line out, each on disk before it is answered."""

import gc
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from outsource_tui.cli.changing import done, tell_of_the_demo
from outsource_tui.cli.compose import desk
from outsource_tui.cli.output import harmless_json
from outsource_tui.cli.parser import Options
from outsource_tui.cli.stdin import STDIN, stdin_bytes
from outsource_tui.exchange.apply import row_id_of, step_of_line
from outsource_tui.model.change import Change
from outsource_tui.model.problems import BadInput, Problem
from outsource_tui.planner.desk import Desk

DONE, NO = 0, 1
MOST_BYTES = 4 * 1024 * 1024
"""Of one line; the longest notes fit, a file that is no script does not fill the memory."""

BOM = b"\xef\xbb\xbf"


def apply(options: Options) -> int:
    """Make the changes of a script one by one; exit 1 if any was refused. Raises OSError for a file that is not there.

    A refused line changes nothing and does not stop the others.
    """
    opened = desk(options)
    gc.enable()
    is_any_refused = False
    with ExitStack() as stack:
        for number, raw in _lines(_stream(options, stack)):
            try:
                answer: dict[str, Any] = {"line": number, "id": _done(opened, raw)}
            except Problem as problem:
                answer = {"line": number, "error": str(problem)}
                is_any_refused = True
                # What could not be saved was refused: it shall not be saved with the next line.
                opened = Desk(opened.keeper, opened.clock, opened.session)
            print(harmless_json(msgspec.json.encode(answer)), flush=True)
    tell_of_the_demo(options)
    return NO if is_any_refused else DONE


def _done(opened: Desk, raw: bytes) -> str:
    """The id of the row that a line was about, once the change is safe; also where it changes nothing."""
    if opened.keeper.is_changed():
        opened.follow(opened.keeper.load())
    outcome = done(opened, step_of_line(_text(raw), opened.plan, at=opened.clock.now()))
    assert isinstance(outcome.step, Change)  # noqa: S101 - for the type checker: that is what was done
    return row_id_of(outcome.step)


def _stream(options: Options, stack: ExitStack) -> BinaryIO:
    if options.file == STDIN:
        return stdin_bytes(options)
    return stack.enter_context(Path(options.file).open("rb"))


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines that hold something, with their numbers; one that is too long is cut off where it becomes so."""
    number = 0
    while raw := stream.readline(MOST_BYTES + 1):
        number += 1
        rest = raw
        while len(rest) > MOST_BYTES and not rest.endswith(b"\n"):
            rest = stream.readline(MOST_BYTES + 1)
        if number == 1:
            raw = raw.removeprefix(BOM)
        if raw.strip():
            yield number, raw


def _text(raw: bytes) -> str:
    if len(raw) > MOST_BYTES:
        raise BadInput(f"the line is longer than {MOST_BYTES // 1024 // 1024} MiB")
    try:
        return raw.decode().strip()
    except UnicodeDecodeError as error:
        raise BadInput(f"byte {error.start + 1} of the line is not UTF-8 text") from None
