"""Public holidays and usual weekends by country (PRODUCT.md 3.13)."""

from datetime import date

import pytest

from outsource_tui.advice.public_holidays import public_holidays, usual_work_days
from outsource_tui.model.problems import BadInput


def test_public_holidays_by_country_and_part_of_it() -> None:
    labels = {one.start: one.label for one in public_holidays("DE", "DE-BY", date(2026, 1, 1), date(2027, 1, 1))}
    assert labels[date(2026, 1, 6)] == "Epiphany, public holiday in Germany"
    assert labels[date(2027, 1, 1)] == "New Year's Day, public holiday in Germany"
    everywhere = {one.start for one in public_holidays("DE", None, date(2026, 1, 1), date(2026, 12, 31))}
    assert date(2026, 1, 6) not in everywhere
    assert date(2026, 10, 3) in everywhere
    assert public_holidays("DE", None, date(2026, 7, 1), date(2026, 7, 31)) == []


def test_a_country_of_several_words_is_written_as_one_writes_it() -> None:
    [new_year] = public_holidays("BA", None, date(2026, 1, 1), date(2026, 1, 1))
    assert new_year.label.endswith("public holiday in Bosnia and Herzegovina")


@pytest.mark.parametrize(("country", "subdivision"), [("XX", None), ("DE", "DE-QQ")])
def test_a_place_without_known_holidays_is_said_and_not_taken_for_one_that_has_none(
    country: str, subdivision: str | None
) -> None:
    with pytest.raises(BadInput, match=subdivision or country):
        public_holidays(country, subdivision, date(2026, 1, 12), date(2026, 1, 12))


def test_the_usual_weekend_can_prefill_the_work_days() -> None:
    assert set(usual_work_days("EG") or ()) == {"sun", "mon", "tue", "wed", "thu"}
    assert usual_work_days("DE") == ("mon", "tue", "wed", "thu", "fri")
    assert usual_work_days("XX") is None
