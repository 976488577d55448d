"""The days of a trial, and those on which it is to be reviewed and decided."""

from datetime import date, timedelta

from outsource_tui.advice import calendar
from outsource_tui.advice.calendar import TrialDay
from outsource_tui.advice.overlap import local_date, party_of
from outsource_tui.advice.trial_rule import days_in_review
from outsource_tui.model.plan import Plan, number_of
from outsource_tui.model.trial import Trial

MOST_DAYS_OFF = 90
"""How far the next work day is looked for."""

DAY = timedelta(days=1)


def trial_days(plan: Plan, trial: Trial) -> list[TrialDay]:
    """The shared working days of a trial, as `advice.calendar` has them; empty where they are not known."""
    return calendar.trial_days(trial, plan.profile, plan.contractors[trial.contractor_id])


def trial_dates(plan: Plan, trial: Trial) -> list[date]:
    """The dates of a trial; days in a row where the shared ones are not known, empty without a start."""
    return calendar.trial_dates(trial, plan.profile, plan.contractors[trial.contractor_id])


def review_date(plan: Plan, trial: Trial) -> date | None:
    """When a trial is to be reviewed: since it is in review, else the user's first work day after it."""
    if trial.review_since is not None:
        return trial.review_since
    dates = trial_dates(plan, trial)
    if not dates or trial.state not in {"planned", "running", "review"}:
        return None
    day = dates[-1] + DAY
    mine = party_of(plan.profile)
    for _ in range(MOST_DAYS_OFF):
        if mine is None or (mine.works_on(day) and mine.off_on(day) is None):
            break
        day += DAY
    return day


def decision_date(plan: Plan, trial: Trial) -> date | None:
    """When a trial was decided; while it is open, the last day before silence decides (OUT308)."""
    review = review_date(plan, trial)
    if trial.state == "decided":
        rows = [one for one in plan.decisions.values() if one.entity == trial.id and one.what == "decision"]
        if not rows:
            return review
        newest = max(rows, key=lambda one: (one.at, number_of(one.id)))
        return local_date(newest.at, plan.profile.timezone)
    if review is None or not trial.is_open:
        return None
    return review + days_in_review(plan.contractors[trial.contractor_id]) * DAY
