"""The derived status of a task, and who is on it: PRODUCT.md section 8."""

import time
from datetime import UTC, date, datetime
from typing import Any

import pytest

from outsource_tui.advice.people import (
    chosen_contractor,
    handoffs_of,
    handoffs_with,
    looks_at,
    open_handoffs,
    open_trials,
    running_handoffs,
    trials_between,
    trials_with,
)
from outsource_tui.advice.status import status_of
from outsource_tui.model.contractor import Contractor
from outsource_tui.model.handoff import CheckIn, Handoff
from outsource_tui.model.kinds import HandoffId
from outsource_tui.model.plan import Plan
from outsource_tui.model.profile import Profile
from outsource_tui.model.task import Brief, DoneWhen, Task
from outsource_tui.model.trial import Trial

NOW = datetime(2026, 1, 12, tzinfo=UTC)
STAMPS: dict[str, Any] = {"created_at": NOW, "updated_at": NOW}
BRIEF = Brief(done_when=(DoneWhen(text="the books balance"),))


def task(**fields: Any) -> Task:
    return Task(id="T01", name="a task", **STAMPS, **fields)


def handoff(handoff_id: str, state: str, **fields: Any) -> Handoff:
    fields = {"task_id": "T01", "contractor_id": "C01", "start": date(2026, 1, 1), **fields}
    return Handoff(id=handoff_id, state=state, **STAMPS, **fields)  # type: ignore[arg-type]


def trial(trial_id: str, state: str, **fields: Any) -> Trial:
    fields = {"task_id": "T01", "contractor_id": "C01", **fields}
    return Trial(id=trial_id, state=state, **STAMPS, **fields)  # type: ignore[arg-type]


def plan(one: Task, *rows: Handoff | Trial | CheckIn) -> Plan:
    return Plan(
        profile=Profile(**STAMPS),
        tasks={one.id: one},
        contractors={key: Contractor(id=key, handle=key, **STAMPS) for key in ("C01", "C02", "C03")},
        trials={row.id: row for row in rows if isinstance(row, Trial)},
        handoffs={row.id: row for row in rows if isinstance(row, Handoff)},
        checkins={row.id: row for row in rows if isinstance(row, CheckIn)},
    )


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, "listed"),
        ({"effectiveness": 3}, "listed"),
        ({"effectiveness": 3, "value": 3}, "plotted"),
        ({"brief": BRIEF, "effectiveness": 3, "value": 3}, "plotted"),
        ({"decision": "keep"}, "decided"),
        ({"decision": "hand_off", "brief": Brief(purpose="books")}, "decided"),
        ({"decision": "hand_off", "brief": BRIEF}, "briefed"),
        ({"decision": "drop", "brief": BRIEF}, "dropped"),
    ],
)
def test_without_people(fields: dict[str, Any], status: str) -> None:
    one = task(**fields)
    assert status_of(plan(one), one) == status


@pytest.mark.parametrize(
    ("rows", "status"),
    [
        ([handoff("H01", "running"), trial("R01", "running")], "handed_off"),
        ([trial("R01", "planned")], "in_trial"),
        ([trial("R01", "review"), handoff("H01", "taken_back")], "in_trial"),
        ([trial("R01", "decided"), handoff("H01", "taken_back")], "taken_back"),
        ([handoff("H01", "taken_back"), handoff("H02", "ended")], "dropped"),
        ([handoff("H02", "taken_back"), handoff("H01", "ended")], "taken_back"),
        ([handoff("H01", "preparing"), trial("R01", "cancelled")], "dropped"),
        ([handoff("H01", "running", archived_at=NOW)], "dropped"),
        ([handoff("H01", "running", task_id="T02")], "dropped"),
    ],
)
def test_with_people_a_dropped_task_may_still_be_on_its_way(rows: list[Handoff | Trial], status: str) -> None:
    one = task(decision="drop")
    assert status_of(plan(one, *rows), one) == status


@pytest.mark.parametrize(
    ("rows", "contractor"),
    [
        ([], None),
        ([trial("R01", "review", decision="hire"), trial("R02", "decided", decision="extend")], "C01"),
        (
            [trial("R01", "decided", decision="hire"), trial("R02", "decided", decision="hire", contractor_id="C02")],
            "C02",
        ),
        ([trial("R01", "decided", decision="pass")], None),
        ([trial("R01", "cancelled", decision="hire")], None),
        ([handoff("H01", "paused"), trial("R01", "decided", decision="hire", contractor_id="C02")], "C01"),
        ([handoff("H99", "running"), handoff("H100", "preparing", contractor_id="C03")], "C03"),
        ([handoff("H01", "ended"), trial("R01", "decided", decision="hire", contractor_id="C02")], "C02"),
        ([handoff("H01", "ended")], None),
    ],
)
def test_chosen_contractor(rows: list[Handoff | Trial], contractor: str | None) -> None:
    found = chosen_contractor(plan(task(), *rows), "T01")
    assert (found and found.id) == contractor


def test_rows_of_a_task_and_of_a_contractor_are_live_and_oldest_first() -> None:
    looks = [CheckIn(id=f"K{n}", handoff_id=HandoffId("H02"), date=NOW.date(), minutes=5, **STAMPS) for n in (100, 99)]
    found = plan(
        task(),
        handoff("H10", "running"),
        handoff("H02", "ended"),
        handoff("H03", "paused", archived_at=NOW),
        handoff("H04", "preparing", task_id="T02", contractor_id="C02"),
        trial("R02", "decided", contractor_id="C02"),
        trial("R01", "running"),
        *looks,
    )
    assert [one.id for one in handoffs_of(found, "T01")] == ["H02", "H10"]
    assert [one.id for one in handoffs_with(found, "C02")] == ["H04"]
    assert [one.id for one in running_handoffs(found, "T01")] == ["H10"]
    assert [one.id for one in open_handoffs(found, "T02")] == ["H04"]
    assert [one.id for one in open_trials(found, "T01")] == ["R01"]
    assert [one.id for one in trials_between(found, "T01", "C02")] == ["R02"]
    assert [one.id for one in trials_with(found, "C01")] == ["R01"]
    assert [one.id for one in looks_at(found, "H02")] == ["K99", "K100"]


def test_a_new_plan_is_not_answered_from_an_older_one() -> None:
    for state, status in [("running", "handed_off"), ("taken_back", "taken_back"), ("running", "handed_off")]:
        assert status_of(plan(task(), handoff("H01", state)), task()) == status


def test_ten_thousand_tasks_do_not_scan_all_handoffs_each() -> None:
    tasks = {f"T{n:02d}": Task(id=f"T{n:02d}", name="x", **STAMPS) for n in range(10_000)}
    handoffs = {f"H{n:02d}": handoff(f"H{n:02d}", "running", task_id=f"T{n:02d}") for n in range(0, 10_000, 10)}
    large = Plan(profile=Profile(**STAMPS), tasks=tasks, handoffs=handoffs)
    started = time.process_time()
    found = [status_of(large, one) for one in tasks.values()]
    assert time.process_time() - started < 1.5
    assert found.count("handed_off") == 1000
