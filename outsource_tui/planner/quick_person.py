"""A person in one line: `Maria Silva 30/h Europe/Lisbon 9-17 en:C1,pt:native referral`."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from msgspec import Struct

from outsource_tui.advice.public_holidays import usual_work_days
from outsource_tui.model.kinds import DAYS, LEVELS, Day
from outsource_tui.model.problems import BadInput, Problem
from outsource_tui.model.text import cleaned
from outsource_tui.model.typed import typed_field
from outsource_tui.planner.person_terms import SHIFT, SOURCES, rate_in, typed_rate, typed_shift, typed_source
from outsource_tui.planner.zones import REGIONS, country_of_zone, typed_zone, zone_of_city

USUAL_DAYS: tuple[Day, ...] = ("mon", "tue", "wed", "thu", "fri")
MOST_NAME = 40

_LANGUAGES = re.compile(r"[a-z]{2,3}:\S*", re.IGNORECASE)
_DAY = "(?:" + "|".join(DAYS) + r")[a-z]*"
_DAYS = re.compile(rf"{_DAY}(?:[-–,]{_DAY})+", re.IGNORECASE)
_BETWEEN = ",;"
_ANY_DAY = date(2000, 1, 1)
"""`typed_field` wants today for dates; none of the fields read here is one."""


class QuickPerson(Struct, frozen=True):
    """What was understood: fields as a change takes them, and what does not fit, in words."""

    fields: dict[str, Any]
    problems: tuple[str, ...] = ()
    usual_days: bool = False
    """Whether the work days are those usual in the country, because none were typed."""


def quick_person(line: str, currency: str) -> QuickPerson:
    """The parts of a person typed in one line; what is nothing else is the name.

    `currency` is the one that amounts without a code are in. Never raises: a line is read while it is typed.
    """
    text = cleaned(line)
    fields: dict[str, Any] = {}
    problems: list[str] = []
    found = rate_in(text)
    if found is not None:
        text = f"{text[: found.start()]} {text[found.end() :]}"
        _take(fields, problems, lambda: typed_rate(found[0], currency))
    name: list[str] = []
    for typed in _without_zone(text.split(), fields, problems):
        word = typed.strip(_BETWEEN)
        reader = next((read for fits, read in _READERS if fits(word)), None)
        if reader is None:
            name.append(typed)
        else:
            _take(fields, problems, lambda: reader(word))  # noqa: B023 - called at once
    fields["handle"] = " ".join(name).strip(_BETWEEN + " ")
    if len(fields["handle"]) > MOST_NAME:
        problems.append(f"the name has {len(fields['handle'])} characters, {MOST_NAME} is the most")
    is_usual = "work_start" in fields and "work_days" not in fields
    if is_usual:
        fields["work_days"] = list(usual_days(fields.get("country"), fields.get("timezone")))
    return QuickPerson(fields, tuple(problems), is_usual)


def usual_days(country: str | None, zone: str | None) -> tuple[Day, ...]:
    """The work days usual in a country, or where a zone is (PRODUCT.md 3.13: the person's own entry always wins)."""
    where = country or (country_of_zone(zone) if zone else None)
    return (usual_work_days(where) if where else None) or USUAL_DAYS


def _take(fields: dict[str, Any], problems: list[str], read: Callable[[], dict[str, Any]]) -> None:
    try:
        found = read()
    except Problem as problem:
        problems.append(str(problem))
        return
    for name, value in found.items():
        if name == "skills" and name in fields:
            fields[name] = list(dict.fromkeys([*fields[name], *value]))
        elif name == "languages" and name in fields:
            fields[name] = {**fields[name], **value}
        else:
            fields[name] = value


def _without_zone(words: list[str], fields: dict[str, Any], problems: list[str]) -> list[str]:
    """The words without the zone, which goes into the fields; a city counts only where no zone is spelled out."""
    plain = [word.strip(_BETWEEN) for word in words]
    for at, word in enumerate(plain):
        if word == "UTC" or ("/" in word and word.partition("/")[0].capitalize() in REGIONS):
            _take(fields, problems, lambda: {"timezone": typed_zone(word)})  # noqa: B023 - called at once
            return words[:at] + words[at + 1 :]
    # The first word is always of the name: Sydney and Jordan are people.
    for length in (3, 2, 1):
        for at in range(1, len(words) - length + 1):
            zone = zone_of_city(" ".join(plain[at : at + length]))
            if zone is not None:
                fields["timezone"] = zone
                return words[:at] + words[at + length :]
    return words


def _days(word: str) -> dict[str, Any]:
    return {"work_days": typed_field("contractors", "work_days", word, today=_ANY_DAY, currency="EUR")}


def _languages(word: str) -> dict[str, Any]:
    for part in word.split(","):
        if part.partition(":")[2].upper() not in {one.upper() for one in LEVELS}:
            raise BadInput(f"{part!r} has no level", fix="en:C1, from A1 to C2 or native")
    return {"languages": typed_field("contractors", "languages", word.lower(), today=_ANY_DAY, currency="EUR")}


def _country(word: str) -> dict[str, Any]:
    if not re.fullmatch(r"@[A-Za-z]{2}", word):
        raise BadInput(f"{word!r} is not a country", fix="two letters such as @PT")
    return {"country": word[1:].upper()}


def _skill(word: str) -> dict[str, Any]:
    if not 1 <= len(word) - 1 <= 20:
        raise BadInput(f"{word!r} is not a skill", fix="#design, at most 20 characters")
    return {"skills": [word[1:]]}


_READERS: tuple[tuple[Callable[[str], object], Callable[[str], dict[str, Any]]], ...] = (
    (SHIFT.fullmatch, typed_shift),
    (_DAYS.fullmatch, _days),
    (_LANGUAGES.fullmatch, _languages),
    (lambda word: word.startswith("@"), _country),
    (lambda word: word.startswith("#"), _skill),
    (lambda word: word.partition(":")[0].lower() in SOURCES, typed_source),
)
"""Which words a part of the line is told by, and what reads it."""
