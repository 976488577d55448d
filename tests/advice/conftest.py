"""A plan that no check has anything to say about, to be changed in one place."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from msgspec import convert, structs

from outsource_tui.model.kinds import Record
from outsource_tui.model.plan import ROW_TYPES, Plan, empty_plan
from outsource_tui.model.profile import Profile

Rows = dict[str, dict[str, Any]]
TODAY = date(2026, 1, 15)
NOON = datetime(2026, 1, 15, 12, 0, tzinfo=UTC)


def day(offset: int) -> str:
    return (TODAY + timedelta(days=offset)).isoformat()


KNOWS = {f"k{n}": 2 for n in range(1, 7)}
PERSON: dict[str, Any] = {
    "country": "DE", "timezone": "Europe/Berlin", "work_days": ["mon", "tue", "wed", "thu", "fri"],
    "work_start": "09:00", "work_end": "17:00", "days_off": [], "languages": {"en": "C1"}, "rate": 1500,
    "rate_currency": "EUR", "style": {"directness": 3}, "status": "active",
    "contract": dict.fromkeys(["nda", "ip_assignment", "scope", "payment_terms", "data_processing", "exit"], "yes"),
}  # fmt: skip

TABLES: dict[str, Rows] = {
    "tasks": {
        "T01": {"name": "Design", "hours": 18.0, "effectiveness": 9, "value": 9, "decision": "keep"},
        "T02": {
            "name": "Books", "hours": 4.0, "effectiveness": 3, "value": 3, "decision": "hand_off",
            "sync_need": "low", "data_sensitivity": "client", "knowledge": KNOWS,
            "brief": {"done_when": [{"text": "Balanced"}]},
        },
        "T03": {"name": "Retouching", "hours": 3.0, "effectiveness": 8, "value": 3, "decision": "automate"},
        "T04": {
            "name": "Building", "hours": 3.0, "effectiveness": 3, "value": 8, "decision": "team_up",
            "sync_need": "low", "data_sensitivity": "client", "knowledge": KNOWS,
            "brief": {"done_when": [{"text": "It works"}]},
        },
        "T05": {"name": "Posts", "hours": 2.0, "effectiveness": 2, "value": 4, "decision": "learn"},
    },
    "contractors": {
        "C01": {**PERSON, "handle": "Ann", "worked_before": True},
        "C02": {**PERSON, "handle": "Ben"},
    },
    "trials": {
        "R01": {
            "task_id": "T04", "contractor_id": "C02", "start": day(5), "paid_hours": 8.0, "rate": 1500,
            "must_haves": [{"text": "It works"}],
        },
    },
    "handoffs": {
        "H01": {
            "task_id": "T02", "contractor_id": "C01", "start": day(-20), "autonomy": 4, "oversight_plan_min_week": 30,
            "refill": "T01", "exit_plan": "Take it back", "checkin_every_days": 14, "state": "running",
        },
    },
    "checkins": {
        "K01": {"handoff_id": "H01", "date": day(-14), "minutes": 20, "kind": "planned", "contractor_hours": 8.0},
        "K02": {"handoff_id": "H01", "date": day(-5), "minutes": 20, "kind": "planned", "contractor_hours": 8.0},
    },
}  # fmt: skip
PROFILE: dict[str, Any] = {
    "hours_per_week": 40.0,
    "hour_value": 6000,
    "languages": {"en": "C1"},
    "timezone": "Europe/Berlin",
}


def built(tables: Mapping[str, Rows], profile: Mapping[str, Any]) -> Plan:
    stamps = {"created_at": NOON - timedelta(days=1), "updated_at": NOON - timedelta(days=1)}
    rows: dict[str, dict[str, Record]] = {
        table: {key: convert({**stamps, "id": key, **fields}, ROW_TYPES[table]) for key, fields in each.items()}  # type: ignore[misc]
        for table, each in tables.items()
    }
    plan = empty_plan(at=NOON)
    return structs.replace(plan, profile=convert({**stamps, **profile}, Profile), **rows)


@pytest.fixture(scope="session")
def calm() -> Callable[..., Plan]:
    """`calm(tasks={"T02": {"value": 9}}, drop=["H01"])`: fields laid over rows of the calm plan, rows more or less."""

    def plan(*, profile: Mapping[str, Any] | None = None, drop: Iterable[str] = (), **changes: Rows) -> Plan:
        gone = set(drop)
        tables = {
            table: {
                key: {**TABLES.get(table, {}).get(key, {}), **changes.get(table, {}).get(key, {})}
                for key in {**TABLES.get(table, {}), **changes.get(table, {})}
                if key not in gone
            }
            for table in {**TABLES, **changes}
        }
        return built(tables, {**PROFILE, **(profile or {})})

    return plan


@pytest.fixture(scope="session")
def bare() -> Callable[..., Plan]:
    """`bare(tasks={"T01": {"name": "Books"}})`: a plan with these rows and nothing else."""

    def plan(*, profile: Mapping[str, Any] | None = None, **tables: Rows) -> Plan:
        return built(tables, profile or {})

    return plan


@pytest.fixture(scope="session")
def person() -> dict[str, Any]:
    """The fields of a contractor about whom everything has been asked."""
    return dict(PERSON)
