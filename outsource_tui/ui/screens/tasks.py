"""Tasks: the list in the order of what frees most, and the one under the cursor in full."""

from collections.abc import Mapping, Sequence

from outsource_tui.advice.rounding import count_words, hours_words
from outsource_tui.model.plan import Plan
from outsource_tui.model.task import Task
from outsource_tui.planner.rows import archived
from outsource_tui.planner.tasks import cloned, tagged
from outsource_tui.ui.dialogs.decide import open_decide
from outsource_tui.ui.dialogs.line import LineDialog
from outsource_tui.ui.drawing import Line, block, divided, rule, text_lines
from outsource_tui.ui.hours_stepper import HOURS_STEP, HoursStepper
from outsource_tui.ui.screens.base import NOTHING_FITS
from outsource_tui.ui.screens.list_screen import ListScreen
from outsource_tui.ui.stage import Stage
from outsource_tui.ui.task_list import ALL, ORDERS, ask_kind, fits, kind_words, line_of, narrowed_words
from outsource_tui.ui.task_order import TaskOrder
from outsource_tui.ui.widgets.table import Cells
from outsource_tui.ui.widgets.task_detail import below_lines, side_lines
from outsource_tui.ui.widgets.task_rows import COLUMNS, TAG, task_cells

DETAIL_HEIGHT = 5
SIDE_FROM = 112
SIDE_WIDTH = 34
WIDE_FROM = 160
WIDE_SIDE = 60


class TasksScreen(ListScreen):
    """The list, its filter and its order."""

    name = "tasks"
    orders = tuple(ORDERS)
    searched = "name, tags, notes, plan"

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage, COLUMNS)
        self.only = ALL
        self.stepper = HoursStepper(stage)
        self._ordered = TaskOrder()
        self._count, self._hours_week = 0, 0.0
        """How many tasks there are, and the hours of those that are shown."""
        self._listed: tuple[Plan, tuple[str, bool, str, str]] | None = None

    def body(self, width: int, height: int) -> list[Line]:
        self._list()
        if not self._count:
            return self._empty(width)
        self.table.scrolls_by_row = width < SIDE_FROM  # A terminal moves whole rows only.
        if width >= SIDE_FROM:
            return self._beside(width, height, WIDE_SIDE if width >= WIDE_FROM else SIDE_WIDTH)
        detail = DETAIL_HEIGHT if height >= 17 else 0
        lines = [rule(self._title(width), width), *block(self._rows(width, height - 1 - detail), height - 1 - detail)]
        current = self.table.current
        if detail and current is not None:
            lines += block(below_lines(self.plan, self.plan.tasks[current], width, self.stage.key_of), detail)
        return lines

    def _beside(self, width: int, height: int, side_width: int) -> list[Line]:
        list_width = width - side_width
        lines = [rule(self._title(list_width), list_width), *block(self._rows(list_width, height - 1), height - 1)]
        current = self.table.current
        task = self.plan.tasks[current] if current is not None else None
        side = side_lines(self.plan, task, side_width - 2, height, self.stage.key_of) if task is not None else []
        return divided(lines, block(side, height), list_width)

    def _rows(self, width: int, height: int) -> list[Line]:
        if self.table.rows:
            return self.table.lines(width, height)
        return [Line(), Line(f" No task {narrowed_words(self.only, self.words)}. Esc shows all again.", "quiet")]

    def _empty(self, width: int) -> list[Line]:
        lines = [rule("Tasks", width), Line()]
        lines += text_lines("Nothing is listed yet. What do you do in a week that you would not miss?", width)
        return [
            *lines,
            Line(),
            Line(f"   {self.stage.key_of('add')}  add a task in one line"),
            Line(f"   {self.stage.key_of('suggestions')}  pick from what freelancers usually do"),
            Line(f"   {self.stage.key_of('import')}  import a time log or a list of tasks"),
        ]

    def _title(self, width: int) -> str:
        shown, all_of_them = len(self.table.rows), self._count
        arrow = "▲" if self.is_reversed else "▼"
        title = f"Tasks {shown} of {all_of_them} · {hours_words(self._hours_week)} h/week"
        title += f" · {narrowed_words(self.only, self.words)}" if self.only or self.words else ""
        order = f" · order: {self.order} {arrow}"
        return title + order if len(title) + len(order) + 4 <= width else title

    def _list(self) -> None:
        settings = (self.order, self.is_reversed, self.words, self.only)
        if self._listed is not None and self._listed[0] is self.plan and self._listed[1] == settings:
            return
        self._listed = (self.plan, settings)
        narrowed = f"{self.only}\n{self.words}" if self.only or self.words else ""
        ids = self._ordered.ids(self.plan, self.order, narrowed, self._is_shown)
        if self.is_reversed:
            ids.reverse()
        tasks = [self.plan.tasks[one] for one in ids]
        self.table.left_out = frozenset() if any(one.tags for one in tasks) else frozenset({TAG})
        self._count = len(self.plan.live_tasks) if narrowed else len(ids)
        self._hours_week = sum(one.hours_week or 0.0 for one in tasks)
        self.table.show(ids)

    def _is_shown(self, task: Task) -> bool:
        return fits(self.plan, task, self.only, self.words)

    def _cells(self, row_id: str) -> Cells:
        return task_cells(self.plan, self.plan.tasks[row_id])

    # keys

    @property
    def hints(self) -> Sequence[str] | None:
        self._list()
        if not self._count:
            return ("add", "import", "next", "undo", "palette", "quit")
        if self.table.marks:
            return ("decide", "tag", "archive", "score", "copy", "mark", "mark.all", "undo")
        return None

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
            return NOTHING_FITS if self._count else f"There is no task here. {self.stage.key_of('add')} adds one."
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
        draft = f"tags {chosen[0]}"
        self.stage.open(LineDialog("Tags, with commas", lambda text: self._tagged(chosen, text), text=old, draft=draft))

    def _tagged(self, chosen: list[str], text: str) -> None:
        tags = [one.strip().lstrip("@") for one in text.split(",")]
        self.stage.do(tagged(self.plan, chosen, [one for one in tags if one]))

    def do_clone(self) -> None:
        if self.stage.do(cloned(self._task)):
            self.show(next(reversed(list(self.plan.tasks))))

    def do_archive(self) -> None:
        self.stage.do(archived(self.plan, self.table.chosen, self.stage.desk.clock))

    def marks_words(self) -> str:
        marks = self.table.marks
        hours = sum(self.plan.tasks[one].hours_week or 0.0 for one in marks)
        keys = ", ".join(self.stage.key_of(one) for one in _ACT_ON_ALL)
        return f"{len(marks)} marked ({hours_words(hours)} h/week). {keys} act on all"

    def do_hours_more(self) -> None:
        self.stepper.step(self.table.chosen, HOURS_STEP)

    def do_hours_less(self) -> None:
        self.stepper.step(self.table.chosen, -HOURS_STEP)

    def do_tasks_filter(self) -> None:
        ask_kind(self.stage, self.only, self._show_only)

    def _show_only(self, kind: str) -> None:
        self.only = kind
        self._list()
        shown = count_words(len(self.table.rows), "task")
        self.stage.say(f"{shown} in {kind_words(kind)}. Esc shows all again" if kind else f"All {shown}")

    def do_text(self) -> None:
        from outsource_tui.ui.dialogs.long_text import edit_notes  # only when an editor is asked for

        edit_notes(self.stage, "tasks", self._task.id)

    def do_trial_book(self) -> None:
        from outsource_tui.ui.dialogs.pick_person import pick_person

        pick_person(self.stage, self._task.id, "trial")

    def do_handoff_new(self) -> None:
        from outsource_tui.ui.dialogs.pick_person import pick_person

        pick_person(self.stage, self._task.id, "handoff")

    def do_handoff_brief(self) -> None:
        from outsource_tui.ui.dialogs.brief_form import open_brief

        open_brief(self.stage, self._task.id)

    def do_copy(self) -> None:
        text = "\n".join(line_of(self.plan, self.plan.tasks[one]) for one in self.table.chosen)
        count = len(self.table.marks)
        self.send(text, f"{count_words(count, 'task')}, marked" if count else self._task.name)

    def do_copy_table(self) -> None:
        rows = self.table.chosen if self.table.marks else self.table.rows
        self.send(self.table.text(rows), f"{count_words(len(rows), 'task')} as a table")


_ACT_ON_ALL = ("decide", "tag", "archive", "score", "copy", "hours.more", "hours.less")
"""Commands that take all marked tasks."""
_NEED_A_TASK = frozenset(
    {"open", "decide", "readiness", "tag", "clone", "archive", "trial.book", "handoff.new", "copy", "copy.table"}
    | {"score", "mark", "mark.range", "hours.more", "hours.less", "mark.all", "handoff.brief", "text", "tasks.filter"}
)
