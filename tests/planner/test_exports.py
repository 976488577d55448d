"""A plan as the text of a file in each format: what goes together, and that no name of the plan comes alive in it."""

import csv
import io
import re
from datetime import UTC, date, datetime
from typing import Any, get_args
from xml.etree import ElementTree

import icalendar
import pytest
from markdown_it import MarkdownIt
from msgspec.structs import replace

from outsource_tui.data import demo_plan
from outsource_tui.model.kinds import DaysOff
from outsource_tui.model.plan import Plan, empty_plan
from outsource_tui.model.problems import BadInput, NotThere
from outsource_tui.planner.exports import KINDS, REDACTABLE, ExportKind, export_name, export_text, kind_of_name

TODAY = date(2026, 3, 20)
AT = datetime(2026, 3, 20, 9, tzinfo=UTC)
HOSTILE = [
    "<script>alert(1)</script><img src=x onerror=y>",
    "[x](javascript:y) **b** www.example.com http://example.com",
    "\x1b[31mred\x1b]0;title\x07",
    "one\r\nEND:VEVENT\r\n# two\r\n",
    "=cmd|' /C calc'!A0",
    "] ]> & \" ' --> | \\",
]


def hostile(text: str) -> Plan:
    """The demo with a text wherever one can be typed that is exported."""
    plan = demo_plan(TODAY, AT)
    off = (DaysOff(start=date(2026, 4, 6), end=date(2026, 4, 6), label=text),)
    tasks, people, trials, handoffs = dict(plan.tasks), dict(plan.contractors), dict(plan.trials), dict(plan.handoffs)
    for key, task in tasks.items():
        brief = task.brief and replace(
            task.brief, purpose=text, results=(text, text), limits=(text,), inputs=text, steps=(text,),
            done_when=tuple(replace(one, text=text or "x") for one in task.brief.done_when),
        )  # fmt: skip
        tasks[key] = replace(task, name=text, brief=brief)
    for key, person in people.items():
        people[key] = replace(person, handle=text, days_off=off)
    for key, trial in trials.items():
        trials[key] = replace(trial, deliverable=text, override_reason=text)
    for key, handoff in handoffs.items():
        handoffs[key] = replace(handoff, escalate_if=text, exit_plan=text, refill=text, end_reason=text)
    profile = replace(plan.profile, role=text, days_off=off)
    meta = replace(plan.meta, demo=False)
    return replace(plan, meta=meta, profile=profile, tasks=tasks, contractors=people, trials=trials, handoffs=handoffs)


def text_of(plan: Plan, kind: ExportKind, **how: Any) -> str:
    return export_text(plan, kind, today=TODAY, at=AT, **how)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("redacted", [False, True])
def test_a_report_holds_no_live_text(text: str, redacted: bool) -> None:  # noqa: FBT001
    plan = hostile(text)
    briefs = [] if redacted else [text_of(plan, "md", brief=one) for one in ("H01", "H02", "R02", "T07")]
    for markdown in (text_of(plan, "md", is_redacted=redacted), *briefs):
        markup = MarkdownIt("gfm-like", {"html": True}).render(markdown)
        known = {"h1", "h2", "h3", "p", "ul", "li", "strong", "table", "thead", "tbody", "tr", "th", "td"}
        assert set(re.findall(r"<([A-Za-z0-9]+)", markup)) <= known
        assert "javascript" not in re.sub(r">[^<]*<", "><", markup)
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", markdown)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_calendar_holds_no_live_text(text: str) -> None:
    plan = hostile(text)
    for whole in (text_of(plan, "ics"), text_of(plan, "ics", brief="H01"), text_of(plan, "ics", brief="R02")):
        calendar = icalendar.Calendar.from_ical(whole)
        assert {one.name for one in calendar.walk()} <= {"VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT"}
        assert not any("<script" in str(one.get("summary")) + str(one.get("description")) for one in calendar.events)
        assert not re.search(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]", whole)
    assert len(icalendar.Calendar.from_ical(text_of(plan, "ics")).events) == 16


@pytest.mark.parametrize("text", HOSTILE)
def test_a_picture_and_a_spreadsheet_hold_no_live_text(text: str) -> None:
    tree = ElementTree.fromstring(text_of(hostile(text), "svg"))  # noqa: S314
    tags = {one.tag.rpartition("}")[2] for one in tree.iter()}
    assert tags == {"svg", "title", "desc", "style", "rect", "text", "path", "g", "circle"}
    rows = list(csv.reader(io.StringIO(text_of(hostile(text), "csv"), newline="")))
    assert not any(re.match(r"\s*[=+@]|-\D", cell) for row in rows for cell in row)


def test_every_format_tells_the_demo_and_an_empty_plan() -> None:
    assert set(KINDS) == set(get_args(ExportKind))
    for plan in (demo_plan(TODAY, AT), empty_plan(at=AT)):
        for kind in KINDS:
            assert text_of(plan, kind)
            assert text_of(plan, kind) == text_of(plan, kind)


def test_what_does_not_go_together_is_refused() -> None:
    plan = demo_plan(TODAY, AT)
    for kind in KINDS:
        if kind not in REDACTABLE:
            with pytest.raises(BadInput, match=f"names and rates cannot be left out of {kind}"):
                text_of(plan, kind, is_redacted=True)
        if kind not in {"md", "ics"}:
            with pytest.raises(BadInput, match=f"a brief cannot be {kind}"):
                text_of(plan, kind, brief="H01")
    with pytest.raises(BadInput, match="no names and no rates anyway"):
        text_of(plan, "md", brief="H01", is_redacted=True)
    with pytest.raises(NotThere):
        text_of(plan, "ics", brief="H99")


def test_a_redacted_picture_has_no_names() -> None:
    plan = demo_plan(TODAY, AT)
    plan = replace(plan, tasks={"T04": replace(plan.tasks["T04"], name="Ask Assistant, Cebu")})
    assert "Ask C02" in text_of(plan, "svg", is_redacted=True)
    assert "Cebu" not in text_of(plan, "svg", is_redacted=True)
    assert "Cebu" in text_of(plan, "svg")


def test_names_of_files_are_made_of_letters_digits_and_dashes() -> None:
    plan = hostile("../../etc/pässwd\n; rm -rf ~")
    names = [export_name(plan, kind, TODAY) for kind in KINDS]
    assert names == [
        "outsourcing-plan-2026-03-20.md", "outsourcing-tasks-2026-03-20.csv", "outsourcing-plan-2026-03-20.json",
        "outsourcing-2026-03-20.ics", "outsourcing-grid-2026-03-20.svg",
    ]  # fmt: skip
    assert export_name(plan, "ics", TODAY, "H01") == "brief-h01-etc-p-sswd-rm-rf.ics"
    assert export_name(plan, "md", TODAY, "T04").startswith("brief-t04-")
    assert export_name(plan, "md", TODAY, "R01").startswith("brief-r01-")
    with pytest.raises(NotThere):
        export_name(plan, "md", TODAY, "X99")


def test_the_format_is_known_by_the_ending() -> None:
    assert [kind_of_name(one) for one in ("a.MD", "b/c.ics", "x.svg", "y.txt", "z", "-")] == [
        "md", "ics", "svg", None, None, None,
    ]  # fmt: skip
