"""Another plan and back, in a real terminal: each opens where it was left, also at the next start."""

import os
import subprocess
import sys
from pathlib import Path

from tests.scenarios.terminal import Terminal

TODAY = ["--today", "2026-11-23"]


def made(home: Path, plan: str, *tasks: str) -> None:
    """A plan in the data folder of this home."""
    places = {f"XDG_{name.upper()}_HOME": str(home / name) for name in ("data", "config", "state")}
    for task in tasks:
        command = [sys.executable, "-m", "outsource_tui", "--plan", plan, *TODAY, "add", task, "--hours", "3h"]
        subprocess.run(command, check=True, capture_output=True, env={**os.environ, **places, "HOME": str(home)})


def test_each_plan_opens_as_it_was_left(tmp_path: Path) -> None:
    made(tmp_path, "studio", "Books", "Posts")
    made(tmp_path, "shop", "Parcels")
    with Terminal(["--plan", "studio", *TODAY], home=tmp_path) as terminal:
        terminal.see("Five steps")
        terminal.press("1", "down")
        terminal.see(">  Posts")
        terminal.press("w")
        terminal.see("Which plan?")
        terminal.see("shop")
        terminal.press("enter")
        terminal.see("1 listed, 3.0 h/week")
        terminal.press("2", "w", "enter")
        terminal.see(">  Posts")
        terminal.press("q")
        assert terminal.end() == 0
    with Terminal(["--plan", "studio", *TODAY], home=tmp_path) as terminal:
        terminal.see(">  Posts")
        terminal.press("w", "enter")
        terminal.see("KEEP: this is the core")
        terminal.press("w", "n", *"garden", "enter")
        terminal.see("Which of these eat your week")
        terminal.press("q")
        assert terminal.end() == 0
    plans = tmp_path / "data" / "outsource-tui" / "plans"
    assert sorted(one.name for one in plans.glob("*.json")) == ["shop.json", "studio.json"]


def test_a_damaged_plan_is_not_opened_and_this_one_stays(tmp_path: Path) -> None:
    made(tmp_path, "studio", "Books")
    made(tmp_path, "broken", "Parcels")
    (tmp_path / "data" / "outsource-tui" / "plans" / "broken.json").write_text("{")
    with Terminal(["--plan", "studio", *TODAY], home=tmp_path) as terminal:
        terminal.see("Five steps")
        terminal.press("w")
        terminal.see("broken")
        terminal.press("enter")
        terminal.see("broken.json")
        terminal.press("1")
        terminal.see(">  Books")
        terminal.press("q")
        assert terminal.end() == 0
