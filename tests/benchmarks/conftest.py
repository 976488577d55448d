"""Times what a benchmark asks for, beside a floor, and prints all of it as one table at the end."""

import os
from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import Any, NamedTuple

import pytest

RUNS = 7


class Timing(NamedTuple):
    """Seconds, the median of `RUNS`."""

    name: str
    took: float
    floor: float
    bound: float


TIMINGS = pytest.StashKey[list[Timing]]()

Timed = Callable[..., float]


def pytest_configure(config: pytest.Config) -> None:
    config.stash[TIMINGS] = []


@pytest.fixture(autouse=True)
def alone() -> None:
    """Nothing is timed while other tests run beside it."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        pytest.fail("benchmarks run one at a time: pytest -n 0 -m benchmark tests/benchmarks")


def seconds(work: Callable[[Any], object], fresh: Callable[[], Any]) -> float:
    """How long `work` takes on what `fresh` makes for it, which is not timed."""
    found: list[float] = []
    for _ in range(RUNS):
        given = fresh()
        start = perf_counter()
        work(given)
        found.append(perf_counter() - start)
    return median(found)


@pytest.fixture
def timed(request: pytest.FixtureRequest) -> Timed:
    """`timed(name, work, floor, fresh=..., bound=0.5)`: the seconds that `work` took, noted down for the table.

    `floor` goes over the same rows in a plain loop, in the same run: how many times as long the work takes says more
    than seconds do on another machine.
    """

    def measure(
        name: str,
        work: Callable[[Any], object],
        floor: Callable[[Any], object],
        *,
        fresh: Callable[[], Any],
        bound: float,
    ) -> float:
        timing = Timing(name, seconds(work, fresh), seconds(floor, fresh), bound)
        request.config.stash[TIMINGS].append(timing)
        return timing.took

    return measure


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    timings = terminalreporter.config.stash[TIMINGS]
    if not timings:
        return
    terminalreporter.section(f"medians of {RUNS} runs")
    terminalreporter.write_line(f"{'what':<58}{'ms':>9}{'floor ms':>10}{'times':>8}{'bound ms':>10}")
    for one in timings:
        terminalreporter.write_line(
            f"{one.name:<58}{1000 * one.took:>9.1f}{1000 * one.floor:>10.2f}"
            f"{one.took / one.floor:>8.0f}{1000 * one.bound:>10.0f}"
        )
