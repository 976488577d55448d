"""What a person types, as values."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsource_tui.model.currencies import decimals_of
from outsource_tui.model.problems import BadInput
from outsource_tui.model.typed import typed_date, typed_field, typed_hours, typed_money

TODAY = date(2026, 11, 23)  # a Monday


@pytest.mark.parametrize(
    ("text", "hours", "per"),
    [
        ("1.5h", 1.5, "week"),
        ("1,5", 1.5, "week"),
        ("3", 3.0, "week"),
        ("90m", 1.5, "week"),
        ("20 min", 0.33, "week"),
        ("1:30", 1.5, "week"),
        ("1h30", 1.5, "week"),
        ("1h 30m", 1.5, "week"),
        ("6h/month", 6.0, "month"),
        ("6 h / mo", 6.0, "month"),
        ("6h a month", 6.0, "month"),
        ("2 hours per week", 2.0, "week"),
        ("10h/quarter", 10.0, "quarter"),
        ("1:15/y", 1.25, "year"),
        ("0", 0.0, "week"),
        (" .5H ", 0.5, "week"),
    ],
)
def test_hours_and_what_they_are_for(text: str, hours: float, per: str) -> None:
    assert typed_hours(text) == (hours, per)


@pytest.mark.parametrize("text", ["", "h", "-1h", "1h/fortnight", "a lot", "1:75", "1h2h", "٣h", "1" * 400, "6h/"])
def test_hours_that_are_none(text: str) -> None:
    with pytest.raises(BadInput, match=r"6h/month|week, month"):
        typed_hours(text)


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("32.50", "EUR", 3250),
        ("32,5", "EUR", 3250),
        ("32", "EUR", 3200),
        ("0", "EUR", 0),
        (".5", "EUR", 50),
        ("1,250.50", "EUR", 125050),
        ("1.250,50", "EUR", 125050),
        ("1,250", "EUR", 125000),
        ("1 250,50", "EUR", 125050),
        ("1'250", "CHF", 125000),
        ("€ 32.50", "EUR", 3250),
        ("EUR 32.50", "EUR", 3250),
        ("32.50 eur", "EUR", 3250),
        ("$5", "USD", 500),
        ("1250", "JPY", 1250),
        ("1.250", "KWD", 1250),
    ],
)
def test_money_in_minor_units(text: str, currency: str, minor: int) -> None:
    assert typed_money(text, currency) == minor


@pytest.mark.parametrize("text", ["", "-5", "abc", "1.250", "1.2.3", "32.505", "$5", "12 34", "9" * 14, "1e3", "NaN"])
def test_money_that_is_none(text: str) -> None:
    with pytest.raises(BadInput, match=r"EUR|at most"):
        typed_money(text, "EUR")


def test_decimals_of_currencies() -> None:
    assert [decimals_of(one) for one in ("EUR", "JPY", "KWD", "QQQ")] == [2, 0, 3, 2]


@given(st.integers(min_value=0, max_value=10**12), st.sampled_from(["EUR", "JPY", "KWD"]))
def test_money_as_it_is_shown_is_read_back(minor: int, currency: str) -> None:
    places = decimals_of(currency)
    shown = f"{minor // 10**places:,}" + (f".{minor % 10**places:0{places}d}" if places else "")
    assert typed_money(shown, currency) == minor


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2026-11-23"),
        ("tomorrow", "2026-11-24"),
        ("yesterday", "2026-11-22"),
        ("fri", "2026-11-27"),
        ("Friday", "2026-11-27"),
        ("mon", "2026-11-30"),
        ("next mon", "2026-11-30"),
        ("next fri", "2026-12-04"),
        ("last fri", "2026-11-20"),
        ("last mon", "2026-11-16"),
        ("+3d", "2026-11-26"),
        ("+3", "2026-11-26"),
        ("-2w", "2026-11-09"),
        ("+3m", "2027-02-23"),
        ("24.12.", "2026-12-24"),
        ("24.12", "2026-12-24"),
        ("24.12.2027", "2027-12-24"),
        ("20.11.", "2026-11-20"),
        ("1.6.", "2027-06-01"),
        ("29.2.", "2028-02-29"),
        ("2026-12-24", "2026-12-24"),
    ],
)
def test_dates(text: str, day: str) -> None:
    assert typed_date(text, TODAY) == date.fromisoformat(day)


def test_a_month_later_is_at_most_the_last_of_the_month() -> None:
    assert typed_date("+1m", date(2027, 1, 31)) == date(2027, 2, 28)
    assert typed_date("+1m", date(2026, 12, 31)) == date(2027, 1, 31)
    assert typed_date("-1m", date(2026, 3, 31)) == date(2026, 2, 28)


def test_next_monday_on_a_sunday_is_tomorrow() -> None:
    assert typed_date("next mon", date(2026, 11, 29)) == date(2026, 11, 30)


@pytest.mark.parametrize(
    "text",
    ["", "soon", "31.2.2027", "12/24", "+9999999d", "0000-01-01", "9999-99-99", "monkey", "2026-1-5", "20261224"],
)
def test_dates_that_are_none(text: str) -> None:
    with pytest.raises(BadInput, match="next mon"):
        typed_date(text, TODAY)


@given(st.text(max_size=12))
def test_whatever_is_typed_is_a_value_or_said_in_words(text: str) -> None:
    for read in (typed_hours, lambda one: typed_money(one, "EUR"), lambda one: typed_date(one, TODAY)):
        try:
            read(text)
        except BadInput as problem:
            assert "\n" not in str(problem)  # noqa: PT017 - either way is right, a traceback is not


def field(table: str, name: str, text: str) -> Any:
    return typed_field(table, name, text, today=TODAY, currency="EUR")


@pytest.mark.parametrize(
    ("table", "name", "text", "value"),
    [
        ("tasks", "name", " Inbox ", "Inbox"),
        ("tasks", "hours", "90m", 1.5),
        ("tasks", "hours", "", None),
        ("tasks", "run_minutes", "45", 45),
        ("tasks", "run_minutes", "1.5h", 90),
        ("tasks", "effectiveness", "7", 7),
        ("tasks", "energy", "-2", -2),
        ("tasks", "category", "Money", "money"),
        ("tasks", "decision", "hand off", "hand_off"),
        ("tasks", "sync_need", "med", "medium"),
        ("tasks", "owner_only", "yes", True),
        ("tasks", "billable", "no", False),
        ("tasks", "why", "dislike, cannot", ["dislike", "cannot"]),
        ("tasks", "tags", "a, b, a", ["a", "b"]),
        ("tasks", "tags", "", []),
        ("tasks", "notes", "one\ntwo ", "one\ntwo "),
        ("tasks", "brief.deadline", "fri", "2026-11-27"),
        ("tasks", "brief.budget", "120", 12000),
        ("tasks", "knowledge.k1", "2", 2),
        ("contractors", "rate", "24.50", 2450),
        ("contractors", "rate_currency", "usd", "USD"),
        ("contractors", "timezone", "Europe/Lisbon", "Europe/Lisbon"),
        ("contractors", "work_days", "mon-fri", ["mon", "tue", "wed", "thu", "fri"]),
        ("contractors", "work_days", "Sunday - Thursday", ["sun", "mon", "tue", "wed", "thu"]),
        ("contractors", "work_days", "mon, wed", ["mon", "wed"]),
        ("contractors", "work_start", "9", "09:00"),
        ("contractors", "work_end", "17:30", "17:30"),
        ("contractors", "languages", "de native, en=C1", {"de": "native", "en": "C1"}),
        ("contractors", "classification", "own_tools yes", {"own_tools": True}),
        ("contractors", "speed", "0,85", 0.85),
        ("contractors", "fee_pct", "10%", 10.0),
        ("trials", "start", "+3d", "2026-11-26"),
        ("trials", "paid_hours", "8", 8.0),
        ("trials", "paid_hours", "0.5", 0.5),
        ("handoffs", "oversight_plan_min_week", "24", 24),
        ("profile", "work_days", "mon-thu", ["mon", "tue", "wed", "thu"]),
        ("profile", "bands", "30, 20, 12, 8, 5", [30.0, 20.0, 12.0, 8.0, 5.0]),
        ("profile", "languages", "", {}),
    ],
)
def test_fields_by_their_type(table: str, name: str, text: str, value: Any) -> None:
    assert field(table, name, text) == value


@pytest.mark.parametrize(
    ("table", "name", "text", "said"),
    [
        ("tasks", "effectiveness", "11", "effectiveness: '11' is not a whole number from 1 to 10"),
        ("tasks", "effectiveness", "3.5", "a whole number from 1 to 10"),
        ("tasks", "category", "taxes", "one of money, admin"),
        ("tasks", "hours", "6h/month", "`per` beside them"),
        ("tasks", "hours", "many", "6h/month"),
        ("tasks", "owner_only", "maybe", "yes or no"),
        ("tasks", "repeats", "", "nothing was given"),
        ("tasks", "why", "lazy", "one of dislike, cannot, should_not"),
        ("tasks", "tags", "x" * 21, "1 to 20 characters"),
        ("tasks", "status", "decided", "worked out"),
        ("tasks", "effectivness", "3", "did you mean effectiveness"),
        ("tasks", "brief", "all of it", "in one line"),
        ("tasks", "brief.sum", "3", "known: purpose"),
        ("contractors", "rate", "free", "an amount in EUR"),
        ("contractors", "timezone", "Mars/Olympus", "IANA"),
        ("contractors", "work_days", "mon, funday", "one of mon, tue"),
        ("contractors", "work_start", "25:00", "HH:MM"),
        ("contractors", "speed", "0.85123", "decimals"),
        ("contractors", "languages", "de", "pair"),
        ("trials", "start", "soon", "next mon"),
        ("trials", "days", "999999999999999999999", "a whole number from 1 to 10"),
    ],
)
def test_fields_that_do_not_fit_are_said_in_words(table: str, name: str, text: str, said: str) -> None:
    with pytest.raises(BadInput) as caught:
        field(table, name, text)
    assert said in str(caught.value)
