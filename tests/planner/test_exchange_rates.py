"""Exchange rates of one's own, as one line."""

from datetime import date

import pytest

from outsource_tui.model.problems import BadInput
from outsource_tui.model.profile import Rate
from outsource_tui.planner.exchange_rates import rates_text, typed_rates

TODAY = date(2026, 3, 20)
OLD = date(2026, 1, 5)
KNOWN = {"USD": Rate(rate=0.92, as_of=OLD), "JPY": Rate(rate=0.0062)}


def test_what_is_shown_is_read_back_as_it_is() -> None:
    text = rates_text(KNOWN)
    assert text == "USD 0.92; JPY 0.0062"
    assert typed_rates(text, KNOWN, TODAY) == {
        "USD": {"rate": 0.92, "as_of": "2026-01-05"},
        "JPY": {"rate": 0.0062, "as_of": None},
    }


@pytest.mark.parametrize("text", ["usd 0,95; GBP=1.17", "USD 0.95, gbp: 1.17", "USD 0.95,GBP 1.17;"])
def test_a_rate_that_differs_is_of_today_and_one_that_is_gone_goes(text: str) -> None:
    assert typed_rates(text, KNOWN, TODAY) == {
        "USD": {"rate": 0.95, "as_of": "2026-03-20"},
        "JPY": None,
        "GBP": {"rate": 1.17, "as_of": "2026-03-20"},
    }


@pytest.mark.parametrize("text", ["USD", "0.92", "USD 0", "dollars 0.92", "USD -1", "USD 1e3"])
def test_what_is_no_rate_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="not a currency and its rate"):
        typed_rates(text, KNOWN, TODAY)
