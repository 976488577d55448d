"""What leaves the plan without names and amounts is the same whoever the people are and whatever they cost."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from outsource_tui.data import demo_plan
from outsource_tui.model.plan import Plan
from outsource_tui.planner.called import folded
from outsource_tui.planner.exports import REDACTABLE, ExportKind, export_text
from tests.thoroughness import cases

TODAY = date(2026, 3, 20)
NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)
DEMO = demo_plan(TODAY, NOON)
AMOUNTS: dict[str, tuple[str, ...]] = {
    "contractors": ("rate",),
    "trials": ("rate",),
    "handoffs": ("tool_cost_week", "oneoff_cost", "uplift_week"),
}
NAMES = st.text("abcßğİıÄöñŁ九*_|<>[]#`~\\&=+- .", min_size=1, max_size=12).map(lambda text: f"Zq{text}".strip())


def told(plan: Plan, kind: ExportKind) -> str:
    return export_text(plan, kind, today=TODAY, at=NOON, is_redacted=True)


def with_names(plan: Plan, names: list[str], spelled: str) -> Plan:
    """The people called so, and each of them named where something is typed."""
    people = {key: replace(one, handle=name) for (key, one), name in zip(plan.contractors.items(), names, strict=True)}
    keys = list(people)
    tasks = {
        key: replace(one, name=f"Talk with {_spelled(people[keys[at % len(keys)]].handle, spelled)} of it ({key})")
        for at, (key, one) in enumerate(plan.tasks.items())
    }
    handoffs = {
        key: replace(one, escalate_if=f"{_spelled(people[one.contractor_id].handle, spelled)}: is late")
        for key, one in plan.handoffs.items()
    }
    return replace(plan, contractors=people, tasks=tasks, handoffs=handoffs)


def _spelled(name: str, how: str) -> str:
    return {"loud": name.upper(), "soft": name.lower(), "bare": folded(name)}.get(how, name)


def with_amounts(plan: Plan, factor: int) -> Plan:
    """Everything costs, and is worth, so many times as much; so no judgement differs."""

    def scaled(row: Any, *fields: str) -> Any:
        values = {name: getattr(row, name) for name in fields}
        return replace(row, **{name: one if one is None else one * factor for name, one in values.items()})

    tables = {
        table: {key: scaled(row, *fields) for key, row in plan.rows(table).items()} for table, fields in AMOUNTS.items()
    }
    briefs = {
        key: one if one.brief is None else replace(one, brief=scaled(one.brief, "budget"))
        for key, one in plan.tasks.items()
    }
    profile = scaled(plan.profile, "annual_income", "hour_value", "budget_month")
    return replace(plan, **tables, tasks=briefs, profile=profile)


@pytest.mark.parametrize("kind", REDACTABLE)
@settings(max_examples=cases(12), deadline=None)
@given(
    names=st.lists(NAMES, min_size=6, max_size=6, unique_by=folded),
    spelled=st.sampled_from(["as it is", "loud", "soft", "bare"]),
)
def test_no_name_is_told_wherever_it_stands(kind: ExportKind, names: list[str], spelled: str) -> None:
    plain = [f"Zq person {number}" for number in range(6)]
    assert told(with_names(DEMO, names, spelled), kind) == told(with_names(DEMO, plain, spelled), kind)


@pytest.mark.parametrize("kind", REDACTABLE)
@settings(max_examples=cases(5), deadline=None)
@given(factor=st.integers(2, 997))
def test_no_amount_is_told(kind: ExportKind, factor: int) -> None:
    assert told(with_amounts(DEMO, factor), kind) == told(DEMO, kind)


def test_the_amounts_would_be_seen() -> None:
    whole = [export_text(one, "md", today=TODAY, at=NOON) for one in (DEMO, with_amounts(DEMO, 3))]
    assert whole[0] != whole[1]
