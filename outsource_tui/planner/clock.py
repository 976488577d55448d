"""The time, handed in: the machine's clock, or one that stands still for demos and tests."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time

from msgspec import Struct


class Clock(Struct, frozen=True):
    """`now` is an instant in UTC, `today` the date where the user sits."""

    now: Callable[[], datetime]
    today: Callable[[], date]

    @property
    def stamp(self) -> str:
        """The instant as a change takes it: ISO, `Z` for UTC."""
        return self.now().isoformat().replace("+00:00", "Z")


def fixed_clock(today: date) -> Clock:
    """A clock that always says noon UTC of that day."""
    noon = datetime.combine(today, time(12), UTC)
    return Clock(now=lambda: noon, today=lambda: today)
