"""Public holidays and usual weekends by country, to be offered and never applied in silence (PRODUCT.md 3.13)."""

from datetime import date

from outsource_tui.model.kinds import DAYS, Day, DaysOff
from outsource_tui.model.problems import BadInput


def public_holidays(country: str, subdivision: str | None, first: date, last: date) -> list[DaysOff]:
    """Public holidays from `first` to `last` as days off to offer; never put into a plan unasked.

    `country` is ISO 3166-1 (`DE`), `subdivision` ISO 3166-2 (`DE-BY`). Raises BadInput for one that is not known.
    """
    import holidays  # a tenth of a second at every start, for something that is rarely asked

    part = subdivision.partition("-")[2] if subdivision else None
    years = range(first.year, last.year + 1)
    try:
        names = holidays.country_holidays(country, subdiv=part, years=years, language="en_US")
    except NotImplementedError:
        place = subdivision or country
        raise BadInput(f"no public holidays are known for {place}", fix="type the days off by hand") from None
    where = _country_name(country)
    return [
        DaysOff(start=day, end=day, label=f"{name[:120]}, public holiday in {where}", source="public")
        for day, name in sorted(names.items())
        if first <= day <= last
    ]


def usual_work_days(country: str) -> tuple[Day, ...] | None:
    """The weekdays outside the usual weekend of a country, to prefill; None where that is not known."""
    import holidays  # as above

    try:
        weekend = holidays.country_holidays(country).weekend
    except NotImplementedError:
        return None
    return tuple(day for n, day in enumerate(DAYS) if n not in weekend)


def _country_name(code: str) -> str:
    from holidays.registry import COUNTRIES  # as above

    name = next((key for key, codes in COUNTRIES.items() if code in codes), code)
    small = {"and", "of", "the"}
    return " ".join(word if word in small else word.capitalize() for word in name.split("_")) if name != code else code
