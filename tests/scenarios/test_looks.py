"""What a real terminal is sent: without colour, in ASCII, in lines to be read; and keys that are tested."""

import re
from pathlib import Path

import pytest

from outsource_tui.ui.commands import EVERYWHERE, SCREENS, commands_of
from tests.scenarios.terminal import Terminal

DEMO = ["--today", "2026-11-23", "demo"]
SGR = re.compile(rb"\x1b\[([\d;:]*)m")
LEAVING = {"quit", "suspend", "redraw", "plans"}


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What is sent while every screen is gone to and each of its keys is pressed, by who wants no colour and ASCII."""
    # Whatever editor a machine has, its own colours are not what is looked for.
    more = {"NO_COLOR": "1", "COLORTERM": "truecolor", "EDITOR": "true", "VISUAL": "true"}
    with Terminal(["--ascii", *DEMO], home=tmp_path_factory.mktemp("home"), more=more) as terminal:
        terminal.see("demo")
        for number, screen in enumerate(SCREENS):
            for command in commands_of(screen):
                if command.id in LEAVING or not command.keys or (number and command.where == EVERYWHERE):
                    continue
                terminal.press(str(number), command.keys[0])
                terminal.pump(0.03)
                terminal.press("escape")
                terminal.pump(0.03)
                terminal.press("escape")
        terminal.settle()
        return bytes(terminal.raw)


def test_no_color_sends_no_colour_on_any_screen(everything: bytes) -> None:
    codes = {int(code or 0) for codes in SGR.findall(everything) for code in re.split(rb"[;:]", codes)}
    assert codes <= {0, 1, 4, 7, 22, 24, 27}
    assert {1, 7} <= codes


def test_ascii_sends_nothing_above_126_on_any_screen(everything: bytes) -> None:
    # An Esc and the digit behind it may be one key, which is then named as what it types elsewhere: not drawn by us.
    drawn = everything.decode().translate(dict.fromkeys(map(ord, "º¡™£¢∞§")))
    assert max(drawn) <= "~"


def test_the_same_walk_with_colour_sends_some(tmp_path: Path) -> None:
    """So that the test before can fail."""
    with Terminal(["--theme", "dark", *DEMO], home=tmp_path) as terminal:
        terminal.see("demo")
        assert b"38;5;" in terminal.raw
        assert b"48;5;" in terminal.raw


def test_no_color_reaches_the_editor(tmp_path: Path) -> None:
    """Textual takes the variable away; programs that are started from here shall see it."""
    editor = tmp_path / "editor"
    editor.write_text(f'#!/bin/sh\nprintf %s "$NO_COLOR" > {tmp_path}/told\n')
    editor.chmod(0o755)
    more = {"NO_COLOR": "yes", "EDITOR": str(editor), "VISUAL": str(editor)}
    with Terminal(DEMO, home=tmp_path, more=more) as terminal:
        terminal.see("demo")
        terminal.press("1", "E")
        terminal.wait_until(lambda: (tmp_path / "told").exists(), "the editor")
        terminal.settle()
    assert (tmp_path / "told").read_text() == "yes"


def test_a_terminal_that_takes_only_ascii_gets_it(tmp_path: Path) -> None:
    with Terminal(DEMO, home=tmp_path, more={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}) as terminal:
        terminal.see("demo")
        terminal.settle()
        assert max(terminal.raw) <= 126
        assert "\\u" not in terminal.text


def test_plain_puts_the_cursor_on_the_row_that_is_read(tmp_path: Path) -> None:
    with Terminal(["--plain", *DEMO], home=tmp_path) as terminal:
        terminal.see("Overview screen")
        terminal.press("1", "down", "down")
        terminal.see("Here: Social posts")
        terminal.settle()
        assert terminal.screen.display[terminal.screen.cursor.y].startswith("Here: Social posts")
        assert not re.search(r"[─│█░┌]", terminal.text)
        terminal.press("q")
        assert terminal.end() == 0


def test_settings_from_the_file(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "outsource-tui"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text('theme = "light"\n[keys]\nquit = "Q"\n')
    with Terminal(DEMO, home=tmp_path) as terminal:
        terminal.see("demo")
        assert b"48;5;255" in terminal.raw
        terminal.press("q", "?")
        terminal.see("Your changes: quit = Q (config.toml line 3)")
        terminal.press("escape")
        terminal.settle()
        terminal.press("Q")
        assert terminal.end() == 0


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ("a", "a              61                       add"),
        ("\x1b[A", "up             1b 5b 41                 trial.previous on Trial"),
        ("\x08", "backspace      08"),
        ("\x0c", "ctrl+l         0c                       redraw"),
        ("\x1b", "escape         1b                       leaves what is open"),
        ("é", "é              c3 a9"),
    ],
)
def test_keys_test_tells_what_arrives_until_q(tmp_path: Path, sent: str, told: str) -> None:
    with Terminal(["keys", "--test"], home=tmp_path, columns=120) as terminal:
        terminal.see("q ends this")
        terminal.press(sent)
        terminal.see(told)
        terminal.press("q")
        assert terminal.end() == 0
