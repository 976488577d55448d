"""`backup`: earlier states listed, made, brought back, and the bringing back taken back."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def file(home: Path) -> Path:
    return home / "data" / "outsource-tui" / "plans" / "plan.json"


def names(run: Run) -> list[str]:
    return [one["name"] for one in json.loads(run("tasks", "--json")[1])]


def listed(run: Run, *before: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(*before, "backup", "list", "--json")[1])
    return found


def test_before_the_first_save_there_is_nothing(run: Run, home: Path) -> None:
    assert run("backup") == (0, "", "outsource-tui: there are no backups yet; saving makes them, and `backup now`\n")
    assert run("backup", "--json") == (0, "[]\n", "")
    status, out, err = run("backup", "now")
    assert (status, out) == (2, "")
    assert "nothing has been saved yet" in err
    assert run("backup", "restore", "1")[0] == 2


@pytest.mark.parametrize("action", [("now",), ("restore", "1"), ("restore", "0"), ("restore", "-1"), ("list",)])
def test_asking_for_what_is_not_there_leaves_nothing_behind(run: Run, home: Path, action: tuple[str, ...]) -> None:
    run("--plan", "here/there.json", "backup", *action)
    run("--plan", "nobody", "backup", *action)
    assert list(home.iterdir()) == []


def test_they_are_numbered_from_the_newest(run: Run) -> None:
    for day, name in enumerate(("One", "Two", "Three"), start=12):
        run("--today", f"2026-01-{day}", "add", name)
    status, out, err = run("backup", "list")
    assert (status, err) == (0, "")
    assert [line.split() for line in out.splitlines()] == [
        ["no", "time", "(UTC)", "tasks", "file"],
        ["1", "2026-01-14", "12:00:00", "2", "plan-20260114T120000Z.json"],
        ["2", "2026-01-13", "12:00:00", "1", "plan-20260113T120000Z.json"],
    ]
    assert run("backup")[1] == out
    assert [(one["number"], one["at"], one["tasks"], one["people"]) for one in listed(run)] == [
        (1, "2026-01-14T12:00:00Z", 2, 0),
        (2, "2026-01-13T12:00:00Z", 1, 0),
    ]
    assert all(Path(one["file"]).is_file() for one in listed(run))


def test_one_is_made_when_asked_for(run: Run, file: Path) -> None:
    run("add", "One")
    status, out, _ = run("backup", "now")
    assert (status, out) == (0, f"Backup 1: {listed(run)[0]['file']}\n")
    made = json.loads(run("backup", "now", "--json")[1])
    assert made["number"] == 1
    assert Path(made["file"]).read_bytes() == file.read_bytes()
    assert len(listed(run)) == 2


def test_a_restore_can_be_taken_back_and_done_again(run: Run) -> None:
    run("add", "One")
    run("backup", "now")
    run("add", "Two")
    status, out, err = run("backup", "restore", "1")
    assert (status, err) == (0, "")
    assert ": 1 tasks" in out
    assert "What was there is backup 1 now: `backup restore 1` takes this back" in out
    assert names(run) == ["One"]
    assert run("backup", "restore", "1")[0] == 0
    assert names(run) == ["One", "Two"]
    assert run("backup", "restore", "1")[0] == 0
    assert names(run) == ["One"]


def test_the_way_back_has_the_right_number_also_where_the_clock_was_ahead(run: Run) -> None:
    for month in range(1, 13):
        run("--today", f"2090-{month:02}-01", "add", f"Task {month}")
    before = names(run)
    said = json.loads(run("--today", "2026-01-12", "backup", "restore", "3", "--json")[1])
    assert (said["restored"]["number"], said["restored"]["at"]) == (3, "2090-10-01T12:00:00Z")
    assert said["tasks"] == len(names(run)) == 9
    assert said["aside"]["number"] == len(listed(run)) > 10
    run("--today", "2026-01-12", "backup", "restore", str(said["aside"]["number"]))
    assert names(run) == before


def test_every_kept_backup_comes_back_as_it_was(run: Run, file: Path) -> None:
    for day in range(1, 32):
        run("--today", f"2026-01-{day:02}", "add", f"Task {day}")
    kept = listed(run, "--today", "2026-01-31")
    assert len(kept) > 10
    states = {one["at"]: json.loads(Path(one["file"]).read_bytes())["tasks"] for one in kept}
    restored: list[str] = []
    while at := next((one["at"] for one in listed(run) if one["at"] in states.keys() - set(restored)), None):
        number = next(one["number"] for one in listed(run) if one["at"] == at)
        # On days before, so that what is set aside pushes none of the others out.
        assert run("--today", f"2025-01-{len(restored) + 1:02}", "backup", "restore", str(number))[0] == 0
        assert json.loads(file.read_bytes())["tasks"] == states[at]
        restored.append(at)
    assert len(restored) == len(kept)


def test_a_damaged_plan_is_kept_and_a_backup_takes_its_place(run: Run, file: Path) -> None:
    run("add", "One")
    run("backup", "now")
    # In place, as a bad disk would: the backup is another name of the same file, so it is another file first.
    whole = file.read_bytes()
    file.unlink()
    file.write_bytes(whole[:300])
    status, _, err = run("tasks")
    assert status == 2
    assert "`backup restore 1` brings back" in err
    assert run("backup")[0] == 0
    status, out, _ = run("backup", "restore", "1")
    assert status == 0
    damaged = Path(out.splitlines()[1].removeprefix("The damaged file is kept as "))
    assert damaged.read_bytes() == whole[:300]
    assert damaged.parent == file.parent / "backups"
    assert names(run) == ["One"]


def test_a_damaged_backup_is_listed_as_such_and_not_restored(run: Run, file: Path) -> None:
    run("add", "One")
    run("backup", "now")
    path = Path(listed(run)[0]["file"])
    path.unlink()
    path.write_text("{")
    before = file.read_bytes()
    assert "damaged" in run("backup")[1]
    assert listed(run)[0]["tasks"] is None
    status, out, err = run("backup", "restore", "1")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "not restored" in err
    assert path.name in err
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["restore"], "needs the number"),
        (["restore", "0"], "there is no backup 0"),
        (["restore", "2"], "there is no backup 2"),
        (["restore", "-1"], "there is no backup -1"),
        (["restore", "one"], "N: 'one' is not a whole number"),
        (["restore", "1", "2"], "backup takes no '2'"),
        (["now", "1"], "takes no number"),
        (["list", "1"], "takes no number"),
        (["remove"], "is not one of list, now, restore"),
    ],
)
def test_wrong_use_is_one_line_and_changes_nothing(run: Run, file: Path, arguments: list[str], words: str) -> None:
    run("add", "One")
    run("backup", "now")
    before = file.read_bytes(), listed(run)
    status, out, err = run("backup", *arguments)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert words in err
    assert (file.read_bytes(), listed(run)) == before


def test_the_demo_has_none_and_a_plan_to_be_looked_at_is_left_alone(run: Run, file: Path) -> None:
    assert run("--demo", "backup")[0] == 2
    run("add", "One")
    run("backup", "now")
    before = file.read_bytes(), listed(run)
    assert run("--read-only", "backup")[0] == 0
    for arguments in (["now"], ["restore", "1"]):
        status, out, err = run("--read-only", "backup", *arguments)
        assert (status, out) == (2, "")
        assert "opened to be looked at" in err
    assert (file.read_bytes(), listed(run)) == before
