"""A TinyDB storage that is safe: the save protocol of RELIABILITY.md section 2, steps 4 to 7.

TinyDB's own storage writes in place; its tables count ids up and cache queries. Here a file is replaced as a whole,
rows are named by their own ids, and nothing is cached.
"""

import contextlib
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from outsource_tui.model.problems import SaveFailed
from outsource_tui.store.files import MOST_BYTES, Signature, sync_folder, words_of, write_whole
from outsource_tui.store.rows import Row, Tables, rendered, structure_of

Changed = Mapping[str, Mapping[str, Row | None]]
"""New rows by table and id; None takes a row out."""


class DurableStorage(Storage):
    """One plan file. The caller holds its lock and knows what it holds."""

    def __init__(self, real: Path, tables: Tables, before_replace: Callable[[], None] | None = None) -> None:
        self.real = real
        self.tables = tables
        self.warnings: list[str] = []
        self.signature: Signature | None = None
        self.data = b""
        self._before_replace = before_replace
        self._is_together = False

    def read(self) -> dict[str, dict[str, Any]]:
        """What the file holds, or will with the writes that are being put together."""
        return {**self.tables}

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Save; returns when it is safe. Raises OSError or SaveFailed, and then the file is as it was."""
        self.tables = data
        if not self._is_together:
            self._save()

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """Several writes, one save at the end."""
        self._is_together = True
        try:
            yield
        finally:
            self._is_together = False
        self._save()

    def _save(self) -> None:
        self.data = rendered(self.tables)
        self._require_readable()
        self.signature = write_whole(self.real, self.data, before_replace=self._before_replace)
        try:
            sync_folder(self.real.parent)
        except OSError as error:
            self.warnings.append(f"saved, but may not survive a power cut ({words_of(error)})")

    def _require_readable(self) -> None:
        """Nothing is written that could not be opened; each changed row was tried when it was made."""
        if len(self.data) > MOST_BYTES:
            raise SaveFailed(
                f"the plan would be larger than {MOST_BYTES // 1024 // 1024} MiB",
                where=str(self.real),
                fix="shorten notes, or delete what is archived",
            )
        again = structure_of(self.data)
        if {name: [*rows] for name, rows in again.items()} != {name: [*rows] for name, rows in self.tables.items()}:
            raise SaveFailed("what would be written is not what is meant", where=str(self.real))


class Rows(Table):
    """A table whose rows are named by their own ids."""

    document_id_class = str  # type: ignore[assignment]  # TinyDB takes any type, its annotation says int

    def put(self, rows: Mapping[str, Row], gone: Collection[str]) -> None:
        """Put rows in their places, or at the end, and take others out, in one write."""

        def updater(table: dict[Any, Any]) -> None:
            table.update(rows)
            for key in gone:
                table.pop(key, None)

        self._update_table(updater)


class PlanTables(TinyDB):
    """A plan file as a TinyDB of `Rows`."""

    table_class = Rows

    def rows(self, name: str) -> Rows:
        table = self.table(name, cache_size=0)
        assert isinstance(table, Rows)  # noqa: S101 - for the type checker: it is what table_class says
        return table


def save_rows(
    real: Path, tables: Tables, changed: Changed, *, before_replace: Callable[[], None] | None = None
) -> DurableStorage:
    """Save the tables with the changed rows; what is returned tells what the file holds now.

    Raises OSError or SaveFailed, and then the file is as it was.
    """
    database = PlanTables(real, tables, before_replace, storage=DurableStorage)
    storage = database.storage
    assert isinstance(storage, DurableStorage)  # noqa: S101 - for the type checker
    with storage.together():
        for name, rows in changed.items():
            kept = {key: row for key, row in rows.items() if row is not None}
            database.rows(name).put(kept, [key for key, row in rows.items() if row is None])
    return storage
