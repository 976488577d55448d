"""Where everything stands in the picture of the grid, so that nothing lies over anything else. Sizes in pixels."""

import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate, takewhile

from msgspec import Struct

MOST = 10
"""Scores are 1 to 10."""

CELL = 58
LEGEND_ROW = 25
LEFT, TOP, GAP, MARGIN, FOOT = 64, 100, 36, 28, 66
LEGEND_WIDTH = 300
COLUMNS_BELOW = 3
LABEL_SIZE = 11.5
LONGEST_LABEL = 190
SHARES = {"ijl'|": 0.3, " ft,.:;!()[]/-r": 0.42, "w": 0.83, "mMW@%…": 1.0}
"""How wide characters are, as shares of the size of a wide font."""

SMALLEST_RADIUS, LARGEST_RADIUS = 9.0, 22.0


class Point(Struct, frozen=True, kw_only=True):
    """A task. `zone` is its quadrant, `mark` its number in the legend, `words` what is said where one points at it."""

    mark: str
    name: str
    zone: str
    effectiveness: int | None
    value: int | None
    hours_week: float | None
    hours: str
    """The hours as they are told."""
    words: str


class Frame(Struct, frozen=True):
    """The whole picture, the plot in it, and a place for each row of the legend."""

    width: float
    height: float
    left: float
    top: float
    right: float
    bottom: float
    legend_width: float
    places: Sequence[tuple[float, float]]

    def x_of(self, effectiveness: float) -> float:
        """The middle of a score; a half lies on the line between two."""
        return self.left + (effectiveness - 0.5) * CELL

    def y_of(self, value: float) -> float:
        """As `x_of`, from the bottom up."""
        return self.bottom - (value - 0.5) * CELL


class Circle(Struct, frozen=True):
    """A task in the plot; `x` and `y` are its middle."""

    point: Point
    x: float
    y: float
    radius: float


class Box(Struct, frozen=True):
    """A rectangle that is taken."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether the two lie over each other."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


class Label(Struct, frozen=True):
    """A name beside its circle."""

    text: str
    x: float
    baseline: float
    anchor: str
    size: float
    box: Box


def frame_of(count: int) -> Frame:
    """A picture with room for a legend of `count` rows: beside the plot, and what is too much below it."""
    side = MOST * CELL
    right, bottom = LEFT + side, TOP + side
    beside = min(count, int(side // LEGEND_ROW))
    places = [(float(right + GAP), float(TOP + row * LEGEND_ROW)) for row in range(beside)]
    width = right + GAP + LEGEND_WIDTH + MARGIN
    rows = math.ceil((count - beside) / COLUMNS_BELOW)
    step = (width - LEFT - MARGIN - LEGEND_WIDTH) / (COLUMNS_BELOW - 1)
    start = bottom + FOOT + 8
    places += [
        (LEFT + column * step, start + row * LEGEND_ROW) for column in range(COLUMNS_BELOW) for row in range(rows)
    ][: count - beside]
    height = bottom + FOOT + (8 + rows * LEGEND_ROW + MARGIN if rows else 8)
    legend = LEGEND_WIDTH if rows == 0 else min(LEGEND_WIDTH, step - 20)
    return Frame(width, height, LEFT, TOP, right, bottom, legend, places)


def circles_of(points: Iterable[Point], frame: Frame) -> list[Circle]:
    """A circle for each task with both scores, in their order; more hours make it bigger, tasks of a cell share it."""
    cells: defaultdict[tuple[int, int], list[Point]] = defaultdict(list)
    order: dict[str, int] = {}
    for one in points:
        if one.effectiveness is not None and one.value is not None:
            cells[one.effectiveness, one.value].append(one)
            order[one.mark] = len(order)
    found = [circle for cell, own in cells.items() for circle in _shared_cell(cell, own, frame)]
    return sorted(found, key=lambda one: order[one.point.mark])


def _shared_cell(cell: tuple[int, int], points: Sequence[Point], frame: Frame) -> list[Circle]:
    across = math.ceil(math.sqrt(len(points)))
    rows = math.ceil(len(points) / across)
    step = CELL / across
    found = []
    for place, point in enumerate(points):
        row, column = divmod(place, across)
        in_row = min(across, len(points) - row * across)
        x = frame.x_of(cell[0]) + (column - (in_row - 1) / 2) * step
        y = frame.y_of(cell[1]) + (row - (rows - 1) / 2) * step
        found.append(Circle(point, x, y, min(_radius(point.hours_week), step / 2 - 1.5)))
    return found


def _radius(hours_week: float | None) -> float:
    return min(LARGEST_RADIUS, max(SMALLEST_RADIUS, 5.5 + 4.2 * math.sqrt(hours_week or 0)))


def labels_of(circles: Sequence[Circle], frame: Frame) -> list[Label]:
    """Names beside the circles where they touch nothing; the legend has those for which there is no room."""
    taken = [Box(one.x - one.radius, one.y - one.radius, one.x + one.radius, one.y + one.radius) for one in circles]
    found: list[Label] = []
    for circle in circles:
        text = fitted(circle.point.name, LONGEST_LABEL, LABEL_SIZE)
        for label in _candidates(circle, text):
            if _is_inside(label.box, frame) and not any(label.box.meets(one) for one in taken):
                found.append(label)
                taken.append(label.box)
                break
    return found


def _candidates(circle: Circle, text: str) -> list[Label]:
    """Right of the circle, left, below, above."""
    width, height, away = width_of(text, LABEL_SIZE), LABEL_SIZE, circle.radius + 4
    x, y = circle.x, circle.y
    return [
        _label(text, x + away, y, "start", x + away, width, height),
        _label(text, x - away, y, "end", x - away - width, width, height),
        _label(text, x, y + away + height / 2, "middle", x - width / 2, width, height),
        _label(text, x, y - away - height / 2, "middle", x - width / 2, width, height),
    ]


def _label(text: str, x: float, middle: float, anchor: str, left: float, width: float, height: float) -> Label:
    box = Box(left - 2, middle - height / 2 - 2, left + width + 2, middle + height / 2 + 2)
    return Label(text, x, middle + height * 0.36, anchor, LABEL_SIZE, box)


def _is_inside(box: Box, frame: Frame) -> bool:
    return box.left >= frame.left and box.right <= frame.right and box.top >= frame.top and box.bottom <= frame.bottom


def fitted(text: str, room: float, size: float) -> str:
    """A text cut to a width, with an ellipsis where it is cut."""
    if width_of(text, size) <= room:
        return text
    widths = accumulate((size * _share(one) for one in text), initial=width_of("…", size))
    most = sum(1 for _ in takewhile(lambda width: width <= room, widths)) - 1
    return f"{text[: max(0, most)].rstrip()}…"


def width_of(text: str, size: float) -> float:
    """About the width of a text, rather too wide than too narrow: fonts differ."""
    return size * sum(_share(one) for one in text)


def _share(character: str) -> float:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.05
    for characters, share in SHARES.items():
        if character in characters:
            return share
    return 0.72 if character.isupper() else 0.63
