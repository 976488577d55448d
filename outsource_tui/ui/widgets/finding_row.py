"""A finding in one line: what is the matter, then with what. The whole sentence stands where it is opened."""

from rich.cells import cell_len

from outsource_tui.advice.checks.finding import Finding
from outsource_tui.advice.checks.registry import CHECKS
from outsource_tui.model.plan import Plan
from outsource_tui.model.problems import Problem
from outsource_tui.planner.rows import name_of
from outsource_tui.ui.drawing import Line, cut

GIST_WIDTH = 33
COLUMNS_FROM = 84


def add_finding(line: Line, plan: Plan, finding: Finding, width: int, *, is_quiet: bool = False) -> Line:
    """Add it to `line` in exactly `width` cells."""
    look = "quiet" if is_quiet else "text"
    name = _name(plan, finding)
    if not name:
        fits = cell_len(finding.message) <= width
        return line.cell(finding.message if fits else CHECKS[finding.code].gist, width, look)
    end = line.width + width
    gist = CHECKS[finding.code].gist
    if width >= COLUMNS_FROM:
        line.cell(gist, GIST_WIDTH, look)
    else:
        line.add(cut(gist, width), look).add(" · "[: max(0, end - line.width)], "quiet")
    return line.add(cut(name, end - line.width), "quiet").to(end)


def _name(plan: Plan, finding: Finding) -> str:
    """What a finding is about; empty where that is the whole plan."""
    if finding.entity is None:
        return ""
    try:
        return name_of(plan, finding.entity)
    except Problem:
        return finding.entity
