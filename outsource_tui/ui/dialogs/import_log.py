"""Import: which file, and then what it would do. Nothing is written before Enter on the preview."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

from outsource_tui.exchange.csv_tasks import task_list_of
from outsource_tui.exchange.files import file_bytes, text_of
from outsource_tui.exchange.json_plan import plan_import_of
from outsource_tui.exchange.recognised import PLAN, TASK_LIST, kind_of
from outsource_tui.exchange.timelogs.entry import AmbiguousDates, DateOrder, Reading, Source
from outsource_tui.exchange.timelogs.registry import SOURCES, source_named, time_log_of
from outsource_tui.model.change import Change
from outsource_tui.model.plan import Plan
from outsource_tui.model.problems import BadInput, Problem
from outsource_tui.ui.dialogs.base import Dialog
from outsource_tui.ui.dialogs.import_preview import (
    ChangePreviewDialog,
    LogPreviewDialog,
    plan_words,
    task_list_words,
)
from outsource_tui.ui.dialogs.menu import Choice, MenuDialog
from outsource_tui.ui.drawing import Line, cut, rule, text_lines
from outsource_tui.ui.textline import TextLine

DRAFT = "import"
ENDINGS = (".csv", ".tsv", ".txt", ".json", ".data", ".log")
WITHOUT_ENDING = {"frames"}
"""Watson keeps its time log in a file of this name."""
MOST_LISTED = 500


class ImportDialog(Dialog):
    """Takes a path; fitting files of the folder that is typed are listed, Tab completes."""

    hints = "Enter read it  Tab complete  ↑↓ pick a file  Esc close (kept)"
    is_tall = True

    def __init__(self) -> None:
        super().__init__()
        self.line = TextLine()
        self.problem = ""
        self.cursor: int | None = None
        self._listed: tuple[str, list[str]] | None = None

    def opened(self) -> None:
        self.line.put(self.stage.drafts.get(DRAFT, {}).get("text", ""))

    # drawing

    def body(self, width: int, height: int) -> list[Line]:
        title = "Import a time log, a list of tasks, or a plan"
        lines = [rule(title, width), Line(), self.line.draw(Line("  File > ", "key"), width - 11)]
        lines += text_lines(self.problem, width, "bad", "  ")[:4] if self.problem else [Line()]
        known = text_lines(_known_words(), width, "quiet", "  ")
        names = self.names
        room = max(1, height - len(lines) - len(known) - 3)
        lines.append(Line("  ").add(self._folder_words(len(names)), "quiet"))
        first = max(0, min((self.cursor or 0) - room // 2, len(names) - room))
        for at in range(first, min(len(names), first + room)):
            here = at == self.cursor
            line = Line("   >" if here else "    ", "cursor").add(" ")
            lines.append(line.add(cut(names[at], width - 7), "strong" if here else "text"))
        lines += [Line()] * max(0, height - len(lines) - len(known))
        return [one.fitted(width) for one in [*lines, *known]][:height]

    def _folder_words(self, count: int) -> str:
        folder = self._head or "this folder"
        return f"In {folder}:" if count else f"No file that fits in {folder}. ~/ is your home, Tab completes."

    # files

    @property
    def _head(self) -> str:
        """The typed path up to its last slash."""
        return self.line.text[: self.line.text.rfind("/") + 1]

    @property
    def names(self) -> list[str]:
        """Files and folders that begin with what was typed behind the last slash; read once for a folder."""
        head = self._head
        if self._listed is None or self._listed[0] != head:
            self._listed = (head, _names_in(head or "."))
        tail = self.line.text[len(head) :].casefold()
        return [one for one in self._listed[1] if one.casefold().startswith(tail) and (tail or one[0] != ".")]

    def _complete(self) -> None:
        names = self.names
        if self.cursor is not None and self.cursor < len(names):
            names = [names[self.cursor]]
        shared = os.path.commonprefix(names)  # noqa: RUF071 - of names, letter by letter, is what Tab adds
        if len(self._head) + len(shared) > len(self.line.text) or len(names) == 1:
            self.line.put(self._head + shared)
        self.cursor = None

    def _path(self) -> Path:
        text = self.line.text.strip()
        if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
            text = text[1:-1]
        try:
            return Path(os.path.abspath(Path(text).expanduser()))  # noqa: PTH100 - resolve() would follow links
        except (RuntimeError, OSError):
            raise BadInput("there is no such folder", where=text) from None

    # keys

    def key(self, key: str, character: str | None) -> None:
        self.problem = ""
        if key == "escape":
            self.stage.drafts[DRAFT] = {"text": self.line.text}
            self.left()
        elif key == "enter":
            self._entered()
        elif key == "tab":
            self._complete()
        elif key in {"down", "up", "pagedown", "pageup"}:
            steps = {"down": 1, "up": -1, "pagedown": 10, "pageup": -10}
            at = -1 if self.cursor is None else self.cursor
            at = min(len(self.names) - 1, at + steps[key])
            self.cursor = at if at >= 0 else None
        elif self.line.key(key, character):
            self.cursor = None

    def pasted(self, text: str) -> None:
        self.line.insert(text.strip())
        self.cursor = None

    def _entered(self) -> None:
        if self.cursor is not None:
            self._complete()
        if not self.line.text.strip():
            self.problem = "Which file? Type its path, or pick one with the arrows."
            return
        try:
            path = self._path()
            if _is_folder(path):
                self.line.put(self.line.text.rstrip("/") + "/")
                return
            self._read(path)
        except Problem as problem:
            self.problem = str(problem)

    # reading

    def _read(self, path: Path) -> None:
        """Open the preview of what a file would do. Raises BadInput."""
        name = path.name
        try:
            data = file_bytes(str(path))
        except BadInput as problem:
            raise BadInput(problem.what, where=self.line.text.strip(), fix=problem.fix) from None
        text = text_of(data, name)
        kind = kind_of(text, name)
        plan = self.stage.plan
        if kind == PLAN:
            words = plan_words(plan_import_of(text, plan, name))
            self._preview(f"{name}: a plan", words, lambda now: plan_import_of(text, now, name).change)
        elif kind == TASK_LIST:
            words = task_list_words(task_list_of(text, plan, name), plan)
            self._preview(f"{name}: a list of tasks", words, lambda now: task_list_of(text, now, name).change)
        else:
            sha1 = hashlib.sha1(data, usedforsecurity=False).hexdigest()
            self._read_log(text, source_named(kind), name, sha1, None)

    def _preview(self, title: str, words: list[str], change_for: Callable[[Plan], Change]) -> None:
        self.stage.open(ChangePreviewDialog(title, words, change_for, self._imported))

    def _read_log(self, text: str, source: Source, name: str, sha1: str, dates: DateOrder | None) -> None:
        reading = Reading(_zone_of(self.stage.plan, self.stage.key_of("profile")), dates)
        try:
            log = time_log_of(text, source, reading, name)
        except AmbiguousDates:
            self._ask_dates(text, source, name, sha1)
            return
        self.stage.open(LogPreviewDialog(log, source.by, reading.zone, name, sha1, self._imported))

    def _ask_dates(self, text: str, source: Source, name: str, sha1: str) -> None:
        """The file alone does not say which number is the day: whoever tracked the time knows."""

        def take(dates: DateOrder) -> None:
            try:
                self._read_log(text, source, name, sha1, dates)
            except Problem as problem:
                self.problem = str(problem)

        choices = [
            Choice("d", "Day first", "dmy", "03/04 is the 3rd of April"),
            Choice("m", "Month first", "mdy", "03/04 is the 4th of March"),
        ]
        self.stage.open(MenuDialog(f"{name}: how are its dates written?", choices, take))

    def _imported(self, change: Change) -> None:
        """It is in: show the tasks, with the cursor on the first that came with it."""
        self.stage.drafts.pop(DRAFT, None)
        self.stage.close(self)
        self.stage.go("tasks")
        added = [one.id for one in change.edits if getattr(one, "table", "") == "tasks"]
        if added:
            self.stage.screen.show(added[0])
        self.stage.say(f"Imported: {change.words.rpartition(': ')[2]}. u undo")


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # such as a name too long; reading it says so
        return False


def _names_in(folder: str) -> list[str]:
    """Files that can be read, then folders with a slash; empty where the folder cannot be looked into."""
    try:
        with os.scandir(Path(folder).expanduser()) as entries:
            found = [(one.is_dir(), one.name) for one in entries]
    except (OSError, RuntimeError, ValueError):
        return []
    fitting = [one for one in found if one[0] or one[1].lower().endswith(ENDINGS) or one[1] in WITHOUT_ENDING]
    fitting.sort(key=lambda one: (one[0], one[1].casefold()))
    return [f"{name}/" if is_dir else name for is_dir, name in fitting[:MOST_LISTED]]


def _known_words() -> str:
    logs = ", ".join(one.label for one in SOURCES)
    return (
        f"Time logs ({logs}); a list of tasks: CSV with a column name; a plan: JSON that export wrote. "
        "Timewarrior: `timew export > log.json` first. Watson: `watson log --all --json > log.json`."
    )


def _zone_of(plan: Plan, key: str) -> ZoneInfo:
    try:
        return ZoneInfo(plan.profile.timezone)
    except (KeyError, ValueError, OSError):
        zone = plan.profile.timezone
        raise BadInput(f"there is no time zone {zone!r}", where="your settings", fix=f"{key} sets it") from None
