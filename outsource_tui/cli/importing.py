"""Taking in a file: a time log, a list of tasks, a whole plan."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, get_args
from zoneinfo import ZoneInfo

from outsource_tui.advice.rounding import count_words, hours_words
from outsource_tui.cli.changing import done, tell_of_the_demo
from outsource_tui.cli.compose import desk
from outsource_tui.cli.output import Column, print_json, print_table, say
from outsource_tui.cli.parser import Options
from outsource_tui.cli.stdin import stdin_bytes
from outsource_tui.exchange.csv_tasks import task_list_of
from outsource_tui.exchange.files import STDIN, file_bytes, name_of, text_of
from outsource_tui.exchange.json_plan import plan_import_of
from outsource_tui.exchange.recognised import PLAN, TASK_LIST, kind_of
from outsource_tui.exchange.timelogs.entry import By, Reading, Source, TimeLog
from outsource_tui.exchange.timelogs.grouping import NO_KEY, group_key
from outsource_tui.exchange.timelogs.preview import NEW, LogPreview, change_of, preview_of
from outsource_tui.exchange.timelogs.registry import source_named, time_log_of
from outsource_tui.model.applying import applied
from outsource_tui.model.change import AddRow, Change, SetFields
from outsource_tui.model.plan import Plan
from outsource_tui.model.problems import BadInput
from outsource_tui.planner.desk import Desk

DONE = 0
MOST_NOTES = 5
"""So many rows that were left out are named, and the rest counted."""


def import_file(options: Options) -> int:
    """Take in a file, all of it or nothing. Raises BadInput that names the file and the place."""
    opened = desk(options)
    data = file_bytes(options.file, stdin_bytes(options) if options.file == STDIN else None)
    text = text_of(data, name_of(options.file))
    kind = kind_of(text, name_of(options.file)) if options.source == "auto" else options.source
    if kind not in {TASK_LIST, PLAN}:
        sha1 = hashlib.sha1(data, usedforsecurity=False).hexdigest()
        return _import_log(opened, options, text, source_named(kind), sha1)
    for name in ("by", "dates"):
        if getattr(options, name) is not None:
            raise BadInput(f"--{name} is for time logs", where=name_of(options.file), fix="leave it out")
    if kind == PLAN:
        plan = plan_import_of(text, opened.plan, name_of(options.file))
        change, notes = plan.change, plan.notes
    else:
        tasks = task_list_of(text, opened.plan, name_of(options.file))
        change, notes = tasks.change, tasks.notes
    return _answered(opened, options, kind, change, notes)


def _import_log(opened: Desk, options: Options, text: str, source: Source, sha1: str) -> int:
    plan = opened.plan
    reading = Reading(_zone_of(plan), options.dates)
    name = name_of(options.file)
    log = time_log_of(text, source, reading, name)
    preview = preview_of(
        log,
        plan,
        by=options.by or source.by,
        zone=reading.zone,
        file_name=name,
        sha1=sha1,
    )
    with _told_of(name):
        change = change_of(preview, plan)
    notes = [*_no_groups_of(log, preview), *_warning_of(preview, is_done=not options.dry_run), *preview.skipped]
    return _answered(opened, options, source.name, change, notes, preview)


def _answered(
    opened: Desk,
    options: Options,
    source: str,
    change: Change,
    notes: Sequence[str],
    preview: LogPreview | None = None,
) -> int:
    """Take it in, unless it is a dry run, and say what that did."""
    with _told_of(name_of(options.file)):
        words = _taken_in(opened, options, change)
    if options.json:
        head = {"file": name_of(options.file), "source": source, "dry_run": options.dry_run, "words": words}
        log = None if preview is None else _log_json(preview)
        print_json({**head, **_changes_json(change), "notes": notes, "log": log})
    else:
        if preview is not None:
            _print_preview(preview)
        for note in notes[:MOST_NOTES]:
            say(f"note: {note}")
        if len(notes) > MOST_NOTES:
            say(f"note: and {len(notes) - MOST_NOTES:,} more of that kind; --json lists them all")
        say(words)
    if not options.dry_run:
        tell_of_the_demo(options)
    return DONE


def _no_groups_of(log: TimeLog, preview: LogPreview) -> list[str]:
    """That no entry has what they were to be grouped by, and what others have."""
    if preview.log.groups.keys() != {NO_KEY}:
        return []
    others = [one for one in get_args(By) if any(group_key(entry, one) != NO_KEY for entry in log.entries)]
    said = f"; --by {' or --by '.join(others)} makes groups of them" if others else ""
    return [f"no entry has a {preview.log.by}{said}"]


def _warning_of(preview: LogPreview, *, is_done: bool) -> list[str]:
    """That the same hours are in the plan by other names already, if they are."""
    if not preview.otherwise:
        return []
    more = f" and {len(preview.otherwise) - 3} more" if len(preview.otherwise) > 3 else ""
    names = ", ".join(preview.otherwise[:3]) + more
    way_back = "; `undo` takes this import back" if is_done else ""
    return [f"hours of these weeks are in the plan as {names}; grouped by {preview.log.by} they count twice{way_back}"]


def _changes_json(change: Change) -> dict[str, Any]:
    """The tasks that a change adds by name, and those that it changes by id."""
    edits = [one for one in change.edits if one.table == "tasks"]
    return {
        "added": [one.fields["name"] for one in edits if isinstance(one, AddRow)],
        "changed": [one.id for one in edits if isinstance(one, SetFields)],
    }


def _log_json(preview: LogPreview) -> dict[str, Any]:
    lines = [
        {
            "group": one.group,
            "hours": one.hours,
            "task": None if one.task_id == NEW else one.task_id,
            "hours_week_before": one.old_hours_week,
            "hours_week": one.new_hours_week,
        }
        for one in preview.lines
    ]
    sums = {"hours": preview.hours, "weeks": preview.weeks, "all_weeks": preview.all_weeks, "known": preview.known}
    return {"by": preview.log.by, **sums, "groups": lines}


def _zone_of(plan: Plan) -> ZoneInfo:
    try:
        return ZoneInfo(plan.profile.timezone)
    except (KeyError, ValueError, OSError):
        raise BadInput(
            f"there is no time zone {plan.profile.timezone!r}", where="profile", fix="set one such as Europe/Lisbon"
        ) from None


def _print_preview(preview: LogPreview) -> None:
    columns = (
        Column(preview.log.by, gives_way=True),
        Column("hours", is_number=True),
        Column("task"),
        Column("h/week so far", is_number=True),
        Column("h/week", is_number=True),
    )
    cells = [
        [
            line.group,
            hours_words(line.hours, 2),
            "new" if line.task_id == NEW else line.task_id,
            hours_words(line.old_hours_week, 2),
            hours_words(line.new_hours_week, 2),
        ]
        for line in preview.lines
    ]
    print_table(columns, cells)
    entries = "1 entry" if preview.known == 1 else f"{preview.known} entries"
    known = f", {entries} known already" if preview.known else ""
    all_weeks = f" of {preview.all_weeks} weeks imported" if preview.all_weeks != preview.weeks else ""
    say(f"{hours_words(preview.hours, 2)} hours in {count_words(preview.weeks, 'week')}{all_weeks}{known}")


def _taken_in(opened: Desk, options: Options, change: Change) -> str:
    """Do the change, or with --dry-run only find out whether it can be done; what it was, in words."""
    if not change.edits:
        return "nothing new in it"
    if options.dry_run:
        outcome = applied(opened.plan, change, at=opened.clock.now(), session=opened.session)
        return f"{change.words if outcome.touched else outcome.entry.words}; a dry run, nothing was changed"
    return done(opened, change).entry.words


@contextmanager
def _told_of(file_name: str) -> Iterator[None]:
    """A problem inside names the file that it comes from."""
    try:
        yield
    except BadInput as problem:
        where = ", ".join(filter(None, (file_name, problem.where)))
        raise BadInput(problem.what, where=where, fix=problem.fix) from None
