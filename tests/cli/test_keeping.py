"""Where things are kept."""

import json
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., tuple[int, str, str]]


def test_where_names_the_plan_and_the_folders(run: Run, home: Path) -> None:
    status, out, err = run("where")
    plan = home / "data" / "outsource-tui" / "plans" / "plan.json"
    assert (status, err) == (0, "")
    assert [line.split()[:2] for line in out.splitlines()] == [
        ["plan", str(plan)],
        ["backups", str(plan.parent / "backups")],
        ["plans", str(plan.parent)],
        ["config", str(home / "config" / "outsource-tui")],
        ["state", str(home / "state" / "outsource-tui")],
    ]
    assert out.count("not there yet") == 5
    assert list(home.iterdir()) == []
    run("add", "Books")
    assert "plan.json\n" in run("where")[1]


def test_where_as_json(run: Run, home: Path) -> None:
    said = json.loads(run("--plan", "studio", "where", "--json")[1])
    assert said["plan"] == str(home / "data" / "outsource-tui" / "plans" / "studio.json")
    assert said["exists"] is False
    run("--plan", "studio", "add", "Books")
    assert json.loads(run("--plan", "studio", "where", "--json")[1])["exists"] is True


def test_the_demo_is_kept_nowhere(run: Run) -> None:
    assert run("--demo", "where")[1].splitlines()[0] == "plan     in memory only"
    assert json.loads(run("--demo", "where", "--json")[1])["plan"] is None


def test_a_name_with_escapes_cannot_act_on_the_terminal(run: Run, home: Path) -> None:
    status, out, err = run("--plan", "./a\u202eb\x9bc.json", "where")
    assert "\u202e" not in out + err
    assert "\x9b" not in out + err
    assert status in {0, 2}
