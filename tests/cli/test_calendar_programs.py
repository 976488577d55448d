"""Two calendar programs open what is exported, without a word, and show the same events at the same times."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]
Shown = set[tuple[str, str, str, str]]
"""Date, from, to (both empty for whole days), title."""

pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(shutil.which("khal") is None, reason="khal is not installed"),
    pytest.mark.skipif(shutil.which("calcurse") is None, reason="calcurse is not installed"),
]
WEEK = ["mon", "tue", "wed", "thu", "fri"]
FIRST, DAYS = "2026-03-16", 35
"""Berlin's and Lisbon's clocks go forward in the night to Sunday the 29th of March; Manila's never do."""


def place(handle: str, zone: str, start: str, end: str, **more: object) -> dict[str, object]:
    return {"handle": handle, "timezone": zone, "work_days": WEEK, "work_start": start, "work_end": end, **more}


OFF = {"from": "2026-04-02", "to": "2026-04-03"}
ROWS: list[tuple[str, dict[str, object]]] = [
    ("task", {"name": "Inbox; triage, <b>all</b>", "hours": 4}),
    ("task", {"name": "Bookkeeping", "hours": 3, "brief": {"deadline": "2026-04-15"}}),
    ("contractor", place("Manila", "Asia/Manila", "14:00", "22:00", days_off=[OFF])),
    ("contractor", place("Lisbon", "Europe/Lisbon", "09:00", "17:00")),
    ("contractor", place("Auckland", "Pacific/Auckland", "09:00", "17:00")),
    ("trial", {"task_id": "T01", "contractor_id": "C01", "start": "2026-03-26", "days": 3}),
    ("handoff", {"task_id": "T01", "contractor_id": "C01", "start": "2026-03-16", "state": "running", "share": 0.5}),
    ("handoff", {"task_id": "T02", "contractor_id": "C02", "start": "2026-03-05", "state": "running",
                 "checkin_every_days": 14, "end": "2026-04-10"}),
    ("handoff", {"task_id": "T01", "contractor_id": "C03", "start": "2026-03-16", "state": "running", "share": 0.2,
                 "checkin_every_days": 7}),
]  # fmt: skip
TRIAGE = "Inbox; triage, < b>all< /b>"
MINE: Shown = {
    ("2026-03-16", "", "", f"Hand-off begins: {TRIAGE} (Manila)"),
    ("2026-03-16", "", "", f"Hand-off begins: {TRIAGE} (Auckland)"),
    *((day, "09:15", "09:30", f"Check-in: {TRIAGE} (Manila)") for day in (
        "2026-03-19", "2026-03-23", "2026-03-26", "2026-03-30", "2026-04-06", "2026-04-09", "2026-04-13", "2026-04-16",
    )),
    *((day, "10:15", "10:50", "Check-in: Bookkeeping (Lisbon)") for day in ("2026-03-19", "2026-04-02")),
    *((day, "", "", f"Check-in: {TRIAGE} (Auckland)") for day in (
        "2026-03-23", "2026-03-30", "2026-04-06", "2026-04-13",
    )),
    ("2026-03-26", "09:00", "15:00", f"Trial day 1 of 3: {TRIAGE} (Manila)"),
    ("2026-03-27", "09:00", "15:00", f"Trial day 2 of 3: {TRIAGE} (Manila)"),
    ("2026-03-30", "09:00", "16:00", f"Trial day 3 of 3: {TRIAGE} (Manila)"),
    ("2026-03-31", "", "", f"Review the trial: {TRIAGE} (Manila)"),
    ("2026-04-03", "", "", f"Decide the trial: {TRIAGE} (Manila)"),
    ("2026-04-02", "", "", "Manila is off"),
    ("2026-04-03", "", "", "Manila is off"),
    ("2026-04-10", "", "", "Hand-off ends: Bookkeeping (Lisbon)"),
    ("2026-04-15", "", "", "Deadline: Bookkeeping"),
}  # fmt: skip


@pytest.fixture
def exported(home: Path, run: Run) -> Callable[..., Path]:
    """The calendar of a plan of these rows, or with `--brief` what a contractor is sent."""
    lines = [{"do": "add", "what": what, "fields": fields} for what, fields in ROWS]
    profile = {"timezone": "Europe/Berlin", "work_days": WEEK, "work_start": "09:00", "work_end": "17:00"}
    lines.append({"do": "change", "what": "profile", "id": "1", "fields": profile})
    (home / "rows").write_text("".join(json.dumps(one) + "\n" for one in lines))
    status, _, err = run("--today", "2026-03-16", "apply", "rows")
    assert (status, err) == (0, "")

    def calendar(*options: str) -> Path:
        path = home / "plan.ics"
        status, _, err = run("--today", "2026-03-16", "export", "--to", "ics", "-o", "plan.ics", "--force", *options)
        assert (status, err) == (0, "")
        return path

    return calendar


def said(command: list[str], zone: str) -> str:
    environment = {**os.environ, "TZ": zone, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


class Khal:
    """khal with a calendar of its own; it keeps an event by its id, so that a second import updates it."""

    def __init__(self, home: Path, zone: str) -> None:
        self.zone = zone
        self.folder = home / "khal" / "plan"
        self.folder.mkdir(parents=True)
        config = home / "khal" / "config"
        config.write_text(
            f"[calendars]\n[[plan]]\npath = {self.folder}\n[locale]\nlocal_timezone = {zone}\n"
            f"default_timezone = {zone}\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
            "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
            f"[sqlite]\npath = {home}/khal/cache.db\n"
        )
        self._khal = ["khal", "-c", str(config)]

    def take_in(self, path: Path) -> None:
        assert said([*self._khal, "import", "--batch", "-a", "plan", str(path)], self.zone) == ""

    def shows(self) -> Shown:
        how = ["--day-format", "", "--format", "{start-date}|{start-time}|{end-time}|{title}"]
        found = set()
        for line in said([*self._khal, "list", *how, FIRST, f"{DAYS}d"], self.zone).splitlines():
            day, start, end, title = line.split("|", 3)
            found.add((day, start, end, title))
        return found


class Calcurse:
    """calcurse with a folder of its own; it forgets ids, and every zone but its own."""

    def __init__(self, home: Path, zone: str) -> None:
        self.zone = zone
        self._calcurse = ["calcurse", "-D", str(home / "calcurse")]

    def take_in(self, path: Path) -> None:
        assert said([*self._calcurse, "-q", "-i", str(path)], self.zone) == ""

    def shows(self) -> Shown:
        times, whole = "%(start:%H:%M)|%(end:%H:%M)|%m\\n", "||%m\\n"
        how = [
            "--format-apt",
            times,
            "--format-recur-apt",
            times,
            "--format-event",
            whole,
            "--format-recur-event",
            whole,
        ]
        dates = ["--input-datefmt", "4", "--output-datefmt", "%Y-%m-%d", "--from", FIRST, "--days", str(DAYS)]
        found, day = set(), ""
        for line in said([*self._calcurse, *dates, *how, "-Q"], self.zone).splitlines():
            if line.endswith(":") and "|" not in line:
                day = line.removesuffix(":")
            elif line:
                start, end, title = line.split("|", 2)
                found.add((day, start, end, title))
        return found


def test_both_take_it_in_without_a_word_and_show_the_same(home: Path, exported: Callable[..., Path]) -> None:
    path = exported()
    khal, calcurse = Khal(home, "Europe/Berlin"), Calcurse(home, "Europe/Berlin")
    khal.take_in(path)
    calcurse.take_in(path)
    assert calcurse.shows() == MINE
    # khal tells a day of several by the first of them.
    assert khal.shows() == {one for one in MINE if one[0] != "2026-04-03" or "is off" not in one[3]}


def test_a_second_import_updates_the_first(home: Path, run: Run, exported: Callable[..., Path]) -> None:
    khal = Khal(home, "Europe/Berlin")
    khal.take_in(exported())
    before, files = khal.shows(), len(list(khal.folder.iterdir()))
    changes = [
        {"do": "change", "id": "T01", "fields": {"name": "Mail"}},
        {"do": "change", "id": "R01", "fields": {"start": "2026-03-30"}},
    ]
    (home / "changes").write_text("".join(json.dumps(one) + "\n" for one in changes))
    assert run("--today", "2026-03-16", "apply", "changes")[0] == 0
    khal.take_in(exported())
    after = khal.shows()
    assert len(list(khal.folder.iterdir())) == files
    assert ("2026-03-30", "09:00", "16:00", "Trial day 1 of 3: Mail (Manila)") in after
    assert not any(TRIAGE in title for *_, title in after)
    assert len([one for one in after if "Trial day" in one[3]]) == len([one for one in before if "Trial day" in one[3]])


def test_what_a_contractor_is_sent_is_right_on_their_clock_after_mine_has_changed(
    home: Path, exported: Callable[..., Path]
) -> None:
    khal = Khal(home, "Asia/Manila")
    khal.take_in(exported("--brief", "H01"))
    title = f"Check-in: {TRIAGE}"
    assert khal.shows() == {
        ("2026-03-16", "", "", f"Hand-off begins: {TRIAGE}"),
        *((day, "16:15", "16:30", title) for day in ("2026-03-19", "2026-03-23", "2026-03-26")),
        *((day, "15:15", "15:30", title) for day in (
            "2026-03-30", "2026-04-06", "2026-04-09", "2026-04-13", "2026-04-16",
        )),
    }  # fmt: skip


def test_both_show_a_contractor_the_same_where_our_clocks_change_together(
    home: Path, exported: Callable[..., Path]
) -> None:
    path = exported("--brief", "H02")
    khal, calcurse = Khal(home, "Europe/Lisbon"), Calcurse(home, "Europe/Lisbon")
    khal.take_in(path)
    calcurse.take_in(path)
    expected = {
        ("2026-03-19", "09:15", "09:50", "Check-in: Bookkeeping"),
        ("2026-04-02", "09:15", "09:50", "Check-in: Bookkeeping"),
        ("2026-04-10", "", "", "Hand-off ends: Bookkeeping"),
        ("2026-04-15", "", "", "Deadline: Bookkeeping"),
    }
    assert khal.shows() == calcurse.shows() == expected


def test_both_show_the_days_of_a_trial_on_the_clock_of_whoever_is_invited(
    home: Path, exported: Callable[..., Path]
) -> None:
    path = exported("--brief", "R01")
    khal, calcurse = Khal(home, "Asia/Manila"), Calcurse(home, "Asia/Manila")
    khal.take_in(path)
    calcurse.take_in(path)
    expected = {
        ("2026-03-26", "16:00", "22:00", f"Trial day 1 of 3: {TRIAGE}"),
        ("2026-03-27", "16:00", "22:00", f"Trial day 2 of 3: {TRIAGE}"),
        ("2026-03-30", "15:00", "22:00", f"Trial day 3 of 3: {TRIAGE}"),
    }
    assert khal.shows() == calcurse.shows() == expected
