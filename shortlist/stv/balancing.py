"""A balance while a count goes on: can it still be met, by whom, and who is out of its reach?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from .balance import Balance, Bound, Sense
from .balance_search import BalanceSearch, Classes, Need


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """Of the hopeful: without whom the bounds cannot be met, and who cannot be elected by them."""

    guarded: frozenset[int]
    doomed: frozenset[int]


@dataclass
class _Seen:
    """Which classes have somebody in, and somebody left out of, an outcome within the bounds."""

    classes: Classes
    electable: set[int] = field(default_factory=set)
    spare: set[int] = field(default_factory=set)

    def add(self, outcome: Classes | None) -> None:
        """Learn from an outcome: how many of each class are in it."""
        if outcome is not None:
            self.electable |= {bits for bits, taken in outcome.items() if taken}
            sizes = self.classes.items()
            self.spare |= {bits for bits, size in sizes if outcome.get(bits, 0) < size}


class Balancing:
    """Answers about one balance; every answer is exact, and asked again it is remembered."""

    def __init__(self, balance: Balance) -> None:
        self.balance = balance
        self._search = BalanceSearch()
        self._bits = {number: self._bits_of(number) for number in balance.groups}
        self._known: tuple[tuple[frozenset[int], frozenset[int], int], Outlook] | None = None

    def can_be_met(self, elected: Collection[int], hopeful: Iterable[int], places: int) -> bool:
        """Whether just so many of the hopeful can join the elected within all bounds."""
        return self._find(places, self._classes(hopeful), self._needs(elected)) is not None

    def conflict(
        self, elected: Collection[int], hopeful: Iterable[int], places: int
    ) -> tuple[Bound, ...] | None:
        """Bounds that so many of the hopeful cannot meet together; None when all can be met.

        Without any one of them the others could be: each that is not needed for the conflict is
        left out, the first in the balance first.
        """
        classes, kept = self._classes(hopeful), list(self.balance.bounds)
        if self._find(places, classes, self._needs(elected)) is not None:
            return None
        for bound in self.balance.bounds:
            others = [other for other in kept if other is not bound]
            if self._find(places, classes, self._needs(elected, others)) is None:
                kept = others
        return tuple(kept)

    def outlook(self, elected: Collection[int], hopeful: Collection[int], places: int) -> Outlook:
        """Who of the hopeful is guarded and who is doomed, when so many are still to be elected."""
        asked = frozenset(elected), frozenset(hopeful), places
        if self._known is None or self._known[0] != asked:
            self._known = asked, self._outlook(elected, hopeful, places)
        return self._known[1]

    def _outlook(self, elected: Collection[int], hopeful: Collection[int], places: int) -> Outlook:
        classes, needs = self._classes(hopeful), self._needs(elected)
        seen = _Seen(classes)
        seen.add(self._find(places, classes, needs))
        for bits, size in classes.items():
            one_less = {**classes, bits: size - 1}
            if bits not in seen.electable:
                seen.add(self._with_one(bits, places, one_less, needs))
            if bits not in seen.spare:
                seen.add(self._find(places, one_less, needs))
        guarded = (n for n in hopeful if self._bits.get(n, 0) not in seen.spare)
        doomed = (n for n in hopeful if self._bits.get(n, 0) not in seen.electable)
        return Outlook(guarded=frozenset(guarded), doomed=frozenset(doomed))

    def _with_one(
        self, bits: int, places: int, others: Classes, needs: tuple[Need, ...]
    ) -> Classes | None:
        """An outcome with one of a class elected already."""
        left = tuple(
            (b, low - 1, high - 1) if b & bits else (b, low, high) for b, low, high in needs
        )
        found = self._find(places - 1, others, left)
        return None if found is None else {**found, bits: found.get(bits, 0) + 1}

    def _find(self, places: int, classes: Classes, needs: tuple[Need, ...]) -> Classes | None:
        return self._search.find(places, classes, needs) if places >= 0 else None

    def _bits_of(self, number: int) -> int:
        is_in, bounds = self.balance.is_in, self.balance.bounds
        return sum(1 << place for place, bound in enumerate(bounds) if is_in(number, bound))

    def _classes(self, numbers: Iterable[int]) -> Classes:
        """How many of some candidates are in the same bounds."""
        return Counter(self._bits.get(number, 0) for number in numbers)

    def _needs(
        self, elected: Collection[int], bounds: Collection[Bound] | None = None
    ) -> tuple[Need, ...]:
        """What bounds (by default all) still ask for when some are elected."""
        asked = self.balance.bounds if bounds is None else bounds
        needs = []
        for place, bound in enumerate(self.balance.bounds):
            if any(bound is other for other in asked):
                left = bound.number - self.balance.members(bound, elected)
                low, high = (left, _ANY) if bound.sense is Sense.AT_LEAST else (0, left)
                needs.append((1 << place, low, high))
        return tuple(needs)


_ANY = 10**9  # more than there are candidates
