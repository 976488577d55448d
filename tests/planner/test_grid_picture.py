"""The grid of a plan as a picture."""

from datetime import UTC, date, datetime

from outsource_tui.data import demo_plan
from outsource_tui.exchange.svg_layout import Point
from outsource_tui.model.plan import empty_plan
from outsource_tui.planner.called import Called
from outsource_tui.planner.grid_picture import grid_picture

TODAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_the_tasks_stand_in_the_order_of_the_list_with_what_is_to_say_of_each() -> None:
    plan = demo_plan(TODAY, AT)
    picture = grid_picture(plan, TODAY, Called(plan))
    assert [one.mark for one in picture.points] == [str(number) for number in range(1, 16)]
    assert picture.points[0] == Point(
        mark="1", name="Bookkeeping and receipts", zone="HAND OFF", effectiveness=3, value=3, hours_week=3.0,
        hours="3.0 h", words="HAND OFF, 3.0 h/week, priority 77.4",
    )  # fmt: skip
    core = next(one for one in picture.points if one.zone == "KEEP")
    assert core.words == "KEEP, 2.5 h/week, priority -"
    assert picture.title == "What to outsource (the demo plan)"
    assert picture.subtitle == "Mon 23 Nov 2026. Bigger is more hours; 9.5 h/week on the desk could go."


def test_an_empty_plan_says_that_nothing_is_listed() -> None:
    plan = empty_plan(at=AT)
    picture = grid_picture(plan, TODAY, Called(plan))
    assert (picture.title, picture.points) == ("What to outsource", [])
    assert picture.subtitle == "Mon 23 Nov 2026. Nothing is listed yet."
