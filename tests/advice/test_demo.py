"""The demo is told from today: its figures, findings and card hold on any day (PRODUCT.md sections 6 and 8)."""

from datetime import UTC, date, datetime

import pytest

from outsource_tui.advice.card import card_of
from outsource_tui.advice.checks.registry import checked, findings_of
from outsource_tui.advice.comparison import comparison_of
from outsource_tui.advice.hours import freed_year_of_week, lower_cells_week, on_desk_week
from outsource_tui.advice.money import comfort_rate, deal_of, finished_price, task_deal, worth_hour
from outsource_tui.advice.overlap import overlap_of
from outsource_tui.advice.oversight import oversight_of
from outsource_tui.advice.priority import grid_fit, priority_of, ranked
from outsource_tui.advice.quadrant import neighbours_of, quadrant_of
from outsource_tui.advice.readiness import readiness_of
from outsource_tui.advice.rounding import half_up
from outsource_tui.advice.trial_rule import rule_of, trial_cost, trial_oversight, trial_score, trial_speed
from outsource_tui.data import demo_plan
from outsource_tui.model.kinds import Quadrant
from outsource_tui.model.plan import Plan

DAYS = [
    date(2026, 1, 15), date(2026, 3, 8), date(2026, 3, 29), date(2026, 7, 13), date(2026, 10, 26), date(2027, 1, 1),
    date(2028, 2, 29),
]  # fmt: skip
FIGURES: list[tuple[str, Quadrant, bool, str, str]] = [
    ("T04", "HAND OFF", False, "77.8", "77.4"),
    ("T06", "LIGHTEN", True, "61.1", "66.1"),
    ("T07", "HAND OFF", False, "66.7", "57.7"),
    ("T05", "HAND OFF", True, "61.1", "47.4"),
    ("T09", "TEAM UP", False, "50.0", "43.3"),
    ("T08", "HAND OFF", True, "72.2", "41.1"),
    ("T11", "LIGHTEN", False, "55.6", "39.3"),
    ("T10", "TEAM UP", False, "50.0", "35.6"),
    ("T13", "LIGHTEN", True, "66.7", "33.9"),
    ("T12", "LIGHTEN", False, "61.1", "26.5"),
    ("T14", "TEAM UP", False, "55.6", "24.6"),
    ("T03", "KEEP", True, "33.3", "26.4"),
    ("T02", "KEEP", False, "16.7", "11.7"),
    ("T01", "KEEP", False, "5.6", "0.0"),
    ("T15", "KEEP", False, "16.7", "0.0"),
]
READINESS = {
    "T04": ("75.0", "42", "ready"), "T06": ("91.7", "42", "ready"), "T07": ("66.7", "46", "ready"),
    "T05": ("83.3", "46", "ready"), "T09": ("66.7", "58", "ready"), "T08": ("33.3", "50", "not yet"),
    "T11": ("91.7", "38", "ready"), "T10": ("50.0", "58", "nearly"), "T13": ("91.7", "38", "ready"),
    "T14": ("41.7", "62", "not yet"),
}  # fmt: skip
FINDINGS = [
    ("OUT301", "H02"), ("OUT401", "H02"), ("OUT503", "C02"),
    ("OUT203", "T12"), ("OUT203", "T13"), ("OUT304", "T07"), ("OUT306", "C03"), ("OUT308", "R02"),
    ("OUT403", "H02"), ("OUT404", "H02"), ("OUT405", "H02"), ("OUT505", "C02"), ("OUT506", "C02"),
    ("OUT206", "T03"), ("OUT206", "T06"), ("OUT208", "T09"), ("OUT310", "C06"), ("OUT407", "H01"), ("OUT507", "C02"),
]  # fmt: skip


@pytest.fixture(params=DAYS, ids=str)
def today(request: pytest.FixtureRequest) -> date:
    day: date = request.param
    return day


@pytest.fixture
def plan(today: date) -> Plan:
    return demo_plan(today, datetime(today.year, today.month, today.day, 9, 0, tzinfo=UTC))


def test_the_list_is_in_the_order_of_the_table(plan: Plan) -> None:
    assert [task.id for task in ranked(plan.live_tasks, plan.profile)] == [row[0] for row in FIGURES]


def test_the_figures_of_the_table(plan: Plan) -> None:
    for key, quadrant, is_borderline, fit, priority in FIGURES:
        task = plan.tasks[key]
        assert quadrant_of(task, plan.profile) == quadrant
        assert bool(neighbours_of(task, plan.profile)) == is_borderline
        assert str(half_up(grid_fit(task, plan.profile) or 0, 1)) == fit
        assert str(half_up(priority_of(task, plan.profile) or 0, 1)) == priority


def test_what_the_persona_knows(plan: Plan) -> None:
    for key, task in plan.tasks.items():
        ready = readiness_of(task)
        if key in READINESS:
            assert (str(half_up(ready.score or 0, 1)), f"{ready.needed:g}", ready.state) == READINESS[key]
        else:
            assert ready.state is None
    assert readiness_of(plan.tasks["T12"]).unanswered == 2


def test_the_hours(plan: Plan) -> None:
    assert sum(task.hours or 0 for task in plan.tasks.values()) == 42.0
    assert lower_cells_week(plan) == 15.5
    assert on_desk_week(plan) == 9.5
    assert freed_year_of_week(15.5) == 806
    assert worth_hour(plan.profile) == 6000
    assert comfort_rate(plan.profile) == 1500


def test_the_hand_offs(plan: Plan, today: date) -> None:
    books, inbox = plan.handoffs["H01"], plan.handoffs["H02"]
    deal = task_deal(plan, plan.tasks["T04"])
    assert deal is not None
    assert deal.cost_week == pytest.approx(6120)
    assert deal.benefit_week == pytest.approx(8100)
    assert deal.net_month == pytest.approx(8580)
    assert deal.one_off == pytest.approx(18000)
    assert deal.net_year1 == pytest.approx(84960)
    assert deal.payback_weeks == pytest.approx(9.0909, abs=1e-4)
    assert deal.break_even_rate == pytest.approx(3176.47, abs=0.01)
    seen = oversight_of(plan, books, today)
    assert (seen.my_minutes, seen.delegated_minutes, seen.state) == (45, 615, "fine")
    seen = oversight_of(plan, inbox, today)
    assert (seen.my_minutes, seen.delegated_minutes, seen.state) == (205, 570, "hovering")
    assert half_up(seen.hours_back_week or 0, 2) == half_up(1.86, 2)
    planned = deal_of(plan, plan.tasks["T06"], handoff=inbox)
    assert planned.net_week == pytest.approx(5325)
    real = deal_of(plan, plan.tasks["T06"], handoff=inbox, oversight=seen.my_hours_week)
    assert real.net_week == pytest.approx(3108, abs=1)


def test_the_trials(plan: Plan) -> None:
    good, fair = plan.trials["R01"], plan.trials["R02"]
    assert (trial_score(good.card), rule_of(good), good.rule_says) == (83.75, "hire", "hire")
    assert (trial_score(fair.card), rule_of(fair), fair.rule_says) == (57.5, "extend", "extend")
    assert (trial_speed(good), trial_speed(fair)) == (0.8125, 1.1875)
    assert trial_cost(good, plan.contractors["C04"]) == 20800
    assert trial_cost(fair, plan.contractors["C05"]) == 15200
    assert half_up(trial_oversight(good) or 0, 1) == half_up(23.1, 1)
    assert finished_price(plan.contractors["C04"], plan.profile) == pytest.approx(2600)
    assert finished_price(plan.contractors["C05"], plan.profile) == pytest.approx(2565)
    deal = task_deal(plan, plan.tasks["T09"])
    assert deal is not None
    assert deal.net_week == pytest.approx(300)
    assert deal.net_year1 == pytest.approx(-26200)


def test_who_should_build(plan: Plan, today: date) -> None:
    comparison = comparison_of(plan, "T09", today)
    first, second = comparison.candidates
    assert (first.id, second.id) == ("C04", "C05")
    assert (half_up(float(first.score or 0), 1), half_up(float(second.score or 0), 1)) == (
        half_up(71.7, 1),
        half_up(61.9, 1),
    )
    assert {float(one.proof or 0) for one in comparison.candidates} == {1.0}
    assert comparison.verdict == "leaning"
    flip = comparison.nearest_flip
    assert flip is not None
    assert (flip.criterion, round(float(flip.to), 3)) == ("availability", 0.206)


@pytest.mark.parametrize(
    ("person", "january", "july"),
    [("C01", 35, 35), ("C02", 30, 35), ("C03", 30, 35), ("C04", 35, 35), ("C05", 27.5, 32.5), ("C06", 28, 28)],
)
def test_the_hours_they_share(person: str, january: float, july: float) -> None:
    for day, hours in ((date(2026, 1, 12), january), (date(2026, 7, 13), july)):
        plan = demo_plan(day, datetime(2026, 1, 12, 9, 0, tzinfo=UTC))
        overlap = overlap_of(plan.profile, plan.contractors[person], day)
        assert overlap is not None
        assert overlap.week == hours


def test_the_findings_are_the_expected_ones(plan: Plan, today: date) -> None:
    assert [(one.code, one.entity) for one in findings_of(plan, today)] == FINDINGS


def test_the_card(plan: Plan, today: date) -> None:
    expected = {"1": 100, "2": 71, "3": 42, "4": 45, "5": 52, "overall": 42}
    assert checked(plan, today)["card"] == expected
    assert card_of(findings_of(plan, today), plan).overall == 42


def test_every_message_names_its_row_and_is_one_sentence(plan: Plan, today: date) -> None:
    for one in findings_of(plan, today):
        assert one.entity is not None
        row = plan.find(one.entity)[1]
        owner = plan.tasks[row.task_id] if hasattr(row, "task_id") else row
        assert (getattr(owner, "name", "") or getattr(owner, "handle", "")) in one.message
        assert one.message[-1] in ".?"
        assert one.message[0].isupper()
        assert one.message.isascii()
        assert one.message.count(". ") == 0
        assert one.fix.endswith(".")


SAID = [
    ("OUT203", "T12", "value 2"),
    ("OUT206", "T03", "takes 2.5 hours a week, and one point would move it from KEEP to TEAM UP"),
    ("OUT206", "T06", "takes 4.0 hours a week, and one point would move it from LIGHTEN to HAND OFF"),
    ("OUT208", "T09", "takes 139 weeks to pay back"),
    ("OUT304", "T07", "value 4 and only one candidate, Social media, Nairobi"),
    ("OUT306", "C03", "evidence 4 for Social posts"),
    ("OUT308", "R02", "for 13 days; after 3 silence decides"),
    ("OUT401", "H02", "22 minutes for each delegated hour, 36.0% where 20.0% is the band"),
    ("OUT403", "H02", "8 of your 11 looks were unplanned"),
    ("OUT404", "H02", "4 of 11 looks were about the method or took work back (36.4%)"),
    ("OUT405", "H02", "does not say when it is done"),
    ("OUT407", "H01", "7.3% looking"),
    ("OUT503", "C02", "client data and holds Mailbox (shared login, no end date)"),
    ("OUT505", "C02", "silence (NDA)"),
    ("OUT506", "C02", "56.4% of all delegated hours"),
    ("OUT507", "C02", "3 of 6 signs point to employment (fixed hours, no other clients, method dictated)"),
]


def test_the_messages_tell_the_figures(plan: Plan, today: date) -> None:
    said = {(one.code, one.entity): one.message for one in findings_of(plan, today)}
    for code, entity, words in SAID:
        assert words in said[code, entity]
