"""Every field of a person typed and read back."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from msgspec.structs import replace

from outsource_tui.data import demo_plan
from outsource_tui.model.contractor import Access, Contractor, Reference
from outsource_tui.model.fields import row_of
from outsource_tui.model.kinds import DaysOff
from outsource_tui.model.patches import builtins_of, merged
from outsource_tui.model.plan import Plan
from outsource_tui.model.problems import BadInput
from outsource_tui.planner.person_fields import field_reader, field_text, flags_to_clear, ids_of, list_fields, stored
from outsource_tui.planner.person_lines import (
    access_text,
    days_off_text,
    reference_text,
    typed_access,
    typed_days_off,
    typed_reference,
)

TODAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
FIELDS = (
    "handle", "status", "skills", "languages", "source", "worked_before", "tags", "notes", "country", "timezone",
    "shift", "work_days", "days_off", "hours_available", "rate", "fee_pct", "speed", "speed_source", "rework_pct",
    "style.directness", "style.reply_hours", "style.says_no_how", "style.forms", "style.notes", "references.0",
    "red_flags", "contract.nda", "contract.exit", "contract.signed_on", "classification.sets_hours", "access.0",
    "backup_for",
)  # fmt: skip


@pytest.fixture
def plan() -> Plan:
    return demo_plan(TODAY, NOON)


def read(plan: Plan, person: Contractor, name: str, text: str, country: str = "PT") -> dict[str, Any]:
    return field_reader(plan, person, name, TODAY, lambda: country)(text)


@pytest.mark.parametrize("contractor_id", ["C01", "C02", "C03", "C04", "C05", "C06"])
def test_every_field_of_everybody_reads_back_as_it_stands(plan: Plan, contractor_id: str) -> None:
    person = plan.contractors[contractor_id]
    for name in FIELDS:
        text = field_text(person, name, "EUR")
        fields = stored(person, {name: read(plan, person, name, text)}) if text else {}
        before = builtins_of(person)
        after = builtins_of(
            row_of("contractors", {**before, **{key: merged(before[key], one) for key, one in fields.items()}})
        )
        assert after == before, name


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("skills", "html, css"), ("languages", "kn native, en C2"), ("rate", "16/h"), ("speed", "1.1875"),
        ("rework_pct", "35"), ("worked_before", "no"), ("contract.nda", "yes"), ("style.directness", "2"),
        ("source", "other: A design forum"), ("work_days", "mon-fri"), ("shift", "10-19"), ("red_flags", ""),
        ("classification.sets_hours", "yes"), ("contract.signed_on", "2026-11-06"), ("access.0", ""),
        ("timezone", "Asia/Kolkata"), ("backup_for", ""),
    ],
)  # fmt: skip
def test_a_field_stands_as_it_is_typed(plan: Plan, name: str, text: str) -> None:
    assert field_text(plan.contractors["C05"], name, "EUR") == text


@pytest.mark.parametrize(
    ("text", "answer"), [("yes", True), ("Y", True), ("no", False), ("n", False), ("", None), (" ", None)]
)
def test_a_signal_is_yes_no_or_unknown(plan: Plan, text: str, *, answer: bool | None) -> None:
    fields = read(plan, plan.contractors["C05"], "classification.own_tools", text)
    assert fields == {"classification": {"own_tools": answer}}


def test_a_flag_is_cleared_with_a_note_and_without_one_it_counts_again(plan: Plan) -> None:
    person = plan.contractors["C05"]
    name = "red_flags_cleared.refuses_trial"
    noted = read(plan, person, name, "we had worked together")
    assert noted == {"red_flags_cleared": {"refuses_trial": "we had worked together"}}
    assert read(plan, person, name, "") == {"red_flags_cleared": {"refuses_trial": None}}
    assert field_text(replace(person, **noted), name, "EUR") == "we had worked together"


def test_rows_of_a_list_keep_their_places(plan: Plan) -> None:
    person = plan.contractors["C01"]
    assert list_fields(person, "references") == ["references.0", "references.1", "references.2"]
    new = read(plan, person, "references.2", "A neighbour, rehire unsure")
    rows = stored(person, {"references.2": new})["references"]
    assert [one["who_role"] for one in rows] == ["Owner of a studio", "Freelance architect", "A neighbour"]
    rows = stored(person, {"references.0": read(plan, person, "references.0", "")})["references"]
    assert [one["who_role"] for one in rows] == ["Freelance architect"]


def test_a_language_taken_out_is_taken_out(plan: Plan) -> None:
    fields = read(plan, plan.contractors["C02"], "languages", "en C2")
    assert fields == {"languages": {"ceb": None, "en": "C2"}}


def test_parts_of_an_object_come_together(plan: Plan) -> None:
    person = plan.contractors["C06"]
    values = {
        name: read(plan, person, name, text)
        for name, text in (
            ("style.directness", "4"),
            ("style.forms", "chat"),
            ("contract.nda", "n/a"),
            ("contract.scope", "no"),
        )
    }
    assert stored(person, values) == {
        "style": {"directness": 4, "forms": "chat"},
        "contract": {"nda": "n_a", "scope": "no"},
    }


def test_the_rate_keeps_a_currency_that_was_spelled_out(plan: Plan) -> None:
    person = plan.contractors["C04"]
    assert read(plan, person, "rate", "34/h") == {"rate": 3400, "rate_unit": "hour", "rate_currency": "EUR"}
    assert read(plan, person, "rate", "USD 300/day")["rate_currency"] == "USD"
    assert read(plan, person, "rate", "") == {"rate": None}


def test_what_is_left_empty_is_unknown(plan: Plan) -> None:
    person = plan.contractors["C04"]
    assert read(plan, person, "shift", "") == {"work_start": None, "work_end": None}
    assert read(plan, person, "work_days", "") == {"work_days": None}
    assert read(plan, person, "days_off", "") == {"days_off": None}
    assert read(plan, person, "days_off", "none") == {"days_off": []}
    assert read(plan, person, "classification.own_tools", "") == {"classification": {"own_tools": None}}
    assert read(plan, person, "timezone", "") == {"timezone": None}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("timezone", "Europe/Lissabon"),
        ("shift", "nine to five"),
        ("work_days", "weekdays"),
        ("classification.own_tools", "maybe"),
        ("contract.nda", "perhaps"),
        ("style.directness", "6"),
        ("speed", "5"),
        ("fee_pct", "41"),
        ("status", "friend"),
        ("red_flags", "too cheap"),
        ("backup_for", "Somebody else"),
        ("handle", ""),
        ("access.0", "Mailbox, boss"),
        ("access.0", "Mailbox, until doomsday"),
        ("references.0", "Owner, deadlines 6"),
        ("days_off", "someday"),
        ("days_off", "2026-12-24 to 2026-12-20"),
    ],
)
def test_what_does_not_fit_is_refused(plan: Plan, name: str, text: str) -> None:
    with pytest.raises(BadInput):
        read(plan, plan.contractors["C04"], name, text)


def test_people_are_named_by_id_or_by_a_name_with_a_comma_in_it(plan: Plan) -> None:
    assert ids_of(plan, "c01, Front-end, Novi Sad, C05, c01") == ["C01", "C04", "C05"]


def test_only_flags_that_block_ask_why_they_do_not_count(plan: Plan) -> None:
    assert flags_to_clear(plan.contractors["C06"]) == []
    flagged = replace(plan.contractors["C06"], red_flags=("no_references", "refuses_trial", "fake_portfolio"))
    names = ["red_flags_cleared.refuses_trial", "red_flags_cleared.fake_portfolio"]
    assert flags_to_clear(flagged) == names


# plain lines


def test_days_off() -> None:
    text = "24.12. to 1.1. Christmas; fri dentist; 2027-02-01..2027-02-03"
    assert typed_days_off(text, None, today=TODAY, country=None) == [
        {"from": "2026-11-27", "to": "2026-11-27", "label": "dentist", "source": "typed"},
        {"from": "2026-12-24", "to": "2027-01-01", "label": "Christmas", "source": "typed"},
        {"from": "2027-02-01", "to": "2027-02-03", "label": "", "source": "typed"},
    ]


def test_public_holidays_are_taken_when_asked_for_and_stay_public() -> None:
    rows = typed_days_off("public; 2026-12-24 my day", None, today=TODAY, country="PT")
    assert rows is not None
    christmas = next(one for one in rows if one["from"] == "2026-12-25")
    assert christmas["source"] == "public"
    assert "Portugal" in christmas["label"]
    assert any(one["label"] == "my day" for one in rows)
    known = [DaysOff(start=date(2026, 12, 25), end=date(2026, 12, 25), label="Christmas Day", source="public")]
    again = typed_days_off(days_off_text(known) + "; 2026-12-28", known, today=TODAY, country=None)
    assert again is not None
    assert [one["source"] for one in again] == ["public", "typed"]


def test_public_holidays_need_a_country() -> None:
    with pytest.raises(BadInput, match="need a country"):
        typed_days_off("public", None, today=TODAY, country=None)


def test_access() -> None:
    row = typed_access("Mailbox, Edit, shared, until +30d", TODAY)
    assert row == {"system": "Mailbox", "level": "edit", "account": "shared", "ends_on": "2026-12-23"}
    one = Access(system="Books", level="admin", granted_on=TODAY, ends_on=date(2027, 1, 1), revoked_on=date(2027, 1, 2))
    text = access_text(one)
    assert text == "Books, admin, named, from 2026-11-23, until 2027-01-01, revoked 2027-01-02"
    assert typed_access(text, TODAY) == {
        "system": "Books",
        "level": "admin",
        "account": "named",
        "granted_on": "2026-11-23",
        "ends_on": "2027-01-01",
        "revoked_on": "2027-01-02",
    }
    assert typed_access("", TODAY) is None


def test_references() -> None:
    one = Reference(who_role="Owner", date=TODAY, deadlines=5, communication=4, rehire="yes", note="kind, but slow")
    text = reference_text(one)
    assert text == "Owner, 2026-11-23, deadlines 5, communication 4, rehire yes, kind, but slow"
    assert typed_reference(text, TODAY) == {
        "who_role": "Owner",
        "date": "2026-11-23",
        "deadlines": 5,
        "communication": 4,
        "rehire": "yes",
        "note": "kind, but slow",
    }
    assert typed_reference("  ", TODAY) is None
