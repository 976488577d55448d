"""What importing a time log would do, to be looked at first; and the change that does it, as one step to undo."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from msgspec import Struct

from outsource_tui.exchange.timelogs.earlier import Merged, counted_otherwise, earlier_mapping, merged_with
from outsource_tui.exchange.timelogs.entry import By, TimeLog
from outsource_tui.exchange.timelogs.grouping import Grouped, folded, grouped, weeks_spanned
from outsource_tui.model.change import AddRow, Change, Edit, SetFields
from outsource_tui.model.plan import Plan, id_of, next_number
from outsource_tui.model.problems import BadInput, NotThere
from outsource_tui.model.task import MOST_HOURS_A_WEEK, Task

NEW = "new"
"""In a mapping: the group becomes a new task."""

SKIP = ""
"""In a mapping: the group is left out."""

LONGEST_NAME = 80


class GroupLine(Struct, frozen=True):
    """What becomes of a group. Hours have two decimals."""

    group: str
    hours: float
    """In this log."""
    task_id: str
    """The task it goes into, `NEW` or `SKIP`."""
    old_hours_week: float | None
    """What that task has now; None for a new one and where it is unknown."""
    new_hours_week: float | None
    """All seconds of the task's groups over all weeks imported; None where it is left out."""


class LogPreview(Struct, frozen=True):
    """A time log that was read: what it would do."""

    log: Grouped
    file_name: str
    sha1: str
    mapping: dict[str, str]
    """Group -> task id, `NEW` or `SKIP`."""
    lines: tuple[GroupLine, ...]
    others: tuple[GroupLine, ...]
    """Tasks whose groups are only in earlier imports, called by the task: more weeks have passed since."""
    skipped: tuple[str, ...]
    """Rows that were left out, in words."""
    known: int
    """Entries that earlier imports had already."""
    weeks: int
    """ISO weeks from the first to the last entry of this log, both counted."""
    all_weeks: int
    """ISO weeks spanned by all imports."""
    otherwise: tuple[str, ...]
    """What earlier imports called the same hours, where they were grouped by something else: they would count twice."""

    @property
    def hours(self) -> float:
        """All hours in this log."""
        return _hours(sum(self.log.groups.values()))


def preview_of(
    log: TimeLog,
    plan: Plan,
    *,
    by: By,
    zone: ZoneInfo,
    file_name: str = "",
    sha1: str = "",
) -> LogPreview:
    """What importing a log would do, its groups mapped to where they went before.

    A group that is new goes into the task of its name (case and outer spaces aside), else becomes a new task.
    """
    groups = grouped(log, by, zone)
    otherwise = counted_otherwise(plan, log, by)
    chosen = _default_mapping(plan, groups)
    return _planned(groups, plan, chosen, file_name=file_name, sha1=sha1, skipped=log.skipped, otherwise=otherwise)


def remapped(preview: LogPreview, plan: Plan, mapping: Mapping[str, str]) -> LogPreview:
    """The same log with some groups mapped otherwise, without reading or grouping it again.

    Raises BadInput for a group that the log does not have, NotThere for a task that the plan does not have.
    """
    return _planned(
        preview.log,
        plan,
        {**preview.mapping, **mapping},
        file_name=preview.file_name,
        sha1=preview.sha1,
        skipped=preview.skipped,
        otherwise=preview.otherwise,
    )


def _planned(
    groups: Grouped,
    plan: Plan,
    chosen: dict[str, str],
    *,
    file_name: str,
    sha1: str,
    skipped: tuple[str, ...],
    otherwise: tuple[str, ...],
) -> LogPreview:
    _require_fits(plan, groups, chosen)
    merged = _merged(plan, groups, chosen)
    figures = _hours_by_task(plan, chosen, merged)
    lines = [
        GroupLine(
            group, _hours(seconds), chosen[group], _week(plan, chosen[group]), figures.get(_target(group, chosen))
        )
        for group, seconds in groups.groups.items()
    ]
    others = [
        GroupLine(plan.tasks[one].name, 0.0, one, _week(plan, one), hours)
        for one, hours in figures.items()
        if one in plan.tasks and one not in chosen.values() and _week(plan, one) != hours
    ]
    accepted = sum(1 for one in groups.counted if chosen[one.group] != SKIP)
    return LogPreview(
        log=groups,
        file_name=file_name,
        sha1=sha1,
        mapping=chosen,
        lines=tuple(lines),
        others=tuple(others),
        skipped=skipped,
        known=accepted - len(merged.fingerprints),
        weeks=len(weeks_spanned([(groups.first, groups.last)])),
        all_weeks=merged.weeks,
        otherwise=otherwise,
    )


def change_of(preview: LogPreview, plan: Plan) -> Change:
    """The change that imports a log: tasks added or brought up to date, and the import kept for the next one.

    Without edits where the log has nothing new. Raises BadInput for more hours a week than a task can have, NotThere
    for a task that has gone since.
    """
    chosen = preview.mapping
    _require_fits(plan, preview.log, chosen)
    merged = _merged(plan, preview.log, chosen)
    figures = _hours_by_task(plan, chosen, merged)
    ids: dict[str, str] = {}
    added: list[Edit] = []
    for group in preview.log.groups:
        if chosen[group] == NEW:
            ids[group] = id_of("tasks", next_number(plan, "tasks") + len(added))
            name = group[:LONGEST_NAME].strip()
            hours = _possible(figures[_target(group, chosen)], name)
            added.append(AddRow("tasks", {"name": name, "hours": hours, "hours_source": "import"}, ids[group]))
    changed = [
        SetFields("tasks", task.id, fields)
        for task in plan.tasks.values()
        if task.id in figures and (fields := _new_fields(task, figures[task.id]))
    ]
    kept: list[Edit] = [SetFields("imports", row_id, fields) for row_id, fields in merged.replaced.items()]
    if _is_worth_keeping(plan, merged, chosen):
        kept.append(AddRow("imports", _import_fields(preview, merged, {**chosen, **ids})))
    parts = [
        f"{len(added)} new {'task' if len(added) == 1 else 'tasks'}" if added else "",
        f"{len(changed)} brought up to date" if changed else "",
    ]
    said = ", ".join(filter(None, parts)) or "no task differs"
    return Change(f"Imported a time log ({preview.log.source}): {said}", (*added, *changed, *kept))


def _default_mapping(plan: Plan, log: Grouped) -> dict[str, str]:
    before = earlier_mapping(plan)
    named: dict[str, str] = {}
    for task in sorted(plan.tasks.values(), key=lambda one: one.is_archived):
        named.setdefault(folded(task.name), task.id)
    return {group: before.get(folded(group)) or named.get(folded(group[:LONGEST_NAME])) or NEW for group in log.groups}


def _require_fits(plan: Plan, log: Grouped, mapping: Mapping[str, str]) -> None:
    groups = log.groups
    for group, task in mapping.items():
        if group not in groups:
            raise BadInput(f"the log has no group {group!r}", fix=f"it has {', '.join(groups)}")
        if task not in {NEW, SKIP} and task not in plan.tasks:
            raise NotThere(f"there is no task {task}", where=group)


def _merged(plan: Plan, log: Grouped, mapping: Mapping[str, str]) -> Merged:
    return merged_with(plan, log, {group for group, task in mapping.items() if task != SKIP})


def _target(group: str, mapping: Mapping[str, str]) -> str:
    """The task id of a group; a new task is known by its group as long as it has no id."""
    return f"{NEW} {group}" if mapping[group] == NEW else mapping[group]


def _hours_by_task(plan: Plan, mapping: Mapping[str, str], merged: Merged) -> dict[str, float]:
    """Hours a week of every task that this import concerns: all seconds of its groups over all weeks.

    Tasks whose groups are only in earlier imports are among them, as more weeks have passed since, unless their hours
    were typed by hand later.
    """
    here = {folded(group) for group in mapping}
    targets = {folded(group): _target(group, mapping) for group in mapping if mapping[group] != SKIP}
    for group, task_id in earlier_mapping(plan).items():
        task = plan.tasks[task_id]
        if group not in here and task.hours_source == "import" and not task.is_archived:
            targets[group] = task_id
    seconds: dict[str, int] = {}
    for group, task_id in targets.items():
        seconds[task_id] = seconds.get(task_id, 0) + merged.totals.get(group, 0)
    return {task_id: _rounded(Decimal(one) / 3600 / merged.weeks) for task_id, one in seconds.items()}


def _new_fields(task: Task, hours: float) -> dict[str, object]:
    """What an import changes of a task that is there; it keeps everything else."""
    fields: dict[str, object] = {"hours": _possible(hours, task.name), "per": "week", "hours_source": "import"}
    return fields if (task.hours, task.per, task.hours_source) != (hours, "week", "import") else {}


def _possible(hours: float, name: str) -> float:
    if hours > MOST_HOURS_A_WEEK:
        raise BadInput(
            f"{hours:g} hours a week are more than {MOST_HOURS_A_WEEK:g}",
            where=name,
            fix="see whether the log counts some hours twice; the app (`i`) can leave a group out",
        )
    return hours


def _is_worth_keeping(plan: Plan, merged: Merged, mapping: Mapping[str, str]) -> bool:
    """Whether the next import has to know of this one: new entries, new weeks, or groups that go elsewhere now."""
    before = earlier_mapping(plan)
    taken = {folded(group): task for group, task in mapping.items() if task != SKIP}
    is_elsewhere = any(before.get(group) != task for group, task in taken.items())
    return bool(taken) and (bool(merged.fingerprints) or merged.new_weeks > 0 or is_elsewhere)


def _import_fields(preview: LogPreview, merged: Merged, targets: Mapping[str, str]) -> dict[str, object]:
    taken = {group: task for group, task in targets.items() if task not in {SKIP, NEW}}
    seconds = sum(one for group, one in preview.log.groups.items() if group in taken)
    return {
        "source": preview.log.source,
        "file_name": preview.file_name[-200:],
        "sha1": preview.sha1,
        "rows": len(preview.log.counted),
        "hours": _hours(seconds),
        "from": preview.log.first.isoformat(),
        "to": preview.log.last.isoformat(),
        "mapping": taken,
        "fingerprints": list(merged.fingerprints),
        "seconds": merged.seconds,
    }


def _week(plan: Plan, task_id: str) -> float | None:
    task = plan.tasks.get(task_id)
    return None if task is None or task.hours_week is None else _rounded(Decimal(str(task.hours_week)))


def _hours(seconds: int) -> float:
    return _rounded(Decimal(seconds) / 3600)


def _rounded(hours: Decimal) -> float:
    return float(hours.quantize(Decimal("0.01"), ROUND_HALF_UP))
