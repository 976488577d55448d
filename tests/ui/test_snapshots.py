"""Each screen and dialog as it is seen, at the sizes that matter. UPDATE_SNAPSHOTS=1 writes them anew: look at them."""

from pathlib import Path

import pytest

from outsource_tui.ui.commands import SCREENS
from outsource_tui.ui.dialogs.first_run import FirstRunDialog
from tests.ui.conftest import Driver, FakeShelf
from tests.ui.snapshot import FOLDER, RULER, matches_snapshot, snapshot_text

SIZES = {"80x24": (80, 24, "ansi"), "120x36": (120, 36, "ansi"), "50x14-mono": (50, 14, "mono")}
DIALOGS: dict[str, tuple[str, ...]] = {
    "add-a-task": ("1", "a", *"Travel 1.5h @admin e4 v2"),
    "edit-a-task": ("1", "e"),
    "decide": ("1", "d"),
    "know-how": ("1", "r"),
    "tags": ("1", "t"),
    "filter": ("1", "f"),
    "figures": ("1", ".", "down", "down"),
    "brief": ("1", "B"),
    "import": ("1", "i"),
    "find": ("1", "/", *"web"),
    "trial-with-whom": ("1", "T"),
    "add-a-person": ("3", "a", *"Maria Silva 24/h Lisbon 9-17 en:C1"),
    "edit-a-person": ("3", "e"),
    "rate": ("3", "s"),
    "compare": ("3", "="),
    "for-which-task": ("3", "f"),
    "book-a-trial": ("3", "T"),
    "scorecard": ("4", "s"),
    "trial-facts": ("4", "e"),
    "decide-a-trial": ("4", "d"),
    "log-a-look": ("5", "l"),
    "edit-a-hand-off": ("5", "e"),
    "state-of-a-hand-off": ("5", "b"),
    "prepare-a-hand-off": ("5", "p", "down", "down", "down", "enter", "enter"),
    "other-fixes": ("6", "F"),
    "mute": ("6", "M"),
    "one-mistake": ("6", "f"),
    "sum-of-hours": ("0", "down", "enter"),
    "sum-of-money": ("0", "down", "down", "enter"),
    "commands": (":", *"und"),
    "keys": ("1", "?"),
    "manual": ("2", "?", "p"),
    "history": ("2", "L", "L", ":", *"history", "enter"),
    "profile": ("P",),
    "plans": ("w",),
    "write-a-file": ("W",),
}


@pytest.fixture(autouse=True)
def same_everywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is told of the terminal and of the folder does not depend on whoever runs the tests."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("LANG", "C.UTF-8")
    for name in ("COLORTERM", "NO_COLOR", "TMUX", "STY", "SSH_CONNECTION", "LC_ALL", "LC_CTYPE", "TERM_PROGRAM"):
        monkeypatch.delenv(name, raising=False)


def press(stage: Driver, keys: tuple[str, ...], width: int, height: int) -> None:
    """Press keys with the screen drawn after each, as it is in a terminal."""
    for key in keys:
        stage.press("space" if key == " " else key)
        stage.seen(width, height)


def check(stage: Driver, name: str, size: str) -> None:
    width, height, theme = SIZES[size]
    matches_snapshot(f"{name}-{size}", snapshot_text(stage.lines(width, height), width, theme))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_with_the_demo(stage: Driver, screen: str, size: str) -> None:
    stage.go(screen)
    check(stage, screen, size)


@pytest.mark.parametrize("size", ["80x24", "50x14-mono"])
@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_with_nothing_in_it(empty_stage: Driver, screen: str, size: str) -> None:
    empty_stage.go(screen)
    check(empty_stage, f"empty-{screen}", size)


@pytest.mark.parametrize("size", ["80x24", "50x14-mono"])
@pytest.mark.parametrize("name", DIALOGS)
def test_a_dialog(stage: Driver, name: str, size: str) -> None:
    stage.shelf = FakeShelf()
    press(stage, DIALOGS[name], *SIZES[size][:2])
    assert stage.dialog is not None
    check(stage, f"dialog-{name}", size)


@pytest.mark.parametrize("size", SIZES)
def test_the_first_run_and_the_score_flow(empty_stage: Driver, size: str) -> None:
    empty_stage.open(FirstRunDialog())
    press(empty_stage, (" ", "down", " ", "3", "down"), *SIZES[size][:2])
    check(empty_stage, "first-run", size)
    press(empty_stage, ("enter", "4"), *SIZES[size][:2])
    check(empty_stage, "score-flow", size)


def test_a_trial_that_is_planned(stage: Driver) -> None:
    stage.go("people")
    stage.press("T", "enter")
    for size in SIZES:
        check(stage, "planned-trial", size)


def test_a_difference_fails(tmp_path: Path, stage: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("UPDATE_SNAPSHOTS", raising=False)
    text = snapshot_text(stage.lines(80, 24), 80, "ansi")
    with pytest.raises(AssertionError, match="there is no"):
        matches_snapshot("one", text, tmp_path)
    (tmp_path / "one.txt").write_text(text)
    matches_snapshot("one", text, tmp_path)
    with pytest.raises(AssertionError):
        matches_snapshot("one", snapshot_text(stage.lines(80, 24), 80, "mono"), tmp_path)


def test_no_snapshot_is_left_over() -> None:
    demo = {f"{screen}-{size}" for screen in SCREENS for size in SIZES}
    several = {f"{one}-{size}" for one in ("first-run", "score-flow", "planned-trial") for size in SIZES}
    names = [*(f"empty-{screen}" for screen in SCREENS), *(f"dialog-{one}" for one in DIALOGS)]
    small = {f"{one}-{size}" for one in names for size in ("80x24", "50x14-mono")}
    assert {one.stem for one in FOLDER.glob("*.txt")} == demo | several | small


def test_without_colour_no_style_has_one() -> None:
    for path in FOLDER.glob("*-mono.txt"):
        words = path.read_text().partition(RULER)[2].replace(",", " ").split()
        assert {one for one in words if not one[0].isdigit()} <= {"bold", "reverse", "underline"}, path.name
