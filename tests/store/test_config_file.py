"""config.toml: each value with its line, problems with theirs, and one value changed with every other byte kept."""

from pathlib import Path

import pytest

from outsource_tui.model.problems import BadInput, SaveFailed
from outsource_tui.store.config_edits import changed, save, without
from outsource_tui.store.config_file import config_file, config_path, parsed

PATH = Path("config.toml")
TEXT = """\
# what I like
theme = "light"   # my eyes
ascii = false

[keys]
# as in vim
add = "A"
"order.reverse" = [
  "R",  # one
  "f5",
]
quit="Q"
trial.book = "B"

"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path


def test_values_and_their_lines() -> None:
    found = parsed(PATH, TEXT)
    assert [(one.name, one.value, one.first, one.last) for one in found.statements] == [
        ("theme", "light", 2, 2),
        ("ascii", False, 3, 3),
        ("keys.add", "A", 7, 7),
        ("keys.order.reverse", ["R", "f5"], 8, 11),
        ("keys.quit", "Q", 12, 12),
        ("keys.trial.book", "B", 13, 13),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "keys.add = 'A'\n",
        "keys = {add = 'A'}",
        "[keys]\nadd = 'A'",
        '["keys"]\r\n\r\nadd = "A"\r\n',
        "[ keys ]  # mine\nadd='A' # x",
    ],
)
def test_the_ways_in_which_it_can_be_written(text: str) -> None:
    assert [(one.name, one.value) for one in parsed(PATH, text).statements] == [("keys.add", "A")]


def test_an_equals_sign_or_a_table_in_a_text_is_no_statement() -> None:
    found = parsed(PATH, 'theme = """\nascii = true\n[keys]\nadd = 1"""\nplain = true\n')
    assert [(one.name, one.first, one.last) for one in found.statements] == [("theme", 1, 4), ("plain", 5, 5)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("theme = \n", "config.toml, line 1: invalid value"),
        ("a = 1\nb = 2\na = 3\n", "config.toml, line 3: cannot overwrite a value"),
        ("[keys]\nadd = 'A'\n\n[keys]\n", "config.toml, line 4: cannot declare ('keys',) twice"),
        ("\n\ntheme", "config.toml, line 3: expected '=' after a key in a key/value pair"),
        pytest.param(f"a = {'[' * 20_000}", "config.toml: nested too deeply", id="deep values"),
        pytest.param(f"{'.'.join('a' * 5_000)} = 1", "config.toml: nested too deeply", id="deep names"),
        pytest.param(f"a = {'1' * 20_000}", "config.toml: a number has too many digits", id="many digits"),
    ],
)
def test_what_is_no_toml_is_told_with_its_line(text: str, words: str) -> None:
    with pytest.raises(BadInput) as problem:
        parsed(PATH, text)
    assert str(problem.value).startswith(words)


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("theme = dark\n", 'such as theme = "dark", with quotes, or ascii = true, without'),
        ("theme = 'dark'\ntheme = 'light'\n", "take one of the two out"),
        ("[keys]\n[keys]\n", "such as [keys], once, with all keys below it"),
    ],
)
def test_what_is_no_toml_is_told_with_what_to_do(text: str, fix: str) -> None:
    with pytest.raises(BadInput) as problem:
        parsed(PATH, text)
    assert str(problem.value).endswith(f"; {fix}")


def test_names_with_dots_are_told_about_quotes() -> None:
    with pytest.raises(BadInput, match=r"line 3.*stands in quotes"):
        parsed(PATH, "[keys]\norder = 'o'\norder.reverse = 'O'\n")
    quoted = parsed(PATH, "[keys]\norder = 'o'\n'order.reverse' = 'O'\n")
    assert [one.name for one in quoted.statements] == ["keys.order", "keys.order.reverse"]


def test_no_file_is_nothing_and_costs_nothing(home: Path) -> None:
    assert config_file().statements == ()
    assert config_path() == home / "config" / "outsource-tui" / "config.toml"
    assert list(home.iterdir()) == []


def test_what_cannot_be_read_is_said() -> None:
    config_path().parent.mkdir(parents=True)
    config_path().write_bytes(b"theme = 'light'\n# caf\xe9\n")
    with pytest.raises(BadInput, match=r"config.toml, line 2: this is no UTF-8 text"):
        config_file()
    config_path().unlink()
    config_path().mkdir()
    with pytest.raises(BadInput, match="cannot be read"):
        config_file()


# changing


def test_one_value_is_changed_and_every_other_byte_stays() -> None:
    new = changed(parsed(PATH, TEXT), "theme", "dark")
    assert new.text == TEXT.replace('"light"   # my eyes', '"dark"   # my eyes')
    assert changed(new, "theme", "light").text == TEXT
    assert changed(parsed(PATH, TEXT), "keys.quit", ["Q", "f10"]).text == TEXT.replace('quit="Q"', 'quit= ["Q", "f10"]')


def test_a_value_over_several_lines_becomes_one() -> None:
    new = changed(parsed(PATH, TEXT), "keys.order.reverse", "R")
    assert '# as in vim\nadd = "A"\n"order.reverse" = "R"\nquit="Q"\n' in new.text


def test_a_new_value_goes_to_its_kin() -> None:
    text = changed(parsed(PATH, TEXT), "plain", True).text
    assert text == TEXT.replace("ascii = false\n", "ascii = false\nplain = true\n")
    text = changed(parsed(PATH, TEXT), "keys.mark.all", "a").text
    assert text == TEXT.replace('trial.book = "B"\n', 'trial.book = "B"\n"mark.all" = "a"\n')


@pytest.mark.parametrize(
    ("before", "name", "value", "after"),
    [
        ("", "theme", "dark", 'theme = "dark"\n'),
        ("", "keys.add", "A", '[keys]\nadd = "A"\n'),
        ("plain = true", "theme", "dark", 'plain = true\ntheme = "dark"\n'),
        ("# mine\n\n# keys\n[keys]\n", "plain", True, "# mine\nplain = true\n\n# keys\n[keys]\n"),
        ("[keys]\n", "keys.add", '"', '[keys]\nadd = "\\""\n'),
        ("plain = true\r\n", "keys.add", "A", 'plain = true\r\n\r\n[keys]\r\nadd = "A"\r\n'),
        ('theme = "a#b" # x # y\n', "theme", "dark", 'theme = "dark" # x # y\n'),
    ],
)
def test_where_a_value_goes(before: str, name: str, value: object, after: str) -> None:
    new = changed(parsed(PATH, before), name, value)
    assert new.text == after
    assert new.values[name].value == value


@pytest.mark.parametrize("text", ["keys = {add = 'A'}\n", "keys.undo = 'u'\n"])
def test_what_only_a_person_can_change_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match=r"keys.add cannot be set by a program here; edit the file by hand"):
        changed(parsed(PATH, text), "keys.add", "B")


def test_it_is_saved_through_a_link_and_read_again(home: Path) -> None:
    dotfiles = home / "dotfiles" / "mine.toml"
    dotfiles.parent.mkdir()
    dotfiles.write_text("# mine\n")
    config_path().parent.mkdir(parents=True)
    config_path().symlink_to(dotfiles)
    save(changed(config_file(), "theme", "light"))
    assert config_path().is_symlink()
    assert dotfiles.read_text() == '# mine\ntheme = "light"\n'
    assert config_file().values["theme"].value == "light"
    assert [one.name for one in dotfiles.parent.iterdir()] == ["mine.toml"]


def test_what_cannot_be_written_is_said_and_left_as_it_was() -> None:
    config_path().parent.mkdir(parents=True)
    config_path().write_text("plain = true\n")
    config_path().with_name("config.toml.tmp").mkdir()
    with pytest.raises(SaveFailed, match="cannot be written"):
        save(changed(config_file(), "theme", "light"))
    assert config_path().read_text() == "plain = true\n"


def test_a_value_over_several_lines_is_replaced_and_the_remark_behind_it_kept() -> None:
    text = '[keys]\nadd = [\n  "a",  # one\n  "b",\n]  # mine\nundo = "u"\n'
    assert changed(parsed(PATH, text), "keys.add", "x").text == '[keys]\nadd = "x"  # mine\nundo = "u"\n'


def test_a_value_taken_out_leaves_every_other_line() -> None:
    config = parsed(PATH, TEXT)
    gone = without(config, "keys.order.reverse")
    lines = TEXT.splitlines(keepends=True)
    assert gone.text == "".join(lines[:7] + lines[11:])
    assert "keys.order.reverse" not in gone.values


def test_a_first_value_stands_before_the_tables_and_their_remarks() -> None:
    config = parsed(PATH, "\n# my keys\n[keys]\nadd = 'A'\n")
    assert changed(config, "theme", "dark").text == "theme = \"dark\"\n\n# my keys\n[keys]\nadd = 'A'\n"
