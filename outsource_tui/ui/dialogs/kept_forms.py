"""What was typed when a line dropped or the app was left: offered once at the start, and kept until it is used."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from outsource_tui.model.drafting import Draft
from outsource_tui.model.problems import Problem
from outsource_tui.planner.rows import name_of
from outsource_tui.ui.dates import local_time
from outsource_tui.ui.dialogs.base import STEPS, Dialog
from outsource_tui.ui.drawing import Line, rule, text_lines

if TYPE_CHECKING:
    from outsource_tui.ui.stage import Stage


class KeptFormsDialog(Dialog):
    """Enter opens the form with everything in it again; Esc leaves all of it for later; `x` throws one away."""

    hints = "Enter go on with it  ↑↓ pick  x throw it away  u bring it back  Esc later (kept)"
    is_tall = True

    def __init__(self, drafts: Sequence[Draft]) -> None:
        super().__init__()
        self.kept = list(drafts)
        self.cursor = 0
        self._thrown: list[tuple[int, Draft]] = []

    def body(self, width: int, height: int) -> list[Line]:
        lines = [rule("What you typed before is still here", width)]
        if not self.kept:
            return [*lines, Line(), Line(" All thrown away. u brings the last one back.")]
        self.cursor = min(self.cursor, len(self.kept) - 1)
        text = self._text(self.kept[self.cursor], width)
        room = max(1, height - 2 - min(len(text), height // 2))
        top = max(0, min(self.cursor - room // 2, len(self.kept) - room))
        for index in range(top, min(len(self.kept), top + room)):
            one, is_here = self.kept[index], index == self.cursor
            line = Line(">" if is_here else " ", "cursor").add(" ")
            line.add(f"{local_time(one.at, self.stage.plan):%d %b %H:%M}  ", "quiet")
            lines.append(line.add(form_words(self.stage, one.form), "strong" if is_here else "text"))
        return [*lines, rule("", width), *text][:height]

    def _text(self, draft: Draft, width: int) -> list[Line]:
        """What was typed, as far as there is room."""
        lines: list[Line] = []
        for name, text in draft.fields.items():
            label = "" if name == "text" else f"{name.replace('_', ' ')}: "
            for one in f"{label}{text}".split("\n"):
                lines += text_lines(one, width, "quiet")
        return lines

    def key(self, key: str, character: str | None) -> None:
        if key in {"escape", "q"}:
            self.left()
            self.stage.say("Kept: it is there again when you open the form, and at the next start.")
        elif key == "u" and self._thrown:
            place, draft = self._thrown.pop()
            self.kept.insert(place, draft)
            self.stage.drafts[draft.form] = dict(draft.fields)
        elif not self.kept:
            return
        elif key in STEPS:
            self.cursor = (self.cursor + STEPS[key]) % len(self.kept)
        elif key == "x":
            draft = self.kept.pop(self.cursor)
            self._thrown.append((self.cursor, draft))
            self.stage.drafts.pop(draft.form, None)
        elif key == "enter":
            self._go_on(self.kept[self.cursor].form)

    def _go_on(self, form: str) -> None:
        try:
            is_open = open_form(self.stage, form)
        except (KeyError, Problem):
            self.stage.say("What it was about has gone; you can read it here. x throws it away.", "warn")
            return
        if is_open:
            self.stage.close(self)
            self.stage.say("What you typed before is here again.")
        else:
            self.stage.say("It is there again when you are asked for it. Esc goes on.")


def form_words(stage: "Stage", form: str) -> str:
    """A form's name as a person would say it: `task Bookkeeping`."""
    kind, _, rest = form.partition(" ")
    try:
        names = [name_of(stage.plan, one) if one[:1].isupper() else one for one in rest.split(" ") if one]
    except (KeyError, Problem):
        names = [rest]
    return " ".join([kind, *names])


def open_form(stage: "Stage", form: str) -> bool:
    """Open the form of that name, over the screen where it belongs; False for one that only comes with a question.

    Raises KeyError or NotThere where its row is gone.
    """
    kind, _, rest = form.partition(" ")
    openers = _openers()
    opener = openers.get(form) or openers.get(kind)
    if opener is not None:
        opener(stage, rest.split(" "))
    return opener is not None


def _openers() -> Mapping[str, Callable[["Stage", list[str]], None]]:
    """What opens a form, by its name or the first word of it."""
    # All forms there are; the app starts without them.
    from outsource_tui.ui.dialogs.brief_form import open_brief, open_steering
    from outsource_tui.ui.dialogs.first_run import FirstRunDialog
    from outsource_tui.ui.dialogs.look import LookDialog
    from outsource_tui.ui.dialogs.person_form import new_person_form, open_person
    from outsource_tui.ui.dialogs.profile import profile_form
    from outsource_tui.ui.dialogs.quick_add import QuickAddDialog
    from outsource_tui.ui.dialogs.quick_person import QuickPersonDialog
    from outsource_tui.ui.dialogs.readiness import open_readiness
    from outsource_tui.ui.dialogs.task_form import new_task_form, open_task
    from outsource_tui.ui.dialogs.trial_facts import open_trial_facts

    def on(screen: str, open_it: Callable[["Stage", str], None]) -> Callable[["Stage", list[str]], None]:
        def opener(stage: "Stage", ids: list[str]) -> None:
            stage.plan.find(ids[0])
            stage.go(screen, ids[0])
            open_it(stage, ids[0])

        return opener

    return {
        "first run": lambda stage, _: stage.open(FirstRunDialog()),
        "quick add": lambda stage, _: stage.open(QuickAddDialog()),
        "quick person": lambda stage, _: stage.go("people").stage.open(QuickPersonDialog()),
        "new task": lambda stage, _: stage.open(new_task_form(stage, {})),
        "new person": lambda stage, _: stage.go("people").stage.open(new_person_form(stage, {})),
        "profile": lambda stage, _: stage.open(profile_form(stage)),
        "task": on("tasks", open_task),
        "tags": on("tasks", lambda stage, _: stage.run_id("tag")),
        "brief": on("tasks", open_brief),
        "steering": on("tasks", open_steering),
        "know-how": on("tasks", open_readiness),
        "person": on("people", open_person),
        "trial": on("trial", open_trial_facts),
        "look": on("handoff", lambda stage, row_id: stage.open(LookDialog(row_id))),
        "hand-off": _open_handoff,
    }


def _open_handoff(stage: "Stage", ids: list[str]) -> None:
    from outsource_tui.ui.dialogs.handoff_form import open_handoff, open_handoff_fields  # with the other forms

    for one in ids:
        stage.plan.find(one)
    if len(ids) == 2:
        open_handoff(stage, ids[0], ids[1])
    else:
        stage.go("handoff", ids[0])
        open_handoff_fields(stage, ids[0])
