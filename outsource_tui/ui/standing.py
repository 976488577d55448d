"""Everybody on the list as they stand for one task: worked out once per plan, asked for at every key."""

from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from outsource_tui.advice.candidates import ENOUGH_COVERAGE, Candidate, Scale, scale_of, score_of
from outsource_tui.advice.comparison import Comparison, comparison_of
from outsource_tui.advice.money import deal_of, finished_price, month_price
from outsource_tui.advice.overlap import Overlap, is_zone, need_of, overlap_of, party_of
from outsource_tui.advice.people import running_handoffs, trials_between
from outsource_tui.advice.priority import ranked
from outsource_tui.advice.quadrant import quadrant_of
from outsource_tui.advice.rounding import DASH, half_up, money_words, percent_words
from outsource_tui.advice.trial_rule import trial_score
from outsource_tui.model.contractor import Contractor
from outsource_tui.model.plan import Plan
from outsource_tui.model.score import Criterion, Score
from outsource_tui.model.task import Task
from outsource_tui.planner.person_terms import days_text, languages_text, rate_text, shift_text
from outsource_tui.planner.trials import VERDICT_WORDS
from outsource_tui.ui.commands import KeyOf
from outsource_tui.ui.drawing import cut

UNKNOWN_RATE = "fx ?"
"""Stands for a price in a currency that the profile has no exchange rate for."""

ZONE_WIDTH = 10
DAYS_AHEAD = 28
"""How far ahead days off are counted."""


def task_to_match(plan: Plan) -> Task | None:
    """The first task of the ranking that somebody has to be found for."""
    for task in ranked(plan.live_tasks, plan.profile):
        is_open = task.decision in {"hand_off", "team_up", "undecided"} and not task.owner_only
        if is_open and quadrant_of(task, plan.profile) != "KEEP" and not running_handoffs(plan, task.id):
            return task
    return None


class Standing:
    """The people of a plan, for one task or for none."""

    def __init__(self, plan: Plan, task: Task | None, today: date) -> None:
        self.plan = plan
        self.task = task
        self.task_id = task.id if task is not None else None
        self.today = today
        self.comparison: Comparison | None = None
        self.scale: Scale | None = None
        self.scores: dict[tuple[str, str], Score] = {}
        if task is not None:
            self.comparison = comparison_of(plan, task.id, today)
            self.scale = scale_of(plan, task, today)
            own = [one for one in plan.scores.values() if one.task_id == task.id and not one.is_archived]
            self.scores = {(one.contractor_id, one.criterion): one for one in own}
        self.scored = {one.id: one for one in self.comparison.candidates} if self.comparison else {}
        others = [one for one in plan.live_contractors if one.id not in self.scored]
        others.sort(key=lambda one: (one.status == "no", one.handle.casefold(), one.id))
        self.order = [*self.scored, *(one.id for one in others)]
        """Ids by rank, then those who are not scored."""

    @property
    def leader(self) -> str | None:
        """Who stands first for the task."""
        leader = self.comparison.leader if self.comparison else None
        return leader.id if leader else None

    def with_words(self, words: str) -> list[str]:
        """Those in whom all these words are found, in their order; everybody where there are no words."""
        wanted = words.casefold().split()
        if not wanted:
            return self.order
        return [one for one in self.order if all(word in _words_of(self.plan.contractors[one]) for word in wanted)]

    def candidate(self, contractor_id: str) -> Candidate | None:
        """Their figures; the automatic ones where nothing was scored yet, None without a task."""
        if contractor_id in self.scored or self.scale is None:
            return self.scored.get(contractor_id)
        return score_of(self.scale, self.plan.contractors[contractor_id], ())

    def fit(self, contractor_id: str) -> Fraction | None:
        """Their score 0-100 for the task; None while nobody has marked them."""
        one = self.scored.get(contractor_id)
        return one.score if one is not None else None

    def fit_words(self, contractor_id: str) -> tuple[str, str]:
        """Their score and its look; `?` where too little was scored, `gate` where they are stopped at one."""
        one = self.scored.get(contractor_id)
        if one is None or one.score is None:
            return DASH, "quiet"
        words = f"{half_up(float(one.score), 1)}"
        if one.gate is not None:
            return "gate", "bad"
        return (f"{words}?", "quiet") if one.is_provisional else (words, "strong" if one.rank == 1 else "text")

    def mark_words(self, contractor_id: str, criterion: Criterion) -> tuple[str, str]:
        """A mark with its proof, such as `4 seen`, and its look."""
        one = self.candidate(contractor_id)
        if one is None or criterion.key not in one.marks:
            return DASH, "quiet"
        mark = one.marks[criterion.key]
        if criterion.auto != "none":
            return f"{half_up(float(mark), 1)}", "text"
        row = self.scores.get((contractor_id, criterion.key))
        proof = row.proof if row is not None and row.proof != "none" else "no proof"
        return f"{mark} {proof}", "bad" if mark < criterion.gate_min else "text"

    def price_words(self, contractor: Contractor, *, short: bool = False) -> str:
        """The price of a finished hour; where that is unknown the rate as it was typed, else a dash."""
        one = self.candidate(contractor.id)
        finished = one.finished if one is not None else finished_price(contractor, self.plan.profile)
        if finished is not None:
            return money_words(finished, self.plan.profile.currency, 2)
        if contractor.rate is None:
            return DASH
        if not short:
            return rate_text(contractor, self.plan.profile.currency)
        return "fixed" if month_price(contractor, self.plan.profile) is not None else UNKNOWN_RATE

    def week_words(self, contractor: Contractor) -> str:
        """What a week of the task costs with them."""
        if self.task is None:
            return DASH
        return money_words(deal_of(self.plan, self.task, contractor).cost_week, self.plan.profile.currency, 2)

    def overlap(self, contractor: Contractor) -> Overlap | None:
        """The hours that we share; None where somebody's zone, days or hours are not known."""
        return overlap_of(self.plan.profile, contractor, self.today)

    @property
    def need(self) -> float | None:
        """Shared hours a day that the task needs."""
        return need_of(self.task.sync_need) if self.task is not None else None

    def overlap_words(self, contractor: Contractor, *, short: bool = False) -> tuple[str, str]:
        """Shared hours a day now and in the worst week; `!` where that is less than the task needs."""
        shared = self.overlap(contractor)
        if shared is None:
            return DASH, "quiet"
        is_little = self.need is not None and shared.day_worst < self.need
        words = f"{half_up(shared.day, 1)}"
        if not short:
            words += f" min {half_up(shared.day_worst, 1)}"
        return words + ("!" if is_little else ""), "warn" if is_little else "text"

    def zone_words(self, contractor: Contractor) -> str:
        """Their city, and how many hours their clock is ahead of mine at noon today; `ZONE_WIDTH` cells at most."""
        mine, theirs = self.plan.profile.timezone, contractor.timezone
        if theirs is None or not is_zone(theirs) or not is_zone(mine):
            return theirs or DASH
        noon = datetime.combine(self.today, time(12), UTC)
        ahead, own = (noon.astimezone(ZoneInfo(one)).utcoffset() or timedelta() for one in (theirs, mine))
        offset = f" {(ahead - own).total_seconds() / 3600:+g}"
        return cut(theirs.rpartition("/")[2].replace("_", " "), ZONE_WIDTH - len(offset)) + offset

    def warning(self, contractor: Contractor, key_of: KeyOf) -> tuple[str, str]:
        """What to mind about them, and its look; empty where there is nothing."""
        if self.price_words(contractor, short=True) == UNKNOWN_RATE:
            words = f"There is no exchange rate for {contractor.rate_currency}: "
            return f"{words}what {contractor.handle} costs is not known.", "quiet"
        shared = self.overlap(contractor)
        if shared is None:
            return f"{contractor.handle}: zone, days or hours are not known. {key_of('open')} fills them in.", "quiet"
        if self.need is not None and shared.day_worst < self.need:
            words = f"{half_up(shared.day_worst, 1)} h a day at worst, the task needs {self.need:g}: "
            return f"{words}written hand-overs and one fixed call, or other hours.", "warn"
        return "", "quiet"

    def days_off_words(self, contractor: Contractor) -> tuple[str, str]:
        """Work days off in the coming four weeks."""
        if contractor.days_off is None:
            return "not asked", "quiet"
        party = party_of(contractor)
        days = [self.today + timedelta(days=n) for n in range(DAYS_AHEAD)]
        off = [day for day in days if any(one.has(day) for one in contractor.days_off)]
        count = len(off) if party is None else sum(party.works_on(day) for day in off)
        return (str(count), "text") if count else ("none", "quiet")

    def trial_words(self, contractor: Contractor) -> tuple[str, str]:
        """How their newest trial for the task stands."""
        trials = trials_between(self.plan, self.task.id, contractor.id) if self.task is not None else []
        trials = [one for one in trials if one.state != "cancelled"]
        if not trials:
            return "none", "quiet"
        trial = trials[-1]
        score = trial_score(trial.card)
        points = f"{half_up(score, 1)} " if score is not None else ""
        if trial.decision is not None:
            return VERDICT_WORDS[trial.decision], "text"
        if trial.state == "planned":
            return f"from {trial.start.day} {trial.start:%b}" if trial.start else "no date yet", "text"
        return points + ("running" if trial.state == "running" else "review"), "text"

    def gate_words(self, contractor: Contractor) -> tuple[str, str]:
        """What stops them, or what to be careful about."""
        one = self.candidate(contractor.id)
        gate = one.gate if one is not None else None
        if gate == "red_flag":
            return "red flag", "bad"
        if gate is not None and one is not None and self.scale is not None:
            least = next(criterion.gate_min for criterion in self.scale.criteria if criterion.key == gate)
            return f"{gate} {half_up(float(one.marks[gate]), 0)} < {least}", "bad"
        flags = [
            flag.replace("_", " ")
            for flag in contractor.red_flags
            if not contractor.red_flags_cleared.get(flag, "").strip()
        ]
        return (", ".join(flags), "warn") if flags else ("passed" if contractor.id in self.scored else DASH, "quiet")

    def told(self, contractor: Contractor) -> str:
        """Them in one line, for a mail."""
        rate = rate_text(contractor, self.plan.profile.currency)
        hours = f"{shift_text(contractor)} {days_text(contractor.work_days)}".strip()
        parts = [contractor.handle, rate, contractor.timezone or "", hours, languages_text(contractor)]
        if self.task is not None:
            parts.append(f"fit for {self.task.name}: {self.fit_words(contractor.id)[0]}")
        return ", ".join(part for part in parts if part)


def verdict_words(plan: Plan, comparison: Comparison, key_of: KeyOf) -> list[str]:
    """How sure the ranking is, and what would turn it round, in sentences."""
    leader = comparison.leader
    if comparison.verdict == "no comparison" or leader is None:
        ready = sum(one.is_comparable for one in comparison.candidates)
        who = "Nobody is" if ready == 0 else "Only one person is"
        far = f"{who} scored far enough for a comparison ({float(ENOUGH_COVERAGE):.0%} of the weight)."
        return [f"{far} {key_of('rate')} scores the next one."]
    name = leader.contractor.handle
    margin = half_up(float(comparison.margin or 0), 1)
    first = {
        "solid": f"Solid: {name} is {margin} points ahead.",
        "leaning": f"Leaning to {name}, {margin} points ahead.",
        "too close": f"Too close to call: {name} is {margin} points ahead. A trial with both tells more.",
        "tie": f"A tie, {name} first by trust, evidence, price, name. A trial with both tells more.",
    }[comparison.verdict]
    said = [first]
    flip = comparison.nearest_flip
    if flip is not None:
        other = plan.contractors[flip.challenger].handle
        to, start = percent_words(100 * float(flip.to)), percent_words(100 * float(flip.start))
        said.append(f"If {flip.criterion} weighed {to} instead of {start}, {other} would catch up.")
    elif comparison.verdict != "tie":
        said.append("No change of one weight alone would turn it round.")
    point = comparison.point_flip
    if point is not None:
        other = plan.contractors[point.challenger].handle
        move = f"more for {other}" if point.of == point.challenger else f"less for {name}"
        said.append(f"One point {move} on {point.criterion}, and {other} leads.")
    return said


def _words_of(person: Contractor) -> str:
    parts = (person.id, person.handle, person.country or "", person.timezone or "", person.status, person.notes)
    return " ".join((*parts, *person.skills, *person.tags, *person.languages)).casefold()
