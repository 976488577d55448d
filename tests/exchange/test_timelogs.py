"""Time logs: read, grouped, shown, and made into tasks without ever counting an hour twice."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outsource_tui.exchange.timelogs.entry import By, Entry, Reading, TimeLog
from outsource_tui.exchange.timelogs.grouping import fingerprint, grouped, monday_of, week_of, weeks_spanned
from outsource_tui.exchange.timelogs.preview import NEW, SKIP, change_of, preview_of, remapped
from outsource_tui.exchange.timelogs.registry import SOURCES, fitting_source, source_named, time_log_of
from outsource_tui.model.applying import applied
from outsource_tui.model.change import Change, DropRow, SetFields, Undo
from outsource_tui.model.plan import Plan, empty_plan
from outsource_tui.model.problems import BadInput, NotThere

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
FIXTURE = Path(__file__).parent / "fixtures" / "timewarrior.json"


def read(text: str) -> TimeLog:
    return time_log_of(text, source_named("timewarrior"), Reading(BERLIN), "log.json")


def fixture_log() -> TimeLog:
    return read(FIXTURE.read_bytes().decode("utf-8-sig"))


def line(start: str, minutes: int, *tags: str) -> dict[str, object]:
    """One entry as Timewarrior writes it, from a local time in Berlin."""
    begin = datetime.fromisoformat(start).replace(tzinfo=BERLIN).astimezone(UTC)
    end = begin + timedelta(minutes=minutes)
    return {"start": f"{begin:%Y%m%dT%H%M%SZ}", "end": f"{end:%Y%m%dT%H%M%SZ}", "tags": list(tags)}


def log_of(*lines: dict[str, object]) -> TimeLog:
    return read(json.dumps(lines))


def imported(plan: Plan, log: TimeLog, **mapping: str) -> Plan:
    preview = preview_of(log, plan, by="tag", zone=BERLIN, file_name="log.json")
    change = change_of(remapped(preview, plan, mapping), plan)
    return applied(plan, change, at=AT, session="s").plan if change.edits else plan


def hours(plan: Plan) -> dict[str, float | None]:
    return {task.name: task.hours for task in plan.tasks.values()}


def test_a_real_export_of_timewarrior() -> None:
    log = fixture_log()
    assert len(log.entries) == 77
    assert log.skipped == ("entry 78 is still running, since 2026-11-22 22:00",)
    assert log.entries[0] == Entry(
        start=datetime(2026, 10, 26, 7, 30, tzinfo=UTC),
        end=datetime(2026, 10, 26, 8, 0, tzinfo=UTC),
        seconds=1800,
        tags=("Inbox",),
    )
    assert [one.description for one in log.entries if one.description] == ["receipts of October, two are missing"]


def test_its_preview_and_its_tasks() -> None:
    plan = empty_plan(at=AT, timezone="Europe/Berlin")
    preview = preview_of(fixture_log(), plan, by="tag", zone=BERLIN, file_name="timewarrior.json", sha1="ab")
    assert (preview.weeks, preview.all_weeks, preview.known, preview.hours) == (4, 4, 0, 130.5)
    assert [(one.group, one.hours, one.new_hours_week) for one in preview.lines] == [
        ("Client design", 68.5, 17.13),
        ("Bookkeeping", 13.75, 3.44),
        ("Inbox", 13.0, 3.25),
        ("Front-end build", 11.0, 2.75),
        ("Social posts", 8.75, 2.19),
        ("Retouching", 5.25, 1.31),
        ("Client calls, Studio Nord", 5.0, 1.25),
        ("Invoicing", 4.25, 1.06),
        ("(none)", 1.0, 0.25),
    ]
    assert {one.task_id for one in preview.lines} == {NEW}
    assert {one.old_hours_week for one in preview.lines} == {None}
    change = change_of(remapped(preview, plan, {"(none)": SKIP}), plan)
    assert change.words == "Imported a time log (timewarrior): 8 new tasks"
    outcome = applied(plan, change, at=AT, session="s")
    task = outcome.plan.tasks["T02"]
    assert (task.name, task.hours, task.per, task.hours_source) == ("Bookkeeping", 3.44, "week", "import")
    (row,) = outcome.plan.imports.values()
    assert (row.source, row.file_name, row.sha1, row.rows, row.hours) == (
        "timewarrior", "timewarrior.json", "ab", 77, 129.5,
    )  # fmt: skip
    assert (row.first, row.last) == (date(2026, 10, 26), date(2026, 11, 22))
    assert row.mapping["Bookkeeping"] == "T02"
    assert len(row.fingerprints) == 76
    assert row.seconds["2026-W44"]["Bookkeeping"] == 3 * 3600
    back = applied(outcome.plan, Undo(outcome.entry.id), at=AT, session="s").plan
    assert (back.tasks, back.imports) == ({}, {})


def test_importing_it_again_changes_nothing() -> None:
    plan = imported(empty_plan(at=AT), fixture_log())
    preview = preview_of(fixture_log(), plan, by="tag", zone=BERLIN)
    assert preview.known == 77
    assert change_of(preview, plan).edits == ()


def test_an_existing_task_keeps_everything_but_its_hours() -> None:
    plan = imported(empty_plan(at=AT), log_of(line("2026-11-02T09:00", 60, " BOOKKEEPING")))
    assert hours(plan) == {"BOOKKEEPING": 1.0}
    log = log_of(line("2026-11-03T09:00", 60, "bookkeeping"), line("2026-11-03T11:00", 30, "Inbox"))
    preview = preview_of(log, plan, by="tag", zone=BERLIN)
    assert [(one.group, one.task_id, one.old_hours_week, one.new_hours_week) for one in preview.lines] == [
        ("bookkeeping", "T01", 1.0, 2.0),
        ("Inbox", NEW, None, 0.5),
    ]
    plan = imported(plan, log)
    assert hours(plan) == {"BOOKKEEPING": 2.0, "Inbox": 0.5}


def test_a_later_overlapping_log_changes_the_figure_and_never_doubles_it() -> None:
    october = [line("2026-10-26T09:00", 120, "Inbox"), line("2026-11-02T09:00", 60, "Inbox")]
    november = [*october[1:], line("2026-11-04T09:00", 60, "Inbox"), line("2026-11-09T09:00", 240, "Inbox")]
    plan = imported(empty_plan(at=AT), log_of(*october))
    assert hours(plan) == {"Inbox": 1.5}
    plan = imported(plan, log_of(*november))
    assert hours(plan) == {"Inbox": 2.67}
    assert hours(imported(plan, log_of(*october))) == {"Inbox": 2.67}
    assert hours(imported(plan, log_of(*october, *november[1:]))) == {"Inbox": 2.67}


def test_a_log_that_begins_inside_a_week_keeps_the_days_before() -> None:
    plan = imported(empty_plan(at=AT), log_of(line("2026-11-02T09:00", 60, "Inbox")))
    plan = imported(plan, log_of(line("2026-11-05T09:00", 120, "Inbox")))
    assert hours(plan) == {"Inbox": 3.0}


def test_an_entry_that_was_made_longer_meanwhile_is_not_counted_beside_the_old_one() -> None:
    first = log_of(line("2026-11-02T09:00", 60, "Inbox"), line("2026-11-03T09:00", 60, "Inbox"))
    plan = imported(empty_plan(at=AT), first)
    later = log_of(line("2026-11-02T09:00", 60, "Inbox"), line("2026-11-03T09:00", 90, "Inbox"))
    preview = preview_of(later, plan, by="tag", zone=BERLIN)
    outcome = applied(plan, change_of(preview, plan), at=AT, session="s")
    assert hours(outcome.plan) == {"Inbox": 2.5}
    assert outcome.plan.imports["I01"].seconds == {"2026-W45": {}}
    back = applied(outcome.plan, Undo(outcome.entry.id), at=AT, session="s").plan
    assert list(back.imports) == ["I01"]
    assert back.imports["I01"].seconds == {"2026-W45": {"Inbox": 7200}}


def test_an_entry_with_another_tag_meanwhile_moves() -> None:
    plan = imported(
        empty_plan(at=AT),
        log_of(line("2026-11-02T09:00", 60, "Inbox"), line("2026-11-03T09:00", 60, "Inbox")),
    )
    plan = imported(plan, log_of(line("2026-11-02T09:00", 60, "Inbox"), line("2026-11-03T09:00", 60, "Posts")))
    assert hours(plan) == {"Inbox": 1.0, "Posts": 1.0}


def test_a_task_that_is_only_in_earlier_logs_follows_as_weeks_pass() -> None:
    plan = imported(empty_plan(at=AT), log_of(line("2026-11-02T09:00", 60, "Newsletter")))
    log = log_of(line("2026-11-09T09:00", 60, "Inbox"))
    preview = preview_of(log, plan, by="tag", zone=BERLIN)
    assert [(one.group, one.old_hours_week, one.new_hours_week) for one in preview.others] == [("Newsletter", 1.0, 0.5)]
    assert hours(imported(plan, log)) == {"Newsletter": 0.5, "Inbox": 0.5}


def test_hours_typed_later_stay_where_the_log_says_nothing_of_the_task() -> None:
    plan = imported(empty_plan(at=AT), log_of(line("2026-11-02T09:00", 60, "Newsletter")))
    by_hand = Change("x", change_of_hours("T01", 5.0))
    plan = applied(plan, by_hand, at=AT, session="s").plan
    assert hours(imported(plan, log_of(line("2026-11-09T09:00", 60, "Inbox")))) == {"Newsletter": 5.0, "Inbox": 0.5}


def change_of_hours(task_id: str, value: float) -> tuple[SetFields, ...]:
    return (SetFields("tasks", task_id, {"hours": value, "hours_source": "guess"}),)


def test_groups_go_where_they_went_before_even_when_the_task_is_renamed() -> None:
    plan = imported(empty_plan(at=AT), log_of(line("2026-11-02T09:00", 60, "Inbox")))
    renamed = Change("x", (SetFields("tasks", "T01", {"name": "Inbox triage"}),))
    plan = applied(plan, renamed, at=AT, session="s").plan
    plan = imported(plan, log_of(line("2026-11-03T09:00", 60, "Inbox")))
    assert hours(plan) == {"Inbox triage": 2.0}


def test_two_groups_into_one_task_and_one_left_out() -> None:
    plan = imported(empty_plan(at=AT), log_of(line("2026-11-02T09:00", 60, "Mail")))
    log = log_of(*(line(f"2026-11-0{day}T09:00", 60, name) for day, name in ((3, "Mail"), (4, "Post"), (5, "Lunch"))))
    plan = imported(plan, log, Post="T01", Lunch=SKIP)
    assert hours(plan) == {"Mail": 3.0}
    again = preview_of(log, plan, by="tag", zone=BERLIN)
    assert {one.group: one.task_id for one in again.lines} == {"Mail": "T01", "Post": "T01", "Lunch": NEW}


def test_a_deleted_task_comes_back_with_its_hours_and_is_remembered() -> None:
    log = log_of(line("2026-11-02T09:00", 60, "Mail"))
    plan = imported(empty_plan(at=AT), log)
    plan = applied(plan, Change("x", (DropRow("tasks", "T01"),)), at=AT, session="s").plan
    plan = imported(plan, log)
    assert hours(plan) == {"Mail": 1.0}
    assert change_of(preview_of(log, plan, by="tag", zone=BERLIN), plan).edits == ()


def test_two_alike_in_one_log_are_two() -> None:
    twice = log_of(line("2026-11-02T09:00", 60, "Mail"), line("2026-11-02T09:00", 60, "Mail"))
    plan = imported(empty_plan(at=AT), twice)
    assert hours(plan) == {"Mail": 2.0}
    assert hours(imported(plan, twice)) == {"Mail": 2.0}


def test_more_hours_than_a_week_can_have_are_refused_by_name() -> None:
    log = log_of(*(line("2026-11-02T09:00", 60 * 24, "Mail") for _ in range(4)))
    with pytest.raises(BadInput, match="Mail: 96 hours a week are more than 80"):
        imported(empty_plan(at=AT), log)


def test_a_mapping_to_nothing_is_refused() -> None:
    log = log_of(line("2026-11-02T09:00", 60, "Mail"))
    plan = empty_plan(at=AT)
    with pytest.raises(NotThere, match="Mail: there is no task T09"):
        imported(plan, log, Mail="T09")
    with pytest.raises(BadInput, match="no group 'Post'"):
        imported(plan, log, Post=NEW)


def test_weeks_are_those_of_the_user() -> None:
    # Sunday 23:30 UTC is Monday in Berlin, and still Sunday in New York.
    late = Entry(start=datetime(2026, 11, 8, 23, 30, tzinfo=UTC), end=AT, seconds=60, tags=("a",))
    log = TimeLog("timewarrior", (late,))
    assert grouped(log, "tag", BERLIN).counted[0].week == "2026-W46"
    assert grouped(log, "tag", ZoneInfo("America/New_York")).counted[0].week == "2026-W45"
    assert grouped(log, "tag", BERLIN).first == date(2026, 11, 9)


def test_weeks_spanned_count_both_ends_and_no_gap_between_imports() -> None:
    assert weeks_spanned([(date(2026, 12, 28), date(2027, 1, 4))]) == {"2026-W53", "2027-W01"}
    apart = [(date(2026, 1, 5), date(2026, 1, 11)), (date(2026, 2, 1), date(2026, 2, 1))]
    assert weeks_spanned(apart) == {"2026-W02", "2026-W05"}
    assert monday_of(week_of(date(2027, 1, 2))) == date(2026, 12, 28)


def test_groups_by_every_part_of_an_entry() -> None:
    entry = Entry(
        start=AT, end=AT, seconds=60, project="P", task="T", tags=("b", "a", "b"), description=" D\x00 ", client=""
    )
    log = TimeLog("toggl", (entry,))
    found = {by: list(grouped(log, by, BERLIN).groups) for by in ("project", "task", "tag", "description", "client")}
    assert found == {"project": ["P"], "task": ["T"], "tag": ["a, b"], "description": ["D"], "client": ["(none)"]}


def test_a_fingerprint_is_of_everything_that_counts() -> None:
    entry = Entry(start=AT, end=AT + timedelta(hours=1), seconds=3600)
    # sha1 of "timewarrior|2026-11-23T12:00:00Z|2026-11-23T13:00:00Z|Inbox|3600"
    known = fingerprint("timewarrior", entry, "Inbox")
    assert known == "cd404f0c86808abcab5844ce0d7bea832c6e0730"
    elsewhere = Entry(start=AT.astimezone(BERLIN), end=entry.end, seconds=3600)
    assert fingerprint("timewarrior", elsewhere, "Inbox") == known
    assert fingerprint("toggl", entry, "Inbox") != known


ENTRIES = st.lists(
    st.tuples(st.integers(0, 27), st.integers(0, 3), st.sampled_from(["Mail", "Posts", "Calls"])),
    min_size=1,
    max_size=30,
    unique_by=lambda one: (one[0], one[1]),
)


@settings(max_examples=60, deadline=None)
@given(ENTRIES, st.integers(0, 27), st.integers(0, 27))
def test_in_whatever_pieces_a_log_is_imported_the_hours_are_the_same(
    found: list[tuple[int, int, str]], first: int, last: int
) -> None:
    def part(begin: int, end: int) -> list[dict[str, object]]:
        return [
            line((datetime(2026, 10, 26, 9 + 2 * slot) + timedelta(days=day)).isoformat(), 60, name)  # noqa: DTZ001
            for day, slot, name in found
            if begin <= day <= end
        ]

    plan = empty_plan(at=AT)
    for piece in (part(first, last), part(0, max(first, 13)), part(min(last, 9), 27), part(0, 27), part(first, last)):
        if piece:
            plan = imported(plan, log_of(*piece))
    whole = imported(empty_plan(at=AT), log_of(*part(0, 27)))
    assert hours(plan) == hours(whole)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "there are no entries in it"),
        ("[\n]\n", "there are no entries in it"),
        ("name,hours\nInbox,3\n", "this is no Timewarrior log; Timewarrior: what `timew export` writes"),
        ('[{"id": "a", "start": "2026-11-02T09:00:00+01:00"}]', "this is no Timewarrior log"),
        ('[{"start":"20261102T080000Z","end":"20261102T0', "the JSON is cut off"),
        ('[{"start":"20261102T080000Z"}, 3]', "entry 2: an entry must be an object"),
        ('[{"start":"20261102T080000Z","end":"20261102T070000Z"}]', "entry 1: it ends before it starts"),
        ('[{"start":"20261102T080000Z","end":"20261302T070000Z"}]', "entry 1: end: '20261302T070000Z' is not a time"),
        ('[{"start":"20261102T080000Z","end":null}]', "entry 1: end: None is not a time"),
        ('[{"start":"20261102T080000Z","end":"20261102T090000Z","tags":"a"}]', "entry 1: tags: a list"),
        ('[{"start":"20261102T080000Z","end":"20261102T090000Z","annotation":3}]', "entry 1: annotation: a text"),
        ('[{"start":"99991102T080000Z"}]', "entry 1: it is not in the years 1971 to 2199"),
        ('[{"start":"20261102T080000Z"}]', "no entries in it that are over; entry 1 is still running"),
        ("[" + ",".join(['{"start":"20261102T080000Z"}'] * 10_001) + "]", "more than 10,000 entries"),
    ],
)
def test_a_log_that_does_not_fit_is_refused_in_one_line(text: str, said: str) -> None:
    with pytest.raises(BadInput) as caught:
        read(text)
    shown = str(caught.value)
    assert said in shown
    assert shown.startswith("log.json")
    assert "\n" not in shown
    assert len(shown) <= 300


def test_older_versions_have_no_id_and_no_annotation_and_some_entries_no_length() -> None:
    stamp = '"start":"20261102T080000Z","end":"20261102T080000Z"'
    log = read('[{"start":"20261102T080000Z","end":"20261102T090000Z"},{' + stamp + "}]")
    assert (log.entries[0].tags, log.entries[0].description) == ((), "")
    assert log.skipped == ("entry 2 has no length",)


def test_a_log_is_known_by_its_content() -> None:
    source = fitting_source(FIXTURE.read_bytes().decode("utf-8-sig"))
    assert source is not None
    assert (source.name, source.by) == ("timewarrior", "tag")
    assert fitting_source("name,hours\n") is None
    assert len({one.name for one in SOURCES}) == len(SOURCES)
    with pytest.raises(BadInput, match=r"known: .*timewarrior"):
        source_named("abacus")


def test_a_log_grouped_by_something_else_is_said_to_count_twice() -> None:
    log = log_of(line("2026-01-05T09:00", 60, "web", "acme"), line("2026-01-06T09:00", 60, "books"))
    plan = imported(empty_plan(at=AT), log)

    def otherwise(log: TimeLog, by: By) -> tuple[str, ...]:
        return preview_of(log, plan, by=by, zone=BERLIN).otherwise

    assert otherwise(log, "description") == ("acme, web", "books")
    assert otherwise(log, "tag") == ()
    later = log_of({**line("2026-01-13T09:00", 60), "annotation": "later"})
    assert otherwise(later, "description") == ()
    longer = log_of(line("2026-01-05T09:00", 60, "books"), line("2026-01-06T09:00", 60, "new"))
    assert otherwise(longer, "tag") == ()


def test_a_group_that_both_ways_of_grouping_have_does_not_hide_that_others_count_twice() -> None:
    log = log_of(line("2026-01-05T09:00", 60, "web"), line("2026-01-06T09:00", 60))
    plan = imported(empty_plan(at=AT), log)
    again = preview_of(log, plan, by="project", zone=BERLIN)
    assert (again.known, again.otherwise) == (1, ("web",))
    assert remapped(again, plan, {"(none)": SKIP}).otherwise == ("web",)


def test_other_entries_of_the_same_weeks_are_not_said_to_count_twice() -> None:
    plan = imported(empty_plan(at=AT), log_of(line("2026-01-05T09:00", 60, "web")))
    others = log_of(line("2026-01-05T10:00", 60, "books"))
    assert preview_of(others, plan, by="tag", zone=BERLIN).otherwise == ()


def test_what_was_counted_into_a_task_that_is_gone_counts_once() -> None:
    log = log_of(line("2026-01-05T09:00", 60, "web"))
    plan = imported(empty_plan(at=AT), log)
    gone = applied(plan, Change("gone", (SetFields("tasks", "T01", {"archived_at": "2026-01-06T09:00:00Z"}),)), at=AT,
                   session="s").plan  # fmt: skip
    assert preview_of(log, plan, by="description", zone=BERLIN).otherwise == ("web",)
    assert preview_of(log, gone, by="description", zone=BERLIN).otherwise == ()
