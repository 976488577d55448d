"""An explanation as it is read: the value, the formula in words, each input, and what is missing (PRODUCT.md 3.15)."""

from collections.abc import Mapping
from typing import Any

from outsource_tui.advice.figure_words import figure_words
from outsource_tui.model.hints import field_types, kind_of

MONEY = frozenset(
    name
    for table in ("profile", "contractors", "trials", "handoffs")
    for name, hint in field_types(table).items()
    if kind_of(hint) == "money"
)
"""Fields in minor units."""


def value_words(figure: Mapping[str, Any], currency: str) -> str:
    """The value of a figure with its unit; `figure` is one of those in `explain.explained`."""
    if figure["value"] == [] and not figure["missing"]:
        return "none"
    words = figure_words(figure["value"], figure["unit"], currency)
    has_unit = figure["unit"] not in {"word", "percent"} and words not in {"-", "never"}
    return f"{words} {figure['unit']}" if has_unit else words


def made_of(figure: Mapping[str, Any], figures: Mapping[str, Any], currency: str) -> list[str]:
    """The formula, a line for each input, and what is missing."""
    inputs = figure["inputs"]
    lines = [figure["formula"]]
    lines += [f"{label} = {_input_words(label, inputs, figures, currency)}" for label in inputs]
    return lines + ([f"missing: {', '.join(figure['missing'])}"] if figure["missing"] else [])


def _input_words(label: str, inputs: Mapping[str, Any], figures: Mapping[str, Any], currency: str) -> str:
    """An input as it is read: another figure as that is shown, money in major units."""
    value = inputs[label]
    if label in figures:
        return figure_words(value, figures[label]["unit"], currency)
    if value is not None and label.rpartition(".")[2] in MONEY:
        own = inputs.get(f"{label}_currency") or currency
        return f"{figure_words(value, own, own)} {own}"
    return _plain(value)


def _plain(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:.6g}"
    return ", ".join(_plain(one) for one in value) or "-" if isinstance(value, list | tuple) else str(value)
