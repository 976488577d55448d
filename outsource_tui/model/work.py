"""A plan while a step is applied to it: tables are copied when they are first touched."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from outsource_tui.model.change import DropRow
from outsource_tui.model.journal import with_entry
from outsource_tui.model.keeping import JournalEntry, Trace
from outsource_tui.model.kinds import Record, Table
from outsource_tui.model.patches import builtins_of
from outsource_tui.model.plan import ID_LETTERS, Plan, id_of, next_number, number_of
from outsource_tui.model.problems import NotThere, Refused
from outsource_tui.model.references import OWNERS, all_dependents


class Work:
    """A plan being changed at the instant `at` (UTC); `renamed` is what ids in the step are called by now."""

    def __init__(self, plan: Plan, at: datetime, renamed: Mapping[str, str]) -> None:
        self.plan = plan
        self.at = at
        self.tables: dict[str, dict[str, Record]] = {}
        self.next_ids = dict(plan.meta.next_ids)
        self.touched: set[tuple[str, str]] = set()
        """Table and id of every row that differs."""
        self.renamed = dict(renamed)
        self.given: set[tuple[str, str]] = set()
        """Table and id of the rows that the step is to add."""
        self.began: dict[str, tuple[int | None, int | None, float | None]] = {}
        """Per task its scores and hours before the step."""
        self._dependents: dict[str, dict[str, list[tuple[Table, str]]]] = {}

    def rows(self, table: str) -> dict[str, Record]:
        """The rows of a table, to be changed in place."""
        if table not in self.tables:
            self.tables[table] = dict(self.plan.rows(table))
        return self.tables[table]

    def get(self, table: str, row_id: str) -> Record:
        """A row as it stands now. Raises NotThere."""
        row = self.tables[table].get(row_id) if table in self.tables else self.plan.rows(table).get(row_id)
        if row is None:
            raise NotThere(f"there is no {row_id}", fix="it may have been deleted; `history` shows what happened")
        return row

    def put(self, table: str, row: Record) -> None:
        """Put a row in its place, or at the end."""
        self.rows(table)[row.id] = row
        self.touched.add((table, row.id))

    def drop(self, table: str, row_id: str) -> None:
        """Take a row out. It has to be there."""
        self.rows(table).pop(row_id)
        self.touched.add((table, row_id))

    def dependents(self, table: str, row_id: str) -> list[tuple[Table, str]]:
        """The rows that would hang in the air without this one, in the plan as it was before the step."""
        if table not in self._dependents:
            self._dependents[table] = all_dependents(self.plan, table)
        return self._dependents[table].get(row_id, [])

    def new_id(self, table: str, proposed: str) -> str:
        """The proposed id for a new row, or the next free one. Raises Refused for a criterion that is there already."""
        if table == "criteria":
            if proposed in self.rows(table):
                raise Refused(f"criterion {proposed} is there already")
            return proposed
        next_free = self.next_ids.get(table, 1)
        number = number_of(proposed)
        fits = proposed == id_of(table, number) and number >= next_number(self.plan, table)
        if not fits or proposed in self.rows(table) or (table, proposed) in self.given:
            number = next_free
        self.next_ids[table] = max(next_free, number + 1)
        self.given.add((table, id_of(table, number)))
        return id_of(table, number)

    def plan_with(self, entry: JournalEntry, *, merged_into: bool) -> Plan:
        """The plan with all changes, written to its journal as `entry`; `merged_into` one that stands there already."""
        journal, gone = with_entry(self.plan.journal, entry, keep_undone=merged_into)
        self.touched |= {("journal", entry.id), ("meta", "1")} | {("journal", one) for one in gone}
        meta = msgspec.structs.replace(self.plan.meta, next_ids=self.next_ids, generation=self.plan.meta.generation + 1)
        changed: dict[str, Any] = {name: rows for name, rows in self.tables.items() if name != "profile"}
        if "profile" in self.tables:
            changed["profile"] = self.tables["profile"]["1"]
        return msgspec.structs.replace(self.plan, meta=meta, journal=journal, **changed)


def dropped(work: Work, edit: DropRow) -> Trace:
    """Take a row out for good. Raises Refused for one that others hang on, NotThere."""
    row = work.get(edit.table, edit.id)
    for table, key in work.dependents(edit.table, edit.id):
        if key in work.rows(table):
            raise Refused(f"{edit.id} still has {key}", fix="archive it instead, or delete what hangs on it first")
    work.drop(edit.table, edit.id)
    return Trace(kind="drop", table=edit.table, id=edit.id, row=builtins_of(row))


def require_all_owners(work: Work) -> None:
    """Raise NotThere for a row that was put in and hangs on one that is not there."""
    for table, row_id in work.touched:
        row = work.rows(table).get(row_id) if table in OWNERS else None
        if row is not None:
            _require_owners(work, table, row)


def _require_owners(work: Work, table: str, row: Record) -> None:
    for name, target in OWNERS[table].items():
        owner = getattr(row, name)
        rows = work.tables[target] if target in work.tables else work.plan.rows(target)
        if owner is not None and owner not in rows:
            raise NotThere(
                f"{name}: there is no {owner}", where=row.id, fix=f"ids of {target} begin with {ID_LETTERS[target]}"
            )
