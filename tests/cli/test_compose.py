"""How a command is put together: time zone, session, clock."""

import os
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from outsource_tui.cli import compose
from outsource_tui.cli.parser import options_of


@pytest.mark.parametrize(("name", "zone"), [("Asia/Manila", "Asia/Manila"), (":Europe/Lisbon", "Europe/Lisbon")])
def test_the_variable_tz_names_the_zone(monkeypatch: pytest.MonkeyPatch, name: str, zone: str) -> None:
    monkeypatch.setenv("TZ", name)
    assert compose.system_timezone() == zone


@pytest.mark.parametrize("tz", ["", "Nowhere/Land", "../../etc/passwd", "/etc/localtime"])
def test_otherwise_the_machine_says_where_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, tz: str) -> None:
    monkeypatch.setenv("TZ", tz)
    link = tmp_path / "localtime"
    link.symlink_to(tmp_path / "share/zoneinfo/America/New_York")
    monkeypatch.setattr(compose, "LOCAL_TIME", link)
    assert compose.system_timezone() == "America/New_York"


def test_where_nothing_tells_it_is_utc(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("TZ", raising=False)
    for target in ("share/zoneinfo/Nowhere/Land", "elsewhere"):
        link = tmp_path / target.replace("/", "-")
        link.symlink_to(tmp_path / target)
        monkeypatch.setattr(compose, "LOCAL_TIME", link)
        assert compose.system_timezone() == "UTC"


def test_a_session_has_a_name_without_anything_odd_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert re.fullmatch(rf"[A-Za-z0-9-]{{1,24}}-{os.getpid()}-[0-9a-z]+", compose.session_id())
    odd = os.uname_result(("Linux", "Ma chine\x1b[2J/..", "", "", ""))
    monkeypatch.setattr(os, "uname", lambda: odd)
    assert compose.session_id().startswith(f"Ma-chine-2J-{os.getpid()}-")
    monkeypatch.setattr(os, "uname", lambda: os.uname_result(("Linux", "", "", "", "")))
    assert compose.session_id().startswith("here-")


def test_today_fixes_the_clock() -> None:
    clock = compose.clock_of(options_of(["--today", "2026-01-12", "tasks"]))
    assert clock.today() == date(2026, 1, 12)
    assert clock.now() == datetime(2026, 1, 12, 12, tzinfo=UTC)


def test_otherwise_it_is_the_machines_in_whole_seconds() -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    now = compose.clock_of(options_of(["tasks"])).now()
    assert before <= now <= datetime.now(UTC)
    assert now.microsecond == 0


def test_a_number_in_base_36() -> None:
    assert [compose._base36(one) for one in (0, 35, 36, 36**3 + 1)] == ["0", "z", "10", "1001"]
