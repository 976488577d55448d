"""What a person types into a field of a row, as the value that a change takes."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any, Literal, get_args, get_origin

import msgspec

from outsource_tui.model.fields import check_new_values, require_known
from outsource_tui.model.hints import base_of, field_types, is_optional, kind_of, pattern_of, struct_fields, words_of
from outsource_tui.model.kinds import DAYS
from outsource_tui.model.problems import BadInput
from outsource_tui.model.text import cleaned
from outsource_tui.model.typed_values import (
    DATE_WORDS,
    HOURS_WORDS,
    cited,
    hours_in,
    typed_date,
    typed_hours,
    typed_money,
)

__all__ = ["typed_date", "typed_field", "typed_hours", "typed_money"]


def typed_field(table: str, name: str, text: str, *, today: date, currency: str) -> Any:
    """The value of a field as a change takes it; parts of an object by dots (`brief.deadline`).

    Money is typed in major units of `currency`, minutes as `90`, `90m` or `1.5h`, lists with commas, days as
    `mon-fri`, maps as `de native, en C1`. Nothing typed is None, an empty text, list or map.
    """
    hint = _hint_of(table, name)
    plain = cleaned(text, lines=name == "notes")
    plain = plain if name == "notes" else plain.strip()
    last = name.rpartition(".")[2]
    base = base_of(hint)
    if plain == "" and is_optional(hint):
        return None
    if plain == "" and base is not str and get_origin(base) not in {tuple, dict}:
        raise BadInput(f"{name}: nothing was given", fix=_expected(hint, last))
    try:
        value = _value(base, hint, last, plain, today=today, currency=currency)
        check_new_values(table, {name: value} if "." not in name else {})
        msgspec.convert(value, hint)
    except msgspec.ValidationError:
        raise BadInput(f"{name}: {cited(text)} is not {_expected(hint, last)}") from None
    except BadInput as problem:
        what = problem.what if problem.what.startswith(f"{name}:") else f"{name}: {problem.what}"
        raise BadInput(what, fix=problem.fix) from None
    return value


def _hint_of(table: str, name: str) -> Any:
    first, *rest = name.split(".")
    require_known(table, {first: None})
    hint = field_types(table)[first]
    for step in rest:
        base = base_of(hint)
        known = struct_fields(base) if isinstance(base, type) and issubclass(base, msgspec.Struct) else {}
        if step not in known:
            raise BadInput(f"{first} has no part {step!r}", fix="known: " + ", ".join(known) if known else "")
        hint = known[step]
    return hint


def _expected(hint: Any, name: str) -> str:
    if kind_of(hint) == "money":
        return "an amount such as 32.50"
    base = base_of(hint)
    if base is bool:
        return "yes or no"
    if base is date:
        return DATE_WORDS
    if get_origin(base) is tuple:
        inner = get_args(base)[0]
        return "days such as mon-fri or mon, wed" if _is_days(inner) else f"a list with commas, each {words_of(inner)}"
    if get_origin(base) is dict:
        return "pairs such as de native, en C1"
    if base is float and "hours" in name:
        return f"{words_of(hint)}, typed as {HOURS_WORDS}"
    return words_of(hint)


def _is_days(hint: Any) -> bool:
    return get_args(base_of(hint)) == DAYS


def _value(base: Any, hint: Any, name: str, text: str, *, today: date, currency: str) -> Any:
    if kind_of(hint) == "money" and base is int:
        return typed_money(text, currency)
    if get_origin(base) is Literal:
        return _choice(base, text, words_of(hint))
    if base is date:
        return typed_date(text, today).isoformat()
    if get_origin(base) is tuple:
        return _listed(get_args(base)[0], text, lambda inner, part: _part(inner, part, today, currency))
    if get_origin(base) is dict:
        return _mapped(base, text, lambda inner, part: _part(inner, part, today, currency))
    if base is int or base is float:
        return _number(base, name, text, _expected(hint, name))
    if base is bool:
        return _yes(text)
    if base is str:
        return _text(hint, text)
    raise BadInput(f"{name} cannot be typed in one line")


def _part(hint: Any, text: str, today: date, currency: str) -> Any:
    """One part of a list or a map, checked on its own so that the message names it."""
    base = base_of(hint)
    value = _value(base, hint, "a part", text, today=today, currency=currency)
    try:
        msgspec.convert(value, hint)
    except msgspec.ValidationError:
        raise BadInput(f"{cited(text)} is not {_expected(hint, '')}") from None
    return value


def _number(kind: type[int] | type[float], name: str, text: str, expected: str) -> int | float:
    if "hours" in name and kind is float:
        hours, per = typed_hours(text)
        if per != "week":
            raise BadInput(f"{cited(text)} names a {per} as well", fix="give the hours alone, and `per` beside them")
        return hours
    if "minutes" in name or name.endswith("min_week"):
        return round(hours_in(text.lower(), text, minutes=True) * 60)
    plain = text.replace(",", ".").removesuffix("%").rstrip()
    if not re.fullmatch(r"[+-]?(\d{1,15}(\.\d{0,9})?|\.\d{1,9})", plain, re.ASCII):
        raise BadInput(f"{cited(text)} is not {expected}")
    if kind is int:
        if float(plain) != int(float(plain)):
            raise BadInput(f"{cited(text)} is not {expected}")
        return int(float(plain))
    return float(plain)


def _choice(base: Any, text: str, expected: str) -> Any:
    wanted = re.sub(r"[\s-]+", "_", text.lower())
    known = {str(one).lower(): one for one in get_args(base)}
    if wanted in known:
        return known[wanted]
    near = [one for key, one in known.items() if key.startswith(wanted)]
    if len(near) != 1:
        raise BadInput(f"{cited(text)} is not {expected}")
    return near[0]


def _listed(inner: Any, text: str, part_of: Callable[[Any, str], Any]) -> list[Any]:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    found: list[Any] = []
    for part in parts:
        ends = re.fullmatch(r"([a-z]{3})[a-z]*\s*(?:-|–|\.\.)\s*([a-z]{3})[a-z]*", part.lower())
        if _is_days(inner) and ends is not None and ends[1] in DAYS and ends[2] in DAYS:
            first, last = DAYS.index(ends[1]), DAYS.index(ends[2])
            found += [DAYS[(first + step) % 7] for step in range((last - first) % 7 + 1)]
        else:
            found.append(part_of(inner, part[:3] if _is_days(inner) else part))
    return list(dict.fromkeys(found)) if all(isinstance(one, str) for one in found) else found


def _mapped(base: Any, text: str, part_of: Callable[[Any, str], Any]) -> dict[str, Any]:
    key_hint, value_hint = get_args(base)
    found: dict[str, Any] = {}
    for part in filter(None, (one.strip() for one in text.split(","))):
        key, _, value = re.sub(r"\s*[=:\s]\s*", "=", part, count=1).partition("=")
        if not value:
            raise BadInput(f"{cited(part)} is not a pair", fix="pairs such as de native, en C1")
        found[str(part_of(key_hint, key))] = part_of(value_hint, value)
    return found


def _yes(text: str) -> bool:
    words = {**dict.fromkeys(("yes", "y", "true", "on", "1"), True), **dict.fromkeys(("no", "n", "false", "off", "0"))}
    if text.lower() not in words:
        raise BadInput(f"{cited(text)} is not yes or no")
    return bool(words[text.lower()])


def _text(hint: Any, text: str) -> str:
    if kind_of(hint) == "clock" and (match := re.fullmatch(r"(\d{1,2})(?:[:.]?(\d{2}))?", text, re.ASCII)):
        return f"{int(match[1]):02d}:{match[2] or '00'}"
    is_code = (pattern_of(hint) or "").startswith("^[A-Z]{")
    return text.upper() if is_code else text
