"""README.md: what stands in it is so. Every command in it is run, in the order in which it is read."""

import importlib.metadata
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from outsource_tui.advice.checks.registry import CHECKS
from outsource_tui.cli.main import main
from outsource_tui.cli.parser import options_of
from outsource_tui.data.catalogue import suggestions
from outsource_tui.exchange.timelogs.registry import SOURCES
from outsource_tui.planner.exports import KINDS
from outsource_tui.ui.commands import SCREENS

ROOT = Path(__file__).parent.parent.parent
TEXT = (ROOT / "README.md").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
BIN = Path(sys.executable).parent
TIMEWARRIOR_LOG = ROOT / "tests" / "exchange" / "fixtures" / "timewarrior.json"

RUN_ELSEWHERE = {"Install and open", "Run every check"}
"""The one by `test_install.py`, the other is what runs this."""
OPEN_THE_APP = {None, "demo"}
"""They would wait for keys."""
OF_OTHERS = {
    "pipx install .",
    "uv tool install .",
    "pip-audit",
    "timew export",
    "watson log --all --json",
    "man outsource-tui",
}
"""The first two are run by `test_install.py`; the rest are programs that are not ours."""

COMPATIBLE = {
    "MIT", "BSD-2-Clause", "BSD-3-Clause", "BSD-3-Clause or Apache-2.0", "Apache-2.0", "MPL-2.0", "PSF-2.0",
}  # fmt: skip
"""Licences of packages that a program under MIT may ask for."""


def sections() -> dict[str, list[str]]:
    """The blocks for a shell under each heading."""
    parts = re.split(r"^## (.+)$", TEXT, flags=re.MULTILINE)[1:]
    found = {
        name: re.findall(r"```sh\n(.*?)\n```", text, flags=re.DOTALL)
        for name, text in zip(parts[::2], parts[1::2], strict=True)
    }
    return {name: blocks for name, blocks in found.items() if blocks}


def inline_commands() -> list[str]:
    """What stands between the lines and begins as a command does."""
    programs = {"outsource-tui", "pytest", "python", "UPDATE_SNAPSHOTS", "pip", "pipx", "pip-audit", "uv"}
    programs |= {"timew", "watson", "man", "bash", "ssh"}
    prose = re.sub(r"```.*?```", "", TEXT, flags=re.DOTALL)
    code = (one.replace("\n", " ").removeprefix(".venv/bin/") for one in re.findall(r"(?<!`)`([^`]+)`", prose))
    return sorted({one for one in code if re.split(r"[ =]", one)[0] in programs and (" " in one or "-" in one)})


OURS = [one.removesuffix(" | man -l -") for one in inline_commands() if "outsource-tui" in one and one[:4] != "man "]
"""Whether a machine can show manual pages is not ours."""


@pytest.fixture
def shell(tmp_path: Path) -> dict[str, str]:
    """The environment of somebody with one task and Timewarrior; whatever other machine they name is this one."""
    tools = tmp_path / "bin"
    tools.mkdir()
    timew = tools / "timew"
    timew.write_text(f"#!/bin/sh\ncat {shlex.quote(str(TIMEWARRIOR_LOG))}\n")
    ssh = tools / "ssh"
    ssh.write_text('#!/bin/sh\nshift\nexec "$@"\n')
    for tool in (timew, ssh):
        tool.chmod(0o755)
    home = tmp_path / "home"
    home.mkdir()
    path = f"{tools}:{BIN}:/usr/bin:/bin"
    environment = {"HOME": str(home), "PATH": path, "LANG": "C.UTF-8", "TERM": "xterm-256color"}
    run("outsource-tui add Bookkeeping --hours 3 -e 3 -v 3", environment)
    return environment


def run(script: str, environment: dict[str, str]) -> str:
    """What a script prints on both streams. Fails at the first line that does."""
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=environment["HOME"], env=environment, text=True, timeout=60, check=False,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    assert done.returncode == 0, f"{script}\n{done.stdout}"
    return done.stdout


def test_the_two_commands_are_one_line_each() -> None:
    (install,), (check,) = (sections()[name] for name in ("Install and open", "Run every check"))
    assert "\n" not in install
    assert install.endswith("outsource-tui demo")
    assert check == "bash tests/check.sh"
    assert "tests/check.sh" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_every_block_runs_in_the_order_of_the_text(shell: dict[str, str]) -> None:
    told = [run(block, shell) for name, blocks in sections().items() if name not in RUN_ELSEWHERE for block in blocks]
    home = Path(shell["HOME"])
    assert len(told) >= 5
    assert "the plan needs a look" in "".join(told)
    assert {one.name for one in home.iterdir()} >= {"log.json", "report.md", "plan-copy.json"}
    assert 'theme = "contrast"' in (home / ".config/outsource-tui/config.toml").read_text("utf-8")
    assert "Traceback" not in "".join(told)


def test_the_line_for_cron_is_silent_as_long_as_all_is_well(shell: dict[str, str]) -> None:
    (line,) = [block for block in sections()["Scripts, cron, and other programs"] if block.startswith("found=")]
    assert "warning OUT101" in run(line, shell)
    assert run(line.replace("check ", "check --select OUT4 "), shell) == ""


@pytest.mark.parametrize("line", OURS)
def test_each_command_between_the_lines_runs(line: str, shell: dict[str, str]) -> None:
    if "--help" not in line and "|" not in line:
        options = options_of(shlex.split(line)[1:])
        if options.command in OPEN_THE_APP or getattr(options, "test", False):
            return
    run("outsource-tui backup now", shell)
    run(line, shell)


def test_each_other_command_between_the_lines_is_known() -> None:
    markers = {one.partition(":")[0] for one in PROJECT["tool"]["pytest"]["ini_options"]["markers"]}
    others = [one for one in inline_commands() if "outsource-tui" not in one and one not in OF_OTHERS]
    assert len(others) >= 4
    for line in others:
        words = [one for one in shlex.split(line) if "=" not in one]
        if words[:2] == ["python", "-m"]:
            assert (ROOT / f"{words[2].replace('.', '/')}.py").is_file(), line
            continue
        assert words[0] == "pytest", line
        assert "-m" not in words or words[words.index("-m") + 1] in markers, line
        assert all((ROOT / one).exists() for one in words[1:] if one.startswith("tests/")), line


def test_each_file_that_is_named_is_there() -> None:
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", TEXT)
    links = re.findall(r"(?<!!)\[[^\]]+\]\(([^)#]+)\)", TEXT)
    assert len(pictures) >= 8
    assert [one for one in [*pictures, *links] if not (ROOT / one).is_file()] == []
    developers = TEXT.split("\n## For those who change it\n")[1].split("\n## ")[0]
    named = re.findall(r"`((?:advice|exchange|ui|cli|data|tests|planner)/[\w/.]*)`", developers)
    assert len(named) >= 10
    assert [one for one in named if not any((base / one).exists() for base in (ROOT, ROOT / "outsource_tui"))] == []


def test_what_it_counts_is_there() -> None:
    trackers, checks, tasks = len(SOURCES), len(CHECKS), len(suggestions())
    assert {int(one) for one in re.findall(r"(\d+) checks", TEXT)} == {checks}
    assert re.findall(r"(\d+) usual tasks", TEXT) == [str(tasks)]
    table = TEXT.split("\n| in | how |\n")[1].split("\n\n")[0]
    assert all(one.label in table for one in SOURCES)
    changes = TEXT.split("\n## Changes\n")[1].split("\n## ")[0].replace("\n", " ")
    in_words = {5: "five", 6: "six", 7: "seven"}
    assert f"{in_words[len(SCREENS)]} screens" in changes
    assert f"{in_words[trackers]} time trackers" in changes
    assert f"{in_words[len(KINDS)]} exports" in changes


def test_the_tree_is_that_of_the_package() -> None:
    tree = TEXT.split("\noutsource_tui/\n")[1].split("```")[0]
    folders = {path.name for path in (ROOT / "outsource_tui").iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert set(re.findall(r"^  (\w+)/", tree, flags=re.MULTILINE)) == folders


def test_the_keys_are_those_of_the_program(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert main(["keys", "--format", "md"]) == 0
    shown = re.split(r"<!-- keys:[^>]*-->", TEXT)[1].split("<!-- end of keys -->")[0]
    assert shown.strip() == capsys.readouterr().out.strip()


def needed(asked: list[str], seen: set[str]) -> set[str]:
    """Packages that are asked for, with all that they ask for in turn on this machine, as they are installed."""
    found: set[str] = set()
    for line in asked:
        one = Requirement(line)
        found.add(canonicalize_name(one.name))
        if line not in seen:
            seen.add(line)
            in_turn = [Requirement(each) for each in importlib.metadata.requires(one.name) or []]
            fitting = [
                each
                for each in in_turn
                if each.marker is None or any(each.marker.evaluate({"extra": name}) for name in one.extras or {""})
            ]
            found |= needed([str(each).partition(";")[0] for each in fitting], seen)
    return found


def test_what_it_is_built_on_is_all_that_is_asked_for() -> None:
    table = TEXT.split("\n## What it is built on\n")[1]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table.splitlines() if line.startswith("| ")]
    licences = {canonicalize_name(name): licence for name, _, licence, _, _ in rows[1:]}
    versions = {canonicalize_name(name): version for name, version, *_ in rows[1:]}
    asked = map(Requirement, PROJECT["project"]["dependencies"])
    assert [str(one) for one in asked if not one.specifier.contains(versions[canonicalize_name(one.name)])] == []
    assert set(licences) == needed(PROJECT["project"]["dependencies"], set())
    assert set(licences.values()) <= COMPATIBLE
    for name, licence in licences.items():
        told = importlib.metadata.metadata(name)
        words = " ".join(
            one for field in ("License-Expression", "License", "Classifier") for one in told.get_all(field) or []
        )
        assert all(one.split("-")[0] in words.replace("Apache Software", "Apache") for one in licence.split(" or ")), (
            name
        )
