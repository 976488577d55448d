"""A person as a row of the list, what the list can be ordered by, and what stands there while there is nobody."""

from collections.abc import Callable, Mapping

from outsource_tui.advice.money import finished_price
from outsource_tui.model.contractor import Contractor
from outsource_tui.ui.commands import KeyOf
from outsource_tui.ui.drawing import Line, text_lines
from outsource_tui.ui.standing import Standing
from outsource_tui.ui.widgets.table import Cells, Column

LAST = float("inf")


def people_columns(currency: str) -> tuple[Column, ...]:
    """The columns; the price is in the profile's currency."""
    return (
        Column("Name", 13, grows=True),
        Column(f"{currency}/h", 6, right=True),
        Column("Fit", 5, right=True),
        Column("Zone", 10, gives_way=1),
        Column("h/day", 6, gives_way=2, right=True),
        Column("Status", 9, gives_way=3),
    )


def person_cells(standing: Standing, person: Contractor) -> Cells:
    """The cells of a person, in the order of the columns."""
    look = "quiet" if person.status == "no" else "text"
    shared, shared_look = standing.overlap_words(person, short=True)
    return (
        (person.handle, look),
        (standing.price_words(person, short=True), look),
        standing.fit_words(person.id),
        (standing.zone_words(person), look),
        (shared, shared_look),
        (person.status, "quiet"),
    )


def _price(standing: Standing, person: Contractor) -> float:
    price = finished_price(person, standing.plan.profile)
    return LAST if price is None else float(price)


def _shared(standing: Standing, person: Contractor) -> float:
    shared = standing.overlap(person)
    return LAST if shared is None else -float(shared.day)


ORDERS: Mapping[str, Callable[[Standing, Contractor], float | str]] = {
    "best fit first": lambda _, __: 0.0,
    "price of an hour": _price,
    "shared hours": _shared,
    "name": lambda _, person: person.handle.casefold(),
    "status": lambda _, person: person.status,
}
"""Each keeps the best fit first among equals; what is unknown stands last."""


def nobody_lines(width: int, key_of: KeyOf) -> list[Line]:
    """What to do where nobody is listed yet."""
    words = (
        f"No people yet. {key_of('add')} adds the first, in one line:",
        "Maria Silva 30/h Europe/Lisbon 9-17 en:C1,pt:native referral",
        "",
        "Not the easiest and not the cheapest: somebody you can trust, who has done it before, and who wants what "
        "you want. Two or three are enough to compare.",
    )
    return [Line(), *(line for one in words for line in text_lines(one, width, "quiet"))]
