"""The plot, the legend and the figures of one task put together for a width and a height."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from outsource_tui.advice.quadrant import quadrant_of
from outsource_tui.model.plan import Plan
from outsource_tui.model.task import Task
from outsource_tui.ui.commands import KeyOf, move_keys
from outsource_tui.ui.drawing import Line, block, cut, rule
from outsource_tui.ui.looks import ZONE_LOOKS
from outsource_tui.ui.widgets.grid_place import cell_of, figure_words, past_place, standing_lines
from outsource_tui.ui.widgets.legend import Lettered, legend_lines
from outsource_tui.ui.widgets.plot import Cell, Plot, Point, View, quarter_at

LIST_BELOW = (50, 11)
WHOLE_FROM = (72, 17)
"""Columns and rows of body: below the first a plain list, from the second on all of the grid, between one quarter."""
WORDY_FROM = 56
NAMES_FROM = 112
BUBBLES_FROM = 160
LONGEST_NAME = 30
MOST_LETTERS = 6
DETAIL_ROWS = 4
BUBBLES = ((5.0, "@"), (2.5, "O"), (1.0, "o"), (0.0, "."))
"""From so many hours a week on; "@" is a day's work or more."""

WHOLE = View()


class GridView(Struct, frozen=True):
    """What is to be seen: the plan and the task that is picked."""

    plan: Plan
    marks: Lettered
    task: Task
    today: date
    key_of: KeyOf
    narrowed: str = ""
    """What the tasks are narrowed to, in words."""
    is_zoomed: bool = False
    shows_past: bool = False

    @property
    def cell(self) -> Cell | None:
        """Where the picked task stands."""
        return cell_of(self.task)

    def lines(self, width: int, height: int) -> list[Line]:
        """The body of the Grid."""
        fits_whole = width >= WHOLE_FROM[0] and height >= WHOLE_FROM[1]
        if is_list(width, height) or (self.cell is None and not fits_whole):
            return [
                _head(width, self.key_of, self.narrowed),
                *legend_lines(self.plan, self.marks, self.task.id, self.key_of, width, height - 1),
            ]
        return self._plot_beside_legend(width, height) if fits_whole else self._quarter_over_figures(width, height)

    def facts(self, width: int, height: int) -> list[Line]:
        """The tasks with their scores in a list, and the picked one in full: for those who do not see a plot."""
        figures = self._figures(width, is_long=True)
        room = height - 1 - len(figures)
        title = f"Grid · only tasks {self.narrowed}" if self.narrowed else "Grid"
        return [
            rule(title, width),
            *legend_lines(self.plan, self.marks, self.task.id, self.key_of, width, room),
            *figures,
        ]

    def _figures(self, width: int, *, is_long: bool) -> list[Line]:
        together = 0 if self.cell is None else len(self.marks.at[self.cell])
        letter = self.marks.letters[self.task.id]
        return standing_lines(self.plan, self.task, letter, together, self.today, self.key_of, width, is_long=is_long)

    def _plot(self, width: int, height: int) -> Plot:
        """The plot as it is drawn in a body of that size."""
        split, cell = self.plan.profile.split, self.cell
        if width >= WHOLE_FROM[0] and height >= WHOLE_FROM[1]:
            view = quarter_at(cell, split) if self.is_zoomed and cell is not None else WHOLE
            return Plot(view, split, width - _aside(width) - 1, height - 1)
        assert cell is not None  # noqa: S101 - lines() has looked
        return Plot(quarter_at(cell, split), split, width - 1, height - 1 - DETAIL_ROWS)

    def cell_at(self, column: int, row: int, width: int, height: int) -> Cell | None:
        """The cell of the plot at a place of the body; None beside the plot."""
        return self._plot(width, height).cell_at(column, row - 1)

    def legend_from(self, width: int, height: int) -> int:
        """The column where the legend begins."""
        return max(self._plot(width, height).width + 1, width - _aside(width))

    def _plot_beside_legend(self, width: int, height: int) -> list[Line]:
        plot = self._plot(width, height)
        drawing = self._drawing(plot, width, with_names=width >= NAMES_FROM or self.is_zoomed)
        start = self.legend_from(width, height)
        aside = width - start
        figures = self._figures(aside, is_long=height > 30)
        room = height - 1 - len(figures)
        side = block(legend_lines(self.plan, self.marks, self.task.id, self.key_of, aside, room), room) + figures
        rows = block(drawing, height - 1)
        return [
            _head(width, self.key_of, self.narrowed),
            *(row.beside(other, start) for row, other in zip(rows, side, strict=True)),
        ]

    def _quarter_over_figures(self, width: int, height: int) -> list[Line]:
        task, plot = self.task, self._plot(width, height)
        zone = quadrant_of(task, self.plan.profile)
        look = ZONE_LOOKS[zone]
        name = Line(f" {self.marks.letters[task.id]} ", look).add(cut(task.name, width - 5), "strong")
        facts = Line(" ").add(zone, look).add(f", effectiveness {task.effectiveness}, value {task.value}")
        figures = [Line(f" {words}") for words in figure_words(self.plan, task).split("; ")]
        title = f"{zone} · value ↑  effectiveness →" + (" · arrows walk over" if width >= WORDY_FROM else "")
        return [rule(title, width), *self._drawing(plot, width, with_names=True), name, facts, *figures]

    def _drawing(self, plot: Plot, width: int, *, with_names: bool) -> list[Line]:
        points = {
            cell: self._point(cell, ids, width, with_names=with_names)
            for cell, ids in self.marks.at.items()
            if plot.view.has(cell)
        }
        past = past_marks(self.plan, self.marks, self.today) if self.shows_past else []
        return plot.lines(points, self.cell, past)

    def _point(self, cell: Cell, ids: Sequence[str], width: int, *, with_names: bool) -> Point:
        tasks, letters = self.plan.tasks, self.marks.letters
        look = ZONE_LOOKS[quadrant_of(tasks[ids[0]], self.plan.profile)]
        label = letters[ids[0]] if len(ids) == 1 else str(min(len(ids), 99))
        if not with_names:
            return Point(label, look)
        name = cut(tasks[ids[0]].name, LONGEST_NAME)
        if len(ids) > 1:
            name = " ".join(letters[one] for one in ids[:MOST_LETTERS]) + (" …" if len(ids) > MOST_LETTERS else "")
        if width >= BUBBLES_FROM:
            name = f"{next(mark for least, mark in BUBBLES if self.marks.hours[cell] >= least)} {name}"
        return Point(label, look, name)


def filling_plot(plan: Plan, width: int, height: int, *, column: int | None = None) -> list[Line]:
    """The whole plot with the tasks by name, as they get their scores; `column` is where the next one will land."""
    plot = Plot(WHOLE, plan.profile.split, width, height - 1)
    at: dict[Cell, list[Task]] = {}
    for task in plan.live_tasks:
        cell = cell_of(task)
        if cell is not None:
            at.setdefault(cell, []).append(task)
    points = {
        cell: Point("●" if len(tasks) == 1 else str(min(len(tasks), 99)), _look_of(plan, tasks[0]), tasks[0].name)
        for cell, tasks in at.items()
    }
    landing = [((column, value), "┊") for value in range(1, 11)] if column is not None else []
    return [Line("value ↑  effectiveness →", "quiet"), *plot.lines(points, None, landing)]


def _look_of(plan: Plan, task: Task) -> str:
    return ZONE_LOOKS[quadrant_of(task, plan.profile)]


def _aside(width: int) -> int:
    """Cells for the legend."""
    return 24 if width < NAMES_FROM else 34 if width < BUBBLES_FROM else 64


def is_list(width: int, height: int) -> bool:
    """Whether a body of that size only has room for a list."""
    return width < LIST_BELOW[0] or height < LIST_BELOW[1]


def empty_grid_lines(split: int, width: int, key_of: KeyOf) -> list[Line]:
    """The Grid of a plan without tasks: it says what to do, over the empty plot."""
    says = Line(f" No tasks yet. {key_of('add')} adds the first; two scores give it a place here.")
    return [_head(width, key_of), Line(), says, Line(), *Plot(WHOLE, split, min(width, 80), 15).lines({}, None)]


def past_marks(plan: Plan, marks: Lettered, today: date) -> list[tuple[Cell, str]]:
    """Where tasks stood before: their letters in lower case, a plus where those are in lower case anyway."""
    found = []
    for task_id in marks.order[: marks.plotted]:
        was = past_place(plan.tasks[task_id], today)
        letter = marks.letters[task_id]
        if was is not None and was.effectiveness is not None and was.value is not None:
            found.append(((was.effectiveness, was.value), letter.lower() if len(letter) == 1 else "+"))
    return found


def _head(width: int, key_of: KeyOf, narrowed: str = "") -> Line:
    if narrowed:
        return rule(f"value ↑  effectiveness → · only tasks {narrowed} · Esc shows all", width)
    title = f"value ↑  effectiveness → · arrows pick, {move_keys(key_of)} move"
    if width >= BUBBLES_FROM:
        title += " · a week: . under 1 h, o from 1, O from 2.5, @ from 5"
    return rule(title, width)
