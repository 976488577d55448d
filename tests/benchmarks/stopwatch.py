"""Times and bytes of a program in a pseudo-terminal. What it draws is looked at once it is silent, not meanwhile.

A time is without what the program stood in the queue for a processor, so that what else the machine does counts less.
"""

import contextlib
import os
import select
from collections.abc import Callable, Sequence
from math import ceil
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from tests.scenarios.terminal import KEYS, Terminal

QUIET_SECONDS = 0.15
MOST_SECONDS = 10.0


class Burst(NamedTuple):
    """What came after a key: seconds until the first and until the last byte, and how many bytes."""

    first: float
    last: float
    size: int


def taken(terminal: Terminal, since: float, holds: Callable[[], bool] = lambda: True) -> tuple[Burst, float]:
    """All that comes until there is silence, and the seconds after which the screen was as it is to be.

    Raises AssertionError where it never is.
    """
    before = queued_seconds(terminal.pid)
    chunks: list[tuple[float, bytes]] = []
    played, done = 0, None
    end = since + MOST_SECONDS
    while done is None:
        chunks += _chunks_until_silence(terminal, since, before)
        for when, data in chunks[played:]:
            terminal.received += len(data)
            terminal.stream.feed(data)
            if done is None and holds():
                done = when
        played = len(chunks)
        assert done is not None or perf_counter() < end, f"it did not come to that; the screen:\n{terminal.text}"
    return Burst(chunks[0][0], chunks[-1][0], sum(len(data) for _, data in chunks)), done


def _chunks_until_silence(terminal: Terminal, since: float, queued: float) -> list[tuple[float, bytes]]:
    """What comes, with the seconds after which it came."""
    chunks: list[tuple[float, bytes]] = []
    while select.select([terminal.fd], [], [], QUIET_SECONDS if chunks else 1)[0]:
        came = perf_counter() - since
        try:
            data = os.read(terminal.fd, 65536)
        except OSError:
            break
        chunks.append((max(0.0, came - (queued_seconds(terminal.pid) - queued)), data))
    return chunks


def queued_seconds(pid: int) -> float:
    """What the threads of a process have stood in the queue for a processor; the longest of them."""
    found = []
    for one in Path(f"/proc/{pid}/task").iterdir():
        with contextlib.suppress(OSError):  # A thread may end meanwhile.
            found.append(int((one / "schedstat").read_text().split()[1]))
    return max(found, default=0) / 1e9


def pressed(terminal: Terminal, key: str, *, gone: str = "") -> Burst:
    """Press a key. With `gone`, `last` is when these words have left the screen."""
    start = perf_counter()
    os.write(terminal.fd, KEYS.get(key, key).encode())
    burst, done = taken(terminal, start, lambda: not gone or gone not in terminal.text)
    return burst._replace(last=done) if gone else burst


def held(terminal: Terminal, key: str, count: int, seconds: float) -> float:
    """Hold a key down; how long after its last repeat the last byte came."""
    start = perf_counter()
    data = b""
    for number in range(count):
        while (left := start + number * seconds - perf_counter()) > 0:
            if select.select([terminal.fd], [], [], left)[0]:
                data += os.read(terminal.fd, 65536)
        last = perf_counter()
        os.write(terminal.fd, KEYS.get(key, key).encode())
    terminal.stream.feed(data)
    return taken(terminal, last)[0].last


def percentile(values: Sequence[float], share: float = 0.95) -> float:
    """The value that so large a share does not exceed."""
    return sorted(values)[max(0, ceil(share * len(values)) - 1)]


def processor_seconds(pid: int) -> float:
    """What all threads of a process have used."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((one / "schedstat").read_text().split()[0]) for one in tasks) / 1e9


def peak_megabytes(pid: int) -> float:
    """The most memory it had at once."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(one.split()[1]) for one in lines if one.startswith("VmHWM")) / 1024
