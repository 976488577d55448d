"""The parts of a hand-off as lines: the brief and its gaps, what was agreed, what would help, the log."""

from datetime import date, timedelta

from msgspec import Struct

from outsource_tui.advice.checks.micro_managing import MOST_METHOD, MOST_UNPLANNED
from outsource_tui.advice.deal import Deal
from outsource_tui.advice.hours import planned_oversight_week
from outsource_tui.advice.oversight import Oversight
from outsource_tui.advice.readiness import readiness_of
from outsource_tui.advice.rounding import half_up, hours_words, money_words, percent_words
from outsource_tui.model.contractor import Access, Contractor
from outsource_tui.model.handoff import AUTONOMY_WORDS, CheckIn, Handoff
from outsource_tui.model.plan import Plan
from outsource_tui.model.task import Brief, Steering, Task
from outsource_tui.planner.clock_words import every_words
from outsource_tui.planner.handoffs import STATE_WORDS
from outsource_tui.planner.rows import name_of
from outsource_tui.ui.commands import KeyOf
from outsource_tui.ui.dates import short_day
from outsource_tui.ui.drawing import Line, cut, wrapped
from outsource_tui.ui.widgets.meter import STATE_LOOKS, small_meter

LABEL = 11
MOST_CONTACTS = 6
"""Looks in ten delegated hours from which on they are many (PRODUCT.md 3.8)."""

MOODS = {-1: "went badly", 0: "", 1: "went well"}


class Point(Struct, frozen=True):
    """Something that is to be clear before somebody is let go, and whether it is."""

    words: str
    is_clear: bool


def points_of(plan: Plan, handoff: Handoff) -> list[Point]:
    """What a hand-off needs, in the order in which it is told."""
    task, person = plan.tasks[handoff.task_id], plan.contractors[handoff.contractor_id]
    brief, steering = task.brief or Brief(), task.steering or Steering()
    return [
        Point("What it is for, and the result", bool(brief.purpose and brief.results)),
        Point("When it is done: must-haves", any(one.must for one in brief.done_when)),
        Point("What not to do: limits", bool(brief.limits)),
        Point("What they get to work with", bool(brief.inputs)),
        Point(
            "Access: own accounts, an end" if held_access(person) else "Access: none is noted",
            not any(map(_is_loose, held_access(person))),
        ),
        Point("When to stop and ask me", bool(handoff.escalate_if)),
        Point("Signs of it going well or not", bool(steering.good_signs and steering.bad_signs)),
        Point("I know enough to steer it", _can_steer(task, steering)),
    ]


def held_access(person: Contractor) -> list[Access]:
    """The keys to my systems that somebody still holds."""
    return [one for one in person.access if one.revoked_on is None]


def _is_loose(access: Access) -> bool:
    return access.account == "shared" or access.ends_on is None or access.level in {"admin", "owner"}


def _can_steer(task: Task, steering: Steering) -> bool:
    state = readiness_of(task).state
    return state == "ready" or (state == "nearly" and steering.checker not in {"", "self"})


def point_lines(points: list[Point], width: int) -> list[Line]:
    """A head with the count, and a row a point; what is missing can be told without colour."""
    clear = sum(one.is_clear for one in points)
    lines = [Line(" Brief  ", "title").add(f"{clear} of {len(points)} clear", "quiet").fitted(width)]
    for one in points:
        line = Line("  [x] " if one.is_clear else "  [ ] ", "quiet" if one.is_clear else "mark")
        lines.append(line.add(one.words, "text" if one.is_clear else "strong").fitted(width))
    return lines


def agreed_lines(
    plan: Plan, handoff: Handoff, seen: Oversight, deal: Deal, today: date, key_of: KeyOf, *, width: int, rows: int
) -> list[Line]:
    """What was agreed: how often to look, how much rope, when to ask; at most `rows` lines for each."""
    since = "from" if handoff.state == "preparing" else "since"
    facts = (
        ("look", _look_words(handoff, seen, today)),
        ("planned", _planned_words(plan, handoff)),
        ("rope", f"{handoff.autonomy} {AUTONOMY_WORDS[handoff.autonomy - 1]}"),
        ("net", _money_words(plan, deal, key_of)),
        ("ask me", handoff.escalate_if or "-"),
        ("hours to", _refill_words(plan, handoff)),
        ("exit", handoff.exit_plan or "-"),
        ("share", f"{half_up(handoff.share * 100)}% {since} {short_day(handoff.start)}"),
    )
    lines = [Line(" Agreed", "title")]
    for label, words in facts:
        room = max(8, width - LABEL - 1)
        told = [cut(words, room)] if rows == 1 else wrapped(words, room)[:rows]
        for row, text in enumerate(told):
            lines.append(Line("  ").cell(label if row == 0 else "", LABEL - 2, "quiet").add(text))
    return lines


def next_look(handoff: Handoff, seen: Oversight, today: date) -> date:
    """The day of the next agreed look; it may be over."""
    return today + timedelta(days=handoff.checkin_every_days - seen.days_since_look)


def _look_words(handoff: Handoff, seen: Oversight, today: date) -> str:
    words = every_words(handoff.checkin_every_days)
    if handoff.state != "running":
        return words
    due = next_look(handoff, seen, today)
    if due == today:
        return f"{words}, next today"
    return f"{words}, next {short_day(due)}" if due > today else f"{words}, was due {short_day(due)}"


def _planned_words(plan: Plan, handoff: Handoff) -> str:
    planned = planned_oversight_week(handoff, plan.tasks[handoff.task_id].hours_week)
    if planned is None:
        return "-"
    usual = "" if handoff.oversight_plan_min_week is not None else " (the usual)"
    return f"{half_up(planned * 60)} min a week{usual}"


def _refill_words(plan: Plan, handoff: Handoff) -> str:
    task = plan.tasks.get(handoff.refill)
    return task.name if task is not None else handoff.refill or "-"


def _money_words(plan: Plan, deal: Deal, key_of: KeyOf) -> str:
    currency = plan.profile.currency
    if deal.net_week is None:
        return f"not known yet: {key_of('open')} shows why"
    sign = "+" if deal.net_week > 0 else ""
    return f"{sign}{money_words(deal.net_week, currency, 2)} {currency}/wk, {payback_words(deal, 'wk')}"


def payback_words(deal: Deal, weeks: str = "weeks") -> str:
    """Such as `back in 9.1 weeks`."""
    if deal.payback_weeks is None:
        return "payback not known"
    if deal.payback_weeks == "never":
        return "never pays back"
    return f"back in {hours_words(deal.payback_weeks)} {weeks}"


def suggestion(handoff: Handoff, seen: Oversight, missing: list[str], today: date, key_of: KeyOf) -> str:
    """One kind sentence: what would help most now."""
    if handoff.state == "preparing":
        if missing:
            return (
                f"Still open: {missing[0].lower()}. {key_of('handoff.brief')} writes the brief, "
                f"{key_of('open')} the rest, {key_of('handoff.begin')} starts it."
            )
        return f"All is clear. {key_of('handoff.begin')} starts it."
    if handoff.state == "paused":
        return f"It rests. {key_of('handoff.begin')} lets it go on."
    if handoff.state in {"ended", "taken_back"}:
        why = f" Because: {handoff.end_reason}" if handoff.end_reason else ""
        return f"It is over.{why} {key_of('handoff.new')} prepares a new one."
    return _about_looking(handoff, seen, today, key_of)


def _about_looking(handoff: Handoff, seen: Oversight, today: date, key_of: KeyOf) -> str:
    if seen.state == "absent":
        return f"Letting go is not looking away: {key_of('look')} and a digit log a look at the outcome."
    much = seen.state in {"watch", "hovering"}
    if much and (seen.unplanned_share or 0) > MOST_UNPLANNED:
        return "Keep questions for the agreed look; drop one unplanned look this week."
    if much and (seen.method_share or 0) > MOST_METHOD:
        return f"Write down when it is done ({key_of('handoff.brief')}), and leave the way there to them."
    if much and (seen.contacts_per_10h or 0) > MOST_CONTACTS:
        return "Many short looks: collect them into one agreed slot."
    if seen.hours_back_week is not None and round(seen.hours_back_week, 9) <= 0 and seen.state != "too early":
        rest = key_of("handoff.begin")
        return f"Looking takes all that it frees: agree a wider outcome, or let it rest for a while ({rest})."
    if seen.state == "hovering":
        return f"Try one agreed look less a week, or {key_of('rope.more')} for more rope."
    if seen.state == "watch":
        return "A little more looking than agreed: let the next question wait for its day."
    if next_look(handoff, seen, today) <= today:
        return f"The agreed look is due: {key_of('look')} and a digit log it, p there makes it a planned one."
    if seen.can_promote:
        return f"They earned more rope: {key_of('rope.more')} makes it {AUTONOMY_WORDS[handoff.autonomy].lower()}."
    if seen.state is None:
        return f"The hours of the task are not known: on Tasks, {key_of('open')} sets them."
    return f"All is well. Until {short_day(next_look(handoff, seen, today))} it is theirs."


def suggestion_lines(words: str, width: int, *, is_open: bool) -> list[Line]:
    """A suggestion with its mark."""
    rows = wrapped(words, width - 4)
    return [Line(" ▶ " if is_open and row == 0 else "   ").add(text, "strong") for row, text in enumerate(rows)]


def log_lines(looks: list[CheckIn], width: int) -> list[Line]:
    """The looks, newest first, one a row."""
    lines = []
    for one in reversed(looks):
        line = Line("   ").cell(short_day(one.date), 11).cell(f"{one.minutes} min", 8, right=True).add("  ")
        line.cell(one.about.replace("_", " "), 10).cell(one.kind, 10, "warn" if one.kind == "unplanned" else "quiet")
        hours = "" if one.contractor_hours is None else f"{hours_words(one.contractor_hours, 2)} h of theirs"
        parts = [hours, one.note, MOODS[one.mood], "by them" if one.by == "them" else ""]
        line.add(" ").add(cut(" · ".join(part for part in parts if part), width - line.width - 1))
        lines.append(line.fitted(width))
    return lines


def brief_lines(text: str, width: int) -> list[Line]:
    """The brief as it would be sent."""
    return [Line(f" {row}") for line in text.rstrip().split("\n") for row in wrapped(line, width - 2)]


def handoff_row(
    plan: Plan, handoff: Handoff, seen: Oversight, width: int, *, is_here: bool, is_marked: bool = False
) -> Line:
    """One of all hand-offs, with a small meter."""
    line = Line(" >" if is_here else "  ", "cursor").add("*" if is_marked else " ", "mark")
    line.cell(name_of(plan, handoff.id), max(16, width - 38), "text" if handoff.is_open else "quiet").add(" ")
    if handoff.state != "running":
        return line.add(STATE_WORDS[handoff.state], "quiet").fitted(width)
    line.cell(percent_words(seen.ratio), 6, right=True).add(" ")
    for text, look in small_meter(seen, 16):
        line.add(text, look)
    return line.add(f" {seen.state or '-'}", STATE_LOOKS[seen.state] if seen.state else "quiet").fitted(width)
