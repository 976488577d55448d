from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest

from outsource_tui.advice.people import looks_at
from outsource_tui.data import demo_plan
from outsource_tui.model.fields import check_new_values, require_known
from outsource_tui.model.patches import builtins_of
from outsource_tui.model.plan import ROW_TYPES, Plan, next_number, number_of
from outsource_tui.model.problems import BadInput
from outsource_tui.model.references import OWNERS

DAYS = [date(2026, 1, 15), date(2026, 3, 1), date(2028, 2, 29), date(2026, 10, 26), date(2026, 12, 31)]
TABLES = ("tasks", "contractors", "scores", "trials", "handoffs", "checkins", "decisions", "criteria")


def made(today: date) -> Plan:
    return demo_plan(today, datetime(today.year, today.month, today.day, 9, 0, tzinfo=UTC))


@pytest.fixture(params=DAYS, ids=str)
def today(request: pytest.FixtureRequest) -> date:
    day: date = request.param
    return day


def test_it_says_that_it_is_the_demo(today: date) -> None:
    assert made(today).meta.demo


def test_the_rows_are_those_of_the_specification(today: date) -> None:
    plan = made(today)
    assert sorted(plan.tasks) == [f"T{n:02d}" for n in range(1, 16)]
    assert sorted(plan.contractors) == [f"C{n:02d}" for n in range(1, 7)]
    assert sorted(plan.trials) == ["R01", "R02"]
    assert sorted(plan.handoffs) == ["H01", "H02"]
    assert sum(task.hours or 0 for task in plan.tasks.values()) == 42.0


def test_every_value_fits_what_may_be_typed(today: date) -> None:
    plan = made(today)
    for table in TABLES:
        for row in plan.rows(table).values():
            fields = builtins_of(row)
            require_known(table, fields, ours=True)
            check_new_values(table, fields)
            assert msgspec.convert(fields, ROW_TYPES[table]) == row
            assert msgspec.json.encode(row).isascii()


def test_every_reference_is_there(today: date) -> None:
    plan = made(today)
    for table, fields in OWNERS.items():
        for row in plan.rows(table).values():
            for name, target in fields.items():
                wanted = getattr(row, name)
                assert wanted is None or wanted in plan.rows(target)


def test_ids_that_were_given_out_are_not_given_out_again(today: date) -> None:
    plan = made(today)
    for table in TABLES:
        if table != "criteria":
            assert next_number(plan, table) == max(number_of(key) for key in plan.rows(table)) + 1


def test_days_are_told_from_today(today: date) -> None:
    plan = made(today)
    assert plan.handoffs["H01"].start == today - timedelta(days=35)
    assert plan.trials["R02"].review_since == today - timedelta(days=13)
    assert plan.contractors["C01"].access[0].ends_on == today + timedelta(days=180)
    assert {task.created_at.date() for task in plan.tasks.values()} == {today - timedelta(days=40)}
    seen = looks_at(plan, "H02")
    looks = [(today - look.date).days for look in seen]
    assert looks == [20, 19, 18, 15, 13, 12, 11, 8, 6, 5, 2]
    assert sum(look.minutes for look in seen) == 205


def test_nothing_in_it_is_from_the_future(today: date) -> None:
    plan = made(today)
    for table in TABLES:
        assert all(row.created_at <= row.updated_at for row in plan.rows(table).values())
        if table != "criteria":
            assert all(row.updated_at.date() < today for row in plan.rows(table).values())


def test_decisions_say_since_when(today: date) -> None:
    plan = made(today)
    newest = {row.entity: row for row in sorted(plan.decisions.values(), key=lambda row: row.at)}
    undecided = {key for key, task in plan.tasks.items() if task.decision == "undecided"}
    assert undecided == {"T05", "T08", "T10", "T11", "T12", "T13", "T14"}
    assert {newest[key].at.date() for key in undecided} == {today - timedelta(days=9)}
    assert all(newest[key].new == task.decision for key, task in plan.tasks.items())
    assert newest["R01"].at.date() == today - timedelta(days=12)


def test_a_day_at_the_edge_of_the_calendar_is_refused_in_words() -> None:
    with pytest.raises(BadInput, match="0001-01-05"):
        made(date(1, 1, 5))
