"""Tasks that freelancers usually have, and a choice of them for each trade (PRODUCT.md section 5)."""

import tomllib
from pathlib import Path
from typing import Any

from msgspec import Struct, convert, structs

from outsource_tui.model.kinds import Category, Judgement, Need, Sensitivity

_HERE = Path(__file__)


class Suggestion(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A task to pick. All its figures are guesses to be changed; `hours` are a week."""

    name: str
    category: Category
    hours: float
    effectiveness: Judgement
    value: Judgement
    energy: int
    sync_need: Need
    data_sensitivity: Sensitivity

    @property
    def fields(self) -> dict[str, Any]:
        """What a new task made from this starts with, by field name."""
        return structs.asdict(self)

    @property
    def is_growth(self) -> bool:
        """Whether this is what freed hours are for: never suggested for outsourcing."""
        return self.category == "growth"


def suggestions() -> list[Suggestion]:
    """The whole catalogue, in the order of its categories."""
    tables = tomllib.loads(_HERE.with_name("catalogue.toml").read_text("utf-8"))
    return [
        convert({"category": category, **fields}, Suggestion) for category, rows in tables.items() for fields in rows
    ]


def packs() -> dict[str, list[str]]:
    """The names of the suggested tasks for each trade."""
    tables = tomllib.loads(_HERE.with_name("packs.toml").read_text("utf-8"))
    return convert(tables, dict[str, list[str]])
