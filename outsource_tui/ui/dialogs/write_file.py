"""Write a file: which kind, and under which name. The proposed name needs only Enter."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from outsource_tui.exchange.files import written
from outsource_tui.model.plan import Plan
from outsource_tui.model.problems import Problem
from outsource_tui.planner.exports import KINDS, ExportKind, export_name, export_text, in_a_file, kind_of_name
from outsource_tui.planner.rows import name_of
from outsource_tui.ui.dialogs.base import Dialog
from outsource_tui.ui.dialogs.menu import Choice, MenuDialog
from outsource_tui.ui.drawing import Line, cut, text_lines
from outsource_tui.ui.textline import TextLine

if TYPE_CHECKING:
    from outsource_tui.ui.stage import Stage

FIRST: dict[str, ExportKind] = {"grid": "svg", "trial": "ics"}
"""What a screen proposes, where that is not the report."""


class Paper(Struct, frozen=True):
    """Something that can be written; of the whole plan, or of the row `brief`."""

    kind: ExportKind
    words: str
    brief: str | None = None
    is_redacted: bool = False


class WriteDialog(Dialog):
    """Enter writes; an existing file is replaced only when that is said."""

    title = "Write a file"
    hints = "Enter write  ↑↓ Tab another kind  type another name  Esc close"

    def __init__(self, brief: str | None = None) -> None:
        """With `brief` (a hand-off or a trial) what its contractor gets comes first."""
        super().__init__()
        self.line = TextLine()
        self.brief = brief
        self.papers: list[Paper] = []
        self.at = 0
        self.problem = ""

    def opened(self) -> None:
        if self.brief is not None:
            self.papers += papers_for_them(self.stage.plan, self.brief)
        for kind, words in KINDS.items():
            self.papers.append(Paper(kind, words))
            if kind == "md":
                self.papers.append(Paper("md", f"{words}, without names and amounts", is_redacted=True))
        if self.brief is None:
            first = FIRST.get(self.stage.name, "md")
            self.at = next(at for at, one in enumerate(self.papers) if one.kind == first)
        self.line.put(self._proposed)

    @property
    def paper(self) -> Paper:
        """What is picked."""
        return self.papers[self.at]

    @property
    def _proposed(self) -> str:
        return export_name(self.stage.plan, self.paper.kind, self.stage.today, self.paper.brief)

    # drawing

    def body(self, width: int, height: int) -> list[Line]:
        label = Line(" name ", "key")
        lines = [self.line.draw(label, width - label.width - 1)]
        said = (
            text_lines(self.problem, width, "bad")[:2] if self.problem else [Line(f" in {_here(width - 6)}", "quiet")]
        )
        room = max(1, height - len(lines) - len(said))
        first = max(0, min(self.at - room + 1, len(self.papers) - room))
        for at in range(first, min(len(self.papers), first + room)):
            one, here = self.papers[at], at == self.at
            line = Line(" > " if here else "   ", "cursor").cell(one.kind, 6, "key")
            lines.append(line.add(cut(one.words, width - 10), "strong" if here else "text"))
        return [*lines, *said]

    # keys

    def key(self, key: str, character: str | None) -> None:
        self.problem = ""
        if key == "escape":
            self.left()
        elif key == "enter":
            self._write()
        elif key in {"down", "tab", "up", "shift+tab"}:
            self._pick((self.at + (1 if key in {"down", "tab"} else -1)) % len(self.papers))
        elif self.line.key(key, character):
            self._follow_the_name()

    def pasted(self, text: str) -> None:
        self.line.insert(text.strip())
        self._follow_the_name()

    def _pick(self, at: int) -> None:
        """Another kind: the proposed name becomes its own, of one that was typed only the ending changes."""
        was = self._proposed
        self.at = at
        typed = self.line.text
        if typed in {was, ""}:
            self.line.put(self._proposed)
        elif kind_of_name(typed) is not None:
            self.line.put(f"{typed.rpartition('.')[0]}.{self.paper.kind}")

    def _follow_the_name(self) -> None:
        kind = kind_of_name(self.line.text)
        if kind is not None and kind != self.paper.kind:
            self.at = next(at for at, one in enumerate(self.papers) if one.kind == kind)

    def _write(self) -> None:
        typed = self.line.text.strip()
        if not typed:
            self.line.put(self._proposed)
            return
        try:
            target = Path(typed).expanduser()
            target = target / self._proposed if target.is_dir() else target
            text = self._text()
            if os.path.lexists(target):
                self._ask_to_replace(str(target), text)
            else:
                self._put(str(target), text, force=False)
        except (RuntimeError, OSError, ValueError):
            self.problem = f"{typed}: there is no such folder"
        except Problem as problem:
            self.problem = str(problem)

    def _text(self) -> str:
        """Raises BadInput where there is nothing to be told."""
        paper, stage = self.paper, self.stage
        at = stage.desk.clock.now()
        text = export_text(
            stage.plan, paper.kind, today=stage.today, at=at, brief=paper.brief, is_redacted=paper.is_redacted
        )
        return in_a_file(text, paper.kind)

    def _ask_to_replace(self, target: str, text: str) -> None:
        def take(yes: bool) -> None:  # noqa: FBT001 - the menu's answer
            if yes:
                try:
                    self._put(target, text, force=True)
                except Problem as problem:
                    self.problem = str(problem)

        choices = [Choice("n", "Leave it", False, "and give another name"), Choice("y", "Replace it", True)]
        self.stage.open(MenuDialog(f"{cut(target, 40)} is there already", choices, take))

    def _put(self, target: str, text: str, *, force: bool) -> None:
        """Raises BadInput where it cannot be written."""
        path = written(target, text, force=force)
        self.left()
        self.stage.say(f"Wrote {path}")


def papers_for_them(plan: Plan, row_id: str) -> list[Paper]:
    """What the contractor of a hand-off or of a trial gets; of a trial the dates first, as they are agreed first."""
    is_trial = row_id in plan.trials
    task = plan.tasks[plan.trials[row_id].task_id if is_trial else plan.handoffs[row_id].task_id]
    dates = Paper("ics", "its days for their calendar" if is_trial else "its check-ins for their calendar", row_id)
    briefs = [Paper("md", f"the brief of {name_of(plan, row_id)}", row_id)] if task.brief is not None else []
    return [dates, *briefs] if is_trial else [*briefs, dates]


def open_write(stage: "Stage") -> None:
    """Ask what to write; on Trial and on Hand-off what the contractor of the one that is shown gets comes first."""
    row_id = stage.screen.row_id
    is_for_them = row_id is not None and (row_id in stage.plan.trials or row_id in stage.plan.handoffs)
    stage.open(WriteDialog(row_id if is_for_them else None))


def _here(width: int) -> str:
    """The folder where the file goes if only a name is typed; its end counts most."""
    try:
        folder = str(Path.cwd())
    except OSError:
        return "a folder that is gone: type a path"
    home = str(Path.home())
    folder = "~" + folder.removeprefix(home) if folder == home or folder.startswith(home + os.sep) else folder
    return folder if len(folder) <= width else "…" + folder[-(width - 1) :]
