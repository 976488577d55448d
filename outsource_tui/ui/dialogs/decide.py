"""What becomes of a task: the suggestion of its place on the grid is under the cursor."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from outsource_tui.advice.checks.wrong_tasks import FITTING
from outsource_tui.advice.quadrant import quadrant_of
from outsource_tui.model.kinds import Decision, Quadrant
from outsource_tui.planner.tasks import decided
from outsource_tui.ui.dialogs.line import LineDialog
from outsource_tui.ui.dialogs.menu import Choice, MenuDialog
from outsource_tui.ui.drawing import Line
from outsource_tui.ui.looks import ZONE_LOOKS

if TYPE_CHECKING:
    from outsource_tui.ui.stage import Stage

CHOICES: tuple[tuple[str, Decision, str, str], ...] = (
    ("h", "hand_off", "hand off", "somebody else does it"),
    ("t", "team_up", "team up", "bring an expert in, keep the wheel"),
    ("a", "automate", "automate", "a tool or a script does it"),
    ("l", "learn", "learn", "get better at it first"),
    ("d", "drop", "drop", "nobody does it any more"),
    ("e", "keep", "keep", "it stays with me"),
    ("u", "undecided", "undecided", "think about it later"),
)


def open_decide(stage: "Stage", task_ids: Sequence[str]) -> None:
    """Ask what becomes of one task, or of all marked."""
    if not task_ids:
        stage.say(f"There is no task here yet. {stage.key_of('add')} adds one.")
        return
    tasks = [stage.plan.tasks[one] for one in task_ids]
    zone = quadrant_of(tasks[0], stage.plan.profile)
    fitting = FITTING.get(zone, ())
    name = tasks[0].name if len(tasks) == 1 else f"{len(tasks)} tasks"

    def take(decision: Decision) -> None:
        zones = {quadrant_of(task, stage.plan.profile) for task in tasks}
        against = [one for one in zones if one in FITTING and decision not in FITTING[one]]
        if against and decision != "undecided":
            _ask_why(stage, task_ids, decision, against[0])
        else:
            stage.do(decided(stage.plan, task_ids, decision, stage.desk.clock))

    choices = [
        Choice(key, label, decision, note + ("  (fits)" if decision in fitting else ""))
        for key, decision, label, note in CHOICES
    ]
    suggested = next((index for index, one in enumerate(choices) if fitting and one.result == fitting[0]), 0)
    says = [Line(" On the grid: ", "quiet").add(zone, ZONE_LOOKS[zone])] if len(tasks) == 1 else []
    stage.open(MenuDialog(f"Decide: {name}", choices, take, suggested=suggested, says=says))


def _ask_why(stage: "Stage", task_ids: Sequence[str], decision: Decision, zone: Quadrant) -> None:
    def keep(why: str) -> None:
        stage.do(decided(stage.plan, task_ids, decision, stage.desk.clock, why=why))

    words = decision.replace("_", " ")
    says = f"The grid says {zone}, you say {words}. Why? The reason is kept; leave it empty and Check will ask."
    stage.open(LineDialog("A reason", keep, says=says, draft=f"why {task_ids[0]}"))
