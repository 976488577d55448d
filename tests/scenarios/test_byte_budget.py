"""What a key costs on the wire. Bytes are exact, so this is an ordinary test; times are in the benchmarks."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scenarios.terminal import Terminal


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    """The demo in a terminal of 80x24, as over SSH: 256 colours, no COLORTERM."""
    home: Path = tmp_path_factory.mktemp("home")
    with Terminal(["--today", "2026-11-23", "demo"], home=home) as terminal:
        terminal.see("demo, not kept")
        terminal.settle()
        yield terminal


def cost(terminal: Terminal, *keys: str) -> int:
    """Bytes that the program writes for these keys."""
    before = terminal.received
    terminal.press(*keys)
    terminal.settle()
    return terminal.received - before


def test_first_paint(demo: Terminal) -> None:
    assert demo.received <= 10_000


def test_nothing_is_sent_while_idle(demo: Terminal) -> None:
    for screen in "1234560":
        cost(demo, screen)
        before = demo.received
        for _ in range(6):  # Longer than from one look at the file to the next.
            demo.pump(0.1)
        assert demo.received == before, screen


def test_switching_screens(demo: Terminal) -> None:
    costs = {key: cost(demo, key) for key in ("1", "2", "3", "4", "5", "6", "0")}
    assert max(costs.values()) <= 6_000, costs


def test_a_cursor_move_on_tasks(demo: Terminal) -> None:
    cost(demo, "1")
    costs = [cost(demo, "down") for _ in range(12)] + [cost(demo, "up") for _ in range(12)]
    assert max(costs) <= 260, costs


def test_a_cursor_move_in_a_list_that_is_longer_than_the_screen(tmp_path: Path) -> None:
    """Each move, also where the list has to move, and the picture is that of a whole redraw."""
    plan = tmp_path / "plan.json"
    tasks = [
        {"name": f"Task {n} of the week", "hours": n % 11 / 2, "effectiveness": 1 + n * 7 % 10, "value": 1 + n % 10}
        for n in range(60)
    ]
    given = json.dumps({"schema": 1, "tasks": tasks})
    (tmp_path / "tasks.json").write_text(given)
    with Terminal(["--plan", str(plan), "import", str(tmp_path / "tasks.json")], home=tmp_path) as terminal:
        assert terminal.end() == 0
    with Terminal(["--plan", str(plan)], home=tmp_path) as terminal:
        terminal.see("Five steps")
        cost(terminal, "1")
        costs = [cost(terminal, key) for key in ["down"] * 24 + ["up"] * 24]
        assert max(costs) <= 260, costs
        for keys in (["down"] * 30, ["G", *["up"] * 20], ["up"] * 17, ["ctrl+u", "up"], ["g", "down"]):
            terminal.press(*keys)
            terminal.settle()
            seen = terminal.screen.display[:]
            cost(terminal, "\x0c")
            assert terminal.screen.display == seen, keys


def test_a_move_on_the_grid_with_figures_following(demo: Terminal) -> None:
    cost(demo, "2")
    costs = [cost(demo, key) for key in ("right", "up", "left", "L", "K", "H", "J", "u")]
    assert max(costs) <= 700, costs


def test_a_typed_character(demo: Terminal) -> None:
    cost(demo, "1", "a")
    costs = [cost(demo, key) for key in "Travel e4"]
    cost(demo, "escape")
    cost(demo, "e")
    costs += [cost(demo, key) for key in "xyz"]
    cost(demo, "escape")
    assert max(costs) <= 200, costs


def test_any_dialog_opened(demo: Terminal) -> None:
    costs = {}
    for key in ("a", "e", "d", "r", ":", "?", ".", "P"):
        cost(demo, "1")
        costs[key] = cost(demo, key)
        cost(demo, "escape")
    assert max(costs.values()) <= 5_000, costs


def test_redraw_sends_the_whole_screen(demo: Terminal) -> None:
    assert cost(demo, "\x0c") > 1_500
