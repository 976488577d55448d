"""Six statements, three keys: could I steer this task if somebody else did it?"""

from typing import TYPE_CHECKING, Any

from msgspec import structs

from outsource_tui.advice.readiness import readiness_of
from outsource_tui.model.task import Knowledge
from outsource_tui.planner.rows import changed
from outsource_tui.ui.dialogs.base import STEPS, Dialog
from outsource_tui.ui.drawing import Line, cut

if TYPE_CHECKING:
    from outsource_tui.ui.stage import Stage

STATEMENTS = (
    "I can describe what good looks like",
    "I know the steps and the words",
    "I can guess time and price within half",
    "I, or someone I trust, can check the result",
    "I know what can go wrong and what it would cost",
    "I could stop, undo or move it (files, accounts, notes are mine)",
)
STATE_WORDS = {"ready": "ready", "nearly": "nearly: name somebody who checks", "not yet": "not yet: learn the basics"}
ANSWERS = ("no", "partly", "yes")


def open_readiness(stage: "Stage", task_id: str) -> None:
    """Ask the six statements about a task."""
    stage.open(ReadinessDialog(task_id))


class ReadinessDialog(Dialog):
    """`0` no, `1` partly, `2` yes; each answer moves on; all are one step to undo."""

    hints = "0 no  1 partly  2 yes  ↑↓ move  Enter save  Esc close (kept)"

    def __init__(self, task_id: str) -> None:
        super().__init__()
        self.task_id = task_id
        self.at = 0
        self.answers: list[int | None] = []
        self._first: tuple[int | None, ...] = ()
        """As they were when they were asked for: the task may be gone when they are to be kept."""

    def opened(self) -> None:
        task = self.stage.plan.tasks[self.task_id]
        self._first = tuple(task.knowledge.answers)
        self.draft = f"know-how {self.task_id}"
        kept = self.stage.drafts.pop(self.draft, {})
        self.title = f"Know-how: {task.name}"
        answers = [kept.get(str(index)) for index in range(len(STATEMENTS))]
        self.answers = [
            int(new) if new in {"0", "1", "2"} else old
            for new, old in zip(answers, task.knowledge.answers, strict=True)
        ]
        self.at = next((index for index, one in enumerate(self.answers) if one is None), 0)

    def body(self, width: int, height: int) -> list[Line]:
        lines = []
        for index, statement in enumerate(STATEMENTS):
            here, answer = index == self.at, self.answers[index]
            line = Line(" >" if here else "  ", "cursor").add(" ")
            line.cell(statement, max(10, width - 14), "strong" if here else "text")
            lines.append(line.add(" " + (ANSWERS[answer] if answer is not None else "-")))
        return [*lines, self._verdict(width)]

    def _verdict(self, width: int) -> Line:
        task = self.stage.plan.tasks[self.task_id]
        k1, k2, k3, k4, k5, k6 = self.answers
        knowledge = Knowledge(k1=k1, k2=k2, k3=k3, k4=k4, k5=k5, k6=k6)
        result = readiness_of(structs.replace(task, knowledge=knowledge))
        if result.unanswered:
            return Line(f"   answer {result.unanswered} more", "quiet")
        if result.score is None or result.needed is None or result.state is None:
            return Line("   how much is needed depends on the value, which is not scored yet", "quiet")
        words = f"   {result.score:.1f}, and value {task.value} needs {result.needed:g}: {STATE_WORDS[result.state]}"
        return Line(cut(words, width), "strong")

    def key(self, key: str, character: str | None) -> None:
        if key in {"0", "1", "2"}:
            self.answers[self.at] = int(key)
            self.at = min(self.at + 1, len(STATEMENTS) - 1)
        elif key.isdigit():
            self.stage.say("An answer is 0 no, 1 partly or 2 yes.", "warn")
        elif key in STEPS:
            self.at = (self.at + STEPS[key]) % len(STATEMENTS)
        elif key == "enter":
            self._save()
        elif key in {"escape", "q"}:
            self.stage.drafts[self.draft] = self.unsaved()
            self.left()

    def unsaved(self) -> dict[str, str]:
        answers = {str(index): str(one) for index, one in enumerate(self.answers) if one is not None}
        return answers if tuple(self.answers) != self._first else {}

    def _save(self) -> None:
        task = self.stage.plan.tasks[self.task_id]
        if tuple(self.answers) == task.knowledge.answers:
            self.left()
            self.stage.say(f"Nothing was answered. {self.stage.key_of('readiness')} asks again.")
            return
        answers: dict[str, Any] = {f"k{index + 1}": one for index, one in enumerate(self.answers)}
        answers["rated_at"] = self.stage.today.isoformat()
        self.done(None)
        words = f"{task.name}: know-how answered"
        if self.stage.do(changed(self.stage.plan, "tasks", task.id, {"knowledge": answers}, words=words)):
            result = readiness_of(self.stage.plan.tasks[task.id])
            self.stage.say(f"{task.name}: {result.state or 'know-how not fully answered'}. u undo")
