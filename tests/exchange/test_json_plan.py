"""A whole plan as JSON: out, in again, and what is said of a file that does not fit."""

from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal, get_args, get_origin

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from outsource_tui.exchange.json_plan import TABLES, exported, plan_import_of
from outsource_tui.exchange.json_text import encoded
from outsource_tui.model.applying import applied
from outsource_tui.model.change import AddRow, Change, Undo
from outsource_tui.model.hints import metas, struct_fields
from outsource_tui.model.kinds import DaysOff
from outsource_tui.model.plan import ROW_TYPES, Plan, empty_plan, id_of
from outsource_tui.model.problems import BadInput, NotThere
from outsource_tui.model.score import CriterionKey
from outsource_tui.model.task import Task
from outsource_tui.model.text import cleaned
from tests.thoroughness import cases

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
LATER = datetime(2026, 11, 24, 12, tzinfo=UTC)
STAMPS = {"created_at": AT, "updated_at": AT}


def status_of(plan: Plan, task: Task) -> str:
    return "plotted" if task.is_scored else "listed"


def change_of_json(data: Any, plan: Plan) -> Change:
    """What importing the data would do, as it stands in a file."""
    return plan_import_of(encoded(data), plan).change


def imported(plan: Plan, data: Any) -> Plan:
    return applied(plan, change_of_json(data, plan), at=LATER, session="s").plan


def without_stamps(data: dict[str, Any]) -> dict[str, Any]:
    def bare(row: dict[str, Any]) -> dict[str, Any]:
        return {key: one for key, one in row.items() if key not in {"created_at", "updated_at"}}

    rows: dict[str, Any] = {table: [bare(row) for row in data[table]] for table in TABLES}
    return {**data, "profile": bare(data["profile"]), **rows}


WITHOUT_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)  # a plan has too many parts to be made small in time

# Plans of any shape, made from the types of the fields.

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds
BY_PATTERN = {
    "^([01]": ["00:00", "09:30", "23:59"],
    "^[A-Z]{3}$": ["EUR", "USD", "JPY"],
    "^[A-Z]{2}$": ["PT", "KE"],
    "^[A-Z]{2}-": ["DE-BY"],
    "^OUT": ["OUT101", "OUT406"],
}


def texts(longest: int, shortest: int) -> st.SearchStrategy[str]:
    alphabet = st.sampled_from("aZ 9é字=+-@'\"[/]<>;,")
    found = st.text(alphabet, min_size=shortest, max_size=min(longest, 12)).map(lambda one: cleaned(one).strip())
    return found.filter(lambda one: len(one) >= shortest)


def bounds(hint: Any) -> dict[str, Any]:
    names = ("ge", "gt", "le", "min_length", "max_length", "pattern", "extra")
    return {name: getattr(one, name) for one in metas(hint) for name in names if getattr(one, name) is not None}


def numbers(kind: type, limits: dict[str, Any]) -> st.SearchStrategy[Any]:
    low = limits.get("ge", limits.get("gt", -1000))
    high = limits.get("le", 1000)
    if kind is int:
        return st.integers(low, high)
    places = limits.get("extra", {}).get("places", 2)
    step = 10**places
    found = st.integers(int(low * step), int(high * step)).map(lambda one: one / step)
    return found.filter(lambda one: one > limits["gt"]) if "gt" in limits else found


def values(hint: Any) -> st.SearchStrategy[Any]:
    limits = bounds(hint)
    if get_origin(hint) is Annotated or hasattr(hint, "__metadata__"):
        hint = hint.__origin__
    if type(None) in get_args(hint):
        parts = [one for one in get_args(hint) if one is not type(None)]
        return st.none() | (values(parts[0]) if "ge" not in limits else of_kind(strip(parts[0]), limits))
    return of_kind(strip(hint), limits)


def strip(hint: Any) -> Any:
    while hasattr(hint, "__metadata__") or hasattr(hint, "__supertype__"):
        hint = hint.__origin__ if hasattr(hint, "__metadata__") else hint.__supertype__
    return hint


def strings(limits: dict[str, Any]) -> st.SearchStrategy[str]:
    if limits.get("extra", {}).get("kind") == "zone":
        return st.sampled_from(["UTC", "Asia/Manila"])
    if "pattern" in limits:
        return st.sampled_from(next(v for k, v in BY_PATTERN.items() if limits["pattern"].startswith(k)))
    return texts(limits.get("max_length", 30), limits.get("min_length", 0))


def of_kind(base: Any, limits: dict[str, Any]) -> st.SearchStrategy[Any]:
    origin, args = get_origin(base), get_args(base)
    if origin is Literal:
        return st.sampled_from(args)
    simple = {bool: st.booleans(), date: DAYS, datetime: INSTANTS}
    if base in simple:
        return simple[base]
    if base is int or base is float:
        return numbers(base, limits)
    if base is str:
        return strings(limits)
    if origin is tuple and args[-1] is not Ellipsis:
        return st.tuples(*(values(one) for one in args))
    if origin is tuple:
        return st.lists(values(args[0]), max_size=min(3, limits.get("max_length", 3))).map(tuple)
    if origin is dict:
        return st.dictionaries(values(args[0]), values(args[1]), max_size=2)
    if base is DaysOff:
        ends = st.tuples(DAYS, DAYS).map(sorted)
        return st.builds(lambda two, text: DaysOff(start=two[0], end=two[1], label=text), ends, texts(20, 0))
    return structs(base)


def structs(kind: type[msgspec.Struct], **fixed: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    hints = struct_fields(kind)
    parts = {one.name: values(hints[one.encode_name]) for one in msgspec.structs.fields(kind) if one.name not in fixed}
    return st.builds(kind, **{**parts, **fixed})


def rows(table: str, count: int, **fixed: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    stamps = {"created_at": st.just(AT), "updated_at": st.just(AT)}
    each = [structs(ROW_TYPES[table], id=st.just(id_of(table, n * 3)), **stamps, **fixed) for n in range(1, count + 1)]
    return st.tuples(*each).map(lambda found: {row.id: row for row in found})


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    task = st.sampled_from(["T03", "T06"])
    person = st.sampled_from(["C03", "C06"])
    both: dict[str, Any] = {"task_id": task, "contractor_id": person}
    hours = st.none() | st.integers(0, 8000).map(lambda one: one / 100)
    entity = st.sampled_from(["T03", "C06", "R03", "*"])
    start = empty_plan(at=AT)
    own_keys = draw(st.sets(st.sampled_from(get_args(CriterionKey)), max_size=2))
    shape = ROW_TYPES["criteria"]
    fixed = {name: st.just(AT) for name in STAMPS}
    criteria = {
        key: draw(structs(shape, id=st.just(key), key=st.just(key), task_id=st.none(), **fixed))
        for key in draw(st.sets(st.sampled_from(list(start.criteria)), min_size=1))
    }
    for key in own_keys:
        name = f"{key}-T03"
        criteria[name] = draw(structs(shape, id=st.just(name), key=st.just(key), task_id=st.just("T03"), **fixed))
    scores = draw(rows("scores", 2, **both))
    unique = {(one.task_id, one.contractor_id, one.criterion): one for one in scores.values()}
    profile = draw(structs(ROW_TYPES["profile"], id=st.just("1"), **fixed))
    return msgspec.structs.replace(
        start,
        profile=profile,
        tasks=draw(rows("tasks", 2, hours=hours)),
        contractors=draw(rows("contractors", 2, backup_for=st.lists(person, max_size=2).map(tuple))),
        criteria=criteria,
        scores={one.id: one for one in unique.values()},
        trials=draw(rows("trials", 2, **both, extension_of=st.none() | st.just("R03"))),
        handoffs=draw(rows("handoffs", 2, **both)),
        checkins=draw(rows("checkins", 2, handoff_id=st.sampled_from(["H03", "H06"]))),
        decisions=draw(rows("decisions", 2, entity=entity)),
        mutes=draw(rows("mutes", 1, entity=entity)),
        imports=draw(rows("imports", 1, mapping=st.dictionaries(texts(9, 1), task, max_size=2))),
        snapshots=draw(rows("snapshots", 2)),
    )


@settings(max_examples=cases(12), deadline=None, phases=WITHOUT_SHRINKING, suppress_health_check=list(HealthCheck))
@given(plans())
def test_an_export_imported_into_an_empty_plan_exports_the_same(plan: Plan) -> None:
    first = exported(plan, status_of)
    text = encoded(first)
    start = empty_plan(at=AT, timezone="Europe/Berlin")
    outcome = applied(start, plan_import_of(text, start).change, at=LATER, session="s")
    assert without_stamps(exported(outcome.plan, status_of)) == without_stamps(first)
    assert outcome.renamed == {}
    back = applied(outcome.plan, Undo(outcome.entry.id), at=LATER, session="s").plan
    assert without_stamps(exported(back, status_of)) == without_stamps(exported(start, status_of))


@settings(max_examples=cases(8), deadline=None, phases=WITHOUT_SHRINKING, suppress_health_check=list(HealthCheck))
@given(plans())
def test_imported_beside_others_every_reference_goes_with_its_row(plan: Plan) -> None:
    data = exported(plan, status_of)
    twice = imported(imported(empty_plan(at=AT), data), data)
    assert len(twice.tasks) == 4
    assert len(twice.scores) == 2 * len(plan.scores)
    first, second = [list(twice.trials.values())[half : half + 2] for half in (0, 2)]
    for one, other in zip(first, second, strict=True):
        assert twice.tasks[other.task_id].name == twice.tasks[one.task_id].name
        assert other.task_id != one.task_id
        assert other.contractor_id != one.contractor_id
        assert (one.extension_of, other.extension_of) in {(None, None), ("R03", first_free(other.extension_of))}
    for task in list(twice.tasks.values())[2:]:
        assert task.score_history == plan.tasks["T03" if task.id == "T07" else "T06"].score_history
    old, new = twice.imports.values()
    assert set(new.mapping.values()) <= {"T07", "T08"}
    assert set(old.mapping.values()) <= {"T03", "T06"}


def first_free(given_id: str | None) -> str | None:
    assert given_id in {None, "R07", "R08"}
    return given_id


def test_every_field_is_there_and_numbers_are_numbers() -> None:
    plan = imported(empty_plan(at=AT), {"tasks": [{"id": "T04", "name": "Inbox", "hours": 3, "effectiveness": 3}]})
    data = exported(plan, status_of)
    assert list(data) == ["schema", "app", "profile", *TABLES]
    (task,) = data["tasks"]
    assert task["status"] == "listed"
    assert (task["hours"], task["value"], task["knowledge"]["k1"]) == (3.0, None, None)
    assert set(task) == {*struct_fields(Task), "status"}
    assert data["profile"]["currency"] == "EUR"
    assert "journal" not in data
    assert task["created_at"] == "2026-11-24T12:00:00Z"


def test_tables_and_fields_may_be_left_out_and_no_history_is_added() -> None:
    plan = imported(empty_plan(at=AT), {"tasks": [{"name": "Inbox", "effectiveness": 3, "status": "listed"}]})
    assert plan.tasks["T01"].score_history == ()
    assert plan.profile.currency == "EUR"
    assert len(plan.criteria) == 7


def test_one_criterion_alone_leaves_the_others() -> None:
    plan = imported(empty_plan(at=AT), {"criteria": [{"key": "trust", "weight": 30}]})
    assert plan.criteria["trust"].weight == 30
    assert plan.criteria["trust"].gate_min == 3
    assert len(plan.criteria) == 7


def test_profile_and_criteria_stay_where_there_are_tasks() -> None:
    plan = imported(empty_plan(at=AT), {"tasks": [{"name": "Inbox"}]})
    data = {"profile": {"role": "x"}, "criteria": [{"key": "trust", "weight": 1}], "tasks": [{"name": "Inbox"}]}
    read = plan_import_of(encoded(data), plan)
    after = applied(plan, read.change, at=LATER, session="s").plan
    assert after.profile == plan.profile
    assert after.criteria == plan.criteria
    assert len(after.tasks) == 2
    assert "left as they are" in read.notes[0]
    assert "name that is there already" in read.notes[1]
    assert read.counts == {"tasks": 1}
    assert read.change.words == "Imported a plan: 1 task"


def test_the_profile_is_taken_field_by_field_and_its_maps_whole() -> None:
    plan = imported(empty_plan(at=AT), {"profile": {"languages": {"de": "native", "en": "C1"}, "split": 7}})
    plan = imported(plan, {"profile": {"languages": {"en": "C2"}}})
    assert plan.profile.languages == {"en": "C2"}
    assert plan.profile.split == 7


def test_scores_are_matched_by_what_they_are_about() -> None:
    data = {
        "tasks": [{"id": "T01", "name": "Inbox"}],
        "contractors": [{"id": "C01", "handle": "Ada"}],
        "scores": [{"task_id": "T01", "contractor_id": "C01", "criterion": "trust", "score": 3, "note": "x"}],
    }
    plan = imported(empty_plan(at=AT), data)
    score = {"id": "S09", "task_id": "T01", "contractor_id": "C01", "criterion": "trust", "score": 4}
    after = imported(plan, {"scores": [score]})
    assert [(one.id, one.score, one.note) for one in after.scores.values()] == [("S01", 4, "x")]
    assert change_of_json({"scores": [score]}, after).edits == ()


def test_ids_that_are_no_ids_are_replaced_with_their_references() -> None:
    data = {
        "tasks": [{"id": "1", "name": "Inbox"}, {"id": "T01", "name": "Posts"}],
        "contractors": [{"id": "1", "handle": "Ada"}],
        "trials": [{"task_id": "1", "contractor_id": "1"}, {"task_id": "T01", "contractor_id": "1"}],
    }
    plan = imported(empty_plan(at=AT), data)
    assert {one.id: one.name for one in plan.tasks.values()} == {"T01": "Posts", "T02": "Inbox"}
    assert [one.task_id for one in plan.trials.values()] == ["T02", "T01"]


def test_an_id_of_a_deleted_row_is_not_given_again() -> None:
    plan = imported(empty_plan(at=AT), {"tasks": [{"id": "T05", "name": "Inbox"}]})
    plan = applied(plan, Undo("J01"), at=AT, session="s").plan
    plan = imported(plan, {"tasks": [{"id": "T05", "name": "Posts"}]})
    assert list(plan.tasks) == ["T06"]


def test_a_row_added_meanwhile_moves_the_imported_ones_and_their_references() -> None:
    start = empty_plan(at=AT)
    data = {
        "contractors": [{"id": "C01", "handle": "Ada", "backup_for": ["C02"]}, {"id": "C02", "handle": "Bob"}],
        "tasks": [{"id": "T01", "name": "Inbox", "steering": {"checker": "C02"}}],
    }
    change = change_of_json(data, start)
    newer = applied(start, Change("x", (AddRow("contractors", {"handle": "Zoe"}),)), at=AT, session="other").plan
    plan = applied(newer, change, at=AT, session="s").plan
    assert plan.contractors["C02"].backup_for == ("C03",)
    steering = plan.tasks["T01"].steering
    assert steering is not None
    assert steering.checker == "C03"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"tasks": [{"name": "In', "plan.json: the JSON is cut off"),
        ("", "there is nothing in it"),
        ('{"tasks": [\n{"name": x}]}', "line 2, column 10"),
        ('{"tasks": [{"name": NaN}]}', "this is not JSON"),
        ("[" * 5000, "JSON"),
        ("[]", "one JSON object is needed"),
        ('{"schema": 2}', "newer"),
        ('{"schema": "1"}', "schema: '1'"),
        ('{"app": "other"}', "app: 'other'"),
        ('{"rows": []}', "no table 'rows'"),
        ('{"tasks": {}}', "tasks: a list of rows is needed"),
        ('{"tasks": [3]}', "plan.json, tasks, row 1: a row must be an object"),
        ('{"tasks": [{"name": "a"}, {"name": "b", "value": 11}]}', "tasks, row 2: value: 11 is not a whole number"),
        ('{"tasks": [{"name": "a", "valu": 1}]}', "did you mean value?"),
        ('{"tasks": [{"name": "a", "brief": {"purpos": "x"}}]}', "brief has no part 'purpos'"),
        ('{"tasks": [{"hours": 3}]}', "tasks, row 1: name is missing"),
        ('{"tasks": [{"name": ""}]}', "name: '' is not a text of 1 to 80 characters"),
        ('{"tasks": [{"name": "a", "brief": {"done_when": [{"must": true}]}}]}', "brief.done_when[0]: text is missing"),
        ('{"contractors": [{"handle": "a", "country": "germany"}]}', "'germany' is not a country code such as DE"),
        ('{"contractors": [{"handle": "a", "rate_currency": "euro"}]}', "'euro' is not a currency code such as EUR"),
        ('{"tasks": [{"name": "a", "id": 3}]}', "id: 3 is not a text"),
        ('{"tasks": [{"name": "a", "id": "T1"}, {"name": "b", "id": "T1"}]}', "T1 is there twice"),
        ('{"criteria": [{"key": "trust"}, {"key": "trust"}]}', "row 2"),
        ('{"contractors": [{"handle": "a", "timezone": "Mars"}]}', "no time zone"),
        ('{"profile": []}', "profile: an object is needed"),
        ('{"tasks": [' + ",".join(['{"name": "a"}'] * 10_001) + "]}", "10,000 rows"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_in_one_line(text: str, said: str) -> None:
    with pytest.raises(BadInput) as caught:
        plan_import_of(text, empty_plan(at=AT), "plan.json")
    line = str(caught.value)
    assert said in line
    assert line.startswith("plan.json")
    assert "\n" not in line
    assert len(line) <= 300


def test_a_reference_to_nothing_is_refused() -> None:
    with pytest.raises(NotThere, match="there is no T09"):
        imported(empty_plan(at=AT), {"trials": [{"task_id": "T09", "contractor_id": "C01"}]})
