"""Divisor methods: each seat in turn to the highest quotient of share and divisor.

D'Hondt (Jefferson) divides by the seats a region would then have, 1, 2, 3…; Sainte-Laguë
(Webster) by 1, 3, 5…; Huntington-Hill by the geometric mean of the seats it has and would have,
√(0·1), √(1·2), √(2·3)…. The first of those is 0: every quotient by it is above every other one, and
the larger share stands above the smaller, as it would with any divisor however near to 0.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from heapq import heapify, heappop, heapreplace
from types import MappingProxyType

from shortlist.representation.methods import Method

# How strong a claim is: by the first, then by the second; exact, so that equal means equal.
Claim = tuple[int, Fraction]


def dhondt(share: Fraction, held: int) -> Claim:
    """Return the claim to one more seat of a region that holds some."""
    return 0, share / (held + 1)


def sainte_lague(share: Fraction, held: int) -> Claim:
    """Return the claim to one more seat of a region that holds some."""
    return 0, share / (2 * held + 1)


def huntington_hill(share: Fraction, held: int) -> Claim:
    """Return the claim to one more seat of a region that holds some; squares are compared."""
    return (0, share * share / (held * (held + 1))) if held else (1, share)


CLAIMS: Mapping[Method, Callable[[Fraction, int], Claim]] = MappingProxyType(
    {
        Method.DHONDT: dhondt,
        Method.SAINTE_LAGUE: sainte_lague,
        Method.HUNTINGTON_HILL: huntington_hill,
    }
)


def by_divisors(
    shares: Sequence[Fraction], seats: int, method: Method
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return each region's seats, and the regions (from 0) level for those left, if any."""
    claim = CLAIMS[method]
    held = [0] * len(shares)
    waiting = [
        (*_turned(claim(share, 0)), index) for index, share in enumerate(shares) if share > 0
    ]
    heapify(waiting)
    last, level = None, []
    for _ in range(seats):
        *strength, index = waiting[0]
        level = [*level, index] if strength == last else [index]
        last = strength
        held[index] += 1
        heapreplace(waiting, (*_turned(claim(shares[index], held[index])), index))
    as_strong = _as_strong(waiting, last)
    if not as_strong:
        return tuple(held), ()
    for index in level:
        held[index] -= 1
    return tuple(held), tuple(sorted(level + as_strong))


def _turned(claim: Claim) -> Claim:
    """Return a claim that sorts first when it is strong."""
    return -claim[0], -claim[1]


def _as_strong(waiting: list[tuple[int, Fraction, int]], last: list[object] | None) -> list[int]:
    found = []
    while waiting and [*waiting[0][:2]] == last:
        found.append(heappop(waiting)[2])
    return found
