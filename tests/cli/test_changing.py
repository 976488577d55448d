"""Adding a task, undo, redo and the history, as a script sees them and as the file has them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def file(home: Path) -> Path:
    """Where the default plan is kept."""
    return home / "data" / "outsource-tui" / "plans" / "plan.json"


def rows(file: Path, table: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(file.read_bytes()).get(table, {})
    return found


def test_add_prints_the_id_alone_and_the_task_is_on_disk(run: Run, file: Path) -> None:
    assert run("add", "Bookkeeping") == (0, "T01\n", "")
    assert rows(file, "tasks")["T01"]["name"] == "Bookkeeping"
    assert run("add", "Travel") == (0, "T02\n", "")
    assert file.stat().st_mode & 0o777 == 0o600


def test_add_takes_every_field_by_its_name(run: Run, file: Path) -> None:
    status, out, err = run(
        "add", "Front-end build", "--hours", "6h/month", "-e", "4", "-v", "7", "--energy", "-2", "--category", "web",
        "--run-minutes", "90", "--why", "cannot,dislike", "--repeats", "sometimes", "--failure-impact", "severe",
        "--specificity", "2", "--sync-need", "medium", "--data-sensitivity", "client", "--owner-only", "yes",
        "--owner-only-reason", "my signature", "--billable", "--decision", "team_up", "--tags", "client,code",
        "--tag", "urgent", "--notes", "line one\nline two", "--knowledge", '{"k1": 2, "k4": 0}',
        "--brief", '{"purpose": "a page", "done_when": [{"text": "it loads"}]}', "--steering", '{"checker": "self"}',
    )  # fmt: skip
    assert (status, out, err) == (0, "T01\n", "")
    task = rows(file, "tasks")["T01"]
    assert task["hours"] == 6
    assert task["per"] == "month"
    assert (task["effectiveness"], task["value"], task["energy"]) == (4, 7, -2)
    assert task["why"] == ["cannot", "dislike"]
    assert task["tags"] == ["client", "code", "urgent"]
    assert task["notes"] == "line one\nline two"
    assert (task["owner_only"], task["billable"], task["run_minutes"]) == (True, True, 90)
    assert (task["knowledge"]["k1"], task["knowledge"]["k2"], task["knowledge"]["k4"]) == (2, None, 0)
    assert task["brief"]["done_when"] == [{"text": "it loads", "must": True}]
    assert task["steering"]["checker"] == "self"
    assert (task["decision"], task["sync_need"], task["failure_impact"]) == ("team_up", "medium", "severe")


@pytest.mark.parametrize(
    ("arguments", "hours", "per"),
    [
        (["--hours", "1.5h"], 1.5, "week"),
        (["--hours", "90m"], 1.5, "week"),
        (["--hours", "3"], 3, "week"),
        (["--hours", "6", "--per", "month"], 6, "month"),
        (["--hours", "6h/month", "--per", "month"], 6, "month"),
        (["--hours", "12h/year"], 12, "year"),
    ],
)
def test_hours_are_typed_as_people_say_them(run: Run, arguments: list[str], hours: float, per: str, file: Path) -> None:
    assert run("add", "Books", *arguments)[0] == 0
    _, out, _ = run("tasks", "--json")
    task = json.loads(out)[0]
    assert (task["hours"], task["per"]) == (hours, per)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--hours", "lots"], "'lots' is not hours"),
        (["--hours", "6h/month", "--per", "week"], "contradict each other"),
        (["--hours", "90"], "90 a week is more than 80"),
        (["-e", "11"], "effectiveness: '11' is not a whole number from 1 to 10"),
        (["-v", "0"], "value: '0' is not a whole number from 1 to 10"),
        (["--energy", "x"], "energy: 'x' is not a whole number from -2 to 2"),
        (["--sync-need", "lots"], "--sync-need: 'lots' is not one of none, low, medium, high"),
        (["--billable", "perhaps"], "billable: 'perhaps' is not yes or no"),
        (["--brief", "{"], "--brief: "),
        (["--brief", '{"nonsense": 1'], "--brief: "),
        (["--knowledge", '{"k1": 3}'], "knowledge.k1: 3 is not a whole number from 0 to 2"),
        (["--tag", "x" * 21], "tags: "),
    ],
)
def test_a_value_that_does_not_fit_is_named_and_nothing_is_made(
    run: Run, file: Path, arguments: list[str], words: str
) -> None:
    status, out, err = run("add", "Books", *arguments)
    assert (status, out) == (2, "")
    assert words in err
    assert err.count("\n") == 1
    assert not file.parent.exists()


def test_a_name_must_be_one(run: Run, file: Path) -> None:
    for name in ("", "  ", "\u200b", "x" * 81):
        status, out, err = run("add", name)
        assert (status, out) == (2, "")
        assert "NAME" in err
    assert not file.parent.exists()


def test_text_is_cleaned_at_the_door(run: Run, file: Path) -> None:
    run("add", "Bo\x1b[31mok\u202ekeeping\n", "--notes", "a\x07b")
    task = rows(file, "tasks")["T01"]
    assert (task["name"], task["notes"]) == ("Bo[31mokkeeping", "ab")


def test_a_plan_by_name_and_by_path(run: Run, home: Path, file: Path) -> None:
    run("--plan", "studio", "add", "One")
    run("--plan", "./here.json", "add", "Two")
    run("--plan", str(home / "sub" / "folder" / "plan"), "add", "Three")
    assert rows(file.parent / "studio.json", "tasks")["T01"]["name"] == "One"
    assert rows(home / "here.json", "tasks")["T01"]["name"] == "Two"
    assert rows(home / "sub" / "folder" / "plan", "tasks")["T01"]["name"] == "Three"
    assert not file.exists()


def test_a_plan_to_be_looked_at_is_not_changed(run: Run, file: Path) -> None:
    run("add", "One")
    before = file.read_bytes()
    for arguments in (["add", "Two"], ["undo"], ["redo"]):
        status, out, err = run("--read-only", *arguments)
        assert (out, err.count("\n")) == ("", 1)
        assert status in {1, 2}
    assert run("--read-only", "add", "Two")[0] == 2
    assert file.read_bytes() == before


def test_the_demo_is_changed_in_memory_only(run: Run, home: Path) -> None:
    for _ in range(2):
        assert run("--demo", "add", "Another") == (
            0,
            "T16\n",
            "outsource-tui: that was the demo: nothing of it is kept\n",
        )
    assert list(home.iterdir()) == []


def test_undo_and_redo_go_through_the_file(run: Run, file: Path) -> None:
    run("add", "One")
    run("add", "Two")
    assert run("undo") == (0, "Undone: Added Two\n", "")
    assert list(rows(file, "tasks")) == ["T01"]
    assert run("undo") == (0, "Undone: Added One\n", "")
    assert run("redo") == (0, "Done again: Added One\n", "")
    assert list(rows(file, "tasks")) == ["T01"]
    assert run("redo")[1] == "Done again: Added Two\n"
    assert run("add", "Three") == (0, "T03\n", "")


def test_nothing_to_undo_is_a_no(run: Run, file: Path) -> None:
    assert run("undo") == (1, "", "outsource-tui: there is nothing to undo\n")
    assert run("redo") == (1, "", "outsource-tui: there is nothing to redo\n")
    assert not file.parent.exists()


def test_the_history_is_newest_first_and_says_what_is_undone(run: Run) -> None:
    run("--today", "2026-01-12", "add", "One")
    run("--today", "2026-01-13", "add", "Two")
    run("undo")
    _, out, _ = run("history")
    lines = out.splitlines()
    assert [line.split()[0] for line in lines[1:]] == ["J02", "J01"]
    assert "2026-01-13 12:00:00" in lines[1]
    assert "undone" in lines[1]
    assert "undone" not in lines[2]
    entries = json.loads(run("history", "--json")[1])
    assert [(one["id"], one["words"], one["undone"]) for one in entries] == [
        ("J02", "Added Two", True),
        ("J01", "Added One", False),
    ]
    assert entries[1]["at"] == "2026-01-12T12:00:00Z"


def test_an_empty_history_is_no_error(run: Run) -> None:
    assert run("history") == (0, "", "outsource-tui: nothing has been changed yet\n")
    assert run("history", "--json") == (0, "[]\n", "")


def test_a_command_that_has_to_say_more_says_it_on_stderr(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from outsource_tui.model.saving import Committed
    from outsource_tui.store.memory import MemoryKeeper

    commit = MemoryKeeper.commit

    def warned(keeper: MemoryKeeper, waiting: Any) -> Committed:
        done = commit(keeper, waiting)
        return Committed(done.plan, done.outcomes, ("saved, but may not survive a power cut",))

    monkeypatch.setattr(MemoryKeeper, "commit", warned)
    status, out, err = run("--demo", "add", "Books")
    assert (status, out) == (0, "T16\n")
    assert err.startswith("outsource-tui: saved, but may not survive a power cut\n")
