"""The tasks that the first run offers: which are taken, and the hours typed for each."""

from typing import Any

from msgspec import Struct

from outsource_tui.data.catalogue import Suggestion
from outsource_tui.model.task import MOST_HOURS_A_WEEK
from outsource_tui.planner.quick_line import quick_task

NOT_TAKEN = ("effectiveness", "value")
"""A suggestion's scores are guesses: the two questions are asked all the same, with the guess beside them."""


class Pick(Struct):
    """A task that may be taken, whether it is, and the hours a week typed for it."""

    fields: dict[str, Any]
    is_taken: bool = False
    hours: str = ""
    is_fresh: bool = True
    """Whether the next digit replaces the hours."""
    line: str = ""
    """What was typed, for a task of one's own."""

    @property
    def hours_week(self) -> float:
        """What was typed as hours; 0 where that is no number."""
        try:
            return min(MOST_HOURS_A_WEEK, round(float(self.hours or 0), 2))
        except ValueError:
            return 0.0

    def type(self, key: str) -> None:
        """A digit begins the hours anew where the cursor has just come, and marks the task."""
        text = "" if self.is_fresh else self.hours
        if key == "backspace":
            text = self.hours[:-1]
        elif key != "." or "." not in text:
            text += key
        whole, _, part = text.partition(".")
        if len(whole) <= 2 and len(part) <= 2 and (not text or text == "." or float(text) <= MOST_HOURS_A_WEEK):
            self.hours, self.is_taken, self.is_fresh = text, True, False


def picked_from(one: Suggestion) -> Pick:
    """A suggestion that is not taken yet."""
    fields = {name: value for name, value in one.fields.items() if name not in NOT_TAKEN}
    return Pick({**fields, "per": "week"}, hours=f"{one.hours:g}")


def own_words(line: str) -> str:
    """A task of one's own as it was understood. Raises BadInput."""
    fields = quick_task(line)
    tags = " ".join(f"@{tag}" for tag in fields.get("tags", []))
    return f"{fields['name'] or '-'} · {fields.get('hours', 1):g} h a {fields.get('per', 'week')} {tags}".strip()
