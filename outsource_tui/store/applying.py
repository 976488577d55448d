"""Changes applied to what is kept now, which may be newer than what they were decided on."""

from collections.abc import Sequence

from msgspec import Struct

from outsource_tui.model.applying import applied
from outsource_tui.model.change import Outcome
from outsource_tui.model.plan import Plan
from outsource_tui.model.problems import Problem
from outsource_tui.model.saving import Waiting
from outsource_tui.store.rows import checked_bytes, row_in


class Applied(Struct, frozen=True):
    """A plan after several steps."""

    plan: Plan
    outcomes: tuple[Outcome | Problem, ...]
    touched: frozenset[tuple[str, str]]
    """Table and id of every row that may differ."""


def all_applied(plan: Plan, waiting: Sequence[Waiting]) -> Applied:
    """The plan after the steps that fit; one that is refused, or could not be written, does not stop the others.

    A step that got another id than in memory, for a row or in the journal, hands it on to the steps behind it.
    """
    outcomes: list[Outcome | Problem] = []
    touched: set[tuple[str, str]] = set()
    renamed: dict[str, str] = {}
    for one in waiting:
        renamed = {**renamed, **one.renamed} if one.renamed else renamed
        try:
            outcome = applied(plan, one.step, at=one.at, session=one.session, renamed=renamed)
            _require_writable(outcome)
        except Problem as problem:
            outcomes.append(problem)
            continue
        plan = outcome.plan
        outcomes.append(outcome)
        touched |= outcome.touched
        renamed = outcome.renamed_since(one.entry)
    return Applied(plan, tuple(outcomes), frozenset(touched))


def _require_writable(outcome: Outcome) -> None:
    for table, key in outcome.touched:
        row = row_in(outcome.plan, table, key)
        if row is not None:
            checked_bytes(table, row)
