"""What is done to a plan in the tests of faults, kills and power cuts, and what has to be true after any of them."""

import contextlib
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from outsource_tui.model.change import AddRow, Change, DropRow, Edit, SetFields, Undo
from outsource_tui.model.plan import Plan
from outsource_tui.model.problems import Problem
from outsource_tui.model.saving import Waiting
from outsource_tui.store.plan_store import PlanStore

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LATER = AT + timedelta(hours=1)
Operation = Callable[[PlanStore], object]


def store(folder: Path) -> PlanStore:
    return PlanStore(folder / "data" / "plans" / "plan.json", at=lambda: LATER, timezone="UTC", patience=0.2)


def save(*edits: Edit) -> Operation:
    return lambda one: one.commit([Waiting(Change("test", edits), LATER, "a", "J90")])


def undo(one: PlanStore) -> object:
    return one.commit([Waiting(Undo("J03"), LATER, "a", "J90")])


def restore(one: PlanStore) -> object:
    return one.restore(1)


OPERATIONS: dict[str, Operation] = {
    "first save": save(AddRow("tasks", {"name": "new"})),
    "add": save(AddRow("tasks", {"name": "new", "notes": "x" * 5000})),
    "edit": save(SetFields("tasks", "T01", {"value": 9})),
    "delete": save(DropRow("tasks", "T02")),
    "undo": undo,
    "import": save(*(AddRow("tasks", {"name": f"new {number}"}) for number in range(20))),
    "restore": restore,
    "restore over damage": restore,
    "migration": save(AddRow("tasks", {"name": "new"})),
}


def filled(folder: Path) -> Path:
    """A folder with a plan that has a history and a backup."""
    for number, at in enumerate((AT - timedelta(days=1), AT)):
        one = PlanStore(folder / "data" / "plans" / "plan.json", at=lambda at=at: at, timezone="UTC")  # type: ignore[misc]
        edits = [AddRow("tasks", {"name": f"old {number}"})]
        one.commit([Waiting(Change("test", tuple(edits)), at, "a", "J90")])
    one.commit([Waiting(Change("test", (SetFields("tasks", "T01", {"value": 2}),)), at, "a", "J90")])
    assert [path.name for path in (folder / "data" / "plans" / "backups").iterdir()]
    return folder


def prepared(name: str, before: Path, folder: Path) -> Path:
    """A copy of the folder in which the operation of that name makes sense."""
    if name == "first save":
        folder.mkdir()
        return folder
    shutil.copytree(before, folder)
    path = folder / "data" / "plans" / "plan.json"
    if name == "restore over damage":
        path.write_bytes(path.read_bytes()[:500])
    if name == "migration":
        path.write_bytes(path.read_bytes().replace(b'"schema":1', b'"schema":0'))
    return folder


def state(folder: Path) -> Plan | str:
    """What a next start sees; a figure that is only about backups is left out."""
    try:
        plan = store(folder).load()
    except Problem as problem:
        return problem.what
    return msgspec.structs.replace(plan, meta=msgspec.structs.replace(plan.meta, last_backup=None))


def assert_usable(folder: Path, place: str) -> None:
    """The next start works, and its save leaves nothing behind that does not belong there."""
    one = store(folder)
    with contextlib.suppress(Problem):
        one.load()
    if one._kept is None:
        one.restore(1)
    one.commit([Waiting(Change("next", (AddRow("tasks", {"name": "next"}),)), LATER, "a", "J91")])
    assert "next" in [task.name for task in store(folder).load().tasks.values()], place
    plans = folder / "data" / "plans"
    assert {path.name for path in plans.iterdir()} <= {"plan.json", "plan.json.lock", "backups"}, place
    if (plans / "backups").exists():
        assert all(path.name.startswith("plan") for path in (plans / "backups").iterdir()), place
