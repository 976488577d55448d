"""On which terms a person works, as text and back: rate, hours, days, languages, where they were found.

Every `..._text` is read back by its `typed_...` (days and languages by `model.typed.typed_field`), which raises
BadInput.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, get_args

from outsource_tui.model.contractor import Contractor, Source
from outsource_tui.model.currencies import CURRENCIES, SYMBOLS, decimals_of
from outsource_tui.model.kinds import DAYS, Day
from outsource_tui.model.problems import BadInput
from outsource_tui.model.typed import typed_money

SOURCES: tuple[Source, ...] = get_args(Source)
RATE_WORDS = "30/h, 240/day, 900 fixed (a month) or USD 30/h"
SHIFT_WORDS = "9-17 or 09:00-17:30"

_RATE = re.compile(
    r"(?<![^\s,])(?:(?P<before>[A-Z]{3}|[€$£]) ?)?(?P<amount>\d[\d.,'’]*) ?(?P<after>[A-Za-z]{3}|[€$£])? ?"
    r"(?:(?:/ ?|per |an? )(?P<unit>hour|hr|h|day|d|month|mo)|(?P<fixed>fixed))(?![^\s,])",
    re.ASCII,
)
_NO_UNIT = (
    re.compile(r"(?<![^\s,])([A-Z]{3}|[€$£]) ?\d[\d.,'’]*(?![^\s,])", re.ASCII),
    re.compile(r"(?<![^\s,])\d[\d.,'’]* ?([A-Za-z]{3}|[€$£])(?![^\s,])", re.ASCII),
)
_CODES: Mapping[str, str] = {sign: code for code, sign in SYMBOLS.items()}
_BARE = CURRENCIES | _CODES.keys() | {code.lower() for code in SYMBOLS}
"""How a currency is typed where no unit says that it is one: a rare code in small letters is a word."""
_UNITS: Mapping[str, str] = {"h": "hour", "hr": "hour", "hour": "hour", "d": "day", "day": "day"}
SHIFT = re.compile(
    r"(\d{1,2})(?:[:.]([0-5]\d))?(am|pm)? ?[-–] ?(\d{1,2})(?:[:.]([0-5]\d))?(am|pm)?h?", re.ASCII | re.IGNORECASE
)


def rate_in(text: str) -> re.Match[str] | None:
    """The first rate in a line, else the first amount with a currency; a name in large letters before it is no code."""
    match = _RATE.search(text)
    if match is not None and match["before"] and match["before"] not in CURRENCIES | _CODES.keys():
        return _RATE.search(text, match.start("amount"))
    bare = (one for pattern in _NO_UNIT for one in pattern.finditer(text) if one[1] in _BARE)
    return match or next(bare, None)


def _code(typed: str) -> str:
    """The code of a currency that was typed as one, in small letters, or as a sign."""
    return _CODES.get(typed, typed.upper())


def typed_rate(text: str, currency: str) -> dict[str, Any]:
    """Rate, unit and currency from `30/h`, `240/day`, `900 fixed` or `USD 30/h`; a bare amount is an hour's.

    The currency is None where none was typed: it is the working one. Raises BadInput.
    """
    plain = text.strip()
    match = _RATE.fullmatch(plain) or _RATE.fullmatch(f"{plain}/h")
    if match is None:
        raise BadInput(f"{plain!r} is not a rate", fix=RATE_WORDS)
    typed = match["before"] or match["after"]
    code = _code(typed) if typed else None
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
    match = SHIFT.fullmatch(text.strip())
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


def _clock(hour: str, minute: str | None, half: str | None) -> str | None:
    number = int(hour)
    if half is not None:
        if not 1 <= number <= 12:
            return None
        number = number % 12 + (12 if half.lower() == "pm" else 0)
    if number > 24 or (number == 24 and minute not in {None, "00"}):
        return None
    return f"{number % 24:02d}:{minute or '00'}"
