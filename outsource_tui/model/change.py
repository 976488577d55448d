"""A change is a value: what to do to which rows, in words and in fields (`model.applying` applies it).

Fields are builtins as in JSON; objects are merged key by key, lists replaced, and a key of a map set to None is taken
out.
"""

from typing import Any

from msgspec import Struct

from outsource_tui.model.keeping import JournalEntry
from outsource_tui.model.kinds import Table
from outsource_tui.model.plan import Plan


class AddRow(Struct, frozen=True, tag="add"):
    """A new row. `id` is a proposal: where another session has taken it, the row gets the next free one."""

    table: Table
    fields: dict[str, Any]
    id: str = ""


class SetFields(Struct, frozen=True, tag="set"):
    """New values for some fields. `before` is what stood there when it was decided; filled in when first applied."""

    table: Table
    id: str
    fields: dict[str, Any]
    before: dict[str, Any] = {}


class DropRow(Struct, frozen=True, tag="drop"):
    """A row taken out for good (archiving is setting `archived_at`)."""

    table: Table
    id: str


Edit = AddRow | SetFields | DropRow


class Change(Struct, frozen=True):
    """Some edits that belong together: one save, one step to undo. `joins`: merged with a newest step of that key."""

    words: str
    edits: tuple[Edit, ...]
    joins: str | None = None


class Undo(Struct, frozen=True):
    """Take a journal entry back."""

    entry: str


class Redo(Struct, frozen=True):
    """Do again what was undone."""

    entry: str


Step = Change | Undo | Redo


class Outcome(Struct, frozen=True):
    """A plan after a step."""

    plan: Plan
    step: Step
    """The step with its ids and `before` filled in, to be applied again."""
    entry: JournalEntry
    """In the journal of the plan. That of a change that changes nothing is not: its words say so, and its id is empty
    or that of the step that it would have joined."""
    touched: frozenset[tuple[str, str]]
    """Table and id of every row that differs, those of `meta` and `journal` included; empty where nothing does."""
    renamed: dict[str, str]
    """Ids that were taken, and what the rows are called instead."""

    def renamed_since(self, entry: str) -> dict[str, str]:
        """What the steps behind this one must call things by: its `renamed`, and its journal entry, once `entry`."""
        return {**self.renamed, entry: self.entry.id}
