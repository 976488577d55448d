"""Dates and times as the screens tell them: without the year, on the user's own clock."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from outsource_tui.advice.overlap import is_zone
from outsource_tui.model.kinds import DAYS
from outsource_tui.model.plan import Plan


def short_day(day: date) -> str:
    """Such as `Mon 23 Nov`."""
    return f"{DAYS[day.weekday()].capitalize()} {day.day} {day:%b}"


def local_time(at: datetime, plan: Plan) -> datetime:
    """An instant on the user's own clock; in UTC where the plan names a zone that is not known here."""
    zone = plan.profile.timezone
    return at.astimezone(ZoneInfo(zone) if is_zone(zone) else UTC)
