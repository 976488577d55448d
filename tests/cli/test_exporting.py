"""Export: five formats and two kinds of brief, into a file of one's own or to stdout, each loading what it needs."""

import csv
import io
import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]
DEMO = ("--demo", "--today", "2026-03-20", "export")
BEGINNINGS = {
    "md": "# Outsourcing plan\n",
    "csv": '"id","name"',
    "json": "{\n",
    "ics": "BEGIN:VCALENDAR\r\n",
    "svg": "<svg xmlns=",
}
PROBE = """
import json, sys
from outsource_tui.cli.main import main
status = main(sys.argv[1:])
print(json.dumps({"status": status, "modules": sorted(sys.modules)}), file=sys.stderr)
"""
WRITERS = {
    "md": {"outsource_tui.exchange.markdown"},
    "csv": {"outsource_tui.exchange.csv_out"},
    "json": set(),
    "ics": {"outsource_tui.exchange.ics", "outsource_tui.exchange.ics_zones", "icalendar", "dateutil"},
    "svg": {"outsource_tui.exchange.svg", "outsource_tui.exchange.svg_layout"},
}
"""What only that format may load."""


@pytest.mark.parametrize("kind", BEGINNINGS)
def test_every_format_goes_to_stdout(run: Run, kind: str) -> None:
    status, out, err = run(*DEMO, "--to", kind)
    assert (status, err) == (0, "")
    assert out.startswith(BEGINNINGS[kind])


@pytest.mark.parametrize("kind", BEGINNINGS)
def test_a_file_is_written_for_its_owner_alone_and_known_by_its_ending(run: Run, home: Path, kind: str) -> None:
    status, out, err = run(*DEMO, "-o", f"plan.{kind}")
    path = home / f"plan.{kind}"
    assert (status, out, err) == (0, f"wrote {path}\n", "")
    mark = "\ufeff" if kind == "csv" else ""
    assert path.read_bytes().decode().startswith(mark + BEGINNINGS[kind])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    status, out, err = run(*DEMO, "-o", f"plan.{kind}")
    assert (status, out) == (2, "")
    assert "exists already" in err
    assert run(*DEMO, "-o", f"plan.{kind}", "--force")[0] == 0


def test_a_folder_gets_a_file_with_a_name_of_its_own(run: Run, home: Path) -> None:
    (home / "out").mkdir()
    assert run(*DEMO, "--to", "ics", "-o", "out") == (0, f"wrote {home}/out/outsourcing-2026-03-20.ics\n", "")
    assert run(*DEMO, "--brief", "h02", "-o", "out")[1] == f"wrote {home}/out/brief-h02-inbox-triage.md\n"
    assert {one.name for one in (home / "out").iterdir()} == {"outsourcing-2026-03-20.ics", "brief-h02-inbox-triage.md"}


def test_without_a_format_it_is_json_and_a_brief_is_text(run: Run) -> None:
    assert json.loads(run(*DEMO)[1])["app"] == "outsource-tui"
    assert run(*DEMO, "--brief", "H01")[1].startswith("# Bookkeeping and receipts\n")
    assert run(*DEMO, "--redact")[1].startswith("# Outsourcing plan\n")


def test_an_invitation_has_their_clock(run: Run) -> None:
    out = run(*DEMO, "--brief", "H01", "--to", "ics")[1]
    assert "DTSTART;TZID=Europe/Lisbon:20260227T091500\r\n" in out
    assert "Bookkeeper" not in out


def test_redacted_is_without_names_and_amounts(run: Run) -> None:
    whole, redacted = (run(*DEMO, "--to", "md", *how)[1] for how in ((), ("--redact",)))
    assert "Cebu" in whole
    assert "EUR" in whole
    assert "Cebu" not in redacted
    assert "EUR" not in redacted


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--brief", "H99"), "there is no H99"),
        (("--brief", "C01"), "C01 has no brief"),
        (("--brief", "T01"), "Client design work has no brief yet"),
        (("--brief", "H01", "--to", "svg"), "a brief cannot be svg"),
        (("--brief", "T05", "--to", "ics"), "nothing is agreed yet for T05"),
        (("--redact", "--to", "csv"), "names and rates cannot be left out of csv"),
        (("--to", "pdf"), "is not one of md, csv, json, ics, svg"),
        (("--to", "md", "-o", "nowhere/plan.md"), "cannot be written"),
    ],
)
def test_what_cannot_be_exported_is_one_line(run: Run, arguments: tuple[str, ...], said: str) -> None:
    status, out, err = run(*DEMO, *arguments)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert said in err


def test_a_plan_that_is_not_there_is_exported_as_an_empty_one(run: Run, home: Path) -> None:
    for kind in BEGINNINGS:
        status, out, err = run("export", "--to", kind)
        assert (status, err) == (0, "")
        assert out.startswith(BEGINNINGS[kind])
    assert not (home / "data").exists()


@pytest.mark.parametrize("kind", WRITERS)
def test_a_format_loads_what_it_needs_and_none_of_the_others(home: Path, kind: str) -> None:
    command = [sys.executable, "-c", PROBE, *DEMO, "--to", kind]
    done = subprocess.run(command, cwd=home, capture_output=True, text=True, timeout=60, check=False)
    said = json.loads(done.stderr.splitlines()[-1])
    modules = set(said["modules"])
    others = set().union(*WRITERS.values()) - WRITERS[kind]
    assert said["status"] == 0
    assert modules >= WRITERS[kind]
    assert not modules & others
    assert not {name.split(".")[0] for name in modules} & {
        "textual",
        "rich",
        "holidays",
        "asyncio",
        "sqlite3",
        "tinydb",
    }


@pytest.mark.system
@pytest.mark.skipif(shutil.which("ssconvert") is None, reason="ssconvert (gnumeric) is not installed")
def test_a_spreadsheet_reads_it_as_utf_8_and_nothing_in_it_is_live(run: Run, home: Path) -> None:
    names = ["Büro, Ablage", '日本 "eins"', "=1+1", "@SUM(1)", "+2", "-3", "＝1+1"]
    for name in names:
        assert run("add", "--hours", "1.5", "--", name)[0] == 0
    assert run("export", "-o", "tasks.csv")[0] == 0
    done = subprocess.run(
        ["ssconvert", "-T", "Gnumeric_stf:stf_csv", "tasks.csv", "back.csv"],
        cwd=home, env={**os.environ, "LC_ALL": "C", "HOME": str(home)}, capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    rows = list(csv.DictReader(io.StringIO((home / "back.csv").read_text("utf-8"))))
    assert sorted(row["name"].removeprefix("'") for row in rows) == sorted(names)
    assert {row["hours"] for row in rows} == {"1.5"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (["-o", "plan.PDF"], "plan.PDF: a .pdf file cannot be written; a name that ends in"),
        (["--redact", "-o", "plan.html"], "or --to md"),
        (["-o", ""], "--output is empty"),
        (["--brief", " "], "--brief is empty"),
        (["--brief", "", "--to", "ics"], "--brief is empty"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_is_written(
    run: Run, home: Path, line: list[str], said: str
) -> None:
    status, out, err = run("--demo", "export", *line)
    assert (status, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1
    assert list(home.iterdir()) == []


def test_a_name_that_is_no_format_is_json_and_one_that_was_asked_for_is_what_was_asked_for(
    run: Run, home: Path
) -> None:
    assert run("--demo", "export", "-o", "plan.backup")[0] == 0
    assert json.loads((home / "plan.backup").read_text())["app"] == "outsource-tui"
    assert run("--demo", "export", "--to", "md", "-o", "plan.txt")[0] == 0
    assert (home / "plan.txt").read_text().startswith("# ")
