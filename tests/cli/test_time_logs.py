"""Time logs of every tracker on the command line: sniffed or named, grouped, dates asked for by an exit of 2."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., tuple[int, str, str]]
DAY = ("--today", "2026-01-31")
FIXTURES = Path(__file__).parents[1] / "exchange" / "fixtures"
AMBIGUOUS = (
    "Project,Task,Start Date,Start Time,End Date,End Time,Duration (h),Duration (decimal)\n"
    "Web,Pages,01/02/2026,09:00 AM,01/02/2026,11:00 AM,02:00:00,2.00\n"
    "Web,Pages,01/09/2026,09:00 AM,01/09/2026,10:00 AM,01:00:00,1.00\n"
)


def hours(run: Run) -> dict[str, Any]:
    return {one["name"]: one["hours"] for one in json.loads(run("tasks", "--json")[1])}


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("toggl-classic.csv", {"Website": 1.63, "Bookkeeping": 0.88}),
        ("toggl-newer.csv", {"Website": 1.63, "Bookkeeping": 0.88}),
        ("clockify-detailed.csv", {"Website": 1.63, "Bookkeeping": 0.88}),
        ("clockify-summary.csv", {"Website": 1.63, "(none)": 0.88}),
        ("harvest.csv", {"Website": 1.63, "Bookkeeping": 0.88}),
        ("solidtime-detailed.csv", {"Website": 1.63, "Bookkeeping": 0.88}),
        ("solidtime-import.csv", {"Website": 1.63, "Bookkeeping": 0.88}),
    ],
)
@pytest.mark.parametrize("source", ["auto", "named"])
def test_each_tracker_makes_tasks_with_hours_a_week(
    run: Run, home: Path, name: str, found: dict[str, float], source: str
) -> None:
    shutil.copy(FIXTURES / name, home / name)
    tracker = name.partition("-")[0].removesuffix(".csv")
    named = ["--from", tracker] if source == "named" else []
    status, out, err = run(*DAY, "import", name, *named)
    assert (status, err) == (0, "")
    assert hours(run) == found
    assert "2 new tasks" in out
    status, out, _ = run(*DAY, "import", name, *named)
    assert (status, hours(run)) == (0, found)
    assert "nothing new in it" in out


@pytest.mark.parametrize("name", ["watson.json", "watson.csv", "watson-frames.json"])
def test_watson_in_each_form(run: Run, home: Path, name: str) -> None:
    shutil.copy(FIXTURES / name, home / name)
    assert run("import", name)[0] == 0
    assert hours(run)["Retouching"] == 1.67


def test_groups_by_client(run: Run, home: Path) -> None:
    shutil.copy(FIXTURES / "toggl-classic.csv", home / "log.csv")
    assert run(*DAY, "import", "log.csv", "--by", "client")[0] == 0
    assert hours(run) == {"Studio Nord": 1.63, "(none)": 0.88}


def test_ambiguous_dates_need_to_be_said(run: Run, home: Path) -> None:
    (home / "log.csv").write_text(AMBIGUOUS)
    status, out, err = run(*DAY, "import", "log.csv")
    assert (status, out) == (2, "")
    assert err == (
        "outsource-tui: log.csv: its dates, such as 01/02/2026, are day first or month first; "
        "say --dates dmy or --dates mdy\n"
    )
    assert sorted(home.iterdir()) == [home / "log.csv"]
    assert "3.00 hours in 2 weeks" in run(*DAY, "import", "log.csv", "--dates", "mdy", "--dry-run")[1]
    assert "3.00 hours in 32 weeks" in run(*DAY, "import", "log.csv", "--dates", "dmy", "--dry-run")[1]
    assert run(*DAY, "import", "log.csv", "--dates", "mdy")[0] == 0
    assert hours(run) == {"Web": 1.5}


@pytest.mark.parametrize(
    ("text", "arguments", "said"),
    [
        (AMBIGUOUS, ["--from", "harvest"], "log.csv: this is no Harvest log; columns found: Project, Task"),
        (AMBIGUOUS.replace("11:00 AM", "25:00"), ["--dates", "mdy"], "log.csv, row 2, column End Time: '25:00'"),
        (AMBIGUOUS.replace("01/09", "13/13"), [], "log.csv, row 3, column Start Date: '13/13/2026'"),
        ("Datum,Stunden\n1,2\n", [], "log.csv: columns found: Datum, Stunden; a time log needs Start or Date"),
    ],
)
def test_what_does_not_fit_names_the_place_and_nothing_is_imported(
    run: Run, home: Path, text: str, arguments: list[str], said: str
) -> None:
    (home / "log.csv").write_text(text)
    status, out, err = run("import", "log.csv", *arguments)
    assert (status, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1
    assert sorted(home.iterdir()) == [home / "log.csv"]


def test_of_many_rows_that_are_left_out_a_few_are_named(run: Run, home: Path) -> None:
    lines = ["Project,Start,End"] + [
        f"Web,2026-01-05 {hour:02d}:00:00,2026-01-05 {hour:02d}:00:00" for hour in range(20)
    ]
    (home / "log.csv").write_text("\n".join([*lines, "Web,2026-01-06 09:00:00,2026-01-06 10:00:00"]) + "\n")
    status, out, err = run(*DAY, "import", "log.csv", "--from", "solidtime")
    assert (status, err) == (0, "")
    notes = [one for one in out.splitlines() if one.startswith("note: ")]
    assert notes[0] == "note: row 2 has no length"
    assert notes[5:] == ["note: and 15 more of that kind; --json lists them all"]
    answer = json.loads(run(*DAY, "import", "log.csv", "--from", "solidtime", "--json")[1])
    assert len(answer["notes"]) == 20
    assert answer["words"] == "nothing new in it"


def test_a_log_that_is_in_the_plan_by_other_groups_is_told_before_and_after(run: Run, home: Path) -> None:
    shutil.copy(FIXTURES / "toggl-classic.csv", home / "log.csv")
    run(*DAY, "import", "log.csv")
    words = "note: hours of these weeks are in the plan as Website, Bookkeeping; grouped by client they count twice"
    for dry, way_back in ((["--dry-run"], ""), ([], "; `undo` takes this import back")):
        assert f"{words}{way_back}" in run(*DAY, "import", "log.csv", "--by", "client", *dry)[1].splitlines()
    assert "count twice" not in run(*DAY, "import", "log.csv")[1]


def test_entries_without_what_they_are_grouped_by_are_told_what_they_have(run: Run, home: Path) -> None:
    (home / "log.csv").write_text(
        "Description,Tags,Start date,Start time,Stop date,Stop time\n"
        "Mail,admin,2026-01-05,09:00:00,2026-01-05,10:00:00\n"
    )
    out = run(*DAY, "import", "log.csv", "--dry-run")[1].splitlines()
    assert "note: no entry has a project; --by tag or --by description makes groups of them" in out
    assert "1.00 hours in 1 week" in out
    assert not any("no entry has" in one for one in run(*DAY, "import", "log.csv", "--by", "tag")[1].splitlines())
    assert (
        "1.00 hours in 1 week, 1 entry known already" in run(*DAY, "import", "log.csv", "--by", "tag")[1].splitlines()
    )


def test_what_an_import_did_as_json(run: Run, home: Path) -> None:
    (home / "list.csv").write_text("name,hours,colour\nBooks,2,red\nInbox,1,\n")
    run("add", "Inbox")
    answer = json.loads(run("import", "list.csv", "--json")[1])
    assert answer == {
        "file": "list.csv", "source": "csv", "dry_run": False, "added": ["Books"], "changed": ["T01"],
        "words": "Imported a task list: 1 new task, 1 brought up to date",
        "notes": ["column colour is left out"], "log": None,
    }  # fmt: skip
    assert hours(run) == {"Inbox": 1, "Books": 2}
