"""The user's config.toml: its values with their lines, and one of them changed with everything else left as it is.

`tomllib` tells no lines and writes nothing, so the statements of the file are looked at one by one.
"""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from outsource_tui.model.problems import BadInput, SaveFailed
from outsource_tui.store.files import make_private_folder, read_file, sync_folder, words_of, write_whole
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
    _whole(path, text)
    return ConfigFile(path, text, tuple(_statements(text)))


_AT = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


def _whole(path: Path, text: str) -> dict[str, Any]:
    import tomllib  # most people have no such file, and every start would pay for it

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        match = _AT.search(str(error))
        line = int(match[1]) if match and match[1] else len(text.splitlines())
        what = str(error)[: match.start()] if match else str(error)
        is_nested = "overwrite" in what or "mutate" in what
        fix = 'a name with a dot stands in quotes: "order.reverse" = "O"' if is_nested else ""
        raise BadInput(what[:1].lower() + what[1:], where=f"{path}, line {line}", fix=fix) from None


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
            for name, value in _flat(found):
                yield Statement(f"{table}.{name}" if table else name, value, first, number)
        first, chunk = number + 1, ""


def _path_of(tables: Any) -> list[str]:
    """The names on the way down to the innermost table of a header."""
    if isinstance(tables, list):
        return _path_of(tables[0])
    return [name for one, inner in tables.items() for name in [one, *_path_of(inner)]] if tables else []


def _flat(values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        if isinstance(value, dict) and value:
            for inner, one in _flat(value):
                yield f"{name}.{inner}", one
        else:
            yield name, value


# writing


def changed(config: ConfigFile, name: str, value: Any) -> ConfigFile:
    """The file with one value changed or added; every other byte of it stays.

    Raises BadInput where the value stands in a way that only a person can change.
    """
    end = "\r\n" if "\r\n" in config.text else "\n"
    lines = config.text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += end
    old = config.values.get(name)
    written = _toml(value)
    if old is not None:
        first = lines[old.first - 1]
        lines[old.first - 1 : old.last] = [f"{_left_side(first)}= {written}{_comment(lines, old)}{end}"]
    else:
        _add(lines, name, written, config, end)
    return _edited(config, lines, name, {**{one.name: one.value for one in config.statements}, name: value})


def without(config: ConfigFile, name: str) -> ConfigFile:
    """The file without one of its values and the remark behind it; every other byte of it stays.

    Raises BadInput where it stands in a way that only a person can change.
    """
    old = config.values[name]
    lines = config.text.splitlines(keepends=True)
    del lines[old.first - 1 : old.last]
    expected = {one.name: one.value for one in config.statements if one.name != name}
    return _edited(config, lines, name, expected)


def _edited(config: ConfigFile, lines: list[str], name: str, expected: Mapping[str, Any]) -> ConfigFile:
    try:
        result = parsed(config.path, "".join(lines))
    except BadInput:
        result = config
    if {one.name: one.value for one in result.statements} != expected:
        raise BadInput(f"{name} cannot be set by a program here", where=str(config.path), fix="edit the file by hand")
    return result


def save(config: ConfigFile) -> None:
    """Write the file where it is (a link stays one). Raises SaveFailed, and then it is as it was."""
    real = Path(os.path.realpath(config.path))
    try:
        make_private_folder(real.parent)
        write_whole(real, config.text.encode())
        sync_folder(real.parent)
    except OSError as error:
        raise SaveFailed(f"cannot be written ({words_of(error)})", where=str(config.path)) from None


def _add(lines: list[str], name: str, written: str, config: ConfigFile, end: str) -> None:
    """Put a new statement behind the last one of its table."""
    table, dot, own = name.partition(".")
    if not dot:
        lines.insert(_top_end(lines), f"{name} = {written}{end}")
        return
    mates = [one for one in config.statements if one.name.startswith(f"{table}.")]
    header = next((at for at, line in enumerate(lines) if re.match(rf"\s*\[\s*{re.escape(table)}\s*\]", line)), None)
    key = own if re.fullmatch(r"[A-Za-z0-9_-]+", own) else f'"{own}"'
    if header is None:
        lines += [end] if lines else []
        lines += [f"[{table}]{end}", f"{key} = {written}{end}"]
    else:
        last = max((one.last for one in mates if one.first > header), default=header + 1)
        lines.insert(last, f"{key} = {written}{end}")


def _top_end(lines: list[str]) -> int:
    """The line before the first table and before the remarks that stand right above it."""
    at = next((at for at, line in enumerate(lines) if line.lstrip().startswith("[")), len(lines))
    while 0 < at < len(lines) and lines[at - 1].lstrip().startswith("#"):
        at -= 1
    while at > 0 and not lines[at - 1].strip():
        at -= 1
    return at


def _left_side(line: str) -> str:
    return line.partition("=")[0]


def _comment(lines: list[str], statement: Statement) -> str:
    """The remark behind a value, with the blanks before it."""
    line = lines[statement.last - 1].rstrip("\r\n")
    text = "".join(lines[statement.first - 1 : statement.last - 1]) + line
    start = len(text) - len(line)
    for at in range(start, len(text)):
        if text[at] == "#" and _says(text[:at], statement):
            return text[len(text[:at].rstrip()) :]
    return ""


def _says(text: str, statement: Statement) -> bool:
    import tomllib  # as above

    try:
        return any(value == statement.value for _, value in _flat(tomllib.loads(text)))
    except tomllib.TOMLDecodeError:
        return False


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return "[" + ", ".join(_toml(one) for one in value) + "]"
