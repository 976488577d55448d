"""Several processes on one plan, and processes that are killed while they write."""

import json
import random
import subprocess
import sys
import textwrap
import time
from pathlib import Path

from outsource_tui.model.plan import Plan
from outsource_tui.store.plan_store import PlanStore

WRITER = textwrap.dedent(
    """
    import json, sys
    from datetime import UTC, datetime
    from pathlib import Path
    from outsource_tui.model.change import AddRow, Change, DropRow, Outcome, SetFields
    from outsource_tui.model.saving import Waiting
    from outsource_tui.store.plan_store import PlanStore

    at = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    store = PlanStore(Path(sys.argv[1]), at=lambda: at, timezone="UTC", patience=8)
    name, count = sys.argv[2], int(sys.argv[3])
    store.load()
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(count):
        notes = "x" * (number * 977 % 20_000)
        edits = [AddRow("tasks", {"name": f"{name}-{number}", "notes": notes})]
        [outcome] = store.commit([Waiting(Change("add", tuple(edits)), at, name, "J01")]).outcomes
        assert isinstance(outcome, Outcome), outcome
        [key] = [key for table, key in outcome.touched if table == "tasks"]
        print(json.dumps([key, f"{name}-{number}"]), flush=True)
    """
)


def writer(path: Path, name: str, count: int) -> "subprocess.Popen[str]":
    arguments = [sys.executable, "-c", WRITER, str(path), name, str(count)]
    return subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def start(process: "subprocess.Popen[str]") -> None:
    assert process.stdout is not None
    assert process.stdin is not None
    assert process.stdout.readline() == "ready\n"
    process.stdin.write("go\n")
    process.stdin.flush()


def acknowledged(text: str) -> dict[str, str]:
    """Ids and names of whole lines: the last may be torn by the kill, and then was not yet read by anybody."""
    return dict(json.loads(line) for line in text.splitlines(keepends=True) if line.endswith("\n"))


def load(path: Path) -> Plan:
    from datetime import UTC, datetime

    return PlanStore(path, at=lambda: datetime(2026, 3, 2, tzinfo=UTC), timezone="UTC").load()


def test_several_processes_lose_nothing_and_readers_see_whole_files(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    processes = [writer(path, f"w{number}", 12) for number in range(4)]
    for process in processes:
        start(process)
    seen = 0
    deadline = time.monotonic() + 30
    while any(process.poll() is None for process in processes) and time.monotonic() < deadline:
        count = len(load(path).tasks)
        assert count >= seen
        seen = count
    answers: dict[str, str] = {}
    for process in processes:
        out, err = process.communicate(timeout=10)
        assert process.returncode == 0, err
        own = acknowledged(out)
        assert len(own) == 12
        assert not answers.keys() & own.keys()
        answers |= own
    plan = load(path)
    assert {key: task.name for key, task in plan.tasks.items()} == answers
    assert len(answers) == 48
    assert len(plan.journal) == 48
    assert plan.meta.generation == 48
    assert {one.name for one in tmp_path.iterdir()} == {"plan.json", "plan.json.lock", "backups"}


def test_a_killed_writer_loses_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    choose = random.Random(3)  # noqa: S311
    expected: dict[str, str] = {}
    for number in range(10):
        process = writer(path, f"r{number}", 10_000)
        start(process)
        assert process.stdout is not None
        answers = "".join(process.stdout.readline() for _ in range(choose.randrange(1, 25)))
        # Not a sleep for its own sake: the kill is to fall anywhere within a save.
        until = time.perf_counter() + choose.random() * 0.004
        while time.perf_counter() < until:
            pass
        process.kill()
        answers += process.communicate(timeout=10)[0]
        expected |= acknowledged(answers)
        tasks = {key: task.name for key, task in load(path).tasks.items()}
        assert expected.items() <= tasks.items()
        # At most the one that was being saved is there without its answer having come through.
        assert len(tasks) - len(expected) <= 1
        expected = tasks
    assert len(expected) > 20
