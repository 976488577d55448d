"""What every command line keeps to: exit status 0, 1 or 2, one line on stderr, never a traceback."""

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from outsource_tui import __version__
from outsource_tui.cli import main as way_in
from outsource_tui.cli import opening
from outsource_tui.cli.parser import COMMANDS, Options
from outsource_tui.model.settings import Settings
from outsource_tui.planner.desk import Desk

Run = Callable[..., tuple[int, str, str]]


def test_the_version_and_the_help_are_on_stdout(run: Run) -> None:
    assert run("--version") == (0, f"outsource-tui {__version__}\n", "")
    status, out, err = run("--help")
    assert (status, err) == (0, "")
    for command in COMMANDS:
        assert f"\n    {command.name} " in out


@pytest.mark.parametrize("command", [one.name for one in COMMANDS])
def test_every_command_has_help(run: Run, command: str) -> None:
    status, out, err = run(command, "--help")
    assert (status, err) == (0, "")
    assert f"usage: outsource-tui {command}" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--frobnicate"], "outsource-tui takes no --frobnicate; `outsource-tui --help` shows how"),
        (["--json", "tasks"], "--json is an option of tasks; put it behind: `outsource-tui tasks --json`"),
        (["tasks", "--jsn"], "tasks takes no --jsn, did you mean --json?; `outsource-tui tasks --help` shows how"),
        (["--read-onyl", "tasks"], "tasks takes no --read-onyl, did you mean --read-only?"),
        (["where", "--dry-run=x"], "where takes no --dry-run; "),
        (["tsks"], "there is no command 'tsks', did you mean tasks?"),
        (["add"], "NAME is missing"),
        (["tasks", "--plan"], "--plan needs a value; `outsource-tui tasks --help` shows how"),
        (["add", "X", "--owner-only", "maybe"], "--owner-only: 'maybe' is not yes or no"),
        (["add", "X", "--hours", "abc"], "--hours: 'abc' is not hours such as"),
        (["tasks", "extra"], "tasks takes no 'extra'; `outsource-tui tasks --help` shows how"),
        (["--pl", "x", "tasks"], "outsource-tui: "),
        (["--today", "12.1.2026", "tasks"], "'12.1.2026' is not a date YYYY-MM-DD"),
        (["--today", "20260112", "tasks"], "'20260112' is not a date YYYY-MM-DD"),
        (["--today", "2026-02-30", "tasks"], "'2026-02-30' is not a day of the calendar"),
        (["--today", "0001-01-01", "tasks"], "'0001-01-01' is not in the years 1971 to 2199"),
        (["--today", "1970-12-31", "tasks"], "is not in the years"),
        (["--today", "9999-12-31", "check"], "'9999-12-31' is not in the years 1971 to 2199"),
        (["--today", "2200-01-01", "tasks"], "is not in the years"),
        (["check", "--fail-on", "panic"], "--fail-on: 'panic' is not one of error, warning, hint"),
        (["--demo", "--plan", "x", "tasks"], "--demo and --plan name two plans"),
        (["--plan", "", "tasks"], "cannot be the name of a plan"),
        (["--plan", ".", "tasks"], "'.' cannot be the name of a plan"),
        (["--plan", "..", "add", "X"], "'..' cannot be the name of a plan"),
    ],
)
def test_wrong_use_is_one_line_and_exit_2(run: Run, arguments: list[str], words: str) -> None:
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert words in err
    assert err.startswith("outsource-tui: ")
    assert err.count("\n") == 1


def test_a_wrong_word_on_the_command_line_cannot_act_on_the_terminal(run: Run) -> None:
    status, _, err = run("\x1b[2Jtasks")
    assert status == 2
    assert "\x1b" not in err


def test_without_a_terminal_the_app_is_not_opened(run: Run) -> None:
    for arguments in ([], ["demo"], ["--demo"]):
        status, out, err = run(*arguments)
        assert (status, out) == (2, "")
        assert "needs a terminal" in err
        assert "outsource-tui tasks" in err


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Desk]:
    """The desks that the app was opened with, on something that says it is a terminal."""
    desks: list[Desk] = []

    def run_app(desk: Desk, *, demo: Callable[[], Desk], settings: Settings, **_: object) -> int:
        desks.append(desk)
        if settings.is_ascii:  # as if somebody asked for a look around
            desks.append(demo())
        return 0

    stand_in = ModuleType("outsource_tui.ui.app")
    stand_in.run = run_app  # type: ignore[attr-defined]
    stand_in.SHOW_OTHER = -2  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "outsource_tui.ui.app", stand_in)
    monkeypatch.setattr(opening, "is_terminal", lambda stream: True)
    return desks


def test_no_command_opens_the_app(run: Run, opened: list[Desk], home: Path) -> None:
    assert run() == (0, "", "")
    assert [one.keeper.name for one in opened] == ["plan"]
    assert opened[0].plan.is_empty
    assert opened[0].plan.profile.timezone == "Europe/Berlin"
    assert list(home.iterdir()) == []


def test_demo_opens_the_app_on_the_demo_plan(run: Run, opened: list[Desk]) -> None:
    assert run("demo")[0] == 0
    assert run("--demo")[0] == 0
    assert [one.keeper.name for one in opened] == ["demo", "demo"]
    assert len(opened[0].plan.tasks) == 15


def test_a_look_around_from_a_new_plan_is_on_the_demo(run: Run, opened: list[Desk]) -> None:
    assert run("--plan", "studio", "--today", "2026-01-12", "--ascii") == (0, "", "")
    assert [one.keeper.name for one in opened] == ["studio", "demo"]
    assert opened[1].clock.today().isoformat() == "2026-01-12"


def test_the_demo_command_does_not_take_another_plan(run: Run, opened: list[Desk]) -> None:
    assert run("--plan", "studio", "demo")[0] == 2
    assert opened == []


def test_a_dumb_terminal_gets_a_hint(run: Run, opened: list[Desk], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    status, _, err = run()
    assert status == 2
    assert "cannot draw where TERM is dumb" in err
    assert opened == []


def test_ctrl_c_is_quiet(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(options: Options) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(way_in, "_run", interrupted)
    assert run("tasks") == (130, "", "")


def test_an_answer_that_cannot_be_written_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(options: Options) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(way_in, "_run", full)
    assert run("tasks") == (2, "", "outsource-tui: the answer: No space left on device\n")


def test_an_error_of_our_own_is_one_line_and_a_report_without_the_plan(
    run: Run, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    def broken(options: Options) -> int:
        try:
            raise KeyError("the secret client")
        except KeyError as error:
            raise ValueError("their secret rate") from error

    monkeypatch.setattr(way_in, "_run", broken)
    old = os.umask(0)
    try:
        status, out, err = run("tasks")
    finally:
        os.umask(old)
    report = next((home / "state" / "outsource-tui").iterdir())
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "ValueError" in err
    assert str(report) in err
    assert report.stat().st_mode & 0o777 == 0o600
    assert report.parent.stat().st_mode & 0o777 == 0o700
    text = report.read_text()
    assert "builtins.ValueError" in text
    assert "builtins.KeyError" in text
    assert "tests/cli/test_command_line.py:" in text
    assert "secret" not in text + err


def test_a_report_that_cannot_be_written_is_said(run: Run, monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    (home / "state").write_text("not a folder")
    monkeypatch.setattr(way_in, "_run", lambda options: 1 // 0)
    assert run("tasks") == (
        2,
        "",
        "outsource-tui: an error in outsource-tui itself (ZeroDivisionError); its report could not be written\n",
    )


def test_what_a_terminal_cannot_write_is_shown_by_its_code(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    assert way_in.main(["--demo", "add", "Café"]) == 0
    assert way_in.main(["--demo", "history"]) == 0
    sys.stdout.write("é")
    sys.stdout.flush()
    assert raw.getvalue().endswith(b"\\xe9")


def test_commands_do_without_stdout_and_stderr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert way_in.main(["--demo", "tasks"]) == 0
    assert way_in.main(["--demo", "explain", "T99"]) == 2
