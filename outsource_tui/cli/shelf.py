"""The plans of the data folder, offered to the app."""

from datetime import UTC, datetime
from pathlib import Path

from outsource_tui.cli.compose import clock_of, keeper_of
from outsource_tui.cli.parser import Options
from outsource_tui.cli.stdin import STDIN
from outsource_tui.model.remembering import PlanThere
from outsource_tui.store.paths import DEFAULT_PLAN, plan_names, plan_path, plans_folder, state_folder
from outsource_tui.store.places import PlacesFile


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
