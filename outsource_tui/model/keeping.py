"""What is kept beside the nouns: decisions, mutes, imports, weekly snapshots, the journal and the file's own row."""

from datetime import date
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from outsource_tui.model.kinds import Instant, Line, Record, Table

SCHEMA = 1
APP = "outsource-tui"

EVERYWHERE = "*"
"""What a mute is about that holds for every row, and for the plan as a whole."""


class FileRow(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The one row of table `meta`."""

    schema: int = SCHEMA
    app: str = APP
    last_backup: Instant | None = None
    demo: bool = False
    generation: int = 0
    next_ids: dict[str, int] = {}
    """Per table the number of the next id, so that none is handed out twice even after a delete."""


class DecisionRow(Record, frozen=True, kw_only=True, omit_defaults=True, rename={"old": "from", "new": "to"}):
    """A row of table `decisions`, which only grows: what was decided of a row, when and why."""

    at: Instant
    entity: str
    what: Line
    old: str | None = None
    new: str | None = None
    why: Line = ""


class Mute(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A row of table `mutes`: a finding that is not to be shown, why, and until when."""

    code: Annotated[str, Meta(pattern=r"^OUT[1-5]\d\d$")]
    entity: str = EVERYWHERE
    reason: Annotated[str, Meta(min_length=1, max_length=200)]
    until: date | None = None


class ImportRow(Record, frozen=True, kw_only=True, omit_defaults=True, rename={"first": "from", "last": "to"}):
    """A row of table `imports`. `seconds` is per ISO week and group, so that overlapping logs never double."""

    source: str
    file_name: Line = ""
    sha1: str = ""
    rows: int = 0
    hours: float = 0.0
    first: date | None = None
    last: date | None = None
    mapping: dict[str, str] = {}
    fingerprints: tuple[str, ...] = ()
    seconds: dict[str, dict[str, int]] = {}


class Snapshot(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A row of table `snapshots`: the figures of a week, for trend lines. Hours a week, unrounded."""

    date: date
    potential_week: float | None = None
    on_desk_week: float | None = None
    freed_plan_week: float | None = None
    freed_actual_week: float | None = None
    card: int | None = None


class Trace(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a change did to one row: only the fields that changed. `row` is its content while it is not in a table."""

    kind: Literal["set", "add", "drop"]
    table: Table
    id: str
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    row: dict[str, Any] | None = None


class JournalEntry(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A row of table `journal`: one step that can be undone."""

    id: str
    at: Instant
    session: str
    words: str
    traces: tuple[Trace, ...]
    joins: str | None = None
    undone: int | None = None
    """When it was undone, as a count that grows; the highest is redone first."""
    kept: tuple[str, ...] = ()
    """What another session had written into the same fields, in words."""
