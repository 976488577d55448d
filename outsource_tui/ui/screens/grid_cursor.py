"""Which task of the grid is picked, and how keys and clicks pick another or move it."""

import re
from collections.abc import Mapping

from outsource_tui.advice.priority import ranked
from outsource_tui.model.task import Task
from outsource_tui.ui.commands import keymap
from outsource_tui.ui.grid_tasks import GridTasks
from outsource_tui.ui.mover import Mover
from outsource_tui.ui.screens.base import PlanScreen
from outsource_tui.ui.stage import Stage
from outsource_tui.ui.task_list import ALL
from outsource_tui.ui.widgets.grid_place import cell_of
from outsource_tui.ui.widgets.grid_view import GridView, is_list
from outsource_tui.ui.widgets.legend import Lettered
from outsource_tui.ui.widgets.plot import Cell, nearest

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

_LETTER = re.compile(r"[ >]([A-Z]|[a-z]{2,}) ")


class GridCursor(PlanScreen):
    """The part of the Grid that moves."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.current: str | None = None
        self.is_zoomed = False
        self.shows_past = False
        self.tasks = GridTasks(stage)
        self.mover = Mover(stage)
        self._jump: str | None = None
        """The letters typed after `'`; None while no jump is being typed."""
        self._width, self._height = 80, 21
        self._place = 0

    # what is there

    @property
    def marks(self) -> Lettered:
        """The letters of those that are shown."""
        return self.tasks.shown(self.mover.task_id)

    @property
    def task(self) -> Task | None:
        """The task that is picked: where it has gone, the one that stands in its place of the list."""
        order = self.marks.order
        if not order:
            return None
        if self.current is None:
            self.current = ranked([self.plan.tasks[one] for one in order], self.plan.profile)[0].id
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

    @property
    def view(self) -> GridView | None:
        """What is to be seen; None without a task."""
        task, key_of = self.task, self.stage.key_of
        if task is None:
            return None
        words, zoomed, past = self.tasks.narrowed_words, self.is_zoomed, self.shows_past
        return GridView(self.plan, self.marks, task, self.today, key_of, words, is_zoomed=zoomed, shows_past=past)

    def show(self, row_id: str) -> None:
        if row_id not in self.marks.letters and row_id in self.tasks.all_of_them.letters:
            self.tasks.show_all()
        if row_id in self.marks.letters:
            self.pick(row_id)

    def remembered(self) -> dict[str, str]:
        kept = {"row": self.current or "", "zoomed": "yes" if self.is_zoomed else ""}
        return {**kept, "words": self.tasks.words, "only": self.tasks.only}

    def recall(self, kept: Mapping[str, str]) -> None:
        self.tasks.words, self.tasks.only = kept.get("words", ""), kept.get("only", ALL)
        if not self.marks.order:
            self.tasks.show_all()
        self.show(kept.get("row", ""))
        self.is_zoomed = bool(kept.get("zoomed"))

    def cleared(self) -> bool:
        return self.tasks.show_all()

    # picking

    def pick(self, task_id: str) -> None:
        """Put the cursor on a task that is shown."""
        if task_id != self.current:
            self.mover.stop()
        self.current = task_id
        self._place = self.marks.order.index(task_id)

    def key(self, key: str, character: str | None) -> bool:
        if self._jump is not None:
            self._jump_by(key)
            return True
        command = keymap(self.name, self.stage.commands).get(key)
        drops = key in {"enter", "escape"} or (command is not None and command.id == "grab")
        if self.mover.grabs and (key in DIRECTIONS or drops):
            self._grab_key(key)
            return True
        if command is None or not command.id.startswith("move."):
            self.mover.stop()
        if key in {"tab", "shift+tab"} or (self._is_list and key in {"up", "down", "j", "k"}):
            self._step(1 if key in {"tab", "down", "j"} else -1)
        elif key in DIRECTIONS:
            self._go(*DIRECTIONS[key])
        elif key in {"home", "end"} and self.marks.order:
            self.pick(self.marks.order[0 if key == "home" else -1])
        elif key == "enter" and len(self.together) > 1:
            self.ask_which()
        else:
            return False
        return True

    def clicked(self, column: int, row: int) -> bool:
        """A point of the plot or a task of the legend; on what is picked already it is Enter."""
        view = self.view
        if view is None or self._is_list:
            return False
        cell = view.cell_at(column, row, self._width, self._height)
        if cell is not None:
            found = self.marks.at.get(cell, ())
        else:
            text = self.body(self._width, self._height)[row].text[view.legend_from(self._width, self._height) :]
            letter = _LETTER.match(text)
            task_id = self.marks.tasks.get(letter[1].lower()) if letter else None
            found = [task_id] if task_id is not None else ()
        if self.current in found:
            self.stage.key("enter")
        elif found:
            self.pick(found[0])
        return True

    @property
    def _is_list(self) -> bool:
        return self.stage.settings.is_plain or is_list(self._width, self._height)

    @property
    def together(self) -> list[str]:
        """The tasks in the same cell as the picked one, itself among them."""
        return list(self.marks.at.get(self.cell, ())) if self.cell else []

    def ask_which(self) -> None:
        """Ask for one of those that stand together."""
        raise AssertionError(type(self).__name__)

    def _step(self, step: int) -> None:
        order = self.marks.order
        if self.task is not None and order:
            self.pick(order[(order.index(self.task.id) + step) % len(order)])

    def _go(self, right: int, up: int) -> None:
        """Pick the nearest task in a direction; from one that has no place, the next of the list."""
        cell = self.cell
        if cell is None:
            self._step(1 if right > 0 or up < 0 else -1)
            return
        target = nearest(self.marks.at, cell, right, up)
        if target is not None:
            self.pick(self.marks.at[target][0])

    # moving and jumping

    def move(self, right: int, up: int) -> None:
        """Move the picked task by a step."""
        if self.task is not None:
            is_plain = self.stage.settings.is_plain
            self.mover.move(self.task, right, up, SAID_IN_FULL if is_plain else self._width - SAVE_WORDS)

    def _grab_key(self, key: str) -> None:
        if key in DIRECTIONS:
            self.stage.attempt(lambda: self.move(*DIRECTIONS[key]))
        elif self.task is not None and (key != "escape" or not self.mover.put_back()):
            self.mover.drop(self.task)

    def do_jump(self) -> None:
        self._jump = ""
        self.stage.say("Jump to: type its letter.")

    def _jump_by(self, key: str) -> None:
        typed = (self._jump or "") + key.lower()
        letters = self.marks.tasks
        if typed in letters:
            self._jump = None
            self.pick(letters[typed])
            self.stage.say(self.plan.tasks[letters[typed]].name)
        elif len(key) == 1 and any(one.startswith(typed) for one in letters):
            self._jump = typed
            self.stage.say(f"Jump to: {typed}_")
        else:
            self._jump = None
            self.stage.say("No task has that letter." if len(key) == 1 else "")
