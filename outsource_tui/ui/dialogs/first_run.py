"""The first minute: which of these eat your week? Nothing is written before something was chosen."""

from functools import partial

from outsource_tui.advice.rounding import count_words, hours_words, money_words
from outsource_tui.data.catalogue import packs, suggestions
from outsource_tui.model.change import AddRow, Change, Edit, SetFields
from outsource_tui.model.problems import BadInput
from outsource_tui.model.task import hours_a_week
from outsource_tui.model.typed import typed_field, typed_money
from outsource_tui.planner.quick_line import quick_task
from outsource_tui.ui.dialogs.base import Dialog
from outsource_tui.ui.dialogs.line import LineDialog
from outsource_tui.ui.dialogs.menu import LETTERS, Choice, MenuDialog
from outsource_tui.ui.dialogs.picks import Pick, own_words, picked_from
from outsource_tui.ui.dialogs.score_flow import score_flow, unscored
from outsource_tui.ui.drawing import Line, block, first_seen, rule

FOOT = (
    ("Enter", "go on: score them, two keys each (about a minute)"),
    ("p", "a start for your trade   a  own task   r  your hourly rate"),
    ("i", "import instead: a time log or a list of tasks"),
    ("D", "look around with demo data first (nothing is written)"),
    ("Esc", "start empty   ?  what it is for, and how it goes"),
)
FOOT_LATER = (FOOT[0], FOOT[1], FOOT[2], ("Esc", "back to your plan; what is marked stays marked"))
"""In a plan that has tasks already: nothing starts there."""

PLOT_FROM = 112
PLOT_WIDTH, PLOT_HEIGHT = 44, 22
"""Where there is room the grid is seen already, still empty."""
WORDY_FROM = 76
"""Cells from which on the head also says how."""


class FirstRunDialog(Dialog):
    """Step 1 of 2; step 2 is the score flow."""

    title = "Welcome"
    draft = "first run"
    is_tall = True

    def __init__(self) -> None:
        super().__init__()
        self.picks = [picked_from(one) for one in suggestions() if not one.is_growth]
        self.at = 0
        self.rate: int | None = None
        self._more = 0
        self._rate_line = ""
        self._rows = 1
        self._top = 0

    def opened(self) -> None:
        """What was marked before is marked again; what is a task by now is not offered."""
        there = {one.name.casefold() for one in self.stage.plan.live_tasks}
        self.picks = [one for one in self.picks if str(one.fields["name"]).casefold() not in there]
        kept = self.stage.drafts.pop(self.draft, {})
        for name, line in kept.items():
            if name.startswith("own "):
                self.stage.attempt(partial(self._take_own, line))
        if not self.picks:
            self.left()
            self.stage.say(f"All of them are tasks of yours. {self.stage.key_of('add')} adds one in your own words.")
        for one in self.picks:
            if one.fields["name"] in kept:
                one.hours, one.is_taken = kept[one.fields["name"]], True
        if "the rate" in kept:
            self.stage.attempt(lambda: self._take_rate(kept["the rate"]))

    def unsaved(self) -> dict[str, str]:
        taken = [one for one in self.picks if one.is_taken]
        marks = {str(one.fields["name"]): one.hours for one in taken}
        own = {f"own {number}": one.line for number, one in enumerate(reversed(taken)) if one.line}
        return {**marks, **own, **({"the rate": self._rate_line} if self._rate_line else {})}

    @property
    def _is_first(self) -> bool:
        """Whether nothing is there yet."""
        return self.stage.plan.is_empty

    @property
    def hints(self) -> str:  # type: ignore[override]
        if self._is_first:
            return "Space mark  Enter go on  0-9 hours  D demo  a own  p trade  r rate  i import  ? what for  Esc empty"
        return "Space mark  Enter go on  0-9 hours  a own  p trade  r rate  i import  Esc back"

    # drawing

    def body(self, width: int, height: int) -> list[Line]:
        foot = self._foot(width) if height >= 16 else []
        has_plot = width >= PLOT_FROM and height >= PLOT_HEIGHT
        list_width = width - max(PLOT_WIDTH, width // 3) if has_plot else width
        columns = 1 if list_width < 72 else 2 if list_width < 114 else 3
        column_width = list_width // columns
        rows = -(-len(self.picks) // columns)
        self._rows = rows
        room = max(1, height - len(foot) - 3)
        self._top = first_seen(self._top, self.at % rows, rows, room)
        says = " Space marks, digits set hours" if width >= WORDY_FROM else ""
        asks = "1 of 2 · Which of these eat your week?" if self._is_first else "Which of these eat your week as well?"
        head = rule(f"{asks}{says}", width)
        lines = [head]
        for row in range(self._top, min(rows, self._top + room)):
            line = Line()
            for column in range(columns):
                index = column * rows + row
                if index < len(self.picks):
                    line.to(column * column_width)
                    self._entry(line, index, column_width)
            lines.append(line)
        if has_plot:
            from outsource_tui.ui.widgets.grid_view import filling_plot  # a start at 80x24 goes without

            plot = filling_plot(self.stage.plan, width - list_width - 2, min(PLOT_HEIGHT, len(lines)))
            below = [Line(), Line(" Two scores give each task its place.", "quiet")]
            lines = _beside(lines, [Line(), *plot, *below], list_width + 2, width)
        self._more = max(0, rows - self._top - room)
        return [*lines, self._total(), *foot]

    def _entry(self, line: Line, index: int, width: int) -> None:
        pick, here = self.picks[index], index == self.at
        line.add(" >" if here else "  ", "cursor").add(
            "[x] " if pick.is_taken else "[ ] ", "mark" if pick.is_taken else "text"
        )
        line.cell(str(pick.fields["name"]), width - 14, "strong" if here else "text")
        line.cell(pick.hours, 5, "caret" if here and pick.is_taken else "text", right=True)
        line.add(" h" if pick.is_taken else "  ", "quiet")

    def _total(self) -> Line:
        taken = [one for one in self.picks if one.is_taken]
        hours = sum(one.hours_week for one in taken)
        line = Line(f"  {len(taken)} marked · {hours_words(hours)} h/week · ")
        line.add(f"that is {hours_words(hours * 52, 0)} h a year", "strong")
        if self.rate is not None:
            currency = self.stage.plan.profile.currency
            line.add(f" · your hour: {money_words(self.rate, currency, 2)} {currency}")
        if self._more:
            line.add(f" · ↓ {count_words(self._more, 'more row')}", "quiet")
        return line

    def _foot(self, width: int) -> list[Line]:
        zone = self.stage.plan.profile.timezone
        lines = [Line().to(width, "rule", "─")]
        if not self._is_first:
            return [*lines, *(Line("  ").cell(key, 7, "key").add(words) for key, words in FOOT_LATER)]
        lines += [Line("  ").cell(key, 7, "key").add(words) for key, words in FOOT]
        return [*lines, Line(f"  No account, no network, one file. Your time zone: {zone} (found)", "quiet")]

    # keys

    def key(self, key: str, character: str | None) -> None:
        pick = self.picks[self.at]
        moves = {
            "down": 1,
            "j": 1,
            "up": -1,
            "k": -1,
            "right": self._rows,
            "l": self._rows,
            "left": -self._rows,
            "h": -self._rows,
        }
        if key in moves:
            target = self.at + moves[key]
            if 0 <= target < len(self.picks):
                self.at = target
                self.picks[target].is_fresh = True
        elif key == "space":
            pick.is_taken = not pick.is_taken
            self.stage.message = Line()
            pick.is_fresh = True
        elif key in {"backspace", "."} or (key.isdigit() and len(key) == 1):
            pick.type(key)
        elif key == "enter":
            self._go_on()
        else:
            self._other(key)

    def _other(self, key: str) -> None:
        stage = self.stage
        if key == "p":
            names = list(packs())
            choices = [Choice(LETTERS[index], name, name) for index, name in enumerate(names)]
            stage.open(MenuDialog("A start for which trade? Marks its usual tasks", choices, self._take_pack))
        elif key == "a":
            says = "Such as: Bookkeeping 3h @money"
            stage.open(LineDialog("Your own task", self._take_own, says=says, draft="own task", echo=own_words))
        elif key == "r":
            currency = stage.plan.profile.currency
            says = (
                f"What is an hour of yours worth, in {currency}? It says what you may pay; leave it empty if unknown."
            )
            stage.open(LineDialog("Your hourly rate", self._take_rate, says=says, echo=self._rate_words))
        elif key == "i":
            self.left()
            stage.run_id("import")
        elif key == "D" and self._is_first:
            stage.shell.open_demo()
        elif key in {"?", "f1"}:
            from outsource_tui.ui.dialogs.manual import ManualDialog  # knows all limits; a first run needs few

            stage.open(ManualDialog("start"))
        elif key == "q" and self._is_first:
            stage.shell.quit()
        elif key in {"escape", "q"}:
            kept = self.unsaved()
            if kept:
                stage.drafts[self.draft] = kept
            self.left()
            key = stage.key_of("suggestions")
            words = (
                f"What you marked is kept: {key} brings it back." if kept else f"{key} brings these suggestions back."
            )
            stage.say(f"{words} {stage.key_of('add')} adds a task, {stage.key_of('import')} imports a time log.")

    def pasted(self, text: str) -> None:
        self.stage.say("Pasted text was not used. a takes a task of your own, in one line.")

    def _take_pack(self, name: str) -> None:
        wanted = set(packs()[name])
        for one in self.picks:
            one.is_taken = one.is_taken or one.fields["name"] in wanted
        self.stage.say(f"Marked what a {name} usually has. The hours are guesses: change them.")

    def _take_own(self, text: str) -> None:
        fields = quick_task(text)
        if not fields["name"]:
            raise BadInput("a task needs a name")
        hours = hours_a_week(fields.pop("hours", 1.0), fields.pop("per", "week"))
        self.picks.insert(0, Pick(fields, is_taken=True, hours=f"{round(hours, 2):g}", line=text))
        self.at = 0

    def _rate_words(self, text: str) -> str:
        currency = self.stage.plan.profile.currency
        return f"{money_words(typed_money(text, currency), currency, 2)} {currency} an hour" if text else ""

    def _take_rate(self, text: str) -> None:
        profile = self.stage.plan.profile
        self.rate = typed_field("profile", "hour_value", text, today=self.stage.today, currency=profile.currency)
        self._rate_line = text

    def _go_on(self) -> None:
        taken = [one for one in self.picks if one.is_taken]
        if not taken:
            esc = "starts empty" if self._is_first else "goes back to your plan"
            self.stage.say(f"Nothing is marked yet. Space marks a task; Esc {esc}.", "warn")
            return
        edits: list[Edit] = [AddRow("tasks", {**one.fields, "hours": one.hours_week, "per": "week"}) for one in taken]
        if self.rate is not None:
            edits.append(SetFields("profile", self.stage.plan.profile.id, {"hour_value": self.rate}))
        if self.stage.do(Change(f"Listed {count_words(len(taken), 'task')}", tuple(edits))):
            self.left()
            self.stage.go("tasks")
            score_flow(self.stage, unscored(self.stage))


def _beside(lines: list[Line], others: list[Line], column: int, width: int) -> list[Line]:
    """The first line as it is, and beside each of the rest one of the others."""
    rest = block(others[1:], len(lines) - 1)
    return [lines[0], *(one.beside(other, column).fitted(width) for one, other in zip(lines[1:], rest, strict=True))]
