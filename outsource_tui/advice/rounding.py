"""Figures as they are shown: rounded once, half up, and a dash for what is unknown (PRODUCT.md section 3)."""

import math
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from outsource_tui.model.currencies import decimals_of

DASH = "-"

_PLACES_KEPT = 9
"""Noise of binary fractions lies below this: 2.675 is meant as 2.675, not as 2.67499999999999982."""

_FIGURES_REMEMBERED = 4096
"""Hours, points and shares are asked for again with every key."""

_WIDE = Context(prec=400, rounding=ROUND_HALF_UP)


@lru_cache(maxsize=_FIGURES_REMEMBERED)
def half_up(x: float, places: int = 0) -> Decimal:
    """`x` (finite) rounded to `places` decimals, halves away from zero, never minus zero."""
    return _quantized(Decimal(repr(round(float(x), _PLACES_KEPT))), places)


def count_words(count: int, noun: str) -> str:
    """So many of something, such as `1 task` or `3 tasks`; `noun` is one that takes an s."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def hours_words(x: float | None, places: int = 1) -> str:
    """Hours such as `1.8` or `1,014.0`, or a dash."""
    return _words(x, places)


def percent_words(x: float | None) -> str:
    """A percentage 0-100 such as `7.3%`, or a dash."""
    words = _words(x, 1)
    return words if words == DASH else f"{words}%"


def money_words(minor: float | None, currency: str, places: int = 0) -> str:
    """Minor units as major ones, `1,212` or `1,211.50`, without the currency's code; or a dash.

    Never more decimals than the currency has.
    """
    if minor is None or not math.isfinite(minor):
        return DASH
    digits = decimals_of(currency)
    places = min(places, digits)
    major = Decimal(repr(round(float(minor), _PLACES_KEPT))).scaleb(-digits, _WIDE)
    return f"{_quantized(major, places):,.{places}f}"


@lru_cache(maxsize=_FIGURES_REMEMBERED)
def _words(x: float | None, places: int) -> str:
    if x is None or not math.isfinite(x):
        return DASH
    return f"{half_up(x, places):,.{places}f}"


def _quantized(number: Decimal, places: int) -> Decimal:
    rounded = number.quantize(Decimal(1).scaleb(-places), context=_WIDE)
    return abs(rounded) if rounded.is_zero() else rounded
