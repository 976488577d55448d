"""Add a task in one line, and see before Enter in which zone it lands and what it would free."""

from collections.abc import Sequence
from typing import Any

from outsource_tui.advice.hours import default_oversight, freed_week, freed_year_of_week
from outsource_tui.advice.quadrant import quadrant_at
from outsource_tui.advice.rounding import hours_words
from outsource_tui.model.change import Change
from outsource_tui.model.kinds import Table
from outsource_tui.model.problems import BadInput, Problem
from outsource_tui.model.task import hours_a_week
from outsource_tui.planner.quick_line import quick_task
from outsource_tui.planner.tasks import added_tasks
from outsource_tui.ui.dialogs.quick_line import QuickLineDialog
from outsource_tui.ui.drawing import Line
from outsource_tui.ui.looks import ZONE_LOOKS


class QuickAddDialog(QuickLineDialog):
    """A task a line."""

    title = "Add a task"
    draft = "quick add"
    table: Table = "tasks"
    noun = "tasks"
    syntax = "1.5h or 90m or 6h/month · @tag · e1-e10 how good you are · v1-v10 value"

    def fields_of(self, text: str) -> dict[str, Any]:
        fields = quick_task(text)
        if not fields["name"]:
            raise BadInput("a task needs a name", fix="type what you do, such as: Bookkeeping 3h e3 v3")
        return fields

    def added(self, rows: Sequence[dict[str, Any]]) -> Change:
        return added_tasks(rows)

    def echo(self, width: int) -> list[Line]:
        if self.problem:
            return [Line(" " + self.problem, "bad"), Line()]
        try:
            fields = quick_task(self.line.text)
        except Problem as problem:
            return [Line(f" {problem}", "warn"), Line()]
        return [self._first(fields, width), self._second(fields)]

    def echo_of_one(self, text: str) -> Line:
        return Line(f"   {text}", "quiet")

    def _first(self, fields: dict[str, Any], width: int) -> Line:
        name = fields["name"] or "-"
        hours = f"{fields['hours']:g} per {fields['per']}" if "hours" in fields else "-"
        tags = " ".join(f"@{tag}" for tag in fields.get("tags", [])) or "-"
        line = Line(" Name ", "quiet").cell(name, max(12, width - 52)).add("  Hours ", "quiet").cell(hours, 14)
        return line.add(" Tag ", "quiet").add(tags)

    def _second(self, fields: dict[str, Any]) -> Line:
        effectiveness, value = fields.get("effectiveness"), fields.get("value")
        zone = quadrant_at(effectiveness, value, self.stage.plan.profile.split)
        line = Line(" Eff  ", "quiet").cell(str(effectiveness or "-"), 4).add(" Value ", "quiet")
        line.cell(str(value or "-"), 4).add(" Zone ", "quiet").cell(zone, 10, ZONE_LOOKS[zone])
        if "hours" in fields:
            week = hours_a_week(fields["hours"], fields["per"])
            net = freed_week(week, 1.0, default_oversight(week))
            year = hours_words(freed_year_of_week(week), 0)
            line.add(" Frees ", "quiet").add(f"{hours_words(net)} h/week net of {year} h a year")
        return line

    def open_all_fields(self) -> None:
        from outsource_tui.ui.dialogs.task_form import new_task_form  # only when Tab is pressed

        try:
            fields = quick_task(self.line.text)
        except Problem as problem:
            self.problem = str(problem)
            return
        self.left()
        self.stage.drafts[self.draft] = {"text": self.line.text}
        self.stage.open(new_task_form(self.stage, fields, self.draft))
