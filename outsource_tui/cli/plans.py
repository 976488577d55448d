"""The plans of the data folder: listed for the shell, and offered to the app."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from outsource_tui.cli.compose import clock_of, keeper_of
from outsource_tui.cli.output import Column, print_json, print_table, say, tell
from outsource_tui.cli.parser import Options
from outsource_tui.cli.stdin import STDIN
from outsource_tui.model.plan import Plan
from outsource_tui.model.problems import PlanUnreadable
from outsource_tui.model.remembering import PlanThere
from outsource_tui.store.paths import DEFAULT_PLAN, plan_names, plan_path, plans_folder, state_folder
from outsource_tui.store.places import PlacesFile
from outsource_tui.store.reading import opened

DONE = 0


def plans(options: Options) -> int:
    """List the plans of the data folder, the one last used first; a damaged one is listed too."""
    shelf = Shelf(options)
    rows = [(one, _plan_in(plan_path(one.name))) for one in shelf.listed() if one.name in plan_names()]
    if options.json:
        print_json([_json(one, plan) for one, plan in rows])
    elif rows:
        columns = (Column("plan", gives_way=True), Column("tasks", is_number=True), Column("last used"))
        print_table(columns, [[one.name, _tasks_words(plan), _used_words(one.used)] for one, plan in rows])
        say(f"`--plan NAME` opens one; they are in {plans_folder()}")
    else:
        tell(f"there are no plans in {plans_folder()} yet; the first change makes one")
    return DONE


class Shelf:
    """A PlanShelf for the app that was opened with these options. `wanted` is the plan to open next."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self.wanted: str | None = None

    def listed(self) -> list[PlanThere]:
        """All in the data folder, and the one that is open, the one last used first."""
        is_kept = not self._options.demo and self._options.plan != STDIN
        here = plan_path(self._options.plan or DEFAULT_PLAN) if is_kept else None
        names = {name: plan_path(name) for name in plan_names()}
        found = [PlanThere(name, _used_at(path), path == here) for name, path in names.items()]
        if here is not None and here not in names.values():
            name = here.stem if here.parent == plans_folder() else str(here)
            found.append(PlanThere(name, _used_at(here), is_open=True))
        never = datetime.min.replace(tzinfo=UTC)
        # By name where two were used in the same second.
        return sorted(sorted(found, key=lambda one: one.name), key=lambda one: one.used or never, reverse=True)

    def want(self, name: str) -> None:
        """Have this plan opened next. Raises BadInput for a name that is none, PlanUnreadable for a damaged one."""
        options = self.options_for(name)
        keeper_of(options, clock_of(options)).load()
        self.wanted = name

    def options_for(self, name: str) -> Options:
        """The options of this session, but for another plan."""
        return Options(**{**vars(self._options), "demo": False, "plan": name})


def _used_at(path: Path) -> datetime | None:
    """When a plan was last looked at or changed."""
    times = [PlacesFile(state_folder(), path).used_at()]
    try:
        times.append(datetime.fromtimestamp(path.stat().st_mtime, UTC))
    except OSError:
        return None
    return max(one for one in times if one is not None)


def _plan_in(path: Path) -> Plan | None:
    """The plan of a file; None where it cannot be opened."""
    try:
        found = opened(path)
    except PlanUnreadable:
        return None
    return None if found is None else found.plan


def _json(one: PlanThere, plan: Plan | None) -> dict[str, Any]:
    used = None if one.used is None else one.used.replace(microsecond=0)
    people = None if plan is None else len(plan.live_contractors)
    tasks = None if plan is None else len(plan.live_tasks)
    return {"name": one.name, "tasks": tasks, "people": people, "used": used, "file": str(plan_path(one.name))}


def _tasks_words(plan: Plan | None) -> str:
    return "damaged" if plan is None else str(len(plan.live_tasks))


def _used_words(used: datetime | None) -> str:
    return "-" if used is None else f"{used.astimezone():%Y-%m-%d %H:%M}"
