"""Log a look at a hand-off: a digit is enough."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, get_args

from outsource_tui.advice.oversight import oversight_of
from outsource_tui.advice.rounding import percent_words
from outsource_tui.model.kinds import About
from outsource_tui.model.problems import BadInput
from outsource_tui.model.typed import typed_date
from outsource_tui.planner.handoffs import LOOK_MINUTES, looked
from outsource_tui.planner.rows import name_of
from outsource_tui.ui.dates import short_day
from outsource_tui.ui.dialogs.ask_field import ask_field
from outsource_tui.ui.dialogs.base import TYPING_STEPS, Dialog
from outsource_tui.ui.dialogs.line import LineDialog
from outsource_tui.ui.drawing import Line, text_lines
from outsource_tui.ui.widgets.meter import state_words

if TYPE_CHECKING:
    from outsource_tui.model.handoff import Handoff

ABOUTS: tuple[About, ...] = get_args(About)
ABOUT_KEYS: dict[str, About] = {
    "o": "outcome",
    "s": "status",
    "m": "method",
    "q": "question",
    "r": "rework",
    "t": "take_back",
    "P": "praise",
}
STEPS_OF_ABOUT = {**TYPING_STEPS, "right": 1, "left": -1}
MOODS = {-1: "went badly", 0: "as usual", 1: "went well"}


class LookDialog(Dialog):
    """Takes the digit and closes; everything else has a default and can be said before it."""

    hints = "1-9 5-45 min  0 60 min  Enter a number  p planned  a letter: about  Esc close"

    def __init__(self, handoff_id: str) -> None:
        super().__init__()
        self.handoff_id = handoff_id
        self.kind: Literal["planned", "unplanned"] = "unplanned"
        self.about: About = "outcome"
        self.by: Literal["me", "them"] = "me"
        self.hours: float | None = None
        self.mood = 0
        self.note = ""
        self.day: date | None = None

    def opened(self) -> None:
        self.draft = f"look {self.handoff_id}"
        kept = self.stage.drafts.pop(self.draft, {})
        self.note = kept.get("note", "")
        self.title = f"Log a look: {name_of(self.stage.plan, self.handoff_id)}"

    @property
    def handoff(self) -> "Handoff":
        """The one that was looked at, as it is now."""
        return self.stage.plan.handoffs[self.handoff_id]

    def body(self, width: int, height: int) -> list[Line]:
        lines = text_lines("1 to 9 are 5 to 45 minutes, 0 is 60, Enter types another number", width, "strong")
        hours = "not said" if self.hours is None else f"{self.hours:g} h"
        kind = Line(" p ", "key").cell(self.kind, 12).add("b ", "key").cell(f"by {self.by}", 10)
        day = Line("d ", "key").cell(short_day(self.day or self.stage.today), 14).add("+ - ", "key")
        lines += _joined(kind, day.add(MOODS[self.mood]), width)
        lines += self._about_lines(width)
        more = Line(" h ", "key").add("their hours since the last look: ", "quiet").add(f"{hours}   ")
        lines += _joined(more, Line("n ", "key").add("note: ", "quiet").add(self.note or "-"), width)
        if self._is_due() and self.kind == "unplanned":
            lines.append(Line(" An agreed look is due: p makes this the planned one.", "quiet"))
        return [one.fitted(width) for one in lines[:height]]

    def _about_lines(self, width: int) -> list[Line]:
        """What it was about, with its key; on as many lines as that takes."""
        lines = [Line(" ")]
        for key, name in ABOUT_KEYS.items():
            words, is_it = name.replace("_", " "), name == self.about
            if lines[-1].width + len(words) + 4 > width:
                lines.append(Line(" "))
            line = lines[-1].add("[" if is_it else " ", "strong").add(f"{key} ", "key")
            line.add(words, "strong" if is_it else "text").add("]" if is_it else " ", "strong")
        return lines

    def _is_due(self) -> bool:
        seen = oversight_of(self.stage.plan, self.handoff, self.stage.today)
        return seen.days_since_look >= self.handoff.checkin_every_days

    def unsaved(self) -> dict[str, str]:
        return {"note": self.note} if self.note else {}

    # keys

    def key(self, key: str, character: str | None) -> None:
        if key in LOOK_MINUTES:
            self._log(LOOK_MINUTES[key])
        elif key == "enter":
            self._ask("Minutes", "minutes", self._log, says="90, 90m or 1.5h; up to 480 minutes")
        elif key == "p":
            self.kind = "planned" if self.kind == "unplanned" else "unplanned"
        elif key == "b":
            self.by = "them" if self.by == "me" else "me"
        elif key in ABOUT_KEYS:
            self.about = ABOUT_KEYS[key]
        elif key in STEPS_OF_ABOUT:
            self.about = ABOUTS[(ABOUTS.index(self.about) + STEPS_OF_ABOUT[key]) % len(ABOUTS)]
        elif key in {"+", "-"}:
            self.mood = max(-1, min(1, self.mood + (1 if key == "+" else -1)))
        elif key == "escape":
            self.stage.drafts[self.draft] = self.unsaved()
            self.left()
        else:
            self._asked(key)

    def _asked(self, key: str) -> None:
        if key == "h":
            self._ask("Their hours since the last look", "contractor_hours", self._set_hours, says="2.5h or 150m")
        elif key == "n":
            self._ask("Note", "note", self._set_note, text=self.note)
        elif key == "d":
            says = "yesterday, last fri, -3d, 24.12."
            self.stage.open(LineDialog("Which day", self._set_day, says=says, echo=self._day_echo))

    def _ask(self, title: str, name: str, take: Callable[[Any], None], *, says: str = "", text: str = "") -> None:
        draft = f"{self.draft} {name}" if name == "note" else ""
        ask_field(self.stage, "checkins", name, title, take, says=says, text=text, draft=draft)

    def _set_hours(self, hours: float | None) -> None:
        self.hours = hours

    def _set_note(self, note: str) -> None:
        self.note = note

    def _day_of(self, text: str) -> date:
        day = typed_date(text, self.stage.today)
        if not self.handoff.start <= day <= self.stage.today:
            raise BadInput(f"{short_day(day)} is not between the start and today", fix="such as yesterday or last fri")
        return day

    def _day_echo(self, text: str) -> str:
        return short_day(self._day_of(text))

    def _set_day(self, text: str) -> None:
        self.day = self._day_of(text)

    def _log(self, minutes: int) -> None:
        fields = {
            "about": self.about,
            "by": self.by,
            "contractor_hours": self.hours,
            "mood": self.mood,
            "note": self.note,
        }
        plan, day = self.stage.plan, self.day or self.stage.today
        step = looked(plan, self.handoff_id, day=day, minutes=minutes, kind=self.kind, fields=fields)
        if self.stage.do(step):
            self.done(None)
            seen = oversight_of(self.stage.plan, self.handoff, self.stage.today)
            now = f"{percent_words(seen.ratio)}, {state_words(seen)}" if seen.ratio is not None else state_words(seen)
            self.stage.say(f"Logged {minutes} min, {self.kind}. Looking now: {now}. u undo")


def _joined(one: Line, other: Line, width: int) -> list[Line]:
    """Two pieces on one line, or where there is no room under each other."""
    if one.width + other.width <= width:
        return [one.beside(other, one.width)]
    return [one, Line(" ").beside(other, 1)]
