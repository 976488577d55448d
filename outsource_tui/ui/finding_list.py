"""The findings of a plan with those that were muted behind them: narrowed and ordered, each known by code and id."""

from collections.abc import Callable, Mapping
from datetime import date

from outsource_tui.advice.checks.finding import Finding, MutedFinding
from outsource_tui.advice.checks.registry import sorted_out
from outsource_tui.model.plan import Plan

ORDERS: Mapping[str, Callable[[Finding], object]] = {
    "worst first": lambda _: 0,
    "by mistake": lambda one: one.mistake,
    "by what it is about": lambda one: one.entity or "",
}
"""Each keeps the worst first among what it puts together."""
ALL_MISTAKES = 0
"""In the place of a mistake's number."""


class FindingList:
    """What the checks found; they run once a plan and a day."""

    def __init__(self) -> None:
        self.open: list[Finding] = []
        self.muted: list[MutedFinding] = []
        self._of: tuple[Plan, date] | None = None

    def look_at(self, plan: Plan, today: date) -> bool:
        """Run the checks; False where they have run for this plan and day."""
        if self._of is not None and self._of[0] is plan and self._of[1] == today:
            return False
        self._of = (plan, today)
        self.open, self.muted = sorted_out(plan, today)
        return True

    @property
    def all(self) -> list[Finding]:
        """The open ones, worst first, then the muted ones."""
        return [*self.open, *(one.finding for one in self.muted)]

    def listed(self, words: str, mistake: int, order: str, *, is_reversed: bool) -> dict[str, Finding]:
        """Those of a mistake that have all the words in them, in an order, each by its key."""
        wanted = words.casefold().split()
        found = [one for one in self.all if mistake in {ALL_MISTAKES, one.mistake}]
        found = [one for one in found if all(word in text_of(one).casefold() for word in wanted)]
        found.sort(key=ORDERS[order])  # type: ignore[arg-type] # one order compares figures, another texts
        if is_reversed:
            found.reverse()
        return {key_of(one): one for one in found}

    def mute_of(self, finding: Finding) -> MutedFinding | None:
        """The mute of a finding, where it has one."""
        return next((one for one in self.muted if one.finding is finding), None)


def key_of(finding: Finding) -> str:
    """What a finding is known by: its code, and the id of what it is about."""
    return f"{finding.code} {finding.entity or ''}"


def text_of(finding: Finding) -> str:
    """A finding in one line, for a mail; words are looked for in it."""
    return f"{finding.code} {finding.entity or 'plan'}: {finding.message}"
