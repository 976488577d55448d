"""When a trial can run: consecutive days on which both work, and enough at the same time (PRODUCT.md 3.13)."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from outsource_tui.advice.clock_changes import ClockChange, clock_changes, short
from outsource_tui.advice.overlap import FARTHEST, Party, party_of, shared_windows
from outsource_tui.model.contractor import Contractor
from outsource_tui.model.kinds import DAYS, DaysOff
from outsource_tui.model.profile import Profile
from outsource_tui.model.trial import Trial

HORIZON_DAYS = 90
"""How far ahead a trial is looked for."""
LONGEST_TRIAL_DAYS = 366
"""How far the last day of a trial is looked for, since days off can lie in between."""
NEAR_DAYS = 7
"""A clock change this near to a trial is said."""
TALK = timedelta(minutes=15)
CLOSING = timedelta(minutes=30)

Rule = Literal["weekday", "days off", "overlap", "run"]


class Window(Struct, frozen=True):
    """From and to, both aware, in the zone of whoever it is shown to."""

    start: datetime
    end: datetime

    def seen_in(self, zone: str) -> "Window":
        """The same instants on the clocks of `zone`."""
        there = ZoneInfo(zone)
        return Window(self.start.astimezone(there), self.end.astimezone(there))

    @property
    def length(self) -> timedelta:
        """Time that really passes, whatever the clocks do in between."""
        return self.end.astimezone(UTC) - self.start.astimezone(UTC)


class TrialDay(Struct, frozen=True, kw_only=True):
    """One day of a trial. `..._there` is on their clocks, `theirs_here` on mine; the date is mine."""

    date: date
    mine: Window
    mine_there: Window
    theirs: tuple[Window, ...]
    theirs_here: tuple[Window, ...]
    shared: tuple[Window, ...]
    shared_there: tuple[Window, ...]
    check_ins: tuple[datetime, ...]
    """Proposed times for a look, on my clock, within `shared`; none where nothing is shared."""


class RejectedDay(Struct, frozen=True):
    """A date that is no day of the trial, and why. One that is not skipped ends the run of days before it."""

    date: date
    rule: Rule
    reason: str

    @property
    def is_skipped(self) -> bool:
        """Whether one of the two never works on that weekday."""
        return self.rule == "weekday"

    @property
    def words(self) -> str:
        """Such as `Mon 23: public holiday in Japan`."""
        return f"{short(self.date)}: {self.reason}"


class TrialCalendar(Struct, frozen=True):
    """The first days that fit, or in words which rule leaves none within 90 days."""

    days: tuple[TrialDay, ...] = ()
    rejected: tuple[RejectedDay, ...] = ()
    clock_changes: tuple[ClockChange, ...] = ()
    blocked_by: str | None = None


def trial_calendar(
    profile: Profile, contractor: Contractor, *, need: float | None, earliest: date, days: int
) -> TrialCalendar:
    """The first run of `days` shared working days from `earliest` on with `need` shared hours each (None: any)."""
    pair = _pair_of(profile, contractor, earliest)
    if pair is None:
        whose = "your own" if party_of(profile) is None else f"{contractor.handle}'s"
        return TrialCalendar(blocked_by=f"{whose} time zone, work days or hours are not known")
    is_async = need == 0 and not pair.ever_meets
    run: list[date] = []
    rejected: list[RejectedDay] = []
    for day in _dates(earliest, HORIZON_DAYS):
        refusal = pair.refusal(day, need, is_async=is_async)
        if refusal is None:
            run.append(day)
            if len(run) == days:
                found = tuple(pair.trial_day(one) for one in run)
                near = timedelta(days=NEAR_DAYS)
                changes = clock_changes(pair.zones, run[0] - near, run[-1] + near)
                return TrialCalendar(found, _by_date(rejected), changes)
        elif refusal.is_skipped:
            rejected += [refusal] if pair.mine.works_on(day) or pair.theirs.works_on(day) else []
        else:
            rejected += [RejectedDay(one, "run", f"the days in a row end on {short(day)}") for one in run]
            rejected.append(refusal)
            run = []
    return TrialCalendar(rejected=_by_date(rejected), blocked_by=pair.blocked_by(rejected, need, days))


def trial_days(trial: Trial, profile: Profile, contractor: Contractor) -> list[TrialDay]:
    """The shared working days of a trial from its start on (PRODUCT.md section 8).

    Empty without a start, or where a schedule is unknown or leaves too few of them.
    """
    pair = None if trial.start is None else _pair_of(profile, contractor, trial.start)
    return [] if pair is None else [pair.trial_day(day) for day in _shared_dates(pair, trial)]


def trial_end(trial: Trial, profile: Profile, contractor: Contractor) -> date | None:
    """The last of the `trial_days`; None where there are none."""
    pair = None if trial.start is None else _pair_of(profile, contractor, trial.start)
    return None if pair is None else max(_shared_dates(pair, trial), default=None)


def trial_dates(trial: Trial, profile: Profile, contractor: Contractor) -> list[date]:
    """The dates of the `trial_days`; days in a row where there are none, empty without a start."""
    if trial.start is None:
        return []
    pair = _pair_of(profile, contractor, trial.start)
    shared = [] if pair is None else _shared_dates(pair, trial)
    return shared or _dates(trial.start, trial.days)


class _Pair(Struct, frozen=True):
    """Two schedules and the name of the other."""

    mine: Party
    theirs: Party
    handle: str
    ever_meets: bool
    """Whether by weekdays and hours alone they share anything within the horizon."""

    @property
    def zones(self) -> tuple[str, ...]:
        return self.mine.zone, self.theirs.zone

    def their_dates(self, day: date) -> list[date]:
        """Dates on which shifts of theirs begin that meet my shift of `day`, days off or not."""
        if not self.ever_meets:
            return [day] if self.theirs.works_on(day) else []
        start, end = self.mine.shift(day)
        around = _dates(day - timedelta(days=FARTHEST), 2 * FARTHEST + 1)
        spans = [(one, self.theirs.shift(one)) for one in around if self.theirs.works_on(one)]
        return [one for one, span in spans if max(start, span[0]) < min(end, span[1])]

    def refusal(self, day: date, need: float | None, *, is_async: bool) -> RejectedDay | None:
        """Why `day` cannot be a day of the trial, if so; `is_async` asks for no shared hours at all."""
        if not self.mine.works_on(day):
            return RejectedDay(day, "weekday", f"you do not work on a {DAYS[day.weekday()].capitalize()}")
        theirs = self.their_dates(day)
        if not theirs or not (self.ever_meets or is_async):
            what = "works at other hours" if self.theirs.works_on(day) else "does not work then"
            return RejectedDay(day, "weekday", f"{self.handle} {what}")
        off = self.mine.off_on(day)
        if off is not None:
            return RejectedDay(day, "days off", _off_words("you are", off))
        offs = [self.theirs.off_on(one) for one in theirs]
        if offs[0] is not None and None not in offs:
            return RejectedDay(day, "days off", _off_words(f"{self.handle} is", offs[0]))
        seconds = sum((end - start).total_seconds() for start, end in shared_windows(self.mine, self.theirs, day))
        if is_async or (seconds > 0 and seconds >= (need or 0) * 3600):
            return None
        return RejectedDay(day, "overlap", f"{seconds / 3600:.2g} shared hours, needed are {need or 0:g}")

    def trial_day(self, day: date) -> TrialDay:
        """The date as a day of a trial: both shifts on both clocks, and what they share."""
        here, there = self.zones
        mine = _window(*self.mine.shift(day))
        theirs = [_window(*self.theirs.shift(one)) for one in self.their_dates(day) if self.theirs.off_on(one) is None]
        shared = [Window(start, end) for start, end in shared_windows(self.mine, self.theirs, day)]
        return TrialDay(
            date=day,
            mine=mine.seen_in(here),
            mine_there=mine.seen_in(there),
            theirs=tuple(one.seen_in(there) for one in theirs),
            theirs_here=tuple(one.seen_in(here) for one in theirs),
            shared=tuple(one.seen_in(here) for one in shared),
            shared_there=tuple(one.seen_in(there) for one in shared),
            check_ins=_check_ins(shared, here),
        )

    def blocked_by(self, rejected: list[RejectedDay], need: float | None, days: int) -> str:
        """In words which rule left no run of `days`: the one that ended most runs."""
        ended = Counter(one.rule for one in rejected if one.rule in {"days off", "overlap"})
        if not ended and not self.ever_meets:
            together = self.mine.days & self.theirs.days
            what = "your hours and theirs never meet" if together else "there is no weekday on which both work"
            return f"{what} ({self.handle})"
        if not ended:
            return f"there are not {days} shared working days within {HORIZON_DAYS} days"
        if ended["overlap"] >= ended["days off"]:
            return f"never {need or 0:g} shared hours on {days} shared working days in a row"
        return f"days off leave no {days} shared working days in a row"


def _pair_of(profile: Profile, contractor: Contractor, first: date) -> _Pair | None:
    mine, theirs = party_of(profile), party_of(contractor)
    if mine is None or theirs is None:
        return None
    bare = replace(mine, days_off=()), replace(theirs, days_off=())
    meets = any(shared_windows(*bare, day) for day in _dates(first, HORIZON_DAYS))
    return _Pair(mine, theirs, contractor.handle, meets)


def _shared_dates(pair: _Pair, trial: Trial) -> list[date]:
    """The first dates from the start of a trial on that both work, in a row or not; empty where they are too few."""
    found: list[date] = []
    for day in [] if trial.start is None else _dates(trial.start, LONGEST_TRIAL_DAYS):
        if pair.refusal(day, None, is_async=not pair.ever_meets) is None:
            found.append(day)
            if len(found) == trial.days:
                return found
    return []


def _dates(first: date, count: int) -> list[date]:
    return [first + timedelta(days=n) for n in range(count)]


def _by_date(rejected: list[RejectedDay]) -> tuple[RejectedDay, ...]:
    """The days of a run are only rejected when it ends, after a weekend within it."""
    return tuple(sorted(rejected, key=lambda one: one.date))


def _window(start: int, end: int) -> Window:
    return Window(datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(end, UTC))


def _off_words(who: str, off: DaysOff) -> str:
    if off.source == "public" and off.label:
        return off.label
    return f"{who} off ({off.label})" if off.label else f"{who} off"


def _check_ins(shared: list[Window], zone: str) -> tuple[datetime, ...]:
    """A look soon after the longest shared window opens, and one before it closes where there is time for both."""
    if not shared:
        return ()
    longest = max(shared, key=lambda one: one.length)
    times = [longest.start]
    if longest.length >= TALK + CLOSING + TALK:
        times = [longest.start + TALK, longest.end - CLOSING]
    return tuple(one.astimezone(ZoneInfo(zone)) for one in times)
