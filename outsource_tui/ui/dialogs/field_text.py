"""What is stored, as it stands in a field of a form: what is typed there reads back as the same."""

from typing import Any

from outsource_tui.model.currencies import decimals_of


def text_of(value: Any) -> str:
    """A value of a row: empty while unknown, `yes` or `no`, a list with commas, a map such as `en C1, pt native`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(text_of(one) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{key} {one}" for key, one in value.items())
    return f"{value:g}" if isinstance(value, float) else str(value)


def amount_text(minor: int | None, currency: str) -> str:
    """Minor units with all decimals of the currency and without its code; empty while unknown."""
    digits = decimals_of(currency)
    return "" if minor is None else f"{minor / 10**digits:.{digits}f}"
