"""Older schemas: brought up in memory, written with the next save, the old file set aside first."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from outsource_tui.model.change import AddRow, Change, Undo
from outsource_tui.model.keeping import SCHEMA
from outsource_tui.model.problems import PlanUnreadable
from outsource_tui.model.saving import Waiting
from outsource_tui.store import reading
from outsource_tui.store.plan_store import PlanStore
from outsource_tui.store.reading import opened
from outsource_tui.store.upgrades import UPGRADES, Documents, upgraded

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
FIXTURES = Path(__file__).parent / "fixtures"


def store(path: Path) -> PlanStore:
    return PlanStore(path, at=lambda: AT, timezone="UTC")


def titles_become_names(documents: Documents) -> Documents:
    tasks = {key: {**row, "name": row["title"]} for key, row in documents["tasks"].items()}
    for row in tasks.values():
        del row["title"]
    return {**documents, "tasks": tasks}


def lists_become_tables(documents: Documents) -> Documents:
    return {**documents, "tasks": documents["jobs"]}


STEPS = {-1: lists_become_tables, 0: titles_become_names}


def save(path: Path) -> None:
    store(path).commit([Waiting(Change("x", (AddRow("tasks", {"name": "new"}),)), AT, "a", "J90")])


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "plan.json"
    save(path)
    text = path.read_text().replace('"schema":1', '"schema":0').replace('"name":"new"', '"title":"old"')
    path.write_text(text)
    return path


def test_every_step_that_is_needed_is_there() -> None:
    assert set(UPGRADES) == set(range(SCHEMA))


def test_an_old_file_is_stored_for_every_step() -> None:
    assert {path.name for path in FIXTURES.iterdir()} == {f"schema-{number}.json" for number in UPGRADES}


@pytest.fixture
def schema_0(tmp_path: Path) -> Path:
    path = tmp_path / "plan.json"
    path.write_bytes((FIXTURES / "schema-0.json").read_bytes())
    return path


def test_schema_0_had_hours_of_a_week_only(schema_0: Path) -> None:
    tasks = store(schema_0).load().tasks
    assert {key: (one.name, one.hours, one.per) for key, one in tasks.items()} == {
        "T01": ("Bücher", 3.5, "week"),
        "T03": ("Inbox", None, "week"),
    }


def test_what_the_journal_of_an_old_file_kept_can_be_taken_back(schema_0: Path) -> None:
    plan = store(schema_0).commit([Waiting(Undo(entry), AT, "a", entry) for entry in ("J04", "J03")]).plan
    assert {key: one.hours for key, one in plan.tasks.items()} == {"T01": 2.0, "T02": 1.0, "T03": None}
    assert "hours_week" not in schema_0.read_text()


def test_the_stored_file_is_set_aside_as_it_was_and_can_be_restored(schema_0: Path) -> None:
    before = schema_0.read_bytes()
    save(schema_0)
    [backup] = store(schema_0).backups()
    assert backup.path.read_bytes() == before
    assert json.loads(schema_0.read_text())["meta"]["1"]["schema"] == SCHEMA
    restored = store(schema_0).restore(1).plan
    assert sorted(restored.tasks) == ["T01", "T03"]
    assert json.loads(schema_0.read_text())["tasks"]["T01"]["hours"] == 3.5


def test_steps_follow_each_other() -> None:
    documents: Documents = {"meta": {"1": {"schema": -1}}, "jobs": {"T01": {"title": "x"}}}
    result = upgraded(documents, STEPS)
    assert result["tasks"] == {"T01": {"name": "x"}}
    assert result["meta"]["1"]["schema"] == SCHEMA
    assert documents == {"meta": {"1": {"schema": -1}}, "jobs": {"T01": {"title": "x"}}}


def test_reading_writes_nothing(old: Path) -> None:
    before = old.read_bytes()
    found = opened(old, steps=STEPS)
    assert found is not None
    assert found.is_upgraded
    assert found.plan.tasks["T01"].name == "old"
    assert old.read_bytes() == before


def test_a_save_sets_the_old_file_aside_first(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading.opened, "__kwdefaults__", {"steps": STEPS})
    before = old.read_bytes()
    one = store(old)
    one.load()
    one.back_up()
    save(old)
    document = json.loads(old.read_text())
    assert document["meta"]["1"]["schema"] == SCHEMA
    assert [row["name"] for row in document["tasks"].values()] == ["old", "new"]
    assert "title" not in document["tasks"]["T01"]
    assert [one.path.read_bytes() for one in one.backups()] == [before, before]


def test_nothing_is_saved_when_the_old_file_cannot_be_set_aside(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading.opened, "__kwdefaults__", {"steps": STEPS})
    before = old.read_bytes()
    (old.parent / "backups").write_text("in the way")
    with pytest.raises(Exception, match="not saved"):
        save(old)
    assert old.read_bytes() == before


def test_an_old_schema_without_a_step_is_refused(old: Path) -> None:
    old.write_text(old.read_text().replace('"schema":0', '"schema":-1'))
    with pytest.raises(PlanUnreadable, match="old schema"):
        opened(old)
