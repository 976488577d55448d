"""Lists, as tables and as JSON."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from outsource_tui.model.text import width_of

Run = Callable[..., tuple[int, str, str]]
LISTS = ("tasks", "people", "trials", "handoffs")
DAY = ("--demo", "--today", "2026-01-12")


@pytest.fixture
def listed(run: Run) -> Callable[..., list[dict[str, Any]]]:
    """A list of the demo as JSON."""

    def rows(*arguments: str) -> list[dict[str, Any]]:
        status, out, err = run(*DAY, *arguments, "--json")
        assert (status, err) == (0, "")
        found: list[dict[str, Any]] = json.loads(out)
        return found

    return rows


Listed = Callable[..., list[dict[str, Any]]]


@pytest.mark.parametrize("command", LISTS)
def test_a_plan_that_is_not_there_is_an_empty_one_and_nothing_is_created(run: Run, home: Path, command: str) -> None:
    status, out, err = run(command)
    assert (status, out) == (0, "")
    assert err.startswith("outsource-tui: no ")
    assert run(command, "--json") == (0, "[]\n", "")
    assert run("--plan", "sub/other.json", command)[0] == 0
    assert list(home.iterdir()) == []


def test_tasks_are_in_the_order_of_their_priority(run: Run, listed: Listed) -> None:
    order = ["T04", "T06", "T07", "T05", "T09", "T08", "T11", "T10", "T13", "T12", "T14", "T03", "T02", "T01", "T15"]
    assert [one["id"] for one in listed("tasks")] == order
    _, out, _ = run(*DAY, "tasks")
    assert [line.split()[0] for line in out.splitlines()] == ["id", *order]
    assert out.splitlines()[1].split() == (
        ["T04", "Bookkeeping", "and", "receipts", "3.0", "3", "3", "HAND", "OFF", "77.4", "2.7", "handed", "off"]
    )


def test_a_task_has_its_fields_and_its_figures(listed: Listed) -> None:
    task = next(one for one in listed("tasks") if one["id"] == "T06")
    assert (task["name"], task["hours"], task["per"], task["energy"]) == ("Inbox triage", 4, "week", -1)
    assert task["run_minutes"] is None
    assert (task["quadrant"], task["neighbours"]) == ("LIGHTEN", ["HAND OFF"])
    assert round(task["priority"], 1) == 66.1
    assert (task["hours_week"], task["freed_week"]) == (4, pytest.approx(2.6))
    assert task["status"] == "handed_off"
    assert {"created_at", "updated_at", "archived_at", "knowledge", "score_history"} <= task.keys()


def test_unknown_is_null_and_a_dash(run: Run) -> None:
    run("add", "Something")
    task = json.loads(run("tasks", "--json")[1])[0]
    assert (task["quadrant"], task["neighbours"]) == ("UNPLOTTED", [])
    assert [task[name] for name in ("priority", "hours_week", "freed_week", "effectiveness")] == [None] * 4
    assert run("tasks")[1].splitlines()[1].split() == [
        "T01",
        "Something",
        "-",
        "-",
        "-",
        "UNPLOTTED",
        "-",
        "-",
        "listed",
    ]


def test_people_have_their_price_and_shared_hours(listed: Listed) -> None:
    people = listed("people")
    assert [one["id"] for one in people] == ["C01", "C02", "C03", "C04", "C05", "C06"]
    cebu = people[1]
    assert (cebu["handle"], cebu["rate"], cebu["speed"]) == ("Assistant, Cebu", 750, 1.1)
    assert cebu["finished_price"] == pytest.approx(825)
    assert (cebu["overlap_week"], cebu["overlap_week_min"], cebu["overlap_week_max"]) == (30, 30, 35)
    assert (cebu["overlap_day"], cebu["overlap_day_worst"], cebu["shared_days"]) == (6, 6, 5)


def test_trials_have_their_score_and_what_the_rule_says(listed: Listed) -> None:
    first, second = listed("trials")
    assert (first["id"], first["trial_score"], first["rule"], first["cost"]) == ("R01", 83.75, "hire", 20800)
    assert (first["speed"], round(first["trial_oversight"], 1)) == (0.8125, 23.1)
    assert (second["trial_score"], second["rule"], second["state"]) == (57.5, "extend", "review")


def test_handoffs_have_the_figures_of_their_task_and_of_the_looking(listed: Listed) -> None:
    books, inbox = listed("handoffs")
    assert (books["oversight_state"], round(books["oversight_ratio"], 1)) == ("fine", 7.3)
    assert books["net_week"] == pytest.approx(1980)
    assert (inbox["oversight_state"], round(inbox["oversight_ratio"], 1)) == ("hovering", 36.0)
    assert round(inbox["hours_back_week"], 2) == 1.86
    assert inbox["hours_promised_week"] == pytest.approx(2.6)


def test_archived_rows_are_listed_only_with_all(run: Run, home: Path) -> None:
    run("add", "One")
    run("add", "Two")
    (home / "script").write_text('{"do":"archive","id":"T01"}')
    run("apply", "script")
    assert [one["id"] for one in json.loads(run("tasks", "--json")[1])] == ["T02"]
    assert {one["id"] for one in json.loads(run("tasks", "--json", "--all")[1])} == {"T01", "T02"}
    assert "archived" in run("tasks", "--all")[1]
    assert "archived" not in run("tasks")[1]


@pytest.mark.parametrize("command", LISTS)
def test_every_list_fits_a_terminal_of_80_columns(run: Run, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = run(*DAY, command)[1].splitlines()
    assert len(lines) > 2
    assert max(width_of(line) for line in lines) <= 80


def test_the_same_command_says_the_same_twice(run: Run) -> None:
    for command in LISTS:
        assert run(*DAY, command, "--json") == run(*DAY, command, "--json")
