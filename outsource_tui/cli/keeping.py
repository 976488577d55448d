"""Where things are kept."""

from outsource_tui.cli.output import print_json, say
from outsource_tui.cli.parser import Options
from outsource_tui.store.paths import DEFAULT_PLAN, config_folder, plan_path, plans_folder, state_folder

DONE = 0


def where(options: Options) -> int:
    """The plan's file and the folders, whether they are there or not; nothing is opened or created."""
    path = None if options.demo else plan_path(DEFAULT_PLAN if options.plan is None else options.plan)
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
