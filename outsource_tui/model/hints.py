"""What each field of a row takes: the types that the tables are declared with, and the same in words."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta, Struct

from outsource_tui.model.plan import ROW_TYPES


def row_type(table: str) -> type[Struct]:
    """The Struct of a table's rows."""
    return ROW_TYPES[table]


@cache
def field_types(table: str) -> Mapping[str, Any]:
    """The typed fields of a table's rows by their stored name, with `Annotated` kept."""
    return struct_fields(row_type(table))


@cache
def struct_fields(kind: type[Struct]) -> Mapping[str, Any]:
    """The annotations of a Struct by stored name."""
    hints = get_type_hints(kind, include_extras=True)
    return {one.encode_name: hints[one.name] for one in msgspec.structs.fields(kind)}


def base_of(hint: Any) -> Any:
    """The type itself, without what is around it: `Annotated`, `| None`, a NewType."""
    while True:
        if hasattr(hint, "__metadata__"):
            hint = hint.__origin__
        elif is_optional(hint):
            hint = next(part for part in get_args(hint) if part is not type(None))
        elif hasattr(hint, "__supertype__"):
            hint = hint.__supertype__
        else:
            return hint


def is_optional(hint: Any) -> bool:
    """Whether the field can be unknown."""
    return type(None) in get_args(hint)


def metas(hint: Any) -> list[Meta]:
    """The `Meta` annotations of a type, also inside an optional one."""
    found = [one for one in getattr(hint, "__metadata__", ()) if isinstance(one, Meta)]
    for part in get_args(hint):
        if part is not type(None) and get_origin(hint) is not dict and not isinstance(part, str | int | Meta):
            found += metas(part)
    return found


def kind_of(hint: Any) -> str | None:
    """What a value means beyond its type: `money`, `clock`, `zone`, `notes`; None for most."""
    return next((one.extra["kind"] for one in metas(hint) if one.extra and "kind" in one.extra), None)


def pattern_of(hint: Any) -> str | None:
    """The regular expression that a text has to match; None where any text will do."""
    return next((one.pattern for one in metas(hint) if one.pattern is not None), None)


def words_of(hint: Any) -> str:
    """What a field takes, in words: `a whole number from 1 to 10`, `one of low, medium, high`."""
    base, kind = base_of(hint), kind_of(hint)
    if get_origin(base) is Literal:
        return "one of " + ", ".join(str(one) for one in get_args(base))
    if kind == "clock":
        return "a time HH:MM"
    if kind == "money":
        return "an amount in minor units (cents), a whole number from 0"
    if base is bool:
        return "true or false"
    if base is int:
        return f"a whole number{_between(hint)}"
    if base is float:
        return f"a number{_between(hint)}"
    if base is str:
        return _text_words(hint)
    if getattr(base, "__name__", "") == "date":
        return "a date YYYY-MM-DD"
    if get_origin(base) is tuple:
        return "a list"
    return "an object" if get_origin(base) is dict or isinstance(base, type) else "that"


def _between(hint: Any) -> str:
    lows = [bound for one in metas(hint) for bound in (one.ge, one.gt) if bound is not None]
    highs = [one.le for one in metas(hint) if one.le is not None]
    return f" from {lows[0]:g} to {highs[0]:g}" if lows and highs else ""


def _text_words(hint: Any) -> str:
    words = next((one.extra["words"] for one in metas(hint) if one.extra and "words" in one.extra), None)
    pattern = pattern_of(hint)
    if words is not None or pattern is not None:
        return words or f"a text like {pattern}"
    least = next((one.min_length for one in metas(hint) if one.min_length), None)
    most = next((one.max_length for one in metas(hint) if one.max_length is not None), None)
    if most is None:
        return "a text"
    return f"a text of {least:,} to {most:,} characters" if least else f"a text of at most {most:,} characters"
