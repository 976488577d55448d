"""One line to type, such as a reason."""

from collections.abc import Callable

from outsource_tui.model.problems import Problem
from outsource_tui.ui.dialogs.base import Dialog
from outsource_tui.ui.drawing import Line, text_lines
from outsource_tui.ui.textline import TextLine


class LineDialog(Dialog):
    """Gives what was typed; what was typed and left is there again the next time (`draft` names it)."""

    hints = "Enter ok  Esc close (kept)"

    def __init__(
        self,
        title: str,
        then: Callable[[str], None],
        *,
        says: str = "",
        text: str = "",
        draft: str = "",
        required: bool = False,
        echo: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__(then)
        self.title = title
        self.says = says
        self.line = TextLine(text)
        self._first = text
        self.draft = draft
        self.required = required
        self.echo = echo
        self.problem = ""

    def opened(self) -> None:
        kept = self.stage.drafts.get(self.draft, {}).get("text")
        if self.draft and kept:
            self.line.put(kept)

    def body(self, width: int, height: int) -> list[Line]:
        lines = text_lines(self.says, width, "quiet") if self.says else []
        lines.append(self.line.draw(Line(" > "), width - 4))
        if self.problem:
            lines += text_lines(self.problem, width, "bad")
        elif self.echo is not None and self.line.text.strip():
            lines.append(Line("   ").add(self._echoed(), "quiet"))
        return lines

    def _echoed(self) -> str:
        try:
            return self.echo(self.line.text) if self.echo else ""
        except Problem as problem:
            return str(problem)

    def key(self, key: str, character: str | None) -> None:
        self.problem = ""
        if key == "enter":
            self._entered()
        elif key == "escape":
            self._keep()
            self.left()
        else:
            self.line.key(key, character)

    def pasted(self, text: str) -> None:
        self.line.insert(text)

    def unsaved(self) -> dict[str, str]:
        return {"text": self.line.text} if self.line.text.strip() and self.line.text != self._first else {}

    def _entered(self) -> None:
        text = self.line.text.strip()
        if self.required and not text:
            self.problem = "A few words are needed here. Esc leaves without."
            return
        try:
            if self.echo is not None:
                self.echo(text)
        except Problem as problem:
            self.problem = str(problem)
            return
        self._keep()
        self.done(text)
        # Only now: what it was for may be gone, or refuse it.
        self.stage.drafts.pop(self.draft, None)

    def _keep(self) -> None:
        if self.draft and self.line.text.strip():
            self.stage.drafts[self.draft] = {"text": self.line.text}
