"""A form: one line a field, all of them text, checked when it is saved; nothing typed is ever lost."""

from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct

from outsource_tui.advice.rounding import count_words
from outsource_tui.model.problems import Problem
from outsource_tui.ui.dialogs.base import TYPING_STEPS, Dialog
from outsource_tui.ui.drawing import Line, cut, first_seen, rule
from outsource_tui.ui.textline import TextLine

LABEL_WIDTH = 20
TYPING_WIDTH = 28
PAGES = {"pagedown": 8, "pageup": -8}


class Field(Struct, frozen=True):
    """A field of a form. `read` turns what was typed into a value, or raises a Problem."""

    name: str
    label: str
    text: str = ""
    note: str = ""
    """What may be typed, beside the field."""
    read: Callable[[str], Any] = str
    is_long: bool = False
    """Whether ctrl+o opens it in $EDITOR; its line ends are kept."""


class FormDialog(Dialog):
    """Gives the values of the fields that were changed, by name.

    Enter in any field saves; Esc leaves and keeps what was typed for the next time the same form (`draft`) is opened.
    """

    hints = "Enter save  Tab ↑↓ field  ctrl+w ctrl+u delete word, line  Esc close (kept)"
    is_tall = True

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        then: Callable[[dict[str, Any]], None],
        *,
        draft: str,
    ) -> None:
        super().__init__(then)
        self.title = title
        self.fields = list(fields)
        self.lines = [TextLine(one.text) for one in fields]
        self.problems: dict[str, str] = {}
        self.draft = draft
        self.at = 0
        self._top = 0

    def opened(self) -> None:
        kept = self.stage.drafts.get(self.draft, {})
        for one, line in zip(self.fields, self.lines, strict=True):
            if one.name in kept:
                line.put(kept[one.name])
        if kept:
            self.stage.say("What you typed before is here again.")

    def begin_at(self, name: str) -> None:
        """Put the cursor on a field, or on the first of its parts; it stays where there is none."""
        names = [one.name for one in self.fields]
        self.at = next((at for at, one in enumerate(names) if one == name or one.startswith(f"{name}.")), self.at)

    @property
    def texts(self) -> dict[str, str]:
        """What stands in the fields."""
        return {one.name: line.text for one, line in zip(self.fields, self.lines, strict=True)}

    def body(self, width: int, height: int) -> list[Line]:
        room = max(1, height - 3)
        self._top = first_seen(self._top, self.at, len(self.fields), room)
        rows = [self._row(index, width) for index in range(self._top, min(len(self.fields), self._top + room))]
        more = len(self.fields) - self._top - len(rows)
        note = Line(f"   {count_words(more, 'more field')} below" if more > 0 else "", "quiet")
        field = self.fields[self.at]
        says = self.problems.get(field.name) or self.problems.get("") or field.note
        look = "bad" if self.problems.get(field.name) or self.problems.get("") else "quiet"
        return [rule(self.title, width), *rows, note, Line(f" {field.label}: " if says else "", look).add(says, look)]

    def _row(self, index: int, width: int) -> Line:
        field, line = self.fields[index], self.lines[index]
        here = index == self.at
        row = Line(" >" if here else "  ", "cursor")
        row.add(" ").cell(field.label, LABEL_WIDTH, "strong" if here else "text").add(" ")
        problem = self.problems.get(field.name, "")
        beside = problem or field.note
        room = min(TYPING_WIDTH, max(16, width - LABEL_WIDTH - 8))
        if not problem and row.width + room + 1 + len(beside) > width:
            # It stands below while the field is typed into; half a sentence here helps nobody.
            beside = ""
        if not beside or (here and len(line.text) >= room):
            room = max(room, width - row.width - len(beside) - 2)
        line.draw(row, room, is_active=here)
        return row.add(" " + cut(beside, width - row.width - 1), "bad" if problem else "quiet").fitted(width)

    def key(self, key: str, character: str | None) -> None:
        if key in TYPING_STEPS:
            self.at = (self.at + TYPING_STEPS[key]) % len(self.fields)
        elif key in PAGES:
            self.at = max(0, min(self.at + PAGES[key], len(self.fields) - 1))
        elif key == "escape":
            self._keep()
            self.left()
        elif key in {"enter", "ctrl+j"}:
            self._save()
        elif key == "ctrl+o" and self.fields[self.at].is_long:
            text = self.stage.shell.edited(self.lines[self.at].text, self.draft, self.fields[self.at].name)
            if text is not None:
                self.lines[self.at].text, self.lines[self.at].caret = text, 0
        elif self.lines[self.at].key(key, character):
            self.problems.pop(self.fields[self.at].name, None)
            self.problems.pop("", None)

    def pasted(self, text: str) -> None:
        self.lines[self.at].insert(text)

    def unsaved(self) -> dict[str, str]:
        return {one.name: line.text for one, line in zip(self.fields, self.lines, strict=True) if line.text != one.text}

    def _keep(self) -> None:
        changed = self.unsaved()
        if changed:
            self.stage.drafts[self.draft] = changed
        else:
            self.stage.drafts.pop(self.draft, None)

    def _save(self) -> None:
        self.problems = {}
        values: dict[str, Any] = {}
        for one, line in zip(self.fields, self.lines, strict=True):
            if line.text.strip() == one.text.strip():
                continue
            try:
                values[one.name] = one.read(line.text.strip())
            except Problem as problem:
                self.problems[one.name] = str(problem)
        if self.problems:
            first = next((index for index, one in enumerate(self.fields) if one.name in self.problems), self.at)
            self.at = first
            return
        try:
            self.stage.close(self)
            if self.then is not None:
                self.then(values)
        except Problem as problem:
            # Back on top, with everything that was typed: nothing is lost.
            self.stage.open(self)
            self.problems[""] = str(problem)
            return
        except KeyError:
            # Its row is gone, which the stage says; what was typed is not.
            self._keep()
            raise
        self.stage.drafts.pop(self.draft, None)
