"""The letters that tasks have on the grid, and the list that says which is which."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from outsource_tui.advice.priority import priority_of
from outsource_tui.advice.quadrant import quadrant_of
from outsource_tui.advice.rounding import hours_words
from outsource_tui.model.plan import Plan
from outsource_tui.model.task import Task
from outsource_tui.planner.tasks import DECISION_WORDS
from outsource_tui.ui.commands import KeyOf
from outsource_tui.ui.drawing import Line, is_uncut
from outsource_tui.ui.looks import ZONE_LOOKS
from outsource_tui.ui.widgets.grid_place import cell_of
from outsource_tui.ui.widgets.plot import Cell

SCORES_FROM = 40
ALL_FROM = 60
"""Cells from which the legend is a table: with the scores and the zone, then with priority and plan."""

FEW = 20
"""So many tasks may have changed for the others to be left as they are."""


class Lettered(Struct, frozen=True):
    """The tasks of a plan with their letters, and who stands where."""

    letters: Mapping[str, str]
    """The letter of each task. They follow the order in which tasks came, so that moving one renames none."""
    tasks: Mapping[str, str]
    """The task of each letter, in lower case."""
    order: Sequence[str]
    """The tasks as the legend lists them: those that have a place, then those that are not scored."""
    at: Mapping[Cell, Sequence[str]]
    hours: Mapping[Cell, float]
    """Hours a week of all tasks in a cell; unknown ones are left out."""
    plotted: int
    """How many of `order` have a place."""


def lettered(plan: Plan) -> Lettered:
    """The letters of all tasks that are not archived."""
    tasks = plan.live_tasks
    letters, by_letter = _letters(tuple(task.id for task in tasks))
    at: dict[Cell, list[str]] = {}
    hours: dict[Cell, float] = {}
    placed: list[str] = []
    waiting: list[str] = []
    for task in tasks:
        cell = cell_of(task)
        if cell is None:
            waiting.append(task.id)
        else:
            placed.append(task.id)
            at.setdefault(cell, []).append(task.id)
            hours[cell] = hours.get(cell, 0.0) + (task.hours_week or 0)
    return Lettered(letters, by_letter, [*placed, *waiting], at, hours, len(placed))


def lettered_again(marks: Lettered, before: Plan, after: Plan) -> Lettered:
    """The letters of `after`, where those of `before` are known: a task that moved touches no more than two cells."""
    moved = [key for key, task in after.tasks.items() if before.tasks.get(key) is not task]
    if len(before.tasks) != len(after.tasks) or len(moved) > FEW:
        return lettered(after)
    at, hours = {cell: list(ids) for cell, ids in marks.at.items()}, dict(marks.hours)
    touched: set[Cell] = set()
    for key in moved:
        old, new = _place_of(before.tasks.get(key)), _place_of(after.tasks[key])
        if old is None or new is None:
            return lettered(after)
        at[old].remove(key)
        at.setdefault(new, []).append(key)
        touched |= {old, new}
    for cell in touched:
        at[cell].sort(key=marks.letters.__getitem__)
        hours[cell] = 0.0
        for key in at[cell]:
            hours[cell] += after.tasks[key].hours_week or 0
        if not at[cell]:
            del at[cell], hours[cell]
    cells = sorted(at, key=lambda cell: marks.letters[at[cell][0]])
    return replace(marks, at={cell: at[cell] for cell in cells}, hours=hours)


def narrowed(marks: Lettered, wanted: Collection[str], plan: Plan) -> Lettered:
    """Only the wanted tasks; each keeps its letter."""
    at = {cell: [one for one in ids if one in wanted] for cell, ids in marks.at.items()}
    at = {cell: ids for cell, ids in at.items() if ids}
    return Lettered(
        {key: letter for key, letter in marks.letters.items() if key in wanted},
        {letter: key for letter, key in marks.tasks.items() if key in wanted},
        [one for one in marks.order if one in wanted],
        at,
        {cell: sum(plan.tasks[one].hours_week or 0.0 for one in ids) for cell, ids in at.items()},
        sum(len(ids) for ids in at.values()),
    )


def _place_of(task: Task | None) -> Cell | None:
    """The cell of a task on the grid; None where it has no place there."""
    return None if task is None or task.is_archived else cell_of(task)


@lru_cache(maxsize=4)
def _letters(task_ids: tuple[str, ...]) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Letters by task and tasks by letter; kept, since moving a task changes none of them."""
    length = 1
    while 26**length < len(task_ids):
        length += 1
    letters = {task_id: letter_of(index, length) for index, task_id in enumerate(task_ids)}
    return letters, {letter.lower(): task_id for task_id, letter in letters.items()}


def letter_of(index: int, length: int) -> str:
    """`A` to `Z`, and where one letter is not enough `aa`, `ab` and so on: all of one length."""
    letters = ""
    for _ in range(length):
        index, rest = divmod(index, 26)
        letters = chr(ord("a") + rest) + letters
    return letters.upper() if length == 1 else letters


def legend_lines(
    plan: Plan, marks: Lettered, current: str | None, key_of: KeyOf, width: int, height: int
) -> list[Line]:
    """The head and as many tasks as fit, a page at a time; those without a place under a line that says so."""
    rows: list[str | None] = list(marks.order)
    if marks.plotted < len(rows):
        rows.insert(marks.plotted, None)
    room = max(1, height - 1)
    here = rows.index(current) if current in marks.letters else 0
    top = 0 if len(rows) <= room else here // room * room
    waiting = len(marks.order) - marks.plotted
    title = (
        f"{marks.plotted} of {len(marks.order)} scored"
        if waiting
        else "1 task"
        if len(marks.order) == 1
        else f"{len(marks.order)} tasks"
    )
    columns = _COLUMNS[: _columns_for(width)]
    head = Line(" ").cell(title, width - 1 - _room_of(columns), "title")
    for title, column_width, _ in () if is_uncut() else columns:
        head.add(title.rjust(column_width) if column_width < 7 else f" {title:{column_width - 1}}", "quiet")
    lines = [head.fitted(width)]
    for row_id in rows[top : top + room]:
        if row_id is None:
            lines.append(Line(f" {waiting} not scored yet: {key_of('score')}", "quiet"))
        else:
            task = plan.tasks[row_id]
            lines.append(_row(plan, task, marks.letters[row_id], width, is_here=row_id == current))
    return lines


def _row(plan: Plan, task: Task, letter: str, width: int, *, is_here: bool) -> Line:
    look = ZONE_LOOKS[quadrant_of(task, plan.profile)]
    columns = _COLUMNS[: _columns_for(width)]
    line = Line(">" if is_here else " ", "cursor").add(letter, look).add(" ")
    line.cell(task.name, width - line.width - _room_of(columns))
    for title, column_width, text in columns:
        own = look if title == "Zone" else "text"
        if is_uncut():
            line.add(f"  {title} {text(plan, task)}", own)
        elif column_width < 7:
            line.cell(text(plan, task), column_width, own, right=True)
        else:
            line.add(" ").cell(text(plan, task), column_width - 1, own)
    return line


def legend_rows(plan: Plan, marks: Lettered) -> list[tuple[str, ...]]:
    """The tasks with letter, scores, hours and zone, as they are copied."""
    rows: list[tuple[str, ...]] = [("", "Task", "Effectiveness", "Value", "h/week", "Zone")]
    for task_id in marks.order:
        task = plan.tasks[task_id]
        scores = (str(task.effectiveness or "-"), str(task.value or "-"), hours_words(task.hours_week))
        rows.append((marks.letters[task_id], task.name, *scores, quadrant_of(task, plan.profile)))
    return rows


def _zone(plan: Plan, task: Task) -> str:
    zone = quadrant_of(task, plan.profile)
    return zone.lower() if zone != "UNPLOTTED" else "-"


_COLUMNS: tuple[tuple[str, int, Callable[[Plan, Task], str]], ...] = (
    ("h/wk", 5, lambda _, task: hours_words(task.hours_week)),
    ("Eff", 4, lambda _, task: str(task.effectiveness or "-")),
    ("Val", 4, lambda _, task: str(task.value or "-")),
    ("Zone", 9, _zone),
    ("Prio", 6, lambda plan, task: hours_words(priority_of(task, plan.profile))),
    ("Plan", 10, lambda _, task: DECISION_WORDS[task.decision]),
)
"""Title, width and text of what stands behind a name; from 7 cells on to the left, below to the right."""


def _columns_for(width: int) -> int:
    """How many columns there is room for."""
    if width < SCORES_FROM:
        return 1
    return 4 if width < ALL_FROM else 6


def _room_of(columns: Sequence[tuple[str, int, object]]) -> int:
    return sum(width for _, width, _ in columns)
