"""Installed from a clean clone as README.md says, and opened in a terminal. Needs the network, so it is run by hand."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.scenarios.terminal import Terminal

ROOT = Path(__file__).parent.parent.parent
INSTALL = re.search(r"## Install and open\n.*?```sh\n(.*?)\n```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
RUN_INSTEAD = ("-c", "import os, sys; os.execv(sys.argv[1], sys.argv[1:])")
"""What a terminal's Python is given, so that the installed program takes its place."""

pytestmark = pytest.mark.long


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """What is committed, and nothing else."""
    folder = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True, timeout=60)
    return folder


def opens_the_demo(program: Path, home: Path) -> None:
    home.mkdir()
    with Terminal([str(program), "demo"], home=home, program=RUN_INSTEAD) as terminal:
        terminal.see("15 listed, 42.0 h/week, all scored")
        terminal.see("demo, not kept")
    assert not list(home.rglob("plan.json"))


def test_the_line_of_the_readme(clone: Path, tmp_path: Path) -> None:
    assert INSTALL is not None
    install, _, opened = INSTALL[1].rpartition(" && ")
    assert opened == ".venv/bin/outsource-tui demo"
    subprocess.run(["bash", "-c", install], cwd=clone, check=True, timeout=300)
    opens_the_demo(clone / ".venv/bin/outsource-tui", tmp_path / "home")
    page = subprocess.run(
        ["man", "--where", "outsource-tui"],
        env={"PATH": os.environ["PATH"], "MANPATH": str(clone / ".venv/share/man")},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert page.stdout.strip().endswith("man1/outsource-tui.1")


@pytest.mark.system
@pytest.mark.parametrize(
    ("tool", "words"), [("pipx", ["install", "--quiet", "."]), ("uv", ["tool", "install", "--quiet", "."])]
)
def test_the_other_two_ways(clone: Path, tmp_path: Path, tool: str, words: list[str]) -> None:
    found = shutil.which(tool)
    if found is None:
        pytest.skip(f"there is no {tool}")
    places = {"PIPX_HOME": "pipx", "PIPX_BIN_DIR": "bin", "UV_TOOL_DIR": "uv", "UV_TOOL_BIN_DIR": "bin"}
    environment = {**os.environ, **{name: str(tmp_path / place) for name, place in places.items()}}
    subprocess.run([found, *words], cwd=clone, env=environment, check=True, timeout=300)
    opens_the_demo(tmp_path / "bin/outsource-tui", tmp_path / "home")
