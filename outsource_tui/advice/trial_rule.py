"""What a trial says: its score, its rule, its cost, and how fast they were (PRODUCT.md 3.11 and section 8)."""

from outsource_tui.model.contractor import Contractor
from outsource_tui.model.kinds import TrialVerdict
from outsource_tui.model.trial import ScoreCard, Trial

WEIGHTS = {"result": 35, "deadline": 15, "communication": 15, "independence": 15, "feedback": 10, "again": 10}
"""Points of the six marks; they add up to 100."""

HIRE_FROM = 70
EXTEND_FROM = 50
COMMUNICATION_FROM = 3
SLOWEST, FASTEST = 4.0, 0.25
DAYS_IN_REVIEW = 3
DAYS_IN_REVIEW_UPWORK = 14
"""So many days after it began a review is overdue (OUT308): then silence decides."""


def trial_score(card: ScoreCard) -> float | None:
    """TS (0-100); None while one of the six marks is missing."""
    total = 0.0
    for name, weight in WEIGHTS.items():
        mark: int | None = getattr(card, name)
        if mark is None:
            return None
        total += weight * (mark - 1) / 4
    return total


def rule_of(trial: Trial) -> TrialVerdict | None:
    """What the rule says; None while a mark, a must-have or an amount of hours is missing.

    A breach or a missed must-have decides at once. The user may decide otherwise, with a reason.
    """
    states = [one.state for one in trial.must_haves]
    if trial.breach or "missed" in states:
        return "pass"
    score = trial_score(trial.card)
    communication = trial.card.communication
    in_time = _is_in_agreed_hours(trial)
    if score is None or communication is None or in_time is None or None in states:
        return None
    if score < EXTEND_FROM:
        return "pass"
    all_met = all(state == "met" for state in states)
    if all_met and score >= HIRE_FROM and communication >= COMMUNICATION_FROM and in_time:
        return "hire"
    return "pass" if trial.extension_of is not None else "extend"


def trial_hours(trial: Trial) -> float | None:
    """Their hours: those worked, else those agreed."""
    return trial.paid_hours if trial.actual_hours is None else trial.actual_hours


def trial_cost(trial: Trial, contractor: Contractor | None) -> float | None:
    """What the trial costs, fee included, in minor units of the working currency; None while unknown."""
    hours = trial_hours(trial)
    if hours is None or trial.rate is None or contractor is None:
        return None
    return hours * trial.rate * (1 + contractor.fee_pct / 100)


def days_in_review(contractor: Contractor) -> int:
    """How many days a trial may be in review, by where they were found (PRODUCT.md section 8)."""
    is_upwork = contractor.source == "platform" and "upwork" in contractor.source_text.casefold()
    return DAYS_IN_REVIEW_UPWORK if is_upwork else DAYS_IN_REVIEW


def trial_speed(trial: Trial) -> float | None:
    """Their hours per one of mine (0.25-4), as the trial showed it; None while unknown."""
    if trial.actual_hours is None or trial.own_hours_estimate is None:
        return None
    return min(SLOWEST, max(FASTEST, trial.actual_hours / trial.own_hours_estimate))


def trial_oversight(trial: Trial) -> float | None:
    """My minutes in percent of theirs; None while unknown or nothing was worked."""
    if trial.my_minutes is None or not trial.actual_hours:
        return None
    return 100 * trial.my_minutes / (60 * trial.actual_hours)


def _is_in_agreed_hours(trial: Trial) -> bool | None:
    """At most a quarter over the agreed hours; in hundredths, so that the boundary is exact."""
    if trial.actual_hours is None or trial.paid_hours is None:
        return None
    return round(trial.actual_hours * 100) <= 1.25 * round(trial.paid_hours * 100)
