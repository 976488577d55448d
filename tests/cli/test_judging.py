"""Explain, compare, budget and check, held to the figures of the demo."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., tuple[int, str, str]]
DAY = ("--demo", "--today", "2026-01-12")
EXPECTED = {
    ("OUT203", "T12"), ("OUT203", "T13"), ("OUT206", "T03"), ("OUT206", "T06"), ("OUT208", "T09"), ("OUT301", "H02"),
    ("OUT304", "T07"), ("OUT306", "C03"), ("OUT308", "R02"), ("OUT310", "C06"), ("OUT401", "H02"), ("OUT403", "H02"),
    ("OUT404", "H02"), ("OUT405", "H02"), ("OUT407", "H01"), ("OUT503", "C02"), ("OUT505", "C02"), ("OUT506", "C02"),
    ("OUT507", "C02"),
}  # fmt: skip


@pytest.fixture
def answer(run: Run) -> Callable[..., dict[str, Any]]:
    """What a command says of the demo as JSON."""

    def ask(*arguments: str) -> dict[str, Any]:
        status, out, err = run(*DAY, *arguments, "--json")
        assert status in {0, 1}
        assert err == ""
        found: dict[str, Any] = json.loads(out)
        return found

    return ask


Answer = Callable[..., dict[str, Any]]


def test_explain_opens_every_figure(answer: Answer) -> None:
    said = answer("explain", "T04")
    figures = said["figures"]
    assert said["id"] == "T04"
    assert {"quadrant", "neighbours", "grid_fit", "priority", "net_week", "payback_weeks"} <= figures.keys()
    assert figures["priority"]["value"] == pytest.approx(77.358, abs=0.001)
    assert figures["priority"]["inputs"]["energy"] == -2
    assert figures["net_week"] == {**figures["net_week"], "value": pytest.approx(1980), "unit": "EUR/week"}
    assert all(one.keys() == {"value", "unit", "formula", "inputs", "missing"} for one in figures.values())


@pytest.mark.parametrize("row", ["T04", "T12", "C06", "R02", "H02"])
def test_explain_in_words_has_the_same_figures_in_the_same_order(run: Run, answer: Answer, row: str) -> None:
    status, out, err = run(*DAY, "explain", row)
    assert (status, err) == (0, "")
    titles = [line.split(":")[0] for line in out.splitlines()[1:] if line and not line.startswith(" ")]
    assert titles == list(answer("explain", row)["figures"])


def test_explain_reads_out_money_and_says_what_is_missing(run: Run) -> None:
    _, out, _ = run(*DAY, "explain", "T04")
    assert "net_week: 19.80 EUR/week" in out
    assert "    C01.rate = 24.00 EUR\n" in out
    assert "    cost_week = 61.20\n" in out
    assert "readiness: 75.0%\n" in out
    _, out, _ = run(*DAY, "explain", "T12")
    assert "readiness: -\n" in out
    assert "missing: knowledge." in out


def test_an_id_may_be_typed_small(answer: Answer) -> None:
    assert answer("explain", "t04")["id"] == "T04"
    assert answer("compare", " t09 ")["task"] == "T09"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["explain", "T99"], "there is no T99"),
        (["explain", "K01"], "K01 has no figures"),
        (["explain", ""], "there is no empty id"),
        (["explain", "\x1b[31m"], "there is no ␛[31m"),
        (["compare", "T99"], "there is no task T99"),
        (["compare", "C01"], "there is no task C01"),
        (["budget", "lots"], "'lots' is not an amount"),
        (["budget", "1.234"], "more than 2 decimals"),
        (["check", "--select", "OUT9"], "'OUT9' is no code"),
        (["check", "--select", "E501"], "'E501' is no code"),
        (["check", "--select", ""], "'' is no code"),
    ],
)
def test_what_is_not_there_or_does_not_fit_is_one_line(run: Run, arguments: list[str], words: str) -> None:
    status, out, err = run(*DAY, *arguments)
    assert (status, out) == (2, "")
    assert words in err
    assert err.count("\n") == 1


def test_compare_ranks_the_people_and_says_how_sure_that_is(run: Run, answer: Answer) -> None:
    said = answer("compare", "T09")
    assert [(one["id"], round(one["score"], 1), one["rank"]) for one in said["candidates"]] == [
        ("C04", 71.7, 1),
        ("C05", 61.9, 2),
    ]
    assert (said["verdict"], round(said["margin"], 1)) == ("leaning", 9.8)
    assert (said["nearest_flip"]["criterion"], said["nearest_flip"]["challenger"]) == ("availability", "C05")
    _, out, _ = run(*DAY, "compare", "T09")
    assert out.splitlines()[2].split()[:2] == ["1", "C04"]
    assert "verdict: leaning, margin 9.8; Front-end, Bengaluru would catch up" in out
    assert "if availability weighed 20.6% instead of 5.0%" in out


def test_compare_without_anybody_to_compare(run: Run, answer: Answer) -> None:
    assert answer("compare", "T01") == {
        "task": "T01",
        "candidates": [],
        "verdict": "no comparison",
        "margin": None,
        "nearest_flip": None,
    }
    assert run(*DAY, "compare", "T01")[1].splitlines()[1:] == [
        "nobody has been scored for it yet",
        "verdict: no comparison",
    ]


def test_check_finds_exactly_what_the_demo_shows(run: Run, answer: Answer) -> None:
    said = answer("check")
    assert {(one["code"], one["entity"]) for one in said["findings"]} == EXPECTED
    assert said["card"] == {"1": 100, "2": 71, "3": 42, "4": 45, "5": 52, "overall": 42}
    assert said["muted"] == []
    status, out, err = run(*DAY, "check")
    assert (status, err) == (1, "")
    assert out.startswith("error OUT301 H02: ")
    assert "3 errors, 10 warnings, 6 hints" in out
    assert "overall 42" in out


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ([], 1),
        (["--fail-on", "error"], 1),
        (["--select", "OUT2"], 0),
        (["--select", "OUT2", "--fail-on", "warning"], 1),
        (["--select", "OUT206", "--fail-on", "warning"], 0),
        (["--select", "OUT206", "--fail-on", "hint"], 1),
        (["--select", "OUT1", "--fail-on", "hint"], 0),
    ],
)
def test_check_exits_with_1_from_the_level_on(run: Run, arguments: list[str], status: int) -> None:
    assert run(*DAY, "check", *arguments)[0] == status
    assert run(*DAY, "check", *arguments, "--json")[0] == status


def test_check_selects_by_the_beginning_of_a_code(answer: Answer) -> None:
    codes = {one["code"] for one in answer("check", "--select", "OUT5", "--select", "out206,OUT203")["findings"]}
    assert codes == {"OUT203", "OUT206", "OUT503", "OUT505", "OUT506", "OUT507"}


def test_a_muted_finding_does_not_fail(run: Run, home: Path) -> None:
    assert run("check", "--fail-on", "warning")[0] == 1
    codes = {one["code"] for one in json.loads(run("check", "--json")[1])["findings"]}
    mutes = [{"do": "add", "what": "mute", "fields": {"code": code, "reason": "just begun"}} for code in codes]
    (home / "script").write_text("\n".join(json.dumps(one) for one in mutes))
    assert run("apply", "script")[0] == 0
    assert run("check", "--fail-on", "hint")[0] == 0
    said = json.loads(run("check", "--json")[1])
    assert said["findings"] == []
    assert {one["code"] for one in said["muted"]} == codes
    assert f"{len(codes)} muted" in run("check")[1]


def test_a_budget_of_nothing_buys_nothing(run: Run, answer: Answer) -> None:
    said = answer("budget", "0")
    assert (said["budget"], said["chosen"], said["cost_month"], said["freed_week"], said["left"]) == (0, [], 0, 0, 0)
    assert "nothing fits" in run(*DAY, "budget", "0")[1]


def test_a_budget_is_in_major_units_and_is_kept(run: Run, answer: Answer) -> None:
    said = answer("budget", "300")
    assert said["budget"] == 30000
    assert 0 < said["cost_month"] <= 30000
    assert said["left"] == said["budget"] - said["cost_month"]
    assert sum(one["cost_month"] for one in said["chosen"]) == said["cost_month"]
    assert len({one["task"] for one in said["chosen"]}) == len(said["chosen"])
    _, out, _ = run(*DAY, "budget", "300")
    assert "of 300.00 EUR a month free" in out
    for one in said["chosen"]:
        assert f"\n{one['task']}" in out
