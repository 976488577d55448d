"""The plans of the data folder, for the shell and for the app."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from outsource_tui.cli.parser import options_of
from outsource_tui.cli.shelf import Shelf
from outsource_tui.model.problems import BadInput, PlanUnreadable

Run = Callable[..., tuple[int, str, str]]


def made(run: Run, home: Path, *names: str) -> Path:
    """Plans with one task each, last used in this order; the folder they are in."""
    folder = home / "data" / "outsource-tui" / "plans"
    for number, name in enumerate(names):
        assert run("--plan", name, "add", "Books")[0] == 0
        os.utime(folder / f"{name}.json", (1_700_000_000 + number, 1_700_000_000 + number))
    return folder


def test_without_plans_nothing_is_made(run: Run, home: Path) -> None:
    status, out, err = run("plans")
    assert (status, out) == (0, "")
    assert "there are no plans" in err
    assert json.loads(run("plans", "--json")[1]) == []
    assert list(home.iterdir()) == []


def test_plans_are_listed_by_last_use(run: Run, home: Path) -> None:
    folder = made(run, home, "studio", "shop")
    run("--plan", "shop", "add", "Posts")
    os.utime(folder / "shop.json", (1_700_000_009, 1_700_000_009))
    (folder / "broken.json").write_text("{")
    os.utime(folder / "broken.json", (1_600_000_000, 1_600_000_000))
    status, out, err = run("plans")
    assert (status, err) == (0, "")
    assert [line.split()[:2] for line in out.splitlines()[1:4]] == [
        ["shop", "2"],
        ["studio", "1"],
        ["broken", "damaged"],
    ]
    said = json.loads(run("plans", "--json")[1])
    assert [(one["name"], one["tasks"], one["people"]) for one in said] == [
        ("shop", 2, 0),
        ("studio", 1, 0),
        ("broken", None, None),
    ]
    assert said[1]["used"] == "2023-11-14T22:13:20Z"
    assert said[1]["file"] == str(folder / "studio.json")


def test_the_app_is_offered_the_plans_and_the_one_that_is_open(run: Run, home: Path) -> None:
    made(run, home, "studio", "shop")
    shelf = Shelf(options_of(["--plan", "studio"]))
    assert [(one.name, one.is_open) for one in shelf.listed()] == [("shop", False), ("studio", True)]
    elsewhere = Shelf(options_of(["--plan", str(home / "mine.json")])).listed()
    assert [(one.name, one.is_open, one.used is None) for one in elsewhere] == [
        ("shop", False, False),
        ("studio", False, False),
        (str(home / "mine.json"), True, True),
    ]
    assert [one.is_open for one in Shelf(options_of(["--demo"])).listed()] == [False, False]


def test_wanting_a_plan_tries_it_first(run: Run, home: Path) -> None:
    folder = made(run, home, "studio")
    (folder / "broken.json").write_text("{")
    shelf = Shelf(options_of(["--demo", "--read-only"]))
    with pytest.raises(PlanUnreadable):
        shelf.want("broken")
    with pytest.raises(BadInput):
        shelf.want("")
    assert [shelf.wanted] == [None]
    shelf.want("new one")
    assert shelf.wanted == "new one"
    assert sorted(one.name for one in folder.glob("*.json")) == ["broken.json", "studio.json"]
    options = shelf.options_for("studio")
    assert (options.plan, options.demo, options.read_only) == ("studio", False, True)
