"""Tasks as CSV: in, out, and harmless in a spreadsheet."""

import csv
import io
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outsource_tui.exchange import csv_tasks
from outsource_tui.exchange.csv_out import tasks_csv
from outsource_tui.exchange.csv_tasks import FIELDS, is_task_list, task_list_of
from outsource_tui.exchange.csv_text import cell, guarded, unguarded
from outsource_tui.exchange.recognised import kind_of
from outsource_tui.model.applying import applied
from outsource_tui.model.change import AddRow, Change
from outsource_tui.model.plan import Plan, empty_plan
from outsource_tui.model.problems import BadInput
from outsource_tui.model.task import Task
from outsource_tui.model.text import cleaned

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
EMPTY = empty_plan(at=AT)


def with_tasks(*rows: dict[str, Any]) -> Plan:
    return applied(EMPTY, Change("x", tuple(AddRow("tasks", row) for row in rows)), at=AT, session="s").plan


def imported(plan: Plan, text: str) -> Plan:
    change = task_list_of(text, plan, "tasks.csv").change
    return applied(plan, change, at=AT, session="s").plan if change.edits else plan


def tasks_in(text: str) -> list[Task]:
    return list(imported(EMPTY, text).tasks.values())


def refused(text: str, plan: Plan = EMPTY) -> str:
    with pytest.raises(BadInput) as caught:
        task_list_of(text, plan, "tasks.csv")
    line = str(caught.value)
    assert line.startswith("tasks.csv")
    assert "\n" not in line
    assert len(line) <= 300
    return line


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_columns_in_any_order_and_case_with_any_separator(separator: str) -> None:
    lines = [
        ["Value", "NAME", "Hours", "Per", "run minutes", "why", "billable", "Notes"],
        ["3", "Bookkeeping", "6,5" if separator != "," else "6.5", "month", "90", "", "no", '"two\nlines"'],
        ["", "Inbox, mail", "90m", "", "1.5h", "dislike", "yes", ""],
        ["", "", "", "", "", "", "", ""],
    ]
    lines[2][1] = f'"{lines[2][1]}"'
    first, second = tasks_in("\r\n".join(separator.join(row) for row in lines))
    assert (first.name, first.value, first.hours, first.per, first.run_minutes, first.notes) == (
        "Bookkeeping", 3, 6.5, "month", 90, "two\nlines",
    )  # fmt: skip
    assert (second.name, second.value, second.hours, second.per) == ("Inbox, mail", None, 1.5, "week")
    assert (second.run_minutes, second.why, second.billable) == (90, ("dislike",), True)


def test_a_name_alone_is_a_task() -> None:
    (task,) = tasks_in("name\nInbox\n")
    assert (task.name, task.hours, task.decision, task.hours_source) == ("Inbox", None, "undecided", "guess")


def test_hours_may_say_what_they_are_per() -> None:
    (task,) = tasks_in("name,hours\nInbox,6h/month\n")
    assert (task.hours, task.per) == (6.0, "month")
    assert "row 2, column hours: '6h/month' is not per year" in refused("name,hours,per\nInbox,6h/month,year\n")


def test_an_unknown_column_is_said_and_not_fatal() -> None:
    read = task_list_of("id,name,quadrant,,brief\nT01,Inbox,KEEP,,x\n", EMPTY)
    assert read.notes == ("column id is left out", "column quadrant is left out", "column brief is left out")
    assert read.added == ("Inbox",)
    assert read.change.words == "Imported a task list: 1 new task"


def test_a_task_of_the_same_name_gets_the_new_values_and_keeps_the_rest() -> None:
    plan = with_tasks({"name": "Inbox", "hours": 3.0, "value": 4, "notes": "mine"})
    text = "name,hours,value,energy\n INBOX ,5,,-1\nPosts,1,,\n"
    read = task_list_of(text, plan)
    assert (read.updated, read.added) == (("T01",), ("Posts",))
    plan = imported(plan, text)
    task = plan.tasks["T01"]
    assert (task.name, task.hours, task.value, task.energy, task.notes) == ("Inbox", 5.0, 4, -1, "mine")
    assert task_list_of(text, plan).change.edits == ()


def test_the_tasks_of_the_plan_are_gone_through_once_however_long_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[str] = []

    def counted(name: str) -> str:
        looks.append(name)
        return name.strip().casefold()

    plan = with_tasks(*({"name": f"Task {n}"} for n in range(60)))
    monkeypatch.setattr(csv_tasks, "_folded", counted)
    found = task_list_of("name,value\n" + "".join(f"TASK {n},3\n" for n in range(30, 90)), plan)
    assert (len(found.updated), len(found.added)) == (30, 30)
    assert len(looks) <= 60 + 2 * 60


def test_several_of_a_name_are_not_guessed_at() -> None:
    plan = with_tasks({"name": "Inbox"}, {"name": "Inbox"})
    assert "row 2, column name: several tasks have this name: T01, T02" in refused("name\nInbox\n", plan)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no columns were found"),
        ("title,hours\nInbox,3\n", "columns found: title, hours; a list of tasks needs name"),
        ("name\n", "there are no tasks in it"),
        ("name,name\na,b\n", "row 1: column name is there twice"),
        ("name,value\nInbox,4\nPosts,11\n", "tasks.csv, row 3, column value: '11' is not a whole number from 1 to 10"),
        ("name,value\n\nInbox,x\n", "row 3, column value: 'x' is not a whole number"),
        ("name,hours\nInbox,a lot\n", "row 2, column hours: 'a lot' is not hours such as"),
        ("name,hours\nInbox,90\n", "row 2: hours: 90 a week is more than 80"),
        ("name,category\nInbox,taxes\n", "row 2, column category: 'taxes' is not one of money"),
        ("name,tags\nInbox," + "x" * 21 + "\n", "row 2, column tags"),
        ("name,hours\n,3\n", "row 2, column name: the name is missing"),
        ("name\n" + "x" * 81 + "\n", "row 2, column name: "),
        ("name,hours\nInbox,1,2\n", "row 2: 3 cells, but 2 columns"),
        ('name\n"Inbox\n', "row 2: this is no CSV"),
        ("name\n" + "x\n" * 10_001, "more than 10,000 rows"),
    ],
)
def test_what_does_not_fit_names_its_row_and_column(text: str, said: str) -> None:
    assert said in refused(text)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@a",
        "\tx",
        "\r=x",
        "  =x",
        "＝x",
        "＋x",
        "－x",
        "＠x",
        "'=x",
        "''-x",
        "=cmd|' /C calc'!A0",
        "\n=x",
    ],
)
def test_formulas_are_guarded_and_come_back(text: str) -> None:
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["", "a", "'", "'tis", "a=b", "1", "字", "O'Neil"])
def test_other_texts_are_left_alone(text: str) -> None:
    assert guarded(text) == text
    assert unguarded(text) == text


@given(st.text(max_size=8) | st.text("'=+-@ \t\r＝a", max_size=8))
def test_every_text_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


def test_cells() -> None:
    assert [cell(one) for one in (None, True, False, 3, -2, 3.5, 4160.25, 2.0, ("a", "b"), "-x", "")] == [
        "", "yes", "no", "3", "-2", "3.5", "4160.25", "2", "a, b", "'-x", "",
    ]  # fmt: skip


def test_tasks_out_with_figures_beside_them() -> None:
    plan = with_tasks({"name": "=1+1", "hours": 3.5, "energy": -2, "notes": 'say "hi"'}, {"name": "b"})
    text = tasks_csv(plan, list(plan.tasks.values()), {"status": lambda plan, task: "listed"})
    assert text.startswith('"id","name","category","hours","per",')
    assert '"T01","\'=1+1","other","3.5","week"' in text
    assert text.endswith('"listed"\r\n')
    header, first, second = csv.reader(io.StringIO(text))
    assert dict(zip(header, first, strict=True))["notes"] == 'say "hi"'
    assert dict(zip(header, first, strict=True))["energy"] == "-2"
    assert dict(zip(header, second, strict=True))["hours"] == ""


NAMES = st.text("aé字 '=+-@,;\"", min_size=1, max_size=12).map(lambda one: cleaned(one).strip()).filter(bool)
TASKS = st.fixed_dictionaries(
    {"name": NAMES},
    optional={
        "hours": st.integers(0, 8000).map(lambda one: one / 100),
        "per": st.sampled_from(["week", "month", "quarter", "year"]),
        "effectiveness": st.integers(1, 10),
        "energy": st.integers(-2, 2),
        "why": st.lists(st.sampled_from(["dislike", "cannot"]), unique=True),
        "sync_need": st.sampled_from(["none", "low"]),
        "owner_only": st.booleans(),
        "owner_only_reason": NAMES,
        "decision": st.sampled_from(["keep", "hand_off"]),
        "tags": st.lists(st.text("ab='-", min_size=1, max_size=9), max_size=3, unique=True),
        "notes": st.text("a\n'= ", min_size=1, max_size=9).filter(lambda one: one.strip() != ""),
    },
)


@settings(deadline=None)
@given(st.lists(TASKS, min_size=1, max_size=4))
def test_what_went_out_comes_in_the_same(rows: list[dict[str, Any]]) -> None:
    plan = with_tasks(*rows)
    after = imported(EMPTY, tasks_csv(plan, list(plan.tasks.values()), {}))
    for old, new in zip(plan.tasks.values(), after.tasks.values(), strict=True):
        assert [getattr(new, name) for name in FIELDS] == [getattr(old, name) for name in FIELDS]


def test_the_kind_of_a_file_is_in_its_content() -> None:
    assert kind_of("name;hours\nInbox;3") == "csv"
    assert kind_of(' {"tasks": []}') == "json"
    assert kind_of('[{"id":1,"start":"20261102T080000Z"}]') == "timewarrior"
    assert is_task_list("Name\nx")
    for text, said in (
        ("", "nothing in it"),
        ("[1, 2]", "no known time log"),
        ("Project,Start\na,b\n", "columns found: Project, Start"),
        ("\x00\x01", "no columns|columns found"),
    ):
        with pytest.raises(BadInput, match=f"x: .*({said})"):
            kind_of(text, "x")


def test_two_rows_of_one_name_are_two_tasks_and_said() -> None:
    found = task_list_of("name,hours\nBooks,1\nInbox,2\nbooks ,3\n", empty_plan(at=AT))
    assert found.added == ("Books", "Inbox", "books")
    assert found.notes == ("rows 2 and 4 have the same name, 'books': two tasks",)


def test_two_rows_for_the_one_task_of_that_name_are_not_guessed_at() -> None:
    plan = empty_plan(at=AT)
    plan = applied(plan, task_list_of("name\nBooks\n", plan).change, at=AT, session="s").plan
    with pytest.raises(BadInput) as caught:
        task_list_of("name,hours\nBooks,1\nbooks,3\n", plan, "list.csv")
    assert str(caught.value) == (
        "list.csv, row 3, column name: 'books' is in row 2 already, and there is one task of that name; "
        "join the two rows"
    )
