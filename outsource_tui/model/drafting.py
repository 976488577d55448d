"""What passes between a screen and whoever keeps what is typed into its forms."""

from typing import Any, Protocol

from msgspec import Struct

from outsource_tui.model.kinds import Instant


class OpenSession(Struct, frozen=True):
    """A screen that has a plan open."""

    session: str
    plan: str
    since: Instant


class Draft(Struct, frozen=True):
    """What stood in a form when its screen ended."""

    session: str
    plan: str
    form: str
    at: Instant
    fields: dict[str, Any]


class DraftKeeper(Protocol):
    """Keeps the drafts of one screen beside its plan, and says who else has that plan open. Raises nothing."""

    def open(self) -> None:
        """Say that this screen has the plan open, until `close` or the end of the process; once is enough."""
        ...

    def close(self) -> None:
        """This screen is done; what was not dropped is offered at the next start."""
        ...

    def others(self) -> list[OpenSession]:
        """The other screens that have this plan open, the first to open it first."""
        ...

    def write(self, form: str, fields: dict[str, Any]) -> bool:
        """Keep what stands in a form; whether that worked."""
        ...

    def drop(self, form: str) -> None:
        """The form was saved, or thrown away."""
        ...

    def offered(self) -> list[Draft]:
        """What stood in the forms of screens that have ended, newest first."""
        ...

    def forget(self, draft: Draft) -> None:
        """Take an offered draft away."""
        ...
