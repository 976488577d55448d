"""The way back from a damaged plan: what is wrong, which backup opens, and nothing written before somebody says so."""

from datetime import datetime, timedelta

from outsource_tui.advice.rounding import count_words
from outsource_tui.model.problems import Problem
from outsource_tui.model.saving import Keeper
from outsource_tui.model.settings import Settings
from outsource_tui.store.backups import newest_good
from outsource_tui.store.files import TooLarge, read_file
from outsource_tui.store.plan_store import PlanStore
from outsource_tui.store.reading import Newer, Unfit, parsed


def rescued(keeper: Keeper, problem: Problem, now: datetime, settings: Settings) -> str:
    """Ask whether the newest good backup shall take the place of a damaged plan, and put it there.

    What was done, in words; empty where nothing was. Raises what `PlanStore.restore` raises.
    """
    if not isinstance(keeper, PlanStore) or keeper.is_read_only or not _is_damaged(keeper):
        return ""
    good = newest_good(keeper.real_path)
    if good is None:
        return ""
    number, backup, found = good
    # Only here: whoever has no backup needs no screen to hear so.
    from outsource_tui.ui.rescue import WayBack, wants_to_restore

    count = count_words(len(found.plan.live_tasks), "task")
    when = f"{backup.at:%Y-%m-%d %H:%M} UTC"
    way = WayBack(
        plan=str(keeper.path), trouble=problem.what, backup=backup.path.name, when=when,
        age=age_words(now - backup.at), holds=count,
    )  # fmt: skip
    if not wants_to_restore(way, settings):
        return ""
    done = keeper.restore(number)
    where = f" The damaged file is {done.aside.path.parent.name}/{done.aside.path.name}." if done.aside else ""
    return f"Restored the backup of {when}, {count}.{where}"


def _is_damaged(keeper: PlanStore) -> bool:
    """Whether the file can be read and holds no plan; what a newer version wrote is not damaged."""
    try:
        parsed(read_file(keeper.real_path)[0])
    except Newer:
        return False
    except (Unfit, TooLarge):
        return True
    except OSError:
        return False
    return False


def age_words(age: timedelta) -> str:
    """How long ago: `25 minutes ago`, `3 days ago`."""
    minutes = int(age.total_seconds() // 60)
    for unit, length in (("day", 24 * 60), ("hour", 60), ("minute", 1)):
        if minutes >= length:
            return f"{count_words(minutes // length, unit)} ago"
    return "just now" if minutes == 0 else "in the future, by this machine's clock"
