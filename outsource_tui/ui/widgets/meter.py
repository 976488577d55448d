"""The oversight meter: my looking as a part of the hours handed over (PRODUCT.md 3.8)."""

from collections.abc import Mapping

from outsource_tui.advice.oversight import LEAST_DELEGATED_MINUTES, WATCH_FACTOR, WINDOW_DAYS, Oversight, OversightState
from outsource_tui.advice.rounding import count_words, hours_words, percent_words
from outsource_tui.model.handoff import Handoff
from outsource_tui.ui.dates import short_day
from outsource_tui.ui.drawing import Line, rule

STATE_LOOKS: Mapping[OversightState, str] = {
    "too early": "quiet",
    "fine": "good",
    "watch": "warn",
    "hovering": "warn",
    "absent": "warn",
}
NARROW = 72
END = 2.5
"""The scale ends at so many times the band; what is more stands at its end."""

SIDE = 7
"""Cells on either side of the scale for its ends."""


def oversight_lines(handoff: Handoff, seen: Oversight, width: int) -> list[Line]:
    """The meter with everything that belongs to it."""
    if handoff.state == "preparing":
        return [rule("Oversight meter · begins when the hand-off starts", width)]
    words, look = state_words(seen), STATE_LOOKS[seen.state] if seen.state else "quiet"
    if handoff.state == "paused":
        words, look = "resting", "quiet"
    state = Line("   ").add(words, look).add(f" · {measured_words(seen, handoff, with_band=width >= NARROW)}")
    side = side_words(seen) if width >= NARROW else ""
    back, promised = hours_words(seen.hours_back_week), hours_words(seen.hours_promised_week)
    lines = [
        rule(
            "Oversight meter" + (" · your looking, as a part of the hours handed over" if width >= NARROW else ""),
            width,
        )
    ]
    lines += [*meter_lines(seen, width), state, *([Line(f"   {side}", "quiet")] if side else [])]
    really = "really come back" if width >= NARROW else "come back"
    lines.append(Line(f"   {back} h a week {really}, {promised} were promised"))
    return [one.fitted(width) for one in lines]


def meter_lines(seen: Oversight, width: int) -> list[Line]:
    """Three rows: the words, the scale filled up to what was measured, and what its marks stand for."""
    inner = max(12, width - 2 * SIDE)
    first, second = _marks(inner)
    words = Line().to(SIDE)
    for word, cells in (("fine", first), ("watch", second - first), ("hovering", inner - second)):
        words.cell(_centred(word, cells), cells, "strong" if word == seen.state else "quiet")
    scale = Line().cell("0% ", SIDE, "quiet", right=True)
    for text, look in _scale(seen, inner):
        scale.add(text, look)
    scale.add(f" {_percent(seen.band * END)}+", "quiet")
    numbers = Line().to(SIDE + first).add(_percent(seen.band)).to(SIDE + second).add(_percent(seen.band * WATCH_FACTOR))
    return [words, scale, numbers]


def small_meter(seen: Oversight, width: int) -> list[tuple[str, str]]:
    """The scale alone in `width` cells, for a row of a list."""
    return _scale(seen, max(8, width))


def measured_words(seen: Oversight, handoff: Handoff, *, with_band: bool = True) -> str:
    """Such as `7.3% = 45 of 615 min in the last 4 weeks, band 8%`."""
    if seen.delegated_minutes is None:
        return f"{seen.my_minutes} min; the hours of the task are not known"
    band = f", band {_percent(seen.band)}" if with_band and seen.state != "too early" else ""
    about = "" if seen.has_logged_hours else "about "
    when = "in the last 4 weeks" if seen.weeks * 7 >= WINDOW_DAYS else f"since {short_day(handoff.start)}"
    is_judged = seen.ratio is not None and seen.state != "too early"
    ratio = f"{percent_words(seen.ratio)} = " if is_judged else ""
    return f"{ratio}{seen.my_minutes} of {about}{round(seen.delegated_minutes)} min {when}{band}"


def state_words(seen: Oversight) -> str:
    """The state, and for those that the scale has no place for what it means."""
    if seen.state == "too early":
        return f"too early, judged from {LEAST_DELEGATED_MINUTES // 60} h on"
    if seen.state == "absent":
        return f"absent for {count_words(seen.days_since_look, 'day')}"
    return seen.state or "not known"


def side_words(seen: Oversight) -> str:
    """The side signals in one line; empty where nobody has looked."""
    if not seen.looks:
        return ""
    mine, contacts = count_words(seen.my_looks, "look"), hours_words(seen.contacts_per_10h)
    return (
        f"{seen.unplanned} of your {mine} unplanned · {seen.method} of {seen.looks} about the method"
        f" · {contacts} looks in 10 h"
    )


def _marks(inner: int) -> tuple[int, int]:
    """Where the band and half as much again stand on a scale of `inner` cells."""
    return round((inner - 1) / END), round((inner - 1) * WATCH_FACTOR / END)


def _scale(seen: Oversight, inner: int) -> list[tuple[str, str]]:
    first, second = _marks(inner)
    cells = ["├", *"─" * (inner - 2), "┤"]
    cells[first] = cells[second] = "┼"
    if seen.ratio is None or seen.state is None:
        return [("".join(cells), "quiet")]
    share = seen.ratio / (seen.band * END) if seen.band else END
    here = min(inner - 1, round(share * (inner - 1)))
    filled = "".join("━" if one == "─" else one for one in cells[:here])
    look = STATE_LOOKS[seen.state]
    return [(filled, look), ("▶" if share > 1 else "●", "strong"), ("".join(cells[here + 1 :]), "quiet")]


def _centred(word: str, cells: int) -> str:
    return word.center(cells) if len(word) < cells else word[: max(0, cells - 1)]


def _percent(number: float) -> str:
    return f"{round(number, 1):g}%"
