"""Can bounds be met? An exact search over classes of candidates who are alike to every bound.

Candidates in the same bounds can stand for each other, so only how many of each class are elected
has to be found. Bounds that can no longer fail are dropped, which makes classes alike.

Each bound has a price, as a Lagrange multiplier is: what one more of its groups is worth, less than
nothing for a maximum. Whoever is worth most fills the places. If that keeps all bounds, it is an
answer. If even that is worth less than the bounds ask for at these prices, nothing keeps them, and
that is certain, for prices are whole numbers. Else bounds that were missed are priced higher and it
is tried again; where that leads nowhere, one class is decided both ways.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import reduce
from operator import or_

Classes = Mapping[int, int]  # by the bounds a class is in, as bits: how many it has
Need = tuple[int, int, int]  # a bound's bit, and the fewest and the most that it takes
_Node = tuple[int, tuple[tuple[int, int], ...], tuple[Need, ...]]

_TRIES = 48  # prices tried before a class is decided


class BalanceSearch:
    """Finds how many of each class may be elected, and remembers what cannot be."""

    def __init__(self) -> None:
        self._failed: set[_Node] = set()

    def find(self, places: int, classes: Classes, needs: tuple[Need, ...]) -> Classes | None:
        """How many of each class fill just so many places as all needs ask; None if none do."""
        tight = _tightened(places, classes, needs)
        if tight is None:
            return None
        asked = reduce(or_, (bit for bit, _, _ in tight), 0)
        merged: Counter[int] = Counter()
        for bits, size in classes.items():
            if size:
                merged[bits & asked] += size
        found = self._decide(places, dict(sorted(merged.items())), tight)
        return None if found is None else _told_apart(found, classes, asked)

    def _decide(self, places: int, classes: Classes, needs: tuple[Need, ...]) -> Classes | None:
        node = places, tuple(classes.items()), needs
        if node in self._failed:
            return None
        prices = _Prices(places, classes, needs)
        found = None
        if not prices.settle():
            found = self._branch(places, classes, needs, prices.most_in_doubt())
        elif prices.kept:
            found = prices.chosen
        if found is None:
            self._failed.add(node)
        return found

    def _branch(
        self, places: int, classes: Classes, needs: tuple[Need, ...], bits: int
    ) -> Classes | None:
        """Try each number of one class."""
        others = {other: size for other, size in classes.items() if other != bits}
        for taken in range(min(classes[bits], places), -1, -1):
            left = tuple(_less(need, bits, taken) for need in needs)
            found = self.find(places - taken, others, left)
            if found is not None:
                return {**found, bits: taken}
        return None


class _Prices:
    """What a bound is worth, tried until the answer is known or the tries are used up."""

    def __init__(self, places: int, classes: Classes, needs: tuple[Need, ...]) -> None:
        self._places, self._classes, self._needs = places, classes, needs
        self._inside = [tuple(bits for bits in classes if bits & bit) for bit, _, _ in needs]
        self._often: Counter[int] = Counter()
        self.chosen: Counter[int] = Counter()
        self.kept = False

    def settle(self) -> bool:
        """Whether the prices say for certain that the bounds are `kept`, or cannot be."""
        prices = [0] * len(self._needs)
        for _ in range(_TRIES):
            worth = self._worth(prices)
            value = self._choose(worth)
            members = [sum(self.chosen[bits] for bits in inside) for inside in self._inside]
            missed = [_missed(need, many) for need, many in zip(self._needs, members, strict=True)]
            self.kept = not any(missed)
            if self.kept or value < self._asked(prices):
                return True
            self._often.update(self.chosen)
            prices = self._changed(prices, members)
        return False

    def most_in_doubt(self) -> int:
        """The class that was chosen about half of the times it could have been."""

        def certainty(bits: int) -> tuple[int, int]:
            most = _TRIES * min(self._classes[bits], self._places)
            return abs(2 * self._often[bits] - most) * 1000 // most, -bits.bit_count()

        return min(self._classes, key=certainty)

    def _worth(self, prices: list[int]) -> dict[int, int]:
        worth = dict.fromkeys(self._classes, 0)
        for price, inside in zip(prices, self._inside, strict=True):
            if price:
                for bits in inside:
                    worth[bits] += price
        return worth

    def _choose(self, worth: dict[int, int]) -> int:
        """Fill the places with whoever is worth most; what they are worth together."""
        left, value = self._places, 0
        self.chosen = Counter()
        for bits in sorted(worth, key=lambda bits: -worth[bits]):
            taken = min(left, self._classes[bits])
            self.chosen[bits] = taken
            left, value = left - taken, value + taken * worth[bits]
            if not left:
                break
        return value

    def _asked(self, prices: list[int]) -> int:
        """What any choice within the bounds is worth at least."""
        priced = zip(self._needs, prices, strict=True)
        return sum(price * (low if price > 0 else high) for (_, low, high), price in priced)

    def _changed(self, prices: list[int], members: list[int]) -> list[int]:
        changed = []
        for (_, low, high), price, many in zip(self._needs, prices, members, strict=True):
            raised, lowered = price + low - many, price + high - many
            changed.append(raised if raised > 0 else min(lowered, 0))
        return changed


def _missed(need: Need, members: int) -> int:
    _, low, high = need
    return max(low - members, members - high, 0)


def _less(need: Need, bits: int, taken: int) -> Need:
    """What a bound still asks for when so many of a class are elected."""
    bit, low, high = need
    return (bit, low - taken, high - taken) if bits & bit else need


def _tightened(places: int, classes: Classes, needs: tuple[Need, ...]) -> tuple[Need, ...] | None:
    """The needs that can still fail, no wider than they can be used; None if one cannot be met."""
    total = sum(classes.values())
    if not 0 <= places <= total:
        return None
    tight = []
    for bit, low, high in needs:
        room = sum(size for bits, size in classes.items() if bits & bit)
        fewest, most = max(0, places - (total - room)), min(places, room)
        if max(low, fewest) > min(high, most):
            return None
        if low > fewest or high < most:
            tight.append((bit, max(low, fewest), min(high, most)))
    return tuple(tight)


def _told_apart(found: Classes, classes: Classes, asked: int) -> Classes:
    """What was found of merged classes, shared out among those they were merged of."""
    left, taken = dict(found), {}
    for bits, size in classes.items():
        taken[bits] = min(left.get(bits & asked, 0), size)
        left[bits & asked] = left.get(bits & asked, 0) - taken[bits]
    return taken
