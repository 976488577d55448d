"""The change engine: undo is the inverse of do, ids are never reused, and what does not fit is said in words."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outsource_tui.model import work
from outsource_tui.model.applying import applied
from outsource_tui.model.change import AddRow, Change, DropRow, Edit, Outcome, Redo, SetFields, Step, Undo
from outsource_tui.model.journal import next_redo, next_undo
from outsource_tui.model.keeping import Trace
from outsource_tui.model.kinds import Table
from outsource_tui.model.past_scores import MOST_PAST_SCORES
from outsource_tui.model.patches import builtins_of
from outsource_tui.model.plan import ROW_TYPES, Plan, empty_plan
from outsource_tui.model.problems import BadInput, NotThere, Problem, Refused
from outsource_tui.model.references import all_dependents, dependents_of
from tests.thoroughness import cases

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
LATER = datetime(2026, 11, 24, 12, tzinfo=UTC)
TABLES = [name for name in ROW_TYPES if name not in {"meta", "journal"}]


def done(plan: Plan, *edits: Edit, joins: str | None = None, session: str = "me", at: datetime = AT) -> Outcome:
    return applied(plan, Change("words", edits, joins), at=at, session=session)


def step(plan: Plan, one: Step, session: str = "me") -> Plan:
    return applied(plan, one, at=LATER, session=session).plan


def contents(plan: Plan) -> dict[str, Any]:
    """Every row as JSON has it, without the instant of its last change; a None in a map is no entry."""
    rows: dict[str, dict[str, Any]] = {
        table: {key: builtins_of(row) for key, row in plan.rows(table).items()} for table in TABLES
    }
    for fields in (row for found in rows.values() for row in found.values()):
        del fields["updated_at"]
        if "classification" in fields:
            fields["classification"] = {key: one for key, one in fields["classification"].items() if one is not None}
    return rows


@pytest.fixture
def plan() -> Plan:
    start = empty_plan(at=AT)
    return done(
        start,
        AddRow("tasks", {"name": "Bookkeeping", "hours": 3}),
        AddRow("contractors", {"handle": "Ada"}),
    ).plan


# Undo and redo over random work.

MAPS = st.dictionaries(st.sampled_from(["de", "en", "fr"]), st.sampled_from(["A1", "C2", "native"]) | st.none())
TEXTS = st.sampled_from(["", "a", "b"])
BRIEFS = st.none() | st.fixed_dictionaries(
    {},
    optional={
        "purpose": TEXTS,
        "results": st.lists(TEXTS, max_size=2),
        "deadline": st.none() | st.just("2026-12-24"),
        "budget": st.none() | st.integers(0, 9),
        "done_when": st.lists(st.fixed_dictionaries({"text": st.just("x"), "must": st.booleans()}), max_size=2),
    },
)

JUDGEMENTS = st.none() | st.integers(1, 3)
TASK_FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(["x", "y"]),
        "hours": st.none() | st.sampled_from([0.5, 3.0]),
        "per": st.sampled_from(["week", "month"]),
        "effectiveness": JUDGEMENTS,
        "value": JUDGEMENTS,
        "brief": BRIEFS,
        "knowledge": st.dictionaries(st.sampled_from(["k1", "k2"]), st.none() | st.integers(0, 2)),
        "tags": st.lists(st.sampled_from(["p", "q"]), max_size=2),
        "archived_at": st.none() | st.just("2026-11-01T00:00:00Z"),
    },
)
RATES = st.none() | st.fixed_dictionaries({"rate": st.sampled_from([1.5, 2.0])}, optional={"as_of": st.none()})
PROFILE_FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "languages": MAPS,
        "fx": st.dictionaries(st.sampled_from(["USD", "GBP"]), RATES),
        "annual_income": st.none() | st.integers(0, 9),
        "days_off": st.lists(st.just({"from": "2026-12-24", "to": "2026-12-31"}), max_size=2),
    },
)
PERSON_FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "languages": MAPS,
        "classification": st.dictionaries(st.sampled_from(["own_tools", "free_method"]), st.none() | st.booleans()),
        "style": st.none() | st.fixed_dictionaries({}, optional={"directness": JUDGEMENTS, "forms": TEXTS}),
        "access": st.lists(st.just({"system": "mail"}), max_size=2),
    },
)
FIELDS: dict[Table, st.SearchStrategy[dict[str, Any]]] = {
    "tasks": TASK_FIELDS,
    "contractors": PERSON_FIELDS,
    "profile": PROFILE_FIELDS,
}
NAMED: dict[Table, dict[str, Any]] = {"tasks": {"name": "new"}, "contractors": {"handle": "new"}}
PLACES = st.integers(0, 9)
OPERATIONS = st.one_of(
    *(st.tuples(st.just("set"), st.just(table), PLACES, fields) for table, fields in FIELDS.items()),
    *(st.tuples(st.just("add"), st.just(table), PLACES, FIELDS[table]) for table in NAMED),
    st.tuples(st.just("add"), st.just("trials"), PLACES, st.just({})),
    st.tuples(st.just("drop"), st.sampled_from(["tasks", "contractors", "trials"]), PLACES, st.just({})),
)
CHANGES = st.tuples(st.lists(OPERATIONS, min_size=1, max_size=3), st.sampled_from([None, None, "k"]))


def edits_of(plan: Plan, operations: list[tuple[str, Any, int, dict[str, Any]]]) -> list[Edit]:
    """The operations on rows that `plan` has, each picked by its place."""

    def pick(table: str, place: int) -> str:
        ids = list(plan.rows(table))
        return ids[place % len(ids)] if ids else "T99"

    edits: list[Edit] = []
    for kind, table, place, fields in operations:
        if kind == "set":
            edits.append(SetFields(table, pick(table, place), fields))
        elif kind == "drop":
            edits.append(DropRow(table, pick(table, place)))
        elif table == "trials":
            both = {"task_id": pick("tasks", place), "contractor_id": pick("contractors", place)}
            edits.append(AddRow("trials", {**both, "extension_of": None}))
        else:
            edits.append(AddRow(table, {**NAMED[table], **fields}))
    return edits


def worked_on(plan: Plan, changes: list[tuple[list[Any], str | None]]) -> Plan:
    """The plan after those of the changes that can be made."""
    for operations, joins in changes:
        try:
            plan = done(plan, *edits_of(plan, operations), joins=joins).plan
        except Problem:
            continue
    return plan


def start_plan() -> Plan:
    rows = (AddRow("tasks", {"name": "Bookkeeping"}), AddRow("contractors", {"handle": "Ada"}))
    plan = done(empty_plan(at=AT), *rows).plan
    return msgspec.structs.replace(plan, journal={})


@settings(max_examples=cases(80), deadline=None)
@given(st.lists(CHANGES, max_size=8))
def test_undo_is_the_inverse_of_do_and_redo_of_undo(changes: list[tuple[list[Any], str | None]]) -> None:
    states = [start_plan()]
    for change in changes:
        after = worked_on(states[-1], [change])
        if len(after.journal) > len(states[-1].journal):
            states.append(after)
        else:
            states[-1] = after  # joined with the step before, or refused
    plan = states[-1]
    for before in reversed(states[:-1]):
        entry = next_undo(plan.journal, "me")
        assert entry is not None
        plan = step(plan, Undo(entry.id))
        assert contents(plan) == contents(before)
    for after in states[1:]:
        again = next_redo(plan.journal)
        assert again is not None
        plan = applied(plan, Redo(again.id), at=AT, session="me").plan
        assert contents(plan) == contents(after)
    assert plan.meta.next_ids == states[-1].meta.next_ids


@settings(max_examples=cases(50), deadline=None)
@given(st.lists(CHANGES, max_size=6))
def test_a_step_applied_again_to_the_same_plan_gives_the_same(changes: list[tuple[list[Any], str | None]]) -> None:
    plan = start_plan()
    for operations, joins in changes:
        try:
            outcome = done(plan, *edits_of(plan, operations), joins=joins)
        except Problem:
            continue
        again = applied(plan, outcome.step, at=AT, session="me")
        assert again.plan == outcome.plan
        assert again.renamed == {}
        for table in (*TABLES, "journal"):
            old, new = plan.rows(table), outcome.plan.rows(table)
            assert {(table, key) for key in {*old, *new} if old.get(key) != new.get(key)} <= outcome.touched
        plan = outcome.plan


@settings(max_examples=cases(50), deadline=None)
@given(st.lists(CHANGES, max_size=10), st.data())
def test_whatever_is_undone_nothing_is_left_hanging(
    changes: list[tuple[list[Any], str | None]], data: st.DataObject
) -> None:
    plan = worked_on(start_plan(), changes)
    for _ in range(4):
        if not plan.journal:
            break
        entry = data.draw(st.sampled_from(sorted(plan.journal)))
        kind = Undo if plan.journal[entry].undone is None else Redo
        try:
            plan = step(plan, kind(entry))
        except Problem:
            continue
        for trial in plan.trials.values():
            assert trial.task_id in plan.tasks
            assert trial.contractor_id in plan.contractors


# What each kind of edit does.


def test_objects_are_merged_lists_replaced_and_keys_taken_out(plan: Plan) -> None:
    plan = done(plan, SetFields("tasks", "T01", {"brief": {"purpose": "a", "results": ["x", "y"]}})).plan
    plan = done(plan, SetFields("tasks", "T01", {"brief": {"results": ["z"]}})).plan
    brief = plan.tasks["T01"].brief
    assert brief is not None
    assert (brief.purpose, brief.results) == ("a", ("z",))
    plan = done(plan, SetFields("contractors", "C01", {"languages": {"de": "A2", "en": "C1"}})).plan
    plan = done(plan, SetFields("contractors", "C01", {"languages": {"de": None}})).plan
    assert plan.contractors["C01"].languages == {"en": "C1"}
    assert done(plan, SetFields("tasks", "T01", {"brief": None})).plan.tasks["T01"].brief is None


def test_an_outcome_says_what_it_touched_and_counts_up(plan: Plan) -> None:
    outcome = done(plan, SetFields("tasks", "T01", {"value": 3}), at=LATER)
    assert outcome.touched == {("tasks", "T01"), ("journal", "J02"), ("meta", "1")}
    assert outcome.plan.meta.generation == plan.meta.generation + 1
    assert (outcome.plan.tasks["T01"].updated_at, outcome.plan.tasks["T01"].created_at) == (LATER, AT)
    trace = outcome.entry.traces[0]
    assert (trace.before, trace.after, trace.row) == ({"value": None}, {"value": 3}, None)
    assert plan.tasks["T01"].value is None


def test_an_added_row_leaves_only_its_id_until_it_is_undone(plan: Plan) -> None:
    outcome = done(plan, AddRow("tasks", {"name": "Inbox", "notes": "long"}))
    assert outcome.entry.traces[0].row is None
    undone = applied(outcome.plan, Undo(outcome.entry.id), at=LATER, session="me")
    assert undone.entry.traces[0].row is not None
    again = applied(undone.plan, Redo(outcome.entry.id), at=LATER, session="me")
    assert again.plan.tasks["T02"].notes == "long"
    assert again.entry.traces[0].row is None


def test_text_is_cleaned_at_the_door(plan: Plan) -> None:
    plan = done(plan, SetFields("tasks", "T01", {"name": " a\x1b[31m\u202eb ", "notes": "one\ntwo"})).plan
    assert (plan.tasks["T01"].name, plan.tasks["T01"].notes) == ("a[31mb", "one\ntwo")


# Ids.


def test_ids_are_never_reused(plan: Plan) -> None:
    plan = done(plan, AddRow("tasks", {"name": "a"})).plan
    plan = done(plan, DropRow("tasks", "T02")).plan
    outcome = done(plan, AddRow("tasks", {"name": "b"}, "T02"))
    assert list(outcome.plan.tasks) == ["T01", "T03"]
    assert outcome.renamed == {"T02": "T03"}
    plan = step(outcome.plan, Undo(outcome.entry.id))
    assert list(done(plan, AddRow("tasks", {"name": "c"})).plan.tasks) == ["T01", "T04"]


def test_a_taken_id_is_replaced_with_every_reference_also_before_it(plan: Plan) -> None:
    edits = (
        AddRow("contractors", {"handle": "Bob", "backup_for": ["C03", "C01"]}, "C02"),
        AddRow("contractors", {"handle": "Cleo"}, "C03"),
        AddRow("tasks", {"name": "Posts", "steering": {"checker": "C03"}}, "T02"),
        AddRow("trials", {"task_id": "T02", "contractor_id": "C02"}, "R01"),
        SetFields("tasks", "T02", {"value": 3}),
        AddRow("decisions", {"at": AT.isoformat(), "entity": "T02", "what": "decision"}),
        AddRow("imports", {"source": "x", "mapping": {"Posts": "T02", "Books": "T01"}}),
    )
    newer = done(plan, AddRow("contractors", {"handle": "Zoe"}), AddRow("tasks", {"name": "Zzz"}), session="other").plan
    outcome = done(newer, *edits)
    after = outcome.plan
    assert outcome.renamed == {"C02": "C03", "C03": "C04", "T02": "T03"}
    assert [after.contractors[one].handle for one in ("C02", "C03", "C04")] == ["Zoe", "Bob", "Cleo"]
    assert after.contractors["C03"].backup_for == ("C04", "C01")
    assert (after.tasks["T03"].value, after.tasks["T02"].value) == (3, None)
    steering = after.tasks["T03"].steering
    assert steering is not None
    assert steering.checker == "C04"
    assert (after.trials["R01"].task_id, after.trials["R01"].contractor_id) == ("T03", "C03")
    assert after.decisions["N01"].entity == "T03"
    assert after.imports["I01"].mapping == {"Posts": "T03", "Books": "T01"}
    again = applied(newer, outcome.step, at=AT, session="me")
    assert again.plan == after


def test_names_given_from_outside_do_not_touch_the_rows_of_the_step(plan: Plan) -> None:
    change = Change("x", (AddRow("tasks", {"name": "new"}, "T02"), SetFields("tasks", "T02", {"value": 1})))
    after = applied(plan, change, at=AT, session="me", renamed={"T02": "T01"}).plan
    assert (after.tasks["T01"].value, after.tasks["T02"].value) == (None, 1)
    changed = Change("x", (SetFields("tasks", "T09", {"value": 1}),))
    assert applied(plan, changed, at=AT, session="me", renamed={"T09": "T01"}).plan.tasks["T01"].value == 1
    back = applied(plan, Undo("J07"), at=AT, session="me", renamed={"J07": "J01"}).plan
    assert (back.tasks, back.contractors) == ({}, {})


def test_two_proposals_of_one_id_are_two_rows(plan: Plan) -> None:
    after = done(plan, AddRow("tasks", {"name": "a"}, "T02"), AddRow("tasks", {"name": "b"}, "T02")).plan
    assert [after.tasks[one].name for one in ("T02", "T03")] == ["a", "b"]


def test_a_criterion_is_called_by_its_key(plan: Plan) -> None:
    with pytest.raises(Refused, match="criterion trust is there already"):
        done(plan, AddRow("criteria", {"key": "trust"}, "trust"))
    after = done(plan, AddRow("criteria", {"key": "trust", "task_id": "T01"}, "trust-T01")).plan
    assert after.criteria["trust-T01"].task_id == "T01"
    assert dependents_of(after, "tasks", "T01") == [("criteria", "trust-T01")]


def test_taking_back_many_rows_looks_for_what_hangs_on_them_once(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[str] = []

    def counted(of: Plan, table: str) -> dict[str, list[tuple[Table, str]]]:
        looks.append(table)
        return all_dependents(of, table)

    monkeypatch.setattr(work, "all_dependents", counted)
    many = done(plan, *(AddRow("tasks", {"name": f"Task {n}"}) for n in range(50)))
    assert step(many.plan, Undo(many.entry.id)).tasks == plan.tasks
    assert looks == ["tasks"]
    hanging = done(many.plan, AddRow("criteria", {"key": "trust", "task_id": "T30"}, "trust-T30"), session="you").plan
    with pytest.raises(Refused, match="T30 has trust-T30 by now"):
        step(hanging, Undo(many.entry.id))


def test_a_step_that_goes_on_with_one_of_many_rows_looks_through_it_once(plan: Plan) -> None:
    names = [f"T{n:02d}" for n in range(2, 52)]
    many = done(plan, *(AddRow("tasks", {"name": one, "hours": 1}) for one in names)).plan
    first = done(many, *(SetFields("tasks", one, {"hours": 2}) for one in names), joins="hours")
    looks = 0

    class Counted(tuple[Trace, ...]):
        def __iter__(self) -> Iterator[Trace]:
            nonlocal looks
            looks += 1
            return super().__iter__()

    msgspec.structs.force_setattr(first.entry, "traces", Counted(first.entry.traces))
    second = done(first.plan, *(SetFields("tasks", one, {"hours": 3}) for one in names), joins="hours")
    assert second.entry.id == first.entry.id
    assert looks < 5
    assert {len(second.plan.tasks[one].score_history) for one in names} == {1}
    assert step(second.plan, Undo(second.entry.id)).tasks["T09"].hours == 1


# Joined steps and the score history.


def test_steps_of_one_key_are_one_entry_and_one_point_of_history(plan: Plan) -> None:
    for value in (3, 4, 5):
        plan = done(plan, SetFields("tasks", "T01", {"value": value}), joins="grid").plan
    plan = done(plan, SetFields("tasks", "T01", {"effectiveness": 2}), joins="grid").plan
    assert list(plan.journal) == ["J01", "J02"]
    trace = plan.journal["J02"].traces[0]
    assert (trace.before, trace.after) == ({"value": None, "effectiveness": None}, {"value": 5, "effectiveness": 2})
    assert [(one.effectiveness, one.value) for one in plan.tasks["T01"].score_history] == [(2, 5)]
    back = step(plan, Undo("J02"))
    assert (back.tasks["T01"].value, back.tasks["T01"].score_history) == (None, ())


@pytest.mark.parametrize(("key", "session"), [("other", "me"), (None, "me"), ("grid", "somebody")])
def test_other_keys_and_sessions_are_steps_of_their_own(plan: Plan, key: str | None, session: str) -> None:
    plan = done(plan, SetFields("tasks", "T01", {"value": 3}), joins="grid").plan
    plan = done(plan, SetFields("tasks", "T01", {"value": 4}), joins=key, session=session).plan
    assert list(plan.journal) == ["J01", "J02", "J03"]


def test_what_was_undone_is_not_joined(plan: Plan) -> None:
    plan = done(plan, SetFields("tasks", "T01", {"value": 3}), joins="grid").plan
    plan = step(plan, Undo("J02"))
    plan = done(plan, SetFields("tasks", "T01", {"value": 4}), joins="grid").plan
    assert list(plan.journal) == ["J01", "J03"]
    assert step(plan, Undo("J03")).tasks["T01"].value is None


def test_only_new_values_are_joined(plan: Plan) -> None:
    added = done(plan, AddRow("tasks", {"name": "x"}), joins="grid").plan
    plan = done(added, SetFields("tasks", "T02", {"value": 4}), joins="grid").plan
    assert list(plan.journal) == ["J01", "J02", "J03"]
    assert contents(step(plan, Undo("J03"))) == contents(added)


def test_the_history_grows_with_each_change_of_score_or_hours_to_a_limit() -> None:
    plan = done(empty_plan(at=AT), AddRow("tasks", {"name": "x", "hours": 12, "per": "month", "value": 1})).plan
    for number in range(60):
        plan = done(plan, SetFields("tasks", "T01", {"value": number % 10 + 1, "notes": "n"})).plan
    history = plan.tasks["T01"].score_history
    assert len(history) == MOST_PAST_SCORES
    last = history[-1]
    assert (last.date, last.value, last.hours_week) == (date(2026, 11, 23), 10, 2.7692)
    same = done(plan, SetFields("tasks", "T01", {"notes": "other"})).plan
    assert same.tasks["T01"].score_history == history
    hours = done(plan, SetFields("tasks", "T01", {"per": "week"})).plan
    assert hours.tasks["T01"].score_history[-1].hours_week == 12.0


def test_an_imported_row_keeps_its_history_and_gets_none_added(plan: Plan) -> None:
    past = [{"date": "2026-01-01", "value": 2}]
    after = done(
        plan,
        AddRow("tasks", {"name": "a", "value": 3, "score_history": past}),
        AddRow("tasks", {"name": "b", "value": 3, "score_history": []}),
        AddRow("tasks", {"name": "c", "value": 3}),
        AddRow("tasks", {"name": "d"}),
    ).plan
    counts = [len(after.tasks[one].score_history) for one in ("T02", "T03", "T04", "T05")]
    assert counts == [1, 0, 1, 0]
    assert after.tasks["T02"].score_history[0].date == date(2026, 1, 1)


def test_a_score_undone_below_a_later_one_is_a_point_of_its_own(plan: Plan) -> None:
    plan = done(plan, SetFields("tasks", "T01", {"value": 3})).plan
    plan = done(plan, SetFields("tasks", "T01", {"effectiveness": 2})).plan
    plan = step(plan, Undo("J02"))
    told = [(one.effectiveness, one.value) for one in plan.tasks["T01"].score_history]
    assert told == [(None, 3), (2, 3), (2, None)]


# Refusals.


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (SetFields("tasks", "T01", {"value": 11}), "value: 11 is not a whole number from 1 to 10"),
        (SetFields("tasks", "T01", {"valu": 1}), "tasks have no field 'valu'; did you mean value?"),
        (SetFields("tasks", "T01", {"brief": {"purpos": "x"}}), "brief has no part 'purpos'"),
        (
            SetFields("tasks", "T01", {"brief": {"done_when": [{"txt": "x"}]}}),
            r"brief.done_when\[0\] has no part 'txt'",
        ),
        (SetFields("tasks", "T01", {"brief": {"budget": -1}}), "brief.budget: -1 is not an amount"),
        (SetFields("tasks", "T01", {"hours": 1.555}), "hours: 1.555 has more than 2 decimals"),
        (SetFields("tasks", "T01", {"hours": 100}), "hours: 100 a week is more than 80"),
        (SetFields("tasks", "T01", {"hours": -1.0}), r"hours: -1\.0 is not a number from 0 to 4160"),
        (SetFields("tasks", "T01", {"name": "\u200b"}), "name: '' is not a text"),
        (SetFields("tasks", "T01", {"category": "tax"}), "category: 'tax' is not one of money, admin"),
        (SetFields("tasks", "T01", {"billable": "yes"}), "billable: 'yes' is not true or false"),
        (SetFields("contractors", "C01", {"timezone": "Mars"}), "there is no time zone 'Mars'"),
        (SetFields("profile", "1", {"fx": {"USD": {"rte": 1}}}), "fx.USD has no part 'rte'"),
        (AddRow("tasks", {"hours": 3}), "name"),
    ],
)
def test_values_that_do_not_fit_are_said_in_words(plan: Plan, edit: Edit, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        done(plan, edit)


@pytest.mark.parametrize(
    "edit",
    [SetFields("tasks", "T09", {"value": 1}), DropRow("tasks", "T09"), AddRow("checkins", {"handoff_id": "H09"})],
)
def test_rows_that_are_not_there_are_refused(plan: Plan, edit: Edit) -> None:
    fields = {"date": "2026-11-23", "minutes": 5}
    with pytest.raises(NotThere, match=r"there is no [TH]09"):
        done(plan, AddRow(edit.table, {**edit.fields, **fields}) if isinstance(edit, AddRow) else edit)


def with_trial(plan: Plan) -> Plan:
    return done(plan, AddRow("trials", {"task_id": "T01", "contractor_id": "C01"})).plan


def test_a_row_with_dependents_is_not_dropped(plan: Plan) -> None:
    plan = with_trial(plan)
    with pytest.raises(Refused, match="T01 still has R01; archive it instead"):
        done(plan, DropRow("tasks", "T01"))
    assert done(plan, DropRow("trials", "R01"), DropRow("tasks", "T01")).plan.tasks == {}
    with pytest.raises(NotThere, match="R02: task_id: there is no T01"):
        done(
            done(plan, DropRow("trials", "R01")).plan,
            AddRow("trials", {"task_id": "T01", "contractor_id": "C01"}),
            DropRow("tasks", "T01"),
        )


def test_a_row_that_points_at_itself_can_go(plan: Plan) -> None:
    plan = done(with_trial(plan), SetFields("trials", "R01", {"extension_of": "R01"})).plan
    assert done(plan, DropRow("trials", "R01")).plan.trials == {}


def test_undo_of_a_row_that_others_hang_on_by_now_is_refused(plan: Plan) -> None:
    with pytest.raises(Refused, match="C01 has R01 by now"):
        step(with_trial(plan), Undo("J01"))


def test_undo_of_a_step_whose_rows_name_each_other(plan: Plan) -> None:
    key = {"task_id": "T01", "contractor_id": "C01"}
    edits = (AddRow("trials", {**key, "extension_of": "R02"}, "R01"), AddRow("trials", key, "R02"))
    outcome = done(plan, *edits)
    back = step(outcome.plan, Undo(outcome.entry.id))
    assert back.trials == {}
    assert list(step(back, Redo(outcome.entry.id)).trials) == ["R01", "R02"]


def test_undo_below_a_later_change_of_the_same_field_is_refused(plan: Plan) -> None:
    plan = done(plan, SetFields("tasks", "T01", {"value": 3, "brief": {"purpose": "a"}})).plan
    plan = done(plan, SetFields("tasks", "T01", {"value": 4}), session="other").plan
    with pytest.raises(Refused, match="T01 was changed since: words; undo that first"):
        step(plan, Undo("J02"))
    plan = step(plan, Undo("J03"))
    assert plan.tasks["T01"].value == 3
    assert step(plan, Undo("J02")).tasks["T01"].value is None


def test_undo_of_a_row_or_a_value_below_whatever_was_done_to_the_row_since_is_refused(plan: Plan) -> None:
    changed = done(plan, SetFields("tasks", "T01", {"value": 4})).plan
    with pytest.raises(Refused, match="T01 was changed since: words; undo that first"):
        step(changed, Undo("J01"))
    with pytest.raises(Refused, match="T01 was changed since: words; undo that first"):
        step(done(changed, DropRow("tasks", "T01")).plan, Undo("J02"))


def test_undo_below_a_later_change_of_another_field_keeps_that(plan: Plan) -> None:
    plan = done(plan, SetFields("tasks", "T01", {"brief": {"purpose": "a"}})).plan
    plan = done(plan, SetFields("tasks", "T01", {"value": 4})).plan
    plan = done(plan, SetFields("tasks", "T01", {"notes": "n"})).plan
    plan = step(plan, Undo("J03"))
    assert (plan.tasks["T01"].value, plan.tasks["T01"].notes) == (None, "n")


def test_undo_and_redo_only_once(plan: Plan) -> None:
    plan = done(plan, SetFields("tasks", "T01", {"value": 3})).plan
    with pytest.raises(Refused, match="not undone any more"):
        step(plan, Redo("J02"))
    plan = step(plan, Undo("J02"))
    with pytest.raises(Refused, match="already undone"):
        step(plan, Undo("J02"))
    with pytest.raises(Refused, match="already undone"):
        step(plan, Undo("J99"))


def test_a_redo_never_leaves_rows_hanging(plan: Plan) -> None:
    plan = with_trial(plan)
    plan = step(plan, Undo("J02"))
    plan = step(plan, Undo("J01"))
    with pytest.raises(NotThere, match="there is no T01"):
        step(plan, Redo("J02"))


def test_a_redo_of_a_drop_looks_at_what_hangs_on_it(plan: Plan) -> None:
    plan = with_trial(plan)
    plan = done(plan, DropRow("trials", "R01")).plan
    plan = done(plan, DropRow("tasks", "T01")).plan
    plan = step(step(plan, Undo("J04")), Undo("J03"))
    with pytest.raises(Refused, match="T01 still has R01"):
        step(plan, Redo("J04"))


def test_an_undo_never_brings_a_row_back_without_what_it_hangs_on(plan: Plan) -> None:
    plan = with_trial(plan)
    plan = done(plan, DropRow("trials", "R01"), session="a").plan
    plan = done(plan, DropRow("tasks", "T01"), session="b").plan
    with pytest.raises(NotThere, match="there is no T01"):
        step(plan, Undo("J03"), "a")


def test_a_new_step_makes_what_was_undone_unreachable(plan: Plan) -> None:
    plan = done(plan, SetFields("tasks", "T01", {"value": 3})).plan
    plan = step(plan, Undo("J02"))
    outcome = done(plan, SetFields("tasks", "T01", {"notes": "n"}))
    assert list(outcome.plan.journal) == ["J01", "J03"]
    assert ("journal", "J02") in outcome.touched


def test_what_another_session_wrote_is_kept_in_words(plan: Plan) -> None:
    mine = done(plan, SetFields("tasks", "T01", {"value": 3})).step
    theirs = done(plan, SetFields("tasks", "T01", {"value": 7, "notes": "n"}), session="other").plan
    outcome = applied(theirs, mine, at=AT, session="me")
    assert outcome.plan.tasks["T01"].value == 3
    assert outcome.plan.tasks["T01"].notes == "n"
    assert outcome.entry.kept == ("T01 value: another session had written 7, now 3",)


# Changes without an effect, and numbers that are none.


def test_a_change_that_changes_nothing_leaves_no_trace(plan: Plan) -> None:
    outcome = done(plan, SetFields("tasks", "T01", {"hours": 3, "name": "Bookkeeping"}), SetFields("profile", "1", {}))
    assert outcome.plan is plan
    assert outcome.touched == frozenset()
    assert (outcome.entry.id, outcome.entry.words) == ("", "Nothing changed")
    assert isinstance(outcome.step, Change)
    assert outcome.step.edits[0].id == "T01"


def test_a_change_that_changes_nothing_takes_no_redo_away(plan: Plan) -> None:
    plan = step(done(plan, SetFields("tasks", "T01", {"value": 4})).plan, Undo("J02"))
    again = done(plan, SetFields("tasks", "T01", {"hours": 3})).plan
    assert next_redo(again.journal) is not None


def test_a_part_of_a_change_may_change_nothing(plan: Plan) -> None:
    outcome = done(plan, SetFields("tasks", "T01", {"hours": 3}), SetFields("tasks", "T01", {"value": 4}))
    assert [one.after for one in outcome.entry.traces] == [{"value": 4}]


def test_a_change_that_would_join_and_changes_nothing_has_the_id_of_the_step(plan: Plan) -> None:
    plan = done(plan, SetFields("tasks", "T01", {"value": 4}), joins="k").plan
    outcome = done(plan, SetFields("tasks", "T01", {"value": 4}), joins="k")
    assert outcome.plan is plan
    assert outcome.entry.id == next(plan.newest_first()).id


def test_what_another_session_had_done_already_cannot_be_taken_back_here(plan: Plan) -> None:
    with pytest.raises(Refused, match="another session had done the same"):
        step(plan, Undo(""))


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
@pytest.mark.parametrize(
    ("table", "fields", "path"),
    [
        ("tasks", {"name": "x", "hours": ...}, "hours"),
        ("contractors", {"handle": "x", "speed": ...}, "speed"),
        ("profile", {"fx": {"USD": {"rate": ...}}}, "fx.USD.rate"),
        ("imports", {"source": "csv", "hours": ...}, "hours"),
    ],
)
def test_nan_and_infinity_are_no_numbers(
    plan: Plan, table: Table, fields: dict[str, Any], path: str, number: float
) -> None:
    given = _with_number(fields, number)
    edit: Edit = SetFields("profile", "1", given) if table == "profile" else AddRow(table, given)
    with pytest.raises(BadInput, match=rf"{path}: .*(nan|inf) is not a number"):
        done(plan, edit)


def _with_number(fields: dict[str, Any], number: float) -> dict[str, Any]:
    return {
        key: number if one is ... else _with_number(one, number) if isinstance(one, dict) else one
        for key, one in fields.items()
    }
