"""Mark a trial: a digit a row, and it moves on."""

from typing import Any

from outsource_tui.advice.trial_rule import WEIGHTS, rule_of, trial_score
from outsource_tui.model.change import Change
from outsource_tui.model.patches import builtins_of
from outsource_tui.model.trial import Trial
from outsource_tui.planner.rows import changed
from outsource_tui.planner.trials import CARD, CARD_QUESTIONS, VERDICT_WORDS, in_review, marked
from outsource_tui.ui.dialogs.base import STEPS, Dialog
from outsource_tui.ui.dialogs.menu import Choice, MenuDialog
from outsource_tui.ui.drawing import Line

STATES = {"1": "met", "2": "fixable", "3": "missed"}

WEIGHTS_FROM = 64
"""Cells from which on the weights are told."""


class ScoreCardDialog(Dialog):
    """Six marks 1 to 5, then each must-have: 1 met, 2 fixable, 3 missed. What is marked is kept at once."""

    title = "Score the trial"
    hints = "1-5 a mark  must-haves: 1 met 2 fixable 3 missed  ↑↓ move  - clears  Esc done"

    def __init__(self, trial_id: str) -> None:
        super().__init__()
        self.trial_id = trial_id
        self.at = 0

    def opened(self) -> None:
        values = self._values()
        self.at = next((index for index, one in enumerate(values) if one is None), 0)

    @property
    def trial(self) -> Trial:
        """The one that is marked, as it is now."""
        return self.stage.plan.trials[self.trial_id]

    def _values(self) -> list[int | str | None]:
        card = [getattr(self.trial.card, name) for name in CARD]
        return [*card, *(one.state for one in self.trial.must_haves)]

    def body(self, width: int, height: int) -> list[Line]:
        values = self._values()
        rows = []
        for index, value in enumerate(values):
            here = index == self.at
            line = Line(" >" if here else "  ", "cursor").add(" ")
            if index < len(CARD):
                name = CARD[index]
                line.cell(name, 15, "strong" if here else "text").cell(str(value or "_"), 3, "strong")
                if width >= WEIGHTS_FROM:
                    line.cell(f"weight {WEIGHTS[name]}", 11, "quiet")
                line.add(CARD_QUESTIONS[name], "quiet")
            else:
                text = self.trial.must_haves[index - len(CARD)].text
                line.cell(text, max(12, width - 16), "strong" if here else "text").add(f" {value or '_'}", "strong")
            rows.append(line)
        room = max(1, height - 1)
        top = max(0, min(self.at - room + 2, len(rows) - room))
        return [*rows[top : top + room], self._verdict()]

    def _verdict(self) -> Line:
        score, rule = trial_score(self.trial.card), rule_of(self.trial)
        words = f"   score {score:.1f}" if score is not None else "   score: six marks are needed"
        return Line(words + (f" · the rule says: {VERDICT_WORDS[rule]}" if rule else ""), "strong")

    def key(self, key: str, character: str | None) -> None:
        count = len(CARD) + len(self.trial.must_haves)
        if key in STEPS:
            self.at = (self.at + STEPS[key]) % count
        elif key == "backspace":
            self.at = max(0, self.at - 1)
        elif key in {"escape", "enter", "q"}:
            self.left()
        elif key == "-" or (key.isdigit() and len(key) == 1):
            self._mark(key, count)

    def _mark(self, key: str, count: int) -> None:
        if self.at < len(CARD):
            points = int(key) if key in {"1", "2", "3", "4", "5"} else None
            if points is None and key != "-":
                self.stage.say("A mark is 1 to 5.", "warn")
                return
            step = marked(self.stage.plan, self.trial_id, CARD[self.at], points)
        else:
            if key != "-" and key not in STATES:
                self.stage.say("A must-have is 1 met, 2 fixable or 3 missed.", "warn")
                return
            step = self._must_have(self.at - len(CARD), STATES.get(key))
        if not self.stage.do(step):
            return
        if self.at + 1 < count:
            self.at += 1
        else:
            self._finished()

    def _finished(self) -> None:
        """Behind the last row: say what the rule says, and offer the review where the trial still runs."""
        self.left()
        rule = rule_of(self.trial)
        key = self.stage.key_of
        said = f"The rule says: {VERDICT_WORDS[rule]}. {key('decide')} decides" if rule else ""
        said = said or f"Their hours are missing: {key('trial.facts')} notes them"
        self.stage.say(said)
        if self.trial.state != "running":
            return
        choices = [
            Choice("y", "Yes, it is over", True, "what remains is to decide"),
            Choice("n", "Not yet", False, f"it goes on; {key('trial.begin')} ends it later"),
        ]
        self.stage.open(MenuDialog("Is its work in?", choices, lambda yes: self._ended(said) if yes else None))

    def _ended(self, said: str) -> None:
        if self.stage.do(in_review(self.stage.plan, self.trial_id, self.stage.today)):
            self.stage.say(said)

    def _must_have(self, index: int, state: str | None) -> Change:
        rows: list[dict[str, Any]] = builtins_of(self.trial)["must_haves"]
        rows[index] = {**rows[index], "state": state}
        words = f"{rows[index]['text']}: {state or '-'}"
        return changed(self.stage.plan, "trials", self.trial_id, {"must_haves": rows}, words=words)
