"""Faults at the system's own calls: every command that changes a plan, with each call on its folder failing once (P1).

strace makes the call fail, or kills the process at it. The in-process form of the same is in the tests of the store.
"""

import json
import os
import re
import resource
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from outsource_tui.model.change import AddRow, Change
from outsource_tui.model.problems import Problem
from outsource_tui.model.saving import Waiting
from outsource_tui.store.plan_store import PlanStore

AT = datetime(2026, 1, 14, tzinfo=UTC)
OLD_FILE = Path(__file__).parents[1] / "store" / "fixtures" / "schema-0.json"
COMMANDS = {
    "first add": ["add", "new"],
    "add": ["add", "new", "--notes", "y" * 3000],
    "edit": ["apply", "edit.jsonl"],
    "delete": ["apply", "delete.jsonl"],
    "undo": ["undo"],
    "import": ["import", "tasks.csv"],
    "restore": ["backup", "restore", "1"],
    "migration": ["add", "new"],
}
CHANGING = {
    "write",
    "fsync",
    "rename",
    "renameat",
    "renameat2",
    "unlink",
    "unlinkat",
    "link",
    "linkat",
    "mkdir",
    "mkdirat",
}
CALLS = (
    *sorted(CHANGING), "openat", "open", "read", "lseek", "close", "newfstatat", "fstat", "lstat", "stat", "statx",
    "flock", "fchmod", "chmod", "fchmodat", "getdents64", "access", "faccessat", "faccessat2", "readlink", "readlinkat",
)  # fmt: skip
LINE = re.compile(r"^\d+ +(?P<name>\w+)\((?P<rest>.*)")


class Call(NamedTuple):
    """A system call on the plan's folder: the so many-eth of that name there."""

    name: str
    number: int
    words: str

    @property
    def is_changing(self) -> bool:
        return self.name in CHANGING or "O_CREAT" in self.words


class Fault(NamedTuple):
    call: Call
    effect: str


class Scene:
    """A plan as it was before a command, and the command."""

    def __init__(self, name: str, folder: Path, strace: str) -> None:
        self.name = name
        self.strace = strace
        self.folder = folder
        self.pristine = folder / "pristine" / "data"
        self.pristine.parent.mkdir()
        (folder / "edit.jsonl").write_text('{"do":"change","id":"T01","fields":{"value":9,"notes":"other"}}\n')
        (folder / "delete.jsonl").write_text('{"do":"delete","id":"T02"}\n')
        (folder / "tasks.csv").write_text("name,hours\n" + "".join(f"Task {number},1\n" for number in range(20)))
        self.environment = {
            "HOME": str(folder), "PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0",
            "PYTHONPATH": str(Path(__file__).parents[2]), "TZ": "UTC", "LANG": "C.UTF-8",
        }  # fmt: skip
        if name == "migration":
            self.pristine.mkdir(mode=0o700)
            shutil.copy(OLD_FILE, self.pristine / "plan.json")
        elif name != "first add":
            for day in (11, 12):
                done = self.run(self.pristine, ["--today", f"2026-01-{day}", "add", f"task {day}"])
                assert done.returncode == 0, done.stderr

    def run(self, data: Path, command: list[str], *before: str, most_bytes: int | None = None) -> "Done":
        def limit() -> None:
            if most_bytes is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))

        program = [sys.executable, "-m", "outsource_tui", "--plan", str(data / "plan.json"), *command]
        return subprocess.run(
            [*before, *program], cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=60,
            check=False, preexec_fn=limit if most_bytes is not None else None,
        )  # fmt: skip

    def copy(self, number: str) -> Path:
        """The plan's folder once more; its path is as long as every other's."""
        data = self.folder / number / "data"
        data.parent.mkdir()
        if self.pristine.exists():
            shutil.copytree(self.pristine, data)
        return data

    @property
    def command(self) -> list[str]:
        return ["--today", "2026-01-13", *COMMANDS[self.name]]

    def traced(self, data: Path) -> tuple[list[Call], list[str]]:
        """Every call of the command on the folder, and every path in it that was named."""
        log = self.folder / "log"
        prefix = [self.strace, "-f", "-y", "--seccomp-bpf", "-s", "300", "-o", str(log), "-e", "trace=" + known(CALLS)]
        done = self.run(data, self.command, *prefix)
        assert done.returncode == 0, done.stderr
        paths: set[str] = set()
        counts: Counter[str] = Counter()
        calls: list[Call] = []
        for line in log.read_text(errors="replace").splitlines():
            match = LINE.match(line)
            found = re.findall(rf"{re.escape(str(data))}(?:/[^\"<>]*)?", match["rest"]) if match is not None else []
            if match is None or not found:
                continue
            paths.update(found)
            counts[match["name"]] += 1
            calls.append(Call(match["name"], counts[match["name"]], match["rest"].replace(str(data), "DATA")[:90]))
        return calls, sorted(paths)


Done = subprocess.CompletedProcess[str]


def known(names: tuple[str, ...]) -> str:
    """Some of the calls are not known on some machines."""
    return ",".join("?" + one for one in names)


def contents(data: Path) -> object:
    """What the plan holds, without what is only about the session or backups; in words where it cannot be opened."""
    try:
        plan = PlanStore(data / "plan.json", at=lambda: AT, timezone="UTC").load()
    except Problem as problem:
        return problem.what
    if plan.is_empty:
        return None
    document = json.loads((data / "plan.json").read_bytes())
    document["meta"]["1"].pop("last_backup", None)
    for entry in document["journal"].values():
        del entry["session"]
    return document


def judged(scene: Scene, fault: str, data: Path, done: Done, allowed: tuple[object, object]) -> list[str]:
    """What is wrong after a command in which something went wrong."""
    old, new = allowed
    now = contents(data)
    wrong = []
    if now not in allowed:
        wrong.append("neither before nor after")
    if done.returncode == 0 and now != new:
        wrong.append("said to be done, and is not")
    if done.returncode > 0 and now != old:
        wrong.append("said to have failed, and is done")
    if done.returncode > 0 and not is_one_line(done):
        wrong.append(f"not one line: {done.stdout[-200:]!r} {done.stderr[-200:]!r}")
    if "Traceback" in done.stderr:
        wrong.append("a traceback")
    wrong += not_usable(data)
    return [f"{scene.name}, {fault}: {one}" for one in wrong]


def is_one_line(done: Done) -> bool:
    """A refusal is told in one line: on stderr, or as the answer to the line of a script."""
    said = done.stdout + done.stderr
    return said.count("\n") == 1 and said.startswith(("outsource-tui: ", '{"line":1,"error":"'))


def not_usable(data: Path) -> list[str]:
    """Whether the next session can save, and what it leaves behind that does not belong there."""
    one = PlanStore(data / "plan.json", at=lambda: AT, timezone="UTC", patience=1)
    try:
        one.load()
        one.commit([Waiting(Change("next", (AddRow("tasks", {"name": "next"}),)), AT, "a", "J99")])
    except Problem as problem:
        return [f"the next session is stuck: {problem}"]
    names = {path.name for path in data.iterdir()} - {"plan.json", "plan.json.lock", "backups"}
    return [f"left behind: {names}"] if names else []


def faults_of(calls: list[Call], *, every: bool) -> Iterator[Fault]:
    """Each call fails and is the last one; in the short form only those that change something."""
    for number, call in enumerate(calls):
        if every:
            effects = ["error=EIO", "signal=KILL", *(["error=ENOSPC"] if call.is_changing else [])]
        elif call.is_changing:
            effects = [("error=EIO", "error=ENOSPC")[number % 2], "signal=KILL"]
        else:
            effects = []
        yield from (Fault(call, one) for one in effects)


def with_fault(scene: Scene, fault: Fault, number: int, paths: list[str], allowed: tuple[object, object]) -> list[str]:
    data = scene.copy(f"{number:05}")
    log = scene.folder / f"{number:05}.log"
    here = [one.replace(str(scene.folder / "trace"), str(scene.folder / f"{number:05}")) for one in paths]
    name, effect = fault.call.name, fault.effect
    # A kill under --seccomp-bpf is lost in some versions of strace.
    fast = () if effect == "signal=KILL" else ("--seccomp-bpf",)
    done = scene.run(
        data, scene.command, scene.strace, "-f", *fast, "-o", str(log), *(f"-P{one}" for one in here),
        "-e", f"trace={name}", "-e", f"inject={name}:{effect}:when={fault.call.number}",
    )  # fmt: skip
    said = log.read_text(errors="replace")
    place = f"{effect} at {name} {fault.call.number}, {fault.call.words}"
    if "INJECTED" not in said and "killed by SIGKILL" not in said:
        return [f"{scene.name}, {place}: did not happen"]
    wrong = judged(scene, place, data, done, allowed)
    shutil.rmtree(data.parent)
    log.unlink()
    return wrong


def played(scene: Scene, *, every: bool) -> int:
    """Run the command with one fault after the other, and return how many there were."""
    data = scene.copy("trace")
    old = contents(data)
    calls, paths = scene.traced(data)
    new = contents(data)
    assert old != new
    assert sum(call.is_changing for call in calls) >= 5
    faults = list(faults_of(calls, every=every))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        jobs = [pool.submit(with_fault, scene, fault, number, paths, (old, new)) for number, fault in enumerate(faults)]
        wrong = [one for job in jobs for one in job.result()]
    assert wrong == []
    return len(faults)


@pytest.mark.system
@pytest.mark.parametrize("name", COMMANDS)
def test_a_call_that_changes_something_fails_or_is_the_last(name: str, tmp_path: Path, strace: str) -> None:
    assert played(Scene(name, tmp_path, strace), every=False) >= 12


@pytest.mark.long
@pytest.mark.system
@pytest.mark.parametrize("name", COMMANDS)
def test_every_call_fails_or_is_the_last(name: str, tmp_path: Path, strace: str) -> None:
    assert played(Scene(name, tmp_path, strace), every=True) >= 60


def test_short_writes_leave_before_or_after(tmp_path: Path) -> None:
    """The system writes less than asked for, then refuses."""
    scene = Scene("add", tmp_path, "")
    old = contents(scene.copy("before"))
    data = scene.copy("clean")
    assert scene.run(data, scene.command).returncode == 0
    new = contents(data)
    size = (data / "plan.json").stat().st_size
    outcomes: Counter[int] = Counter()
    for number, most in enumerate(sorted({0, 1, 511, 4096, size // 2, size - 1, size, size + 1})):
        data = scene.copy(f"{number:05}")
        done = scene.run(data, scene.command, most_bytes=most)
        outcomes[done.returncode] += 1
        assert judged(scene, f"at most {most} bytes", data, done, (old, new)) == []
    assert outcomes == {2: 6, 0: 2}
