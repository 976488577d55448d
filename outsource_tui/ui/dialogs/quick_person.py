"""Add a person in one line over the list, with everything that was understood echoed before Enter."""

from datetime import UTC, datetime
from typing import Any

from outsource_tui.advice.overlap import overlap_of
from outsource_tui.advice.rounding import hours_words
from outsource_tui.model.contractor import Contractor
from outsource_tui.model.fields import row_of
from outsource_tui.model.problems import Problem
from outsource_tui.planner.people import added_contractor, added_contractors
from outsource_tui.planner.person_terms import days_text, languages_text, rate_text, shift_text
from outsource_tui.planner.quick_person import QuickPerson, quick_person
from outsource_tui.ui.dialogs.base import Dialog
from outsource_tui.ui.drawing import Line, text_lines
from outsource_tui.ui.textline import TextLine

DRAFT = "quick person"
MOST_TYPED = 50
SYNTAX = "30/h, 240/day, 900 fixed · Europe/Lisbon or Lisbon · 9-17 mon-fri · en:C1 · @PT · #skill · referral"


class QuickPersonDialog(Dialog):
    """Enter adds and stays; Tab opens all fields with the same values; Esc keeps what was typed."""

    title = "Add a person"
    hints = "Enter add, stay here  Tab all fields  ↑ last typed  Esc close (kept)"
    draft = DRAFT

    def __init__(self) -> None:
        super().__init__()
        self.line = TextLine()
        self.problem = ""
        self.typed: list[str] = []
        self._back = 0
        self._several: list[str] = []

    def opened(self) -> None:
        self.line.put(self.stage.drafts.pop(DRAFT, {}).get("text", ""))

    def body(self, width: int, height: int) -> list[Line]:
        lines = [self.line.draw(Line(" > ", "key"), width - 4), Line().to(width, "rule", "─")]
        if self._several:
            return [*lines, *self._echo_of_several(width)]
        return [*lines, *self._echo(width), *text_lines(SYNTAX, width, "quiet")]

    def _echo_of_several(self, width: int) -> list[Line]:
        """How the first of the pasted lines were understood, and what is wrong with the first that was not."""
        count = len(self._several)
        asked = f"{count} lines were pasted. Enter adds {count} people as one step, Esc forgets them."
        lines = text_lines(asked, width)
        for text in self._several[:3]:
            fields = quick_person(text, self.stage.plan.profile.currency).fields
            lines.append(Line("   ").cell(fields["handle"] or "-", 24, "strong").add(f" {text}", "quiet").fitted(width))
        return lines + (text_lines(self.problem, width, "bad") if self.problem else [])

    def _read(self) -> QuickPerson:
        return quick_person(self.line.text, self.stage.plan.profile.currency)

    def _echo(self, width: int) -> list[Line]:
        """What was understood, in three lines whatever is typed."""
        read = self._read()
        try:
            person = person_of(read.fields)
        except Problem as problem:
            return [Line(f" {problem}", "warn"), Line(), Line()]
        profile = self.stage.plan.profile
        half = max(12, width // 2 - 9)
        first = Line(" Name  ", "quiet").cell(read.fields["handle"] or "-", half, "strong")
        first.add(" Rate ", "quiet").add(rate_text(person, profile.currency) or "-")
        days = days_text(person.work_days) + (" (usual there)" if read.usual_days else "")
        second = Line(" Works ", "quiet").cell(f"{shift_text(person)} {days}".strip() or "-", half)
        second.add(" Zone ", "quiet").add(person.timezone or "-")
        shared = overlap_of(profile, person, self.stage.today)
        if shared is not None:
            second.add(f", shares {hours_words(shared.day)} h a day", "quiet")
        third = Line(" Knows ", "quiet").cell(languages_text(person) or "-", half)
        others = [person.country or "", person.source or "", *(f"#{one}" for one in person.skills)]
        third.add(" Also ", "quiet").add(" ".join(one for one in others if one) or "-")
        said = self.problem or "; ".join(read.problems)
        return [first, second, third] if not said else [first, second, Line(" " + said, "bad")]

    def key(self, key: str, character: str | None) -> None:
        self.problem = ""
        if key == "enter":
            self._add()
        elif self._several:
            self._several = [] if key == "escape" else self._several
        elif key == "tab":
            self._all_fields()
        elif key in {"up", "down"} and self.typed:
            self._back = max(0, min(len(self.typed), self._back + (1 if key == "up" else -1)))
            self.line.put(self.typed[-self._back] if self._back else "")
        elif key == "escape":
            if self.line.text.strip():
                self.stage.drafts[DRAFT] = {"text": self.line.text}
            self.left()
        else:
            self.line.key(key, character)

    def pasted(self, text: str) -> None:
        self.problem = ""
        lines = [one.strip() for one in text.splitlines() if one.strip()]
        if len(lines) > 1:
            self._several = lines
        else:
            self.line.insert(text.strip())

    def unsaved(self) -> dict[str, str]:
        return {"text": self.line.text} if self.line.text.strip() else {}

    def _add(self) -> None:
        if self._several:
            self._add_several()
            return
        read = self._read()
        if read.problems:
            return
        if not read.fields["handle"]:
            self.problem = "a person needs a name; a role and a place will do: Bookkeeper Lisbon 24/h"
            return
        if not self.stage.do(added_contractor(read.fields)):
            self.problem = self.stage.message.text.strip()
            return
        self.typed = [*self.typed, self.line.text][-MOST_TYPED:]
        self._back = 0
        self.line.put("")
        self.stage.screen.show(next(reversed(list(self.stage.plan.contractors))))

    def _add_several(self) -> None:
        """All of them, or none and what is wrong with which."""
        currency = self.stage.plan.profile.currency
        rows = []
        for number, text in enumerate(self._several, start=1):
            read = quick_person(text, currency)
            if read.problems or not read.fields["handle"]:
                self.problem = f"line {number}: {'; '.join(read.problems) or 'a person needs a name'}"
                return
            rows.append(read.fields)
        if not self.stage.do(added_contractors(rows)):
            self.problem = self.stage.message.text.strip()
            return
        self._several = []
        self.stage.screen.show(next(reversed(list(self.stage.plan.contractors))))

    def _all_fields(self) -> None:
        from outsource_tui.ui.dialogs.person_form import new_person_form  # only when Tab is pressed

        read = self._read()
        if read.problems:
            return
        self.left()
        self.stage.open(new_person_form(self.stage, read.fields))


def person_of(fields: dict[str, Any]) -> Contractor:
    """A person with these fields who is not in the plan yet. Raises BadInput for fields that do not fit."""
    never = datetime(2000, 1, 1, tzinfo=UTC)
    named = {**fields, "handle": fields.get("handle") or "?"}
    person: Contractor = row_of("contractors", {**named, "id": "", "created_at": never, "updated_at": never})
    return person
