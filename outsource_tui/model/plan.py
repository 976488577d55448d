"""The whole plan: immutable, one mapping per table. A change makes a new one (`model.change`)."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from msgspec import Struct, convert, field

from outsource_tui.model.contractor import Contractor
from outsource_tui.model.handoff import CheckIn, Handoff
from outsource_tui.model.keeping import DecisionRow, FileRow, ImportRow, JournalEntry, Mute, Snapshot
from outsource_tui.model.kinds import Record, Table
from outsource_tui.model.problems import NotThere
from outsource_tui.model.profile import Profile
from outsource_tui.model.score import Criterion, Score, default_criteria
from outsource_tui.model.task import Task
from outsource_tui.model.trial import Trial

ROW_TYPES: Mapping[str, type[Struct]] = {
    "meta": FileRow,
    "profile": Profile,
    "tasks": Task,
    "contractors": Contractor,
    "criteria": Criterion,
    "scores": Score,
    "trials": Trial,
    "handoffs": Handoff,
    "checkins": CheckIn,
    "decisions": DecisionRow,
    "mutes": Mute,
    "imports": ImportRow,
    "snapshots": Snapshot,
    "journal": JournalEntry,
}
"""What a row of each table is."""

ID_LETTERS: Mapping[str, str] = {
    "tasks": "T",
    "contractors": "C",
    "trials": "R",
    "handoffs": "H",
    "checkins": "K",
    "decisions": "N",
    "scores": "S",
    "mutes": "M",
    "imports": "I",
    "snapshots": "P",
    "journal": "J",
}
"""First letter of the ids of a table (PRODUCT.md section 8); criteria are named by their key."""

NOUNS: Mapping[str, Table] = {
    "task": "tasks",
    "contractor": "contractors",
    "criterion": "criteria",
    "score": "scores",
    "trial": "trials",
    "handoff": "handoffs",
    "checkin": "checkins",
    "mute": "mutes",
    "profile": "profile",
}
"""What `apply` calls a row of each table."""


class Plan(Struct, frozen=True, kw_only=True):
    """Everything in one plan file. The mappings are never changed in place."""

    meta: FileRow = FileRow()
    profile: Profile
    tasks: Mapping[str, Task] = field(default_factory=dict)
    contractors: Mapping[str, Contractor] = field(default_factory=dict)
    criteria: Mapping[str, Criterion] = field(default_factory=dict)
    scores: Mapping[str, Score] = field(default_factory=dict)
    trials: Mapping[str, Trial] = field(default_factory=dict)
    handoffs: Mapping[str, Handoff] = field(default_factory=dict)
    checkins: Mapping[str, CheckIn] = field(default_factory=dict)
    decisions: Mapping[str, DecisionRow] = field(default_factory=dict)
    mutes: Mapping[str, Mute] = field(default_factory=dict)
    imports: Mapping[str, ImportRow] = field(default_factory=dict)
    snapshots: Mapping[str, Snapshot] = field(default_factory=dict)
    journal: Mapping[str, JournalEntry] = field(default_factory=dict)

    @property
    def live_tasks(self) -> list[Task]:
        """Tasks that are not archived."""
        return [task for task in self.tasks.values() if not task.is_archived]

    @property
    def live_contractors(self) -> list[Contractor]:
        """Contractors that are not archived, those with status `no` too."""
        return [one for one in self.contractors.values() if not one.is_archived]

    @property
    def live_trials(self) -> list[Trial]:
        """Trials that are not archived, decided and cancelled ones too."""
        return [one for one in self.trials.values() if not one.is_archived]

    @property
    def live_handoffs(self) -> list[Handoff]:
        """Hand-offs that are not archived, ended ones too."""
        return [one for one in self.handoffs.values() if not one.is_archived]

    def rows(self, table: str) -> Mapping[str, Record]:
        """The rows of a table by id; `profile` is a table of one row."""
        if table == "profile":
            return {"1": self.profile}
        rows: Mapping[str, Record] = getattr(self, table)
        return rows

    def find(self, row_id: str) -> tuple[Table, Record]:
        """The table and the row of an id.

        Raises NotThere where no table has it.
        """
        for table, letter in ID_LETTERS.items():
            if row_id[:1] == letter and table != "journal" and row_id in getattr(self, table):
                return table, getattr(self, table)[row_id]  # type: ignore[return-value]
        if row_id in self.criteria:
            return "criteria", self.criteria[row_id]
        raise NotThere(
            f"there is no {row_id or 'empty id'}", fix="`tasks`, `people`, `trials` and `handoffs` list the ids"
        )

    def newest_first(self) -> Iterator[JournalEntry]:
        """The journal, newest entry first."""
        return iter(sorted(self.journal.values(), key=lambda entry: number_of(entry.id), reverse=True))

    @property
    def is_empty(self) -> bool:
        """Whether nothing has ever been put in."""
        return not (self.tasks or self.contractors or self.trials or self.handoffs or self.journal)


def number_of(row_id: str) -> int:
    """The number in an id such as `T07`; 0 where there is none."""
    digits = row_id[1:]
    return int(digits) if digits.isascii() and digits.isdigit() else 0


def id_of(table: str, number: int) -> str:
    """The id with that number: two digits at least (`T01`, `T123`)."""
    return f"{ID_LETTERS[table]}{number:02d}"


def next_number(plan: Plan, table: str) -> int:
    """The number that the next new row of a table gets."""
    return plan.meta.next_ids.get(table, 1)


def empty_plan(*, at: datetime, timezone: str = "UTC", demo: bool = False) -> Plan:
    """A plan without tasks: a default profile and the seven criteria. `timezone` is the user's IANA zone."""
    stamps = {"created_at": at, "updated_at": at}
    return Plan(
        meta=FileRow(demo=demo),
        profile=Profile(timezone=timezone, created_at=at, updated_at=at),
        criteria={str(one["id"]): convert({**one, **stamps}, Criterion) for one in default_criteria()},
    )
