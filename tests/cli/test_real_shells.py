"""The completions in the shells themselves: what Tab makes of what is typed."""

import os
import pty
import select
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

SHARE = Path(__file__).parents[2] / "outsource_tui" / "data" / "share"
BASH = SHARE / "bash-completion" / "completions" / "outsource-tui"
ZSH = SHARE / "zsh" / "site-functions"
FISH = SHARE / "fish" / "vendor_completions.d" / "outsource-tui.fish"
PATIENCE_SECONDS = 20.0
TABS = [
    ("outsource-tui ta", "outsource-tui tasks"),
    ("outsource-tui comple", "outsource-tui completion"),
    ("outsource-tui completion fi", "outsource-tui completion fish"),
    ("outsource-tui --de", "outsource-tui --demo"),
    ("outsource-tui --theme contr", "outsource-tui --theme contrast"),
    ("outsource-tui export --to js", "outsource-tui export --to json"),
    ("outsource-tui import time", "outsource-tui import timelog.csv"),
    ("outsource-tui add Books --decision auto", "outsource-tui add Books --decision automate"),
    ("outsource-tui check --fail-on warn", "outsource-tui check --fail-on warning"),
]

pytestmark = pytest.mark.system


class Shell:
    """An interactive shell on a terminal of its own."""

    def __init__(self, command: list[str], folder: Path) -> None:
        environment = {
            "PATH": f"{folder}:{os.environ['PATH']}", "HOME": str(folder), "TERM": "dumb", "PS1": "READY> ",
            "LC_ALL": "C.UTF-8", "ZDOTDIR": str(folder),
        }  # fmt: skip
        master, slave = pty.openpty()
        self.terminal = master
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, cwd=folder, env=environment, start_new_session=True
        )
        os.close(slave)

    def type(self, text: str) -> None:
        os.write(self.terminal, text.encode())

    def shows(self, expected: str) -> str:
        """What has appeared, once `expected` is in it; or all there was when patience ran out."""
        seen, end = "", time.monotonic() + PATIENCE_SECONDS
        while expected not in seen and time.monotonic() < end:
            if select.select([self.terminal], [], [], 0.1)[0]:
                seen += os.read(self.terminal, 4096).decode("utf-8", "replace").replace("\x07", "")
        return seen

    def close(self) -> None:
        os.close(self.terminal)
        self.process.kill()
        self.process.wait()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the shell is: a program of our name, and one file."""
    program = tmp_path / "outsource-tui"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    (tmp_path / "timelog.csv").write_text("")
    return tmp_path


@pytest.fixture
def bash(folder: Path) -> Iterator[Shell]:
    if shutil.which("bash") is None:
        pytest.skip("bash is not installed")
    shell = Shell(["bash", "--noprofile", "--norc", "-i"], folder)
    shell.type(f"bind 'set bell-style none'; source {BASH}; echo sour''ced\n")
    assert "sourced" in shell.shows("sourced")
    yield shell
    shell.close()


@pytest.fixture
def zsh(folder: Path) -> Iterator[Shell]:
    if shutil.which("zsh") is None:
        pytest.skip("zsh is not installed")
    shell = Shell(["zsh", "-f", "-i"], folder)
    shell.type(f"PROMPT='READY> '; fpath=({ZSH} $fpath); autoload -U compinit; compinit -u -D; echo load''ed\n")
    assert "loaded" in shell.shows("loaded\r\n")
    yield shell
    shell.close()


@pytest.mark.parametrize(("typed", "completed"), TABS)
def test_bash(bash: Shell, typed: str, completed: str) -> None:
    bash.type(f"{typed}\t")
    assert completed in bash.shows(completed)


@pytest.mark.parametrize(("typed", "completed"), TABS)
def test_zsh(zsh: Shell, typed: str, completed: str) -> None:
    zsh.type(f"{typed}\t")
    assert completed in zsh.shows(completed)


@pytest.mark.parametrize(("typed", "completed"), TABS)
def test_fish(folder: Path, typed: str, completed: str) -> None:
    if shutil.which("fish") is None:
        pytest.skip("fish is not installed")
    script = f"source '{FISH}'; complete --do-complete '{typed}'"
    done = subprocess.run(
        ["fish", "--no-config", "-c", script], cwd=folder, env={**os.environ, "HOME": str(folder), "LC_ALL": "C.UTF-8"},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert completed.rpartition(" ")[2] in [line.partition("\t")[0] for line in done.stdout.splitlines()]
