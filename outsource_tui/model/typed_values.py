"""Hours, money and dates as a person types them (SCREENS.md: numbers and dates in any field).

Each function raises BadInput that says what is expected. Today and the currency are handed in.
"""

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from outsource_tui.model.currencies import SYMBOLS, decimals_of
from outsource_tui.model.kinds import Per
from outsource_tui.model.problems import BadInput, shortened

MOST_MINOR = 10**12
DAYS_STILL_MEANT = 60
"""A date typed without a year may lie so many days back; any earlier it means the coming one."""

HOURS_WORDS = "hours such as 1.5h, 90m, 1:30 or 6h/month"
DATE_WORDS = "a date such as fri, next mon, +3d, 24.12. or 2026-12-24"
_NUMBER = r"\d{1,9}(?:[.,]\d{1,9})?|[.,]\d{1,9}"
_PER_WORDS: dict[str, Per] = {
    **dict.fromkeys(("w", "wk", "week"), "week"),
    **dict.fromkeys(("m", "mo", "month"), "month"),
    **dict.fromkeys(("q", "quarter"), "quarter"),
    **dict.fromkeys(("y", "yr", "year"), "year"),
}
_PER = re.compile(r"^(?P<amount>.*?)\s*(?:/|\ba\b|\bper\b)\s*(?P<per>[a-z]+)$")
_TIME = re.compile(
    rf"^(?:(?P<clock>\d{{1,4}}):(?P<clock_minutes>[0-5]\d)"
    rf"|(?:(?P<hours>{_NUMBER})\s*(?:h|hours?|hrs?))?\s*(?:(?P<minutes>{_NUMBER})\s*(?:m|mins?|minutes?)?)?)$",
    re.ASCII,
)
_WEEKDAY = re.compile(
    r"(?:(next|last) )?"
    r"(?:(mon)(?:day)?|(tue)(?:s|sday)?|(wed)(?:nesday)?|(thu)(?:rs?|rsday)?|(fri)(?:day)?|(sat)(?:urday)?|(sun)(?:day)?)"
)


def typed_hours(text: str) -> tuple[float, Per]:
    """Hours with two decimals and what they are for: `1.5h`, `90m`, `1:30`, `6h/month`; a bare number is hours."""
    plain = text.strip().lower()
    per: Per = "week"
    split = _PER.match(plain)
    if split is not None:
        if split["per"] not in _PER_WORDS:
            raise BadInput(f"{cited(text)} is not {HOURS_WORDS}", fix="after / comes week, month, quarter or year")
        plain, per = split["amount"], _PER_WORDS[split["per"]]
    return hours_in(plain, text), per


def typed_money(text: str, currency: str) -> int:
    """An amount in major units as minor units of `currency`: `32.50`, `1,250.50`, `32,5`."""
    places = decimals_of(currency)
    example = "1250" if places == 0 else "1250." + "5".ljust(places, "0")
    plain = text.strip().upper().removeprefix(currency).removesuffix(currency).strip(" " + SYMBOLS.get(currency, ""))
    plain = re.sub(r"(?<=\d)[ '’](?=\d{3})", "", plain, flags=re.ASCII)
    both = "." in plain and "," in plain
    decimal = max(plain.rfind("."), plain.rfind(","))
    if both:
        whole, fraction = re.sub(r"[.,]", "", plain[:decimal]), plain[decimal + 1 :]
    elif re.fullmatch(r"\d{1,3}(,\d{3})+", plain, re.ASCII):
        whole, fraction = plain.replace(",", ""), ""
    else:
        whole, _, fraction = plain.replace(",", ".").partition(".")
    if not re.fullmatch(r"\d{0,13}", whole, re.ASCII) or not re.fullmatch(r"\d{0,9}", fraction, re.ASCII):
        raise BadInput(f"{cited(text)} is not an amount", fix=f"an amount in {currency} such as {example}")
    if not whole and not fraction:
        raise BadInput("no amount was given", fix=f"an amount in {currency} such as {example}")
    if len(fraction) > places:
        raise BadInput(f"{cited(text)} has more than {places} decimals", fix=f"{currency} takes {example}")
    minor = int((whole or "0") + fraction.ljust(places, "0"))
    if minor > MOST_MINOR:
        raise BadInput(f"{cited(text)} is more than an amount may be", fix=f"at most {MOST_MINOR // 10**places}")
    return minor


def typed_date(text: str, today: date) -> date:
    """A date: `fri` (the first after today), `next mon` (of next week), `last fri`, `+3d`, `-2w`, `24.12.`, ISO.

    Without a year it is the coming one, or one at most `DAYS_STILL_MEANT` days back.
    """
    plain = " ".join(text.strip().lower().split())
    try:
        day = _date_of(plain, today)
    except (ValueError, OverflowError):
        day = None
    if day is None or not 1900 <= day.year <= 9000:
        raise BadInput(f"{cited(text)} is not {DATE_WORDS}")
    return day


def cited(text: str) -> str:
    """A text as it is quoted in a message."""
    return repr(shortened(text.strip(), 60))


def hours_in(plain: str, text: str, *, minutes: bool = False) -> float:
    """Hours with two decimals; a number without a unit is hours, or with `minutes` minutes."""
    match = _TIME.match(plain)
    if match is None or not any(match.groups()):
        raise BadInput(f"{cited(text)} is not {HOURS_WORDS}")
    if match["clock"]:
        total = Decimal(match["clock"]) * 60 + Decimal(match["clock_minutes"])
    else:
        hours, rest = _decimal(match["hours"]), _decimal(match["minutes"])
        is_bare = match["hours"] is None and plain[-1] in "0123456789.,"
        total = rest * 60 if is_bare and not minutes else hours * 60 + rest
    return float((total / 60).quantize(Decimal("0.01"), ROUND_HALF_UP))


def _decimal(text: str | None) -> Decimal:
    return Decimal((text or "0").replace(",", "."))


def _date_of(plain: str, today: date) -> date | None:
    words = {"today": 0, "tomorrow": 1, "tom": 1, "yesterday": -1}
    if plain in words:
        return today + timedelta(days=words[plain])
    if match := re.fullmatch(r"([+-])(\d{1,4})([dwm]?)", plain, re.ASCII):
        count = int(match[1] + match[2])
        if match[3] == "m":
            return _months_later(today, count)
        return today + timedelta(days=count * (7 if match[3] == "w" else 1))
    if match := _WEEKDAY.fullmatch(plain):
        return _weekday(match[1], next(day for day, name in enumerate(match.groups()[1:]) if name), today)
    if match := re.fullmatch(r"(\d{1,2})\. ?(\d{1,2})\.? ?(\d{4})?", plain, re.ASCII):
        if match[3]:
            return date(int(match[3]), int(match[2]), int(match[1]))
        return _coming(int(match[2]), int(match[1]), today)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", plain, re.ASCII):
        return date.fromisoformat(plain)
    return None


def _weekday(which: str | None, weekday: int, today: date) -> date:
    if which == "next":
        return today + timedelta(days=7 - today.weekday() + weekday)
    if which == "last":
        return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _months_later(day: date, count: int) -> date:
    """The same day of another month, or the month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), following - timedelta(days=1))


def _coming(month: int, day: int, today: date) -> date | None:
    for year in range(today.year - 1, today.year + 9):
        try:
            one = date(year, month, day)
        except ValueError:  # 29.2. is not in every year
            continue
        if one >= today - timedelta(days=DAYS_STILL_MEANT):
            return one
    return None
