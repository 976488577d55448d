"""What contractors are compared by: criteria, and a score of one contractor for one task."""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

from outsource_tui.model.kinds import ContractorId, FivePoints, Line, Proof, Record, TaskId

CriterionKey = Literal["evidence", "trust", "values", "communication", "overlap", "cost", "availability"]


class Anchors(Struct, frozen=True, kw_only=True, rename={"one": "1", "three": "3", "five": "5"}):
    """What a 1, a 3 and a 5 look like."""

    one: Line = ""
    three: Line = ""
    five: Line = ""


class Criterion(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A row of table `criteria`: one for the whole plan, or a task's own copy of it."""

    key: CriterionKey
    task_id: TaskId | None = None
    label: Line = ""
    weight: Annotated[float, Meta(ge=0, le=100)] = 0.0
    anchors: Anchors = Anchors()
    auto: Literal["none", "overlap", "cost"] = "none"
    gate_min: Annotated[int, Meta(ge=0, le=5)] = 0


class Score(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A row of table `scores`, unique on task, contractor and criterion."""

    task_id: TaskId
    contractor_id: ContractorId
    criterion: CriterionKey
    score: FivePoints | None = None
    proof: Proof = "none"
    note: Line = ""
    scored_on: date | None = None


def default_criteria() -> tuple[dict[str, object], ...]:
    """The seven criteria of a new plan, as fields (PRODUCT.md section 2)."""
    rows: list[tuple[str, str, int, str, int, tuple[str, str, str]]] = [
        ("evidence", "evidence of similar work", 25, "none", 0,
         ("nothing like it shown", "something like it, partly theirs", "the same kind of work, seen and theirs")),
        ("trust", "reliability and trust", 20, "none", 3,
         ("broke a promise already", "no reason to doubt", "somebody I trust would hire them again")),
        ("values", "values and working style", 15, "none", 2,
         ("we would argue weekly", "different, but said openly", "we want the same things")),
        ("communication", "communication and language", 15, "none", 2,
         ("I must guess what is meant", "clear after one question", "clear, prompt, says no in time")),
        ("overlap", "shared hours", 10, "overlap", 0, ("none of the need", "half of the need", "all of the need")),
        ("cost", "price per finished hour", 10, "cost", 0,
         ("above break-even", "near break-even", "far below break-even")),
        ("availability", "availability", 5, "none", 0, ("rarely free", "some weeks", "whenever it is needed")),
    ]  # fmt: skip
    return tuple(
        {
            "id": key,
            "key": key,
            "label": label,
            "weight": weight,
            "auto": auto,
            "gate_min": gate,
            "anchors": {"1": one, "3": three, "5": five},
        }
        for key, label, weight, auto, gate, (one, three, five) in rows
    )
