"""A plan that comes from another program: a plan file, or what `export --to json` wrote; only to be looked at."""

from typing import Any, BinaryIO

import msgspec

from outsource_tui.model.plan import ROW_TYPES
from outsource_tui.model.problems import PlanUnreadable
from outsource_tui.store.files import MOST_BYTES
from outsource_tui.store.memory import MemoryKeeper
from outsource_tui.store.reading import Unfit, parsed

STATUS = "status"
"""What an export says of a task beside its stored fields."""


def piped_keeper(stream: BinaryIO) -> MemoryKeeper:
    """Whoever keeps the plan that is read from a stream, and changes nothing in it. Raises PlanUnreadable."""
    data = stream.read(MOST_BYTES + 1)
    try:
        if len(data) > MOST_BYTES:
            raise Unfit(f"larger than {MOST_BYTES // 1024 // 1024} MiB")
        plan, _, _ = parsed(_as_file(data))
    except Unfit as error:
        fix = "a plan file is needed, or what `export --to json` wrote"
        raise PlanUnreadable(str(error), where="stdin", fix=fix) from None
    return MemoryKeeper(plan, name="stdin", read_only=True)


def _as_file(data: bytes) -> bytes:
    """An export as the plan file that it was made from; anything else as it is."""
    try:
        found = msgspec.json.decode(data)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return data
    if not isinstance(found, dict) or "meta" in found or not isinstance(found.get("profile"), dict):
        return data
    tables: dict[str, Any] = {
        table: {str(row.get("id")): _stored(table, row) for row in rows if isinstance(row, dict)}
        for table, rows in found.items()
        if table in ROW_TYPES and isinstance(rows, list)
    }
    head = {"meta": {"1": {name: found[name] for name in ("schema", "app") if name in found}}}
    return msgspec.json.encode({**head, "profile": {"1": found["profile"]}, **tables})


def _stored(table: str, row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if table != "tasks" or name != STATUS}
