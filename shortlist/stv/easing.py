"""Bounds that give way, where withdrawals have left nobody whose election could keep them all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from .balance import Balance, Bound, Sense
from .balancing import Balancing


def eased(balance: Balance, seats: int, standing: Iterable[int]) -> Balance:
    """The balance itself if some of those who stand can keep it, else one that they can keep.

    Bounds are taken in their order, and each is kept as far as it can be beside those before it: so
    an earlier one is kept rather than a later one, and none gives way further than it has to.
    """
    numbers = tuple(standing)
    places = min(seats, len(numbers))

    def can_be_met(*bounds: Bound) -> bool:
        return Balancing(replace(balance, bounds=bounds)).can_be_met((), numbers, places)

    if can_be_met(*balance.bounds):
        return balance
    kept: list[Bound] = []
    for asked in balance.bounds:
        bound = asked
        while not can_be_met(*kept, bound):
            bound = _easier(bound)
        kept.append(bound)
    return replace(balance, bounds=tuple(kept), asked=balance.bounds)


def _easier(bound: Bound) -> Bound:
    step = -1 if bound.sense is Sense.AT_LEAST else 1
    return replace(bound, number=bound.number + step)
