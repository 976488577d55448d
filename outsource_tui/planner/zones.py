"""Time zones by the name of their city: `lisbon` is Europe/Lisbon."""

import difflib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from outsource_tui.model.problems import BadInput

REGIONS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
"""Where people live: the cities of other regions (Antarctica/Casey) are first names more often than places."""


@cache
def _countries() -> Mapping[str, str]:
    """The country of every zone that stands for a place."""
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("ascii")
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    return {row[2]: row[0] for row in rows if row[2].partition("/")[0] in REGIONS}


@cache
def _by_city() -> Mapping[str, str]:
    return {_plain(zone.rpartition("/")[2]): zone for zone in _countries()}


def _plain(city: str) -> str:
    return "_".join(city.casefold().replace("_", " ").replace("-", " ").split())


def zone_of_city(text: str) -> str | None:
    """The zone whose last part is `text`; case, spaces and hyphens do not matter."""
    return _by_city().get(_plain(text))


def typed_zone(text: str) -> str:
    """The IANA name of a zone typed in full or as its city. Raises BadInput, with the nearest name."""
    plain = text.strip()
    folded = plain.casefold().replace(" ", "_")
    found = zone_of_city(plain) or next((one for one in _countries() if one.casefold() == folded), None)
    if found is not None:
        return found
    try:
        ZoneInfo(plain)
    except (KeyError, ValueError, OSError):
        near = difflib.get_close_matches(plain.title(), _countries(), n=1) or [
            _by_city()[one] for one in difflib.get_close_matches(folded, _by_city(), n=1)
        ]
        fix = f"did you mean {near[0]}?" if near else "an IANA name such as Europe/Lisbon"
        raise BadInput(f"there is no time zone {plain!r}", fix=fix) from None
    return plain


def country_of_zone(zone: str) -> str | None:
    """The country that a zone is named for, two letters; people of others may live by it too."""
    return _countries().get(zone)
