"""The report: the figures of the plan as a person reads them, and what is left out where it is asked for."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from outsource_tui.data import demo_plan
from outsource_tui.exchange.markdown import markdown_of
from outsource_tui.model.keeping import Mute
from outsource_tui.model.plan import Plan, empty_plan
from outsource_tui.planner.called import Called
from outsource_tui.planner.report import report_blocks

TODAY = date(2026, 3, 20)
NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)


def demo() -> Plan:
    return demo_plan(TODAY, NOON)


def report(plan: Plan, *, is_redacted: bool = False) -> str:
    return markdown_of(report_blocks(plan, TODAY, Called(plan, is_redacted=is_redacted)))


def with_row(plan: Plan, table: str, row_id: str, **fields: Any) -> Plan:
    rows = getattr(plan, table)
    return replace(plan, **{table: {**rows, row_id: replace(rows[row_id], **fields)}})


def cells(text: str, first: str) -> list[str]:
    """The cells of the table row in which `first` stands."""
    row = next(line for line in text.splitlines() if re.search(rf"\| {re.escape(first)} +\|", line))
    return [cell.strip() for cell in row.strip("|").split("|")]


def test_it_begins_with_what_doing_nothing_costs() -> None:
    text = report(demo())
    assert text.startswith("# Outsourcing plan\n\nThe demo plan, as of Fri 20 Mar 2026.\n")
    assert "Of 42.0 hours a week, 15.5 go into work that somebody else could do: 806 hours a year" in text
    assert "9.5 of them are still on the desk: 494 hours a year, or 11.8 working weeks." in text


def test_the_parts_are_there_in_order() -> None:
    headings = [line for line in report(demo()).splitlines() if line.startswith("## ")]
    assert headings == [
        "## At a glance", "## The grid", "## First to go", "## People", "## Trials", "## Hand-offs",
        "## The five mistakes", "## Findings",
    ]  # fmt: skip


def test_figures_are_those_of_the_judgements() -> None:
    text = report(demo())
    assert cells(text, "Comes back as planned")[1:] == ["5.3", "h/week"]
    assert cells(text, "Comfortable to pay")[1:] == ["15.00", "EUR/h"]
    assert cells(text, "Net")[1:] == ["73.05", "EUR/week"]
    assert cells(text, "T06") == [
        "2", "T06", "Inbox triage", "LIGHTEN or HAND OFF", "6", "3", "4.0", "66.1", "2.6", "ready", "hand off",
        "handed off",
    ]  # fmt: skip
    assert cells(text, "T01")[:2] == ["-", "T01"]
    assert cells(text, "C05")[-2:] == ["16.00 EUR/h", "25.65"]
    assert cells(text, "R01")[-5:] == ["4 of 4 met", "83.75", "hand over", "hand over", "208.00"]
    assert "- **Front-end build:** Front-end, Novi Sad 71.7; Front-end, Bengaluru 61.9. Leaning, 9.8 points" in text
    assert "hovering; 36.0% of their time, up to 20.0% is fine; 11 looks in 205 min, 8 of 11 unplanned" in text
    assert "costs 61.20, brings 81.00, net 19.80 EUR a week; first year 849.60; paid back: 9.1 weeks." in text
    assert cells(text, "**overall**")[2] == "**42**"


def test_the_grid_shows_each_cell_with_its_hours() -> None:
    low = cells(report(demo()), "Low value")
    assert low[1].startswith("HAND OFF, 8.0 h/week: Bookkeeping and receipts, Social posts")
    assert low[2].startswith("LIGHTEN, 7.5 h/week: Inbox triage")


def test_findings_are_told_with_their_fix_and_muted_ones_with_their_reason() -> None:
    stamps = {"created_at": NOON, "updated_at": NOON}
    mute = Mute(id="M01", code="OUT301", entity="H02", reason="She knows the work", until=date(2026, 4, 1), **stamps)
    text = report(replace(demo(), mutes={"M01": mute}))
    assert "### Errors: 2" in text
    assert "- **OUT503 C02** Assistant, Cebu works with client data" in text
    assert "### Muted: 1\n\n- **OUT301 H02** no test run. Because: She knows the work, until Wed 1 Apr 2026" in text


def test_nothing_that_is_unknown_is_told_as_nought() -> None:
    plan = demo()
    plan = with_row(plan, "tasks", "T12", hours=None)
    plan = with_row(plan, "contractors", "C06", rate=None, timezone=None)
    plan = replace(plan, profile=replace(plan.profile, hour_value=None, annual_income=None))
    text = report(plan)
    assert cells(text, "T12")[6:9] == ["-", "-", "-"]
    assert cells(text, "C06")[-2:] == ["-", "-"]
    assert cells(text, "C06")[4] == "-"
    assert cells(text, "An hour is worth")[1] == "-"
    assert cells(text, "Net")[1] == "-"


def test_an_empty_plan_has_a_report_too() -> None:
    text = report(empty_plan(at=NOON))
    assert "Nothing is listed yet." in text
    assert "## People" not in text
    assert "no data" in text


def test_names_rates_and_amounts_are_left_out_everywhere() -> None:
    plan = demo()
    plan = with_row(plan, "tasks", "T04", name="Talk with BOOKKEEPER, LISBON about money")
    plan = with_row(plan, "tasks", "T05", name="Bookkeeper, Lisbons are not meant")
    plan = with_row(plan, "handoffs", "H01", escalate_if="she asks for more than 25 EUR/h")
    plan = with_row(plan, "trials", "R01", override_reason="Only 32 an hour")
    plan = with_row(plan, "contractors", "C01", notes="secret", source_text="Jane Doe")
    plan = replace(plan, profile=replace(plan.profile, role="Jane Doe, designer"))
    plan = replace(plan, meta=replace(plan.meta, demo=False))
    text = report(plan, is_redacted=True)
    for person in plan.contractors.values():
        assert not re.search(rf"(?<!\w){re.escape(person.handle)}(?!\w)", text, re.IGNORECASE)
    assert not re.search(r"EUR|Jane|secret|more than 25|32 an hour|61\.20|19\.80|208\.00", text)
    assert "Talk with C01 about money" in text
    assert "Bookkeeper, Lisbons are not meant" in text
    assert "names, rates and amounts left out" in text.lower()
    assert "- **OUT503 C02** too much access, too long" in text
    assert "OUT503 C02** Assistant, Cebu works" in report(plan)


def test_the_report_shows_what_it_leaves_out_otherwise() -> None:
    text = report(demo())
    assert "EUR" in text
    assert "Bookkeeper, Lisbon" in text


def test_a_name_within_another_is_replaced_whole() -> None:
    plan = with_row(demo(), "contractors", "C01", handle="Ann")
    plan = with_row(plan, "contractors", "C02", handle="Ann Lee")
    called = Called(plan, is_redacted=True)
    assert called.text("Ann Lee, ann, Annual, Joann") == "C02, C01, Annual, Joann"
    assert called.person("C02") == "C02"
    assert Called(plan).text("Ann Lee") == "Ann Lee"


@pytest.mark.parametrize("redacted", [False, True])
def test_damaged_rows_do_not_stop_it(redacted: bool) -> None:  # noqa: FBT001
    plan = with_row(demo(), "contractors", "C05", timezone="Mars/Olympus")
    plan = with_row(plan, "trials", "R02", start=None)
    plan = with_row(plan, "trials", "R01", task_id="T99")
    plan = with_row(plan, "handoffs", "H01", contractor_id="C99")
    plan = replace(plan, profile=replace(plan.profile, timezone="Mars/Olympus"))
    text = report(plan, is_redacted=redacted)
    assert "R02" in text
    assert "| R01" not in text
    assert "(H01)" not in text


@pytest.mark.parametrize(
    ("day", "words"),
    [(TODAY, "today"), (TODAY - timedelta(days=1), "yesterday"), (TODAY - timedelta(days=9), "9 days ago")],
)
def test_when_the_last_look_was(day: date, words: str) -> None:
    plan = with_row(demo(), "handoffs", "H02", checkin_every_days=1)
    looks = {key: one for key, one in plan.checkins.items() if one.handoff_id != "H02"}
    look = next(one for one in plan.checkins.values() if one.handoff_id == "H02")
    plan = replace(plan, checkins={**looks, look.id: replace(look, date=day)})
    assert f"agreed every day, the last {words}." in report(plan)
