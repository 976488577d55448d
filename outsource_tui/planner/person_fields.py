"""Every field of a person as the text it is typed as, and back: what a form and a script have in common."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from outsource_tui.model.contractor import Contractor
from outsource_tui.model.kinds import BLOCKING_FLAGS
from outsource_tui.model.patches import builtins_of
from outsource_tui.model.plan import Plan
from outsource_tui.model.problems import BadInput
from outsource_tui.model.typed import typed_field
from outsource_tui.planner.person_lines import (
    access_text,
    days_off_text,
    reference_text,
    typed_access,
    typed_days_off,
    typed_reference,
)
from outsource_tui.planner.person_terms import (
    days_text,
    languages_text,
    rate_text,
    shift_text,
    typed_rate,
    typed_shift,
    typed_source,
)
from outsource_tui.planner.zones import typed_zone

Read = Callable[[str], dict[str, Any]]
"""Typed text to fields of a person as a change takes them; raises BadInput."""


def field_text(person: Contractor, name: str, currency: str) -> str:
    """A field as it is typed. Parts of objects by dots (`style.forms`), rows of a list by number (`access.0`)."""
    first, _, part = name.partition(".")
    texts: Mapping[str, Callable[[], str]] = {
        "rate": lambda: rate_text(person, currency),
        "shift": lambda: shift_text(person),
        "work_days": lambda: days_text(person.work_days),
        "languages": lambda: languages_text(person),
        "days_off": lambda: days_off_text(person.days_off),
        "source": lambda: ": ".join(one for one in (person.source, person.source_text) if one),
        "red_flags": lambda: ", ".join(one.replace("_", " ") for one in person.red_flags),
        "references": lambda: _row_text(person.references, part, reference_text),
        "access": lambda: _row_text(person.access, part, access_text),
        "red_flags_cleared": lambda: dict(person.red_flags_cleared).get(part, ""),  # type: ignore[call-overload]
    }
    if first in texts:
        return texts[first]()
    value = builtins_of(person).get(first)
    return _plain((value or {}).get(part) if part else value)


def list_fields(person: Contractor, name: str) -> list[str]:
    """The names of the rows of a list, and of the next new one."""
    return [f"{name}.{number}" for number in range(len(getattr(person, name)) + 1)]


def flags_to_clear(person: Contractor) -> list[str]:
    """The names of the fields that say why a red flag does not count."""
    flags = [one for one in person.red_flags if one in BLOCKING_FLAGS or one in person.red_flags_cleared]
    return [f"red_flags_cleared.{one}" for one in flags]


def field_reader(plan: Plan, person: Contractor, name: str, today: date, country: Callable[[], str]) -> Read:
    """What reads a field back. `country` is the one typed meanwhile, for its public holidays."""
    first, _, part = name.partition(".")
    currency = plan.profile.currency

    def off(text: str) -> dict[str, Any]:
        where = country().strip().upper() or None
        return {"days_off": typed_days_off(text, person.days_off, today=today, country=where)}

    readers: Mapping[str, Read] = {
        "rate": lambda text: _rate(text, person, currency),
        "shift": lambda text: typed_shift(text) if text else {"work_start": None, "work_end": None},
        "timezone": lambda text: {"timezone": typed_zone(text) if text else None},
        "source": lambda text: typed_source(text) if text else {"source": None, "source_text": ""},
        "days_off": off,
        "backup_for": lambda text: {"backup_for": ids_of(plan, text)},
        "references": lambda text: {name: typed_reference(text, today)},
        "access": lambda text: {name: typed_access(text, today)},
        "red_flags_cleared": lambda text: {"red_flags_cleared": {part: text or None}},
        "classification": lambda text: {"classification": {part: _yes_or_unknown(text)}},
        "languages": lambda text: {"languages": _replaced(person.languages, plain("languages", text))},
        "work_days": lambda text: {"work_days": plain("work_days", text) or None},
    }

    def plain(field: str, text: str) -> Any:
        return typed_field("contractors", field, text, today=today, currency=currency)

    def other(text: str) -> dict[str, Any]:
        value = plain(name, text.replace("n/a", "n_a") if first == "contract" else text)
        return {first: {part: value}} if part else {name: value}

    return readers.get(first, other)


def stored(person: Contractor, values: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """What the fields of a form were read as, put together as fields of a change."""
    result: dict[str, Any] = {}
    rows: dict[str, dict[int, Any]] = {}
    for read in values.values():
        for name, value in read.items():
            first, _, number = name.partition(".")
            if number:
                rows.setdefault(first, {})[int(number)] = value
            elif isinstance(value, dict) and isinstance(result.get(name), dict):
                result[name] = {**result[name], **value}
            else:
                result[name] = value
    for name, changed in rows.items():
        old = dict(enumerate(builtins_of(one) for one in getattr(person, name)))
        merged = {**old, **changed}
        result[name] = [merged[number] for number in sorted(merged) if merged[number] is not None]
    return result


def ids_of(plan: Plan, text: str) -> list[str]:
    """The ids of people named by id or by name, with commas. Raises BadInput for one who is not there."""
    names = {one.handle.casefold(): one.id for one in plan.live_contractors}
    names |= {one.id.casefold(): one.id for one in plan.live_contractors}
    parts = [part for part in (one.strip() for one in text.split(",")) if part]
    found: list[str] = []
    while parts:
        # A name may have a comma in it: the longest that fits is meant.
        lengths = range(len(parts), 0, -1)
        length = next((one for one in lengths if ", ".join(parts[:one]).casefold() in names), None)
        if length is None:
            raise BadInput(f"{parts[0]!r} is nobody here", fix="a name, or an id such as C01")
        found.append(names[", ".join(parts[:length]).casefold()])
        parts = parts[length:]
    return list(dict.fromkeys(found))


def _rate(text: str, person: Contractor, currency: str) -> dict[str, Any]:
    if not text:
        return {"rate": None}
    read = typed_rate(text, currency)
    if read["rate_currency"] is None and person.rate_currency == currency:
        read["rate_currency"] = currency
    return read


def _replaced(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """A map in place of another: what is gone is None, since a change lays maps over each other."""
    return {**dict.fromkeys(old), **new}


def _yes_or_unknown(text: str) -> bool | None:
    words = {"yes": True, "y": True, "no": False, "n": False, "": None}
    if text.strip().lower() not in words:
        raise BadInput(f"{text!r} is not yes or no", fix="nothing where you do not know")
    return words[text.strip().lower()]


def _row_text(rows: Sequence[Any], number: str, text: Callable[[Any], str]) -> str:
    at = int(number)
    return text(rows[at]) if at < len(rows) else ""


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return f"{value:g}" if isinstance(value, float) else str(value).replace("n_a", "n/a")
