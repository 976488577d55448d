"""Where things are kept, and earlier states of a plan."""

from typing import Any

from outsource_tui.cli.compose import clock_of, keeper_of
from outsource_tui.cli.contents import counts_of, plan_in, tasks_words
from outsource_tui.cli.output import Column, print_json, print_table, say, tell
from outsource_tui.cli.parser import Options
from outsource_tui.cli.stdin import STDIN
from outsource_tui.model.problems import BadInput
from outsource_tui.store.backups import Backup
from outsource_tui.store.paths import DEFAULT_PLAN, config_folder, plan_path, plans_folder, state_folder
from outsource_tui.store.plan_store import PlanStore
from outsource_tui.store.restoring import Aside, Restored, listed_number

DONE = 0


def where(options: Options) -> int:
    """The plan's file and the folders, whether they are there or not; nothing is opened or created."""
    is_kept = not options.demo and options.plan != STDIN
    path = plan_path(DEFAULT_PLAN if options.plan is None else options.plan) if is_kept else None
    places = {
        "plan": path,
        "backups": None if path is None else path.parent / "backups",
        "plans": plans_folder(),
        "config": config_folder(),
        "state": state_folder(),
    }
    if options.json:
        is_there = path is not None and path.exists()
        print_json({"exists": is_there, **{name: one and str(one) for name, one in places.items()}})
        return DONE
    for name, place in places.items():
        note = "" if place is None or place.exists() else "  (not there yet)"
        say(f"{name:8} {place or 'in memory only'}{note}")
    return DONE


def backup(options: Options) -> int:
    """List the backups, make one, or bring one back. The plan itself need not be readable.

    Raises BadInput for a number that is not there, SaveFailed, ReadOnly.
    """
    if (options.number is not None) != (options.action == "restore"):
        raise BadInput(
            "restore needs the number of a backup"
            if options.action == "restore"
            else f"backup {options.action} takes no number",
            fix="`backup list` numbers them, `backup restore 1` brings back the newest",
        )
    keeper = keeper_of(options, clock_of(options))
    if not isinstance(keeper, PlanStore):
        subject = "the demo" if options.demo else "a plan from stdin"
        raise BadInput(f"{subject} is kept nowhere, so it has no backups")
    if options.action == "restore":
        return _told_of_restore(keeper.restore(options.number), options)
    return _made(keeper, options) if options.action == "now" else _listed(keeper, options)


def _listed(keeper: PlanStore, options: Options) -> int:
    rows = [(number, one, plan_in(one.path)) for number, one in enumerate(keeper.backups(), start=1)]
    if options.json:
        print_json([_backup_json(one, number) | counts_of(plan) for number, one, plan in rows])
    elif rows:
        columns = (Column("no", is_number=True), Column("time (UTC)"), Column("tasks", is_number=True), Column("file"))
        cells = [
            [str(number), f"{one.at:%Y-%m-%d %H:%M:%S}", tasks_words(plan), one.path.name] for number, one, plan in rows
        ]
        print_table(columns, cells)
    else:
        tell("there are no backups yet; saving makes them, and `backup now`")
    return DONE


def _made(keeper: PlanStore, options: Options) -> int:
    one = keeper.back_up()
    number = listed_number(one, keeper.real_path)
    if options.json:
        print_json(_backup_json(one, number))
    else:
        say(f"Backup {number or '?'}: {one.path}")
    return DONE


def _told_of_restore(done: Restored, options: Options) -> int:
    for warning in done.warnings:
        tell(warning)
    if options.json:
        restored = {"number": options.number, "at": done.backup.at, "file": str(done.backup.path)}
        aside = None if done.aside is None else {"number": done.number, "file": str(done.aside.path)}
        print_json({"restored": restored, **counts_of(done.plan), "aside": aside})
        return DONE
    say(f"Restored backup {options.number} of {done.backup.at:%Y-%m-%d %H:%M} UTC: {tasks_words(done.plan)} tasks")
    if done.aside is not None:
        say(_way_back_words(done.aside, done.number))
    return DONE


def _way_back_words(aside: Aside, number: int | None) -> str:
    if aside.backup is None:
        return f"The damaged file is kept as {aside.path}"
    if number is None:
        return f"What was there is kept as {aside.path}"
    return f"What was there is backup {number} now: `backup restore {number}` takes this back"


def _backup_json(one: Backup, number: int | None) -> dict[str, Any]:
    return {"number": number, "at": one.at, "file": str(one.path)}
