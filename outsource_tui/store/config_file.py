"""The user's config.toml: its values with their lines.

`tomllib` tells no lines, so the statements of the file are looked at one by one.
"""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from outsource_tui.model.problems import BadInput
from outsource_tui.store.files import read_file, words_of
from outsource_tui.store.paths import config_folder

NAME = "config.toml"


class Statement(Struct, frozen=True):
    """A value in the file: its name with the table before it, and the lines it stands on, from 1."""

    name: str
    value: Any
    first: int
    last: int


class ConfigFile(Struct, frozen=True):
    """What the file says; nothing where there is none."""

    path: Path
    text: str = ""
    statements: tuple[Statement, ...] = ()

    @property
    def values(self) -> Mapping[str, Statement]:
        """Statements by name, `keys.add` for `add` in `[keys]`."""
        return {one.name: one for one in self.statements}

    def place(self, line: int) -> str:
        """A line of the file, for people."""
        return f"{self.path}, line {line}"


def config_path() -> Path:
    """Where the file is, or would be."""
    return config_folder() / NAME


def config_file() -> ConfigFile:
    """The user's file. Raises BadInput with the line for one that is no TOML, or cannot be read."""
    path = config_path()
    try:
        data, _ = read_file(Path(os.path.realpath(path)))
    except FileNotFoundError:
        return ConfigFile(path)
    except OSError as error:
        raise BadInput(f"cannot be read ({words_of(error)})", where=str(path)) from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BadInput("this is no UTF-8 text", where=f"{path}, line {line}") from None
    return parsed(path, text)


def parsed(path: Path, text: str) -> ConfigFile:
    """A text as what it says. Raises BadInput with the line where it is no TOML."""
    try:
        _require_toml(path, text)
        return ConfigFile(path, text, tuple(_statements(text)))
    except RecursionError:
        raise BadInput("nested too deeply", where=str(path)) from None
    except ValueError:
        raise BadInput("a number has too many digits", where=str(path)) from None


_AT = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


def _require_toml(path: Path, text: str) -> None:
    import tomllib  # most people have no such file, and every start would pay for it

    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        match = _AT.search(str(error))
        line = int(match[1]) if match and match[1] else len(text.splitlines())
        what = str(error)[: match.start()] if match else str(error)
        fix = _fix_of(what, next(iter(text.splitlines()[line - 1 : line]), ""))
        raise BadInput(what[:1].lower() + what[1:], where=f"{path}, line {line}", fix=fix) from None


def _fix_of(what: str, line: str) -> str:
    """What to do about a line that is no TOML."""
    if "overwrite" in what or "mutate" in what:
        is_dotted = "." in line.partition("=")[0]
        return 'a name with a dot stands in quotes: "order.reverse" = "O"' if is_dotted else "take one of the two out"
    if "declar" in what:
        return "such as [keys], once, with all keys below it"
    return 'such as theme = "dark", with quotes, or ascii = true, without'


def _statements(text: str) -> Iterator[Statement]:
    """The statements of a text that is TOML as a whole: as many lines as it takes until they are TOML by themselves."""
    import tomllib  # as above

    table, first, chunk = "", 1, ""
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        chunk += line
        try:
            found = tomllib.loads(chunk)
        except tomllib.TOMLDecodeError:
            continue
        if chunk.lstrip().startswith("["):
            table = ".".join(_path_of(found))
        else:
            for name, value in flat(found):
                yield Statement(f"{table}.{name}" if table else name, value, first, number)
        first, chunk = number + 1, ""


def _path_of(tables: Any) -> list[str]:
    """The names on the way down to the innermost table of a header."""
    if isinstance(tables, list):
        return _path_of(tables[0])
    return [name for one, inner in tables.items() for name in [one, *_path_of(inner)]] if tables else []


def flat(values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Values by their name with the tables before it; an empty table is a value."""
    for name, value in values.items():
        if isinstance(value, dict) and value:
            for inner, one in flat(value):
                yield f"{name}.{inner}", one
        else:
            yield name, value
