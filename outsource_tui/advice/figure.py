"""A figure that can be opened: what it is, how it was made, and what it lacks (PRODUCT.md 3.15)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from outsource_tui.model.kinds import Record

Value = float | int | str | list[str] | None


class Figure(Struct, frozen=True, kw_only=True):
    """Unrounded, money in minor units; `value` None is unknown, `missing` names the fields that would make it known.

    `inputs` are named for where they come from: a field of the row itself bare (`effectiveness`), one of another row
    with its id (`C01.rate`), a setting as `profile.split`, what stands in for a plan as `default.share`; a bare name
    may also be another figure of the same row (`worth_hour`).
    """

    value: Value
    unit: str
    formula: str
    inputs: dict[str, Any]
    missing: list[str]


class Sheet:
    """The figures of one row being put together, each from fields and from figures before it."""

    def __init__(self, row_id: str, currency: str) -> None:
        self.row_id = row_id
        self.currency = currency
        self.figures: dict[str, Figure] = {}

    def fields(self, row: Record, *names: str) -> dict[str, Any]:
        """Fields of a row as inputs, under names that say whose they are."""
        return {self.name(row.id, name): _plain(getattr(row, name)) for name in names}

    def name(self, row_id: str, field: str) -> str:
        """What a field of a row is called on this sheet."""
        return field if row_id == self.row_id else f"{'profile' if row_id == '1' else row_id}.{field}"

    def add(
        self,
        name: str,
        value: Value,
        unit: str,
        formula: str,
        *,
        of: Sequence[str] = (),
        fields: Mapping[str, Any] | None = None,
        missing: Iterable[str] | None = None,
    ) -> None:
        """Put a figure down, made of other figures (`of`) and of fields.

        Where the value is None, what its figures lack and every field that is None is missing; `missing` says it
        where that rule does not fit.
        """
        fields = fields or {}
        inputs = {other: self.figures[other].value for other in of} | dict(fields)
        if missing is None and value is None:
            lacking = [lack for other in of for lack in self.figures[other].missing]
            missing = [*lacking, *(key for key, given in fields.items() if given is None)]
        unit = unit.replace("money", self.currency)
        self.figures[name] = Figure(
            value=value, unit=unit, formula=formula, inputs=inputs, missing=list(dict.fromkeys(missing or ()))
        )


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
