"""A plan file as a session sees it."""

import json
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from tinydb import TinyDB
from tinydb.table import Table

from outsource_tui.model.change import AddRow, Change, DropRow, Edit, Redo, SetFields, Step, Undo
from outsource_tui.model.journal import next_redo, next_undo
from outsource_tui.model.plan import Plan, empty_plan
from outsource_tui.model.problems import NotThere, Problem, ReadOnly, SaveFailed
from outsource_tui.model.saving import Committed, Keeper, Waiting
from outsource_tui.store.files import read_file
from outsource_tui.store.plan_store import PlanStore

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def store(path: Path, *, read_only: bool = False) -> PlanStore:
    return PlanStore(path, at=lambda: AT, timezone="Europe/Lisbon", read_only=read_only)


def waiting(*edits: Edit, entry: str = "J01", words: str = "test") -> Waiting:
    return Waiting(Change(words, edits), AT, "a", entry)


def step(what: Step, entry: str = "J99") -> Waiting:
    return Waiting(what, AT, "a", entry)


def add(name: str) -> AddRow:
    return AddRow("tasks", {"name": name})


def names(plan: Plan) -> dict[str, str]:
    return {key: task.name for key, task in plan.tasks.items()}


def save(path: Path, *edits: Edit) -> Committed:
    keeper = store(path)
    keeper.load()
    return keeper.commit([waiting(*edits)])


def test_it_is_a_keeper(tmp_path: Path) -> None:
    keeper: Keeper = store(tmp_path / "studio.json")
    assert keeper.name == "studio"
    assert not keeper.is_read_only


def test_a_missing_file_is_an_empty_plan_and_nothing_is_created(tmp_path: Path) -> None:
    keeper = store(tmp_path / "new" / "plan.json")
    assert keeper.load() == empty_plan(at=AT, timezone="Europe/Lisbon")
    assert not keeper.is_changed()
    assert keeper.commit([]).plan.is_empty
    assert not (tmp_path / "new" / "plan.json").exists()


def test_what_was_saved_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    plan = save(path, add("Bookkeeping"), AddRow("contractors", {"handle": "ana"})).plan
    assert names(plan) == {"T01": "Bookkeeping"}
    again = store(path)
    assert again.load() == plan
    assert again.load().profile.timezone == "Europe/Lisbon"
    assert list(plan.criteria) == [
        "evidence", "trust", "values", "communication", "overlap", "cost", "availability",
    ]  # fmt: skip


def test_the_file_has_a_row_a_line_and_says_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    save(path, add("Bücher führen"), add("Zwei"))
    text = path.read_text(encoding="utf-8")
    document = json.loads(text)
    assert document["meta"]["1"] == {
        "schema": 1, "app": "outsource-tui", "generation": 1, "next_ids": {"tasks": 3, "journal": 2},
    }  # fmt: skip
    lines = [line for line in text.splitlines() if line.startswith('"T')]
    assert len(lines) == 2
    assert "Bücher führen" in lines[0]
    stamp = "2026-03-02T09:30:00Z"
    assert document["tasks"]["T02"] == {"id": "T02", "created_at": stamp, "updated_at": stamp, "name": "Zwei"}


def test_a_plain_tinydb_opens_it(tmp_path: Path) -> None:
    class Named(Table):
        document_id_class = str  # type: ignore[assignment]

    class Database(TinyDB):
        table_class = Named

    path = tmp_path / "plan.json"
    save(path, add("Bookkeeping"))
    with Database(path, access_mode="r") as database:
        assert database.tables() >= {"meta", "profile", "tasks", "journal"}
        assert [row["name"] for row in database.table("tasks").all()] == ["Bookkeeping"]


def test_rows_keep_their_places(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    save(path, add("one"), add("two"), add("three"))
    plan = save(path, SetFields("tasks", "T01", {"value": 4}), add("four")).plan
    assert list(names(plan)) == list(names(store(path).load())) == ["T01", "T02", "T03", "T04"]
    assert list(json.loads(path.read_text())["tasks"]) == ["T01", "T02", "T03", "T04"]


def test_several_steps_are_one_save(tmp_path: Path) -> None:
    keeper = store(tmp_path / "plan.json")
    keeper.load()
    done = keeper.commit([waiting(add("one")), waiting(add("two"), entry="J02")])
    assert len(done.outcomes) == 2
    assert names(done.plan) == {"T01": "one", "T02": "two"}
    assert [entry.id for entry in done.plan.newest_first()] == ["J02", "J01"]
    assert done.warnings == ()


def test_a_refused_step_does_not_stop_the_others(tmp_path: Path) -> None:
    keeper = store(tmp_path / "plan.json")
    done = keeper.commit(
        [waiting(add("one")), waiting(DropRow("tasks", "T77"), entry="J02"), waiting(add("two"), entry="J03")]
    )
    assert isinstance(done.outcomes[1], NotThere)
    assert names(store(keeper.path).load()) == {"T01": "one", "T02": "two"}


def test_nothing_is_written_when_every_step_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    save(path, add("one"))
    before = read_file(path)
    done = store(path).commit([waiting(DropRow("tasks", "T77"))])
    assert isinstance(done.outcomes[0], Problem)
    assert read_file(path) == before


def test_ids_are_not_handed_out_again_after_a_delete(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    save(path, add("one"), add("two"))
    save(path, DropRow("tasks", "T02"))
    assert names(save(path, add("three")).plan) == {"T01": "one", "T03": "three"}


def test_ids_stay_unique_when_somebody_has_taken_out_the_count(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    save(path, add("one"), add("two"))
    document = json.loads(path.read_text())
    del document["meta"]["1"]["next_ids"]
    path.write_text(json.dumps(document))
    assert names(save(path, add("three")).plan) == {"T01": "one", "T02": "two", "T03": "three"}


def test_undo_and_redo_survive_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    save(path, add("one"))
    changed = save(path, SetFields("tasks", "T01", {"name": "other", "value": 7})).plan
    keeper = store(path)
    entry = next_undo(keeper.load().journal, "another session")
    assert entry is not None
    undone = keeper.commit([step(Undo(entry.id))]).plan
    assert names(undone) == {"T01": "one"}
    keeper = store(path)
    entry = next_redo(keeper.load().journal)
    assert entry is not None
    redone = keeper.commit([step(Redo(entry.id))]).plan
    assert redone.tasks["T01"].name == "other"
    assert redone.tasks["T01"].value == changed.tasks["T01"].value == 7
    assert store(path).load() == redone


def test_undo_brings_a_deleted_row_back_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    before = save(path, AddRow("tasks", {"name": "one", "brief": {"purpose": "why", "done_when": [{"text": "x"}]}}))
    save(path, DropRow("tasks", "T01"))
    plan = store(path).load()
    assert plan.tasks == {}
    undone = store(path).commit([step(Undo("J02"))]).plan
    assert undone.tasks == before.plan.tasks


def test_read_only_saves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    save(path, add("one"))
    before = read_file(path)
    keeper = store(path, read_only=True)
    assert names(keeper.load()) == {"T01": "one"}
    assert keeper.is_read_only
    with pytest.raises(ReadOnly, match="opened to be looked at"):
        keeper.commit([waiting(add("two"))])
    with pytest.raises(ReadOnly):
        keeper.back_up()
    with pytest.raises(ReadOnly):
        keeper.restore(1)
    assert read_file(path) == before


def test_others_are_noticed_and_own_saves_are_not(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    one, other = store(path), store(path)
    one.load()
    other.load()
    one.commit([waiting(add("one"))])
    assert not one.is_changed()
    assert other.is_changed()
    other.load()
    assert not other.is_changed()


def test_a_file_that_has_gone_is_written_anew(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    keeper = store(path)
    keeper.commit([waiting(add("one"))])
    path.unlink()
    assert not keeper.is_changed()
    done = keeper.commit([waiting(add("two"), entry="J02")])
    assert names(store(path).load()) == {"T01": "one", "T02": "two"}
    assert done.warnings == ("the file had gone, and was written anew from what was open here",)


def test_a_file_that_turned_bad_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    keeper = store(path)
    keeper.commit([waiting(add("one"))])
    path.write_bytes(b'{"meta": {')
    with pytest.raises(SaveFailed, match="left alone"):
        keeper.commit([waiting(add("two"), entry="J02")])
    assert path.read_bytes() == b'{"meta": {'


def test_a_file_that_looks_the_same_but_is_not_is_read_again(tmp_path: Path) -> None:
    """An inode may be handed out again, and two saves may fall into one tick of the clock."""
    path = tmp_path / "plan.json"
    keeper, other = store(path), store(path)
    keeper.commit([waiting(add("one"))])
    other.load()
    other.commit([waiting(SetFields("tasks", "T01", {"name": "two"}), entry="J02")])
    assert keeper._kept is not None
    keeper._kept = msgspec.structs.replace(keeper._kept, signature=read_file(path)[1])
    assert not keeper.is_changed()
    done = keeper.commit([waiting(SetFields("tasks", "T01", {"value": 5}), entry="J02")])
    assert done.plan.tasks["T01"].name == "two"


def test_what_could_not_be_read_again_is_refused_and_the_rest_is_saved(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    keeper = store(path)
    done = keeper.commit(
        [
            waiting(AddRow("tasks", {"name": "one", "hours": float("nan")})),
            waiting(AddRow("contractors", {"handle": "ana", "speed": float("nan")}), entry="J02"),
            waiting(add("good"), entry="J03"),
        ]
    )
    assert [isinstance(one, Problem) for one in done.outcomes] == [True, True, False]
    assert "NaN" not in path.read_text()
    assert names(store(path).load()) == {"T01": "good"}


def test_instants_with_another_zone_stay_the_same_instant(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    plan = save(path, add("one")).plan
    path.write_text(path.read_text().replace("09:30:00Z", "11:30:00+02:00"))
    assert store(path).load().tasks == plan.tasks
    assert plan.tasks["T01"].created_at - AT == timedelta(0)


def test_modes_do_not_depend_on_the_umask_of_the_test(tmp_path: Path) -> None:
    save(tmp_path / "plan.json", add("one"))
    assert stat.S_IMODE((tmp_path / "plan.json").stat().st_mode) == 0o600


def test_reading_loads_neither_tinydb_nor_a_screen(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    save(path, add("one"))
    script = (
        "import sys; from pathlib import Path; from datetime import UTC, datetime;"
        "from outsource_tui.store.plan_store import PlanStore;"
        "store = PlanStore(Path(sys.argv[1]), at=lambda: datetime(2026, 3, 2, tzinfo=UTC), timezone='UTC');"
        "print(len(store.load().tasks), *{'tinydb', 'textual', 'rich', 'platformdirs'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, timeout=20)
    assert done.stdout == "1\n", done.stderr
