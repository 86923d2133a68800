"""The smallest body in which every region has a seat, with no lot needed for that."""

from collections.abc import Sequence
from fractions import Fraction
from math import floor

from shortlist.language import say, thousands
from shortlist.representation.methods import Method
from shortlist.representation.remainders import by_remainders
from shortlist.representation.rules import MOST_SEATS, NoSmallestBody, check_every_share


def smallest_body(shares: Sequence[Fraction], method: Method, most_seats: int = MOST_SEATS) -> int:
    """Return the fewest seats at which each region certainly has one; raise `NoSmallestBody`.

    Under Hare and Droop a somewhat larger body may leave a region without one again.
    """
    check_every_share(shares)
    if method in (Method.HARE, Method.DROOP):
        seats = _searched(shares, method, most_seats)
    else:
        seats = sum(_seats_ahead(share / min(shares), method) for share in shares)
    if seats > most_seats:
        raise NoSmallestBody(
            say(
                "No body of up to %(most)s seats has one for every region.",
                most=thousands(most_seats),
            )
        )
    return seats


def _seats_ahead(times: Fraction, method: Method) -> int:
    """Return the seats that a region has when the smallest, so many times smaller, has its first.

    They are those whose claim is at least as strong: share ÷ divisor >= smallest ÷ first divisor.
    """
    if method is Method.DHONDT:
        return floor(times)
    if method is Method.SAINTE_LAGUE:
        return floor((times + 1) / 2)
    return 1  # Huntington-Hill: nobody has a second seat before everybody has a first


def _searched(shares: Sequence[Fraction], method: Method, most_seats: int) -> int:
    """Return the smallest body, tried seat by seat, or one seat more than the most."""
    for seats in range(len(shares), most_seats + 1):
        certain, _ = by_remainders(shares, seats, method)
        if all(certain):
            return seats
    return most_seats + 1
