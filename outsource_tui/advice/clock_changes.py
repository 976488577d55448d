"""When clocks are set forward or back (PRODUCT.md 3.13)."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from outsource_tui.model.kinds import DAYS


class ClockChange(Struct, frozen=True):
    """The clocks of a zone are set on a date: forward by `minutes`, or back where that is negative."""

    zone: str
    date: date
    minutes: int

    @property
    def words(self) -> str:
        """Such as `Sun 29: clocks in Europe/Berlin go forward by 60 minutes`."""
        way = "forward" if self.minutes > 0 else "back"
        return f"{short(self.date)}: clocks in {self.zone} go {way} by {abs(self.minutes)} minutes"


def clock_changes(zones: tuple[str, ...], first: date, last: date) -> tuple[ClockChange, ...]:
    """When clocks are set in these zones from `first` to `last`, by date."""
    found = []
    for name in dict.fromkeys(zones):
        zone = ZoneInfo(name)
        for day in (first + timedelta(days=n) for n in range((last - first).days + 1)):
            before, after = (datetime.combine(day + timedelta(days=n), time(), tzinfo=zone) for n in (0, 1))
            change = (after.utcoffset() or timedelta()) - (before.utcoffset() or timedelta())
            if change:
                found.append(ClockChange(name, day, round(change.total_seconds() / 60)))
    return tuple(sorted(found, key=lambda one: one.date))


def short(day: date) -> str:
    """Such as `Mon 23`, whatever the language of the machine."""
    return f"{DAYS[day.weekday()].capitalize()} {day.day}"
