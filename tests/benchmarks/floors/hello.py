"""The least that a program of the same framework can be: one line of text, which a key changes."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Hello(App[None]):
    BINDINGS = [("q", "quit", "Quit"), ("x", "count", "Count")]
    seen = 0

    def compose(self) -> ComposeResult:
        yield Static("hello ready")

    def action_count(self) -> None:
        self.seen += 1
        self.query_one(Static).update(f"hello {self.seen}")


if __name__ == "__main__":
    Hello().run()
