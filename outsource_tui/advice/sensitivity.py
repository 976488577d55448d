"""How sure a ranking is: weighted marks, who leads, and what would turn it round (PRODUCT.md 3.10).

Everything in exact fractions: where two are level, a rounding error must not name a winner.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Literal

from msgspec import Struct

Weights = Mapping[str, Fraction]
"""Weight of each criterion, from 0; the sum is free."""
Marks = Mapping[str, Fraction]
"""Mark 1 to 5 of each criterion that was scored."""
Verdict = Literal["solid", "leaning", "too close", "tie", "no comparison"]

LOWEST, HIGHEST = 1, 5
TIE_BELOW = 1
CLOSE_BELOW, CLOSE_FLIP = 5, Fraction(5, 100)
LEANING_BELOW, LEANING_FLIP = 10, Fraction(10, 100)
_FINEST = 1_000_000


class Flip(Struct, frozen=True):
    """Moving the weight of one criterion from `start` to `to` (0-1, others scaled) lets `challenger` catch up."""

    criterion: str
    start: Fraction
    to: Fraction
    challenger: str

    @property
    def distance(self) -> Fraction:
        """How far the weight has to move (0-1)."""
        return abs(self.to - self.start)


class PointFlip(Struct, frozen=True):
    """One mark moved by one point, `of` the leader down or of the challenger up, puts `challenger` ahead."""

    criterion: str
    of: str
    challenger: str


def exact(number: float) -> Fraction:
    """The fraction that a figure with binary noise was meant as."""
    return Fraction(number).limit_denominator(_FINEST)


def weighted_score(marks: Marks, weights: Weights) -> Fraction | None:
    """Score 0-100 over the criteria that were scored; None where they weigh nothing."""
    total = sum((weights[key] for key in marks), Fraction())
    if not total:
        return None
    return 100 * sum((weights[key] * (mark - LOWEST) for key, mark in marks.items()), Fraction()) / (4 * total)


def coverage_of(marks: Marks, weights: Weights) -> Fraction:
    """Share of all weight (0-1) that was scored; 0 where nothing weighs anything."""
    total = sum(weights.values(), Fraction())
    return sum((weights[key] for key in marks), Fraction()) / total if total else Fraction()


def lead(one: Marks, other: Marks, weights: Weights) -> Fraction | None:
    """How far `one` is ahead (-1 to 1) over the criteria scored for both; None where those weigh nothing."""
    shared = shared_weights(one, other, weights)
    return None if shared is None else sum((shared[key] * _gap(one, other, key) for key in shared), Fraction())


def shared_weights(one: Marks, other: Marks, weights: Weights) -> Weights | None:
    """Weights of the criteria scored for both, normalised to 1; None where those weigh nothing."""
    both = {key: weight for key, weight in weights.items() if key in one and key in other}
    total = sum(both.values(), Fraction())
    return {key: weight / total for key, weight in both.items()} if total else None


def flips(leader: Marks, challenger: Marks, weights: Weights) -> Iterator[tuple[str, Fraction, Fraction]]:
    """Each criterion whose weight can let the challenger catch up, with its weight now and the one it takes."""
    shared = shared_weights(leader, challenger, weights) or {}
    ahead = lead(leader, challenger, weights) or Fraction()
    for key, weight in shared.items():
        if weight == 1:
            continue
        gap = _gap(leader, challenger, key)
        rest = (ahead - weight * gap) / (1 - weight)
        if rest * gap < 0:
            yield key, weight, rest / (rest - gap)


def nearest_flip(leader: Marks, challengers: Mapping[str, Marks], weights: Weights) -> Flip | None:
    """The flip that takes the smallest move of a weight; of equal ones the first by challenger, then criterion."""
    found = [Flip(*flip, name) for name, marks in challengers.items() for flip in flips(leader, marks, weights)]
    return min(found, key=lambda one: one.distance, default=None)


def point_flip(
    leader: str, marks: Marks, challengers: Mapping[str, Marks], weights: Weights, typed: frozenset[str]
) -> PointFlip | None:
    """The first typed mark that needs to move by one point only to put a challenger ahead of the leader."""
    for name, others in challengers.items():
        shared = shared_weights(marks, others, weights) or {}
        ahead = lead(marks, others, weights) or Fraction()
        for key, weight in shared.items():
            if key not in typed or ahead - weight / 4 >= 0:
                continue
            if marks[key] > LOWEST:
                return PointFlip(key, leader, name)
            if others[key] < HIGHEST:
                return PointFlip(key, name, name)
    return None


def verdict_of(margin: Fraction, flip: Flip | None) -> Verdict:
    """How sure the lead is, from its points (0-100) and the nearest flip."""
    if margin < TIE_BELOW:
        return "tie"
    distance = Fraction(1) if flip is None else flip.distance
    if margin < CLOSE_BELOW or distance < CLOSE_FLIP:
        return "too close"
    return "leaning" if margin < LEANING_BELOW or distance < LEANING_FLIP else "solid"


def _gap(one: Marks, other: Marks, key: str) -> Fraction:
    return (one[key] - other[key]) / 4
