"""Add a task in one line over the list, with everything that was understood echoed before Enter."""

from typing import Any

from outsource_tui.advice.hours import default_oversight, freed_week, freed_year_of_week
from outsource_tui.advice.quadrant import quadrant_at
from outsource_tui.advice.rounding import hours_words
from outsource_tui.model.kinds import TIMES_A_YEAR
from outsource_tui.model.problems import BadInput, Problem
from outsource_tui.planner.quick_line import quick_task
from outsource_tui.planner.tasks import added_task, added_tasks
from outsource_tui.ui.dialogs.base import Dialog
from outsource_tui.ui.drawing import Line, text_lines
from outsource_tui.ui.looks import ZONE_LOOKS
from outsource_tui.ui.textline import TextLine

DRAFT = "quick add"
MOST_TYPED = 50
SYNTAX = "1.5h or 90m or 6h/month · @tag · e1-e10 how good you are · v1-v10 value"


class QuickAddDialog(Dialog):
    """Enter adds and stays; Tab opens all fields with the same values; Esc keeps what was typed."""

    title = "Add a task"
    draft = DRAFT

    def __init__(self) -> None:
        super().__init__()
        self.line = TextLine()
        self.problem = ""
        self.typed: list[str] = []
        self._back = 0
        self._several: list[str] = []

    @property
    def hints(self) -> str:  # type: ignore[override]
        if self._several:
            return "Enter add them all  Esc forget them"
        return "Enter add, stay here  Tab all fields  ↑ last typed  Esc close (kept)"

    def opened(self) -> None:
        kept = self.stage.drafts.pop(DRAFT, {})
        self.line.put(kept.get("text", ""))

    def body(self, width: int, height: int) -> list[Line]:
        lines = [self.line.draw(Line(" > ", "key"), width - 4), Line("", "rule").to(width, "rule", "─")]
        if self._several:
            count = len(self._several)
            lines.append(
                Line(f" {count} lines were pasted. Enter adds {count} tasks as one step, Esc forgets them.", "strong")
            )
            lines += [Line(f"   {one}", "quiet") for one in self._several[:3]]
            return lines
        lines += self._echo(width)
        return lines + text_lines(SYNTAX, width, "quiet")

    def _echo(self, width: int) -> list[Line]:
        if self.problem:
            return [Line(" " + self.problem, "bad"), Line()]
        try:
            fields = quick_task(self.line.text)
        except Problem as problem:
            return [Line(f" {problem}", "warn"), Line()]
        return [self._first(fields, width), self._second(fields)]

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
            week = fields["hours"] if fields["per"] == "week" else fields["hours"] * TIMES_A_YEAR[fields["per"]] / 52
            net = freed_week(week, 1.0, default_oversight(week))
            year = hours_words(freed_year_of_week(week), 0)
            line.add(" Frees ", "quiet").add(f"{hours_words(net)} h/week net of {year} h a year")
        return line

    def key(self, key: str, character: str | None) -> None:
        self.problem = ""
        if key == "enter":
            self._add()
        elif key == "tab":
            self._all_fields()
        elif key in {"up", "down"} and self.typed:
            self._back = max(0, min(len(self.typed), self._back + (1 if key == "up" else -1)))
            self.line.put(self.typed[-self._back] if self._back else "")
        elif key == "escape":
            if self._several:
                self._several = []
                return
            if self.line.text.strip():
                self.stage.drafts[DRAFT] = {"text": self.line.text}
            self.left()
        elif not self._several:
            self.line.key(key, character)

    def pasted(self, text: str) -> None:
        lines = [one.strip() for one in text.splitlines() if one.strip()]
        if len(lines) > 1:
            self._several = lines
        else:
            self.line.insert(text.strip())

    def unsaved(self) -> dict[str, str]:
        return {"text": self.line.text} if self.line.text.strip() else {}

    def _add(self) -> None:
        try:
            if self._several:
                rows = [quick_task(one) for one in self._several]
                for row in rows:
                    _require_name(row)
                done = self.stage.do(added_tasks(rows))
            else:
                fields = quick_task(self.line.text)
                _require_name(fields)
                done = self.stage.do(added_task(fields))
        except Problem as problem:
            self.problem = str(problem)
            return
        if not done:
            self.problem = self.stage.message.text.strip()
            return
        if not self._several:
            self.typed = [*self.typed, self.line.text][-MOST_TYPED:]
        self._several, self._back = [], 0
        self.line.put("")
        newest = next(reversed(list(self.stage.plan.tasks)))
        self.stage.screen.show(newest)

    def _all_fields(self) -> None:
        from outsource_tui.ui.dialogs.task_form import new_task_form  # only when Tab is pressed

        try:
            fields = quick_task(self.line.text)
        except Problem as problem:
            self.problem = str(problem)
            return
        self.left()
        self.stage.drafts[DRAFT] = {"text": self.line.text}
        self.stage.open(new_task_form(self.stage, fields))


def _require_name(fields: dict[str, Any]) -> None:
    if not fields["name"]:
        raise BadInput("a task needs a name", fix="type what you do, such as: Bookkeeping 3h e3 v3")
