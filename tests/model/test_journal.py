"""The journal keeps the newest steps within its limits."""

from datetime import UTC, datetime

from outsource_tui.model.applying import applied
from outsource_tui.model.change import AddRow, Change, SetFields
from outsource_tui.model.journal import MOST_BYTES, MOST_ENTRIES, next_redo, next_undo, size_of, with_entry
from outsource_tui.model.keeping import JournalEntry, Trace
from outsource_tui.model.plan import Plan, empty_plan

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)


def entry(number: int, *, session: str = "me", undone: int | None = None, size: int = 0) -> JournalEntry:
    trace = Trace(kind="set", table="tasks", id="T01", after={"notes": "x" * size})
    return JournalEntry(id=f"J{number:02d}", at=AT, session=session, words="w", traces=(trace,), undone=undone)


def journal_of(*entries: JournalEntry) -> dict[str, JournalEntry]:
    return {one.id: one for one in entries}


def test_the_newest_two_hundred_stay() -> None:
    journal = journal_of(*(entry(number) for number in range(1, MOST_ENTRIES + 1)))
    kept, gone = with_entry(journal, entry(MOST_ENTRIES + 1), keep_undone=False)
    assert (len(kept), gone) == (MOST_ENTRIES, {"J01"})
    assert f"J{MOST_ENTRIES + 1}" in kept


def test_four_mebibytes_at_most_oldest_out_first() -> None:
    size = 900_000
    journal = journal_of(*(entry(number, size=size) for number in range(1, 5)))
    kept, gone = with_entry(journal, entry(5, size=size), keep_undone=False)
    assert (sorted(kept), gone) == (["J02", "J03", "J04", "J05"], {"J01"})
    assert sum(size_of(one) for one in kept.values()) <= MOST_BYTES


def test_the_newest_stays_however_large() -> None:
    kept, gone = with_entry(journal_of(entry(1)), entry(2, size=MOST_BYTES + 1), keep_undone=False)
    assert (sorted(kept), gone) == (["J02"], {"J01"})


def test_a_new_step_drops_what_was_undone_and_an_undo_keeps_it() -> None:
    journal = journal_of(entry(1), entry(2, undone=1))
    assert sorted(with_entry(journal, entry(3), keep_undone=False)[0]) == ["J01", "J03"]
    assert sorted(with_entry(journal, entry(1, undone=2), keep_undone=True)[0]) == ["J01", "J02"]


def test_undo_takes_the_own_newest_first_else_the_newest_of_all() -> None:
    journal = journal_of(entry(1), entry(2), entry(3, session="other"), entry(4, undone=1))
    mine, theirs = next_undo(journal, "me"), next_undo(journal, "somebody")
    assert mine is not None
    assert theirs is not None
    assert (mine.id, theirs.id) == ("J02", "J03")
    assert next_undo({}, "me") is None


def test_redo_takes_what_was_undone_last() -> None:
    journal = journal_of(entry(1, undone=2), entry(2, undone=1), entry(3))
    again = next_redo(journal)
    assert again is not None
    assert again.id == "J01"
    assert next_redo(journal_of(entry(3))) is None


def test_the_limit_holds_in_a_plan_that_is_worked_on() -> None:
    plan: Plan = applied(empty_plan(at=AT), Change("x", (AddRow("tasks", {"name": "x"}),)), at=AT, session="me").plan
    for number in range(MOST_ENTRIES + 20):
        change = Change("x", (SetFields("tasks", "T01", {"notes": f"{number}"}),))
        outcome = applied(plan, change, at=AT, session="me")
        plan = outcome.plan
    assert len(plan.journal) == MOST_ENTRIES
    assert ("journal", "J21") in outcome.touched
    assert "J21" not in plan.journal
