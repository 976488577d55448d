"""Several processes on one plan, processes that are killed while they write, and one that stands still (P2, P4)."""

import json
import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from outsource_tui.model.plan import Plan
from outsource_tui.store.plan_store import PlanStore

WRITER = textwrap.dedent(
    """
    import json, os, signal, sys
    from datetime import UTC, datetime
    from pathlib import Path
    from outsource_tui.model.change import AddRow, Change, DropRow, Outcome, SetFields
    from outsource_tui.model.saving import Waiting
    from outsource_tui.store.plan_store import PlanStore

    at = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    store = PlanStore(Path(sys.argv[1]), at=lambda: at, timezone="UTC", patience=3)
    name, count, freezes = sys.argv[2], int(sys.argv[3]), len(sys.argv) > 4
    store.load()
    print("ready", flush=True)
    sys.stdin.readline()
    if freezes:
        real = os.fsync
        def frozen(handle):
            os.fsync = real
            os.kill(os.getpid(), signal.SIGSTOP)
            real(handle)
        os.fsync = frozen
    own = []
    for number in range(count):
        notes = "x" * (number * 977 % 20_000)
        kind = "add" if number % 5 < 3 or not own else ("set", "drop")[number % 2]
        if kind == "add":
            edit = AddRow("tasks", {"name": f"{name}-{number}", "notes": notes})
        elif kind == "set":
            edit = SetFields("tasks", own[-1], {"name": f"{name}-{number}", "notes": notes})
        else:
            edit = DropRow("tasks", own.pop())
        [outcome] = store.commit([Waiting(Change(kind, (edit,)), at, name, "J01")]).outcomes
        assert isinstance(outcome, Outcome), outcome
        [key] = [key for table, key in outcome.touched if table == "tasks"]
        if kind == "add":
            own.append(key)
        print(json.dumps([kind, key, f"{name}-{number}"]), flush=True)
    """
)
Rows = dict[str, str]


def writer(path: Path, name: str, count: int, *more: str) -> "subprocess.Popen[str]":
    arguments = [sys.executable, "-c", WRITER, str(path), name, str(count), *more]
    return subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def start(process: "subprocess.Popen[str]") -> None:
    assert process.stdout is not None
    assert process.stdin is not None
    assert process.stdout.readline() == "ready\n"
    process.stdin.write("go\n")
    process.stdin.flush()


def acknowledged(text: str) -> list[list[str]]:
    """What whole lines say: the last may be torn by the kill, and then was not yet read by anybody."""
    return [json.loads(line) for line in text.splitlines(keepends=True) if line.endswith("\n")]


def after(rows: Rows, changes: list[list[str]]) -> Rows:
    """The names of tasks by id after the changes."""
    rows = dict(rows)
    for kind, key, name in changes:
        if kind == "drop":
            del rows[key]
        else:
            rows[key] = name
    return rows


def load(path: Path) -> Plan:
    return PlanStore(path, at=lambda: datetime(2026, 3, 2, tzinfo=UTC), timezone="UTC").load()


def names(path: Path) -> Rows:
    return {key: task.name for key, task in load(path).tasks.items()}


@pytest.mark.parametrize(("processes", "changes"), [(4, 10), pytest.param(8, 100, marks=pytest.mark.long)])
def test_several_processes_lose_nothing_and_readers_see_whole_files(
    processes: int, changes: int, tmp_path: Path
) -> None:
    path = tmp_path / "plan.json"
    running = [writer(path, f"w{number}", changes) for number in range(processes)]
    for process in running:
        start(process)
    seen = 0
    deadline = time.monotonic() + 300
    while any(process.poll() is None for process in running) and time.monotonic() < deadline:
        generation = load(path).meta.generation
        assert generation >= seen
        seen = generation
    expected: Rows = {}
    added: list[str] = []
    for process in running:
        out, err = process.communicate(timeout=30)
        assert process.returncode == 0, err
        own = acknowledged(out)
        assert len(own) == changes
        added += [key for kind, key, _ in own if kind == "add"]
        expected |= after({}, own)
    plan = load(path)
    assert names(path) == expected
    assert len(added) == len(set(added))
    assert plan.meta.generation == processes * changes
    assert len(plan.journal) == min(200, processes * changes)
    assert {one.name for one in tmp_path.iterdir()} == {"plan.json", "plan.json.lock", "backups"}


@pytest.mark.parametrize("kills", [15, pytest.param(200, marks=pytest.mark.long)])
def test_a_killed_writer_loses_nothing_that_it_acknowledged(kills: int, tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    choose = random.Random(3)  # noqa: S311
    now: Rows = {}
    count = 0
    for number in range(kills):
        process = writer(path, f"r{number}", 10_000)
        start(process)
        assert process.stdout is not None
        answers = "".join(process.stdout.readline() for _ in range(choose.randrange(1, 25)))
        # Not a sleep for its own sake: the kill is to fall anywhere within a save.
        until = time.perf_counter() + choose.random() * 0.004
        while time.perf_counter() < until:
            pass
        with process:
            process.kill()
            answers += process.stdout.read()  # `communicate` would pass over what `readline` has read ahead.
        changes = acknowledged(answers)
        count += len(changes)
        expected, now = after(now, changes), names(path)
        # At most the one that was being saved is there without its answer having come through.
        differing = {key for key in expected.keys() | now.keys() if expected.get(key) != now.get(key)}
        assert len(differing) <= 1
        assert load(path).meta.generation - count in {0, 1}
        count = load(path).meta.generation
    assert count > 5 * kills


def test_who_waits_for_a_writer_that_stands_still_is_told_so_within_five_seconds(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    process = writer(path, "frozen", 3, "freezes")
    start(process)
    # It stops itself in the middle of a save, with the lock in its hand.
    assert os.waitid(os.P_PID, process.pid, os.WSTOPPED | os.WNOWAIT) is not None
    command = [sys.executable, "-m", "outsource_tui", "--plan", str(path), "add", "mine"]
    try:
        begin = time.monotonic()
        refused = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
        assert time.monotonic() - begin < 5
        reading = subprocess.run([*command[:-2], "tasks"], capture_output=True, text=True, timeout=20, check=False)
    finally:
        os.kill(process.pid, signal.SIGCONT)
    assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (2, "", 1)
    assert "another session has been writing for 3 s" in refused.stderr
    assert reading.returncode == 0
    out, err = process.communicate(timeout=20)
    assert process.returncode == 0, err
    assert len(acknowledged(out)) == 3
    assert subprocess.run(command, capture_output=True, timeout=20, check=False).returncode == 0
    assert sorted(names(path).values()) == ["frozen-0", "frozen-1", "frozen-2", "mine"]
