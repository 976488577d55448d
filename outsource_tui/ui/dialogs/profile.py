"""The freelancer's own settings."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from outsource_tui.model.patches import builtins_of
from outsource_tui.model.typed import typed_field
from outsource_tui.planner.exchange_rates import RATES_WORDS, rates_text, typed_rates
from outsource_tui.planner.person_lines import DAYS_OFF_WORDS, days_off_text, typed_days_off
from outsource_tui.planner.rows import changed
from outsource_tui.ui.dialogs.field_text import amount_text, text_of
from outsource_tui.ui.dialogs.form import Field, FormDialog

if TYPE_CHECKING:
    from outsource_tui.ui.stage import Stage

MONEY = frozenset({"annual_income", "hour_value", "budget_month"})
_FIELDS: tuple[tuple[str, str, str], ...] = (
    ("role", "What you are", "brand designer"),
    ("currency", "Currency", "EUR, USD, CHF ..."),
    ("hour_value", "An hour is worth", "overrides the one from your income"),
    ("annual_income", "Income a year", ""),
    ("hours_per_week", "Hours a week", ""),
    ("weeks_per_year", "Weeks a year", "20-52, those you work"),
    ("goal_hours_week", "Hours to win back", "a week"),
    ("budget_month", "Budget a month", "for what you hand off"),
    ("timezone", "Time zone", "Europe/Lisbon"),
    ("work_days", "Work days", "mon-fri"),
    ("work_start", "From", "09:00"),
    ("work_end", "To", "17:00"),
    ("languages", "Languages", "de native, en C1"),
    ("country", "Country", "two letters, DE"),
    ("subdivision", "Region", "DE-BY, for its holidays"),
    ("days_off", "Days off", DAYS_OFF_WORDS),
    ("fx", "Exchange rates", RATES_WORDS),
    ("split", "High from", "2-10: a score counts as high from here"),
    ("reuse_share", "Resold share", "0-1 of freed hours that earn again"),
    ("roi_factor", "Comfort factor", "1-10: worth divided by this is comfortable"),
    ("weight_effectiveness", "Weight of eff.", "0-1 in the priority"),
    ("big_task_hours", "A big task", "hours a week from which a task counts fully"),
    ("day_hours", "Hours in a day rate", "1-24"),
    ("bands", "Oversight bands", "percent by autonomy 1-5"),
)


def _text(name: str, value: Any, currency: str) -> str:
    return amount_text(value, currency) if name in MONEY else text_of(value)


def profile_form(stage: "Stage") -> FormDialog:
    """A form with the settings that the judgements use."""
    profile = stage.plan.profile
    values = builtins_of(profile)
    currency = profile.currency

    def days_off(text: str) -> Any:
        country, region = (form.texts[name].strip().upper() or None for name in ("country", "subdivision"))
        today, known = stage.today, profile.days_off
        return typed_days_off(text, known, today=today, country=country, subdivision=region) or []

    def reader(name: str) -> Callable[[str], Any]:
        if name == "days_off":
            return days_off
        if name == "fx":
            return lambda text: typed_rates(text, profile.fx, stage.today)
        return lambda text: typed_field("profile", name, text, today=stage.today, currency=currency)

    def save(new: dict[str, Any]) -> None:
        gone = {key: None for key in values["languages"] if key not in new.get("languages", values["languages"])}
        if gone:
            new["languages"] = {**new["languages"], **gone}
        if new:
            stage.desk.do(changed(stage.plan, "profile", profile.id, new))
            stage.say("Your settings are changed. u undo")

    lines = {"days_off": days_off_text(profile.days_off or None), "fx": rates_text(profile.fx)}
    fields = [
        Field(name, label, lines[name] if name in lines else _text(name, values[name], currency), note, reader(name))
        for name, label, note in _FIELDS
    ]
    form = FormDialog("You and your work", fields, save, draft="profile")
    return form
