"""Hostile text in every file that is written, by the eyes of those who read such files; and at every door (P6)."""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import icalendar
import msgspec
import pytest
from markdown_it import MarkdownIt

from outsource_tui.cli.main import main
from outsource_tui.exchange.csv_text import csv_of
from outsource_tui.model.plan import ROW_TYPES, Plan, empty_plan
from outsource_tui.planner.clock import fixed_clock
from outsource_tui.planner.exports import export_text
from outsource_tui.planner.tasks import added_task
from outsource_tui.store.plan_store import PlanStore
from outsource_tui.ui.dialogs.import_preview import LogPreviewDialog, PreviewDialog
from tests.scenarios.hostile import STORED, STRINGS, filled
from tests.ui.conftest import Driver, driver_over

TODAY = date(2026, 11, 23)
CLOCK = fixed_clock(TODAY)
pytestmark = pytest.mark.usefixtures("elsewhere")
AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
TOGETHER = 7
"""Strings in one plan; the long run has a plan for each."""

VARIANTS: dict[str, dict[str, Any]] = {
    "report": {"kind": "md"},
    "report, redacted": {"kind": "md", "is_redacted": True},
    "brief of a task": {"kind": "md", "brief": "T04"},
    "brief of a trial": {"kind": "md", "brief": "R01"},
    "brief of a hand-off": {"kind": "md", "brief": "H01"},
    "spreadsheet": {"kind": "csv"},
    "everything": {"kind": "json"},
    "calendar": {"kind": "ics"},
    "calendar, redacted": {"kind": "ics", "is_redacted": True},
    "invitation": {"kind": "ics", "brief": "H01"},
    "picture": {"kind": "svg"},
    "picture, redacted": {"kind": "svg", "is_redacted": True},
}


def written(plan: Plan, variant: str) -> str:
    return export_text(plan, today=TODAY, at=AT, **VARIANTS[variant])


# what reads such files


def shape_of_markdown(text: str) -> set[str]:
    tokens = MarkdownIt("gfm-like", {"html": True}).parse(text)
    return {one.type for token in tokens for one in (token, *(token.children or ()))}


def shape_of_csv(text: str) -> set[str]:
    """How many cells, and what a spreadsheet would take for a formula, or a reader for a cell without quotes."""
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    formulas = {cell for row in rows for cell in row if re.match(r"\s*[=+@\t\r＝＋－＠]|\s*-(?!\d+(\.\d+)?$)", cell)}
    bare = {"a cell without quotes"} if re.search(r'(^|,)[^",\r\n]', re.sub(r'"(?:[^"]|"")*"', '"', text)) else set()
    return {str(len(row)) for row in rows} | formulas | bare


def shape_of_json(text: str) -> set[str]:
    return set(json.loads(text))


def shape_of_calendar(text: str) -> set[str]:
    calendar = icalendar.Calendar.from_ical(text)
    names = {str(one.name) for one in calendar.walk()} | {key for one in calendar.walk() for key in one}
    too_long = {line for line in text.split("\r\n") if len(line.encode()) > 75}
    values = " ".join(f"{one.get('summary')} {one.get('description')}" for one in calendar.events)
    return names | too_long | set(re.findall(r"<[A-Za-z/!?]", values))


def shape_of_picture(text: str) -> set[str]:
    tree = ElementTree.fromstring(text)  # noqa: S314 - our own
    return {one.tag for one in tree.iter()} | {key for one in tree.iter() for key in one.attrib}


SHAPES: dict[str, Callable[[str], set[str]]] = {
    "md": shape_of_markdown,
    "csv": shape_of_csv,
    "json": shape_of_json,
    "ics": shape_of_calendar,
    "svg": shape_of_picture,
}
ACTING = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def assert_inert(plan: Plan, texts: Sequence[str], known: dict[str, set[str]]) -> int:
    """Write every file over a plan that is filled with the texts; how many were written."""
    full = filled(plan, texts)
    for variant, how in VARIANTS.items():
        text = written(full, variant)
        new = SHAPES[how["kind"]](text) - known[variant]
        assert not new, (variant, texts[0][:60], new)
        assert how["kind"] == "json" or not ACTING.search(text), (variant, texts[0][:60])
    return len(VARIANTS)


@pytest.fixture(scope="module")
def known(plan: Plan) -> dict[str, set[str]]:
    """What stands in a file without any such text: kinds of parts, counts of cells."""
    bare = filled(plan, ["Hello there", "x", "Bob"])
    return {variant: SHAPES[how["kind"]](written(bare, variant)) for variant, how in VARIANTS.items()}


def test_nothing_comes_alive_in_any_file(plan: Plan, known: dict[str, set[str]]) -> None:
    for start in range(0, len(STORED), TOGETHER):
        assert_inert(plan, STORED[start : start + TOGETHER], known)


@pytest.mark.long
def test_nothing_comes_alive_in_any_file_one_by_one(plan: Plan, known: dict[str, set[str]]) -> None:
    count = sum(assert_inert(plan, [text], known) for text in STORED)
    print(f"{len(STORED)} strings x {len(VARIANTS)} files = {count}")


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("md", "a [x](http://a.b) b\n"), ("md", "<b>x</b>\n"), ("csv", '"=1"\r\n'), ("csv", 'a,"b"\r\n'),
        ("csv", '"-x"\r\n'),
        ("ics", "BEGIN:VCALENDAR\r\nBEGIN:VALARM\r\nEND:VALARM\r\nEND:VCALENDAR\r\n"), ("svg", '<svg onload="x"/>'),
    ],
)  # fmt: skip
def test_the_eyes_see_it(known: dict[str, set[str]], kind: str, text: str) -> None:
    variant = next(name for name, how in VARIANTS.items() if how["kind"] == kind)
    assert SHAPES[kind](text) - known[variant] - {"1"}


# at the door


def texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from (*texts_in(key), *texts_in(one))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from texts_in(one)


def require_clean(plan: Plan, where: str) -> None:
    for table in ROW_TYPES.keys() - {"meta"}:
        for row in plan.rows(table).values():
            for text in texts_in(msgspec.to_builtins(row)):
                assert text == unicodedata.normalize("NFC", text), (where, ascii(text[:80]))
                for one in text:
                    bad = unicodedata.category(one) in {"Cc", "Cs", "Zl", "Zp"} and one != "\n"
                    assert not bad, (where, ascii(text[:80]))
                    assert not 0x2066 <= ord(one) <= 0x2069, (where, ascii(text[:80]))
                    assert not 0x200B <= ord(one) <= 0x200F, (where, ascii(text[:80]))
                    assert not 0x202A <= ord(one) <= 0x202E, (where, ascii(text[:80]))


def pasted(*keys: str, then: Sequence[str] = ("enter",)) -> Callable[[Driver, str], None]:
    def through(stage: Driver, text: str) -> None:
        stage.press(*keys).pasted(text)
        stage.press(*then)

    return through


def imported(name: str, content: Callable[[str], str]) -> Callable[[Driver, str], None]:
    def through(stage: Driver, text: str) -> None:
        Path(name).write_text(content(text), encoding="utf-8", errors="replace", newline="")
        stage.press("1", "i", "ctrl+u").pasted(name)
        stage.press("enter")
        if isinstance(stage.dialog, PreviewDialog | LogPreviewDialog):
            stage.press("enter")

    return through


def typed(stage: Driver, text: str) -> None:
    stage.press("1", "a", *text[:50], "enter")


def edited(stage: Driver, text: str) -> None:
    stage.fake.editor_text = text
    stage.press("1", "E")


def edited_in_the_form(stage: Driver, text: str) -> None:
    stage.fake.editor_text = text
    stage.press("1", "e", *["pagedown"] * 4, "ctrl+o", "enter")


def a_log(text: str) -> str:
    entry = {"id": 1, "start": "20261026T080000Z", "end": "20261026T110000Z", "tags": [text[:60]], "annotation": text}
    return json.dumps([entry, {**entry, "id": 2, "tags": [f"x {text[:40]}"]}])


DOORS: dict[str, Callable[[Driver, str], None]] = {
    "a line": pasted("1", "a"),
    "keys, one by one": typed,
    "a person": pasted("3", "a"),
    "a form": pasted("1", "e"),
    "a form of a person": pasted("3", "e"),
    "a brief": pasted("1", "B"),
    "a reason": pasted("1", "d", "e"),
    "the profile": pasted("0", "P"),
    "a tag": pasted("1", "t"),
    "an editor": edited,
    "an editor in a form": edited_in_the_form,
    "a list": imported("a.csv", lambda text: csv_of(["name", "notes", "reason"], [[text[:80] or "x", text, text]])),
    "a plan": imported("b.json", lambda text: json.dumps({"schema": 1, "tasks": [{"name": text[:80], "notes": text}]})),
    "a log": imported("c.json", a_log),
}


def came_in(plan: Plan, door: str, texts: Sequence[str]) -> int:
    """Bring the texts in by a door, each into a plan of its own; how many came in."""
    changed = 0
    for text in texts:
        stage = driver_over(plan)
        DOORS[door](stage, text)
        if stage.plan is not plan:
            require_clean(stage.plan, door)
            changed += 1
    return changed


@pytest.mark.parametrize("number", range(len(DOORS)), ids=DOORS)
def test_what_comes_in_by_the_app_is_clean(plan: Plan, number: int) -> None:
    """A quarter of the strings by each door, others by the next one."""
    assert came_in(plan, list(DOORS)[number], STRINGS[number % 4 :: 4]) > 15


@pytest.mark.long
def test_every_string_by_every_door(plan: Plan) -> None:
    count = sum(came_in(plan, door, STRINGS) for door in DOORS)
    print(f"{len(STRINGS)} strings x {len(DOORS)} doors = {len(STRINGS) * len(DOORS)}, {count} came in")


def test_what_comes_in_by_the_command_line_is_clean(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A script, a list and single commands; what a shell cannot hand over is left to the others."""
    path = tmp_path / "plan.json"
    lines = [{"do": "add", "what": "task", "fields": {"name": one[:80] or "x", "notes": one}} for one in STRINGS]
    Path("script").write_text("".join(json.dumps(one) + "\n" for one in lines))
    assert main(["--plan", str(path), "apply", "script"]) in {0, 1}
    for text in [one for one in STRINGS[::12] if one.strip() and "\x00" not in one]:
        main(["--plan", str(path), "add", text[:80], "--tag", text[:20], "--notes", text])
    capsys.readouterr()
    found = PlanStore(path, at=CLOCK.now, timezone="Europe/Berlin").load()
    assert len(found.tasks) > 150
    require_clean(found, "command line")


def test_a_draft_is_clean_when_it_comes_back(plan: Plan) -> None:
    """Somebody else may have written it."""
    for text in STORED:
        stage = driver_over(plan)
        stage.drafts = {"task T04": {"name": text}}
        stage.press("1").go("tasks", "T04")
        stage.press("e", "enter")
        require_clean(stage.plan, "draft")


def test_the_eye_at_the_door_sees(plan: Plan) -> None:
    for text in ("\x1b[2J", "a\u202eb", "e\u0301", "\x9b", "\u200b"):
        with pytest.raises(AssertionError):
            require_clean(filled(plan, [text]), "x")
    clean = driver_over(empty_plan(at=CLOCK.now()))
    clean.do(added_task({"name": "\x1b[2J\u202ee\u0301"}))
    require_clean(clean.plan, "x")
