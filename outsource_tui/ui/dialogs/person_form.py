"""All fields of a person that a person fills in, in groups; objects as plain lines."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import structs

from outsource_tui.advice.rounding import count_words
from outsource_tui.model.contractor import Contractor
from outsource_tui.model.problems import BadInput
from outsource_tui.planner.people import added_contractor
from outsource_tui.planner.person_fields import field_reader, field_text, flags_to_clear, list_fields, stored
from outsource_tui.planner.person_lines import ACCESS_WORDS, DAYS_OFF_WORDS, REFERENCE_WORDS
from outsource_tui.planner.person_terms import RATE_WORDS, SHIFT_WORDS
from outsource_tui.planner.rows import changed
from outsource_tui.ui.dialogs.form import Field, FormDialog
from outsource_tui.ui.dialogs.quick_person import person_of
from outsource_tui.ui.drawing import Line, rule

if TYPE_CHECKING:
    from outsource_tui.ui.stage import Stage

Group = tuple[str, tuple[tuple[str, str, str], ...]]
"""A heading, and name, label and note of its fields."""

AGREED = "yes, no, n/a"
GROUPS: tuple[Group, ...] = (
    ("Who", (
        ("handle", "Name", "a role and a place will do"),
        ("status", "Status", "candidate shortlist trial active bench no"),
        ("skills", "Skills", "with commas"),
        ("languages", "Languages", "pt native, en C1"),
        ("source", "Found by", "referral platform agency other, platform: Upwork"),
        ("worked_before", "Worked together", "yes or no"),
        ("tags", "Tags", "with commas"),
        ("notes", "Notes", "ctrl+o opens your editor"),
    )),
    ("When and where", (
        ("country", "Country", "two letters, PT"),
        ("timezone", "Time zone", "Europe/Lisbon, or Lisbon"),
        ("shift", "Hours, their time", SHIFT_WORDS),
        ("work_days", "Work days", "mon-fri, sun-thu"),
        ("days_off", "Days off", DAYS_OFF_WORDS),
        ("hours_available", "Free hours a week", "0-80"),
    )),
    ("Money and pace", (
        ("rate", "Rate", RATE_WORDS),
        ("fee_pct", "Fee %", "0-40, what the platform adds"),
        ("speed", "Speed", "their hours for one of mine, 0.25-4"),
        ("speed_source", "Speed known from", "guess trial log"),
        ("rework_pct", "Rework %", "0-100, how much is done twice"),
    )),
    ("How they work: asked, not guessed", (
        ("style.directness", "Directness", "1-5"),
        ("style.reply_hours", "Replies within", "hours"),
        ("style.says_no_how", "How they say no", ""),
        ("style.forms", "Likes to work by", "mail, calls, chat ..."),
        ("style.notes", "More on that", ""),
    )),
    ("What others say", (("references", "Reference", REFERENCE_WORDS),)),
    ("Red flags", (("red_flags", "Red flags", "no references, slow replies, refuses trial ..."),)),
    ("Agreed in writing", (
        ("contract.nda", "Keeps secrets", AGREED),
        ("contract.ip_assignment", "Results are mine", AGREED),
        ("contract.scope", "Scope", AGREED),
        ("contract.payment_terms", "Payment terms", AGREED),
        ("contract.data_processing", "Data processing", AGREED),
        ("contract.exit", "How it ends", AGREED),
        ("contract.signed_on", "Signed on", "a date"),
    )),
    ("Independence: no points to employment", (
        ("classification.sets_hours", "Sets own hours", "yes or no"),
        ("classification.own_tools", "Own tools", "yes or no"),
        ("classification.other_clients", "Other clients", "yes or no"),
        ("classification.free_method", "Free in the method", "yes or no"),
        ("classification.may_substitute", "May send another", "yes or no"),
        ("classification.paid_per_result", "Paid per result", "yes or no"),
    )),
    ("Keys they hold", (("access", "Access", ACCESS_WORDS),)),
    ("If somebody falls out", (("backup_for", "Can stand in for", "names or ids, with commas"),)),
)  # fmt: skip


class PersonFormDialog(FormDialog):
    """A form with a heading over each group."""

    def __init__(
        self,
        title: str,
        groups: list[tuple[str, list[Field]]],
        then: Callable[[dict[str, Any]], None],
        *,
        draft: str,
    ) -> None:
        # Beside each field there would be no room for what is in it: what may be typed is said at the foot.
        bare = [structs.replace(field, note="") for _, fields in groups for field in fields]
        super().__init__(title, bare, then, draft=draft)
        self.notes = {field.name: field.note for _, fields in groups for field in fields}
        self.headings: dict[int, str] = {}
        at = 0
        for heading, fields in groups:
            self.headings[at] = heading
            at += len(fields)

    def body(self, width: int, height: int) -> list[Line]:
        rows: list[Line] = []
        places: list[int] = []
        for index in range(len(self.fields)):
            if index in self.headings:
                rows.append(rule(self.headings[index], width))
            places.append(len(rows))
            rows.append(self._row(index, width))
        room = max(1, height - 2)
        first = places[self.at] - (1 if self.at in self.headings else 0)
        self._top = max(0, min(self._top, first, len(rows) - room))
        if places[self.at] >= self._top + room:
            self._top = places[self.at] - room + 1
        shown = rows[self._top : self._top + room]
        field = self.fields[self.at]
        problem = self.problems.get(field.name) or self.problems.get("", "")
        more = len(rows) - self._top - len(shown)
        says = problem or self.notes[field.name] or (f"{count_words(more, 'more line')} below" if more > 0 else "")
        foot = Line(f" {field.label}: ", "bad" if problem else "quiet").add(says, "bad" if problem else "quiet")
        return [rule(self.title, width), *shown, foot]


def open_person(stage: "Stage", contractor_id: str) -> None:
    """Show all fields of a person."""
    person = stage.plan.contractors[contractor_id]

    def save(values: dict[str, Any]) -> None:
        if values:
            now = stage.plan.contractors[contractor_id]
            stage.desk.do(changed(stage.plan, "contractors", contractor_id, stored(now, values)))
            stage.say(f"Changed {stage.plan.contractors[contractor_id].handle}. u undo")

    title = f"{contractor_id} {person.handle}"
    stage.open(_form(stage, person, title, save, draft=f"person {contractor_id}"))


def new_person_form(stage: "Stage", values: Mapping[str, Any]) -> PersonFormDialog:
    """A form for a new person, with what the quick line understood already in it."""
    blank, typed = person_of({}), person_of(dict(values))

    def save(new: dict[str, Any]) -> None:
        fields = stored(blank, new)
        if not fields.get("handle"):
            raise BadInput("a person needs a name", fix="a role and a place will do, such as Bookkeeper Lisbon")
        stage.desk.do(added_contractor(fields))
        stage.say(f"Added {fields['handle']}. u undo")
        stage.screen.show(next(reversed(list(stage.plan.contractors))))

    form = _form(stage, blank, "A new person", save, draft="new person")
    currency = stage.plan.profile.currency
    # What was typed into this form before and left is there again, where the line says nothing newer.
    kept = stage.drafts.pop(form.draft, {})
    for field, line in zip(form.fields, form.lines, strict=True):
        text = field_text(typed, field.name, currency)
        if text != field.text and (field.name != "handle" or values.get("handle")):
            line.put(text)
        elif field.name in kept:
            line.put(kept[field.name])
    return form


def _form(
    stage: "Stage",
    person: Contractor,
    title: str,
    then: Callable[[dict[str, Any]], None],
    *,
    draft: str,
) -> PersonFormDialog:
    form: PersonFormDialog

    def country() -> str:
        return form.texts["country"]

    def field(name: str, label: str, note: str) -> Field:
        text = "" if name == "handle" and not person.id else field_text(person, name, stage.plan.profile.currency)
        read = field_reader(stage.plan, person, name, stage.today, country)
        return Field(name, label, text, note, read, is_long=name == "notes")

    groups = [(heading, [field(*one) for one in _named(person, group)]) for heading, group in GROUPS]
    form = PersonFormDialog(title, groups, then, draft=draft)
    return form


def _named(person: Contractor, group: Sequence[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """The fields of a group; a list has one for each of its rows and one more."""
    found = []
    for name, label, note in group:
        if name in {"references", "access"}:
            found += [(row, f"{label} {number}", note) for number, row in enumerate(list_fields(person, name), 1)]
        else:
            found.append((name, label, note))
        if name == "red_flags":
            found += [
                (row, "Does not count", f"why {row.partition('.')[2]} is no matter") for row in flags_to_clear(person)
            ]
    return found
