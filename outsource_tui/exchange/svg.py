"""The grid as a picture (SVG): effectiveness to the right, value up, a circle a task, a legend beside it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from msgspec import Struct

from outsource_tui.exchange.svg_layout import (
    LEGEND_ROW,
    MOST,
    Circle,
    Frame,
    Point,
    circles_of,
    fitted,
    frame_of,
    labels_of,
)
from outsource_tui.model.text import shown

ZONES = {
    "TEAM UP": ("t", "bring an expert in"),
    "KEEP": ("k", "this is the business"),
    "HAND OFF": ("h", "first out of the door"),
    "LIGHTEN": ("l", "batch it, automate it"),
}
"""The class of each quadrant, and what it says."""

LIGHT = {"bg": "#ffffff", "ink": "#1f2933", "soft": "#5f6b7a", "line": "#d5dbe3", "halo": "#ffffff",
         "h": "#1f7a4d", "hz": "#e9f6ee", "l": "#0f6c85", "lz": "#e6f3f7",
         "t": "#7b3fa0", "tz": "#f4ecf9", "k": "#2457a8", "kz": "#e9f0fb", "on": "#ffffff"}  # fmt: skip
DARK = {"bg": "#14181d", "ink": "#e6eaef", "soft": "#9aa6b4", "line": "#343c46", "halo": "#14181d",
        "h": "#5cc48d", "hz": "#16261d", "l": "#58b8d2", "lz": "#13252b",
        "t": "#c08fe0", "tz": "#251c2c", "k": "#82abee", "kz": "#182233", "on": "#10141a"}  # fmt: skip
FONT = 'font-family="system-ui, -apple-system, Segoe UI, Roboto, DejaVu Sans, sans-serif"'
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Picture(Struct, frozen=True, kw_only=True):
    """What the picture shows. Points are in the order of the legend; one without scores is only in the legend."""

    title: str
    subtitle: str
    points: Sequence[Point]
    split: int
    """A score of at least this is high (2-10)."""


def grid_svg(picture: Picture) -> str:
    """The picture as a document that needs nothing else; it follows the light or dark of whatever shows it."""
    frame = frame_of(len(picture.points))
    circles = circles_of(picture.points, frame)
    parts = [
        *_head(picture, frame),
        *_zones(picture.split, frame),
        *_axes(picture.split, frame),
        *_dots(circles),
        *_names(circles, frame),
        *_legend(picture.points, frame),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def text_of(text: str) -> str:
    """A text of the plan as XML: one line, nothing of it live."""
    return escape(_NO_XML.sub("\ufffd", shown(text)))


def _head(picture: Picture, frame: Frame) -> Iterator[str]:
    size = f'viewBox="0 0 {frame.width} {frame.height}" width="{frame.width}" height="{frame.height}"'
    label = quoteattr(_NO_XML.sub("\ufffd", shown(picture.title)))
    yield f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label={label} {FONT}>'
    yield f"<title>{text_of(picture.title)}</title>"
    yield f"<desc>{text_of(picture.subtitle)}</desc>"
    yield f"<style>{_style(LIGHT)}@media (prefers-color-scheme: dark) {{{_style(DARK)}}}</style>"
    yield f'<rect class="bg" width="{frame.width}" height="{frame.height}" rx="8"/>'
    yield _text(frame.left, 34, fitted(picture.title, frame.width - 2 * frame.left, 20), "ink", size=20, bold=True)
    yield _text(frame.left, 56, fitted(picture.subtitle, frame.width - 2 * frame.left, 13), "soft", size=13)


def _style(colours: dict[str, str]) -> str:
    """Plain classes: some viewers know no variables."""
    rules = [f".{name}{{fill:{colour}}}" for name, colour in colours.items() if name not in {"line", "halo"}]
    rules.append(f".line{{stroke:{colours['line']};fill:none}}")
    rules.append(f".split{{stroke:{colours['soft']};fill:none}}")
    rules.append(f".dot{{stroke:{colours['halo']}}}")
    return "".join(rules)


def _zones(split: int, frame: Frame) -> Iterator[str]:
    """The four tinted fields, their names above and below, where no point can be."""
    across, over = frame.x_of(split - 0.5), frame.y_of(split - 0.5)
    spans = {"low": (frame.left, across), "high": (across, frame.right)}
    rows = {"high": (frame.top, over), "low": (over, frame.bottom)}
    for zone, side, level in (
        ("TEAM UP", "low", "high"),
        ("KEEP", "high", "high"),
        ("HAND OFF", "low", "low"),
        ("LIGHTEN", "high", "low"),
    ):
        look, gist = ZONES[zone]
        (left, right), (top, bottom) = spans[side], rows[level]
        yield (
            f'<rect class="{look}z" x="{_n(left)}" y="{_n(top)}" width="{_n(right - left)}" '
            f'height="{_n(bottom - top)}"/>'
        )
        y = frame.top - 8 if level == "high" else frame.bottom + 18
        words = f"{zone}: {gist}"
        words = words if fitted(words, right - left, 12) == words else zone
        yield _text(left + 2, y, words, look, size=12, bold=True)


def _axes(split: int, frame: Frame) -> Iterator[str]:
    for score in range(1, MOST + 1):
        if score > 1:
            look = "split" if score == split else "line"
            x, y = _n(frame.x_of(score - 0.5)), _n(frame.y_of(score - 0.5))
            dash = ' stroke-dasharray="6 4"' if look == "split" else ""
            yield f'<path class="{look}" d="M{x} {_n(frame.top)}V{_n(frame.bottom)}"{dash}/>'
            yield f'<path class="{look}" d="M{_n(frame.left)} {y}H{_n(frame.right)}"{dash}/>'
        yield _text(frame.x_of(score), frame.bottom + 36, str(score), "soft", size=12, anchor="middle")
        yield _text(frame.left - 10, frame.y_of(score) + 4, str(score), "soft", size=12, anchor="end")
    middle = (frame.top + frame.bottom) / 2
    yield _text((frame.left + frame.right) / 2, frame.bottom + 56, "effectiveness", "soft", size=13, anchor="middle")
    turned = f' transform="rotate(-90 {_n(frame.left - 34)} {_n(middle)})"'
    yield _text(frame.left - 34, middle, "value", "soft", size=13, anchor="middle", more=turned)


def _dots(circles: Iterable[Circle]) -> Iterator[str]:
    for one in circles:
        look = ZONES[one.point.zone][0]
        size = _mark_size(one.point.mark, one.radius)
        yield (
            f"<g><title>{text_of(one.point.name)}: {text_of(one.point.words)}</title>"
            f'<circle class="{look} dot" cx="{_n(one.x)}" cy="{_n(one.y)}" r="{_n(one.radius)}"/>'
            f"{_text(one.x, one.y + size * 0.36, one.point.mark, 'on', size=size, bold=True, anchor='middle')}</g>"
        )


def _mark_size(mark: str, radius: float) -> float:
    """So that the number stays within its circle."""
    return min(12.0, radius, 2.6 * radius / max(1, len(mark)))


def _names(circles: Sequence[Circle], frame: Frame) -> Iterator[str]:
    for label in labels_of(circles, frame):
        yield _text(label.x, label.baseline, label.text, "ink", size=label.size, anchor=label.anchor)


def _legend(points: Sequence[Point], frame: Frame) -> Iterator[str]:
    """Every task with its mark, in the places that the frame has for them."""
    for point, (x, y) in zip(points, frame.places, strict=True):
        look = ZONES[point.zone][0] if point.zone in ZONES else "soft"
        middle = y + LEGEND_ROW / 2
        yield f'<circle class="{look}" cx="{_n(x + 10)}" cy="{_n(middle)}" r="10"/>'
        yield _text(x + 10, middle + 3.6, point.mark, "on", size=_mark_size(point.mark, 10), bold=True, anchor="middle")
        name = fitted(point.name, frame.legend_width - 28 - 52, 13)
        yield _text(x + 28, middle + 4.5, name, "ink", size=13)
        yield _text(x + frame.legend_width, middle + 4.5, point.hours, "soft", size=12, anchor="end")


def _text(
    x: float, y: float, text: str, look: str, *, size: float, bold: bool = False, anchor: str = "start", more: str = ""
) -> str:
    weight = ' font-weight="600"' if bold else ""
    place = f' text-anchor="{anchor}"' if anchor != "start" else ""
    where = f'x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}"'
    return f'<text class="{look}" {where}{weight}{place}{more}>{text_of(text)}</text>'


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
