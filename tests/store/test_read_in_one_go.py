"""A file that this version wrote is read without a closer look; whatever differs from one gets it."""

import random
from datetime import UTC, date, datetime

import pytest

from outsource_tui.data.demo import demo_plan
from outsource_tui.model.applying import applied
from outsource_tui.model.change import AddRow, Change
from outsource_tui.model.plan import Plan, empty_plan
from outsource_tui.store.reading import Unfit, _anybodys, _ours, parsed
from outsource_tui.store.rows import documents_of, rendered
from outsource_tui.store.upgrades import UPGRADES

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOSTILE = '": {"id":"T99"} \n\t\\ \u2028 é\U0001f600 \\u0000 "'


def plan_with(name: str) -> Plan:
    notes = {"name": name[:80].strip() or "-", "notes": name}
    return applied(empty_plan(at=AT), Change("add", (AddRow("tasks", notes),)), at=AT, session="s").plan


def file_of(plan: Plan) -> bytes:
    return rendered(documents_of(plan))


@pytest.mark.parametrize("plan", [empty_plan(at=AT), plan_with("Post é\\n"), demo_plan(date(2026, 3, 2), AT)])
def test_what_we_wrote_is_taken_as_it_is(plan: Plan) -> None:
    data = file_of(plan)
    assert _ours(data) is not None
    assert parsed(data)[0] == plan


def test_a_text_that_looks_like_a_row_is_read_as_it_is() -> None:
    plan = plan_with(HOSTILE)
    assert parsed(file_of(plan))[0] == plan


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(b'"name":"Post"', b'"name":"Post","name":"Mail"', id="a field twice"),
        pytest.param(b'"name":"Post"', b'"name":"Post","colour":"red"', id="a field that we do not know"),
        pytest.param(b'"name":"Post"', b'"hours":1.50,"name":"Post"', id="a number written otherwise"),
        pytest.param(b'"T01": {', b'"T02": {', id="another id"),
        pytest.param(b'"T01"', b'"X01"', id="an id of no table"),
        pytest.param(b'"T01"', b'"T01,T02"', id="one id that looks like two"),
        pytest.param(b'"T01"', b'""', id="an id of nothing"),
        pytest.param(b'"trials": {}', b'"trials": {},\n"dreams": {}', id="a table that we do not know"),
        pytest.param(b'"schema":1', b'"schema":2', id="a newer schema"),
        pytest.param(b'"app":"outsource-tui"', b'"app":"else"', id="another program"),
        pytest.param(b"02T09:00:00Z", b"02T09:00:00", id="an instant without its zone"),
        pytest.param(b'"name":"Post"', b'"name":"P\xffost"', id="not UTF-8"),
        pytest.param(b'"name":"Post"', b'"name":"Po\\u0073t"', id="an escape that we would not write"),
        pytest.param(b'"name":"Post"', b'"hours":NaN,"name":"Post"', id="no number"),
    ],
)
def test_whatever_differs_gets_a_closer_look(old: bytes, new: bytes) -> None:
    data = file_of(plan_with("Post"))
    assert old in data
    assert _ours(data.replace(old, new)) is None


def test_an_id_that_looks_like_two_is_refused_in_words() -> None:
    with pytest.raises(Unfit, match="'T01,T02' is not an id like T01"):
        parsed(file_of(plan_with("Post")).replace(b'"T01"', b'"T01,T02"'))


def test_a_byte_that_is_changed_anywhere_never_gets_past_the_closer_look() -> None:
    """Where the quick way takes a file, the slow one reads the same from it."""
    whole = file_of(plan_with("Post"))
    chance = random.Random(20)  # noqa: S311 - the same bytes in every run
    quick = 0
    for place in range(len(whole)):
        for changed in (
            whole[:place] + whole[place + 1 :],
            whole[:place] + bytes([whole[place] ^ 1 << chance.randrange(8)]) + whole[place + 1 :],
            whole[:place] + chance.choice([b" ", b"\n", b'"', b"{", b"0", b","]) + whole[place:],
        ):
            found = _ours(changed)
            if found is None:
                continue
            quick += 1
            try:
                slow = _anybodys(changed, UPGRADES)
            except Unfit as problem:
                pytest.fail(f"{problem}: {changed!r}")
            assert {name: rows for name, rows in slow[0].items() if rows} == {k: v for k, v in found[0].items() if v}
    assert quick > len(whole) // 20
