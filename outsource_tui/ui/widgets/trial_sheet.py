"""One trial on a sheet: what was agreed, the marks of those that run side by side, the must-haves, and the rule."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, timedelta

from msgspec import Struct

from outsource_tui.advice.overlap import Party, party_of
from outsource_tui.advice.rounding import count_words, hours_words, money_words, percent_words
from outsource_tui.advice.trial_rule import rule_of, trial_cost, trial_oversight, trial_score, trial_speed
from outsource_tui.model.kinds import DAYS
from outsource_tui.model.plan import Plan
from outsource_tui.model.trial import Trial
from outsource_tui.planner.rows import name_of
from outsource_tui.planner.trials import CARD, CARD_QUESTIONS, STATE_WORDS, VERDICT_WORDS
from outsource_tui.ui.dates import short_day
from outsource_tui.ui.drawing import Line, rule, text_lines
from outsource_tui.ui.widgets.overlap_bars import Someone, overlap_lines

LEAST_WORDY = 56
NARROW = 72
TERMS_FROM = 150
"""Cells from which on the list of trials tells the terms as well."""
LONGEST_LABEL = 40
MARK_WIDTH = 24
DAY_WIDTH = 3
MOST_DAYS = 42


class Part(Struct):
    """Lines under a heading. Where there is little room parts with a low `gives_way` are shown first; 0 always is."""

    title: str
    lines: list[Line]
    gives_way: int = 0


def stacked(parts: Sequence[Part], width: int, height: int) -> list[Line]:
    """The parts one under the other, in their order; headings go before anything that stays."""
    shown = [one for one in parts if one.lines and one.gives_way == 0]
    for one in sorted((one for one in parts if one.lines and one.gives_way), key=lambda one: one.gives_way):
        if sum(len(part.lines) + 1 for part in [*shown, one]) <= height:
            shown.append(one)
    shown = [one for one in parts if one in shown]
    if sum(len(one.lines) + 1 for one in shown) > height:
        return [rule(shown[0].title, width), *(line for one in shown for line in one.lines)][:height]
    return [line for one in shown for line in [rule(one.title, width), *one.lines]]


def terms_words(plan: Plan, trial: Trial, until: date | None) -> str:
    """When, how long, how many hours, and what it costs."""
    days = count_words(trial.days, "day")
    parts = [days]
    if trial.start is not None:
        first = short_day(trial.start)
        parts = [f"{first} to {short_day(until)}, {days}" if until else f"{days} from {first}"]
    if trial.paid_hours is not None:
        parts.append(f"{hours_words(trial.paid_hours)} paid hours")
    cost, currency = trial_cost(trial, plan.contractors[trial.contractor_id]), plan.profile.currency
    if cost is not None:
        parts.append(f"{money_words(cost, currency, 2)} {currency}")
    return " · ".join(parts)


def facts_words(trial: Trial) -> str:
    """What came of it; empty while nothing was noted."""
    parts = []
    if trial.actual_hours is not None:
        parts.append(f"they {hours_words(trial.actual_hours)} h")
    if trial.my_minutes is not None:
        parts.append(f"you {trial.my_minutes} min")
    if trial.questions is not None:
        parts.append(count_words(trial.questions, "question"))
    speed, oversight = trial_speed(trial), trial_oversight(trial)
    if speed is not None:
        parts.append(f"speed {speed:.2f}")
    if oversight is not None:
        parts.append(f"looking {percent_words(oversight)}")
    return " · ".join(parts)


def card_lines(plan: Plan, together: Sequence[Trial], width: int) -> list[Line]:
    """The six marks, a column for each trial."""
    label, column = _widths(together, width)
    lines = _heads(plan, together, label, column)
    for name in CARD:
        line = Line("   ").cell(name, label)
        for one in together:
            mark = getattr(one.card, name)
            line.add(" ").cell("_" if mark is None else f"{mark}", column - 1, "strong")
        if len(together) == 1:
            line.add(CARD_QUESTIONS[name], "quiet")
        lines.append(line)
    return [one.fitted(width) for one in lines]


def must_lines(together: Sequence[Trial], width: int) -> list[Line]:
    """What the result must have, and whether it has."""
    label, column = _widths(together, width)
    texts = list(dict.fromkeys(must.text for one in together for must in one.must_haves))
    lines = []
    for text in texts:
        line = Line("   ").cell(text, label)
        for one in together:
            state = next((must.state or "_" for must in one.must_haves if must.text == text), "-")
            look = {"met": "good", "missed": "bad", "fixable": "warn"}.get(state, "strong")
            line.add(" ").cell(state, column - 1, look)
        lines.append(line.fitted(width))
    return lines


def _widths(together: Sequence[Trial], width: int) -> tuple[int, int]:
    """Of the labels, and of the column of each trial."""
    longest = max((len(must.text) for one in together for must in one.must_haves), default=0)
    label = max(15, min(longest + 1, LONGEST_LABEL, width // 2 - 3))
    if len(together) == 1:
        return label, 9
    return label, max(9, min(MARK_WIDTH, (width - 3 - label) // len(together)))


def _heads(plan: Plan, together: Sequence[Trial], label: int, column: int) -> list[Line]:
    if len(together) == 1:
        return []
    head = Line("   ").to(3 + label)
    for one in together:
        head.add(" ").cell(plan.contractors[one.contractor_id].handle, column - 1, "quiet")
    return [head]


def decision_lines(plan: Plan, together: Sequence[Trial], width: int) -> list[Line]:
    """For each trial its points, its must-haves, what the rule says and what was decided."""
    lines = []
    is_narrow = width < NARROW
    name_width = max(len(plan.contractors[one.contractor_id].handle) for one in together)
    for one in together:
        score, says = trial_score(one.card), rule_of(one)
        met = sum(must.state == "met" for must in one.must_haves)
        handle = plan.contractors[one.contractor_id].handle
        line = Line("   ").cell(handle, min(name_width, 14 if is_narrow else 30), "strong")
        line.add(f" {score:.1f}" if score is not None else " -")
        if width >= LEAST_WORDY:
            line.add(f" · {met} of {len(one.must_haves)} met" if one.must_haves else " · no must-haves")
        if says and not (one.decision and is_narrow):
            line.add(f" · rule: {VERDICT_WORDS[says]}")
        line.add(f" · you: {VERDICT_WORDS[one.decision]}" if one.decision else "", "strong")
        lines.append(line.fitted(width))
    if together[0].override_reason:
        lines += text_lines(f"Because: {together[0].override_reason}", width, "quiet", "   ")
    return lines


def list_lines(
    plan: Plan,
    trials: Sequence[Trial],
    here: str,
    width: int,
    until: Callable[[Trial], date | None],
    marked: Collection[str] = (),
) -> list[Line]:
    """All trials, a line each; `until` says when one ends, which is asked only where there is room to tell."""
    lines = []
    for one in trials:
        line = Line(" >" if one.id == here else "  ", "cursor").add("*" if one.id in marked else " ", "mark")
        line.cell(name_of(plan, one.id), max(20, min(60, width - 24)), "text" if one.is_open else "quiet")
        line.add(f" {STATE_WORDS[one.state]}" + (f", {VERDICT_WORDS[one.decision]}" if one.decision else ""), "quiet")
        if width >= TERMS_FROM:
            line.to(92).add(terms_words(plan, one, until(one)), "quiet")
        lines.append(line.fitted(width))
    return lines


def day_lines(plan: Plan, trial: Trial, day: date, width: int) -> list[Line]:
    """One day of the trial hour by hour; empty where somebody's hours are not known."""
    person = plan.contractors[trial.contractor_id]
    mine, theirs = party_of(plan.profile), party_of(person)
    if mine is None or theirs is None:
        return []
    return overlap_lines(mine, [Someone(person.handle, theirs)], day, width)[:-1]


def month_lines(plan: Plan, trial: Trial, first: date, chosen: Sequence[date], width: int) -> list[Line]:
    """The weeks from `first` on: who works when, who is off, and which are the days of the trial."""
    person = plan.contractors[trial.contractor_id]
    mine, theirs = party_of(plan.profile), party_of(person)
    if mine is None or theirs is None:
        return []
    monday = first - timedelta(days=first.weekday())
    days = [monday + timedelta(days=at) for at in range(min(MOST_DAYS, (width - 24) // DAY_WIDTH // 7 * 7))]
    months, head, weekdays = Line(), Line().to(23), Line().to(23)
    trial_row = Line(" ").cell("Trial", 22, "strong")
    for day in days:
        if day.day == 1 or day == days[0]:
            months.to(head.width).add(f"{day:%b}", "quiet")
        head.cell(f"{day.day:2}", DAY_WIDTH, "quiet")
        weekdays.cell(DAYS[day.weekday()].capitalize()[:2], DAY_WIDTH, "quiet")
        number = f"{chosen.index(day) + 1:2}" if day in chosen else ""
        trial_row.cell(number, DAY_WIDTH, "point" if number else "text")
    rows = [_worker("You", mine, days), _worker(person.handle, theirs, days)]
    return [months, head, weekdays, *rows, trial_row, *_off_lines(mine, theirs, person.handle, days, width)]


def _worker(name: str, party: Party, days: Sequence[date]) -> Line:
    line = Line(" ").cell(name, 22, "strong")
    for day in days:
        if party.off_on(day) is not None:
            line.cell("H", DAY_WIDTH, "warn")
        else:
            line.cell("━━" if party.works_on(day) else "·", DAY_WIDTH, "text" if party.works_on(day) else "quiet")
    return line


def _off_lines(mine: Party, theirs: Party, handle: str, days: Sequence[date], width: int) -> list[Line]:
    found = []
    for name, party in (("you", mine), (handle, theirs)):
        for off in party.days_off:
            shown = [day for day in days if off.has(day)]
            if shown:
                found.append(f"{short_day(shown[0])} {off.label or 'off'} ({name})")
    return text_lines("H is a day off: " + ", ".join(found), width, "quiet") if found else []
