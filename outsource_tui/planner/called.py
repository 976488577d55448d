"""What people are called in what leaves the plan: by their handle, or by their id where names are to be left out."""

import re
import unicodedata

from outsource_tui.model.plan import Plan


class Called:
    """The names of a plan; with `is_redacted` no handle is told, wherever it stands in a text."""

    def __init__(self, plan: Plan, *, is_redacted: bool = False) -> None:
        self.is_redacted = is_redacted
        self._handles = {key: one.handle for key, one in plan.contractors.items()}
        ids = {folded(handle): key for key, handle in sorted(self._handles.items(), reverse=True)}
        names = sorted(filter(None, ids), key=len, reverse=True)
        pattern = "|".join(rf"(?<!\w){re.escape(one)}(?!\w)" for one in names)
        self._ids = ids
        self._pattern = re.compile(pattern) if names and is_redacted else None

    def person(self, contractor_id: str) -> str:
        """A person's handle, or the id."""
        return contractor_id if self.is_redacted else self._handles.get(contractor_id, contractor_id)

    def text(self, text: str) -> str:
        """A text that was typed, with ids for the handles in it where names are left out."""
        if self._pattern is None:
            return text
        # Folding changes how long a text is: GROSSMANN is Großmann.
        parts = [folded(one) for one in text]
        starts = [at for at, part in enumerate(parts) for _ in part]
        said, end = "", 0
        for match in self._pattern.finditer("".join(parts)):
            said += text[end : starts[match.start()]] + self._ids[match[0]]
            end = starts[match.end() - 1] + 1
            while end < len(text) and not parts[end]:
                end += 1
        return said + text[end:]


def folded(name: str) -> str:
    """A name as it is looked for, however it is written: large or small, with or without its accents."""
    bare = unicodedata.normalize("NFKD", name.casefold()).replace("ı", "i")
    return "".join(one for one in bare if not unicodedata.combining(one))
