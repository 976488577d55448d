"""From the bytes of a file to a plan, or to one line that says why not. Writes nothing and loads no tinydb."""

import os
import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from outsource_tui.model.fields import row_of
from outsource_tui.model.keeping import APP, SCHEMA, FileRow
from outsource_tui.model.plan import ID_LETTERS, ROW_TYPES, Plan
from outsource_tui.model.problems import BadInput, PlanUnreadable
from outsource_tui.model.references import OWNERS
from outsource_tui.store.files import Signature, read_file, words_of
from outsource_tui.store.rows import (
    DECODERS,
    NotJson,
    Row,
    Tables,
    as_written,
    document_bytes,
    documents_of,
    rendered,
    row_bytes,
    strict_json,
    structure_of,
)
from outsource_tui.store.upgrades import UPGRADES, Upgrade, upgraded

HEAD_BYTES = 512
"""So much of a file's beginning is compared before it is replaced: its generation stands there."""

MOST_DIGITS = 9
_ID_PATTERNS = {table: re.compile(rf"{letter}\d{{2,{MOST_DIGITS}}}", re.ASCII) for table, letter in ID_LETTERS.items()}
_IDS_PATTERNS = {
    table: re.compile(rf"{one.pattern}(?:,{one.pattern})*", re.ASCII) for table, one in _ID_PATTERNS.items()
}
_BYTE = re.compile(r"^(?P<what>.*?) \(byte (?P<byte>\d+)\)$")
_SINGLE = ("meta", "profile")

Typed = Mapping[str, Mapping[str, Any]]
"""The rows of a file by table and id."""


class Opened(Struct, frozen=True):
    """A plan file as it was read; without a signature where there is no file (yet)."""

    plan: Plan
    own_tables: Tables | None
    """Its rows as they stand there; None where each stands as we write it."""

    signature: Signature | None
    head: bytes
    is_upgraded: bool = False
    """Whether the file is of an older schema than what `plan` says."""

    @property
    def tables(self) -> Tables:
        """Its rows as they stand there. Who only looks at a plan does without."""
        return documents_of(self.plan) if self.own_tables is None else self.own_tables


class Unfit(ValueError):
    """What is wrong with a file, in words; whoever knows its name makes it a PlanUnreadable."""


class Newer(Unfit):
    """Written by a newer version of this program: whole, and not for us."""


def opened(path: Path, *, steps: Mapping[int, Upgrade] = UPGRADES) -> Opened | None:
    """The plan in a file; None where there is no file. Raises PlanUnreadable."""
    try:
        data, signature = read_file(path)
        plan, tables, is_upgraded = parsed(data, steps=steps)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise PlanUnreadable(f"cannot be opened: {words_of(error)}", where=str(path)) from None
    except Unfit as error:
        raise PlanUnreadable(str(error), where=str(path)) from None
    return Opened(plan, tables, signature, data[:HEAD_BYTES], is_upgraded)


def resolved(path: Path) -> Path:
    """The file that a path leads to, its links followed. Raises PlanUnreadable for links that lead nowhere."""
    real = Path(os.path.realpath(path))
    try:
        if real.is_symlink():
            raise PlanUnreadable("the links go round in a circle", where=str(path))
        if path.is_symlink() and not real.exists():
            raise PlanUnreadable(
                f"a link to {real}, which is not there", where=str(path), fix="mend or remove the link"
            )
    except OSError as error:
        raise PlanUnreadable(f"cannot be opened: {words_of(error)}", where=str(path)) from None
    return real


def parsed(data: bytes, *, steps: Mapping[int, Upgrade] = UPGRADES) -> tuple[Plan, Tables | None, bool]:
    """The plan that the bytes of a file hold, its rows as they stand there, and whether they were upgraded.

    None stands for rows that are all as we write them. Raises Unfit.
    """
    typed, tables, is_old = _ours(data) or _anybodys(data, steps)
    plan = Plan(
        **{table: typed.get(table, {}) for table in ROW_TYPES if table not in _SINGLE},
        meta=typed["meta"]["1"],
        profile=typed["profile"]["1"],
    )
    _require_owners(plan)
    return msgspec.structs.replace(plan, meta=_with_free_ids(plan)), tables, is_old


def _ours(data: bytes) -> tuple[Typed, None, bool] | None:
    """The rows of a file that this version wrote, which is nearly every one; None where a closer look is needed."""
    typed = as_written(data)
    if typed is None:
        return None
    is_ours = (
        all(set(typed.get(table, ())) == {"1"} for table in _SINGLE)
        and (typed["meta"]["1"].app, typed["meta"]["1"].schema) == (APP, SCHEMA)
        and all(_are_ids(table, rows) for table, rows in typed.items() if table in ID_LETTERS)
        and all(row.id == key for table, rows in typed.items() if table != "meta" for key, row in rows.items())
    )
    return (typed, None, False) if is_ours else None


def _are_ids(table: str, keys: Collection[str]) -> bool:
    """Whether each of these is an id of its table: one look at all of them, which is faster than one at each."""
    if not keys:
        return True
    together = ",".join(keys)
    # A key with the separator in it would be taken for two.
    return together.count(",") == len(keys) - 1 and _IDS_PATTERNS[table].fullmatch(together) is not None


def _anybodys(data: bytes, steps: Mapping[int, Upgrade]) -> tuple[Typed, Tables, bool]:
    """The rows of any file that can be read, each looked at by itself. Raises Unfit, which says where it cannot."""
    tables = _tables_of(data)
    is_old = _schema_of(tables) < SCHEMA
    if is_old:
        tables = _in_new_schema(tables, steps)
    typed = {table: _typed(table, tables.get(table, {})) for table in ROW_TYPES}
    for table in tables.keys() - ROW_TYPES.keys():
        for key, row in tables[table].items():
            row.data = document_bytes(_strictly(row.data, place=f"{table}, {key}: "))
    if not is_old and rendered(tables) != data:
        # Only here can something stand twice, or be written otherwise than we would, outside of a row.
        _strictly(data)
    return typed, tables, is_old


def _tables_of(data: bytes) -> Tables:
    if not data.strip():
        raise Unfit("the file is empty")
    try:
        data.decode()
        return {
            table: {key: Row(bytes(row)) for key, row in rows.items()} for table, rows in structure_of(data).items()
        }
    except UnicodeDecodeError as error:
        raise Unfit(f"{_place(data, error.start)}: not UTF-8 text") from None
    except RecursionError:
        raise Unfit("nested too deeply") from None
    except msgspec.ValidationError as error:
        raise Unfit(f"not a plan: {_without_code(str(error))}") from None
    except msgspec.DecodeError as error:
        match = _BYTE.match(str(error))
        if match is None:
            raise Unfit("the file is cut off: its end is missing") from None
        raise Unfit(f"{_place(data, int(match['byte']))}: {_without_code(match['what'])}") from None


def _place(data: bytes, byte: int) -> str:
    before = data[:byte].split(b"\n")
    return f"line {len(before)}, byte {len(before[-1]) + 1}"


def _without_code(words: str) -> str:
    return words.replace("`", "").replace("JSON is malformed", "not valid JSON")


def _strictly(data: bytes, *, place: str = "") -> Any:
    try:
        return strict_json(data)
    except NotJson as error:
        raise Unfit(f"{place}{error}") from None


def _schema_of(tables: Tables) -> int:
    """The schema of a file. Raises Unfit for one of another program or of a newer version of this one."""
    meta = tables.get("meta", {}).get("1")
    document = _strictly(meta.data) if meta is not None else None
    if not isinstance(document, dict) or document.get("app") != APP:
        raise Unfit(f"not a plan of {APP}: its table meta does not say so")
    schema = document.get("schema")
    if type(schema) is not int:
        raise Unfit(f"meta 1: schema: {schema!r} is not a whole number")
    if schema > SCHEMA:
        raise Newer(f"written by a newer {APP} (schema {schema}, this one knows {SCHEMA}): update it")
    return schema


def _in_new_schema(tables: Tables, steps: Mapping[int, Upgrade]) -> Tables:
    documents = {table: {key: _strictly(row.data) for key, row in rows.items()} for table, rows in tables.items()}
    try:
        documents = upgraded(documents, steps)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Unfit(f"its old schema cannot be brought up to {SCHEMA}") from None
    return {table: {key: Row(document_bytes(one)) for key, one in rows.items()} for table, rows in documents.items()}


def _typed(table: str, rows: dict[str, Row]) -> dict[str, Any]:
    """The rows of a table; those that are not written as we would are put on one line. Raises Unfit."""
    decode = DECODERS[table].decode
    pattern = _ID_PATTERNS.get(table)
    result: dict[str, Any] = {}
    for key, row in rows.items():
        try:
            typed = decode(row.data)
        except (msgspec.DecodeError, RecursionError):
            raise Unfit(f"{table}, {key}: {_why_not(table, row)}") from None
        if row_bytes(typed) != row.data:
            row.data = document_bytes(_strictly(row.data, place=f"{table}, {key}: "))
        if pattern is not None and pattern.fullmatch(key) is None:
            raise Unfit(f"{table}: {key!r} is not an id like {ID_LETTERS[table]}01")
        if table != "meta" and typed.id != key:
            raise Unfit(f"{table}, {key}: its id says {typed.id!r}")
        result[key] = typed
    if table in _SINGLE and set(result) != {"1"}:
        raise Unfit(f"{table} has to be one row, named 1")
    return result


def _why_not(table: str, row: Row) -> str:
    try:
        row_of(table, _strictly(row.data))
    except (BadInput, Unfit) as error:
        return str(error)
    return "does not fit"


def _require_owners(plan: Plan) -> None:
    for table, fields in OWNERS.items():
        for key, row in plan.rows(table).items():
            for name, target in fields.items():
                owner = getattr(row, name)
                if owner is not None and owner not in plan.rows(target):
                    raise Unfit(f"{table}, {key}: {name}: there is no {owner}")


def _with_free_ids(plan: Plan) -> FileRow:
    """The file's own row, its next ids beyond every id in use, also where somebody has edited the file by hand."""
    next_ids = dict(plan.meta.next_ids)
    for table in ID_LETTERS:
        highest = max((int(key[1:]) for key in plan.rows(table)), default=0)
        if table in next_ids or highest:
            next_ids[table] = max(next_ids.get(table, 1), highest + 1)
    if any(number >= 10**MOST_DIGITS for number in next_ids.values()):
        raise Unfit("meta, 1: next_ids: no ids are left")
    return msgspec.structs.replace(plan.meta, next_ids=next_ids)
