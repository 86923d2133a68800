"""Largest remainders: a seat for each whole quota, the seats left to the largest remainders.

Hare (Hamilton): the quota is the shares' sum over the seats; a whole quota has a seat.

Droop: the quota is just above the sum over the seats and one, as in an STV count, where it is the
smallest number that only as many can reach as there are seats. Taken exactly, so that percentages
and numbers of members give the same seats: a region has one seat for each time that its share
*exceeds* sum ÷ (seats + 1), and what it has beyond those is its remainder.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor

from shortlist.representation.methods import Method


def by_remainders(
    shares: Sequence[Fraction], seats: int, method: Method
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return each region's seats, and the regions (from 0) level for those left, if any."""
    quotas = _in_quotas(shares, seats, method)
    whole = [_whole(one, method) for one in quotas]
    left = seats - sum(whole)
    rest = [one - seats_of for one, seats_of in zip(quotas, whole, strict=True)]
    order = sorted(
        (index for index, one in enumerate(rest) if one > 0), key=lambda index: -rest[index]
    )
    if not left:
        return tuple(whole), ()
    edge = rest[order[left]]
    level = [index for index in order if rest[index] == edge]
    above = [index for index in order if rest[index] > edge]
    if len(above) == left:
        return _with(whole, above), ()
    return _with(whole, above), tuple(sorted(level))


def _in_quotas(shares: Sequence[Fraction], seats: int, method: Method) -> list[Fraction]:
    parts = seats if method is Method.HARE else seats + 1
    total = sum(shares)
    return [share * parts / total for share in shares]


def _whole(quotas: Fraction, method: Method) -> int:
    if method is Method.HARE:
        return floor(quotas)
    return max(ceil(quotas) - 1, 0)


def _with(whole: Sequence[int], more: Sequence[int]) -> tuple[int, ...]:
    return tuple(seats + (index in more) for index, seats in enumerate(whole))
