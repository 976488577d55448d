"""The lines of `apply`: each one change, or refused in words."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from outsource_tui.exchange.apply import row_id_of, step_of_line
from outsource_tui.model.applying import applied
from outsource_tui.model.change import Change, Outcome
from outsource_tui.model.plan import Plan, empty_plan
from outsource_tui.model.problems import BadInput, Problem, Refused

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)


def done(plan: Plan, **line: Any) -> Outcome:
    return applied(plan, step_of_line(json.dumps(line), plan, at=AT), at=AT, session="s")


def added(plan: Plan, what: str, **fields: Any) -> Plan:
    return done(plan, do="add", what=what, fields=fields).plan


@pytest.fixture
def plan() -> Plan:
    plan = added(empty_plan(at=AT), "task", name="Bookkeeping", hours=3)
    return added(plan, "contractor", handle="Ada, Lisbon")


def test_add_a_task(plan: Plan) -> None:
    outcome = done(plan, do="add", what="task", fields={"name": "Inbox", "hours": 4, "brief": {"purpose": "calm"}})
    assert isinstance(outcome.step, Change)
    assert row_id_of(outcome.step) == "T02"
    task = outcome.plan.tasks["T02"]
    assert (task.hours, task.per, task.decision, task.hours_source) == (4.0, "week", "undecided", "guess")
    assert outcome.entry.words == "Added Inbox"
    assert outcome.plan.decisions == {}


def test_an_id_taken_meanwhile_is_told_with_its_reason(plan: Plan) -> None:
    line = json.dumps({"do": "add", "what": "task", "fields": {"name": "Inbox", "decision": "drop"}, "why": "spam"})
    change = step_of_line(line, plan, at=AT)
    newer = added(plan, "task", name="Posts")
    outcome = applied(newer, change, at=AT, session="s")
    assert isinstance(outcome.step, Change)
    assert row_id_of(outcome.step) == "T03"
    (row,) = outcome.plan.decisions.values()
    assert (row.entity, row.what, row.old, row.new, row.why, row.at) == ("T03", "decision", None, "drop", "spam", AT)


def test_change_merges_objects_and_replaces_lists(plan: Plan) -> None:
    plan = done(plan, do="change", id="T01", fields={"brief": {"purpose": "a", "results": ["x", "y"]}}).plan
    plan = done(plan, do="change", id="T01", fields={"brief": {"results": ["z"]}, "value": 4}).plan
    brief = plan.tasks["T01"].brief
    assert brief is not None
    assert (brief.purpose, brief.results, plan.tasks["T01"].value) == ("a", ("z",), 4)


def test_change_by_name_and_the_profile_by_itself(plan: Plan) -> None:
    plan = done(plan, do="change", what="contractor", name="Ada, Lisbon", fields={"rate": 2400}).plan
    assert plan.contractors["C01"].rate == 2400
    plan = done(plan, do="change", what="criterion", name="price per finished hour", fields={"weight": 20}).plan
    assert plan.criteria["cost"].weight == 20
    plan = done(plan, do="change", what="profile", fields={"split": 7}).plan
    assert plan.profile.split == 7


def test_several_of_a_name_are_refused_but_an_archived_one_does_not_count(plan: Plan) -> None:
    plan = added(plan, "task", name="Bookkeeping")
    with pytest.raises(BadInput, match="T01, T02"):
        done(plan, do="archive", what="task", name="Bookkeeping")
    plan = done(plan, do="archive", id="T02").plan
    assert plan.tasks["T02"].archived_at == AT
    plan = done(plan, do="change", what="task", name="Bookkeeping", fields={"value": 3}).plan
    assert plan.tasks["T01"].value == 3


def test_a_decision_is_written_down_with_and_without_a_reason(plan: Plan) -> None:
    plan = done(plan, do="change", id="T01", fields={"decision": "hand_off"}).plan
    plan = done(plan, do="change", id="T01", fields={"value": 3}).plan
    plan = done(plan, do="change", id="T01", fields={"value": 4}, why="seen the numbers").plan
    told = [(one.what, one.old, one.new, one.why) for one in plan.decisions.values()]
    assert told == [("decision", "undecided", "hand_off", ""), ("value", None, None, "seen the numbers")]


def test_archive_and_delete_keep_their_reason(plan: Plan) -> None:
    plan = done(plan, do="archive", id="T01", why="later").plan
    plan = done(plan, do="delete", id="C01", why="wrong entry").plan
    assert plan.contractors == {}
    assert [(one.entity, one.what, one.why) for one in plan.decisions.values()] == [
        ("T01", "archived", "later"),
        ("C01", "deleted", "wrong entry"),
    ]


def test_delete_of_a_row_with_dependents_is_refused(plan: Plan) -> None:
    plan = added(plan, "trial", task_id="T01", contractor_id="C01")
    with pytest.raises(Refused, match="T01 still has R01"):
        done(plan, do="delete", id="T01")


def test_a_trial_takes_the_must_haves_of_the_brief(plan: Plan) -> None:
    done_when = [{"text": "no gaps"}, {"text": "nice", "must": False}]
    plan = done(plan, do="change", id="T01", fields={"brief": {"done_when": done_when}}).plan
    trial = added(plan, "trial", task_id="T01", contractor_id="C01").trials["R01"]
    assert [one.text for one in trial.must_haves] == ["no gaps"]
    assert (trial.days, trial.state) == (2, "planned")


def test_a_trial_with_a_decision_is_decided(plan: Plan) -> None:
    plan = added(plan, "trial", task_id="T01", contractor_id="C01")
    plan = done(plan, do="change", id="R01", fields={"decision": "hire"}).plan
    assert plan.trials["R01"].state == "decided"


def test_a_handoff_is_looked_at_as_often_as_its_level_says(plan: Plan) -> None:
    fields: dict[str, Any] = {"task_id": "T01", "contractor_id": "C01", "start": "2026-11-23", "share": 0.25}
    plan = added(plan, "handoff", **fields)
    plan = added(plan, "handoff", **fields, autonomy=4)
    plan = added(plan, "handoff", **fields, autonomy=4, checkin_every_days=9)
    assert [one.checkin_every_days for one in plan.handoffs.values()] == [3, 14, 9]
    assert (plan.handoffs["H01"].rampup_hours, plan.handoffs["H01"].autonomy) == (2.0, 2)
    assert plan.handoffs["H01"].start == date(2026, 11, 23)
    with pytest.raises(Refused, match=r"at most 0\.25"):
        added(plan, "handoff", **{**fields, "share": 0.5})
    with pytest.raises(Refused, match="handed off already"):
        done(plan, do="change", id="H01", fields={"share": 0.75})
    plan = done(plan, do="change", id="H02", fields={"state": "ended"}, why="moved away").plan
    assert added(plan, "handoff", **{**fields, "share": 0.5}).handoffs["H04"].share == 0.5
    (row,) = plan.decisions.values()
    assert (row.entity, row.what, row.old, row.new, row.why) == ("H02", "state", "preparing", "ended", "moved away")


def test_a_task_gets_its_own_copy_of_a_criterion(plan: Plan) -> None:
    plan = added(plan, "criterion", key="trust", task_id="T01", weight=40)
    copy = plan.criteria["trust-T01"]
    assert (copy.weight, copy.gate_min, copy.label) == (40, 3, "reliability and trust")


def test_a_score_is_unique(plan: Plan) -> None:
    key = {"task_id": "T01", "contractor_id": "C01", "criterion": "trust"}
    plan = added(plan, "score", **key, score=3)
    with pytest.raises(Refused, match="change S01 instead"):
        added(plan, "score", **key, score=4)
    with pytest.raises(Refused, match="trust still has S01"):
        done(plan, do="delete", id="trust")
    assert "cost" not in done(plan, do="delete", id="cost").plan.criteria


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", "there is nothing in it"),
        ('{"do": "add"', "cut off"),
        ("[1]", "one JSON object"),
        ("{}", "do: None is not one of add, change"),
        ('{"do": "move"}', "do: 'move'"),
        ('{"do": ["add"]}', "do: ['add']"),
        ('{"do": "add", "what": "task"}', "fields: nothing is given"),
        ('{"do": "add", "what": "task", "fields": []}', "fields: an object"),
        ('{"do": "add", "what": "tasks", "fields": {"name": "x"}}', "what: 'tasks' is not one of task"),
        ('{"do": "add", "fields": {"name": "x"}}', "what: ''"),
        ('{"do": "add", "what": "task", "fields": {"hours": 3}}', "name: a task needs it"),
        ('{"do": "add", "what": "task", "fields": {"name": "x", "status": "plotted"}}', "worked out"),
        ('{"do": "add", "what": "task", "fields": {"name": "x", "id": "T09"}}', "id cannot be set"),
        ('{"do": "add", "what": "task", "id": "T09", "fields": {"name": "x"}}', "add takes no 'id'"),
        ('{"do": "add", "what": "task", "fields": {"name": "x", "value": 11}}', "value: 11 is not"),
        ('{"do": "add", "what": "task", "fields": {"name": "x", "notes": null}}', "notes: null is not"),
        ('{"do": "add", "what": "task", "fields": {"name": "x", "hours": true}}', "hours: true is not"),
        ('{"do": "add", "what": "task", "fields": {"name": "x", "brief": {"goal": "x"}}}', "no part 'goal'"),
        ('{"do": "add", "what": "trial", "fields": {"task_id": "T01"}}', "contractor_id: a trial needs it"),
        ('{"do": "add", "what": "handoff", "fields": {"task_id": "T01", "contractor_id": "C01"}}', "start: a handoff"),
        ('{"do": "add", "what": "trial", "fields": {"task_id": "T09", "contractor_id": "C01"}}', "there is no T09"),
        ('{"do": "add", "what": "mute", "fields": {"code": "OUT101"}}', "reason: a mute needs it"),
        ('{"do": "add", "what": "profile", "fields": {"split": 7}}', "one profile"),
        ('{"do": "change", "id": "T01", "fields": {"valu": 4}}', "did you mean value?"),
        ('{"do": "change", "id": "T09", "fields": {"value": 4}}', "there is no T09"),
        ('{"do": "change", "id": 7, "fields": {"value": 4}}', "id: a text is needed"),
        ('{"do": "change", "id": "C01", "what": "task", "fields": {"value": 4}}', "C01 is no task"),
        ('{"do": "change", "fields": {"value": 4}}', "which row is meant?"),
        ('{"do": "change", "what": "task", "name": "bookkeeping", "fields": {"value": 4}}', "no task called"),
        ('{"do": "change", "what": "trial", "name": "x", "fields": {"days": 4}}', "a trial has no name"),
        ('{"do": "change", "id": "T01", "fields": {"value": 4}, "reason": "x"}', "change takes no 'reason'"),
        ('{"do": "change", "id": "T01", "fields": {"value": 4}, "why": 3}', "why: a text"),
        ('{"do": "archive", "what": "profile"}', "the profile cannot be archived"),
        ('{"do": "archive", "id": "T01", "fields": {"value": 4}}', "archive takes no 'fields'"),
    ],
)
def test_a_line_that_does_not_fit_is_refused_in_one_line(plan: Plan, line: str, said: str) -> None:
    with pytest.raises(Problem) as caught:
        applied(plan, step_of_line(line, plan, at=AT), at=AT, session="s")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_only_the_program_writes_cannot_be_named(plan: Plan) -> None:
    plan = done(plan, do="change", id="T01", fields={"decision": "keep"}).plan
    with pytest.raises(BadInput, match="N01 cannot be changed"):
        done(plan, do="delete", id="N01")


def test_the_history_says_what_was_done_in_words(plan: Plan) -> None:
    score = {"task_id": "T01", "contractor_id": "C01", "criterion": "evidence"}
    words = []
    for line in (
        {"do": "add", "what": "score", "fields": {**score, "score": 4}},
        {"do": "change", "id": "S01", "fields": {"score": 5, "proof": "seen"}},
        {"do": "change", "id": "S01", "fields": {"note": "two sites"}},
        {"do": "add", "what": "trial", "fields": {"task_id": "T01", "contractor_id": "C01"}},
        {"do": "change", "id": "R01", "fields": {"paid_hours": 8}},
        {"do": "add", "what": "handoff", "fields": {"task_id": "T01", "contractor_id": "C01", "start": "2026-11-01"}},
        {"do": "add", "what": "checkin", "fields": {"handoff_id": "H01", "date": "2026-11-20", "minutes": 15}},
        {"do": "add", "what": "mute", "fields": {"code": "OUT301", "entity": "H01", "reason": "known for years"}},
        {"do": "archive", "id": "H01"},
    ):
        outcome = done(plan, **line)
        plan = outcome.plan
        words.append(outcome.entry.words)
    assert words == [
        "Scored for Bookkeeping: Ada, Lisbon, evidence 4",
        "Scored for Bookkeeping: Ada, Lisbon, evidence 5",
        "Ada, Lisbon, evidence: note",
        "Added a trial: Bookkeeping with Ada, Lisbon",
        "Bookkeeping with Ada, Lisbon: paid hours",
        "Added a hand-off: Bookkeeping with Ada, Lisbon",
        "Logged a look at Bookkeeping with Ada, Lisbon: 15 min, unplanned",
        "Muted OUT301 on H01: known for years",
        "Archived Bookkeeping with Ada, Lisbon",
    ]
