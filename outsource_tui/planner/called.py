"""What people are called in what leaves the plan: by their handle, or by their id where names are to be left out."""

import re

from outsource_tui.model.plan import Plan


class Called:
    """The names of a plan; with `is_redacted` no handle is told, wherever it stands in a text."""

    def __init__(self, plan: Plan, *, is_redacted: bool = False) -> None:
        self.is_redacted = is_redacted
        self._handles = {key: one.handle for key, one in plan.contractors.items()}
        ids = {handle.casefold(): key for key, handle in sorted(self._handles.items(), reverse=True)}
        names = sorted(ids, key=len, reverse=True)
        pattern = "|".join(rf"(?<!\w){re.escape(one)}(?!\w)" for one in names)
        self._ids = ids
        self._pattern = re.compile(pattern, re.IGNORECASE) if names and is_redacted else None

    def person(self, contractor_id: str) -> str:
        """A person's handle, or the id."""
        return contractor_id if self.is_redacted else self._handles.get(contractor_id, contractor_id)

    def text(self, text: str) -> str:
        """A text that was typed, with ids for the handles in it where names are left out."""
        if self._pattern is None:
            return text
        return self._pattern.sub(lambda match: self._ids.get(match[0].casefold(), "somebody"), text)
