"""What leaves by the clipboard, and how it gets past tmux and screen."""

import base64

import pytest

from outsource_tui.ui.app import OutsourceApp
from outsource_tui.ui.clipboard import clipboard_sequence, table_text
from tests.ui.conftest import Driver

PLAIN = "\x1b]52;c;" + base64.b64encode("Grüße".encode()).decode() + "\x07"


def test_a_terminal_gets_the_plain_sequence() -> None:
    assert clipboard_sequence("Grüße", {}) == PLAIN


def test_tmux_gets_it_plain_and_wrapped() -> None:
    wrapped = "\x1bPtmux;" + PLAIN.replace("\x1b", "\x1b\x1b") + "\x1b\\"
    assert clipboard_sequence("Grüße", {"TMUX": "socket,1,0"}) == PLAIN + wrapped


def test_screen_gets_it_in_parts_that_it_passes_on() -> None:
    sequence = clipboard_sequence("x" * 3000, {"STY": "1.pts"})
    parts = sequence.removeprefix("\x1bP").removesuffix("\x1b\\").split("\x1b\\\x1bP")
    assert len(parts) > 5
    assert all(len(part) <= 700 for part in parts)
    assert "".join(parts) == clipboard_sequence("x" * 3000, {})


def test_a_cell_cannot_break_out_of_its_row() -> None:
    assert table_text([("a\tb", "c\nd"), ("e", "")]) == "a b\tc d\ne\t\n"


@pytest.mark.parametrize(
    ("screen", "head", "count"),
    [
        ("tasks", "Task\tTag\th/wk\tEff\tVal\tZone\tPlan\tWho\tP\tKnow-how\tCost/w\tNet/w", 15),
        ("grid", "\tTask\tEffectiveness\tValue\th/week\tZone", 15),
        ("people", "Name\tEUR/h\tFit\tZone\th/day\tStatus", 6),
        ("trial", "Trial\tState\tStart\tDays\tresult\tdeadline", 2),
        ("handoff", "Hand-off\tState\tSince\tShare\tRope", 2),
        ("check", "Code\tSeverity\tAbout\tWhat\tFix", 19),
    ],
)
def test_the_list_is_copied_as_a_table(stage: Driver, screen: str, head: str, count: int) -> None:
    stage.go(screen)
    stage.press("Y")
    (text,) = stage.fake.copied
    lines = text.splitlines()
    assert lines[0].startswith(head)
    assert len(lines) == count + 1
    assert {line.count("\t") for line in lines} == {lines[0].count("\t")}
    assert stage.said.startswith("Sent to the clipboard by OSC 52 (W writes a file): ")


def test_marked_tasks_alone_are_copied(stage: Driver) -> None:
    stage.go("tasks", "T04")
    stage.press("home", "space", "space", "Y", "y")
    table, lines = stage.fake.copied
    assert len(table.splitlines()) == 3
    assert [line.split(",")[0] for line in lines.splitlines()] == ["Bookkeeping and receipts", "Inbox triage"]


def test_nothing_is_copied_of_nothing(empty_stage: Driver) -> None:
    for screen in ("tasks", "grid", "people", "trial", "handoff", "check"):
        empty_stage.go(screen)
        if screen != "check":
            empty_stage.press("Y", "y")
    assert empty_stage.fake.copied == []


async def test_the_app_writes_it_to_the_terminal(stage: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TMUX", raising=False)
    monkeypatch.delenv("STY", raising=False)
    app = OutsourceApp(stage.desk)
    async with app.run_test(size=(80, 24)):
        assert app._driver is not None
        written: list[str] = []
        monkeypatch.setattr(app._driver, "write", written.append)
        app.copy("Grüße")
    assert PLAIN in written
