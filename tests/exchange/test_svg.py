"""The grid as a picture: well-formed whatever the names are, everything within it, nothing over anything else."""

from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outsource_tui.exchange.svg import Picture, grid_svg
from outsource_tui.exchange.svg_layout import Box, Point, circles_of, fitted, frame_of, labels_of, width_of
from outsource_tui.model.text import shown

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = [
    "<script>alert(1)</script>",
    "]]> <!-- & --> &lt; &#0;",
    "\" onload='x'",
    "\x1b[31mred\x07\r\nnext",
    "=cmd|' /C calc'!A0",
    "\ufffe\uffff\ud800",
    "日本語" * 30,
    "",
]
ELEMENTS = {"svg", "title", "desc", "style", "rect", "text", "path", "g", "circle"}


def point(
    number: int, name: str, effectiveness: int | None = 3, value: int | None = 4, hours: float | None = 2.0
) -> Point:
    zone = "UNPLOTTED" if effectiveness is None or value is None else "HAND OFF"
    return Point(
        mark=str(number), name=name, zone=zone, effectiveness=effectiveness, value=value, hours_week=hours,
        hours="-" if hours is None else f"{hours} h", words="HAND OFF",
    )  # fmt: skip


def drawn(points: list[Point], split: int = 6, title: str = "Grid") -> ElementTree.Element:
    return ElementTree.fromstring(grid_svg(Picture(title=title, subtitle="Now", points=points, split=split)))  # noqa: S314


points = st.builds(
    point,
    st.integers(1, 400),
    st.text(max_size=80),
    st.none() | st.integers(1, 10),
    st.none() | st.integers(1, 10),
    st.none() | st.floats(0, 80),
)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_text_and_nothing_else(name: str) -> None:
    tree = drawn([point(1, name)], title=name)
    assert {one.tag.removeprefix(SVG) for one in tree.iter()} == ELEMENTS
    assert not any(key.startswith("on") or "href" in key for one in tree.iter() for key in one.attrib)
    told = shown(name).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
    assert tree.findtext(f"{SVG}title", "") == told
    assert tree.get("aria-label") == told


def test_every_task_is_in_the_legend_and_those_with_scores_on_the_grid() -> None:
    tree = drawn([point(1, "Books"), point(2, "Inbox", None), point(3, "Posts", 9, 9, None)])
    assert [one.text for one in tree.iter(f"{SVG}text")].count("Inbox") == 1
    assert [one.findtext(f"{SVG}title") for one in tree.iter(f"{SVG}g")] == ["Books: HAND OFF", "Posts: HAND OFF"]
    marks = [one.text for one in tree.iter(f"{SVG}text") if one.text in {"1", "2", "3"} and one.get("class") == "on"]
    assert sorted(filter(None, marks)) == ["1", "1", "2", "3", "3"]


@settings(deadline=None, max_examples=60)
@given(st.lists(points, max_size=60))
def test_nothing_lies_over_anything_else_and_nothing_outside(found: list[Point]) -> None:
    frame = frame_of(len(found))
    circles = circles_of(found, frame)
    discs = [Box(one.x - one.radius, one.y - one.radius, one.x + one.radius, one.y + one.radius) for one in circles]
    labels = [one.box for one in labels_of(circles, frame)]
    assert not any(one.meets(other) for one, other in combinations([*discs, *labels], 2))
    for box in (*discs, *labels):
        assert frame.left <= box.left < box.right <= frame.right
        assert frame.top <= box.top < box.bottom <= frame.bottom
    places = [Box(x, y, x + frame.legend_width, y + 24) for x, y in frame.places]
    assert len(places) == len(found)
    assert not any(one.meets(other) for one, other in combinations(places, 2))
    plot = Box(frame.left, frame.top, frame.right, frame.bottom)
    assert not any(one.meets(plot) or one.right > frame.width or one.bottom > frame.height for one in places)


@settings(deadline=None, max_examples=40)
@given(st.lists(points, max_size=8), st.integers(2, 10), st.text(max_size=40))
def test_it_is_always_well_formed(found: list[Point], split: int, title: str) -> None:
    tree = drawn(found, split, title)
    assert len(list(tree.iter(f"{SVG}rect"))) == 5


def test_the_four_fields_meet_at_the_split() -> None:
    for split, across in ((2, 58), (6, 290), (10, 522)):
        zones = {one.get("class"): one for one in drawn([], split).iter(f"{SVG}rect")}
        assert float(zones["hz"].get("width", 0)) == across
        assert float(zones["kz"].get("width", 0)) == 580 - across
        assert float(zones["hz"].get("height", 0)) == across


def test_light_and_dark_are_both_there() -> None:
    style = drawn([]).findtext(f"{SVG}style", "")
    assert style.count(".bg{") == 2
    assert "@media (prefers-color-scheme: dark)" in style


def test_a_cut_text_is_no_wider_than_its_room() -> None:
    assert fitted("short", 200, 12) == "short"
    cut = fitted("a name that is far too long for this", 90, 12)
    assert cut.endswith("…")
    assert width_of(cut, 12) <= 90
