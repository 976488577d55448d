"""The days of a trial, and those on which it is to be reviewed and decided."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from outsource_tui.advice.calendar import TrialDay, trial_calendar
from outsource_tui.advice.checks.wrong_people import DAYS_IN_REVIEW, DAYS_IN_REVIEW_UPWORK
from outsource_tui.advice.overlap import party_of
from outsource_tui.model.contractor import Contractor
from outsource_tui.model.plan import Plan, number_of
from outsource_tui.model.trial import Trial

MOST_DAYS_OFF = 90
"""How far the next work day is looked for."""

DAY = timedelta(days=1)


def trial_days(plan: Plan, trial: Trial) -> list[TrialDay]:
    """The shared working days of a trial from its start on (PRODUCT.md section 8).

    Empty without a start, or where a schedule is unknown or leaves too few days.
    """
    person = plan.contractors[trial.contractor_id]
    found: list[TrialDay] = []
    earliest = trial.start
    while earliest is not None and len(found) < trial.days:
        # A need of none also takes the days of two who never work at the same time.
        days = trial_calendar(plan.profile, person, need=0.0, earliest=earliest, days=1).days
        if not days:
            return []
        found.append(days[0])
        earliest = days[0].date + DAY
    return found


def trial_dates(plan: Plan, trial: Trial) -> list[date]:
    """The dates of a trial; days in a row where the shared ones are not known, none without a start."""
    if trial.start is None:
        return []
    known = [one.date for one in trial_days(plan, trial)]
    return known or [trial.start + n * DAY for n in range(trial.days)]


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
        return newest.at.astimezone(ZoneInfo(plan.profile.timezone)).date()
    return None if review is None or not trial.is_open else review + _patience(plan.contractors[trial.contractor_id])


def _patience(person: Contractor) -> timedelta:
    is_upwork = person.source == "platform" and "upwork" in person.source_text.casefold()
    return (DAYS_IN_REVIEW_UPWORK if is_upwork else DAYS_IN_REVIEW) * DAY
