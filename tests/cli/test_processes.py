"""Commands in a process of their own: what they load, that they start no thread, and how they end."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from outsource_tui.cli.parser import COMMANDS

NEVER = {"textual", "rich", "holidays", "icalendar", "asyncio", "sqlite3"}
PROBE = """
import json, sys, threading
started = []
start = threading.Thread.start
threading.Thread.start = lambda thread: (started.append(thread.name), start(thread))
from outsource_tui.cli.main import main
status = main(sys.argv[1:])
print(json.dumps({"status": status, "threads": started, "modules": sorted(sys.modules)}), file=sys.stderr)
"""
SAVES = ("add Books", "import script.csv", "apply script", "--plan kept undo")
LAYERS = {
    "--help": "cli model",
    "where": "cli model planner store",
    "--plan kept backup --json": "cli model planner store",
    "--plan kept backup now": "cli model planner store",
    "add Books": "cli model planner store",
    "history": "cli model planner store",
    "undo": "cli model planner store",
    "--plan kept undo": "cli model planner store",
    "apply script": "cli exchange model planner store",
    "tasks": "advice cli model planner store",
    "people --json": "advice cli model planner store",
    "explain T01": "advice cli model planner store",
    "compare T01": "advice cli model planner store",
    "budget 100": "advice cli model planner store",
    "check": "advice cli model planner store",
    "export": "advice cli exchange model planner store",
    "import script.csv": "advice cli exchange model planner store",
    "import log.json --dry-run --json": "advice cli exchange model planner store",
    "export --to md": "advice cli exchange model planner store",
    "export --to csv": "advice cli exchange model planner store",
    "export --to svg": "advice cli exchange model planner store",
    "redo": "cli model planner store",
    "trials": "advice cli model planner store",
    "handoffs --json": "advice cli model planner store",
    "plans": "cli model planner store",
    "config": "cli model store ui",
    "keys": "cli model planner store ui",
    "doctor": "cli model planner store ui",
    "man": "cli model planner store ui",
    "completion fish": "cli model",
    "--plan - tasks": "advice cli model planner store",
    "--demo handoffs": "advice cli data model planner store",
}
"""The parts of the program that a command loads."""


def process(*arguments: str, cwd: Path, **how: Any) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=cwd, text=True, timeout=60, check=False, **how)


@pytest.mark.parametrize("line", LAYERS)
def test_a_command_loads_what_it_needs_and_starts_no_thread(home: Path, line: str) -> None:
    (home / "script").write_text('{"do":"add","what":"task","fields":{"name":"Books"}}\n')
    (home / "script.csv").write_text("name\nBooks\n")
    (home / "log.json").write_text('[{"start":"20260105T090000Z","end":"20260105T100000Z","tags":["web"]}]')
    process("-m", "outsource_tui", "--plan", "kept", "add", "Books", cwd=home, capture_output=True)
    done = process("-c", PROBE, *line.split(), cwd=home, capture_output=True, input="")
    said = json.loads(done.stderr.splitlines()[-1])
    modules = set(said["modules"])
    layers = {name.split(".")[1] for name in modules if name.startswith("outsource_tui.")}
    assert said["status"] in {0, 1, 2}
    assert said["threads"] == []
    assert layers == set(LAYERS[line].split())
    assert not NEVER & {name.split(".")[0] for name in modules}
    assert ("tinydb" in modules) == (line in SAVES)


def test_each_command_is_among_them() -> None:
    named = {word for line in LAYERS for word in line.split()}
    assert {one.name for one in COMMANDS} - named == {"demo"}


def test_only_what_needs_it_loads_a_library_for_one_thing(home: Path) -> None:
    libraries = {"export --to ics": "icalendar", "completion bash": "shtab"}
    for line in ("export --to ics", "export --to md", "completion bash", "man"):
        done = process("-c", PROBE, "--demo", *line.split(), cwd=home, capture_output=True)
        modules = set(json.loads(done.stderr.splitlines()[-1])["modules"])
        assert {"icalendar", "shtab", "textual", "rich"} & modules == set(filter(None, [libraries.get(line)])), line


def test_the_probe_would_see_a_thread_and_a_module(home: Path) -> None:
    script = PROBE.replace(
        "status = main", "import tinydb; threading.Thread(target=len, args=([],)).start(); status = main"
    )
    said = json.loads(process("-c", script, "where", cwd=home, capture_output=True).stderr.splitlines()[-1])
    assert len(said["threads"]) == 1
    assert "tinydb" in said["modules"]


def test_a_reader_that_goes_away_is_no_error(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Without a buffer argparse itself meets the closed pipe, and says nothing.
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)
    for arguments in (["--demo", "explain", "T04"], ["--help"], ["--demo", "tasks", "--json"]):
        reading, writing = os.pipe()
        os.close(reading)
        done = process("-m", "outsource_tui", *arguments, cwd=home, stdout=writing, stderr=subprocess.PIPE)
        os.close(writing)
        assert (done.returncode, done.stderr) == (141, "")


@pytest.mark.system
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_an_answer_that_does_not_fit_on_the_disk_is_one_line(home: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = process("-m", "outsource_tui", "--demo", "tasks", cwd=home, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert done.stderr == "outsource-tui: the answer: No space left on device\n"


def test_no_traceback_where_the_language_is_c(home: Path) -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    add = process("-m", "outsource_tui", "add", "Café 日本", cwd=home, capture_output=True, env=environment)
    assert (add.returncode, add.stdout, add.stderr) == (0, "T01\n", "")
    for command in ("tasks", "history", "check"):
        done = process("-m", "outsource_tui", command, cwd=home, capture_output=True, env=environment)
        assert done.returncode in {0, 1}
        assert done.stderr == ""
    for how in ({"env": environment}, {}):
        done = process("-m", "outsource_tui", "tasks", "--json", cwd=home, capture_output=True, **how)
        assert json.loads(done.stdout)[0]["name"] == "Café 日本"


def test_arguments_that_are_no_text_are_taken_as_far_as_they_are(home: Path) -> None:
    done = subprocess.run(
        [sys.executable.encode(), b"-m", b"outsource_tui", b"add", b"Caf\xe9"],
        cwd=home,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, b"T01\n")
    for arguments in ([b"explain", b"\xff"], [b"apply", b"\xff\xfe"], [b"--plan", b"\xff", b"tasks"]):
        done = subprocess.run(
            [sys.executable.encode(), b"-m", b"outsource_tui", *arguments], cwd=home, capture_output=True, check=False
        )
        assert done.returncode in {0, 2}
        assert b"Traceback" not in done.stderr
        assert done.stderr.count(b"\n") <= 1


def test_eight_scripts_at_once_lose_nothing(home: Path) -> None:
    lines = 5
    running = []
    for number in range(8):
        script = home / f"script{number}"
        tasks = [{"do": "add", "what": "task", "fields": {"name": f"{number}-{one}"}} for one in range(lines)]
        script.write_text("\n".join(json.dumps(one) for one in tasks))
        command = [sys.executable, "-m", "outsource_tui", "apply", script.name]
        running.append(subprocess.Popen(command, cwd=home, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True))
    answers = []
    for one in running:
        out, err = one.communicate(timeout=120)
        assert (one.returncode, err) == (0, "")
        answers += [json.loads(line)["id"] for line in out.splitlines()]
    assert len(set(answers)) == 8 * lines
    done = process("-m", "outsource_tui", "tasks", "--json", cwd=home, capture_output=True)
    kept = {one["id"]: one["name"] for one in json.loads(done.stdout)}
    assert set(kept) == set(answers)
    assert sorted(kept.values()) == sorted(f"{number}-{one}" for number in range(8) for one in range(lines))
