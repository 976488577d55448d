"""Add a person in one line, and see before Enter when they work and how many hours we would share."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from outsource_tui.advice.overlap import overlap_of
from outsource_tui.advice.rounding import hours_words
from outsource_tui.model.change import Change
from outsource_tui.model.contractor import Contractor
from outsource_tui.model.fields import row_of
from outsource_tui.model.kinds import Table
from outsource_tui.model.problems import BadInput, Problem
from outsource_tui.planner.people import added_contractors
from outsource_tui.planner.person_terms import days_text, languages_text, rate_text, shift_text
from outsource_tui.planner.quick_person import QuickPerson, quick_person
from outsource_tui.ui.dialogs.quick_line import QuickLineDialog
from outsource_tui.ui.drawing import Line


class QuickPersonDialog(QuickLineDialog):
    """A person a line."""

    title = "Add a person"
    draft = "quick person"
    table: Table = "contractors"
    noun = "people"
    syntax = "30/h, 240/day, 900 fixed · Europe/Lisbon or Lisbon · 9-17 mon-fri · en:C1 · @PT · #skill · referral"

    def fields_of(self, text: str) -> dict[str, Any]:
        read = self._read(text)
        if read.problems:
            raise BadInput("; ".join(read.problems))
        if not read.fields["handle"]:
            raise BadInput("a person needs a name", fix="a role and a place will do: Bookkeeper Lisbon 24/h")
        return read.fields

    def _read(self, text: str) -> QuickPerson:
        return quick_person(text, self.stage.plan.profile.currency)

    def added(self, rows: Sequence[dict[str, Any]]) -> Change:
        return added_contractors(rows)

    def echo(self, width: int) -> list[Line]:
        read = self._read(self.line.text)
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

    def echo_of_one(self, text: str) -> Line:
        return Line("   ").cell(self._read(text).fields["handle"] or "-", 24, "strong").add(f" {text}", "quiet")

    def open_all_fields(self) -> None:
        from outsource_tui.ui.dialogs.person_form import new_person_form  # only when Tab is pressed

        read = self._read(self.line.text)
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
