"""Import and export: time logs, lists of tasks, whole plans; all or nothing."""

import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., tuple[int, str, str]]
DAY = ("--today", "2026-01-12")


def entry(day: int, hours: int, *tags: str) -> dict[str, Any]:
    """An interval of Timewarrior in January 2026, from nine in the morning UTC."""
    times = {"start": f"202601{day:02d}T090000Z", "end": f"202601{day:02d}T{9 + hours:02d}0000Z"}
    return {"id": day, **times, "tags": list(tags)} if tags else {"id": day, **times}


LOG = [entry(5, 3, "books"), entry(6, 2, "web", "client"), entry(13, 1, "Books"), entry(14, 4)]


@pytest.fixture
def plan_file(home: Path) -> Path:
    return home / "data" / "outsource-tui" / "plans" / "plan.json"


@pytest.fixture
def log(home: Path) -> Path:
    path = home / "log.json"
    path.write_text(json.dumps(LOG))
    return path


def tasks(run: Run) -> dict[str, Any]:
    return {one["name"]: one for one in json.loads(run("tasks", "--json")[1])}


def test_a_time_log_makes_a_task_of_each_group_of_tags(run: Run, log: Path) -> None:
    status, out, err = run(*DAY, "import", "log.json")
    assert (status, err) == (0, "")
    found = tasks(run)
    assert {name: one["hours"] for name, one in found.items()} == {"books": 2, "client, web": 1, "(none)": 2}
    assert {one["hours_source"] for one in found.values()} == {"import"}
    assert "10.00 hours in 2 weeks" in out
    assert "3 new tasks" in out


def test_importing_it_again_changes_nothing_and_says_so(run: Run, log: Path, plan_file: Path) -> None:
    run(*DAY, "import", "log.json")
    before = plan_file.read_bytes()
    status, out, err = run(*DAY, "import", "log.json")
    assert (status, err) == (0, "")
    assert "4 entries known already" in out
    assert "nothing new in it" in out
    assert plan_file.read_bytes() == before


def test_a_longer_log_brings_the_tasks_up_to_date_in_one_step(run: Run, log: Path, home: Path) -> None:
    run(*DAY, "import", "log.json")
    log.write_text(json.dumps([*LOG, entry(20, 5, "books")]))
    assert run(*DAY, "import", "log.json")[0] == 0
    assert tasks(run)["books"]["hours"] == 3
    assert run("undo")[0] == 0
    assert tasks(run)["books"]["hours"] == 2
    assert run("undo")[0] == 0
    assert tasks(run) == {}


def test_an_existing_task_of_that_name_keeps_everything_else(run: Run, log: Path) -> None:
    run("add", "BOOKS", "--hours", "9", "-e", "3", "--notes", "stays")
    status, out, _ = run(*DAY, "import", "log.json")
    task = tasks(run)["BOOKS"]
    assert (status, task["id"], task["hours"], task["effectiveness"], task["notes"]) == (0, "T01", 2, 3, "stays")
    row = next(line.split() for line in out.splitlines() if line.startswith("books"))
    assert row == ["books", "4.00", "T01", "9.00", "2.00"]


@pytest.mark.parametrize("arguments", [["import", "log.json", "--dry-run"], ["import", "--dry-run", "log.json"]])
def test_a_dry_run_says_the_same_and_does_nothing(run: Run, log: Path, home: Path, arguments: list[str]) -> None:
    status, out, err = run(*DAY, *arguments)
    assert (status, err) == (0, "")
    assert "3 new tasks" in out
    assert "nothing was changed" in out
    assert sorted(home.iterdir()) == [log]
    assert out.splitlines()[:-1] == run(*DAY, "import", "log.json")[1].splitlines()[:-1]


def test_another_key_groups_otherwise(run: Run, home: Path) -> None:
    entries = [{**entry(5, 3, "a"), "annotation": "Invoices"}, {**entry(6, 1, "b"), "annotation": "Invoices"}]
    (home / "log.json").write_text(json.dumps(entries))
    assert run(*DAY, "import", "log.json", "--by", "description")[0] == 0
    assert list(tasks(run)) == ["Invoices"]


def test_a_running_entry_is_left_out_and_said(run: Run, home: Path) -> None:
    running = {"id": 1, "start": "20260115T090000Z", "tags": ["books"]}
    (home / "log.json").write_text(json.dumps([*LOG, running]))
    status, out, _ = run(*DAY, "import", "log.json")
    assert status == 0
    assert "entry 5 is still running" in out


def test_a_log_comes_from_stdin_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(LOG).encode())))
    assert run(*DAY, "import", "-")[0] == 0
    assert len(tasks(run)) == 3
    monkeypatch.setattr(sys, "stdin", None)
    assert run("import", "-")[0] == 2


def test_a_list_of_tasks_as_csv(run: Run, home: Path) -> None:
    (home / "tasks.csv").write_text(
        "Name,hours,per,effectiveness,value,category\nBooks,6,month,3,4,money\nTravel,,,,,\n"
    )
    assert run("import", "tasks.csv")[0] == 0
    found = tasks(run)
    books = found["Books"]
    assert (books["hours"], books["per"], books["effectiveness"], books["category"]) == (6, "month", 3, "money")
    assert found["Travel"]["hours"] is None


def test_an_unknown_column_is_said_and_not_fatal(run: Run, home: Path) -> None:
    (home / "tasks.csv").write_text("name,colour\nBooks,red\n")
    status, out, _ = run("import", "--from", "csv", "tasks.csv")
    assert status == 0
    assert "colour" in out
    assert list(tasks(run)) == ["Books"]


def test_an_export_brought_into_an_empty_plan_and_out_again_is_the_same(run: Run, home: Path) -> None:
    before = json.loads(run("--demo", *DAY, "export")[1])
    (home / "demo.json").write_text(json.dumps(before))
    assert run("import", "demo.json")[0] == 0
    after = json.loads(run("export", "--to", "json")[1])

    def timeless(data: Any) -> Any:
        if isinstance(data, dict):
            return {key: timeless(one) for key, one in data.items() if key not in {"created_at", "updated_at"}}
        return [timeless(one) for one in data] if isinstance(data, list) else data

    assert timeless(after) == timeless(before)
    checked = json.loads(run(*DAY, "check", "--json")[1])
    assert checked["card"] == {"1": 100, "2": 71, "3": 42, "4": 45, "5": 52, "overall": 42}


def test_an_export_is_everything_in_money_of_minor_units(run: Run) -> None:
    data = json.loads(run("--demo", *DAY, "export", "--to", "json")[1])
    assert (data["schema"], data["app"]) == (1, "outsource-tui")
    assert data["profile"]["hour_value"] == 6000
    assert len(data["tasks"]) == 15
    assert "journal" not in data


def test_an_export_into_a_file_is_private_and_replaces_nothing_unasked(run: Run, home: Path) -> None:
    target = home / "out.json"
    assert run("--demo", "export", "-o", "out.json")[0] == 0
    assert target.stat().st_mode & 0o777 == 0o600
    before = target.read_bytes()
    status, out, err = run("export", "-o", "out.json")
    assert (status, out) == (2, "")
    assert err == "outsource-tui: out.json: it exists already; --force replaces it\n"
    assert target.read_bytes() == before
    assert run("export", "-o", "out.json", "--force")[0] == 0
    assert json.loads(target.read_bytes())["tasks"] == []
    assert sorted(one.name for one in home.iterdir()) == ["out.json"]


def test_tasks_as_csv_come_in_again(run: Run, home: Path) -> None:
    for arguments in (["--to", "csv", "-o", "one.csv"], ["-o", "two.csv"]):
        assert run("--demo", "export", *arguments)[0] == 0
    assert (home / "one.csv").read_bytes() == (home / "two.csv").read_bytes()
    # Only in a file does a mark say what a pipe needs not be told.
    assert run("--demo", "export", "--to", "csv")[1] == (home / "one.csv").read_bytes().decode().removeprefix("\ufeff")
    assert (home / "one.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert run("import", "one.csv")[0] == 0
    assert len(tasks(run)) == 15
    assert tasks(run)["Inbox triage"]["hours"] == 4


def test_an_empty_plan_is_exported_as_one_and_nothing_is_created(run: Run, home: Path) -> None:
    data = json.loads(run("export")[1])
    assert data["tasks"] == []
    assert len(data["criteria"]) == 7
    assert run("export", "--to", "csv")[0] == 0
    assert list(home.iterdir()) == []


GOOD = json.dumps({"tasks": [{"id": "T01", "name": "Books"}]})
BAD: dict[str, tuple[str, str | bytes, list[str], str]] = {
    "a cut-off plan": ("bad.json", GOOD[:-4], [], "cut off"),
    "a plan with a bad value": ("bad.json", '{"tasks":[{"id":"T01","name":"B","value":99}]}', [], "99"),
    "a plan of another app": ("bad.json", '{"app":"other","tasks":[]}', [], "other"),
    "a bad cell": ("bad.csv", "name,value\nBooks,3\nTravel,99\n", [], "99"),
    "a list without names": ("bad.csv", "colour,size\nred,3\n", [], "name"),
    "a log of the wrong kind": ("bad.json", GOOD, ["--from", "timewarrior"], "Timewarrior"),
    "no plan": ("bad.json", json.dumps(LOG), ["--from", "json"], "no plan"),
    "a log with a bad entry": (
        "bad.json",
        json.dumps([*LOG, {"start": "20260115T090000Z", "end": "x"}]),
        [],
        "entry 5",
    ),
    "too many hours": ("bad.json", json.dumps([entry(day, 14, "a") for day in range(5, 12)]), [], "more than 80"),
    "a reference to nothing": (
        "bad.json",
        '{"trials":[{"id":"R01","task_id":"T09","contractor_id":"C09"}]}',
        [],
        "T09",
    ),
    "nothing": ("bad.txt", "", [], "bad.txt"),
    "a list in JSON": ("bad.json", "[1, 2, 3]", [], "bad.json"),
    "another key for a plan": ("bad.json", GOOD, ["--by", "tag"], "--by is for time logs"),
    "no text": ("bad.csv", b"name\n\xff\xfe\n", [], "UTF-8"),
}


@pytest.mark.parametrize("case", BAD)
@pytest.mark.parametrize("dry", [[], ["--dry-run"]], ids=["done", "dry"])
def test_what_does_not_fit_is_one_line_and_nothing_is_changed(
    run: Run, home: Path, plan_file: Path, case: str, dry: list[str]
) -> None:
    run("add", "Mine")
    before = plan_file.read_bytes()
    name, content, arguments, words = BAD[case]
    (home / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    status, out, err = run("import", name, *arguments, *dry)
    assert (status, out) == (2, "")
    assert words in err
    assert name in err
    assert err.count("\n") == 1
    assert plan_file.read_bytes() == before


@pytest.mark.parametrize("name", ["missing.csv", "."])
def test_a_file_that_cannot_be_read_is_one_line(run: Run, home: Path, name: str) -> None:
    status, out, err = run("import", name)
    assert (status, out) == (2, "")
    assert err.startswith(f"outsource-tui: {name}: ")
    assert list(home.iterdir()) == []


def test_a_plan_to_be_looked_at_takes_nothing_in(run: Run, home: Path, log: Path) -> None:
    assert run("--read-only", *DAY, "import", "log.json")[:2] == (2, "")
    assert run("--read-only", *DAY, "import", "log.json", "--dry-run")[0] == 0
    assert sorted(home.iterdir()) == [log]


def test_a_pipe_that_has_a_name_is_refused_with_the_way_to_read_it(run: Run, home: Path) -> None:
    os.mkfifo(home / "pipe")
    status, out, err = run("import", "pipe")
    assert (status, out) == (2, "")
    assert err == "outsource-tui: pipe: it is not a regular file; what comes through a pipe is read from -\n"
