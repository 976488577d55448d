"""Where everything is put together: the clock, the session, who keeps the plan, and the desk."""

import os
import re
import time
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from outsource_tui.cli.parser import Options
from outsource_tui.cli.stdin import STDIN, open_stdin
from outsource_tui.model.problems import BadInput
from outsource_tui.model.saving import Keeper
from outsource_tui.planner.clock import Clock, fixed_clock
from outsource_tui.planner.desk import Desk

LOCAL_TIME = Path("/etc/localtime")


def desk(options: Options) -> Desk:
    """The plan that was asked for, open. Raises BadInput and PlanUnreadable."""
    clock = clock_of(options)
    return Desk(keeper_of(options, clock), clock, session_id())


def clock_of(options: Options) -> Clock:
    """The machine's clock, or one that stands still on the day of `--today`."""
    return machine_clock() if options.today is None else fixed_clock(options.today)


def machine_clock() -> Clock:
    """Now to the second; today where the machine is."""
    return Clock(
        now=lambda: datetime.now(UTC).replace(microsecond=0), today=lambda: datetime.now(UTC).astimezone().date()
    )


def keeper_of(options: Options, clock: Clock) -> Keeper:
    """Whoever keeps the plan: its file, or nothing but memory for the demo and for what comes from stdin."""
    if options.demo:
        if options.plan is not None:
            raise BadInput("--demo and --plan name two plans", fix="leave one of them out")
        # The demo is read by those who ask for it.
        from outsource_tui.data.demo import demo_plan
        from outsource_tui.store.memory import MemoryKeeper

        plan = demo_plan(clock.today(), clock.now())
        return MemoryKeeper(plan, name="demo", read_only=options.read_only)
    if options.plan == STDIN:
        # Once in a while.
        from outsource_tui.cli.piped import piped_keeper

        return piped_keeper(open_stdin())
    # Plans in a file are not opened by --demo, --help or --version.
    from outsource_tui.store.paths import DEFAULT_PLAN, plan_path
    from outsource_tui.store.plan_store import PlanStore

    path = plan_path(DEFAULT_PLAN if options.plan is None else options.plan)
    return PlanStore(path, at=clock.now, timezone=system_timezone(), read_only=options.read_only)


def session_id() -> str:
    """A name for this session that no other has: machine, process and time."""
    host = re.sub(r"[^A-Za-z0-9]+", "-", os.uname().nodename)[:24].strip("-") or "here"
    return f"{host}-{os.getpid()}-{_base36(time.time_ns() // 1_000_000)}"


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[rest] + digits
    return digits or "0"


def system_timezone() -> str:
    """The machine's IANA time zone: the variable TZ, else where `/etc/localtime` points; UTC where neither tells."""
    named = os.environ.get("TZ", "").removeprefix(":")
    if named and _is_zone(named):
        return named
    _, found, name = os.path.realpath(LOCAL_TIME).partition("/zoneinfo/")
    name = name.removeprefix("posix/").removeprefix("right/")
    return name if found and _is_zone(name) else "UTC"


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True
