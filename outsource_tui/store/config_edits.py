"""One value of the user's config.toml changed or taken out, with everything else left as it is.

`tomllib` writes nothing, so the lines of the statement are replaced, and what comes of it is read again.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from outsource_tui.model.problems import BadInput, SaveFailed
from outsource_tui.store.config_file import ConfigFile, Statement, flat, parsed
from outsource_tui.store.files import make_private_folder, sync_folder, words_of, write_whole


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
    import tomllib  # most people never set anything, and every start would pay for it

    try:
        return any(value == statement.value for _, value in flat(tomllib.loads(text)))
    except tomllib.TOMLDecodeError:
        return False


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return "[" + ", ".join(_toml(one) for one in value) + "]"
