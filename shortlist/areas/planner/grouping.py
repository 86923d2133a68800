"""Regions into areas: each area hangs together, and all weigh as nearly alike as can be.

Unlike are measured by the sum of squares of (areas x weight of the area - weight of all), which is
0 when all weigh the same: whole numbers, so that nothing is rounded. Up to 12 regions every way of
grouping is looked at; with more, HiGHS chooses among all connected groups.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from shortlist.areas.planner.land import Land, members
from shortlist.areas.planner.solver import choose_columns
from shortlist.areas.rules import CannotPlan, check_size
from shortlist.language import say

LOOKED_THROUGH = 12
MOST_GROUPS = 30_000
SECONDS = 20.0


@dataclass(frozen=True, kw_only=True)
class Grouping:
    """Areas as tuples of regions, the heaviest area first; `cost` and the proved `bound` on it."""

    areas: tuple[tuple[str, ...], ...]
    weights: tuple[int, ...]
    cost: int
    bound: int


@lru_cache(maxsize=64)
def group_regions(land: Land, areas: int) -> Grouping:
    """Group the regions into so many areas; refuses (`CannotPlan`) what cannot be grouped."""
    check_size(len(land.regions), areas, land.parts)
    if len(land.regions) <= LOOKED_THROUGH:
        groups = _look_through(land, areas)
        return _grouping(land, groups, bound=_cost(land, groups))
    return _solve(land, areas)


def _look_through(land: Land, areas: int) -> list[int]:
    """Dynamic programming over sets of regions: the best way to part each into 1, 2, ... areas."""
    whole = (1 << len(land.regions)) - 1
    costs = {group: _one_cost(land, group, areas) for group in _connected(land)}
    best: list[dict[int, tuple[int, int]]] = [{0: (0, 0)}]
    for _ in range(areas):
        best.append(_with_one_more(best[-1], costs, whole))
    groups, left = [], whole
    for done in range(areas, 0, -1):
        groups.append(best[done][left][1])
        left &= ~groups[-1]
    return groups


def _with_one_more(
    before: dict[int, tuple[int, int]], costs: dict[int, int], whole: int
) -> dict[int, tuple[int, int]]:
    """Sets that one more group makes of those before: its lowest region is the lowest one left."""
    after: dict[int, tuple[int, int]] = {}
    for taken, (cost, _) in before.items():
        lowest = ~taken & (taken + 1)
        for group, more in costs.items():
            if group & lowest and not group & taken and taken | group <= whole:
                found = (cost + more, group)
                if found < after.get(taken | group, (1 << 62, 0)):
                    after[taken | group] = found
    return after


def _solve(land: Land, areas: int) -> Grouping:
    groups = _connected(land)
    chosen = choose_columns(
        groups,
        [_one_cost(land, group, areas) for group in groups],
        rows=[1] * len(land.regions),
        count=areas,
        seconds=SECONDS,
    )
    if chosen is None:
        raise CannotPlan(
            say("No grouping of so many regions was found in time. Join some of them.")
        )
    taken = [group for group, times in zip(groups, chosen.times, strict=True) if times]
    return _grouping(land, taken, bound=chosen.bound)


def _connected(land: Land) -> list[int]:
    """All groups of regions that hang together, as bits, in ascending order."""
    groups: set[int] = set()
    edge = [1 << index for index in range(len(land.regions))]
    while edge:
        group = edge.pop()
        if group in groups:
            continue
        groups.add(group)
        if len(groups) > MOST_GROUPS:
            raise CannotPlan(
                say("There are too many ways to group these regions. Join some of them.")
            )
        beside = 0
        for index in members(group):
            beside |= land.touching[index]
        edge += [group | 1 << index for index in members(beside & ~group)]
    return sorted(groups)


def _one_cost(land: Land, group: int, areas: int) -> int:
    return int((areas * land.weight_of(group) - land.weight) ** 2)


def _cost(land: Land, groups: Sequence[int]) -> int:
    return sum(_one_cost(land, group, len(groups)) for group in groups)


def _grouping(land: Land, groups: Sequence[int], *, bound: int) -> Grouping:
    ordered = sorted(groups, key=lambda group: (-land.weight_of(group), group))
    return Grouping(
        areas=tuple(tuple(land.regions[index] for index in members(group)) for group in ordered),
        weights=tuple(land.weight_of(group) for group in ordered),
        cost=_cost(land, ordered),
        bound=bound,
    )
