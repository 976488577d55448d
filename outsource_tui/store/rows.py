"""Rows as they stand in the file: one document a line, with what this version does not know of it kept."""

import json
import math
from collections.abc import Iterator, Mapping
from types import GenericAlias
from typing import Any, NoReturn

import msgspec
from msgspec import Struct

from outsource_tui.model.keeping import FileRow
from outsource_tui.model.patches import builtins_of
from outsource_tui.model.plan import ROW_TYPES, Plan
from outsource_tui.model.problems import SaveFailed

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder().decode
DECODERS: Mapping[str, msgspec.json.Decoder[Any]] = {
    table: msgspec.json.Decoder(kind) for table, kind in ROW_TYPES.items()
}
_TABLE_DECODERS: Mapping[str, msgspec.json.Decoder[Any]] = {
    table: msgspec.json.Decoder(GenericAlias(dict, (str, kind))) for table, kind in ROW_TYPES.items()
}
_TABLES = msgspec.json.Decoder(dict[str, msgspec.Raw])
_STRUCTURE = msgspec.json.Decoder(dict[str, dict[str, msgspec.Raw]])


class Row(Mapping[str, Any]):
    """A document of a table: its bytes as in the file, decoded only when somebody looks inside."""

    __slots__ = ("data",)

    def __init__(self, data: bytes) -> None:
        self.data = data

    @property
    def document(self) -> dict[str, Any]:
        result: dict[str, Any] = _decode(self.data)
        return result

    def __getitem__(self, key: str) -> Any:
        return self.document[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.document)

    def __len__(self) -> int:
        return len(self.document)


Tables = dict[str, dict[str, Row]]
"""What a plan file holds, by table and document id."""


class NotJson(ValueError):
    """Text that is no strict JSON."""


def strict_json(data: bytes) -> Any:
    """What the text says; unlike the fast decoder it sees duplicate keys in objects that are not typed.

    Raises NotJson for those, NaN, infinity, too deep nesting, and all that JSON does not allow.
    """
    try:
        return json.loads(
            data.decode(), object_pairs_hook=_without_duplicates, parse_constant=_refused, parse_float=_finite
        )
    except RecursionError:
        raise NotJson("nested too deeply") from None
    except NotJson:
        raise
    except json.JSONDecodeError as error:
        raise NotJson(error.msg) from None
    except ValueError:
        raise NotJson("a number has too many digits") from None


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise NotJson(f"{twice!r} stands twice in one object")
    return result


def _refused(name: str) -> NoReturn:
    raise NotJson(f"{name} is not a number")


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise NotJson(f"{text} is too large a number")
    return value


def document_bytes(document: Any) -> bytes:
    """A document on one line."""
    return _encode(document)


def structure_of(data: bytes) -> dict[str, dict[str, msgspec.Raw]]:
    """The tables and rows of a file, unread. Raises msgspec.DecodeError, RecursionError."""
    return _STRUCTURE.decode(data)


def as_written(data: bytes) -> dict[str, dict[str, Any]] | None:
    """The typed rows of a file that holds what `rendered` would write of them, blanks aside; None for every other.

    Such a file holds nothing twice, nothing unknown and nothing of a wrong type, so that no row needs a closer look.
    """
    try:
        typed = {table: _TABLE_DECODERS[table].decode(rows) for table, rows in _TABLES.decode(data).items()}
        whole = _encode({table: rows if table != "meta" else _meta_rows(rows) for table, rows in typed.items()})
    except (msgspec.MsgspecError, ValueError, KeyError, RecursionError):
        return None
    # A text has no bare line end in it, and no bare quote: what is taken out here stands between keys and values.
    return typed if data.replace(b"\n", b"").replace(b'": {', b'":{') == whole else None


def _meta_rows(rows: Mapping[str, Any]) -> dict[str, msgspec.Raw]:
    return {key: msgspec.Raw(row_bytes(row)) for key, row in rows.items()}


def documents_of(plan: Plan) -> Tables:
    """Every row of a plan as `row_bytes` writes it."""
    tables = {"meta": {"1": Row(row_bytes(plan.meta))}}
    for table in ROW_TYPES:
        if table != "meta":
            tables[table] = {key: Row(row_bytes(row)) for key, row in plan.rows(table).items()}
    return tables


def row_bytes(row: Struct) -> bytes:
    """A row without the fields that stand at their default; a file's own row always says its schema."""
    if isinstance(row, FileRow):
        return _encode({"schema": row.schema, "app": row.app, **msgspec.to_builtins(row)})
    return _encode(row)


def rendered(tables: Tables) -> bytes:
    """The whole file: one row a line, so that it can be compared and searched line by line."""
    # One join of all pieces: a large plan is not in memory several times over.
    pieces = [b"{\n"]
    for table, rows in tables.items():
        pieces += (b",\n" if len(pieces) > 1 else b"", _encode(table), b": {")
        between = b"\n"
        for key, row in rows.items():
            pieces += (between, _encode(key), b": ", row.data)
            between = b",\n"
        pieces.append(b"\n}" if rows else b"}")
    pieces.append(b"\n}\n")
    return b"".join(pieces)


def row_in(plan: Plan, table: str, key: str) -> Struct | None:
    """The row of that table and id, those of `meta` included; None where there is none."""
    return plan.meta if table == "meta" else plan.rows(table).get(key)


def checked_bytes(table: str, row: Struct) -> bytes:
    """The document of a row. Raises SaveFailed where it could not be read again as the same row."""
    try:
        data = row_bytes(row)
        is_same = DECODERS[table].decode(data) == row
    except (ValueError, TypeError, RecursionError) as error:
        raise SaveFailed(f"a row of {table} cannot be saved: {error}", fix="please report this") from error
    if not is_same:
        raise SaveFailed(f"a row of {table} would not be read again as it is", fix="please report this")
    return data


def new_row(table: str, row: Struct, *, old: Row | None, old_row: Struct | None) -> Row:
    """The document of a changed row, with what the old one had that this version does not know.

    Raises SaveFailed where it could not be read again as the same row.
    """
    data = checked_bytes(table, row)
    if old is None or old_row is None or row_bytes(old_row) == old.data:
        return Row(data)
    whole = document_bytes(_with_unknown(old.document, builtins_of(old_row), _decode(data)))
    if DECODERS[table].decode(whole) != row:
        raise SaveFailed(f"what a newer version wrote to a row of {table} does not fit the change")
    return Row(whole)


def _with_unknown(raw: Any, old: Any, new: Any) -> Any:
    """`new`, with what `raw` has beside the `old` that was understood of it."""
    if new == old and not isinstance(new, dict):
        return raw
    if isinstance(raw, dict) and isinstance(old, dict) and isinstance(new, dict):
        result = {
            key: _with_unknown(raw[key], old[key], value) if key in raw and key in old else value
            for key, value in new.items()
        }
        return result | {key: value for key, value in raw.items() if key not in old}
    if isinstance(raw, list) and isinstance(old, list) and isinstance(new, list) and len(raw) == len(old):
        return [_item_with_unknown(raw, old, value, place) for place, value in enumerate(new)]
    return new


def _item_with_unknown(raw: list[Any], old: list[Any], value: Any, place: int) -> Any:
    """The old item that said the same, where there is one."""
    if place < len(old) and old[place] == value:
        return raw[place]
    return raw[old.index(value)] if value in old else value
