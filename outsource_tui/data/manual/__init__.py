"""The manual: one text a page, read when a page is opened. `{key:ID}` and `{NAME}` in it are filled in by the app."""

from pathlib import Path

PAGES = (
    "start", "mistakes", "overview", "tasks", "grid", "people", "trial", "handoff", "check", "data",
)  # fmt: skip
"""The pages in the order in which they are read; those of the screens have the names of the screens."""

_HERE = Path(__file__)


def page_text(name: str) -> str:
    """A page: a title `# ...`, headings `## ...`, paragraphs and lists `- ...`, with a blank line between them."""
    return _HERE.with_name(f"{name}.md").read_text("utf-8")
