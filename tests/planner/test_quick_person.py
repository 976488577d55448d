"""A person typed in one line."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsource_tui.model.fields import row_of
from outsource_tui.model.problems import BadInput
from outsource_tui.planner.person_terms import typed_rate, typed_shift, typed_source
from outsource_tui.planner.quick_person import quick_person
from outsource_tui.planner.zones import country_of_zone, typed_zone, zone_of_city

MON_FRI = ["mon", "tue", "wed", "thu", "fri"]


def fields(line: str) -> dict[str, Any]:
    person = quick_person(line, "EUR")
    assert person.problems == ()
    return person.fields


def test_the_whole_line() -> None:
    assert fields("Maria Silva 30/h Europe/Lisbon 9-17 en:C1,pt:native referral") == {
        "handle": "Maria Silva",
        "rate": 3000,
        "rate_unit": "hour",
        "rate_currency": None,
        "timezone": "Europe/Lisbon",
        "work_start": "09:00",
        "work_end": "17:00",
        "work_days": MON_FRI,
        "languages": {"en": "C1", "pt": "native"},
        "source": "referral",
        "source_text": "",
    }


def test_the_order_does_not_matter() -> None:
    forwards = fields("Ola Berg oslo 45/h mon-thu 8-16 @NO no:native #illustration #print platform:Upwork")
    backwards = fields("Ola platform:Upwork #illustration #print no:native @NO 8-16 mon-thu 45/h oslo Berg")
    assert forwards == backwards
    assert forwards["handle"] == "Ola Berg"
    assert forwards["skills"] == ["illustration", "print"]
    assert (forwards["source"], forwards["source_text"]) == ("platform", "Upwork")
    assert (forwards["country"], forwards["timezone"]) == ("NO", "Europe/Oslo")
    assert forwards["work_days"] == ["mon", "tue", "wed", "thu"]


@pytest.mark.parametrize(
    ("text", "rate", "unit", "currency"),
    [
        ("30/h", 3000, "hour", None),
        ("30", 3000, "hour", None),
        ("12.50/hour", 1250, "hour", None),
        ("240/day", 24000, "day", None),
        ("900 fixed", 90000, "fixed", None),
        ("900/month", 90000, "fixed", None),
        ("USD 30/h", 3000, "hour", "USD"),
        ("30 USD/h", 3000, "hour", "USD"),
        ("€30/h", 3000, "hour", "EUR"),
        ("JPY 4000/h", 4000, "hour", "JPY"),
        ("1,250 per day", 125000, "day", None),
        ("30 eur", 3000, "hour", "EUR"),
        ("30 usd/h", 3000, "hour", "USD"),
    ],
)
def test_rates(text: str, rate: int, unit: str, currency: str | None) -> None:
    assert typed_rate(text, "EUR") == {"rate": rate, "rate_unit": unit, "rate_currency": currency}


@pytest.mark.parametrize("text", ["thirty", "30/week", "ABC 30/h", "30.123/h", ""])
def test_what_is_no_rate_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        typed_rate(text, "EUR")


def test_capitals_before_a_rate_are_a_name_unless_they_are_a_currency() -> None:
    assert fields("JUN 30/h")["handle"] == "JUN"
    person = fields("Jun USD 30/h")
    assert (person["handle"], person["rate_currency"]) == ("Jun", "USD")


@pytest.mark.parametrize("typed", ["30 eur", "30 EUR", "30€", "€30", "EUR 30", "30 eur/h", "30 eur an hour"])
def test_an_amount_with_a_currency_is_the_rate_of_an_hour(typed: str) -> None:
    person = fields(f"Maria {typed} Lisbon")
    assert (person["handle"], person["rate"], person["rate_unit"]) == ("Maria", 3000, "hour")


@pytest.mark.parametrize("name", ["Studio 54", "Max 3 dev", "Area 51 all", "MAX 30"])
def test_a_number_in_a_name_is_no_rate(name: str) -> None:
    assert fields(name) == {"handle": name}


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("9-17", "09:00", "17:00"),
        ("09:00-17:30", "09:00", "17:30"),
        ("9am-5pm", "09:00", "17:00"),
        ("12am-12pm", "00:00", "12:00"),
        ("22-6", "22:00", "06:00"),
        ("16-24", "16:00", "00:00"),
        ("8.30–16", "08:30", "16:00"),
    ],
)
def test_hours(text: str, start: str, end: str) -> None:
    assert typed_shift(text) == {"work_start": start, "work_end": end}


@pytest.mark.parametrize("text", ["9", "9-25", "9-17-20", "13pm-5pm", "24:30-5"])
def test_what_are_no_hours_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        typed_shift(text)


def test_days_are_the_usual_ones_of_the_country_where_only_hours_are_typed() -> None:
    assert fields("Mona 9-17 Cairo")["work_days"] == ["mon", "tue", "wed", "thu", "sun"]
    assert fields("Mona 9-17 Cairo mon-fri")["work_days"] == MON_FRI
    assert fields("Mona 9-17 Cairo @PT")["work_days"] == MON_FRI
    assert fields("Mona 9-17 tue,thu")["work_days"] == ["tue", "thu"]
    assert quick_person("Mona 9-17", "EUR").usual_days
    assert not quick_person("Mona 9-17 sun-thu", "EUR").usual_days
    assert "work_days" not in fields("Mona Cairo")


def test_names_that_look_like_places_stay_names() -> None:
    assert fields("Sydney Smith 30/h")["handle"] == "Sydney Smith"
    assert fields("Front-end, Novi Sad Europe/Belgrade")["handle"] == "Front-end, Novi Sad"
    assert fields("Bookkeeper, Lisbon, 24/h, 9-17")["handle"] == "Bookkeeper"
    assert fields("Anna London Europe/Lisbon") == {"handle": "Anna London", "timezone": "Europe/Lisbon"}
    assert fields("Tom Sun")["handle"] == "Tom Sun"


def test_a_city_of_several_words() -> None:
    assert fields("Ana Buenos Aires 20/h")["timezone"] == "America/Argentina/Buenos_Aires"
    assert fields("Bob new_york") == {"handle": "Bob", "timezone": "America/New_York"}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Maria Europe/Lissabon", "Europe/Lisbon"),
        ("Maria en:fluent", "A1 to C2 or native"),
        ("Maria en:", "A1 to C2 or native"),
        ("Maria @Portugal", "two letters such as @PT"),
        ("Maria 30.123/h", "decimals"),
        ("Maria #" + "x" * 21, "20 characters"),
        ("M" * 41, "40 is the most"),
    ],
)
def test_what_does_not_fit_is_said_and_the_rest_is_kept(line: str, words: str) -> None:
    person = quick_person(line, "EUR")
    assert any(words in one for one in person.problems)
    assert person.fields["handle"].startswith("M")


WORDS = st.sampled_from(
    ["Ana", "30/h", "JPY 3000/h", "0/h", "900 fixed", "9-17", "22-6", "mon-fri", "tue,thu", "en:C1", "EN:c1,pt:native",
     "zz:A1", "@PT", "@XX", "#a", "#b", "referral", "platform:Upwork", "Europe/Lisbon", "Lisbon", "UTC"]
)  # fmt: skip


@given(st.lists(WORDS | st.text(max_size=6), max_size=9))
def test_any_line_is_read_and_what_is_understood_fits_a_person(words: list[str]) -> None:
    person = quick_person(" ".join(words), "EUR")
    if person.fields["handle"] and not person.problems:
        at = "2026-11-23T12:00:00Z"
        row = row_of("contractors", {**person.fields, "id": "C01", "created_at": at, "updated_at": at})
        assert row.handle == person.fields["handle"]


def test_sources() -> None:
    assert typed_source("Platform: Fiverr Pro") == {"source": "platform", "source_text": "Fiverr Pro"}
    with pytest.raises(BadInput, match="referral"):
        typed_source("friend")


def test_zones() -> None:
    assert typed_zone("lisbon") == "Europe/Lisbon"
    assert typed_zone("europe/berlin") == "Europe/Berlin"
    assert typed_zone("US/Pacific") == "US/Pacific"
    assert zone_of_city("Casey") is None
    assert zone_of_city("Port-au-Prince") == zone_of_city("port au prince") == "America/Port-au-Prince"
    assert zone_of_city("New-York") == "America/New_York"
    assert country_of_zone("Africa/Cairo") == "EG"
    with pytest.raises(BadInput, match="Asia/Manila"):
        typed_zone("Asia/Mannila")
