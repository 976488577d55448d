"""The best set for the money: at most one option per task, most hours freed, exactly (PRODUCT.md 3.14).

A multiple-choice knapsack in whole minor units and hundredths of an hour, in three steps: (1) options that cost more
and free less than another of their task go; (2) the relaxed problem, in which options can be bought in part, gives a
price for an hour; an option that at this price loses more than the gap between the relaxed hours and a set already
found cannot be in a best set; (3) over what is left, the least cost of every number of hours is worked out task by
task, from which the best set is read off.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from msgspec import Struct

from outsource_tui.model.plan import number_of

BEYOND = 1 << 60
"""A cost no budget reaches."""
MOST_STEPS = 20_000
"""Steps spent on finding as good a set with fewer people, before one more person is allowed."""


class Option(Struct, frozen=True):
    """A task with somebody to do it. `cost` in minor units a month, `hours` freed a week in hundredths."""

    task: str
    contractor: str | None
    cost: int
    hours: int


class _Level(NamedTuple):
    """A cost and the hours it buys for one task; several options can have both the same."""

    cost: int
    hours: int
    options: tuple[Option, ...] = ()


NOTHING = _Level(0, 0)
_Menu = Sequence[_Level]
"""The levels of one task by rising cost and hours; the first may be `NOTHING`."""


def best_set(options: Iterable[Option], budget: int) -> tuple[Option, ...]:
    """The set with the most hours for at most `budget` minor units a month, in the order of task ids.

    Equal hours: lower cost, then fewer people, then the lower task and contractor ids.
    """
    menus = _narrowed(_menus(options, budget), budget)
    left = budget - _floor(menus).cost
    layers = [[0]]
    for menu in reversed(menus):
        layers.append(_with_menu(layers[-1], menu, left))
    layers.reverse()
    hours = _most(layers[0], left)
    tries = (_read_off(menus, layers, hours, most) for most in _people_tried(menus, _floor(menus).hours + hours))
    return next(found for found in tries if found is not None)


def most_hours(options: Iterable[Option], budget: int) -> int:
    """The hours of the best set, in hundredths a week."""
    menus = _narrowed(_menus(options, budget), budget)
    floor = _floor(menus)
    least = [0]
    for menu in menus:
        least = _with_menu(least, menu, budget - floor.cost)
    return floor.hours + _most(least, budget - floor.cost)


def _menus(options: Iterable[Option], budget: int) -> list[_Menu]:
    """What each task offers within the budget, by task id, without what another of its options is better than."""
    tasks: defaultdict[str, list[Option]] = defaultdict(list)
    for one in options:
        if one.hours > 0 and 0 <= one.cost <= budget:
            tasks[one.task].append(one)
    return [_menu(tasks[task]) for task in sorted(tasks, key=lambda task: (number_of(task), task))]


def _menu(options: list[Option]) -> _Menu:
    levels = [NOTHING]
    for one in sorted(options, key=lambda one: (one.cost, -one.hours, *_person_order(one))):
        last = levels[-1]
        if one.hours > last.hours:
            level = _Level(one.cost, one.hours, (one,))
            levels = [*(levels[:-1] if last.cost == one.cost else levels), level]
        elif (one.cost, one.hours) == (last.cost, last.hours):
            levels[-1] = last._replace(options=(*last.options, one))
    return levels


def _narrowed(menus: list[_Menu], budget: int) -> list[_Menu]:
    """The menus without levels that no best set has."""
    steps = sorted(
        ((level.hours - before.hours) / (level.cost - before.cost), task, level)
        for task, menu in enumerate(menus)
        for before, level in _hull_steps(menu)
    )
    found, (gain, price) = _filled(menus, steps[::-1], budget)
    # At this price everything below is in whole numbers: `gain` hundredths of an hour cost `price` minor units.
    worth = [[level.hours * price - level.cost * gain for level in menu] for menu in menus]
    best = [max(row) for row in worth]
    gap = sum(best) + budget * gain - found * price
    return [
        [level for level, value in zip(menu, row, strict=True) if top - value <= gap]
        for menu, row, top in zip(menus, worth, best, strict=True)
    ]


def _hull_steps(menu: _Menu) -> Iterator[tuple[_Level, _Level]]:
    """The steps from level to level on which each next one frees fewer hours for the money."""
    hull: list[_Level] = []
    for level in menu:
        while len(hull) > 1 and _is_under(hull[-2], hull[-1], level):
            hull.pop()
        hull.append(level)
    return pairwise(hull)


def _is_under(before: _Level, level: _Level, after: _Level) -> bool:
    rise, run = level.hours - before.hours, level.cost - before.cost
    return rise * (after.cost - before.cost) <= (after.hours - before.hours) * run


def _filled(menus: list[_Menu], steps: list[tuple[float, int, _Level]], budget: int) -> tuple[int, tuple[int, int]]:
    """The hours of a good set, step by step from the best one, and the price (hours, cost) where the money ran out."""
    now = [menu[0] for menu in menus]
    left = budget - sum(level.cost for level in now)
    price = (0, 1)
    for _, task, level in steps:
        more = level.cost - now[task].cost
        if more <= left:
            left -= more
            now[task] = level
        elif price == (0, 1):
            price = (level.hours - now[task].hours, more)
    while True:
        gains = [
            (level.hours - have.hours, have.cost - level.cost, task, place)
            for task, (menu, have) in enumerate(zip(menus, now, strict=True))
            for place, level in enumerate(menu)
            if level.hours > have.hours and level.cost - have.cost <= left
        ]
        if not gains:
            return sum(level.hours for level in now), price
        _, saved, task, place = max(gains)
        left += saved
        now[task] = menus[task][place]


def _floor(menus: list[_Menu]) -> _Level:
    """What the first level of every task comes to: every set has at least that."""
    return _Level(sum(menu[0].cost for menu in menus), sum(menu[0].hours for menu in menus))


def _above(menu: _Menu) -> list[tuple[int, int]]:
    """Cost and hours of the other levels beyond those of the first."""
    first = menu[0]
    return [(one.cost - first.cost, one.hours - first.hours) for one in menu[1:]]


def _with_menu(least: list[int], menu: _Menu, left: int) -> list[int]:
    """The least cost of every number of hours (the index) once a task with this menu comes in addition."""
    if len(menu) == 1:
        return least
    result = least.copy()
    for cost, hours in _above(menu):
        result += [BEYOND] * (len(least) + hours - len(result))
        old = result[hours : hours + len(least)]
        new = [one if one <= other + cost else other + cost for one, other in zip(old, least, strict=True)]
        result[hours : hours + len(least)] = new
    while result[-1] > left:
        result.pop()
    return result


def _most(least: list[int], left: int) -> int:
    return max((hours for hours, cost in enumerate(least) if cost <= left), default=0)


def _people_tried(menus: list[_Menu], hours: int) -> range:
    """Numbers of people to try: from what it takes if each did all they could, to everybody, which always works."""
    most: Counter[str | None] = Counter()
    for menu in menus:
        for person in {one.contractor for level in menu for one in level.options}:
            most[person] += max(one.hours for level in menu for one in level.options if one.contractor == person)
    together = accumulate(sorted(most.values(), reverse=True), initial=0)
    return range(next(n for n, freed in enumerate(together) if freed >= hours), len(most) + 1)


class _Fork(NamedTuple):
    """A task of which every choice on a best way is tried in turn: what is left to free, and who works so far."""

    hours: int
    people: frozenset[str | None]
    choices: Iterator[tuple[Option | None, int]]


def _read_off(menus: list[_Menu], layers: list[list[int]], hours: int, most_people: int) -> tuple[Option, ...] | None:
    """The first set by ids of those with these hours at least cost; None where they take more than `most_people`.

    None as well where that is not settled within `MOST_STEPS`.
    """
    dead: set[tuple[int, int, frozenset[str | None]]] = set()
    forks = [_Fork(hours, frozenset(), _choices(menus, layers, 0, hours))]
    taken: list[Option | None] = []
    for _ in range(MOST_STEPS):
        place = len(forks) - 1
        if place == len(menus):
            return tuple(option for option in taken if option is not None)
        fork = forks[-1]
        option, rest = next(fork.choices, (None, -1))
        if rest < 0:
            dead.add((place, fork.hours, fork.people))
            forks.pop()
            if not forks:
                return None
            taken.pop()
            continue
        people = fork.people if option is None else fork.people | {option.contractor}
        if len(people) <= most_people and (place + 1, rest, people) not in dead:
            forks.append(_Fork(rest, people, _choices(menus, layers, place + 1, rest)))
            taken.append(option)
    return None


def _choices(
    menus: list[_Menu], layers: list[list[int]], place: int, hours: int
) -> Iterator[tuple[Option | None, int]]:
    """The options of a task with which `hours` from it on cost no more than they have to, and the hours after it."""
    if place == len(menus):
        return iter(())
    menu, rest, cost = menus[place], layers[place + 1], layers[place][hours]
    fitting = [
        (level, hours - more)
        for level, (price, more) in zip(menu, [(0, 0), *_above(menu)], strict=True)
        if 0 <= hours - more < len(rest) and rest[hours - more] + price == cost
    ]
    found = [(option, left) for level, left in fitting for option in level.options]
    found.sort(key=lambda one: _person_order(one[0]))
    nobody: list[tuple[Option | None, int]] = [(None, left) for level, left in fitting if not level.options]
    return iter([*found, *nobody])


def _person_order(option: Option) -> tuple[bool, int, str]:
    return option.contractor is None, number_of(option.contractor or ""), option.contractor or ""
