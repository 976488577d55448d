"""The question on a screen of its own when a plan cannot be opened: shall its newest good backup take its place?"""

from msgspec import Struct
from textual import events

from outsource_tui.model.settings import USUAL, Settings
from outsource_tui.ui.canvas_app import CanvasApp, key_name
from outsource_tui.ui.drawing import Line, block, draw_in_ascii, rule, text_lines

LEAVING_KEYS = frozenset({"q", "escape", "ctrl+c", "ctrl+q"})


class WayBack(Struct, frozen=True):
    """What is to be known before a backup is restored, all of it in words."""

    plan: str
    trouble: str
    backup: str
    when: str
    age: str
    holds: str


def wants_to_restore(way: WayBack, settings: Settings) -> bool:
    """Ask; writes nothing itself."""
    draw_in_ascii(settings.is_ascii)
    app = RescueApp(way, settings)
    answer = app.answered(mouse=False)
    if app.return_code:
        raise SystemExit(app.return_code)
    return bool(answer)


def question_lines(way: WayBack, width: int, height: int) -> list[Line]:
    """The whole screen."""
    lines = [rule("This plan cannot be opened", width), Line()]
    lines += text_lines(way.plan, width, "strong", "   ")
    lines += text_lines(way.trouble, width, "bad", "   ")
    lines += [Line(), Line(" The newest backup that opens", "title")]
    lines += text_lines(way.backup, width, "strong", "   ")
    lines += text_lines(f"{way.when}, {way.age}: {way.holds}", width, "text", "   ")
    lines += [Line(), Line("   ").add("Enter", "key").add("  put it in the place of the plan")]
    aside = "The damaged file is set aside in the folder backups. Nothing is deleted, nothing was written so far."
    lines += text_lines(aside, width, "quiet", "          ")
    lines.append(Line("   ").add("q", "key").add("      leave everything as it is"))
    return [one.fitted(width) for one in block(lines, height)]


class RescueApp(CanvasApp[bool]):
    """Enter or q."""

    def __init__(self, way: WayBack, settings: Settings = USUAL) -> None:
        super().__init__(settings)
        self.way = way

    def on_mount(self) -> None:
        self.begin(lambda: None)
        self.draw()

    def on_resize(self) -> None:
        self.draw()

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        key = key_name(event)
        if key == "enter":
            self.exit(True)
        elif key in LEAVING_KEYS:
            self.exit(False)
        elif key == "ctrl+z":
            self.action_suspend_process()
        elif key == "ctrl+l":
            self.redraw()

    def draw(self) -> None:
        if self.size.width and self.size.height:
            self.canvas.paint(question_lines(self.way, self.size.width, self.size.height), self.size.width)
