"""Score a person for a task: one row a criterion, one digit each, and how one knows."""

from collections.abc import Mapping
from typing import Any, get_args

from outsource_tui.advice.candidates import ENOUGH_COVERAGE
from outsource_tui.advice.checks.wrong_people import BELIEF_FROM
from outsource_tui.advice.rounding import half_up, money_words, percent_words
from outsource_tui.model.kinds import Proof
from outsource_tui.model.score import Criterion
from outsource_tui.model.typed import typed_field
from outsource_tui.planner.people import criterion_set, rated
from outsource_tui.ui.dialogs.base import STEPS, Dialog
from outsource_tui.ui.dialogs.form import Field, FormDialog
from outsource_tui.ui.dialogs.line import LineDialog
from outsource_tui.ui.drawing import Line, bar, cut
from outsource_tui.ui.standing import Standing

PROOFS: tuple[Proof, ...] = get_args(Proof)
PROOF_WORDS: Mapping[str, str] = {
    "none": "no proof",
    "claimed": "claimed",
    "seen": "seen",
    "verified": "verified",
}
FOOT = 6
"""Lines under the rows: a rule, three anchors, what is known besides, the sum."""


class RatingDialog(Dialog):
    """Each key is a change of its own; the sum under the rows follows."""

    hints = "1-5 score  p proof  0 clear  n note  e criterion  ↑↓ move  Enter done"

    def __init__(self, task_id: str, contractor_id: str) -> None:
        super().__init__()
        self.task_id = task_id
        self.contractor_id = contractor_id
        self.at = 0
        self.said: tuple[str, str] = ("", "quiet")
        self._standing: Standing | None = None

    def opened(self) -> None:
        plan = self.stage.plan
        self.title = f"{plan.contractors[self.contractor_id].handle} for {plan.tasks[self.task_id].name}"
        rows = enumerate(self.criteria)
        self.at = next((at for at, one in rows if one.auto == "none" and self._mark(one) is None), 0)

    @property
    def standing(self) -> Standing:
        """Everybody as they stand for the task in the plan as it is now."""
        if self._standing is None or self._standing.plan is not self.stage.plan:
            plan = self.stage.plan
            self._standing = Standing(plan, plan.tasks[self.task_id], self.stage.today)
        return self._standing

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The rows: those of the task, in their order."""
        scale = self.standing.scale
        assert scale is not None  # noqa: S101 - there is a task
        return scale.criteria

    @property
    def here(self) -> Criterion:
        """The one under the cursor."""
        return self.criteria[self.at]

    # what is seen

    def body(self, width: int, height: int) -> list[Line]:
        has_foot = height >= len(self.criteria) + FOOT
        room = len(self.criteria) if has_foot else max(1, height - 1)
        top = max(0, min(self.at - room // 2, len(self.criteria) - room))
        rows = [self._row(at, width) for at in range(top, min(len(self.criteria), top + room))]
        if not has_foot:
            return [*rows, self._sum()]
        anchors = self.here.anchors
        told = [("1", anchors.one), ("3", anchors.three), ("5", anchors.five)]
        lines = [Line(f"   {points}  ", "key").add(cut(words, width - 7), "quiet") for points, words in told]
        text, look = self.said if self.said[0] else self._besides()
        return [*rows, Line().to(width, "rule", "─"), *lines, Line(" " + text, look), self._sum()]

    def _row(self, at: int, width: int) -> Line:
        one, here = self.criteria[at], at == self.at
        mark = self._mark(one)
        line = Line(" >" if here else "  ", "cursor").add(" ")
        line.cell(one.label, max(12, min(34, width - 31)), "strong" if here else "text")
        line.add(f" {one.weight:>4g} ", "quiet")
        if one.auto != "none":
            words = "-" if mark is None else f"{half_up(mark, 1)}"
            return line.add(f"{words:>4} ").add(bar((mark or 0) / 5, 5)).add("  worked out", "quiet")
        line.add(f"{'_' if mark is None else f'{mark:g}':>4} ", "strong" if mark is not None else "quiet")
        line.add(bar((mark or 0) / 5, 5) + "  ")
        row = self.standing.scores.get((self.contractor_id, one.key))
        proof = row.proof if row is not None else "none"
        is_belief = mark is not None and mark >= BELIEF_FROM and proof in {"none", "claimed"}
        line.cell(PROOF_WORDS[proof] if row is not None else "", 9, "warn" if is_belief else "text")
        if mark is not None and mark < one.gate_min:
            line.add(f" under gate {one.gate_min}", "bad")
        elif row is not None and row.note:
            line.add(" " + row.note, "quiet")
        return line

    def _mark(self, one: Criterion) -> float | None:
        candidate = self.standing.candidate(self.contractor_id)
        mark = candidate.marks.get(one.key) if candidate is not None else None
        return None if mark is None else float(mark)

    def _besides(self) -> tuple[str, str]:
        """What else there is to know about the row under the cursor."""
        one = self.here
        if one.auto == "overlap":
            return self._overlap_words()
        if one.auto == "cost":
            return self._cost_words()
        gate = f"Under {one.gate_min} they are stopped at the gate. " if one.gate_min else ""
        row = self.standing.scores.get((self.contractor_id, one.key))
        return gate + (f"Note: {row.note}" if row is not None and row.note else "n adds a note"), "quiet"

    def _overlap_words(self) -> tuple[str, str]:
        need = self.standing.need
        shared = self.standing.overlap(self.stage.plan.contractors[self.contractor_id])
        if need is None:
            key = self.stage.key_of("open")
            return f"Not known how many shared hours the task needs: {key} on Tasks says so.", "quiet"
        if shared is None:
            return f"The task needs {need:g} h a day; their zone, days or hours are not known.", "quiet"
        return f"{half_up(shared.day_worst, 1)} h a day in the worst week, the task needs {need:g}.", "quiet"

    def _cost_words(self) -> tuple[str, str]:
        candidate, scale = self.standing.candidate(self.contractor_id), self.standing.scale
        currency = self.stage.plan.profile.currency
        price, key = candidate.finished if candidate is not None else None, self.stage.key_of
        limit = scale.break_even_own if scale is not None else None
        if price is None:
            return f"Their price of a finished hour is not known: {key('open')} in the list fills in the rate.", "quiet"
        if limit is None:
            words = f"Not known what an hour may cost: the task's hours, or what yours is worth ({key('profile')})."
            return words, "quiet"
        words = f"{money_words(price, currency, 2)} {currency} a finished hour, break-even"
        return f"{words} {money_words(limit, currency, 2)}.", "quiet"

    def _sum(self) -> Line:
        one = self.standing.scored.get(self.contractor_id)
        if one is None or one.score is None:
            return Line(" Fit -   nobody has scored them yet", "quiet")
        line = Line(" Fit ", "quiet").add(f"{half_up(float(one.score), 1)}", "strong")
        line.add("   scored ", "quiet").add(percent_words(100 * float(one.coverage)))
        if one.is_provisional and one.gate is None:
            line.add(f" of the {float(ENOUGH_COVERAGE):.0%} needed", "warn")
        line.add("   proven ", "quiet").add("-" if one.proof is None else percent_words(100 * float(one.proof)))
        if one.gate is not None:
            return line.add(f"   stopped at a gate: {one.gate.replace('_', ' ')}", "bad")
        if one.is_provisional:
            return line
        return line.add(f"   place {one.rank} of {len(self.standing.scored)}")

    # keys

    def begin_at(self, criterion: str) -> None:
        """Put the cursor on a criterion."""
        self.at = next((at for at, one in enumerate(self.criteria) if one.key == criterion), self.at)

    def key(self, key: str, character: str | None) -> None:
        self.said = ("", "quiet")
        if key in {"escape", "enter", "q"}:
            self.done(None)
        elif key in STEPS:
            self.at = (self.at + STEPS[key]) % len(self.criteria)
        elif key == "e":
            self._edit_criterion()
        elif self.here.auto != "none" and key in {*"12345", "0", "-", "p", "n"}:
            self.said = ("This one is worked out; nobody types it.", "warn")
        elif key in set("12345"):
            self._score(int(key))
        elif key in set("6789"):
            self.said = ("A score is 1 to 5; 0 takes it out.", "warn")
        elif key in {"0", "-"}:
            self._put({"score": None, "proof": "none"})
        elif key == "p":
            self._next_proof()
        elif key == "n":
            self._ask_note()

    def _score(self, points: int) -> None:
        if not self._put({"score": points}):
            return
        row = self.standing.scores.get((self.contractor_id, self.here.key))
        if points >= BELIEF_FROM and row is not None and row.proof in {"none", "claimed"}:
            self.said = (f"{self.here.label}: {points} without proof is belief. ↑ p says how you know.", "warn")
        behind = range(self.at + 1, len(self.criteria))
        self.at = next((at for at in behind if self.criteria[at].auto == "none"), self.at)

    def _next_proof(self) -> None:
        row = self.standing.scores.get((self.contractor_id, self.here.key))
        old = row.proof if row is not None else "none"
        self._put({"proof": PROOFS[(PROOFS.index(old) + 1) % len(PROOFS)]})

    def _put(self, fields: Mapping[str, Any]) -> bool:
        stage = self.stage
        done = stage.do(rated(stage.plan, self.task_id, self.contractor_id, self.here.key, fields, stage.today))
        if not done:
            self.said = (stage.message.text.strip(), "bad")
        return done

    def _ask_note(self) -> None:
        row = self.standing.scores.get((self.contractor_id, self.here.key))
        note = row.note if row is not None else ""
        draft = f"note {self.task_id} {self.contractor_id} {self.here.key}"
        title = f"Note on {self.here.label}"
        self.stage.open(LineDialog(title, lambda text: self._noted(text), text=note, draft=draft))

    def _noted(self, text: str) -> None:
        self._put({"note": text})

    def _edit_criterion(self) -> None:
        one, task = self.here, self.stage.plan.tasks[self.task_id]
        anchors = one.anchors
        texts = (
            ("label", "Called", one.label, ""),
            ("weight", "Weight", f"{one.weight:g}", "0-100; what counts is its part of the sum"),
            ("gate_min", "Gate", str(one.gate_min), "0-5: below it somebody is stopped; 0 is none"),
            ("anchors.1", "A 1 is", anchors.one, ""),
            ("anchors.3", "A 3 is", anchors.three, ""),
            ("anchors.5", "A 5 is", anchors.five, ""),
        )
        fields = [Field(name, label, text, note, self._reader(name)) for name, label, text, note in texts]
        title = f"{one.label}, for {task.name} only"
        self.stage.open(FormDialog(title, fields, self._criterion_saved, draft=f"criterion {task.id} {one.key}"))

    def _reader(self, name: str) -> Any:
        currency = self.stage.plan.profile.currency
        return lambda text: typed_field("criteria", name, text, today=self.stage.today, currency=currency)

    def _criterion_saved(self, values: dict[str, Any]) -> None:
        if not values:
            return
        fields: dict[str, Any] = {name: value for name, value in values.items() if "." not in name}
        anchors = {name.partition(".")[2]: value for name, value in values.items() if "." in name}
        if anchors:
            fields["anchors"] = anchors
        change = criterion_set(self.stage.plan, self.task_id, self.here.key, fields)
        self.stage.desk.do(change)
        self.stage.say(f"{change.words}. u undo")
