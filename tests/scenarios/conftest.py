"""What several stories share."""

from datetime import date
from pathlib import Path

import pytest

from outsource_tui.model.plan import Plan
from outsource_tui.planner.clock import fixed_clock
from tests.scenarios.hostile import small_plan


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home of the test's own, and its folder to be in."""
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module")
def plan() -> Plan:
    """A row of each kind."""
    today = date(2026, 11, 23)
    return small_plan(today, fixed_clock(today).now())
