"""Figures of PRODUCT.md 3.15 in words: rounded once, with a dash for what is unknown."""

from typing import Any

from outsource_tui.advice.rounding import DASH, half_up, hours_words, money_words, percent_words

HOURS = frozenset({"h", "h/week", "h/month", "h/year", "h/day", "weeks"})


def figure_words(value: Any, unit: str, currency: str) -> str:
    """A figure without its unit: `1.8`, `23.1%`, `1,212.00`, `HAND OFF`, `never`, or a dash."""
    if value is None:
        return DASH
    if isinstance(value, list | tuple):
        return ", ".join(str(one) for one in value) or DASH
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if unit == currency or unit.startswith(f"{currency}/"):
        return money_words(value, currency, 2)
    if unit == "percent":
        return percent_words(value)
    if unit in HOURS:
        return hours_words(value)
    return str(half_up(value, 1)) if isinstance(value, float) else str(value)
