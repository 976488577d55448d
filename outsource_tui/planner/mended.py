"""What the changes of late have mended: findings that were there before a step of the journal and not behind it."""

from collections.abc import Iterable
from datetime import date, datetime

from msgspec import Struct

from outsource_tui.advice.checks.finding import Finding, MutedFinding
from outsource_tui.advice.checks.registry import CHECKS, sorted_out
from outsource_tui.model.applying import applied
from outsource_tui.model.change import Undo
from outsource_tui.model.keeping import JournalEntry
from outsource_tui.model.plan import Plan
from outsource_tui.model.problems import Problem
from outsource_tui.planner.rows import name_of

MOST_STEPS = 20
"""How far back is looked."""

MOST_WORK = 4_000
"""Tasks times steps that are looked at: each step back means running all checks again."""


class Mended(Struct, frozen=True):
    """A finding that a step did away with."""

    code: str
    gist: str
    about: str
    """What it was about; empty for the whole plan."""
    at: datetime
    by: str
    """The step in words."""


class MendedLately:
    """Works out each step once; both sides of it are judged by the same day, so that no day alone mends anything."""

    def __init__(self) -> None:
        self._day: date | None = None
        self._by_step: dict[tuple[str, str, int], list[Mended]] = {}

    def of(self, plan: Plan, today: date) -> list[Mended]:
        """What went, newest first; of a large plan only by its newest steps."""
        if self._day != today:
            self._day, self._by_step = today, {}
        most = min(MOST_STEPS, MOST_WORK // max(1, len(plan.tasks)))
        steps = [one for one in plan.newest_first() if one.undone is None][:most]
        found: list[Mended] = []
        for entry in steps:
            if _key(entry) not in self._by_step and not self._look(plan, steps, today):
                break
            found += self._by_step[_key(entry)]
        return found

    def _look(self, plan: Plan, steps: list[JournalEntry], today: date) -> bool:
        """Go back step by step; whether that was possible to the end."""
        after: set[tuple[str, str | None]] | None = None
        for entry in steps:
            is_new = _key(entry) not in self._by_step
            if is_new and after is None:
                after = _about(*sorted_out(plan, today))
            try:
                before = applied(plan, Undo(entry.id), at=entry.at, session=entry.session).plan
            except Problem:
                self._by_step.setdefault(_key(entry), [])
                return False
            found = sorted_out(before, today) if is_new else None
            if found is not None and after is not None:
                gone = [one for one in found[0] if (one.code, one.entity) not in after]
                self._by_step[_key(entry)] = [_mended(one, before, entry) for one in gone]
            after = None if found is None else _about(*found)
            plan = before
        return True


def _about(findings: Iterable[Finding], muted: Iterable[MutedFinding]) -> set[tuple[str, str | None]]:
    """Findings by code and row, the muted ones too: to mute is not to mend."""
    return {(one.code, one.entity) for one in [*findings, *(other.finding for other in muted)]}


def _mended(finding: Finding, plan: Plan, entry: JournalEntry) -> Mended:
    try:
        about = name_of(plan, finding.entity) if finding.entity is not None else ""
    except Problem:
        about = finding.entity or ""
    return Mended(finding.code, CHECKS[finding.code].gist, about, entry.at, entry.words)


def _key(entry: JournalEntry) -> tuple[str, str, int]:
    """A step that grows, such as a move on the grid, is another one each time."""
    return entry.id, entry.words, len(entry.traces)
