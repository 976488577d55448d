"""A finding in one line: what is the matter, then with what. The whole sentence stands where it is opened."""

from rich.cells import cell_len

from outsource_tui.advice.checks.finding import Finding
from outsource_tui.advice.checks.registry import CHECKS
from outsource_tui.model.plan import Plan
from outsource_tui.planner.rows import name_or_id
from outsource_tui.ui.drawing import Line, cut

GIST_WIDTH = 33
COLUMNS_FROM = 84


def add_finding(line: Line, plan: Plan, finding: Finding, width: int, *, is_quiet: bool = False) -> Line:
    """Add it to `line` in exactly `width` cells."""
    look = "quiet" if is_quiet else "text"
    if finding.entity is None:
        fits = cell_len(finding.message) <= width
        return line.cell(finding.message if fits else CHECKS[finding.code].gist, width, look)
    name, end = name_or_id(plan, finding.entity), line.width + width
    gist = CHECKS[finding.code].gist
    if width >= COLUMNS_FROM:
        line.cell(gist, GIST_WIDTH, look)
    else:
        line.add(cut(gist, width), look).add(" · "[: max(0, end - line.width)], "quiet")
    return line.add(cut(name, end - line.width), "quiet").to(end)
