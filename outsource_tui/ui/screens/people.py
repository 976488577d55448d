"""People: who could do the task, how they compare, and when we would work at the same time."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import islice

from outsource_tui.advice.overlap import party_of
from outsource_tui.model.contractor import Contractor
from outsource_tui.model.task import Task
from outsource_tui.planner.rows import archived
from outsource_tui.ui.drawing import Line, block, divided, rule, text_lines
from outsource_tui.ui.screens.list_screen import ListScreen
from outsource_tui.ui.stage import Stage
from outsource_tui.ui.standing import Standing, task_to_match, verdict_words
from outsource_tui.ui.widgets.overlap_pane import overlap_pane
from outsource_tui.ui.widgets.people_rows import ORDERS, nobody_lines, people_columns, person_cells
from outsource_tui.ui.widgets.side_by_side import all_rows, few_rows, side_by_side
from outsource_tui.ui.widgets.table import Cells

MOST_COMPARED = 5
NEED_A_TASK = frozenset({"rate", "compare", "trial.book", "handoff.new"})
NEED_A_PERSON = NEED_A_TASK | {"open", "archive", "mark", "mark.range", "mark.all", "copy", "copy.table", "text"}
LIST_WIDTHS = ((160, 70), (112, 50), (72, 41))
"""From which width of the screen on the list is how wide; below the last it has all of it."""
HINTS = (
    "add", "mark", "compare", "rate", "trial.book", "next", "open", "filter", "find", "handoff.new", "undo", "quit",
)  # fmt: skip
BARS_FROM = 17
"""Rows of the body below which the overlap bars give way, unless the list is short."""
MOST_BARS = 7
WEEK_FROM = (112, 34)
"""Columns and rows from which on the whole week is shown as well."""


class PeopleScreen(ListScreen):
    """The list by fit for one task, a comparison beside it, the overlap of one day below."""

    name = "people"
    orders = tuple(ORDERS)
    searched = "name, skills, country, zone, languages, status, notes"

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage, people_columns(stage.plan.profile.currency))
        self.task_id: str | None = None
        """The task that people are compared for: the one chosen, else the first to find somebody for."""
        self.day: date | None = None
        """The day of the bars; None is the next one that I work on."""
        self._standing: Standing | None = None
        self._listed: tuple[Standing, tuple[str, str, bool]] | None = None

    # who stands where

    @property
    def standing(self) -> Standing:
        """Everybody as of this plan, worked out once for it."""
        old = self._standing
        if old is None or old.plan is not self.plan or old.today != self.today or old.task_id != self.task_id:
            task = self.plan.tasks.get(self.task_id) if self.task_id is not None else None
            if task is None or task.is_archived:
                task = task_to_match(self.plan)
            self.task_id = task.id if task is not None else None
            self._standing = old = Standing(self.plan, task, self.today)
        return old

    def _list(self) -> None:
        standing, how = self.standing, (self.words, self.order, self.is_reversed)
        if self._listed is not None and self._listed[0] is standing and self._listed[1] == how:
            return
        self._listed = (standing, how)
        ids = standing.with_words(self.words)
        if self.order_words:
            people, by = self.plan.contractors, ORDERS[self.order]
            ids = sorted(ids, key=lambda one: by(standing, people[one]), reverse=self.is_reversed)
        self.table.show(ids)

    def _cells(self, row_id: str) -> Cells:
        return person_cells(self.standing, self.plan.contractors[row_id])

    def compared(self, most: int) -> list[str]:
        """Who is compared: those marked, else the one marked or under the cursor with the first of the ranking."""
        rows, marks = self.table.rows, self.table.marks
        marked = [one for one in rows if one in marks] if marks else []
        if len(marked) > 1:
            return marked[:most]
        here = marked[0] if marked else self.table.current
        chosen = {here, *islice((one for one in rows if one != here), most - 1)}
        return [one for one in rows if one in chosen]

    # what is seen

    def body(self, width: int, height: int) -> list[Line]:
        self._list()
        if not self.plan.live_contractors:
            return [self._title(width), *nobody_lines(width, self.stage.key_of)]
        if not self.table.rows:
            return [self._title(width), Line(f" Nobody has {self.words} in it. Esc shows all again.", "quiet")]
        list_width = next((own for from_, own in LIST_WIDTHS if width >= from_), width)
        most = 5 if width >= 160 else 3 if width >= 112 else 2
        needed = len(self.table.rows) + 2
        below = self._below(width, height, most) if height >= BARS_FROM or height - needed >= MOST_BARS else []
        room = height - 1 - len(below)
        left = block(self.table.lines(list_width, room), room)
        if list_width < width:
            right = block(self._side(width - list_width - 2, room, most), room)
            left = divided(left, right, list_width)
        return [self._title(width), *left, *below]

    def _title(self, width: int) -> Line:
        task = self.standing.task
        count = f"{len(self.table.rows)}" if not self.words else f"{len(self.table.rows)} with {self.words}"
        words = f"for: {task.name}" if task is not None else "no task to find somebody for yet"
        how = f" ({self.stage.key_of('filter')} changes the task)" if task is not None else ""
        title = f"People {count} · {words}"
        title += f" · {self.order_words}" if self.order_words else ""
        return rule(title + how if len(title) + len(how) + 4 <= width else title, width)

    def _side(self, width: int, height: int, most: int) -> list[Line]:
        standing, ids = self.standing, self.compared(most)
        said = (
            verdict_words(self.plan, standing.comparison, self.stage.key_of) if standing.comparison is not None else []
        )
        verdict = [line for one in said for line in text_lines(one, width, "text", "")]
        every, few = all_rows(standing), few_rows(standing)
        room = height - 2 - len(verdict)
        rows = every[:room] if room >= len(few) else few
        return [*side_by_side(standing, ids, rows, width, here=self.table.current), Line(), *verdict]

    def _below(self, width: int, height: int, most: int) -> list[Line]:
        people = [self.plan.contractors[one] for one in self.compared(most)]
        has_week = height >= WEEK_FROM[1] and width >= WEEK_FROM[0]
        lines = overlap_pane(self.plan.profile, people, self.shown_day, width, self.stage.key_of, week=has_week)
        here = self.table.current
        # Always one line, so that nothing jumps.
        words, look = (
            self.standing.warning(self.plan.contractors[here], self.stage.key_of) if here is not None else ("", "quiet")
        )
        return [*lines, Line(" " + words, look)]

    @property
    def shown_day(self) -> date:
        """The day of the bars."""
        if self.day is not None:
            return self.day
        mine = party_of(self.plan.profile)
        days = [self.today + timedelta(days=n) for n in range(7)]
        return next((one for one in days if mine is not None and mine.works_on(one)), self.today)

    @property
    def hints(self) -> Sequence[str]:
        if not self.plan.live_contractors:
            return ("add", "filter", "next", "undo", "quit")
        return HINTS

    # keys

    def show(self, row_id: str) -> None:
        if row_id in self.plan.tasks:
            self.task_id = row_id
        elif row_id in self.plan.contractors:
            self._list()
            if row_id not in self.table.rows:
                self.words = ""
                self._list()
            self.table.select(row_id)

    def cleared(self) -> bool:
        if self.table.clear_marks():
            return True
        had, self.words, self.day = bool(self.words) or self.day is not None, "", None
        return had

    def remembered(self) -> dict[str, str]:
        kept = {"task": self.task_id or "", "words": self.words, "order": self.order}
        return {**kept, "row": self.table.current or ""}

    def recall(self, kept: Mapping[str, str]) -> None:
        self.task_id, self.words = kept.get("task") or None, kept.get("words", "")
        self.order = kept["order"] if kept.get("order") in ORDERS else self.order
        self._list()
        if not self.table.rows:
            self.words = ""
            self._list()
        self.table.select(kept.get("row", ""))

    def why_not(self, command_id: str) -> str:
        self._list()
        key = self.stage.key_of
        no_task = f"There is no task yet. {key('screen.tasks')} goes to Tasks, {key('add')} adds one."
        if command_id in NEED_A_PERSON and self.table.current is None:
            nobody = f"There is nobody here. {key('add')} adds the first."
            return "Nobody fits; Esc shows all again." if self.words else nobody
        if command_id in NEED_A_TASK and self.standing.task is None:
            unscored = "There is no task to find somebody for. Score one on Tasks first."
            return unscored if self.plan.live_tasks else no_task
        if command_id == "filter" and not self.plan.live_tasks:
            return no_task
        if command_id == "compare" and len(self.table.rows) < 2:
            return f"There is only one person here. {key('add')} adds another to compare with."
        if command_id == "compare" and len(self.table.marks) > MOST_COMPARED:
            return f"{len(self.table.marks)} are marked; up to {MOST_COMPARED} can stand side by side."
        return ""

    @property
    def _person(self) -> Contractor:
        assert self.table.current is not None  # noqa: S101 - why_not has looked
        return self.plan.contractors[self.table.current]

    @property
    def _task(self) -> Task:
        assert self.standing.task is not None  # noqa: S101 - as above
        return self.standing.task

    def do_add(self) -> None:
        from outsource_tui.ui.dialogs.quick_person import QuickPersonDialog

        self.stage.open(QuickPersonDialog())

    def do_open(self) -> None:
        from outsource_tui.ui.dialogs.person_form import open_person

        open_person(self.stage, self._person.id)

    def do_rate(self) -> None:
        from outsource_tui.ui.dialogs.rating import RatingDialog

        self.stage.open(RatingDialog(self._task.id, self._person.id))

    def do_compare(self) -> None:
        from outsource_tui.ui.dialogs.comparison import ComparisonDialog

        marked = len(self.table.marks)
        self.stage.open(ComparisonDialog(self.standing, self.compared(max(2, marked))))

    def do_filter(self) -> None:
        from outsource_tui.ui.dialogs.pick_task import PickTaskDialog

        def take(task_id: str) -> None:
            self.task_id = task_id
            self._list()
            self.table.cursor = 0  # whoever fits best now
            self.stage.say(f"People for {self.plan.tasks[task_id].name}")

        self.stage.open(PickTaskDialog("People for which task?", take, here=self.task_id))

    def do_trial_book(self) -> None:
        from outsource_tui.ui.dialogs.booking import open_booking

        open_booking(self.stage, self._task.id, self._person.id)

    def do_handoff_new(self) -> None:
        from outsource_tui.ui.dialogs.handoff_form import open_handoff

        open_handoff(self.stage, self._task.id, self._person.id)

    def marks_words(self) -> str:
        count, key = len(self.table.marks), self.stage.key_of
        return f"{count} marked. {key('compare')} compares them, {key('archive')} archives them"

    def do_archive(self) -> None:
        self.stage.do(archived(self.plan, self.table.chosen, self.stage.desk.clock))

    def do_copy(self) -> None:
        chosen = [self.plan.contractors[one] for one in self.table.chosen]
        what = _people(len(chosen)) if self.table.marks else self._person.handle
        self.send("\n".join(self.standing.told(one) for one in chosen), what)

    def do_copy_table(self) -> None:
        rows = self.table.chosen if self.table.marks else self.table.rows
        self.send(self.table.text(rows), f"{_people(len(rows))} as a table")

    def do_text(self) -> None:
        from outsource_tui.ui.dialogs.long_text import edit_notes  # only when an editor is asked for

        edit_notes(self.stage, "contractors", self._person.id)

    def do_day_earlier(self) -> None:
        self.day = self.shown_day - timedelta(days=1)

    def do_day_later(self) -> None:
        self.day = self.shown_day + timedelta(days=1)


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"
