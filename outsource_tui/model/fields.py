"""The door: fields that come in from outside, checked and put into a row, or refused in words."""

import math
import re
from collections.abc import Mapping
from typing import Any, get_args, get_origin
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct

from outsource_tui.model.hints import base_of, field_types, metas, row_type, struct_fields, words_of
from outsource_tui.model.problems import BadInput
from outsource_tui.model.text import cleaned

KEPT_BY_US = frozenset({"id", "created_at", "updated_at", "archived_at", "score_history"})
"""Fields that the program keeps itself; typing them is refused."""

DERIVED = {"status": "it is worked out from the rest (tasks only)"}


def require_known(table: str, names: Mapping[str, Any], *, ours: bool = False) -> None:
    """Raise BadInput for a field, or a part of one, that the table does not have, or that only the program writes.

    With `ours` the latter is allowed.
    """
    known = field_types(table)
    for name, value in names.items():
        if not ours and table == "tasks" and name in DERIVED:
            raise BadInput(f"{name} cannot be set", fix=DERIVED[name])
        if name not in known:
            import difflib  # For a field that does not exist.

            near = difflib.get_close_matches(name, known, n=1)
            hint = (
                f"did you mean {near[0]}?" if near else "known: " + ", ".join(k for k in known if k not in KEPT_BY_US)
            )
            raise BadInput(f"{TABLE_WORDS[table]} have no field {name!r}", fix=hint)
        if not ours and name in KEPT_BY_US:
            raise BadInput(f"{name} cannot be set", fix="the program keeps it")
        _require_known_parts(name, known[name], value)


def _require_known_parts(path: str, hint: Any, value: Any) -> None:
    """Without this a mistyped part of an object would be dropped without a word."""
    hint = base_of(hint)
    if isinstance(value, list | tuple) and get_origin(hint) is tuple:
        for number, one in enumerate(value):
            _require_known_parts(f"{path}[{number}]", get_args(hint)[0], one)
    if not isinstance(value, Mapping):
        return
    if get_origin(hint) is dict:
        for key, one in value.items():
            _require_known_parts(f"{path}.{key}", get_args(hint)[1], one)
    elif isinstance(hint, type) and issubclass(hint, Struct):
        parts = struct_fields(hint)
        for key, one in value.items():
            if key not in parts:
                raise BadInput(f"{path} has no part {key!r}", fix="known: " + ", ".join(parts))
            _require_known_parts(f"{path}.{key}", parts[key], one)


TABLE_WORDS: Mapping[str, str] = {
    "meta": "files",
    "profile": "profiles",
    "tasks": "tasks",
    "contractors": "contractors",
    "criteria": "criteria",
    "scores": "scores",
    "trials": "trials",
    "handoffs": "hand-offs",
    "checkins": "check-ins",
    "decisions": "decisions",
    "mutes": "mutes",
    "imports": "imports",
    "snapshots": "snapshots",
    "journal": "journal entries",
}


def cleaned_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields with every text in them cleaned; only `notes` keep their line ends."""
    return {name: _cleaned(value, lines=name == "notes") for name, value in fields.items()}


def _cleaned(value: Any, *, lines: bool) -> Any:
    if isinstance(value, str):
        return cleaned(value, lines=lines) if lines else cleaned(value).strip()
    if isinstance(value, dict):
        return {cleaned(str(key)): _cleaned(one, lines=lines or key == "notes") for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(one, lines=lines) for one in value]
    return value


def row_of(table: str, fields: Mapping[str, Any]) -> Any:
    """A row of `table` with these fields (builtins as in JSON).

    Raises BadInput that names the field, what it takes and what it got.
    """
    kind = row_type(table)
    try:
        row = msgspec.convert(fields, kind)
    except msgspec.ValidationError as error:
        raise _in_words(table, fields, str(error)) from None
    return row


def check_new_values(table: str, fields: Mapping[str, Any]) -> None:
    """Raise BadInput for values that pass for their type but nobody may type: unknown zones, too many decimals, NaN."""
    for name, value in fields.items():
        _require_finite(name, value)
        hint = field_types(table).get(name)
        for meta in metas(hint):
            extra = meta.extra or {}
            if extra.get("kind") == "zone" and isinstance(value, str):
                _require_zone(value)
            places = extra.get("places")
            if places is not None and isinstance(value, float) and round(value, places) != value:
                raise BadInput(f"{name}: {value} has more than {places} decimals")


def _require_finite(path: str, value: Any) -> None:
    """NaN is within every bound, and no JSON can hold it."""
    if isinstance(value, float) and not math.isfinite(value):
        raise BadInput(f"{path}: {value} is not a number")
    if isinstance(value, Mapping):
        for key, one in value.items():
            _require_finite(f"{path}.{key}", one)
    elif isinstance(value, list | tuple):
        for number, one in enumerate(value):
            _require_finite(f"{path}[{number}]", one)


def _require_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise BadInput(f"there is no time zone {name!r}", fix="an IANA name such as Europe/Lisbon") from None


_MISSING_PART = re.compile(r"Object missing required field `([^`]*)`")
_PLACE = re.compile(r"^(?P<what>.*?) - at `(?P<path>[^`]*)`$", re.DOTALL)


def _in_words(table: str, fields: Mapping[str, Any], error: str) -> BadInput:
    error = _MISSING_PART.sub(r"\1 is missing", error)
    match = _PLACE.match(error)
    if match is None:
        return BadInput(error)
    path = match["path"].removeprefix("$").removeprefix(".")
    if path == "":
        return BadInput(match["what"].replace("`", ""))
    value = _value_at(fields, path)
    if "timezone component" in match["what"]:
        return BadInput(f"{path}: {value} has no time zone: put a Z behind it")
    hint = _type_at(table, path)
    wanted = words_of(hint) if hint is not None else match["what"].replace("`", "")
    if "<=" not in match["what"] and "Expected" not in match["what"] and "Invalid" not in match["what"]:
        return BadInput(f"{path}: {match['what']}")
    if value is _MISSING:
        return BadInput(f"{path}: {match['what']}")
    # As it stands in the JSON that it came from; texts keep their quotes.
    shown = {None: "null", True: "true", False: "false"}[value] if isinstance(value, bool | None) else repr(value)
    return BadInput(f"{path}: {shown} is not {wanted}")


_MISSING = object()


def _steps(path: str) -> list[str]:
    return [step for step in re.split(r"[.\[\]]+", path) if step]


def _value_at(fields: Any, path: str) -> Any:
    value = fields
    for step in _steps(path):
        try:
            value = value[int(step)] if isinstance(value, list | tuple) else value[step]
        except (KeyError, IndexError, TypeError, ValueError):
            return _MISSING
    return value


def _type_at(table: str, path: str) -> Any:
    hint: Any = row_type(table)
    for step in _steps(path):
        hint = base_of(hint)
        if isinstance(hint, type) and issubclass(hint, Struct):
            hint = struct_fields(hint).get(step)
        elif get_origin(hint) in {tuple, list, dict}:
            args = get_args(hint)
            hint = args[1] if get_origin(hint) is dict else args[0]
        else:
            return None
    return hint
