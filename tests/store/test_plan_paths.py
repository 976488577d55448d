"""Where things are kept."""

from pathlib import Path

import pytest

from outsource_tui.model.problems import BadInput
from outsource_tui.store import paths


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    for kind in ("DATA", "CONFIG", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind.lower()))
    return tmp_path


def test_a_bare_name_is_a_plan_in_the_data_folder(folders: Path) -> None:
    assert paths.plan_path("studio") == folders / "data" / "outsource-tui" / "plans" / "studio.json"
    assert paths.plan_path("my studio").name == "my studio.json"
    assert paths.plan_path() == folders / "data" / "outsource-tui" / "plans" / "plan.json"


def test_the_folders_follow_the_environment(folders: Path) -> None:
    assert paths.config_folder() == folders / "config" / "outsource-tui"
    assert paths.state_folder() == folders / "state" / "outsource-tui"


@pytest.mark.parametrize("name", ["./studio", "a/b", "studio.json", "sub/studio.json"])
def test_a_path_or_a_json_name_is_a_file(name: str, folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folders)
    assert paths.plan_path(name) == folders / name


def test_a_tilde_is_the_home_folder(folders: Path) -> None:
    assert paths.plan_path("~/business/plan.json") == folders / "business" / "plan.json"


def test_a_link_is_not_followed_yet(folders: Path) -> None:
    (folders / "link.json").symlink_to(folders / "elsewhere.json")
    assert paths.plan_path(str(folders / "link.json")) == folders / "link.json"


@pytest.mark.parametrize("name", ["", "a\0b", "line\nend", "bell\a.json", "\x7f"])
def test_a_name_that_no_file_can_have_is_refused(name: str) -> None:
    with pytest.raises(BadInput, match="cannot be the name of a plan"):
        paths.plan_path(name)


def test_names_are_those_of_the_json_files() -> None:
    assert paths.plan_names() == []
    folder = paths.plans_folder()
    (folder / "backups").mkdir(parents=True)
    for name in ("b.json", "a.json", "a.json.lock", "a.json.tmp"):
        (folder / name).write_text("")
    (folder / "folder.json").mkdir()
    assert paths.plan_names() == ["a", "b"]


@pytest.mark.parametrize("name", ["._b.json", "..json", "line\nend.json", "b.json.json"])
def test_a_file_that_no_name_leads_to_is_no_plan(name: str) -> None:
    folder = paths.plans_folder()
    folder.mkdir(parents=True)
    for one in ("b.json", name):
        (folder / one).write_text("")
    assert paths.plan_names() == ["b"]
    assert paths.plan_path("b") == folder / "b.json"


@pytest.mark.parametrize("name", [".", "..", ".hidden"])
def test_a_name_with_a_dot_before_it_is_refused(name: str) -> None:
    with pytest.raises(BadInput, match="cannot be the name of a plan"):
        paths.plan_path(name)
