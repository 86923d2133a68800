"""Make orders more level by exchanging two places, for as long as any exchange helps."""

from collections.abc import Sequence
from itertools import combinations

from shortlist.areas.planner.orders import FOLLOWING, LEVEL

Orders = tuple[tuple[int, ...], ...]


def exchanged(orders: Orders, weights: Sequence[int]) -> Orders:
    """Orders that no exchange of two later places, in one area or the same in two, makes better.

    First places stay. Better is a smaller sum over depths d of unevenness / 2 ** d, with the
    squares of the steps beside it as the planner weighs them.
    """
    best, cost = orders, _cost(orders, weights)
    quiet, moves = 0, _moves(len(orders), len(orders[0]))
    while quiet < len(moves):
        for areas, one, other in moves:
            changed = _swapped(best, areas, one, other)
            found = _cost(changed, weights)
            quiet += 1
            if found < cost:
                best, cost, quiet = changed, found, 0
            if quiet >= len(moves):
                break
    return best


def _moves(areas: int, places: int) -> list[tuple[tuple[int, ...], int, int]]:
    """All exchanges: in which areas, and which two places."""
    groups = [*((area,) for area in range(areas)), *combinations(range(areas), 2)]
    pairs = combinations(range(1, places), 2)
    return [(group, one, other) for one, other in pairs for group in groups]


def _swapped(orders: Orders, areas: Sequence[int], one: int, other: int) -> Orders:
    changed = list(orders)
    for area in areas:
        order = list(orders[area])
        order[one], order[other] = order[other], order[one]
        changed[area] = tuple(order)
    return tuple(changed)


def _cost(orders: Orders, weights: Sequence[int]) -> int:
    size, whole = len(orders[0]), sum(weights)
    loads, steps, cost = [0] * size, [0] * (size * size), 0
    for depth in range(size):
        for order, weight in zip(orders, weights, strict=True):
            loads[order[depth]] += weight
            if depth:
                steps[order[depth - 1] * size + order[depth]] += weight
        uneven = sum((size * load - (depth + 1) * whole) ** 2 for load in loads)
        cost += LEVEL * uneven << (size - depth)
    return cost + (FOLLOWING * size * size * sum(step * step for step in steps) << size)
