"""Entries of a time log in groups, with the seconds of each ISO week (PRODUCT.md sections 7 and 8)."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from outsource_tui.exchange.timelogs.entry import By, Entry, TimeLog
from outsource_tui.model.text import cleaned

NO_KEY = "(none)"

Seconds = dict[str, dict[str, int]]
"""ISO week (`2026-W44`) -> group -> seconds."""


class Counted(Struct, frozen=True):
    """What one entry adds: `seconds` to a group in a week. The fingerprint is the same in every export of it."""

    fingerprint: str
    week: str
    group: str
    seconds: int


class Grouped(Struct, frozen=True):
    """A whole log in groups; `first` and `last` are the days of its first and last entry in the user's zone."""

    source: str
    by: By
    counted: tuple[Counted, ...]
    first: date
    last: date

    @property
    def groups(self) -> dict[str, int]:
        """Seconds of each group, the largest first."""
        sums: dict[str, int] = {}
        for one in self.counted:
            sums[one.group] = sums.get(one.group, 0) + one.seconds
        return dict(sorted(sums.items(), key=lambda pair: (-pair[1], pair[0].casefold())))


def grouped(log: TimeLog, by: By, zone: ZoneInfo) -> Grouped:
    """The entries of a log by one of their parts; an entry counts in the week in which it starts, in the user's zone.

    Groups that differ only in case are one, called as they are called first. The log has at least one entry.
    """
    spelled: dict[str, str] = {}
    counted: list[Counted] = []
    days: list[date] = []
    for entry in sorted(log.entries, key=lambda one: one.start):
        day = entry.start.astimezone(zone).date()
        key = group_key(entry, by)
        group = spelled.setdefault(folded(key), key)
        days.append(day)
        counted.append(Counted(fingerprint(log.source, entry, key), week_of(day), group, entry.seconds))
    return Grouped(log.source, by, tuple(counted), days[0], days[-1])


def group_key(entry: Entry, by: By) -> str:
    """What an entry is grouped by; several tags are one group, sorted and joined."""
    parts = sorted(set(entry.tags)) if by == "tag" else [str(getattr(entry, by))]
    return ", ".join(filter(None, (cleaned(one).strip() for one in parts))) or NO_KEY


def folded(name: str) -> str:
    """A name as it is compared: two that fold alike are the same."""
    return name.strip().casefold()


def fingerprint(source: str, entry: Entry, key: str) -> str:
    """The same for an entry in every export: sha1(source|start|end|key|seconds)."""
    parts = (source, _stamp(entry.start), _stamp(entry.end), key, str(entry.seconds))
    return hashlib.sha1("|".join(parts).encode(), usedforsecurity=False).hexdigest()


def _stamp(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def week_of(day: date) -> str:
    """The ISO week of a day, such as `2026-W44`."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def monday_of(week: str) -> date:
    """The first day of an ISO week."""
    return date.fromisocalendar(int(week[:4]), int(week[6:]), 1)


def weeks_spanned(spans: Iterable[tuple[date, date]]) -> set[str]:
    """The ISO weeks from the first to the last day of each span, both counted."""
    weeks: set[str] = set()
    for first, last in spans:
        monday = first - timedelta(days=first.weekday())
        while monday <= last:
            weeks.add(week_of(monday))
            monday += timedelta(days=7)
    return weeks
