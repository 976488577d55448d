"""Hostile text is inert wherever it is shown: screens, dialogs, messages, titles, the command line, exports (P6)."""

import ast
import json
import random
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import cycle
from pathlib import Path
from typing import Any

import msgspec
import pytest
from rich.cells import cell_len

import outsource_tui.ui
from outsource_tui.cli.main import main
from outsource_tui.cli.output import print_text
from outsource_tui.exchange.csv_text import csv_of
from outsource_tui.model.drafting import Draft, OpenSession
from outsource_tui.model.plan import ROW_TYPES, Plan
from outsource_tui.model.problems import BadInput, PlanUnreadable
from outsource_tui.model.remembering import PlanThere
from outsource_tui.model.settings import USUAL, Settings
from outsource_tui.planner.clock import fixed_clock
from outsource_tui.planner.exports import KINDS, export_text
from outsource_tui.store.rows import row_bytes
from outsource_tui.ui.dialogs.brief_form import open_steering
from outsource_tui.ui.dialogs.first_run import FirstRunDialog
from outsource_tui.ui.dialogs.history import HistoryDialog
from outsource_tui.ui.dialogs.kept_forms import KeptFormsDialog
from outsource_tui.ui.drawing import Line, cut, rule, text_lines, wrapped
from outsource_tui.ui.others import others_words
from outsource_tui.ui.rescue import WayBack, question_lines
from tests.scenarios.hostile import STORED, STRINGS, filled
from tests.scenarios.terminal import Terminal
from tests.thoroughness import cases
from tests.ui.conftest import Driver, driver_over

TODAY = date(2026, 11, 23)
CLOCK = fixed_clock(TODAY)
pytestmark = pytest.mark.usefixtures("elsewhere")
AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
BLANK_OR_JOINING = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0") | {chr(one) for one in range(0xFE00, 0xFE10)}
VISIBLE = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2")
"""Signs that stand before a number: called format characters, and drawn."""

STEP = 30
"""So many strings further the next round begins; the long run shows each string in each field."""

Setup = Callable[[Driver, str], object]


def found(stage: Driver, text: str) -> None:
    stage.press("1", "/").pasted(text)
    stage.press("enter")


def own_task(stage: Driver, text: str) -> None:
    stage.open(FirstRunDialog())
    stage.press("a").pasted(text)
    stage.press("enter")


def keys(*names: str) -> Setup:
    return lambda stage, text: stage.press(*names)


def file_text(text: str) -> str:
    """As much of it as a name takes."""
    return text[:60].strip() or "x"


def importing(name: str, content: Callable[[str], str], *then: str) -> Setup:
    """Ask for a file, and press keys on what it says of it."""

    def setup(stage: Driver, text: str) -> None:
        Path(name).write_text(content(text), encoding="utf-8", newline="")
        stage.press("1", "i").pasted(name)
        stage.press("enter", *then)

    return setup


def as_list(text: str) -> str:
    return csv_of(["name", "notes", f"more {text}"], [[file_text(text), "n", "m"], ["Calls", text, "m"]])


def as_log(text: str) -> str:
    entry = {"id": 1, "start": "20261026T080000Z", "end": "20261026T110000Z", "tags": [text or "x"], "annotation": text}
    return json.dumps([entry, {**entry, "id": 2, "end": "20261026T070000Z"}])


def as_plan(text: str) -> str:
    return json.dumps({"schema": 1, "tasks": [{"id": "T01", "name": file_text(text), "notes": text}]})


def as_wrong_list(text: str) -> str:
    return csv_of(["name", "hours"], [["x", text or "?"]])


def listed(stage: Driver, text: str) -> None:
    """A folder with a file of such a name."""
    folder = Path("listed")
    folder.mkdir(exist_ok=True)
    for one in folder.iterdir():
        one.unlink()
    (folder / (re.sub(r"[/\0]", "", text)[:50] + ".csv")).write_text("")
    stage.press("1", "i").pasted("listed/")


class Shelf:
    """Plans of such a name."""

    def __init__(self, name: str) -> None:
        self.name = name

    def listed(self) -> list[PlanThere]:
        return [PlanThere("demo", AT, is_open=True), PlanThere(self.name, AT)]

    def want(self, name: str) -> None:
        raise PlanUnreadable(self.name, where=name)


def other_plans(*names: str) -> Setup:
    def setup(stage: Driver, text: str) -> None:
        stage.shelf = Shelf(text)
        stage.press("0", "w", *names)

    return setup


def new_plan(stage: Driver, text: str) -> None:
    other_plans("n")(stage, text)
    stage.pasted(text)


def replacing(stage: Driver, text: str) -> None:
    name = re.sub(r"[/\0]", "", file_text(text)) + ".md"
    Path(name).write_text("")
    stage.press("0", "W", "ctrl+u", "ctrl+k").pasted(name)
    stage.press("enter")


def typing(*names: str) -> Setup:
    """Open something that takes a line, and put the text into it."""
    return lambda stage, text: stage.press(*names).pasted(text)


SURFACES: dict[str, Setup] = {
    **{f"screen {number}": keys(number) for number in "0123456"},
    "tasks, lower down": keys("1", "G"),
    "task form": keys("1", "e"),
    "task form, lower down": keys("1", "e", "pagedown", "pagedown"),
    "brief": keys("1", "B"),
    "steering": lambda stage, text: open_steering(stage, "T04"),
    "know-how": keys("1", "r"),
    "tags": keys("1", "t"),
    "filter": keys("1", "f"),
    "decide": keys("1", "d"),
    "why": keys("1", "d", "e"),
    "score": keys("1", "V", "s"),
    "sums of a task": keys("1", "."),
    "pick a person": keys("1", "T"),
    "book a trial": keys("1", "T", "enter"),
    "prepare a hand-off": keys("1", "p", "enter"),
    "quick add": lambda stage, text: stage.press("1", "a").pasted(text),
    "find": found,
    "grab": keys("2", "m"),
    "one quarter": keys("2", "z", "a"),
    "before": keys("2", "b"),
    "person form": keys("3", "e"),
    "person form, lower down": keys("3", "e", "pagedown", "pagedown", "pagedown"),
    "for which task": keys("3", "f"),
    "rating": keys("3", "s"),
    "comparison": keys("3", "V", "="),
    "sums of a person": keys("3", "."),
    "quick person": lambda stage, text: stage.press("3", "a").pasted(text),
    "trial facts": keys("4", "e"),
    "score card": keys("4", "s"),
    "decide on a trial": keys("4", "d"),
    "hand-off form": keys("5", "e"),
    "look": keys("5", "l"),
    "note of a look": lambda stage, text: stage.press("5", "l", "n").pasted(text),
    "state of a hand-off": keys("5", "b"),
    "fixes": keys("6", "F"),
    "mute": keys("6", "M"),
    "findings of one kind": keys("6", "f"),
    "sum of the hours": keys("0", "down", "enter"),
    "sum of the money": keys("0", "down", "down", "enter"),
    "profile": keys("0", "P"),
    "next": keys("0", "n"),
    "commands": lambda stage, text: stage.press("0", ":").pasted(text),
    "keys": keys("0", "?"),
    "write": keys("0", "W"),
    "import": lambda stage, text: stage.press("0", "i").pasted(text),
    "files to import": listed,
    "what a list brings": importing("list.csv", as_list),
    "what a log brings": importing("log.json", as_log),
    "of a log into a task": importing("log.json", as_log, "m"),
    "what a plan brings": importing("plan.json", as_plan),
    "what does not fit": importing("wrong.csv", as_wrong_list),
    "replace a file": replacing,
    "name of a file": typing("0", "W"),
    "reason to decide": typing("1", "d", "e"),
    "reason to mute": typing("6", "M"),
    "note of a score": typing("3", "s", "n"),
    "task form, typed": typing("1", "e", "tab"),
    "person form, typed": typing("3", "e"),
    "no other plans": keys("0", "w"),
    "plans": other_plans(),
    "a plan that cannot be opened": other_plans("enter"),
    "name of a new plan": new_plan,
    "history": lambda stage, text: stage.open(HistoryDialog()),
    "undo": keys("1", "u"),
    "archive": keys("1", "x"),
    "first run": lambda stage, text: stage.open(FirstRunDialog()),
    "own task": own_task,
    "message": lambda stage, text: stage.say(text),
    "a problem": lambda stage, text: stage.say(str(BadInput(text, where=text, fix=text)), "bad"),
    "kept forms": lambda stage, text: stage.open(
        KeptFormsDialog([Draft(text, text, f"task {text}", AT, {"name": text, text: text}), drafted("quick add", text)])
    ),
    "a kept form": lambda stage, text: stage.open(KeptFormsDialog([drafted("task T04", text)])),
    "who else is there": lambda stage, text: stage.others.extend(
        others_words([OpenSession(f"{text}-7", text, AT)], stage.plan, AT)
    ),
}


def drafted(form: str, text: str) -> Draft:
    return Draft("desk-1", "demo", form, AT, {"text": text, "name": text})


def what_is_wrong(text: str) -> str:
    """Why a row of the screen is more than text; empty where it is not. Written without a look at `model.text`."""
    marks = 0
    for one in text:
        category = unicodedata.category(one)
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if (category in {"Cc", "Cf", "Cs", "Zl", "Zp"} and one not in VISIBLE) or one in BLANK_OR_JOINING:
            return f"{one!r} is a control, an invisible or a bidi character"
        if marks > 2:
            return "more than two marks on a base"
    return ""


def assert_inert(stage: Driver, where: str, text: str) -> None:
    is_screen = where.startswith("screen")
    for width, height in ((80, 24), (200, 60)) if is_screen and stage.plain is None else ((80, 24),):
        lines = stage.lines(width, height)
        assert len(lines) == height
        for line in lines:
            drawn = line.fitted(width).text
            assert cell_len(drawn) == width, (where, text[:60], drawn)
            wrong = what_is_wrong(drawn)
            assert not wrong, (where, text[:60], wrong, drawn)


def drawn_everywhere(plan: Plan, texts: Sequence[str], settings: Settings = USUAL) -> int:
    """Draw every surface over a plan that is filled with the texts; how many were drawn."""
    full = filled(plan, texts)
    following = cycle(texts)
    for where, setup in SURFACES.items():
        stage = driver_over(full, settings=settings)
        text = next(following)
        setup(stage, text)
        assert_inert(stage, where, text)
        stage.press("escape")
        assert_inert(stage, where, text)
    return len(SURFACES)


# on the screen


@pytest.mark.parametrize("offset", range(0, len(STORED), STEP))
def test_every_surface_with_another_string_in_each_field(plan: Plan, offset: int) -> None:
    drawn_everywhere(plan, [*STORED[offset:], *STORED[:offset]])


@pytest.mark.parametrize("offset", range(0, len(STORED), 4 * STEP))
def test_every_surface_as_lines_to_be_read(plan: Plan, offset: int) -> None:
    drawn_everywhere(plan, [*STORED[offset:], *STORED[:offset]], Settings(is_plain=True))


def test_every_string_on_every_screen(plan: Plan) -> None:
    """Three strings a plan, so that each stands in every third field."""
    for start in range(0, len(STORED), 3):
        full = filled(plan, STORED[start : start + 3])
        for number in "0123456":
            stage = driver_over(full)
            stage.press(number)
            assert_inert(stage, number, repr(STORED[start : start + 3]))


@pytest.mark.long
def test_every_string_on_every_surface(plan: Plan) -> None:
    count = sum(drawn_everywhere(plan, [text]) for text in STORED)
    print(f"{len(STORED)} strings x {len(SURFACES)} surfaces = {count}")


def test_every_surface_is_what_it_says(plan: Plan) -> None:
    """A surface whose keys lead nowhere would show that nothing is wrong with nothing."""
    seen: dict[str, str] = {}
    bare = driver_over(plan)
    for where, setup in SURFACES.items():
        stage = driver_over(plan)
        setup(stage, "Hello there")
        text = stage.seen()
        assert text not in seen.values(), (where, [one for one, other in seen.items() if other == text])
        seen[where] = text
    assert bare.seen() == seen["screen 0"]


def test_what_draws_is_inert_by_itself() -> None:
    for text in STRINGS:
        lines = [Line(text), Line().cell(text, 12), Line().cell(text, 12, right=True), rule(text, 40)]
        lines += [Line(cut(text, 20)), Line().add(text).beside(Line(text), 20), Line(text).fitted(17)]
        for one in wrapped(text, 30):
            assert not what_is_wrong(one), text[:60]
            assert cell_len(one) <= 30, text[:60]
        lines += [Line(one) for one in wrapped(text, 30)] + text_lines(text, 40)
        for line in lines:
            assert not what_is_wrong(line.text), text[:60]
            assert cell_len(line.text) == line.width, text[:60]
        assert {cell_len(one.text) for one in lines[1:3]} == {12}
        way = WayBack(plan=text, trouble=text, backup=text, when=text, age=text, holds=text)
        for line in question_lines(way, 80, 24):
            assert (cell_len(line.text), what_is_wrong(line.text)) == (80, ""), text[:60]


def test_what_is_copied_can_do_nothing_where_it_is_pasted(plan: Plan) -> None:
    for start in range(0, len(STORED), 3):
        text = STORED[start]
        stage = driver_over(filled(plan, STORED[start : start + 3]))
        stage.press("1", "y", "Y", "3", "y", "Y", "5", "y")
        assert len(stage.fake.copied) == 5
        for one in stage.fake.copied:
            assert not any(what_is_wrong(part) for part in one.replace("\t", " ").split("\n")), text[:60]


# a guard that fails when somebody goes round the canvas

ALLOWED = {
    "textual": {"constants", "events"},
    "textual.app": {"App", "ComposeResult"},
    "textual.binding": {"BindingType"},
    "textual.screen": {"Screen"},
    "textual.widget": {"Widget"},
    "textual.geometry": {"Offset", "Region", "Size"},
    "textual._xterm_parser": {"XTermParser"},
    "textual.drivers.linux_driver": {"LinuxDriver"},
    "textual.message": {"Message"},
    "textual.strip": {"Strip"},
    "textual._compositor": {"ChopsUpdate", "Compositor", "CompositorUpdate", "LayoutUpdate"},
    "rich.cells": {"cell_len", "set_cell_size"},
    "rich.segment": {"Segment"},
    "rich.style": {"Style"},
    "rich.color": {"Color", "ColorSystem"},
    "rich.control": {"Control"},
}
MAY = {
    "app.py": {"writes to the terminal"},  # the sequence for the clipboard, its text in base64
    "key_test.py": {"writes to the terminal"},  # a constant of its own
    "widgets/narrow.py": {"from rich.console import Console"},  # only as the type of what Textual hands it
    "widgets/wire.py": {"from rich.console import Console"},
}
"""What single modules may; each place was looked at."""

READS_MARKUP = frozenset(
    {"notify", "from_markup", "tooltip", "border_title", "border_subtitle", "title", "sub_title", "panic", "Static",
     "Label", "push_screen", "mount", "print"}
)  # fmt: skip
OUR_OWN = frozenset({"title"})
"""Our own dialogs and columns have one of these: only setting it on the app or a widget is Textual's."""


def markup_readers_in(source: str) -> Iterator[str]:
    """What in a module hands text to something that may read markup in it, or send it to the terminal as it is."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (f"import {one.name}" for one in node.names if one.name.split(".")[0] in {"textual", "rich"})
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in {"textual", "rich"}:
            allowed = ALLOWED.get(node.module or "", set())
            yield from (f"from {node.module} import {one.name}" for one in node.names if one.name not in allowed)
        elif isinstance(node, ast.Call):
            yield from _calls_that_read_markup(node)
        elif isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                if isinstance(target, ast.Attribute) and target.attr in READS_MARKUP - OUR_OWN:
                    yield f"sets {target.attr}"


def _calls_that_read_markup(node: ast.Call) -> Iterator[str]:
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    if name in READS_MARKUP - OUR_OWN:
        yield f"calls {name}"
    if name == "exit" and (len(node.args) > 2 or any(one.arg == "message" for one in node.keywords)):
        yield "exit with a message"
    if name == "write" and not (isinstance(node.func, ast.Attribute) and _is_safe_write(node)):
        yield "writes to the terminal"


def _is_safe_write(node: ast.Call) -> bool:
    """A file of ours, or bytes that are a constant of the module."""
    owner = node.func.value if isinstance(node.func, ast.Attribute) else None
    return isinstance(owner, ast.Name) and owner.id in {"file", "os"}


UI = Path(next(iter(outsource_tui.ui.__path__)))


@pytest.mark.parametrize("path", sorted(UI.rglob("*.py")), ids=lambda path: str(path.relative_to(UI)))
def test_nothing_in_the_ui_hands_text_to_what_reads_markup(path: Path) -> None:
    found = list(markup_readers_in(path.read_text()))
    assert set(found) <= MAY.get(str(path.relative_to(UI)), set())


@pytest.mark.parametrize(
    "source",
    [
        "from textual.widgets import Static", "from textual.widgets import DataTable", "import rich.text",
        "from rich.text import Text", "from textual.content import Content", "from rich.console import Console",
        "self.app.notify(task.name)", "self.notify(f'{task.name}')", "Static(task.name)",
        "app.exit(None, 1, task.name)",
        "app.exit(message=task.name)", "self.border_title = task.name", "widget.tooltip = task.name",
        "self.sub_title = plan.name", "sys.stderr.write(task.name)", "self._driver.write(text)", "print(task.name)",
    ],
)  # fmt: skip
def test_the_guard_sees_it(source: str) -> None:
    assert list(markup_readers_in(source))


# on the command line, and in what is written


def plan_file(plan: Plan, path: Path) -> None:
    """A file as a hand, or a newer version, may have written it: nothing in it was cleaned at the door."""
    tables: dict[str, Any] = {table: {} for table in ROW_TYPES}
    for table in ROW_TYPES:
        rows = {"1": plan.meta} if table == "meta" else plan.rows(table)
        tables[table] = {key: json.loads(row_bytes(row)) for key, row in rows.items()}
    tables["meta"]["1"].pop("demo", None)
    path.write_text(json.dumps(tables))


def file_texts() -> list[str]:
    """The strings as far as a file takes them: short, not empty, no half pairs; each may be a tag or a name."""
    short = (one[:20] for one in STRINGS if one and not any(0xD800 <= ord(part) < 0xE000 for part in one))
    return list(dict.fromkeys(short))


COMMANDS = (
    ["tasks"], ["people"], ["trials"], ["handoffs"], ["explain", "T04"], ["explain", "C01"], ["explain", "R01"],
    ["explain", "H01"], ["compare", "T09"], ["budget", "500"], ["check"], ["history"], ["tasks", "--json"],
    ["people", "--json"], ["history", "--json"], ["check", "--json"], ["undo"], ["redo"],
)  # fmt: skip


@pytest.mark.parametrize("start", range(0, 60, 20))
def test_what_a_command_prints_is_inert(
    plan: Plan, tmp_path: Path, capfd: pytest.CaptureFixture[str], start: int
) -> None:
    texts = file_texts()
    full = filled(plan, [*texts[start * 3 :], *texts[: start * 3]])
    path = tmp_path / "plan.json"
    plan_file(full, path)
    for command in COMMANDS:
        status = main(["--plan", str(path), "--today", "2026-11-23", *command])
        said = capfd.readouterr()
        assert status in {0, 1}, (command, said.err)
        assert said.out + said.err
        for line in f"{said.out}\n{said.err}".split("\n"):
            assert not what_is_wrong(line), (command, line)


WRONG = (
    ["explain", "TEXT"], ["--plan", "TEXT", "tasks"], ["compare", "TEXT"], ["add", "x", "--per", "TEXT"], ["TEXT"],
    ["tasks", "TEXT"], ["import", "TEXT"], ["import", "wrong.csv"], ["apply", "TEXT"], ["apply", "script"],
    ["export", "--brief", "TEXT"], ["export", "-o", "TEXT/x/y.md"], ["backup", "restore", "TEXT"], ["budget", "TEXT"],
    ["config", "set", "TEXT", "x"], ["config", "set", "theme", "TEXT"], ["--theme", "TEXT", "config"],
    ["--today", "TEXT", "tasks"], ["config"],
)  # fmt: skip


def test_a_problem_is_one_inert_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each string in the place of something that it is not; the last four are read from files."""
    commands = cycle(WRONG)
    settings = tmp_path / "config" / "outsource-tui" / "config.toml"
    settings.parent.mkdir(parents=True)
    seen: set[tuple[str, ...]] = set()
    for text in [one for one in STRINGS for _ in range(cases(1))]:
        if not text or "\x00" in text or any(0xD800 <= ord(one) < 0xE000 for one in text):
            continue
        command = next(commands)
        (tmp_path / "wrong.csv").write_text(as_wrong_list(text), newline="")
        (tmp_path / "script").write_text(json.dumps({"do": text, text: text}) + "\n")
        settings.unlink(missing_ok=True)
        if command == ["config"]:
            settings.write_text(f"theme = {json.dumps(text)}\n")
        status = main([text if word == "TEXT" else word.replace("TEXT", text) for word in command])
        assert status in {0, 1, 2}, (command, text)
        said = capsys.readouterr()
        assert said.err.count("\n") <= 1, said.err
        assert len(said.err) < 340
        for line in f"{said.out}\n{said.err}".split("\n"):
            assert not what_is_wrong(line), (command, line)
        if said.err or status == 1:
            seen.add(tuple(command))
    assert len(seen) == len(WRONG), [one for one in WRONG if tuple(one) not in seen]


def test_what_would_be_a_file_is_inert_on_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    for text in STORED:
        print_text(f"{text}\nand {text}\n")
        lines = capsys.readouterr().out.split("\n")
        assert any(line.startswith("and ") for line in lines)
        for line in lines:
            assert not what_is_wrong(line), text[:60]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_written_holds_no_character_that_acts(plan: Plan, kind: Any) -> None:
    for start in range(0, len(STORED), 40):
        texts = [*STORED[start:], *STORED[:start]]
        text = export_text(filled(plan, texts), kind, today=TODAY, at=AT)
        for line in text.replace("\r\n", "\n").split("\n"):
            wrong = what_is_wrong(line.replace("\t", " ")) if kind != "json" else control_in(line)
            assert not wrong, (kind, wrong, line[:200])


def control_in(line: str) -> str:
    """JSON says what stands in the plan to the letter, with escapes for the controls that it knows of."""
    return next((repr(one) for one in line if one < " "), "")


# in a real terminal

PAYLOADS = {
    "title": "\x1b]0;owned\x07", "clipboard": "\x1b]52;c;aGk=\x07", "c1": "\x9b31m\x9d0;owned\x9c", "reset": "\x1bc",
    "report": "\x1b[6n", "printer": "\x1b[5i", "bidi": "\u202eowned\u2066", "mouse": "\x1b[?1003h",
    "zw": "\u200b\u2060",
    "markup": "[@click=x]x[/]",
}  # fmt: skip


def test_no_sequence_of_the_plan_reaches_the_terminal(plan: Plan, tmp_path: Path) -> None:
    texts = list(PAYLOADS.values())
    path = tmp_path / "pl\x9ban\u202e.json"
    plan_file(filled(plan, texts), path)
    mark = tmp_path / "drafts"
    mark.mkdir()
    (mark / "x-1.quick_add.draft").write_bytes(
        msgspec.json.encode(Draft("x-1", "pl\x9ban\u202e", "quick add", AT, {"text": "".join(texts)}))
    )
    arguments = ["--plan", str(path), "--today", "2026-11-23", "--no-mouse"]
    with Terminal(arguments, home=tmp_path, columns=120) as terminal:
        terminal.see("What you typed before")
        terminal.press("q")
        for number, words in zip(
            "1234560", ("order: ", "value", "shared", "Trial", "Oversight", "Check", "Next"), strict=True
        ):
            terminal.press(number)
            terminal.see(words)
        terminal.press("1", "e")
        terminal.see("Enter save")
        assert "\u241b" in terminal.text, "the picture of an escape"
        terminal.press("\x03", "\x1b")
        terminal.see("order: ")
        terminal.press("q")
        assert terminal.end() == 0
        raw = terminal.raw.replace(b"\x1b]22;default\x07", b"")  # the framework's own: a usual mouse pointer
    for name, text in PAYLOADS.items():
        if name != "markup":
            assert text.encode() not in raw, name
    for part in (
        b"\x1b]",
        b"\xc2\x9b",
        b"\xc2\x9d",
        b"\xe2\x80\xae",
        b"\xe2\x81\xa6",
        b"\xe2\x80\x8b",
        b"\x07",
        b"\x1b[6n",
    ):
        assert part not in raw, part


def test_random_text_is_inert_too() -> None:
    chance = random.Random(5)  # noqa: S311 - nothing is secret
    ranges = [(0, 0x250), (0x300, 0x370), (0x590, 0x700), (0x2000, 0x2070), (0xFE00, 0x10000), (0xE0000, 0xE0200)]
    for _ in range(3000):
        low, high = chance.choice(ranges)
        text = "".join(chr(chance.randrange(low, high)) for _ in range(chance.randint(1, 30)))
        line = Line().cell(text, 24)
        assert (cell_len(line.text), what_is_wrong(line.text)) == (24, ""), ascii(text)


def test_the_checks_own_eye_sees() -> None:
    for text in ("\x1b[2J", "\x9b", "a\u202eb", "\u200b", "\ufe0f", "e" + "\u0301" * 3, "\u2028", "\ud800", "\u00ad"):
        assert what_is_wrong(text)
    assert not any(what_is_wrong(one) for one in ("plain", "e\u0301", "漢字", "\u2421\ufffd", "[/]"))
