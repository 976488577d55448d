"""OUT401 to OUT407: each where it fires, and where it just does not."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from outsource_tui.advice.checks.registry import findings_of
from outsource_tui.model.plan import Plan

TODAY = date(2026, 1, 15)
Calm = Callable[..., Plan]
Fields = dict[str, Any]


def found(plan: Plan) -> list[tuple[str, str | None]]:
    return [(one.code, one.entity) for one in findings_of(plan, TODAY)]


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def looks(*rows: Fields) -> dict[str, Fields]:
    """Planned looks of ten minutes, a day apart, the newest yesterday; each row lays something over one."""
    return {
        f"K{n + 10}": {
            "handoff_id": "H01", "date": ago(len(rows) - n), "minutes": 10, "kind": "planned", **row,
        }
        for n, row in enumerate(rows)
    }  # fmt: skip


OLD = ["K01", "K02"]


@pytest.mark.parametrize(
    ("minutes", "codes"),
    [
        (77, []),  # 8.0% of 16 hours
        (115, []),  # 12.0%: watch is only a word on the meter
        (116, ["OUT401"]),
    ],
)
def test_out401_hovering(calm: Calm, minutes: int, codes: list[str]) -> None:
    plan = calm(checkins={"K01": {"minutes": minutes - 20}})
    assert [code for code, _ in found(plan)] == codes


def test_out401_only_while_it_runs(calm: Calm) -> None:
    assert found(calm(checkins={"K01": {"minutes": 400}}, handoffs={"H01": {"state": "paused"}})) == []


@pytest.mark.parametrize(("minutes", "fires"), [(459, False), (460, True)])
def test_out402_nothing_comes_back(calm: Calm, minutes: int, *, fires: bool) -> None:
    # 4 hours a week for two weeks are 480 minutes
    plan = calm(handoffs={"H01": {"start": ago(14)}}, checkins={"K01": {"date": ago(10), "minutes": minutes}})
    assert (("OUT402", "H01") in found(plan)) == fires


def test_out402_not_while_it_is_too_early(calm: Calm) -> None:
    rows = looks({"minutes": 480, "contractor_hours": 3.9})
    assert found(calm(handoffs={"H01": {"start": ago(2)}}, checkins=rows, drop=OLD)) == []


@pytest.mark.parametrize(
    ("kinds", "fires"),
    [
        (["unplanned", "unplanned", "planned", "planned"], False),
        (["unplanned", "unplanned", "unplanned", "planned"], True),
        (["unplanned", "unplanned", "unplanned"], False),
    ],
)
def test_out403_dropping_in(calm: Calm, kinds: list[str], *, fires: bool) -> None:
    rows = looks(*({"kind": kind, "contractor_hours": 4.0} for kind in kinds))
    assert found(calm(checkins=rows, drop=OLD)) == ([("OUT403", "H01")] if fires else [])


def test_out403_counts_only_my_own_looks(calm: Calm) -> None:
    theirs = {"kind": "unplanned", "by": "them", "contractor_hours": 4.0}
    mine = {"contractor_hours": 4.0}
    assert found(calm(checkins=looks(theirs, theirs, theirs, theirs, mine, mine, mine, mine), drop=OLD)) == []


@pytest.mark.parametrize(
    ("abouts", "fires"),
    [
        (["method", "take_back", "method", *["outcome"] * 7], False),
        (["method", "take_back", "method", *["outcome"] * 6], True),
        (["method", "outcome", "outcome", "outcome"], False),
        (["method", "take_back", "outcome", "outcome"], True),
        (["method", "take_back", "method"], False),
    ],
)
def test_out404_steering_the_how(calm: Calm, abouts: list[str], *, fires: bool) -> None:
    rows = looks(*({"about": about, "contractor_hours": 4.0} for about in abouts))
    assert found(calm(checkins=rows, drop=OLD)) == ([("OUT404", "H01")] if fires else [])


DONE = [{"text": "Balanced"}]


@pytest.mark.parametrize(
    ("brief", "autonomy", "fires"),
    [
        (None, 4, True),
        ({"results": ["Books"]}, 4, True),
        ({"done_when": DONE, "steps": ["step"] * 10}, 3, False),
        ({"done_when": DONE, "steps": ["step"] * 11}, 3, True),
        ({"done_when": DONE, "steps": ["step"] * 11}, 2, False),
    ],
)
def test_out405_tells_how_not_what(calm: Calm, brief: Fields | None, autonomy: int, *, fires: bool) -> None:
    plan = calm(tasks={"T02": {"brief": brief}}, handoffs={"H01": {"autonomy": autonomy}})
    assert found(plan) == ([("OUT405", "H01")] if fires else [])


def test_out405_from_the_preparation_to_the_end(calm: Calm) -> None:
    no_brief: dict[str, Fields] = {"T02": {"brief": None}}
    assert found(calm(tasks=no_brief, handoffs={"H01": {"state": "preparing"}})) == [("OUT405", "H01")]
    assert found(calm(tasks=no_brief, handoffs={"H01": {"state": "ended", "end": ago(1)}})) == []


@pytest.mark.parametrize(("every", "code"), [(5, ""), (4, "next look"), (3, "next look"), (2, "nobody has looked")])
def test_out406_look_overdue(calm: Calm, every: int, code: str) -> None:
    findings = findings_of(calm(handoffs={"H01": {"checkin_every_days": every}}), TODAY)  # last look five days ago
    assert [one.code for one in findings] == (["OUT406"] if code else [])
    assert all(code in one.message for one in findings)


@pytest.mark.parametrize(
    ("every", "words"),
    [
        (3, "overdue: the last was 5 days ago, agreed was every 3"),
        (2, "nobody has looked for 5 days, agreed was every 2"),
        (1, "nobody has looked for 5 days, agreed was every day"),
    ],
)
def test_out406_tells_overdue_from_absent(calm: Calm, every: int, words: str) -> None:
    [said] = findings_of(calm(handoffs={"H01": {"checkin_every_days": every}}), TODAY)
    assert words in said.message


def test_out406_without_a_look_the_start_counts(calm: Calm) -> None:
    assert found(calm(handoffs={"H01": {"start": ago(14)}}, drop=OLD)) == []
    assert found(calm(handoffs={"H01": {"start": ago(15)}}, drop=OLD)) == [("OUT406", "H01")]


@pytest.mark.parametrize(("days", "fires"), [(27, False), (28, True)])
def test_out407_more_rope_after_four_weeks(calm: Calm, days: int, *, fires: bool) -> None:
    assert found(calm(handoffs={"H01": {"start": ago(days)}})) == ([("OUT407", "H01")] if fires else [])


def test_out407_not_after_rework_and_not_above_the_top(calm: Calm) -> None:
    old = {"H01": {"start": ago(40)}}
    assert found(calm(handoffs=old, checkins={"K01": {"about": "rework"}})) == []
    assert found(calm(handoffs={"H01": {"start": ago(40), "autonomy": 5}})) == []
    assert "Raise the autonomy to 5: Own the result." in findings_of(calm(handoffs=old), TODAY)[0].fix
