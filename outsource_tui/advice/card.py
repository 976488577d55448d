"""The card of the five mistakes: how safe from each, 0 to 100 (PRODUCT.md 3.12)."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from outsource_tui.advice.checks.finding import Finding, Severity
from outsource_tui.model.plan import Plan

POINTS_OFF: Mapping[Severity, int] = {"error": 25, "warning": 10, "hint": 3}
MISTAKE_WORDS: Mapping[int, str] = {
    1: "not considering it",
    2: "the wrong tasks",
    3: "the wrong people",
    4: "micro-managing",
    5: "knowing nothing of it",
}


class Card(Struct, frozen=True):
    """A score of 0 to 100 for each of the five mistakes, higher is safer; None where there is nothing to check yet."""

    scores: Mapping[int, int | None]

    @property
    def overall(self) -> int | None:
        """The lowest, since a chain breaks at its weakest link."""
        return min((one for one in self.scores.values() if one is not None), default=None)

    @property
    def builtins(self) -> dict[str, int | None]:
        """As in `check --json`."""
        return {**{str(mistake): score for mistake, score in self.scores.items()}, "overall": self.overall}


def card_of(findings: Iterable[Finding], plan: Plan) -> Card:
    """The card of a plan with these findings (muted ones left out)."""
    off = dict.fromkeys(MISTAKE_WORDS, 0)
    for one in findings:
        if not one.is_good_news:
            off[one.mistake] += POINTS_OFF[one.severity]
    has_data = _has_data(plan)
    return Card({mistake: max(0, 100 - off[mistake]) if has_data[mistake] else None for mistake in MISTAKE_WORDS})


def _has_data(plan: Plan) -> Mapping[int, bool]:
    has_handoff = bool(plan.live_handoffs)
    return {
        1: True,
        2: any(task.is_scored for task in plan.live_tasks),
        3: bool(plan.live_contractors),
        4: has_handoff,
        5: has_handoff or bool(plan.live_trials),
    }
