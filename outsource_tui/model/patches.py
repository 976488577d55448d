"""Rows as JSON would have them: laid over one another, and the difference between two of them."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec
from msgspec import Struct


def builtins_of(row: Struct) -> dict[str, Any]:
    """A row as JSON would have it, every field included."""
    values = {stored: getattr(row, name) for name, stored in _names_of(type(row))}
    result: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(values))
    return result


@cache
def _names_of(kind: type[Struct]) -> tuple[tuple[str, str], ...]:
    """The fields of a Struct in code and in JSON."""
    return tuple((one.name, one.encode_name) for one in msgspec.structs.fields(kind))


def merged(old: Any, new: Any) -> Any:
    """`new` laid over `old`: objects key by key, everything else replaced; a None takes a key out."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        return {key: one for key, one in new.items() if one is not None} if isinstance(new, dict) else new
    result = dict(old)
    for key, value in new.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merged(result.get(key), value)
    return result


def difference(old: Any, new: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The leaves that differ, as they were and as they are, each fit for `merged`."""
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for key in {**old, **new}:
        one, other = old.get(key), new.get(key)
        if one == other:
            continue
        if isinstance(one, dict) and isinstance(other, dict):
            inner = difference(one, other)
            if inner != ({}, {}):  # a key that is None and one that is missing are the same
                before[key], after[key] = inner
        else:
            before[key], after[key] = one, other
    return before, after


def first_of(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    """`first` with what only `second` has, without losing the Nones that `merged` would take out."""
    result = dict(second)
    for key, value in first.items():
        both = isinstance(value, dict) and isinstance(result.get(key), dict)
        result[key] = first_of(value, result[key]) if both else value
    return result


def holds(now: Any, expected: Any) -> bool:
    """Whether every leaf of `expected` stands in `now`; None stands for a missing key."""
    if isinstance(expected, dict) and isinstance(now, dict):
        return all(holds(now.get(key), value) for key, value in expected.items())
    return bool(now == expected)


def overlaps(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two differences touch the same leaf."""
    for key in one.keys() & other.keys():
        if isinstance(one[key], dict) and isinstance(other[key], dict):
            if overlaps(one[key], other[key]):
                return True
        else:
            return True
    return False
