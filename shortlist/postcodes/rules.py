"""What a postcode may belong to, and the sentences for one that cannot be answered."""

from enum import StrEnum

from shortlist.errors import Refusal
from shortlist.language import later


class Kind(StrEnum):
    """What a postcode stands for: a place in a region, or one of those that lie in none."""

    REGION = "region"
    CROWN = "crown"
    FORCES = "forces"
    ABROAD = "abroad"
    NOWHERE = "nowhere"


class NotAPostcode(Refusal):
    """What was typed has not the shape of a postcode."""

    sentence = later(
        "That does not look like a postcode. Enter one such as LS6 2AB, or only its first half, "
        "LS6. If you live abroad, choose your area from the list."
    )
    status = 422


class UnknownPostcode(Refusal):
    """The shape is right, but no place has such a postcode."""

    sentence = later(
        "No postcode begins like that. Check the letters, or choose your area from the list."
    )
    status = 422


class BadDirectory(Refusal):
    """A file that is not the official postcode directory, or not as it is published."""

    sentence = later("This is not the postcode directory.")
    status = 422
