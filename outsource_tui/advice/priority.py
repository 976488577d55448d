"""What to outsource first: a priority of 0 to 100 and the order of the list (PRODUCT.md 3.2)."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Literal

from outsource_tui.advice.quadrant import quadrant_at
from outsource_tui.model.plan import number_of
from outsource_tui.model.profile import Profile
from outsource_tui.model.task import Task

ENERGY_POINTS = 5
"""Points of priority for each step by which a task drains; as many off for each step by which it gives."""

Group = Literal[1, 2, 3]


def grid_fit_at(effectiveness: int | None, value: int | None, profile: Profile) -> float | None:
    """G of 3.2 (0-100): how far both scores (1-10) speak for giving the task away; None while one is unknown."""
    if effectiveness is None or value is None:
        return None
    weight = profile.weight_effectiveness
    return 100 * (weight * (10 - effectiveness) / 9 + (1 - weight) * (10 - value) / 9)


def grid_fit(task: Task, profile: Profile) -> float | None:
    """G of 3.2 (0-100) of a task."""
    return grid_fit_at(task.effectiveness, task.value, profile)


def priority_at(
    effectiveness: int | None, value: int | None, hours_week: float | None, energy: int, profile: Profile
) -> float | None:
    """P of 3.2 (0-100); None while a score or the hours are unknown, 0 where there are no hours to win."""
    return _priority(grid_fit_at(effectiveness, value, profile), hours_week, energy, profile)


def _priority(fit: float | None, hours_week: float | None, energy: int, profile: Profile) -> float | None:
    if fit is None or hours_week is None:
        return None
    if hours_week == 0:
        return 0.0
    size = min(1.0, math.sqrt(hours_week / profile.big_task_hours))
    points = fit * size - ENERGY_POINTS * energy
    return 0.0 if points <= 0 else 100.0 if points > 100 else points


def priority_of(task: Task, profile: Profile) -> float | None:
    """P of 3.2 (0-100) of a task."""
    return priority_at(task.effectiveness, task.value, task.hours_week, task.energy, profile)


def group_of(task: Task, profile: Profile) -> Group:
    """The part of the list: 1 to be outsourced, 2 not plotted yet, 3 stays in the house (shown greyed)."""
    return 3 if task.owner_only else _group_at(task.effectiveness, task.value, profile.split)


def _group_at(effectiveness: int | None, value: int | None, split: int) -> Group:
    quadrant = quadrant_at(effectiveness, value, split)
    return 3 if quadrant == "KEEP" else 2 if quadrant == "UNPLOTTED" else 1


def ranked(tasks: Iterable[Task], profile: Profile) -> list[Task]:
    """The tasks in the order of 3.2; total, so it does not depend on the order they come in."""
    return list(in_order(tasks, profile))


def in_order(tasks: Iterable[Task], profile: Profile) -> Iterator[Task]:
    """The tasks as `ranked` has them, for who needs only the first few."""
    # Thousands of tasks stand in a hundred places: what a place says is worked out once.
    scores = (None, *range(1, 11))
    places = {
        (effectiveness, value): (
            _group_at(effectiveness, value, profile.split), grid_fit_at(effectiveness, value, profile)
        )
        for effectiveness in scores
        for value in scores
    }  # fmt: skip
    level: defaultdict[tuple[Group, float], list[Task]] = defaultdict(list)
    for task in tasks:
        group, fit = places[task.effectiveness, task.value]
        priority = _priority(fit, task.hours_week, task.energy, profile)
        level[3 if task.owner_only else group, math.inf if priority is None else -round(priority, 9)].append(task)
    for key in sorted(level):
        yield from sorted(level[key], key=_among_level)


def _among_level(task: Task) -> tuple[float, float, float, str, int, str]:
    """What decides between tasks of one part of the list and one priority."""
    hours, effectiveness, value = task.hours_week, task.effectiveness, task.value
    return (
        math.inf if hours is None else -hours,
        math.inf if value is None else value,
        math.inf if effectiveness is None else effectiveness,
        task.name.casefold(),
        number_of(task.id),
        task.id,
    )
