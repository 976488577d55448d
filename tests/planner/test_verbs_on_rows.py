"""Changes that any kind of row takes."""

import msgspec
import pytest

from outsource_tui.model.applying import applied
from outsource_tui.model.change import Change
from outsource_tui.model.plan import Plan
from outsource_tui.model.problems import NotThere
from outsource_tui.planner.clock import Clock
from outsource_tui.planner.rows import archived, changed, name_of, name_or_id, told, value_words


def after(plan: Plan, change: Change, clock: Clock) -> Plan:
    return applied(plan, change, at=clock.now(), session="here").plan


def test_what_a_row_is_called(plan: Plan) -> None:
    assert name_of(plan, "T01") == "Bookkeeping"
    assert name_of(plan, "C01") == "Bookkeeper, Lisbon"
    assert name_of(plan, "R01") == "Bookkeeping with Bookkeeper, Lisbon"
    assert name_of(plan, "H01") == "Bookkeeping with Bookkeeper, Lisbon"
    assert name_of(plan, "trust") == "trust"
    with pytest.raises(NotThere, match="there is no T99"):
        name_of(plan, "T99")


def test_what_is_gone_is_called_by_its_id(plan: Plan) -> None:
    assert name_or_id(plan, "T01") == "Bookkeeping"
    assert name_or_id(plan, "T99") == "T99"
    assert name_or_id(msgspec.structs.replace(plan, contractors={}), "H01") == "H01"


def test_a_changed_field_is_told_with_old_and_new_value(plan: Plan, clock: Clock) -> None:
    change = changed(plan, "tasks", "T01", {"value": 4, "sync_need": "low"})
    assert change.words == "Bookkeeping: value 3 to 4, shared hours needed unknown to low"
    task = after(plan, change, clock).tasks["T01"]
    assert (task.value, task.sync_need) == (4, "low")


def test_a_part_of_an_object_is_changed_and_the_rest_stays(plan: Plan, clock: Clock) -> None:
    change = changed(plan, "tasks", "T01", {"brief": {"purpose": "clean books"}})
    brief = after(plan, change, clock).tasks["T01"].brief
    assert change.words == "Bookkeeping: brief changed"
    assert brief is not None
    assert brief.purpose == "clean books"
    assert [one.text for one in brief.done_when] == ["every receipt is filed", "colour coded"]


def test_the_profile_is_changed_like_any_row(plan: Plan, clock: Clock) -> None:
    change = changed(plan, "profile", "1", {"role": "Designer"})
    assert change.words == "Profile: role unknown to Designer"
    assert after(plan, change, clock).profile.role == "Designer"


@pytest.mark.parametrize(
    ("value", "words"),
    [(None, "unknown"), ("", "unknown"), (True, "yes"), (False, "no"), (2.50, "2.5"), ("hand_off", "hand off")],
)
def test_values_are_read_aloud(value: object, words: str) -> None:
    assert value_words(value) == words


def test_a_difference_of_nothing_says_so_and_notes_are_not_read_out() -> None:
    assert told({}, {}) == "nothing changed"
    assert told({"notes": "a"}, {"notes": "b" * 500}) == "notes changed"


def test_archived_rows_are_out_of_sight_and_still_there(plan: Plan, clock: Clock) -> None:
    hidden = after(plan, archived(plan, ["T02"], clock), clock)
    assert hidden.tasks["T02"].archived_at == clock.now()
    assert [one.id for one in hidden.live_tasks] == ["T01"]
    assert [*hidden.tasks] == ["T01", "T02"]


def test_several_rows_are_archived_in_one_step(plan: Plan, clock: Clock) -> None:
    change = archived(plan, ["T01", "C01"], clock)
    new = after(plan, change, clock)
    assert change.words == "Archived 2 rows"
    assert new.tasks["T01"].is_archived
    assert new.contractors["C01"].is_archived
