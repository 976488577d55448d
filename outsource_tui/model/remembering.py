"""What passes between the screens and whoever remembers how they were left."""

from datetime import datetime
from typing import Protocol

from msgspec import Struct


class Places(Struct, frozen=True):
    """The screen that was shown last, and by screen what each needs to look as it did: row, filter, order."""

    screen: str = "overview"
    screens: dict[str, dict[str, str]] = {}


class PlaceKeeper(Protocol):
    """Remembers the places of one plan. Raises nothing: a screen that starts at its top is no harm."""

    def recalled(self) -> Places:
        """How the screens were left; as at the first start where that is not known."""
        ...

    def keep(self, places: Places) -> None:
        """Remember how they are left."""
        ...


class PlanThere(Struct, frozen=True):
    """A plan that can be opened. `used` is when it was last looked at or changed; None where it is still to be made."""

    name: str
    used: datetime | None
    is_open: bool = False


class PlanShelf(Protocol):
    """The plans that can be opened."""

    def listed(self) -> list[PlanThere]:
        """All in the data folder and the one that is open, the one last used first."""
        ...

    def want(self, name: str) -> None:
        """Have this plan opened next, made with its first change where it is new. Raises BadInput, PlanUnreadable."""
        ...
