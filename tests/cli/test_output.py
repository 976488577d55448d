"""Tables and JSON: aligned, cut to the terminal, and harmless to it."""

import json

import pytest

from outsource_tui.advice.figure_words import figure_words
from outsource_tui.cli.output import Column, print_json, print_table, say, tell
from outsource_tui.model.text import width_of

COLUMNS = (Column("id"), Column("task", gives_way=True), Column("h/week", is_number=True))
HOSTILE = "a\x1b[31m\u202eb\u200b\x9b\nc"


def test_columns_are_aligned_and_numbers_stand_right(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(COLUMNS, [["T01", "Books", "12.5"], ["T123", "Travel", "-"]])
    assert capsys.readouterr().out == "id    task    h/week\nT01   Books     12.5\nT123  Travel       -\n"


def test_wide_characters_take_two_cells_and_marks_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert [width_of(text) for text in ("abc", "日本", "e\u0301", "é", "👍")] == [3, 4, 1, 1, 2]
    print_table(COLUMNS, [["T01", "日本", "1.0"], ["T02", "four", "2.0"]])
    assert capsys.readouterr().out.splitlines()[1:] == ["T01  日本     1.0", "T02  four     2.0"]


def test_a_narrow_terminal_cuts_the_names_and_nothing_else(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    print_table(COLUMNS, [["T01", "x" * 80, "12.5"], ["T02", "日本" * 20, "1.0"]])
    lines = capsys.readouterr().out.splitlines()
    assert [width_of(line) for line in lines] == [30, 30, 30]
    assert lines[1] == "T01  " + "x" * 16 + "…    12.5"
    assert lines[2].startswith("T02  日本日本日本日本…")


def test_of_two_names_the_longer_gives_way_first(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    print_table((Column("a", gives_way=True), Column("b", gives_way=True)), [["x" * 12, "y" * 40]])
    assert capsys.readouterr().out.splitlines()[1] == "x" * 12 + "  " + "y" * 15 + "…"


def test_however_narrow_the_terminal_a_piece_of_the_name_stays(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "5")
    print_table(COLUMNS, [["T01", "Bookkeeping", "12.5"]])
    assert capsys.readouterr().out.splitlines()[1] == "T01  Bookkee…    12.5"


def test_what_goes_to_a_file_is_not_cut(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(COLUMNS, [["T01", "x" * 500, "1.0"]])
    assert "x" * 500 in capsys.readouterr().out


def test_no_text_acts_on_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    say(HOSTILE)
    tell(HOSTILE)
    print_table(COLUMNS, [["T01", HOSTILE, "1.0"]])
    print_json({"name": HOSTILE})
    said = capsys.readouterr()
    for one in (said.out, said.err):
        assert not set(one) & set("\x1b\u202e\u200b\x9b")
    assert said.err.count("\n") == 1


@pytest.mark.parametrize("text", [HOSTILE, "Café 日本 👍", "e\u0301\u0302\u0303\u0304", "\U000e0041", 'a"\\', "\x7f"])
def test_json_keeps_every_character(capsys: pytest.CaptureFixture[str], text: str) -> None:
    print_json({"name": text})
    assert json.loads(capsys.readouterr().out) == {"name": text}


def test_json_leaves_what_is_harmless_readable(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"name": "Café 日本", "value": None, "hours": 1.0})
    assert capsys.readouterr().out == '{\n  "name": "Café 日本",\n  "value": null,\n  "hours": 1.0\n}\n'


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (None, "EUR/week", "-"),
        ("never", "weeks", "never"),
        (True, "word", "yes"),
        (["KEEP", "HAND OFF"], "word", "KEEP, HAND OFF"),
        ([], "word", "-"),
        (121250.0, "EUR", "1,212.50"),
        (1980.5, "EUR/week", "19.81"),
        (7.25, "percent", "7.3%"),
        (1.75, "h/week", "1.8"),
        (15.27, "weeks", "15.3"),
        (77.44, "score", "77.4"),
        (4, "score", "4"),
        ("HAND OFF", "word", "HAND OFF"),
    ],
)
def test_figures_are_rounded_once(value: object, unit: str, words: str) -> None:
    assert figure_words(value, unit, "EUR") == words
