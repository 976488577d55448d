"""Tasks: the list in the order of what frees most, and the one under the cursor in full."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from outsource_tui.advice.priority import priority_of
from outsource_tui.advice.quadrant import neighbours_of, quadrant_of
from outsource_tui.advice.rounding import hours_words
from outsource_tui.model.plan import Plan
from outsource_tui.model.task import Task
from outsource_tui.planner.rows import archived, changed
from outsource_tui.planner.tasks import DECISION_WORDS, cloned
from outsource_tui.ui.dialogs.decide import FITTING, open_decide
from outsource_tui.ui.dialogs.line import LineDialog
from outsource_tui.ui.dialogs.menu import LETTERS, Choice, MenuDialog
from outsource_tui.ui.drawing import Line, block, rule, text_lines
from outsource_tui.ui.looks import ZONE_LOOKS
from outsource_tui.ui.screens.base import PlanScreen
from outsource_tui.ui.stage import Stage
from outsource_tui.ui.task_list import ALL, KINDS, ORDERS, has_words, kind_words, kinds_of, line_of, tasks_words
from outsource_tui.ui.widgets.table import Cells, Column, Table
from outsource_tui.ui.widgets.task_detail import (
    below_lines,
    cost_words,
    know_how_words,
    net_words,
    side_lines,
    who_does,
)

COLUMNS = (
    Column("Task", 20, grows=True),
    Column("Tag", 9, gives_way=6),
    Column("h/wk", 5, right=True),
    Column("Eff", 3, right=True),
    Column("Val", 3, right=True),
    Column("Zone", 9, gives_way=5),
    Column("Plan", 10),
    Column("Who", 10, gives_way=7),
    Column("P", 5, gives_way=8, right=True),
    Column("Know-how", 8, gives_way=9),
    Column("Cost/w", 7, gives_way=11, right=True),
    Column("Net/w", 7, gives_way=10, right=True),
)
TAG = 1
"""The place of a column that is left out while no task has a tag."""
DETAIL_HEIGHT = 5
SIDE_FROM = 112
SIDE_WIDTH = 40
WIDE_FROM = 160
WIDE_SIDE = 60


class TasksScreen(PlanScreen):
    """The list, its filter and its order."""

    name = "tasks"

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.table = Table(COLUMNS, self._cells)
        self.order = next(iter(ORDERS))
        self.is_reversed = False
        self.words = ""
        self.only = ALL
        self._count, self._hours = 0, 0.0
        self._listed: tuple[Plan, tuple[str, bool, str, str]] | None = None

    def body(self, width: int, height: int) -> list[Line]:
        self._list()
        if not self._count:
            return self._empty(width)
        if width >= SIDE_FROM:
            return self._beside(width, height, WIDE_SIDE if width >= WIDE_FROM else SIDE_WIDTH)
        detail = DETAIL_HEIGHT if height >= 17 else 0
        lines = [rule(self._title(width), width), *block(self._rows(width, height - 1 - detail), height - 1 - detail)]
        current = self.table.current
        if detail and current is not None:
            lines += block(below_lines(self.plan, self.plan.tasks[current], width), detail)
        return lines

    def _beside(self, width: int, height: int, side_width: int) -> list[Line]:
        list_width = width - side_width
        lines = [rule(self._title(list_width), list_width), *block(self._rows(list_width, height - 1), height - 1)]
        current = self.table.current
        side = side_lines(self.plan, self.plan.tasks[current], side_width - 2, height) if current is not None else []
        side = block(side, height)
        return [line.beside(Line("│ ", "rule").beside(side[at], 2), list_width) for at, line in enumerate(lines)]

    def _rows(self, width: int, height: int) -> list[Line]:
        if self.table.rows:
            return self.table.lines(width, height)
        return [Line(), Line(f" No task {self._filter_words()}. Esc shows all again.", "quiet")]

    def _empty(self, width: int) -> list[Line]:
        lines = [rule("Tasks", width), Line()]
        lines += text_lines("Nothing is listed yet. What do you do in a week that you would not miss?", width)
        return [
            *lines,
            Line(),
            Line(f"   {self.stage.key_of('add')}  add a task in one line"),
            Line(f"   {self.stage.key_of('import')}  import a time log or a list of tasks"),
        ]

    def _title(self, width: int) -> str:
        shown, all_of_them = len(self.table.rows), self._count
        arrow = "▲" if self.is_reversed else "▼"
        title = f"Tasks {shown} of {all_of_them} · {hours_words(self._hours)} h/week"
        title += f" · {self._filter_words()}" if self.only or self.words else ""
        order = f" · order: {self.order} {arrow}"
        return title + order if len(title) + len(order) + 4 <= width else title

    def _filter_words(self) -> str:
        parts = [f"in {kind_words(self.only)}"] if self.only else []
        return " ".join([*parts, f"with {self.words}"] if self.words else parts)

    def _list(self) -> None:
        settings = (self.order, self.is_reversed, self.words, self.only)
        if self._listed is not None and self._listed[0] is self.plan and self._listed[1] == settings:
            return
        self._listed = (self.plan, settings)
        tasks = ORDERS[self.order](self.plan, [one for one in self.plan.live_tasks if self._is_shown(one)])
        if self.is_reversed:
            tasks.reverse()
        self.table.left_out = frozenset() if any(one.tags for one in tasks) else frozenset({TAG})
        self._count, self._hours = len(self.plan.live_tasks), sum(one.hours_week or 0.0 for one in tasks)
        self.table.show([one.id for one in tasks])

    def _is_shown(self, task: Task) -> bool:
        return (not self.only or self.only in kinds_of(self.plan, task)) and has_words(task, self.words)

    def _cells(self, task_id: str) -> Cells:
        plan, task = self.plan, self.plan.tasks[task_id]
        zone = quadrant_of(task, plan.profile)
        near = "~" if neighbours_of(task, plan.profile) else ""
        differs = task.decision != "undecided" and FITTING[zone] and task.decision not in FITTING[zone]
        row = "quiet" if zone == "KEEP" or task.owner_only else "text"
        priority = priority_of(task, plan.profile)
        return (
            (task.name, row),
            (" ".join(f"@{tag}" for tag in task.tags), "quiet"),
            (hours_words(task.hours_week), row),
            (str(task.effectiveness or "-"), row),
            (str(task.value or "-"), row),
            ((zone.lower() if zone != "UNPLOTTED" else "-") + near, ZONE_LOOKS[zone]),
            (DECISION_WORDS[task.decision] + (" ≠" if differs else ""), "warn" if differs else row),
            (who_does(plan, task), row),
            (f"{priority:.1f}" if priority is not None else "-", row),
            (know_how_words(task), row),
            (cost_words(plan, task), row),
            (net_words(plan, task), row),
        )

    # keys

    @property
    def hints(self) -> Sequence[str] | None:
        if not self.plan.live_tasks:
            return ("add", "import", "next", "undo", "palette", "quit")
        if self.table.marks:
            return ("decide", "tag", "archive", "score", "copy", "mark", "mark.all", "undo")
        return None

    def key(self, key: str, character: str | None) -> bool:
        self._list()
        return self.table.key(key)

    @property
    def row_id(self) -> str | None:
        return self.table.current

    def show(self, row_id: str) -> None:
        if row_id in self.plan.tasks:
            if not self._is_shown(self.plan.tasks[row_id]):
                self.words, self.only = "", ALL
            self._list()
            self.table.select(row_id)

    def cleared(self) -> bool:
        if self.table.clear_marks():
            return True
        had, self.words, self.only = bool(self.words or self.only), "", ALL
        return had

    def remembered(self) -> dict[str, str]:
        kept = {"order": self.order, "reversed": "yes" if self.is_reversed else "", "words": self.words}
        return {**kept, "only": self.only, "row": self.table.current or ""}

    def recall(self, kept: Mapping[str, str]) -> None:
        self.order = kept["order"] if kept.get("order") in ORDERS else self.order
        self.is_reversed = bool(kept.get("reversed"))
        self.words, self.only = kept.get("words", ""), kept.get("only", ALL)
        self._list()
        if not self.table.rows:
            # What it was narrowed to is gone; nobody starts before an empty list.
            self.words, self.only = "", ALL
            self._list()
        self.table.select(kept.get("row", ""))

    def why_not(self, command_id: str) -> str:
        self._list()
        if command_id == "tasks.filter" and self._count:
            return ""
        if command_id in _NEED_A_TASK and self.table.current is None:
            return (
                "Nothing fits; Esc shows all again."
                if self._count
                else f"There is no task here. {self.stage.key_of('add')} adds one."
            )
        return ""

    @property
    def _task(self) -> Task:
        assert self.table.current is not None  # noqa: S101 - why_not has looked
        return self.plan.tasks[self.table.current]

    def do_open(self) -> None:
        from outsource_tui.ui.dialogs.task_form import open_task

        open_task(self.stage, self._task.id)

    def do_score(self) -> None:
        from outsource_tui.ui.dialogs.score_flow import score_flow, unscored

        score_flow(self.stage, self.table.chosen if self.table.marks else unscored(self.stage))

    def do_decide(self) -> None:
        open_decide(self.stage, self.table.chosen)

    def do_readiness(self) -> None:
        from outsource_tui.ui.dialogs.readiness import open_readiness

        open_readiness(self.stage, self._task.id)

    def do_tag(self) -> None:
        chosen = self.table.chosen
        old = ", ".join(self.plan.tasks[chosen[0]].tags)
        self.stage.open(LineDialog("Tags, with commas", lambda text: self._tagged(chosen, text), text=old))

    def _tagged(self, chosen: list[str], text: str) -> None:
        from outsource_tui.model.change import Change

        tags = list(dict.fromkeys(one.strip().lstrip("@") for one in text.split(",") if one.strip().lstrip("@")))
        fields: dict[str, Any] = {"tags": tags}
        edits = tuple(changed(self.plan, "tasks", one, fields).edits[0] for one in chosen)
        name = self.plan.tasks[chosen[0]].name if len(chosen) == 1 else f"{len(chosen)} tasks"
        self.stage.do(Change(f"{name}: tagged {' '.join('@' + tag for tag in tags) or 'nothing'}", edits))

    def do_clone(self) -> None:
        if self.stage.do(cloned(self._task)):
            self.show(next(reversed(list(self.plan.tasks))))

    def do_archive(self) -> None:
        self.stage.do(archived(self.plan, self.table.chosen, self.stage.desk.clock))

    def do_mark(self) -> None:
        self.table.mark()
        self._say_marks()

    def do_mark_range(self) -> None:
        self.table.mark_range()
        self._say_marks()

    def do_mark_all(self) -> None:
        self.table.mark_all()
        self._say_marks()

    def _say_marks(self) -> None:
        marks = self.table.marks
        hours = sum(self.plan.tasks[one].hours_week or 0.0 for one in marks)
        keys = ", ".join(self.stage.key_of(one) for one in _ACT_ON_ALL)
        many = f"{len(marks)} marked ({hours_words(hours)} h/week). {keys} act on all"
        self.stage.say(many if marks else "Nothing is marked.")

    def do_order(self) -> None:
        names = list(ORDERS)
        self.order = names[(names.index(self.order) + 1) % len(names)]
        self.stage.say(f"Order: {self.order}")

    def do_order_reverse(self) -> None:
        self.is_reversed = not self.is_reversed

    def do_find(self) -> None:
        def take(text: str) -> None:
            self.words = text
            self._list()

        self.stage.open(
            LineDialog("Find", take, says="Words in name, tags, notes, plan. Nothing shows all.", text=self.words)
        )

    def do_tasks_filter(self) -> None:
        counts = Counter(kind for task in self.plan.live_tasks for kind in kinds_of(self.plan, task))
        found = sorted(counts, key=lambda one: (KINDS.index(one.split()[0]), -counts[one], one))
        choices = [Choice("x", "all tasks", ALL, "no filter")] if self.only else []
        keys = [*LETTERS.replace("x", ""), *[""] * len(found)]
        choices += [
            Choice(key, kind_words(one), one, f"{tasks_words(counts[one])}{', shown now' if one == self.only else ''}")
            for key, one in zip(keys, found, strict=False)
        ]
        self.stage.open(MenuDialog("Only tasks in", choices, self._show_only))

    def _show_only(self, kind: str) -> None:
        self.only = kind
        self._list()
        shown = tasks_words(len(self.table.rows))
        self.stage.say(f"{shown} in {kind_words(kind)}. Esc shows all again" if kind else f"All {shown}")

    def do_text(self) -> None:
        from outsource_tui.ui.dialogs.long_text import edit_notes  # only when an editor is asked for

        edit_notes(self.stage, "tasks", self._task.id)

    def do_trial_book(self) -> None:
        self._with_person("trial", "a trial")

    def do_handoff_new(self) -> None:
        self._with_person("handoff", "a hand-off")

    def _with_person(self, wanted: str, noun: str) -> None:
        from outsource_tui.ui.dialogs.pick_person import pick_person

        pick_person(self.stage, self._task.id, wanted, noun)

    def do_handoff_brief(self) -> None:
        from outsource_tui.ui.dialogs.brief_form import open_brief

        open_brief(self.stage, self._task.id)

    def do_copy(self) -> None:
        text = "\n".join(line_of(self.plan, self.plan.tasks[one]) for one in self.table.chosen)
        self.send(text, f"{tasks_words(len(self.table.marks))}, marked" if self.table.marks else self._task.name)

    def do_copy_table(self) -> None:
        rows = self.table.chosen if self.table.marks else self.table.rows
        self.send(self.table.text(rows), f"{tasks_words(len(rows))} as a table")


_ACT_ON_ALL = ("decide", "tag", "archive", "score", "copy")
"""Commands that take all marked tasks."""
_NEED_A_TASK = frozenset(
    {"open", "decide", "readiness", "tag", "clone", "archive", "trial.book", "handoff.new", "copy", "copy.table"}
    | {"mark", "mark.range", "mark.all", "handoff.brief", "text", "tasks.filter"}
)
