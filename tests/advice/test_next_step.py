"""Every state of the walk has one next thing to do, with its reason."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from outsource_tui.advice.checks.registry import checked
from outsource_tui.advice.next_step import next_step, next_steps
from outsource_tui.advice.step import NextStep
from outsource_tui.advice.walk import walk_steps
from outsource_tui.data import demo_plan
from outsource_tui.model.plan import Plan
from tests.thoroughness import cases

TODAY = date(2026, 1, 15)  # a Thursday
AT = datetime(2026, 1, 15, 9, 0, tzinfo=UTC)
Bare = Callable[..., Plan]
Fields = dict[str, Any]


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def what(step: NextStep) -> tuple[str, str | None, int]:
    return step.kind, step.entity, step.step


KNOWS = {f"k{n}": 2 for n in range(1, 7)}
SCORED = {"name": "Books", "hours": 4.0, "effectiveness": 3, "value": 3}
GIVEN = {**SCORED, "decision": "hand_off", "knowledge": KNOWS}
ANN: Fields = {
    "handle": "Ann", "timezone": "Europe/Berlin", "work_days": ["mon", "tue", "wed", "thu", "fri"],
    "work_start": "09:00", "work_end": "17:00",
}  # fmt: skip
MARK = {"task_id": "T01", "contractor_id": "C01", "criterion": "trust", "score": 4}
TRIAL = {"task_id": "T01", "contractor_id": "C01", "paid_hours": 8.0, "rate": 1500}
HANDOFF = {"task_id": "T01", "contractor_id": "C01", "checkin_every_days": 7, "start": ago(7)}
CARD = dict.fromkeys(["result", "deadline", "communication", "independence", "feedback", "again"], 5)


def with_trial(bare: Bare, **fields: Any) -> Plan:
    return bare(
        tasks={"T01": GIVEN}, contractors={"C01": ANN}, scores={"S01": MARK}, trials={"R01": {**TRIAL, **fields}}
    )


def with_handoff(bare: Bare, **fields: Any) -> Plan:
    return bare(tasks={"T01": GIVEN}, contractors={"C01": ANN}, handoffs={"H01": {**HANDOFF, **fields}})


def test_an_empty_plan_wants_tasks(bare: Bare) -> None:
    assert what(next_step(bare(), TODAY)) == ("add_tasks", None, 1)


def test_a_new_task_wants_its_scores(bare: Bare) -> None:
    step = next_step(bare(tasks={"T01": {"name": "Books"}}), TODAY)
    assert what(step) == ("score", "T01", 1)
    assert (step.words, step.reason) == ("Score Books", "it is not on the grid yet")


def test_all_scores_come_before_the_first_decision(bare: Bare) -> None:
    plan = bare(tasks={"T01": SCORED, "T02": {"name": "Mail"}, "T03": {"name": "Posts", "hours": 2.0}})
    step = next_step(plan, TODAY)
    assert what(step) == ("score", "T03", 1)  # the one with hours first
    assert step.reason == "2 tasks are not on the grid yet"


def test_a_scored_task_wants_a_decision_the_first_of_the_list_first(bare: Bare) -> None:
    plan = bare(tasks={"T01": SCORED, "T02": {**SCORED, "name": "Mail", "effectiveness": 1}})
    step = next_step(plan, TODAY)
    assert what(step) == ("decide", "T02", 2)
    assert "first on the list" in step.reason


def test_the_core_is_decided_last_and_what_is_mine_alone_not_at_all(bare: Bare) -> None:
    core = {**SCORED, "effectiveness": 9, "value": 9}
    plan = bare(tasks={"T01": core, "T02": {**SCORED, "name": "Mail"}, "T03": {**SCORED, "owner_only": True}})
    assert [one.entity for one in next_steps(plan, TODAY, 9) if one.kind == "decide"] == ["T02", "T01"]


def test_a_decided_task_wants_to_know_whether_i_could_steer_it(bare: Bare) -> None:
    plan = bare(tasks={"T01": {**GIVEN, "knowledge": {"k1": 2, "k2": 2}}})
    step = next_step(plan, TODAY)
    assert what(step) == ("rate_knowledge", "T01", 2)
    assert step.words == "Answer 4 questions about Books"
    one_left = bare(tasks={"T01": {**GIVEN, "knowledge": dict.fromkeys(["k1", "k2", "k3", "k4", "k5"], 2)}})
    assert next_step(one_left, TODAY).words == "Answer 1 question about Books"


def test_knowing_too_little_wants_a_steering_brief_and_then_another_rating(bare: Bare) -> None:
    little = {**GIVEN, "knowledge": dict.fromkeys(KNOWS, 0)}
    assert what(next_step(bare(tasks={"T01": little}), TODAY)) == ("write_steering", "T01", 2)
    steering = {"terms": list("abcde"), "good_signs": list("abc"), "bad_signs": list("abc")}
    plan = bare(tasks={"T01": {**little, "steering": steering}})
    assert what(next_step(plan, TODAY)) == ("rate_knowledge", "T01", 2)


def test_without_people_somebody_is_to_be_added(bare: Bare) -> None:
    assert what(next_step(bare(tasks={"T01": GIVEN}), TODAY)) == ("add_person", "T01", 3)
    turned_down = bare(tasks={"T01": GIVEN}, contractors={"C01": {**ANN, "status": "no"}})
    assert what(next_step(turned_down, TODAY)) == ("add_person", "T01", 3)


def test_people_are_to_be_compared(bare: Bare) -> None:
    plan = bare(tasks={"T01": GIVEN}, contractors={"C01": ANN})
    assert what(next_step(plan, TODAY)) == ("compare", "T01", 3)


def test_everybody_stopped_at_a_gate_means_to_look_on(bare: Bare) -> None:
    plan = bare(tasks={"T01": GIVEN}, contractors={"C01": ANN}, scores={"S01": {**MARK, "score": 1}})
    step = next_step(plan, TODAY)
    assert what(step) == ("compare", "T01", 3)
    assert "gate" in step.reason


def test_the_best_match_gets_a_trial(bare: Bare) -> None:
    plan = bare(
        tasks={"T01": GIVEN},
        contractors={"C01": ANN, "C02": {**ANN, "handle": "Ben"}},
        scores={"S01": MARK, "S02": {**MARK, "contractor_id": "C02", "score": 5}},
    )
    step = next_step(plan, TODAY)
    assert what(step) == ("plan_trial", "T01", 4)
    assert (step.contractor, step.words) == ("C02", "Plan a trial of Books with Ben")
    assert step.reason == "the best match so far"
    alone = bare(tasks={"T01": GIVEN}, contractors={"C01": ANN}, scores={"S01": MARK})
    assert next_step(alone, TODAY).reason == "a test run of two days before anything lasts"


def test_somebody_known_needs_no_trial(bare: Bare) -> None:
    known = {**ANN, "worked_before": True}
    step = next_step(bare(tasks={"T01": GIVEN}, contractors={"C01": known}, scores={"S01": MARK}), TODAY)
    assert what(step) == ("hand_over", "T01", 5)
    assert step.contractor == "C01"


def test_a_failed_trial_means_to_look_on(bare: Bare) -> None:
    assert what(next_step(with_trial(bare, state="decided", decision="pass"), TODAY)) == ("compare", "T01", 3)


def test_a_trial_without_a_date_wants_one(bare: Bare) -> None:
    assert what(next_step(with_trial(bare), TODAY)) == ("date_trial", "R01", 4)


@pytest.mark.parametrize(("days", "kind"), [(-1, "add_tasks"), (0, "start_trial"), (3, "start_trial")])
def test_a_trial_begins_on_its_day(bare: Bare, days: int, kind: str) -> None:
    step = next_step(with_trial(bare, start=ago(days)), TODAY)
    assert step.kind == kind


def test_a_running_trial_is_noted_once_a_day(bare: Bare) -> None:
    plan = with_trial(bare, start=ago(0), state="running")
    assert what(next_step(plan, TODAY)) == ("log_trial", "R01", 4)
    noted = replace(plan, trials={"R01": replace(plan.trials["R01"], updated_at=AT)})
    assert next_step(noted, TODAY).kind == "add_tasks"


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (ago(1), "log_trial"),  # Wednesday and today
        (ago(2), "end_trial"),  # Tuesday and Wednesday
        (ago(6), "end_trial"),  # Friday and Monday
    ],
)
def test_a_trial_ends_after_its_shared_working_days(bare: Bare, start: str, kind: str) -> None:
    assert what(next_step(with_trial(bare, start=start, state="running"), TODAY)) == (kind, "R01", 4)


def test_a_weekend_does_not_count_as_a_day_of_the_trial(bare: Bare) -> None:
    plan = with_trial(bare, start="2026-01-16", state="running")  # Friday and Monday
    assert next_step(plan, date(2026, 1, 19)).kind == "log_trial"
    assert next_step(plan, date(2026, 1, 20)).kind == "end_trial"


def test_a_trial_in_review_wants_its_card_and_then_a_decision(bare: Bare) -> None:
    review = {"state": "review", "start": ago(5), "review_since": ago(2), "actual_hours": 8.0}
    assert what(next_step(with_trial(bare, **review), TODAY)) == ("score_trial", "R01", 4)
    step = next_step(with_trial(bare, **review, card=CARD), TODAY)
    assert what(step) == ("decide_trial", "R01", 4)
    assert step.reason == "in review for 2 days; the rule says to hire"
    since_yesterday = with_trial(bare, **{**review, "review_since": ago(1)}, card=CARD)
    assert next_step(since_yesterday, TODAY).reason == "in review for 1 day; the rule says to hire"


def test_who_was_hired_gets_the_task(bare: Bare) -> None:
    step = next_step(with_trial(bare, state="decided", decision="hire"), TODAY)
    assert what(step) == ("hand_over", "T01", 5)
    assert (step.words, step.contractor) == ("Hand Books over to Ann", "C01")


@pytest.mark.parametrize(("days", "kind"), [(-1, "add_tasks"), (0, "start_handoff")])
def test_a_prepared_handoff_starts_on_its_day(bare: Bare, days: int, kind: str) -> None:
    assert next_step(with_handoff(bare, start=ago(days)), TODAY).kind == kind


@pytest.mark.parametrize(("days", "kind"), [(6, "add_tasks"), (7, "take_look"), (9, "take_look")])
def test_a_look_is_due_after_the_agreed_days(bare: Bare, days: int, kind: str) -> None:
    step = next_step(with_handoff(bare, state="running", start=ago(days)), TODAY)
    assert step.kind == kind
    assert kind == "add_tasks" or step.reason == f"the last look was {days} days ago, agreed is every 7"


def test_a_look_every_day_is_due_a_day_after_the_last(bare: Bare) -> None:
    step = next_step(with_handoff(bare, state="running", start=ago(1), checkin_every_days=1), TODAY)
    assert (step.kind, step.reason) == ("take_look", "the last look was 1 day ago, agreed is every day")


def test_what_was_taken_back_is_decided_again(bare: Bare) -> None:
    plan = with_handoff(bare, state="taken_back", end=ago(2))
    step = next_step(plan, TODAY)
    assert what(step) == ("decide", "T01", 2)
    assert step.reason == "you took it back on Tue 2026-01-13"
    again: Fields = {"entity": "T01", "what": "decision", "to": "hand_off", "at": "2026-01-14T12:00:00Z"}
    decided = bare(
        tasks={"T01": GIVEN}, contractors={"C01": ANN}, decisions={"N01": again},
        handoffs={"H01": {**HANDOFF, "state": "taken_back", "end": ago(2)}},
    )  # fmt: skip
    assert what(next_step(decided, TODAY)) == ("compare", "T01", 3)


KEPT = {f"T{n:02d}": {**SCORED, "name": f"Task {n}", "decision": "automate"} for n in range(2, 7)}


def test_nothing_left_says_when_the_next_look_is(bare: Bare) -> None:
    plan = bare(
        tasks={"T01": GIVEN, **KEPT}, contractors={"C01": ANN},
        handoffs={"H01": {**HANDOFF, "state": "running", "start": ago(3)}},
    )  # fmt: skip
    step = next_step(plan, TODAY)
    assert what(step) == ("enjoy", "H01", 5)
    assert step.reason == "4.0 hours a week come back; next: a look at Books (Ann) on Mon 2026-01-19"


def test_of_two_things_to_come_the_nearer_is_told(bare: Bare) -> None:
    running = {**HANDOFF, "state": "running"}
    plan = bare(
        tasks={"T01": GIVEN, "T02": {**GIVEN, "name": "Mail"}, **{key: KEPT[key] for key in ("T03", "T04", "T05")}},
        contractors={"C01": ANN},
        handoffs={"H01": {**running, "start": ago(3)}, "H02": {**running, "task_id": "T02", "start": ago(5)}},
    )
    assert "next: a look at Mail (Ann) on Sat 2026-01-17" in next_step(plan, TODAY).reason


@pytest.mark.parametrize(("count", "words"), [(1, "only 1 task is listed"), (4, "only 4 tasks are listed")])
def test_a_short_list_wants_more(bare: Bare, count: int, words: str) -> None:
    step = next_step(bare(tasks=dict(list(KEPT.items())[:count])), TODAY)
    assert (what(step), step.reason) == (("add_tasks", None, 1), words)


def test_nothing_left_without_a_handoff_says_so(bare: Bare) -> None:
    step = next_step(bare(tasks=KEPT), TODAY)
    assert what(step) == ("enjoy", None, 5)
    assert step.reason == "no task is to go to somebody else"


def test_a_coming_trial_is_what_to_wait_for(bare: Bare) -> None:
    plan = bare(
        tasks={"T01": GIVEN, **KEPT}, contractors={"C01": ANN}, trials={"R01": {**TRIAL, "start": "2026-01-20"}}
    )
    step = next_step(plan, TODAY)
    assert what(step) == ("enjoy", "R01", 4)
    assert "the trial of Books (Ann) begins on Tue 2026-01-20" in step.reason


@pytest.mark.parametrize(
    ("tables", "words"),
    [
        ({"handoffs": {"H01": {**HANDOFF, "start": "2026-01-20"}}}, "the start of Books (Ann) on Tue 2026-01-20"),
        (
            {"trials": {"R01": {**TRIAL, "state": "running", "start": ago(0), "updated_at": AT.isoformat()}}},
            "the trial of Books (Ann) ends on Fri 2026-01-16",
        ),
    ],
)
def test_what_comes_by_itself_is_said(bare: Bare, tables: Fields, words: str) -> None:
    step = next_step(bare(tasks={"T01": GIVEN, **KEPT}, contractors={"C01": ANN}, **tables), TODAY)
    assert step.kind == "enjoy"
    assert step.reason == f"next: {words}"


def test_without_a_known_schedule_the_days_of_a_trial_are_days_in_a_row(bare: Bare) -> None:
    trial = {**TRIAL, "state": "running", "start": ago(2)}
    plan = bare(tasks={"T01": GIVEN, **KEPT}, contractors={"C01": {"handle": "Ann"}}, trials={"R01": trial})
    assert next_step(plan, TODAY).reason == "its last day was Wed 2026-01-14"


def test_a_running_trial_without_a_start_wants_its_date(bare: Bare) -> None:
    assert next_step(with_trial(bare, state="running"), TODAY).kind == "date_trial"


def test_who_was_hired_and_has_left_is_hired_no_more(bare: Bare) -> None:
    hired = {**TRIAL, "state": "decided", "decision": "hire"}
    gone = {**ANN, "archived_at": AT.isoformat()}
    plan = bare(tasks={"T01": GIVEN}, contractors={"C01": gone, "C02": {**ANN, "handle": "Ben"}}, trials={"R01": hired})
    assert what(next_step(plan, TODAY)) == ("compare", "T01", 3)


def test_what_is_under_way_comes_first(bare: Bare) -> None:
    plan = bare(
        tasks={"T01": GIVEN, "T02": {"name": "Mail"}, "T03": SCORED, "T04": {**GIVEN, "name": "Posts"}},
        contractors={"C01": ANN},
        trials={"R01": {**TRIAL, "state": "review"}},
        handoffs={"H01": {**HANDOFF, "task_id": "T04", "state": "running"}},
    )
    kinds = [one.kind for one in next_steps(plan, TODAY, 9)]
    assert kinds == ["score_trial", "take_look", "score", "decide", "add_tasks"]


def test_somebody_who_was_hired_waits_for_nobody(bare: Bare) -> None:
    plan = with_trial(bare, state="decided", decision="hire")
    plan = replace(plan, tasks={**plan.tasks, "T02": replace(plan.tasks["T01"], id="T02", effectiveness=None)})
    assert [one.kind for one in next_steps(plan, TODAY, 2)] == ["hand_over", "score"]


def test_the_demo_says_what_to_do_now_and_after_that() -> None:
    steps = next_steps(demo_plan(TODAY, AT), TODAY)
    assert [what(one) for one in steps] == [
        ("decide_trial", "R02", 4),
        ("hand_over", "T09", 5),
        ("decide", "T05", 2),
    ]
    assert steps[0].reason == "in review for 13 days; the rule says to give one more round"


TASKS = st.fixed_dictionaries(
    {"name": st.just("Task")},
    optional={
        "hours": st.sampled_from([0.0, 0.25, 4.0, 40.0]),
        "effectiveness": st.integers(1, 10),
        "value": st.integers(1, 10),
        "decision": st.sampled_from(["undecided", "keep", "drop", "automate", "learn", "hand_off", "team_up"]),
        "owner_only": st.booleans(),
        "failure_impact": st.sampled_from(["low", "severe"]),
        "sync_need": st.sampled_from(["none", "high"]),
        "run_minutes": st.integers(1, 60),
        "knowledge": st.sampled_from([KNOWS, {"k1": 1}, dict.fromkeys(KNOWS, 0)]),
    },
)
DATES = st.integers(-60, 60).map(ago)
TRIALS = st.fixed_dictionaries(
    {"task_id": st.sampled_from(["T01", "T02", "T99"]), "contractor_id": st.sampled_from(["C01", "C99"])},
    optional={
        "start": DATES,
        "state": st.sampled_from(["planned", "running", "review", "decided", "cancelled"]),
        "decision": st.sampled_from(["hire", "extend", "pass"]),
        "rate": st.integers(0, 5000),
        "paid_hours": st.sampled_from([0.5, 8.0]),
        "review_since": DATES,
        "card": st.just(CARD),
        "actual_hours": st.sampled_from([0.0, 8.0, 12.0]),
    },
)
HANDOFFS = st.fixed_dictionaries(
    {
        "task_id": st.sampled_from(["T01", "T02", "T99"]),
        "contractor_id": st.sampled_from(["C01", "C99"]),
        "start": DATES,
    },
    optional={
        "state": st.sampled_from(["preparing", "running", "paused", "ended", "taken_back"]),
        "end": DATES,
        "share": st.sampled_from([0.05, 0.5, 1.0]),
        "autonomy": st.integers(1, 5),
    },
)
PEOPLE = st.fixed_dictionaries(
    {"handle": st.just("Ann")},
    optional={
        "timezone": st.sampled_from(["Europe/Berlin", "Pacific/Auckland", "Nowhere/Land"]),
        "work_days": st.just(["mon", "sat"]),
        "work_start": st.just("22:00"),
        "work_end": st.just("06:00"),
        "rate": st.integers(0, 9000),
        "rate_unit": st.sampled_from(["hour", "day", "fixed"]),
        "rate_currency": st.sampled_from(["EUR", "JPY"]),
        "worked_before": st.booleans(),
    },
)


@settings(max_examples=cases(80), deadline=None)
@given(tasks=st.lists(TASKS, max_size=6), trials=st.lists(TRIALS, max_size=3), handoffs=st.lists(HANDOFFS, max_size=3),
       people=st.lists(PEOPLE, max_size=2))  # fmt: skip
def test_any_plan_has_a_next_step_findings_and_a_walk(
    bare: Bare, tasks: list[Fields], trials: list[Fields], handoffs: list[Fields], people: list[Fields]
) -> None:
    plan = bare(
        tasks={f"T{n:02d}": fields for n, fields in enumerate(tasks, start=1)},
        contractors={f"C{n:02d}": fields for n, fields in enumerate(people, start=1)},
        trials={f"R{n:02d}": fields for n, fields in enumerate(trials, start=1)},
        handoffs={f"H{n:02d}": fields for n, fields in enumerate(handoffs, start=1)},
        scores={"S01": MARK} if tasks and people else {},
    )
    step = next_step(plan, TODAY)
    assert step.words
    assert step.reason
    assert step.entity is None or plan.find(step.entity)
    walk = walk_steps(plan, TODAY)
    assert [one.number for one in walk] == [1, 2, 3, 4, 5]
    assert all(0 <= one.done <= one.total for one in walk)
    assert [one.number for one in walk if one.state == "now"] == ([] if step.kind == "enjoy" else [step.step])
    result = checked(plan, TODAY)
    pairs = [(one["code"], one["entity"]) for one in result["findings"]]
    assert len(pairs) == len(set(pairs))
    assert all(score is None or 0 <= score <= 100 for score in result["card"].values())
