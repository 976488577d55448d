"""The brief for a contractor: outcome and agreement, on both clocks, and nothing private."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from msgspec.structs import replace

from outsource_tui.data import demo_plan
from outsource_tui.exchange.markdown import markdown_of
from outsource_tui.model.plan import Plan
from outsource_tui.model.problems import BadInput, NotThere
from outsource_tui.planner.brief_export import brief_blocks
from outsource_tui.planner.brief_text import brief_text

TODAY = date(2026, 3, 20)


def demo() -> Plan:
    return demo_plan(TODAY, datetime(2026, 3, 20, 9, tzinfo=UTC))


def with_row(plan: Plan, table: str, row_id: str, **fields: Any) -> Plan:
    rows = getattr(plan, table)
    return replace(plan, **{table: {**rows, row_id: replace(rows[row_id], **fields)}})


def brief(plan: Plan, row_id: str) -> str:
    return markdown_of(brief_blocks(plan, row_id, TODAY))


def test_the_brief_of_a_task_is_its_outcome() -> None:
    text = brief(demo(), "T09")
    assert text.startswith(
        "# Front-end build\n\nBrief, version 1.\n\n## What it is for\n\nA landing page that I designed"
    )
    assert "- Responsive to 360 px\n" in text
    assert "85% of perfect is good enough." in text
    assert "What is agreed" not in text


def test_a_hand_off_adds_the_looks_on_both_clocks() -> None:
    text = brief(demo(), "H02")
    assert "- **Check-ins:** every Mon and Thu, 15 minutes, about the outcome.\n" in text
    assert "- **On your clock (Asia/Manila):** 16:15-16:30, 15:15-15:30 from Mon 30 Mar 2026, 16:15" in text
    assert "- **On mine (Europe/Berlin):** 09:15-09:30\n" in text
    assert "- **In between:** suggest, wait for my yes.\n" in text
    assert "Start" not in text


def test_deadline_budget_and_start_are_told_where_they_are_set() -> None:
    plan = demo()
    task = plan.tasks["T04"].brief
    assert task is not None
    plan = with_row(plan, "tasks", "T04", brief=replace(task, deadline=date(2026, 5, 4), budget=120050))
    plan = with_row(plan, "handoffs", "H01", state="preparing", start=date(2026, 3, 30))
    text = brief(plan, "H01")
    assert "- **Until:** Mon 4 May 2026\n- **Budget:** 1,200.50 EUR\n- **Start:** Mon 30 Mar 2026\n" in text
    copied = brief_text(plan, "H01")
    assert "Until: Mon 2026-05-04\n\nBudget: 1,200.50 EUR\n" in copied
    assert "Start: Mon 2026-03-30\n" in copied


def test_looks_without_hours_in_common_are_in_writing() -> None:
    plan = with_row(demo(), "contractors", "C02", timezone=None)
    assert "- **Check-ins:** every Mon and Thu, in writing, about the outcome.\n" in brief(plan, "H02")
    plan = with_row(demo(), "handoffs", "H02", state="ended", end=date(2026, 2, 27))
    assert "- **Check-ins:** none any more.\n" in brief(plan, "H02")


def test_a_trial_adds_its_days_on_both_clocks() -> None:
    text = brief(demo(), "R02")
    assert "- **The trial:** The landing page, from the same design file\n- **Hours:** 8.00, paid.\n" in text
    assert (
        "- **Day 1:** Wed 4 Mar 2026, we both work 13:30-19:00 on your clock (Asia/Kolkata), 09:00-14:30 on mine "
        "(Europe/Berlin).\n" in text
    )
    far = with_row(demo(), "contractors", "C05", timezone="Pacific/Auckland", work_start="09:00", work_end="17:00")
    assert "- **Day 1:** Wed 4 Mar 2026, no hours in common: in writing.\n" in brief(far, "R02")
    unknown = with_row(demo(), "contractors", "C05", work_days=None)
    assert "- **Day 2:** Thu 5 Mar 2026\n" in brief(unknown, "R02")


@pytest.mark.parametrize("row_id", ["H01", "H02", "R01", "R02", "T04", "T06", "T09"])
def test_nothing_private_is_told(row_id: str) -> None:
    plan = demo()
    for task in list(plan.tasks):
        plan = with_row(plan, "tasks", task, notes="PRIVATE", owner_only_reason="PRIVATE", tags=("PRIVATE",))
    for handoff in list(plan.handoffs):
        plan = with_row(plan, "handoffs", handoff, exit_plan="PRIVATE", refill="PRIVATE", end_reason="PRIVATE")
    for trial in list(plan.trials):
        plan = with_row(
            plan, "trials", trial, override_reason="PRIVATE", breach_note="PRIVATE", rate=4711, group="PRIVATE"
        )
    for person in list(plan.contractors):
        plan = with_row(plan, "contractors", person, notes="PRIVATE", source_text="PRIVATE", rate=4711)
    text = brief(plan, row_id)
    assert "PRIVATE" not in text
    assert "47.11" not in text
    assert not any(one.handle in text for one in plan.contractors.values())
    assert "EUR" not in text
    assert "priority" not in text.lower()


def test_a_damaged_plan_is_told_in_words() -> None:
    with pytest.raises(NotThere, match="H01 is about a task or a person that is not there"):
        brief(with_row(demo(), "handoffs", "H01", contractor_id="C99"), "H01")
    nowhere = replace(demo(), profile=replace(demo().profile, timezone="Mars/Olympus"))
    assert "- **Check-ins:** every 3 days.\n" in brief(nowhere, "H02")
    assert "- **Check-ins:** every day.\n" in brief(with_row(nowhere, "handoffs", "H02", checkin_every_days=1), "H02")
    assert "- **Day 1:** Wed 4 Mar 2026\n" in brief(nowhere, "R02")


def test_what_has_no_brief_says_so() -> None:
    with pytest.raises(BadInput, match="Client design work has no brief yet"):
        brief(demo(), "T01")
    with pytest.raises(BadInput, match="C01 has no brief"):
        brief(demo(), "C01")
    with pytest.raises(NotThere):
        brief(demo(), "T99")
