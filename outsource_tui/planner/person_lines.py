"""Parts of a person as plain lines: days off, references, access to systems, cleared red flags.

Every `..._text` is read back by its `typed_...`, which raises BadInput. Today is handed in for dates such as `fri`.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, get_args

from msgspec import Struct

from outsource_tui.advice.public_holidays import public_holidays
from outsource_tui.model.contractor import Access, Reference
from outsource_tui.model.hints import struct_fields
from outsource_tui.model.kinds import DaysOff
from outsource_tui.model.patches import builtins_of
from outsource_tui.model.problems import BadInput
from outsource_tui.model.typed import typed_date

NONE = "none"
PUBLIC = "public"
"""What is typed among days off for the public holidays of the country."""
DAYS_OFF_WORDS = "24.12. to 1.1. Christmas; public (holidays); none"
REFERENCE_WORDS = "who, date, deadlines 1-5, communication 1-5, rehire yes, note"
ACCESS_WORDS = "system, read edit admin or owner, named or shared, until 2027-06-30"
YEAR = timedelta(days=365)

_OFF = re.compile(r"(?P<start>\S+?)(?:\s+(?:to|until|-|–)\s+(?P<to>\S+)|\.\.(?P<end>\d\S*))?(?:\s+(?P<label>.*))?")
_FIVE = re.compile(r"(deadlines|communication)\s*[:=]?\s*([1-5])", re.IGNORECASE)
_REHIRE = re.compile(r"rehire\s*[:=]?\s*(yes|no|unsure)", re.IGNORECASE)
_DATED = re.compile(r"(until|ends|from|since|revoked)\s+(.+)", re.IGNORECASE)
_DATE_FIELDS: Mapping[str, str] = {
    "until": "ends_on",
    "ends": "ends_on",
    "from": "granted_on",
    "since": "granted_on",
    "revoked": "revoked_on",
}


def days_off_text(rows: Sequence[DaysOff] | None) -> str:
    """Days off as typed, parted by semicolons; `none` where they have been asked for and there are none."""
    if rows is None:
        return ""
    return "; ".join(_off_text(one) for one in rows) or NONE


def typed_days_off(
    text: str, known: Sequence[DaysOff] | None, *, today: date, country: str | None, subdivision: str | None = None
) -> list[dict[str, Any]] | None:
    """Days off from a line; those that were `known` stay public where they were. Nothing typed is None: not asked."""
    if not text.strip():
        return None
    if text.strip().lower() == NONE:
        return []
    old = {_off_text(one): one for one in known or ()}
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for part in filter(None, (one.strip() for one in text.split(";"))):
        if part.lower() == PUBLIC:
            if country is None:
                raise BadInput("public holidays need a country", fix="fill in the country, such as PT, first")
            rows = [builtins_of(one) for one in public_holidays(country, subdivision, today, today + YEAR)]
        else:
            rows = [builtins_of(old[part])] if part in old else [_typed_off(part, today)]
        for row in rows:
            found.setdefault((row["from"], row["to"]), row)
    return [found[key] for key in sorted(found)]


def reference_text(one: Reference) -> str:
    """A reference as one line."""
    parts = [one.who_role, one.date.isoformat() if one.date else ""]
    parts += [
        f"{name} {value}"
        for name, value in (("deadlines", one.deadlines), ("communication", one.communication))
        if value
    ]
    parts += [f"rehire {one.rehire}" if one.rehire else "", one.note]
    return ", ".join(part for part in parts if part)


def typed_reference(text: str, today: date) -> dict[str, Any] | None:
    """A reference: who first, then marks, a date and a note in any order; nothing typed is None."""
    who, *parts = _parts(text) or [""]
    if not who:
        return None
    row: dict[str, Any] = {"who_role": who}
    notes = []
    for part in parts:
        five, rehire = _FIVE.fullmatch(part), _REHIRE.fullmatch(part)
        day = _date_or_none(part, today)
        if five is not None:
            row[five[1].lower()] = int(five[2])
        elif rehire is not None:
            row["rehire"] = rehire[1].lower()
        elif day is not None and "date" not in row:
            row["date"] = day.isoformat()
        elif re.match(r"(deadlines|communication|rehire)\b", part, re.IGNORECASE) and len(part.split()) < 3:
            raise BadInput(f"{part!r} does not fit", fix=REFERENCE_WORDS)
        else:
            notes.append(part)
    return {**row, "note": ", ".join(notes)}


def access_text(one: Access) -> str:
    """Access to a system as one line."""
    parts = [one.system, one.level, one.account]
    dates = (("from", one.granted_on), ("until", one.ends_on), ("revoked", one.revoked_on))
    return ", ".join([*parts, *(f"{word} {day.isoformat()}" for word, day in dates if day is not None)])


def typed_access(text: str, today: date) -> dict[str, Any] | None:
    """Access: the system first, then level, account and dates in any order; nothing typed is None."""
    system, *parts = _parts(text) or [""]
    if not system:
        return None
    levels, accounts = _words(Access, "level"), _words(Access, "account")
    row: dict[str, Any] = {"system": system}
    for part in parts:
        dated = _DATED.fullmatch(part)
        if part.lower() in levels:
            row["level"] = part.lower()
        elif part.lower() in accounts:
            row["account"] = part.lower()
        elif dated is not None:
            row[_DATE_FIELDS[dated[1].lower()]] = typed_date(dated[2], today).isoformat()
        else:
            raise BadInput(f"{part!r} does not fit", fix=ACCESS_WORDS)
    return row


def _parts(text: str) -> list[str]:
    return [part for part in (one.strip() for one in text.split(",")) if part]


def _words(kind: type[Struct], name: str) -> frozenset[str]:
    return frozenset(get_args(struct_fields(kind)[name]))


def _off_text(one: DaysOff) -> str:
    until = "" if one.end == one.start else f" to {one.end.isoformat()}"
    return f"{one.start.isoformat()}{until} {one.label}".strip().replace(";", ",")


def _typed_off(text: str, today: date) -> dict[str, Any]:
    match = _OFF.fullmatch(text)
    if match is None:
        raise BadInput(f"{text!r} are no days off", fix=DAYS_OFF_WORDS)
    start = typed_date(match["start"], today)
    until = match["to"] or match["end"]
    end = typed_date(until, start) if until else start
    if end < start:
        raise BadInput(f"{text!r} ends before it begins", fix=DAYS_OFF_WORDS)
    return {
        "from": start.isoformat(),
        "to": end.isoformat(),
        "label": (match["label"] or "").strip(),
        "source": "typed",
    }


def _date_or_none(text: str, today: date) -> date | None:
    try:
        return typed_date(text, today)
    except BadInput:
        return None
