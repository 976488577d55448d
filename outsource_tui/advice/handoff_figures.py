"""The figures of a hand-off as a sheet: those of its task for its share, and the looking (PRODUCT.md 3.15)."""

from datetime import date
from typing import Any

from outsource_tui.advice.deal_figures import add_handoff_deal, add_worth, oversight_fields
from outsource_tui.advice.figure import Sheet
from outsource_tui.advice.hours import promised_week
from outsource_tui.advice.oversight import Oversight, oversight_of
from outsource_tui.advice.task_figures import add_freed, add_place, add_readiness
from outsource_tui.model.handoff import Handoff
from outsource_tui.model.plan import Plan


def add_handoff_figures(sheet: Sheet, plan: Plan, handoff: Handoff, today: date) -> None:
    """Everything that can be said of a hand-off as of `today`."""
    task = plan.tasks.get(handoff.task_id)
    hours = None if task is None else task.hours_week
    if task is None:
        sheet.add("hours_week", None, "h/week", "hours of the task", fields={"task_id": None})
    else:
        add_place(sheet, task, plan.profile)
        add_readiness(sheet, task)
    planned = sheet.fields(handoff, "share") | oversight_fields(sheet, handoff, hours)
    freed = promised_week(handoff, hours)
    add_freed(sheet, freed, planned)
    add_worth(sheet, plan.profile)
    if task is not None:
        add_handoff_deal(sheet, plan, task, handoff)
    _add_looking(sheet, plan, handoff, oversight_of(plan, handoff, today))
    sheet.add(
        "hours_promised_week", freed, "h/week", "hours a week x share - my oversight as planned",
        of=["hours_week"], fields=planned,
    )  # fmt: skip


def _add_looking(sheet: Sheet, plan: Plan, handoff: Handoff, found: Oversight) -> None:
    logged: dict[str, Any] = {"my_minutes": found.my_minutes}
    if found.delegated_minutes is not None:
        logged["delegated_minutes"] = found.delegated_minutes
    expected = {} if found.has_logged_hours else _expected(sheet, plan, handoff, found)
    sheet.add(
        "oversight_ratio", found.ratio, "percent",
        "100 x my minutes / their minutes, of the last 28 days or since the start; theirs are the hours logged with the"
        " looks, else hours a week x share x speed x weeks",
        of=[] if found.has_logged_hours else ["hours_week"], fields=logged | expected,
    )  # fmt: skip
    sheet.add(
        "oversight_state", found.state, "word",
        "absent if the last look is more than twice the interval ago, too early below 4 hours of theirs, fine up to the"
        " band, watch up to 1.5 times the band, hovering above",
        of=["oversight_ratio"],
        fields=logged
        | {"band": found.band, "days_since_look": found.days_since_look}
        | sheet.fields(handoff, "autonomy", "checkin_every_days"),
    )  # fmt: skip
    sheet.add(
        "unplanned_share", found.unplanned_share, "percent", "100 x unplanned looks of mine / looks of mine",
        fields={"unplanned": found.unplanned, "my_looks": found.my_looks},
    )  # fmt: skip
    sheet.add(
        "hours_back_week", found.hours_back_week, "h/week", "hours a week x share - my minutes / 60 / weeks",
        of=["hours_week"],
        fields=sheet.fields(handoff, "share") | {"my_minutes": found.my_minutes, "weeks": found.weeks},
    )  # fmt: skip


def _expected(sheet: Sheet, plan: Plan, handoff: Handoff, found: Oversight) -> dict[str, Any]:
    """What their minutes are made of where nobody logged them."""
    contractor = plan.contractors.get(handoff.contractor_id)
    speed = {"contractor_id": None} if contractor is None else sheet.fields(contractor, "speed")
    return sheet.fields(handoff, "share") | speed | {"weeks": found.weeks}
