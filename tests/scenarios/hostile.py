"""Strings that want to be more than text, a plan that holds one in every field, and every place that shows it."""

import typing
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import cycle
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import msgspec
from msgspec import Meta, Struct

from outsource_tui.data import demo_plan
from outsource_tui.model.keeping import JournalEntry, Trace
from outsource_tui.model.plan import ROW_TYPES, Plan
from outsource_tui.model.references import OWNERS
from outsource_tui.model.task import Steering

MARKUP = (
    "[/]", "[/foo]", "[@click=app.quit]x[/]", "[red]x[/red]", "[bold", "]", "[[", "[]", "[00] foo", "[x]", "[ ]",
    "[type=x, v={'a[0]'}]", "[link=https://example.org]x[/link]", "[on red]x", "[#ff0000]x[/]", "[$primary]x[/]",
    "[reverse]x[/reverse]", "[blink]x", "\\[bold]", "[bold]\\", "[@click=screen.dismiss]x[/]", ":smile:",
    "[i]x[b]y[/i]",
    "{0}", "{name!r}", "%s %d", "%(x)s", "${HOME}", "$(id)", "`id`", "{{}}", "{", "}",
)  # fmt: skip
ESCAPES = (
    "\x1b[2J", "\x1b[31mred", "\x1b]0;title\x07", "\x1b]52;c;aGk=\x07", "\x1b[?1049l", "\x1b[H", "\x1bc", "\x1b[6n",
    "\x1b]8;;https://example.org\x1b\\x\x1b]8;;\x1b\\", "\x1bP+q544e\x1b\\", "\x1b_G\x1b\\", "\x1b^x\x1b\\", "\x1b[5i",
    "\x1b[?1000h", "\x1b[>25u", "\x1b[4h", "\x1b(0", "\x1b#8", "\x1b7\x1b8", "\x1b[!p", "\x1b[1;1r", "\x1b[?25l",
    "\x9b31m", "\x9b2J", "\x9d0;title\x9c", "\x90q\x9c", "\x84", "\x85", "\x8d", "\x98x\x9c", "\x9e", "\x9f", "\x80",
    "\x00", "\x01", "\x07", "\x08\x08\x08", "\x0b", "\x0c", "\x0e", "\x0f", "\x10", "\x1a", "\x1c", "\x7f", "a\x7f\x7f",
)  # fmt: skip
LINES = (
    "a\nb", "a\r\nb", "a\rb", "\n", "\n\n\n", "\t", "a\tb", "a\u2028b", "a\u2029b", "a\x85b", "\r", "x\n\x1b[2Jy",
    "BEGIN:VEVENT\r\nX:1", "a\x0bb\x0cc",
)  # fmt: skip
BIDI = (
    "\u202eabc", "a\u202eb\u202c", "\u202dabc", "\u202aabc", "\u202babc", "\u2066x\u2069", "\u2067x\u2069", "\u2068x",
    "\u200eabc", "\u200fabc", "\u061cabc", "\u202c", "\u2069", "\u05d0\u05d1\u05d2", "\u0645\u0631\u062d\u0628\u0627",
    "abc \u202e\u202e\u202e 1234", "\u206aabc", "\u206f",
)  # fmt: skip
INVISIBLE = (
    "\u200babc", "a\u200bb\u200bc", "\u200d", "\u200c", "\u2060", "\ufeffabc", "\u00ad", "a\u00adb", "\u180e", "\u3164",
    "\u115f", "\uffa0", "\u034f", "\ufe0f", "\ufe0e", "\U000e0001\U000e0041\U000e007f", "\u2061\u2062\u2063",
    "\ufff9x\ufffay\ufffb", "\u00a0", "\u2003", "\u3000", "\u200a", "\u2800", "\ufffd", "\ufffe", "\uffff", "\ue000",
)  # fmt: skip
MARKS = (
    "e\u0301", "Z" + "\u0351" * 30, "a" + "\u0300\u0489" * 20, "\u0301", "\u0489\u0489\u0489abc", "a\u20dd\u20e3",
    "n\u0303o\u0308", "\u0e01\u0e33\u0e33", "\u1ab0" * 10, "x\ufe20\ufe21",
)  # fmt: skip
WIDE = (
    "漢字", "漢" * 60, "a漢b", "\U0001f44d", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f1e9\U0001f1ea",
    "\u2764\ufe0f", "\U0001f44d\U0001f3fd", "\uff21\uff22", "\u1100\u1161\u11a8", "한국어", "ｶﾀｶﾅ", "\U0001f600" * 50,
    "\u2e80", "\U0001f3f4\U000e0067\U000e0062\U000e007f", "\U00020000",
)  # fmt: skip
CELLS = (
    "=cmd|' /C calc'!A0", "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\uff1d1", "\uff0b1", "\uff0d1", "\uff201",
    " =1", '"', '""', "a,b;c", "'", "<script>alert(1)</script>", "<b>x</b>", "&amp;", "[x](javascript:alert(1))",
    "![x](http://example.org/x.png)", "| a | b |", "# x", "---", "```", "-->", "]]>", "<!--", "<svg onload=x>",
    "SUMMARY:x\r\nATTACH:x", "\\n\\,\\;", "../../etc/passwd", "con.txt", "; rm -rf ~", "--force", "-", "~",
)  # fmt: skip
LONG = ("x" * 10_000, "x y " * 250, "[" * 300, "é" * 1_000, "\U0001f600" * 300, "\u0301" * 300, "", " ", "   ")
LONE = ("\ud800", "a\udfffb", "\udce4")
"""Halves of a pair of surrogates: what the system says of a file name that is not UTF-8. No file of ours holds one."""

STORED = (*MARKUP, *ESCAPES, *LINES, *BIDI, *INVISIBLE, *MARKS, *WIDE, *CELLS, *LONG)
STRINGS = (*STORED, *LONE)
assert len(set(STRINGS)) == len(STRINGS)

TASKS, PEOPLE = ("T04", "T06", "T09", "T11"), ("C01", "C02", "C04", "C05", "C06")
AT_HOME = frozenset({"timezone", "code", "entity", "id"})
"""Fields that mean something to the program; with anything else in them most figures would be unknown."""


def small_plan(today: date, at: datetime) -> Plan:
    """The demo with four tasks and five people, everything that hangs on those, and a step in the history."""
    demo = demo_plan(today, at)
    rows: dict[str, Any] = {"tasks": {one: demo.tasks[one] for one in TASKS}}
    rows["contractors"] = {one: demo.contractors[one] for one in PEOPLE}
    for table, owners in OWNERS.items():
        rows[table] = {
            key: row
            for key, row in demo.rows(table).items()
            if all(getattr(row, name) in (None, *rows.get(target, ())) for name, target in owners.items())
        }
    found = {one: set(rows[one]) for one in ("tasks", "contractors", "trials", "handoffs")}
    for table in ("decisions", "mutes"):
        known = set().union(*found.values(), {"*"})
        rows[table] = {key: row for key, row in demo.rows(table).items() if row.entity in known}  # type: ignore[attr-defined]
    trace = Trace(
        kind="set", table="tasks", id="T04", before={"name": "x", "value": 1}, after={"name": "y", "value": 2}
    )
    rows["journal"] = {"J01": JournalEntry(id="J01", at=at, session="me", words="x", traces=(trace,), kept=("x",))}
    tasks = rows["tasks"]
    tasks["T04"] = msgspec.structs.replace(tasks["T04"], steering=Steering(terms=("x",), good_signs=("x",)))
    return msgspec.structs.replace(demo, **rows)


def filled(plan: Plan, texts: Iterable[str]) -> Plan:
    """The plan with a text in every field that takes any; the next one in the next field, round and round."""
    text = cycle(texts)
    tables = {
        table: {key: _filled_struct(row, text) for key, row in plan.rows(table).items()}
        for table in ROW_TYPES
        if table not in {"meta", "profile"}
    }
    return msgspec.structs.replace(plan, profile=_filled_struct(plan.profile, text), **tables)


def _filled_struct(row: Any, text: Iterator[str]) -> Any:
    hints = typing.get_type_hints(type(row), include_extras=True)
    new = {
        name: _filled_value(getattr(row, name), hints[name], text)
        for name in row.__struct_fields__
        if name not in AT_HOME
    }
    return msgspec.structs.replace(row, **new)


def _filled_value(value: Any, hint: Any, text: Iterator[str]) -> Any:
    if isinstance(value, Struct):
        return _filled_struct(value, text)
    if isinstance(value, tuple) and value and isinstance(value[0], Struct):
        return tuple(_filled_struct(one, text) for one in value)
    if _takes_text(hint) and (value is None or isinstance(value, str)):
        return next(text)
    if get_origin(hint) is tuple and _takes_text(get_args(hint)[0]):
        return (next(text), next(text))
    if get_origin(hint) in (dict, Mapping) and _takes_text(get_args(hint)[1]):
        return {key: next(text) for key in value}
    return value


def _takes_text(hint: Any) -> bool:
    """Whether a field of that type takes any text."""
    if get_origin(hint) in (Union, UnionType):
        return any(_takes_text(one) for one in get_args(hint))
    if get_origin(hint) is Annotated:
        base, *metas = get_args(hint)
        return base is str and not any(isinstance(one, Meta) and one.pattern for one in metas)
    return hint is str
