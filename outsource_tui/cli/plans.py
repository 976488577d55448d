"""The plans of the data folder, listed."""

from datetime import datetime
from typing import Any

from outsource_tui.cli.contents import counts_of, plan_in, tasks_words
from outsource_tui.cli.output import Column, print_json, print_table, say, tell
from outsource_tui.cli.parser import Options
from outsource_tui.cli.shelf import Shelf
from outsource_tui.model.plan import Plan
from outsource_tui.model.remembering import PlanThere
from outsource_tui.store.paths import plan_names, plan_path, plans_folder

DONE = 0


def plans(options: Options) -> int:
    """List the plans of the data folder, the one last used first; a damaged one is listed too."""
    names = plan_names()
    rows = [(one, plan_in(plan_path(one.name))) for one in Shelf(options).listed() if one.name in names]
    if options.json:
        print_json([_json(one, plan) for one, plan in rows])
    elif rows:
        columns = (Column("plan", gives_way=True), Column("tasks", is_number=True), Column("last used"))
        print_table(columns, [[one.name, tasks_words(plan), _used_words(one.used)] for one, plan in rows])
        say(f"`--plan NAME` opens one; they are in {plans_folder()}")
    else:
        tell(f"there are no plans in {plans_folder()} yet; the first change makes one")
    return DONE


def _json(one: PlanThere, plan: Plan | None) -> dict[str, Any]:
    used = None if one.used is None else one.used.replace(microsecond=0)
    return {"name": one.name, **counts_of(plan), "used": used, "file": str(plan_path(one.name))}


def _used_words(used: datetime | None) -> str:
    return "-" if used is None else f"{used.astimezone():%Y-%m-%d %H:%M}"
