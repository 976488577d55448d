"""The journal: what was changed, and when; any step can be taken back from here."""

from outsource_tui.advice.rounding import count_words
from outsource_tui.model.change import Redo, Undo
from outsource_tui.model.keeping import JournalEntry, Trace
from outsource_tui.model.plan import Plan
from outsource_tui.planner.rows import name_or_id, told
from outsource_tui.ui.dates import local_time
from outsource_tui.ui.dialogs.base import Dialog
from outsource_tui.ui.drawing import Line, block, rule, text_lines

DETAIL_ROWS = 4
NOTED_BESIDE = frozenset({"snapshots", "decisions"})
"""Tables in which a step notes of its own accord what it does to others."""
STEPS = {"down": 1, "j": 1, "up": -1, "k": -1, "pagedown": 10, "pageup": -10, "home": -1000, "end": 1000, "G": 1000}


class HistoryDialog(Dialog):
    """Newest first; `u` takes the step under the cursor back, `U` does it again."""

    hints = "↑↓ pick  u undo this step  U do it again  Esc close"
    is_tall = True

    def __init__(self) -> None:
        super().__init__()
        self.cursor = 0

    @property
    def entries(self) -> list[JournalEntry]:
        """The steps that are remembered, newest first."""
        return list(self.stage.plan.newest_first())

    def body(self, width: int, height: int) -> list[Line]:
        entries = self.entries
        if not entries:
            return [rule("History", width), Line(), Line(" Nothing was changed yet.")]
        self.cursor = min(self.cursor, len(entries) - 1)
        undone = sum(one.undone is not None for one in entries)
        title = f"History: {count_words(len(entries), 'step')}, newest first"
        head = rule(title + (f" · {undone} undone" if undone else ""), width)
        details = DETAIL_ROWS if height >= DETAIL_ROWS + 6 else 0
        room = max(1, height - 1 - details)
        top = max(0, min(self.cursor - room // 2, len(entries) - room))
        rows = [
            self._row(entries[index], width, is_here=index == self.cursor)
            for index in range(top, min(len(entries), top + room))
        ]
        return [head, *block(rows, room), *self._details(entries[self.cursor], width)[:details]]

    def _row(self, entry: JournalEntry, width: int, *, is_here: bool) -> Line:
        is_undone = entry.undone is not None
        line = Line(">" if is_here else " ", "cursor").add(" ")
        line.add(f"{local_time(entry.at, self.stage.plan):%d %b %H:%M}  ", "quiet")
        note = "undone" if is_undone else "another session" if self._is_of_another(entry) else ""
        room = width - line.width - (len(note) + 2 if note else 1)
        line.cell(entry.words, max(1, room), "quiet" if is_undone else "text")
        return line.add(f" {note}", "quiet").fitted(width)

    def _is_of_another(self, entry: JournalEntry) -> bool:
        """Whether somebody else did it meanwhile; what is older than this session was mostly done by its user."""
        return entry.session != self.stage.desk.session and entry.at >= self.stage.began

    def _details(self, entry: JournalEntry, width: int) -> list[Line]:
        """What the step did to each row, as far as there is room."""
        lines = [rule("undone" if entry.undone is not None else "what it did", width)]
        traces = [one for one in entry.traces if one.table not in NOTED_BESIDE]
        for trace in traces:
            lines += text_lines(trace_words(self.stage.plan, trace), width)
        if len(lines) > DETAIL_ROWS:
            lines[DETAIL_ROWS - 1] = Line(f" and {len(traces)} rows in all", "quiet")
        return block(lines, DETAIL_ROWS)

    def key(self, key: str, character: str | None) -> None:
        entries = self.entries
        if key in {"escape", "q"}:
            self.left()
        elif not entries:
            return
        elif key in STEPS:
            self.cursor = max(0, min(self.cursor + STEPS[key], len(entries) - 1))
        elif key == "u":
            self.stage.attempt(lambda: self._undo(entries[self.cursor]))
        elif key == "U":
            self.stage.attempt(lambda: self._redo(entries[self.cursor]))

    def _undo(self, entry: JournalEntry) -> None:
        self.stage.desk.do(Undo(entry.id))
        self.stage.say(f"Undone: {entry.words}. U does it again")

    def _redo(self, entry: JournalEntry) -> None:
        self.stage.desk.do(Redo(entry.id))
        self.stage.say(f"Done again: {entry.words}. u takes it back")


def trace_words(plan: Plan, trace: Trace) -> str:
    """What a step did to one row."""
    called = name_or_id(plan, trace.id)
    name = "Profile" if trace.table == "profile" else trace.id if called == trace.id else f"{trace.id} {called}"
    if trace.kind == "add":
        return f"{name}: added"
    if trace.kind == "drop":
        return f"{name}: deleted"
    return f"{name}: {told(trace.before, trace.after)}"
