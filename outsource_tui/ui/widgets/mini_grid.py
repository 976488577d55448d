"""The grid as small as it gets: ten by ten cells, to be seen beside something else."""

from collections import Counter

from outsource_tui.advice.quadrant import quadrant_at
from outsource_tui.model.plan import Plan
from outsource_tui.ui.drawing import Line
from outsource_tui.ui.looks import ZONE_LOOKS
from outsource_tui.ui.widgets.plot import Cell

WIDTH = 24


def mini_grid(plan: Plan, *, here: Cell | None = None, column: int | None = None) -> list[Line]:
    """All scored tasks; a figure where several share a cell. `here` stands out, `column` is where one will land."""
    scored = [one for one in plan.live_tasks if one.is_scored]
    cells = Counter((one.effectiveness, one.value) for one in scored)
    lines = [Line("value ↑  effectiveness →", "quiet")]
    for value in range(10, 0, -1):
        line = Line(f"{value:2} │", "quiet")
        for effectiveness in range(1, 11):
            count = cells[effectiveness, value]
            zone = quadrant_at(effectiveness, value, plan.profile.split)
            sign = "●" if count == 1 else str(min(9, count))
            if (effectiveness, value) == here:
                line.add("█", ZONE_LOOKS[zone]).add(" ")
            elif count:
                line.add(sign, ZONE_LOOKS[zone]).add(" ")
            elif effectiveness == column:
                line.add("┊ ", "accent")
            else:
                line.add("· ", "quiet")
        lines.append(line)
    return [*lines, Line("    1 2 3 4 5 6 7 8 9 10", "quiet")]
