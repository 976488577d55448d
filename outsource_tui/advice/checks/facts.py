"""What the checks look at: the rows of a plan in the groups they need, made once for a run of all checks."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from functools import cached_property, lru_cache

from msgspec import Struct

from outsource_tui.advice.candidates import Candidate
from outsource_tui.advice.comparison import Comparison, comparisons_of
from outsource_tui.advice.overlap import local_date
from outsource_tui.advice.oversight import Oversight, oversight_of
from outsource_tui.advice.people import has_both
from outsource_tui.advice.priority import ranked
from outsource_tui.advice.quadrant import quadrant_of
from outsource_tui.model.contractor import Contractor
from outsource_tui.model.handoff import Handoff
from outsource_tui.model.keeping import DecisionRow
from outsource_tui.model.kinds import Quadrant
from outsource_tui.model.plan import Plan, number_of
from outsource_tui.model.task import Task
from outsource_tui.model.trial import Trial

SENSITIVE = frozenset({"client", "money"})
"""Data that asks for more than a handshake (PRODUCT.md section 4)."""

DAYS_REMEMBERED = 2
"""Plans and days whose facts are kept: the one on the screen, and the one before the last change."""


class Engagement(Struct, frozen=True):
    """Somebody on a task now: an open trial, or a hand-off being prepared or running (PRODUCT.md section 8)."""

    id: str
    task: Task
    contractor: Contractor
    is_trial: bool

    @property
    def name(self) -> str:
        """The task and who does it."""
        return f"{self.task.name} ({self.contractor.handle})"


class Facts:
    """A plan on a day, grouped. Figures that several checks ask for are worked out once."""

    def __init__(self, plan: Plan, today: date) -> None:
        self.plan = plan
        self.today = today
        self.profile = plan.profile
        self.tasks: Sequence[Task] = plan.live_tasks
        self.contractors: Sequence[Contractor] = plan.live_contractors
        self._oversights: dict[str, Oversight] = {}

    @cached_property
    def ranked(self) -> list[Task]:
        """The tasks in the order of what to outsource first."""
        return ranked(self.tasks, self.profile)

    @cached_property
    def quadrants(self) -> dict[str, Quadrant]:
        """The cell of every task."""
        return {task.id: quadrant_of(task, self.profile) for task in self.tasks}

    @cached_property
    def handoffs(self) -> list[Handoff]:
        """Hand-offs whose task and contractor are there, ended ones too."""
        return [one for one in self.plan.live_handoffs if has_both(self.plan, one)]

    @cached_property
    def running(self) -> list[Handoff]:
        """Hand-offs under which somebody works now."""
        return [one for one in self.handoffs if one.state == "running"]

    @cached_property
    def trials(self) -> list[Trial]:
        """Trials whose task and contractor are there, decided and cancelled ones too."""
        return [one for one in self.plan.live_trials if has_both(self.plan, one)]

    @cached_property
    def engagements(self) -> list[Engagement]:
        """Who is on which task now."""
        rows: list[Trial | Handoff] = [one for one in self.trials if one.is_open]
        rows += [one for one in self.handoffs if one.state in {"preparing", "running"}]
        return [Engagement(one.id, self.task_of(one), self.contractor_of(one), isinstance(one, Trial)) for one in rows]

    @cached_property
    def tasks_with(self) -> dict[str, list[Task]]:
        """The tasks each contractor is on now, by the contractor's id."""
        found: defaultdict[str, dict[str, Task]] = defaultdict(dict)
        for one in self.engagements:
            found[one.contractor.id][one.task.id] = one.task
        return {contractor_id: list(tasks.values()) for contractor_id, tasks in found.items()}

    @cached_property
    def engaged(self) -> list[Contractor]:
        """The contractors who are on a task now."""
        return [one for one in self.contractors if one.id in self.tasks_with]

    @cached_property
    def comparisons(self) -> dict[str, Comparison]:
        """The candidates of every task that has a score, by the task's id."""
        return comparisons_of(self.plan, self.today)

    @cached_property
    def _decisions(self) -> dict[str, list[DecisionRow]]:
        found: defaultdict[str, list[DecisionRow]] = defaultdict(list)
        for row in sorted(self.plan.decisions.values(), key=lambda one: (one.at, number_of(one.id))):
            found[row.entity].append(row)
        return dict(found)

    def task_of(self, row: Handoff | Trial) -> Task:
        return self.plan.tasks[row.task_id]

    def contractor_of(self, row: Handoff | Trial) -> Contractor:
        return self.plan.contractors[row.contractor_id]

    def name_of(self, row: Handoff | Trial) -> str:
        """What a hand-off or trial is called: its task and who does it."""
        return f"{self.task_of(row).name} ({self.contractor_of(row).handle})"

    def is_sensitive(self, contractor: Contractor) -> bool:
        """Whether they are on a task with data of clients or about money."""
        return any(task.data_sensitivity in SENSITIVE for task in self.tasks_with.get(contractor.id, ()))

    def candidates(self, task_id: str) -> Sequence[Candidate]:
        """Who has a score for a task, by rank, then those stopped at a gate."""
        comparison = self.comparisons.get(task_id)
        return () if comparison is None else comparison.candidates

    def oversight(self, handoff: Handoff) -> Oversight:
        """The looking at a hand-off as of today."""
        if handoff.id not in self._oversights:
            self._oversights[handoff.id] = oversight_of(self.plan, handoff, self.today)
        return self._oversights[handoff.id]

    def day_of(self, instant: datetime) -> date:
        """The date of an instant on the user's own calendar."""
        return local_date(instant, self.profile.timezone)

    def days_since(self, when: date | datetime) -> int:
        """Whole days from a date, or from the day of an instant, until today."""
        day = self.day_of(when) if isinstance(when, datetime) else when
        return (self.today - day).days

    def decided_at(self, row_id: str) -> datetime | None:
        """When the decision on a row was last touched; None where it never was."""
        rows = [one for one in self._decisions.get(row_id, ()) if one.what == "decision"]
        return rows[-1].at if rows else None

    def has_reason(self, row_id: str) -> bool:
        """Whether a reason was given with the newest decision on a row, or since."""
        rows = self._decisions.get(row_id, [])
        newest = max((place for place, one in enumerate(rows) if one.what == "decision"), default=0)
        return any(one.why and (one.what != "state" or _begins(one)) for one in rows[newest:])


def _begins(decision: DecisionRow) -> bool:
    """Whether a hand-off was made or begun by it; a reason for a pause or an end is none for giving a task away."""
    return decision.old in {None, "preparing"} and decision.new in {"preparing", "running"}


class _SamePlan:
    """A plan as a key: only itself is the same, since a change makes a new one."""

    __slots__ = ("plan",)

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def __hash__(self) -> int:
        return id(self.plan)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _SamePlan) and other.plan is self.plan


def facts_of(plan: Plan, today: date) -> Facts:
    """The facts of a plan on a day; kept, since findings, next step and walk are all asked for after each change."""
    return _kept(_SamePlan(plan), today)


@lru_cache(maxsize=DAYS_REMEMBERED)
def _kept(same: _SamePlan, today: date) -> Facts:
    return Facts(same.plan, today)
