"""JSON as text, read strictly and written for people."""

import re
from typing import Any

import msgspec

from outsource_tui.model.problems import BadInput


def decoded(text: str) -> Any:
    """What JSON text holds, as builtins; NaN and numbers beyond a double are no JSON.

    Raises BadInput that names the place.
    """
    try:
        return msgspec.json.decode(text)
    except RecursionError:
        raise BadInput("the JSON is nested too deeply") from None
    except (msgspec.MsgspecError, ValueError) as error:
        raise BadInput(_in_words(text, str(error)), fix="it must be JSON") from None


def encoded(value: Any) -> str:
    """A value as indented JSON with a line end, keys in the order given."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n"


def _in_words(text: str, error: str) -> str:
    if "truncated" in error:
        return "the JSON is cut off: it ends too early" if text.strip() else "there is nothing in it"
    place = re.search(r"\(byte (\d+)\)", error)
    if place is None:
        return f"this is not JSON: {error}"
    before = text.encode("utf-8", "replace")[: int(place[1])].decode("utf-8", "replace")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    what = error.removeprefix("JSON is malformed: ").replace(place[0], "").strip()
    return f"this is not JSON: line {line}, column {column}: {what}"
