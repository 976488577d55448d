"""Tasks: the list in the order of what frees most, and the one under the cursor in full."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from outsource_tui.advice.hours import task_freed_week
from outsource_tui.advice.money import task_deal
from outsource_tui.advice.people import chosen_contractor, open_trials
from outsource_tui.advice.priority import priority_of, ranked
from outsource_tui.advice.quadrant import could_stop, neighbours_of, quadrant_of
from outsource_tui.advice.readiness import readiness_of
from outsource_tui.advice.rounding import hours_words, money_words
from outsource_tui.model.kinds import Quadrant
from outsource_tui.model.plan import Plan
from outsource_tui.model.task import Task
from outsource_tui.planner.rows import archived, changed
from outsource_tui.planner.tasks import DECISION_WORDS, cloned
from outsource_tui.ui.dialogs.decide import FITTING, open_decide
from outsource_tui.ui.dialogs.line import LineDialog
from outsource_tui.ui.drawing import Line, block, cut, rule, text_lines
from outsource_tui.ui.looks import ZONE_LOOKS
from outsource_tui.ui.screens.base import PlanScreen
from outsource_tui.ui.stage import Stage
from outsource_tui.ui.widgets.table import Cells, Column, Table

COLUMNS = (
    Column("Task", 16, grows=True),
    Column("Tag", 9, gives_way=6),
    Column("h/wk", 5, right=True),
    Column("Eff", 3, right=True),
    Column("Val", 3, right=True),
    Column("Zone", 9, gives_way=5),
    Column("Plan", 10),
    Column("Who", 10, gives_way=7),
    Column("P", 5, gives_way=8, right=True),
)
WHY_ZONE: Mapping[Quadrant, str] = {
    "HAND OFF": "first out of the door",
    "LIGHTEN": "batch, automate, hand off",
    "TEAM UP": "hire an expert, keep the wheel",
    "KEEP": "this is the business",
    "UNPLOTTED": "not scored yet: s asks two questions",
}
ORDERS: Mapping[str, Callable[[Plan, list[Task]], list[Task]]] = {
    "what to give away first": lambda plan, tasks: ranked(tasks, plan.profile),
    "hours": lambda plan, tasks: sorted(tasks, key=lambda one: (-(one.hours_week or 0), one.name.casefold())),
    "value": lambda plan, tasks: sorted(
        tasks, key=lambda one: (one.value is None, one.value or 0, one.name.casefold())
    ),
    "name": lambda plan, tasks: sorted(tasks, key=lambda one: one.name.casefold()),
    "last changed": lambda plan, tasks: sorted(tasks, key=lambda one: one.updated_at, reverse=True),
}
DETAIL_HEIGHT = 6
SIDE_WIDTH = 46


class TasksScreen(PlanScreen):
    """The list, its filter and its order."""

    name = "tasks"

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.table = Table(COLUMNS, self._cells)
        self.order = next(iter(ORDERS))
        self.is_reversed = False
        self.words = ""
        self._count, self._hours = 0, 0.0
        self._listed: tuple[Plan, tuple[str, bool, str]] | None = None

    def body(self, width: int, height: int) -> list[Line]:
        self._list()
        if not self._count:
            return self._empty(width)
        has_side = width >= 112
        list_width = width - SIDE_WIDTH if has_side else width
        detail = 0 if has_side else DETAIL_HEIGHT if height >= 17 else 0
        rows = block(self.table.lines(list_width, height - 1 - detail), height - 1 - detail)
        lines = [rule(self._title(), list_width), *rows]
        current = self.table.current
        if has_side:
            side = block(self._detail(current, SIDE_WIDTH - 2) if current else [], height)
            return [line.beside(Line("│ ", "rule").beside(side[i], 2), list_width) for i, line in enumerate(lines)]
        if detail:
            lines += block(self._detail(current, width) if current else [], detail)
        return lines

    def _empty(self, width: int) -> list[Line]:
        lines = [rule("Tasks", width), Line()]
        lines += text_lines("Nothing is listed yet. What do you do in a week that you would not miss?", width)
        return [
            *lines,
            Line(),
            Line("   a  add a task in one line"),
            Line("   i  import a time log or a list of tasks"),
        ]

    def _title(self) -> str:
        shown, all_of_them = len(self.table.rows), self._count
        arrow = "▲" if self.is_reversed else "▼"
        title = f"Tasks {shown} of {all_of_them} · {hours_words(self._hours)} h/week · order: {self.order} {arrow}"
        return title + (f" · find: {self.words}" if self.words else "")

    def _list(self) -> None:
        settings = (self.order, self.is_reversed, self.words)
        if self._listed is not None and self._listed[0] is self.plan and self._listed[1] == settings:
            return
        self._listed = (self.plan, settings)
        words = self.words.casefold().split()
        tasks = [one for one in self.plan.live_tasks if _has_words(one, words)]
        tasks = ORDERS[self.order](self.plan, tasks)
        if self.is_reversed:
            tasks.reverse()
        self._count, self._hours = len(self.plan.live_tasks), sum(one.hours_week or 0.0 for one in tasks)
        self.table.show([one.id for one in tasks])

    def _cells(self, task_id: str) -> Cells:
        plan, task = self.plan, self.plan.tasks[task_id]
        zone = quadrant_of(task, plan.profile)
        near = "~" if neighbours_of(task, plan.profile) else ""
        differs = task.decision != "undecided" and FITTING[zone] and task.decision not in FITTING[zone]
        row = "quiet" if zone == "KEEP" or task.owner_only else "text"
        who, priority = self._who(task), priority_of(task, plan.profile)
        return (
            (task.name, row),
            (" ".join(f"@{tag}" for tag in task.tags), "quiet"),
            (hours_words(task.hours_week), row),
            (str(task.effectiveness or "-"), row),
            (str(task.value or "-"), row),
            ((zone.lower() if zone != "UNPLOTTED" else "-") + near, ZONE_LOOKS[zone]),
            (DECISION_WORDS[task.decision] + (" ≠" if differs else ""), "warn" if differs else row),
            (who, row),
            (f"{priority:.1f}" if priority is not None else "-", row),
        )

    def _who(self, task: Task) -> str:
        person = chosen_contractor(self.plan, task.id)
        if person is not None:
            return person.handle
        trials = open_trials(self.plan, task.id)
        return f"{self.plan.contractors[trials[0].contractor_id].handle} (T)" if trials else "-"

    # the task under the cursor: every figure in its own place, so that a cursor move sends little more than figures

    def _detail(self, task_id: str, width: int) -> list[Line]:
        task, profile = self.plan.tasks[task_id], self.plan.profile
        zone = quadrant_of(task, profile)
        title = Line("── ", "rule").add(cut(f"{task.id} {task.name}", width - 4), "title")
        lines = [title, Line(" ").cell(zone, 10, ZONE_LOOKS[zone]).add(WHY_ZONE[zone])]
        figures = self._figures(task)
        if width > 70:
            half = len(figures) // 2
            lines += [_pairs(figures[:half]), _pairs(figures[half:])]
        else:
            lines += [_pairs([one]) for one in figures]
        lines.append(Line(f" {self._remark(task)}", "quiet"))
        if task.notes:
            lines += text_lines("Note: " + task.notes, width, "quiet")
        return lines

    def _figures(self, task: Task) -> list[tuple[str, str]]:
        """Label and value of what matters most about a task."""
        currency = self.plan.profile.currency
        rank, freed, deal = priority_of(task, self.plan.profile), task_freed_week(self.plan, task), None
        if chosen_contractor(self.plan, task.id) is not None:
            deal = task_deal(self.plan, task)
        net = "-"
        if deal is not None and deal.net_week is not None:
            net = f"{money_words(deal.net_week, currency, 2)} {currency}/week"
        known = readiness_of(task)
        know_how = f"answer {known.unanswered} more (r)"
        if not known.unanswered:
            needed = f" of {known.needed:g}" if known.needed is not None else ""
            know_how = f"{known.score:.1f}{needed} {known.state or ''}"
        return [
            ("Priority", f"{rank:.1f}" if rank is not None else "-"),
            ("Frees", f"{hours_words(freed)} h/week net"),
            ("Know-how", know_how),
            ("Plan", DECISION_WORDS[task.decision]),
            ("Who", self._who(task)),
            ("Net", net),
        ]

    def _remark(self, task: Task) -> str:
        parts = []
        near = neighbours_of(task, self.plan.profile)
        if near:
            parts.append(f"near {', '.join(near)}")
        if could_stop(task):
            parts.append("could it simply stop?")
        if task.owner_only:
            parts.append(f"yours alone: {task.owner_only_reason}" if task.owner_only_reason else "yours alone")
        if task.hours_source == "import":
            parts.append("hours measured")
        return " · ".join(parts)

    # keys

    def key(self, key: str, character: str | None) -> bool:
        self._list()
        return self.table.key(key)

    @property
    def row_id(self) -> str | None:
        return self.table.current

    def show(self, row_id: str) -> None:
        if row_id in self.plan.tasks:
            if self.words and not _has_words(self.plan.tasks[row_id], self.words.casefold().split()):
                self.words = ""
            self._list()
            self.table.select(row_id)

    def cleared(self) -> bool:
        if self.table.clear_marks():
            return True
        had, self.words = bool(self.words), ""
        return had

    def why_not(self, command_id: str) -> str:
        self._list()
        needs_task = {"open", "decide", "readiness", "tag", "clone", "archive", "trial.book", "handoff.new", "copy"}
        if command_id in needs_task | {"mark", "handoff.brief"} and self.table.current is None:
            return "There is no task here. a adds one." if not self.words else "Nothing fits; Esc shows all again."
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
        many = f"{len(marks)} marked ({hours_words(hours)} h/week). d decide, t tag, x archive act on all"
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
            if text and not self.table.rows:
                self.stage.say(f"No task has {text} in it. Esc shows all again.", "warn")

        self.stage.open(
            LineDialog("Find", take, says="Words in name, tags, notes, plan. Nothing shows all.", text=self.words)
        )

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
        task = self._task
        self.stage.shell.copy(f"{task.id} {task.name}")
        self.stage.say(f"Sent {task.name} to the clipboard (OSC 52).")


def _pairs(figures: Sequence[tuple[str, str]]) -> Line:
    """Labels and values in columns of their own."""
    line = Line(" ")
    for label, value in figures:
        line.cell(label, 9, "quiet").cell(value, 17)
    return line


def _has_words(task: Task, words: list[str]) -> bool:
    if not words:
        return True
    text = f"{task.id} {task.name} {' '.join('@' + tag for tag in task.tags)} {task.notes} {task.decision}".casefold()
    return all(word in text for word in words)
