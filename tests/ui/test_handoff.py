"""Hand-off: prepare, start, log looks, more rope, end; and what the screen says of it."""

from datetime import date

import pytest

from outsource_tui.advice.people import looks_at
from outsource_tui.model.plan import Plan
from outsource_tui.model.problems import BadInput, NotThere
from outsource_tui.planner.brief_text import brief_text
from outsource_tui.planner.handoffs import prepared
from outsource_tui.planner.rows import changed
from tests.ui.conftest import TODAY, Driver


@pytest.fixture
def handoff(stage: Driver) -> Driver:
    """The screen with H01: Bookkeeping with the person from Lisbon."""
    stage.go("handoff", "H01")
    return stage


@pytest.fixture
def prepare(stage: Driver) -> Driver:
    """The form for Social posts with the person from Nairobi."""
    from outsource_tui.ui.dialogs.handoff_form import open_handoff

    open_handoff(stage, "T07", "C03")
    return stage


def state_of(stage: Driver, handoff_id: str) -> str:
    return stage.plan.handoffs[handoff_id].state


def newest_look(stage: Driver) -> tuple[int, str, str, str]:
    look = stage.plan.checkins[next(reversed(list(stage.plan.checkins)))]
    return look.minutes, look.kind, look.about, look.by


# the screen


def test_a_fine_one_shows_its_figures_as_worked_out(handoff: Driver) -> None:
    seen = handoff.seen()
    for words in (
        "1 of 2 · running · Bookkeeping and receipts with Bookkeeper, Lisbon",
        "fine · 7.3% = 45 of 615 min in the last 4 weeks, band 8%",
        "2.8 h a week really come back, 2.7 were promised",
        "0 of your 4 looks unplanned",
        "every 14 days, next Tue 1 Dec",
        "18 min a week",
        "+19.80 EUR/wk, back in 9.1 wk",
        "7 of 8 clear",
        "They earned more rope",
        "Strategy and new offers",
    ):
        assert words in seen


def test_a_hovering_one_gets_one_kind_suggestion_and_its_gaps(handoff: Driver) -> None:
    handoff.press("down")
    seen = handoff.seen()
    for words in (
        "hovering · 36.0% = 205 of 570 min since Mon 2 Nov, band 20%",
        "8 of your 11 looks unplanned · 4 of 11 about the method · 11.6 looks in 10 h",
        "1.9 h a week really come back, 2.6 were promised",
        "drop one unplanned look this week",
        "[ ] When it is done: must-haves",
        "[ ] Access: own accounts, an end",
        "[x] When to stop and ask me",
    ):
        assert words in seen
    assert handoff.press("down").seen() == seen  # the last one
    assert "7.3%" in handoff.press("up").seen()


def test_marks_stand_at_the_band_and_at_half_as_much_again(handoff: Driver) -> None:
    rows = handoff.seen().split("\n")
    scale = next(row for row in rows if "├" in row)
    numbers = rows[rows.index(scale) + 1]
    marks = [index for index, one in enumerate(scale) if one == "┼"]
    assert [numbers.index("8%"), numbers.index("12%")] == marks
    assert scale.index("●") < marks[0]
    assert scale.rstrip().endswith("20%+")
    hovering = next(row for row in handoff.press("down").seen().split("\n") if "├" in row)
    assert hovering.index("●") > [index for index, one in enumerate(hovering) if one == "┼"][1]


def test_what_is_beyond_the_scale_stands_at_its_end(handoff: Driver) -> None:
    handoff.do(changed(handoff.plan, "checkins", "K13", {"minutes": 480}))
    scale = next(row for row in handoff.seen().split("\n") if "├" in row)
    assert "▶ 20%+" in scale


def test_a_young_one_is_not_judged(prepare: Driver) -> None:
    prepare.press("enter", "b", "enter", "l", "4")
    seen = prepare.seen()
    assert "too early, judged from 4 h on · 20 of about 150 min since Mon 23 Nov" in seen
    assert "●" in seen


def test_nobody_looking_is_said_and_the_scale_stays_bare_without_hours(handoff: Driver) -> None:
    plan = handoff.plan
    for look in looks_at(plan, "H01")[1:]:
        handoff.do(changed(handoff.plan, "checkins", look.id, {"archived_at": "2026-11-23T12:00:00Z"}))
    seen = handoff.seen()
    assert "absent for 34 days · 0.0% = 0 of about 612 min in the last 4 weeks, band 8%" in seen
    assert "Letting go is not looking away" in seen
    handoff.do(changed(handoff.plan, "tasks", "T04", {"hours": None}))
    assert "the hours of the task are not known" in handoff.seen()


def test_the_brief_stands_beside_and_all_of_them_on_very_wide_screens(handoff: Driver) -> None:
    wide = handoff.seen(120, 36)
    assert "Brief, as y copies it" in wide
    assert "VAT report ready on the 8th" in wide
    assert "All hand-offs" not in wide
    widest = handoff.seen(200, 60)
    row = next(row for row in widest.split("\n") if "Inbox triage with Assistant" in row)
    assert "36.0% ├" in row
    assert "hovering" in row


@pytest.mark.parametrize("size", [(60, 24), (60, 18), (50, 14), (80, 18)])
def test_what_matters_most_stays_where_there_is_little_room(handoff: Driver, size: tuple[int, int]) -> None:
    seen = handoff.press("down").seen(*size)
    assert "hovering · 36.0%" in seen
    assert "Keep questions for the agreed look" in seen
    assert ("[ ] When it is done" in seen) == (size != (50, 14))


def test_no_size_is_too_odd(handoff: Driver) -> None:
    for keys in ((), ("down",), ("l",), ("escape", "e"), ("escape", "b")):
        handoff.press(*keys)
        for size in ((30, 8), (31, 9), (40, 12), (71, 20), (72, 20), (111, 24), (112, 10), (160, 12), (240, 70)):
            handoff.seen(*size)


def test_an_empty_plan_names_the_key(empty_stage: Driver) -> None:
    empty_stage.go("handoff")
    assert "p  prepare one" in empty_stage.seen()
    for key in ("l", "e", "enter", "b", "B", "x", "y", "+", "-", "down", "up"):
        empty_stage.press(key)
        assert "p prepares one" in empty_stage.said
        assert empty_stage.dialog is None


def test_the_log_can_be_read_to_its_beginning(handoff: Driver) -> None:
    assert "Tue 20 Oct" not in handoff.seen()
    assert "Tue 20 Oct" in handoff.press("pagedown").seen()
    assert "Tue 17 Nov" in handoff.press("pageup").seen()


# prepare


def test_enter_alone_prepares_it_with_the_defaults(prepare: Driver) -> None:
    seen = prepare.seen()
    for words in ("Frees 2.3 h/week", "net", "back in", "Reselling none / 50% / all", "Suggest, wait for my"):
        assert words in seen
    prepare.press("enter")
    made = prepare.plan.handoffs["H03"]
    assert (made.task_id, made.contractor_id, made.start, made.share) == ("T07", "C03", TODAY, 1.0)
    assert (made.autonomy, made.checkin_every_days, made.oversight_plan_min_week) == (2, 3, None)
    assert (made.state, made.rampup_hours) == ("preparing", 2.0)
    assert (prepare.name, prepare.dialog) == ("handoff", None)
    assert "B writes the brief" in prepare.said
    assert "begins when the hand-off starts" in prepare.seen()
    prepare.press("u")
    assert "H03" not in prepare.plan.handoffs


def test_every_field_is_stored_and_the_figures_follow(prepare: Driver) -> None:
    prepare.press("ctrl+u").typed("30.11.").press("tab", "ctrl+u").typed("80%")
    assert "Frees 1.8 h/week" in prepare.seen()  # 2.5 x 0.8 - a quarter of an hour
    prepare.press("tab", "ctrl+u").typed("3").press("tab", "ctrl+u").typed("30m")
    assert "Frees 1.5 h/week" in prepare.seen()
    for text in ("1.5h", "5", "120", "20.50", "strategy and new offers", "6", "a date is at stake", "two weeks"):
        prepare.press("tab", "ctrl+u").typed(text)
    prepare.press("enter")
    made = prepare.plan.handoffs["H03"]
    assert (str(made.start), made.share, made.autonomy, made.oversight_plan_min_week) == ("2026-11-30", 0.8, 3, 30)
    assert (made.rampup_hours, made.tool_cost_week, made.oneoff_cost, made.uplift_week) == (1.5, 500, 12000, 2050)
    assert (made.refill, made.checkin_every_days) == ("T15", 6)
    assert (made.escalate_if, made.exit_plan) == ("a date is at stake", "two weeks")


def test_how_often_to_look_and_the_usual_looking_follow_until_they_are_typed(prepare: Driver) -> None:
    prepare.press("tab", "tab", "ctrl+u").typed("5")
    assert "Own the result" in prepare.seen()
    prepare.press("enter")
    made = prepare.plan.handoffs["H03"]
    assert (made.autonomy, made.checkin_every_days, made.oversight_plan_min_week) == (5, 30, None)


def test_a_problem_is_said_and_nothing_typed_is_lost(prepare: Driver) -> None:
    prepare.press("tab", "ctrl+u").typed("150%").press("enter")
    assert prepare.dialog is not None
    assert "share" in prepare.seen()
    assert "H03" not in prepare.plan.handoffs
    prepare.press("ctrl+u").typed("x").press("escape")
    from outsource_tui.ui.dialogs.handoff_form import open_handoff

    open_handoff(prepare, "T07", "C03")
    row = next(row for row in prepare.seen().split("\n") if "Share of the task" in row)
    assert " x " in row


def test_unknown_money_names_the_field_to_fill(stage: Driver) -> None:
    from outsource_tui.ui.dialogs.handoff_form import open_handoff

    stage.do(changed(stage.plan, "contractors", "C03", {"rate": None}))
    open_handoff(stage, "T07", "C03")
    assert "The rate of Social media, Nairobi is not known" in stage.seen()
    assert "costs -" in stage.seen()


def test_a_task_that_is_given_away_leads_to_its_handoff(stage: Driver) -> None:
    from outsource_tui.ui.dialogs.handoff_form import open_handoff

    open_handoff(stage, "T04", "C03")
    assert stage.dialog is None
    assert (stage.name, "handed off already" in stage.said) == ("handoff", True)


def test_the_rest_of_a_shared_task_is_proposed_and_no_more_can_be_given(stage: Driver) -> None:
    from outsource_tui.ui.dialogs.handoff_form import open_handoff, open_handoff_fields

    open_handoff(stage, "T06", "C01")
    stage.press("enter")
    assert stage.plan.handoffs["H03"].share == 0.25
    open_handoff_fields(stage, "H03")
    stage.press("tab", "ctrl+u").typed("30").press("enter")
    assert "75% of it is handed off elsewhere" in stage.seen()
    assert stage.plan.handoffs["H03"].share == 0.25


def test_fields_are_edited_and_looking_follows_the_rope(handoff: Driver) -> None:
    handoff.press("enter", "tab", "tab", "ctrl+u").typed("2").press("enter")
    changed_one = handoff.plan.handoffs["H01"]
    assert (changed_one.autonomy, changed_one.checkin_every_days) == (2, 3)
    assert "Changed Bookkeeping" in handoff.said
    handoff.press("e").press("ctrl+u").typed("1.11.").press("enter")
    assert handoff.plan.handoffs["H01"].start == date(2026, 11, 1)


# looks


@pytest.mark.parametrize(("digit", "minutes"), [("1", 5), ("2", 10), ("9", 45), ("0", 60)])
def test_two_keys_log_a_look(handoff: Driver, digit: str, minutes: int) -> None:
    handoff.press("l", digit)
    assert handoff.dialog is None
    assert newest_look(handoff) == (minutes, "unplanned", "outcome", "me")
    assert f"Logged {minutes} min, unplanned. Looking now:" in handoff.said
    handoff.press("u")
    assert len(handoff.plan.checkins) == 16


def test_what_a_look_was_can_be_said_before_the_digit(handoff: Driver) -> None:
    handoff.press("l", "p", "b", "h").typed("2.5").press("enter", "n").typed("one question about VAT").press("enter")
    handoff.press("+", "d").typed("last fri").press("enter", "q", "3")
    look = handoff.plan.checkins["K17"]
    assert newest_look(handoff) == (15, "planned", "question", "them")
    assert (look.contractor_hours, look.note, look.mood, str(look.date)) == (
        2.5,
        "one question about VAT",
        1,
        "2026-11-20",
    )
    assert "2.50 h of theirs · one question about VAT · went well · by them" in handoff.seen(200, 60)


@pytest.mark.parametrize(
    ("key", "about"),
    [
        ("o", "outcome"),
        ("s", "status"),
        ("m", "method"),
        ("q", "question"),
        ("r", "rework"),
        ("t", "take_back"),
        ("P", "praise"),
        ("right", "status"),
        ("left", "praise"),
    ],
)
def test_what_a_look_was_about(handoff: Driver, key: str, about: str) -> None:
    handoff.press("l", key, "1")
    assert newest_look(handoff)[2] == about


def test_any_number_of_minutes_can_be_typed(handoff: Driver) -> None:
    handoff.press("l", "enter").typed("1.5h").press("enter")
    assert newest_look(handoff)[0] == 90
    assert handoff.dialog is None
    handoff.press("l", "enter").typed("500").press("enter")
    assert "500" in handoff.seen()
    assert newest_look(handoff)[0] == 90
    handoff.press("escape", "escape")
    assert handoff.dialog is None
    assert len(handoff.plan.checkins) == 17


def test_a_look_is_between_the_start_and_today(handoff: Driver) -> None:
    handoff.press("l", "d").typed("+3d").press("enter")
    assert "not between the start and today" in handoff.seen()


def test_a_due_look_offers_to_be_the_planned_one(handoff: Driver) -> None:
    assert "An agreed look is due" not in handoff.press("l").seen()
    handoff.press("escape")
    handoff.do(changed(handoff.plan, "handoffs", "H01", {"checkin_every_days": 6}))
    assert "The agreed look is due" in handoff.seen()
    assert "An agreed look is due: p" in handoff.press("l").seen()


def test_nothing_is_logged_where_nothing_may_be_changed(read_only_stage: Driver) -> None:
    read_only_stage.go("handoff")
    read_only_stage.press("l", "2")
    assert len(read_only_stage.plan.checkins) == 16
    assert "nothing can be changed" in read_only_stage.said


# rope, states


def test_more_and_less_rope(handoff: Driver) -> None:
    handoff.press("+")
    assert (handoff.plan.handoffs["H01"].autonomy, handoff.plan.handoffs["H01"].checkin_every_days) == (5, 30)
    assert "own the result; look every 30 days" in handoff.said
    handoff.press("+")
    assert "no more rope" in handoff.said
    handoff.press("-", "-", "-", "-", "-")
    assert handoff.plan.handoffs["H01"].autonomy == 1
    assert "less rope is doing it yourself" in handoff.said


def test_a_look_every_day_is_not_every_1_days(handoff: Driver) -> None:
    handoff.press("-", "-", "-")
    assert "look every day. " in handoff.said


def test_start_pause_go_on(prepare: Driver) -> None:
    prepare.press("enter", "b")
    seen = prepare.seen()
    assert "Not clear yet (" in seen
    assert "No trial run of this task with them" in seen
    prepare.press("enter")
    assert state_of(prepare, "H03") == "running"
    assert "let go until then" in prepare.said
    prepare.press("b", "enter")
    assert state_of(prepare, "H03") == "paused"
    assert "resting" in prepare.seen()
    prepare.press("b", "enter")
    assert state_of(prepare, "H03") == "running"


def test_ending_lists_what_remains(handoff: Driver) -> None:
    handoff.press("down", "b", "e")
    seen = handoff.seen()
    assert "revoke Mailbox (edit, shared)" in seen
    assert "Change the password" in seen
    handoff.typed("they found a job").press("enter")
    ended = handoff.plan.handoffs["H02"]
    assert (ended.state, ended.end_reason, ended.end) == ("ended", "they found a job", TODAY)
    assert "Access to revoke (People): Mailbox" in handoff.said
    assert "Because: they found a job" in handoff.seen()
    for key in ("l", "b", "+", "-"):
        handoff.press(key)
        assert "p prepares a new one" in handoff.said
    handoff.press("x")
    assert "H02" not in [one.id for one in handoff.plan.live_handoffs]
    assert "1 of" not in handoff.seen()  # the other one is shown, and it is alone


def test_take_back_keeps_the_reason_that_was_left(handoff: Driver) -> None:
    handoff.press("b", "t").typed("too dear").press("escape")
    assert state_of(handoff, "H01") == "running"
    handoff.press("b", "t", "enter")
    assert state_of(handoff, "H01") == "taken_back"
    assert handoff.plan.handoffs["H01"].end_reason == "too dear"


def test_a_reason_too_long_is_refused_and_kept(handoff: Driver) -> None:
    handoff.press("b", "e").typed("w" * 201).press("enter")
    assert state_of(handoff, "H01") == "running"
    assert handoff.dialog is not None
    assert "at most 200" in handoff.seen(120, 36)


def test_a_running_one_is_not_archived_and_a_prepared_one_not_looked_at(prepare: Driver) -> None:
    prepare.press("enter", "l")
    assert "b starts it" in prepare.said
    prepare.press("x")
    assert len(prepare.plan.live_handoffs) == 2
    prepare.press("x")
    assert "b ends it first" in prepare.said
    assert len(prepare.plan.live_handoffs) == 2


def test_p_and_t_ask_for_the_task_and_the_person(handoff: Driver) -> None:
    handoff.press("p").typed("Social").press("enter")
    assert "hand-off with whom" in handoff.seen()
    handoff.press("escape", "T").typed("Social").press("enter")
    assert "trial with whom" in handoff.seen()


# the brief as text


def test_the_brief_is_copied_as_plain_text_without_anything_private(handoff: Driver) -> None:
    handoff.press("y")
    text = handoff.fake.copied[0]
    assert text.startswith("Bookkeeping and receipts (brief, version 1)\n")
    for words in (
        "- Every receipt of the month booked",
        "- Open questions listed, not guessed (if it can be had)",
        "90% of perfect is good enough.",
        "- Pays nothing",
        "- Receipts folder, bank export",
        "Check-ins: every 14 days, about the outcome.",
        "In between: act, report on the agreed day.",
        "Stop and ask when: A payment is more than 30 days late",
    ):
        assert words in text
    person = handoff.plan.contractors["C01"]
    for private in (person.handle, "24", "60", "Strategy", "notice", "EUR", "T04"):
        assert private not in text
    assert f"OSC 52 (W writes a file): the brief, {len(text.splitlines())} lines" in handoff.said


def test_without_a_brief_there_is_nothing_to_copy(stage: Driver) -> None:
    from outsource_tui.ui.dialogs.handoff_form import open_handoff

    open_handoff(stage, "T05", "C01")
    stage.press("enter", "y")
    assert "B writes it" in stage.said
    assert stage.fake.copied == []
    assert "No brief is written yet" in stage.seen(120, 36)
    stage.press("B")
    assert "Brief: Invoicing" in stage.seen()


def test_a_brief_of_a_task_has_no_check_ins_and_other_ids_have_none(stage: Driver) -> None:
    plan: Plan = stage.plan
    assert "Check-ins" not in brief_text(plan, "T04")
    with pytest.raises(BadInput, match="no brief yet"):
        brief_text(plan, "T01")
    with pytest.raises(BadInput, match="a task or a hand-off has one"):
        brief_text(plan, "C01")
    with pytest.raises(NotThere):
        brief_text(plan, "H99")


def test_deadline_and_start_are_told(stage: Driver) -> None:
    fields = {"brief": {"purpose": "More readers", "deadline": "2026-12-18", "steps": ["Draft", "Publish"]}}
    stage.do(changed(stage.plan, "tasks", "T07", fields))
    stage.do(prepared(stage.plan, "T07", "C03", start=TODAY, fields={"autonomy": 1}))
    text = brief_text(stage.plan, "H03")
    assert "Until: Fri 2026-12-18" in text
    assert "Start: Mon 2026-11-23" in text
    assert "Steps:\n- Draft\n- Publish" in text
    assert "Check-ins: every day, about the outcome." in text


def test_figures_are_worked_out_once_for_a_plan(handoff: Driver) -> None:
    """A second drawing asks for none; a change asks again."""
    from outsource_tui.ui.screens.handoff import HandoffScreen

    screen = handoff.screen
    assert isinstance(screen, HandoffScreen)
    handoff.seen(200, 60)
    one = screen.handoff
    assert one is not None
    before = screen.view.figures_of(one)
    handoff.press("down", "up").seen(200, 60)
    assert screen.view.figures_of(one) is before
    handoff.press("l", "1")
    assert screen.view.figures_of(one) is not before
