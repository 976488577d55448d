"""Import: the file, the preview, and one step that can be undone."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from outsource_tui.advice.status import status_of
from outsource_tui.exchange.json_plan import exported
from outsource_tui.exchange.json_text import encoded
from outsource_tui.exchange.timelogs.registry import SOURCES
from outsource_tui.planner.rows import archived
from outsource_tui.planner.tasks import added_task
from outsource_tui.ui.dialogs.first_run import FirstRunDialog
from outsource_tui.ui.dialogs.import_log import ImportDialog
from outsource_tui.ui.dialogs.import_preview import LogPreviewDialog
from tests.ui.conftest import Driver

LOG = Path(__file__).parents[1] / "exchange" / "fixtures" / "timewarrior.json"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current folder with a log, a list of tasks, something else, and a home folder inside it."""
    shutil.copy(LOG, tmp_path / "timew.json")
    (tmp_path / "tasks.csv").write_text("name,hours,mood\nTaxes,2,bad\nSocial posts,4,\n")
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "timely.csv").write_text("name\nTravel\n")
    (tmp_path / ".hidden.json").write_text("{}")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return tmp_path


@pytest.fixture
def asked(empty_stage: Driver) -> Driver:
    """The dialog over an empty plan."""
    return empty_stage.press("i")


@pytest.fixture
def preview(asked: Driver) -> Driver:
    """The preview of the log over an empty plan."""
    return asked.typed("timew.json").press("enter")


def hours(stage: Driver) -> dict[str, float | None]:
    return {one.name: one.hours for one in stage.plan.live_tasks}


# which file


def test_files_that_fit_are_listed_and_tab_completes(asked: Driver) -> None:
    seen = asked.seen()
    assert all(words in seen for words in ("timew.json", "tasks.csv", "home/"))
    assert "photo.png" not in seen
    assert ".hidden" not in seen
    assert all(one.label in seen for one in SOURCES)
    asked.typed("ti").press("tab")
    assert "> timew.json" in asked.seen()
    asked.press("ctrl+u").typed("~/").press("tab")
    assert "~/timely.csv" in asked.seen()


def test_tab_adds_what_all_have_in_common_and_arrows_pick(asked: Driver) -> None:
    asked.typed("t").press("tab")
    assert "> t " in asked.seen()  # timew.json and tasks.csv
    asked.press("down", "down", "enter")
    assert "timew.json: 130.5 h" in asked.seen()


def test_a_folder_is_looked_into(asked: Driver) -> None:
    asked.typed("home").press("enter")
    assert "timely.csv" in asked.seen()
    asked.press("down", "enter")
    assert "1 new task: Travel" in asked.seen()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Which file?"),
        ("nope.json", "there is no such file"),
        ("photo.png", "UTF-8"),
        ("~nobody-of-that-name/x", "there is no such folder"),
        ("-", "there is no such file"),
        ("x" * 300, "cannot be read"),
    ],
)
def test_a_problem_is_said_and_the_path_stays(asked: Driver, typed: str, words: str) -> None:
    asked.typed(typed).press("enter")
    assert isinstance(asked.dialog, ImportDialog)
    assert words in asked.seen()
    assert asked.dialog.line.text == typed
    asked.typed("y")
    assert words not in asked.seen()


def test_a_file_that_is_nothing_known_says_what_is_needed(asked: Driver, tmp_path: Path) -> None:
    (tmp_path / "odd.csv").write_text("colour,size\nred,3\n")
    asked.typed("odd.csv").press("enter")
    assert "columns found: colour, size" in asked.seen()
    (tmp_path / "cut.json").write_text('[{"id":1,"start":"2026')
    asked.press("ctrl+u").typed("cut.json").press("enter")
    assert isinstance(asked.dialog, ImportDialog)
    assert asked.plan.is_empty


def test_escape_keeps_the_path_and_quotes_of_a_pasted_one_are_taken_off(asked: Driver, tmp_path: Path) -> None:
    asked.pasted(f"'{tmp_path}/timew.json'\n")
    asked.press("escape")
    assert asked.dialog is None
    asked.press("i")
    assert f"'{tmp_path}/timew.json'"[:30] in asked.seen(240, 24)
    asked.press("enter")
    assert "130.5 h in 4 weeks" in asked.seen()


def test_no_size_is_too_odd(preview: Driver) -> None:
    for size in ((30, 8), (31, 9), (40, 12), (50, 14), (60, 18), (120, 36), (200, 60)):
        preview.seen(*size)
    preview.press("escape")
    for size in ((30, 8), (31, 9), (40, 12), (50, 14), (60, 18), (120, 36), (200, 60)):
        preview.seen(*size)


# the preview of a log


def test_the_preview_shows_groups_hours_and_what_was_not_read(preview: Driver) -> None:
    seen = preview.seen()
    for words in (
        "timew.json: 130.5 h in 4 weeks, Mon 26 Oct to Sun 22 Nov 2026",
        "[x] Client design",
        "68.50  17.13 a new task",
        "9 new tasks, 0 tasks of yours, 0 left out · by tag, over 4 weeks",
        "Not read: entry 78 is still running",
    ):
        assert words in seen
    assert preview.plan.is_empty


def test_enter_imports_as_one_step_and_shows_the_tasks(preview: Driver) -> None:
    preview.press("enter")
    assert (preview.dialog, preview.name) == (None, "tasks")
    assert len(preview.plan.tasks) == 9
    assert preview.plan.tasks["T01"].hours_source == "import"
    assert hours(preview)["Bookkeeping"] == 3.44
    assert "Imported: 9 new tasks. u undo" in preview.said
    assert ">  Client design" in preview.seen()
    assert preview.plan.imports["I01"].file_name == "timew.json"
    preview.press("u")
    assert not preview.plan.tasks
    assert not preview.plan.imports


def test_existing_tasks_are_brought_up_to_date_and_the_preview_says_so(stage: Driver) -> None:
    stage.go("tasks")
    stage.press("i").typed("timew.json").press("enter")
    seen = stage.seen()
    assert "Front-end build (now 3.00)" in seen
    assert "7 new tasks, 2 tasks of yours" in seen
    stage.press("enter")
    assert stage.plan.tasks["T09"].hours == 2.75
    assert stage.plan.tasks["T09"].effectiveness == 4


def test_rows_are_left_out_mapped_and_made_new(stage: Driver) -> None:
    stage.go("tasks")
    stage.press("i").typed("timew.json").press("enter")
    stage.press("x", "down", "m").typed("Bookkeeping and").press("enter", "down")
    stage.press("down", "n")  # Front-end build as a task of its own
    seen = stage.seen(120, 36)
    assert "[ ] Client design" in seen
    assert "left out" in seen
    assert "Bookkeeping and receipts (now 3.00)" in seen
    assert "6 new tasks, 2 tasks of yours, 1 left out" in seen
    stage.press("enter")
    assert stage.plan.tasks["T04"].hours == 3.44
    assert stage.plan.tasks["T09"].hours == 3.0
    names = [one.name for one in stage.plan.live_tasks]
    assert "Client design" not in names
    assert names.count("Front-end build") == 2


def test_space_leaves_out_and_goes_on_and_takes_back_where_it_went(stage: Driver) -> None:
    stage.go("tasks")
    stage.press("i").typed("timew.json").press("enter", "down", "down", "down", "space")
    seen = stage.seen()
    assert "[ ] Front-end build" in seen
    assert ">  [x] Social posts" in seen
    assert "Front-end build (now 3.00)" in stage.press("up", "space").seen()


def test_all_or_none_and_nothing_taken_is_no_import(preview: Driver) -> None:
    preview.press("V", "enter")
    assert "Everything is left out" in preview.seen()
    assert not preview.plan.tasks
    assert "9 new tasks" in preview.press("V").seen()


def test_two_groups_into_one_task_are_added_up(preview: Driver) -> None:
    preview.press("escape", "escape")
    preview.do(added_task({"name": "Inbox", "hours": 1}))
    preview.press("i", "enter", "down", "m", "enter")  # Bookkeeping into Inbox
    seen = preview.seen()
    assert seen.count(" 6.69 Inbox (now 1.00)") == 2
    preview.press("enter")
    assert hours(preview)["Inbox"] == 6.69


def test_mapping_needs_a_task(preview: Driver) -> None:
    assert "There is no task yet" in preview.press("m").seen()


def test_a_mapped_task_may_be_out_of_sight(stage: Driver) -> None:
    stage.do(archived(stage.plan, ["T09"], stage.desk.clock))
    stage.go("tasks")
    stage.press("i").typed("timew.json").press("enter")
    assert "(now 3.00, archived)" in stage.seen(120, 36)


def test_importing_again_doubles_nothing(preview: Driver) -> None:
    preview.press("enter")
    before = hours(preview)
    preview.press("i").typed("timew.json").press("enter")
    assert "77 entries were imported before and will not count twice." in preview.seen()
    preview.press("enter")
    assert "There is nothing new in it." in preview.seen()
    assert hours(preview) == before


def test_escape_leads_back_to_the_path(preview: Driver) -> None:
    preview.press("escape")
    assert isinstance(preview.dialog, ImportDialog)
    assert "> timew.json" in preview.seen()
    assert preview.plan.is_empty


def test_b_groups_by_the_next_part_that_the_log_has(asked: Driver, tmp_path: Path) -> None:
    start = datetime(2026, 11, 2, 9, tzinfo=UTC)
    rows = [
        {
            "start": f"{start + timedelta(days=day):%Y%m%dT%H%M%SZ}",
            "end": f"{start + timedelta(days=day, hours=1):%Y%m%dT%H%M%SZ}",
            "tags": ["Web"],
            "annotation": f"page {day % 2}",
        }
        for day in range(4)
    ]
    (tmp_path / "notes.json").write_text(json.dumps(rows))
    asked.typed("notes.json").press("enter")
    assert "by tag, over 1 week" in asked.seen()
    assert "[x] page 0" in asked.press("b").seen()
    assert "by description, over 1 week" in asked.seen()
    assert "[x] Web" in asked.press("b").seen()
    assert asked.press("b", "enter").plan.tasks["T01"].name == "page 0"


def test_more_hours_than_a_week_has_is_said_and_nothing_is_lost(asked: Driver, tmp_path: Path) -> None:
    rows = [
        {"start": f"202611{day:02d}T000000Z", "end": f"202611{day:02d}T235900Z", "tags": ["Sleep"]}
        for day in range(2, 8)
    ]
    (tmp_path / "much.json").write_text(json.dumps(rows))
    asked.typed("much.json").press("enter", "enter")
    assert "hours a week are more than 80" in asked.seen()
    assert isinstance(asked.dialog, LogPreviewDialog)
    assert not asked.plan.tasks


def test_nothing_is_written_where_nothing_may_be_changed(read_only_stage: Driver) -> None:
    read_only_stage.go("tasks")
    read_only_stage.press("i").typed("timew.json").press("enter", "enter")
    assert "nothing can be changed" in read_only_stage.seen()
    assert len(read_only_stage.plan.tasks) == 15


# dates that say nothing alone


AMBIGUOUS = """Project,Task,Start Date,Start Time,End Date,End Time,Duration (h),Duration (decimal)
Web,Pages,04/03/2026,09:00 AM,04/03/2026,11:00 AM,02:00:00,2.00
Web,Pages,04/10/2026,09:00 AM,04/10/2026,{end},01:00:00,1.00
"""


def test_where_dates_are_not_clear_the_app_asks(asked: Driver, tmp_path: Path) -> None:
    (tmp_path / "clockify.csv").write_text(AMBIGUOUS.format(end="10:00 AM"))
    asked.typed("clockify.csv").press("enter")
    assert "how are its dates written?" in asked.seen()
    asked.press("m")
    assert "3.0 h in 2 weeks, Fri 3 Apr to Fri 10 Apr 2026" in asked.seen()
    asked.press("escape", "enter", "d")
    assert "3.0 h in 31 weeks, Wed 4 Mar to Sun 4 Oct 2026" in asked.seen()
    asked.press("escape", "enter", "m", "enter")
    assert hours(asked) == {"Web": 1.5}


def test_a_bad_cell_is_said_after_the_dates_were_asked_for(asked: Driver, tmp_path: Path) -> None:
    (tmp_path / "clockify.csv").write_text(AMBIGUOUS.format(end="25:00"))
    asked.typed("clockify.csv").press("enter", "m")
    assert isinstance(asked.dialog, ImportDialog)
    assert "row 3, column End Time: '25:00' is not a time of day" in asked.seen(200, 24)
    assert asked.plan.is_empty


def test_the_frames_file_of_watson_is_listed_and_read(asked: Driver, tmp_path: Path) -> None:
    shutil.copy(LOG.parent / "watson-frames.json", tmp_path / "frames")
    (tmp_path / "others").write_text("")
    assert "frames" in asked.seen()
    assert "others" not in asked.seen()
    asked.typed("fra").press("tab", "enter")
    assert "Client design" in asked.seen()


# a list of tasks, a plan


def test_a_list_of_tasks(stage: Driver) -> None:
    stage.go("tasks")
    stage.press("i").typed("tasks.csv").press("enter")
    seen = stage.seen()
    assert "1 new task: Taxes" in seen
    assert "1 brought up to date: Social posts" in seen
    assert "column mood is left out" in seen
    stage.press("enter")
    assert hours(stage)["Social posts"] == 4.0
    assert ">  Taxes" in stage.seen()
    assert stage.name == "tasks"
    stage.press("u")
    assert hours(stage)["Social posts"] == 2.5


def test_a_plan_comes_in_whole(stage: Driver, empty_stage: Driver, tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text(encoded(exported(stage.plan, status_of)))
    empty_stage.press("i").typed("plan.json").press("enter")
    assert "It brings 1 profile, 15 tasks, 6 contractors" in empty_stage.seen()
    empty_stage.press("enter")
    assert len(empty_stage.plan.tasks) == 15
    assert len(empty_stage.plan.handoffs) == 2


def test_it_works_from_the_first_run(empty_stage: Driver) -> None:
    empty_stage.open(FirstRunDialog())
    empty_stage.press("i").typed("timew.json").press("enter", "enter")
    assert empty_stage.name == "tasks"
    assert len(empty_stage.plan.tasks) == 9
