"""What an import would do, to be looked at and changed before it is done."""

from collections.abc import Callable
from typing import get_args
from zoneinfo import ZoneInfo

from outsource_tui.advice.rounding import count_words, hours_words
from outsource_tui.exchange.csv_tasks import TaskListImport
from outsource_tui.exchange.json_plan import PlanImport
from outsource_tui.exchange.timelogs.entry import By, TimeLog
from outsource_tui.exchange.timelogs.grouping import NO_KEY, group_key
from outsource_tui.exchange.timelogs.preview import (
    NEW,
    SKIP,
    GroupLine,
    LogPreview,
    change_of,
    preview_of,
    remapped,
)
from outsource_tui.model.change import Change
from outsource_tui.model.plan import Plan
from outsource_tui.model.problems import Problem
from outsource_tui.ui.dates import short_day
from outsource_tui.ui.dialogs.base import Dialog
from outsource_tui.ui.dialogs.pick_task import PickTaskDialog
from outsource_tui.ui.drawing import Line, cut, rule, text_lines
from outsource_tui.ui.widgets.table import Cells, Column, Table

BYS: tuple[By, ...] = get_args(By)
MOST_NAMED = 12


class PreviewDialog(Dialog):
    """Shows what would be done; Enter does it as one step, and a problem is said with everything still there."""

    is_tall = True

    def __init__(self, then: Callable[[Change], None]) -> None:
        super().__init__(then)
        self.problem = ""

    def change(self) -> Change:
        """What Enter does, worked out on the plan as it is then. Raises a Problem."""
        raise AssertionError(type(self).__name__)

    def _import(self) -> None:
        try:
            change = self.change()
            if not change.edits:
                self.problem = "There is nothing new in it."
                return
            step = self.stage.desk.do(change).step
        except Problem as problem:
            self.problem = str(problem)
            return
        self.done(step)


class ChangePreviewDialog(PreviewDialog):
    """A few lines, and Enter."""

    hints = "Enter import it  Esc back to the file"

    def __init__(
        self, title: str, words: list[str], change_for: Callable[[Plan], Change], then: Callable[[Change], None]
    ) -> None:
        super().__init__(then)
        self.title = title
        self.words = words
        self.change_for = change_for

    def change(self) -> Change:
        return self.change_for(self.stage.plan)

    def body(self, width: int, height: int) -> list[Line]:
        lines = [rule(self.title, width), Line()]
        for one in self.words:
            lines += text_lines(one, width, "text", "  ")
        asks = f"Enter imports it as one step; {self.stage.key_of('undo')} takes it back."
        lines += [Line(), *text_lines(self.problem or asks, width)]
        return [one.fitted(width) for one in lines][:height]

    def key(self, key: str, character: str | None) -> None:
        self.problem = ""
        if key == "enter":
            self._import()
        elif key in {"escape", "q"}:
            self.left()


class LogPreviewDialog(PreviewDialog):
    """A row a group of the log: its hours, and the task that it goes into."""

    hints = "Enter import  Space out  m into a task  n new  b group by  V all  Esc back"

    def __init__(
        self, log: TimeLog, by: By, zone: ZoneInfo, file_name: str, sha1: str, then: Callable[[Change], None]
    ) -> None:
        super().__init__(then)
        self.log = log
        self.by = by
        self.zone = zone
        self.file_name = file_name
        self.sha1 = sha1
        self.table = Table((), self._cells)
        self._was: dict[str, str] = {}
        """Where a group that is left out went before."""

    def opened(self) -> None:
        self._group(self.by)

    def _group(self, by: By) -> None:
        self.by, self._was = by, {}
        self.preview: LogPreview = preview_of(
            self.log, self.stage.plan, by=by, zone=self.zone, file_name=self.file_name, sha1=self.sha1
        )
        columns = (
            Column("", 3),
            Column(by, 16, grows=True),
            Column("hours", 8, gives_way=1, right=True),
            Column("h/week", 6, right=True),
            Column("goes into", 18, grows=True),
        )
        self.table = Table(columns, self._cells)
        self.table.show([one.group for one in self.preview.lines])
        self._lines = {one.group: one for one in self.preview.lines}

    def change(self) -> Change:
        return change_of(self.preview, self.stage.plan)

    # drawing

    def body(self, width: int, height: int) -> list[Line]:
        foot = self._foot(width, most=2 if height < 18 else 4)
        rows = self.table.lines(width, max(2, height - 1 - len(foot)))
        lines = [rule(self._title(), width), *rows]
        lines += [Line()] * max(0, height - len(lines) - len(foot))
        return [one.fitted(width) for one in [*lines, *foot]][:height]

    def _title(self) -> str:
        log = self.preview.log
        days = f"{short_day(log.first)} to {short_day(log.last)} {log.last.year}"
        weeks = count_words(self.preview.weeks, "week")
        return f"{self.file_name}: {hours_words(self.preview.hours)} h in {weeks}, {days}"

    def _cells(self, group: str) -> Cells:
        line = self._lines[group]
        is_left_out = line.task_id == SKIP
        look = "quiet" if is_left_out else "text"
        return (
            ("[ ]" if is_left_out else "[x]", look if is_left_out else "mark"),
            (group, look),
            (hours_words(line.hours, 2), look),
            (hours_words(line.new_hours_week, 2), look),
            (self._target_words(line), look),
        )

    def _target_words(self, line: GroupLine) -> str:
        if line.task_id == SKIP:
            return "left out"
        if line.task_id == NEW:
            return "a new task"
        task = self.stage.plan.tasks.get(line.task_id)
        if task is None:
            return line.task_id
        archived = ", archived" if task.is_archived else ""
        return f"{task.name} (now {hours_words(line.old_hours_week, 2)}{archived})"

    def _foot(self, width: int, most: int) -> list[Line]:
        if self.problem:
            return text_lines(self.problem, width, "bad")[:most]
        targets = [one.task_id for one in self.preview.lines]
        new, out = targets.count(NEW), targets.count(SKIP)
        old = len(set(targets) - {NEW, SKIP})
        words = [
            f"{count_words(new, 'new task')}, {count_words(old, 'task')} of yours, {out} left out · by {self.by}, "
            f"over {count_words(self.preview.all_weeks, 'week')}"
        ]
        if self.preview.otherwise:
            words.append(f"Counted before as {_few(self.preview.otherwise, 3)}: grouped by {self.by} it counts twice.")
        if self.preview.known:
            was = "entry was" if self.preview.known == 1 else "entries were"
            words.append(f"{self.preview.known} {was} imported before and will not count twice.")
        if self.preview.skipped:
            words.append("Not read: " + _few(self.preview.skipped, 3))
        if self.preview.others:
            changed = [
                f"{one.group} {hours_words(one.old_hours_week, 2)} to {hours_words(one.new_hours_week, 2)}"
                for one in self.preview.others
            ]
            words.append("Not in it, so less a week: " + _few(changed, 4))
        return [line for one in words for line in text_lines(one, width, "quiet")[:2]][:most]

    # keys

    def key(self, key: str, character: str | None) -> None:
        self.problem = ""
        group = self.table.current
        if key == "escape" or key == "q":
            self.left()
        elif key == "enter":
            self._enter()
        elif key == "b":
            self._group_by_next()
        elif key == "V":
            self._all()
        elif key in {"x", "space"} and group is not None:
            self._map({group: self._turned(group)})
            if key == "space":
                self.table.key("down")
        elif key == "n" and group is not None:
            self._map({group: NEW})
        elif key == "m" and group is not None:
            self._ask_task(group)
        else:
            self.table.key(key)

    def _group_by_next(self) -> None:
        """By the next part that the entries of this log have."""
        at = BYS.index(self.by)
        for by in (*BYS[at + 1 :], *BYS[:at]):
            if any(group_key(one, by) != NO_KEY for one in self.log.entries):
                self._group(by)
                return
        self.problem = f"This log says nothing more of its entries than the {self.by}."

    def _turned(self, group: str) -> str:
        """Left out where it was taken, else where it went before."""
        now = self.preview.mapping[group]
        if now == SKIP:
            return self._was.get(group, NEW)
        self._was[group] = now
        return SKIP

    def _all(self) -> None:
        is_any = any(one != SKIP for one in self.preview.mapping.values())
        groups = [group for group, one in self.preview.mapping.items() if (one != SKIP) == is_any]
        self._map({group: self._turned(group) for group in groups})

    def _ask_task(self, group: str) -> None:
        if not self.stage.plan.live_tasks:
            self.problem = "There is no task yet that it could go into; n makes a new one of it."
            return
        here = self.preview.mapping[group]
        title = f"{cut(group, 40)}: into which task?"
        self.stage.open(PickTaskDialog(title, lambda task_id: self._map({group: task_id}), here=here or None))

    def _map(self, mapping: dict[str, str]) -> None:
        try:
            self.preview = remapped(self.preview, self.stage.plan, mapping)
        except Problem as problem:
            self.problem = str(problem)
            return
        self._lines = {one.group: one for one in self.preview.lines}

    def _enter(self) -> None:
        if all(one == SKIP for one in self.preview.mapping.values()):
            self.problem = "Everything is left out. Space takes a group."
            return
        self._import()


def task_list_words(found: TaskListImport, plan: Plan) -> list[str]:
    """What importing a list of tasks would do, a sentence each."""
    updated = [plan.tasks[one].name for one in found.updated]
    words = ["No new task."]
    if found.added:
        words = [f"{count_words(len(found.added), 'new task')}: {_few(found.added, MOST_NAMED)}"]
    if updated:
        words.append(f"{len(updated)} brought up to date: {_few(updated, MOST_NAMED)}")
    return [*words, *(f"Note: {one}." for one in found.notes)]


def plan_words(found: PlanImport) -> list[str]:
    """What importing a plan would do, a sentence each."""
    said = found.change.words.partition(": ")[2]
    return [f"It brings {said}.", *(f"Note: {one}." for one in found.notes)]


def _few(words: tuple[str, ...] | list[str], most: int) -> str:
    more = f" and {len(words) - most} more" if len(words) > most else ""
    return ", ".join(words[:most]) + more
