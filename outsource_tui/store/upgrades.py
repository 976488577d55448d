"""Schema steps: what older versions wrote, brought to what this one knows, one pure function a step.

To add one: raise `model.keeping.SCHEMA`, write the step, put it into `UPGRADES` under the schema that it starts from,
and store a file of that schema in the tests (`tests/store/fixtures/schema-N.json`) with what it has to become.
"""

from collections.abc import Callable, Mapping
from typing import Any

from outsource_tui.model.keeping import SCHEMA

Fields = dict[str, Any]
Documents = dict[str, dict[str, Fields]]
"""A whole file as plain JSON: table, document id, document."""

Upgrade = Callable[[Documents], Documents]


def _hours_of_any_period(documents: Documents) -> Documents:
    """0 to 1: the hours of a task were a week's and called `hours_week`; now they are of any period.

    No release wrote schema 0. The step is kept so that the way of an old file is walked, and tested, before it counts.
    """

    def renamed(task: Fields) -> Fields:
        return {("hours" if name == "hours_week" else name): value for name, value in task.items()}

    return with_fields_changed(documents, "tasks", renamed)


UPGRADES: Mapping[int, Upgrade] = {0: _hours_of_any_period}
"""The step from a schema to the next one, by the schema it starts from."""


def upgraded(documents: Documents, steps: Mapping[int, Upgrade] = UPGRADES) -> Documents:
    """The documents in today's schema. Raises KeyError for a schema that no step starts from."""
    schema = int(documents["meta"]["1"]["schema"])
    while schema < SCHEMA:
        documents = steps[schema](documents)
        schema += 1
        meta = {**documents["meta"]["1"], "schema": schema}
        documents = {**documents, "meta": {"1": meta}}
    return documents


def with_fields_changed(documents: Documents, table: str, changed: Callable[[Fields], Fields]) -> Documents:
    """Every row of a table changed, and what the journal kept of such rows: some of their fields, or all of them.

    Without the latter an undo would bring fields back that nobody knows any more.
    """
    rows = {key: changed(row) for key, row in documents.get(table, {}).items()}
    journal = {
        key: {**entry, "traces": [_trace_changed(trace, table, changed) for trace in entry.get("traces", [])]}
        for key, entry in documents.get("journal", {}).items()
    }
    return {**documents, table: rows, "journal": journal}


def _trace_changed(trace: Fields, table: str, changed: Callable[[Fields], Fields]) -> Fields:
    if trace["table"] != table:
        return trace
    parts = {name: changed(trace[name]) for name in ("before", "after", "row") if trace.get(name)}
    return {**trace, **parts}
