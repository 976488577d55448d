"""`doctor`: what there is, what is wrong, and nothing about whoever asks."""

import fcntl
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def ask(run: Run) -> Callable[..., tuple[int, dict[str, Any]]]:
    def ask_it(*options: str) -> tuple[int, dict[str, Any]]:
        status, out, err = run(*options, "doctor", "--json")
        assert err == ""
        return status, json.loads(out)

    return ask_it


Ask = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def plan(home: Path, run: Run) -> Path:
    run("add", "Secret client", "--hours", "3")
    return home / "data" / "outsource-tui" / "plans" / "plan.json"


def troubles(answer: dict[str, Any]) -> list[str]:
    return [one["what"] for one in answer["troubles"]]


def test_before_the_first_plan_nothing_is_wrong_and_nothing_is_made(ask: Ask, home: Path) -> None:
    status, answer = ask()
    assert (status, answer["ok"], answer["troubles"]) == (0, True, [])
    assert (answer["plan"]["exists"], answer["plan"]["tasks"], answer["plan"]["mode"]) == (False, 0, None)
    assert list(home.iterdir()) == []


def test_the_rights_the_lock_and_the_backups_of_a_plan(ask: Ask, run: Run, plan: Path) -> None:
    run("backup", "now")
    status, answer = ask()
    assert status == 0
    found = answer["plan"]
    assert (found["exists"], found["tasks"], found["mode"], found["folder_mode"]) == (True, 1, "0600", "0700")
    assert (found["lock"], found["open_elsewhere"], found["backups"]) == ("free", 0, 1)
    assert found["newest_that_opens"] is not None
    with plan.with_name("plan.json.lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert ask()[1]["plan"]["lock"] == "held by another session at this moment"


def test_nothing_personal_is_said(ask: Ask, run: Run, plan: Path, home: Path) -> None:
    (home / "Client Ltd.json").write_bytes(plan.read_bytes())
    for options in ((), ("--plan", "./Client Ltd.json"), ("--plan", "client")):
        for out in (run(*options, "doctor")[1], run(*options, "doctor", "--json")[1]):
            for secret in ("Secret client", "Client Ltd", "client", str(home), os.uname().nodename):
                assert secret not in out.replace("given by --plan", ""), secret
    assert ask()[1]["plan"]["file"] == "~/data/outsource-tui/plans/plan.json"


def test_a_home_that_is_not_above_the_plan_is_not_shown(run: Run, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/nobody")
    out = run("doctor")[1]
    assert str(plan.parent) not in out
    assert "elsewhere, not shown" in out


def test_a_plan_that_others_may_read(ask: Ask, plan: Path) -> None:
    plan.chmod(0o644)
    plan.parent.chmod(0o755)
    status, answer = ask()
    assert (status, answer["ok"]) == (1, False)
    assert troubles(answer) == ["the plan is open to others (0644)", "the plan's folder is open to others (0755)"]


def test_a_damaged_plan_is_told_without_quoting_it(ask: Ask, run: Run, plan: Path) -> None:
    run("backup", "now")
    plan.unlink()  # a backup is a second name of the same file
    plan.write_text(
        '{"meta": {"1": {"schema": 1, "app": "outsource-tui"}}, "tasks": {"T01": {"name": "Secret client"}}}'
    )
    plan.chmod(0o600)
    status, answer = ask()
    assert (status, troubles(answer)) == (1, ["the plan cannot be opened"])
    assert (answer["plan"]["tasks"], answer["plan"]["backups"]) == (None, 1)
    assert answer["plan"]["newest_that_opens"] is not None
    assert "Secret" not in run("doctor")[1]


def test_a_terminal_that_cannot_draw(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    status, answer = ask()
    assert (status, troubles(answer)) == (1, ["TERM is dumb, so the app cannot draw"])


@pytest.mark.parametrize(
    ("environment", "name", "expected"),
    [
        ({"COLORTERM": "truecolor"}, "colours", 1 << 24),
        ({"NO_COLOR": "1", "COLORTERM": "truecolor"}, "colours", 0),
        ({"TMUX": "/run/tmux,1,0"}, "clipboard",
         "OSC 52, through tmux with `set-clipboard on` or `allow-passthrough on`"),
        ({"STY": "1.pts"}, "clipboard", "OSC 52, in parts through screen"),
        ({"TERM_PROGRAM": "WezTerm"}, "program", "WezTerm"),
        ({"LC_ALL": "de_DE.UTF-8"}, "locale", "de_DE.UTF-8"),
    ],
)  # fmt: skip
def test_what_the_terminal_is_like(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], name: str, expected: object
) -> None:
    for one in ("TMUX", "STY", "NO_COLOR", "COLORTERM"):
        monkeypatch.delenv(one, raising=False)
    for key, value in environment.items():
        monkeypatch.setenv(key, value)
    assert ask()[1]["terminal"][name] == expected


def test_what_is_between(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (
        ("TMUX", "/run/tmux,1,0"),
        ("STY", "1.pts"),
        ("SSH_CONNECTION", "192.0.2.7 50000 192.0.2.8 22"),
    ):
        monkeypatch.setenv(name, value)
    answer = ask()[1]
    assert answer["terminal"]["inside"][:3] == ["tmux", "screen", "ssh"]
    assert "192.0.2.7" not in json.dumps(answer)


def test_a_wrong_setting_is_told_with_its_line(ask: Ask, home: Path) -> None:
    folder = home / "config" / "outsource-tui"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text("ascii = true\ntheem = 'light'\n")
    status, answer = ask()
    assert status == 1
    assert answer["troubles"] == [
        {
            "what": "~/config/outsource-tui/config.toml, line 2: there is no setting 'theem'",
            "fix": "did you mean theme?",
        }
    ]


def test_the_demo_is_in_memory(ask: Ask) -> None:
    assert ask("--demo")[1]["plan"] == {"file": "in memory only", "tasks": 15}


def test_the_words_end_with_what_is_wrong(run: Run, plan: Path) -> None:
    status, out, _ = run("doctor")
    assert (status, out.splitlines()[-1]) == (0, "Nothing is wrong here.")
    plan.chmod(0o640)
    status, out, _ = run("doctor")
    assert (status, out.splitlines()[-1]) == (1, "wrong: the plan is open to others (0640); `chmod 600` on the file")
