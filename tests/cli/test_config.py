"""`config`: what applies and where it came from; wrong files stop the app with their line; setting a value."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from outsource_tui.cli import opening
from outsource_tui.cli.parser import options_of
from outsource_tui.cli.settings import app_settings
from outsource_tui.model.settings import THEMES, USUAL, Binding, Settings

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """A user who sits at the machine, before a terminal that takes every character."""
    for name in ("NO_COLOR", "SSH_CONNECTION", "SSH_TTY", "COLORFGBG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "__stderr__", sys.stdout)


@pytest.fixture
def write(home: Path) -> Callable[[str], Path]:
    """Writes the user's file."""

    def write_it(text: str) -> Path:
        path = home / "config" / "outsource-tui" / "config.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    return write_it


Write = Callable[[str], Path]


def settings(*arguments: str) -> Settings:
    """What the app would be opened with."""
    return app_settings(options_of([*arguments]))


# what applies


def test_without_a_file_everything_is_as_usual_and_nothing_is_made(home: Path) -> None:
    assert settings() == Settings(theme=USUAL.theme, has_mouse=True)
    assert list(home.iterdir()) == []


def test_the_file_is_followed(write: Write) -> None:
    write('theme = "contrast"\nascii = true\nplain = true\nmouse = false\n[keys]\nadd = ["A", "F5"]\nundo = "none"\n')
    assert settings() == Settings(
        theme="contrast",
        is_ascii=True,
        is_plain=True,
        has_mouse=False,
        bindings={"add": Binding(("A", "f5"), "config.toml line 6"), "undo": Binding((), "config.toml line 7")},
    )


def test_an_option_wins_over_the_environment_and_that_over_the_file(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write('theme = "light"\n')
    assert settings().theme == "light"
    monkeypatch.setenv("NO_COLOR", "1")
    assert settings().theme == "mono"
    assert settings("--theme", "dark").theme == "dark"
    monkeypatch.setenv("NO_COLOR", "")
    assert settings().theme == "light"


def test_over_ssh_the_mouse_is_the_terminals_unless_the_file_wants_it(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22")
    assert not settings().has_mouse
    assert settings().theme == "ansi"
    write("mouse = true\n")
    assert settings().has_mouse
    assert not settings("--no-mouse").has_mouse


def test_options_switch_on(write: Write) -> None:
    write("ascii = false\n")
    assert settings("--ascii", "--plain").is_ascii
    assert settings("--plain").is_plain


def test_a_terminal_that_is_not_utf8_gets_ascii(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with (tmp_path / "terminal").open("w", encoding="ascii") as terminal:
        monkeypatch.setattr(sys, "__stderr__", terminal)
        assert settings().is_ascii


# where it came from


def test_config_says_where_each_value_came_from(run: Run, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write('plain = true\n\n[keys]\n"mark.all" = "A"\n')
    monkeypatch.setenv("NO_COLOR", "1")
    status, out, err = run("--ascii", "config")
    assert (status, err) == (0, "")
    assert [line.split(maxsplit=2) for line in out.splitlines()[1:-1]] == [
        ["theme", "mono", "NO_COLOR"],
        ["ascii", "true", "--ascii"],
        ["plain", "true", "config.toml line 1"],
        ["mouse", "true", "default"],
        ["keys.mark.all", "A", "config.toml line 4"],
    ]
    assert out.splitlines()[-1] == f"The file is {path}"


def test_config_as_json(run: Run, write: Write) -> None:
    path = write('theme = "light"\n[keys]\nadd = "none"\n')
    said = json.loads(run("config", "--json")[1])
    assert said["file"] == str(path)
    assert said["exists"] is True
    assert said["settings"]["theme"] == {"value": "light", "from": "file", "line": 1}
    assert said["settings"]["ascii"] == {"value": False, "from": "default", "line": None}
    assert said["settings"]["keys.add"] == {"value": "none", "from": "file", "line": 3}


def test_config_makes_nothing(run: Run, home: Path) -> None:
    status, out, _ = run("config")
    assert status == 0
    assert out.splitlines()[-1].endswith("config.toml (not there yet)")
    assert list(home.iterdir()) == []


# wrong files


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("\nthem = 'dark'\n", "line 2: there is no setting 'them'; did you mean theme?"),
        ("colour = 1\n", "line 1: there is no setting 'colour'; known: theme, ascii, plain, mouse, [keys]"),
        ("[kyes]\nadd = 'A'\n", "line 2: there is no setting 'kyes.add'; did you mean keys.add?"),
        ("theme = 'nord'\n", "line 1: theme: 'nord' is none; one of dark, light, ansi, contrast, mono"),
        ("ascii = 'yes'\n", "line 1: ascii: 'yes' is not true or false"),
        ("[keys]\nadd = 3\n", 'line 2: keys.add: 3 is no key; such as "A"'),
        ("[keys]\n\nadd = 'ctrl-a'\n", "line 3: keys.add: there is no key 'ctrl-a'; did you mean ctrl+a?"),
        ("[keys]\nad = 'A'\n", "line 2: there is no command 'ad'; did you mean add?"),
        ("[keys]\nadd = 'n'\n", "line 2: n is both add and next on Overview"),
        ("theme = \n", "line 1: invalid value"),
    ],
)
def test_a_wrong_file_stops_the_app_in_one_line(
    run: Run, write: Write, monkeypatch: pytest.MonkeyPatch, text: str, words: str
) -> None:
    stand_in = ModuleType("outsource_tui.ui.app")
    monkeypatch.setitem(sys.modules, "outsource_tui.ui.app", stand_in)
    monkeypatch.setattr(opening, "is_terminal", lambda stream: True)
    write(text)
    for arguments in ((), ("demo",), ("config",), ("keys",), ("config", "set", "theme", "light")):
        status, out, err = run(*arguments)
        assert (status, out) == (2, "")
        assert err.count("\n") == 1
        assert "config.toml" in err
        assert words in err, err


def test_commands_for_scripts_do_not_care_about_it(run: Run, write: Write) -> None:
    write("nonsense")
    assert run("add", "Books")[0] == 0
    assert run("tasks")[0] == 0


# setting


def test_set_writes_one_value_and_keeps_the_rest(run: Run, write: Write) -> None:
    path = write("# mine\ntheme = 'dark'  # at night\n")
    assert run("config", "set", "theme", "light") == (0, "theme = light (config.toml line 2)\n", "")
    assert run("config", "set", "plain", "yes")[0] == 0
    assert run("config", "set", "keys.add", "A", "f5") == (0, "keys.add = A f5 (config.toml line 6)\n", "")
    assert path.read_text() == '# mine\ntheme = "light"  # at night\nplain = true\n\n[keys]\nadd = ["A", "f5"]\n'
    assert settings().bindings == {"add": Binding(("A", "f5"), "config.toml line 6")}


def test_a_key_that_is_wrong_can_be_put_right(run: Run, write: Write) -> None:
    path = write("[keys]\nadd = 'n'\n")
    assert run("config", "set", "keys.add", "A")[0] == 0
    assert path.read_text() == '[keys]\nadd = "A"\n'


def test_set_makes_the_file(run: Run, home: Path) -> None:
    assert run("config", "set", "ascii", "on")[0] == 0
    assert (home / "config" / "outsource-tui" / "config.toml").read_text() == "ascii = true\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["theme"], "config set needs a name and a value"),
        (["them", "dark"], "there is no setting 'them'; did you mean theme?"),
        (["theme", "nord"], "theme: 'nord' is none; one of " + ", ".join(THEMES)),
        (["theme", "dark", "light"], "theme takes one value"),
        (["ascii", "perhaps"], "ascii: 'perhaps' is not true or false"),
        (["keys.add", "n"], "n is both add and next on Overview"),
        (["keys.ad", "x"], "there is no command 'ad'; did you mean add?"),
    ],
)
def test_nothing_wrong_is_ever_written(run: Run, write: Write, arguments: list[str], words: str) -> None:
    path = write("# mine\n")
    status, out, err = run("config", "set", *arguments)
    assert (status, out) == (2, "")
    assert words in err
    assert path.read_text() == "# mine\n"


def test_reading_no_file_is_quick() -> None:
    settings()
    start = time.perf_counter()
    for _ in range(10):
        settings()
    assert (time.perf_counter() - start) / 10 < 0.03


# taking one out


def test_unset_takes_the_line_out_and_leaves_the_rest(run: Run, write: Write) -> None:
    path = write('# mine\nascii = true  # plain\ntheme = "light"\n\n[keys]\nadd = [\n  "A",\n]\n# end\n')
    assert run("config", "unset", "ascii") == (0, "ascii is not set any more\n", "")
    assert run("config", "unset", "keys.add", "--json") == (
        0, '{\n  "name": "keys.add",\n  "value": null,\n  "line": null\n}\n', ""
    )  # fmt: skip
    assert path.read_text() == '# mine\ntheme = "light"\n\n[keys]\n# end\n'
    assert settings().theme == "light"


def test_unset_mends_a_file_with_a_wrong_name_in_it(run: Run, write: Write) -> None:
    path = write("theem = 'light'\nplain = true\n")
    assert run("config")[0] == 2
    assert run("config", "unset", "theem")[0] == 0
    assert path.read_text() == "plain = true\n"


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["unset"], 2, "config unset needs a name"),
        (["unset", "theme", "light"], 2, "config unset needs a name and no value"),
        (["unset", "tehme"], 2, "there is no setting 'tehme'; did you mean theme?"),
        (["unset", "theme"], 1, "theme is not set in "),
        (["unset", "keys.add"], 1, "keys.add is not set in "),
    ],
)
def test_what_cannot_be_unset_is_one_line(
    run: Run, write: Write, arguments: list[str], status: int, words: str
) -> None:
    path = write("ascii = true\n")
    said = run("config", *arguments)
    assert (said[0], said[1]) == (status, "")
    assert words in said[2]
    assert said[2].count("\n") == 1
    assert path.read_text() == "ascii = true\n"


def test_set_answers_as_json(run: Run) -> None:
    assert json.loads(run("config", "set", "theme", "light", "--json")[1]) == {
        "name": "theme",
        "value": "light",
        "line": 1,
    }
