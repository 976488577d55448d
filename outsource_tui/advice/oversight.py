"""How much I look over a shoulder: the oversight ratio and what it says (PRODUCT.md 3.8 and section 8)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from outsource_tui.advice.hours import promised_week
from outsource_tui.advice.people import looks_at
from outsource_tui.model.handoff import CheckIn, Handoff
from outsource_tui.model.plan import Plan

OversightState = Literal["too early", "fine", "watch", "hovering", "absent"]

WINDOW_DAYS = 28
SETTLING_DAYS = 14
SETTLING_FACTOR = 1.5
"""The band is this much wider in the first `SETTLING_DAYS`."""

WATCH_FACTOR = 1.5
"""Up to this many times the band it is `watch`, above it `hovering`."""

LEAST_DELEGATED_MINUTES = 240
HIGHEST_AUTONOMY = 5


class Oversight(Struct, frozen=True, kw_only=True):
    """How the looking compares with what is done. Shares and the ratio are percents 0-100; None is unknown.

    Counts and minutes are those of the window: the last 28 days, or since the start.
    """

    ratio: float | None
    state: OversightState | None
    band: float
    """Percent of the delegated time that looking may take at this autonomy, widened in the first days."""
    my_minutes: int
    delegated_minutes: float | None
    has_logged_hours: bool
    """Whether `delegated_minutes` are those logged, not those expected."""
    weeks: float
    looks: int
    my_looks: int
    """Those that I started."""
    unplanned: int
    """Of `my_looks`."""
    method: int
    """Looks about the method, or to take work back."""
    unplanned_share: float | None
    method_share: float | None
    contacts_per_10h: float | None
    my_hours_week: float
    """Hours a week that looking really took."""
    hours_back_week: float | None
    hours_promised_week: float | None
    days_since_look: int
    """Since the last look of any kind, else since the start."""
    can_promote: bool


def oversight_of(plan: Plan, handoff: Handoff, today: date) -> Oversight:
    """The looking at a hand-off as of `today`; for one that is over, as of its end."""
    if handoff.end is not None and handoff.state in {"ended", "taken_back"}:
        today = min(today, handoff.end)
    known = [one for one in looks_at(plan, handoff.id) if one.date <= today]
    first = max(handoff.start, today - timedelta(days=WINDOW_DAYS - 1))
    looks = [one for one in known if one.date >= first]
    mine = [one for one in looks if one.by == "me"]
    unplanned = sum(one.kind == "unplanned" for one in mine)
    method = sum(one.about in {"method", "take_back"} for one in looks)
    minutes = sum(one.minutes for one in looks)
    weeks = min(WINDOW_DAYS / 7, max(1.0, (today - handoff.start).days / 7))
    logged = [one.contractor_hours for one in looks if one.contractor_hours is not None]
    delegated = 60 * sum(logged) if logged else _expected_minutes(plan, handoff, weeks)
    ratio = 100 * minutes / delegated if delegated else None
    band = _band(plan, handoff, today)
    since = (today - max([handoff.start, *(one.date for one in known)])).days
    state = _state(ratio, delegated, band, is_absent=since > 2 * handoff.checkin_every_days)
    hours, spent = _handed_hours(plan, handoff), minutes / 60 / weeks
    return Oversight(
        ratio=ratio,
        state=state,
        band=band,
        my_minutes=minutes,
        delegated_minutes=delegated,
        has_logged_hours=bool(logged),
        weeks=weeks,
        looks=len(looks),
        my_looks=len(mine),
        unplanned=unplanned,
        method=method,
        unplanned_share=_percent(unplanned, len(mine)),
        method_share=_percent(method, len(looks)),
        contacts_per_10h=600 * len(looks) / delegated if delegated else None,
        my_hours_week=spent,
        hours_back_week=None if hours is None else hours - spent,
        hours_promised_week=promised_week(handoff, _task_hours(plan, handoff)),
        days_since_look=since,
        can_promote=_can_promote(handoff, state, looks, today),
    )


def freed_actual_week(plan: Plan, today: date) -> float:
    """Hours a week that the running hand-offs really give back; those of tasks with unknown hours are left out."""
    running = [one for one in plan.live_handoffs if one.state == "running"]
    return sum(oversight_of(plan, one, today).hours_back_week or 0 for one in running)


def _expected_minutes(plan: Plan, handoff: Handoff, weeks: float) -> float | None:
    """Minutes that the hours, the share and their speed make of the window, where nobody logged any."""
    hours, contractor = _handed_hours(plan, handoff), plan.contractors.get(handoff.contractor_id)
    return None if hours is None or contractor is None else 60 * hours * contractor.speed * weeks


def _task_hours(plan: Plan, handoff: Handoff) -> float | None:
    task = plan.tasks.get(handoff.task_id)
    return None if task is None else task.hours_week


def _handed_hours(plan: Plan, handoff: Handoff) -> float | None:
    hours = _task_hours(plan, handoff)
    return None if hours is None else hours * handoff.share


def _band(plan: Plan, handoff: Handoff, today: date) -> float:
    band = plan.profile.bands[handoff.autonomy - 1]
    return band * SETTLING_FACTOR if (today - handoff.start).days < SETTLING_DAYS else band


def _state(ratio: float | None, delegated: float | None, band: float, *, is_absent: bool) -> OversightState | None:
    if is_absent:
        return "absent"
    if delegated is None:
        return None
    if ratio is None or delegated < LEAST_DELEGATED_MINUTES:
        return "too early"
    # Compared without the noise of fractions, so that 12% of a band of 12 is fine.
    if round(ratio - band, 9) <= 0:
        return "fine"
    return "watch" if round(ratio - WATCH_FACTOR * band, 9) <= 0 else "hovering"


def _can_promote(handoff: Handoff, state: OversightState | None, looks: Sequence[CheckIn], today: date) -> bool:
    """Whether they earned one more level: four weeks running, fine now, and nothing redone or taken back."""
    return (
        handoff.state == "running"
        and handoff.autonomy < HIGHEST_AUTONOMY
        and (today - handoff.start).days >= WINDOW_DAYS
        and state == "fine"
        and not any(one.about in {"rework", "take_back"} for one in looks)
    )


def _percent(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None
