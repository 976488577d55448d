"""The manual page and the completions that are installed with the program are those of this program.

`UPDATE_SNAPSHOTS=1 pytest tests/cli/test_installed_files.py` writes them anew.
"""

import os
import shutil
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from outsource_tui.cli.completing import completion_script
from outsource_tui.cli.manual import manual_page
from outsource_tui.cli.parser import COMMANDS
from outsource_tui.ui.commands import COMMANDS as KEYS

Run = Callable[..., tuple[int, str, str]]
ROOT = Path(__file__).parents[2]
KEPT = "outsource_tui/data/share"
FILES: dict[str, Callable[[], str]] = {
    "man/man1/outsource-tui.1": manual_page,
    "bash-completion/completions/outsource-tui": lambda: completion_script("bash"),
    "zsh/site-functions/_outsource-tui": lambda: completion_script("zsh"),
    "fish/vendor_completions.d/outsource-tui.fish": lambda: completion_script("fish"),
}


@pytest.mark.parametrize("name", FILES)
def test_each_file_is_what_the_program_says_of_itself(name: str) -> None:
    path, text = ROOT / KEPT / name, FILES[name]()
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    assert path.read_text("utf-8") == text, "UPDATE_SNAPSHOTS=1 pytest tests/cli/test_installed_files.py writes it anew"


def test_each_file_is_installed_where_others_look_for_it() -> None:
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["shared-data"] == {f"{KEPT}/{name}": f"share/{name}" for name in FILES}


def test_the_commands_print_them(run: Run) -> None:
    assert run("man") == (0, manual_page(), "")
    for shell in ("bash", "zsh", "fish"):
        assert run("completion", shell) == (0, completion_script(shell), "")


def test_a_shell_that_is_not_known_is_one_line(run: Run) -> None:
    status, out, err = run("completion", "tcsh")
    assert (status, out) == (2, "")
    assert "is not one of bash, zsh, fish" in err
    assert err.count("\n") == 1
    assert run("completion")[0] == 2


def test_the_page_names_every_command_and_every_key() -> None:
    page = manual_page()
    for one in COMMANDS:
        assert f".SS {one.name}\n" in page
    for key in KEYS:
        assert key.help.replace("'", "\\(aq").replace("--", "\\-\\-") in page.replace("\n", " ")
    assert all(line.isascii() for line in page.splitlines())


@pytest.mark.system
@pytest.mark.parametrize(
    "command", [["mandoc", "-T", "lint"], ["groff", "-man", "-ww", "-Tutf8"], ["man", "--warnings=w", "-l", "-"]]
)
def test_who_sets_manual_pages_has_nothing_to_say(command: list[str]) -> None:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    environment = {**os.environ, "MANPAGER": "cat", "LC_ALL": "C.UTF-8", "MANWIDTH": "80"}
    done = subprocess.run(
        command, input=manual_page(), capture_output=True, text=True, env=environment, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    if command[0] == "mandoc":
        assert done.stdout == ""
    else:
        assert "Take the newest change back" in " ".join(done.stdout.split())
