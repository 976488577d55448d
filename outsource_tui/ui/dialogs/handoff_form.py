"""Prepare a hand-off, or change what was agreed; the money that it costs and brings follows what is typed."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgspec

from outsource_tui.advice.deal import Deal
from outsource_tui.advice.hours import default_oversight, freed_week, planned_oversight_week
from outsource_tui.advice.money import deal_of
from outsource_tui.advice.people import open_handoffs
from outsource_tui.advice.rounding import half_up, hours_words, money_words
from outsource_tui.model.handoff import AUTONOMY_WORDS, LOOK_EVERY_DAYS, Handoff
from outsource_tui.model.patches import builtins_of
from outsource_tui.model.plan import Plan
from outsource_tui.model.problems import BadInput, Problem
from outsource_tui.model.typed import typed_date, typed_field
from outsource_tui.planner.handoffs import prepared
from outsource_tui.planner.rows import changed, name_of
from outsource_tui.ui.commands import KeyOf
from outsource_tui.ui.dialogs.field_text import amount_text, text_of
from outsource_tui.ui.dialogs.form import Field, FormDialog
from outsource_tui.ui.drawing import Line
from outsource_tui.ui.widgets.handoff_sheet import payback_words

if TYPE_CHECKING:
    from outsource_tui.ui.stage import Stage

MONEY = frozenset({"tool_cost_week", "oneoff_cost", "uplift_week"})
_FIELDS: tuple[tuple[str, str, str], ...] = (
    ("start", "Start", "fri, +3d, 24.12."),
    ("share", "Share of the task", "50%, or 0.5"),
    ("autonomy", "Rope, 1 to 5", ""),
    ("oversight_plan_min_week", "Looking, planned", "minutes a week"),
    ("rampup_hours", "Ramp-up, mine", "hours, once: explaining, setting up"),
    ("tool_cost_week", "Tools", "a week"),
    ("oneoff_cost", "Other cost", "once"),
    ("uplift_week", "Better work brings", "a week, on top of the hours"),
    ("refill", "Freed hours go to", "a task's name or id, or a few words"),
    ("checkin_every_days", "Look every", "days"),
    ("escalate_if", "Stop and ask me when", "a date is at stake, a client is angry, ..."),
    ("exit_plan", "How it could end", "notice, where the files and the accounts are"),
)


def open_handoff(stage: "Stage", task_id: str, contractor_id: str) -> None:
    """Prepare a hand-off; Enter alone takes what is proposed."""
    plan, key = stage.plan, stage.key_of
    given = sum(one.share for one in open_handoffs(plan, task_id))
    if given > 0.95:
        there = open_handoffs(plan, task_id)[-1]
        stage.go("handoff", there.id)
        words = f"{plan.tasks[task_id].name} is handed off already."
        stage.say(f"{words} {key('open')} changes it, {key('handoff.begin')} ends it.", "warn")
        return
    at = stage.desk.clock.now()
    proposed = Handoff(
        id="H00",
        created_at=at,
        updated_at=at,
        task_id=plan.tasks[task_id].id,  # type: ignore[arg-type]
        contractor_id=plan.contractors[contractor_id].id,  # type: ignore[arg-type]
        start=stage.today,
        share=round(1.0 - given, 2),
    )

    def save(values: dict[str, Any]) -> None:
        start = values.pop("start", stage.today)
        step = prepared(stage.plan, task_id, contractor_id, start=start, fields=values)
        stage.desk.do(step)
        made = next(reversed(list(stage.plan.handoffs)))
        stage.go("handoff", made)
        stage.say(f"Prepared. {key('handoff.brief')} writes the brief, {key('handoff.begin')} starts it. u undo")

    person = plan.contractors[contractor_id].handle
    title = f"Prepare a hand-off: {plan.tasks[task_id].name} to {person}"
    stage.open(HandoffFormDialog(stage, title, proposed, save, draft=f"hand-off {task_id} {contractor_id}"))


def open_handoff_fields(stage: "Stage", handoff_id: str) -> None:
    """Change what was agreed."""
    handoff = stage.plan.handoffs[handoff_id]

    def save(values: dict[str, Any]) -> None:
        if not values:
            return
        _require_share_left(stage.plan, handoff, values.get("share", handoff.share))
        follows = handoff.checkin_every_days == LOOK_EVERY_DAYS[handoff.autonomy - 1]
        if "autonomy" in values and follows:
            values.setdefault("checkin_every_days", LOOK_EVERY_DAYS[values["autonomy"] - 1])
        if "start" in values:
            values["start"] = values["start"].isoformat()
        stage.desk.do(changed(stage.plan, "handoffs", handoff_id, values))
        stage.say(f"Changed {name_of(stage.plan, handoff_id)}. u undo")

    title = f"Hand-off {handoff_id}: {name_of(stage.plan, handoff_id)}"
    stage.open(HandoffFormDialog(stage, title, handoff, save, draft=f"hand-off {handoff_id}"))


def _require_share_left(plan: Plan, handoff: Handoff, share: float) -> None:
    if not handoff.is_open:
        return
    given = sum(one.share for one in open_handoffs(plan, handoff.task_id) if one.id != handoff.id)
    if given + share > 1.0 + 1e-9:
        raise BadInput(f"{half_up(given * 100)}% of it is handed off elsewhere", fix="give at most the rest")


class HandoffFormDialog(FormDialog):
    """A form whose looking and money follow what is typed above them."""

    def __init__(
        self,
        stage: "Stage",
        title: str,
        handoff: Handoff,
        then: Callable[[dict[str, Any]], None],
        *,
        draft: str,
    ) -> None:
        fields = [
            Field(name, label, _text(stage.plan, handoff, name), note, _reader(stage, name))
            for name, label, note in _FIELDS
        ]
        super().__init__(title, fields, then, draft=draft)
        self.handoff = handoff
        self._plan = stage.plan

    def opened(self) -> None:
        super().opened()
        self._follow()

    def key(self, key: str, character: str | None) -> None:
        super().key(key, character)
        self._follow()

    def pasted(self, text: str) -> None:
        super().pasted(text)
        self._follow()

    # what follows from what was typed

    def _at(self, name: str) -> int:
        return next(index for index, one in enumerate(self.fields) if one.name == name)

    def _follow(self) -> None:
        """Defaults follow what they depend on, as long as nobody typed into them."""
        typed = self._typed()
        note = AUTONOMY_WORDS[typed.autonomy - 1]
        self.fields[self._at("autonomy")] = msgspec.structs.replace(self.fields[self._at("autonomy")], note=note)
        if self.handoff.checkin_every_days == LOOK_EVERY_DAYS[self.handoff.autonomy - 1]:
            self._put("checkin_every_days", str(LOOK_EVERY_DAYS[typed.autonomy - 1]))
        if self.handoff.oversight_plan_min_week is None:
            self._put("oversight_plan_min_week", _usual_looking(self._plan, typed))

    def _put(self, name: str, text: str) -> None:
        at = self._at(name)
        if self.lines[at].text == self.fields[at].text != text:
            self.fields[at] = msgspec.structs.replace(self.fields[at], text=text)
            self.lines[at].put(text)

    def _typed(self) -> Handoff:
        """The hand-off as it would be; what cannot be read yet is left as it was."""
        values: dict[str, Any] = {}
        for one, line in zip(self.fields, self.lines, strict=True):
            if line.text.strip() == one.text.strip():
                continue
            try:
                values[one.name] = one.read(line.text.strip())
            except Problem:
                continue
        return msgspec.structs.replace(self.handoff, **values)

    # drawing

    def body(self, width: int, height: int) -> list[Line]:
        echo = self._echo(width) if height >= 12 else []
        return [*super().body(width, height - len(echo)), *echo]

    def _echo(self, width: int) -> list[Line]:
        plan, typed = self._plan, self._typed()
        task, currency = plan.tasks[typed.task_id], plan.profile.currency
        deal = deal_of(plan, task, handoff=typed)
        oversight = planned_oversight_week(typed, task.hours_week)
        freed = None
        if task.hours_week is not None and oversight is not None:
            freed = freed_week(task.hours_week, typed.share, oversight)

        def money(minor: float | None, *, sign: bool = False) -> str:
            plus = "+" if sign and minor is not None and minor > 0 else ""
            return f"{plus}{money_words(minor, currency, 2)}"

        first = Line(" Frees ", "quiet").add(f"{hours_words(freed)} h/week", "strong")
        first.add(" after your looking · costs ", "quiet").add(money(deal.cost_week))
        first.add(" · net ", "quiet").add(f"{money(deal.net_week, sign=True)} {currency}/week", "strong")
        second = Line(" Once ", "quiet").add(money(deal.one_off)).add(" · ", "quiet").add(payback_words(deal), "strong")
        second.add(" · year one ", "quiet").add(money(deal.net_year1, sign=True))
        second.add(" · pays up to ", "quiet").add(f"{money(deal.break_even_rate)} {currency}/h")
        range_ = " / ".join(
            money(deal_of(plan, task, handoff=typed, reuse=reuse).net_week, sign=True)
            for reuse in (0.0, plan.profile.reuse_share, 1.0)
        )
        resold = f"{half_up(plan.profile.reuse_share * 100)}%"
        third = Line(f" Reselling none / {resold} / all of the hours: ", "quiet").add(f"{range_} {currency}/week")
        missing = _missing_words(plan, typed, deal, self.stage.key_of)
        lines = [Line("").to(width, "rule", "─"), first, second, Line(f" {missing}", "warn") if missing else third]
        return [one.fitted(width) for one in lines]


def _missing_words(plan: Plan, handoff: Handoff, deal: Deal, key_of: KeyOf) -> str:
    """Which field to fill before the money can be known."""
    if deal.net_week is not None:
        return ""
    if plan.tasks[handoff.task_id].hours_week is None:
        return f"The hours of the task are not known: on Tasks, {key_of('open')} sets them."
    if deal.benefit_week is None:
        return f"What your hour is worth is not known: {key_of('profile')} sets your rate or income."
    name = plan.contractors[handoff.contractor_id].handle
    return f"The rate of {name} is not known: on People, {key_of('open')} sets it."


def _usual_looking(plan: Plan, handoff: Handoff) -> str:
    """The default oversight of PRODUCT.md 3.3 in minutes a week; empty while the hours are unknown."""
    hours = plan.tasks[handoff.task_id].hours_week
    return "" if hours is None else str(half_up(default_oversight(hours, handoff.share) * 60))


def _text(plan: Plan, handoff: Handoff, name: str) -> str:
    value = builtins_of(handoff)[name]
    if name == "share":
        return f"{round(value * 100, 6):g}%"
    if name == "oversight_plan_min_week" and value is None:
        return _usual_looking(plan, handoff)
    if name in MONEY:
        return amount_text(value, plan.profile.currency)
    if name == "refill" and value in plan.tasks:
        return plan.tasks[value].name
    return text_of(value)


def _reader(stage: "Stage", name: str) -> Callable[[str], Any]:
    def read(text: str) -> Any:
        if name == "start":
            return typed_date(text, stage.today)
        if name == "refill" and (task_id := _task_called(stage.plan, text)):
            return task_id
        if name == "share":
            text = _fraction(text)
        return typed_field("handoffs", name, text, today=stage.today, currency=stage.plan.profile.currency)

    return read


def _fraction(text: str) -> str:
    """`75%` or `75` as `0.75`; what is no number is left for the field to refuse."""
    plain = text.replace(",", ".").removesuffix("%").strip()
    try:
        number = float(plain)
    except ValueError:
        return text
    return f"{number / 100:g}" if text.rstrip().endswith("%") or number > 1 else plain


def _task_called(plan: Plan, text: str) -> str:
    """The id of the task with that id or name; empty where the words are only words."""
    wanted = text.casefold()
    return next((one.id for one in plan.live_tasks if wanted in {one.id.casefold(), one.name.casefold()}), "")
