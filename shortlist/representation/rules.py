"""What no seats can be shared by, and within which limits they are."""

from collections.abc import Sequence
from fractions import Fraction

from shortlist.errors import Refusal
from shortlist.language import later, say, thousands, whenever

MOST_SEATS = 10_000
MOST_REGIONS = 1_000


class CannotShare(Refusal):
    """Seats or shares by which nothing can be shared out."""

    sentence = later("No seats can be shared by these figures.")
    status = 422


class BadShares(CannotShare):
    """A list of shares that cannot be read; the sentence names the line."""

    sentence = later("The shares cannot be read.")


class LevelShares(CannotShare):
    """Regions with equal claims to fewer seats than they are."""

    sentence = later("Regions have equal claims to the last seat.")


class NoSmallestBody(CannotShare):
    """No body within the limits has a seat for every region."""

    sentence = later(
        "No body of up to %(most)s seats has one for every region.",
        most=whenever(thousands, MOST_SEATS),
    )


def check(shares: Sequence[Fraction], seats: int = 1) -> None:
    """Refuse (`CannotShare`) shares below 0 or of nothing at all, and too many seats or regions."""
    if not 1 <= seats <= MOST_SEATS:
        raise CannotShare(
            say("Choose from 1 to %(MOST_SEATS)s seats.", MOST_SEATS=thousands(MOST_SEATS))
        )
    if len(shares) > MOST_REGIONS:
        raise CannotShare(
            say(
                "There are more than %(MOST_REGIONS)s regions.",
                MOST_REGIONS=thousands(MOST_REGIONS),
            )
        )
    if any(share < 0 for share in shares):
        raise CannotShare(say("A share is below 0."))
    if not any(shares):
        raise CannotShare(say("No region has a share above 0."))


def check_every_share(shares: Sequence[Fraction]) -> None:
    """Refuse (`NoSmallestBody`) where a region has no share, for no body gives it a seat."""
    check(shares)
    if not all(shares):
        raise NoSmallestBody(
            say("A region has no share, so it has no seat however large the body is.")
        )
