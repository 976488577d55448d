"""What a run has left out is said in one line at its end; and the programs that `system` tests need."""

import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import settings

from tests.thoroughness import IS_THOROUGH

# What passed once passes again; chance is for those who look for something.
settings.register_profile("same every time", derandomize=not IS_THOROUGH)
settings.load_profile("same every time")

BY_HAND = ("long", "benchmark")
DESELECTED = pytest.StashKey[Counter[str]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[DESELECTED] = Counter()


def pytest_deselected(items: Sequence[pytest.Item]) -> None:
    for item in items:
        for name in BY_HAND:
            if item.get_closest_marker(name) is not None:
                item.config.stash[DESELECTED][name] += 1


def pytest_sessionfinish(session: pytest.Session) -> None:
    """What a worker has left out is told to the one that sums up."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        counted: Counter[str] = session.config.stash[DESELECTED]
        output["deselected"] = dict(counted)


def pytest_testnodedown(node: Any) -> None:
    # Every worker collects all tests and leaves out the same ones.
    left_out: Counter[str] = node.config.stash[DESELECTED]
    left_out |= Counter(getattr(node, "workeroutput", {}).get("deselected", {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = terminalreporter.stats.get("skipped", [])
    reasons = Counter(reason_of(one) for one in reports if "system" in one.keywords)
    words = left_out_words(reasons, terminalreporter.config.stash[DESELECTED])
    if words:
        terminalreporter.write_line(words)


def reason_of(report: pytest.TestReport) -> str:
    """Why a test was skipped, as it said itself."""
    words = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return words.removeprefix("Skipped: ")


def left_out_words(reasons: Counter[str], by_hand: Counter[str]) -> str:
    """One line; empty where nothing was left out."""
    parts = [f"{count} system ({reason})" for reason, count in sorted(reasons.items())]
    parts += [f"{by_hand[name]} {name} (run by hand: -m {name})" for name in BY_HAND if by_hand[name]]
    return "left out: " + ", ".join(parts) if parts else ""


@pytest.fixture(scope="session")
def strace() -> str:
    """The program that makes system calls fail; without it, or the right to use it, the test is left out."""
    program = shutil.which("strace")
    if program is None:
        pytest.skip("strace is not here")
    trial = [program, "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null", "-e", "inject=fsync:error=EIO", "true"]
    if subprocess.run(trial, capture_output=True, timeout=20, check=False).returncode != 0:
        pytest.skip("strace may not trace here, or is too old to inject faults")
    return program


@pytest.fixture(scope="session")
def setpriv() -> list[str]:
    """What a command begins with so that root has no more rights than anybody; nothing for anybody else."""
    if os.geteuid() != 0:
        return []
    program = shutil.which("setpriv")
    if program is None:
        pytest.skip("setpriv is not here to drop root's rights")
    return [program, "--inh-caps=-all", "--bounding-set=-all"]
