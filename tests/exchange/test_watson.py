"""Watson: what the real program writes (fixtures/make_watson.sh), in all three forms."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from outsource_tui.exchange.recognised import kind_of
from outsource_tui.exchange.timelogs.entry import By, Entry, Reading, TimeLog
from outsource_tui.exchange.timelogs.preview import change_of, preview_of
from outsource_tui.exchange.timelogs.registry import source_named, time_log_of
from outsource_tui.model.applying import applied
from outsource_tui.model.plan import empty_plan
from outsource_tui.model.problems import BadInput

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
FIXTURES = Path(__file__).parent / "fixtures"
FORMS = ("watson.json", "watson.csv", "watson-frames.json")
FRAME: dict[str, Any] = {
    "id": "aa",
    "project": "Web",
    "start": "2026-11-02T09:00:00+01:00",
    "stop": "2026-11-02T10:00:00+01:00",
    "tags": [],
}


def read(text: str) -> TimeLog:
    return time_log_of(text, source_named("watson"), Reading(BERLIN), "log")


def fixture(name: str) -> TimeLog:
    return read((FIXTURES / name).read_bytes().decode("utf-8-sig"))


def hours_by(log: TimeLog, by: By) -> dict[str, float]:
    return {one.group: one.hours for one in preview_of(log, empty_plan(at=AT), by=by, zone=BERLIN).lines}


@pytest.mark.parametrize("name", FORMS)
def test_each_form_is_known_by_its_content(name: str) -> None:
    assert kind_of((FIXTURES / name).read_bytes().decode("utf-8-sig")) == "watson"


@pytest.mark.parametrize("name", FORMS)
def test_each_form_has_the_same_entries(name: str) -> None:
    log = fixture(name)
    assert len(log.entries) == 12
    assert log.entries[0] == Entry(
        start=datetime(2026, 10, 20, 7, tzinfo=UTC),
        end=datetime(2026, 10, 20, 10, 30, tzinfo=UTC),
        seconds=12_600,
        project="Client design",
        tags=("concept", "Studio Nord"),
    )
    assert (log.entries[3].project, log.entries[3].seconds) == ("Retouching", 5 * 3600)
    assert log.entries[10].seconds == 80 * 60 + 5
    assert [one.start for one in log.entries] == [one.start for one in fixture("watson.json").entries]
    assert hours_by(log, "project") == {
        "Client design": 10.92,
        "Retouching": 5.0,
        "Bookkeeping": 3.5,
        "Social posts": 3.5,
        "Inbox": 2.42,
        "Büro & Ablage": 1.75,
    }
    assert hours_by(log, "tag") == hours_by(fixture("watson.json"), "tag")
    assert hours_by(log, "tag")["Beleg, Quittung"] == 1.75


@pytest.mark.parametrize("name", ["watson.json", "watson.csv"])
def test_what_is_still_running_is_left_out_and_said(name: str) -> None:
    (said,) = fixture(name).skipped
    assert said.startswith("entry 13 is" if name.endswith("json") else "row 14 is")
    assert " is still running, since 2026-" in said


def test_the_end_of_a_frame_that_runs_is_no_end_of_it() -> None:
    log = read(json.dumps([FRAME, {**FRAME, "id": "current", "stop": "2026-11-02T08:00:00+01:00"}]))
    assert len(log.entries) == 1
    assert log.skipped == ("entry 2 is still running, since 2026-11-02 09:00",)


def test_one_form_after_the_other_doubles_nothing() -> None:
    plan = empty_plan(at=AT)
    log = fixture(FORMS[0])
    plan = applied(plan, change_of(preview_of(log, plan, by="project", zone=BERLIN), plan), at=AT, session="s").plan
    for name in FORMS:
        again = preview_of(fixture(name), plan, by="project", zone=BERLIN)
        assert again.known == 12
        assert change_of(again, plan).edits == ()


def test_frames_of_older_versions_have_no_tags_and_some_no_end() -> None:
    log = read('[[1793606400, 1793610000, "Web", "aa"], [1793606400, null, "Web", "bb", [], 1793606400]]')
    assert (log.entries[0].seconds, log.entries[0].tags) == (3600, ())
    assert log.skipped == ("entry 2 is still running, since 2026-11-02 09:00",)


def test_a_frame_without_length_is_left_out_and_said() -> None:
    assert read(json.dumps([FRAME, {**FRAME, "stop": FRAME["start"]}])).skipped == ("entry 2 has no length",)


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        ({**FRAME, "stop": "2026-11-02T08:00:00+01:00"}, "entry 2: it ends before it starts"),
        ({**FRAME, "start": "2026-11-02T08:00:00"}, "entry 2: start: '2026-11-02T08:00:00' is not a time such as"),
        ({**FRAME, "start": 5}, "entry 2: start: 5 is not a time"),
        ({**FRAME, "stop": "0001-01-01T00:00:00+05:00"}, "entry 2: stop: '0001-01-01T00:00:00+05:00' is not a time"),
        ({**FRAME, "stop": "9999-01-01T00:00:00+05:00"}, "entry 2: it is not in the years 1971 to 2199"),
        ({**FRAME, "project": None}, "entry 2: project: a text is needed"),
        ({**FRAME, "tags": "a"}, "entry 2: tags: a list of texts is needed"),
        ([1793606400, 1793610000, "Web"], "entry 2: this is no frame of Watson"),
        ([1793606400, "x", "Web", "aa", []], "entry 2: stop: 'x' is not seconds since 1970"),
        ([1e300, 1, "Web", "aa", []], "entry 2: start: 1e+300 is not seconds since 1970"),
        ([0, 10, "Web", "aa", []], "entry 2: it is not in the years 1971 to 2199"),
        ("frame", "entry 2: this is no frame of Watson"),
    ],
)
def test_a_bad_frame_is_refused_by_its_place(frame: object, said: str) -> None:
    with pytest.raises(BadInput) as caught:
        read(json.dumps([FRAME, frame]))
    assert f"log, {said}" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id,start,project\n1,2,3\n", "this is no Watson log; columns found: id, start, project; Watson: `watson log"),
        ('[{"start":"20261102T080000Z"}]', "log: this is no Watson log; Watson: `watson log --json`"),
        (json.dumps([FRAME])[:-20], "log: the JSON is cut off"),
        (json.dumps([FRAME] * 10_001), "log: more than 10,000 entries"),
        ("id,start,stop,project,tags\na,2026-11-02 9h,2026-11-02 10:00:00,Web,\n", "log, row 2, column start: '2026"),
    ],
    ids=["columns", "json", "cut", "many", "cell"],
)
def test_what_is_no_log_of_it_is_said(text: str, said: str) -> None:
    with pytest.raises(BadInput) as caught:
        read(text)
    assert said in str(caught.value)
