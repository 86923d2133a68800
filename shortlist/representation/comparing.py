"""Five methods side by side: what each gives whom, and the smallest body with a seat for all."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from shortlist.representation.apportioning import apportion
from shortlist.representation.methods import Method
from shortlist.representation.rules import NoSmallestBody
from shortlist.representation.smallest import smallest_body


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What one method gives: seats in the order of the shares, equal claims parted by the larger
    share, then the earlier region.

    `level`: the regions (from 0) whose equal claims were so parted; `smallest`: the fewest seats at
    which every region that has a share has one, or None where that is more than was looked at.
    """

    method: Method
    seats: tuple[int, ...]
    level: tuple[int, ...]
    smallest: int | None


def compare(shares: Sequence[Fraction], seats: int, most_seats: int) -> tuple[Outcome, ...]:
    """Return each method's outcome; smallest bodies up to `most_seats`; raise `CannotShare`."""
    return tuple(_outcome(shares, seats, method, most_seats) for method in Method)


def _outcome(shares: Sequence[Fraction], seats: int, method: Method, most_seats: int) -> Outcome:
    result = apportion(shares, seats, method)
    return Outcome(
        method=method,
        seats=result.settled(shares),
        level=result.level,
        smallest=_smallest(shares, method, most_seats),
    )


def _smallest(shares: Sequence[Fraction], method: Method, most_seats: int) -> int | None:
    try:
        return smallest_body([share for share in shares if share], method, most_seats)
    except NoSmallestBody:
        return None
