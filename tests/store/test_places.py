"""How the screens were left is remembered by plan, privately, and never in anybody's way."""

from pathlib import Path

from outsource_tui.model.remembering import Places
from outsource_tui.store.places import PlacesFile

LEFT = Places("tasks", {"tasks": {"row": "T04", "words": "tax"}})


def test_what_was_kept_is_recalled(tmp_path: Path) -> None:
    places = PlacesFile(tmp_path, tmp_path / "plan.json")
    assert places.recalled() == Places()
    assert places.used_at() is None
    places.keep(LEFT)
    assert PlacesFile(tmp_path, tmp_path / "plan.json").recalled() == LEFT
    assert places.used_at() is not None
    assert places.path.stat().st_mode & 0o777 == 0o600
    assert places.path.parent.stat().st_mode & 0o777 == 0o700


def test_two_plans_of_one_name_are_two_plans(tmp_path: Path) -> None:
    PlacesFile(tmp_path, tmp_path / "a" / "plan.json").keep(LEFT)
    assert PlacesFile(tmp_path, tmp_path / "b" / "plan.json").recalled() == Places()


def test_a_link_to_a_plan_is_that_plan(tmp_path: Path) -> None:
    (tmp_path / "plan.json").touch()
    (tmp_path / "link.json").symlink_to(tmp_path / "plan.json")
    PlacesFile(tmp_path, tmp_path / "plan.json").keep(LEFT)
    assert PlacesFile(tmp_path, tmp_path / "link.json").recalled() == LEFT


def test_a_damaged_file_is_a_first_start(tmp_path: Path) -> None:
    places = PlacesFile(tmp_path, tmp_path / "plan.json")
    places.keep(LEFT)
    for damage in (
        b"",
        b"{",
        b'{"screen": 7}',
        b"\xff\xfe",
        b'{"screens": {"tasks": []}}',
        b'{"other":' + b"[" * 50_000,
        b'"\xff"',
    ):
        places.path.write_bytes(damage)
        assert places.recalled() == Places()


def test_where_nothing_can_be_written_nothing_is_said(tmp_path: Path) -> None:
    (tmp_path / "screens").write_text("a file where the folder would be")
    places = PlacesFile(tmp_path, tmp_path / "plan.json")
    places.keep(LEFT)
    assert places.recalled() == Places()
