"""In and out: time logs, lists of tasks, whole plans."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

from outsource_tui.advice.rounding import hours_words
from outsource_tui.cli.changing import done
from outsource_tui.cli.compose import desk
from outsource_tui.cli.output import Column, print_table, print_text, say
from outsource_tui.cli.parser import Options
from outsource_tui.cli.stdin import stdin_bytes
from outsource_tui.exchange.csv_tasks import task_list_of
from outsource_tui.exchange.files import STDIN, file_bytes, name_of, text_of, written
from outsource_tui.exchange.json_plan import plan_import_of
from outsource_tui.exchange.recognised import PLAN, TASK_LIST, kind_of
from outsource_tui.exchange.timelogs.entry import Reading, Source
from outsource_tui.exchange.timelogs.preview import NEW, LogPreview, change_of, preview_of
from outsource_tui.exchange.timelogs.registry import source_named, time_log_of
from outsource_tui.model.applying import applied
from outsource_tui.model.change import Change
from outsource_tui.model.plan import Plan
from outsource_tui.model.problems import BadInput
from outsource_tui.planner.desk import Desk
from outsource_tui.planner.exports import ExportKind, export_name, export_text, kind_of_name

DONE = 0
STDOUT = "-"


def export(options: Options) -> int:
    """The plan, or a brief, in one of five formats. Raises BadInput for a file that is there already."""
    opened = desk(options)
    plan, today, brief = opened.plan, opened.clock.today(), options.brief and options.brief.strip().upper()
    kind: ExportKind = options.to or kind_of_name(options.output) or ("md" if brief or options.redact else "json")
    text = export_text(plan, kind, today=today, at=opened.clock.now(), brief=brief, is_redacted=options.redact)
    if options.output == STDOUT:
        print_text(text)
        return DONE
    target = options.output
    if Path(target).is_dir():
        target = str(Path(target) / export_name(plan, kind, today, brief))
    say(f"wrote {written(target, text, force=options.force)}")
    return DONE


def import_file(options: Options) -> int:
    """Take in a file, all of it or nothing. Raises BadInput that names the file and the place."""
    opened = desk(options)
    data = file_bytes(options.file, stdin_bytes() if options.file == STDIN else None)
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
    with _told_of(name_of(options.file)):
        words = _taken_in(opened, options, change)
    return _say_what_was_done(notes, words)


def _import_log(opened: Desk, options: Options, text: str, source: Source, sha1: str) -> int:
    plan = opened.plan
    reading = Reading(_zone_of(plan), options.dates)
    name = name_of(options.file)
    preview = preview_of(
        time_log_of(text, source, reading, name),
        plan,
        by=options.by or source.by,
        zone=reading.zone,
        file_name=name,
        sha1=sha1,
    )
    with _told_of(name):
        words = _taken_in(opened, options, change_of(preview, plan))
    _print_preview(preview)
    return _say_what_was_done(preview.skipped, words)


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
    known = f", {preview.known} entries known already" if preview.known else ""
    all_weeks = f" of {preview.all_weeks} weeks imported" if preview.all_weeks != preview.weeks else ""
    say(f"{hours_words(preview.hours, 2)} hours in {preview.weeks} weeks{all_weeks}{known}")


def _taken_in(opened: Desk, options: Options, change: Change) -> str:
    """Do the change, or with --dry-run only find out whether it can be done; what it was, in words."""
    if not change.edits:
        return "nothing new in it"
    if options.dry_run:
        outcome = applied(opened.plan, change, at=opened.clock.now(), session=opened.session)
        return f"{change.words if outcome.touched else outcome.entry.words}; a dry run, nothing was changed"
    return done(opened, change).entry.words


def _say_what_was_done(notes: Sequence[str], words: str) -> int:
    for note in notes:
        say(f"note: {note}")
    say(words)
    return DONE


@contextmanager
def _told_of(file_name: str) -> Iterator[None]:
    """A problem inside names the file that it comes from."""
    try:
        yield
    except BadInput as problem:
        where = ", ".join(filter(None, (file_name, problem.where)))
        raise BadInput(problem.what, where=where, fix=problem.fix) from None
