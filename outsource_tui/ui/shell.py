"""The terminal as the stage sees it, so that a stage can be tested without one."""

from typing import Protocol


class Shell(Protocol):
    """What the stage asks of the terminal it is on."""

    def quit(self) -> None:
        """End once everything is saved."""
        ...

    def suspend_to_shell(self) -> None:
        """Stand still until `fg`."""
        ...

    def redraw(self) -> None:
        """Draw all of the screen again, whatever stands on it."""
        ...

    def open_demo(self) -> None:
        """Leave this plan for the demo."""
        ...

    def open_other(self) -> None:
        """Leave this plan for the one that was asked for."""
        ...

    def copy(self, text: str) -> None:
        """Send a text to the clipboard of the terminal; nobody says whether it arrived."""
        ...

    def edited(self, text: str, draft: str, field: str = "text") -> str | None:
        """`text` as the user leaves it in $EDITOR; None where there is none or nothing was changed.

        Where the app has to end meanwhile, what was written is kept as that field of that draft.
        """
        ...
