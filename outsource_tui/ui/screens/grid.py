"""The Grid: every task where its two scores put it. Arrows pick one, H J K L move it, the figures follow."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from outsource_tui.advice.priority import ranked
from outsource_tui.advice.quadrant import quadrant_of
from outsource_tui.advice.rounding import hours_words
from outsource_tui.model.plan import Plan
from outsource_tui.model.task import Task
from outsource_tui.planner.rows import archived
from outsource_tui.planner.tasks import DECISION_WORDS, moved
from outsource_tui.ui.clipboard import table_text
from outsource_tui.ui.commands import keymap
from outsource_tui.ui.dialogs.menu import LETTERS, Choice, MenuDialog
from outsource_tui.ui.drawing import Line
from outsource_tui.ui.screens.base import PlanScreen
from outsource_tui.ui.stage import Stage
from outsource_tui.ui.widgets.grid_view import GridView, empty_grid_lines, is_list, past_marks
from outsource_tui.ui.widgets.legend import Lettered, lettered, lettered_again
from outsource_tui.ui.widgets.plot import Cell, nearest
from outsource_tui.ui.widgets.standing import cell_of, figure_words, moved_words

DIRECTIONS = {
    **dict.fromkeys(("left", "h"), (-1, 0)),
    **dict.fromkeys(("down", "j"), (0, -1)),
    **dict.fromkeys(("up", "k"), (0, 1)),
    **dict.fromkeys(("right", "l"), (1, 0)),
}
SAVE_WORDS = 17
"""Cells that the message line needs for what it says of saving."""

SAID_IN_FULL = 200
"""Where a message may take several lines."""


class Moving(Struct, frozen=True):
    """A task being moved: how it was when that began, and what joins the steps into one to undo."""

    start: Task
    joins: str


class GridScreen(PlanScreen):
    """Says where each task stands, and what a point more or less would change."""

    name = "grid"

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.current: str | None = None
        self.is_zoomed = False
        self.shows_past = False
        self._moving: Moving | None = None
        self._moves = 0
        self._grabs = False
        self._jump: str | None = None
        """The letters typed after `'`; None while no jump is being typed."""
        self._width, self._height = 80, 21
        self._place = 0
        self._marks: Lettered | None = None
        self._marks_of: Plan | None = None

    # what is there

    @property
    def marks(self) -> Lettered:
        """The letters, worked out once a plan."""
        if self._marks is None or self._marks_of is None:
            self._marks = lettered(self.plan)
        elif self._marks_of.tasks is not self.plan.tasks:
            self._marks = lettered_again(self._marks, self._marks_of, self.plan)
        self._marks_of = self.plan
        return self._marks

    @property
    def task(self) -> Task | None:
        """The task that is picked: where it has gone, the one that stands in its place of the list."""
        order = self.marks.order
        if not order:
            return None
        if self.current is None:
            self.current = ranked(self.plan.live_tasks, self.plan.profile)[0].id
        elif self.current not in self.marks.letters:
            self.current = order[min(self._place, len(order) - 1)]
        return self.plan.tasks[self.current]

    @property
    def cell(self) -> Cell | None:
        """Where the picked task stands."""
        return cell_of(self.task)

    @property
    def row_id(self) -> str | None:
        return None if self.task is None else self.task.id

    def show(self, row_id: str) -> None:
        if row_id in self.marks.letters:
            self._pick(row_id)

    def remembered(self) -> dict[str, str]:
        return {"row": self.current or "", "zoomed": "yes" if self.is_zoomed else ""}

    def recall(self, kept: Mapping[str, str]) -> None:
        self.show(kept.get("row", ""))
        self.is_zoomed = bool(kept.get("zoomed"))

    def _pick(self, task_id: str) -> None:
        if task_id != self.current:
            self._moving = None
            self._grabs = False
        self.current = task_id
        self._place = self.marks.order.index(task_id)

    def body(self, width: int, height: int) -> list[Line]:
        self._width, self._height = width, height
        task = self.task
        if task is None:
            return empty_grid_lines(self.plan.profile.split, width, self.stage.key_of)
        view = GridView(self.plan, self.marks, task, self.today, self.stage.key_of, self.is_zoomed, self.shows_past)
        return view.facts(width, height) if self.stage.settings.is_plain else view.lines(width, height)

    # keys

    @property
    def hints(self) -> Sequence[str] | None:
        if self.task is None:
            return ("add", "import", "next", "undo", "quit")
        return None

    def key(self, key: str, character: str | None) -> bool:
        if self._jump is not None:
            self._jump_by(key)
            return True
        command = keymap(self.name, self.stage.commands).get(key)
        if self._grabs and (key in DIRECTIONS or key in {"enter", "escape", "m"}):
            self._grab_key(key)
            return True
        if command is None or not command.id.startswith("move."):
            self._moving = None
            self._grabs = False
        if key in {"tab", "shift+tab"} or (self._is_list and key in {"up", "down", "j", "k"}):
            self._step(1 if key in {"tab", "down", "j"} else -1)
        elif key in DIRECTIONS:
            self._go(*DIRECTIONS[key])
        elif key in {"home", "end"} and self.marks.order:
            self._pick(self.marks.order[0 if key == "home" else -1])
        elif key == "enter" and len(self._together) > 1:
            self._list_cell()
        else:
            return False
        return True

    @property
    def _is_list(self) -> bool:
        return self.stage.settings.is_plain or is_list(self._width, self._height)

    @property
    def _together(self) -> list[str]:
        """The tasks in the same cell as the picked one, itself among them."""
        return list(self.marks.at.get(self.cell, ())) if self.cell else []

    def _step(self, step: int) -> None:
        order = self.marks.order
        if self.task is not None and order:
            self._pick(order[(order.index(self.task.id) + step) % len(order)])

    def _go(self, right: int, up: int) -> None:
        """Pick the nearest task in a direction; from one that has no place, the next of the list."""
        cell = self.cell
        if cell is None:
            self._step(1 if right > 0 or up < 0 else -1)
            return
        target = nearest(self.marks.at, cell, right, up)
        if target is not None:
            self._pick(self.marks.at[target][0])

    def _grab_key(self, key: str) -> None:
        if key in DIRECTIONS:
            self.stage.attempt(lambda: self._move(*DIRECTIONS[key]))
            return
        self._grabs = False
        if key == "escape" and self._moving is not None:
            self._put_back(self._moving)
        elif self.task is not None:
            self.stage.say(f"{self.task.name} stays here.")
        self._moving = None

    def _jump_by(self, key: str) -> None:
        typed = (self._jump or "") + key.lower()
        letters = self.marks.tasks
        if typed in letters:
            self._jump = None
            self._pick(letters[typed])
            self.stage.say(self.plan.tasks[letters[typed]].name)
        elif len(key) == 1 and any(one.startswith(typed) for one in letters):
            self._jump = typed
            self.stage.say(f"Jump to: {typed}_")
        else:
            self._jump = None
            self.stage.say("No task has that letter." if len(key) == 1 else "")

    def _list_cell(self) -> None:
        tasks = [self.plan.tasks[one] for one in self._together]
        choices = [
            Choice(
                key, task.name, task.id, f"{hours_words(task.hours_week)} h/week, plan: {DECISION_WORDS[task.decision]}"
            )
            for key, task in zip([*LETTERS, *[""] * len(tasks)], tasks, strict=False)
        ]
        at = [task.id for task in tasks].index(self.current or "")
        title = f"{len(tasks)} tasks at effectiveness {tasks[0].effectiveness}, value {tasks[0].value}"
        self.stage.open(MenuDialog(title, choices, self._picked_from_cell, suggested=at))

    def _picked_from_cell(self, task_id: str) -> None:
        if task_id not in self.marks.order:
            self.stage.say(f"{task_id} is not on the grid any more: another session changed it.", "warn")
        elif task_id == self.current:
            self.do_open()
        else:
            self._pick(task_id)

    # commands

    def why_not(self, command_id: str) -> str:
        if command_id.startswith(("move.", "grab")) and self.task is not None and not self.task.is_scored:
            return f"{self.task.name} has no place yet. {self.stage.key_of('score')} scores it."
        if self.task is None and command_id in _NEED_A_TASK:
            return f"There is no task yet. {self.stage.key_of('add')} adds the first."
        return ""

    def do_move_left(self) -> None:
        self._move(-1, 0)

    def do_move_down(self) -> None:
        self._move(0, -1)

    def do_move_up(self) -> None:
        self._move(0, 1)

    def do_move_right(self) -> None:
        self._move(1, 0)

    def do_grab(self) -> None:
        self._grabs = True
        self.stage.say("Arrows move it now. Enter drops it, Esc puts it back.")

    def _move(self, right: int, up: int) -> None:
        task = self.task
        if task is None:
            return
        if self._moving is None or self._moving.start.id != task.id:
            self._moves += 1
            self._moving = Moving(task, f"move {self.stage.desk.session} {self._moves}")
        change = moved(task, right=right, up=up, joins=self._moving.joins, start=self._moving.start)
        if change is None:
            self.stage.say(f"{task.name} is at the edge.")
        elif self.stage.do(change):
            room = SAID_IN_FULL if self.stage.settings.is_plain else self._width - SAVE_WORDS
            self.stage.say(moved_words(self.plan, self._moving.start, self.plan.tasks[task.id], room))

    def _put_back(self, moving: Moving) -> None:
        start, task = moving.start, self.plan.tasks.get(moving.start.id)
        if task is None or cell_of(task) == cell_of(start) or not task.effectiveness or not task.value:
            return
        right, up = (start.effectiveness or 0) - task.effectiveness, (start.value or 0) - task.value
        if self.stage.do(moved(task, right=right, up=up, joins=moving.joins, start=start)):
            self.stage.say(f"{task.name} is back where it was.")

    def do_jump(self) -> None:
        self._jump = ""
        self.stage.say("Jump to: type its letter.")

    def do_zoom(self) -> None:
        self.is_zoomed = not self.is_zoomed

    def do_past(self) -> None:
        self.shows_past = not self.shows_past
        count = len(past_marks(self.plan, self.marks, self.today))
        if not self.shows_past:
            self.stage.say("Only where tasks stand now.")
        elif count:
            self.stage.say(f"Small letters: where {count} {'task' if count == 1 else 'tasks'} stood before.")
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

        pick_person(self.stage, self._task_id, "trial", "a trial")

    def do_copy(self) -> None:
        task = self.plan.tasks[self._task_id]
        zone = quadrant_of(task, self.plan.profile)
        place = f"effectiveness {task.effectiveness or '-'}, value {task.value or '-'}, {zone}"
        self.send(f"{task.name}: {place}, {figure_words(self.plan, task)}", task.name)

    def do_copy_table(self) -> None:
        rows = [("", "Task", "Effectiveness", "Value", "h/week", "Zone")]
        for task_id in self.marks.order:
            task = self.plan.tasks[task_id]
            scores = (str(task.effectiveness or "-"), str(task.value or "-"), hours_words(task.hours_week))
            rows.append((self.marks.letters[task_id], task.name, *scores, quadrant_of(task, self.plan.profile)))
        self.send(table_text(rows), "the tasks as a table")

    def do_text(self) -> None:
        from outsource_tui.ui.dialogs.long_text import edit_notes  # only when an editor is asked for

        edit_notes(self.stage, "tasks", self._task_id)

    @property
    def _task_id(self) -> str:
        assert self.task is not None  # noqa: S101 - why_not has answered where there is none
        return self.task.id


_NEED_A_TASK = frozenset(
    {
        "open",
        "score",
        "decide",
        "readiness",
        "archive",
        "trial.book",
        "copy",
        "copy.table",
        "text",
        "jump",
        "grab",
        "zoom",
        "past",
    }
    | {"move.left", "move.down", "move.up", "move.right"}
)
