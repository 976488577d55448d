"""Writing out: the plan, or the brief of one row, in one of five formats."""

from pathlib import Path

from outsource_tui.cli.compose import desk
from outsource_tui.cli.output import print_text, say
from outsource_tui.cli.parser import PROGRAM, Options
from outsource_tui.exchange.files import written
from outsource_tui.model.problems import BadInput
from outsource_tui.planner.exports import ExportKind, export_name, export_text, in_a_file, kind_of_name

DONE = 0
STDOUT = "-"

OTHER_FORMATS = {
    ".doc", ".docx", ".htm", ".html", ".jpg", ".ods", ".odt", ".pdf",
    ".png", ".rtf", ".tsv", ".txt", ".xls", ".xlsx", ".xml", ".yaml",
}  # fmt: skip
"""Whose name is on a file that is asked for wants that, not JSON."""


def export(options: Options) -> int:
    """The plan, or a brief, in one of five formats. Raises BadInput for a file that is there already."""
    kind = _kind_wanted(options)
    opened = desk(options)
    plan, today, brief = opened.plan, opened.clock.today(), options.brief and options.brief.strip().upper()
    text = export_text(plan, kind, today=today, at=opened.clock.now(), brief=brief, is_redacted=options.redact)
    if options.output == STDOUT:
        print_text(text)
        return DONE
    target = options.output
    if Path(target).is_dir():
        target = str(Path(target) / export_name(plan, kind, today, brief))
    say(f"wrote {written(target, in_a_file(text, kind), force=options.force)}")
    return DONE


def _kind_wanted(options: Options) -> ExportKind:
    """The format, as said, as the file is called, or as usual. Raises BadInput for a name of some other format."""
    for name, said in (("--output", options.output), ("--brief", options.brief)):
        if said is not None and not said.strip():
            raise BadInput(f"{name} is empty", fix=f"`{PROGRAM} export --help` shows how")
    usual: ExportKind = "md" if options.brief or options.redact else "json"
    kind: ExportKind | None = options.to or kind_of_name(options.output)
    ending = Path(options.output).suffix.lower()
    if kind is None and ending in OTHER_FORMATS:
        fix = f"a name that ends in .md, .csv, .json, .ics or .svg, or --to {usual}"
        raise BadInput(f"a {ending} file cannot be written", where=options.output, fix=fix)
    return kind or usual
