"""Keeps a plan in a file, which other sessions may write too (RELIABILITY.md section 2)."""

import contextlib
import os
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import msgspec

from outsource_tui.model.plan import ROW_TYPES, Plan, empty_plan
from outsource_tui.model.problems import NotThere, PlanUnreadable, ReadOnly, SaveFailed
from outsource_tui.model.saving import Committed, Waiting
from outsource_tui.store import backups
from outsource_tui.store.applying import all_applied
from outsource_tui.store.backups import Backup
from outsource_tui.store.files import begins_with, make_private_folder, signature_of, sync_way_to, words_of
from outsource_tui.store.locks import can_lock, locked
from outsource_tui.store.reading import HEAD_BYTES, Opened, opened, resolved
from outsource_tui.store.restoring import Restored, beyond, listed_number, set_aside
from outsource_tui.store.rows import Row, new_row, row_in

PATIENCE_SECONDS = 3.0


class _Failure(NamedTuple):
    """What could not be done, and what is to be known of it."""

    what: str
    fix: str


_NOT_SAVED = _Failure("not saved", "the file is as it was; put that right and try again")
_NOT_RESTORED = _Failure("not restored", "the file is as it was")
_NO_NEW_BACKUP = _Failure("no backup was made", "the file is as it was")
_NO_BACKUP = "it was left as it is; there is no backup of it"


class PlanStore:
    """A plan file; a Keeper. `at` says what time it is (UTC), `timezone` is put into the profile of a new plan."""

    def __init__(
        self,
        path: Path,
        *,
        at: Callable[[], datetime],
        timezone: str,
        read_only: bool = False,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        self.path = path
        self.why_read_only = "it was opened to be looked at" if read_only else ""
        """Why nothing can be changed, in words; empty where something can."""
        self._at = at
        self._timezone = timezone
        self._patience = patience
        self._real: Path | None = None
        self._kept: Opened | None = None

    @property
    def is_read_only(self) -> bool:
        return bool(self.why_read_only)

    @property
    def name(self) -> str:
        return self.path.name.removesuffix(".json")

    @property
    def real_path(self) -> Path:
        """The file itself, links followed once. Raises PlanUnreadable for links that lead nowhere."""
        if self._real is None:
            self._real = resolved(self.path)
        return self._real

    @property
    def drafts_folder(self) -> Path:
        """Where open forms are kept, beside the plan. Raises PlanUnreadable for links that lead nowhere."""
        return self.real_path.parent / "drafts"

    def load(self) -> Plan:
        """What the file holds now; an empty plan where there is none, and nothing is created.

        Raises PlanUnreadable, which names the newest good backup.
        """
        real = self.real_path
        try:
            found = opened(real)
        except PlanUnreadable as problem:
            raise _with_backup(problem, real) from None
        if not self.why_read_only:
            self.why_read_only = _why_not_writable(real, exists=found is not None)
        self._kept = found or self._empty()
        return self._kept.plan

    def is_changed(self) -> bool:
        """Whether somebody else has written since; a file that is gone says nothing: the next save brings it back."""
        try:
            signature = signature_of(self.real_path.stat(follow_symlinks=False))
        except (OSError, PlanUnreadable):
            return False
        return self._kept is None or signature != self._kept.signature

    def commit(self, waiting: Sequence[Waiting]) -> Committed:
        """Apply the steps to what the file holds now, and save; returns when it is safe.

        Raises SaveFailed or ReadOnly, and then the file is as it was.
        """
        with self._writing(_NOT_SAVED):
            notes: list[str] = []
            base = _in_full(self._fresh(notes))
            done = all_applied(base.plan, waiting)
            if done.touched:
                touched = done.touched if base.tables else _all_rows(done.plan)
                self._kept = self._saved(base, done.plan, touched, notes)
            else:
                self._kept = base
            return Committed(self._kept.plan, done.outcomes, tuple(notes))

    def backups(self) -> list[Backup]:
        """The kept backups, newest first. Raises PlanUnreadable for a link that leads nowhere."""
        return backups.listed(self.real_path)

    def back_up(self) -> Backup:
        """Set the file aside as it is now. Raises NotThere, SaveFailed, ReadOnly."""
        self._require_writable()
        self._require_file()
        with self._writing(_NO_NEW_BACKUP) as real:
            self._require_file()
            at = self._at()
            backup = backups.made(real, at)
            backups.clean_up(real, at, new=backup)
            return backup

    def restore(self, number: int) -> Restored:
        """Put backup `number` (1 is the newest) in the place of the plan.

        What was there becomes a backup, and restoring that takes it back; a damaged file is set aside under a name
        that says so. Raises NotThere for a number that is not there, SaveFailed, ReadOnly.
        """
        self._require_writable()
        self._numbered(number)
        with self._writing(_NOT_RESTORED) as real:
            chosen = self._numbered(number)
            found = opened(chosen.path)
            if found is None:
                raise self._no_backup(number)
            aside = set_aside(real, self._at())
            new = None if aside is None else aside.backup
            # No signature: what the file holds has just been set aside.
            base = msgspec.structs.replace(_in_full(found), signature=None)
            plan = beyond(None if aside is None else aside.plan, found.plan)
            notes: list[str] = []
            self._kept = self._saved(base, plan, {("meta", "1")}, notes, new=new)
            way_back = None if new is None else listed_number(new, real)
            return Restored(self._kept.plan, chosen, aside, way_back, tuple(notes))

    # All are asked before the lock as well, which makes a folder and a file where there is no plan.

    def _require_writable(self) -> None:
        if self.is_read_only:
            raise ReadOnly(f"nothing can be changed: {self.why_read_only}", where=str(self.path))

    def _require_file(self) -> None:
        if not os.path.lexists(self.path):
            raise NotThere("nothing has been saved yet", where=str(self.path))

    def _numbered(self, number: int) -> Backup:
        kept = self.backups()
        if not 1 <= number <= len(kept):
            raise self._no_backup(number)
        return kept[number - 1]

    def _no_backup(self, number: int) -> NotThere:
        return NotThere(f"there is no backup {number}", where=str(self.path), fix="`backup list` numbers them")

    @contextlib.contextmanager
    def _writing(self, failure: _Failure) -> Iterator[Path]:
        """The file, locked; what goes wrong meanwhile becomes SaveFailed."""
        self._require_writable()
        try:
            real = self.real_path
            make_private_folder(real.parent)
            with locked(real, patience=self._patience):
                yield real
        except PlanUnreadable as problem:
            what = f"{failure.what}, the file was left alone: {problem.what}"
            raise SaveFailed(what, where=problem.where, fix=problem.fix) from None
        except OSError as error:
            what = f"{failure.what}: {words_of(error)}"
            raise SaveFailed(what, where=str(self.path), fix=failure.fix) from error

    def _fresh(self, notes: list[str]) -> Opened:
        """What the file holds now: what was last read, or read again where somebody has written since."""
        real, kept = self.real_path, self._kept
        try:
            signature = signature_of(real.stat(follow_symlinks=False))
        except FileNotFoundError:
            if kept is None or kept.signature is None:
                return kept or self._empty()
            notes.append("the file had gone, and was written anew from what was open here")
            return msgspec.structs.replace(kept, signature=None)
        if kept is not None and signature == kept.signature and begins_with(real, kept.head):
            return kept
        return opened(real) or self._empty()

    def _saved(
        self,
        base: Opened,
        plan: Plan,
        touched: Collection[tuple[str, str]],
        notes: list[str],
        *,
        new: Backup | None = None,
    ) -> Opened:
        """Save; `new` is a backup that was just made."""
        # Not at the top: a command that only reads does without tinydb.
        from outsource_tui.store.durable import save_rows

        real, at = self.real_path, self._at()
        earlier = backups.listed(real)
        last = earlier[0].at if earlier else None
        plan = msgspec.structs.replace(plan, meta=msgspec.structs.replace(plan.meta, last_backup=last))

        def make_backup() -> None:
            nonlocal new
            if base.signature is None or not (base.is_upgraded or backups.is_due(earlier, at)):
                return
            try:
                new = backups.made(real, at)
            except OSError as error:
                if base.is_upgraded:
                    raise
                notes.append(f"saved, but the state before could not be set aside ({words_of(error)})")

        if base.signature is None:
            sync_way_to(real.parent)
        tables = {table: base.tables.get(table, {}) for table in ROW_TYPES} | base.tables
        saved = save_rows(real, tables, _changed_rows(base, plan, touched), before_replace=make_backup)
        notes += saved.warnings
        backups.clean_up(real, at, new=new)
        return Opened(plan, saved.tables, saved.signature, saved.data[:HEAD_BYTES])

    def _empty(self) -> Opened:
        return Opened(empty_plan(at=self._at(), timezone=self._timezone), {}, None, b"")


def _in_full(found: Opened) -> Opened:
    """With its rows worked out once, for those who are asked for them row by row."""
    return msgspec.structs.replace(found, own_tables=found.tables)


def _changed_rows(base: Opened, plan: Plan, touched: Collection[tuple[str, str]]) -> dict[str, dict[str, Row | None]]:
    """The touched rows as they are to stand in the file, in the order of the plan."""
    changed: dict[str, dict[str, Row | None]] = {}
    for table in ROW_TYPES:
        keys = {key for name, key in touched if name == table}
        if not keys:
            continue
        order = ["1"] if table == "meta" else [key for key in plan.rows(table) if key in keys]
        rows: dict[str, Row | None] = dict.fromkeys(keys.difference(order))
        for key in order:
            row = row_in(plan, table, key)
            assert row is not None  # noqa: S101 - for the type checker: the order is that of the plan
            old = base.tables.get(table, {}).get(key)
            rows[key] = new_row(table, row, old=old, old_row=row_in(base.plan, table, key))
        changed[table] = rows
    return changed


def _all_rows(plan: Plan) -> set[tuple[str, str]]:
    rows = {(table, key) for table in ROW_TYPES if table != "meta" for key in plan.rows(table)}
    return rows | {("meta", "1")}


def _why_not_writable(real: Path, *, exists: bool) -> str:
    """Why changes cannot be saved here; empty where they can, as far as can be told without trying."""
    folder = real.parent
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    if not os.access(folder, os.W_OK | os.X_OK):
        return f"the folder {folder} cannot be written to"
    if exists and not can_lock(real):
        return "files cannot be locked on this disk, so changes would not be safe"
    return ""


def _with_backup(problem: PlanUnreadable, real: Path) -> PlanUnreadable:
    """The problem, with the way back."""
    good = backups.newest_good(real)
    if good is None:
        return PlanUnreadable(problem.what, where=problem.where, fix=problem.fix or _NO_BACKUP)
    number, backup, _ = good
    fix = f"`backup restore {number}` brings back {backup.at:%Y-%m-%d %H:%M} UTC ({backup.path.name})"
    return PlanUnreadable(problem.what, where=problem.where, fix=fix)
