"""Errors that a user can read: what is wrong, where, and what to do, in one line."""

from outsource_tui.model.text import shown

LINE_LENGTH = 285
"""The longest line a problem is told in: 300 with the program's name before it (RELIABILITY.md, P5)."""


def shortened(text: str, length: int) -> str:
    """`text` cut in its middle to at most `length` characters, both ends kept."""
    if len(text) <= length:
        return text
    head = (length - 1) // 2
    return text[:head] + "…" + text[len(text) - (length - 1 - head) :]


class Problem(Exception):
    """Something the user can understand and do something about."""

    def __init__(self, what: str, *, where: str = "", fix: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.fix = fix

    def __str__(self) -> str:
        """`where: what; fix`, one line of at most `LINE_LENGTH` characters."""
        where = shortened(shown(self.where), 90)
        fix = shortened(shown(self.fix), 100)
        room = LINE_LENGTH - len(where) - len(fix) - 6
        line = f"{where}: " if where else ""
        line += shortened(shown(self.what), room)
        return f"{line}; {fix}" if fix else line


class BadInput(Problem):
    """What was typed, imported or asked for does not fit."""


class NotThere(BadInput):
    """An id or a name that the plan does not have."""


class Refused(Problem):
    """A change that would lose or contradict something, such as undoing what somebody else changed since."""


class PlanUnreadable(Problem):
    """The plan file cannot be opened as a plan; its bytes were left alone."""


class SaveFailed(Problem):
    """The change is not on disk; the file is as it was."""


class ReadOnly(Problem):
    """This plan was opened to be looked at, or cannot be written here."""
