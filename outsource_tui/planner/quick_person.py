"""A person in one line: `Maria Silva 30/h Europe/Lisbon 9-17 en:C1,pt:native referral`."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct

from outsource_tui.advice.public_holidays import usual_work_days
from outsource_tui.model.contractor import Contractor
from outsource_tui.model.currencies import decimals_of
from outsource_tui.model.kinds import DAYS, LEVELS, Day
from outsource_tui.model.problems import BadInput, Problem
from outsource_tui.model.text import cleaned
from outsource_tui.model.typed import typed_field, typed_money
from outsource_tui.planner.zones import REGIONS, country_of_zone, typed_zone, zone_of_city

_CODES = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF "
    "CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG "
    "HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA "
    "MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD "
    "RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX "
    "USD UYU UZS VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG"
)
CURRENCIES = frozenset(_CODES.split())
"""Known codes, so that the name in `JUN 30/h` stays a name."""

SYMBOLS: Mapping[str, str] = {"€": "EUR", "$": "USD", "£": "GBP"}
SOURCES = ("referral", "platform", "agency", "other")
USUAL_DAYS: tuple[Day, ...] = ("mon", "tue", "wed", "thu", "fri")
RATE_WORDS = "30/h, 240/day, 900 fixed (a month) or USD 30/h"
SHIFT_WORDS = "9-17 or 09:00-17:30"
MOST_NAME = 40

_RATE = re.compile(
    r"(?<![^\s,])(?:(?P<before>[A-Z]{3}|[€$£]) ?)?(?P<amount>\d[\d.,'’]*) ?(?P<after>[A-Z]{3}|[€$£])? ?"
    r"(?:(?:/ ?|per |an? )(?P<unit>hour|hr|h|day|d|month|mo)|(?P<fixed>fixed))(?![^\s,])",
    re.ASCII,
)
_UNITS: Mapping[str, str] = {"h": "hour", "hr": "hour", "hour": "hour", "d": "day", "day": "day"}
_SHIFT = re.compile(
    r"(\d{1,2})(?:[:.]([0-5]\d))?(am|pm)? ?[-–] ?(\d{1,2})(?:[:.]([0-5]\d))?(am|pm)?h?", re.ASCII | re.IGNORECASE
)
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
    found = _rate_in(text)
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


def typed_rate(text: str, currency: str) -> dict[str, Any]:
    """Rate, unit and currency from `30/h`, `240/day`, `900 fixed` or `USD 30/h`; a bare amount is an hour's.

    The currency is None where none was typed: it is the working one. Raises BadInput.
    """
    plain = text.strip()
    match = _RATE.fullmatch(plain) or _RATE.fullmatch(f"{plain}/h")
    if match is None:
        raise BadInput(f"{plain!r} is not a rate", fix=RATE_WORDS)
    code = match["before"] or match["after"]
    code = SYMBOLS.get(code, code) if code else None
    if code is not None and code not in CURRENCIES:
        raise BadInput(f"{code} is not a currency", fix=RATE_WORDS)
    unit = "fixed" if match["fixed"] else _UNITS.get(match["unit"], "fixed")
    rate = typed_money(match["amount"].rstrip(".,'’"), code or currency)
    return {"rate": rate, "rate_unit": unit, "rate_currency": code}


def rate_text(person: Contractor, currency: str) -> str:
    """Their rate as `typed_rate` reads it; empty while unknown."""
    if person.rate is None:
        return ""
    places = decimals_of(person.rate_currency or currency)
    amount = f"{person.rate / 10**places:.{places}f}"
    amount = amount.removesuffix("." + "0" * places)
    code = f"{person.rate_currency} " if person.rate_currency not in {None, currency} else ""
    return f"{code}{amount}{'/h' if person.rate_unit == 'hour' else '/day' if person.rate_unit == 'day' else ' fixed'}"


def shift_text(person: Contractor) -> str:
    """Their hours as `typed_shift` reads them; empty while unknown."""
    if person.work_start is None or person.work_end is None:
        return ""
    return f"{person.work_start.removesuffix(':00')}-{person.work_end.removesuffix(':00')}"


def days_text(days: Sequence[Day] | None) -> str:
    """Work days as they are typed: `mon-fri`, `tue, thu`."""
    numbers = sorted(DAYS.index(one) for one in days or ())
    for first in numbers:
        run = [(first + step) % 7 for step in range(len(numbers))]
        if len(run) > 2 and sorted(run) == numbers:
            return f"{DAYS[run[0]]}-{DAYS[run[-1]]}"
    return ", ".join(DAYS[one] for one in numbers)


def languages_text(person: Contractor) -> str:
    """Languages as they are typed: `pt native, en C1`."""
    return ", ".join(f"{code} {level}" for code, level in person.languages.items())


def typed_shift(text: str) -> dict[str, Any]:
    """Start and end of a working day from `9-17`, `09:00-17:30` or `9am-5pm`. Raises BadInput."""
    match = _SHIFT.fullmatch(text.strip())
    hours = None if match is None else [_clock(*match.groups()[:3]), _clock(*match.groups()[3:])]
    if hours is None or None in hours:
        raise BadInput(f"{text.strip()!r} is not from when to when", fix=SHIFT_WORDS)
    return {"work_start": hours[0], "work_end": hours[1]}


def typed_source(text: str) -> dict[str, Any]:
    """Where somebody was found, from `referral` or `platform: Upwork`. Raises BadInput."""
    word, _, more = text.partition(":")
    if word.strip().lower() not in SOURCES:
        raise BadInput(f"{word.strip()!r} is no source", fix=f"one of {', '.join(SOURCES)}, such as platform: Upwork")
    return {"source": word.strip().lower(), "source_text": more.strip()}


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


def _rate_in(text: str) -> re.Match[str] | None:
    match = _RATE.search(text)
    if match is not None and match["before"] and match["before"] not in CURRENCIES | SYMBOLS.keys():
        return _RATE.search(text, match.start("amount"))
    return match


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


def _clock(hour: str, minute: str | None, half: str | None) -> str | None:
    number = int(hour)
    if half is not None:
        if not 1 <= number <= 12:
            return None
        number = number % 12 + (12 if half.lower() == "pm" else 0)
    if number > 24 or (number == 24 and minute not in {None, "00"}):
        return None
    return f"{number % 24:02d}:{minute or '00'}"


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
    (_SHIFT.fullmatch, typed_shift),
    (_DAYS.fullmatch, _days),
    (_LANGUAGES.fullmatch, _languages),
    (lambda word: word.startswith("@"), _country),
    (lambda word: word.startswith("#"), _skill),
    (lambda word: word.partition(":")[0].lower() in SOURCES, typed_source),
)
"""Which words a part of the line is told by, and what reads it."""
