"""What a start, a key, waiting, saving and a command take on plans of 100 and of 10,000 tasks, beside floors."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from shutil import copyfile
from statistics import median
from time import perf_counter, sleep
from typing import NamedTuple

import pytest

from outsource_tui.planner.clock import fixed_clock
from outsource_tui.planner.desk import Desk
from outsource_tui.planner.tasks import scored
from outsource_tui.store.plan_store import PlanStore
from tests.benchmarks.stopwatch import held, peak_megabytes, percentile, pressed, processor_seconds, taken
from tests.scenarios.terminal import Terminal

pytestmark = pytest.mark.benchmark

ROUNDS = 5
FLOORS = Path(__file__).parent / "floors"
SIZES = (100, 10_000)
OURS = ("-c", "import sys; from outsource_tui.cli.main import main; sys.exit(main())")
"""What the installed command does."""

IDLE_SECONDS = 4.0
REPEATS, REPEAT_SECONDS = 60, 1 / 30


class Row(NamedTuple):
    """A line of the table: a figure and what it may be at most."""

    what: str
    figure: float
    bound: float
    unit: str = "ms"
    beside: str = ""


def table(title: str, rows: list[Row]) -> str:
    lines = [f"| {title} | measured | bound | beside |", "|---|---|---|---|"]
    for one in rows:
        over = " OVER" if one.figure > one.bound else ""
        bound = f"{one.bound:,.4g} {one.unit}"
        lines.append(f"| {one.what} | {one.figure:,.4g} {one.unit}{over} | {bound} | {one.beside} |")
    return "\n".join(lines)


def require_within(rows: list[Row], title: str, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print(f"\n{table(title, rows)}")
    assert [one.what for one in rows if one.figure > one.bound] == []


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """A plan file of each size."""
    folder = tmp_path_factory.mktemp("plans")
    made = {}
    for size in SIZES:
        tasks = [
            {"name": f"Task {n} of the week", "hours": n % 11 / 2, "effectiveness": 1 + n * 7 % 10, "value": 1 + n % 10}
            for n in range(size)
        ]
        made[size] = folder / f"{size}.json"
        command = [sys.executable, *OURS, "--plan", str(made[size]), "import", "-", "--from", "json"]
        given = json.dumps({"schema": 1, "tasks": tasks}).encode()
        subprocess.run(command, input=given, check=True, capture_output=True, timeout=60)
    return made


@contextmanager
def running(plan: Path, home: Path, *, more: dict[str, str] | None = None) -> Iterator[Terminal]:
    """The app on a copy of a plan, at rest, with `more` in its environment."""
    own = home / "plan.json"
    copyfile(plan, own)
    with Terminal(["--plan", str(own)], home=home, more=more) as terminal:
        taken(terminal, perf_counter(), lambda: "Five steps" in terminal.text)
        taken_until_quiet(terminal)
        yield terminal


def taken_until_quiet(terminal: Terminal) -> None:
    """What comes behind: the count of findings of a large plan, the word that all is saved."""
    terminal.settle(0.8)


def start_of(
    words: str, arguments: list[str], program: tuple[str, ...], home: Path, columns: int = 80, rows: int = 24
) -> tuple[float, int]:
    """Seconds from its birth until these words are seen, and the bytes of its first paint."""
    start = perf_counter()
    with Terminal(arguments, home=home, program=program, columns=columns, rows=rows) as terminal:
        burst, done = taken(terminal, start, lambda: words in terminal.text)
        return done, burst.size


def test_starts(plans: dict[int, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hello, ours, sizes = [], {size: list[float]() for size in SIZES}, {}
    for _ in range(ROUNDS + 1):
        hello.append(start_of("hello ready", [], (str(FLOORS / "hello.py"),), tmp_path)[0])
        for size in SIZES:
            done, sizes[size] = start_of("Five steps", ["--plan", str(plans[size])], OURS, tmp_path)
            ours[size].append(done / hello[-1])
    wide = start_of("Five steps", ["--plan", str(plans[100])], OURS, tmp_path, columns=200, rows=60)[1]
    beside = f"hello {1000 * median(hello[1:]):.0f} ms"
    rows = [
        Row("start, 100 tasks", median(ours[100][1:]), 1.25, "x hello", beside),
        Row("start, 10,000 tasks", median(ours[10_000][1:]), 1.5, "x hello", beside),
        Row("first paint", max(sizes.values()), 10_000, "bytes"),
        Row("first paint, 200x60", wide, 40_000, "bytes"),
    ]
    require_within(rows, "starts", capsys)


def floor_of_a_cursor_move(home: Path) -> float:
    """Milliseconds, p95, of a move in a list that does nothing else."""
    with Terminal([], home=home, program=(str(FLOORS / "linelist.py"),)) as terminal:
        taken(terminal, perf_counter(), lambda: "Line     5" in terminal.text)
        moves = [pressed(terminal, key).first for _ in range(20) for key in ("down", "down", "up")]
        return 1000 * percentile(moves)


@pytest.mark.parametrize("size", SIZES)
def test_keys(plans: dict[int, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str], size: int) -> None:
    floor = floor_of_a_cursor_move(tmp_path)
    large = size > 100
    rows: list[Row] = []

    def noted(what: str, keys: list[str], milliseconds: float | None, most_bytes: int, *, whole: bool = False) -> None:
        bursts = [pressed(terminal, key) for key in keys]
        times = [one.last if whole else one.first for one in bursts]
        if milliseconds is not None:
            rows.append(Row(f"{what}, p95", 1000 * percentile(times), milliseconds))
        rows.append(Row(f"{what}, most bytes", max(one.size for one in bursts), most_bytes, "bytes"))

    with running(plans[size], tmp_path) as terminal:
        pressed(terminal, "1")
        noted("cursor move on Tasks", ["down"] * 12 + ["up"] * 12, 1.5 * floor, 260)
        rows[0] = rows[0]._replace(beside=f"line list {floor:.1f} ms")
        lag = held(terminal, "down", REPEATS, REPEAT_SECONDS)
        rows.append(Row("held arrow, lag", 1000 * lag, 40))
        pressed(terminal, "g")
        page = [pressed(terminal, "down").size for _ in range(40)]
        rows.append(Row("cursor move, mean bytes with the pages turned", sum(page) / len(page), 260, "bytes"))
        rows.append(Row("cursor move that turns the page, most bytes", max(page), 2_000, "bytes"))
        for key in "234560":
            pressed(terminal, key)
        noted("another screen, settled", [*"1234560"] * 3, 100 if large else 60, 6_000, whole=True)
        for key in "2LKHJ":
            pressed(terminal, key)
        noted("move on the Grid", [*"LKHJ"] * 10, 25 if large else 15, 900 if large else 700)
        pressed(terminal, "1")
        escapes, opened = [], dict[str, int]()
        for key, words in ((":", "commands"), ("?", "help"), ("e", "form"), ("a", "line")) * 5:
            opened[words] = max(opened.get(words, 0), pressed(terminal, key).size)
            escapes.append(pressed(terminal, "escape").first)
        rows += [Row(f"{words} opened, most bytes", size, 5_000, "bytes") for words, size in opened.items()]
        rows.append(Row("Esc out of a dialog, p95", 1000 * percentile(escapes), 60))
        pressed(terminal, "e")
        noted("typed character", [*"a few words, then more of them"], 12, 200)
        terminal.settle(1.5)
        before, had = processor_seconds(terminal.pid), terminal.received
        sleep(IDLE_SECONDS)
        share = 100 * (processor_seconds(terminal.pid) - before) / IDLE_SECONDS
        terminal.settle()
        rows.append(Row("at rest with a form open", share, 0.3, "% of a processor"))
        rows.append(Row("at rest with a form open, bytes", terminal.received - had, 0, "bytes"))
        rows.append(Row("memory, most", peak_megabytes(terminal.pid), 70 if large else 45, "MB"))
    require_within(rows, f"keys, {size:,} tasks", capsys)


def test_escape_over_ssh(plans: dict[int, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with running(plans[100], tmp_path, more={"SSH_CONNECTION": "192.0.2.7 50000 192.0.2.8 22"}) as terminal:
        escapes = []
        for key in ("1", *":?ea" * 5):
            pressed(terminal, key)
            if key != "1":
                escapes.append(pressed(terminal, "escape").first)
    require_within([Row("Esc out of a dialog, p95", 1000 * percentile(escapes), 130)], "over SSH", capsys)


def sync_of(path: Path) -> float:
    """Milliseconds that this machine takes to bring the bytes of a file to disk under another name."""
    data, other = path.read_bytes(), path.with_suffix(".other")
    start = perf_counter()
    handle = os.open(other, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.write(handle, data)
    os.fsync(handle)
    os.close(handle)
    other.replace(path.with_suffix(".new"))
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
    return 1000 * (perf_counter() - start)


def test_saving(plans: dict[int, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = []
    clock = fixed_clock(date(2026, 11, 23))
    for size, more in zip(SIZES, (4, 35), strict=True):
        path = tmp_path / f"{size}.json"
        copyfile(plans[size], path)
        desk = Desk(PlanStore(path, at=clock.now, timezone="UTC"), clock, "bench")
        floors, saves = [], []
        for turn in range(20):
            floors.append(sync_of(path))
            desk.do(scored(desk.plan.tasks["T01"], 1 + turn % 10, 5))
            start = perf_counter()
            desk.save()
            saves.append(1000 * (perf_counter() - start))
        floor = median(floors)
        rows.append(Row(f"a change on disk, {size:,} tasks", median(saves), floor + more, "ms", f"sync {floor:.1f} ms"))
    require_within(rows, "saving", capsys)


def seconds_of(*arguments: str) -> float:
    start = perf_counter()
    subprocess.run([sys.executable, *arguments], capture_output=True, check=False, timeout=60)
    return perf_counter() - start


IMPORTS = {"add": "changing", "tasks": "listing", "check": "judging"}


def test_commands(plans: dict[int, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = []
    for size, bound in zip(SIZES, (8, 20), strict=True):
        path = tmp_path / f"{size}.json"
        copyfile(plans[size], path)
        for command, module in IMPORTS.items():
            given = [command, "Another task"] if command == "add" else [command]
            imports = f"import outsource_tui.cli.main, outsource_tui.cli.{module}, outsource_tui.store.plan_store"
            nothing, loaded, whole = [], [], []
            for _ in range(ROUNDS + 1):
                nothing.append(seconds_of("-c", "pass"))
                loaded.append(seconds_of("-c", imports) / nothing[-1])
                whole.append(seconds_of(*OURS, "--plan", str(path), *given) / nothing[-1])
            beside = f"imports {median(loaded[1:]):.1f} x, pass {1000 * median(nothing[1:]):.0f} ms"
            rows.append(Row(f"{command}, {size:,} tasks", median(whole[1:]), bound, "x pass", beside))
    require_within(rows, "commands", capsys)
