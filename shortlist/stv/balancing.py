"""A balance while a count goes on: can it still be met, by whom, and who is out of its reach?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from .balance import Balance, Bound, Sense
from .balance_search import BalanceSearch, Classes, Need


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """Of the hopeful: without whom the bounds cannot be met, and who cannot be elected by them."""

    guarded: frozenset[int]
    doomed: frozenset[int]


@dataclass(frozen=True)
class _Position:
    """How many of each class are elected and are hopeful, and how many places are left."""

    elected: Classes
    hopeful: Classes
    places: int


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
        # Outcomes found so far, as how many of each class are elected in all.
        self._outcomes: dict[tuple[tuple[int, int], ...], None] = {}
        self._known: tuple[tuple[frozenset[int], frozenset[int], int], Outlook] | None = None

    def can_be_met(self, elected: Collection[int], hopeful: Iterable[int], places: int) -> bool:
        """Whether just so many of the hopeful can join the elected within all bounds."""
        position = _Position(self._classes(elected), self._classes(hopeful), places)
        if any(self._recalled(position)):
            return True
        return self._found(position, places, position.hopeful, self._needs(elected)) is not None

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
        position, seen = _Position(self._classes(elected), classes, places), _Seen(classes)
        for outcome in self._recalled(position):
            seen.add(outcome)
        for bits, size in classes.items():
            one_less = {**classes, bits: size - 1}
            if bits not in seen.electable:
                seen.add(self._with_one(position, bits, one_less, needs))
            if bits not in seen.spare:
                seen.add(self._found(position, places, one_less, needs))
        guarded = (n for n in hopeful if self._bits.get(n, 0) not in seen.spare)
        doomed = (n for n in hopeful if self._bits.get(n, 0) not in seen.electable)
        return Outlook(guarded=frozenset(guarded), doomed=frozenset(doomed))

    def _with_one(
        self, position: _Position, bits: int, others: Classes, needs: tuple[Need, ...]
    ) -> Classes | None:
        """An outcome with one of a class elected already."""
        left = tuple(
            (bit, low - 1, high - 1) if bit & bits else (bit, low, high) for bit, low, high in needs
        )
        return self._found(position, position.places - 1, others, left, bits)

    def _found(
        self,
        position: _Position,
        places: int,
        classes: Classes,
        needs: tuple[Need, ...],
        *besides: int,
    ) -> Classes | None:
        """An outcome, those elected besides included; kept for positions to come."""
        found = self._find(places, classes, needs)
        if found is None:
            return None
        outcome = Counter(found) + Counter(besides)
        whole = outcome + Counter(position.elected)
        self._outcomes[tuple(sorted(whole.items()))] = None
        if len(self._outcomes) > _KEPT:
            del self._outcomes[next(iter(self._outcomes))]
        return outcome

    def _recalled(self, position: _Position) -> Iterator[Classes]:
        """Whom outcomes that were found earlier still elect, where they are possible from here."""
        for whole in self._outcomes:
            outcome = Counter(dict(whole))
            outcome.subtract(position.elected)
            taken = outcome.items()
            if outcome.total() == position.places and all(
                0 <= many <= position.hopeful.get(bits, 0) for bits, many in taken
            ):
                yield outcome

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
_KEPT = 256  # outcomes
