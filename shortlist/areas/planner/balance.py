"""How level a set of orders is: preferences each candidate can expect, and where they go next."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import sqrt

from shortlist.areas.planner.bounds import least_following, least_unevenness

Order = tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Level:
    """How preferences 1 to `depth` fall when everybody follows the order of their area.

    `loads[c]` is the weight of the areas that have candidate c among the first `depth`. The sum of
    squares of (candidates x load - depth x weight of all) is `unevenness`; no orders for these
    areas have less than `bound`.
    """

    depth: int
    loads: tuple[int, ...]
    weight: int
    bound: int

    @property
    def unevenness(self) -> int:
        """The sum of squares of what the loads are off the mean, times candidates squared."""
        size = len(self.loads)
        return sum((size * load - self.depth * self.weight) ** 2 for load in self.loads)

    @property
    def off_points(self) -> float:
        """How far a candidate typically is from the mean (root mean square), in points of 100."""
        return self._points(self.unevenness)

    @property
    def best_points(self) -> float:
        """The same for the bound: no orders can be nearer to level than this."""
        return self._points(self.bound)

    @property
    def percents(self) -> tuple[float, ...]:
        """Each candidate's load in per cent of all voters."""
        return tuple(100 * load / self.weight for load in self.loads)

    def _points(self, unevenness: int) -> float:
        size = len(self.loads)
        return 100 * sqrt(unevenness / size) / (size * self.weight)


@dataclass(frozen=True, kw_only=True)
class Balance:
    """The levels of a set of orders by depth, and how what a candidate passes on is spread.

    `steps[c][d]` is the weight of the areas in which candidate d stands right after c; the sum of
    their squares is `following`, which `following_bound` bounds from below.
    """

    levels: tuple[Level, ...]
    steps: tuple[tuple[int, ...], ...]
    following_bound: int

    @cached_property
    def following(self) -> int:
        """The sum of squares of all steps: the less, the wider preferences flow on."""
        return sum(weight * weight for row in self.steps for weight in row)

    @property
    def widest_step_percent(self) -> float:
        """The largest share of one candidate's papers that go on to the same next one."""
        shares = [max(row) / sum(row) for row in self.steps if sum(row)]
        return 100 * max(shares, default=0.0)

    @property
    def gap(self) -> float:
        """How far from the bound, all depths together (0: none better), later ones counting half.

        (sum of unevenness - sum of bounds) / sum of bounds, depth d weighing 2 ** -d.
        """
        reached = sum(level.unevenness / 2**level.depth for level in self.levels)
        bound = sum(level.bound / 2**level.depth for level in self.levels)
        return (reached - bound) / bound if bound else float(reached > 0)


def balance_of(orders: Sequence[Order], weights: Sequence[int]) -> Balance:
    """The balance of one order for each area, whose weights are given in the same sequence."""
    size, weight = len(orders[0]), sum(weights)
    loads = [0] * size
    levels = []
    for depth in range(1, size + 1):
        for order, heavy in zip(orders, weights, strict=True):
            loads[order[depth - 1]] += heavy
        bound = least_unevenness(tuple(sorted(weights)), size, depth)
        levels.append(Level(depth=depth, loads=tuple(loads), weight=weight, bound=bound))
    return Balance(
        levels=tuple(levels),
        steps=_steps(orders, weights),
        following_bound=least_following(weights, size),
    )


def _steps(orders: Sequence[Order], weights: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    size = len(orders[0])
    steps = [[0] * size for _ in range(size)]
    for order, weight in zip(orders, weights, strict=True):
        for one, other in pairwise(order):
            steps[one][other] += weight
    return tuple(tuple(row) for row in steps)
