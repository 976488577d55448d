"""Which file is what: by its content, never by its name."""

import argparse
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsource_tui.cli.parser import parser
from outsource_tui.exchange.recognised import KINDS, kind_of
from outsource_tui.exchange.timelogs import clockify, harvest, solidtime, toggl, watson
from outsource_tui.exchange.timelogs.entry import DateOrder, Reading, Source
from outsource_tui.exchange.timelogs.preview import preview_of
from outsource_tui.exchange.timelogs.registry import SOURCES, source_named, time_log_of
from outsource_tui.exchange.timelogs.sheet import Columns
from outsource_tui.model.plan import empty_plan
from outsource_tui.model.problems import BadInput

AT = datetime(2026, 1, 31, 12, tzinfo=UTC)
ALL_COLUMNS = [one.COLUMNS for one in (toggl, clockify, harvest, solidtime, watson)]
ORDERS: list[DateOrder | None] = [None, "dmy", "mdy"]
FIXTURES = Path(__file__).parent / "fixtures"
LOGS = sorted(one.name for one in FIXTURES.iterdir() if one.suffix in {".csv", ".json"})


def test_the_command_line_takes_exactly_the_kinds_that_can_be_read() -> None:
    commands = next(one for one in parser()._actions if isinstance(one, argparse._SubParsersAction))
    source = next(one for one in commands.choices["import"]._actions if "--from" in one.option_strings)
    assert source.choices == KINDS


@pytest.mark.parametrize("name", LOGS)
def test_a_log_fits_the_tracker_that_wrote_it_first(name: str) -> None:
    assert kind_of((FIXTURES / name).read_bytes().decode("utf-8-sig")) == name.replace("-", ".").split(".")[0]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("name,hours\nInbox,3\n", "csv"),
        ("Name;Date;Hours;Project\nInbox;2026-01-05;3;Web\n", "csv"),
        ('{"tasks": []}', "json"),
        ("Project,Start Date,Start Time,End Date,End Time,Group\n", "clockify"),
        ("Project,Start Date,Start Time,End Date,End Time\n", "toggl"),
    ],
)
def test_other_kinds(text: str, kind: str) -> None:
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "x: there is nothing in it"),
        ("[]", "x: there is nothing in it"),
        ("[1, 2]", "x: no known time log looks like this; Timewarrior: what `timew export` writes; Watson: `watson"),
        (
            "Datum,Projekt,Stunden\n1,2,3\n",
            "x: columns found: Datum, Projekt, Stunden; a time log needs Start or Date, End or Hours, and Project or "
            "Task; a list of tasks needs name",
        ),
        ('"', "x: no columns were found; a time log needs"),
    ],
)
def test_what_fits_nothing_says_what_was_found_and_what_is_needed(text: str, said: str) -> None:
    with pytest.raises(BadInput) as caught:
        kind_of(text, "x")
    assert said in str(caught.value)


def test_what_each_needs_is_said_in_full() -> None:
    # A fix is cut in its middle at 100 characters.
    assert [one.name for one in SOURCES if len(f"{one.label}: {one.needs}") > 100] == []
    assert len("; ".join(f"{one.label}: {one.needs}" for one in SOURCES if "json" in one.forms)) <= 100


CELLS = st.sampled_from(
    [
        "2026-01-05", "05/06/2026", "13/06/2026", "06/13/2026", "01.02.2026", "0000-00-00", "9999-12-31",
        "2026-01-05 09:00", "2026-01-05T09:00:00Z", "09:00", "9:00 PM", "25:61", "1,5", "1.5", "1:30", "1e309", "-1",
        "99999999999999999999", "nan", "\u0663", "\x00", "'", '"', "[", "{", "\ufeff", "Web", "(Without client)",
        "current", "\u202e", "", "", "", "",
    ]
)  # fmt: skip


def headers(columns: Columns) -> st.SearchStrategy[list[str]]:
    """Some of the columns that a tracker may write, in any order."""
    names = [name for known in columns.values() for name in known]
    return st.lists(st.sampled_from(names), unique=True, min_size=3, max_size=8)


@given(
    st.sampled_from(ALL_COLUMNS).flatmap(headers),
    st.lists(st.lists(CELLS, min_size=3, max_size=8), max_size=3),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(ORDERS),
)
def test_whatever_a_file_holds_it_is_read_or_refused_in_words(
    names: list[str], rows: list[list[str]], separator: str, dates: DateOrder | None
) -> None:
    text = "\n".join(separator.join(one).replace("_", " ") for one in [names, *rows])
    with suppress(BadInput):
        log = time_log_of(text, source_named(kind_of(text)), Reading(ZoneInfo("Europe/Berlin"), dates), "x")
        assert len(log.entries) + len(log.skipped) <= len(rows)
        assert all(one.seconds > 0 and one.start <= one.end for one in log.entries)
        assert preview_of(log, empty_plan(at=AT), by="tag", zone=ZoneInfo("Europe/Berlin")).weeks > 0


@given(st.text(max_size=60), st.sampled_from(SOURCES))
def test_any_text_is_refused_in_words(text: str, source: Source) -> None:
    with pytest.raises(BadInput):
        time_log_of(text, source, Reading(ZoneInfo("Europe/Berlin")), "x")


def test_a_file_of_timewarriors_own_says_how_to_get_one_that_can_be_read() -> None:
    own = 'inc 20261102T080000Z - 20261102T110000Z # acme "client design"\n'
    with pytest.raises(BadInput, match=r"Timewarrior's own; `timew export > log.json` writes one to read"):
        kind_of(own, "2026-11.data")
