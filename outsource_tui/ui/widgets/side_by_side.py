"""People side by side: what they are like for the task, one row a question, one column a person."""

from collections.abc import Callable, Sequence

from outsource_tui.advice.rounding import DASH, percent_words
from outsource_tui.model.contractor import Contractor
from outsource_tui.model.kinds import Level
from outsource_tui.model.profile import Profile
from outsource_tui.model.score import Criterion
from outsource_tui.ui.drawing import Line, bar
from outsource_tui.ui.standing import Standing

Cell = tuple[str, str]
"""Text and look."""
Row = tuple[str, Callable[[Contractor], Cell]]

SHORT = {
    "evidence": "Evidence",
    "trust": "Trust",
    "values": "Values",
    "communication": "Communic.",
    "overlap": "Overlap",
    "cost": "Cost",
    "availability": "Available",
}
"""What a criterion is called where there is room for ten letters."""
IN_SHORT = ("evidence", "trust", "values", "communication")
LABEL = 10
GAP = " "


def short_names(people: Sequence[Contractor]) -> list[str]:
    """Names that tell these people apart: the first word, what is after a comma, or all of it."""
    names = [one.handle for one in people]
    for shorter in ([_first_word(one) for one in names], [_last_part(one) for one in names]):
        if len(set(shorter)) == len(names):
            return shorter
    return names


def _first_word(name: str) -> str:
    words = name.split()
    return (words[0].rstrip(",") if words else "") or name


def _last_part(name: str) -> str:
    return name.rpartition(",")[2].strip() or name


def few_rows(standing: Standing) -> list[Row]:
    """The rows for a low pane, the most telling ones."""
    marks = [one for one in standing.scale.criteria if one.key in IN_SHORT] if standing.scale else []
    return [
        ("Fit", lambda one: _fit(standing, one)),
        (f"{standing.plan.profile.currency}/h done", lambda one: (standing.price_words(one), "text")),
        ("Per week", lambda one: (standing.week_words(one), "text")),
        *(_mark_row(standing, one) for one in marks),
        ("Language", lambda one: (languages_words(one, standing.plan.profile), "text")),
        ("Shared/day", standing.overlap_words),
        ("Days off", standing.days_off_words),
        ("Trial", standing.trial_words),
        ("Gates", standing.gate_words),
    ]


def all_rows(standing: Standing) -> list[Row]:
    """Every row, for where there is room."""
    criteria = standing.scale.criteria if standing.scale else ()
    return [
        ("Fit", lambda one: _fit(standing, one)),
        ("Scored", lambda one: _share(standing, one, "coverage")),
        ("Proven", lambda one: _share(standing, one, "proof")),
        ("Gates", standing.gate_words),
        (f"{standing.plan.profile.currency}/h done", lambda one: (standing.price_words(one), "text")),
        ("Per week", lambda one: (standing.week_words(one), "text")),
        ("Shared/day", standing.overlap_words),
        *(_mark_row(standing, one) for one in criteria),
        ("Language", lambda one: (languages_words(one, standing.plan.profile), "text")),
        ("Free h/wk", lambda one: (DASH if one.hours_available is None else f"{one.hours_available:g}", "text")),
        ("Days off", standing.days_off_words),
        ("Trial", standing.trial_words),
        ("References", lambda one: (str(len(one.references) or "none"), "text")),
        ("Found by", lambda one: (one.source_text or one.source or DASH, "text")),
        ("Status", lambda one: (one.status, "text")),
    ]


def side_by_side(
    standing: Standing, ids: Sequence[str], rows: Sequence[Row], width: int, *, here: str | None = None
) -> list[Line]:
    """A head with the names, then the rows; `here` is the person under the cursor."""
    people = [standing.plan.contractors[one] for one in ids]
    label = LABEL if width < 70 else 14
    room = (width - label) // max(1, len(people))
    names = short_names(people) if room < 20 else [one.handle for one in people]
    head = Line().to(label)
    for one, name in zip(people, names, strict=True):
        head.add(">" if one.id == here else GAP, "cursor").cell(name, room - 1, "title")
    lines = [head]
    for title, cell in rows:
        line = Line().cell(title, label, "quiet")
        for one in people:
            text, look = cell(one)
            line.add(GAP).cell(text, room - 1, look)
        lines.append(line)
    return lines


def people_that_fit(width: int) -> int:
    """How many can stand side by side in `width` cells."""
    return max(1, (width - LABEL) // 9)


def languages_words(person: Contractor, profile: Profile) -> str:
    """Their languages with levels, those that I speak as well first."""
    order = sorted(person.languages.items(), key=lambda item: item[0] not in profile.languages)
    return ", ".join(f"{code} {_level(level)}" for code, level in order) or DASH


def _level(level: Level) -> str:
    return "nat" if level == "native" else level


def _fit(standing: Standing, one: Contractor) -> Cell:
    words, look = standing.fit_words(one.id)
    score = standing.fit(one.id)
    return (words if score is None or words == "gate" else f"{words} {bar(float(score) / 100, 11 - len(words))}"), look


def _share(standing: Standing, one: Contractor, name: str) -> Cell:
    """Coverage or proof as percent of the weight; unknown where nobody has marked them."""
    found = standing.scored.get(one.id)
    share = None if found is None else getattr(found, name)
    if share is None:
        return DASH, "quiet"
    words = percent_words(100 * float(share))
    is_little = name == "coverage" and found is not None and found.is_provisional
    return (f"{words} !", "warn") if is_little else (words, "text")


def _mark_row(standing: Standing, criterion: Criterion) -> Row:
    return SHORT[criterion.key], lambda one: standing.mark_words(one.id, criterion)
