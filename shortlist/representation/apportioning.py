"""Share seats out among regions, exactly, and say where claims are equal."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from shortlist.representation.divisors import by_divisors
from shortlist.representation.methods import Method
from shortlist.representation.remainders import by_remainders
from shortlist.representation.rules import check


@dataclass(frozen=True, kw_only=True)
class Apportionment:
    """Seats shared out among regions, all in the order in which the shares were given.

    `certain`: the seats that each region has whatever happens. `level`: the regions (from 0) with
    equal claims to the seats left, of which there are `left`, fewer than those regions; both empty
    where nothing is left.
    """

    certain: tuple[int, ...]
    level: tuple[int, ...] = ()
    left: int = 0

    def settled(self, shares: Sequence[Fraction]) -> tuple[int, ...]:
        """Return the seats with equal claims parted: the larger share first, then the earlier."""
        first = sorted(self.level, key=lambda index: (-shares[index], index))[: self.left]
        return tuple(seats + (index in first) for index, seats in enumerate(self.certain))


def apportion(shares: Sequence[Fraction], seats: int, method: Method) -> Apportionment:
    """Return the seats of regions with these shares, which may be of any size; raise `CannotShare`.

    A region without a share has no seat under any method.
    """
    check(shares, seats)
    if method in (Method.HARE, Method.DROOP):
        ahead, order = by_remainders(shares, seats, method)
    else:
        ahead, order = by_divisors(shares, seats, method)
    return Apportionment(certain=ahead, level=order, left=seats - sum(ahead))
