"""The wheel holds what it must and nothing else, and works from where it is unpacked. Built without network."""

import email
import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LEFT_OUT = {"__pycache__", ".DS_Store"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built through the source distribution as anybody would."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(build, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def files_under(folder: Path) -> set[str]:
    return {
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and not LEFT_OUT & set(path.parts) and path.suffix != ".pyc"
    }


def test_the_package_is_in_it_whole(unpacked: Path) -> None:
    package = files_under(ROOT / "outsource_tui")
    assert files_under(unpacked / "outsource_tui") == package
    assert {
        "LICENSE", "py.typed", "data/catalogue.toml", "data/packs.toml", "data/demo.toml", "data/manual/start.md",
    } <= package  # fmt: skip


def test_nothing_else_is_in_it(unpacked: Path) -> None:
    assert {path.name.partition("-0")[0] for path in unpacked.iterdir()} == {"outsource_tui"}
    assert {path.suffix for path in unpacked.iterdir()} <= {"", ".dist-info", ".data"}
    assert not [path for path in unpacked.rglob("*") if path.name.startswith("test_")]


def test_what_goes_elsewhere_is_in_it(unpacked: Path) -> None:
    """The man page and the completions, under the folders in which man and the shells look for them."""
    (data,) = unpacked.glob("*.data/data")
    assert files_under(data) == {
        "share/man/man1/outsource-tui.1",
        "share/bash-completion/completions/outsource-tui",
        "share/zsh/site-functions/_outsource-tui",
        "share/fish/vendor_completions.d/outsource-tui.fish",
    }
    assert all(path.stat().st_size > 500 for path in data.rglob("*") if path.is_file())


def test_what_it_says_of_itself(unpacked: Path) -> None:
    (path,) = unpacked.glob("*.dist-info/METADATA")
    told = email.message_from_string(path.read_text("utf-8"))
    assert told["License-Expression"] == "MIT"
    assert (path.parent / "licenses" / told["License-File"]).read_text("utf-8").startswith("MIT License")
    assert told["Requires-Python"] == ">=3.11"
    assert told["Summary"] == PROJECT["project"]["description"]
    assert told["Description-Content-Type"] == "text/markdown"
    assert "Environment :: Console" in told.get_all("Classifier", [])
    assert told.get_all("Project-URL") is None
    own = {one.partition(">")[0] for one in PROJECT["project"]["dependencies"]}
    asked = [one for one in told.get_all("Requires-Dist", []) if "extra ==" not in one]
    assert {one.partition("<")[0].partition(">")[0] for one in asked} == own


@pytest.mark.parametrize("words", [["--version"], ["--demo", "--today", "2026-11-23", "check", "--select", "OUT3"]])
def test_it_works_from_where_it_is_unpacked(unpacked: Path, tmp_path: Path, words: list[str]) -> None:
    """Another folder than that of the checkout, so that no file is found by chance."""
    run = "runpy.run_module('outsource_tui', run_name='__main__')"
    code = f"import runpy, outsource_tui; print(outsource_tui.__file__); {run}"
    environment = {**os.environ, "PYTHONPATH": str(unpacked), "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, *words],
        cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    first, *rest = done.stdout.splitlines()
    assert Path(first).is_relative_to(unpacked)
    assert rest, done.stderr
    assert done.stderr == ""
    assert done.returncode == (1 if "check" in words else 0)
