"""What a check finds, and what a check is (PRODUCT.md section 4)."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Literal

from msgspec import Struct

from outsource_tui.advice.checks.facts import Facts

Severity = Literal["error", "warning", "hint"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "hint")
"""Worst first."""


class Found(Struct, frozen=True):
    """One place where a check fires. `entity` is the id of a row, None for the whole plan."""

    entity: str | None
    message: str
    """One sentence that names the row and the numbers."""
    fix: str
    """What to do about it, in words."""


class Check(Struct, frozen=True):
    """One of the 40 checks. Each entity is found at most once."""

    code: str
    severity: Severity
    gist: str
    """What it is about, in a few words."""
    find: Callable[[Facts], Iterator[Found]]


class Finding(Struct, frozen=True):
    """What a check found, with its code and severity."""

    code: str
    severity: Severity
    entity: str | None
    message: str
    fix: str

    @property
    def mistake(self) -> int:
        """Which of the five mistakes it is about, 1 to 5."""
        return int(self.code[3])

    @property
    def is_good_news(self) -> bool:
        """Whether it is no fault, and never lowers the card (PRODUCT.md section 4)."""
        return self.code == "OUT407"


class MutedFinding(Struct, frozen=True):
    """A finding that somebody chose not to see, why, and until when."""

    finding: Finding
    reason: str
    until: date | None
