"""README.md: what stands in it is so."""

import re
import shlex
from pathlib import Path

import pytest

from outsource_tui.cli.main import main
from outsource_tui.cli.parser import options_of

ROOT = Path(__file__).parent.parent.parent
TEXT = (ROOT / "README.md").read_text("utf-8")


def block_under(heading: str) -> str:
    """The one `sh` block under a heading."""
    section = re.split(r"^## ", TEXT.split(f"\n## {heading}\n")[1], flags=re.MULTILINE)[0]
    blocks = re.findall(r"```sh\n(.*?)```", section, flags=re.DOTALL)
    assert len(blocks) == 1, heading
    return str(blocks[0]).rstrip("\n")


def test_the_two_commands_are_one_line_each() -> None:
    install, check = block_under("Install and open"), block_under("Run every check")
    assert "\n" not in install
    assert install.endswith("outsource-tui demo")
    assert check == "bash tests/check.sh"
    assert "tests/check.sh" in (ROOT / ".ci" / "run").read_text("utf-8")


def commands() -> list[str]:
    """Every command line of the program in a block of README.md."""
    lines = [line for block in re.findall(r"```sh\n(.*?)```", TEXT, flags=re.DOTALL) for line in block.splitlines()]
    return [line for line in lines if line.startswith("outsource-tui ")]


def test_there_are_commands() -> None:
    assert len(commands()) >= 5


@pytest.mark.parametrize("line", commands())
def test_each_command_is_understood(line: str) -> None:
    words = shlex.split(line.split("||")[0], comments=True)
    assert options_of(words[1:]).command is not None


def test_each_picture_is_there() -> None:
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", TEXT)
    assert len(pictures) >= 7
    assert [one for one in pictures if not (ROOT / one).is_file()] == []


def test_the_keys_are_those_of_the_program(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert main(["keys", "--format", "md"]) == 0
    shown = re.split(r"<!-- keys:[^>]*-->", TEXT)[1].split("<!-- end of keys -->")[0]
    assert shown.strip() == capsys.readouterr().out.strip()
