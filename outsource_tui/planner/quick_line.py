"""A task in one line: `Travel booking 1.5h @admin e4 v2`."""

import re
from typing import Any

from outsource_tui.model.problems import BadInput
from outsource_tui.model.text import cleaned
from outsource_tui.model.typed import typed_hours

_SCORE = re.compile(r"([ev])(10|[0-9])", re.IGNORECASE)
_HOURS = re.compile(r"\d+([.,]\d+)?\s*(h|m|min)(/\w+)?|\d+:\d\d(/\w+)?", re.IGNORECASE)
_TAG = re.compile(r"@(\S+)")


def quick_task(line: str) -> dict[str, Any]:
    """The fields of a task typed in one line; what is no hours, tag or score is the name.

    Raises BadInput for a part that looks like one of those and does not fit.
    """
    fields: dict[str, Any] = {}
    tags: list[str] = []
    name: list[str] = []
    for word in cleaned(line).split():
        score = _SCORE.fullmatch(word)
        tag = _TAG.fullmatch(word)
        if score is not None:
            points = int(score[2]) or 10
            fields["effectiveness" if score[1].lower() == "e" else "value"] = points
        elif tag is not None:
            if len(tag[1]) > 20:
                raise BadInput(f"the tag {tag[1]} is longer than 20 characters")
            tags.append(tag[1])
        elif _HOURS.fullmatch(word):
            fields["hours"], fields["per"] = typed_hours(word)
        else:
            name.append(word)
    if tags:
        fields["tags"] = list(dict.fromkeys(tags))
    fields["name"] = " ".join(name)
    if len(fields["name"]) > 80:
        raise BadInput(f"the name has {len(fields['name'])} characters, 80 is the most")
    return fields
