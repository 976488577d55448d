"""The Grid: every task where its two scores put it. Arrows pick one, H J K L move it, the figures follow."""

from collections.abc import Sequence

from outsource_tui.advice.quadrant import quadrant_of
from outsource_tui.advice.rounding import count_words, hours_words
from outsource_tui.planner.rows import archived
from outsource_tui.planner.tasks import DECISION_WORDS
from outsource_tui.ui.clipboard import table_text
from outsource_tui.ui.dialogs.line import LineDialog
from outsource_tui.ui.dialogs.menu import LETTERS, Choice, MenuDialog
from outsource_tui.ui.drawing import Line, rule
from outsource_tui.ui.screens.base import NOTHING_FITS
from outsource_tui.ui.screens.grid_cursor import GridCursor
from outsource_tui.ui.task_list import ask_kind, kind_words
from outsource_tui.ui.widgets.grid_place import figure_words
from outsource_tui.ui.widgets.grid_view import empty_grid_lines, past_marks
from outsource_tui.ui.widgets.legend import legend_rows


class GridScreen(GridCursor):
    """Says where each task stands, and what a point more or less would change."""

    name = "grid"

    def body(self, width: int, height: int) -> list[Line]:
        self._width, self._height = width, height
        view = self.view
        if view is None and self.tasks.is_narrowed:
            words = f" No task {self.tasks.narrowed_words}. Esc shows all again."
            return [rule("Grid", width), Line(), Line(words, "quiet").fitted(width)]
        if view is None:
            return empty_grid_lines(self.plan.profile.split, width, self.stage.key_of)
        return view.facts(width, height) if self.stage.settings.is_plain else view.lines(width, height)

    # keys

    @property
    def hints(self) -> Sequence[str] | None:
        if self.task is None:
            return ("add", "import", "next", "undo", "quit")
        return None

    def ask_which(self) -> None:
        tasks = [self.plan.tasks[one] for one in self.together]
        notes = [f"{hours_words(one.hours_week)} h/week, plan: {DECISION_WORDS[one.decision]}" for one in tasks]
        keys = [*LETTERS, *[""] * len(tasks)]
        choices = [Choice(key, task.name, task.id, note) for key, task, note in zip(keys, tasks, notes, strict=False)]
        at = [task.id for task in tasks].index(self.current or "")
        title = f"{len(tasks)} tasks at effectiveness {tasks[0].effectiveness}, value {tasks[0].value}"
        self.stage.open(MenuDialog(title, choices, self._picked_from_cell, suggested=at))

    def _picked_from_cell(self, task_id: str) -> None:
        if task_id not in self.marks.order:
            self.stage.say(f"{task_id} is not on the grid any more: another session changed it.", "warn")
        elif task_id == self.current:
            self.do_open()
        else:
            self.pick(task_id)

    # commands

    def why_not(self, command_id: str) -> str:
        if command_id.startswith(("move.", "grab")) and self.task is not None and not self.task.is_scored:
            return f"{self.task.name} has no place yet. {self.stage.key_of('score')} scores it."
        if self.task is None and command_id in _NEED_A_TASK and self.tasks.is_narrowed:
            return NOTHING_FITS
        if self.task is None and command_id in _NEED_A_TASK:
            return f"There is no task yet. {self.stage.key_of('add')} adds the first."
        return ""

    def do_move_left(self) -> None:
        self.move(-1, 0)

    def do_move_down(self) -> None:
        self.move(0, -1)

    def do_move_up(self) -> None:
        self.move(0, 1)

    def do_move_right(self) -> None:
        self.move(1, 0)

    def do_grab(self) -> None:
        self.mover.grab()

    def do_find(self) -> None:
        says = "Words in name, tags, notes, plan. Nothing shows all."
        self.stage.open(LineDialog("Find", self._find, says=says, text=self.tasks.words))

    def _find(self, text: str) -> None:
        self.tasks.words = text

    def do_tasks_filter(self) -> None:
        ask_kind(self.stage, self.tasks.only, self._show_only)

    def _show_only(self, kind: str) -> None:
        self.tasks.only = kind
        shown = count_words(len(self.marks.order), "task")
        self.stage.say(f"{shown} in {kind_words(kind)}. Esc shows all again" if kind else f"All {shown}")

    def do_zoom(self) -> None:
        self.is_zoomed = not self.is_zoomed

    def do_past(self) -> None:
        self.shows_past = not self.shows_past
        count = len(past_marks(self.plan, self.marks, self.today))
        if not self.shows_past:
            self.stage.say("Only where tasks stand now.")
        elif count:
            self.stage.say(f"Small letters: where {count_words(count, 'task')} stood before.")
        else:
            self.stage.say("No task has stood elsewhere on an earlier day.")

    def do_score(self) -> None:
        from outsource_tui.ui.dialogs.score_flow import score_flow, unscored  # loaded when first asked for

        score_flow(self.stage, unscored(self.stage) or [self._task_id])

    def do_decide(self) -> None:
        from outsource_tui.ui.dialogs.decide import open_decide

        open_decide(self.stage, [self._task_id])

    def do_open(self) -> None:
        from outsource_tui.ui.dialogs.task_form import open_task

        open_task(self.stage, self._task_id)

    def do_readiness(self) -> None:
        from outsource_tui.ui.dialogs.readiness import open_readiness

        open_readiness(self.stage, self._task_id)

    def do_archive(self) -> None:
        self.stage.do(archived(self.plan, [self._task_id], self.stage.desk.clock))

    def do_trial_book(self) -> None:
        from outsource_tui.ui.dialogs.pick_person import pick_person

        pick_person(self.stage, self._task_id, "trial")

    def do_copy(self) -> None:
        task = self.plan.tasks[self._task_id]
        zone = quadrant_of(task, self.plan.profile)
        place = f"effectiveness {task.effectiveness or '-'}, value {task.value or '-'}, {zone}"
        self.send(f"{task.name}: {place}, {figure_words(self.plan, task)}", task.name)

    def do_copy_table(self) -> None:
        self.send(table_text(legend_rows(self.plan, self.marks)), "the tasks as a table")

    def do_text(self) -> None:
        from outsource_tui.ui.dialogs.long_text import edit_notes  # only when an editor is asked for

        edit_notes(self.stage, "tasks", self._task_id)

    @property
    def _task_id(self) -> str:
        assert self.task is not None  # noqa: S101 - why_not has answered where there is none
        return self.task.id


_NEED_A_TASK = frozenset(
    {
        "find", "tasks.filter", "open", "score", "decide", "readiness", "archive", "trial.book", "copy", "copy.table",
        "text", "jump", "grab", "zoom", "past", "move.left", "move.down", "move.up", "move.right",
    }
)  # fmt: skip
