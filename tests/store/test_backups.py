"""Earlier states: made when due, kept as promised, brought back and taken back."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from outsource_tui.model.change import AddRow, Change, DropRow, Edit, SetFields
from outsource_tui.model.plan import Plan
from outsource_tui.model.problems import NotThere, SaveFailed
from outsource_tui.model.saving import Waiting
from outsource_tui.store import backups
from outsource_tui.store.backups import Backup
from outsource_tui.store.plan_store import PlanStore

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


class Studio:
    """A plan with a clock that can be put forward."""

    def __init__(self, path: Path) -> None:
        self.now = AT
        self.store = PlanStore(path, at=lambda: self.now, timezone="UTC")

    def save(self, *edits: Edit) -> Plan:
        return self.store.commit([Waiting(Change("x", edits), self.now, "a", "J90")]).plan

    def add(self, name: str) -> Plan:
        return self.save(AddRow("tasks", {"name": name}))

    def names(self) -> list[str]:
        return [task.name for task in self.store.load().tasks.values()]


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(tmp_path / "plan.json")


def test_the_first_save_has_nothing_to_set_aside(studio: Studio) -> None:
    assert studio.store.backups() == []
    studio.add("one")
    assert studio.store.backups() == []
    assert studio.add("two").meta.last_backup is None
    assert len(studio.store.backups()) == 1


def test_a_save_sets_the_state_before_it_aside(studio: Studio) -> None:
    studio.add("one")
    before = studio.store.path.read_bytes()
    studio.add("two")
    [backup] = studio.store.backups()
    assert backup.path.read_bytes() == before
    assert backup.at == AT


def test_one_in_ten_minutes_is_enough(studio: Studio) -> None:
    for minute in range(25):
        studio.now = AT + timedelta(minutes=minute)
        studio.add(f"{minute}")
    assert [one.at - AT for one in studio.store.backups()] == [timedelta(minutes=minute) for minute in (21, 11, 1)]
    assert studio.add("last").meta.last_backup == AT + timedelta(minutes=21)


def test_a_clock_that_was_ahead_stops_no_backup() -> None:
    ahead = Backup(Path("x"), AT + timedelta(days=400))
    assert backups.is_due([ahead], AT)
    assert not backups.is_due([ahead, Backup(Path("y"), AT - timedelta(minutes=9))], AT)


def test_ten_latest_seven_days_four_weeks_are_kept() -> None:
    every_hour = [Backup(Path("x"), AT - timedelta(hours=hour)) for hour in range(24 * 60)]
    kept = sorted((one.at for one in backups.worth_keeping(every_hour)), reverse=True)
    latest = [AT - timedelta(hours=hour) for hour in range(10)]
    days = [datetime(2026, 3, 2, 9, 30, tzinfo=UTC)]
    days += [datetime(2026, 3, 1, 23, 30, tzinfo=UTC) - timedelta(days=day) for day in range(6)]
    weeks = [days[0], *(datetime(2026, 3, 1, 23, 30, tzinfo=UTC) - timedelta(weeks=week) for week in range(3))]
    assert kept == sorted({*latest, *days, *weeks}, reverse=True)
    assert len(kept) == 10 + 6 + 2


def test_a_day_off_costs_no_daily_backup() -> None:
    mondays = [Backup(Path("x"), AT - timedelta(weeks=week)) for week in range(30)]
    assert backups.worth_keeping(mondays) == set(mondays[:10])


def test_those_of_a_clock_that_was_ahead_push_out_none_of_today(studio: Studio) -> None:
    studio.add("one")
    for day in range(400, 440):
        studio.now = AT + timedelta(days=day)
        studio.add(f"ahead {day}")
    ahead = studio.store.backups()
    for day in range(40):
        studio.now = AT + timedelta(days=day)
        studio.add(f"{day}")
    kept = studio.store.backups()
    assert kept[: len(ahead)] == ahead
    days = [(one.at - AT).days for one in kept[len(ahead) :]]
    assert days == [*range(39, 29, -1), 27, 20]


def test_old_ones_are_cleaned_up_and_other_files_are_not(studio: Studio) -> None:
    studio.add("one")
    folder = studio.store.path.parent / "backups"
    folder.mkdir()
    others = ["notes.txt", "plan-old.json", "other-20200101T000000Z.json", "plan-20201399T000000Z.json"]
    others.append("plan.json.damaged-20200101T000000Z-1")
    for name in others:
        (folder / name).write_text("mine")
    for day in range(40):
        studio.now = AT + timedelta(days=day)
        studio.add(f"{day}")
    names = {path.name for path in folder.iterdir()}
    assert names >= set(others)
    # The daily ones are among the ten latest; of the weekly ones two are older than those.
    assert len(names) - len(others) == len(studio.store.backups()) == 12


def test_several_within_a_second_are_told_apart(studio: Studio) -> None:
    studio.add("one")
    made = [studio.store.back_up() for _ in range(3)]
    assert len({one.path for one in made}) == 3
    assert studio.store.backups() == made[::-1]


def test_plans_in_one_folder_have_their_own(tmp_path: Path) -> None:
    one, other = Studio(tmp_path / "a.json"), Studio(tmp_path / "a-20260302T093000Z.json")
    for studio in (one, other):
        studio.add("x")
        studio.store.back_up()
    assert len(one.store.backups()) == len(other.store.backups()) == 1
    assert one.store.backups() != other.store.backups()


def test_there_is_nothing_to_back_up_before_the_first_save(studio: Studio) -> None:
    with pytest.raises(NotThere, match="nothing has been saved yet"):
        studio.store.back_up()


def test_a_restore_brings_a_state_back_and_can_be_taken_back(studio: Studio) -> None:
    studio.add("one")
    studio.store.back_up()
    studio.now += timedelta(minutes=1)
    studio.save(SetFields("tasks", "T01", {"name": "other"}), AddRow("tasks", {"name": "two"}))
    assert [task.name for task in studio.store.restore(1).plan.tasks.values()] == ["one"]
    assert studio.names() == ["one"]
    studio.store.restore(1)
    assert studio.names() == ["other", "two"]
    studio.store.restore(1)
    assert studio.names() == ["one"]


def test_a_restore_is_a_newer_generation_and_hands_out_no_id_again(studio: Studio) -> None:
    studio.add("one")
    studio.store.back_up()
    generation = studio.add("two").meta.generation
    restored = studio.store.restore(1).plan
    assert restored.meta.generation == generation + 1
    assert list(studio.add("three").tasks) == ["T01", "T03"]


def test_every_kept_backup_can_be_restored(tmp_path: Path) -> None:
    studio = Studio(tmp_path / "plan.json")
    for day in range(40):
        studio.now = AT + timedelta(days=day)
        studio.add(f"{day}")
    states = [json.loads(one.path.read_text())["tasks"] for one in studio.store.backups()]
    studio.now += timedelta(hours=1)
    for number, expected in enumerate(states, start=1):
        again = Studio(tmp_path / f"copy{number}" / "plan.json")
        again.store.path.parent.mkdir()
        again.store.path.write_bytes(studio.store.path.read_bytes())
        (again.store.path.parent / "backups").mkdir()
        for one in studio.store.backups():
            (again.store.path.parent / "backups" / one.path.name).write_bytes(one.path.read_bytes())
        again.store.restore(number)
        assert json.loads(again.store.path.read_text())["tasks"] == expected


def test_a_damaged_plan_is_put_aside_and_no_id_is_handed_out_again(studio: Studio) -> None:
    studio.add("one")
    studio.store.back_up()
    studio.add("two")
    studio.now += timedelta(minutes=20)
    studio.store.back_up()
    damaged = studio.store.path.read_bytes()[:-9]
    studio.store.path.unlink()
    studio.store.path.write_bytes(damaged)
    done = studio.store.restore(2)
    assert [task.name for task in done.plan.tasks.values()] == ["one"]
    assert done.aside is not None
    assert done.aside.path.read_bytes() == damaged
    assert (done.aside.backup, done.number) == (None, None), "a damaged file is not brought back"
    assert [*studio.add("three").tasks] == ["T01", "T03"], "T02 is known from the newest good backup"


def test_a_file_that_is_gone_cannot_be_set_aside(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        backups.made(tmp_path / "plan.json", AT)
    assert backups.listed(tmp_path / "plan.json") == []


def test_a_plan_that_was_deleted_comes_back(studio: Studio) -> None:
    studio.add("one")
    studio.store.back_up()
    studio.store.path.unlink()
    studio.store.restore(1)
    assert studio.names() == ["one"]


@pytest.mark.parametrize("number", [-1, 0, 3])
def test_a_number_that_is_not_there_is_refused(studio: Studio, number: int) -> None:
    studio.add("one")
    studio.store.back_up()
    before = studio.store.path.read_bytes()
    with pytest.raises(NotThere, match="no backup"):
        studio.store.restore(number)
    assert studio.store.path.read_bytes() == before


def test_a_bad_backup_is_not_restored(studio: Studio) -> None:
    studio.add("one")
    backup = studio.store.back_up()
    backup.path.unlink()
    backup.path.write_text("{}")
    before = studio.store.path.read_bytes()
    with pytest.raises(SaveFailed, match="not a plan"):
        studio.store.restore(1)
    assert studio.store.path.read_bytes() == before


def test_another_session_goes_on_from_what_was_restored(studio: Studio) -> None:
    studio.add("one")
    studio.store.back_up()
    studio.save(DropRow("tasks", "T01"))
    other = PlanStore(studio.store.path, at=lambda: AT, timezone="UTC")
    assert other.load().tasks == {}
    studio.store.restore(1)
    assert other.is_changed()
    done = other.commit([Waiting(Change("x", (AddRow("tasks", {"name": "two"}),)), AT, "b", "J90")])
    assert [task.name for task in done.plan.tasks.values()] == ["one", "two"]
