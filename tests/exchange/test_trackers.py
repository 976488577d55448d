"""Toggl, Clockify, Harvest and solidtime: each of their headers read right, and what does not fit refused by place."""

import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from outsource_tui.exchange.recognised import kind_of
from outsource_tui.exchange.timelogs.entry import AmbiguousDates, By, DateOrder, Entry, Reading, TimeLog
from outsource_tui.exchange.timelogs.preview import change_of, preview_of
from outsource_tui.exchange.timelogs.registry import source_named, time_log_of
from outsource_tui.model.applying import applied
from outsource_tui.model.plan import empty_plan
from outsource_tui.model.problems import BadInput

AT = datetime(2026, 1, 31, 12, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
FIXTURES = Path(__file__).parent / "fixtures"


def read(text: str, name: str | None = None, dates: DateOrder | None = None, zone: ZoneInfo = BERLIN) -> TimeLog:
    return time_log_of(text, source_named(name or kind_of(text)), Reading(zone, dates), "log.csv")


def fixture(name: str) -> TimeLog:
    return read((FIXTURES / name).read_bytes().decode("utf-8-sig"))


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


def first(text: str, dates: DateOrder | None = None) -> Entry:
    return read(text, dates=dates).entries[0]


def hours_by(log: TimeLog, by: By) -> dict[str, float]:
    preview = preview_of(log, empty_plan(at=AT), by=by, zone=BERLIN)
    return {line.group: line.hours for line in preview.lines}


HERO = Entry(
    start=local("2026-01-05 09:00"),
    end=local("2026-01-05 11:30"),
    seconds=9000,
    project="Website",
    task="Design",
    tags=("design", "concept"),
    description="Hero, three variants",
    client="Studio Nord",
)


# the documented headers


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("toggl-classic.csv", "toggl"),
        ("toggl-newer.csv", "toggl"),
        ("clockify-detailed.csv", "clockify"),
        ("clockify-summary.csv", "clockify"),
        ("harvest.csv", "harvest"),
        ("solidtime-detailed.csv", "solidtime"),
        ("solidtime-import.csv", "solidtime"),
    ],
)
def test_each_is_known_by_its_content_and_says_the_same_hours(name: str, source: str) -> None:
    log = fixture(name)
    assert log.source == source
    assert len(log.entries) == 3
    assert sum(one.seconds for one in log.entries) in {18_030, 18_036}
    found = hours_by(log, "project")
    assert found["Website"] == 3.25
    assert found.get("Bookkeeping", found.get("(none)")) == 1.76


def test_toggl_classic() -> None:
    log = fixture("toggl-classic.csv")
    assert log.entries[0] == HERO
    late = log.entries[2]
    assert (late.start, late.end) == (local("2026-01-13 22:30"), local("2026-01-14 00:15:30"))
    assert (late.seconds, late.description, late.client, late.tags) == (6330, 'Receipts "December"', "", ("admin",))
    assert log.skipped == ("row 5 has no length",)


def test_toggl_newer_says_stop_for_end() -> None:
    entry = fixture("toggl-newer.csv").entries[0]
    assert (entry.start, entry.end, entry.seconds) == (HERO.start, HERO.end, 9000)
    assert (entry.project, entry.description, entry.tags) == ("Website", "Hero, three variants", ())


def test_clockify_detailed() -> None:
    log = fixture("clockify-detailed.csv")
    assert log.entries[0] == Entry(
        start=local("2026-01-15 09:00"),
        end=local("2026-01-15 11:30"),
        seconds=9000,
        project="Website",
        task="Design",
        tags=("design", "concept"),
        description="Hero, three variants",
        client="Studio Nord",
    )
    noon, night = log.entries[1:]
    assert (noon.start, noon.end) == (local("2026-01-16 12:15"), local("2026-01-16 13:00"))
    assert (night.start, night.end) == (local("2026-01-20 22:30"), local("2026-01-21 00:15:36"))


def test_clockify_summary_by_date_counts_from_the_beginning_of_the_day() -> None:
    log = fixture("clockify-summary.csv")
    assert log.entries[0].start == local("2026-01-15 00:00")
    assert log.entries[0].end - log.entries[0].start == timedelta(hours=2.5)
    assert (log.entries[2].project, log.entries[2].client, log.entries[2].seconds) == ("", "", 6336)


def test_harvest_with_semicolons_and_decimal_commas() -> None:
    log = fixture("harvest.csv")
    assert [(one.seconds, one.task) for one in log.entries] == [(9000, "Design"), (2700, "Build"), (6336, "Admin")]
    assert [one.description for one in log.entries] == ["Hero, three variants", "Navigation; and footer", ""]
    assert [one.start for one in log.entries] == [local(f"2026-01-{day:02d} 00:00") for day in (5, 6, 13)]
    assert log.entries[0].client == "Studio Nord"


@pytest.mark.parametrize("name", ["solidtime-detailed.csv", "solidtime-import.csv"])
def test_solidtime_in_both_forms(name: str) -> None:
    log = fixture(name)
    assert log.entries[0] == HERO
    assert (log.entries[2].end, log.entries[2].seconds) == (local("2026-01-14 00:15:30"), 6330)
    running = ("row 5 is still running, since 2026-01-14 09:00",) if name == "solidtime-detailed.csv" else ()
    assert log.skipped == running


# their variants

TOGGL = "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time"
SPAN = "2026-01-05,09:00:00,2026-01-05,11:30:00"


@pytest.mark.parametrize("amount", ["Amount ()", "Amount (USD)", "Amount (EUR)", "Amount (R$)"])
@pytest.mark.parametrize("billable", ["Yes", "No", "いいえ", "はい", ""])
def test_toggl_whatever_the_currency_and_the_word_for_billable(amount: str, billable: str) -> None:
    text = f"\ufeff{TOGGL},Duration,Tags,{amount}\nちぃ,a@example.com,,生活,,睡眠,{billable},{SPAN},02:30:00,,\n"
    entry = first(text)
    assert (entry.project, entry.description, entry.seconds) == ("生活", "睡眠", 9000)


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (TOGGL + ",Tags", f"A,a@b.c,,Web,,,No,{SPAN},"),
        ("Description,Tags,Start date,Start time,Stop date,Stop time", f"x,y,{SPAN}"),
        ("START DATE,start time,Project,End Date,end TIME", "2026-01-05,09:00:00,Web,2026-01-05,11:30:00"),
        ("Start date,Duration,Tags", "2026-01-05,2:30:00,y"),
        ("Project,Start date,Start time,End time", "Web,2026-01-05,09:00:00,11:30:00"),
        ("Project,Start date,Start time,Stop date,Stop time,Duration", "Web,2026-01-05,09:00,,,2:30:00"),
    ],
)
def test_toggl_with_the_columns_that_its_user_picked(header: str, row: str) -> None:
    log = read(f"{header}\n{row}\n")
    assert (log.source, log.entries[0].seconds, log.skipped) == ("toggl", 9000, ())


def test_an_end_without_a_date_is_on_the_day_after_where_it_must_be() -> None:
    entry = first("Project,Start date,Start time,End time\nWeb,2026-01-05,23:00:00,00:30:00\n")
    assert (entry.end, entry.seconds) == (local("2026-01-06 00:30"), 5400)


CLOCKIFY = "Project,Client,Description,Task,User,Group,Email,Tags,Billable,Start Date,Start Time,End Date,End Time"
WHO = "Web,Nord,Pages,Design,Ada,,a@b.c,,Yes"


@pytest.mark.parametrize(
    ("span", "start", "end"),
    [
        ("01/15/2026,09:00:00 AM,01/15/2026,11:30:00 AM", "2026-01-15 09:00", "2026-01-15 11:30"),
        ("01/15/2026,09:00 AM,01/15/2026,11:30:01 AM", "2026-01-15 09:00", "2026-01-15 11:30:01"),
        ("15/01/2026,09:00,15/01/2026,11:30", "2026-01-15 09:00", "2026-01-15 11:30"),
        ("15/01/2026,09:00:00,15/01/2026,11:30:00", "2026-01-15 09:00", "2026-01-15 11:30"),
        ("01/15/2026,12:05 AM,01/15/2026,12:10 PM", "2026-01-15 00:05", "2026-01-15 12:10"),
        ("15-01-2026,9:00 a.m.,15-01-2026,1:00 p.m.", "2026-01-15 09:00", "2026-01-15 13:00"),
        ("15.01.2026,09:00,15.01.2026,11:30", "2026-01-15 09:00", "2026-01-15 11:30"),
        ("2026-01-15,9:00\u202fAM,2026-01-15,11:30\u00a0AM", "2026-01-15 09:00", "2026-01-15 11:30"),
    ],
)
def test_clockify_dates_and_times_as_the_account_has_them(span: str, start: str, end: str) -> None:
    entry = first(f"{CLOCKIFY}\n{WHO},{span}\n")
    assert (entry.start, entry.end) == (local(start), local(end))
    assert entry.seconds == (local(end) - local(start)).total_seconds()


EXTRA = "Project,Client,Description,Activity,User,Group,Email,Tags,Type,Billable,Invoiced,Invoice ID"
LENGTH = "Start Date,Start Time,End Date,End Time,Duration (h),Duration (decimal)"
TIMES = "22/06/2026,10:00,22/06/2026,10:13"


@pytest.mark.parametrize(
    ("header", "row", "seconds"),
    [
        (f"{EXTRA},{LENGTH},Date of creation", f"Web,,,Design,A,,a@b,,,Yes,No,,{TIMES},0:13,0.22,22/06/2026", 792),
        (f"Project,Description,Task,User,Group,{LENGTH},Client", f"Web,,Design,A,,{TIMES},0:13,0.22", 792),
        (f"Project,Client,Task,{LENGTH}", f"Web,,Design,{TIMES},00:13:00,0.00", 780),
        (f"Project,Client,Task,{LENGTH}", f"Web,,Design,{TIMES},,", 780),
        (f"Project,Client,Task,{LENGTH},Tag", f'Web,,Design,{TIMES},"00:13:00","0,22",', 792),
    ],
)  # fmt: skip
def test_clockify_columns_and_which_hours_count(header: str, row: str, seconds: int) -> None:
    log = read(f"{header}\n{row}\n")
    entry = log.entries[0]
    assert (log.source, entry.project, entry.task, entry.seconds) == ("clockify", "Web", "Design", seconds)


HARVEST = "Date,Client,Project,Project Code,Task,Notes,Hours"


@pytest.mark.parametrize(
    ("header", "row", "seconds"),
    [
        (f"{HARVEST},Billable?,Invoiced?,First Name", "2024-03-04,,Web,,,\"\",\"20,0\",No,No,Ada", 72_000),
        (f"{HARVEST},Billable?,Invoiced?,Approved?", "2024-03-04,Big,Web,,Task 1,Hard,\"0,01\",Yes,No,No", 36),
        (f"{HARVEST},Hours Rounded", "26.01.2015,Big,Web,,Task 1,,7.25,8", 26_100),
        (f"{HARVEST},Currency", "2024-03-04,Big,Web,,,,1:30,Euro - EUR", 5400),
        (f"{HARVEST}", "2024-03-04,Big,Web,,,,\"1.234,5\"", 4_444_200),
        ("Hours;Notes;Date", "1;x;2024-03-04", 3600),
        ("Hours\tNotes\tDate", "1,5\tx\t2024-03-04", 5400),
    ],
)  # fmt: skip
def test_harvest_columns_and_numbers(header: str, row: str, seconds: int) -> None:
    log = read(f"{header}\n{row}\n")
    assert (log.source, log.entries[0].seconds) == ("harvest", seconds)


def test_entries_are_grouped_by_any_of_their_parts() -> None:
    log = fixture("toggl-classic.csv")
    assert hours_by(log, "project") == {"Website": 3.25, "Bookkeeping": 1.76}
    assert hours_by(log, "task") == {"Design": 2.5, "(none)": 1.76, "Build": 0.75}
    assert hours_by(log, "client") == {"Studio Nord": 3.25, "(none)": 1.76}
    assert hours_by(log, "tag") == {"concept, design": 2.5, "admin": 1.76, "(none)": 0.75}
    assert list(hours_by(log, "description")) == ["Hero, three variants", 'Receipts "December"', "Navigation"]


def test_hours_across_a_change_of_the_clocks_are_those_that_passed() -> None:
    text = "Project,Start date,Start time,End date,End time\nWeb,2026-{0},2026-{1}\n"
    assert first(text.format("03-29,01:30:00", "03-29,03:30:00")).seconds == 3600
    assert first(text.format("10-25,01:30:00", "10-25,03:30:00")).seconds == 3 * 3600
    assert first(text.format("10-25,02:50:00", "10-25,02:10:00")).seconds == 20 * 60
    stamps = "Start,End,Task\n2026-10-25 02:50:00,2026-10-25 02:10:00,x\n"
    assert first(stamps).seconds == 20 * 60


def test_a_day_without_midnight_is_still_that_day() -> None:
    log = read("Date,Hours,Project\n2026-09-06,2,Web\n", zone=ZoneInfo("America/Santiago"))
    preview = preview_of(log, empty_plan(at=AT), by="project", zone=ZoneInfo("America/Santiago"))
    assert preview.log.first == preview.log.last == date(2026, 9, 6)


# dates that say nothing alone

AMBIGUOUS = f"{CLOCKIFY}\n{WHO},03/04/2026,09:00,03/04/2026,10:00\n"


def test_dates_that_can_be_read_in_two_ways_are_asked_for() -> None:
    with pytest.raises(AmbiguousDates) as caught:
        read(AMBIGUOUS)
    assert str(caught.value) == (
        "log.csv: its dates, such as 03/04/2026, are day first or month first; say --dates dmy or --dates mdy"
    )
    assert first(AMBIGUOUS, "dmy").start == local("2026-04-03 09:00")
    assert first(AMBIGUOUS, "mdy").start == local("2026-03-04 09:00")


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        (f"{WHO},03/13/2026,09:00,03/13/2026,10:00\n", "2026-03-04 09:00"),
        (f"{WHO},12/04/2026,23:00,13/04/2026,01:00\n", "2026-04-03 09:00"),
    ],
)
def test_one_number_above_twelve_says_it_for_the_whole_file(extra: str, expected: str) -> None:
    assert first(AMBIGUOUS + extra).start == local(expected)
    assert first(AMBIGUOUS.replace("Tags", "Date of creation").replace(",,Yes", ",31/05/2026,Yes")).start == local(
        "2026-04-03 09:00"
    )


def test_where_both_ways_say_the_same_nobody_is_asked() -> None:
    assert first(f"{CLOCKIFY}\n{WHO},04/04/2026,09:00,04/04/2026,10:00\n").start == local("2026-04-04 09:00")


def test_with_dots_the_day_is_first_whatever_was_said() -> None:
    assert first("Date,Hours,Task\n03.04.2026,1,x\n", "mdy").start == local("2026-04-03 00:00")


def test_dates_that_contradict_one_another_are_refused_by_place() -> None:
    rows = f"{WHO},13/02/2026,09:00,13/02/2026,10:00\n{WHO},02/14/2026,09:00,02/14/2026,10:00\n"
    with pytest.raises(BadInput) as caught:
        read(f"{CLOCKIFY}\n{rows}")
    assert not isinstance(caught.value, AmbiguousDates)
    said = "log.csv, row 3, column Start Date: '02/14/2026' and '13/02/2026': one is day first, the other month first"
    assert str(caught.value).startswith(said)
    with pytest.raises(
        BadInput, match="row 3, column Start Date: '02/14/2026' is not a day of the calendar, day first"
    ):
        read(f"{CLOCKIFY}\n{rows}", dates="dmy")


# what does not fit


@pytest.mark.parametrize(
    ("source", "text", "said"),
    [
        ("toggl", "a,b\n1,2\n", "this is no Toggl log; columns found: a, b; Toggl: Start date, Start time"),
        ("harvest", "Date,Project\n1,2\n", "no Harvest log; columns found: Date, Project; Harvest: Date, Hours, and"),
        ("solidtime", '[{"a":1}]', "log.csv: this is no solidtime log; solidtime: Start, End or Duration"),
        ("clockify", '{"a":1}', "this is no Clockify log; Clockify: Start Date"),
        ("toggl", f"{CLOCKIFY}\n", "this is no Toggl log; columns found: Project, Client"),
        ("toggl", "Start date,End time,Project\n", "this is no Toggl log; columns found: Start date, End time"),
        ("harvest", "name,Date,Hours,Project\n", "this is no Harvest log; columns found: name, Date"),
        ("toggl", f"{TOGGL}\n", "there are no entries in it that are over"),
        ("clockify", '"Project","Time (h)","Time (decimal)"\na,1:00,1\n', "this summary has no dates"),
        ("toggl", f"{TOGGL}\nA,a,,W,,,No,2026-13-05,09:00,2026-01-05,11:30", "row 2, column Start date: '2026-13-05'"),
        ("toggl", f"{TOGGL}\n\nA,a,,W,,,No,2026-01-05,9,2026-01-05,11:30", "row 3, column Start time: '9' is not"),
        ("toggl", f"{TOGGL}\nA,a,,W,,,No,2026-01-05,09:00,2026-01-05,13:00 PM", "column End time: '13:00 PM' is not"),
        ("toggl", f"{TOGGL}\nA,a,,W,,,No,2026-01-05,,2026-01-05,11:30", "row 2, column Start time: it is empty"),
        ("toggl", f"{TOGGL}\nA,a,,W,,,No,,09:00,2026-01-05,11:30", "row 2, column Start date: it is empty"),
        ("toggl", f"{TOGGL}\nA,a,,W,,,No,2026-01-05,09:00,2026-01-04,11:30", "row 2: it ends before it starts"),
        ("toggl", f"{TOGGL}\nA,a,,W,,,No,{SPAN},x,y", "row 2: 13 cells, but 11 columns"),
        ("toggl", f"{TOGGL},Task\nA,a,,W,,,No,{SPAN},x", "row 1: column Task is there twice"),
        ("toggl", f"{TOGGL}\nA,a,,\"W,,,No,{SPAN}", "row 2: this is no CSV"),
        ("toggl", f"{TOGGL}\nA,a,,W,,,No,05/01/26,09:00,05/01/26,11:30", "'05/01/26' is not a date such as 2026-01-31"),
        ("toggl", f"{TOGGL}\nA,a,,W,,,No,9999-12-31,09:00,9999-12-31,11:30", "is not in the years 1971 to 2199"),
        ("toggl", f"{TOGGL},Duration\nA,a,,W,,,No,{SPAN},-01:00:00", "column Duration: '-01:00:00' is not hours"),
        ("toggl", f"{TOGGL},Duration\nA,a,,W,,,No,{SPAN},999999:00", "column Duration: '999999:00' is more than"),
        ("harvest", "Date,Hours,Task\n2026-01-05,,x\n", "row 2, column Hours: it is empty"),
        ("harvest", "Date,Hours,Task\n2026-01-05,nan,x\n", "row 2, column Hours: 'nan' is not hours"),
        ("harvest", "Date,Hours,Task\n2026-01-05,\u0661,x\n", "column Hours: '\u0661' is not hours"),
        ("harvest", "Date,Hours,Task\n2026-02-30,1,x\n", "column Date: '2026-02-30' is not a day of the calendar"),
        ("solidtime", "Start,End,Task\n2026-01-05 25:00:00,,x\n", "row 2, column Start: '2026-01-05 25:00:00' is not"),
        ("solidtime", "Start,End,Task\n0001-01-01 00:00:00,,x\n", "'0001-01-01 00:00:00' is not in the years"),
        ("solidtime", "Start,End,Task\n2026-01-05 09:00,2026-01-05 08:00,x\n", "row 2: it ends before it starts"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_one_line_that_names_the_place(source: str, text: str, said: str) -> None:
    with pytest.raises(BadInput) as caught:
        read(text, source)
    line = str(caught.value)
    assert said in line
    assert line.startswith("log.csv")
    assert "\n" not in line
    assert len(line) <= 300


def test_more_than_ten_thousand_rows_are_refused() -> None:
    row = "2026-01-05,1,x\n"
    assert len(read("Date,Hours,Task\n" + row * 10_000).entries) == 10_000
    with pytest.raises(BadInput, match=r"more than 10,000 rows; export a shorter time"):
        read("Date,Hours,Task\n" + row * 10_001)


# again and again


@pytest.mark.parametrize("name", sorted(one.name for one in FIXTURES.glob("*.csv")))
def test_importing_it_again_changes_nothing(name: str) -> None:
    log = fixture(name)
    plan = empty_plan(at=AT)
    plan = applied(plan, change_of(preview_of(log, plan, by="project", zone=BERLIN), plan), at=AT, session="s").plan
    again = preview_of(fixture(name), plan, by="project", zone=BERLIN)
    assert again.known == len(log.entries)
    assert change_of(again, plan).edits == ()


def test_two_exports_of_one_account_with_other_columns_double_nothing() -> None:
    plan = empty_plan(at=AT)
    for name in ("toggl-classic.csv", "toggl-newer.csv", "toggl-classic.csv"):
        log = fixture(name)
        preview = preview_of(log, plan, by="project", zone=BERLIN)
        change = change_of(preview, plan)
        plan = applied(plan, change, at=AT, session="s").plan if change.edits else plan
    assert {task.name: task.hours for task in plan.tasks.values()} == {"Website": 1.63, "Bookkeeping": 0.88}


def test_ten_thousand_rows_are_read_and_previewed_in_about_a_second() -> None:
    day = date(2022, 1, 3)
    rows = [
        f'"Project {at % 40}","Client","Work {at}","Task","Ada","","a@b.c","a, b","Yes",'
        f'"{day + timedelta(days=at // 8):%d/%m/%Y}","{8 + at % 8:02d}:00:{at % 60:02d}",'
        f'"{day + timedelta(days=at // 8):%d/%m/%Y}","{8 + at % 8:02d}:50:00","00:50:00","0.83","0.00","0.00"'
        for at in range(10_000)
    ]
    text = "\n".join([f"{CLOCKIFY},Duration (h),Duration (decimal),Billable Rate (EUR),Billable Amount (EUR)", *rows])
    plan = empty_plan(at=AT)
    begun = time.process_time()
    log = read(text)
    change = change_of(preview_of(log, plan, by="project", zone=BERLIN), plan)
    taken = time.process_time() - begun
    assert (len(log.entries), len(change.edits)) == (10_000, 41)
    assert taken < 2.0, f"{taken:.2f} s"
