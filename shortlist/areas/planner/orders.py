"""An order of all candidates for each area, place by place, each filled as levelly as can be.

First places: the least uneven first preferences, and among those the most voters led by a candidate
from home. Each later place: given the places before it, the least uneven preferences up to there,
with two smaller wishes: that a candidate's papers go on to different next ones, and that a
candidate from home stands early. Every place is filled exactly (dynamic programming over sets of
areas); that all places together are not always best is why the balance shows the bound. Exchanges
of two places within an area follow for as long as they help.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from shortlist.areas.rules import check_candidates

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

# How much the smaller wishes weigh beside unevenness: a step that two areas share, and the bonus
# for a candidate from home, which may cost about half a point of level.
LEVEL, FOLLOWING, HOME = 64, 1, 1 / 16
NEVER = 1 << 62


@dataclass(kw_only=True)
class _Desk:
    """What has been decided up to now: the orders, each candidate's load, and the steps taken."""

    weights: "Numbers"
    candidates: int
    homes: Sequence[frozenset[int]]
    orders: list[list[int]]
    loads: "Numbers" = field(init=False)
    steps: "Numbers" = field(init=False)

    def __post_init__(self) -> None:
        import numpy as np

        self.loads = np.zeros(self.candidates, dtype=np.int64)
        self.steps = np.zeros((self.candidates, self.candidates), dtype=np.int64)

    def place(self, chosen: Sequence[int]) -> None:
        """Put one more candidate at the end of each area's order."""
        for area, candidate in enumerate(chosen):
            order, weight = self.orders[area], self.weights[area]
            if order:
                self.steps[order[-1], candidate] += weight
            order.append(candidate)
            self.loads[candidate] += weight

    def open_to(self, candidate: int) -> int:
        """The areas (as bits) in whose order a candidate does not stand yet."""
        return sum(1 << area for area, order in enumerate(self.orders) if candidate not in order)

    def at_home(self, candidate: int) -> "Numbers":
        """The weights of the areas in which a candidate is at home, 0 for the others."""
        import numpy as np

        home = [candidate in homes for homes in self.homes]
        return np.where(home, self.weights, 0)


def find_orders(
    weights: Sequence[int], candidates: int, homes: Sequence[frozenset[int]]
) -> tuple[tuple[int, ...], ...]:
    """One order of candidates 0 to `candidates - 1` for each area; `homes[a]` are at home in a."""
    import numpy as np

    check_candidates(candidates)
    desk = _Desk(
        weights=np.asarray(weights, dtype=np.int64),
        candidates=candidates,
        homes=homes,
        orders=[[] for _ in weights],
    )
    for depth in range(1, candidates + 1):
        costs = [_costs(desk, candidate, depth) for candidate in range(candidates)]
        areas = [desk.open_to(candidate) for candidate in range(candidates)]
        desk.place(_share_out(costs, areas, len(weights)))
    return tuple(tuple(order) for order in desk.orders)


def _costs(desk: _Desk, candidate: int, depth: int) -> "Numbers":
    """What it costs to give a candidate each set of areas (by its bits) at this depth."""
    size, whole = desk.candidates, int(desk.weights.sum())
    sets = _sets(len(desk.weights))
    load = desk.loads[candidate] + sets @ desk.weights
    uneven = (size * load - depth * whole) ** 2
    home = sets @ desk.at_home(candidate)
    if depth == 1:
        # Home never outweighs level here: whole numbers that differ do so by 1 at least.
        level_first: Numbers = (whole + 1) * uneven - home
        return level_first
    bonus = (HOME * size * size * whole * home).astype(uneven.dtype)
    following = _following(desk, candidate)
    cost: Numbers = LEVEL * uneven + FOLLOWING * size * size * following - bonus
    return cost


def _following(desk: _Desk, candidate: int) -> "Numbers":
    """By set of areas, what the squares of the steps to a candidate grow by."""
    import numpy as np

    last = np.array([order[-1] for order in desk.orders])
    sets = _sets(len(desk.weights))
    more = np.zeros(len(sets), dtype=np.int64)
    for before in set(last.tolist()):
        step = sets @ np.where(last == before, desk.weights, 0)
        more += step * (2 * desk.steps[before, candidate] + step)
    return more


def _share_out(costs: Sequence["Numbers"], open_to: Sequence[int], areas: int) -> list[int]:
    """Give every area one candidate at least cost: each candidate a set of areas open to it."""
    import numpy as np

    best = np.full(1 << areas, NEVER, dtype=np.int64)
    best[0] = 0
    taken = []
    for cost, own in zip(costs, open_to, strict=True):
        best, chosen = _with_one_more(best, cost, own, areas)
        taken.append(chosen)
    lead, left = [0] * areas, (1 << areas) - 1
    for candidate in range(len(costs) - 1, -1, -1):
        given = int(taken[candidate][left])
        for area in range(areas):
            if given >> area & 1:
                lead[area] = candidate
        left &= ~given
    return lead


def _with_one_more(
    best: "Numbers", cost: "Numbers", own: int, areas: int
) -> tuple["Numbers", "Numbers"]:
    """By set of areas: the least cost with one more candidate, and the areas it takes of the set.

    A set that it cannot complete costs NEVER; costs stay far below that, and above its negative.
    """
    import numpy as np

    after = np.full_like(best, NEVER)
    chosen = np.zeros(len(best), dtype=np.int64)
    for group in range(1 << areas):
        if group & ~own:
            continue
        wholes = _supersets(areas)[group]
        found = best[wholes ^ group]
        found = np.where(found < NEVER, found + cost[group], NEVER)
        better = found < after[wholes]
        after[wholes[better]] = found[better]
        chosen[wholes[better]] = group
    return after, chosen


@lru_cache(maxsize=4)
def _sets(areas: int) -> "Numbers":
    """All sets of areas as rows of 0 and 1, the set's bits being the row's number."""
    import numpy as np

    sets: Numbers = np.arange(1 << areas)[:, None] >> np.arange(areas) & 1
    return sets


@lru_cache(maxsize=4)
def _supersets(areas: int) -> tuple["Numbers", ...]:
    """For each set of areas, all sets that hold it."""
    import numpy as np

    every = np.arange(1 << areas)
    return tuple(every[every & group == group] for group in range(1 << areas))
