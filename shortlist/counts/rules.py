"""When a contest may be counted, and the lot that settles what nothing else does."""

from shortlist.errors import Refusal


class NotOpenedYet(Refusal):
    """The ballot box has not been opened, so there are no papers."""

    sentence = "The ballot box has not been opened yet, so there is nothing to count."


class CountedAlready(Refusal):
    """There is a record; a record does not change."""

    sentence = "This poll has been counted. A record does not change once it is made."


def lot_seed(slug: str, position: int) -> str:
    """Return the seed of a contest's lot: known to everybody as soon as the poll is announced."""
    return f"{slug}/{position}"
