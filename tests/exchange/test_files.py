"""Files in and out: every way to fail is one line, and nothing is half written."""

import io
import os
from pathlib import Path

import pytest

from outsource_tui.exchange import files
from outsource_tui.exchange.files import file_bytes, name_of, safe_name, text_of, written
from outsource_tui.model.problems import BadInput


def file_text(path: str, stdin: io.BytesIO | None = None) -> str:
    """A file as every import reads it."""
    return text_of(file_bytes(path, stdin), name_of(path))


def said(path: str) -> str:
    with pytest.raises(BadInput) as caught:
        file_text(path)
    line = str(caught.value)
    assert "\n" not in line
    assert len(line) <= 300
    return line


def test_text_is_read_without_its_byte_order_mark(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"\xef\xbb\xbfname\r\nZo\xc3\xab\r\n")
    assert file_text(str(file)) == "name\r\nZoë\r\n"


def test_a_dash_is_stdin() -> None:
    assert file_text("-", io.BytesIO(b"x")) == "x"
    with pytest.raises(BadInput, match="stdin: line 2 is not UTF-8"):
        file_text("-", io.BytesIO(b"a\n\xff"))


def test_what_cannot_be_read_is_said_with_its_name(tmp_path: Path) -> None:
    assert said(str(tmp_path / "gone.csv")).endswith("gone.csv: there is no such file")
    assert "not a regular file" in said(str(tmp_path))
    os.mkfifo(tmp_path / "pipe")
    assert "not a regular file" in said(str(tmp_path / "pipe"))
    assert "cannot be read" in said(str(tmp_path / ("x" * 300)))
    assert "cannot be read" in said("a\0b")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert "cannot be read" in said(str(tmp_path / "loop"))
    (tmp_path / "latin.csv").write_bytes("name\nZoë\n".encode("latin-1"))
    assert "latin.csv: line 2 is not UTF-8 text; save or export it as UTF-8" in said(str(tmp_path / "latin.csv"))


def test_ten_mebibytes_and_not_one_byte_more(tmp_path: Path) -> None:
    file = tmp_path / "big.json"
    with file.open("wb") as out:
        out.truncate(files.MOST_BYTES)
    assert len(file_bytes(str(file))) == files.MOST_BYTES
    with file.open("ab") as out:
        out.write(b"x")
    assert "big.json: it is larger than 10 MiB" in said(str(file))


def test_written_for_its_owner_alone_whatever_the_umask(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        path = written(str(tmp_path / "out.md"), "hello ë\n")
    finally:
        os.umask(old)
    assert path.read_bytes() == "hello ë\n".encode()
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_an_existing_file_is_kept_unless_forced(tmp_path: Path) -> None:
    file = tmp_path / "out.md"
    file.write_text("mine")
    with pytest.raises(BadInput, match=r"out\.md: it exists already; --force replaces it"):
        written(str(file), "new")
    assert file.read_text() == "mine"
    written(str(file), "new", force=True)
    assert file.read_text() == "new"
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_that_appears_meanwhile_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "out.md"
    write_all = files._write_all

    def slow(temporary: Path, data: bytes) -> None:
        write_all(temporary, data)
        file.write_text("theirs")

    monkeypatch.setattr(files, "_write_all", slow)
    with pytest.raises(BadInput, match="exists already"):
        written(str(file), "new")
    assert file.read_text() == "theirs"
    assert list(tmp_path.iterdir()) == [file]


def test_where_links_fail_it_is_renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    assert written(str(tmp_path / "out.md"), "new").read_text() == "new"
    with pytest.raises(BadInput, match="exists already"):
        written(str(tmp_path / "out.md"), "newer")


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "out.md"
    file.write_text("mine")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BadInput, match=r"out\.md: cannot be written: No space left on device"):
        written(str(file), "new", force=True)
    assert file.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [file]


def test_only_regular_files_are_replaced_and_links_are_followed(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="not a regular file"):
        written("/dev/null", "x", force=True)
    with pytest.raises(BadInput, match="not a regular file"):
        written(str(tmp_path), "x", force=True)
    (tmp_path / "real.md").write_text("old")
    (tmp_path / "link.md").symlink_to(tmp_path / "real.md")
    written(str(tmp_path / "link.md"), "new", force=True)
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_text() == "new"
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    with pytest.raises(BadInput, match="exists already"):
        written(str(tmp_path / "dangling"), "x")


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="there is no such folder"):
        written(str(tmp_path / "gone" / "out.md"), "x")


def test_names_are_made_of_what_is_harmless_everywhere() -> None:
    assert safe_name("../My plan: Zoë & Co", "md") == "my-plan-zo-co.md"
    assert safe_name("字", "csv") == "export.csv"
    assert len(safe_name("x" * 500, "ics")) == 64
