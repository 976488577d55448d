"""Two sessions on one file: nothing lost, no id twice, what is overwritten is said."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from outsource_tui.model.applying import applied
from outsource_tui.model.change import AddRow, Change, DropRow, Outcome, SetFields, Step, Undo
from outsource_tui.model.journal import next_undo
from outsource_tui.model.plan import Plan
from outsource_tui.model.problems import NotThere, Refused
from outsource_tui.model.saving import Committed, Waiting
from outsource_tui.store.plan_store import PlanStore

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


class Session:
    """What a screen does: applies at once, saves later."""

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        self.store = PlanStore(path, at=lambda: AT, timezone="UTC")
        self.plan: Plan = self.store.load()
        self.waiting: list[Waiting] = []

    def do(self, step: Step) -> Outcome:
        outcome = applied(self.plan, step, at=AT, session=self.name)
        self.plan = outcome.plan
        self.waiting.append(Waiting(outcome.step, AT, self.name, outcome.entry.id))
        return outcome

    def add(self, name: str) -> Outcome:
        return self.do(Change(f"add {name}", (AddRow("tasks", {"name": name}),)))

    def set(self, row_id: str, **fields: object) -> Outcome:
        return self.do(Change(f"change {row_id}", (SetFields("tasks", row_id, fields),)))

    def save(self) -> Committed:
        done = self.store.commit(self.waiting)
        self.waiting = []
        self.plan = done.plan
        return done


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Session, Session]:
    path = tmp_path / "plan.json"
    first = Session(path, "a")
    first.add("shared")
    first.save()
    return Session(path, "a"), Session(path, "b")


def names(plan: Plan) -> dict[str, str]:
    return {key: task.name for key, task in plan.tasks.items()}


def test_both_additions_are_there_under_their_own_ids(pair: tuple[Session, Session]) -> None:
    a, b = pair
    a.add("from a")
    b.add("from b")
    a.save()
    done = b.save()
    assert names(done.plan) == {"T01": "shared", "T02": "from a", "T03": "from b"}
    outcome = done.outcomes[0]
    assert isinstance(outcome, Outcome)
    assert outcome.renamed["T02"] == "T03"
    assert outcome.entry.id == "J03"


def test_changes_to_different_fields_are_both_there(pair: tuple[Session, Session]) -> None:
    a, b = pair
    a.set("T01", value=3)
    b.set("T01", notes="from b")
    a.save()
    task = b.save().plan.tasks["T01"]
    assert (task.value, task.notes) == (3, "from b")


def test_an_overwritten_value_is_said_in_the_journal(pair: tuple[Session, Session]) -> None:
    a, b = pair
    a.set("T01", name="by a")
    b.set("T01", name="by b")
    a.save()
    done = b.save()
    outcome = done.outcomes[0]
    assert isinstance(outcome, Outcome)
    assert done.plan.tasks["T01"].name == "by b"
    assert "by a" in outcome.entry.kept[0]
    again = Session(b.store.path, "c").plan
    assert again.journal[outcome.entry.id].kept == outcome.entry.kept


def test_the_same_value_twice_is_no_conflict(pair: tuple[Session, Session]) -> None:
    a, b = pair
    a.set("T01", value=3)
    b.set("T01", value=3)
    a.save()
    outcome = b.save().outcomes[0]
    assert isinstance(outcome, Outcome)
    assert outcome.entry.kept == ()


def test_what_both_did_stands_in_the_history_once(pair: tuple[Session, Session]) -> None:
    a, b = pair
    a.set("T01", value=3)
    entry = b.set("T01", value=3).entry
    b.do(Undo(entry.id))
    b.set("T01", notes="from b")
    a.save()
    done = b.save()
    same, undo, _ = done.outcomes
    assert isinstance(same, Outcome)
    assert same.entry.words == "Nothing changed"
    assert isinstance(undo, Refused)
    assert (done.plan.tasks["T01"].value, done.plan.tasks["T01"].notes) == (3, "from b")
    assert len(done.plan.journal) == 3


def test_nothing_is_written_where_another_session_had_done_all_of_it(pair: tuple[Session, Session]) -> None:
    a, b = pair
    a.set("T01", value=3)
    b.set("T01", value=3)
    a.save()
    before = b.store.path.stat().st_ino
    b.save()
    assert b.store.path.stat().st_ino == before


def test_steps_that_wait_follow_their_renamed_row(pair: tuple[Session, Session]) -> None:
    a, b = pair
    a.add("from a")
    a.save()
    b.add("from b")
    b.set("T02", notes="about b's")
    b.do(Change("copy", (AddRow("tasks", {"name": "copy"}), SetFields("tasks", "T02", {"notes": "copied"}))))
    b.do(Change("person", (AddRow("contractors", {"handle": "ana"}),)))
    b.do(Change("score", (AddRow("scores", {"task_id": "T03", "contractor_id": "C01", "criterion": "trust"}),)))
    plan = b.save().plan
    assert names(plan) == {"T01": "shared", "T02": "from a", "T03": "from b", "T04": "copy"}
    assert plan.tasks["T02"].notes == ""
    assert plan.tasks["T03"].notes == "copied"
    assert plan.scores["S01"].task_id == "T04"


def test_an_undo_that_waits_takes_back_its_own_step(pair: tuple[Session, Session]) -> None:
    a, b = pair
    a.add("from a")
    a.save()
    added = b.add("from b")
    b.do(Undo(added.entry.id))
    plan = b.save().plan
    assert names(plan) == {"T01": "shared", "T02": "from a"}
    assert [entry.words for entry in plan.newest_first() if entry.undone is not None] == ["add from b"]


def test_a_change_to_a_row_that_is_gone_is_a_problem_and_the_rest_is_saved(pair: tuple[Session, Session]) -> None:
    a, b = pair
    a.do(Change("delete", (DropRow("tasks", "T01"),)))
    a.save()
    b.set("T01", name="too late")
    b.add("still saved")
    done = b.save()
    assert isinstance(done.outcomes[0], NotThere)
    assert names(done.plan) == {"T02": "still saved"}


def test_undo_does_not_take_back_what_another_session_changed_since(pair: tuple[Session, Session]) -> None:
    a, b = pair
    entry = a.set("T01", name="by a").entry
    a.save()
    b.store.load()
    b.set("T01", name="by b")
    b.save()
    a.do(Undo(entry.id))
    outcome = a.save().outcomes[0]
    assert isinstance(outcome, Refused)
    assert names(Session(a.store.path, "c").plan) == {"T01": "by b"}


def test_undo_is_of_the_own_step_first(pair: tuple[Session, Session]) -> None:
    a, b = pair
    a.add("from a")
    a.save()
    b.add("from b")
    b.save()
    a.plan = a.store.load()
    entry = next_undo(a.plan.journal, "a")
    assert entry is not None
    a.do(Undo(entry.id))
    assert names(a.save().plan) == {"T01": "shared", "T03": "from b"}


def test_undo_brings_back_no_row_without_its_owner(pair: tuple[Session, Session]) -> None:
    a, b = pair
    a.do(Change("person", (AddRow("contractors", {"handle": "ana"}),)))
    a.do(Change("score", (AddRow("scores", {"task_id": "T01", "contractor_id": "C01", "criterion": "trust"}),)))
    entry = a.do(Change("no score", (DropRow("scores", "S01"),))).entry
    a.save()
    b.plan = b.store.load()
    b.do(Change("delete", (DropRow("tasks", "T01"),)))
    b.save()
    a.do(Undo(entry.id))
    assert isinstance(a.save().outcomes[0], NotThere)
    assert Session(a.store.path, "c").plan.scores == {}


def test_ids_are_never_handed_out_twice_in_a_long_exchange(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    a, b = Session(path, "a"), Session(path, "b")
    seen: list[str] = []
    for number in range(12):
        for session in (a, b):
            for part in range(2):
                session.add(f"{session.name}{number}.{part}")
        for session in (a, b):
            for outcome in session.save().outcomes:
                assert isinstance(outcome, Outcome)
                seen += [key for table, key in outcome.touched if table == "tasks"]
        if number % 3 == 0:
            a.plan = a.store.load()
            a.do(Change("delete", (DropRow("tasks", max(a.plan.tasks)),)))
            a.save()
    assert len(seen) == len(set(seen)) == 48
