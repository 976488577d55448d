"""The user's own exchange rates as one line: what one unit of a currency is in the working one (PRODUCT.md, `fx`)."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from outsource_tui.model.problems import BadInput
from outsource_tui.model.profile import Rate

RATES_WORDS = "USD 0.92, GBP 1.17: what one is in your own currency"
_PAIR = re.compile(r"(?P<code>[A-Za-z]{3})\s*[:=]?\s*(?P<rate>\d+(?:[.,]\d+)?)")


def rates_text(rates: Mapping[str, Rate]) -> str:
    """Exchange rates as typed, parted by semicolons: a comma may belong to a number."""
    return "; ".join(f"{code} {one.rate:g}" for code, one in rates.items())


def typed_rates(text: str, known: Mapping[str, Rate], today: date) -> dict[str, Any]:
    """Exchange rates from a line, as a change lays them over those that were `known`: what is gone is None.

    A rate that differs is of `today`. Raises BadInput for what is no pair of a currency code and a number above 0.
    """
    found: dict[str, Any] = {}
    for part in filter(None, (one.strip() for one in re.split(r";|,\s+|,(?=[A-Za-z])", text))):
        match = _PAIR.fullmatch(part)
        rate = float(match["rate"].replace(",", ".")) if match is not None else 0.0
        if match is None or rate <= 0:
            raise BadInput(f"{part!r} is not a currency and its rate", fix=RATES_WORDS)
        code = match["code"].upper()
        old = known.get(code)
        as_of = old.as_of if old is not None and f"{old.rate:g}" == f"{rate:g}" else today
        found[code] = {"rate": rate, "as_of": None if as_of is None else as_of.isoformat()}
    return {**dict.fromkeys(known), **found}
