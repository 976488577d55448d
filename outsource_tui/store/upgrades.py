"""Schema steps: what older versions wrote, brought to what this one knows, one pure function a step."""

from collections.abc import Callable, Mapping
from typing import Any

from outsource_tui.model.keeping import SCHEMA

Documents = dict[str, dict[str, dict[str, Any]]]
"""A whole file as plain JSON: table, document id, document."""

Upgrade = Callable[[Documents], Documents]

UPGRADES: Mapping[int, Upgrade] = {}
"""The step from a schema to the next one, by the schema it starts from. There is only schema 1 so far."""


def upgraded(documents: Documents, steps: Mapping[int, Upgrade] = UPGRADES) -> Documents:
    """The documents in today's schema. Raises KeyError for a schema that no step starts from."""
    schema = int(documents["meta"]["1"]["schema"])
    while schema < SCHEMA:
        documents = steps[schema](documents)
        schema += 1
        meta = {**documents["meta"]["1"], "schema": schema}
        documents = {**documents, "meta": {"1": meta}}
    return documents
