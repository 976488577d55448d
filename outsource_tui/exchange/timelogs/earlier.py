"""What earlier imports have counted already, so that an overlapping log changes the figures and never doubles them.

An entry that was imported before is known by its fingerprint. One that was edited since is not, so in every week that
a newer log holds whole, its own figures take the place of what was counted before.
"""

from collections import Counter
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any, get_args

from msgspec import Struct

from outsource_tui.exchange.timelogs.entry import By, TimeLog
from outsource_tui.exchange.timelogs.grouping import (
    Grouped,
    Seconds,
    fingerprint,
    folded,
    group_key,
    monday_of,
    weeks_spanned,
)
from outsource_tui.model.keeping import ImportRow
from outsource_tui.model.plan import Plan, number_of


class Merged(Struct, frozen=True):
    """A log on top of earlier imports."""

    seconds: Seconds
    """What this import adds, or holds in place of an earlier one."""
    fingerprints: tuple[str, ...]
    """Of the entries that no earlier import had."""
    replaced: dict[str, dict[str, Any]]
    """Per earlier import what no longer counts there, as fields for a change."""
    totals: dict[str, int]
    """Seconds of every group of all imports, by its folded name."""
    weeks: int
    """ISO weeks spanned by all imports, this one included."""
    new_weeks: int
    """Those that only this one spans."""


def import_rows(plan: Plan) -> list[ImportRow]:
    """The imports that count, oldest first."""
    return sorted((row for row in plan.imports.values() if not row.is_archived), key=lambda row: number_of(row.id))


def earlier_mapping(plan: Plan) -> dict[str, str]:
    """The task that each group was last imported into, by its folded name; only tasks that are still there."""
    found = {folded(group): task for row in import_rows(plan) for group, task in row.mapping.items()}
    return {group: task for group, task in found.items() if task in plan.tasks}


def counted_otherwise(plan: Plan, log: TimeLog, by: By) -> tuple[str, ...]:
    """What earlier imports called those entries of a log that they grouped by something else than `by`.

    Importing these again counts them twice. What went into a task that is gone since is not among them.
    """
    rows = [row for row in import_rows(plan) if row.source == log.source]
    known = {one for row in rows for one in row.fingerprints}
    if not known:
        return ()
    live = {group for group, task in earlier_mapping(plan).items() if not plan.tasks[task].is_archived}
    spelled = {folded(group): group for row in rows for group in row.mapping}
    found: dict[str, str] = {}
    for entry in log.entries:
        keys = dict.fromkeys(group_key(entry, one) for one in (by, *get_args(By)))
        # The first that is known tells how it was grouped; where that is as it is now, it counts once.
        before = next((key for key in keys if fingerprint(log.source, entry, key) in known), None)
        if before is not None and before != group_key(entry, by) and folded(before) in live:
            found.setdefault(folded(before), spelled.get(folded(before), before))
    return tuple(found.values())


def merged_with(plan: Plan, log: Grouped, groups: Collection[str]) -> Merged:
    """Some groups of a log on top of what `plan` has of earlier imports."""
    rows = import_rows(plan)
    same = [row for row in rows if row.source == log.source]
    fresh, fingerprints = _fresh(log, groups, same)
    held = _sums(log, groups)
    wanted = {folded(group) for group in groups}
    replaced: dict[str, dict[str, Any]] = {}
    seconds: Seconds = fresh
    if fingerprints:
        whole = _whole_weeks(log, same)
        seconds = _with_whole(fresh, held, whole)
        replaced = {row.id: {"seconds": gone} for row in same if (gone := _gone(row, whole, wanted))}
    totals: Counter[str] = Counter()
    for row in rows:
        gone = replaced.get(row.id, {}).get("seconds", {})
        for week, cells in row.seconds.items():
            totals.update({folded(group): one for group, one in cells.items() if group not in gone.get(week, {})})
    for cells in seconds.values():
        totals.update({folded(group): one for group, one in cells.items()})
    spans = [(row.first, row.last) for row in rows if row.first is not None and row.last is not None]
    weeks = weeks_spanned([*spans, (log.first, log.last)])
    return Merged(seconds, fingerprints, replaced, dict(totals), len(weeks), len(weeks - weeks_spanned(spans)))


def _fresh(log: Grouped, groups: Collection[str], same: list[ImportRow]) -> tuple[Seconds, tuple[str, ...]]:
    """Seconds and fingerprints of the entries that are not known; two alike in one log count twice."""
    known = Counter(one for row in same for one in row.fingerprints)
    seconds: Seconds = {}
    fingerprints: list[str] = []
    for one in log.counted:
        if one.group not in groups:
            continue
        if known[one.fingerprint] > 0:
            known[one.fingerprint] -= 1
            continue
        fingerprints.append(one.fingerprint)
        cells = seconds.setdefault(one.week, {})
        cells[one.group] = cells.get(one.group, 0) + one.seconds
    return seconds, tuple(fingerprints)


def _sums(log: Grouped, groups: Collection[str]) -> Seconds:
    seconds: Seconds = {}
    for one in log.counted:
        if one.group in groups:
            cells = seconds.setdefault(one.week, {})
            cells[one.group] = cells.get(one.group, 0) + one.seconds
    return seconds


def _whole_weeks(log: Grouped, same: list[ImportRow]) -> set[str]:
    """The weeks of which the log can be missing nothing that an earlier import has."""
    first = min((row.first for row in same if row.first is not None), default=date.max)
    last = max((row.last for row in same if row.last is not None), default=date.min)
    return {
        week
        for week in weeks_spanned([(log.first, log.last)])
        if (log.first <= monday_of(week) or log.first <= first)
        and (log.last >= monday_of(week) + timedelta(days=6) or log.last >= last)
    }


def _with_whole(fresh: Seconds, held: Seconds, whole: set[str]) -> Seconds:
    part = {week: cells for week, cells in fresh.items() if week not in whole}
    return {**part, **{week: cells for week, cells in held.items() if week in whole}}


def _gone(row: ImportRow, whole: set[str], wanted: set[str]) -> dict[str, dict[str, None]]:
    """The cells of an earlier import that a newer log holds itself."""
    found = {
        week: {group: None for group in cells if folded(group) in wanted}
        for week, cells in row.seconds.items()
        if week in whole
    }
    return {week: cells for week, cells in found.items() if cells}
