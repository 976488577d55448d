"""What a newer version of the same schema wrote is still there after a save."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from outsource_tui.model.change import AddRow, Change, DropRow, Edit, SetFields, Undo
from outsource_tui.model.saving import Waiting
from outsource_tui.store.plan_store import PlanStore

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
Document = dict[str, Any]
NEW = {"kept": [1, {"a": None, "b": 1.5}], "text": "für später"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A plan into which something new has been put everywhere."""
    path = tmp_path / "plan.json"
    access = [{"system": "bank"}, {"system": "shop"}]
    brief = {"purpose": "why", "done_when": [{"text": "one"}, {"text": "two"}]}
    save(
        path,
        AddRow("tasks", {"name": "one", "value": 3, "brief": brief}),
        AddRow("tasks", {"name": "two"}),
        AddRow("contractors", {"handle": "ana", "access": access, "languages": {"pt": "native", "de": "A1"}}),
    )

    def newer(document: Document) -> None:
        document["meta"]["1"]["new"] = NEW
        document["profile"]["1"]["new"] = NEW
        one = document["tasks"]["T01"]
        one["new"] = NEW
        one["knowledge"] = {"k1": 1, "k9": 2}
        one["brief"]["new"] = NEW
        one["brief"]["done_when"][0]["new"] = NEW
        one["brief"]["done_when"][1]["new"] = "second"
        document["tasks"]["T02"]["new"] = NEW
        document["contractors"]["C01"]["access"][1]["new"] = NEW
        document["journal"]["J01"]["new"] = NEW
        document["plans"] = {"X1": {"anything": NEW}}

    rewrite(path, newer)
    return path


def rewrite(path: Path, change: Callable[[Document], None]) -> None:
    document = json.loads(path.read_text())
    change(document)
    path.write_text(json.dumps(document, ensure_ascii=False))


def save(path: Path, *edits: Edit) -> None:
    PlanStore(path, at=lambda: AT, timezone="UTC").commit([Waiting(Change("x", edits), AT, "a", "J90")])


def document(path: Path) -> Document:
    result: Document = json.loads(path.read_text())
    return result


def test_rows_that_are_not_touched_keep_everything(path: Path) -> None:
    before = document(path)
    save(path, SetFields("tasks", "T01", {"value": 5}))
    after = document(path)
    assert after["tasks"]["T02"] == before["tasks"]["T02"]
    assert after["contractors"] == before["contractors"]
    assert after["profile"] == before["profile"]
    assert after["plans"] == before["plans"]
    assert after["journal"]["J01"] == before["journal"]["J01"]


def test_a_touched_row_keeps_what_is_new_in_it(path: Path) -> None:
    save(path, SetFields("tasks", "T01", {"value": 5, "brief": {"purpose": "because"}}))
    row = document(path)["tasks"]["T01"]
    assert row["value"] == 5
    assert row["new"] == NEW
    assert row["brief"]["purpose"] == "because"
    assert row["brief"]["new"] == NEW
    assert [one["new"] for one in row["brief"]["done_when"]] == [NEW, "second"]
    assert row["knowledge"]["k9"] == 2
    assert document(path)["meta"]["1"]["new"] == NEW


def test_items_of_a_list_keep_it_wherever_they_go(path: Path) -> None:
    save(
        path, SetFields("tasks", "T01", {"brief": {"done_when": [{"text": "zero"}, {"text": "two"}, {"text": "one"}]}})
    )
    items = document(path)["tasks"]["T01"]["brief"]["done_when"]
    assert [one.get("new") for one in items] == [None, "second", NEW]


def test_known_fields_can_still_be_taken_out(path: Path) -> None:
    save(path, SetFields("contractors", "C01", {"languages": {"de": None}}), SetFields("tasks", "T01", {"value": None}))
    after = document(path)
    assert after["contractors"]["C01"]["languages"] == {"pt": "native"}
    assert after["contractors"]["C01"]["access"][1]["new"] == NEW
    assert after["tasks"]["T01"].get("value") is None
    assert after["tasks"]["T01"]["new"] == NEW


def test_an_object_that_is_taken_out_goes_as_a_whole(path: Path) -> None:
    save(path, SetFields("tasks", "T01", {"brief": None}))
    assert "brief" not in document(path)["tasks"]["T01"]


def test_a_change_and_its_undo_keep_it(path: Path) -> None:
    before = document(path)["tasks"]["T01"]
    save(path, SetFields("tasks", "T01", {"value": 9, "notes": "x"}))
    PlanStore(path, at=lambda: AT, timezone="UTC").commit([Waiting(Undo("J02"), AT, "a", "J91")])
    after = document(path)["tasks"]["T01"]
    assert after["knowledge"]["k9"] == 2
    assert {**after, "score_history": before["score_history"], "knowledge": before["knowledge"]} == before


def test_a_row_that_is_deleted_is_gone(path: Path) -> None:
    save(path, DropRow("tasks", "T02"))
    assert "T02" not in document(path)["tasks"]


def test_a_file_formatted_by_hand_is_one_row_a_line_again(path: Path) -> None:
    path.write_text(json.dumps(document(path), indent=4, ensure_ascii=False))
    save(path, SetFields("tasks", "T02", {"value": 2}))
    lines = path.read_text().splitlines()
    assert len([line for line in lines if line.startswith('"T0')]) == 2
    assert document(path)["tasks"]["T01"]["new"] == NEW
    again = path.read_bytes()
    save(path, SetFields("tasks", "T02", {"value": 2}))
    assert document(path)["tasks"] == json.loads(again)["tasks"]
